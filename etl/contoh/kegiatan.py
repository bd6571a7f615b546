"""Trainings and bank sampah of the invented city."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random

from etl import periode
from etl.contoh import nama
from etl.contoh.angka import KELURAHAN_SHARES, QUARTER_WITHOUT_TRAINING, QUARTERS, make_dice
from etl.contoh.world import SampleCooperative, list_register
from etl.skema import ACTIVE, INACTIVE

GROUPS_SINCE = "2022-T2"
BANK_SAMPAH_DAY = dt.date(2022, 5, 23)
_TOPICS = (
    ("Pelatihan Digitalisasi Koperasi", "Digitalisasi"),
    ("Pelatihan Laporan Keuangan Koperasi", "Akuntansi & Keuangan"),
    ("Pelatihan Kewirausahaan Anggota Koperasi", "Kewirausahaan"),
    ("Pelatihan Manajerial Pengurus Koperasi", "Manajerial"),
    ("Pelatihan Pemasaran Produk Koperasi", "Akses Pasar"),
    ("Pelatihan Perkoperasian Dasar", "Perkoperasian"),
)
_PLACES = ("Aula Contoh Dinas", "Wisma PKPRI", "Balai Contoh Kota", "Aula Contoh Kecamatan")


@dataclass(frozen=True)
class SampleGroup:
    """A bank sampah."""

    number: int
    name: str
    kelurahan: str


@dataclass(frozen=True)
class SampleParticipant:
    name: str
    sex: str
    origin: SampleCooperative | SampleGroup
    position: str


@dataclass(frozen=True)
class SampleTraining:
    name: str
    kind: str
    funding: str
    start: dt.date
    end: dt.date
    place: str
    participants: tuple[SampleParticipant, ...]


@lru_cache(maxsize=1)
def make_groups() -> tuple[SampleGroup, ...]:
    """40 bank sampah: every kelurahan has one, the larger ones more."""
    large = sorted(KELURAHAN_SHARES, key=lambda nm: -KELURAHAN_SHARES[nm][1])
    place = [*KELURAHAN_SHARES, *large[:12], *large[:7]]
    return tuple(
        SampleGroup(i + 1, nm, kel) for i, (nm, kel) in enumerate(zip(nama.BANK_SAMPAH_NAMES, place, strict=True))
    )


def make_group_row(g: SampleGroup, p: str) -> dict[str, str | int | None]:
    rng = make_dice("kelompok", g.number)
    members = rng.randint(12, 45) + (periode.find_index(p) - periode.find_index(GROUPS_SINCE)) * rng.choice((0, 0, 1))
    related = [k for k in list_register(p) if k.find_kelurahan(p) == g.kelurahan and k.find_status(p) == ACTIVE]
    return {
        "nama_kelompok": g.name,
        "jenis_kelompok": "Bank Sampah",
        "kelurahan": g.kelurahan,
        "kecamatan": KELURAHAN_SHARES[g.kelurahan][0],
        "jumlah_anggota": members,
        # From 2023 some groups have joined a cooperative of their kelurahan.
        "koperasi_terkait": related[0].find_name(p) if g.number % 8 == 0 and p >= "2023-T1" else None,
    }


@cache
def make_trainings(p: str) -> tuple[SampleTraining, ...]:
    """The trainings of a quarter; none in the quarter whose workbook has no such sheet."""
    if p == QUARTER_WITHOUT_TRAINING or p not in QUARTERS:
        return ()
    rng = make_dice("pelatihan", p)
    count = 2 if p == "2025-T3" else rng.choice((1, 2, 2, 3))
    topics = rng.sample(_TOPICS, count)
    usual = tuple(_make_training(rng, p, nm, kind, i, count) for i, (nm, kind) in enumerate(topics))
    return (_make_bank_sampah_training(), *usual[:1]) if p == GROUPS_SINCE else usual


def make_training_rows(p: str) -> list[dict[str, str | dt.date | None]]:
    return [_make_row(t, o, p) for t in make_trainings(p) for o in t.participants]


def _make_row(t: SampleTraining, o: SampleParticipant, p: str) -> dict[str, str | dt.date | None]:
    kelurahan = o.origin.find_kelurahan(p) if isinstance(o.origin, SampleCooperative) else o.origin.kelurahan
    return {
        "nama_kegiatan": t.name,
        "jenis_pelatihan": t.kind,
        "sumber_dana": t.funding,
        "tanggal_mulai": t.start,
        "tanggal_selesai": t.end,
        "tempat": t.place,
        "nama_peserta": o.name,
        "jenis_kelamin": o.sex,
        "asal": o.origin.find_name(p) if isinstance(o.origin, SampleCooperative) else o.origin.name,
        "jabatan": o.position,
        "kelurahan": kelurahan,
        "kecamatan": KELURAHAN_SHARES[kelurahan][0],
    }


def _make_bank_sampah_training() -> SampleTraining:
    """23 May 2022: 80 managers of 40 bank sampah, two of each."""
    peserta = tuple(_make_person(g, i) for g in make_groups() for i in (0, 1))
    day = BANK_SAMPAH_DAY
    dana = "DAK Nonfisik PK2UKM 2022"
    return SampleTraining("Pelatihan Perkoperasian", "Perkoperasian", dana, day, day, "Wisma PKPRI", peserta)


def _make_training(rng: Random, p: str, title: str, kind: str, ordinal: int, count: int) -> SampleTraining:
    """One activity of one to three days, in its share of the quarter, on weekdays."""
    part = 80 // count
    begin = periode.find_start(p) + dt.timedelta(days=ordinal * part + rng.randint(7, part - 5))
    begin -= dt.timedelta(days=begin.weekday())  # the Monday before
    done = begin + dt.timedelta(days=rng.randint(0, 2))
    year = periode.split_quarter(p)[0]
    dana = rng.choice((f"APBD Kota Blitar {year}", f"DAK Nonfisik PK2UKM {year}"))
    if year == BANK_SAMPAH_DAY.year:  # that year's DAK paid for the bank sampah alone
        dana = f"APBD Kota Blitar {year}"
    return SampleTraining(title, kind, dana, begin, done, rng.choice(_PLACES), _draw_participants(rng, p))


def _draw_participants(rng: Random, p: str) -> tuple[SampleParticipant, ...]:
    """20-40 people, one or two of each cooperative; later some of bank sampah too."""
    active = [k for k in list_register(p) if k.find_status(p) == ACTIVE]
    pasif = [k for k in list_register(p) if k.find_status(p) == INACTIVE]
    invited: list[SampleCooperative | SampleGroup] = [*rng.sample(active, 20), *rng.sample(pasif, 2)]
    if p > GROUPS_SINCE:
        invited += rng.sample(make_groups(), rng.randint(1, 4))
    rng.shuffle(invited)
    people = [_make_person(origin, i) for origin in invited for i in range(rng.choice((1, 1, 2)))]
    return tuple(people[: rng.randint(22, 40)])


def _make_person(origin: SampleCooperative | SampleGroup, ordinal: int) -> SampleParticipant:
    """The same board members come again: the person depends on the cooperative alone."""
    number = (
        origin.number * 3 + ordinal
        if isinstance(origin, SampleCooperative)
        else 1320 + (origin.number - 1) * 3 + ordinal
    )
    rng = make_dice("orang", number)
    if isinstance(origin, SampleGroup):
        women = 0.85
    else:
        women = 1.0 if origin.legal_form == "Kopwan" else 0.45
    sex = "P" if rng.random() < women else "L"
    return SampleParticipant(nama.make_person(number, sex), sex, origin, ("Ketua", "Bendahara", "Sekretaris")[ordinal])
