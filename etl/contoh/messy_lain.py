"""The other sheets of the 2025-T3 workbooks: one per training, visits, bank sampah, scratch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import xlsxwriter

from etl import periode
from etl.contoh.angka import SAMPLE_MARK, TRIAL_QUARTER
from etl.contoh.gaya import type_area, type_date
from etl.contoh.kegiatan import SampleParticipant, SampleTraining, make_group_row, make_groups, make_trainings
from etl.contoh.kunjungan import make_visit_rows
from etl.contoh.messy import MistakeNote, write_letterhead, write_signature
from etl.contoh.profil import SampleValue
from etl.contoh.workbook import write_value
from etl.contoh.world import SampleCooperative

VISITS_SHEET, GROUPS_SHEET, SCRATCH_SHEET = "Pendampingan Juli-Sept", "Bank Sampah", "Sheet4"
_KIND_WORDS = {"Khusus": "khusus koperasi tidak aktif", "Pascapelatihan": "pasca pelatihan", "TI": "IT"}


def write_trainings(workbook: xlsxwriter.Workbook, messy: bool) -> list[MistakeNote]:
    notes: list[MistakeNote] = []
    for ordinal, t in enumerate(make_trainings(TRIAL_QUARTER), 1):
        notes += _write_training(workbook, f"Pelatihan {ordinal}", t, messy and ordinal == 1)
    return notes


def _write_training(workbook: xlsxwriter.Workbook, sheet: str, t: SampleTraining, messy: bool) -> list[MistakeNote]:
    """Name, dates and place above the table; the columns for KTP and phone number are empty or masked."""
    ws = workbook.add_worksheet(sheet)
    bold = workbook.add_format({"bold": True})
    write_letterhead(ws, bold, "DAFTAR HADIR PESERTA PELATIHAN TRIWULAN III TAHUN 2025", 8)
    lines_above = {"Nama Kegiatan": t.name, "Tanggal": _say_range(t), "Tempat": t.place, "Sumber Dana": t.funding}
    for i, (label, content) in enumerate(lines_above.items(), 5):
        ws.write(i, 0, label)
        ws.write(i, 2, f": {content}")
    header = ["No", "Nama", "L/P", "NIK KTP", "No. HP", "Asal Koperasi/Kelompok", "Jabatan", "Tanda Tangan"]
    row: list[list[SampleValue]] = [_make_participant(i, o) for i, o in enumerate(t.participants, 1)]
    notes = []
    if messy:
        row[2][3] = row[2][4] = "0000…"
        row.append([len(row) + 1, *row[4][1:]])
        notes = [
            MistakeNote(sheet, "D11", "kolom_pribadi", "kolom nomor KTP; isinya kosong atau disamarkan"),
            MistakeNote(sheet, "E11", "kolom_pribadi", "kolom nomor telepon; isinya kosong atau disamarkan"),
            MistakeNote(sheet, "D14", "bukan_nomor", "nomor KTP disamarkan"),
            MistakeNote(sheet, "B16", "peserta_ganda", f"peserta yang sama tertulis lagi di baris {11 + len(row)}"),
        ]
    _write_table(workbook, sheet, 10, header, row)
    write_signature(ws, 12 + len(row), 5)
    return notes


def _make_participant(number: int, o: SampleParticipant) -> list[SampleValue]:
    origin = o.origin.find_name(TRIAL_QUARTER) if isinstance(o.origin, SampleCooperative) else o.origin.name
    return [number, o.name, o.sex, None, None, origin, o.position, None]


def _say_range(t: SampleTraining) -> str:
    """The dates as one text: 14 Juli 2025 or 18-19 Agustus 2025."""
    phrase = periode.say_date(t.end)
    return phrase if t.start == t.end else f"{t.start.day:02d}-{t.end.day:02d} {phrase.split(' ', 1)[1]}"


def write_visits(workbook: xlsxwriter.Workbook, messy: bool) -> list[MistakeNote]:
    """Headings in the dinas's own words."""
    ws = workbook.add_worksheet(VISITS_SHEET)
    write_letterhead(
        ws, workbook.add_format({"bold": True}), "LAPORAN PENDAMPINGAN KOPERASI TRIWULAN III TAHUN 2025", 9
    )
    header = [
        "No",
        "Hari/Tanggal",
        "Koperasi yang\nDidampingi",
        "Desa/Kel",
        "Nama Petugas",
        "Bentuk Pendampingan",
        "Uraian Kegiatan",
        "Permasalahan",
        "RTL",
    ]
    row = [_make_visit(i, r) for i, r in enumerate(make_visit_rows(TRIAL_QUARTER), 1)]
    notes = _spoil_visits(row) if messy else []
    _write_table(workbook, VISITS_SHEET, 5, header, row)
    write_signature(ws, 7 + len(row), 6)
    return notes


