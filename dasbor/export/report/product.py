"""Laporan Triwulan as a product."""

from __future__ import annotations

from dasbor.export.product import Product
from dasbor.export.report.as_pdf import make_pdf
from dasbor.export.report.slides import make_pptx
from dasbor.export.report.workbook import make_xlsx

PRODUCT = Product(
    "laporan",
    "Laporan Triwulan",
    {".pptx": make_pptx, ".xlsx": make_xlsx, ".pdf": make_pdf},
    purpose="Angka utama, tren, status per wilayah, target, perubahan dan sasaran kunjungan triwulan ini.",
)
