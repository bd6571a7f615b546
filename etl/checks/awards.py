"""Penghargaan sheets: awards, with the cooperative that received one where the register knows its name."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from etl import periode as triwulan
from etl.cells.place import CellLocator, list_rows, read_text
from etl.match.names import normalise_name
from etl.pesan import Finding, make_finding

_IDENTITY = ["tanggal", "nama_penghargaan", "kategori", "penerima", "pemberi"]


def check_awards(
    df: pd.DataFrame, letak: CellLocator, periode: str, register: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding], list[tuple[str, int, str]]]:
    """Rows with koperasi_id; an award outside the quarter is listed, since awards are often entered later."""
    mulai, akhir = triwulan.find_start(periode), triwulan.find_end(periode)
    daftar = []
    for r in list_rows(df[df["tanggal"].notna()]):
        if not mulai <= r.tanggal <= akhir:
            hari, sel = triwulan.say_date(r.tanggal), letak(r.lembar, r.baris, "tanggal")
            bagian = {"tanggal": hari, "periode": triwulan.say_quarter(periode)}
            daftar.append(make_finding("penghargaan_di_luar_triwulan", r.lembar, sel, hari, **bagian))
    ulang = df.duplicated(_IDENTITY)
    dilewati = [(r.lembar, r.baris, "penghargaan yang sama sudah tertulis") for r in list_rows(df[ulang])]
    kenal = _index_by_name(register)
    penerima = [kenal.get(normalise_name(nama)) if (nama := read_text(p)) else None for p in df["penerima"]]
    return df.assign(koperasi_id=pd.Series(penerima, df.index, dtype=object))[~ulang], daftar, dilewati


def _index_by_name(register: pd.DataFrame) -> dict[str, str]:
    """koperasi_id by normalised name, of names that only one cooperative bears."""
    milik: dict[str, set[str]] = defaultdict(set)
    for nama, koperasi_id in zip(register["nama_koperasi"], register["koperasi_id"], strict=True):
        milik[normalise_name(nama)].add(koperasi_id)
    return {nama: next(iter(semua)) for nama, semua in milik.items() if len(semua) == 1}
