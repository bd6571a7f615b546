"""Trainings and bank sampah of the invented city."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random

from etl import periode
from etl.contoh import nama
from etl.contoh.angka import KELURAHAN, PERIODE, TANPA_PELATIHAN, dice
from etl.contoh.world import Koperasi, register
from etl.skema import AKTIF, TIDAK_AKTIF

KELOMPOK_SEJAK = "2022-T2"
PELATIHAN_BANK_SAMPAH = dt.date(2022, 5, 23)
_TEMA = (
    ("Pelatihan Digitalisasi Koperasi", "Digitalisasi"),
    ("Pelatihan Laporan Keuangan Koperasi", "Akuntansi & Keuangan"),
    ("Pelatihan Kewirausahaan Anggota Koperasi", "Kewirausahaan"),
    ("Pelatihan Manajerial Pengurus Koperasi", "Manajerial"),
    ("Pelatihan Pemasaran Produk Koperasi", "Akses Pasar"),
    ("Pelatihan Perkoperasian Dasar", "Perkoperasian"),
)
_TEMPAT = ("Aula Contoh Dinas", "Wisma PKPRI", "Balai Contoh Kota", "Aula Contoh Kecamatan")


@dataclass(frozen=True)
class Kelompok:
    """A bank sampah."""

    nomor: int
    nama: str
    kelurahan: str


@dataclass(frozen=True)
class Peserta:
    nama: str
    kelamin: str
    asal: Koperasi | Kelompok
    jabatan: str


@dataclass(frozen=True)
class Pelatihan:
    nama: str
    jenis: str
    dana: str
    mulai: dt.date
    selesai: dt.date
    tempat: str
    peserta: tuple[Peserta, ...]


@lru_cache(maxsize=1)
def groups() -> tuple[Kelompok, ...]:
    """40 bank sampah: every kelurahan has one, the larger ones more."""
    besar = sorted(KELURAHAN, key=lambda nm: -KELURAHAN[nm][1])
    tempat = [*KELURAHAN, *besar[:12], *besar[:7]]
    return tuple(Kelompok(i + 1, nm, kel) for i, (nm, kel) in enumerate(zip(nama.BANK_SAMPAH, tempat, strict=True)))


def group_row(g: Kelompok, p: str) -> dict[str, str | int | None]:
    rng = dice("kelompok", g.nomor)
    anggota = rng.randint(12, 45) + (periode.index(p) - periode.index(KELOMPOK_SEJAK)) * rng.choice((0, 0, 1))
    terkait = [k for k in register(p) if k.kelurahan_pada(p) == g.kelurahan and k.status(p) == AKTIF]
    return {
        "nama_kelompok": g.nama,
        "jenis_kelompok": "Bank Sampah",
        "kelurahan": g.kelurahan,
        "kecamatan": KELURAHAN[g.kelurahan][0],
        "jumlah_anggota": anggota,
        # From 2023 some groups have joined a cooperative of their kelurahan.
        "koperasi_terkait": terkait[0].nama_pada(p) if g.nomor % 8 == 0 and p >= "2023-T1" else None,
    }


@cache
def trainings(p: str) -> tuple[Pelatihan, ...]:
    """The trainings of a quarter; none in the quarter whose workbook has no such sheet."""
    if p == TANPA_PELATIHAN or p not in PERIODE:
        return ()
    rng = dice("pelatihan", p)
    banyak = 2 if p == "2025-T3" else rng.choice((1, 2, 2, 3))
    tema = rng.sample(_TEMA, banyak)
    biasa = tuple(_training(rng, p, nm, jenis, i, banyak) for i, (nm, jenis) in enumerate(tema))
    return (_bank_sampah_training(), *biasa[:1]) if p == KELOMPOK_SEJAK else biasa


def training_rows(p: str) -> list[dict[str, str | dt.date | None]]:
    return [_row(t, o, p) for t in trainings(p) for o in t.peserta]


def _row(t: Pelatihan, o: Peserta, p: str) -> dict[str, str | dt.date | None]:
    kelurahan = o.asal.kelurahan_pada(p) if isinstance(o.asal, Koperasi) else o.asal.kelurahan
    return {
        "nama_kegiatan": t.nama,
        "jenis_pelatihan": t.jenis,
        "sumber_dana": t.dana,
        "tanggal_mulai": t.mulai,
        "tanggal_selesai": t.selesai,
        "tempat": t.tempat,
        "nama_peserta": o.nama,
        "jenis_kelamin": o.kelamin,
        "asal": o.asal.nama_pada(p) if isinstance(o.asal, Koperasi) else o.asal.nama,
        "jabatan": o.jabatan,
        "kelurahan": kelurahan,
        "kecamatan": KELURAHAN[kelurahan][0],
    }


def _bank_sampah_training() -> Pelatihan:
    """23 May 2022: 80 managers of 40 bank sampah, two of each."""
    peserta = tuple(_person(g, i) for g in groups() for i in (0, 1))
    hari = PELATIHAN_BANK_SAMPAH
    dana = "DAK Nonfisik PK2UKM 2022"
    return Pelatihan("Pelatihan Perkoperasian", "Perkoperasian", dana, hari, hari, "Wisma PKPRI", peserta)


def _training(rng: Random, p: str, judul: str, jenis: str, ke: int, banyak: int) -> Pelatihan:
    """One activity of one to three days, in its share of the quarter, on weekdays."""
    bagian = 80 // banyak
    mulai = periode.start(p) + dt.timedelta(days=ke * bagian + rng.randint(7, bagian - 5))
    mulai -= dt.timedelta(days=mulai.weekday())  # the Monday before
    selesai = mulai + dt.timedelta(days=rng.randint(0, 2))
    tahun = periode.split(p)[0]
    dana = rng.choice((f"APBD Kota Blitar {tahun}", f"DAK Nonfisik PK2UKM {tahun}"))
    return Pelatihan(judul, jenis, dana, mulai, selesai, rng.choice(_TEMPAT), _participants(rng, p))


def _participants(rng: Random, p: str) -> tuple[Peserta, ...]:
    """20-40 people, one or two of each cooperative; later some of bank sampah too."""
    aktif = [k for k in register(p) if k.status(p) == AKTIF]
    pasif = [k for k in register(p) if k.status(p) == TIDAK_AKTIF]
    undangan: list[Koperasi | Kelompok] = [*rng.sample(aktif, 20), *rng.sample(pasif, 2)]
    if p > KELOMPOK_SEJAK:
        undangan += rng.sample(groups(), rng.randint(1, 4))
    rng.shuffle(undangan)
    orang = [_person(asal, i) for asal in undangan for i in range(rng.choice((1, 1, 2)))]
    return tuple(orang[: rng.randint(22, 40)])


def _person(asal: Koperasi | Kelompok, ke: int) -> Peserta:
    """The same board members come again: the person depends on the cooperative alone."""
    nomor = asal.nomor * 3 + ke if isinstance(asal, Koperasi) else 1320 + (asal.nomor - 1) * 3 + ke
    rng = dice("orang", nomor)
    if isinstance(asal, Kelompok):
        wanita = 0.85
    else:
        wanita = 1.0 if asal.kelompok == "Kopwan" else 0.45
    kelamin = "P" if rng.random() < wanita else "L"
    return Peserta(nama.person(nomor, kelamin), kelamin, asal, ("Ketua", "Bendahara", "Sekretaris")[ke])
