"""The template workbook, written from the declarations: headings, choices, notes; an example row or last quarter's register."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl import palette
from etl.acuan import Reference, load_reference
from etl.model import write_letters
from etl.read.child import SAMPLE_PROPERTY
from etl.skema import COOPERATIVES_SHEET, PUBLISHED_KINDS, SHEET_KINDS, UNKNOWN, Column, SheetKind

_ROWS_TO_FILL = 2_000  # rows that carry drop-downs and formats
_FORMATS = {
    "rupiah": "#,##0",
    "bulat": "#,##0",
    "tanggal": "dd/mm/yyyy",
    "tahun": "0",
    "desimal": "0.0",
    "kode": "@",
}
_NUMERIC_TYPES = ("rupiah", "bulat", "tahun", "desimal")
_CHOICES_SHEET = "Daftar Pilihan"


def make_template(
    reference: Reference | None = None,
    kind: tuple[str, ...] = PUBLISHED_KINDS,
    content: pd.DataFrame | None = None,
    is_sample: bool = False,
) -> bytes:
    """An .xlsx with one sheet per kind. Nothing in it is protected.

    The example row is marked "CONTOH" nowhere else than in its note: it is to be overwritten.
    With `content` (canonical columns, see prefill.py) the Koperasi sheet holds these rows, and no sheet has an example.
    `contoh`: the rows are invented, and the workbook says so.
    """
    reference = reference or load_reference()
    container = io.BytesIO()
    with xlsxwriter.Workbook(container, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        style = _make_heading_formats(workbook)
        if is_sample:
            workbook.set_custom_property(SAMPLE_PROPERTY, "ya")
        choices = _DropDowns()
        for name in kind:
            sheet = SHEET_KINDS[name]
            if content is not None:
                row = content if sheet is COOPERATIVES_SHEET else content.iloc[:0]
            else:
                # An example left standing in a supplementary sheet would be published: its examples are in the notes.
                row = _make_example(sheet, 0 if sheet.is_supplementary else 1)
            title = 1 if is_sample and sheet is COOPERATIVES_SHEET else 0
            ws = _write_sheet(workbook, sheet, style, choices, reference, row, title)
            if title:
                ws.write_string(0, 0, "DATA CONTOH – bukan data sebenarnya")
        _write_choices_sheet(workbook, choices)
    return container.getvalue()


def make_filled_sheet(
    kind: str, content: pd.DataFrame, note: str, reference: Reference | None = None, is_sample: bool = False
) -> bytes:
    """An .xlsx with one kind of sheet, holding the rows of `content` (canonical columns) under the line `note`."""
    container = io.BytesIO()
    with xlsxwriter.Workbook(
        container, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as workbook:
        if is_sample:
            workbook.set_custom_property(SAMPLE_PROPERTY, "ya")
            note = f"DATA CONTOH – bukan data sebenarnya. {note}"
        choices = _DropDowns()
        ws = _write_sheet(
            workbook,
            SHEET_KINDS[kind],
            _make_heading_formats(workbook),
            choices,
            reference or load_reference(),
            content,
            title=1,
        )
        ws.write_string(0, 0, note)
        _write_choices_sheet(workbook, choices)
    return container.getvalue()


def _make_heading_formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    shape = {"bold": True, "text_wrap": True, "border": 1, "valign": "top"}
    colours = {"wajib": palette.HEADING_REQUIRED, "boleh": palette.HEADING_OPTIONAL}
    return {
        name: workbook.add_format(shape | {"bg_color": ground, "font_color": text})
        for name, (ground, text) in colours.items()
    }


class _DropDowns:
    """The choices: short lists stand in the drop-down itself, long ones (255 characters is Excel's limit) in a sheet."""

    def __init__(self) -> None:
        self.daftar: dict[tuple[str, ...], str] = {}

    def source(self, content: tuple[str, ...]) -> str | list[str]:
        """What a drop-down takes as its source."""
        if len(",".join(content)) <= 255 and not any("," in i for i in content):
            return list(content)
        if content not in self.daftar:
            column = write_letters(len(self.daftar) + 1)
            self.daftar[content] = f"='{_CHOICES_SHEET}'!${column}$2:${column}${len(content) + 1}"
        return self.daftar[content]


def _write_sheet(
    workbook: xlsxwriter.Workbook,
    sheet: SheetKind,
    style: dict[str, Format],
    choices: _DropDowns,
    reference: Reference,
    content: pd.DataFrame,
    title: int,
) -> Worksheet:
    """One sheet: headings in row `judul` (from 0), the rows of `content` below."""
    ws = workbook.add_worksheet(sheet.judul)
    ws.freeze_panes(title + 1, 2)
    ws.set_row(title, 32)
    kolom_ditulis = [k for k in sheet.kolom if not k.pribadi or k.wajib]
    for i, column in enumerate(kolom_ditulis):
        ws.write_string(title, i, column.judul, style["wajib" if column.wajib else "boleh"])
        ws.write_comment(title, i, _write_note(column), {"x_scale": 2, "y_scale": 1.4})
        form = workbook.add_format({"num_format": _FORMATS.get(column.tipe, "General")})
        ws.set_column(i, i, max(12, min(34, len(column.judul) + 4)), form)
        for j, value in enumerate(content[column.nama] if column.nama in content else (), start=title + 1):
            _write_value(ws, j, i, column, value, form)
        listing = _list_choices(column, reference)
        if listing:
            ws.data_validation(
                title + 1,
                i,
                max(_ROWS_TO_FILL, len(content) + title),
                i,
                {
                    "validate": "list",
                    "source": choices.source(listing),
                    "error_type": "warning",
                    "error_title": column.judul,
                    "error_message": "Isian ini tidak ada di daftar pilihan. Tetap pakai?",
                },
            )
    return ws


def _list_choices(column: Column, reference: Reference) -> tuple[str, ...]:
    """The drop-down of a column, () for none. A list column takes several, so it has none."""
    if column.tipe == "kelurahan":
        return tuple(sorted(set(reference.kelurahan["kelurahan"])))
    if column.tipe == "kecamatan":
        return tuple(sorted(set(reference.kelurahan["kecamatan"])))
    if column.tipe in ("pilihan", "ya_tidak"):
        return tuple(_write_choice(p) for p in column.pilihan)
    return ()


def _write_choice(value: str) -> str:
    return value.title() if value.islower() else value


def _write_note(column: Column) -> str:
    row = [column.arti, "Wajib diisi." if column.wajib else "Boleh kosong."]
    if column.satuan:
        row.append(f"Satuan: {column.satuan}.")
    if column.tipe == "daftar":
        row.append("Pilihan, dipisah titik koma: " + ", ".join(column.pilihan) + ".")
    if column.contoh not in ("", None):
        row.append(f"Contoh: {column.contoh}")
    return "\n".join(row)


def _make_example(sheet: SheetKind, row: int) -> pd.DataFrame:
    return pd.DataFrame({k.nama: [k.contoh] * row for k in sheet.kolom if k.contoh not in ("", None)}, dtype=object)


def _write_value(ws: Worksheet, row: int, i: int, column: Column, value: Any, form: Format) -> None:
    """One value as a clerk would type it; what is missing, or only says that it is not known, stays blank."""
    if value is None or pd.isna(value) or (column.nama == "status" and value == UNKNOWN):
        return
    if column.tipe == "tanggal":
        ws.write_datetime(row, i, pd.Timestamp(value).to_pydatetime(), form)
    elif column.tipe in _NUMERIC_TYPES:
        ws.write_number(row, i, value, form)
    elif column.tipe == "ya_tidak" and not isinstance(value, str):
        ws.write_string(row, i, "Ya" if value else "Tidak", form)
    else:
        ws.write_string(row, i, _write_choice(value) if column.tipe == "pilihan" else value, form)


def _write_choices_sheet(workbook: xlsxwriter.Workbook, choices: _DropDowns) -> None:
    if not choices.daftar:
        return
    ws = workbook.add_worksheet(_CHOICES_SHEET)
    for i, content in enumerate(choices.daftar):
        ws.write_string(0, i, f"Pilihan {i + 1}")
        ws.write_column(1, i, content)
        ws.set_column(i, i, 24)
