"""What a file is called, so that whoever finds it in a folder knows what it holds."""

from __future__ import annotations

import re

from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.query import published

_NOT_IN_NAMES = re.compile(r"[^0-9A-Za-z-]+")


def name_file(product: str, p: Choice, ending: str) -> str:
    """ "lembar_2025-T2_Kota_Blitar_tanpa_KKMP_versi_12_DATA_CONTOH.pdf"."""
    without = "_tanpa_KKMP" if p.kelompok_hitung == WITHOUT_KKMP else ""
    sample = "_DATA_CONTOH" if published.is_sample(p) else ""
    area = _NOT_IN_NAMES.sub("_", p.area_name).strip("_")
    stem = _NOT_IN_NAMES.sub("_", product).strip("_")
    version = f"_versi_{p.version}" if p.version >= 0 else "_DRAF"
    return f"{stem}_{p.periode}_{area}{without}{version}{sample}{ending}"
