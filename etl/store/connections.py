"""Open versions: one connection per version's file lives in the process, read-only, with the rules of the field."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

import duckdb

from etl import rules
from etl.rules import fill_statement
from etl.store.attach import SMALL, attach
from etl.store.faults import StoreDamaged, VersionInUse, explain_unopened

_MAX_OPEN = 8  # the scores of Peringatan stand on seven versions
VERSION = "versi"  # name of the attached version inside its connection
_USE = fill_statement("use {version}", version=[VERSION])

# What a connection shows is known by the file, not by its number: after a backup was put back, the number names
# another file.
_connections: OrderedDict[tuple[Path, str], duckdb.DuckDBPyConnection] = OrderedDict()
_lock = threading.Lock()


def open_cursor(path: Path, identity: str, check: Callable[[], None]) -> duckdb.DuckDBPyConnection:
    """A cursor on a version's file. `check` is asked before a new connection and raises where none may be opened."""
    with _lock:
        key = (path, identity)
        if key not in _connections:
            check()
            _close(path)
            _connections[key] = _connect(path)
            while len(_connections) > _MAX_OPEN:
                _connections.popitem(last=False)  # closes when its last cursor goes
        _connections.move_to_end(key)
        return _cursor(_connections[key])


def forget(path: Path) -> None:
    """Let go of a file that is about to be another one, or gone."""
    with _lock:
        _close(path)


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory of its own that attaches the version read-only.

    Opening the path itself would give the database that is already open in this process, also when another file
    stands there since.
    """
    try:
        threads = "1" if path.stat().st_size < SMALL else "2"
        con = duckdb.connect(":memory:", config={"threads": threads, "memory_limit": "1GB"})
        attach(con, path, VERSION)
        con.execute(_USE)
        rules.install_rules(con)
        con.execute("set enable_external_access = false")
        return con
    except duckdb.Error as error:
        raise explain_unopened(int(path.stem), error) from error


def _cursor(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor that takes names from the version; each cursor has to be told."""
    cursor = con.cursor()
    cursor.execute(_USE)
    return cursor


def can_be_read(path: Path) -> bool:
    """Raises VersionInUse where nobody can tell now."""
    try:
        con = _connect(path)
    except VersionInUse:
        raise
    except StoreDamaged:
        return False
    con.close()
    return True


def _close(path: Path) -> None:
    """Connections to a file that is gone or another one; each closes when its last cursor goes."""
    for key in [k for k in _connections if k[0] == path]:
        del _connections[key]
