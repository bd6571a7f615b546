"""Figures that a quarter cannot tell: the workbook of its register lacks the columns they are counted from.

What is stored stays as counted (nobody certified of 302); on the pages a column that was not there is unknown, not zero.
"""

from __future__ import annotations

import pandas as pd

from etl.indikator import Indicator, load_indicators

_ALWAYS_PRESENT = {"status"}  # without it there is no register
MissingFigures = dict[tuple[str, str], bool]  # (quarter, indicator) -> all of its columns are missing, not just some


def find_missing(column: pd.DataFrame) -> MissingFigures:
    """periode, kolom -> the figures of which a column is missing."""
    missing: MissingFigures = {}
    for periode, known in column.groupby("periode")["kolom"]:
        for i in load_indicators():
            needed = list_columns(i)
            tak_ada = needed - set(known)
            if tak_ada:
                missing[str(periode), i.indikator] = tak_ada == needed
    return missing


def list_columns(i: Indicator) -> set[str]:
    """The columns of the register that decide an indicator; none where another sheet decides it too."""
    kind, column = i.kolom.split(maxsplit=1)
    return {k.strip() for k in column.split(",")} - _ALWAYS_PRESENT if kind == "koperasi" and i.bukti == "-" else set()


def drop_unknown(content: pd.DataFrame, missing: MissingFigures) -> pd.DataFrame:
    """periode, indikator, pembilang, penyebut, nilai, sumber -> the same, without the figures nobody can know."""
    if not missing or content.empty:
        return content
    key = zip(content["periode"], content["indikator"], content["penyebut"], content["sumber"], strict=True)
    tak_tahu = [
        (periode, indikator) in missing and source != "rekap" and (missing[periode, indikator] or penyebut == 0)
        for periode, indikator, penyebut, source in key
    ]
    return content.assign(
        **{k: content[k].mask(pd.Series(tak_tahu, index=content.index)) for k in ("pembilang", "penyebut", "nilai")}
    )
