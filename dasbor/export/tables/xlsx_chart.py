"""Charts that Excel draws from the cells of a sheet: bars, stacked bars, columns, lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import xlsxwriter

from etl import palette

ROWS = 22  # rows of a sheet that a chart covers
Kind = Literal["bar", "column", "line"]
_COLOURS = (palette.ACCENT, palette.STATUS_COLOURS["tidak aktif"], palette.STATUS_COLOURS["diusulkan dibubarkan"])


@dataclass(frozen=True)
class SheetChart:
    """`series`: {column: name in the legend}; `along`: the column with the names; `form`: how numbers are written;
    `colours`: {column: "#RRGGBB"}; `last_row`: rows of the table that are drawn, 0 = all."""

    kind: Kind
    title: str
    along: str
    series: Mapping[str, str]
    form: str = "#,##0"
    stacked: bool = False
    colours: Mapping[str, str] | None = None
    rows: int = 0


# sheet name, row of the headings, {column: its number}, the table
Place = tuple[str, int, Mapping[str, int], pd.DataFrame]


def insert_chart(
    workbook: xlsxwriter.Workbook, grid: Any, chart: SheetChart, where: tuple[int, int], place: Place
) -> None:
    """Beside the table; nothing where the table has no rows."""
    _, _, _, data = place
    if data.empty:
        return
    options = {"type": chart.kind, **({"subtype": "stacked"} if chart.stacked else {})}
    drawn = workbook.add_chart(options)
    for number, (column, name) in enumerate(chart.series.items()):
        drawn.add_series(_describe_series(chart, column, name, number, place))
    _set_axes(drawn, chart)
    drawn.set_title({"name": chart.title, "name_font": {"size": 12}, "overlay": False})
    drawn.set_size({"width": 640, "height": 420})
    grid.insert_chart(*where, drawn, {"description": chart.title})


def _describe_series(chart: SheetChart, column: str, name: str, number: int, place: Place) -> dict[str, Any]:
    sheet, start, columns, data = place
    last = start + (min(chart.rows, len(data)) if chart.rows else len(data))
    colour = (chart.colours or {}).get(column) or _COLOURS[number % len(_COLOURS)]
    look: dict[str, Any] = {"fill": {"color": colour}} if chart.kind != "line" else _make_line(colour)
    return {
        "name": name,
        "categories": [sheet, start + 1, columns[chart.along], last, columns[chart.along]],
        "values": [sheet, start + 1, columns[column], last, columns[column]],
        "data_labels": {"value": True, "num_format": chart.form, "font": {"size": 9}},
        "gap": 40,
        **look,
    }


def _make_line(colour: str) -> dict[str, Any]:
    return {
        "line": {"color": colour, "width": 2.25},
        "marker": {"type": "circle", "size": 5, "fill": {"color": colour}},
    }


def _set_axes(drawn: Any, chart: SheetChart) -> None:
    """A bar begins at nought, its first row stands on top; of a rate the axis ends at 100%."""
    values = {"num_format": chart.form, "min": 0, "major_gridlines": {"visible": True, "line": {"color": palette.LINE}}}
    if chart.form.endswith("%") and not chart.stacked:
        values["max"] = 1
    names = {"reverse": chart.kind == "bar", "num_font": {"size": 9}}
    # xlsxwriter calls the axis of the names x in every kind but in bars, where it lies along y
    drawn.set_x_axis(values if chart.kind == "bar" else names)
    drawn.set_y_axis(names if chart.kind == "bar" else values)
    drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
    drawn.show_blanks_as("gap")


def list_colours(columns: Sequence[str]) -> dict[str, str]:
    """The colours of statuses by their columns."""
    return {c: palette.STATUS_COLOURS[c] for c in columns if c in palette.STATUS_COLOURS}
