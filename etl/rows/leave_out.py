"""Rows of a located table that are not read and are listed: visits that did not take place."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from etl.cells.texts import to_text
from etl.model import Tabel

# What is written down when somebody was there. The target, its kind of mentoring and the remark may be filled in before.
_KUNJUNGAN = ("tanggal", "petugas", "materi", "kendala", "tindak_lanjut", "hasil")
BELUM_DIKUNJUNGI = "belum dikunjungi: tanggal, petugas dan hasilnya kosong"


def without_unvisited(tabel: Tabel) -> Tabel:
    """A sheet of visits without the rows of those who were not visited; other tables as they are."""
    ada = [nama for nama in _KUNJUNGAN if nama in tabel.kolom]
    if tabel.jenis != "pendampingan" or "tanggal" not in ada or not tabel.atas.keys().isdisjoint(_KUNJUNGAN):
        return tabel
    kosong = tabel.data[ada].map(lambda v: to_text(v) is None).all(axis=1)
    lajur = {tabel.kolom[nama].kolom for nama in ada}
    cacat = {r for r, c in (*tabel.petak.galat, *tabel.petak.tanpa_nilai) if c in lajur}
    return without_rows(tabel, {r: BELUM_DIKUNJUNGI for r in tabel.data.index[kosong] if r not in cacat})


def without_rows(tabel: Tabel, buang: Mapping[int, str]) -> Tabel:
    """The table without some of its data rows, which are listed with the reason."""
    if not buang:
        return tabel
    tetap = [i for i, r in enumerate(tabel.data.index) if r not in buang]
    return dataclasses.replace(
        tabel,
        data=tabel.data.iloc[tetap],
        seksi={k: [isi[i] for i in tetap] for k, isi in tabel.seksi.items()},
        centang={k: [(p, [isi[i] for i in tetap]) for p, isi in lajur] for k, lajur in tabel.centang.items()},
        dilewati=sorted([*tabel.dilewati, *buang.items()]),
    )
