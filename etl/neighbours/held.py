"""What is held of other areas of government, as one file of tables that pages read: named after what it holds, built
aside, never changed. It follows from ledger and packages, and is built anew where it is missing."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from etl.acuan import find_data_folder
from etl.neighbours.archive import count_kept, find_package
from etl.neighbours.fill import fill
from etl.neighbours.ledger import Entry, find_folder, read_ledger
from etl.neighbours.noted.refused import FILE as REFUSED
from etl.release import read_release
from etl.rules import fill_statement
from etl.store.attach import attach, create_file
from etl.store.differences import list_differences
from etl.store.faults import StoreDamaged
from etl.store.files import NEIGHBOURS, TEMPORARY, make_folder, sync_file, sync_folder

_log = logging.getLogger(__name__)
_TABLES, _ENDING, _KEPT = "tabel", ".db", 2
_FORGOTTEN, _AGAIN = 3600.0, 60.0  # seconds: of drafts that a kill left; until the disk is tried again
UNKNOWN = "tidak terbaca"
NAME = "lain"  # of the attached file inside a connection


@dataclass(frozen=True)
class _Wanted:
    """What the file has to hold, and where it lies."""

    path: Path
    held: tuple[Entry, ...]


def open_held(state: Path | None = None) -> duckdb.DuckDBPyConnection | None:
    """A cursor on the tables of all that is held (tables.sql), read-only; None where nothing is. One that is missing is
    built first, in memory where the disk takes none. Raises StoreDamaged."""
    state = state or find_data_folder()
    wanted = _find_wanted(state)
    if wanted is None:
        return None
    if not wanted.path.exists() and not _is_in_memory(wanted.path):
        try:
            rebuild(state)
        except (OSError, duckdb.Error) as error:
            _log.warning("tabel paket pemda lain tidak dapat ditulis, dibuat di memori: %s", error)
            _hold_in_memory(state, wanted)
    return _open(wanted.path)


def _hold_in_memory(state: Path, wanted: _Wanted) -> None:
    """For _open, until it is time to try the disk again."""
    con = duckdb.connect(":memory:", config={"threads": "1"})
    con.execute(fill_statement("attach ':memory:' as {name}", name=[NAME]))
    con.execute(_USE)
    fill(con, state, wanted.held, _find_before(wanted.path))
    with _lock:
        _open_files[wanted.path] = con
        _in_memory[wanted.path] = time.monotonic()


def _is_in_memory(path: Path) -> bool:
    with _lock:
        return path in _open_files and time.monotonic() - _in_memory.get(path, -_AGAIN) < _AGAIN


def identify_held(state: Path | None = None) -> str:
    """What open_held would show, in a word that changes with it; "" where nothing is held, UNKNOWN where nobody can
    tell: a key for what is kept. Costs a look at each file."""
    wanted = _find_wanted(state or find_data_folder())
    if wanted is not None:
        return str(wanted.path)
    return UNKNOWN if is_lost(state or find_data_folder()) else ""


def is_lost(state: Path) -> bool:
    """Packages lie there, and no line of the ledger that can be read says which of them are held."""
    known = read_ledger(state)
    return known.is_closed or (not known.entries and count_kept(state) > 0)


def is_built(state: Path) -> bool:
    """Whether the file of what is held is there."""
    wanted = _find_wanted(state)
    return wanted is not None and wanted.path.exists()


def is_derived(name: str) -> bool:
    """Whether a file of the state folder follows from others, or is made anew by itself: no backup holds it."""
    return name.startswith(f"{NEIGHBOURS}/{_TABLES}/") or name == f"{NEIGHBOURS}/{REFUSED}"


def rebuild(state: Path, afresh: bool = False) -> bool:
    """Build the file of what is held, from ledger and packages; `afresh`: also where it is there, reading each package
    anew. False where nothing is held. Raises StoreDamaged or OSError."""
    wanted = _find_wanted(state)
    if wanted is None:
        return False
    if afresh or not wanted.path.exists():
        _build(state, wanted, None if afresh else _find_before(wanted.path))
    return True


def prove_tables(state: Path) -> list[str]:
    """Whether the file of what is held is what ledger and packages give: a sentence for each table that differs.
    Writes nothing here. Raises OSError."""
    wanted = _find_wanted(state)
    if wanted is None or not wanted.path.exists():
        return []
    with TemporaryDirectory(prefix="koperasi-") as folder:
        anew = Path(folder) / wanted.path.name
        _write_file(anew, state, wanted.held, None)
        try:
            different = list_differences(anew, wanted.path)
        except duckdb.Error:
            return [f"Tabel paket pemda lain ({wanted.path}) rusak. Jalankan rebuild: dibuat lagi."]
    return [f"Tabel paket pemda lain: {d.say_difference()} Jalankan rebuild: dibuat lagi." for d in different]


def _find_wanted(state: Path) -> _Wanted | None:
    held = tuple(read_ledger(state).find_held().values())
    if not held:
        return None
    lost = [e.sha256 for e in held if not find_package(state, e.sha256).exists()]
    said = json.dumps([[(e.nomor, e.sha256) for e in held], lost])
    name = f"{read_release()}-{hashlib.sha256(said.encode()).hexdigest()[:16]}{_ENDING}"
    return _Wanted(find_folder(state) / _TABLES / name, held)


def _find_before(path: Path) -> Path | None:
    """The newest file that this release built: what it holds unchanged is copied."""
    known = list(path.parent.glob(f"{read_release()}-*{_ENDING}"))
    return max(known, key=lambda p: p.stat().st_mtime_ns, default=None)


def _build(state: Path, wanted: _Wanted, before: Path | None) -> None:
    make_folder(wanted.path.parent)
    draft = wanted.path.with_name(f"{wanted.path.stem}-{secrets.token_hex(8)}{TEMPORARY}")  # two may build at once
    try:
        _write_file(draft, state, wanted.held, before)
        sync_file(draft)
        os.replace(draft, wanted.path)
    except BaseException:  # a full disk is not filled further with each try
        for left in wanted.path.parent.glob(f"{draft.name}*"):
            left.unlink(missing_ok=True)
        raise
    sync_folder(wanted.path.parent)
    forget(wanted.path)
    _drop_older(wanted.path)


def _write_file(path: Path, state: Path, held: Iterable[Entry], before: Path | None) -> None:
    con = create_file(path)
    try:
        fill(con, state, held, before)
        con.execute("checkpoint")
    finally:
        con.close()


def _drop_older(path: Path) -> None:
    """All of it can be built anew; on Windows one that is open stays. What a kill left goes after an hour."""
    known = sorted(path.parent.glob(f"*{_ENDING}"), key=lambda p: p.stat().st_mtime_ns, reverse=True)
    begun = [p for p in path.parent.glob(f"*{TEMPORARY}*") if p.stat().st_mtime < time.time() - _FORGOTTEN]
    for old in [*[p for p in known if p != path][_KEPT - 1 :], *begun]:
        with suppress(OSError):
            old.unlink()


# ── open files ──

_open_files: dict[Path, duckdb.DuckDBPyConnection] = {}
_in_memory: dict[Path, float] = {}  # since when one is held that the disk did not take
_lock = threading.Lock()
_USE = fill_statement("use {name}", name=[NAME])


def _open(path: Path) -> duckdb.DuckDBPyConnection:
    with _lock:
        if path not in _open_files:
            for other in [p for p in _open_files if p.parent == path.parent]:
                del _open_files[other]  # closes when its last cursor goes
            _open_files[path] = _connect(path)
        cursor = _open_files[path].cursor()
    cursor.execute(_USE)
    return cursor


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        con = duckdb.connect(":memory:", config={"threads": "1", "memory_limit": "1GB"})
        attach(con, path, NAME)
        con.execute(_USE)
        con.execute("set enable_external_access = false")
        return con
    except duckdb.Error as error:
        raise StoreDamaged(f"Tabel paket pemda lain ({path}) rusak. Jalankan rebuild: dibuat lagi.") from error


def forget(path: Path) -> None:
    """Let go of a file that is another one now."""
    with _lock:
        _open_files.pop(path, None)
