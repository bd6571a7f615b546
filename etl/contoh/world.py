"""The invented city over time: which cooperative is in the register when, with what status, name and place.

Every cooperative carries the quarters of its few events; its status in a quarter follows from them. The events are
drawn quarter by quarter so that the city totals of angka.TOTAL come out exactly.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from random import Random

from etl import periode
from etl.contoh import angka, nama
from etl.skema import ACTIVE, DISSOLVED, INACTIVE, PROPOSED

FIRST_QUARTER = angka.QUARTERS[0]
SUFFIXES = ("Sejahtera", "Bersama", "Makmur")  # what a new name adds
CONVERTED_KELURAHAN = "Bendogerit"  # here an older cooperative became the KKMP, so 20 new ones make 21


@dataclass(eq=False)
class SampleCooperative:
    """One cooperative. Quarters of events are "" when the event never happens."""

    number: int
    name: str
    legal_form: str
    kelurahan: str
    founded: dt.date
    entered: str
    first_status: str  # status on entry
    lapsed: str = ""
    reactivated: str = ""
    proposed: str = ""
    dissolved: str = ""
    left: str = ""  # first quarter without it
    new_name: tuple[str, str] = ("", "")  # from which quarter, what
    moved: tuple[str, str] = ("", "")

    def find_status(self, p: str) -> str | None:
        """Status at the end of a quarter; None = not in the register."""
        if p < self.entered or _has_happened(self.left, p):
            return None
        if _has_happened(self.dissolved, p):
            return DISSOLVED
        if _has_happened(self.proposed, p):
            return PROPOSED
        if _has_happened(self.reactivated, p):
            return ACTIVE
        return INACTIVE if _has_happened(self.lapsed, p) else self.first_status

    def find_name(self, p: str) -> str:
        return self.new_name[1] if _has_happened(self.new_name[0], p) else self.name

    def find_kelurahan(self, p: str) -> str:
        return self.moved[1] if _has_happened(self.moved[0], p) else self.kelurahan

    def find_legal_form(self, p: str) -> str:
        return "KKMP" if self.find_name(p).startswith("KKMP ") else self.legal_form


def _has_happened(event: str, p: str) -> bool:
    return bool(event) and event <= p


@lru_cache(maxsize=1)
def make_city() -> tuple[SampleCooperative, ...]:
    """All cooperatives that ever stand in the register."""
    rng = angka.make_dice("kota")
    city = _make_first_register(rng)
    for previous, p in pairwise(angka.QUARTERS):
        _draw_quarter(rng, city, previous, p)
    return tuple(city)


def list_register(p: str) -> list[SampleCooperative]:
    """The cooperatives of a quarter, by kecamatan and kelurahan."""
    order = list(angka.KELURAHAN_SHARES)
    known = [k for k in make_city() if k.find_status(p)]
    return sorted(known, key=lambda k: (order.index(k.find_kelurahan(p)), k.number))


def _make_first_register(rng: Random) -> list[SampleCooperative]:
    active, inactive, proposed = angka.CITY_TOTALS[FIRST_QUARTER]
    city: list[SampleCooperative] = []
    for kelurahan, (_, total, _) in angka.KELURAHAN_SHARES.items():
        for _ in range(total):
            city.append(
                _found_cooperative(
                    rng, city, kelurahan, FIRST_QUARTER, dt.date(rng.randint(1970, 2019), rng.randint(1, 12), 5)
                )
            )
    if len(city) != active + inactive + proposed:
        raise ValueError(f"jumlah kelurahan {len(city)} tidak sama dengan total {FIRST_QUARTER}")
    for k in _pick(rng, city, inactive + proposed, _weigh_lapse):
        k.first_status, k.founded = INACTIVE, k.founded.replace(year=min(k.founded.year, rng.randint(1985, 2008)))
    for k in _pick(rng, [k for k in city if k.first_status == INACTIVE], proposed):
        k.proposed = FIRST_QUARTER
    return city


def _draw_quarter(rng: Random, city: list[SampleCooperative], previous: str, p: str) -> None:
    """Draw the events between two quarters; lapses and departures are what the totals leave over."""
    (a0, t0, d0), (a1, t1, d1) = angka.CITY_TOTALS[previous], angka.CITY_TOTALS[p]
    revived, new, active_leaving = angka.FLOWS[p]
    lapsing = a0 + revived + new - active_leaving - a1
    leaving = t0 + d0 - revived + lapsing - t1 - d1
    proposed_leaving = angka.PROPOSED_LEAVING.get(p, leaving)
    proposed_new = d1 - d0 + proposed_leaving

    active = [k for k in city if k.find_status(previous) == ACTIVE]
    pasif = [k for k in city if k.find_status(previous) == INACTIVE]
    suggestion = [k for k in city if k.find_status(previous) == PROPOSED]
    for k in _pick(rng, [k for k in pasif if not k.lapsed or k.lapsed < periode.shift_quarter(p, -2)], revived):
        k.reactivated = p
    for k in _pick(rng, [k for k in pasif if not k.reactivated], proposed_new, lambda k: 0.2 if k.lapsed else 1.0):
        k.proposed = p
    rest = [k for k in pasif if not k.reactivated and not k.proposed]
    gone = _pick(rng, suggestion, proposed_leaving) + _pick(rng, rest, leaving - proposed_leaving)
    for i, k in enumerate(gone):
        # In the last quarter two stay in the list once more, as dissolved.
        k.dissolved, k.left = (p, "") if p == angka.TRIAL_QUARTER and i < 2 else ("", p)
    for k in _pick(rng, [k for k in active if _may_lapse(k)], lapsing, _weigh_lapse):
        k.lapsed = p
    for k in _pick(rng, [k for k in active if not k.lapsed], active_leaving):
        k.left = p
    _rename_and_move(rng, [k for k in active if k.find_status(p) == ACTIVE and not k.lapsed], p)
    _add_newcomers(rng, city, p, new)


def _may_lapse(k: SampleCooperative) -> bool:
    # Founded long ago, so that three years without RAT are possible, and it has not lapsed before.
    return k.first_status == ACTIVE and not k.lapsed and k.founded.year <= 2012


def _rename_and_move(rng: Random, staying: list[SampleCooperative], p: str) -> None:
    free = [k for k in staying if not k.new_name[0] and not k.moved[0] and k.legal_form in ("KSU", "KSP", "Kopwan")]
    replacements, moved = _pick(rng, free, 2)
    replacements.new_name = (p, f"{replacements.name} {SUFFIXES[periode.find_index(p) % 3]}")
    if periode.split_quarter(p)[1] in (1, 3):
        moved.moved = (p, rng.choice([nm for nm in angka.KELURAHAN_SHARES if nm != moved.kelurahan]))
    if p == "2025-T2":
        candidates = [
            k
            for k in free
            if k.kelurahan == CONVERTED_KELURAHAN and k not in (replacements, moved) and k.legal_form == "KSU"
        ]
        candidates[0].new_name = (p, f"KKMP {CONVERTED_KELURAHAN}")


def _add_newcomers(rng: Random, city: list[SampleCooperative], p: str, new: int) -> None:
    if p == "2025-T2":
        for kelurahan in angka.KELURAHAN_SHARES:
            if kelurahan != CONVERTED_KELURAHAN:
                founded = dt.date(2025, rng.choice((5, 6)), rng.randint(5, 25))
                city.append(
                    SampleCooperative(len(city) + 1, f"KKMP {kelurahan}", "KKMP", kelurahan, founded, p, ACTIVE)
                )
        return
    large = [nm for nm, (_, total, _) in angka.KELURAHAN_SHARES.items() for _ in range(total)]
    for _ in range(new):
        founded = periode.find_start(p) + dt.timedelta(days=rng.randint(3, 75))
        city.append(_found_cooperative(rng, city, rng.choice(large), p, founded))


def _found_cooperative(
    rng: Random, city: list[SampleCooperative], kelurahan: str, entered: str, founded: dt.date
) -> SampleCooperative:
    """A new active cooperative whose name is not taken, and whose noun is free in its kelurahan."""
    group = rng.choices(list(nama.LEGAL_FORMS), [points for points, _, _ in nama.LEGAL_FORMS.values()])[0]
    used = {k.name for k in city}
    schools = [s for s in nama.SCHOOLS if s not in used]
    if group == "KPRI" and schools and rng.random() < 0.35:
        return SampleCooperative(len(city) + 1, schools[0], group, kelurahan, founded, entered, ACTIVE)
    # Pairs are unique in the whole city: "KSU Rusa Biru" and "KSP Rusa Biru" would be taken for one.
    pairs = {" ".join(nm.split()[-2:]) for nm in used}
    neighbours = {k.name.split()[-2] for k in city if k.kelurahan == kelurahan}
    noun = rng.choice([b for b in nama.NOUNS if b not in neighbours])
    adjective = rng.choice([s for s in nama.ADJECTIVES if f"{noun} {s}" not in pairs])
    title = f"{nama.LEGAL_FORMS[group][1]} {noun} {adjective}"
    return SampleCooperative(len(city) + 1, title, group, kelurahan, founded, entered, ACTIVE)


def _weigh_lapse(k: SampleCooperative) -> float:
    return angka.KELURAHAN_SHARES[k.kelurahan][2]


def _pick(
    rng: Random,
    candidates: list[SampleCooperative],
    count: int,
    points: Callable[[SampleCooperative], float] = lambda k: 1.0,
) -> list[SampleCooperative]:
    """Weighted choice without repetition: the largest of random keys u^(1/w)."""
    key = {k.number: rng.random() ** (1 / points(k)) for k in candidates}
    if count > len(candidates):
        raise ValueError(f"diminta {count} dari {len(candidates)} koperasi")
    return sorted(candidates, key=lambda k: key[k.number], reverse=True)[:count]
