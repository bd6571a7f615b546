"""Lembar Wali Kota as a product."""

from __future__ import annotations

from dasbor.export.brief.as_html import make_html
from dasbor.export.brief.as_text import make_text
from dasbor.export.brief.as_typst import make_pdf, make_png
from dasbor.export.product import Product

PRODUCT = Product(
    "lembar",
    "Lembar Wali Kota",
    {".pdf": make_pdf, ".html": make_html, ".png": make_png, ".txt": make_text},
)
