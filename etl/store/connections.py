"""Open versions: one connection per version's file lives in the process, read-only, with the rules of the field."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

from etl import rules
from etl.rules import fill_statement
from etl.store.attach import attach
from etl.store.faults import StoreDamaged, VersionInUse, explain_unopened

_MAX_OPEN = 8  # the scores of Peringatan stand on seven versions
_MAX_IDLE = 8  # cursors of a version
# Bytes of a small version; a city's has a fifth of that. A second thread costs it more than it helps, and what these
# steps of planning take, a sixth of a question, its few rows never give back.
_SMALL = 50_000_000
_NOT_WORTH = frozenset(
    "statistics_propagation compressed_materialization join_filter_pushdown common_subplan cte_filter_pusher "
    "projection_pullup projection_placement".split()
)
VERSION = "versi"  # name of the attached version inside its connection
_USE = fill_statement("use {version}", version=[VERSION])

# What a connection shows is known by the file, not by its number: after a backup was put back, the number names
# another file.
_connections: OrderedDict[tuple[Path, str], _Open] = OrderedDict()
_lock = threading.Lock()


class _Open(NamedTuple):
    """A connection, and the cursors on it that were given back, each with the kind that it was made for."""

    con: duckdb.DuckDBPyConnection
    idle: deque[tuple[Hashable, duckdb.DuckDBPyConnection]]


def open_cursor(path: Path, identity: str, check: Callable[[], None]) -> duckdb.DuckDBPyConnection:
    """A cursor on a version's file. `check` is asked before a new connection and raises where none may be opened."""
    with _lock:
        return _cursor(_find(path, identity, check).con)


@contextmanager
def lend_cursor(
    path: Path,
    identity: str,
    check: Callable[[], None],
    kind: Hashable,
    prepare: Callable[[duckdb.DuckDBPyConnection], None],
) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same for a while: one of this kind that somebody gave back, else a new one that `prepare` makes ready. One
    whose question broke off is not lent again."""
    with _lock:
        opened = _find(path, identity, check)
        cursor = _take(opened, kind)
        made = _cursor(opened.con) if cursor is None else cursor
    if cursor is None:
        prepare(made)
    yield made
    with _lock:
        opened.idle.append((kind, made))


def _take(opened: _Open, kind: Hashable) -> duckdb.DuckDBPyConnection | None:
    for place, (made_for, cursor) in enumerate(opened.idle):
        if made_for == kind:
            del opened.idle[place]
            return cursor
    return None


def _find(path: Path, identity: str, check: Callable[[], None]) -> _Open:
    key = (path, identity)
    if key not in _connections:
        check()
        _close(path)
        _connections[key] = _Open(_connect(path), deque(maxlen=_MAX_IDLE))
        while len(_connections) > _MAX_OPEN:
            _connections.popitem(last=False)  # closes when its last cursor goes
    _connections.move_to_end(key)
    return _connections[key]


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
        is_small = path.stat().st_size < _SMALL
        speed = {"threads": "1", "disabled_optimizers": _list_steps()} if is_small else {"threads": "2"}
        con = duckdb.connect(":memory:", config={**speed, "memory_limit": "1GB"})
        attach(con, path, VERSION)
        con.execute(_USE)
        rules.install_rules(con)
        con.execute("set enable_external_access = false")
        return con
    except duckdb.Error as error:
        raise explain_unopened(int(path.stem), error) from error


@cache
def _list_steps() -> str:
    """Those that this release of DuckDB knows: it refuses other names."""
    known = rules.open_calculator().execute("select name from duckdb_optimizers() order by 1").fetchall()
    return ",".join(name for (name,) in known if name in _NOT_WORTH)


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
