"""The charts of an indicator on its own page, as its header declares: rates by kelurahan, the trend."""

from __future__ import annotations

from dasbor.blocks import overview, provenance
from dasbor.choice import Choice
from dasbor.ui import screen
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


def show_charts(p: Choice, indicator: str) -> None:
    """The charts that its header asks for; nothing for an indicator that is not declared."""
    i = find_indicator(indicator)
    if i is None:
        return
    if i.shown(AREA_VIEW):
        screen.show_chart(
            overview.make_rates_chart(p, indicator),
            provenance.say_indicator_sources(p, indicator),
            f"{indicator}_kelurahan",
        )
    if i.shown(TREND_VIEW):
        figure = overview.make_count_trend(p, indicator) if i.count else overview.make_rate_trend(p, indicator)
        screen.show_chart(figure, provenance.say_trend_sources(p, indicator), f"tren_{indicator}")
