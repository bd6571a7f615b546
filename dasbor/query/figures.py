"""The indicators of an area and quarter: numerator, denominator, value; unknown where no column tells them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.frames import list_by_name
from dasbor.query.ask import ask
from dasbor.query.source.hidden_names import open_version
from dasbor.query.source.statements import read_statement
from etl.indikator.untold import find_untold, name_columns


@dataclass(frozen=True)
class Figure:
    """One indicator in one area: numerator, denominator (None for a count) and value; None = unknown."""

    pembilang: float | None = None
    penyebut: float | None = None
    nilai: float | None = None


def read_figures(p: Choice) -> Mapping[str, Figure]:
    """All indicators of the area and quarter."""
    return _read_values(p)


@keep.per_version(most=500)
def _read_values(p: Choice) -> Mapping[str, Figure]:
    """Read-only: handed out as they are."""
    columns = list_by_name(_read_all_figures(replace(p, periode="")))
    rows = zip(*(columns[k] for k in ("periode", "indikator", "pembilang", "penyebut", "nilai")), strict=True)
    mine = [(name, amounts) for periode, name, *amounts in rows if periode == p.periode]
    return MappingProxyType({name: Figure(*(None if x != x else x for x in amounts)) for name, amounts in mine})


def read_series(p: Choice, indikator: str) -> pd.DataFrame:
    """periode, pembilang, penyebut, nilai, sumber ("register" | "rekap") of one indicator, all quarters."""
    return _read_series(replace(p, periode=""), indikator)


@keep.per_version(most=1_000)
def _read_series(p: Choice, indikator: str) -> pd.DataFrame:
    first, past = _find_places(p).get(indikator, (0, 0))
    return _read_all_figures(p).iloc[first:past, 1:].reset_index(drop=True)


@keep.per_version(most=100)
def _find_places(p: Choice) -> Mapping[str, tuple[int, int]]:
    """Where the rows of each indicator begin and end: they stand together. Read-only: handed out as it is."""
    places: dict[str, tuple[int, int]] = {}
    for name, rows in groupby(enumerate(_read_all_figures(p)["indikator"].tolist()), key=itemgetter(1)):
        numbers = [n for n, _ in rows]
        places[name] = numbers[0], numbers[-1] + 1
    return MappingProxyType(places)


@keep.per_version(most=100)
def _read_all_figures(p: Choice) -> pd.DataFrame:
    """Everything known of one area. Asked for at once: the table is sorted by area, and a page shows many of its
    indicators and all its quarters."""
    return drop_unknown(ask(p, "angka_wilayah"), _read_missing(p.whole()))


def read_everything(p: Choice) -> pd.DataFrame:
    """periode, kode_wilayah, indikator, kelompok_hitung, sumber, pembilang, penyebut, nilai of the whole version, blank
    where nobody can know. Large, so nothing of it is kept."""
    content = open_version(p.whole()).execute(read_statement("angka_semua")).df()
    return drop_unknown(content, _read_missing(p.whole()))


def keep_known(p: Choice, content: pd.DataFrame) -> pd.DataFrame:
    """Rates of areas, with periode, indikator and sumber, as far as the register of the quarter can tell them."""
    return drop_untold(p, content).drop(columns=["periode", "indikator", "sumber"])


def drop_untold(p: Choice, content: pd.DataFrame) -> pd.DataFrame:
    """periode, indikator, pembilang, penyebut, nilai, sumber -> the same, without what the registers do not tell."""
    return drop_unknown(content, _read_missing(p.whole()))


@keep.per_version(most=50)
def _read_missing(p: Choice) -> MissingFigures:
    return find_missing(ask(p, name_columns()))


def find_source(p: Choice, indikator: str) -> str | None:
    """ "register" | "rekap": what the published value was counted from; None when there is no such value."""
    known = ask(p, "sumber_angka", indikator=indikator)
    return None if known.empty else str(known.iloc[0, 0])


# ── what a quarter cannot tell: the workbook of its register lacks the columns a figure is counted from ──

# What is stored stays as counted (nobody certified of 302); on the pages a column that was not there is unknown, not
# zero.
MissingFigures = dict[tuple[str, str], bool]  # (quarter, indicator) -> all of its columns are missing, not just some


def find_missing(column: pd.DataFrame) -> MissingFigures:
    """periode, kolom -> the figures of which a column is missing, or all that tell of whom they are a share."""
    return {
        (str(periode), indikator): whole
        for periode, names in column.groupby("periode")["kolom"]
        for indikator, whole in find_untold(names.tolist()).items()
    }


def drop_unknown(content: pd.DataFrame, missing: MissingFigures) -> pd.DataFrame:
    """periode, indikator, pembilang, penyebut, nilai, sumber -> the same, without the figures nobody can know."""
    if not missing or content.empty:
        return content
    key = zip(content["periode"], content["indikator"], content["penyebut"], content["sumber"], strict=True)
    unknown = [
        (periode, indikator) in missing and source != "rekap" and (missing[periode, indikator] or penyebut == 0)
        for periode, indikator, penyebut, source in key
    ]
    return content.assign(
        **{k: content[k].mask(pd.Series(unknown, index=content.index)) for k in ("pembilang", "penyebut", "nilai")}
    )
