"""Typed rows into the tables of a version: create the tables, replace a quarter's kinds, compute indicators."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from etl import indikator
from etl import periode as triwulan
from etl.acuan import Reference
from etl.model import CheckResult
from etl.rules import declare_columns, fill_statement, read_statement
from etl.skema import DUCKDB_TYPES, PUBLISHED_KINDS, SHEET_KINDS
from etl.store.attach import list_tables

DECLARED_NIL = "(dinyatakan nihil)"  # in the place of a sheet: staff said that there was nothing
_ORIGIN_COLUMNS = {"unggahan_id": "integer not null", "lembar": "varchar not null", "baris": "integer not null"}

_OTHER_TABLES = read_statement(Path(__file__).with_name("tables.sql"))
_LEDGER = read_statement(Path(__file__).with_name("ledger.sql"))
# Tables that hold what workbooks say; the rest is ledger. Restoring brings these back.
DATA_TABLES = tuple(SHEET_KINDS[j].tabel for j in PUBLISHED_KINDS)
TERMS_TABLE = "wilayah_masa"
CONTENT_TABLES = (*DATA_TABLES, "wilayah", TERMS_TABLE, "periode", "periode_jenis", "indikator", "indikator_definisi")


def list_columns(kind: str) -> dict[str, str]:
    """Columns and types of a kind's table, keys first, where each row came from last."""
    column = {k.nama: DUCKDB_TYPES[k.tipe] for k in SHEET_KINDS[kind].stored_columns}
    return {"periode": "varchar not null", **SHEET_KINDS[kind].added_columns, **column, **_ORIGIN_COLUMNS}


def create_tables(con: duckdb.DuckDBPyConnection, reference: Reference) -> None:
    """All tables of a version, empty but for areas and definitions."""
    con.execute(_LEDGER)
    create_scratch_tables(con, reference)
    _insert_frame(con, "indikator_definisi", indikator.list_definitions(reference))


def create_scratch_tables(con: duckdb.DuckDBPyConnection, reference: Reference) -> None:
    """The tables of a version that figures are counted from or stand in, empty but for areas."""
    _declare_tables(con, _list_declared())
    _insert_areas(con, reference)


def _insert_areas(con: duckdb.DuckDBPyConnection, reference: Reference) -> None:
    _insert_frame(con, "wilayah", reference.list_all_areas())
    _insert_frame(con, TERMS_TABLE, reference.list_terms())


def create_declared(con: duckdb.DuckDBPyConnection) -> None:
    """All tables of a version as this release declares them, empty."""
    _declare_tables(con, _list_declared())


def list_declared_tables() -> dict[str, dict[str, str]]:
    """{table: {column: type}} of a version as this release declares it."""
    return _list_tables_of(_list_declared())


_Declared = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # (table, (column, type) …) of each kind


def _list_declared() -> _Declared:
    return tuple((SHEET_KINDS[kind].tabel, tuple(list_columns(kind).items())) for kind in PUBLISHED_KINDS)


def _declare_tables(con: duckdb.DuckDBPyConnection, declared: _Declared) -> None:
    con.execute(_OTHER_TABLES)
    for table, columns in declared:
        sql = "create table {table}({columns})"
        con.execute(fill_statement(sql, table=[table], columns=declare_columns(dict(columns))))


@lru_cache(maxsize=4)
def _list_tables_of(declared: _Declared) -> dict[str, dict[str, str]]:
    """Asked of an empty database, which takes as long as a tenth of a small publication: once for each declaration."""
    con = duckdb.connect(":memory:")
    try:
        con.execute(_LEDGER)
        _declare_tables(con, declared)
        return list_tables(con, None)
    finally:
        con.close()


def refresh_reference(con: duckdb.DuckDBPyConnection, reference: Reference) -> None:
    """Areas and indicator definitions as this installation has them now; to compare them costs a fourth of writing."""
    for table, content in (
        ("wilayah", reference.list_all_areas()),
        (TERMS_TABLE, reference.list_terms()),
        ("indikator_definisi", indikator.list_definitions(reference)),
    ):
        if not _holds(con, table, content):
            con.execute(fill_statement("delete from {table}", table=[table]))
            _insert_frame(con, table, content)


def _holds(con: duckdb.DuckDBPyConnection, table: str, content: pd.DataFrame) -> bool:
    """Whether just these rows stand there, in this order."""
    columns = list(content.columns)
    there = con.execute(fill_statement("select {columns} from {table}", columns=columns, table=[table])).fetchall()
    return there == _list_rows(content)


def _list_rows(content: pd.DataFrame) -> list[tuple[object, ...]]:
    columns = [[None if missing else x for x, missing in zip(c, c.isna(), strict=True)] for _, c in content.items()]
    return list(zip(*columns, strict=True))


def has_other_terms(con: duckdb.DuckDBPyConnection, reference: Reference) -> bool:
    """Whether areas were divided, joined or renamed otherwise than the file says now: then all quarters are counted
    anew."""
    known = con.execute("select kode, nama, dari, sampai, asal from wilayah_masa").fetchall()
    return set(known) != set(_list_rows(reference.list_terms()[["kode", "nama", "dari", "sampai", "asal"]]))


