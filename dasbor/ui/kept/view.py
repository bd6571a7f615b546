"""What a page is built for, where everybody who asks the same sees the same.

Under a view nobody is signed in, and no session, cookie or address bar of a reader can be read: whatever a page asks of
its reader it is told from here. So nothing that depends on somebody's rights can come into what is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class View:
    """page: its address; number, damage: the version that readers get, as in reader.ShownVersion; url: the choice as
    names and values of the URL; parameters: what only this page asks there; explored: charts that move; writes: the
    form for remarks stands on it, which asks again who may write when it is drawn."""

    page: str
    number: int | None
    damage: str = ""
    url: Pairs = ()
    parameters: Pairs = ()
    explored: frozenset[str] = frozenset()
    writes: bool = False


_CURRENT: ContextVar[View | None] = ContextVar("view", default=None)


def find() -> View | None:
    """The view that is being built; None where a reader's own run is going on."""
    return _CURRENT.get()


@contextmanager
def building(view: View | None) -> Iterator[None]:
    """Build for this view; None: for the reader of this run, with all that they may see."""
    token = _CURRENT.set(view)
    try:
        yield
    finally:
        _CURRENT.reset(token)
