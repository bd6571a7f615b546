"""How numbers, dates and changes are said in Indonesian: 1.234,5 · 87% · Rp 1,25 miliar · ▲ naik 2 poin."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from etl import clock
from etl import periode as triwulan_

NO_DATA = "belum ada data"
NOTHING_COUNTED = "tidak ada yang dihitung"  # a known 0 of 0
DECIMAL_FROM_N = 100  # below this a rate is said in whole per cent
_LARGE_UNITS = ((1e12, "triliun"), (1e9, "miliar"), (1e6, "juta"))


def is_known(value: Any) -> bool:
    """False for None, NaN, NA and NaT; zero is a value."""
    if type(value) in (str, int, float):  # nearly all that pages ask about; pandas takes ten times as long
        return bool(value == value)
    return value is not None and not (pd.api.types.is_scalar(value) and pd.isna(value))


def format_number(value: float | None, decimals: int | None = None) -> str:
    """1234.5 -> "1.234,5". Without `decimals`: as many places as needed, at most 2."""
    if value is None or not is_known(value):
        return NO_DATA
    whole_number = _round_half_up(value, 2 if decimals is None else decimals)
    text = f"{abs(whole_number):,.{2 if decimals is None else decimals}f}"
    if decimals is None:
        text = text.rstrip("0").rstrip(".")
    return _write_minus(whole_number) + text.replace(",", " ").replace(".", ",").replace(" ", ".")


def format_percent(value: float | None, n: float | None = None) -> str:
    """0.873 -> "87%", "87,3%" when n is at least 100: no more precision than n supports. Of nothing there is no share,
    and that is known."""
    if value is None or not is_known(value):
        return NOTHING_COUNTED if is_known(n) and n == 0 else NO_DATA
    return format_number(value * 100, count_digits(n)) + "%"


def round_share(value: float, n: float | None) -> float:
    """The share that format_percent writes: 0.7961 of 93 is 0.8."""
    return round(_round_half_up(value * 100, count_digits(n)) / 100, 4)


def count_digits(n: float | None) -> int:
    """Decimal places of a percentage on n cases."""
    return 1 if n is not None and is_known(n) and n >= DECIMAL_FROM_N else 0


def format_fraction(pembilang: float | None, penyebut: float | None = None) -> str:
    """ "268 dari 308"; only the count when there is no denominator."""
    if not is_known(pembilang):
        return NO_DATA
    return format_number(pembilang, 0) + (f" dari {format_number(penyebut, 0)}" if is_known(penyebut) else "")


def format_rupiah(value: float | None, full: bool = False) -> str:
    """1.25e9 -> "Rp 1,25 miliar"; full: "Rp 1.250.000.000"."""
    if value is None or not is_known(value):
        return NO_DATA
    for large, name in () if full else _LARGE_UNITS:
        if _round_half_up(abs(value) / large, 2) >= 1:
            return f"{_write_minus(value)}Rp {format_number(abs(value) / large)} {name}"
    return f"{_write_minus(_round_half_up(value, 0))}Rp {format_number(abs(value), 0)}"


def format_date(value: dt.date | None) -> str:
    """ "30 September 2025"."""
    if value is None or not is_known(value):
        return NO_DATA
    return triwulan_.say_date(value)


def format_time(value: dt.datetime | None) -> str:
    """ "4 Juli 2025 pukul 09.15 WIB", by the installation's clock."""
    if value is None or not is_known(value):
        return NO_DATA
    return f"{triwulan_.say_date(value)} pukul {value:%H.%M} {clock.read_zone()}"


def name_month(number: int) -> str:
    """6 -> "Juni"."""
    return triwulan_.MONTH_NAMES[number - 1]


def format_quarter(periode: str, short: bool = False) -> str:
    """ "Triwulan III 2025", short "T3 2025"."""
    return triwulan_.say_quarter(periode, short)


def say_version(number: int) -> str:
    """ "versi 12"; a number below nought is that of a draft's preview."""
    return f"versi {number}" if number >= 0 else "draf, belum terbit"


def say_direction(delta: float, decimals: int = 0) -> str:
    """ "naik 2", "turun 1" or "tetap" once rounded."""
    whole_number = _round_half_up(delta, decimals)
    if whole_number == 0:
        return "tetap"
    return f"{'naik' if whole_number > 0 else 'turun'} {format_number(abs(whole_number), decimals)}"


_EQUAL_WITHIN = 1e-9


def say_moved_by(delta: float, write: Callable[[float], str]) -> str:
    """ "naik Rp 1,2 miliar", "turun 3 orang", "tetap": an amount as `write` writes it."""
    return f"{'naik' if delta > 0 else 'turun'} {write(abs(delta))}" if delta else "tetap"


def say_difference(delta: float | None, unit: str = "", decimals: int = 0) -> str:
    """ "▲ naik 2 poin", "▼ turun 1", "tetap"; "belum ada pembanding" without a comparison."""
    if delta is None or not is_known(delta):
        return "belum ada pembanding"
    turn = say_turn(delta, decimals)
    if turn.endswith("tetap"):
        return turn
    return f"{'▲' if turn == 'naik' else '▼'} {say_direction(delta, decimals)}{' ' + unit if unit else ''}"


def say_turn(delta: float, decimals: int = 0) -> str:
    """ "naik", "turun", "tetap", or "hampir tetap": less than what is written, yet 74% may become 73% by half a
    point."""
    word = say_direction(delta, decimals).split()[0]
    return word if word != "tetap" or abs(delta) < _EQUAL_WITHIN else "hampir tetap"


def say_unvisited(known: int, window: int) -> str:
    """Without a visit in the window. Not "never visited": an older visit is not looked at, and of quarters whose visits
    are not published nobody knows."""
    if not known:
        return "kunjungannya belum diketahui"
    return f"tanpa kunjungan dalam {known} triwulan" + ("" if known == window else f" yang terbit dari {window}")


def format_signed(value: float) -> str:
    """Signed count for charts: "+20", "−2", "0"."""
    return ("+" if value > 0 else "") + format_number(value, 0)


def join_list(content: Sequence[str], at_most: int | None = None) -> str:
    """ "A, B dan C"; beyond the limit "A, B, C dan 17 lainnya"."""
    word = list(content)
    if at_most is not None and len(word) > at_most:
        word = [*word[:at_most], f"{format_number(len(content) - at_most)} lainnya"]
    if len(word) < 2:
        return "".join(word)
    return ", ".join(word[:-1]) + " dan " + word[-1]


def lower_first(text: str) -> str:
    """Within a sentence: "koperasi aktif", but "RAT tahun buku", "melek TI"."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def capitalise(text: str) -> str:
    """First letter large, the rest as it is: "di bawah KSP" -> "Di bawah KSP"."""
    return text[:1].upper() + text[1:]


def _round_half_up(value: float, decimals: int) -> float:
    """Half away from zero, as people do; Python's round(0.5) is 0."""
    if not math.isfinite(value):
        raise ValueError(f"bukan bilangan: {value!r}")
    exact = float(value)
    return exact if exact.is_integer() else float(Decimal(repr(exact)).quantize(_PLACES[decimals], ROUND_HALF_UP))


_PLACES = tuple(Decimal(1).scaleb(-decimals) for decimals in range(10))


def _write_minus(value: float) -> str:
    return "−" if value < 0 else ""  # a true minus: a hyphen is lost beside a digit
