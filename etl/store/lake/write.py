"""A finished version into the lake, in one transaction: its tables, its record, and the proof that nothing is amiss.

Nothing of an older version is read here. Bringing one back, or taking an upload back, is done in the version's own
file; in a transaction that writes, `at (version => …)` would see what that transaction itself deleted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import duckdb

from etl.rules import quote_name
from etl.store.attach import attach, list_tables
from etl.store.faults import StoreDamaged
from etl.store.lake.connect import LAKE, transaction
from etl.store.lake.ledger import Entry, add_entry, find_newest, read_entries, sign_commit
from etl.store.lake.tables import (
    LEDGER,
    Columns,
    Fingerprint,
    find_repeated,
    list_primary,
    prepare_tables,
    read_fingerprint,
    write_changes,
)
from etl.store.records import Record

Tables = dict[str, tuple[Columns, Fingerprint]]
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
) -> None:
    """Write a version with its record (`text`) and commit. `file`: its finished file, None = only the record is left of
    it; `before`: the file of the version that the lake holds now, None = whatever stands there is replaced.

    `assure` is asked right before the commit and raises where the lock is gone. Raises StoreDamaged with nothing
    written; duckdb.Error at the commit leaves open whether it was, see `is_written`.
    """
    record: Record = json.loads(text)
    with_files = {name: path for name, path in ((_NEW, file), (_OLD, before)) if path is not None}
    for name, path in with_files.items():
        attach(con, path, name)
    try:
        with transaction(con):
            _refuse_taken(con, area, number)
            tables = _keep_tables(con) if file is None else _write_tables(con, area, number, before is not None)
            entry = Entry(number, text, server, duckdb.__version__, tables)
            add_entry(con, area, entry, str(record.get("rilis", "")))
            _refuse_repeated(con, area, LEDGER, {LEDGER: ("nomor",)})
            sign_commit(con, area, number, str(record["oleh"]), str(record["tindakan"]))
            assure()
    finally:
        _let_go(con, list(with_files))


def _refuse_taken(con: duckdb.DuckDBPyConnection, area: str, number: int) -> None:
    newest = find_newest(con, area)
    if newest != number - 1:
        raise LakeDiffers(f"Katalog bersama sudah sampai versi {newest}, bukan {number - 1}. {UNCHANGED}")


def _write_tables(con: duckdb.DuckDBPyConnection, area: str, number: int, has_old: bool) -> Tables:
    """Write the tables that changed, and prove of each that the lake holds it now; the others are those of before."""
    wanted, old = list_tables(con, _NEW), list_tables(con, _OLD) if has_old else {}
    prepare_tables(con, wanted)
    before = _read_before(con, area, number)
    written: Tables = {}
    for table, columns in wanted.items():
        found = columns, read_fingerprint(con, _NEW, table, columns, None)
        if before.get(table) != found:
            is_like = old.get(table) == columns and _holds(con, table, before.get(table))
            write_changes(con, table, columns, area, _NEW, _OLD if is_like else None)
            _refuse_other(table, found[1], read_fingerprint(con, LAKE, table, columns, area))
            _refuse_repeated(con, area, table, list_primary(con, _NEW))
        written[table] = found
    return written


def _read_before(con: duckdb.DuckDBPyConnection, area: str, number: int) -> Tables:
    """What the lake holds of the area, as was proven when it was written; nothing where it cannot be compared."""
    before = next(iter(read_entries(con, area, number - 1)), None)
    return {} if before is None or before.release != duckdb.__version__ else dict(before.tables)


def _holds(con: duckdb.DuckDBPyConnection, table: str, published: tuple[Columns, Fingerprint] | None) -> bool:
    """Whether the file of the version before is what the lake holds: only then its differences say what to write."""
    if published is None:
        return False
    columns, wanted = published
    return list_tables(con, _OLD).get(table) == columns and read_fingerprint(con, _OLD, table, columns, None) == wanted


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


def _let_go(con: duckdb.DuckDBPyConnection, names: list[str]) -> None:
    """Files are let go of, so that they can be renamed where a system holds open ones."""
    for name in names:
        con.execute(f"detach {quote_name(name)}")
