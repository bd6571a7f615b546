"""Rates and statuses by area, and the names of areas told apart where one name stands for several."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query.ask import ask, ask_anew
from dasbor.query.figures import keep_known
from dasbor.query.published import list_areas
from dasbor.query.source import area_terms
from dasbor.words.legible import MAX_BARS
from etl.acuan import SMALLEST_LEVELS, make_labels

KELURAHAN_LEVEL, KECAMATAN_LEVEL = "kelurahan", "kecamatan"


def find_level(p: Choice) -> str:
    """The level at which the chosen area is drawn."""
    return KELURAHAN_LEVEL if count_kelurahan(p) <= MAX_BARS else KECAMATAN_LEVEL


def count_kelurahan(p: Choice) -> int:
    """How many kelurahan the chosen area has in the quarter."""
    if area_terms.list_terms(p):
        area = list_areas(p)
        inside = (area["kode"] + ".").str.startswith(p.kode_wilayah + ".")
        return int((inside & area["tingkat"].isin(SMALLEST_LEVELS)).sum())
    return _count_kelurahan(Choice(p.version, kode_wilayah=p.kode_wilayah))


@keep.per_version(most=500)
def _count_kelurahan(p: Choice) -> int:
    return int(ask(p, "banyak_kelurahan")["banyak"].iloc[0])


def read_rates(p: Choice, indikator: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai of an indicator at that level."""
    if find_level(p) == KELURAHAN_LEVEL:
        return read_by_kelurahan(p, indikator)
    return read_by_kecamatan(p, indikator)


def read_by_kecamatan(p: Choice, indikator: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai of the kecamatan inside an area."""
    return keep_known(p, ask(p, "per_kecamatan", indikator=indikator))


def count_statuses(p: Choice) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, status, jumlah at that level."""
    if find_level(p) == KELURAHAN_LEVEL:
        return count_status_by_kelurahan(p)
    return ask(p, "status_per_kecamatan")


def read_by_kelurahan(p: Choice, indikator: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai of the kelurahan inside an area."""
    if find_level(p) == KELURAHAN_LEVEL:
        return _read_few(p, indikator)
    return _label_across(p, keep_known(p, ask(p, "per_kelurahan", indikator=indikator)))


@keep.per_version(most=500)
def _read_few(p: Choice, indikator: str) -> pd.DataFrame:
    """Of few kelurahan all indicators are asked at once: pages show several, and planning takes longer than rows."""
    every = _read_all_of_few(p)
    names = every["indikator"].tolist()  # in their order
    first = names.index(indikator) if indikator in names else 0
    mine = every.iloc[first : first + names.count(indikator)].reset_index(drop=True)
    return _label_across(p, keep_known(p, mine))


@keep.per_version(most=10)  # pages hold a few indicators of them, which are kept for themselves
def _read_all_of_few(p: Choice) -> pd.DataFrame:
    return ask_anew(p, "per_kelurahan", indikator=None)


def count_status_by_kelurahan(p: Choice) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, status, jumlah, sumber; from the register, else from a rekap."""
    return _label_across(p, ask(p, "status_per_kelurahan"))


# ── names ──


def add_kecamatan(
    p: Choice, content: pd.DataFrame, code: str = "kode_kelurahan", name: str = "kelurahan"
) -> pd.DataFrame:
    """The kecamatan beside each name that needs it, "Sukorejo (Wates)": see etl/acuan.py; and the name of the quarter
    where an area was renamed."""
    return _put_names(content, _make_labels(area_terms.narrow(p)), code, name)


def _put_names(content: pd.DataFrame, label: dict[str, str], code: str, name: str) -> pd.DataFrame:
    if label and len(content):
        pair = zip(content[code].tolist(), content[name].tolist(), strict=True)
        content[name] = pd.Series([label.get(k, n) for k, n in pair], index=content.index, dtype=object)
    return content


def name_by_quarter(p: Choice, content: pd.DataFrame) -> pd.DataFrame:
    """Rows of several quarters (periode, kode_kelurahan, kelurahan) under the names that areas had in each."""
    for periode in sorted(set(content["periode"])) if area_terms.list_terms(p) else ():
        names, rows = area_terms.list_names(replace(p, periode=periode)), content["periode"] == periode
        content.loc[rows, "kelurahan"] = [names.get(k, n) for k, n in content.loc[rows, _CODE_AND_NAME].to_numpy()]
    return content


_CODE_AND_NAME = ["kode_kelurahan", "kelurahan"]


def _label_across(p: Choice, content: pd.DataFrame) -> pd.DataFrame:
    """Inside one kecamatan, which title and column name, the plain names are told apart already."""
    if content["kecamatan"].nunique() > 1:
        return add_kecamatan(p, content, "kode_wilayah", "nama")
    return _put_names(content, area_terms.list_names(p), "kode_wilayah", "nama")


@keep.per_version(most=50)
def _make_labels(p: Choice) -> dict[str, str]:
    """{kode: label} of the areas whose name in the version does not do; none in most cities."""
    area, whole = list_areas(p), list_areas(p.whole())
    last = dict(zip(whole["kode"], whole["nama"], strict=True))
    name = dict(zip(area["kode"], area["nama"], strict=True))
    labels = name | make_labels(area)
    return {code: label for code, label in labels.items() if label != last[code]}
