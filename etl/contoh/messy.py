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
    ("no", "NO", ""), ("nik_koperasi", "NIK", ""), ("nama_koperasi", "NAMA KOPERASI", ""),
    ("nomor_badan_hukum", "BADAN HUKUM", "NOMOR"), ("tanggal_badan_hukum", "", "TANGGAL"), ("alamat", "ALAMAT", ""),
    ("kelurahan", "DESA/KEL", ""), ("kelompok", "KELOMPOK\nKOPERASI", ""), ("status", "STATUS", ""),
    ("tahun_buku_rat", "RAT", "TAHUN BUKU"), ("tanggal_rat", "", "TANGGAL"),
    ("anggota_laki", "ANGGOTA", "L"), ("anggota_perempuan", "", "P"), ("jumlah_anggota", "", "JML"),
    ("modal_sendiri", "MODAL\nSENDIRI", ""), ("modal_luar", "MODAL\nLUAR", ""), ("aset", "ASSET", ""),
    ("volume_usaha", "VOLUME USAHA/\nOMSET", ""), ("shu", "SHU", ""), ("skor_kesehatan", "HASIL", ""),
    ("predikat_kesehatan", "PREDIKAT", ""), ("tahun_penilaian", "TAHUN\nPENILAIAN", ""),
    ("kanal_digital", "MEDIA\nPEMASARAN", ""), ("pakai_internet", "WIFI", ""), ("keterangan", "KET", ""),
)  # fmt: skip
COLUMN_NAMES = [k for k, _, _ in MESSY_COLUMNS]
_SUMMED = ("anggota_laki", "anggota_perempuan", "jumlah_anggota", *MONEY_COLUMNS)


@dataclass(frozen=True)
class MistakeNote:
    """One deliberate mistake or oddity of the messy workbook, for the README."""

    lembar: str
    sel: str
    kode: str
    arti: str


def write_register(buku: xlsxwriter.Workbook, berantakan: bool) -> list[MistakeNote]:
    """Letterhead, header of two rows, a section per kecamatan with its subtotal, total, signature."""
    ws = buku.add_worksheet(REGISTER_SHEET)
    gaya = _make_formats(buku)
    write_letterhead(
        ws, gaya["tebal"], "DAFTAR KOPERASI DI KOTA BLITAR KEADAAN PER 30 SEPTEMBER 2025", len(MESSY_COLUMNS)
    )
    ws.write(3, len(MESSY_COLUMNS) - 3, "(Rp. Juta)")
    _write_header(ws, gaya["judul"])
    salah = _choose_mistakes() if berantakan else {}
    catatan: list[MistakeNote] = []
    semua: list[dict[str, float]] = []
    baris = 8  # the next row, from 0
    for ke, kecamatan in enumerate(KECAMATAN_CODES):
        ws.write(baris, 0, periode.ROMAN[ke], gaya["tebal"])
        ws.write(baris, 2, f"KECAMATAN {kecamatan.upper()}", gaya["tebal"])
        isi = [(k, r) for k, r in _make_rows() if r["kecamatan"] == kecamatan]
        ganda = berantakan and kecamatan == "Sananwetan"
        angka = [_write_row(ws, gaya, baris + 1 + i, i + 1, k, r, salah, catatan) for i, (k, r) in enumerate(isi)]
        baris += 1 + len(isi)
        if ganda:
            angka.append(_write_twice(ws, gaya, baris, isi, catatan))
            baris += 1
        semua += angka
        lebih = 100 if berantakan and kecamatan == "Sukorejo" else 0
        _write_total(ws, gaya, baris, f"JUMLAH KEC. {kecamatan.upper()}", angka, lebih)
        if lebih:
            sel = write_address(baris + 1, COLUMN_NAMES.index("jumlah_anggota") + 1)
            catatan.append(
                MistakeNote(REGISTER_SHEET, sel, "jumlah_tidak_cocok", "jumlah kecamatan ditulis 100 terlalu banyak")
            )
        baris += 2  # a blank row before the next section
    _write_total(ws, gaya, baris - 1, "KOTA BLITAR", semua, 0)
    write_signature(ws, baris + 1, len(MESSY_COLUMNS) - 6)
    if berantakan:
        catatan += _write_oddities(ws)
    return catatan


@cache
def find_referred() -> frozenset[int]:
    """Cooperatives named in other sheets of the quarter: no mistake may befall them, it would show up twice."""
    hadir = {
        o.asal.nomor for t in make_trainings(TRIAL_QUARTER) for o in t.peserta if isinstance(o.asal, SampleCooperative)
    }
    return frozenset(hadir) | {
        v.sasaran.nomor for v in make_visits(TRIAL_QUARTER) if isinstance(v.sasaran, SampleCooperative)
    }


def write_letterhead(ws: Worksheet, tebal: Format, judul: str, lebar: int) -> None:
    baris = ("PEMERINTAH KOTA BLITAR", "DINAS KOPERASI, UKM DAN TENAGA KERJA", judul)
    for i, teks in enumerate(baris):
        ws.merge_range(i, 0, i, lebar - 1, teks, tebal)
    ws.write(3, 0, SAMPLE_MARK, tebal)


def write_signature(ws: Worksheet, baris: int, kolom: int) -> None:
    isi = ("Blitar, 30 September 2025", "Mengetahui,", "Kepala Dinas Contoh", "", "( nama contoh )", "NIP. -")
    for i, teks in enumerate(isi):
        ws.write_string(baris + i, kolom, teks)


@cache
def _make_rows() -> tuple[tuple[SampleCooperative, dict[str, SampleValue]], ...]:
    return tuple((k, make_register_row(k, TRIAL_QUARTER)) for k in list_register(TRIAL_QUARTER))


