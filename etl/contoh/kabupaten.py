"""Invented workbooks of a kabupaten: cooperatives in 248 areas, some of whose names exist twice.

Written with `python -m etl.contoh.kabupaten` into the folder that the settings of KOPERASI_ACUAN name.
"""

from __future__ import annotations

import datetime as dt
import random

import pandas as pd

from etl import periode
from etl.acuan import Reference, load_reference
from etl.contoh.angka import SAMPLE_MARK
from etl.contoh.nama import ADJECTIVES, NOUNS
from etl.contoh.workbook import start_workbook, write_value
from etl.skema import SHEET_KINDS

KABUPATEN_QUARTERS = ("2024-T4", "2025-T1", "2025-T2")
_KDMP_SINCE = KABUPATEN_QUARTERS[2]  # then every second area founds its Merah Putih
_HEADINGS = {
    "koperasi": ("nama_koperasi", "nomor_badan_hukum", "tanggal_badan_hukum", "kelurahan", "kecamatan", "kelompok",
                 "status", "tahun_buku_rat", "anggota_laki", "anggota_perempuan", "jumlah_anggota", "anggota_umkm",
                 "kanal_digital"),
    "pelatihan": ("nama_kegiatan", "tanggal_mulai", "nama_peserta", "jenis_kelamin", "asal", "kelurahan", "kecamatan"),
    "pendampingan": ("tanggal", "sasaran", "kelurahan", "kecamatan", "petugas", "jenis_pendampingan"),
    "kelompok": ("nama_kelompok", "jenis_kelompok", "kelurahan", "kecamatan", "jumlah_anggota"),
}  # fmt: skip
_CHANNELS = ("Website", "Media Sosial; WhatsApp", "Tidak ada", "Marketplace", None)
TypedRow = list[str | int | dt.date | None]


def make_workbook(p: str, acuan: Reference) -> bytes:
    """The invented workbook of a quarter; the first quarter has no trainings."""
    isi: dict[str, list[TypedRow]] = {"koperasi": make_register(p, acuan), "pendampingan": make_visits(p, acuan),
                                    "kelompok": [list(g) for g in make_groups(acuan)]}  # fmt: skip
    if p != KABUPATEN_QUARTERS[0]:
        isi["pelatihan"] = make_trainings(p, acuan)
    wadah, buku = start_workbook(f"Data contoh koperasi {periode.say_quarter(p)}")
    for jenis, baris in isi.items():
        lembar = SHEET_KINDS[jenis]
        ws, tanggal = buku.add_worksheet(lembar.judul), buku.add_format({"num_format": "dd/mm/yyyy"})
        ws.write(0, 0, f"{lembar.judul.upper()} {acuan.kota.upper()} – {periode.say_quarter(p).upper()}. {SAMPLE_MARK}")
        judul: TypedRow = [lembar[k].judul for k in _HEADINGS[jenis]]
        for i, rekam in enumerate([judul, *baris], 2):
            for j, nilai in enumerate(rekam):
                if nilai is not None:
                    write_value(ws, i, j, nilai, tanggal if isinstance(nilai, dt.date) else None)
    buku.close()
    return wadah.getvalue()


def make_register(p: str, acuan: Reference) -> list[TypedRow]:
    """One or two cooperatives in most areas, one in all namesakes; from 2025-T2 those called Merah Putih."""
    kel = acuan.kelurahan[["kode_kelurahan", "kelurahan", "kecamatan"]]
    kembar = kel["kelurahan"].duplicated(keep=False)
    tempat = pd.concat([kel[kembar], kel[~kembar].iloc[::2], kel.iloc[::3], kel.iloc[1::4]])
    hasil = [_make_ordinary(i, p, *satu) for i, satu in enumerate(tempat.itertuples(index=False, name=None))]
    if p >= _KDMP_SINCE:
        desa = kel.iloc[::2].itertuples(index=False, name=None)
        hasil += [_make_merah_putih(len(tempat) + i, *satu) for i, satu in enumerate(desa)]
    return hasil


