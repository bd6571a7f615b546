"""The files of a table: CSV and XLSX that open correctly in an Indonesian Excel and cannot carry a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import xlsxwriter

from dasbor.chart import theme
from dasbor.choice import WITHOUT_KKMP
from dasbor.query import lists, published
from dasbor.query.lists import Listing
from dasbor.ui import reader
from dasbor.words import columns, language
from etl.acuan import load_reference

DRAFT_NOTE = "DRAF: isi berkas ini belum diterbitkan."
SAMPLE_NOTE = "DATA CONTOH: semua isi berkas ini rekaan."
CSV_MIME = "text/csv"
TEXT_MIME = "text/plain"
HOW_TO_OPEN = (
    "Cara membuka CSV: di Excel pilih Data, Dari Teks/CSV, pemisah titik koma, jenis Teks untuk kolom NIK dan kode, "
    "supaya angkanya tidak dibulatkan. Persen ditulis seperti di layar; nilai lengkapnya ada di berkas Excel."
)
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMULA_STARTS = tuple("=+-@")
_CUT_STARTS = tuple("\t\r\n")  # some programs cut a cell here and run what follows
# What is drawn as nothing or as a blank: controls, formats, separators, marks on nothing; letters for empty places.
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"}
_UNSEEN_LETTERS = set("\u115f\u1160\u17b4\u2800")
_NEEDS_QUOTES = re.compile(r"[;\"\r\n]")  # a line of notes stays one line without quotes around it
_NUMBER = re.compile(r"^-?\d+(,\d+)?%?$")  # what we write ourselves for a negative number
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
    columns.DATE: "[$-421]d mmmm yyyy",
    columns.TIME: "[$-421]d mmmm yyyy hh.mm",
    columns.TEXT: "@",
}


@dataclass(frozen=True)
class File:
    """A file that can be made of what is on screen."""

    label: str
    make: Callable[[], bytes]
    name: str
    mime: str


def list_files(
    data: pd.DataFrame | Listing,
    title: str,
    remarks: Sequence[str],
    file_name: str,
    columns: Mapping[str, str] | None = None,
) -> list[File]:
    """The files of a table; quarter, area and the mark of invented data stand in their names. What an XLSX says above
    its table a CSV says above its own, or in a file beside it: [berkas] keterangan_csv."""
    lines = [*list_marks(), *_say_choice(), *remarks]
    suffix = reader.make_file_suffix() + make_mark_suffix()
    name = file_name + suffix
    read = lists.make_whole(data).read_all if isinstance(data, pd.DataFrame) else data.read_all
    xlsx = File("Unduh Excel", lambda: make_xlsx(read(), title, lines, columns), f"{name}.xlsx", XLSX_MIME)
    if has_notes_inside():
        inside = partial(_make_csv_with_notes, read, [title, *lines], columns)
        return [File("Unduh CSV", inside, f"{name}.csv", CSV_MIME), xlsx]
    return [
        File("Unduh CSV", lambda: make_csv(read(), columns), f"{name}.csv", CSV_MIME),
        xlsx,
        File("Keterangan CSV", lambda: make_notes([title, *lines]), f"{file_name}_keterangan{suffix}.txt", TEXT_MIME),
    ]


def has_notes_inside() -> bool:
    """What a CSV is about stands in its first lines, not in a file beside it."""
    return bool(load_reference().settings.get("berkas", {}).get("keterangan_csv") == "baris")


def _make_csv_with_notes(
    read: Callable[[], pd.DataFrame], lines: Sequence[str], columns: Mapping[str, str] | None
) -> bytes:
    return make_csv(read(), columns, [*lines, HOW_TO_OPEN])


def make_notes(lines: Sequence[str]) -> bytes:
    """The file beside a CSV: what it holds, whence, and how it is opened."""
    return "\r\n".join([*lines, HOW_TO_OPEN, ""]).encode("utf-8-sig")


def add_filters(stem: str, *chosen: str) -> str:
    """The name of a file with what its list was narrowed to; "" narrows nothing."""
    return "_".join([stem, *(reader.make_name_part(c) for c in chosen if c)])


def _say_choice() -> list[str]:
    """Area and quarter in words, where the page is about any."""
    p = reader.find_file_choice()
    if p is None:
        return []
    without = " tanpa KKMP" if p.kelompok_hitung == WITHOUT_KKMP else ""
    return [f"Wilayah dan triwulan: {p.area_name}{without}, {language.format_quarter(p.periode)}"]


def list_marks() -> list[str]:
    """A file leaves the page and its banner behind, so it says itself that its rows are invented, or not published."""
    marks = [DRAFT_NOTE] if reader.read_bound_version().draft is not None else []
    return [*marks, *([SAMPLE_NOTE] if _is_sample_mode() else [])]


def make_mark_suffix() -> str:
    """The same for the name of a file."""
    draft = "_DRAF" if reader.read_bound_version().draft is not None else ""
    return draft + ("_DATA_CONTOH" if _is_sample_mode() else "")


def _is_sample_mode() -> bool:
    p = reader.read_choice()
    return p is not None and published.is_sample(p)


def make_csv(data: pd.DataFrame, column: Mapping[str, str] | None = None, notes: Sequence[str] = ()) -> bytes:
    """Semicolons, decimal commas, UTF-8 with BOM: what Excel expects with Indonesian settings. `notes`: lines that
    begin with "#" above the headings."""
    header = columns.list_headings(data, column)
    made = io.StringIO()
    made.writelines(f"# {_NEEDS_QUOTES.sub(',', one)}\r\n" for one in notes)
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow([_make_safe(k.title) for k in header])
    cells = [_write_csv_column(data, k) for k in header]
    writer.writerows(zip(*cells, strict=True) if cells else [])
    return made.getvalue().encode("utf-8-sig")


def _write_csv_column(data: pd.DataFrame, k: columns.Heading) -> list[str]:
    parts = zip(data[k.name], _list_forms(data, k), _list_n(data, k), strict=True)
    return [_write_csv_cell(columns.make_plain(x), form, n) for x, form, n in parts]


def _list_n(data: pd.DataFrame, k: columns.Heading) -> list[float | None]:
    """What each percentage is of, which decides its decimals: of the row, unless the column has its own."""
    name = next((c for c in (f"n_{k.name}", "penyebut") if c in data), None)
    return data[name].tolist() if name else [None] * len(data)


def _list_forms(data: pd.DataFrame, k: columns.Heading) -> list[str]:
    """The form of each cell of a column: one for all, or each row its own."""
    return data[columns.MIXED].tolist() if k.form == columns.MIXED else [k.form] * len(data)


def _write_csv_cell(value: Any, form: str, n: float | None) -> str:
    if value is None:
        return ""  # missing is empty, zero is 0
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, (int, float)):
        return _write_csv_number(value, form, n)
    return _make_safe(_write_text(value, form))


def _write_csv_number(value: float, form: str, n: float | None) -> str:
    """As on the screen, without the dots of thousands and with a minus that a spreadsheet reads."""
    if form == columns.PERCENT:
        return _write_bare(language.format_percent(value, n))
    return _write_bare(language.format_number(value, 0 if form == columns.MONEY else None))


def _write_bare(written: str) -> str:
    return written.replace(".", "").replace("\u2212", "-")


def _make_safe(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front, also where the sign that begins it
    stands behind something unseen or has another width."""
    if _NUMBER.match(text):
        return text
    return f"'{text}" if text.startswith(_CUT_STARTS) or _begin_seen(text) in _FORMULA_STARTS else text


