"""Table -> CSV and XLSX bytes that open correctly in an Indonesian Excel and cannot carry a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import xlsxwriter

from dasbor.chart import theme
from dasbor.words import columns, language

CSV_MIME = "text/csv"
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")  # the last four are as wide as a CJK letter, and run as well
_NUMBER = re.compile(r"^-?\d+(,\d+)?%?$")  # what we write ourselves for a negative number
# [$-421] = Indonesian month names, whatever the language of the reader's Excel
_WHOLE = "bulat"  # with #,##0.## Excel writes a whole number as "15,"
_FORMATS = {
    _WHOLE: "#,##0",
    columns.NUMBER: "#,##0.##",
    columns.PERCENT: "0.0%",
    columns.MONEY: '"Rp" #,##0;-"Rp" #,##0',
    columns.YEAR: "0",
    columns.DATE: "[$-421]d mmmm yyyy",
    columns.TIME: "[$-421]d mmmm yyyy hh.mm",
    columns.TEXT: "@",
}


def make_csv(data: pd.DataFrame, kolom: Mapping[str, str] | None = None) -> bytes:
    """Semicolons, decimal commas, UTF-8 with BOM: what Excel expects with Indonesian settings."""
    kepala = columns.list_headings(data, kolom)
    keluar = io.StringIO()
    tulis = csv.writer(keluar, delimiter=";", lineterminator="\r\n")
    tulis.writerow([_make_safe(k.judul) for k in kepala])
    bentuk = [_list_forms(data, k) for k in kepala]
    for ke, baris in enumerate(data[[k.nama for k in kepala]].itertuples(index=False)):
        tulis.writerow([_write_csv_cell(columns.make_plain(x), b[ke]) for x, b in zip(baris, bentuk, strict=True)])
    return keluar.getvalue().encode("utf-8-sig")


def _list_forms(data: pd.DataFrame, k: columns.Heading) -> list[str]:
    """The form of each cell of a column: one for all, or each row its own."""
    return data[columns.MIXED].tolist() if k.bentuk == columns.MIXED else [k.bentuk] * len(data)


def _write_csv_cell(nilai: Any, bentuk: str) -> str:
    if nilai is None:
        return ""  # missing is empty, zero is 0
    if isinstance(nilai, bool):
        return "ya" if nilai else "tidak"
    if isinstance(nilai, (int, float)):
        return _write_csv_number(nilai * 100 if bentuk == columns.PERCENT else nilai) + (
            "%" if bentuk == columns.PERCENT else ""
        )
    return _make_safe(_write_text(nilai, bentuk))


def _write_csv_number(nilai: float) -> str:
    return f"{nilai:.4f}".rstrip("0").rstrip(".").replace(".", ",")


def _make_safe(teks: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"'{teks}" if teks.startswith(_FORMULA_STARTS) and not _NUMBER.match(teks) else teks


def make_xlsx(
    data: pd.DataFrame,
    judul: str,
    keterangan: Sequence[str] = (),
    kolom: Mapping[str, str] | None = None,
    lembar: str = "Data",
) -> bytes:
    """One sheet: title, lines that say what and whence, a blank line, the table. Real numbers with formats."""
    keluar = io.BytesIO()
    # both switches: a cooperative may be called "=HYPERLINK(…)" or "http://…"
    buku = xlsxwriter.Workbook(keluar, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    petak = buku.add_worksheet(lembar[:31])
    petak.write_string(0, 0, judul, buku.add_format({"bold": True, "font_size": 14}))
    for nomor, baris in enumerate(keterangan, start=1):
        petak.write_string(nomor, 0, baris, buku.add_format({"font_color": theme.TEXT_MUTED}))
    _write_table(buku, petak, len(keterangan) + 2, data, columns.list_headings(data, kolom))
    buku.close()
    return keluar.getvalue()


def _write_table(
    buku: xlsxwriter.Workbook, petak: Any, awal: int, data: pd.DataFrame, kepala: list[columns.Heading]
) -> None:
    tebal = buku.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    gaya = {bentuk: buku.add_format({"num_format": format_}) for bentuk, format_ in _FORMATS.items()}
    for kolom, k in enumerate(kepala):
        petak.write_string(awal, kolom, k.judul, tebal)
        nilai = [columns.make_plain(x) for x in data[k.nama]]
        for baris, (isi, bentuk) in enumerate(zip(nilai, _list_forms(data, k), strict=True), start=awal + 1):
            _write_cell(petak, baris, kolom, isi, bentuk, gaya)
        terpanjang = max([len(k.judul), *(len(_write_text(x, k.bentuk)) for x in nilai if x is not None)])
        petak.set_column(kolom, kolom, min(max(terpanjang + 2, 10), 48))
    petak.freeze_panes(awal + 1, 1)


def _write_cell(petak: Any, baris: int, kolom: int, isi: Any, bentuk: str, gaya: dict) -> None:
    if isi is None:
        return
    if isinstance(isi, bool):
        petak.write_string(baris, kolom, "ya" if isi else "tidak")
    elif isinstance(isi, (int, float)):
        bentuk = bentuk if bentuk in columns.NUMERIC_FORMS else columns.NUMBER
        petak.write_number(baris, kolom, isi, gaya[_WHOLE if bentuk == columns.NUMBER and isi == int(isi) else bentuk])
    elif isinstance(isi, dt.date):
        petak.write_datetime(baris, kolom, isi, gaya[columns.TIME if bentuk == columns.TIME else columns.DATE])
    else:
        petak.write_string(baris, kolom, _write_text(isi, bentuk), gaya[columns.TEXT])


def _write_text(nilai: Any, bentuk: str) -> str:
    if bentuk == columns.QUARTER and isinstance(nilai, str):
        return language.format_quarter(nilai)
    if isinstance(nilai, dt.datetime) and bentuk == columns.TIME:
        return language.format_time(nilai)
    return language.format_date(nilai) if isinstance(nilai, dt.date) else str(nilai)
