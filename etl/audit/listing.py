"""The entries as people read them: newest first, the time with its zone, events and facts in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from etl import clock
from etl.audit import log
from etl.audit.events import EVENTS
from etl.audit.heads import read_recorded
from etl.audit.log import Entry
from etl.store.versions import Store

_ZONES = {dt.timedelta(hours=hours): zone for zone, hours in clock.OFFSETS.items()}
_DECIDING = {"gabung", "pisah", "batal_gabung", "batal_pisah"}
_PUBLISHING = {
    "terbit",
    "pulihkan",
    "tarik",
    "cabut_ejaan",
    "isi_kamus",
    "bangun_ulang",
    "samarkan",
    *_DECIDING,
}  # with the fact `versi`
NOT_DONE = "tidak jadi: tidak ada terbitan yang menyebut entri ini"


@dataclass(frozen=True)
class Row:
    """One entry in words. code: the event's key; details: "versi: 12; …".

    time: by the clock of the server, as everywhere; zone: what that clock is called.
    """

    number: int
    time: dt.datetime
    zone: str
    code: str
    event: str
    by: str
    address: str
    details: str


def list_rows(store: Store, since: dt.date | None = None) -> list[Row]:
    """Entries from a date on, newest first. A publication that no record names was cut off, and is said to be."""
    done = _find_done(store)
    rows = [_make_row(entry, done) for entry in reversed(log.read_entries(store.folder))]
    return rows if since is None else [row for row in rows if row.time.date() >= since]


def say_time(row: Row) -> str:
    """ "2026-01-05 14.03.22 WIB"."""
    return f"{row.time:%Y-%m-%d %H.%M.%S} {row.zone}"


def find_today() -> dt.date:
    """The date on the clock by which entries are shown."""
    return clock.read_today()


def _find_done(store: Store) -> set[int]:
    """Numbers of the entries that a record names."""
    return {head.number for head in read_recorded(store)}


def _make_row(entry: Entry, done: set[int]) -> Row:
    facts = [f"{name.replace('_', ' ')}: {value}" for name, value in entry.facts.items()]
    if entry.event in _PUBLISHING and "versi" in entry.facts and entry.number not in done:
        facts.append(NOT_DONE)
    event = EVENTS.get(entry.event, entry.event)
    zone = _name_zone(entry.time)
    return Row(entry.number, entry.time, zone, entry.event, event, entry.by, entry.address, "; ".join(facts))


def _name_zone(time: dt.datetime) -> str:
    """The zone of an entry's clock, e.g. WIB; of a clock that is none of Indonesia's its distance: UTC, UTC-03.30."""
    offset = time.utcoffset() or dt.timedelta()
    if offset in _ZONES:
        return _ZONES[offset]
    hours, minutes = divmod(abs(offset).seconds // 60, 60)
    sign = "-" if offset < dt.timedelta() else "+"
    return f"UTC{sign}{hours:02}.{minutes:02}" if offset else "UTC"
