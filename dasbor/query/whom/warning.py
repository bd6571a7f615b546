"""A warning and its own score: of the active ones that a rule flagged a year ago, how many are no longer active.

The flag is Prioritas's "hampir lewat batas"; it is held against a naive rule (no RAT for the last book year that was
due), which needs no dashboard. The score is counted over the whole city from the registers of one version, under the
settings that the version holds, so that nobody finds an area, a quarter or a limit afterwards that makes it look good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from dasbor import keep
from dasbor.choice import WITH_KKMP, Choice
from dasbor.query import published
from dasbor.query.ask import ask_anew
from dasbor.query.source import in_force
from dasbor.query.whom import priorities, priority_rule
from dasbor.words import interval
from dasbor.words.columns import list_rows
from etl import skema
from etl.acuan import load_reference
from etl.store.versions import Store

Z = interval.Z_90
FLAGGED, UNFLAGGED, NAIVE, NAIVE_ONLY = "ditandai", "tidak ditandai", "naif", "naif saja"
MAX_VERSIONS = 6  # earlier ones whose scores stand beside


class Group(NamedTuple):
    """lapsed: no longer active a year later; known: of those of whom a year later tells; unknown: of the others;
    cooperatives: different ones among the known; by_rule: those of the lapsed that the RAT rule calls inactive."""

    lapsed: int = 0
    known: int = 0
    unknown: int = 0
    cooperatives: int = 0
    by_rule: int = 0

    @property
    def share(self) -> float | None:
        return self.lapsed / self.known if self.known else None

    @property
    def sample(self) -> tuple[float, float]:
        """Lapsed and known with each cooperative counted once: whom several quarters count tells only once."""
        return (self.lapsed / self.known * self.cooperatives if self.known else 0.0, float(self.cooperatives))

    @property
    def bounds(self) -> tuple[float, float] | None:
        return interval.compute_wilson(*self.sample, Z)


@dataclass(frozen=True)
class Outcome:
    """One quarter (None = all together): the groups of a year before, and what became of them."""

    periode: str | None
    groups: Mapping[str, Group]

    def take(self, name: str) -> Group:
        return self.groups.get(name, Group())

    @property
    def difference(self) -> float | None:
        """How much more often the flagged lapsed than those whom the naive rule names."""
        flagged, naive = self.take(FLAGGED).share, self.take(NAIVE).share
        return None if flagged is None or naive is None else flagged - naive

    @property
    def difference_bounds(self) -> tuple[float, float] | None:
        """Its interval. The flagged are among those whom the naive rule names, so the difference is that to the rest of
        them, as large as their part."""
        naive, rest = self.take(NAIVE), self.take(NAIVE_ONLY)
        bounds = interval.compute_difference(self.take(FLAGGED).sample, rest.sample, Z)
        part = rest.known / naive.known if naive.known else 0.0
        return None if bounds is None else (bounds[0] * part, bounds[1] * part)

    def can_be_judged(self, small_n: int) -> bool:
        return min(self.take(FLAGGED).known, self.take(NAIVE_ONLY).known) >= max(1, small_n)

    @property
    def is_better(self) -> bool:
        bounds = self.difference_bounds
        return bounds is not None and bounds[0] > 0


@dataclass(frozen=True)
class Score:
    """The score of a version: all quarters together, each of them, and the years of the RAT rule that it held."""

    version: int
    years: int
    small_n: int
    whole: Outcome
    quarters: tuple[Outcome, ...]

    @property
    def judged(self) -> tuple[Outcome, ...]:
        """The quarters with enough cases."""
        return tuple(o for o in self.quarters if o.can_be_judged(self.small_n))

    @property
    def is_known(self) -> bool:
        """Anybody was flagged, and anybody named by the naive rule alone."""
        return self.whole.can_be_judged(1)

    @property
    def is_better_in_each(self) -> bool:
        """In every quarter that has enough cases, and there is one."""
        return bool(self.judged) and all(o.is_better for o in self.judged)

    @property
    def beats(self) -> bool:
        """Over all quarters: together, and in each that has enough cases."""
        return self.whole.is_better and self.is_better_in_each


def read_score(p: Choice) -> Score:
    """What the version of a choice tells up to its quarter, of the whole city with the Koperasi Merah Putih."""
    a = in_force.read_rules(p)
    city = replace(p.whole(), kode_wilayah=load_reference().city_code, kelompok_hitung=WITH_KKMP)
    known = {quarter: groups for quarter, groups in _read_groups(city).items() if quarter <= p.periode}
    return Score(p.version, a["tahun_tanpa_rat"], a["n_kecil"], _sum_groups(known.values()), _tell_apart(known))


_Groups = Mapping[str, Group]


@keep.per_version(most=10)
def _read_groups(p: Choice) -> dict[str, _Groups]:
    """{quarter: {name: its group, with the cooperatives that no earlier quarter counted}}, ascending."""
    a = in_force.read_rules(p)
    rows = list_rows(ask_anew(p, "peringatan", n=a["tahun_tanpa_rat"], bulan=a["bulan_batas_rat"]))
    by_quarter: dict[str, dict[str, Group]] = {}
    for b in rows:
        counts = map(int, (b.pembilang, b.penyebut, b.tidak_diketahui, b.koperasi, b.menurut_aturan))
        by_quarter.setdefault(b.periode, {})[b.kelompok] = Group(*counts)
    return dict(by_quarter)


def _sum_groups(quarters: Iterable[_Groups]) -> Outcome:
    """All quarters together: a cooperative counts once in each, and once among the different ones."""
    by_name: dict[str, list[Group]] = {}
    for groups in quarters:
        for name, group in groups.items():
            by_name.setdefault(name, []).append(group)
    return Outcome(None, {name: Group(*map(sum, zip(*some, strict=True))) for name, some in by_name.items()})


def _tell_apart(quarters: Mapping[str, _Groups]) -> tuple[Outcome, ...]:
    """Each quarter by itself, in which all cooperatives are different ones."""
    return tuple(
        Outcome(quarter, {name: group._replace(cooperatives=group.known) for name, group in groups.items()})
        for quarter, groups in quarters.items()
    )


def list_scores(p: Choice) -> Sequence[tuple[Choice, Score]]:
    """The score of the version of a choice and of a few before it, each up to its own last quarter, newest first."""
    others = [n for n in published.list_versions() if n < p.version or p.version < 0]
    numbers = [n for n in sorted(others, reverse=True)[:MAX_VERSIONS] if Store().is_whole(n)]
    with Store().open_together(numbers):
        earlier = [replace(p, version=n) for n in numbers]
        last = [replace(one, periode=_find_last_quarter(one)) for one in earlier]
        return [(one, read_score(one)) for one in (p, *last) if one.periode]


def _find_last_quarter(p: Choice) -> str:
    known = published.list_quarters(p.whole())["periode"].tolist()
    return str(known[-1]) if known else ""


def list_flagged(p: Choice) -> pd.DataFrame:
    """The active ones of the area that are flagged now, in the order of Prioritas, with reason (`sebab`)."""
    rule = priorities.make_rule(p)
    ranking = priorities.rank(p, rule)
    told = priority_rule.add_reasons(priorities.read_details(p, rule, ranking[ranking["hampir"]]), rule)
    return told[told["status"].eq(skema.ACTIVE)].reset_index(drop=True)
