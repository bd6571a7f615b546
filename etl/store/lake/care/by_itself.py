"""Care for the lake that nobody asked for: after so many publications, by the server that looks at the catalog.

Whoever pressed the button does not wait for it: a server does it beside its other work. On the command line, where
nothing else would, the publication that makes it due does it at its end.
"""

from __future__ import annotations

import logging
import threading

from etl.store.faults import StoreBusy, StoreDamaged
from etl.store.lake.address import Address
from etl.store.lake.care import maintain
from etl.store.lake.visit.session import Session

_log = logging.getLogger(__name__)
_at_work = threading.Lock()


def look_after(session: Session) -> None:
    """Where it is due. Raises StoreDamaged where the catalog does not say whether it is."""
    if maintain.is_due(session):
        _maintain(session.address)


def look_after_beside(session: Session) -> None:
    """The same in a thread of its own, one at a time."""
    if maintain.is_due(session) and _at_work.acquire(blocking=False):
        threading.Thread(target=_work, args=(session.address,), name="perawatan-katalog", daemon=True).start()


def _work(address: Address) -> None:
    try:
        _maintain(address)
    finally:
        _at_work.release()


def _maintain(address: Address) -> None:
    """The night tries again what does not succeed, or what another server is at."""
    try:
        maintain.maintain(address, patience=0.1)
    except StoreBusy:
        return
    except StoreDamaged as error:
        _log.warning("Perawatan katalog bersama tertunda: %s", error)
