"""The kecamatan and kelurahan of another area of government, as its package has them."""

from __future__ import annotations

import pandas as pd

from dasbor.query.neighbours import held
from dasbor.query.neighbours.scene import Scene


def read_parts(scene: Scene, code: str) -> pd.DataFrame:
    """kode, nama, tingkat, induk, sumber, pembilang, penyebut, nilai, contoh of everything inside it, by code."""
    rows = held.ask(
        "pemda_bagian", kode=code, indikator=scene.indikator, periode=scene.periode, kelompok=scene.kelompok_hitung
    )
    known = held.ask("pemda_daftar")
    return rows.assign(contoh=bool(known.loc[known["kode"] == code, "contoh"].any()))
