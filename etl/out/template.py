"""The template workbook, written from the declarations: headings, choices, notes; an example or the last register."""

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
    `is_sample`: the rows are invented, and the workbook says so.
    """
    reference = reference or load_reference()
    container = io.BytesIO()
    with xlsxwriter.Workbook(container, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        style = _make_heading_formats(workbook)
        if is_sample:
            workbook.set_custom_property(SAMPLE_PROPERTY, "ya")
        choices = _DropDowns()
        for sheet in (SHEET_KINDS[name] for name in kind):
            title = 1 if is_sample and sheet is COOPERATIVES_SHEET else 0
            rows = _choose_rows(sheet, content)
            ws = _write_sheet(workbook, sheet, style, choices, reference, rows, title)
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


def _choose_rows(sheet: SheetKind, register: pd.DataFrame | None) -> pd.DataFrame:
    """The register in its sheet and nothing in the others; without a register an example in each."""
    if register is not None:
        return register if sheet is COOPERATIVES_SHEET else register.iloc[:0]
    # An example left standing in a supplementary sheet would be published: its examples are in the notes.
    count = 0 if sheet.is_supplementary else 1
    return pd.DataFrame({k.nama: [k.contoh] * count for k in sheet.kolom if k.contoh not in ("", None)}, dtype=object)


def _make_heading_formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    shape = {"bold": True, "text_wrap": True, "border": 1, "valign": "top"}
    colours = {"wajib": palette.HEADING_REQUIRED, "boleh": palette.HEADING_OPTIONAL}
    return {
        name: workbook.add_format(shape | {"bg_color": ground, "font_color": text})
        for name, (ground, text) in colours.items()
    }


class _DropDowns:
    """The choices: short lists stand in the drop-down itself, long ones in a sheet: Excel takes 255 characters."""

    def __init__(self) -> None:
        self.long_lists: dict[tuple[str, ...], str] = {}

    def source(self, choices: tuple[str, ...]) -> str | list[str]:
        """What a drop-down takes as its source."""
        if len(",".join(choices)) <= 255 and not any("," in c for c in choices):
            return list(choices)
        if choices not in self.long_lists:
            column = write_letters(len(self.long_lists) + 1)
            self.long_lists[choices] = f"='{_CHOICES_SHEET}'!${column}$2:${column}${len(choices) + 1}"
        return self.long_lists[choices]


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
    last = max(_ROWS_TO_FILL, len(content) + title)
    for i, column in enumerate(k for k in sheet.kolom if k.is_contact or not k.pribadi or k.wajib):
        ws.write_string(title, i, column.judul, style["wajib" if column.wajib else "boleh"])
        ws.write_comment(title, i, _write_note(column), {"x_scale": 2, "y_scale": 1.4})
        form = workbook.add_format({"num_format": _FORMATS.get(column.tipe, "General")})
        ws.set_column(i, i, max(12, min(34, len(column.judul) + 4)), form)
        for j, value in enumerate(content[column.nama] if column.nama in content else (), start=title + 1):
            _write_value(ws, j, i, column, value, form)
        if listed := _list_choices(column, reference):
            ws.data_validation(title + 1, i, last, i, _make_drop_down(column, choices.source(listed)))
    return ws


def _make_drop_down(column: Column, source: str | list[str]) -> dict[str, Any]:
    """What xlsxwriter needs to know of a list of choices; another entry is warned about, not refused."""
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": column.judul,
        "error_message": "Isian ini tidak ada di daftar pilihan. Tetap pakai?",
    }


def _list_choices(column: Column, reference: Reference) -> tuple[str, ...]:
    """The drop-down of a column, () for none. A list column takes several, so it has none."""
    if column.tipe == "kelurahan":
        return tuple(sorted(set(reference.kelurahan["kelurahan"])))
    if column.tipe == "kecamatan":
        return tuple(sorted(set(reference.kelurahan["kecamatan"])))
    if column.tipe in ("pilihan", "ya_tidak"):
        return tuple(_write_choice(p) for p in column.pilihan if p not in column.past_choices)
    return ()


def _write_choice(value: str) -> str:
    return value.title() if value.islower() else value


def _write_note(column: Column) -> str:
    lines = [column.arti, "Wajib diisi." if column.wajib else "Boleh kosong."]
    if column.satuan:
        lines.append(f"Satuan: {column.satuan}.")
    if column.tipe == "daftar":
        lines.append("Pilihan, dipisah titik koma: " + ", ".join(column.pilihan) + ".")
    if column.contoh not in ("", None):
        lines.append(f"Contoh: {column.contoh}")
    return "\n".join(lines)


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
    if not choices.long_lists:
        return
    ws = workbook.add_worksheet(_CHOICES_SHEET)
    for i, listed in enumerate(choices.long_lists):
        ws.write_string(0, i, f"Pilihan {i + 1}")
        ws.write_column(1, i, listed)
        ws.set_column(i, i, 24)
