"""Lembar Wali Kota as a product."""

from __future__ import annotations

from dasbor.export.brief.as_html import make_html
from dasbor.export.brief.as_text import make_text
from dasbor.export.product import Product

PRODUCT = Product("lembar", "Lembar Wali Kota", {".html": make_html, ".txt": make_text})
