"""Figures that a quarter cannot tell: the workbook of its register lacks the columns they are counted from.

What is stored stays as counted (nobody certified of 302); on the pages a column that was not there is unknown, not zero.
"""

from __future__ import annotations

import pandas as pd

from etl.indikator import Indicator, load_indicators

_ALWAYS_PRESENT = {"status"}  # without it there is no register
MissingFigures = dict[tuple[str, str], bool]  # (quarter, indicator) -> all of its columns are missing, not just some


def find_missing(kolom: pd.DataFrame) -> MissingFigures:
    """periode, kolom -> the figures of which a column is missing."""
    hilang: MissingFigures = {}
    for periode, ada in kolom.groupby("periode")["kolom"]:
        for i in load_indicators():
            perlu = list_columns(i)
            tak_ada = perlu - set(ada)
            if tak_ada:
                hilang[str(periode), i.indikator] = tak_ada == perlu
    return hilang


def list_columns(i: Indicator) -> set[str]:
    """The columns of the register that decide an indicator; none where another sheet decides it too."""
    jenis, kolom = i.kolom.split(maxsplit=1)
    return {k.strip() for k in kolom.split(",")} - _ALWAYS_PRESENT if jenis == "koperasi" and i.bukti == "-" else set()


def drop_unknown(isi: pd.DataFrame, hilang: MissingFigures) -> pd.DataFrame:
    """periode, indikator, pembilang, penyebut, nilai, sumber -> the same, without the figures nobody can know."""
    if not hilang or isi.empty:
        return isi
    kunci = zip(isi["periode"], isi["indikator"], isi["penyebut"], isi["sumber"], strict=True)
    tak_tahu = [
        (periode, indikator) in hilang and sumber != "rekap" and (hilang[periode, indikator] or penyebut == 0)
        for periode, indikator, penyebut, sumber in kunci
    ]
    return isi.assign(
        **{k: isi[k].mask(pd.Series(tak_tahu, index=isi.index)) for k in ("pembilang", "penyebut", "nilai")}
    )
