"""Questions behind "asal angka": the cases of an indicator, the rows of a rekap, the workbooks they came from."""

from __future__ import annotations

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import base
from etl import indikator as indikator_
from etl.acuan import load_reference
from etl.store.versions import Store


@keep.per_version(most=100)
def read_cases(p: Choice, indikator: str) -> pd.DataFrame:
    """The cases that the indicator sums: id, nama, kode_kelurahan, pembilang, penyebut, unggahan_id, lembar, baris,
    bukti_unggahan_id, bukti_lembar, bukti_baris; those that count first. Lists follow the settings of now; a number
    keeps those of its publication."""
    con = Store().open_version(p.version)
    return indikator_.read_cases(con, load_reference(), indikator, p.periode, p.kode_wilayah, p.kelompok_hitung)


def list_uploads(p: Choice) -> pd.DataFrame:
    """unggahan_id, periode, nama_berkas, sha256, waktu, oleh of every workbook of the version."""
    return base.ask(p, "select unggahan_id, periode, nama_berkas, sha256, waktu, oleh from unggahan order by 1")


def find_source(p: Choice, indikator: str) -> str | None:
    """ "register" | "rekap": what the published value was counted from; None when there is no such value."""
    known = base.ask(p, "sumber_angka", indikator=indikator)
    return None if known.empty else str(known.iloc[0, 0])


def read_recap(p: Choice) -> pd.DataFrame:
    """The rows of a rekap for an area and the areas inside it."""
    return base.ask(p, "rekap")
