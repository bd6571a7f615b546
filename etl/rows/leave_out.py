"""Rows of a located table that are not read and are listed: visits that did not take place."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from etl.cells.texts import read_text
from etl.model import FoundTable
from etl.skema import SHEET_KINDS


def drop_unvisited(tabel: FoundTable) -> FoundTable:
    """A sheet of visits without the rows of those who were not visited; other tables as they are."""
    lembar = SHEET_KINDS[tabel.jenis]
    ada = [nama for nama in lembar.event_columns if nama in tabel.kolom]
    if not ada or not set(lembar.saat) <= set(ada) or not tabel.atas.keys().isdisjoint(lembar.event_columns):
        return tabel
    kosong = tabel.data[ada].map(lambda v: read_text(v) is None).all(axis=1)
    lajur = {tabel.kolom[nama].kolom for nama in ada}
    cacat = {r for r, c in (*tabel.petak.galat, *tabel.petak.tanpa_nilai) if c in lajur}
    return drop_rows(tabel, {r: lembar.belum for r in tabel.data.index[kosong] if r not in cacat})


def drop_rows(tabel: FoundTable, buang: Mapping[int, str]) -> FoundTable:
    """The table without some of its data rows, which are listed with the reason."""
    if not buang:
        return tabel
    tetap = [i for i, r in enumerate(tabel.data.index) if r not in buang]
    return dataclasses.replace(
        tabel,
        data=tabel.data.iloc[tetap],
        seksi={k: [isi[i] for i in tetap] for k, isi in tabel.seksi.items()},
        ticks={k: [(p, [isi[i] for i in tetap]) for p, isi in lajur] for k, lajur in tabel.ticks.items()},
        dilewati=sorted([*tabel.dilewati, *buang.items()]),
    )
