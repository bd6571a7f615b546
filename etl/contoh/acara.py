"""Events of the invented city: few a year, what nobody wrote down left blank."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from etl import periode
from etl.contoh.angka import KELURAHAN_SHARES, TRIAL_QUARTER, make_dice
from etl.contoh.world import list_register
from etl.skema import ACTIVE

EVENTS_SINCE = "2022-T2"
_ORGANISER = "Dinas Koperasi Contoh"


@dataclass(frozen=True)
class SampleEvent:
    """An event that comes back each year, or once; `kelurahan` "" = nobody wrote it down."""

    name: str
    month: int
    day: int
    days: int
    place: str
    kelurahan: str
    only_in: int = 0
    counts_businesses: bool = True
    names: int = 0  # how many cooperatives are named


_EVENTS = (
    SampleEvent("Blitar Jadoel", 6, 5, 5, "Alun-alun Contoh", "Kepanjenkidul"),
    SampleEvent("Hari Koperasi", 7, 12, 1, "Balai Contoh Kota", "", counts_businesses=False),
    SampleEvent("Pameran Produk Koperasi", 11, 8, 3, "Aula Contoh Dinas", "Sananwetan", names=4),
    SampleEvent("Bazar Merah Putih", 6, 21, 1, "Lapangan Contoh", "Sukorejo", only_in=2025, names=2),
)


def make_event_rows(p: str) -> list[dict[str, str | int | dt.date | None]]:
    """The events of a quarter; none before the first sheet, nor in the quarter for trying the upload."""
    year, _ = periode.split_quarter(p)
    if p < EVENTS_SINCE or p >= TRIAL_QUARTER:
        return []
    held = [e for e in _EVENTS if e.only_in in (0, year) and periode.find_by_date(_find_day(e, year)) == p]
    return [_make_row(e, p, year) for e in held]


def _find_day(e: SampleEvent, year: int) -> dt.date:
    return dt.date(year, e.month, e.day)


def _make_row(e: SampleEvent, p: str, year: int) -> dict[str, str | int | dt.date | None]:
    rng, first = make_dice("acara", e.name, year), _find_day(e, year)
    active = [k.find_name(p) for k in list_register(p) if k.find_status(p) == ACTIVE]
    businesses = rng.randint(30, 80)
    return {
        "nama_acara": e.name,
        "tanggal": first,
        "tanggal_selesai": first + dt.timedelta(days=e.days - 1) if e.days > 1 else None,
        "tempat": e.place,
        "kelurahan": e.kelurahan or None,
        "kecamatan": KELURAHAN_SHARES[e.kelurahan][0] if e.kelurahan else None,
        "penyelenggara": _ORGANISER,
        "jumlah_koperasi_peserta": rng.randint(8, 20),
        "nama_koperasi_peserta": "; ".join(rng.sample(active, e.names)) or None,
        "jumlah_umkm_peserta": businesses if e.counts_businesses else None,
    }
