"""The charts of an indicator, as its header declares: rates by area, the trend; and which indicators a page has."""

from __future__ import annotations

from dasbor.answers import charts, provenance
from dasbor.choice import Choice
from dasbor.ui import screen
from dasbor.ui.layout import folded
from etl.indikator import Indicator, find_indicator, list_of_page, load_indicators
from etl.indikator.declare import AREA_VIEW, SUMMARY_PAGE, TREND_VIEW


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


def show_charts(p: Choice, indikator: str, is_first: bool = False) -> None:
    """The charts that its header asks for; nothing for an indicator that is not declared. A phone shows the first
    chart of a page, the others when they are asked for."""
    i = find_indicator(indikator)
    if i is None:
        return
    if i.shown(AREA_VIEW):
        show = screen.show_chart if is_first else folded.show_chart
        sources = provenance.say_indicator_sources(p, indikator)
        show(charts.make_rates_chart(p, indikator), sources, f"{indikator}_kelurahan")
    if i.shown(TREND_VIEW):
        chart = charts.make_count_trend(p, indikator) if i.count else charts.make_rate_trend(p, indikator)
        folded.show_chart(chart, provenance.say_trend_sources(p, indikator), f"tren_{indikator}")
