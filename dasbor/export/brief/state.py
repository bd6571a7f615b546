"""Where things stand: each indicator of the first page against its target and a year ago."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dasbor.answers import area_figures, compared, provenance
from dasbor.choice import Choice
from dasbor.export.brief.model import Section, Sentence, Value, View, say
from dasbor.query import published, windows
from dasbor.query.figures import Figure
from dasbor.query.told import remarks
from dasbor.query.whom.behind import count_lacking
from dasbor.words import comparable, goal, interval, language
from dasbor.words.amounts import say_parts
from etl import periode as quarters
from etl.accounts.roles import ROLES
from etl.indikator import Indicator, find_indicator, load_indicators
from etl.indikator.declare import SUMMARY_PAGE
from etl.remarks.book import Remark

LEADING = "koperasi_aktif"
_LONGEST_REMARK = 150  # letters: the page of A4 has room for two lines; the page of the dashboard says all
_QUARTERS_OF_A_YEAR = 4
_FALLING = "turun"  # arah: less is better


def make_lead(p: Choice) -> Sentence:
    """The state in one sentence: "267 dari 302 koperasi aktif (88,4%): target 90% belum tercapai, kurang 5"."""
    i = find_indicator(LEADING)
    now = area_figures.read_figure(p, LEADING)
    if i is None or not language.is_known(now.pembilang):
        return say(View("keaktifan"), f"{provenance.say_place(p)}: {language.NO_DATA} tentang koperasi aktif")
    shown = Value(_say_count(i, now), LEADING, p, now)
    percent = language.format_percent(now.nilai, now.penyebut)
    share = (" (", Value(percent, LEADING, p, now), ")") if _has_share(p, now) else ()
    verdict = _say_target(p, i, now)
    return say(View("keaktifan"), shown, f" {i.sebutan}", *share, f": {verdict}" if verdict else "")


def make_section(p: Choice) -> Section:
    """A line per indicator."""
    shown = [find_indicator(name) for name in list_stated()]
    sentences = [*(_say_state(p, i) for i in shown if i), *_say_remark(p)]
    return Section("Keadaan terhadap target dan setahun lalu", tuple(sentences), "keadaan")


def list_stated() -> list[str]:
    """The indicators that it speaks of: those of the first page."""
    return [i.indikator for i in load_indicators() if i.shown(SUMMARY_PAGE)]


def find_remark(p: Choice) -> Remark | None:
    """The latest sentence of staff or the mayor's office beside one of these figures; there is room for one."""
    return next(reversed(remarks.list_remarks(p, list_stated())), None)


def _say_remark(p: Choice) -> list[Sentence]:
    r = find_remark(p)
    if r is None:
        return []
    one_line = " ".join(r.kalimat.split())
    said = one_line if len(one_line) <= _LONGEST_REMARK else one_line[: _LONGEST_REMARK - 1].rstrip() + "…"
    when = language.format_date(dt.datetime.fromisoformat(r.waktu))
    i = find_indicator(r.indikator)
    view = View(i.halaman if i else "ringkasan")
    about = provenance.find_title(p, r.indikator)
    return [say(view, f"“{said}” ({ROLES.get(r.peran, r.peran)}, {when})", label=f"Catatan tentang {about}")]


def _say_state(p: Choice, i: Indicator) -> Sentence:
    now = area_figures.read_figure(p, i.indikator)
    view, title = View(i.halaman), provenance.find_title(p, i.indikator)
    if not language.is_known(now.pembilang):
        return say(view, language.NO_DATA, label=title)
    value = make_value(p, i, now)
    if now.penyebut == 0:
        return say(view, value, f", {language.NOTHING_COUNTED}", label=title)
    target = _say_target(p, i, now) or "belum ada target"
    return say(view, value, f"; {target}; ", *_say_year_ago(p, i, now), label=title)


def make_value(p: Choice, i: Indicator, n: Figure) -> Value:
    """ "268 dari 308 (87%)"; of few cases no per cent."""
    share = f" ({language.format_percent(n.nilai, n.penyebut)})" if _has_share(p, n) else ""
    return Value(_say_count(i, n) + share, i.indikator, p, n)


def _say_count(i: Indicator, n: Figure) -> str:
    return language.format_rupiah(n.nilai) if i.money else say_parts(i, n.pembilang, n.penyebut)


def _has_share(p: Choice, n: Figure) -> bool:
    """There are cases, and enough of them to say a share."""
    return bool(n.penyebut) and not comparable.is_small(n.penyebut, provenance.read_small_n(p))


def _say_target(p: Choice, i: Indicator, n: Figure) -> str:
    """ "target 90% belum tercapai, kurang 5"; "" without a target or without cases."""
    target = published.read_targets(p).get(i.indikator)
    if target is None or n.nilai is None or n.penyebut == 0:
        return ""
    said = f"target {language.format_number(target, 0) if i.count else language.format_percent(target)}"
    if comparable.is_small(n.penyebut, provenance.read_small_n(p)):
        return f"{said}, n di bawah {provenance.read_small_n(p)}: {interval.NOT_COMPARABLE}"
    if extent := windows.find_open(p, i.indikator, n, target):
        return f"{said}, {goal.say_open(extent)}"
    if (n.nilai <= target) if i.arah == _FALLING else (n.nilai >= target):
        return f"{said} tercapai"
    return f"{said} belum tercapai{_say_lacking(i, n, target)}"


def _say_lacking(i: Indicator, n: Figure, target: float) -> str:
    if i.count or i.divides_amounts or i.arah == _FALLING or n.pembilang is None or n.penyebut is None:
        return ""
    return f", kurang {language.format_number(count_lacking(n.pembilang, n.penyebut, target))}"


def _say_year_ago(p: Choice, i: Indicator, now: Figure) -> list[str | Value]:
    """What it was four quarters ago and how it moved since, or why that is not said."""
    then = quarters.shift_quarter(p.periode, -_QUARTERS_OF_A_YEAR)
    before, at = area_figures.read_figure(p, i.indikator, then), replace(p, periode=then)
    if not language.is_known(before.pembilang):
        return [f"setahun lalu {language.NO_DATA}"]
    value = make_value(at, i, before)
    if note := compared.say_not_compared(p, i.indikator, then):
        return ["setahun lalu ", value, f", {note}"]
    return ["setahun lalu ", value, f", {_say_change(p, i, now, before)}"]


def _say_change(p: Choice, i: Indicator, now: Figure, before: Figure) -> str:
    if i.count:
        return language.say_difference((now.nilai or 0) - (before.nilai or 0))
    if not language.is_known(now.nilai) or not language.is_known(before.nilai):
        return comparable.say_count_change(now, before)
    digits = language.count_digits(now.penyebut)
    return comparable.say_share_change(now, before, provenance.read_small_n(p), digits)
