"""Settings of one year, deadlines of the RAT and the PDRB: their keys, what they are called and how they are said.

They stand in pengaturan.toml, or were typed on the page Pengaturan, and are stored in each version, so that a replay
knows them. Of all values of a section and year there is one source (`dasar`).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from etl import periode
from etl.operator_settings import BY_YEAR, DEADLINES, GDP, SOURCE, VALUES_OF_YEAR, Dated

FIRST_YEAR, LAST_YEAR = 2000, 2100
NAMES = {section: tuple(n for s, n in VALUES_OF_YEAR if s == section and n != SOURCE) for section in BY_YEAR}
_DAY = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2}|[a-z]+)\s*[-/. ]\s*(\d{4})", re.I)
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


def list_keys_of(section: str, year: int) -> list[str]:
    """The keys that a section may have for a year."""
    return [f"{section}.{name}.{year}" for name in NAMES[section]]


def check_key(key: str) -> Dated:
    """The key taken apart, with value 0. Raises ValueError with a sentence where it is none."""
    section, _, rest = key.partition(".")
    name, _, year = rest.partition(".")
    if name not in NAMES.get(section, ()) or not (year.isascii() and year.isdigit()):
        known = ", ".join(k for s in NAMES for k in list_keys_of(s, 2025))
        raise ValueError(f"“{key[:60]}” bukan pengaturan setahun; yang ada, untuk 2025: {known}.")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise ValueError(f"{say_key(key)}: tahun {int(year)} di luar {FIRST_YEAR} sampai {LAST_YEAR}.")
    return read_key(key, 0, "")


def read_day(key: str, typed: str) -> float:
    """ "30 April 2025", "30-4-2025" or "2025-04-30" as 20250430. Raises ValueError: no day, or one of another year."""
    wanted = check_key(key).year
    day = _find_day(" ".join(typed.split()))
    if day is None:
        raise ValueError(f"{say_key(key)}: “{typed.strip()[:40]}” bukan tanggal; tulis misalnya 30 April {wanted}.")
    if day.year != wanted:
        raise ValueError(f"{say_key(key)}: {periode.say_date(day)} bukan tanggal tahun {wanted}.")
    return float(f"{day:%Y%m%d}")


def _find_day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        pass
    if (parts := _DAY.fullmatch(text)) is None:
        return None
    months = [name.casefold() for name in periode.MONTH_NAMES]
    month = parts[2].casefold()
    if not month.isdecimal() and month not in months:
        return None
    try:
        return dt.date(int(parts[3]), int(month) if month.isdecimal() else months.index(month) + 1, int(parts[1]))
    except ValueError:
        return None


def write_value(key: str, value: float | None) -> str:
    """As a field shows it: "30 April 2025", "9.000.000.000.000", "" = none."""
    return "" if value is None else say_value(key, value).removeprefix("Rp ")


def is_amount(key: str) -> bool:
    return key.partition(".")[0] == GDP
