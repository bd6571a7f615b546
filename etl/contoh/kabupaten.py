"""Invented workbooks of a kabupaten: few cooperatives in many desa, some of whose names exist twice.

Written with `python -m etl.contoh.kabupaten` into the folder that the settings of KOPERASI_ACUAN name.
"""

from __future__ import annotations

import datetime as dt
import random

import pandas as pd

from etl import periode
from etl.acuan import Acuan, load_acuan
from etl.contoh.angka import TANDA
from etl.contoh.nama import BENDA, SIFAT
from etl.contoh.workbook import new_workbook, write_value
from etl.skema import LEMBAR

PERIODE = ("2024-T4", "2025-T1", "2025-T2")
BANYAK = 108
_JUDUL = {
    "koperasi": ("nama_koperasi", "nomor_badan_hukum", "tanggal_badan_hukum", "kelurahan", "kecamatan", "kelompok",
                 "status", "tahun_buku_rat", "anggota_laki", "anggota_perempuan", "jumlah_anggota"),
    "pelatihan": ("nama_kegiatan", "tanggal_mulai", "nama_peserta", "jenis_kelamin", "asal", "kelurahan", "kecamatan"),
    "pendampingan": ("tanggal", "sasaran", "kelurahan", "kecamatan", "petugas", "jenis_pendampingan"),
}  # fmt: skip
Baris = list[str | int | dt.date]


def workbook(p: str, acuan: Acuan) -> bytes:
    """The invented workbook of a quarter; the first quarter has no trainings."""
    isi: dict[str, list[Baris]] = {"koperasi": register(p, acuan), "pendampingan": visits(p, acuan)}
    if p != PERIODE[0]:
        isi["pelatihan"] = trainings(p, acuan)
    wadah, buku = new_workbook(f"Data contoh koperasi {periode.sebut(p)}")
    for jenis, baris in isi.items():
        lembar = LEMBAR[jenis]
        ws, tanggal = buku.add_worksheet(lembar.judul), buku.add_format({"num_format": "dd/mm/yyyy"})
        ws.write(0, 0, f"{lembar.judul.upper()} {acuan.kota.upper()} – {periode.sebut(p).upper()}. {TANDA}")
        judul: Baris = [lembar[k].judul for k in _JUDUL[jenis]]
        for i, rekam in enumerate([judul, *baris], 2):
            for j, nilai in enumerate(rekam):
                write_value(ws, i, j, nilai, tanggal if isinstance(nilai, dt.date) else None)
    buku.close()
    return wadah.getvalue()


def register(p: str, acuan: Acuan) -> list[Baris]:
    """One cooperative in every second area or so; all namesakes among the areas have one."""
    kel = acuan.kelurahan
    kembar = kel[kel["kelurahan"].duplicated(keep=False)]
    lain = kel.drop(kembar.index).iloc[::3]
    dadu, ke, hasil = random.Random(f"kabupaten {p}"), PERIODE.index(p), []
    tempat = pd.concat([kembar, lain]).head(BANYAK)[["kode_kelurahan", "kelurahan", "kecamatan"]]
    for i, (kode, desa, kecamatan) in enumerate(tempat.itertuples(index=False, name=None)):
        kelompok = ("KSU", "KSP", "Kopwan", "KUD", "KPRI")[i % 5]
        nama = f"{kelompok} {BENDA[i % len(BENDA)]} {SIFAT[i // 10 % len(SIFAT)]}"
        rat = 2023 if i % 4 else 2018 + i % 3
        status = "Aktif" if i % 4 or (ke and i % 12 == 0) else "Tidak Aktif"
        laki, perempuan = 10 + i % 23, 8 + dadu.randrange(20)
        hasil.append([nama, f"{i + 1}/BH/CONTOH/{kode[-4:]}", dt.date(1995 + i % 20, 3, 1 + i % 28), desa, kecamatan,
                      kelompok, status, rat, laki, perempuan, laki + perempuan])  # fmt: skip
    return hasil


def visits(p: str, acuan: Acuan) -> list[Baris]:
    hari = periode.end(p)
    return [
        [hari - dt.timedelta(days=3 + i), b[0], b[3], b[4], f"Petugas {i % 4 + 1}", "Kelembagaan"]
        for i, b in enumerate(register(p, acuan)[PERIODE.index(p) :: 6])
    ]


def trainings(p: str, acuan: Acuan) -> list[Baris]:
    mulai = periode.end(p) - dt.timedelta(days=40)
    return [
        ["Pelatihan Perkoperasian", mulai, f"Peserta Contoh {i + 1}", "LP"[i % 2], b[0], b[3], b[4]]
        for i, b in enumerate(register(p, acuan)[1::5])
    ]


def write_all(acuan: Acuan) -> None:
    acuan.folder_contoh.mkdir(parents=True, exist_ok=True)
    for p in PERIODE:
        (acuan.folder_contoh / f"koperasi-{p}.xlsx").write_bytes(workbook(p, acuan))


if __name__ == "__main__":
    write_all(load_acuan())
