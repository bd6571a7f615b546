"""Write the clean workbook of a quarter, headings as declared in etl.skema. Same input, same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from etl import periode
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
}
_AWARDS: dict[str, SheetRow] = {
    "2022-T3": {
        "tanggal": dt.date(2022, 7, 14), "nama_penghargaan": "Penggerak Koperasi Terbaik", "kategori": "Penggerak",
        "penerima": "Kota Blitar", "pemberi": "Dekopin",
    },
}  # fmt: skip
_HEADER_ROW = 4  # Excel row of the headings


def make_quarter_workbook(p: str) -> bytes:
    """Koperasi, Pelatihan, Pendampingan, Kelompok, Penghargaan: a kind of which nothing is known has no sheet."""
    isi: dict[str, Sequence[SheetRow]] = {"koperasi": [make_register_row(k, p) for k in list_register(p)]}
    if p != QUARTER_WITHOUT_TRAINING:
        isi["pelatihan"] = make_training_rows(p)
    isi["pendampingan"] = make_visit_rows(p)
    if p >= GROUPS_SINCE:
        isi["kelompok"] = [make_group_row(g, p) for g in make_groups()]
    if p in _AWARDS:
        isi["penghargaan"] = [_AWARDS[p]]
    wadah, buku = start_workbook(f"Data contoh koperasi {periode.say_quarter(p)}")
    for jenis, baris in isi.items():
        _write_sheet(buku, SHEET_KINDS[jenis], baris, p)
    buku.close()
    return wadah.getvalue()


def start_workbook(judul: str) -> tuple[io.BytesIO, xlsxwriter.Workbook]:
    """An empty workbook that carries the mark of invented data and always the same date."""
    wadah = io.BytesIO()
    buku = xlsxwriter.Workbook(
        wadah, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    tanggal = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    buku.set_properties({"title": judul, "comments": SAMPLE_MARK, "author": "data contoh", "created": tanggal})
    buku.set_custom_property("koperasi_data_contoh", "ya")
    return wadah, buku


def _write_sheet(buku: xlsxwriter.Workbook, lembar: SheetKind, isi: Sequence[SheetRow], p: str) -> None:
    # Only columns of which something is known; nothing personal but the names, which are invented.
    kolom = [k for k in lembar.kolom if any(baris.get(k.nama) is not None for baris in isi)]
    ws = buku.add_worksheet(lembar.judul)
    tebal, judul = buku.add_format({"bold": True}), buku.add_format({"bold": True, "text_wrap": True, "border": 1})
    ws.write(0, 0, f"{_TITLES[lembar.jenis]} – {periode.say_quarter(p).upper()}", tebal)
    ws.write(1, 0, f"Keadaan per {periode.say_date(periode.find_end(p))}. {SAMPLE_MARK}", tebal)
    bentuk = {tipe: buku.add_format({"num_format": f}) for tipe, f in _FORMATS.items()}
    for j, k in enumerate(kolom):
        ws.write(_HEADER_ROW - 1, j, k.judul, judul)
        ws.set_column(j, j, _find_width(k))
        for i, baris in enumerate(isi, _HEADER_ROW):
            nilai = baris.get(k.nama)
            if nilai is not None:
                write_value(ws, i, j, nilai, bentuk.get(k.tipe))
    ws.freeze_panes(_HEADER_ROW, 0)


_FORMATS = {"tanggal": "dd/mm/yyyy", "rupiah": "#,##0", "kode": "@"}


def write_value(
    ws: xlsxwriter.worksheet.Worksheet,
    i: int,
    j: int,
    nilai: str | int | float | dt.date,
    bentuk: xlsxwriter.format.Format | None = None,
) -> None:
    """Text as text, numbers as numbers, dates as dates (rows and columns count from 0)."""
    if isinstance(nilai, str):
        ws.write_string(i, j, nilai, bentuk)
    elif isinstance(nilai, dt.date):
        ws.write_datetime(i, j, dt.datetime(nilai.year, nilai.month, nilai.day), bentuk)
    else:
        ws.write_number(i, j, nilai, bentuk)


def _find_width(k: Column) -> int:
    lebar = {"nama_koperasi": 32, "asal": 32, "sasaran": 32, "nomor_badan_hukum": 30, "alamat": 26, "nama_kegiatan": 36}
    return lebar.get(k.nama, 18 if k.tipe in ("rupiah", "kode", "teks") else 13)
