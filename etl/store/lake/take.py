"""A version of the lake as a file of this server, in the layout that the file store has, and proven to be the same."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.rules import declare_columns, fill_statement, quote_name
from etl.store.attach import attach_new, list_tables
from etl.store.faults import StoreDamaged
from etl.store.lake.connect import transaction
from etl.store.lake.ledger import Entry
from etl.store.lake.tables import Columns, bring_rows, read_fingerprint
from etl.store.load import create_declared

_FILE = "berkas"


def write_file(con: duckdb.DuckDBPyConnection, source: str, area: str, entry: Entry, file: Path) -> None:
    """Write a version into a new file. `source`: the attached lake in which it is the area's newest.

    Raises StoreDamaged where the file does not hold what was published; then it is of no use."""
    attach_new(con, file, _FILE)
    try:
        with transaction(con):
            _declare(con, entry)
            for table, (columns, published) in entry.tables.items():
                if published.rows:
                    bring_rows(con, table, columns, area, _FILE, source)
        _prove(con, entry)
        con.execute(f"checkpoint {_FILE}")
    finally:
        con.execute(f"detach {quote_name(_FILE)}")


def find_differences(con: duckdb.DuckDBPyConnection, area: str, entry: Entry, catalog: str, is_lake: bool) -> list[str]:
    """Tables that do not hold what was published, in an attached version or in the lake as of then."""
    found = []
    for table, (columns, _) in entry.tables.items():
        now = read_fingerprint(con, catalog, table, columns, area if is_lake else None)
        found += [] if entry.is_held(table, now) else [table]
    return found


def _prove(con: duckdb.DuckDBPyConnection, entry: Entry) -> None:
    if different := find_differences(con, "", entry, _FILE, is_lake=False):
        raise StoreDamaged(
            f"Versi {entry.number} dari katalog bersama tidak sama dengan yang diterbitkan (tabel "
            f"{', '.join(different)}); versi sebelumnya tetap tampil. Jalankan doctor."
        )


def _declare(con: duckdb.DuckDBPyConnection, entry: Entry) -> None:
    """The tables as this release declares them, keys and all; those that another release wrote, as they were."""
    con.execute(f"use {_FILE}")
    try:
        create_declared(con)
    finally:
        con.execute("use memory")
    declared = list_tables(con, _FILE)
    wanted = {table: columns for table, (columns, _) in entry.tables.items()}
    for table in [t for t, columns in declared.items() if wanted.get(t) != columns]:
        con.execute(fill_statement("drop table {file}.{table}", file=[_FILE], table=[table]))
    for table, columns in wanted.items():
        if declared.get(table) != columns:
            _create(con, table, columns)


def _create(con: duckdb.DuckDBPyConnection, table: str, columns: Columns) -> None:
    sql = "create table {file}.{table}({columns})"
    con.execute(fill_statement(sql, file=[_FILE], table=[table], columns=declare_columns(columns)))
