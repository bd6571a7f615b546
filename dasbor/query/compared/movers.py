"""Which areas gained active cooperatives since an earlier register and which lost them, in cooperatives: a rate of few
swings, and one closure of nine is no news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.frames import list_by_name
from dasbor.query import areas, published
from dasbor.query.compared import steps
from dasbor.query.source import area_terms
from dasbor.query.whom.behind import INDICATOR

NEW_KKMP = "KKMP masuk"  # what became of a new Koperasi Merah Putih, see alur.sql


def rank_changes(p: Choice, since: str) -> pd.DataFrame:
    """kode_wilayah, nama, pembilang and penyebut (aktif of terdaftar now), masuk and keluar (cooperatives that became
    active here, or are no longer), selisih, sebab {alur: how many}, selisih_lama (without new KKMP): who changed,
    those that gained most without them first, then those that lost, ties by name; at the level at which the chosen area
    is drawn. Empty without a register now."""
    return pd.DataFrame(list_changes(p, since), columns=Area._fields).astype(_TYPES)


def list_changes(p: Choice, since: str) -> list[Area]:
    """The same as rows, in that order."""
    return keep.keep_once("wilayah berubah", p, lambda: _rank_changes(p, since), since)


def _rank_changes(p: Choice, since: str) -> list[Area]:
    moved = _list_steps(p, since) if published.has_register(p) else []
    return sum_areas(areas.read_rates(p, INDICATOR), moved)


def sum_changes(p: Choice, since: str) -> dict[str, int]:
    """{area: how many more active ones} of those that changed, as rank_changes() has it in `selisih`."""
    total: Counter[str] = Counter()
    for code, _, many in _list_steps(p, since):
        total[code] += many
    return dict(total)


_Step = tuple[str, str, int]  # the code of an area, what became of a cooperative there, how many more active ones


def _list_steps(p: Choice, since: str) -> list[_Step]:
    """The steps of all areas, without those that became other ones."""
    changed = set(list_changed_areas(p, since))
    return [step for step in steps.list_steps(p, since) if step[0] not in changed]


def list_changed_areas(p: Choice, since: str) -> list[str]:
    """The codes of areas that were divided, joined or made since a quarter: what moved there did not improve."""
    codes = {t.code for t in area_terms.list_terms(p)} | {c for t in area_terms.list_terms(p) for c in t.made_of}
    return [k for k in sorted(codes) if any(since < c.periode <= p.periode for c in area_terms.list_changes(p, k))]


def sum_areas(rates: pd.DataFrame, moved: Iterable[_Step]) -> list[Area]:
    """The same of rates and of steps."""
    causes: dict[str, Counter[str]] = {}
    for code, name, many in sorted(moved):
        causes.setdefault(code, Counter())[name] += many
    known = list_by_name(rates)
    every = zip(*(known[name] for name in Area._fields[:4]), strict=True)
    return sorted((_sum_area(one, causes[one[0]]) for one in every if one[0] in causes), key=_order)


_TYPES = dict.fromkeys(("masuk", "keluar", "selisih", "selisih_lama"), "int64") | {"sebab": object}


class Area(NamedTuple):
    """One that changed; the columns of rank_changes()."""

    kode_wilayah: str
    nama: str
    pembilang: float
    penyebut: float
    masuk: int
    keluar: int
    selisih: int
    sebab: Mapping[str, int]
    selisih_lama: int


def _sum_area(known: tuple[str, str, float, float], causes: Mapping[str, int]) -> Area:
    came, left = (sum(n for n in causes.values() if (n > 0) is is_more) for is_more in (True, False))
    moved = came + left
    return Area(*known, came, -left, moved, causes, moved - causes.get(NEW_KKMP, 0))


def _order(area: Area) -> tuple[int, str, str]:
    return -area.selisih_lama, area.nama, area.kode_wilayah
