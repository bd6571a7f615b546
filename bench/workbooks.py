"""Workbooks of any size for measuring: plain rows, all of them valid."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import xlsxwriter

from etl.acuan import load_reference
from etl.skema import COOPERATIVES_SHEET

JUDUL = [k.judul for k in COOPERATIVES_SHEET.kolom if k.nama not in ("anggota_umkm", "sektor_usaha", "manajer", "karyawan",
         "status_nik", "tanggal_sertifikat", "grade", "pola", "bentuk")]  # fmt: skip


def write_workbook(path: Path, koperasi: int, peserta: int = 0, kunjungan: int = 0) -> int:
    """Write a workbook of 2025-T3; returns its number of register columns."""
    acak = random.Random(7)
    wilayah = load_reference().kelurahan[["kelurahan", "kecamatan"]].values.tolist()
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as buku:
        tanggal = buku.add_format({"num_format": "dd/mm/yyyy"})
        ws = buku.add_worksheet("Koperasi")
        ws.write_row(0, 0, JUDUL)
        for i in range(koperasi):
            _write(ws, i + 1, [_cell(judul, i, acak, wilayah) for judul in JUDUL], tanggal)
        ws = buku.add_worksheet("Pelatihan")
        ws.write_row(
            0, 0, ["Nama Kegiatan", "Tanggal Mulai", "Nama Peserta", "L/P", "Asal Koperasi/Kelompok", "Kelurahan"]
        )
        for i in range(peserta):
            asal = _name(acak.randrange(koperasi))
            _write(ws, i + 1, ["Pelatihan Uji", dt.date(2025, 8, 5), f"Peserta {i}", "LP"[i % 2], asal, None], tanggal)
        ws = buku.add_worksheet("Pendampingan")
        ws.write_row(0, 0, ["Tanggal", "Sasaran", "Petugas", "Jenis Pendampingan"])
        for i in range(kunjungan):
            hari = dt.date(2025, 7, 1) + dt.timedelta(days=i % 90)
            _write(ws, i + 1, [hari, _name(acak.randrange(koperasi)), f"Petugas {i % 6}", "Khusus"], tanggal)
    return len(JUDUL)


def _name(i: int) -> str:
    return f"KSU Uji {i}"


def _cell(judul: str, i: int, acak: random.Random, wilayah: list[list[str]]) -> object:
    kelurahan, kecamatan = wilayah[i % len(wilayah)]
    isi = {
        "NIK": f"35720{i:08d}", "Nama Koperasi": _name(i), "Nomor Badan Hukum": f"{i}/BH/UJI/2014",
        "Tanggal Badan Hukum": dt.date(2014, 3, 17), "Alamat": f"Jl. Uji {i}", "Kelurahan": kelurahan,
        "Kecamatan": kecamatan, "Jenis Koperasi": "Konsumen", "Kelompok Koperasi": "KSU",
        "Status": "Aktif" if i % 5 else "Tidak Aktif", "RAT Tahun Buku": 2024 if i % 5 else 2020,
        "Tanggal RAT Terakhir": dt.date(2025, 3, 12) if i % 5 else dt.date(2021, 3, 12),
        "Anggota Laki-laki": 40, "Anggota Perempuan": 60, "Jumlah Anggota": 100, "Skor Kesehatan": 81.5,
        "Predikat Kesehatan": "Sehat", "Tahun Penilaian": 2025, "Media Pemasaran": "Media Sosial", "Pakai Internet": "Ya",
        "Keterangan": None,
    }  # fmt: skip
    return isi[judul] if judul in isi else acak.randrange(1_000_000, 900_000_000)


def _write(ws: xlsxwriter.worksheet.Worksheet, baris: int, isi: list, tanggal: xlsxwriter.format.Format) -> None:
    for j, nilai in enumerate(isi):
        if isinstance(nilai, dt.date):
            ws.write_datetime(baris, j, dt.datetime(nilai.year, nilai.month, nilai.day), tanggal)
        elif nilai is not None:
            ws.write(baris, j, nilai)