def _make_ordinary(i: int, p: str, kode: str, desa: str, kecamatan: str) -> TypedRow:
    dadu, ke = random.Random(f"kabupaten {p} {i}"), KABUPATEN_QUARTERS.index(p)
    kelompok = ("KSU", "KSP", "Kopwan", "KUD", "KPRI")[i % 5]
    nama = f"{kelompok} {NOUNS[i % len(NOUNS)]} {ADJECTIVES[(i // 60 * 5 + i // 10) % len(ADJECTIVES)]}"
    mati = not (i % 4 or (ke and i % 12 == 0)) or (ke == 2 and i % 29 == 5)
    rat = (2024 if ke == 2 and i % 3 else 2023) if i % 4 else 2018 + i % 3
    laki, perempuan = 10 + i % 23, 8 + dadu.randrange(20)
    return [nama, f"{i + 1}/BH/CONTOH/{kode[-4:]}", dt.date(1995 + i % 20, 3, 1 + i % 28), desa, kecamatan, kelompok,
            "Tidak Aktif" if mati else "Aktif", rat, laki, perempuan, laki + perempuan,
            (laki + perempuan) // 3 if i % 3 else None, _CHANNELS[i % len(_CHANNELS)]]  # fmt: skip


def _make_merah_putih(i: int, kode: str, desa: str, kecamatan: str) -> TypedRow:
    laki, perempuan = 20 + i % 31, 15 + i % 27
    return [f"Koperasi Desa Merah Putih {desa}", f"{i + 1}/BH/CONTOH/{kode[-4:]}", dt.date(2025, 5, 1 + i % 28), desa,
            kecamatan, "KDMP", "Aktif", None, laki, perempuan, laki + perempuan, None, None]  # fmt: skip


def make_groups(acuan: Reference) -> list[tuple[str, str, str, str, int]]:
    """Bank sampah outside the register, in namesakes too."""
    kel = acuan.kelurahan
    tempat = kel[kel["kelurahan"].duplicated(keep=False)].iloc[::2][["kelurahan", "kecamatan"]]
    return [
        (f"Bank Sampah {NOUNS[i % len(NOUNS)]}", "Bank Sampah", desa, kecamatan, 12 + i)
        for i, (desa, kecamatan) in enumerate(tempat.itertuples(index=False, name=None))
    ]


def make_visits(p: str, acuan: Reference) -> list[TypedRow]:
    hari, ke = periode.find_end(p), KABUPATEN_QUARTERS.index(p)
    koperasi = [
        (b[0], b[3], b[4], "Khusus" if b[6] == "Tidak Aktif" else "Kelembagaan") for b in make_register(p, acuan)[ke::6]
    ]
    kelompok = [(g[0], g[2], g[3], "Pascapelatihan") for g in make_groups(acuan)[::3]] if ke == 2 else []
    return [
        [hari - dt.timedelta(days=3 + i % 80), nama, desa, kecamatan, f"Petugas {i % 4 + 1}", jenis]
        for i, (nama, desa, kecamatan, jenis) in enumerate([*koperasi, *kelompok])
    ]


def make_trainings(p: str, acuan: Reference) -> list[TypedRow]:
    mulai = periode.find_end(p) - dt.timedelta(days=40)
    asal = [(b[0], b[3], b[4]) for b in make_register(p, acuan)[1::5]] + [
        (g[0], g[2], g[3]) for g in make_groups(acuan)[::2]
    ]
    return [
        ["Pelatihan Perkoperasian", mulai, f"Peserta Contoh {i + 1}", "LP"[i % 2], nama, desa, kecamatan]
        for i, (nama, desa, kecamatan) in enumerate(asal)
    ]


def write_all(acuan: Reference) -> None:
    acuan.sample_folder.mkdir(parents=True, exist_ok=True)
    for p in KABUPATEN_QUARTERS:
        (acuan.sample_folder / f"koperasi-{p}.xlsx").write_bytes(make_workbook(p, acuan))


if __name__ == "__main__":
    write_all(load_reference())
