"""Write the clean workbook of a quarter, headings as declared in etl.skema. Same input, same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence

import xlsxwriter

from etl import periode
from etl.contoh.angka import TANDA, TANPA_PELATIHAN
from etl.contoh.kegiatan import KELOMPOK_SEJAK, group_row, groups, training_rows
from etl.contoh.kunjungan import visit_rows
from etl.contoh.profil import register_row
from etl.contoh.world import register
from etl.skema import LEMBAR, Kolom, Lembar

Baris = Mapping[str, str | int | float | dt.date | None]
_JUDUL = {
    "koperasi": "DAFTAR KOPERASI KOTA BLITAR (Rp)",
    "pelatihan": "PESERTA PELATIHAN KOTA BLITAR",
    "pendampingan": "KUNJUNGAN PENDAMPINGAN KOTA BLITAR",
    "kelompok": "KELOMPOK DI LUAR REGISTER KOPERASI KOTA BLITAR",
    "penghargaan": "PENGHARGAAN KOTA BLITAR",
}
_PENGHARGAAN: dict[str, Baris] = {
    "2022-T3": {
        "tanggal": dt.date(2022, 7, 14), "nama_penghargaan": "Penggerak Koperasi Terbaik", "kategori": "Penggerak",
        "penerima": "Kota Blitar", "pemberi": "Dekopin",
    },
}  # fmt: skip
_BARIS_JUDUL = 4  # Excel row of the headings


def quarter_workbook(p: str) -> bytes:
    """Koperasi, Pelatihan, Pendampingan, Kelompok, Penghargaan: a kind of which nothing is known has no sheet."""
    isi: dict[str, Sequence[Baris]] = {"koperasi": [register_row(k, p) for k in register(p)]}
    if p != TANPA_PELATIHAN:
        isi["pelatihan"] = training_rows(p)
    isi["pendampingan"] = visit_rows(p)
    if p >= KELOMPOK_SEJAK:
        isi["kelompok"] = [group_row(g, p) for g in groups()]
    if p in _PENGHARGAAN:
        isi["penghargaan"] = [_PENGHARGAAN[p]]
    wadah, buku = new_workbook(f"Data contoh koperasi {periode.sebut(p)}")
    for jenis, baris in isi.items():
        _write_sheet(buku, LEMBAR[jenis], baris, p)
    buku.close()
    return wadah.getvalue()


def new_workbook(judul: str) -> tuple[io.BytesIO, xlsxwriter.Workbook]:
    """An empty workbook that carries the mark of invented data and always the same date."""
    wadah = io.BytesIO()
    buku = xlsxwriter.Workbook(
        wadah, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    tanggal = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    buku.set_properties({"title": judul, "comments": TANDA, "author": "data contoh", "created": tanggal})
    buku.set_custom_property("koperasi_data_contoh", "ya")
    return wadah, buku


def _write_sheet(buku: xlsxwriter.Workbook, lembar: Lembar, isi: Sequence[Baris], p: str) -> None:
    # Only columns of which something is known; nothing personal but the names, which are invented.
    kolom = [k for k in lembar.kolom if any(baris.get(k.nama) is not None for baris in isi)]
    ws = buku.add_worksheet(lembar.judul)
    tebal, judul = buku.add_format({"bold": True}), buku.add_format({"bold": True, "text_wrap": True, "border": 1})
    ws.write(0, 0, f"{_JUDUL[lembar.jenis]} – {periode.sebut(p).upper()}", tebal)
    ws.write(1, 0, f"Keadaan per {periode.sebut_tanggal(periode.end(p))}. {TANDA}", tebal)
    bentuk = {tipe: buku.add_format({"num_format": f}) for tipe, f in _FORMAT.items()}
    for j, k in enumerate(kolom):
        ws.write(_BARIS_JUDUL - 1, j, k.judul, judul)
        ws.set_column(j, j, _width(k))
        for i, baris in enumerate(isi, _BARIS_JUDUL):
            nilai = baris.get(k.nama)
            if nilai is not None:
                write_value(ws, i, j, nilai, bentuk.get(k.tipe))
    ws.freeze_panes(_BARIS_JUDUL, 0)


_FORMAT = {"tanggal": "dd/mm/yyyy", "rupiah": "#,##0", "kode": "@"}


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


def _width(k: Kolom) -> int:
    lebar = {"nama_koperasi": 32, "asal": 32, "sasaran": 32, "nomor_badan_hukum": 30, "alamat": 26, "nama_kegiatan": 36}
    return lebar.get(k.nama, 18 if k.tipe in ("rupiah", "kode", "teks") else 13)
