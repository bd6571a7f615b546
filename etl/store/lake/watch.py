"""Looks at the catalog every few seconds as long as a server lives, so that what others publish appears here too.

No page waits for the catalog: it shows the files of this server. Whether the catalog answers is noticed here alone; a
frozen one breaks no connection, so what counts is how long ago it answered.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from etl.store.faults import StoreBusy, StoreDamaged
from etl.store.lake.address import FILES, read_setting
from etl.store.lake.session import open_session
from etl.store.lake.shared import note_held
from etl.store.versions import Store

EVERY, SILENT = 2.0, 4.5  # seconds between two looks; after which a catalog that says nothing is called silent
_RENEW = 3600.0  # seconds after which a server says again what it holds; what it said lapses after a week
_log = logging.getLogger(__name__)
_answered: float | None = None  # when the catalog answered last, by the monotonic clock; None = nobody looks
_fault = ""


@contextmanager
def keep_up() -> Iterator[None]:
    """Look as long as the server lives; nothing where no catalog is shared."""
    global _answered
    if read_setting() == FILES:
        yield
        return
    ended = threading.Event()
    _answered = time.monotonic()
    threading.Thread(target=_watch, args=(ended,), name="katalog-bersama", daemon=True).start()
    try:
        yield
    finally:
        ended.set()
        _answered = None


def find_fault() -> str:
    """Why this server may not know what others published by now, a sentence; "" = it does."""
    if _answered is None:
        return ""
    silent = time.monotonic() - _answered
    if silent > SILENT:
        return _fault or f"Katalog bersama tidak menjawab selama {silent:.0f} detik; yang tampil ialah versi terakhir."
    return ""


def _watch(ended: threading.Event) -> None:
    renewed = -math.inf
    while not ended.is_set():
        try:
            is_due = time.monotonic() - renewed > _RENEW
            _look(is_due)
            renewed = time.monotonic() if is_due else renewed
            _note("")
        except StoreBusy:  # somebody publishes here, and has brought the folder up himself
            _note("")
        except StoreDamaged as error:
            _note(str(error))
        ended.wait(EVERY)


def _look(says_held: bool) -> None:
    global _answered
    store = Store()
    with open_session() as session:
        newest = session.find_newest()
        if says_held:
            note_held(store, session)
    if newest > (store.read_numbers().pointed or 0):
        _answered = math.inf  # a new server fetches for minutes, and is answered all the while
        store.catch_up(patience=0)


def _note(fault: str) -> None:
    global _answered, _fault
    if fault != _fault:
        _log.warning("%s", fault or "Katalog bersama menjawab lagi.")
    _fault = fault
    if not fault or _answered == math.inf:
        _answered = time.monotonic()
