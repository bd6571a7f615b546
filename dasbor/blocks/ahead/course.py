"""Whether the area is on course to the target of the year's end, for a card; the pace is that of the last year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dasbor import keep
from dasbor.answers import area_figures, provenance
from dasbor.chart import quarter_axis
from dasbor.choice import Choice
from dasbor.query import due_year, published
from dasbor.words import course
from etl import periode as triwulan
from etl.indikator import find_indicator
from etl.indikator.declare import DIVISORS

_LESS_IS_BETTER = "turun"


def say_course(p: Choice, indikator: str) -> str:
    """ "pada laju ini 91% pada akhir 2025: menuju target 90%; tanpa KKMP 89%, belum menuju target". "" without a
    target, at the year's end, for counts, for what waits for a RAT (its book year changes within the year), and where
    find_hindrance() says something. The other choice of cooperatives is said where it leads elsewhere: cooperatives
    that were all founded in one quarter are no pace."""
    target = find_target(p, indikator)
    if target is None or find_hindrance(p, indikator):
        return ""
    declared, (year, _) = find_indicator(indikator), triwulan.split_quarter(p.periode)
    at_most = declared is not None and declared.arah == _LESS_IS_BETTER
    projected = _project(p, indikator)
    return course.say_course(projected, target, year, at_most) + _say_other(p, indikator, projected, target, at_most)


def _project(p: Choice, indikator: str) -> float:
    return course.project(_read_year(p, indikator).points, 4 - triwulan.split_quarter(p.periode)[1])


def _say_other(p: Choice, indikator: str, projected: float, target: float, at_most: bool) -> str:
    other = p.turn_kkmp()
    if find_hindrance(other, indikator):
        return ""
    said = course.say_other(projected, _project(other, indikator), target, at_most)
    return f"; {other.kkmp_word} {said}" if said else ""


def find_target(p: Choice, indikator: str) -> float | None:
    """The target of the year's end, where a pace may be held against it: of a share, before the year has ended."""
    declared = find_indicator(indikator)
    is_share = declared is not None and not declared.count and not declared.has_free_range
    if not is_share or due_year.waits_for_rat(indikator) or triwulan.split_quarter(p.periode)[1] == 4:
        return None
    return published.read_year_end_targets(p).get(indikator)


def find_hindrance(p: Choice, indikator: str) -> str:
    """Why no pace can be told: quarters are missing, of few cases, incomplete, counted from a rekap, or the register
    jumped; "" where it can."""
    year = _read_year(p, indikator)
    if reason := course.find_hindrance(year.points, provenance.read_small_n(p)):
        return reason
    return course.NOT_ALIKE if year.is_broken else ""


class _Year(NamedTuple):
    """The quarter and the four before it, as far as they are published; whether not all may be compared."""

    points: tuple[Any, ...]
    is_broken: bool


@keep.per_version(most=400)
def _read_year(p: Choice, indikator: str) -> _Year:
    first = triwulan.shift_quarter(p.periode, 1 - course.QUARTERS)
    points = [b for b in area_figures.list_points(p, indikator) if first <= b.periode <= p.periode]
    return _Year(tuple(points), _has_break(points, indikator))


def _has_break(points: Sequence[Any], indikator: str) -> bool:
    declared = find_indicator(indikator)
    if any(b.sumber == "rekap" for b in points):
        return True
    jumps = declared is not None and declared.patah == DIVISORS
    return jumps and bool(quarter_axis.find_breaks(points, "penyebut", ""))
