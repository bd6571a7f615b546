"""A chart of a part as PowerPoint draws it: the same cells as in the workbook, to be edited in place."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.export.report.part import Part
from dasbor.export.report.slide_text import LEFT, WIDTH
from dasbor.export.tables.csv_file import make_safe
from dasbor.export.tables.xlsx_chart import COLOURS, SheetChart, find_text_colour
from dasbor.words import columns, language
from etl import palette

_LANGUAGE = "id-ID"
# The tag of Indonesian: a program that goes by it writes 89,0% wherever it runs, others as the reader's computer does.
_WITHOUT_NOUGHTS = '#,##0;"−"#,##0;;'
_ONE_DECIMAL = "[$-421]0.0%"


def add_chart(deck: Any, slide: Any, part: Part, narrow: bool) -> None:
    """`narrow`: sentences stand to its right."""
    chart, data = part.sheet.charts[0], part.sheet.data
    w, h = deck.slide_width, deck.slide_height
    place = (int(w * LEFT), int(h * 0.21), int(w * (0.62 if narrow else WIDTH)), int(h * 0.71))
    frame = slide.shapes.add_chart(_find_type(chart), *place, _make_data(chart, data))
    alt = part.picture.alt if part.picture is not None else part.title
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    _dress(frame.chart, chart, data)


def _find_type(chart: SheetChart) -> Any:
    from pptx.enum.chart import XL_CHART_TYPE as KINDS

    if chart.kind == "line":
        return KINDS.LINE_MARKERS
    names = {("bar", False): "BAR_CLUSTERED", ("bar", True): "BAR_STACKED", ("column", False): "COLUMN_CLUSTERED"}
    return KINDS[names.get((chart.kind, chart.stacked), "COLUMN_STACKED")]


def _make_data(chart: SheetChart, data: pd.DataFrame) -> Any:
    from pptx.chart.data import CategoryChartData

    made = CategoryChartData(number_format=chart.form)
    # the sheet inside the slide would run a name that begins with "="
    made.categories = [make_safe(str(name)) for name in data[chart.along]]
    for column, name in chart.series.items():
        made.add_series(name, [columns.make_plain(x) for x in data[column]])
    return made


def _dress(drawn: Any, chart: SheetChart, data: pd.DataFrame) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    drawn.font.size = Pt(11 if len(data) > 14 else 12)
    drawn.has_title = False
    drawn.has_legend = len(chart.series) > 1
    if drawn.has_legend:
        drawn.legend.position, drawn.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _set_language(drawn)
    _set_axes(drawn, chart)
    plot = drawn.plots[0]
    if chart.kind != "line":
        plot.gap_width, plot.overlap = 40, 100 if chart.stacked else -10
    for number, (series, column) in enumerate(zip(plot.series, chart.series, strict=True)):
        _paint(series, chart, (chart.colours or {}).get(column) or COLOURS[number % len(COLOURS)])
        _label(series, chart, data, column)


def _set_language(drawn: Any) -> None:
    """Decimal commas, where a program goes by the language of the chart."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    space = drawn._chartSpace
    for old in space.findall("{http://schemas.openxmlformats.org/drawingml/2006/chart}lang"):
        space.remove(old)
    after = space.find("{http://schemas.openxmlformats.org/drawingml/2006/chart}date1904")
    lang = parse_xml(f'<c:lang {nsdecls("c")} val="{_LANGUAGE}"/>')
    space.insert(0 if after is None else space.index(after) + 1, lang)


def _set_axes(drawn: Any, chart: SheetChart) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_TICK_LABEL_POSITION

    names, values = drawn.category_axis, drawn.value_axis
    names.reverse_order = chart.kind == "bar"
    names.has_major_gridlines = False
    names.tick_labels.offset = 20
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = chart.form, False
    values.major_gridlines.format.line.color.rgb = RGBColor.from_string(palette.LINE.removeprefix("#"))
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW  # bars that go to the left would be written over
    if not chart.form.startswith("+"):
        values.minimum_scale = chart.floor
    if chart.form.endswith("%") and not chart.stacked:
        values.maximum_scale = 1
    values.visible = chart.kind == "line"  # every bar has its number


def _paint(series: Any, chart: SheetChart, colour: str) -> None:
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    rgb = RGBColor.from_string(colour.removeprefix("#"))
    if chart.kind != "line":
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb
        series.invert_if_negative = False
        return
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = rgb, Pt(2.25)
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = rgb


def _label(series: Any, chart: SheetChart, data: pd.DataFrame, column: str) -> None:
    """Each share with as many decimals as its cases support; of a stack no noughts."""
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LABEL_POSITION

    labels = series.data_labels
    labels.show_value = True
    labels.number_format_is_linked = False
    labels.number_format = chart.form if chart.form.endswith("%") or chart.form.startswith("+") else _WITHOUT_NOUGHTS
    if chart.stacked:
        labels.font.color.rgb = RGBColor.from_string(find_text_colour(column).removeprefix("#"))
    if chart.kind == "line":
        labels.position = XL_LABEL_POSITION.ABOVE
    if chart.form != "0%":
        return
    n = next((data[name].tolist() for name in (f"n_{column}", "penyebut") if name in data), [])
    for number in [k for k, one in enumerate(n) if language.count_digits(one)]:
        _set_decimals(series, number)


def _set_decimals(series: Any, number: int) -> None:
    """One decimal for a point of a hundred cases and more."""
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    label = series.points[number].data_label._get_or_add_dLbl()
    form = parse_xml(f'<c:numFmt {nsdecls("c")} formatCode="{_ONE_DECIMAL}" sourceLinked="0"/>')
    label.insert(1, form)  # behind c:idx, as the schema orders it
