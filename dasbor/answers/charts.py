"""The charts of an indicator, as its header declares: rates by area, the trend."""

from __future__ import annotations

from dataclasses import replace

from dasbor.answers import area_figures, drawn, most_behind, provenance, rule_changes
from dasbor.answers.marks import events
from dasbor.answers.marks import remarks as mark
from dasbor.chart import by_area, sentences, trend
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query import areas, due_year, published, windows
from etl.indikator import find_indicator
from etl.indikator.declare import DIVISORS


def make_rates_chart(p: Choice, indikator: str) -> Chart:
    return drawn.draw_once("rasio", p, lambda: _draw_rates(p, indikator), indikator)


def _draw_rates(p: Choice, indikator: str) -> Chart:
    if areas.count_kelurahan(p) == 1:
        return _draw_beside(p, indikator)
    rates, incomplete = areas.read_rates(p, indikator), most_behind.say_incomplete(p, indikator)
    chart = by_area.draw_rates(
        rates,
        indikator,
        provenance.find_title(p, indikator),
        area_figures.read_figure(p, indikator),
        place=provenance.say_place(p),
        periode=p.periode,
        small_n=provenance.read_small_n(p),
        target=published.read_targets(p).get(indikator),
        unit=areas.find_level(p),
    )
    return replace(chart, title=incomplete) if incomplete and rates["nilai"].notna().any() else chart


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


def make_trend(p: Choice, indikator: str, until: str = "") -> Chart:
    """Its values over the quarters up to `until`, "" = all: a line of rates, columns of what is counted."""
    i = find_indicator(indikator)
    make = make_count_trend if i is not None and i.count else make_rate_trend
    return make(p, indikator, until)


def make_rate_trend(p: Choice, indikator: str, until: str = "") -> Chart:
    target = published.read_targets(p).get(indikator)  # of the year chosen
    g = drawn.draw_trend_once(
        "tren", p, lambda: _draw_rate_trend(p, indikator, target, until), indikator, target, until=until
    )
    return mark.mark(p, drawn.put_headline(p, g, lambda: _say_moment(p, indikator), "tren", target))


def _say_moment(p: Choice, indikator: str) -> str:
    return sentences.say_moment(area_figures.list_points(p, indikator), indikator, p.periode)


def _draw_rate_trend(p: Choice, indikator: str, target: float | None, until: str) -> Chart:
    data, i = drawn.cut(area_figures.read_series(p, indikator), until), find_indicator(indikator)
    chart = trend.draw_rates(
        data,
        indikator,
        provenance.find_title(p, indikator),
        place=provenance.say_place(p),
        target=target,
        mark_breaks=i is not None and i.patah == DIVISORS,
        new_bases=due_year.list_breaks(p, list(data["periode"])) if due_year.waits_for_rat(indikator) else (),
        small_n=provenance.read_small_n(p),
        gaps=windows.say_gaps(p, indikator, until),
    )
    return events.mark(p, rule_changes.mark_indicator(p, chart, indikator))


def make_count_trend(p: Choice, indikator: str, until: str = "") -> Chart:
    g = drawn.draw_trend_once("jumlah", p, lambda: _draw_count_trend(p, indikator, until), indikator, until=until)
    return mark.mark(p, drawn.put_headline(p, g, lambda: _say_moment(p, indikator), "jumlah"))


def _draw_count_trend(p: Choice, indikator: str, until: str) -> Chart:
    series, title = drawn.cut(area_figures.read_series(p, indikator), until), provenance.find_title(p, indikator)
    gaps = windows.say_gaps(p, indikator, until)
    chart = trend.draw_counts(series, indikator, title, place=provenance.say_place(p), gaps=gaps)
    return events.mark(p, rule_changes.mark_indicator(p, chart, indikator))
