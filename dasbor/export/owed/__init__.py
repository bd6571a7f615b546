"""What a dinas owes to others at a click: Satu Data, BPS, Capaian Kinerja, LKjIP, sumber dana, Penggerak.

In: a request: version, quarter, area, with or without KKMP; laporan.toml.
Out: CSV, JSON, XLSX, PDF, ZIP.
"""
