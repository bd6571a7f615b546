"""On course or not: the pace of a year carried on to the end of the year, held against the target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dasbor.words import comparable, language

QUARTERS = 5  # a year ago and the four since: a pace of fewer holds seasons and chance
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

    In whole points, since a pace bears no more; held against the target as it is said."""
    said, goal = round(projected * 100), target * 100
    reached = said <= goal if at_most else said >= goal
    verdict = "menuju target" if reached else "belum menuju target"
    share = language.format_number(said, 0)
    return f"pada laju ini {share}% pada akhir {year}: {verdict} {language.format_percent(target)}"
