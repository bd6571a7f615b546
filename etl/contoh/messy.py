"""The register of 2025-T3 as a dinas would hand it in, with true mistakes or with these repaired."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl import periode
from etl.contoh.angka import KECAMATAN_CODES, SAMPLE_MARK, TRIAL_QUARTER
from etl.contoh.gaya import MISTAKES, MONEY_COLUMNS, Mistake, type_value
from etl.contoh.kegiatan import make_trainings
from etl.contoh.kunjungan import make_visits
from etl.contoh.profil import SampleValue, make_register_row
from etl.contoh.workbook import write_value
from etl.contoh.world import SampleCooperative, list_register
from etl.model import write_address

REGISTER_SHEET = "Koperasi TW 3 "  # with a trailing blank, as such names have
MESSY_COLUMNS = (
    ("no", "NO", ""),
    ("nik_koperasi", "NIK", ""),
    ("nama_koperasi", "NAMA KOPERASI", ""),
    ("nomor_badan_hukum", "BADAN HUKUM", "NOMOR"),
    ("tanggal_badan_hukum", "", "TANGGAL"),
    ("alamat", "ALAMAT", ""),
    ("kelurahan", "DESA/KEL", ""),
    ("kelompok", "KELOMPOK\nKOPERASI", ""),
    ("status", "STATUS", ""),
    ("tahun_buku_rat", "RAT", "TAHUN BUKU"),
    ("tanggal_rat", "", "TANGGAL"),
    ("anggota_laki", "ANGGOTA", "L"),
    ("anggota_perempuan", "", "P"),
    ("jumlah_anggota", "", "JML"),
    ("modal_sendiri", "MODAL\nSENDIRI", ""),
    ("modal_luar", "MODAL\nLUAR", ""),
    ("aset", "ASSET", ""),
    ("volume_usaha", "VOLUME USAHA/\nOMSET", ""),
    ("shu", "SHU", ""),
    ("skor_kesehatan", "HASIL", ""),
    ("predikat_kesehatan", "PREDIKAT", ""),
    ("tahun_penilaian", "TAHUN\nPENILAIAN", ""),
    ("kanal_digital", "MEDIA\nPEMASARAN", ""),
    ("pakai_internet", "WIFI", ""),
    ("keterangan", "KET", ""),
)
COLUMN_NAMES = [k for k, _, _ in MESSY_COLUMNS]
_SUMMED = ("anggota_laki", "anggota_perempuan", "jumlah_anggota", *(k for k in MONEY_COLUMNS if k in COLUMN_NAMES))


@dataclass(frozen=True)
class MistakeNote:
    """One deliberate mistake or oddity of the messy workbook, for the README."""

    sheet: str
    cell: str
    code: str
    meaning: str


def write_register(workbook: xlsxwriter.Workbook, messy: bool) -> list[MistakeNote]:
    """Letterhead, header of two rows, a section per kecamatan with its subtotal, total, signature."""
    ws = workbook.add_worksheet(REGISTER_SHEET)
    style = _make_formats(workbook)
    title = "DAFTAR KOPERASI DI KOTA BLITAR KEADAAN PER 30 SEPTEMBER 2025"
    write_letterhead(ws, style["tebal"], title, len(MESSY_COLUMNS))
    ws.write(3, len(MESSY_COLUMNS) - 3, "(Rp. Juta)")
    _write_header(ws, style["judul"])
    notes: list[MistakeNote] = []
    amounts: list[dict[str, float]] = []
    row = 8  # the next row, from 0
    for ordinal, kecamatan in enumerate(KECAMATAN_CODES):
        ws.write(row, 0, periode.ROMAN[ordinal], style["tebal"])
        ws.write(row, 2, f"KECAMATAN {kecamatan.upper()}", style["tebal"])
        section = _write_section(ws, style, row + 1, kecamatan, messy, notes)
        amounts += section
        row += 1 + len(section)
        _write_subtotal(ws, style, row, kecamatan, section, messy, notes)
        row += 2  # a blank row before the next section
    _write_total(ws, style, row - 1, "KOTA BLITAR", amounts, 0)
    write_signature(ws, row + 1, len(MESSY_COLUMNS) - 6)
    if messy:
        notes += _write_oddities(ws)
    return notes


@cache
def find_referred() -> frozenset[int]:
    """Cooperatives named in other sheets of the quarter: no mistake may befall them, it would show up twice."""
    present = {
        o.origin.number
        for t in make_trainings(TRIAL_QUARTER)
        for o in t.participants
        if isinstance(o.origin, SampleCooperative)
    }
    return frozenset(present) | {
        v.target.number for v in make_visits(TRIAL_QUARTER) if isinstance(v.target, SampleCooperative)
    }


def write_letterhead(ws: Worksheet, bold: Format, title: str, width: int) -> None:
    lines = ("PEMERINTAH KOTA BLITAR", "DINAS KOPERASI, UKM DAN TENAGA KERJA", title)
    for i, text in enumerate(lines):
        ws.merge_range(i, 0, i, width - 1, text, bold)
    ws.write(3, 0, SAMPLE_MARK, bold)


def write_signature(ws: Worksheet, row: int, column: int) -> None:
    lines = ("Blitar, 30 September 2025", "Mengetahui,", "Kepala Dinas Contoh", "", "( nama contoh )", "NIP. -")
    for i, text in enumerate(lines):
        ws.write_string(row + i, column, text)


@cache
def _make_rows() -> tuple[tuple[SampleCooperative, dict[str, SampleValue]], ...]:
    return tuple((k, make_register_row(k, TRIAL_QUARTER)) for k in list_register(TRIAL_QUARTER))


@cache
def _choose_mistakes() -> dict[tuple[int, str], Mistake]:
    """Each mistake befalls the first cooperative that fits it and is not taken yet."""
    taken = set(find_referred())
    choices: dict[tuple[int, str], Mistake] = {}
    for mistake in MISTAKES:
        k = next(k for k, r in _make_rows() if k.number not in taken and mistake.fits(k, r))
        taken.add(k.number)
        choices[k.number, mistake.column] = mistake
    return choices


def _make_formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    middle = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
    return {
        "tebal": workbook.add_format({"bold": True, "align": "center"}),
        "judul": workbook.add_format(middle),
        "sel": workbook.add_format({"border": 1}),
        "tanggal": workbook.add_format({"border": 1, "num_format": "dd/mm/yyyy"}),
    }


def _write_header(ws: Worksheet, title: Format) -> None:
    """Rows 6 and 7, groups merged across, single headings merged down; row 8 numbers the columns."""
    for j, (_, lines_above, below) in enumerate(MESSY_COLUMNS):
        if not below:
            ws.merge_range(5, j, 6, j, lines_above, title)
        else:
            ws.write(6, j, below, title)
        if below and lines_above:
            end = j + 1
            while end < len(MESSY_COLUMNS) and MESSY_COLUMNS[end][1] == "":
                end += 1
            ws.merge_range(5, j, 5, end - 1, lines_above, title)
        ws.write_string(7, j, f"({j + 1})", title)
        ws.set_column(j, j, {"nama_koperasi": 32, "alamat": 24, "nomor_badan_hukum": 28}.get(COLUMN_NAMES[j], 13))


def _write_section(
    ws: Worksheet, style: dict[str, Format], row: int, kecamatan: str, messy: bool, notes: list[MistakeNote]
) -> list[dict[str, float]]:
    """The cooperatives of a kecamatan from `row` on; the numbers of each written row."""
    mistakes = _choose_mistakes() if messy else {}
    section = [(k, r) for k, r in _make_rows() if r["kecamatan"] == kecamatan]
    amounts = [_write_row(ws, style, row + i, i + 1, k, r, mistakes, notes) for i, (k, r) in enumerate(section)]
    if messy and kecamatan == "Sananwetan":
        amounts.append(_write_twice(ws, style, row + len(section), section, notes))
    return amounts


def _write_row(
    ws: Worksheet,
    style: dict[str, Format],
    i: int,
    number: int,
    k: SampleCooperative,
    r: dict[str, SampleValue],
    mistakes: dict[tuple[int, str], Mistake],
    notes: list[MistakeNote],
) -> dict[str, float]:
    """Write a cooperative; its numbers as they now stand, for the totals."""
    ws.write_formula(i, 0, f"=ROW()-{i + 1 - number}", style["sel"], number)
    amount: dict[str, float] = {}
    for j, column in enumerate(COLUMN_NAMES[1:], 1):
        mistake = mistakes.get((k.number, column))
        original = mistake.make_value(r) if mistake else r[column]
        value = original if mistake else type_value(k, column, original)
        if mistake:
            as_typed = "kosong" if value is None else f"“{value}”"
            cell, meaning = write_address(i + 1, j + 1), f"{as_typed}: {mistake.meaning}"
            notes.append(MistakeNote(REGISTER_SHEET, cell, mistake.code, meaning))
        if column in _SUMMED and isinstance(original, int | float):
            amount[column] = original / 1e6 if column in MONEY_COLUMNS else original
        _write_cell(ws, style, i, j, value)
    return amount


def _write_cell(ws: Worksheet, style: dict[str, Format], i: int, j: int, value: SampleValue) -> None:
    if value is None:
        ws.write_blank(i, j, None, style["sel"])
    elif value == "#DIV/0!":
        ws.write_formula(i, j, "=1/0", style["sel"], value)
    else:
        write_value(ws, i, j, value, style["tanggal" if isinstance(value, dt.date) else "sel"])


def _write_twice(
    ws: Worksheet,
    style: dict[str, Format],
    i: int,
    section: list[tuple[SampleCooperative, dict[str, SampleValue]]],
    notes: list[MistakeNote],
) -> dict[str, float]:
    """A cooperative of the section once more at its end."""
    taken = find_referred() | {number for number, _ in _choose_mistakes()}
    k, r = next((k, r) for k, r in section if k.number not in taken and r["nik_koperasi"] is not None)
    cell = write_address(i + 1, COLUMN_NAMES.index("nama_koperasi") + 1)
    name = type_value(k, "nama_koperasi", r["nama_koperasi"])
    notes.append(MistakeNote(REGISTER_SHEET, cell, "koperasi_ganda", f"“{name}” tertulis dua kali"))
    return _write_row(ws, style, i, len(section) + 1, k, r, {}, notes)


def _write_subtotal(
    ws: Worksheet,
    style: dict[str, Format],
    i: int,
    kecamatan: str,
    amounts: list[dict[str, float]],
    messy: bool,
    notes: list[MistakeNote],
) -> None:
    more = 100 if messy and kecamatan == "Sukorejo" else 0
    _write_total(ws, style, i, f"JUMLAH KEC. {kecamatan.upper()}", amounts, more)
    if more:
        cell = write_address(i + 1, COLUMN_NAMES.index("jumlah_anggota") + 1)
        meaning = "jumlah kecamatan ditulis 100 terlalu banyak"
        notes.append(MistakeNote(REGISTER_SHEET, cell, "jumlah_tidak_cocok", meaning))


def _write_total(
    ws: Worksheet, style: dict[str, Format], i: int, label: str, amounts: list[dict[str, float]], more: int
) -> None:
    ws.write(i, 2, label, style["judul"])
    for column in _SUMMED:
        total = round(sum(a.get(column, 0) for a in amounts), 2)
        ws.write_number(
            i, COLUMN_NAMES.index(column), total + (more if column == "jumlah_anggota" else 0), style["judul"]
        )


def _write_oddities(ws: Worksheet) -> list[MistakeNote]:
    """A hidden row, and scratch numbers to the right of the table."""
    right = len(MESSY_COLUMNS) + 2
    ws.set_row(29, None, None, {"hidden": True})
    for i, (text, value) in enumerate((("cek aktif", 270), ("cek jumlah", 307))):
        ws.write(11 + i, right, text)
        ws.write(11 + i, right + 1, value)
    return [
        MistakeNote(REGISTER_SHEET, "A30", "baris_tersembunyi", "baris 30 disembunyikan"),
        MistakeNote(REGISTER_SHEET, write_address(12, right + 1), "tabel_di_luar", "coretan di kanan tabel"),
    ]
