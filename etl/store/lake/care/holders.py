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

from etl.rules import Statement, fill_statement
from etl.store.attach import text_literal
from etl.store.lake.address import Address

HOLDERS = "pegangan"  # what PostgreSQL is attached as
# Two servers that begin at once: PostgreSQL itself would let both make the table, and fail the second.
_MAKE = """
    select pg_advisory_xact_lock(7040881);
    create schema if not exists koperasi_peladen;
    create table if not exists koperasi_peladen.pegang(
        pemda text, peladen text, versi integer not null, sampai timestamptz not null, primary key (pemda, peladen));
    create table if not exists koperasi_peladen.perawatan(snapshot bigint not null, waktu timestamptz not null)"""
_THERE = "select to_regclass('koperasi_peladen.perawatan') is not null as ada"
_HOLD = """insert into koperasi_peladen.pegang values ({area}, {server}, {version}, now() + interval '7 days')
           on conflict (pemda, peladen) do update set versi = excluded.versi, sampai = excluded.sampai"""
_STILL = "lock table koperasi_peladen.pegang in share mode"
_LOWEST = """select pemda, min(versi)::integer as versi from koperasi_peladen.pegang
             where sampai > now() group by pemda"""
_NOW = "select extract(epoch from clock_timestamp())::double precision as kini"
_CARED = """delete from koperasi_peladen.perawatan;
            insert into koperasi_peladen.perawatan values ({snapshot}, now())"""
_LATEST = "select coalesce(max(snapshot), -1) as terakhir from koperasi_peladen.perawatan"


def attach_holders(con: duckdb.DuckDBPyConnection, address: Address) -> None:
    """PostgreSQL for writing, as HOLDERS; the tables are made where they are not there yet."""
    con.execute(f"attach {text_literal(address.connection)} as {HOLDERS} (type postgres)")
    if not _ask(con, _THERE)[0][0]:
        _tell(con, _MAKE)


def note_held(con: duckdb.DuckDBPyConnection, area: str, server: str, version: int) -> None:
    """A server says that it holds all versions up to this one, for a week from now. Waits while snapshots expire."""
    said = {"area": text_literal(area), "server": text_literal(server), "version": str(int(version))}
    _tell(con, fill_statement(_HOLD, **{name: Statement(text) for name, text in said.items()}))


@contextmanager
def held_still(con: duckdb.DuckDBPyConnection) -> Iterator[dict[str, int]]:
    """{area: the version up to which all its servers have come}, of those whose word has not lapsed. Inside nobody can
    say otherwise: a server that begins to fetch waits until it is clear what is still there."""
    con.execute("begin")
    try:
        _tell(con, _STILL)
        yield {str(area): int(str(version)) for area, version in _ask(con, _LOWEST)}
    finally:
        con.execute("rollback")


def read_clock(con: duckdb.DuckDBPyConnection) -> dt.datetime:
    """Now, as PostgreSQL sees it."""
    return dt.datetime.fromtimestamp(float(str(_ask(con, _NOW)[0][0])), dt.UTC)


def note_care(con: duckdb.DuckDBPyConnection, snapshot: int) -> None:
    """The catalog has been looked after, up to this snapshot."""
    _tell(con, fill_statement(_CARED, snapshot=Statement(str(int(snapshot)))))


def find_last_care(con: duckdb.DuckDBPyConnection) -> int:
    """The snapshot at which the catalog was last looked after; -1 = never."""
    return int(str(_ask(con, _LATEST)[0][0]))


def _tell(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    con.execute("call postgres_execute($name, $sql)", {"name": HOLDERS, "sql": sql})


def _ask(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    return con.execute("from postgres_query($name, $sql)", {"name": HOLDERS, "sql": sql}).fetchall()
