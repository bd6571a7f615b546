"""A figure held against its target: reached or not, by how many points, and how many cases lie between. Counted in
whole cases from the target as it was set: 0.9 of 301 are 271, not 270.9; and no more points than the figure shows."""

from __future__ import annotations

import math
from typing import NamedTuple, Protocol

from dasbor.words import comparable, language
from etl.indikator import Indicator

_ROUNDING = 1e-9  # 0.9 * 10 is not quite 9


class Counted(Protocol):
    """A numerator and its denominator; None where nobody knows or there is none."""

    @property
    def pembilang(self) -> float | None: ...
    @property
    def penyebut(self) -> float | None: ...


class Goal(NamedTuple):
    """A target (a share from 0 to 1, or a count), what is counted towards it ("koperasi", "" = amounts, which nobody
    counts one by one), and whether it is the most that may be, as of those that lose money."""

    value: float
    unit: str = ""
    is_most: bool = False


def make_goal(value: float | None, i: Indicator | None) -> Goal | None:
    """The target of an indicator; None without a target or for an indicator that this release does not know."""
    return None if value is None or i is None else Goal(value, find_unit(i), is_most(i))


def is_most(i: Indicator) -> bool:
    """Its target is the most that may be: the fewer the better."""
    return i.arah == "turun"


def find_unit(i: Indicator) -> str:
    """How one case of its numerator is called: "koperasi", "koperasi/kelompok", "orang"; "" for amounts of Rp."""
    if i.money or i.divides_amounts:
        return ""
    return i.satuan if i.count else next((unit for start, unit in _UNITS if i.pembilang.startswith(start)), "orang")


# how what is counted begins, and what one of it is called
_UNITS = (
    ("koperasi dan kelompok", "koperasi/kelompok"),
    ("koperasi", "koperasi"),
    ("di antaranya", "koperasi"),
    ("KSP/USP", "KSP/USP"),
)


def format_target(value: float) -> str:
    """0.9 -> "90%", 0.925 -> "92,5%": as it was set."""
    return f"{language.format_number(value * 100)}%"


def count_lacking(part: float, whole: float, target: float) -> int:
    """How many more of the whole the target asks for; 0 where it is reached."""
    return max(0, math.ceil(target * whole - part - _ROUNDING))


def count_above(part: float, whole: float, target: float) -> int:
    """How many fewer would still reach it; below nought where it is not reached."""
    return math.floor(part - target * whole + _ROUNDING)


def is_reached(now: Counted, goal: Goal) -> bool | None:
    """None where nobody knows, or nothing is counted."""
    whole = 1.0 if now.penyebut is None or not language.is_known(now.penyebut) else now.penyebut
    if now.pembilang is None or not language.is_known(now.pembilang) or whole == 0:
        return None
    if goal.is_most:
        return now.pembilang <= goal.value * whole + _ROUNDING
    return count_lacking(now.pembilang, whole, goal.value) == 0 if goal.unit else now.pembilang >= goal.value * whole


def say_target(goal: Goal, is_share: bool) -> str:
    """ "target 90%", "target 120", "target paling banyak 10%"."""
    value = format_target(goal.value) if is_share else language.format_number(goal.value)
    return f"target {'paling banyak ' if goal.is_most else ''}{value}"


def say_verdict(now: Counted, goal: Goal, small_n: int = 0) -> str:
    """ "1 poin di bawah target: 3 koperasi lagi", "5 koperasi di atas target"; of fewer than `small_n` cases no points:
    "3 koperasi lagi"; "" where nobody can say."""
    reached = is_reached(now, goal)
    if reached is None or now.pembilang is None:
        return ""
    is_share = now.penyebut is not None and language.is_known(now.penyebut)
    whole = (now.penyebut or 0) if is_share else 1.0
    points = "" if not is_share else _say_points(now.pembilang / whole, whole, goal.value)
    if not goal.unit:
        return f"{points} {'di atas' if reached else 'di bawah'} target" if points else _say_amount(reached)
    distance = _find_distance(now.pembilang, whole, goal)
    if distance == 0:
        return "tepat cukup untuk target" if not goal.is_most else "tepat pada batas target"
    count = f"{language.format_number(abs(distance))} {goal.unit}"
    if goal.is_most:
        return f"{count} {'di bawah' if reached else 'di atas'} batas target"
    if reached:
        return f"{count} di atas target"
    few = not points or comparable.is_small(now.penyebut, small_n)
    return f"{count} lagi untuk target" if few else f"{points} di bawah target: {count} lagi"


def say_window(extent: str) -> str:
    """ "kurun hanya 2 dari 4 triwulan": of what a figure looks back on the rest is not published; "" of a whole one."""
    return f"kurun hanya {extent}" if extent else ""


def say_open(extent: str) -> str:
    """Why nobody can say whether a target is missed: what is not published can still raise the figure."""
    return f"{say_window(extent)}: belum dapat dinilai"


def _find_distance(part: float, whole: float, goal: Goal) -> int:
    """How many cases lie between the count and the last one that still reaches the target."""
    if goal.is_most:
        return math.floor(goal.value * whole + _ROUNDING) - int(part)
    return count_lacking(part, whole, goal.value) or count_above(part, whole, goal.value)


def _say_amount(reached: bool) -> str:
    return "target tercapai" if reached else "target belum tercapai"


def _say_points(value: float, n: float, target: float) -> str:
    """The distance of what is written: of 89,0% and 90% it is 1; of two that are written alike less than the last
    place."""
    digits = language.count_digits(n)
    distance = language.format_number(abs(target - language.round_share(value, n)) * 100, digits)
    written = distance.removesuffix(",0")
    return f"{written} poin" if written != "0" else f"kurang dari {'0,1' if digits else '1'} poin"
