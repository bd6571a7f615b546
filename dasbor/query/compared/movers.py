"""Which areas gained active cooperatives since an earlier register and which lost them, in cooperatives: a rate of few
swings, and one closure of nine is no news."""

from __future__ import annotations

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import areas, published
from dasbor.query.ask import ask
from dasbor.query.source import area_terms
from dasbor.query.whom.behind import INDICATOR
from etl import periode as triwulan

NEW_KKMP = "KKMP masuk"  # what became of a new Koperasi Merah Putih, see perubahan_wilayah.sql


def find_year_ago(p: Choice) -> str | None:
    """The same quarter of the year before; None where its register is not published."""
    then = triwulan.shift_quarter(p.periode, -4)
    return then if ("koperasi", then) in published.list_kinds(p) else None


def rank_changes(p: Choice, since: str) -> pd.DataFrame:
    """kode_wilayah, nama, pembilang and penyebut (aktif of terdaftar now), masuk and keluar (cooperatives that became
    active here, or are no longer), selisih, sebab {alur: how many}, selisih_lama (without new KKMP): who changed,
    those that gained most without them first, then those that lost, ties by name; at the level at which the chosen area
    is drawn. Empty without a register now."""
    return keep.keep_once("wilayah berubah", p, lambda: _rank_changes(p, since), since)


def _rank_changes(p: Choice, since: str) -> pd.DataFrame:
    rates = areas.read_rates(p, INDICATOR)[["kode_wilayah", "nama", "pembilang", "penyebut"]]
    if not published.has_register(p):
        return add_up(rates.iloc[:0], pd.DataFrame(columns=["kode_wilayah", "alur", "beda"]))
    return add_up(rates, _read_steps(p, since))


def sum_changes(p: Choice, since: str) -> dict[str, int]:
    """{area: how many more active ones} of those that changed, as rank_changes() has it in `selisih`."""
    steps = _read_steps(p, since)
    total: dict[str, int] = {}
    for code, many in zip(steps["kode_wilayah"].tolist(), steps["beda"].tolist(), strict=True):
        total[code] = total.get(code, 0) + many
    return total


def _read_steps(p: Choice, since: str) -> pd.DataFrame:
    """kode_wilayah, alur, beda, without areas that became other ones. Pages hold a quarter against the one before and
    against a year ago, and the one count of cooperatives against the other: asked at once, four cost what two did."""
    usual = [q for q in dict.fromkeys((published.find_previous_quarter(p), find_year_ago(p))) if q]
    first, second = [*(usual if since in usual else [since]), None][:2]
    every = ask(p, "perubahan_wilayah", sejak=first, sejak_juga=second, tingkat=areas.find_level(p))
    mine = (every["sejak"] == since) & (every["kelompok_hitung"] == p.kelompok_hitung)
    if changed := list_changed_areas(p, since):
        mine &= ~every["kode_wilayah"].isin(changed)
    return every.loc[mine, ["kode_wilayah", "alur", "beda"]].reset_index(drop=True)


def list_changed_areas(p: Choice, since: str) -> list[str]:
    """The codes of areas that were divided, joined or made since a quarter: what moved there did not improve."""
    codes = {t.code for t in area_terms.list_terms(p)} | {c for t in area_terms.list_terms(p) for c in t.made_of}
    return [k for k in sorted(codes) if any(since < c.periode <= p.periode for c in area_terms.list_changes(p, k))]


def add_up(rates: pd.DataFrame, steps: pd.DataFrame) -> pd.DataFrame:
    """The same of rates and of steps (kode_wilayah, alur, beda)."""
    by_area: dict[str, dict[str, int]] = {}
    for code, name, many in zip(*(steps[k].tolist() for k in ("kode_wilayah", "alur", "beda")), strict=True):
        by_area.setdefault(code, {})[name] = many
    changed = rates[rates["kode_wilayah"].isin(list(by_area))]
    causes = [by_area[code] for code in changed["kode_wilayah"]]
    came = [sum(n for n in one.values() if n > 0) for one in causes]
    left = [-sum(n for n in one.values() if n < 0) for one in causes]
    table = changed.assign(
        masuk=pd.Series(came, index=changed.index, dtype="int64"),
        keluar=pd.Series(left, index=changed.index, dtype="int64"),
        selisih=pd.Series([a - b for a, b in zip(came, left, strict=True)], index=changed.index, dtype="int64"),
        sebab=pd.Series(causes, index=changed.index, dtype=object),
    )
    founded = [one.get(NEW_KKMP, 0) for one in causes]
    table = table.assign(selisih_lama=table["selisih"] - pd.Series(founded, index=table.index, dtype="int64"))
    order = table.sort_values(["selisih_lama", "nama", "kode_wilayah"], ascending=[False, True, True])
    return order.reset_index(drop=True)
