"""The audit of earlier releases, a table beside the accounts: its rows are carried once into the audit of now."""

from __future__ import annotations

import logging
import sqlite3

from etl.audit import log
from etl.audit.events import EVENTS, NOBODY
from etl.store.faults import StoreDamaged

_EVENTS = {
    "sandi dibuat": "sandi_diganti",
    "dibuka": "akun_dibuka",
    "masuk": "masuk",
    "keluar": "keluar",
    "gagal": "gagal_masuk",
    "ditolak: terkunci": "tertahan",
}
_ROW = (
    "baris_lama"  # name of the fact that says which row an entry came from: one that was carried is not carried again
)
_log = logging.getLogger(__name__)


def carry_over(db: sqlite3.Connection) -> None:
    """Write each old row into the audit, with its own time as a fact, then drop the table. Where the audit cannot be
    written the table stays for the next start."""
    if not db.execute("select 1 from sqlite_master where type = 'table' and name = 'audit'").fetchone():
        return
    try:
        done = {int(e.facts[_ROW]) for e in log.read_entries() if e.facts.get(_ROW, "").isdecimal()}
        for row in db.execute("select min(rowid), waktu, nama, kejadian from audit group by 2, 3, 4 order by 1"):
            if row[0] not in done:
                _write(*row)
    except StoreDamaged as error:
        _log.error("catatan audit lama belum dipindahkan: %s", error)
        return
    db.execute("drop table audit")
    db.commit()


def _write(number: int, time: str, name: str, event: str) -> None:
    kind = _EVENTS.get(event, event)
    if kind in EVENTS:
        log.append(kind, name or NOBODY, baris_lama=number, waktu_asal=time)
