"""One visit to the catalog: its connections, its locks, and how long anybody waits for it.

Everything in here waits for so many seconds at most. Which visits stay open, kept.py says.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import duckdb

from etl.store.attach import list_tables
from etl.store.faults import StoreBusy, StoreDamaged
from etl.store.lake.address import Address
from etl.store.lake.care.holders import HOLDERS, attach_holders, note_held
from etl.store.lake.connect import (
    CATALOG,
    LAKE,
    attach_catalog,
    attach_lake,
    explained,
    find_extensions,
    has_lake,
    make_probed,
    open_database,
    read_kind,
    read_latest,
    read_schema,
    reading_lake,
)
from etl.store.lake.ledger import Entry, find_newest, find_snapshot, read_entries
from etl.store.lake.tables import Columns
from etl.store.lake.take import write_file
from etl.store.lake.visit import held
from etl.store.lake.visit.line import Line
from etl.store.lake.visit.seen import Seen, find_newest_snapshot

T = TypeVar("T")
Work = Callable[[duckdb.DuckDBPyConnection], T]
READING, WRITING = 60.0, 180.0  # seconds after which nobody waits any more
_CONNECTING, _LEAVING, _LOOKING = 10.0, 3.0, 5.0
_GOOD = 1800.0  # seconds; a server says it anew every hour (watch.py)
_LOST = "Kunci katalog bersama terlepas di tengah penerbitan; tidak ada yang ditulis. Ulangi."


class Session:
    """Used by `with`; everything that talks to the catalog runs in one thread of its own. `looks_only`: asks nothing
    but find_latest and has_published."""

    def __init__(self, address: Address, area: str, looks_only: bool = False) -> None:
        self.address, self.area, self.looks_only = address, area, looks_only
        self._line = Line()
        self._kind = ""
        self._database: duckdb.DuckDBPyConnection | None = None
        self._catalog: duckdb.DuckDBPyConnection | None = None
        self._lake: duckdb.DuckDBPyConnection | None = None
        self._holders: duckdb.DuckDBPyConnection | None = None
        self._seen: Seen | None = None
        self._tables: tuple[int, Mapping[str, Columns]] | None = None
        self._noted: tuple[tuple[str, int], float] | None = None

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of locks and connections; of a catalog that does not answer when it does."""
        self._line.end(self._close, _LEAVING)

    def still_stands(self) -> bool:
        """Whether a visit that was kept can go on: the catalog answers, and is what it was when it was opened."""
        return self._succeeds(self._refuse_changed, _LOOKING)

    # ── locks ──

    def hold_area(self, seconds: float) -> None:
        """Raises StoreBusy after so many seconds."""

        def work() -> None:
            held.begin(self._open_catalog(), self.area, seconds)

        self._ask(work, seconds + _CONNECTING)

    def hold_all(self, seconds: float = 60) -> None:
        """Inside hold_area: the whole lake, for one transaction. Raises StoreBusy after so many seconds."""

        def work() -> None:
            held.hold_all(self._open_catalog(), seconds)

        self._ask(work, seconds + _CONNECTING)

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

    def list_tables(self, lake: duckdb.DuckDBPyConnection) -> Mapping[str, Columns]:
        """What the lake has, with its own tables; asked inside the work, with its lock held. To list them takes as long
        as to write three, so they are known until somebody makes or changes one."""
        holders = self.open_holders()
        schema = read_schema(holders, HOLDERS)
        if self._tables is None or self._tables[0] != schema:
            make_probed(holders, HOLDERS)
            self._tables = schema, list_tables(lake, LAKE)
        return self._tables[1]

    def read_entries(self, since: int) -> list[Entry]:
        """The area's versions from a number on; none where nobody made the lake yet."""

        def work() -> list[Entry]:
            if not has_lake(self._open_catalog()):
                return []
            if self._seen is not None and self._seen.entry.number == since and self._is_newest(self._seen):
                return [self._seen.entry]
            snapshot = find_newest_snapshot(self.open_holders(), HOLDERS, self.area)
            entries = read_entries(self._open_lake(False), self.area, since)
            self._seen = Seen(snapshot, entries[-1]) if snapshot and entries else None
            return entries

        return self._ask(work, READING + _CONNECTING)

    def keep_published(self, entry: Entry) -> None:
        """What was just published, with the area's lock still held: the next visit need not read it."""

        def work() -> None:
            snapshot = find_newest_snapshot(self.open_holders(), HOLDERS, self.area)
            self._seen = Seen(snapshot, entry) if snapshot else None

        self._ask(work, READING)

    def _is_newest(self, seen: Seen) -> bool:
        return find_newest_snapshot(self.open_holders(), HOLDERS, self.area, seen.number) == seen.snapshot

    def find_newest(self) -> int:
        """The number of the area's newest version; 0 = none. Asked every few seconds: waits not long."""

        def work() -> int:
            return find_newest(self._open_lake(False), self.area) if has_lake(self._open_catalog()) else 0

        return self._ask(work, _LOOKING)

    def find_latest(self) -> int:
        """The number of the lake's newest snapshot, of whatever area; -1 = nobody made it yet. Asks PostgreSQL alone,
        for a tenth of what the lake costs."""

        def work() -> int:
            catalog = self._open_catalog()
            return read_latest(catalog) if has_lake(catalog) else -1

        return self._ask(work, _LOOKING)

    def has_published(self, since: float) -> bool:
        """Whether a snapshot after this one holds something of the area; asks PostgreSQL alone too."""

        def work() -> bool:
            first = int(since) + 1 if since >= 0 else 0
            return bool(find_newest_snapshot(self._open_catalog(), CATALOG, self.area, first))

        return self._ask(work, _LOOKING)

    def has_lake(self) -> bool:
        """Whether anybody made the lake already."""
        return self._ask(lambda: has_lake(self._open_catalog()), READING)

    def note_held(self, server: str, version: int) -> None:
        """This server holds all versions of the area up to this one: later ones do not expire meanwhile. Its word is
        good for a week: what it said a while ago in this visit is not said again."""
        said, noted = (server, version), self._noted
        if noted is None or noted[0] != said or time.monotonic() - noted[1] > _GOOD:
            self._ask(lambda: note_held(self.open_holders(), self.area, server, version), READING)
            self._noted = (said, time.monotonic())

    def open_holders(self) -> duckdb.DuckDBPyConnection:
        """Where servers note what they hold; asked inside the work."""
        if self._holders is None:
            con = self._open_database().cursor()
            attach_holders(con, self.address)
            self._holders = con
        return self._holders

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

    def _succeeds(self, work: Callable[[], object], seconds: float) -> bool:
        """Whether that could be done in time."""
        try:
            self._ask(work, seconds)
        except StoreDamaged:
            return False
        return True

    def _open_database(self) -> duckdb.DuckDBPyConnection:
        self._database = self._database or open_database(not self.looks_only)
        return self._database

    def _open_catalog(self) -> duckdb.DuckDBPyConnection:
        if self._catalog is None:
            con = self._open_database().cursor()
            attach_catalog(con, self.address)
            self._catalog = con
        return self._catalog

    def _open_lake(self, is_new: bool) -> duckdb.DuckDBPyConnection:
        if self._lake is None:
            self._refuse_unmounted()
            con = self._open_database().cursor()
            attach_lake(con, self.address, is_new)
            self._lake = con
        return self._lake

    def _refuse_unmounted(self) -> None:
        """An empty folder where tables should be is a disk that is not mounted, or another bucket, not a beginning."""
        if not self.address.open_shelf().is_there(has_lake(self._open_catalog()), self.address.tables.name):
            raise StoreDamaged(
                f"Folder bersama {self.address.place} tidak ada atau kosong, padahal katalognya ada isinya; mungkin "
                "belum terpasang. Tidak ada yang ditulis."
            )

    def _refuse_changed(self) -> None:
        find_extensions()  # a package that was exchanged below us
        if not has_lake(self._open_catalog()):
            return
        if not self.address.bucket:  # a bucket answers for itself, and each question costs
            self._refuse_unmounted()
        if self._kind and read_kind(self._open_catalog()) != self._kind:
            raise StoreDamaged("Katalog bersama ditulis ulang oleh rilis lain.")

    def has_settled(self) -> bool:
        """Let go of all locks; whether that is sure, so that it can stay open for the next one."""
        return self._succeeds(self._settle, _LEAVING)

    def _settle(self) -> None:
        if self._catalog is not None:
            held.end(self._catalog)
            if self._lake is not None or self.looks_only and has_lake(self._catalog):
                self._kind = self._kind or read_kind(self._catalog)

    def _release(self) -> None:
        held.release_all(self._open_catalog())

    def _close(self) -> None:
        """A connection that is closed inside a transaction whose PostgreSQL is gone ends the process (SIGABRT): each is
        rolled back first, and may fail at that."""
        for con in (self._holders, self._lake, self._catalog, self._database):
            if con is not None:
                with suppress(duckdb.Error):
                    con.execute("rollback")
                con.close()
