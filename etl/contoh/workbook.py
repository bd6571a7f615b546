"""Write the clean workbook of a quarter, headings as declared in etl.skema. Same input, same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from etl import periode
from etl.contoh.acara import make_event_rows
from etl.contoh.angka import QUARTER_WITHOUT_TRAINING, SAMPLE_MARK
from etl.contoh.kegiatan import GROUPS_SINCE, make_group_row, make_groups, make_training_rows
from etl.contoh.kunjungan import make_visit_rows
from etl.contoh.profil import make_register_row
from etl.contoh.world import list_register
from etl.skema import SHEET_KINDS, Column, SheetKind

SheetRow = Mapping[str, str | int | float | dt.date | None]
_TITLES = {
    "koperasi": "DAFTAR KOPERASI KOTA BLITAR (Rp)",
    "pelatihan": "PESERTA PELATIHAN KOTA BLITAR",
    "pendampingan": "KUNJUNGAN PENDAMPINGAN KOTA BLITAR",
    "kelompok": "KELOMPOK DI LUAR REGISTER KOPERASI KOTA BLITAR",
    "penghargaan": "PENGHARGAAN KOTA BLITAR",
    "acara": "ACARA KOPERASI DAN UMKM KOTA BLITAR",
}
_AWARDS: dict[str, SheetRow] = {
    "2022-T3": {
        "tanggal": dt.date(2022, 7, 14),
        "nama_penghargaan": "Penggerak Koperasi Terbaik",
        "kategori": "Penggerak",
        "penerima": "Kota Blitar",
        "pemberi": "Dekopin",
    },
}
_HEADER_ROW = 4  # Excel row of the headings


def make_quarter_workbook(p: str) -> bytes:
    """Koperasi, Pelatihan, Pendampingan, Kelompok, Penghargaan, Acara; a kind without rows has no sheet."""
    content: dict[str, Sequence[SheetRow]] = {"koperasi": [make_register_row(k, p) for k in list_register(p)]}
    if p != QUARTER_WITHOUT_TRAINING:
        content["pelatihan"] = make_training_rows(p)
    content["pendampingan"] = make_visit_rows(p)
    if p >= GROUPS_SINCE:
        content["kelompok"] = [make_group_row(g, p) for g in make_groups()]
    if p in _AWARDS:
        content["penghargaan"] = [_AWARDS[p]]
    if events := make_event_rows(p):
        content["acara"] = events
    container, workbook = start_workbook(f"Data contoh koperasi {periode.say_quarter(p)}")
    for kind, row in content.items():
        _write_sheet(workbook, SHEET_KINDS[kind], row, p)
    workbook.close()
    return container.getvalue()


def start_workbook(title: str) -> tuple[io.BytesIO, xlsxwriter.Workbook]:
    """An empty workbook that carries the mark of invented data and always the same date."""
    container = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        container,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    date = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    workbook.set_properties({"title": title, "comments": SAMPLE_MARK, "author": "data contoh", "created": date})
    workbook.set_custom_property("koperasi_data_contoh", "ya")
    return container, workbook


def _write_sheet(workbook: xlsxwriter.Workbook, sheet: SheetKind, content: Sequence[SheetRow], p: str) -> None:
    # Only columns of which something is known; nothing personal but the names, which are invented.
    column = [k for k in sheet.kolom if any(row.get(k.nama) is not None for row in content)]
    ws = workbook.add_worksheet(sheet.judul)
    bold, title = (
        workbook.add_format({"bold": True}),
        workbook.add_format({"bold": True, "text_wrap": True, "border": 1}),
    )
    ws.write(0, 0, f"{_TITLES[sheet.jenis]} – {periode.say_quarter(p).upper()}", bold)
    ws.write(1, 0, f"Keadaan per {periode.say_date(periode.find_end(p))}. {SAMPLE_MARK}", bold)
    form = {type_name: workbook.add_format({"num_format": f}) for type_name, f in _FORMATS.items()}
    for j, k in enumerate(column):
        ws.write(_HEADER_ROW - 1, j, k.judul, title)
        ws.set_column(j, j, _find_width(k))
        for i, row in enumerate(content, _HEADER_ROW):
            value = row.get(k.nama)
            if value is not None:
                write_value(ws, i, j, value, form.get(k.tipe))
    ws.freeze_panes(_HEADER_ROW, 0)


_FORMATS = {"tanggal": "dd/mm/yyyy", "rupiah": "#,##0", "kode": "@"}


def write_value(
    ws: xlsxwriter.worksheet.Worksheet,
    i: int,
    j: int,
    value: str | int | float | dt.date,
    form: xlsxwriter.format.Format | None = None,
) -> None:
    """Text as text, numbers as numbers, dates as dates (rows and columns count from 0)."""
    if isinstance(value, str):
        ws.write_string(i, j, value, form)
    elif isinstance(value, dt.date):
        ws.write_datetime(i, j, dt.datetime(value.year, value.month, value.day), form)
    else:
        ws.write_number(i, j, value, form)


def _find_width(k: Column) -> int:
    width = {"nama_koperasi": 32, "asal": 32, "sasaran": 32, "nomor_badan_hukum": 30, "alamat": 26, "nama_kegiatan": 36}
    return width.get(k.nama, 18 if k.tipe in ("rupiah", "kode", "teks") else 13)
