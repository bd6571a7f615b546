"""The tables of all that is held (tables.sql), filled from the packages, or from tables that held the same before."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from etl.neighbours.archive import read_kept
from etl.neighbours.head import Head
from etl.neighbours.ledger import Entry
from etl.neighbours.messages import NotTaken
from etl.neighbours.package_file import open_package
from etl.neighbours.read import read_package
from etl.rules import fill_statement, read_statement
from etl.store.attach import attach
from etl.store.faults import StoreDamaged

_FOLDER = Path(__file__).parent
_OF_AREA = {"angka": "kode_pemda", "wilayah": "kode_pemda", "definisi": "kode_pemda", "pemda": "kode"}


def fill(con: duckdb.DuckDBPyConnection, state: Path, held: Iterable[Entry], before: Path | None) -> None:
    """Make the tables in an empty database: from the packages that are held, or from the file of tables `before`, where
    that one has them already."""
    con.execute(read_statement(_FOLDER / "tables.sql"))
    kept = _copy(con, before, held) if before else set()
    for entry in held:
        if entry.sha256 not in kept:
            _put(con, state, entry)
    put_together(con)


def put_together(con: duckdb.DuckDBPyConnection) -> None:
    """The tables that follow from the others, for questions about all areas at once (summed.sql)."""
    con.execute(read_statement(_FOLDER / "summed.sql"))


def _copy(con: duckdb.DuckDBPyConnection, before: Path, held: Iterable[Entry]) -> set[str]:
    """The hashes of the packages whose tables were taken over; none where that file cannot be read."""
    try:
        attach(con, before, "dahulu")
    except duckdb.Error:
        return set()
    try:
        numbers = {e.sha256: e for e in held}
        known = con.execute("select sha256, kode, alamat from dahulu.pemda").fetchall()
        same = {h: code for h, code, address in known if h in numbers and numbers[h].alamat in ("", address)}
        for table, column in _OF_AREA.items():
            sql = "insert into {table} select * from dahulu.{table} where list_contains(?, {column})"
            con.execute(fill_statement(sql, table=[table], column=[column]), [list(same.values())])
        return set(same)
    finally:
        con.execute("detach dahulu")


def _put(con: duckdb.DuckDBPyConnection, state: Path, entry: Entry) -> None:
    """One package; where it cannot be shown, why."""
    try:
        head = read_package(con, open_package(read_kept(state, entry.sha256)))
        _write(con, head, entry)
    except (StoreDamaged, NotTaken) as error:
        row = [entry.kode, entry.nama, entry.sha256, str(error)]
        con.execute("insert into rusak values (?, ?, ?, ?)", row)


def _write(con: duckdb.DuckDBPyConnection, head: Head, entry: Entry) -> None:
    row = [head.kode, head.nama, head.tingkat, entry.alamat or head.alamat, head.versi, head.dibuat, head.contoh]
    row += [head.sidik_kunci, entry.kunci_dikenal, head.sha256]
    con.execute("insert into pemda values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    for table in ("wilayah", "angka", "definisi"):
        sql = fill_statement("insert into {table} select ?, * from {read}", table=[table], read=[f"{table}_masuk"])
        con.execute(sql, [head.kode])
