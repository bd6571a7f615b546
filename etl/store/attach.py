"""Databases in DuckDB files: how a name is quoted, how a file is attached, what tables it holds, in which format."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from etl.rules import fill_statement, install_rules, open_calculator, quote_name, read_statement

# Files that DuckDB 1.5 reads as well; without it 2.0 writes what only 2.0 reads.
STORAGE = "v1.5.0"
# Bytes: a table takes at least one block for each group of columns that is written at once, of which a city's version
# fills a tenth of DuckDB's 262144. With these a file has a fifth of the size and is built in 0.93 of the time; of 2 M
# rows it is 5% larger and as quick to read.
BLOCK = 32_768
SMALL = 50_000_000  # bytes: a second thread costs more than it helps; a city's version has a twentieth of that
# Of a small version: what these steps of planning take, a sixth of a question and a tenth of all indicators, its few
# rows never give back.
_NOT_WORTH = frozenset(
    "statistics_propagation compressed_materialization join_filter_pushdown common_subplan cte_filter_pusher "
    "projection_pullup projection_placement".split()
)
_LAYOUT = {"storage_compatibility_version": STORAGE, "default_block_size": str(BLOCK)}
_COLUMNS = read_statement(Path(__file__).with_name("columns.sql"))


def attach(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attach a database file read-only under a name."""
    con.execute(f"attach {text_literal(str(path))} as {quote_name(name)} (read_only)")


def attach_new(con: duckdb.DuckDBPyConnection, path: Path, name: str) -> None:
    """Attach a new database file for writing, laid out like those of create_file, for its owner only."""
    layout = f"storage_version {text_literal(STORAGE)}, block_size {BLOCK}"
    con.execute(f"attach {text_literal(str(path))} as {quote_name(name)} ({layout})")
    path.chmod(0o600)


def create_file(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a file for writing, a new one in the format of STORAGE. An existing file keeps its format.

    For its owner only from now on, not only when it is finished."""
    speed = _spare() if _is_small(path) else {"threads": "2"}
    con = duckdb.connect(str(path), config={**speed, **_LAYOUT})
    path.chmod(0o600)
    return con


@contextmanager
def open_draft(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """An existing file for writing, with the rules of the field. Small ones are attached to a DuckDB that is kept: to
    make one, to teach it the rules and to end it takes a fifth of what building a city's version takes. One at a time
    uses it, and nobody after a fault."""
    if not _is_small(path) or not _building.acquire(blocking=False):
        con = create_file(path)
        try:
            install_rules(con, views=())
            yield con
        finally:
            con.close()
        return
    try:
        with _attached_for_writing(path) as con:
            yield con
    except BaseException:
        _make_builder(os.getpid()).close()
        _make_builder.cache_clear()
        raise
    finally:
        _building.release()


@contextmanager
def _attached_for_writing(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    builder = _make_builder(os.getpid())
    con = builder.cursor()
    try:
        con.execute(f"attach {text_literal(str(path))} as {_DRAFT}")
        path.chmod(0o600)
        con.execute(fill_statement("use {draft}", draft=[_DRAFT]))
        yield con
    finally:
        con.close()
    builder.execute(fill_statement("detach {draft}", draft=[_DRAFT]))


_DRAFT = "konsep"
_building = threading.Lock()  # names of attached files are those of the whole database


@cache
def _make_builder(_process: int) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(":memory:", config=_spare())
    install_rules(con, views=())
    return con


def _is_small(path: Path) -> bool:
    return path.exists() and path.stat().st_size < SMALL


def _spare() -> dict[str, str | bool | int | float | list[str]]:
    return {"threads": "1", "disabled_optimizers": list_steps()}


@cache
def list_steps() -> str:
    """Steps of planning to leave out for a small version, of those that this release of DuckDB knows: it refuses other
    names."""
    known = open_calculator().execute("select name from duckdb_optimizers() order by 1").fetchall()
    return ",".join(name for (name,) in known if name in _NOT_WORTH)


def rewrite_file(start_from: Path, ordinal: Path) -> None:
    """The same tables in a new file, in the format of STORAGE."""
    con = duckdb.connect(":memory:", config={"threads": "2"})
    try:
        attach(con, start_from, "dari")
        attach_new(con, ordinal, "ke")
        con.execute("copy from database dari to ke")
        con.execute("checkpoint ke")
    finally:
        con.close()


def is_current_format(path: Path) -> bool:
    """Whether a file is written in the format of STORAGE. Raises duckdb.Error when it cannot be opened."""
    con = duckdb.connect(":memory:")
    try:
        attach(con, path, "berkas")
        return has_current_format(con, "berkas")
    finally:
        con.close()


def has_current_format(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Whether an attached file is."""
    sql = "select tags['storage_version'] from duckdb_databases() where database_name = $name"
    return bool(con.execute(sql, {"name": name}).fetchall()[0][0] == STORAGE + "+")


def list_tables(con: duckdb.DuckDBPyConnection, catalog: str | None) -> dict[str, dict[str, str]]:
    """{table: {column: type}} of one database; None = the one that the connection opened."""
    tables: dict[str, dict[str, str]] = {}
    for table, column, kind in con.execute(_COLUMNS, {"catalog": catalog}).fetchall():
        tables.setdefault(table, {})[column] = kind
    return tables


def text_literal(content: str) -> str:
    """A path as a literal: `attach` takes no parameter."""
    return "'" + content.replace("'", "''") + "'"
