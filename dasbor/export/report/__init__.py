"""Laporan Triwulan: one list of parts (table, chart, sentences) as slides, workbook and PDF.

In: a request: version, quarter, area, with or without KKMP; the parts that laporan.toml names.
Out: PPTX and XLSX with charts that Office draws and edits, PDF with their still twins.
"""
