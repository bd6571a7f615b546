"""Penghargaan sheets: awards, with the cooperative that received one where the register knows its name."""

from __future__ import annotations

import pandas as pd

from etl import periode as triwulan
from etl.cells.place import Letak, rows, text
from etl.match.names import normal_name
from etl.match.targets import cooperatives_by_name
from etl.pesan import Temuan, temuan
from etl.skema import PENGHARGAAN


def check_awards(
    df: pd.DataFrame, letak: Letak, periode: str, register: pd.DataFrame
) -> tuple[pd.DataFrame, list[Temuan], list[tuple[str, int, str]]]:
    """Rows with koperasi_id; an award outside the quarter is listed, since awards are often entered later."""
    mulai, akhir = triwulan.start(periode), triwulan.end(periode)
    daftar = []
    for r in rows(df[df["tanggal"].notna()]):
        if not mulai <= r.tanggal <= akhir:
            hari, sel = triwulan.sebut_tanggal(r.tanggal), letak(r.lembar, r.baris, "tanggal")
            bagian = {"tanggal": hari, "periode": triwulan.sebut(periode)}
            daftar.append(temuan("penghargaan_di_luar_triwulan", r.lembar, sel, hari, **bagian))
    ulang = df.duplicated([*PENGHARGAAN.kembar])
    dilewati = [(r.lembar, r.baris, "penghargaan yang sama sudah tertulis") for r in rows(df[ulang])]
    kenal = cooperatives_by_name(register)
    penerima = [kenal.get(normal_name(nama)) if (nama := text(p)) else None for p in df["penerima"]]
    return df.assign(koperasi_id=pd.Series(penerima, df.index, dtype=object))[~ulang], daftar, dilewati
