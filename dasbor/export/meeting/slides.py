"""What the slides of a choice show, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from dasbor.answers import area_map, charts, status_charts
from dasbor.chart import changes, still
from dasbor.chart.chart import Chart
from dasbor.chart.told import split_title
from dasbor.choice import Choice
from dasbor.export.brief import cautions, state, to_call
from dasbor.export.brief.as_html import show
from dasbor.export.brief.model import Section, Sentence
from dasbor.export.meeting.fit import draw_to_fit
from dasbor.export.snapshot.chapters import make_card
from dasbor.export.snapshot.model import Card
from dasbor.words import terms
from dasbor.words.shown import Shown
from etl.indikator import Indicator, load_indicators
from etl.indikator.declare import SUMMARY_PAGE


@dataclass(frozen=True)
class Slide:
    """key: how scripts and tests call it; title: in pieces; subtitle: below the headline; svg: its chart, legend: what
    its colours mean; sentences, cards: what it shows instead of one."""

    key: str
    title: tuple[str | Shown, ...]
    subtitle: str = ""
    svg: Markup | None = None
    legend: Markup = Markup("")
    sentences: tuple[Sentence, ...] = ()
    cards: tuple[Card, ...] = ()


def list_slides(p: Choice) -> tuple[Slide, ...]:
    """The state, its charts as far as they are readable from afar, whom to call, what not to conclude."""
    return (_make_first(p), *_list_drawn(p), _make_told(to_call.make_section(p)), _make_told(cautions.make_section(p)))


def _list_indicators() -> list[Indicator]:
    return [i for i in load_indicators() if i.shown(SUMMARY_PAGE)]


def _make_first(p: Choice) -> Slide:
    cards = tuple(make_card(p, i) for i in _list_indicators())
    return Slide("keadaan", tuple(map(show, state.make_lead(p).parts)), cards=cards)


def _list_drawn(p: Choice) -> Iterator[Slide]:
    for key, chart in _list_charts(p):
        svg = None if chart.is_empty or changes.is_alone(chart) else draw_to_fit(chart)
        if svg is not None:
            yield Slide(key, split_title(chart), terms.say_terms(chart.subtitle), svg, still.draw_classes(chart))


def _list_charts(p: Choice) -> Iterator[tuple[str, Chart]]:
    leading, *others = _list_indicators()
    yield "tren", _make_trend(p, leading)
    yield "peta", area_map.make_map(p, leading.indikator)
    yield "langkah", status_charts.make_bridge(p)
    yield "status", status_charts.make_status_trend(p, p.periode)
    for i in others:
        yield f"tren-{i.indikator}", _make_trend(p, i)


def _make_trend(p: Choice, i: Indicator) -> Chart:
    return charts.make_trend(p, i.indikator, p.periode)


def _make_told(s: Section) -> Slide:
    return Slide(s.key, (s.title,), sentences=s.sentences)
