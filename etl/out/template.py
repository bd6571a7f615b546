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
    "rupiah": "#,##0", "bulat": "#,##0", "tanggal": "dd/mm/yyyy", "tahun": "0", "desimal": "0.0", "kode": "@",
}  # fmt: skip
_NUMERIC_TYPES = ("rupiah", "bulat", "tahun", "desimal")
_CHOICES_SHEET = "Daftar Pilihan"


def make_template(
    acuan: Reference | None = None,
    jenis: tuple[str, ...] = PUBLISHED_KINDS,
    isi: pd.DataFrame | None = None,
    contoh: bool = False,
) -> bytes:
    """An .xlsx with one sheet per kind. Nothing in it is protected.

    The example row is marked "CONTOH" nowhere else than in its note: it is to be overwritten.
    With `isi` (canonical columns, see prefill.py) the Koperasi sheet holds these rows, and no sheet has an example.
    `contoh`: the rows are invented, and the workbook says so.
    """
    acuan = acuan or load_reference()
    wadah = io.BytesIO()
    with xlsxwriter.Workbook(wadah, {"in_memory": True, "strings_to_formulas": False}) as buku:
        gaya = _make_heading_formats(buku)
        if contoh:
            buku.set_custom_property(SAMPLE_PROPERTY, "ya")
        pilihan = _DropDowns()
        for nama in jenis:
            lembar = SHEET_KINDS[nama]
            if isi is not None:
                baris = isi if lembar is COOPERATIVES_SHEET else isi.iloc[:0]
            else:
                # An example left standing in a supplementary sheet would be published: its examples are in the notes.
                baris = _make_example(lembar, 0 if lembar.is_supplementary else 1)
            judul = 1 if contoh and lembar is COOPERATIVES_SHEET else 0
            ws = _write_sheet(buku, lembar, gaya, pilihan, acuan, baris, judul)
            if judul:
                ws.write_string(0, 0, "DATA CONTOH – bukan data sebenarnya")
        _write_choices_sheet(buku, pilihan)
    return wadah.getvalue()


