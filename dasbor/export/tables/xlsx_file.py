"""Tables as an Excel workbook: real numbers with formats, rates as live formulas, charts that Excel itself draws."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from dasbor.export.tables import xlsx_chart
from dasbor.export.tables.forms import list_forms, list_n, write_text
from dasbor.export.tables.sheet import Sheet
from dasbor.words import columns, language
from etl import palette

# [$-421] = Indonesian month names, whatever the language of the reader's Excel
_ONE_DECIMAL = "persen satu desimal"  # of a hundred cases and more, as on the screen
_WHOLE = "bulat"  # with #,##0.## Excel writes a whole number as "15,"
_FORMATS = {
    _WHOLE: "#,##0",
    columns.NUMBER: "#,##0.##",
    columns.PERCENT: "0%",
    _ONE_DECIMAL: "0.0%",
    columns.MONEY: '"Rp" #,##0;-"Rp" #,##0',
    columns.YEAR: "0",
    columns.SIGNED: "+#,##0;-#,##0;0",
    columns.LEFT: "#,##0",
    columns.DATE: "[$-421]d mmmm yyyy",
    columns.TIME: "[$-421]d mmmm yyyy hh.mm",
    columns.TEXT: "@",
}
_WIDEST = 48  # of a text that goes on in the next line
_WIDEST_WORD = 68  # a hash stays in one
_LINE = 15  # points of a line
_LINE_LOSS = 6  # letters that a line loses where a word goes to the next
_LONG = "teks panjang"  # goes on in the next line
_HEAD = "kepala"
_RIGHT, _INDENTED = " kanan", " menjorok"  # what a column of numbers has its heading in; a text just after one
# a ground, no line: that one touches the letters of the first row below it
_HEADING = {"bold": True, "bg_color": palette.LINE, "text_wrap": True, "valign": "top"}
_LONG_TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
_INDENT = {"align": "left", "indent": 1}


def make_xlsx(
    data: pd.DataFrame,
    title: str,
    remark: Sequence[str] = (),
    column: Mapping[str, str] | None = None,
    sheet: str = "Data",
) -> bytes:
    """A workbook of one sheet."""
    return make_book([Sheet(sheet, title, data, column, remark)])


def make_book(sheets: Sequence[Sheet], title: str = "", by: str = "") -> bytes:
    """A workbook; `title` and `by` (the dinas) stand in its properties."""
    made = io.BytesIO()
    # both switches: a cooperative may be called "=HYPERLINK(…)" or "http://…"
    workbook = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": title or sheets[0].title, "author": by})
    styles = _make_styles(workbook)
    for sheet in sheets:
        _write_sheet(workbook, sheet, styles)
    workbook.close()
    return made.getvalue()


def _make_styles(workbook: xlsxwriter.Workbook) -> dict[str, Any]:
    return {
        "judul": workbook.add_format({"bold": True, "font_size": 14}),
        "keterangan": workbook.add_format({"font_color": palette.TEXT_MUTED}),
        _HEAD: workbook.add_format(_HEADING),
        _HEAD + _RIGHT: workbook.add_format(_HEADING | {"align": "right"}),
        _HEAD + _INDENTED: workbook.add_format(_HEADING | _INDENT),
        _LONG: workbook.add_format(_LONG_TEXT),
        _LONG + _INDENTED: workbook.add_format(_LONG_TEXT | _INDENT),
        columns.TEXT + _INDENTED: workbook.add_format({"num_format": "@", "valign": "top"} | _INDENT),
        **{form: workbook.add_format({"num_format": format_, "valign": "top"}) for form, format_ in _FORMATS.items()},
    }


def _write_sheet(workbook: xlsxwriter.Workbook, sheet: Sheet, styles: Mapping[str, Any]) -> None:
    grid = workbook.add_worksheet(sheet.name[:31])
    grid.write_string(0, 0, sheet.title, styles["judul"])
    for number, row in enumerate(sheet.notes, start=1):
        grid.write_string(number, 0, row, styles["keterangan"])
    start, header = len(sheet.notes) + 2, sheet.list_headings()
    place = {k.name: number for number, k in enumerate(header)}
    after_right = False
    for number, k in enumerate(header):
        is_right = _is_right(sheet, k)
        _write_column(grid, sheet, start, number, k, place, _choose_styles(styles, is_right, after_right))
        after_right = is_right
    _set_heights(grid, sheet, start, header)
    grid.freeze_panes(start + 1, 1)
    grid.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # a NIK is a text of digits
    _set_paper(grid, start)
    for number, chart in enumerate(sheet.charts):
        where = (start + 1 + number * xlsx_chart.ROWS, len(header) + 1)
        xlsx_chart.insert_chart(workbook, grid, chart, where, (sheet.name[:31], start, place, sheet.data))


def _is_right(sheet: Sheet, k: columns.Heading) -> bool:
    """Whether its values end at the right edge, as numbers and days do; of a column without values by its form."""
    known = [x for x in map(columns.make_plain, sheet.data[k.name]) if x is not None]
    if not known:
        return k.form in (*columns.NUMERIC_FORMS, columns.MIXED, columns.DATE, columns.TIME)
    return not any(isinstance(x, (bool, str)) for x in known)


def _choose_styles(styles: Mapping[str, Any], is_right: bool, after_right: bool) -> Mapping[str, Any]:
    """A heading stands as its column does; a text after a column that ends at its right edge keeps away from it."""
    if is_right:
        return {**styles, _HEAD: styles[_HEAD + _RIGHT]}
    if after_right:
        return {**styles, **{name: styles[name + _INDENTED] for name in (_HEAD, _LONG, columns.TEXT)}}
    return styles


def _set_paper(grid: Any, start: int) -> None:
    """A4 across, one page wide, the headings on each sheet of paper."""
    grid.set_landscape()
    grid.set_paper(9)
    grid.fit_to_pages(1, 0)
    grid.repeat_rows(start)


def _write_column(
    grid: Any,
    sheet: Sheet,
    start: int,
    number: int,
    k: columns.Heading,
    place: Mapping[str, int],
    styles: Mapping[str, Any],
) -> None:
    grid.write_string(start, number, k.title, styles[_HEAD])
    values = [columns.make_plain(x) for x in sheet.data[k.name]]
    pairs = zip(list_forms(sheet.data, k), list_n(sheet.data, k), strict=True)
    forms = [_choose_decimals(form, n) for form, n in pairs]
    counted = _find_counted(sheet, k.name)
    for row, (content, form) in enumerate(zip(values, forms, strict=True), start=start + 1):
        if counted[row - start - 1]:
            above, below = (f"{xl_col_to_name(place[name])}{row + 1}" for name in sheet.rates[k.name])
            grid.write_formula(row, number, f'=IF({below}=0,"",{above}/{below})', styles[form], content)
        else:
            _write_cell(grid, row, number, content, form, styles)
    texts = [write_text(x, k.form) for x in values if x is not None]
    widest = _WIDEST if any(map(_is_long, texts)) else _WIDEST_WORD
    grid.set_column(number, number, min(max(10, *(len(t) + 2 for t in (k.title, *texts))), widest))


def _is_long(text: str) -> bool:
    """It goes on in the next line, where there is a place to break it."""
    return len(text) > _WIDEST and " " in text.strip()


def _set_heights(grid: Any, sheet: Sheet, start: int, header: Sequence[columns.Heading]) -> None:
    """Rows with long texts are as high as these: not every program sees to that itself."""
    for row, values in enumerate(sheet.data[[k.name for k in header]].itertuples(index=False), start=start + 1):
        longest = max((len(x) for x in values if isinstance(x, str) and _is_long(x)), default=0)
        if longest:
            grid.set_row(row, _LINE * math.ceil(longest / (_WIDEST - _LINE_LOSS)))


def _find_counted(sheet: Sheet, column: str) -> list[bool]:
    """The rows whose share Excel counts: both parts are known, and there is a share of them."""
    parts = [column, *sheet.rates.get(column, ())]
    if len(parts) == 1:
        return [False] * len(sheet.data)
    known: pd.Series = sheet.data[parts].notna().all(axis=1)
    return known.tolist()


def _choose_decimals(form: str, n: float | None) -> str:
    return _ONE_DECIMAL if form == columns.PERCENT and language.count_digits(n) else form


def _write_cell(grid: Any, row: int, column: int, content: Any, form: str, style: Mapping[str, Any]) -> None:
    if content is None:
        return
    if isinstance(content, bool):
        grid.write_string(row, column, "ya" if content else "tidak", style[columns.TEXT])
    elif isinstance(content, (int, float)):
        form = form if form in (*columns.NUMERIC_FORMS, _ONE_DECIMAL) else columns.NUMBER
        grid.write_number(
            row, column, content, style[_WHOLE if form == columns.NUMBER and content == int(content) else form]
        )
    elif isinstance(content, dt.date):
        grid.write_datetime(row, column, content, style[columns.TIME if form == columns.TIME else columns.DATE])
    else:
        text = write_text(content, form)
        grid.write_string(row, column, text, style[_LONG if _is_long(text) else columns.TEXT])
