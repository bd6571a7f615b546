"""One thread that talks to the catalog, so that nobody waits for it longer than said.

A frozen catalog answers nothing and breaks no connection; DuckDB cannot be interrupted while it waits for PostgreSQL.
So who asks goes on after so many seconds, and the thread is left behind; it ends with the process, or when it is
answered after all.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from queue import SimpleQueue
from types import TracebackType
from typing import Any, TypeVar

from etl.store.faults import StoreDamaged

T = TypeVar("T")
_Work = tuple[Callable[[], Any], "Future[Any]"]


class CatalogSilent(StoreDamaged):
    """The catalog did not answer in time; what became of the last request is not known."""


class Line:
    """Work is done in order, in one thread; after one that took too long nothing more is asked."""

    def __init__(self) -> None:
        self._work: SimpleQueue[_Work | None] = SimpleQueue()
        self._is_silent = False
        threading.Thread(target=self._serve, name="katalog", daemon=True).start()

    def ask(self, work: Callable[[], T], seconds: float) -> T:
        """What the work returns or raises. Raises CatalogSilent after so many seconds."""
        if self._is_silent:
            raise CatalogSilent("Katalog bersama tidak menjawab.")
        answer: Future[Any] = Future()
        self._work.put((work, answer))
        try:
            return answer.result(seconds)  # type: ignore[no-any-return]
        except TimeoutError:
            if answer.done():
                raise
            self._is_silent = True
            raise CatalogSilent(f"Katalog bersama tidak menjawab selama {seconds:.0f} detik.") from None

    def leave(self, work: Callable[[], object]) -> None:
        """Do this when its turn comes; nobody waits for it."""
        self._work.put((work, Future()))

    def end(self, work: Callable[[], object], seconds: float) -> None:
        """Do this last, also where the catalog was silent until then; waits so long at most."""
        ended: Future[Any] = Future()
        self._work.put((work, ended))
        self._work.put(None)
        if not self._is_silent:
            try:
                ended.exception(seconds)
            except TimeoutError:
                self._is_silent = True

    def _serve(self) -> None:
        while (given := self._work.get()) is not None:
            work, answer = given
            with _Told(answer):
                answer.set_result(work())


class _Told(AbstractContextManager[None]):
    """Whatever goes wrong inside is told to who asked; the thread goes on."""

    def __init__(self, answer: Future[Any]) -> None:
        self._answer = answer

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        if error is not None:
            self._answer.set_exception(error)
        return True