def _begin_seen(text: str) -> str:
    """The first letter that a reader sees, in its plain width; "" = none."""
    plain = unicodedata.normalize("NFKC", text)
    seen = (c for c in plain if unicodedata.category(c) not in _UNSEEN and c not in _UNSEEN_LETTERS)
    return next(seen, "")


def make_xlsx(
    data: pd.DataFrame,
    title: str,
    remark: Sequence[str] = (),
    column: Mapping[str, str] | None = None,
    sheet: str = "Data",
) -> bytes:
    """One sheet: title, lines that say what and whence, a blank line, the table. Real numbers with formats."""
    made = io.BytesIO()
    # both switches: a cooperative may be called "=HYPERLINK(…)" or "http://…"
    workbook = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    grid = workbook.add_worksheet(sheet[:31])
    grid.write_string(0, 0, title, workbook.add_format({"bold": True, "font_size": 14}))
    for number, row in enumerate(remark, start=1):
        grid.write_string(number, 0, row, workbook.add_format({"font_color": theme.TEXT_MUTED}))
    _write_table(workbook, grid, len(remark) + 2, data, columns.list_headings(data, column))
    workbook.close()
    return made.getvalue()


def _write_table(
    workbook: xlsxwriter.Workbook, grid: Any, start: int, data: pd.DataFrame, header: list[columns.Heading]
) -> None:
    bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    style = {form: workbook.add_format({"num_format": format_}) for form, format_ in _FORMATS.items()}
    for column, k in enumerate(header):
        grid.write_string(start, column, k.title, bold)
        value = [columns.make_plain(x) for x in data[k.name]]
        forms = [_choose_decimals(form, n) for form, n in zip(_list_forms(data, k), _list_n(data, k), strict=True)]
        for row, (content, form) in enumerate(zip(value, forms, strict=True), start=start + 1):
            _write_cell(grid, row, column, content, form, style)
        longest = max([len(k.title), *(len(_write_text(x, k.form)) for x in value if x is not None)])
        grid.set_column(column, column, min(max(longest + 2, 10), 48))
    grid.freeze_panes(start + 1, 1)
    grid.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # a NIK is a text of digits


def _choose_decimals(form: str, n: float | None) -> str:
    return _ONE_DECIMAL if form == columns.PERCENT and language.count_digits(n) else form


def _write_cell(grid: Any, row: int, column: int, content: Any, form: str, style: Mapping[str, Any]) -> None:
    if content is None:
        return
    if isinstance(content, bool):
        grid.write_string(row, column, "ya" if content else "tidak")
    elif isinstance(content, (int, float)):
        form = form if form in (*columns.NUMERIC_FORMS, _ONE_DECIMAL) else columns.NUMBER
        grid.write_number(
            row, column, content, style[_WHOLE if form == columns.NUMBER and content == int(content) else form]
        )
    elif isinstance(content, dt.date):
        grid.write_datetime(row, column, content, style[columns.TIME if form == columns.TIME else columns.DATE])
    else:
        grid.write_string(row, column, _write_text(content, form), style[columns.TEXT])


def _write_text(value: Any, form: str) -> str:
    if form == columns.QUARTER and isinstance(value, str):
        return language.format_quarter(value)
    if isinstance(value, dt.datetime) and form == columns.TIME:
        return language.format_time(value)
    return language.format_date(value) if isinstance(value, dt.date) else str(value)
