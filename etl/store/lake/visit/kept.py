"""A visit that ended well stays open in a process for the next one, which first asks whether it still stands: opening
one costs half of what a publication does (extensions, three connections, the lake's own tables)."""

from __future__ import annotations

import atexit
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from etl.acuan import load_reference
from etl.store.faults import StoreDamaged
from etl.store.lake.address import Address, parse_address, read_setting
from etl.store.lake.visit.session import Session

# {(process, whether it only looks): the visit that is open and not in use}: after a fork the child leaves its parent's
# connections alone
_kept: dict[tuple[int, bool], Session] = {}
_out = 0  # those in use in this process, without those that only look
_lock = threading.Lock()


@contextmanager
def open_session(setting: str | None = None, looks_only: bool = False) -> Iterator[Session]:
    """A visit to the catalog that a setting names, by default KOPERASI_STORE, for the area of this installation.
    `looks_only`: another one than that of publishers, for whoever asks nothing but whether something was published."""
    address = parse_address(read_setting() if setting is None else setting)
    if address is None:
        raise StoreDamaged("Tidak ada katalog bersama.")
    _count(0 if looks_only else 1)
    try:
        session = _take(address, find_area(), looks_only) or Session(address, find_area(), looks_only)
        with _closed_on_fault(session):
            yield session
        _leave(session)
    finally:
        _count(0 if looks_only else -1)


def is_out() -> bool:
    """Whether somebody in this process is about to publish or to fetch."""
    return _out > 0


def find_area() -> str:
    """The code of the area of government that this server publishes for."""
    return str(load_reference().settings["wilayah"]["kode"])


@atexit.register
def close_kept() -> None:
    """What ends in silence PostgreSQL takes for a fault."""
    with _lock:
        sessions = [_kept.pop(place) for place in list(_kept) if place[0] == os.getpid()]
    for session in sessions:
        session.close()


def _count(step: int) -> None:
    global _out
    with _lock:
        _out += step


def _take(address: Address, area: str, looks_only: bool) -> Session | None:
    """The visit that was kept, where it is one to this catalog and still stands."""
    with _lock:
        session = _kept.pop((os.getpid(), looks_only), None)
    if session is not None and (session.address, session.area) == (address, area) and session.still_stands():
        return session
    if session is not None:
        session.close()
    return None


@contextmanager
def _closed_on_fault(session: Session) -> Iterator[None]:
    try:
        yield
    except BaseException:
        session.close()
        raise


def _leave(session: Session) -> None:
    """Kept, in the place of one that ended before it; closed where it cannot let go of its locks."""
    if not session.has_settled():
        session.close()
        return
    place = (os.getpid(), session.looks_only)
    with _lock:
        earlier, _kept[place] = _kept.get(place), session
    if earlier is not None:
        earlier.close()
