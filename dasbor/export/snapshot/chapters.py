"""A chapter for each indicator, in groups by subject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from dasbor.answers import area_figures, charts, compared, provenance
from dasbor.chart import still
from dasbor.chart.chart import Chart
from dasbor.chart.told import split_title
from dasbor.choice import Choice
from dasbor.export.brief.as_html import show_value
from dasbor.export.brief.model import Value
from dasbor.export.report import figure_parts
from dasbor.export.snapshot import tables
from dasbor.export.snapshot.model import Card, Chapter, Drawing, Group
from dasbor.query import areas, published, windows
from dasbor.query.figures import Figure
from dasbor.words import comparable, goal, interval, language, terms
from dasbor.words.amounts import UNDIVIDED, is_undivided
from dasbor.words.shown import Shown
from etl import periode as quarters
from etl.acuan import WHOLE_LEVELS
from etl.indikator import Indicator, load_indicators
from etl.indikator.declare import SUMMARY_PAGE

_A_YEAR = 4  # quarters
_FIRST, _OTHER = "Utama", "Pokok"


def make_groups(p: Choice) -> tuple[Group, ...]:
    """The indicators of the first page, then those of each page in the order in which they are declared."""
    known = [i for i in load_indicators() if not i.is_of_city_only or p.level in WHOLE_LEVELS]
    ordered = sorted(known, key=lambda i: (not i.shown(SUMMARY_PAGE), _list_subjects(known).index(_name_subject(i))))
    return tuple(_make_group(p, title, some) for title, some in groupby(ordered, key=_name_group))


def _make_group(p: Choice, title: str, some: Iterable[Indicator]) -> Group:
    return Group(f"bagian-{title.lower()}", title, title == _FIRST, tuple(_make_chapter(p, i) for i in some))


def _list_subjects(known: list[Indicator]) -> list[str]:
    return list(dict.fromkeys(_name_subject(i) for i in known))


def _name_group(i: Indicator) -> str:
    return _FIRST if i.shown(SUMMARY_PAGE) else _name_subject(i)


def _name_subject(i: Indicator) -> str:
    """The page that it belongs to, as its address says it."""
    return _OTHER if i.halaman == "-" else language.capitalise(i.halaman.replace("_", " "))


def _make_chapter(p: Choice, i: Indicator) -> Chapter:
    trend, inside = _draw_trend(p, i), _draw_inside(p, i)
    is_first = i.shown(SUMMARY_PAGE)
    return Chapter(
        make_card(p, i),
        " ".join(terms.say_terms(meaning) for _, meaning in provenance.say_definitions(p, i.indikator)),
        (*trend, *(inside if is_first else ())),
        () if is_first else inside,
        tables.make_tables(p, i),
    )


def make_card(p: Choice, i: Indicator) -> Card:
    """Its figure, target, verdict, a year ago."""
    now = area_figures.read_figure(p, i.indikator)
    title = terms.say_terms(provenance.find_title(p, i.indikator))
    figure = show_value(Value(tables.say_count(i, now), i.indikator, p, now))
    return Card(i.indikator, title, figure, _show_share(p, i, now), tuple(_list_notes(p, i)))


Parts = tuple[str | Shown, ...]


def _list_notes(p: Choice, i: Indicator) -> list[Parts]:
    """Target, verdict, a year ago."""
    now, target = area_figures.read_figure(p, i.indikator), published.read_targets(p).get(i.indikator)
    if not language.is_known(now.pembilang):
        return []
    aim, few = goal.make_goal(target, i), provenance.read_small_n(p)
    extent = windows.find_open(p, i.indikator, now, target)
    verdict = goal.say_open(extent) if extent or aim is None else goal.say_verdict(now, aim, few)
    held = [] if aim is None else [goal.say_target(aim, not i.count), verdict]
    held += [UNDIVIDED] if is_undivided(i, now.pembilang, now.penyebut) else []
    held += [f"n di bawah {few}: {interval.NOT_COMPARABLE}"] if comparable.is_small(now.penyebut, few) else []
    then = quarters.shift_quarter(p.periode, -_A_YEAR)
    before = area_figures.read_figure(p, i.indikator, then)
    if not language.is_known(before.pembilang):
        return [(x,) for x in held if x]
    moved = figure_parts.say_change(p, i, now, before, compared.say_not_compared(p, i.indikator, then))
    was = _say_year_ago(replace(p, periode=then), i, before)
    return [*((x,) for x in held if x), was, *([(moved,)] if moved else [])]


def _say_year_ago(p: Choice, i: Indicator, before: Figure) -> Parts:
    share = _show_share(p, i, before)
    figure = show_value(Value(tables.say_count(i, before), i.indikator, p, before))
    return ("setahun lalu ", figure, *((" (", share, ")") if share else ()))


def _show_share(p: Choice, i: Indicator, n: Figure) -> Shown | None:
    """Of few cases the count alone."""
    if comparable.is_small(n.penyebut, provenance.read_small_n(p)):
        return None
    text = tables.say_share(i, n)
    return show_value(Value(text, i.indikator, p, n)) if text else None


def _draw_trend(p: Choice, i: Indicator) -> tuple[Drawing, ...]:
    chart = charts.make_trend(p, i.indikator, p.periode)
    sources = provenance.say_trend_sources(p, i.indikator, until=p.periode)
    return () if chart.has_no_share(i.count) else draw(chart, *sources[:1])


def _draw_inside(p: Choice, i: Indicator) -> tuple[Drawing, ...]:
    """By area; of one area beside those around it."""
    if i.count or i.is_of_city_only or areas.count_kelurahan(p) == 0:
        return ()
    return draw(charts.make_rates_chart(p, i.indikator), *provenance.say_indicator_sources(p, i.indikator)[:1])


def draw(chart: Chart, *lines: str) -> tuple[Drawing, ...]:
    """A chart for a page of any width; none where nothing is known that could be drawn."""
    if chart.is_empty:
        return ()
    said = replace(chart, title=terms.say_terms(chart.title), subtitle=terms.say_terms(chart.subtitle))
    drawn = still.draw_classes(said) + still.draw_on_page(said)
    return (Drawing(split_title(chart), said.subtitle, drawn, tuple(map(terms.say_terms, lines))),)
