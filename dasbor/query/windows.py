"""Windows of quarters: indicators that look back, and the sheets that a quarter's window lacks.

A rate on three quarters beside one on four moves without anybody having done more or less.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import published
from dasbor.query.source import in_force
from dasbor.words import language
from dasbor.words.goal import Counted, is_reached, make_goal
from etl import periode as triwulan
from etl.indikator import find_indicator, load_indicators, parse_needs

Windows = tuple[tuple[str, range], ...]  # (kind of sheet, how many quarters back)
COLUMN = "kurun"  # of a series: "" where the window is complete, else how much of it there is


class Gap(NamedTuple):
    """What a window lacks: of `length` quarters only `known` have all their sheets; `missing`: (kind, quarter)."""

    known: int
    length: int
    missing: tuple[tuple[str, str], ...]

    def say_extent(self) -> str:
        """ "3 dari 4 triwulan"."""
        return f"{self.known} dari {self.length} triwulan"


def is_complete(p: Choice, indikator: str, *periode: str | None) -> bool:
    """The sheets that an indicator looks back on are published for its whole window in each of these quarters."""
    looked_back, known = _list_windows(p.whole()).get(indikator, ()), published.list_kinds(p)
    return not any(_find_gap(looked_back, known, one) for one in periode if one)


def say_extent(p: Choice, indikator: str) -> str:
    """ "2 dari 4 triwulan": how much there is of the window of the chosen quarter; "" where it is complete."""
    gap = find_gaps(p, indikator).get(p.periode)
    return gap.say_extent() if gap else ""


def find_open(p: Choice, indikator: str, now: Counted, target: float | None) -> str:
    """Why the figure cannot be held against its target, as say_extent(): "" where it can. The sheets that are missing
    can only raise a count of those registered, or of people: what has reached its target stays reached. Where they
    also tell of whom it is a share, nobody can say."""
    extent, i = say_extent(p, indikator), find_indicator(indikator)
    goal = make_goal(target, i)
    if not extent or i is None or goal is None:
        return ""
    only_rises = i.count or i.kolom.startswith("koperasi ")
    return "" if only_rises and is_reached(now, goal) else extent


def say_missing(p: Choice, indikator: str) -> str:
    """ "pendampingan T2 2021 sampai T3 2021": what the window of the chosen quarter lacks; "" where it is complete."""
    gap = find_gaps(p, indikator).get(p.periode)
    return _say_missing([gap]) if gap else ""


def mark_gaps(p: Choice, indikator: str, series: pd.DataFrame) -> pd.DataFrame:
    """The same series; where somebody counts on an incomplete window, the column `kurun` says how much there is."""
    gaps = find_gaps(p, indikator)
    if not gaps:
        return series
    return series.assign(**{COLUMN: [gaps[q].say_extent() if q in gaps else "" for q in series["periode"]]})


def say_gaps(p: Choice, indikator: str, until: str = "") -> str:
    """ "T4 2021 sampai T2 2022 (tanpa pelatihan T1 2021 sampai T3 2021), T3 2023 …": incomplete quarters in runs, with
    what they lack; "" where there are none. until: the last quarter that is asked about, "" = of all."""
    gaps = find_gaps(p, indikator)
    runs = _join_runs([q for q in gaps if not until or q <= until])
    return ", ".join(f"{_say_span(run)} (tanpa {_say_missing([gaps[q] for q in run])})" for run in runs)


def find_gaps(p: Choice, indikator: str) -> Mapping[str, Gap]:
    """The published quarters whose window is incomplete, in order."""
    return _find_gaps(p.whole(), indikator)


@keep.per_version(most=200)
def _find_gaps(p: Choice, indikator: str) -> dict[str, Gap]:
    looked_back, known = _list_windows(p).get(indikator, ()), published.list_kinds(p)
    quarters = published.list_periods(p) if looked_back else ()
    found = {q: _find_gap(looked_back, known, q) for q in quarters}
    return {q: gap for q, gap in found.items() if gap}


def _find_gap(looked_back: Windows, known: frozenset[tuple[str, str]], periode: str) -> Gap | None:
    needed = {(kind, triwulan.shift_quarter(periode, -n)) for kind, back in looked_back for n in back}
    missing = needed - known
    if not missing:
        return None
    looked_at, lacking = {q for _, q in needed}, {q for _, q in missing}
    return Gap(len(looked_at - lacking), len(looked_at), tuple(sorted(missing)))


@keep.per_version(most=8)
def _list_windows(p: Choice) -> Mapping[str, Windows]:
    """{indicator: what it looks back on over several quarters}. Read-only: handed out as it is."""
    reference = in_force.read_reference(p)
    needs = {i.indikator: parse_needs(i, reference) for i in load_indicators()}
    return MappingProxyType({name: tuple(_take_windows(found)) for name, found in needs.items()})


def _take_windows(needs: Sequence[tuple[str, str, int, int]]) -> Iterator[tuple[str, range]]:
    return ((kind, range(start, until + 1)) for _, kind, start, until in needs if until > start)


# ── words ──


def _say_missing(gaps: Sequence[Gap]) -> str:
    """ "pelatihan T3 2023", "pelatihan dan pendampingan T1 2022 sampai T3 2022"."""
    lacking = sorted({pair for gap in gaps for pair in gap.missing})
    quarters = {kind: tuple(q for k, q in lacking if k == kind) for kind, _ in lacking}
    alike = {run: [kind for kind in quarters if quarters[kind] == run] for run in quarters.values()}
    return language.join_list(
        [f"{language.join_list(kinds)} {', '.join(map(_say_span, _join_runs(run)))}" for run, kinds in alike.items()]
    )


def _join_runs(quarters: Sequence[str]) -> list[list[str]]:
    """Ascending quarters as unbroken runs."""
    runs: list[list[str]] = []
    for q in quarters:
        if runs and triwulan.shift_quarter(runs[-1][-1], 1) == q:
            runs[-1].append(q)
        else:
            runs.append([q])
    return runs


def _say_span(run: Sequence[str]) -> str:
    first, last = (language.format_quarter(q, True) for q in (run[0], run[-1]))
    return first if len(run) == 1 else f"{first} sampai {last}"
