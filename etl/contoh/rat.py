"""When the invented cooperatives held their annual members' meeting (RAT), in step with their status.

An active one misses at most one year at a time; one that lapses has missed three (now and then the dinas writes it
off after two); one that is reactivated holds a RAT in that quarter. A few disagree, as in real lists.
"""

from __future__ import annotations

import datetime as dt
from functools import cache

from etl import periode
from etl.contoh.angka import COBA, dice
from etl.contoh.world import Koperasi, city
from etl.skema import AKTIF

TAHUN_PERTAMA = 2015


def last_rat(k: Koperasi, p: str) -> tuple[int, dt.date] | None:
    """Book year and date of the last RAT held by the end of the quarter."""
    sudah = [r for r in _meetings(k.nomor) if r[1] <= periode.end(p)]
    return sudah[-1] if sudah else None


def due(p: str) -> int:
    """Last book year whose RAT is due by the quarter's end: due 30 June of the next year."""
    tahun, triwulan = periode.split(p)
    return tahun - (1 if triwulan >= 2 else 2)


@cache
def _meetings(nomor: int) -> tuple[tuple[int, dt.date], ...]:
    k = city()[nomor - 1]
    temu = _until_lapse(k)
    if k.bangkit:
        temu += _from_reactivation(k)
    return tuple(sorted(temu, key=lambda r: r[1]))


def _until_lapse(k: Koperasi) -> list[tuple[int, dt.date]]:
    rng = dice("rat", k.nomor)
    if k.mula != AKTIF:
        if rng.random() < 0.1:
            return []  # nobody knows of a RAT
        tahun = rng.randint(2009, 2014) if k.usul else rng.randint(2012, 2017)
        return [(tahun, _date(k, tahun))]
    if k.kelompok == "KKMP":
        return []  # too young for a RAT
    terakhir = 9999
    if k.lesu:
        # Outside June the three years were over some quarters ago, or the dinas counted only two.
        terakhir = due(k.lesu) - (2 if rng.random() < (0.1 if k.lesu.endswith("T2") else 0.4) else 3)
    elif rng.random() < 0.015 and k.berdiri.year < 2014:
        terakhir = 2016  # typed as active although there was no RAT for years
    return [r for r in _yearly(k, max(k.berdiri.year, TAHUN_PERTAMA), terakhir)]


def _from_reactivation(k: Koperasi) -> list[tuple[int, dt.date]]:
    tahun = periode.split(k.bangkit)[0] - 1
    hari = periode.start(k.bangkit) + dt.timedelta(days=dice("bangkit", k.nomor).randint(10, 80))
    return [(tahun, hari), *_yearly(k, tahun + 1, 9999)]


def _yearly(k: Koperasi, mulai: int, terakhir: int) -> list[tuple[int, dt.date]]:
    rng = dice("rat tiap tahun", k.nomor, mulai)
    lalai = rng.choice((0.02, 0.05, 0.1, 0.4))  # most are orderly
    temu, absen = [], False
    for tahun in range(mulai, min(terakhir, periode.split(COBA)[0]) + 1):
        # Never two years in a row, and not the last one before a lapse.
        absen = not absen and tahun != terakhir and rng.random() < lalai
        if not absen:
            temu.append((tahun, _date(k, tahun)))
    return temu


def _date(k: Koperasi, tahun: int) -> dt.date:
    """Most meet from February to May, some late."""
    rng = dice("tanggal rat", k.nomor, tahun)
    bulan = rng.choices((1, 2, 3, 4, 5, 6, 8), (1, 4, 6, 4, 2, 2, 1))[0]
    return dt.date(tahun + 1, bulan, rng.randint(8, 27))
