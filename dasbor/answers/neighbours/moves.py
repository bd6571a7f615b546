"""How the figure of an area of government moved since the quarter before and since a year ago, count and share apart,
and where the other choice of cooperatives turns it."""

from __future__ import annotations

from dasbor.answers import parted
from dasbor.choice import WITHOUT_KKMP
from dasbor.query import due_year
from dasbor.query.neighbours import areas
from dasbor.query.neighbours.areas import Told
from dasbor.query.neighbours.definitions import Definition
from dasbor.query.neighbours.scene import Scene, read_small_n
from dasbor.words import comparable, language
from etl import periode as quarters
from etl.checks.status_rule import find_due_book_year
from etl.indikator import Indicator
from etl.settings.declare import RULES

UNKNOWN = "–"
_DUE_MONTH = "bulan_batas_rat"


def say_why_not(scene: Scene, i: Indicator, since: str, common: Definition) -> str:
    """Why no change since that quarter is said of any area; "" where it is: another book year's RAT is waited for."""
    month = (common.parts.get(RULES) or {}).get(_DUE_MONTH)
    if not due_year.waits_for_rat(i.indikator) or not isinstance(month, int):
        return ""
    years = {find_due_book_year(quarters.find_end(q), month) for q in (scene.periode, since)}
    return due_year.YEAR_CHANGES if len(years) > 1 else ""


def say_move(scene: Scene, i: Indicator, code: str, since: str) -> str:
    """ "naik 20 · ▲ naik 0,8 poin"; what became of those it is a share of, where count and share went different ways;
    the other choice of cooperatives, where its count went another way."""
    figures = areas.read_figures(scene)
    now, before = (figures.get((code, q, scene.kelompok_hitung)) for q in (scene.periode, since))
    if now is None or before is None:
        return UNKNOWN if now is None else language.say_difference(None)
    few = read_small_n(scene)
    said = [_say(i, now, before, few), _say_parted(i, now, before, few), _say_other(scene, i, code, since)]
    return "; ".join(filter(None, said))


def _say(i: Indicator, now: Told, before: Told, few: int) -> str:
    if i.money:
        return _say_money(_rise(now, before))
    if i.count:
        return language.say_difference(_rise(now, before))
    if now.nilai is None or before.nilai is None:
        return language.say_difference(None)
    said = comparable.say_share_change if i.divides_amounts else comparable.say_count_and_share
    return said(now, before, few, language.count_digits(now.penyebut))


def _say_money(difference: float) -> str:
    sign = "▲ naik" if difference > 0 else "▼ turun"
    return f"{sign} {language.format_rupiah(abs(difference))}" if difference else "tetap"


def _say_parted(i: Indicator, now: Told, before: Told, few: int) -> str:
    small = any(comparable.is_small(one.penyebut, few) for one in (now, before))
    if i.count or i.divides_amounts or small or not parted.is_parted(now, before):
        return ""
    return f"{i.penyebut} {language.say_direction((now.penyebut or 0) - (before.penyebut or 0))}"


def _say_other(scene: Scene, i: Indicator, code: str, since: str) -> str:
    """ "tanpa KKMP turun 1"."""
    here, there = (_find_turn(scene, code, since, group) for group in (scene.kelompok_hitung, scene.other_group))
    if i.money or not here or not there or here.split()[0] == there.split()[0]:
        return ""
    return f"{'tanpa' if scene.other_group == WITHOUT_KKMP else 'dengan'} KKMP {there}"


def _find_turn(scene: Scene, code: str, since: str, group: str) -> str:
    figures = areas.read_figures(scene)
    now, before = (figures.get((code, q, group)) for q in (scene.periode, since))
    return language.say_direction(_rise(now, before)) if now and before else ""


def _rise(now: Told, before: Told) -> float:
    return (now.pembilang or 0) - (before.pembilang or 0)
