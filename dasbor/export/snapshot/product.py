"""The snapshot as a product."""

from __future__ import annotations

from dasbor.export.product import Product
from dasbor.export.snapshot.as_html import make_html

PRODUCT = Product(
    "snapshot",
    "Potret triwulan",
    {".html": make_html},
    purpose="Semua indikator triwulan ini dalam satu halaman tanpa jaringan: kartu, grafik, tabel, definisi, sumber.",
    is_large=True,
)
