"""Questions of the page Prioritas: who has which reason for a visit; and what is shown of those on screen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import areas, published
from dasbor.query.ask import ask
from dasbor.query.source import in_force
from dasbor.query.whom import priority_rule
from dasbor.query.whom.priority_rule import LIST_FILE_COLUMNS, MISSING, VISIT_REASONS, PriorityRule
from etl import periode as triwulan

_FEW = 5_000  # rows asked for one by one; of more the whole area is read
# what the list adds to the columns of sasaran_koperasi(), and what these have beyond the file
_DAFTAR = ["peringkat", "poin", *VISIT_REASONS, *MISSING, "umur"]
_DETAIL_COLUMNS = [k for k in LIST_FILE_COLUMNS if k not in (*_DAFTAR, "alasan", "terakhir_didampingi", "petugas")]
_DETAIL_COLUMNS += ["koperasi_id", "kelompok_id", "rat"]
_DAY_ZERO = np.datetime64("1970-01-01", "D")


def make_rule(
    p: Choice, points: Mapping[str, int] | None = None, proposal_quarters: int = priority_rule.PROPOSAL_QUARTERS
) -> PriorityRule:
    """The rule of a choice: the declared points, or those that a reader tries on the page Prioritas."""
    a = in_force.read_rules(p)
    return PriorityRule(
        points or {name: reason.points for name, reason in VISIT_REASONS.items()},
        proposal_quarters,
        p.periode,
        a["tahun_tanpa_rat"],
        a["bulan_batas_rat"],
        a["jendela_triwulan"],
        a["hari_pascapelatihan"],
        len(published.list_quarters_with(p, "pendampingan")),
        published.has_register(p),
    )


def rank(p: Choice, rule: PriorityRule) -> pd.DataFrame:
    """The whole list in numbers: whom every page puts first, in that order."""
    return priority_rule.rank_targets(read_facts(p, rule), rule)


def read_facts(p: Choice, rule: PriorityRule) -> pd.DataFrame:
    """nomor, a column for each of VISIT_REASONS and MISSING (whether it is so), petugas (category), terakhir and
    selesai (days), umur (quarters that a dissolution has been proposed) of all that have a reason, in the order of
    those with equal points. No texts: of a province they are 200,000."""
    every = _ask_facts(replace(p, periode="", area_name="", level=""), rule, published.list_together(p))
    first, end = (bisect(every["periode"].tolist(), p.periode) for bisect in (bisect_left, bisect_right))
    content = every.iloc[first:end].drop(columns="periode").reset_index(drop=True)
    return content.assign(umur=_find_ages(p, content))


def _ask_facts(p: Choice, rule: PriorityRule, quarters: Sequence[str]) -> pd.DataFrame:
    """The facts of several quarters, one after the other (`periode`); each by the rule as of its own end."""
    each = [replace(rule, periode=quarter) for quarter in quarters]
    return ask(
        p,
        "prioritas",
        kapan=tuple(quarters),
        akhir=tuple(r.end for r in each),
        nanti=tuple(r.next_due_day for r in each),
        jatuh=tuple(r.due_year for r in each),
        mulai=tuple(r.start for r in each),
        n=rule.rat_years,
    )


def _find_ages(p: Choice, content: pd.DataFrame) -> np.ndarray:
    ages = np.zeros(len(content), dtype="int32")
    proposed = np.flatnonzero(content["usulan"].to_numpy())
    if len(proposed):
        number, since = read_proposed_since(p)
        ages[proposed] = (
            triwulan.find_index(p.periode) + 1 - since[np.searchsorted(number, content["nomor"].to_numpy()[proposed])]
        )
    return ages


def read_proposed_since(p: Choice) -> tuple[np.ndarray, np.ndarray]:
    """Rows of all registers with a proposed dissolution, and since which quarter. It is asked for once, not for every
    quarter and area: who was proposed before stands in registers and areas that are not known beforehand."""
    return _read_proposed_since(p.whole())


@keep.per_version(most=4)
def _read_proposed_since(p: Choice) -> tuple[np.ndarray, np.ndarray]:
    content = ask(p, "usulan_sejak")
    return content["nomor"].to_numpy(), content["sejak"].to_numpy()


def read_details(
    p: Choice, rule: PriorityRule, listing: pd.DataFrame, content: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The rows of `listing` with everything that is shown of them; `content`: their cooperatives, where at hand."""
    number = listing["nomor"]
    if content is None:
        content = list_target_cooperatives(p, rule, number[number >= 0].tolist() if len(number) < _FEW else None)
    if (number < 0).any():
        content = pd.concat([content, list_target_groups(p)])
    locator = pd.Index(content["nomor"]).get_indexer(number)
    name = listing["petugas"].astype(object)
    return listing[_DAFTAR].assign(
        **{k: content[k].array.take(locator) if k in content else None for k in _DETAIL_COLUMNS},
        petugas=name.where(name.notna(), None),
        terakhir_didampingi=_make_dates(listing["terakhir"]),
        selesai_pelatihan=_make_dates(listing["selesai"]),
    )


def _make_dates(day: pd.Series) -> pd.Series:
    return _DAY_ZERO + pd.to_timedelta(day, unit="D")


def list_target_cooperatives(p: Choice, rule: PriorityRule, number: Sequence[int] | None = None) -> pd.DataFrame:
    """Cooperatives of the area, all or some: nomor, koperasi_id, nama_koperasi, nik_koperasi, status, kode_kelurahan,
    kelurahan, kecamatan, lembar, baris, rat (book year of the last one)."""
    some = None if number is None else tuple(sorted(number))
    content = ask(p, "prioritas_koperasi", akhir=rule.end, nomor=some)
    return areas.add_kecamatan(p, content)


def list_target_groups(p: Choice) -> pd.DataFrame:
    """Groups trained in the window: nomor, kelompok_id, nama_koperasi, kode_kelurahan, kelurahan, kecamatan, lembar,
    baris, selesai_pelatihan, terakhir_didampingi, petugas."""
    content = ask(p, "prioritas_kelompok")
    return areas.add_kecamatan(p, content.rename(columns={"nama": "nama_koperasi"}))