def make_filled_sheet(
    jenis: str, isi: pd.DataFrame, catatan: str, acuan: Reference | None = None, contoh: bool = False
) -> bytes:
    """An .xlsx with one kind of sheet, holding the rows of `isi` (canonical columns) under the line `catatan`."""
    wadah = io.BytesIO()
    with xlsxwriter.Workbook(
        wadah, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as buku:
        if contoh:
            buku.set_custom_property(SAMPLE_PROPERTY, "ya")
            catatan = f"DATA CONTOH – bukan data sebenarnya. {catatan}"
        pilihan = _DropDowns()
        ws = _write_sheet(
            buku, SHEET_KINDS[jenis], _make_heading_formats(buku), pilihan, acuan or load_reference(), isi, judul=1
        )
        ws.write_string(0, 0, catatan)
        _write_choices_sheet(buku, pilihan)
    return wadah.getvalue()


def _make_heading_formats(buku: xlsxwriter.Workbook) -> dict[str, Format]:
    shape = {"bold": True, "text_wrap": True, "border": 1, "valign": "top"}
    colours = {"wajib": palette.HEADING_REQUIRED, "boleh": palette.HEADING_OPTIONAL}
    return {
        name: buku.add_format(shape | {"bg_color": ground, "font_color": text})
        for name, (ground, text) in colours.items()
    }


class _DropDowns:
    """The choices: short lists stand in the drop-down itself, long ones (255 characters is Excel's limit) in a sheet."""

    def __init__(self) -> None:
        self.daftar: dict[tuple[str, ...], str] = {}

    def source(self, isi: tuple[str, ...]) -> str | list[str]:
        """What a drop-down takes as its source."""
        if len(",".join(isi)) <= 255 and not any("," in i for i in isi):
            return list(isi)
        if isi not in self.daftar:
            kolom = write_letters(len(self.daftar) + 1)
            self.daftar[isi] = f"='{_CHOICES_SHEET}'!${kolom}$2:${kolom}${len(isi) + 1}"
        return self.daftar[isi]


def _write_sheet(
    buku: xlsxwriter.Workbook, lembar: SheetKind, gaya: dict[str, Format], pilihan: _DropDowns, acuan: Reference,
    isi: pd.DataFrame, judul: int,
) -> Worksheet:  # fmt: skip
    """One sheet: headings in row `judul` (from 0), the rows of `isi` below."""
    ws = buku.add_worksheet(lembar.judul)
    ws.freeze_panes(judul + 1, 2)
    ws.set_row(judul, 32)
    kolom_ditulis = [k for k in lembar.kolom if not k.pribadi or k.wajib]
    for i, kolom in enumerate(kolom_ditulis):
        ws.write_string(judul, i, kolom.judul, gaya["wajib" if kolom.wajib else "boleh"])
        ws.write_comment(judul, i, _write_note(kolom), {"x_scale": 2, "y_scale": 1.4})
        bentuk = buku.add_format({"num_format": _FORMATS.get(kolom.tipe, "General")})
        ws.set_column(i, i, max(12, min(34, len(kolom.judul) + 4)), bentuk)
        for j, nilai in enumerate(isi[kolom.nama] if kolom.nama in isi else (), start=judul + 1):
            _write_value(ws, j, i, kolom, nilai, bentuk)
        daftar = _list_choices(kolom, acuan)
        if daftar:
            ws.data_validation(judul + 1, i, max(_ROWS_TO_FILL, len(isi) + judul), i, {
                "validate": "list", "source": pilihan.source(daftar),
                "error_type": "warning", "error_title": kolom.judul,
                "error_message": "Isian ini tidak ada di daftar pilihan. Tetap pakai?",
            })  # fmt: skip
    return ws


def _list_choices(kolom: Column, acuan: Reference) -> tuple[str, ...]:
    """The drop-down of a column, () for none. A list column takes several, so it has none."""
    if kolom.tipe == "kelurahan":
        return tuple(sorted(set(acuan.kelurahan["kelurahan"])))
    if kolom.tipe == "kecamatan":
        return tuple(sorted(set(acuan.kelurahan["kecamatan"])))
    if kolom.tipe in ("pilihan", "ya_tidak"):
        return tuple(_write_choice(p) for p in kolom.pilihan)
    return ()


def _write_choice(nilai: str) -> str:
    return nilai.title() if nilai.islower() else nilai


def _write_note(kolom: Column) -> str:
    baris = [kolom.arti, "Wajib diisi." if kolom.wajib else "Boleh kosong."]
    if kolom.satuan:
        baris.append(f"Satuan: {kolom.satuan}.")
    if kolom.tipe == "daftar":
        baris.append("Pilihan, dipisah titik koma: " + ", ".join(kolom.pilihan) + ".")
    if kolom.contoh not in ("", None):
        baris.append(f"Contoh: {kolom.contoh}")
    return "\n".join(baris)


def _make_example(lembar: SheetKind, baris: int) -> pd.DataFrame:
    return pd.DataFrame({k.nama: [k.contoh] * baris for k in lembar.kolom if k.contoh not in ("", None)}, dtype=object)


def _write_value(ws: Worksheet, baris: int, i: int, kolom: Column, nilai: Any, bentuk: Format) -> None:
    """One value as a clerk would type it; what is missing, or only says that it is not known, stays blank."""
    if nilai is None or pd.isna(nilai) or (kolom.nama == "status" and nilai == UNKNOWN):
        return
    if kolom.tipe == "tanggal":
        ws.write_datetime(baris, i, pd.Timestamp(nilai).to_pydatetime(), bentuk)
    elif kolom.tipe in _NUMERIC_TYPES:
        ws.write_number(baris, i, nilai, bentuk)
    elif kolom.tipe == "ya_tidak" and not isinstance(nilai, str):
        ws.write_string(baris, i, "Ya" if nilai else "Tidak", bentuk)
    else:
        ws.write_string(baris, i, _write_choice(nilai) if kolom.tipe == "pilihan" else nilai, bentuk)


def _write_choices_sheet(buku: xlsxwriter.Workbook, pilihan: _DropDowns) -> None:
    if not pilihan.daftar:
        return
    ws = buku.add_worksheet(_CHOICES_SHEET)
    for i, isi in enumerate(pilihan.daftar):
        ws.write_string(0, i, f"Pilihan {i + 1}")
        ws.write_column(1, i, isi)
        ws.set_column(i, i, 24)
