"""The charts of an indicator, as its header declares: rates by area, the trend; and which indicators a page has."""

from __future__ import annotations

import pandas as pd

from dasbor.blocks import area_figures, drawn, provenance, rule_changes
from dasbor.blocks.marks import events
from dasbor.blocks.remarks import mark
from dasbor.chart import by_area, sentences, trend
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query import areas, due_year, figures, published, windows
from dasbor.ui import screen
from dasbor.ui.layout import arrange
from etl.indikator import Indicator, find_indicator, list_of_page, load_indicators
from etl.indikator.declare import AREA_VIEW, DIVISORS, SUMMARY_PAGE, TREND_VIEW


def list_ids(page: str, *first: str) -> list[str]:
    """The indicators of a page (its stem), those named first."""
    return [i.indikator for i in list_of_page(page, *first)]


def list_on_first_page() -> list[str]:
    """The indicators with a card and a map on Ringkasan."""
    return [i.indikator for i in load_indicators() if i.shown(SUMMARY_PAGE)]


def list_of_part(page: str, part: str, *first: str) -> list[Indicator]:
    """The indicators of one part of a page, those named first."""
    return [i for i in list_of_page(page, *first) if i.bagian == part]


def list_choices(page: str) -> dict[str, str]:
    """{indicator: its name among others} of a page's rates that are drawn both ways."""
    return {i.indikator: i.name for i in list_of_page(page) if i.shown(AREA_VIEW) and i.shown(TREND_VIEW)}


def show_charts(p: Choice, indikator: str) -> None:
    """The charts that its header asks for; nothing for an indicator that is not declared."""
    i = find_indicator(indikator)
    if i is None:
        return
    if i.shown(AREA_VIEW):
        sources = provenance.say_indicator_sources(p, indikator)
        with arrange.lay_tall(indikator):
            screen.show_chart(make_rates_chart(p, indikator), sources, f"{indikator}_kelurahan")
    if i.shown(TREND_VIEW):
        chart = make_count_trend(p, indikator) if i.count else make_rate_trend(p, indikator)
        screen.show_chart(chart, provenance.say_trend_sources(p, indikator), f"tren_{indikator}")


def make_rates_chart(p: Choice, indikator: str) -> Chart:
    return drawn.draw_once("rasio", p, lambda: _draw_rates(p, indikator), indikator)


def _draw_rates(p: Choice, indikator: str) -> Chart:
    if areas.count_kelurahan(p) == 1:
        return _draw_beside(p, indikator)
    return by_area.draw_rates(
        areas.read_rates(p, indikator),
        indikator,
        provenance.find_title(p, indikator),
        area_figures.read_figure(p, indikator),
        place=provenance.say_place(p),
        periode=p.periode,
        small_n=provenance.read_small_n(p),
        target=published.read_targets(p).get(indikator),
        unit=areas.find_level(p),
    )


def _draw_beside(p: Choice, indikator: str) -> Chart:
    return by_area.draw_beside(
        area_figures.read_beside(p, indikator),
        indikator,
        provenance.find_title(p, indikator),
        place=provenance.say_place(p),
        periode=p.periode,
        small_n=provenance.read_small_n(p),
        target=published.read_targets(p).get(indikator),
    )


def make_rate_trend(p: Choice, indikator: str) -> Chart:
    target = published.read_targets(p).get(indikator)  # of the year chosen
    g = drawn.draw_trend_once("tren", p, lambda: _draw_rate_trend(p, indikator, target), indikator, target)
    return mark.mark(p, drawn.put_headline(p, g, lambda: _say_moment(p, indikator), "tren", target))


def _say_moment(p: Choice, indikator: str) -> str:
    return sentences.say_moment(_read_series(p, indikator), indikator, p.periode)


def _read_series(p: Choice, indikator: str) -> pd.DataFrame:
    """With what is missing of the windows that it looks back on."""
    return windows.mark_gaps(p, indikator, figures.read_series(p, indikator))


def _draw_rate_trend(p: Choice, indikator: str, target: float | None) -> Chart:
    data, i = _read_series(p, indikator), find_indicator(indikator)
    chart = trend.draw_rates(
        data,
        indikator,
        provenance.find_title(p, indikator),
        place=provenance.say_place(p),
        target=target,
        mark_breaks=i is not None and i.patah == DIVISORS,
        new_bases=due_year.list_breaks(p, list(data["periode"])) if due_year.waits_for_rat(indikator) else (),
        small_n=provenance.read_small_n(p),
        gaps=windows.say_gaps(p, indikator),
    )
    return events.mark(p, rule_changes.mark_indicator(p, chart, indikator))


def make_count_trend(p: Choice, indikator: str) -> Chart:
    g = drawn.draw_trend_once("jumlah", p, lambda: _draw_count_trend(p, indikator), indikator)
    return mark.mark(p, drawn.put_headline(p, g, lambda: _say_moment(p, indikator), "jumlah"))


def _draw_count_trend(p: Choice, indikator: str) -> Chart:
    series, title = _read_series(p, indikator), provenance.find_title(p, indikator)
    gaps = windows.say_gaps(p, indikator)
    chart = trend.draw_counts(series, indikator, title, place=provenance.say_place(p), gaps=gaps)
    return events.mark(p, rule_changes.mark_indicator(p, chart, indikator))