def _make_visit(number: int, r: dict[str, str | dt.date | None]) -> list[SampleValue]:
    day, kind = r["tanggal"], str(r["jenis_pendampingan"])
    date = type_date(number, day, nama_hari=True) if isinstance(day, dt.date) else day
    desa = type_area(number, str(r["kelurahan"]))
    content = (r["materi"], r["kendala"], r["tindak_lanjut"])
    return [number, date, r["sasaran"], desa, r["petugas"], _KIND_WORDS.get(kind, kind), *content]


def _spoil_visits(row: list[list[SampleValue]]) -> list[MistakeNote]:
    """A date before the quarter, a month written first, an unknown cooperative, a visit twice."""
    row[3][1], row[9][1], row[14][2] = "14 Juni 2025", "08/25/2025", "KSU Angin Lalu"
    row.append([len(row) + 1, *row[20][1:]])
    return [
        MistakeNote(VISITS_SHEET, "B10", "di_luar_triwulan", "“14 Juni 2025” ada di triwulan II"),
        MistakeNote(VISITS_SHEET, "B16", "tanggal_ganda_arti", "“08/25/2025”: bulan ditulis lebih dahulu"),
        MistakeNote(VISITS_SHEET, "C21", "koperasi_tak_ditemukan", "“KSU Angin Lalu” tidak ada di register"),
        MistakeNote(
            VISITS_SHEET, "C27", "kunjungan_ganda", f"kunjungan yang sama tertulis lagi di baris {len(row) + 6}"
        ),
    ]


def write_groups(workbook: xlsxwriter.Workbook) -> None:
    ws = workbook.add_worksheet(GROUPS_SHEET)
    write_letterhead(ws, workbook.add_format({"bold": True}), "DATA BANK SAMPAH KEADAAN PER 30 SEPTEMBER 2025", 5)
    content = [make_group_row(g, TRIAL_QUARTER) for g in make_groups()]
    row: list[list[SampleValue]] = [
        [i, r["nama_kelompok"], type_area(i, str(r["kelurahan"])), r["jumlah_anggota"], r["koperasi_terkait"]]
        for i, r in enumerate(content, 1)
    ]
    _write_table(
        workbook, GROUPS_SHEET, 5, ["No", "Nama Bank Sampah", "Desa/Kel", "Jml Anggota", "Bergabung ke Koperasi"], row
    )


def write_scratch(workbook: xlsxwriter.Workbook) -> list[MistakeNote]:
    ws = workbook.add_worksheet(SCRATCH_SHEET)
    ws.write(0, 0, SAMPLE_MARK)
    ws.write(1, 0, "jangan lupa minta data RAT yang belum masuk")
    return [MistakeNote(SCRATCH_SHEET, "", "lembar_tak_dikenal", "lembar coretan tanpa tabel")]


def _write_table(
    workbook: xlsxwriter.Workbook, sheet: str, begin: int, header: Sequence[str], row: Sequence[Sequence[SampleValue]]
) -> None:
    ws = workbook.get_worksheet_by_name(sheet)
    title = workbook.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})
    cell, date = workbook.add_format({"border": 1}), workbook.add_format({"border": 1, "num_format": "dd/mm/yyyy"})
    for j, text in enumerate(header):
        ws.write_string(begin, j, text, title)
        ws.set_column(j, j, 6 if j == 0 else 22)
    for i, content in enumerate(row, begin + 1):
        for j, value in enumerate(content):
            if value is None:
                ws.write_blank(i, j, None, cell)
            else:
                write_value(ws, i, j, value, date if isinstance(value, dt.date) else cell)