@cache
def _choose_mistakes() -> dict[tuple[int, str], Mistake]:
    """Each mistake befalls the first cooperative that fits it and is not taken yet."""
    terpakai = set(find_referred())
    pilihan: dict[tuple[int, str], Mistake] = {}
    for salah in MISTAKES:
        k = next(k for k, r in _make_rows() if k.nomor not in terpakai and salah.cocok(k, r))
        terpakai.add(k.nomor)
        pilihan[k.nomor, salah.kolom] = salah
    return pilihan


def _make_formats(buku: xlsxwriter.Workbook) -> dict[str, Format]:
    tengah = {"bold": True, "align": "center", "valign": "vcenter", "text_wrap": True, "border": 1}
    return {
        "tebal": buku.add_format({"bold": True, "align": "center"}),
        "judul": buku.add_format(tengah),
        "sel": buku.add_format({"border": 1}),
        "tanggal": buku.add_format({"border": 1, "num_format": "dd/mm/yyyy"}),
    }


def _write_header(ws: Worksheet, judul: Format) -> None:
    """Rows 6 and 7, groups merged across, single headings merged down; row 8 numbers the columns."""
    for j, (_, atas, bawah) in enumerate(MESSY_COLUMNS):
        if not bawah:
            ws.merge_range(5, j, 6, j, atas, judul)
        else:
            ws.write(6, j, bawah, judul)
        if bawah and atas:
            akhir = j + 1
            while akhir < len(MESSY_COLUMNS) and MESSY_COLUMNS[akhir][1] == "":
                akhir += 1
            ws.merge_range(5, j, 5, akhir - 1, atas, judul)
        ws.write_string(7, j, f"({j + 1})", judul)
        ws.set_column(j, j, {"nama_koperasi": 32, "alamat": 24, "nomor_badan_hukum": 28}.get(COLUMN_NAMES[j], 13))


def _write_row(
    ws: Worksheet, gaya: dict[str, Format], i: int, nomor: int, k: SampleCooperative, r: dict[str, SampleValue],
    salah: dict[tuple[int, str], Mistake], catatan: list[MistakeNote],
) -> dict[str, float]:  # fmt: skip
    """Write a cooperative; its numbers as they now stand, for the totals."""
    ws.write_formula(i, 0, f"=ROW()-{i + 1 - nomor}", gaya["sel"], nomor)
    angka: dict[str, float] = {}
    for j, kolom in enumerate(COLUMN_NAMES[1:], 1):
        keliru = salah.get((k.nomor, kolom))
        asli = keliru.nilai(r) if keliru else r[kolom]
        nilai = asli if keliru else type_value(k, kolom, asli)
        if keliru:
            tertulis = "kosong" if nilai is None else f"“{nilai}”"
            catatan.append(
                MistakeNote(REGISTER_SHEET, write_address(i + 1, j + 1), keliru.kode, f"{tertulis}: {keliru.arti}")
            )
        if kolom in _SUMMED and isinstance(asli, int | float):
            angka[kolom] = asli / 1e6 if kolom in MONEY_COLUMNS else asli
        _write_cell(ws, gaya, i, j, nilai)
    return angka


def _write_cell(ws: Worksheet, gaya: dict[str, Format], i: int, j: int, nilai: SampleValue) -> None:
    if nilai is None:
        ws.write_blank(i, j, None, gaya["sel"])
    elif nilai == "#DIV/0!":
        ws.write_formula(i, j, "=1/0", gaya["sel"], nilai)
    else:
        write_value(ws, i, j, nilai, gaya["tanggal" if isinstance(nilai, dt.date) else "sel"])


def _write_twice(
    ws: Worksheet,
    gaya: dict[str, Format],
    i: int,
    isi: list[tuple[SampleCooperative, dict[str, SampleValue]]],
    catatan: list[MistakeNote],
) -> dict[str, float]:
    """A cooperative of the section once more at its end."""
    bebas = find_referred() | {nomor for nomor, _ in _choose_mistakes()}
    k, r = next((k, r) for k, r in isi if k.nomor not in bebas and r["nik_koperasi"] is not None)
    sel = write_address(i + 1, COLUMN_NAMES.index("nama_koperasi") + 1)
    nama = type_value(k, "nama_koperasi", r["nama_koperasi"])
    catatan.append(MistakeNote(REGISTER_SHEET, sel, "koperasi_ganda", f"“{nama}” tertulis dua kali"))
    return _write_row(ws, gaya, i, len(isi) + 1, k, r, {}, catatan)


def _write_total(
    ws: Worksheet, gaya: dict[str, Format], i: int, label: str, angka: list[dict[str, float]], lebih: int
) -> None:
    ws.write(i, 2, label, gaya["judul"])
    for kolom in _SUMMED:
        jumlah = round(sum(a.get(kolom, 0) for a in angka), 2)
        ws.write_number(
            i, COLUMN_NAMES.index(kolom), jumlah + (lebih if kolom == "jumlah_anggota" else 0), gaya["judul"]
        )


def _write_oddities(ws: Worksheet) -> list[MistakeNote]:
    """A hidden row, and scratch numbers to the right of the table."""
    kanan = len(MESSY_COLUMNS) + 2
    ws.set_row(29, None, None, {"hidden": True})
    for i, (teks, nilai) in enumerate((("cek aktif", 270), ("cek jumlah", 307))):
        ws.write(11 + i, kanan, teks)
        ws.write(11 + i, kanan + 1, nilai)
    return [
        MistakeNote(REGISTER_SHEET, "A30", "baris_tersembunyi", "baris 30 disembunyikan"),
        MistakeNote(REGISTER_SHEET, write_address(12, kanan + 1), "tabel_di_luar", "coretan di kanan tabel"),
    ]
