"""Files that are made when their address is asked for, each offered to one login session for a quarter of an hour."""

from __future__ import annotations

import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

AGE = 15 * 60  # seconds since the page was last drawn
_MOST = 200  # of all sessions together: an offer holds a workbook
_secret = secrets.token_bytes(32)


@dataclass(frozen=True)
class Offer:
    session: str  # digest of its token
    make: Callable[[], bytes]
    name: str
    until: float


_offers: OrderedDict[str, Offer] = OrderedDict()
_lock = threading.Lock()


def put(session: str, page: str, make: Callable[[], bytes], name: str) -> str:
    """Offer a file to a session; returns its token. A page that is drawn again keeps the token of the same file."""
    digest = _digest(session)
    token = sha256(b"|".join([_secret, digest.encode(), page.encode(), name.encode()])).hexdigest()
    with _lock:
        _offers.pop(token, None)
        _offers[token] = Offer(digest, make, name, time.monotonic() + AGE)
        while len(_offers) > _MOST or next(iter(_offers.values())).until < time.monotonic():
            _offers.popitem(last=False)
    return token


def get(session: str, token: str) -> Offer | None:
    """The offer, for the session that it was made to and as long as it lasts."""
    with _lock:
        offer = _offers.get(token)
    return offer if offer and offer.session == _digest(session) and offer.until >= time.monotonic() else None


def _digest(session: str) -> str:
    return sha256(session.encode()).hexdigest()
