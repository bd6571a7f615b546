"""Wrong passwords: what delays the next attempt, and for how long. Kept in the SQLite file of the accounts.

Two limits. A name from one address: from the fifth failure on each further one doubles the wait, up to ten minutes.
An address, whatever the names: so many failures in ten minutes. A name is kept as its hash: people type numbers and
passwords there. Nobody is locked out by what happens elsewhere, nor
by what a clock that was ahead dated in the future: such a failure does not count.
"""

from __future__ import annotations

import hashlib
import math
import sqlite3
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

from etl.rules import read_statement

SCHEMA = read_statement(Path(__file__).with_name("failures.sql"))
FREE = 5  # failures of a name from one address without any wait: everybody mistypes
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=10)
WINDOW = timedelta(minutes=10)  # in which the failures of an address are counted
MEMORY = timedelta(hours=1)  # after which a failure is forgotten


@dataclass(frozen=True)
class Caller:
    """Who tries: the name, and the address or known device it comes from."""

    name: str
    address: str
    known: bool = False


def network(address: str) -> str:
    """What counts as one address: an IPv4 address; of IPv6 the /64 that one household or office has to itself."""
    try:
        ip = ip_address(address.split("%")[0])
    except ValueError:
        return address
    mapped = getattr(ip, "ipv4_mapped", None)
    if mapped is not None or ip.version == 4:
        return str(mapped or ip)
    return str(ip_network(f"{ip}/64", strict=False))


def must_wait(db: sqlite3.Connection, caller: Caller, now: datetime, per_address: int) -> int:
    """Seconds until an attempt is looked at; 0 = now."""
    times = _times(db, caller, now)
    until = now
    if len(times) >= FREE:
        until = times[-1] + min(FIRST_WAIT * 2 ** (len(times) - FREE), LONGEST_WAIT)
    if not caller.known:
        recent = _times(db, Caller("", caller.address), now, WINDOW)
        if len(recent) >= per_address:
            until = max(until, recent[-per_address] + WINDOW)
    return max(0, math.ceil((until - now).total_seconds()))


def count(db: sqlite3.Connection, caller: Caller, now: datetime) -> int:
    """Note an attempt as failed until it is taken back; its number."""
    db.execute("delete from kegagalan where waktu not between ? and ?", _span(now, MEMORY))
    values = (_hash(caller.name), caller.address, now.isoformat())
    row = db.execute("insert into kegagalan values (?, ?, ?)", values)
    return int(row.lastrowid or 0)


def take_back(db: sqlite3.Connection, caller: Caller, number: int) -> None:
    """The attempt succeeded: neither it nor the earlier failures of the same caller count any more."""
    db.execute(
        "delete from kegagalan where rowid = ? or (nama = ? and alamat = ?)",
        (number, _hash(caller.name), caller.address),
    )


def forget(db: sqlite3.Connection, name: str) -> None:
    """All failures of a name, from wherever they came."""
    db.execute("delete from kegagalan where nama = ?", (_hash(name),))


def forget_addresses(db: sqlite3.Connection, name: str) -> None:
    """All failures at the addresses from which this name failed, whoever made them: nothing makes it wait there."""
    db.execute("delete from kegagalan where alamat in (select alamat from kegagalan where nama = ?)", (_hash(name),))


def _times(db: sqlite3.Connection, caller: Caller, now: datetime, back: timedelta = MEMORY) -> list[datetime]:
    """When this name failed from this address; "" = any name. Oldest first."""
    rows = db.execute(
        "select waktu from kegagalan where alamat = ? and (nama = ? or ? = '') and waktu between ? and ? "
        "order by waktu",
        (caller.address, _hash(caller.name), caller.name, *_span(now, back)),
    )
    return [datetime.fromisoformat(time) for (time,) in rows]


def _hash(name: str) -> str:
    """What is kept of a name."""
    return hashlib.sha256(f"nama:{name}".encode()).hexdigest()


def _span(now: datetime, back: timedelta) -> tuple[str, str]:
    return (now - back).isoformat(), now.isoformat()
