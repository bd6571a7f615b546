"""How the figures of the current version are counted, found out without its workbooks: after an update of the program
they are counted anew from the version's own rows and settings, in a copy; what comes out the same is counted alike."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from etl import indikator
from etl.settings.comparable import hash_parts, list_counting
from etl.settings.following import find_counted_with
from etl.store import load
from etl.store.attach import list_tables
from etl.store.faults import StoreDamaged
from etl.store.files import CARE, make_folder, write_atomic
from etl.store.versions import Store

_FILE = "cara_hitung.json"
_STORED = "create temp table terbit as from indikator"
_DIFFERENT = """select distinct indikator from (
    (from indikator except all from terbit) union all (from terbit except all from indikator))"""
_log = logging.getLogger(__name__)


def prove_counting(store: Store) -> bool:
    """Note of the current version which of its indicators are counted as this release does, where nobody knows yet;
    whether any was noted. What differs is remembered, so that it is tried once for each release. Never raises: who
    cannot count now finds nothing out."""
    try:
        number = store.find_current()
        return number is not None and _prove(store, number)
    except (StoreDamaged, OSError, KeyError, ValueError, duckdb.Error) as error:
        _log.warning("cara menghitung versi terkini belum dapat dibuktikan: %s", error)
        return False


def list_unknown(store: Store, number: int) -> set[str]:
    """Indicators of a version of which nobody knows whether they are counted as this release does."""
    known = store.records.read_counting(number)
    return {name for name, how in list_counting().items() if known.get(name) != how}


def _prove(store: Store, number: int) -> bool:
    unknown = list_unknown(store, number)
    if not unknown - _read_different(store, number):
        return False
    store.records.refuse_later(number)
    now = list_counting()
    alike = unknown - _find_different(store, number)
    _remember(store, number, unknown - alike)
    if alike:
        known = {name: how for name, how in store.records.read_counting(number).items() if name not in unknown}
        store.records.note_counting(number, known | {name: now[name] for name in sorted(alike)})
    return bool(alike)


def _find_different(store: Store, number: int) -> set[str]:
    """Which indicators this release counts otherwise from the same rows; all where its tables are other ones."""
    if not store.has_current_format(number):
        return set(list_counting())
    with TemporaryDirectory(prefix="koperasi-") as folder:
        con = store.start_file(number, number, Path(folder) / "hitung.db")
        try:
            if load.list_declared_tables() != list_tables(con, None):
                return set(list_counting())
            con.execute(_STORED)
            indikator.compute_indicators(con, find_counted_with(store, number))
            return {str(name) for (name,) in con.execute(_DIFFERENT).fetchall()}
        finally:
            con.close()


# ── what was tried ──


def _read_different(store: Store, number: int) -> set[str]:
    """What differed when this release tried it last, of this version or one that it follows from."""
    try:
        noted = json.loads((store.folder / CARE / _FILE).read_bytes())
        is_same = noted["cara"] == _name_release() and int(noted["versi"]) <= number
        return set(noted["beda"]) if is_same else set()
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return set()


def _remember(store: Store, number: int, different: set[str]) -> None:
    content = {"cara": _name_release(), "versi": number, "beda": sorted(different)}
    make_folder(store.folder / CARE)
    write_atomic(store.folder / CARE / _FILE, json.dumps(content).encode())


def _name_release() -> str:
    return hash_parts(list_counting())
