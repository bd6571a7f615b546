"""What is written into the audit about signing in: never a name that is no account, one refusal a minute."""

from __future__ import annotations

import sqlite3
import threading

from etl.accounts.database import read_clock
from etl.acuan import find_data_folder
from etl.audit.events import NOBODY
from etl.audit.notes import note

_lock = threading.Lock()
_minute = ""
_noted: set[tuple[object, ...]] = set()  # state folder, event, name, address, facts of this minute


def note_refusal(db: sqlite3.Connection, event: str, name: str, address: str, **facts: str) -> None:
    """A failed or delayed attempt: one entry per name, address, facts and minute, however many there are. Names that
    are no account are not kept: people type passwords into the name field."""
    global _minute
    known = db.execute("select 1 from pengguna where nama = ?", (name,)).fetchone()
    said = (event, name if known else NOBODY, address)
    key = (find_data_folder(), *said, *facts.values())
    with _lock:
        minute = read_clock().strftime("%Y-%m-%dT%H:%M")
        if minute != _minute:
            _minute = minute
            _noted.clear()
        if key in _noted:
            return
        _noted.add(key)
    note(*said, **facts)
