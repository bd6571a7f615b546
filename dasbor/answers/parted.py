"""Where two true figures seem to contradict each other, and what a reader has to be told of it.

"Koperasi aktif turun 8" stands beside "naik 0,5 poin" where others left the register. With the Koperasi Merah Putih
"naik 20", without them "turun 1", and a target is missed with them and met without.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import pandas as pd

from dasbor.answers import area_figures, provenance
from dasbor.chart.changes import STEP_NAMES
from dasbor.chart.sentences import Ratio
from dasbor.choice import Choice
from dasbor.query import published, windows
from dasbor.query.compared import steps
from dasbor.query.compared.movers import NEW_KKMP
from dasbor.query.figures import Figure
from dasbor.words import goal, language
from etl.indikator import find_indicator

_OF_REGISTERED = "koperasi terdaftar"  # how indicators name the number that flows of the register explain


def say_why(p: Choice, indikator: str, now: Ratio, before: Ratio | None) -> str:
    """ "terdaftar turun 11: 9 keluar dari register, 2 diusulkan dibubarkan"; "" where count and share agree."""
    if before is None or not is_parted(now, before):
        return ""
    moved = language.say_direction((now.penyebut or 0) - (before.penyebut or 0))
    # as published: with the rules in force in words
    whole = published.list_definitions(p).set_index("indikator")["penyebut"].get(indikator)
    if whole != _OF_REGISTERED:
        return f"{whole} {moved}"
    causes = say_causes(steps.read_flows(p))
    return f"terdaftar {moved}" + (f": {causes}" if causes else "")


def say_other_choice(p: Choice, indikator: str, previous: str | None, target: float | None) -> str:
    """ "tanpa KKMP 140 dari 280, target tercapai"; "" where the other choice of cooperatives says the same of
    direction and target. `previous`: None where no change is said."""
    other = p.turn_kkmp()
    here, there = _judge(p, indikator, previous, target), _judge(other, indikator, previous, target)
    if here.now.penyebut is None or here.tell_apart() == there.tell_apart():
        return ""
    count_turned = here.moved.split()[:1] != there.moved.split()[:1]
    said = [
        f"{other.kkmp_word} {language.format_fraction(there.now.pembilang, there.now.penyebut)}",
        there.moved if count_turned else "",
        f"persennya {there.share_moved}" if there.share_moved and there.turns_unlike(here) else "",
        there.verdict if there.verdict != here.verdict else "",
    ]
    return ", ".join(filter(None, said))


class _Judged(NamedTuple):
    """A figure, how its count moved, which way its share did, and whether it meets the target; "" where nobody can
    say."""

    now: Figure
    moved: str
    share_moved: str
    verdict: str

    def tell_apart(self) -> tuple[object, ...]:
        """What the other choice has to say differently before it is worth a line."""
        return self.moved.split()[:1], self.share_moved.split()[-1:], self.verdict

    def turns_unlike(self, other: _Judged) -> bool:
        """Whether its share moved another way; what hardly moved did not."""
        return self.share_moved.split()[-1:] != other.share_moved.split()[-1:]


def _judge(p: Choice, indikator: str, previous: str | None, target: float | None) -> _Judged:
    now = area_figures.read_figure(p, indikator)
    before = area_figures.read_figure(p, indikator, previous) if previous else Figure()
    aim = goal.make_goal(target, find_indicator(indikator))
    is_open = windows.find_open(p, indikator, now, target)
    reached = goal.is_reached(now, aim) if aim and now.penyebut and not is_open else None
    verdict = "" if reached is None else "target tercapai" if reached else "target belum tercapai"
    if now.pembilang is None or before.pembilang is None:
        return _Judged(now, "", "", verdict)
    few = provenance.read_small_n(p)
    return _Judged(now, language.say_direction(now.pembilang - before.pembilang), _turn(now, before, few), verdict)


def _turn(now: Figure, before: Figure, small_n: int) -> str:
    """ "naik", "turun", "tetap" or "hampir tetap" of a share as it is written; "" of few cases and of counts."""
    if now.nilai is None or before.nilai is None or not now.penyebut or not before.penyebut:
        return ""
    if min(now.penyebut, before.penyebut) < small_n:
        return ""
    return language.say_turn((now.nilai - before.nilai) * 100, language.count_digits(now.penyebut))


def is_parted(now: Ratio, before: Ratio) -> bool:
    """One rose or stood still while the other fell or moved. A share that moved by less than is written of it went the
    way it went: 88,26 to 88,21% fell, as its count did."""
    values = (now.pembilang, now.penyebut, now.nilai, before.pembilang, before.penyebut, before.nilai)
    if not all(language.is_known(v) for v in values) or not now.penyebut or not before.penyebut:
        return False
    if now.nilai == before.nilai and now.nilai in (0, 1):
        return False  # all count, or none: no share beyond
    digits = language.count_digits(now.penyebut)
    count = (now.pembilang or 0) - (before.pembilang or 0)
    share = ((now.nilai or 0) - (before.nilai or 0)) * 100
    return _sign(count) not in (_sign(share), _sign(round(share, digits)))


def say_causes(flows: pd.DataFrame) -> str:
    """alur, kkmp, d_terdaftar -> "20 KKMP masuk, 2 keluar dari register", the largest first; "" where nobody came or
    went."""
    rows = zip(*(flows[k].tolist() for k in ("alur", "kkmp", "d_terdaftar")), strict=True)
    counts = Counter(_name_step(step, is_kkmp is True) for step, is_kkmp, moved in rows if moved != 0)
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return ", ".join(f"{language.format_number(n)} {name}" for name, n in ordered)


def _name_step(step: str, is_kkmp: bool) -> str:
    return NEW_KKMP if step == "baru" and is_kkmp else STEP_NAMES.get(step, step)


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
