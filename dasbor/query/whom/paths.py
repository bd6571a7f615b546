"""Who would have to change for a target to be met: by name, in the order in which every page puts them first.

Which indicators have such a path, and in what words, their headers declare; who does not count yet is asked of the
indicator's own statement, so that a step changes exactly what is counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.frames import sort_by
from dasbor.query import cases, figures, published
from dasbor.query.ask import ask
from dasbor.query.source import in_force
from dasbor.query.whom import behind, priorities, priority_rule, steps
from dasbor.query.whom.steps import Share, Way
from dasbor.words.columns import list_rows
from dasbor.words.stand_ins import find_order
from etl import skema
from etl.indikator import load_indicators

PROPOSED = "koperasi_diusulkan_bubar"


@dataclass(frozen=True)
class Path:
    """How an indicator rises. verb, whom: "Latih" "yang belum dilatih"; founds: a new cooperative counts at once;
    removes: who leaves the register leaves the denominator too."""

    verb: str
    whom: str
    founds: bool = False
    removes: bool = False


def _read_path(declared: str) -> Path:
    """Of "Latih; yang belum dilatih; keluar", see etl/indikator/declare.py."""
    verb, whom, *more = (part.strip() for part in declared.split(";"))
    return Path(verb, whom, founds="mendirikan" in " ".join(more), removes="keluar" in " ".join(more))


# in the order in which they are offered
PATHS = {i.indikator: _read_path(i.jalan) for i in load_indicators() if i.jalan}
BY_RULE = Path("Adakan RAT di", "yang menurut aturan RAT tidak aktif", founds=True, removes=True)
# Targets whose figure of a quarter nobody can change any more, and why.
CLOSED = {i.indikator: i.tertutup for i in load_indicators() if i.tertutup}


@dataclass(frozen=True)
class Reading:
    """What a target takes. now: None where nobody knows; ways: none where it is met."""

    target: float
    now: Share | None
    ways: tuple[Way, ...]

    @property
    def is_met(self) -> bool:
        return self.now is not None and self.now.reaches(self.target)


@dataclass(frozen=True)
class Plan(Reading):
    """The same by name. candidates: who does not count yet, in the order of whom; removable: the long inactive among
    them, the longest without RAT first; unknown: registered of unknown status; proposed: for dissolution, in no
    denominator already; named: a register tells who."""

    candidates: pd.DataFrame
    removable: pd.DataFrame
    unknown: int
    proposed: int
    named: bool


@dataclass(frozen=True)
class _Lacking:
    """Ids of those in the denominator and not in the numerator: who may be raised, who may leave, how many are of
    unknown status."""

    raisable: frozenset[str]
    removable: frozenset[str]
    unknown: int


def list_targets(p: Choice) -> dict[str, float]:
    """The targets of the quarter that a path is declared for, or that nothing can change any more."""
    known = published.read_targets(p)
    return {name: known[name] for name in (*PATHS, *CLOSED) if name in known}


def find_path(indikator: str, by_rule: bool) -> Path:
    return BY_RULE if by_rule else PATHS[indikator]


def choose_kkmp(p: Choice) -> tuple[Choice, Choice]:
    """The same choice with the Koperasi Merah Putih and without them."""
    return replace(p, kelompok_hitung=WITH_KKMP), replace(p, kelompok_hitung=WITHOUT_KKMP)


def make_plan(p: Choice, indikator: str, target: float, years: int, by_rule: bool = False) -> Plan:
    """`by_rule`: the status by the annual meetings, inactive after `years` without; else as the dinas typed it."""
    return _make_plan(p, indikator, target, years, by_rule)


@keep.per_version(most=16)  # of a province each holds the names of thousands
def _make_plan(p: Choice, indikator: str, target: float, years: int, by_rule: bool) -> Plan:
    reading, lacking = read_ways(p, indikator, target, years, by_rule), _find_lacking(p, indikator, years, by_rule)
    register = _list_in_order(p, years)
    raisable, removable = _take(register, lacking.raisable), _list_longest(_take(register, lacking.removable))
    proposed = figures.read_figures(p).get(PROPOSED, figures.Figure()).pembilang
    named = published.has_register(p)
    return Plan(target, reading.now, reading.ways, raisable, removable, lacking.unknown, int(proposed or 0), named)


def read_ways(p: Choice, indikator: str, target: float, years: int, by_rule: bool = False) -> Reading:
    """make_plan() without names, for which nobody has to be put in order."""
    path, now = find_path(indikator, by_rule), _read_share_by_rule(p, years) if by_rule else read_share(p, indikator)
    if now is None:
        return Reading(target, None, ())
    lacking = _find_lacking(p, indikator, years, by_rule)
    count = len(lacking.raisable) if published.has_register(p) else now.whole - now.part
    return Reading(target, now, tuple(steps.plan_ways(now, target, count, len(lacking.removable), path.founds)))


def _read_share_by_rule(p: Choice, years: int) -> Share | None:
    states = [b.status_rat for b in _read_meetings(p, years) if b.terdaftar and isinstance(b.status_rat, str)]
    return Share(states.count(skema.ACTIVE), len(states)) if states else None


def read_share(p: Choice, indikator: str) -> Share | None:
    """The figure of the area and quarter; None where nobody knows it."""
    one = figures.read_figures(p).get(indikator, figures.Figure())
    return None if one.pembilang is None or one.penyebut is None else Share(int(one.pembilang), int(one.penyebut))


def _read_meetings(p: Choice, years: int) -> list[Any]:
    """The rows of jalan_rat.sql: the register of the quarter."""
    a = in_force.read_rules(p)
    return list_rows(ask(p, "jalan_rat", n=years, n_resmi=a["tahun_tanpa_rat"], bulan=a["bulan_batas_rat"]))


def _find_lacking(p: Choice, indikator: str, years: int, by_rule: bool) -> _Lacking:
    """Who is of unknown status is asked first, not made active."""
    lacking = _list_lacking(p, indikator, years, by_rule)
    raisable = lacking
    if indikator == behind.INDICATOR:
        raisable = [b for b in lacking if (b.status_rat if by_rule else b.status) == skema.INACTIVE]
    leaving = filter(_is_long_inactive, lacking if find_path(indikator, by_rule).removes else [])
    return _Lacking(_name(raisable), _name(leaving), len(lacking) - len(raisable))


def _list_lacking(p: Choice, indikator: str, years: int, by_rule: bool) -> list[Any]:
    register = _read_meetings(p, years)
    if by_rule:
        return [b for b in register if b.terdaftar and b.status_rat != skema.ACTIVE]
    ids = cases.list_lacking(p, indikator)
    return [b for b in register if b.koperasi_id in ids]


def _is_long_inactive(row: Any) -> bool:
    """Inactive as typed and by the rule as well."""
    return bool(row.status == skema.INACTIVE and row.status_rat == skema.INACTIVE)


def _name(rows: Iterable[Any]) -> frozenset[str]:
    return frozenset(row.koperasi_id for row in rows)


def _take(register: pd.DataFrame, ids: frozenset[str]) -> pd.DataFrame:
    places = [n for n, one in enumerate(register["koperasi_id"].tolist()) if one in ids]
    return register.take(places).reset_index(drop=True)


def _list_longest(rows: pd.DataFrame) -> pd.DataFrame:
    """Whose last RAT is longest ago first."""
    behind_by = [-1 if pd.isna(one) else one for one in rows["menunggak"].tolist()]
    keys = [(-many, *name) for many, name in zip(behind_by, _list_names(rows), strict=True)]
    return sort_by(rows, keys)


@keep.per_version(most=8)
def _list_in_order(p: Choice, years: int) -> pd.DataFrame:
    """The register of the quarter: nomor, koperasi_id, nama_koperasi, nik_koperasi, status, kode_kelurahan, kelurahan,
    kecamatan, lembar, baris, rat_terakhir, status_rat, menunggak; first those on Prioritas, in its order."""
    rule = priorities.make_rule(p)
    register = priorities.list_target_cooperatives(p, rule).rename(columns={"rat": "rat_terakhir"})
    state = {b.koperasi_id: (b.status_rat, b.menunggak) for b in _read_meetings(p, years)}
    told = [state[one] for one in register["koperasi_id"].tolist()]
    place = {number: n for n, number in enumerate(priorities.rank(p, rule)["nomor"].tolist())}
    ranks = [place.get(number, len(place)) for number in register["nomor"].tolist()]
    behind_by = pd.array([many for _, many in told], dtype="Int64")
    whole = register.assign(status_rat=[s for s, _ in told], menunggak=behind_by)
    return sort_by(whole, [(rank, *name) for rank, name in zip(ranks, _list_names(register), strict=True)])


def _list_names(rows: pd.DataFrame) -> list[tuple[Any, ...]]:
    """What those that are alike are put in order by; without a name last."""
    pairs = zip(rows["nama_koperasi"].tolist(), rows["koperasi_id"].tolist(), strict=True)
    return [(not isinstance(name, str), find_order(name) if isinstance(name, str) else "", one) for name, one in pairs]


def list_reasons(p: Choice, candidates: pd.DataFrame) -> pd.DataFrame:
    """The same rows with `sebab`: why Prioritas names them, "" where it does not."""
    rule = priorities.make_rule(p)
    ranking = priorities.rank(p, rule)
    listed = ranking[ranking["nomor"].isin(candidates["nomor"])]
    register = priorities.list_target_cooperatives(p, rule)  # kept, unlike a question about these alone
    told = priority_rule.add_reasons(priorities.read_details(p, rule, listed, register), rule)
    cause = dict(zip(told["koperasi_id"], told["sebab"], strict=True))
    return candidates.assign(sebab=[cause.get(one, "") for one in candidates["koperasi_id"]])