def replace_quarter(con: duckdb.DuckDBPyConnection, result: CheckResult, unggahan_id: int) -> None:
    """Put the kinds that the workbook holds in the place of that quarter's; other kinds stay."""
    for kind, content in result.tabel.items():
        remove_kind(con, result.periode, kind)
        ordered = [k for k in ("kode_kelurahan", "kode_wilayah", "lembar", "baris") if k in content]
        tidied = content.assign(periode=result.periode, unggahan_id=unggahan_id).sort_values(ordered)
        _insert_frame(con, SHEET_KINDS[kind].tabel, tidied[list(list_columns(kind))])
        con.execute("insert into periode_jenis values (?, ?, ?)", [result.periode, kind, unggahan_id])
    settle_quarter(con, result.periode)


def remove_kind(con: duckdb.DuckDBPyConnection, periode: str, kind: str) -> None:
    """Take the rows of a kind out of a quarter."""
    con.execute(fill_statement("delete from {table} where periode = ?", table=[SHEET_KINDS[kind].tabel]), [periode])
    con.execute("delete from periode_jenis where periode = ? and jenis = ?", [periode, kind])


def bring_kind(con: duckdb.DuckDBPyConnection, catalog: str, periode: str, kind: str, unggahan_id: int) -> None:
    """Take the rows of a kind of a quarter over from an attached version, which may be of an earlier release."""
    table = SHEET_KINDS[kind].tabel
    old = list_tables(con, catalog).get(table, {})
    shared = [name for name in list_columns(kind) if name in old]
    copy = "insert into {table} by name select {columns} from {catalog}.{table} where periode = ?"
    con.execute(fill_statement(copy, table=[table], columns=shared, catalog=[catalog]), [periode])
    con.execute("insert into periode_jenis values (?, ?, ?)", [periode, kind, unggahan_id])


def settle_quarter(con: duckdb.DuckDBPyConnection, periode: str) -> None:
    """A quarter appears where something that tells its state is published for it, and only there has it figures."""
    con.execute("delete from periode where periode = ?", [periode])
    known = con.execute("select jenis from periode_jenis where periode = ?", [periode]).fetchall()
    if any(_tells_state(con, periode, kind) for (kind,) in known):
        row = [periode, *triwulan.split_quarter(periode), triwulan.find_end(periode)]
        con.execute("insert into periode values (?, ?, ?, ?)", row)
    else:
        con.execute("delete from indikator where periode = ?", [periode])


def _tells_state(con: duckdb.DuckDBPyConnection, periode: str, kind: str) -> bool:
    """Whether the rows of a kind tell the state of a quarter; what only somebody else counted does not."""
    sheet = SHEET_KINDS[kind]
    if not sheet.tells_state or not sheet.foreign_column:
        return sheet.tells_state
    sql = "select 1 from {table} where periode = ? and {columns} is null limit 1"
    own = fill_statement(sql, table=[sheet.tabel], columns=[sheet.foreign_column])
    return bool(con.execute(own, [periode]).fetchall())


def record_upload(
    con: duckdb.DuckDBPyConnection, result: CheckResult, unggahan_id: int, time: dt.datetime, by: str, reason: str
) -> None:
    """Note the workbook, its sheets, its columns and its findings, so that every value has a cell."""
    con.execute(
        "insert into unggahan values (?, ?, ?, ?, ?, ?, ?, ?)",
        [unggahan_id, result.periode, result.nama_berkas, result.sha256, time, by, result.is_sample, reason or None],
    )
    sheet, column = [], []
    for t in result.found_tables:
        if t.jenis in result.tabel:
            sheet.append((unggahan_id, t.lembar, t.jenis, t.baris_judul, len(t.data)))
            # the heading's row tells two tables of one sheet apart
            column += [(unggahan_id, t.lembar, name, k.letters, t.baris_judul) for name, k in t.kolom.items()]
    told = {kind for _, _, kind, *_ in sheet}
    sheet += [(unggahan_id, DECLARED_NIL, kind, 0, 0) for kind in result.tabel if kind not in told]
    _insert_frame(
        con,
        "unggahan_lembar",
        pd.DataFrame(sheet, columns=["unggahan_id", "lembar", "jenis", "baris_judul", "baris_data"]),
    )
    title = ["unggahan_id", "lembar", "kolom", "huruf", "baris_judul"]
    _insert_frame(con, "unggahan_kolom", pd.DataFrame(column, columns=title))
    if result.temuan:
        findings = pd.DataFrame([asdict(t) for t in result.temuan]).drop(columns=["usul", "perlu_tindakan"])
        findings.insert(0, "unggahan_id", unggahan_id)
        _insert_frame(con, "temuan", findings)


def _insert_frame(con: duckdb.DuckDBPyConnection, table: str, content: pd.DataFrame) -> None:
    """Insert a frame by column name; a frame is a hundred times faster than executemany."""
    if len(content):
        con.register("_isi", _make_columnar(content))
        con.execute(fill_statement("insert into {table} by name select * from _isi", table=[table]))
        con.unregister("_isi")


def _make_columnar(content: pd.DataFrame) -> pa.Table | pd.DataFrame:
    """The same rows as Arrow holds them, which DuckDB takes over in half the time; the frame itself where a column
    mixes what Arrow does not."""
    try:
        return pa.Table.from_pandas(content, preserve_index=False)
    except pa.ArrowException:
        return content
