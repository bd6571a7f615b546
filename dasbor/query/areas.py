"""Rates and statuses by area, and the names of areas told apart where one name stands for several."""

from __future__ import annotations

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query.ask import ask
from dasbor.query.figures import keep_known
from dasbor.query.published import list_areas
from dasbor.words.legible import MAX_BARS
from etl.acuan import make_labels

KELURAHAN_LEVEL, KECAMATAN_LEVEL = "kelurahan", "kecamatan"


def find_level(p: Choice) -> str:
    """The level at which the chosen area is drawn."""
    return KELURAHAN_LEVEL if count_kelurahan(p) <= MAX_BARS else KECAMATAN_LEVEL


def count_kelurahan(p: Choice) -> int:
    """How many kelurahan the chosen area has."""
    return int(ask(p, "banyak_kelurahan")["banyak"].iloc[0])


def read_rates(p: Choice, indikator: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai of an indicator at that level."""
    if find_level(p) == KELURAHAN_LEVEL:
        return read_by_kelurahan(p, indikator)
    return keep_known(p, ask(p, "per_kecamatan", indikator=indikator))


def count_statuses(p: Choice) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, status, jumlah at that level."""
    if find_level(p) == KELURAHAN_LEVEL:
        return count_status_by_kelurahan(p)
    return ask(p, "status_per_kecamatan")


def read_by_kelurahan(p: Choice, indikator: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai of the kelurahan inside an area."""
    return _label_across(p, keep_known(p, ask(p, "per_kelurahan", indikator=indikator)))


def count_status_by_kelurahan(p: Choice) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, status, jumlah, sumber; from the register, else from a rekap."""
    return _label_across(p, ask(p, "status_per_kelurahan"))


# ── names ──


def add_kecamatan(
    p: Choice, content: pd.DataFrame, code: str = "kode_kelurahan", name: str = "kelurahan"
) -> pd.DataFrame:
    """The kecamatan beside each name that needs it, "Sukorejo (Wates)": see etl/acuan.py."""
    label = _make_labels(p.whole())
    if label and len(content):
        pair = zip(content[code].tolist(), content[name].tolist(), strict=True)
        content[name] = pd.Series([label.get(k, n) for k, n in pair], index=content.index, dtype=object)
    return content


def _label_across(p: Choice, content: pd.DataFrame) -> pd.DataFrame:
    """Inside one kecamatan, which title and column name, the plain names are told apart already."""
    return add_kecamatan(p, content, "kode_wilayah", "nama") if content["kecamatan"].nunique() > 1 else content


@keep.per_version(most=50)
def _make_labels(p: Choice) -> dict[str, str]:
    """{kode: label} of the areas whose name alone does not do; none in most cities."""
    area = list_areas(p)
    name = dict(zip(area["kode"], area["nama"], strict=True))
    return {code: label for code, label in make_labels(area).items() if label != name[code]}
