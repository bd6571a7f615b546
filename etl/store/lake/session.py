"""One visit to the catalog: its connections, its locks, and how long anybody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import duckdb

from etl.store.faults import StoreBusy, StoreDamaged
from etl.store.lake import held
from etl.store.lake.address import Address
from etl.store.lake.connect import explained, has_lake, open_catalog, open_lake, reading_lake
from etl.store.lake.ledger import Entry, find_newest, find_snapshot, read_entries
from etl.store.lake.line import Line
from etl.store.lake.take import write_file

T = TypeVar("T")
Work = Callable[[duckdb.DuckDBPyConnection], T]
READING, WRITING = 60.0, 180.0  # seconds after which nobody waits any more
_CONNECTING, _LEAVING = 10.0, 3.0
_LOST = "Kunci katalog bersama terlepas di tengah penerbitan; tidak ada yang ditulis. Ulangi."


class Session:
    """Used by `with`; everything that talks to the catalog runs in one thread of its own."""

    def __init__(self, address: Address, area: str) -> None:
        self.address, self.area = address, area
        self._line = Line()
        self._catalog: duckdb.DuckDBPyConnection | None = None
        self._lake: duckdb.DuckDBPyConnection | None = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._line.end(self._close, _LEAVING)

    # ── locks ──

    def hold_area(self, seconds: float) -> None:
        """Raises StoreBusy after so many seconds."""
        self._ask(lambda: held.begin(self._open_catalog(), self.area, seconds), seconds + _CONNECTING)

    def hold_all(self, seconds: float = 60) -> None:
        """Inside hold_area: the whole lake, for one transaction. Raises StoreBusy after so many seconds."""
        self._ask(lambda: held.hold_all(self._open_catalog(), seconds), seconds + _CONNECTING)

    def release_all(self) -> None:
        """Also where the catalog does not answer: then the lock goes with its connection."""
        if self._catalog is not None:
            self._line.leave(self._release)

    def assure(self) -> None:
        """Both locks are still held, as PostgreSQL sees it; asked inside the work. Raises StoreBusy."""
        if held.count_held(self._open_catalog()) != 2:
            raise StoreBusy(_LOST)

    # ── work ──

    def ask_lake(self, work: Work[T], seconds: float, is_new: bool = False) -> T:
        """What the work makes of the lake. Raises CatalogGone for what the database refuses."""
        return self._ask(lambda: work(self._open_lake(is_new)), seconds)

    def ask_anew(self, work: Work[T], seconds: float) -> T:
        """The same with a new connection, after the one that there was failed."""

        def fresh() -> T:
            self._lake = None
            return work(self._open_lake(False))

        return self._ask(fresh, seconds)

    def read_entries(self, since: int) -> list[Entry]:
        """The area's versions from a number on; none where nobody made the lake yet."""

        def work() -> list[Entry]:
            if not has_lake(self._open_catalog()):
                return []
            return read_entries(self._open_lake(False), self.area, since)

        return self._ask(work, READING + _CONNECTING)

    def write_file(self, entry: Entry, file: Path) -> bool:
        """A version as a new file; False where only its record was brought, or its snapshot has expired.

        Read from its snapshot, whatever is published meanwhile; the newest is read as it stands where it has none."""

        def work() -> bool:
            lake = self._open_lake(False)
            snapshot = find_snapshot(lake, self.area, entry.number) if entry.tables else None
            if snapshot is None and (not entry.tables or find_newest(lake, self.area) != entry.number):
                return False
            with reading_lake(lake, self.address, snapshot) as source:
                write_file(lake, source, self.area, entry, file)
            return True

        return self._ask(work, WRITING)

    # ── connections ──

    def _ask(self, work: Callable[[], T], seconds: float) -> T:
        def said() -> T:
            with explained(self.address):
                return work()

        return self._line.ask(said, seconds)

    def _open_catalog(self) -> duckdb.DuckDBPyConnection:
        self._catalog = self._catalog or open_catalog(self.address)
        return self._catalog

    def _open_lake(self, is_new: bool) -> duckdb.DuckDBPyConnection:
        if self._lake is None:
            self._refuse_unmounted()
            self._lake = open_lake(self.address, is_new=is_new)
        return self._lake

    def _refuse_unmounted(self) -> None:
        """An empty folder where tables should be is a disk that is not mounted, not a beginning."""
        folder = self.address.folder
        if not folder.is_dir() or (has_lake(self._open_catalog()) and not self.address.tables.is_dir()):
            raise StoreDamaged(
                f"Folder bersama {folder} tidak ada atau kosong, padahal katalognya ada isinya; mungkin belum "
                "terpasang. Tidak ada yang ditulis."
            )

    def _release(self) -> None:
        held.release_all(self._open_catalog())

    def _close(self) -> None:
        for con in (self._lake, self._catalog):
            if con is not None:
                con.close()
