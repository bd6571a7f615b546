"""How far each server has come: a small table in PostgreSQL beside the lake, so that noting it makes no snapshot.

A server keeps every version as a file of its own. So it needs the snapshots of the versions after the one it holds,
and of no other. What it says lapses after a week, by PostgreSQL's clock: one that is never started again must not keep
everything for ever. One that comes back later still gets the newest version, and of those in between the records; its
`rebuild` makes their files from the archive, which does not expire.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from etl.store.attach import text_literal
from etl.store.lake.address import Address

_NAME, _SCHEMA = "pegangan", "koperasi_peladen"
DAYS = 7
_MAKE = f"""
    create schema if not exists {_SCHEMA};
    create table if not exists {_SCHEMA}.pegang(
        pemda text, peladen text, versi integer not null, sampai timestamptz not null, primary key (pemda, peladen));
    create table if not exists {_SCHEMA}.perawatan(snapshot bigint not null, waktu timestamptz not null)"""
_THERE = f"select to_regclass('{_SCHEMA}.perawatan') is not null as ada"
_LOWEST = f"select pemda, min(versi)::integer as versi from {_SCHEMA}.pegang where sampai > now() group by pemda"
_NOW = "select extract(epoch from clock_timestamp())::double precision as kini"
_LATEST = f"select coalesce(max(snapshot), -1) as terakhir from {_SCHEMA}.perawatan"


def attach_holders(con: duckdb.DuckDBPyConnection, address: Address) -> None:
    """PostgreSQL for writing, as _NAME; the tables are made where they are not there yet."""
    con.execute(f"attach {text_literal(address.connection)} as {_NAME} (type postgres)")
    if not _ask(con, _THERE)[0][0]:
        _tell(con, _MAKE)


def note_held(con: duckdb.DuckDBPyConnection, area: str, server: str, version: int) -> None:
    """A server says that it holds all versions up to this one, for a week from now. Waits while snapshots expire."""
    who = f"{text_literal(area)}, {text_literal(server)}"
    _tell(
        con,
        f"insert into {_SCHEMA}.pegang values ({who}, {int(version)}, now() + interval '{DAYS} days') "
        "on conflict (pemda, peladen) do update set versi = excluded.versi, sampai = excluded.sampai",
    )


@contextmanager
def held_still(con: duckdb.DuckDBPyConnection) -> Iterator[dict[str, int]]:
    """{area: the version up to which all its servers have come}, of those whose word has not lapsed. Inside nobody can
    say otherwise: a server that begins to fetch waits until it is clear what is still there."""
    con.execute("begin")
    try:
        _tell(con, f"lock table {_SCHEMA}.pegang in share mode")
        yield {str(area): int(str(version)) for area, version in _ask(con, _LOWEST)}
    finally:
        con.execute("rollback")


def read_clock(con: duckdb.DuckDBPyConnection) -> dt.datetime:
    """Now, as PostgreSQL sees it."""
    return dt.datetime.fromtimestamp(float(str(_ask(con, _NOW)[0][0])), dt.UTC)


def note_care(con: duckdb.DuckDBPyConnection, snapshot: int) -> None:
    """The catalog has been looked after, up to this snapshot."""
    _tell(con, f"delete from {_SCHEMA}.perawatan; insert into {_SCHEMA}.perawatan values ({int(snapshot)}, now())")


def find_last_care(con: duckdb.DuckDBPyConnection) -> int:
    """The snapshot at which the catalog was last looked after; -1 = never."""
    return int(str(_ask(con, _LATEST)[0][0]))


def _tell(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    con.execute("call postgres_execute($name, $sql)", {"name": _NAME, "sql": sql})


def _ask(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return con.execute("from postgres_query($name, $sql)", {"name": _NAME, "sql": sql}).fetchall()
