"""Who would have to change for a target to be met: by name, in the order in which every page puts them first.

Which indicators have such a path, and in what words, their headers declare; who does not count yet is asked of the
indicator's own statement, so that a step changes exactly what is counted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from dasbor import keep
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.query import cases, figures, health, published
from dasbor.query.ask import ask
from dasbor.query.source import in_force
from dasbor.query.whom import behind, priorities, priority_rule, steps
from dasbor.query.whom.steps import Share, Way
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
class Plan:
    """What a target takes. now: None where nobody knows; ways: none where it is met; candidates: who does not count
    yet, in the order of whom; removable: the long inactive among them, the longest without RAT first; unknown:
    registered of unknown status; proposed: for dissolution, in no denominator already; named: a register tells who."""

    target: float
    now: Share | None
    ways: tuple[Way, ...]
    candidates: pd.DataFrame
    removable: pd.DataFrame
    unknown: int
    proposed: int
    named: bool

    @property
    def is_met(self) -> bool:
        return self.now is not None and self.now.reaches(self.target)


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
    path, now = find_path(indikator, by_rule), _read_share_by_rule(p, years) if by_rule else read_share(p, indikator)
    lacking = _list_lacking(p, indikator, years, by_rule)
    raisable, removable = _list_raisable(lacking, indikator, by_rule), _list_removable(lacking, path)
    named = published.has_register(p)
    count = len(raisable) if named or now is None else now.whole - now.part
    ways = [] if now is None else steps.plan_ways(now, target, count, len(removable), path.founds)
    proposed = figures.read_figures(p).get(PROPOSED, figures.Figure()).pembilang
    unknown = len(lacking) - len(raisable)
    return Plan(target, now, tuple(ways), raisable, removable, unknown, int(proposed or 0), named)


def _read_share_by_rule(p: Choice, years: int) -> Share | None:
    counts = health.count_status_by_rule(p, years)
    here = counts[(counts["periode"] == p.periode) & (counts["aturan"] == str(years))]
    number = here.set_index("status")["jumlah"]
    return Share(int(number.get(skema.ACTIVE, 0)), int(number.sum())) if len(here) else None


def read_share(p: Choice, indikator: str) -> Share | None:
    """The figure of the area and quarter; None where nobody knows it."""
    one = figures.read_figures(p).get(indikator, figures.Figure())
    return None if one.pembilang is None or one.penyebut is None else Share(int(one.pembilang), int(one.penyebut))


def _list_lacking(p: Choice, indikator: str, years: int, by_rule: bool) -> pd.DataFrame:
    """In the denominator and not in the numerator, in the order of whom."""
    register = _list_in_order(p, years)
    if not by_rule:
        return register[register["koperasi_id"].isin(cases.list_lacking(p, indikator))].reset_index(drop=True)
    inside = register["status"].isin(skema.REGISTERED_STATUSES) & register["status_rat"].ne(skema.ACTIVE)
    return register[inside].reset_index(drop=True)


def _list_raisable(lacking: pd.DataFrame, indikator: str, by_rule: bool) -> pd.DataFrame:
    """Who is of unknown status is asked first, not made active."""
    if indikator != behind.INDICATOR:
        return lacking
    status = lacking["status_rat" if by_rule else "status"]
    return lacking[status.eq(skema.INACTIVE)].reset_index(drop=True)


def _list_removable(lacking: pd.DataFrame, path: Path) -> pd.DataFrame:
    """Inactive as typed and by the rule as well; whose last RAT is longest ago first."""
    is_long = lacking["status"].eq(skema.INACTIVE) & lacking["status_rat"].eq(skema.INACTIVE)
    chosen = lacking[is_long & path.removes]
    ordered = chosen.sort_values(
        ["menunggak", "nama_koperasi", "koperasi_id"], ascending=[False, True, True], na_position="last"
    )
    return ordered.reset_index(drop=True)


@keep.per_version(most=8)
def _list_in_order(p: Choice, years: int) -> pd.DataFrame:
    """The register of the quarter: nomor, koperasi_id, nama_koperasi, nik_koperasi, status, kode_kelurahan, kelurahan,
    kecamatan, lembar, baris, rat_terakhir, status_rat, menunggak, peringkat; first those on Prioritas, in its order."""
    rule = priorities.make_rule(p)
    register = priorities.list_target_cooperatives(p, rule).rename(columns={"rat": "rat_terakhir"})
    a = in_force.read_rules(p)
    meetings = ask(p, "jalan_rat", n=years, n_resmi=a["tahun_tanpa_rat"], bulan=a["bulan_batas_rat"])
    rank = priorities.rank(p, rule)[["nomor", "peringkat"]]
    whole = register.merge(meetings, on="koperasi_id", how="left").merge(rank, on="nomor", how="left")
    return whole.sort_values(["peringkat", "nama_koperasi", "koperasi_id"], na_position="last", ignore_index=True)


def list_reasons(p: Choice, candidates: pd.DataFrame) -> pd.DataFrame:
    """The same rows with `sebab`: why Prioritas names them, "" where it does not."""
    rule = priorities.make_rule(p)
    ranking = priorities.rank(p, rule)
    listed = ranking[ranking["nomor"].isin(candidates["nomor"])]
    told = priority_rule.add_reasons(priorities.read_details(p, rule, listed), rule)
    cause = dict(zip(told["koperasi_id"], told["sebab"], strict=True))
    return candidates.assign(sebab=[cause.get(one, "") for one in candidates["koperasi_id"]])
