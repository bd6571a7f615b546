"""A finished version into the lake, in one transaction: its tables, its record, and the proof that nothing is amiss.

Nothing of an older version is read here. Bringing one back, or taking an upload back, is done in the version's own
file; in a transaction that writes, `at (version => …)` would see what that transaction itself deleted.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb

from etl.rules import quote_name
from etl.store.attach import attach, list_tables
from etl.store.faults import StoreDamaged
from etl.store.lake.connect import LAKE, transaction
from etl.store.lake.ledger import Entry, add_entry, find_newest_beside, read_entries, sign_commit
from etl.store.lake.parts.compare import (
    Counted,
    add_up,
    find_change,
    open_calculator,
    read_layout,
    read_parts,
    recall,
    remember,
)
from etl.store.lake.tables import (
    Change,
    Columns,
    Keys,
    Tables,
    find_repeated,
    prepare_tables,
    read_written,
    write_changes,
)
from etl.store.records import Record


class Content(NamedTuple):
    """new: the tables of a finished file; changes: what of them the lake does not hold yet; keys: of its tables."""

    new: Tables
    changes: Mapping[str, Change]
    keys: Keys


_NEW, _OLD = "baru", "lama"
_FEW = 10  # rows
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
    there: Mapping[str, Columns] | None = None,
) -> None:
    """Write a version with its record (`text`) and commit. `file`: its finished file, None = only the record is left of
    it; `before`: the file of the version that the lake holds now, None = whatever stands there is replaced. `content`:
    what read_content found in both, so that nobody waits for that; `there`: the tables of the lake, where known.

    `assure` is asked right before the commit and raises where the lock is gone. Raises StoreDamaged with nothing
    written; duckdb.Error at the commit leaves open whether it was, see `is_written`.
    """
    record: Record = json.loads(text)
    if content is None and file is not None:
        content = read_content(file, before, next(iter(read_entries(con, area, number - 1)), None))
    with _attached(con, {_NEW: file}), transaction(con):
        there = list_tables(con, LAKE) if there is None else there
        prepare_tables(con, {t: columns for t, (columns, _) in content.new.items()} if content else {}, there)
        if content is not None:
            _write_tables(con, area, number, content)
        entry = Entry(number, text, server, duckdb.__version__, content.new if content else {})
        add_entry(con, area, entry, str(record.get("rilis", "")))
        _refuse_taken(con, area, number)
        sign_commit(con, area, number, str(record["oleh"]), str(record["tindakan"]))
        assure()


def read_content(file: Path, before: Path | None, entry: Entry | None, sha256: str = "") -> Content:
    """What a finished file holds and where it differs from what the lake holds, as was proven when that was written
    (`entry`); the lake itself is not asked. `sha256`: of the file, under which what it holds is remembered."""
    published = dict(entry.tables) if entry is not None and entry.release == duckdb.__version__ else {}
    known = recall(entry.sha256) if entry is not None and published else None
    old_file = before if published and known is None else None
    with open_calculator() as con, _attached(con, {_NEW: file, _OLD: old_file}):
        layout = read_layout(con, _NEW)
        now = Counted(layout.parted, read_parts(con, _NEW, layout.parted))
        new = {t: (parted.columns, add_up(now.parts[t].values())) for t, parted in now.parted.items()}
        changed = [t for t, found in new.items() if published.get(t) != found]
        old = known or (Counted({}, {}) if old_file is None else _count_old(con, now, changed))
    if sha256:
        remember(sha256, now)
    changes = {t: _find_change(t, now, old, published) for t in changed}
    return Content(new, changes, layout.keys)


def _count_old(con: duckdb.DuckDBPyConnection, now: Counted, changed: Sequence[str]) -> Counted:
    """Of the version before, the tables that differ."""
    parted = read_layout(con, _OLD).parted
    asked = {t: parted[t] for t in changed if t in parted and parted[t].columns == now.parted[t].columns}
    alike = {t: now.parted[t] for t in asked if now.parted[t].part}
    return Counted(alike, read_parts(con, _OLD, alike))


def _find_change(table: str, now: Counted, old: Counted, published: Tables) -> Change:
    parted = now.parted[table]
    is_known = table in published and old.parted.get(table) == parted
    old_parts, was = (old.parts[table], published[table][1]) if is_known else (None, None)
    return find_change(parted, now.parts[table], old_parts, was)


def _refuse_taken(con: duckdb.DuckDBPyConnection, area: str, number: int) -> None:
    """Where the entry just written is not the one that comes next."""
    newest = find_newest_beside(con, area, number)
    if newest != number - 1:
        raise LakeDiffers(f"Katalog bersama sudah sampai versi {newest}, bukan {number - 1}. {UNCHANGED}")


def _write_tables(con: duckdb.DuckDBPyConnection, area: str, number: int, content: Content) -> None:
    """Write what changed, and prove of it that the lake holds just that; of an area's first version nothing can stand
    there. Of a few rows that only join the others it is
    enough that they are counted; the rest was proven when it was written, and is every night (care/proof.py)."""
    changes = {t: c._replace(is_there=c.is_there and number > 1) for t, c in content.changes.items()}
    for table, change in changes.items():
        rows = write_changes(con, table, content.new[table][0], area, _NEW, change)
        _refuse_other(table, rows, change.written.rows, rows == change.written.rows)
    proven = {t: c for t, c in changes.items() if c.is_there or c.written.rows > _FEW}
    for table, (found, more) in read_written(con, area, content.new, proven, content.keys).items():
        change, key = proven[table], content.keys.get(table, ())
        _refuse_other(table, found.rows, change.written.rows, found == change.written)
        if more or (key and change.part is not None and change.part not in key):  # two parts could hold one key
            _refuse_repeated(con, area, table, content.keys)


def _refuse_other(table: str, rows: int, wanted: int, is_same: bool) -> None:
    if not is_same:
        raise LakeDiffers(
            f"Tabel {table} di katalog bersama tidak sama dengan terbitan: {rows} baris, seharusnya {wanted}. "
            f"{UNCHANGED}"
        )


def _refuse_repeated(con: duckdb.DuckDBPyConnection, area: str, table: str, keys: Keys) -> None:
    if n := find_repeated(con, table, area, keys):
        raise LakeDiffers(f"Tabel {table} di katalog bersama memuat {n} kunci lebih dari satu kali. {UNCHANGED}")


@contextmanager
def _attached(con: duckdb.DuckDBPyConnection, files: Mapping[str, Path | None]) -> Iterator[None]:
    """Files by name; let go of afterwards, so that they can be renamed where a system holds open ones."""
    there = {name: path for name, path in files.items() if path is not None}
    for name, path in there.items():
        attach(con, path, name)
    try:
        yield
    finally:
        for name in there:
            con.execute(f"detach {quote_name(name)}")
