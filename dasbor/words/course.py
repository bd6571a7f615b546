"""On course or not: the pace of a year carried on to the end of the year, held against the target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dasbor.words import comparable, language

QUARTERS = 5  # a year ago and the four since: a pace of fewer holds seasons and chance
_ROUNDING = 1e-9  # 0.85 + 2 * 0.025 is not quite 0.9
TOO_FEW = f"perlu {QUARTERS} triwulan berurutan"
SMALL = "n terlalu kecil"
INCOMPLETE = "kurun belum lengkap"
NOT_ALIKE = "triwulannya tidak sebanding"


def find_hindrance(points: Sequence[Any], small_n: int) -> str:
    """Why no pace can be told from these points (pembilang, penyebut, nilai, kurun; one a quarter, ascending); ""
    where one can."""
    if len(points) < QUARTERS or not all(language.is_known(b.nilai) for b in points):
        return TOO_FEW
    if any((b.penyebut or 0) < small_n for b in points):
        return SMALL
    return INCOMPLETE if any(comparable.has_gap(b) for b in points) else ""


def project(points: Sequence[Any], quarters_left: int) -> float:
    """The last rate, moved on by the mean change of a quarter since the first point; between 0 and 1."""
    pace = (points[-1].nilai - points[0].nilai) / (len(points) - 1)
    return float(min(max(points[-1].nilai + pace * quarters_left, 0.0), 1.0))


def say_course(projected: float, target: float, year: int, at_most: bool = False) -> str:
    """ "pada laju ini 91% pada akhir 2025: menuju target 90%"; `at_most`: the target is the most that may be.

    In whole points, since a pace bears no more; but what misses the target is not rounded to it: "89,9%"."""
    share, verdict = _say_share(projected, target, at_most), _say_verdict(projected, target, at_most)
    return f"pada laju ini {share}% pada akhir {year}: {verdict} {language.format_percent(target)}"


def say_other(projected: float, other: float, target: float, at_most: bool = False) -> str:
    """What the other choice of cooperatives leads to: "89%", with the verdict where that is another one: "89%, belum
    menuju target"; "" where both are written alike."""
    here, there = (_say_share(one, target, at_most) for one in (projected, other))
    verdicts = [_say_verdict(one, target, at_most) for one in (projected, other)]
    if verdicts[0] != verdicts[1]:
        return f"{there}%, {verdicts[1]}"
    return "" if here == there else f"{there}%"


def _say_verdict(projected: float, target: float, at_most: bool) -> str:
    return "menuju target" if _reaches(projected, target, at_most) else "belum menuju target"


def _reaches(share: float, target: float, at_most: bool) -> bool:
    return share <= target + _ROUNDING if at_most else share >= target - _ROUNDING


def _say_share(projected: float, target: float, at_most: bool) -> str:
    """As few decimals as stand on the same side of the target, at most one: "89", "89,9", "hampir 90"."""
    reached = _reaches(projected, target, at_most)
    for decimals in (0, 1):
        said = round(projected * 100, decimals)
        if _reaches(said / 100, target, at_most) == reached:
            return language.format_number(said, decimals)
    return f"{'' if reached else 'hampir '}{language.format_number(target * 100)}"
