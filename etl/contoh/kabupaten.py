"""Invented workbooks of a kabupaten: cooperatives in 248 areas, some of whose names exist twice.

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
_KDMP_SEJAK = PERIODE[2]  # then every second area founds its Merah Putih
_JUDUL = {
    "koperasi": ("nama_koperasi", "nomor_badan_hukum", "tanggal_badan_hukum", "kelurahan", "kecamatan", "kelompok",
                 "status", "tahun_buku_rat", "anggota_laki", "anggota_perempuan", "jumlah_anggota", "anggota_umkm",
                 "kanal_digital"),
    "pelatihan": ("nama_kegiatan", "tanggal_mulai", "nama_peserta", "jenis_kelamin", "asal", "kelurahan", "kecamatan"),
    "pendampingan": ("tanggal", "sasaran", "kelurahan", "kecamatan", "petugas", "jenis_pendampingan"),
    "kelompok": ("nama_kelompok", "jenis_kelompok", "kelurahan", "kecamatan", "jumlah_anggota"),
}  # fmt: skip
_KANAL = ("Website", "Media Sosial; WhatsApp", "Tidak ada", "Marketplace", None)
Baris = list[str | int | dt.date | None]


def workbook(p: str, acuan: Acuan) -> bytes:
    """The invented workbook of a quarter; the first quarter has no trainings."""
    isi: dict[str, list[Baris]] = {"koperasi": register(p, acuan), "pendampingan": visits(p, acuan),
                                    "kelompok": [list(g) for g in groups(acuan)]}  # fmt: skip
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
                if nilai is not None:
                    write_value(ws, i, j, nilai, tanggal if isinstance(nilai, dt.date) else None)
    buku.close()
    return wadah.getvalue()


def register(p: str, acuan: Acuan) -> list[Baris]:
    """One or two cooperatives in most areas, one in all namesakes; from 2025-T2 those called Merah Putih."""
    kel = acuan.kelurahan[["kode_kelurahan", "kelurahan", "kecamatan"]]
    kembar = kel["kelurahan"].duplicated(keep=False)
    tempat = pd.concat([kel[kembar], kel[~kembar].iloc[::2], kel.iloc[::3], kel.iloc[1::4]])
    hasil = [_ordinary(i, p, *satu) for i, satu in enumerate(tempat.itertuples(index=False, name=None))]
    if p >= _KDMP_SEJAK:
        desa = kel.iloc[::2].itertuples(index=False, name=None)
        hasil += [_merah_putih(len(tempat) + i, *satu) for i, satu in enumerate(desa)]
    return hasil


def _ordinary(i: int, p: str, kode: str, desa: str, kecamatan: str) -> Baris:
    dadu, ke = random.Random(f"kabupaten {p} {i}"), PERIODE.index(p)
    kelompok = ("KSU", "KSP", "Kopwan", "KUD", "KPRI")[i % 5]
    nama = f"{kelompok} {BENDA[i % len(BENDA)]} {SIFAT[(i // 60 * 5 + i // 10) % len(SIFAT)]}"
    mati = not (i % 4 or (ke and i % 12 == 0)) or (ke == 2 and i % 29 == 5)
    rat = (2024 if ke == 2 and i % 3 else 2023) if i % 4 else 2018 + i % 3
    laki, perempuan = 10 + i % 23, 8 + dadu.randrange(20)
    return [nama, f"{i + 1}/BH/CONTOH/{kode[-4:]}", dt.date(1995 + i % 20, 3, 1 + i % 28), desa, kecamatan, kelompok,
            "Tidak Aktif" if mati else "Aktif", rat, laki, perempuan, laki + perempuan,
            (laki + perempuan) // 3 if i % 3 else None, _KANAL[i % len(_KANAL)]]  # fmt: skip


def _merah_putih(i: int, kode: str, desa: str, kecamatan: str) -> Baris:
    laki, perempuan = 20 + i % 31, 15 + i % 27
    return [f"Koperasi Desa Merah Putih {desa}", f"{i + 1}/BH/CONTOH/{kode[-4:]}", dt.date(2025, 5, 1 + i % 28), desa,
            kecamatan, "KDMP", "Aktif", None, laki, perempuan, laki + perempuan, None, None]  # fmt: skip


def groups(acuan: Acuan) -> list[tuple[str, str, str, str, int]]:
    """Bank sampah outside the register, in namesakes too."""
    kel = acuan.kelurahan
    tempat = kel[kel["kelurahan"].duplicated(keep=False)].iloc[::2][["kelurahan", "kecamatan"]]
    return [
        (f"Bank Sampah {BENDA[i % len(BENDA)]}", "Bank Sampah", desa, kecamatan, 12 + i)
        for i, (desa, kecamatan) in enumerate(tempat.itertuples(index=False, name=None))
    ]


def visits(p: str, acuan: Acuan) -> list[Baris]:
    hari, ke = periode.end(p), PERIODE.index(p)
    koperasi = [
        (b[0], b[3], b[4], "Khusus" if b[6] == "Tidak Aktif" else "Kelembagaan") for b in register(p, acuan)[ke::6]
    ]
    kelompok = [(g[0], g[2], g[3], "Pascapelatihan") for g in groups(acuan)[::3]] if ke == 2 else []
    return [
        [hari - dt.timedelta(days=3 + i % 80), nama, desa, kecamatan, f"Petugas {i % 4 + 1}", jenis]
        for i, (nama, desa, kecamatan, jenis) in enumerate([*koperasi, *kelompok])
    ]


def trainings(p: str, acuan: Acuan) -> list[Baris]:
    mulai = periode.end(p) - dt.timedelta(days=40)
    asal = [(b[0], b[3], b[4]) for b in register(p, acuan)[1::5]] + [(g[0], g[2], g[3]) for g in groups(acuan)[::2]]
    return [
        ["Pelatihan Perkoperasian", mulai, f"Peserta Contoh {i + 1}", "LP"[i % 2], nama, desa, kecamatan]
        for i, (nama, desa, kecamatan) in enumerate(asal)
    ]


def write_all(acuan: Acuan) -> None:
    acuan.folder_contoh.mkdir(parents=True, exist_ok=True)
    for p in PERIODE:
        (acuan.folder_contoh / f"koperasi-{p}.xlsx").write_bytes(workbook(p, acuan))


if __name__ == "__main__":
    write_all(load_acuan())
