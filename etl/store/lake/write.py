"""A finished version into the lake, in one transaction: its tables, its record, and the proof that nothing is amiss.

Nothing of an older version is read here. Bringing one back, or taking an upload back, is done in the version's own
file; in a transaction that writes, `at (version => …)` would see what that transaction itself deleted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb

from etl.rules import quote_name
from etl.store.attach import attach, list_tables
from etl.store.faults import StoreDamaged
from etl.store.lake.connect import LAKE, transaction
from etl.store.lake.ledger import Entry, add_entry, find_newest, read_entries, sign_commit
from etl.store.lake.tables import (
    LEDGER,
    Change,
    Columns,
    Fingerprint,
    find_change,
    find_repeated,
    list_primary,
    prepare_tables,
    read_fingerprint,
    write_changes,
)
from etl.store.records import Record

Tables = dict[str, tuple[Columns, Fingerprint]]


class Content(NamedTuple):
    """new, old: the tables of a finished file and of the version before; changes: where they differ."""

    new: Tables
    old: Tables
    changes: Mapping[str, Change]


_NEW, _OLD = "baru", "lama"
UNCHANGED = "Data yang terbit tidak berubah."


class LakeDiffers(StoreDamaged):
    """What stands in the lake is not what was written: rolled back."""


def write_version(
    con: duckdb.DuckDBPyConnection,
    area: str,
    number: int,
    text: str,
    file: Path | None,
    before: Path | None,
    server: str,
    assure: Callable[[], None] = lambda: None,
    content: Content | None = None,
) -> None:
    """Write a version with its record (`text`) and commit. `file`: its finished file, None = only the record is left of
    it; `before`: the file of the version that the lake holds now, None = whatever stands there is replaced. `content`:
    what read_content found in both, so that nobody waits for that.

    `assure` is asked right before the commit and raises where the lock is gone. Raises StoreDamaged with nothing
    written; duckdb.Error at the commit leaves open whether it was, see `is_written`.
    """
    record: Record = json.loads(text)
    if content is None and file is not None:
        content = read_content(con, file, before)
    with _attached(con, file, before):
        with transaction(con):
            _refuse_taken(con, area, number)
            tables = _keep_tables(con) if content is None else _write_tables(con, area, number, content)
            entry = Entry(number, text, server, duckdb.__version__, tables)
            add_entry(con, area, entry, str(record.get("rilis", "")))
            _refuse_repeated(con, area, LEDGER, {LEDGER: ("nomor",)})
            sign_commit(con, area, number, str(record["oleh"]), str(record["tindakan"]))
            assure()


def read_content(con: duckdb.DuckDBPyConnection, file: Path, before: Path | None) -> Content:
    """What a finished file holds and where it differs from the version before; nothing of the lake is asked."""
    with _attached(con, file, before):
        new, old = (_read_tables(con, name) if path else {} for name, path in ((_NEW, file), (_OLD, before)))
        like = {t for t, (columns, _) in new.items() if t in old and old[t][0] == columns}
        changes = {t: find_change(con, t, new[t][0], _NEW, _OLD) for t in sorted(like) if new[t] != old[t]}
    return Content(new, old, changes)


def _read_tables(con: duckdb.DuckDBPyConnection, name: str) -> Tables:
    tables = list_tables(con, name)
    return {t: (columns, read_fingerprint(con, name, t, columns, None)) for t, columns in tables.items()}


def _refuse_taken(con: duckdb.DuckDBPyConnection, area: str, number: int) -> None:
    newest = find_newest(con, area)
    if newest != number - 1:
        raise LakeDiffers(f"Katalog bersama sudah sampai versi {newest}, bukan {number - 1}. {UNCHANGED}")


def _write_tables(con: duckdb.DuckDBPyConnection, area: str, number: int, content: Content) -> Tables:
    """Write the tables that changed, and prove of each that the lake holds it now; the others are those of before."""
    prepare_tables(con, {t: columns for t, (columns, _) in content.new.items()})
    before, keys = _read_before(con, area, number), list_primary(con, _NEW)
    for table, found in content.new.items():
        if before.get(table) != found:
            # only where the file of the version before is what the lake holds its differences say what to write
            is_known = table in before and content.old.get(table) == before[table]
            write_changes(con, table, found[0], area, _NEW, content.changes.get(table) if is_known else None)
            _refuse_other(table, found[1], read_fingerprint(con, LAKE, table, found[0], area))
            _refuse_repeated(con, area, table, keys)
    return content.new


def _read_before(con: duckdb.DuckDBPyConnection, area: str, number: int) -> Tables:
    """What the lake holds of the area, as was proven when it was written; nothing where it cannot be compared."""
    before = next(iter(read_entries(con, area, number - 1)), None)
    return {} if before is None or before.release != duckdb.__version__ else dict(before.tables)


def _keep_tables(con: duckdb.DuckDBPyConnection) -> Tables:
    """Of a version whose file is gone only the record comes; the tables stay those of the one before."""
    prepare_tables(con, {})
    return {}


def _refuse_other(table: str, wanted: Fingerprint, found: Fingerprint) -> None:
    if wanted != found:
        raise LakeDiffers(
            f"Tabel {table} di katalog bersama tidak sama dengan terbitan: {found.rows} baris, seharusnya "
            f"{wanted.rows}. {UNCHANGED}"
        )


def _refuse_repeated(
    con: duckdb.DuckDBPyConnection, area: str, table: str, keys: Mapping[str, tuple[str, ...]]
) -> None:
    if n := find_repeated(con, table, area, keys):
        raise LakeDiffers(f"Tabel {table} di katalog bersama memuat {n} kunci lebih dari satu kali. {UNCHANGED}")


@contextmanager
def _attached(con: duckdb.DuckDBPyConnection, file: Path | None, before: Path | None) -> Iterator[None]:
    """Both files by name; let go of afterwards, so that they can be renamed where a system holds open ones."""
    with_files = {name: path for name, path in ((_NEW, file), (_OLD, before)) if path is not None}
    for name, path in with_files.items():
        attach(con, path, name)
    try:
        yield
    finally:
        for name in with_files:
            con.execute(f"detach {quote_name(name)}")
