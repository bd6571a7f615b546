"""Settings of one year, deadlines of the RAT and the PDRB: their keys, what they are called and how they are said.

They stand in pengaturan.toml and are stored in each version, so that a replay knows them; the file alone changes them.
"""

from __future__ import annotations

from collections.abc import Iterable

from etl import periode
from etl.operator_settings import BY_YEAR, DEADLINES, Dated

_TITLES = {DEADLINES: "Batas RAT koperasi {name} {year}", "pdrb": "PDRB {year}"}


def make_key(d: Dated) -> str:
    """ "batas_rat.primer.2025"."""
    return f"{d.section}.{d.name}.{d.year}"


def is_dated(key: str) -> bool:
    return key.partition(".")[0] in BY_YEAR


def read_key(key: str, value: float, source: str) -> Dated:
    """The value of a key that make_key made."""
    section, name, year = key.split(".")
    return Dated(section, name, int(year), value, source)


def list_keys(keys: Iterable[str]) -> list[str]:
    return [key for key in keys if is_dated(key)]


def say_key(key: str) -> str:
    """ "Batas RAT koperasi primer 2025", "PDRB 2024"."""
    d = read_key(key, 0, "")
    return _TITLES[d.section].format(name=d.name, year=d.year)


def say_value(key: str, value: float) -> str:
    """ "30 April 2025", "Rp 9.000.000.000.000"."""
    d = read_key(key, value, "")
    if d.section == DEADLINES:
        return f"{d.day.day} {periode.MONTH_NAMES[d.day.month - 1]} {d.day.year}"
    return "Rp " + f"{value:,.0f}".replace(",", ".")
