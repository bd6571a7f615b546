"""Workbooks of any size for measuring: plain rows, all of them valid."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import xlsxwriter

from etl.acuan import load_reference
from etl.skema import COOPERATIVES_SHEET

HEADINGS = [
    k.judul
    for k in COOPERATIVES_SHEET.kolom
    if k.nama
    not in (
        "anggota_umkm",
        "sektor_usaha",
        "manajer",
        "karyawan",
        "status_nik",
        "tanggal_sertifikat",
        "grade",
        "pola",
        "bentuk",
    )
]


def write_workbook(path: Path, cooperatives: int, participants: int = 0, visits: int = 0) -> int:
    """Write a workbook of 2025-T3; returns its number of register columns."""
    rng = random.Random(7)
    area_rows = load_reference().kelurahan[["kelurahan", "kecamatan"]].values.tolist()
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as workbook:
        date = workbook.add_format({"num_format": "dd/mm/yyyy"})
        ws = workbook.add_worksheet("Koperasi")
        ws.write_row(0, 0, HEADINGS)
        for i in range(cooperatives):
            _write(ws, i + 1, [_cell(title, i, rng, area_rows) for title in HEADINGS], date)
        ws = workbook.add_worksheet("Pelatihan")
        ws.write_row(
            0, 0, ["Nama Kegiatan", "Tanggal Mulai", "Nama Peserta", "L/P", "Asal Koperasi/Kelompok", "Kelurahan"]
        )
        for i in range(participants):
            origin = _name(rng.randrange(cooperatives))
            _write(ws, i + 1, ["Pelatihan Uji", dt.date(2025, 8, 5), f"Peserta {i}", "LP"[i % 2], origin, None], date)
        ws = workbook.add_worksheet("Pendampingan")
        ws.write_row(0, 0, ["Tanggal", "Sasaran", "Petugas", "Jenis Pendampingan"])
        for i in range(visits):
            day = dt.date(2025, 7, 1) + dt.timedelta(days=i % 90)
            _write(ws, i + 1, [day, _name(rng.randrange(cooperatives)), f"Petugas {i % 6}", "Khusus"], date)
    return len(HEADINGS)


def _name(i: int) -> str:
    return f"KSU Uji {i}"


def _cell(title: str, i: int, rng: random.Random, area_rows: list[list[str]]) -> object:
    kelurahan, kecamatan = area_rows[i % len(area_rows)]
    content = {
        "NIK": f"35720{i:08d}",
        "Nama Koperasi": _name(i),
        "Nomor Badan Hukum": f"{i}/BH/UJI/2014",
        "Tanggal Badan Hukum": dt.date(2014, 3, 17),
        "Alamat": f"Jl. Uji {i}",
        "Kelurahan": kelurahan,
        "Kecamatan": kecamatan,
        "Jenis Koperasi": "Konsumen",
        "Kelompok Koperasi": "KSU",
        "Status": "Aktif" if i % 5 else "Tidak Aktif",
        "RAT Tahun Buku": 2024 if i % 5 else 2020,
        "Tanggal RAT Terakhir": dt.date(2025, 3, 12) if i % 5 else dt.date(2021, 3, 12),
        "Anggota Laki-laki": 40,
        "Anggota Perempuan": 60,
        "Jumlah Anggota": 100,
        "Skor Kesehatan": 81.5,
        "Predikat Kesehatan": "Sehat",
        "Tahun Penilaian": 2025,
        "Media Pemasaran": "Media Sosial",
        "Pakai Internet": "Ya",
        "NIB": f"9120{i:09d}",
        "NPWP": f"01.{i % 1000:03d}.{i // 1000:03d}.8-653.000",
        "Punya USP": "Tidak" if i % 3 else "Ya",
        "Jumlah Pengurus": 7,
        "Pengurus Bersertifikat": 4,
        "Jumlah Pengawas": 2,
        "Pengawas Bersertifikat": 0,
        "Gerai": "Sembako",
        "Gudang": "Ada",
        "Keterangan": None,
    }
    return content[title] if title in content else rng.randrange(1_000_000, 900_000_000)


def _write(ws: xlsxwriter.worksheet.Worksheet, row: int, content: list, date: xlsxwriter.format.Format) -> None:
    for j, value in enumerate(content):
        if isinstance(value, dt.date):
            ws.write_datetime(row, j, dt.datetime(value.year, value.month, value.day), date)
        elif value is not None:
            ws.write(row, j, value)
