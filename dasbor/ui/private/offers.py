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
_MOST_OF_PAGES = 3_000  # with a dozen on each page that is looked at; one holds a list
_secret = secrets.token_bytes(32)


@dataclass(frozen=True)
class Offer:
    session: str  # digest of its token
    make: Callable[[], bytes]
    name: str
    until: float


_offers: OrderedDict[str, Offer] = OrderedDict()
_page_offers: OrderedDict[str, Offer] = OrderedDict()
_lock = threading.Lock()


def put(session: str, page: str, make: Callable[[], bytes], name: str, of_page: bool = False) -> str:
    """Offer a file to a session; returns its token. A page that is drawn again keeps the token of the same file.
    `of_page`: what a page shows, and no file of staff."""
    held, most = (_page_offers, _MOST_OF_PAGES) if of_page else (_offers, _MOST)
    digest = _digest(session)
    token = sha256(b"|".join([_secret, digest.encode(), page.encode(), name.encode()])).hexdigest()
    with _lock:
        held.pop(token, None)
        held[token] = Offer(digest, make, name, time.monotonic() + AGE)
        while len(held) > most or next(iter(held.values())).until < time.monotonic():
            held.popitem(last=False)
    return token


def get(session: str, token: str, of_page: bool = False) -> Offer | None:
    """The offer, for the session that it was made to and as long as it lasts."""
    with _lock:
        offer = (_page_offers if of_page else _offers).get(token)
    return offer if offer and offer.session == _digest(session) and offer.until >= time.monotonic() else None


def _digest(session: str) -> str:
    return sha256(session.encode()).hexdigest()
