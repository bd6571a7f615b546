"""The versions of an area in the lake: each with its record, who wrote it, and how its tables were."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from etl.rules import fill_statement
from etl.store.attach import list_tables
from etl.store.lake.connect import LAKE
from etl.store.lake.tables import FENCE, LEDGER, Columns, Fingerprint

_COLUMNS = ("nomor", "isi", "sidik", "peladen", "rilis", "duckdb", "tabel")


@dataclass(frozen=True)
class Entry:
    """One version in the lake. text: its record as it stands in the archive; server: which wrote it; release: its
    DuckDB; tables: {table: (columns, fingerprint)}, empty where only the record was brought."""

    number: int
    text: str
    server: str
    release: str
    tables: Mapping[str, tuple[Columns, Fingerprint]]

    @property
    def record(self) -> bytes:
        return self.text.encode()

    @property
    def sha256(self) -> str:
        """Of the file, as the server wrote it that published it."""
        return str(json.loads(self.text).get("sha256_terbitan", ""))

    def is_held(self, table: str, found: Fingerprint) -> bool:
        """Whether that is what was published of a table: hashes are of one release of DuckDB only, rows count in
        all."""
        published = self.tables[table][1]
        return found == published if self.release == duckdb.__version__ else found.rows == published.rows


def read_entries(con: duckdb.DuckDBPyConnection, area: str, since: int) -> list[Entry]:
    """The versions of an area from a number on, ascending; none where the lake has none."""
    sql = "select {columns} from {lake}.{table} where pemda = $area and nomor >= $since order by nomor"
    filled = fill_statement(sql, columns=_COLUMNS, lake=[LAKE], table=[LEDGER])
    return [_make_entry(*row) for row in _ask(con, filled, {"area": area, "since": since})]


def read_newest(con: duckdb.DuckDBPyConnection) -> dict[str, Entry]:
    """{area: its newest version}."""
    sql = """select pemda, {columns} from {lake}.{table}
             qualify row_number() over (partition by pemda order by nomor desc) = 1 order by pemda"""
    found = _ask(con, fill_statement(sql, columns=_COLUMNS, lake=[LAKE], table=[LEDGER]), {})
    return {area: _make_entry(*row) for area, *row in found}


def find_newest(con: duckdb.DuckDBPyConnection, area: str) -> int:
    """The number of an area's newest version; 0 = none."""
    sql = "select coalesce(max(nomor), 0) from {lake}.{table} where pemda = $area"
    found = _ask(con, fill_statement(sql, lake=[LAKE], table=[LEDGER]), {"area": area})
    return int(found[0][0]) if found else 0


def find_newest_beside(con: duckdb.DuckDBPyConnection, area: str, number: int) -> int:
    """The newest version beside one that stands there too, which is the newest itself where it stands there twice."""
    sql = """select coalesce(max(nomor) filter (nomor <> $number or n > 1), 0)
             from (select nomor, count(*) as n from {lake}.{table} where pemda = $area group by 1)"""
    filled = fill_statement(sql, lake=[LAKE], table=[LEDGER])
    return int(con.execute(filled, {"area": area, "number": number}).fetchall()[0][0])


def _ask(con: duckdb.DuckDBPyConnection, sql: str, given: dict[str, object]) -> list[tuple[Any, ...]]:
    """Of the ledger; nothing where the lake has none yet. To look whether it has costs as much as to ask it."""
    try:
        return con.execute(sql, given).fetchall()
    except duckdb.CatalogException:
        if LEDGER in list_tables(con, LAKE):
            raise
        return []


def add_entry(con: duckdb.DuckDBPyConnection, area: str, entry: Entry, release: str) -> None:
    """Write a version down, and take the place of the fence: of two that do so at once DuckLake refuses the second."""
    tables = {t: {"kolom": dict(c), "baris": f.rows, "sidik": str(f.hashes)} for t, (c, f) in entry.tables.items()}
    sidik = hashlib.sha256(entry.record).hexdigest()
    row = [entry.number, entry.text, sidik, entry.server, release, entry.release, json.dumps(tables)]
    sql = "insert into {lake}.{table} (pemda, {columns}) values (?, ?, ?, ?, ?, ?, ?, ?)"
    con.execute(fill_statement(sql, lake=[LAKE], table=[LEDGER], columns=_COLUMNS), [area, *row])
    _replace_fence(con)


def _replace_fence(con: duckdb.DuckDBPyConnection) -> None:
    fence = {"lake": [LAKE], "table": [FENCE]}
    con.execute(fill_statement("delete from {lake}.{table}", **fence))
    con.execute(fill_statement("insert into {lake}.{table} values (?)", **fence), [time.time_ns()])


def find_snapshot(con: duckdb.DuckDBPyConnection, area: str, number: int) -> int | None:
    """The snapshot in which a version is the area's newest; None where it has expired."""
    sql = """select max(snapshot_id) from ducklake_snapshots($lake)
             where commit_extra_info->>'pemda' = $area and (commit_extra_info->>'nomor')::integer = $number"""
    found = con.execute(sql, {"lake": LAKE, "area": area, "number": number}).fetchall()[0][0]
    return None if found is None else int(found)


def sign_commit(con: duckdb.DuckDBPyConnection, area: str, number: int, by: str, action: str) -> None:
    """Say inside the transaction whose publication it is: found again by find_snapshot."""
    facts = json.dumps({"pemda": area, "nomor": number})
    con.execute("call danau.set_commit_message(?, ?, extra_info => ?)", [by, action, facts])


def _make_entry(
    number: int, text: str, _sidik: str, server: str, _release: str, duckdb_release: str, tables: str
) -> Entry:
    known = {t: (x["kolom"], Fingerprint(int(x["baris"]), int(x["sidik"]))) for t, x in json.loads(tables).items()}
    return Entry(number, text, server, duckdb_release, known)
