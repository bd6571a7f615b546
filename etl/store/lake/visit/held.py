"""The two locks of the catalog, both PostgreSQL's: a server that dies releases them.

DuckLake knows no unique keys and finds conflicts per table only: two publications that begin at once would both be
committed, under the same number. So one lock for each area of government is held from the look at the newest version
to the end of a publication, and one for the whole lake while its transaction writes. Always in this order.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress

import duckdb

from etl.store.faults import StoreBusy
from etl.store.lake.connect import ask_catalog

_GROUP = 7040880  # our locks among those of other programs in the same database
_HELD = """select count(*) as n from pg_locks
           where locktype = 'advisory' and granted and pid = pg_backend_pid() and classid = 7040880"""
_ALL = 0
_BUSY = "Orang lain sedang menerbitkan di peladen lain. Tunggu sebentar, lalu coba lagi."


def begin(catalog: duckdb.DuckDBPyConnection, area: str, seconds: float) -> None:
    """Hold an area of government until the connection's transaction ends. Raises StoreBusy after so many seconds."""
    catalog.execute("begin transaction read only")
    _set_patience(catalog, seconds)
    _wait(catalog, f"select pg_advisory_xact_lock({_GROUP}, {_number(area)})::text as kunci")


def hold_all(catalog: duckdb.DuckDBPyConnection, seconds: float) -> None:
    """Hold the whole lake, inside `begin`. Raises StoreBusy after so many seconds."""
    _set_patience(catalog, seconds)
    _wait(catalog, f"select pg_advisory_lock({_GROUP}, {_ALL})::text as kunci")


def release_all(catalog: duckdb.DuckDBPyConnection) -> None:
    ask_catalog(catalog, f"select pg_advisory_unlock({_GROUP}, {_ALL}) as lepas")


def end(catalog: duckdb.DuckDBPyConnection) -> None:
    """Let go of both, whatever was held; the connection stays."""
    with suppress(duckdb.TransactionException):  # none was begun
        ask_catalog(catalog, "select pg_advisory_unlock_all()::text as lepas")
        catalog.execute("rollback")


def count_held(catalog: duckdb.DuckDBPyConnection) -> int:
    """How many of the two this connection holds now, as PostgreSQL sees it; raises where the connection is gone."""
    return int(str(ask_catalog(catalog, _HELD)[0][0]))


def _set_patience(catalog: duckdb.DuckDBPyConnection, seconds: float) -> None:
    ask_catalog(catalog, f"select set_config('lock_timeout', '{int(seconds * 1000)}', true) as sabar")


def _wait(catalog: duckdb.DuckDBPyConnection, sql: str) -> None:
    try:
        ask_catalog(catalog, sql)
    except duckdb.Error as error:
        if "lock timeout" in str(error):
            raise StoreBusy(_BUSY) from error
        raise


def _number(area: str) -> int:
    """A number from 1 on that stands for an area; 0 stands for all."""
    return int.from_bytes(hashlib.sha256(area.encode()).digest()[:3], "big") + 1
