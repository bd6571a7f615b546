"""Mentoring visits of the invented city: to inactive cooperatives, after trainings, and for market, IT, bookkeeping."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random

from etl import periode
from etl.contoh.angka import KELURAHAN_SHARES, QUARTERS, make_dice
from etl.contoh.kegiatan import BANK_SAMPAH_DAY, SampleGroup, make_groups, make_trainings
from etl.contoh.profil import make_nik
from etl.contoh.world import SampleCooperative, list_register
from etl.skema import ACTIVE, INACTIVE

OFFICERS = tuple(f"Petugas {i}" for i in range(1, 7))
# Jenis -> subjects, obstacles, next steps.
_CONTENTS = {
    "Khusus": (
        ("Persiapan RAT", "Penataan pengurus", "Penagihan pinjaman macet"),
        ("Pengurus tidak lengkap", "Buku anggota hilang", "Pinjaman macet"),
        "Menyusun jadwal RAT",
    ),
    "Pascapelatihan": (
        ("Penerapan hasil pelatihan", "Pembukuan sederhana", "Pembentukan koperasi"),
        ("Belum ada pembukuan", "Waktu pengurus terbatas"),
        "Kunjungan lanjutan",
    ),
    "Pemasaran": (("Foto produk dan katalog", "Akses pasar daring"), ("Kemasan belum menarik",), "Ikut pameran"),
    "TI": (("Pemakaian Wifi RT", "Membuka toko daring"), ("Belum ada gawai",), "Pendaftaran akun usaha"),
    "Kelembagaan": (("Perubahan anggaran dasar", "Pendampingan RAT"), ("Anggota pasif",), "Rapat pengurus"),
    "Keuangan": (("Laporan keuangan", "Akses permodalan"), ("Neraca belum seimbang",), "Perbaikan neraca"),
}
_GENERAL = ("Pemasaran", "TI", "Kelembagaan", "Keuangan", "Pemasaran")


@dataclass(frozen=True)
class SampleVisit:
    date: dt.date
    target: SampleCooperative | SampleGroup
    kind: str


@cache
def make_visits(p: str) -> tuple[SampleVisit, ...]:
    """The visits of a quarter by date, 25 to 60 of them."""
    rng = make_dice("kunjungan", p)
    known = list_register(p)
    follow_ups = [v for v in _visit_after_trainings() if periode.find_by_date(v.date) == p and _may_be_visited(v, p)]
    pasif = [k for k in known if k.find_status(p) == INACTIVE]
    khusus = rng.sample(pasif, min(len(pasif), rng.randint(8, 11))) + _choose_before_reactivation(known, p)
    mandatory = follow_ups[:36] + [SampleVisit(_draw_day(rng, p), k, "Khusus") for k in dict.fromkeys(khusus)]
    active = [k for k in known if k.find_status(p) == ACTIVE]
    common = rng.sample(active, min(rng.randint(9, 18), 60 - len(mandatory)))
    visits = mandatory + [SampleVisit(_draw_day(rng, p), k, rng.choice(_GENERAL)) for k in common]
    return tuple(sorted(visits, key=lambda v: (v.date, v.target.name)))


def make_visit_rows(p: str) -> list[dict[str, str | dt.date | None]]:
    return [_make_row(v, p, ordinal) for ordinal, v in enumerate(make_visits(p))]


def _make_row(v: SampleVisit, p: str, ordinal: int) -> dict[str, str | dt.date | None]:
    rng = make_dice("isi kunjungan", p, ordinal)
    materi, kendala, next_address = _CONTENTS[v.kind]
    cooperative_rows = isinstance(v.target, SampleCooperative)
    kelurahan = v.target.find_kelurahan(p) if isinstance(v.target, SampleCooperative) else v.target.kelurahan
    return {
        "tanggal": v.date,
        "sasaran": v.target.find_name(p) if isinstance(v.target, SampleCooperative) else v.target.name,
        "nik_koperasi": make_nik(v.target, p) if isinstance(v.target, SampleCooperative) else None,
        "kelurahan": kelurahan,
        "kecamatan": KELURAHAN_SHARES[kelurahan][0],
        "petugas": rng.choice(OFFICERS),
        "jenis_pendampingan": v.kind,
        "materi": rng.choice(materi),
        "kendala": rng.choice(kendala) if rng.random() < 0.7 else None,
        "tindak_lanjut": next_address if rng.random() < 0.8 else None,
        "hasil": "Pengurus hadir" if cooperative_rows and rng.random() < 0.5 else None,
    }


@lru_cache(maxsize=1)
def _visit_after_trainings() -> tuple[SampleVisit, ...]:
    """Follow-up visits to those who sent participants; the bank sampah of May 2022 first."""
    visits = list(_visit_after_bank_sampah())
    for p in QUARTERS:
        for t in make_trainings(p):
            if t.start == BANK_SAMPAH_DAY:
                continue
            rng = make_dice("pascapelatihan", p, t.name)
            for origin in dict.fromkeys(o.origin for o in t.participants):
                if rng.random() < 0.55:
                    # One in eight comes too late to count (after 180 days).
                    day = rng.randint(190, 230) if rng.random() < 0.12 else rng.randint(14, 170)
                    visits.append(
                        SampleVisit(_move_to_weekday(t.end + dt.timedelta(days=day)), origin, "Pascapelatihan")
                    )
    return tuple(visits)


def _visit_after_bank_sampah() -> list[SampleVisit]:
    """33 of the 40 within 180 days of 23 May 2022, three later, four never."""
    rng = make_dice("pascapelatihan bank sampah")
    result = []
    for ordinal, g in enumerate(rng.sample(make_groups(), 36)):
        day = rng.randint(14, 172) if ordinal < 33 else rng.randint(188, 215)
        result.append(SampleVisit(_move_to_weekday(BANK_SAMPAH_DAY + dt.timedelta(days=day)), g, "Pascapelatihan"))
    return result


def _may_be_visited(v: SampleVisit, p: str) -> bool:
    return isinstance(v.target, SampleGroup) or v.target.find_status(p) in (ACTIVE, INACTIVE)


def _choose_before_reactivation(known: list[SampleCooperative], p: str) -> list[SampleCooperative]:
    """Most of those that will be active again next quarter are visited now."""
    return [
        k
        for k in known
        if k.reactivated == periode.shift_quarter(p, 1) and make_dice("bangkit", k.number, p).random() < 0.8
    ]


def _draw_day(rng: Random, p: str) -> dt.date:
    return _move_to_weekday(periode.find_start(p) + dt.timedelta(days=rng.randint(2, 84)))


def _move_to_weekday(day: dt.date) -> dt.date:
    """The same day, or the Monday after a weekend."""
    return day + dt.timedelta(days=(7 - day.weekday()) if day.weekday() > 4 else 0)
