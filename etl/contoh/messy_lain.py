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


def write_trainings(buku: xlsxwriter.Workbook, berantakan: bool) -> list[MistakeNote]:
    catatan: list[MistakeNote] = []
    for ke, t in enumerate(make_trainings(TRIAL_QUARTER), 1):
        catatan += _write_training(buku, f"Pelatihan {ke}", t, berantakan and ke == 1)
    return catatan


def _write_training(buku: xlsxwriter.Workbook, lembar: str, t: SampleTraining, keliru: bool) -> list[MistakeNote]:
    """Name, dates and place above the table; the columns for KTP and phone number are empty or masked."""
    ws = buku.add_worksheet(lembar)
    tebal = buku.add_format({"bold": True})
    write_letterhead(ws, tebal, "DAFTAR HADIR PESERTA PELATIHAN TRIWULAN III TAHUN 2025", 8)
    atas = {"Nama Kegiatan": t.nama, "Tanggal": _say_range(t), "Tempat": t.tempat, "Sumber Dana": t.funding}
    for i, (label, isi) in enumerate(atas.items(), 5):
        ws.write(i, 0, label)
        ws.write(i, 2, f": {isi}")
    kepala = ["No", "Nama", "L/P", "NIK KTP", "No. HP", "Asal Koperasi/Kelompok", "Jabatan", "Tanda Tangan"]
    baris: list[list[SampleValue]] = [_make_participant(i, o) for i, o in enumerate(t.peserta, 1)]
    catatan = []
    if keliru:
        baris[2][3] = baris[2][4] = "0000…"
        baris.append([len(baris) + 1, *baris[4][1:]])
        catatan = [
            MistakeNote(lembar, "D11", "kolom_pribadi", "kolom nomor KTP; isinya kosong atau disamarkan"),
            MistakeNote(lembar, "E11", "kolom_pribadi", "kolom nomor telepon; isinya kosong atau disamarkan"),
            MistakeNote(lembar, "D14", "bukan_nomor", "nomor KTP disamarkan"),
            MistakeNote(lembar, "B16", "peserta_ganda", f"peserta yang sama tertulis lagi di baris {11 + len(baris)}"),
        ]
    _write_table(buku, lembar, 10, kepala, baris)
    write_signature(ws, 12 + len(baris), 5)
    return catatan


def _make_participant(nomor: int, o: SampleParticipant) -> list[SampleValue]:
    asal = o.asal.find_name(TRIAL_QUARTER) if isinstance(o.asal, SampleCooperative) else o.asal.nama
    return [nomor, o.nama, o.sex, None, None, asal, o.jabatan, None]


def _say_range(t: SampleTraining) -> str:
    """The dates as one text: 14 Juli 2025 or 18-19 Agustus 2025."""
    sebut = periode.say_date(t.selesai)
    return sebut if t.mulai == t.selesai else f"{t.mulai.day:02d}-{t.selesai.day:02d} {sebut.split(' ', 1)[1]}"


def write_visits(buku: xlsxwriter.Workbook, berantakan: bool) -> list[MistakeNote]:
    """Headings in the dinas's own words."""
    ws = buku.add_worksheet(VISITS_SHEET)
    write_letterhead(ws, buku.add_format({"bold": True}), "LAPORAN PENDAMPINGAN KOPERASI TRIWULAN III TAHUN 2025", 9)
    kepala = ["No", "Hari/Tanggal", "Koperasi yang\nDidampingi", "Desa/Kel", "Nama Petugas", "Bentuk Pendampingan",
              "Uraian Kegiatan", "Permasalahan", "RTL"]  # fmt: skip
    baris = [_make_visit(i, r) for i, r in enumerate(make_visit_rows(TRIAL_QUARTER), 1)]
    catatan = _spoil_visits(baris) if berantakan else []
    _write_table(buku, VISITS_SHEET, 5, kepala, baris)
    write_signature(ws, 7 + len(baris), 6)
    return catatan


def _make_visit(nomor: int, r: dict[str, str | dt.date | None]) -> list[SampleValue]:
    hari, jenis = r["tanggal"], str(r["jenis_pendampingan"])
    tanggal = type_date(nomor, hari, nama_hari=True) if isinstance(hari, dt.date) else hari
    desa = type_area(nomor, str(r["kelurahan"]))
    isi = (r["materi"], r["kendala"], r["tindak_lanjut"])
    return [nomor, tanggal, r["sasaran"], desa, r["petugas"], _KIND_WORDS.get(jenis, jenis), *isi]


def _spoil_visits(baris: list[list[SampleValue]]) -> list[MistakeNote]:
    """A date before the quarter, a month written first, an unknown cooperative, a visit twice."""
    baris[3][1], baris[9][1], baris[14][2] = "14 Juni 2025", "08/25/2025", "KSU Angin Lalu"
    baris.append([len(baris) + 1, *baris[20][1:]])
    return [
        MistakeNote(VISITS_SHEET, "B10", "di_luar_triwulan", "“14 Juni 2025” ada di triwulan II"),
        MistakeNote(VISITS_SHEET, "B16", "tanggal_ganda_arti", "“08/25/2025”: bulan ditulis lebih dahulu"),
        MistakeNote(VISITS_SHEET, "C21", "koperasi_tak_ditemukan", "“KSU Angin Lalu” tidak ada di register"),
        MistakeNote(
            VISITS_SHEET, "C27", "kunjungan_ganda", f"kunjungan yang sama tertulis lagi di baris {len(baris) + 6}"
        ),
    ]


def write_groups(buku: xlsxwriter.Workbook) -> None:
    ws = buku.add_worksheet(GROUPS_SHEET)
    write_letterhead(ws, buku.add_format({"bold": True}), "DATA BANK SAMPAH KEADAAN PER 30 SEPTEMBER 2025", 5)
    isi = [make_group_row(g, TRIAL_QUARTER) for g in make_groups()]
    baris: list[list[SampleValue]] = [
        [i, r["nama_kelompok"], type_area(i, str(r["kelurahan"])), r["jumlah_anggota"], r["koperasi_terkait"]]
        for i, r in enumerate(isi, 1)
    ]
    _write_table(
        buku, GROUPS_SHEET, 5, ["No", "Nama Bank Sampah", "Desa/Kel", "Jml Anggota", "Bergabung ke Koperasi"], baris
    )


def write_scratch(buku: xlsxwriter.Workbook) -> list[MistakeNote]:
    ws = buku.add_worksheet(SCRATCH_SHEET)
    ws.write(0, 0, SAMPLE_MARK)
    ws.write(1, 0, "jangan lupa minta data RAT yang belum masuk")
    return [MistakeNote(SCRATCH_SHEET, "", "lembar_tak_dikenal", "lembar coretan tanpa tabel")]


def _write_table(
    buku: xlsxwriter.Workbook, lembar: str, mulai: int, kepala: Sequence[str], baris: Sequence[Sequence[SampleValue]]
) -> None:
    ws = buku.get_worksheet_by_name(lembar)
    judul = buku.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center"})
    sel, tanggal = buku.add_format({"border": 1}), buku.add_format({"border": 1, "num_format": "dd/mm/yyyy"})
    for j, teks in enumerate(kepala):
        ws.write_string(mulai, j, teks, judul)
        ws.set_column(j, j, 6 if j == 0 else 22)
    for i, isi in enumerate(baris, mulai + 1):
        for j, nilai in enumerate(isi):
            if nilai is None:
                ws.write_blank(i, j, None, sel)
            else:
                write_value(ws, i, j, nilai, tanggal if isinstance(nilai, dt.date) else sel)
