"""Mentoring visits of the invented city: to inactive cooperatives, after trainings, and for market, IT, bookkeeping."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random

from etl import periode
from etl.contoh.angka import KELURAHAN, PERIODE, dice
from etl.contoh.kegiatan import PELATIHAN_BANK_SAMPAH, Kelompok, groups, trainings
from etl.contoh.profil import nik
from etl.contoh.world import Koperasi, register
from etl.skema import AKTIF, TIDAK_AKTIF

PETUGAS = tuple(f"Petugas {i}" for i in range(1, 7))
# Jenis -> subjects, obstacles, next steps.
_ISI = {
    "Khusus": (("Persiapan RAT", "Penataan pengurus", "Penagihan pinjaman macet"),
               ("Pengurus tidak lengkap", "Buku anggota hilang", "Pinjaman macet"), "Menyusun jadwal RAT"),
    "Pascapelatihan": (("Penerapan hasil pelatihan", "Pembukuan sederhana", "Pembentukan koperasi"),
                       ("Belum ada pembukuan", "Waktu pengurus terbatas"), "Kunjungan lanjutan"),
    "Pemasaran": (("Foto produk dan katalog", "Akses pasar daring"), ("Kemasan belum menarik",), "Ikut pameran"),
    "TI": (("Pemakaian Wifi RT", "Membuka toko daring"), ("Belum ada gawai",), "Pendaftaran akun usaha"),
    "Kelembagaan": (("Perubahan anggaran dasar", "Pendampingan RAT"), ("Anggota pasif",), "Rapat pengurus"),
    "Keuangan": (("Laporan keuangan", "Akses permodalan"), ("Neraca belum seimbang",), "Perbaikan neraca"),
}  # fmt: skip
_UMUM = ("Pemasaran", "TI", "Kelembagaan", "Keuangan", "Pemasaran")


@dataclass(frozen=True)
class Kunjungan:
    tanggal: dt.date
    sasaran: Koperasi | Kelompok
    jenis: str


@cache
def visits(p: str) -> tuple[Kunjungan, ...]:
    """The visits of a quarter by date, 25 to 60 of them."""
    rng = dice("kunjungan", p)
    ada = register(p)
    lanjutan = [v for v in _after_trainings() if periode.from_date(v.tanggal) == p and _may_be_visited(v, p)]
    pasif = [k for k in ada if k.status(p) == TIDAK_AKTIF]
    khusus = rng.sample(pasif, min(len(pasif), rng.randint(8, 11))) + _before_reactivation(ada, p)
    wajib = lanjutan[:36] + [Kunjungan(_day(rng, p), k, "Khusus") for k in dict.fromkeys(khusus)]
    aktif = [k for k in ada if k.status(p) == AKTIF]
    umum = rng.sample(aktif, min(rng.randint(9, 18), 60 - len(wajib)))
    semua = wajib + [Kunjungan(_day(rng, p), k, rng.choice(_UMUM)) for k in umum]
    return tuple(sorted(semua, key=lambda v: (v.tanggal, v.sasaran.nama)))


def visit_rows(p: str) -> list[dict[str, str | dt.date | None]]:
    return [_row(v, p, ke) for ke, v in enumerate(visits(p))]


def _row(v: Kunjungan, p: str, ke: int) -> dict[str, str | dt.date | None]:
    rng = dice("isi kunjungan", p, ke)
    materi, kendala, lanjut = _ISI[v.jenis]
    koperasi = isinstance(v.sasaran, Koperasi)
    kelurahan = v.sasaran.kelurahan_pada(p) if isinstance(v.sasaran, Koperasi) else v.sasaran.kelurahan
    return {
        "tanggal": v.tanggal,
        "sasaran": v.sasaran.nama_pada(p) if isinstance(v.sasaran, Koperasi) else v.sasaran.nama,
        "nik_koperasi": nik(v.sasaran, p) if isinstance(v.sasaran, Koperasi) else None,
        "kelurahan": kelurahan,
        "kecamatan": KELURAHAN[kelurahan][0],
        "petugas": rng.choice(PETUGAS),
        "jenis_pendampingan": v.jenis,
        "materi": rng.choice(materi),
        "kendala": rng.choice(kendala) if rng.random() < 0.7 else None,
        "tindak_lanjut": lanjut if rng.random() < 0.8 else None,
        "hasil": "Pengurus hadir" if koperasi and rng.random() < 0.5 else None,
    }


@lru_cache(maxsize=1)
def _after_trainings() -> tuple[Kunjungan, ...]:
    """Follow-up visits to those who sent participants; the bank sampah of May 2022 first."""
    semua = list(_after_bank_sampah())
    for p in PERIODE:
        for t in trainings(p):
            if t.mulai == PELATIHAN_BANK_SAMPAH:
                continue
            rng = dice("pascapelatihan", p, t.nama)
            for asal in dict.fromkeys(o.asal for o in t.peserta):
                if rng.random() < 0.55:
                    # One in eight comes too late to count (after 180 days).
                    hari = rng.randint(190, 230) if rng.random() < 0.12 else rng.randint(14, 170)
                    semua.append(Kunjungan(_weekday(t.selesai + dt.timedelta(days=hari)), asal, "Pascapelatihan"))
    return tuple(semua)


def _after_bank_sampah() -> list[Kunjungan]:
    """33 of the 40 within 180 days of 23 May 2022, three later, four never."""
    rng = dice("pascapelatihan bank sampah")
    hasil = []
    for ke, g in enumerate(rng.sample(groups(), 36)):
        hari = rng.randint(14, 172) if ke < 33 else rng.randint(188, 215)
        hasil.append(Kunjungan(_weekday(PELATIHAN_BANK_SAMPAH + dt.timedelta(days=hari)), g, "Pascapelatihan"))
    return hasil


def _may_be_visited(v: Kunjungan, p: str) -> bool:
    return isinstance(v.sasaran, Kelompok) or v.sasaran.status(p) in (AKTIF, TIDAK_AKTIF)


def _before_reactivation(ada: list[Koperasi], p: str) -> list[Koperasi]:
    """Most of those that will be active again next quarter are visited now."""
    return [k for k in ada if k.bangkit == periode.shift(p, 1) and dice("bangkit", k.nomor, p).random() < 0.8]


def _day(rng: Random, p: str) -> dt.date:
    return _weekday(periode.start(p) + dt.timedelta(days=rng.randint(2, 84)))


def _weekday(hari: dt.date) -> dt.date:
    """The same day, or the Monday after a weekend."""
    return hari + dt.timedelta(days=(7 - hari.weekday()) if hari.weekday() > 4 else 0)
