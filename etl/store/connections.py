"""Open versions: one connection per version's file lives in the process, read-only, with the rules of the field."""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb

from etl import rules
from etl.rules import fill_statement
from etl.store.attach import SMALL, attach, list_steps
from etl.store.faults import StoreDamaged, VersionInUse, explain_unopened

_MAX_OPEN = 4  # some 10 MB each; whoever compares many opens them together
_MAX_IDLE = 8  # cursors of a version
VERSION = "versi"  # name of the attached version inside its connection

# What a connection shows is known by the file, not by its number: after a backup was put back, the number names
# another file.
Key = tuple[Path, str]
_connections: OrderedDict[Key, _Open] = OrderedDict()
_groups: list[_Group] = []
_lock = threading.Lock()


class _Open(NamedTuple):
    """A connection, what the version is called in it, and the cursors on it that were given back, each with the kind
    that it was made for."""

    con: duckdb.DuckDBPyConnection
    name: str
    idle: deque[tuple[Hashable, duckdb.DuckDBPyConnection]]


class _Group:
    """Versions that are opened in one database once the first of them is asked for."""

    def __init__(self, keys: Sequence[Key]) -> None:
        self.keys = keys
        self._opened: dict[Key, _Open] = {}

    def take(self, key: Key) -> _Open:
        if not self._opened:
            names = [f"{VERSION}_{number}" for number in range(len(self.keys))]
            con = _connect([path for path, _ in self.keys], names)
            self._opened = {k: _Open(con, name, _make_idle()) for k, name in zip(self.keys, names, strict=True)}
        return self._opened[key]


@contextmanager
def open_together(keys: Sequence[Key]) -> Iterator[None]:
    """While it lasts, those of these versions that are not open share one database, which is let go of at its end: one
    for each takes 25 ms and 10 MB."""
    group = _Group(keys)
    with _lock:
        _groups.append(group)
    try:
        yield
    finally:
        with _lock:
            _groups.remove(group)


def open_cursor(path: Path, identity: str, check: Callable[[], None]) -> duckdb.DuckDBPyConnection:
    """A cursor on a version's file. `check` is asked before a new connection and raises where none may be opened."""
    with _lock:
        return _cursor(_find(path, identity, check))


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
        made = _cursor(opened) if cursor is None else cursor
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
        if group := next((g for g in _groups if key in g.keys), None):
            return group.take(key)
        _close(path)
        _connections[key] = _Open(_connect([path], [VERSION]), VERSION, _make_idle())
        while len(_connections) > _MAX_OPEN:
            _connections.popitem(last=False)  # closes when its last cursor goes
    _connections.move_to_end(key)
    return _connections[key]


def _make_idle() -> deque[tuple[Hashable, duckdb.DuckDBPyConnection]]:
    return deque(maxlen=_MAX_IDLE)


def forget(path: Path) -> None:
    """Let go of a file that is about to be another one, or gone."""
    with _lock:
        _close(path)


def _connect(paths: Sequence[Path], names: Sequence[str]) -> duckdb.DuckDBPyConnection:
    """A database in memory of its own that attaches versions read-only, each under its name; it takes names from the
    first.

    Opening the path itself would give the database that is already open in this process, also when another file
    stands there since.
    """
    path = paths[0]
    try:
        is_small = sum(one.stat().st_size for one in paths) < SMALL * len(paths)
        speed = {"threads": "1", "disabled_optimizers": list_steps()} if is_small else {"threads": "2"}
        con = duckdb.connect(":memory:", config={**speed, "memory_limit": "1GB"})
        for path, name in zip(paths, names, strict=True):
            attach(con, path, name)
        con.execute(fill_statement("use {version}", version=[names[0]]))
        rules.install_rules(con)
        con.execute("set enable_external_access = false")
        return con
    except duckdb.Error as error:
        raise explain_unopened(int(path.stem), error) from error


def _cursor(opened: _Open) -> duckdb.DuckDBPyConnection:
    """A cursor that takes names from the version; each cursor has to be told."""
    cursor = opened.con.cursor()
    cursor.execute(fill_statement("use {version}", version=[opened.name]))
    return cursor


def can_be_read(path: Path) -> bool:
    """Raises VersionInUse where nobody can tell now."""
    try:
        con = _connect([path], [VERSION])
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
