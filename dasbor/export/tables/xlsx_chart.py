"""Charts that Excel draws from the cells of a sheet: bars, stacked bars, columns, lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import xlsxwriter

from dasbor.chart import theme
from etl import palette

ROWS = 22  # rows of a sheet that a chart covers
Kind = Literal["bar", "column", "line"]
_GRID = {"color": palette.LINE}
COLOURS = (palette.ACCENT, palette.STATUS_COLOURS["tidak aktif"], palette.STATUS_COLOURS["diusulkan dibubarkan"])


@dataclass(frozen=True)
class SheetChart:
    """`series`: {column: name in the legend}; `along`: the column with the names; `form`: how numbers are written;
    `colours`: {column: "#RRGGBB"}; `rows`: so many of the table are drawn, 0 = all."""

    kind: Kind
    title: str
    along: str
    series: Mapping[str, str]
    form: str = "#,##0"
    stacked: bool = False
    colours: Mapping[str, str] | None = None
    rows: int = 0
    floor: float = 0  # where the axis of values begins


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
    drawn.set_title({"name": chart.title.replace('"', "”"), "name_font": {"size": 12}, "overlay": False})
    drawn.set_size({"width": 640, "height": 420})
    grid.insert_chart(*where, drawn, {"description": chart.title})


def _describe_series(chart: SheetChart, column: str, name: str, number: int, place: Place) -> dict[str, Any]:
    sheet, start, columns, data = place
    last = start + (min(chart.rows, len(data)) if chart.rows else len(data))
    colour = (chart.colours or {}).get(column) or COLOURS[number % len(COLOURS)]
    look: dict[str, Any] = {"fill": {"color": colour}} if chart.kind != "line" else _make_line(colour)
    return {
        "name": name,
        "categories": [sheet, start + 1, columns[chart.along], last, columns[chart.along]],
        "values": [sheet, start + 1, columns[column], last, columns[column]],
        "data_labels": {"value": True, "num_format": _find_label_form(chart), "font": _choose_font(chart, column)},
        "gap": 40,
        **look,
    }


def _find_label_form(chart: SheetChart) -> str:
    """Of a stack no noughts."""
    return "#,##0;-#,##0;;" if chart.stacked else chart.form


def _choose_font(chart: SheetChart, column: str) -> dict[str, Any]:
    return {"size": 9, "color": find_text_colour(column)} if chart.stacked else {"size": 9}


def _make_line(colour: str) -> dict[str, Any]:
    return {
        "line": {"color": colour, "width": 2.25},
        "marker": {"type": "circle", "size": 5, "fill": {"color": colour}},
    }


def _set_axes(drawn: Any, chart: SheetChart) -> None:
    """A bar begins at nought, its first row stands on top; of a rate the axis ends at 100%."""
    values: dict[str, Any] = {"num_format": chart.form, "major_gridlines": {"visible": True, "line": _GRID}}
    values |= {} if chart.form.startswith("+") else {"min": chart.floor}
    if chart.form.endswith("%") and not chart.stacked:
        values["max"] = 1
    names: dict[str, Any] = {"num_font": {"size": 9}, "label_position": "low"}
    names |= {"reverse": True, "crossing": "max"} if chart.kind == "bar" else {}
    # xlsxwriter calls the axis of the names x in every kind but in bars, where it lies along y
    drawn.set_x_axis(values if chart.kind == "bar" else names)
    drawn.set_y_axis(names if chart.kind == "bar" else values)
    drawn.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
    drawn.show_blanks_as("gap")


def find_text_colour(column: str) -> str:
    """What can be read on the colour of a status."""
    sign = theme.STATUS_SIGNS.get(column)
    return sign.text_colour if sign else palette.TEXT


def list_colours(columns: Sequence[str]) -> dict[str, str]:
    """The colours of statuses by their columns."""
    return {c: palette.STATUS_COLOURS[c] for c in columns if c in palette.STATUS_COLOURS}
