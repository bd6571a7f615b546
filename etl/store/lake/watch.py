"""Looks at the catalog every few seconds as long as a server lives, so that what others publish appears here too.

No page waits for the catalog: it shows the files of this server. Whether the catalog answers is noticed here alone; a
frozen one breaks no connection, so what counts is how long ago it answered.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from etl.store.faults import StoreBusy, StoreDamaged
from etl.store.lake.address import FILES, read_setting
from etl.store.lake.care import by_itself
from etl.store.lake.shared import note_held, watched
from etl.store.lake.visit.kept import is_out, open_session
from etl.store.versions import Store

EVERY, SILENT = 2.0, 4.5  # seconds between two looks; after which a catalog that says nothing is called silent
_RENEW = 3600.0  # seconds after which a server says again what it holds; what it said lapses after a week
_CARE = 60.0  # seconds after which it asks again whether the lake has to be looked after
_log = logging.getLogger(__name__)
_answered: float | None = None  # when the catalog answered last, by the monotonic clock; None = nobody looks
_fault = ""
_later = ""


@contextmanager
def keep_up() -> Iterator[None]:
    """Look as long as the server lives; nothing where no catalog is shared."""
    global _answered
    if read_setting() == FILES:
        yield
        return
    ended = threading.Event()
    _answered = time.monotonic()
    watched.set()
    at_work = threading.Thread(target=_watch, args=(ended,), name="katalog-bersama", daemon=True)
    at_work.start()
    try:
        yield
    finally:
        ended.set()
        watched.clear()
        _answered = None
        at_work.join(SILENT)  # the process must not end in the middle of a question: DuckDB would abort it


def find_fault() -> str:
    """Why this server may not know what others published by now, a sentence; "" = it does."""
    if _answered is None:
        return ""
    silent = time.monotonic() - _answered
    if silent > SILENT:
        return _fault or f"Katalog bersama tidak menjawab selama {silent:.0f} detik; yang tampil ialah versi terakhir."
    return ""


def find_later() -> str:
    """Why this server publishes nothing upon what another one of a later release published, for the operator; "" = it
    may, as far as it has looked."""
    return "" if _answered is None else _later


def _watch(ended: threading.Event) -> None:
    seen, renewed, cared = -math.inf, _Every(_RENEW), _Every(_CARE, time.monotonic())
    while not ended.is_set():
        try:
            seen = _look(seen, renewed, cared)
            _note("")
        except StoreBusy:  # somebody publishes here, and has brought the folder up himself
            _note("")
        except StoreDamaged as error:
            seen = -math.inf  # what comes back may be another catalog: all of it is looked at
            _note(str(error))
        ended.wait(EVERY)


class _Every:
    """What is done once in so many seconds, and again at the next look where it failed."""

    def __init__(self, seconds: float, last: float = -math.inf) -> None:
        self._seconds, self._last = seconds, last

    def do(self, work: Callable[[], None]) -> None:
        if time.monotonic() - self._last > self._seconds:
            work()
            self._last = time.monotonic()


def _look(seen: float, renewed: _Every, cared: _Every) -> float:
    """The snapshot up to which this server has looked. While a visit of this process is at work nothing but the
    catalog's health is asked: opening a second one costs half of a publication."""
    with open_session(looks_only=True) as session:
        latest = session.find_latest()
        concerns_us = latest != seen and latest >= 0 and (latest < seen or session.has_published(seen))
    if is_out():
        return seen
    renewed.do(_say_held)
    cared.do(_care)
    if concerns_us:
        _catch_up()
        _note_later()
    return latest


def _say_held() -> None:
    with open_session() as session:
        note_held(Store(), session)


def _care() -> None:
    with open_session() as session:
        by_itself.look_after_beside(session)


def _catch_up() -> None:
    global _answered
    store = Store()
    with open_session() as session:
        newest = session.find_newest()
    if newest > (store.read_numbers().pointed or 0):
        _answered = math.inf  # a new server fetches for minutes, and is answered all the while
        store.catch_up(patience=0)


def _note_later() -> None:
    """Said in the log once for each version."""
    global _later
    store = Store()
    later = store.records.say_later(store.read_numbers().pointed)
    if later and later != _later:
        _log.warning("%s", later)
    _later = later


def _note(fault: str) -> None:
    global _answered, _fault
    if fault != _fault:
        _log.warning("%s", fault or "Katalog bersama menjawab lagi.")
    _fault = fault
    if not fault or _answered == math.inf:
        _answered = time.monotonic()
