"""Targets of a fund (DAK, APBD): rows of target.csv with sumber_dana. They are stored in each version under keys of
their own, so that no card takes one for the target of the year; the file alone changes them."""

from __future__ import annotations

from etl.indikator import find_indicator

COLUMN = "sumber_dana"
# What can be counted by fund: people and groups that its trainings reached.
INDICATORS = ("peserta_pelatihan", "kelompok_dilatih")
_PREFIX = "target_dana."


def make_key(indikator: str, year: int, fund: str) -> str:
    """ "target_dana.peserta_pelatihan.2022.DAK Nonfisik PK2UKM"."""
    return f"{_PREFIX}{indikator}.{year}.{fund}"


def is_of_fund(key: str) -> bool:
    return key.startswith(_PREFIX)


def split_key(key: str) -> tuple[str, int, str]:
    """(indicator, year, fund) of a key that make_key made."""
    indikator, year, fund = key.removeprefix(_PREFIX).split(".", 2)
    return indikator, int(year), fund


def say_key(key: str) -> str:
    """ "Target Peserta pelatihan 2022 dari DAK Nonfisik PK2UKM"."""
    indikator, year, fund = split_key(key)
    declared = find_indicator(indikator)
    return f"Target {declared.judul if declared else indikator} {year} dari {fund}"
