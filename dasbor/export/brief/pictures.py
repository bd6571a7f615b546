"""The charts of a brief, by the section that they stand in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dasbor import keep
from dasbor.answers import area_map, status_charts
from dasbor.chart import changes, still
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.export import links, typeset
from dasbor.export.brief.model import Section, in_area
from dasbor.export.brief.state import LEADING
from dasbor.export.request import Request

_COLUMNS = (("keadaan", "perubahan"), ("hubungi", "jangan"))  # side by side; the rest goes across the page
_WIDTH = 400  # of a column on a screen; half a page of A4 is a little less
_OF_PHONE = 304  # of the narrowest one, so that letters keep their size there
_NAMED = re.compile(r'(\bid="|url\(#|href="#)([^")]+)')
_HIGHEST = 330  # px; a ranking of many areas would push the sentences from the page


def arrange(sections: Sequence[Section]) -> tuple[list[list[Section]], list[Section]]:
    """The sections of each column, and those below that go across the page."""
    by_key = {s.key: s for s in sections}
    in_columns = {key for column in _COLUMNS for key in column}
    return [[by_key[key] for key in column] for column in _COLUMNS], [s for s in sections if s.key not in in_columns]


def list_charts(p: Choice) -> dict[str, Chart]:
    """{key of the section: its chart}; nothing where a chart would be empty, show no step, or be too high for one
    page."""
    charts = {"perubahan": status_charts.make_bridge(p), "hubungi": area_map.make_map(p, LEADING)}
    return {key: chart for key, chart in charts.items() if _has_place(chart)}


def _has_place(chart: Chart) -> bool:
    return not chart.is_empty and not changes.is_still(chart) and chart.sketch.layout["height"] <= _HIGHEST


def draw_charts(r: Request, width: int = _WIDTH) -> dict[str, str]:
    """The same as SVG; areas of the map lead to their page where the address of the dashboard is known."""
    drawn = {key: _draw(r, key, chart, width) for key, chart in list_charts(r.choice).items()}
    return {key: svg for key, svg in drawn.items() if svg}


def draw_for_phone(r: Request) -> dict[str, str]:
    """Narrow twins, which a style sheet shows in the place of the others. Their hatches have names of their own: those
    in a drawing that is not shown are not painted."""
    return {key: _NAMED.sub(r"\1hp-\2", svg) for key, svg in draw_charts(r, _OF_PHONE).items()}


def list_pictures(r: Request) -> dict[str, dict[str, str]]:
    """The same for paper: {key of the section: {"svg", "alt", "caption"}}."""
    charts = list_charts(r.choice)
    return {
        key: {
            "svg": typeset.strengthen(svg),
            "alt": charts[key].alt,
            "caption": charts[key].subtitle,
        }
        for key, svg in draw_charts(r).items()
    }


def _draw(r: Request, key: str, chart: Chart, width: int) -> str:
    linked = _list_addresses(r, chart)

    def draw() -> str:
        return still.svg(chart, width, links=linked, with_classes=True)

    return keep.keep_once("gambar lembar", r.choice, draw, key, r.address, r.is_of_version, width)


def _list_addresses(r: Request, chart: Chart) -> dict[str, str]:
    """{code: address of its page} of the areas of a map."""
    if not r.address or "kode_wilayah" not in chart.table:
        return {}
    codes = [str(code) for code in chart.table["kode_wilayah"]]
    return {code: links.make_link(r, "kelurahan", in_area(r.choice, code, "", "kelurahan")) for code in codes}
