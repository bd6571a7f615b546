"""What a version's tables are in the lake: the same columns, with the area of government before them.

Of a publication only what changed is written: the quarters, uploads or publications whose rows differ from those of
the version before. Afterwards every table is compared with the version's own, rows and sums.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import duckdb

from etl.rules import Statement, declare_columns, fill_statement
from etl.store.attach import list_tables
from etl.store.faults import StoreDamaged
from etl.store.lake.connect import LAKE

AREA = "pemda"
LEDGER, FENCE = "terbitan_bersama", "pagar"  # the lake's own tables
_PARTS = ("periode", "unggahan_id", "nomor")  # by which of a table's columns its rows are written anew
# No two rows of an area agree in these; `primary key` of the declared tables comes to it.
_KEYS = {
    "koperasi_triwulan": ("periode", "koperasi_id"),
    "indikator": ("periode", "kode_wilayah", "indikator", "kelompok_hitung", "sumber"),
}
_ORDER = ("periode", "kode_kelurahan", "kode_wilayah", "indikator", "nomor", "unggahan_id", "lembar", "baris")
Columns = Mapping[str, str]


class Fingerprint(NamedTuple):
    """rows, and the sum of their hashes; of one release of DuckDB only two of them can be compared."""

    rows: int
    hashes: int


def read_fingerprint(
    con: duckdb.DuckDBPyConnection, catalog: str, table: str, columns: Columns, area: str | None
) -> Fingerprint:
    """Of a table of a version, or of an area's rows in the lake."""
    where = Statement("" if area is None else "where pemda = $area")
    sql = "select count(*), coalesce(sum(hash({columns})::hugeint), 0) from {catalog}.{table} {where}"
    statement = fill_statement(sql, columns=list(columns), catalog=[catalog], table=[table], where=where)
    rows, hashes = con.execute(statement, {} if area is None else {"area": area}).fetchall()[0]
    return Fingerprint(int(rows), int(hashes))


def list_lake_tables(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """{table: {column: type}} of the lake, without its own tables and without the column of the area."""
    tables = list_tables(con, LAKE)
    return {t: {c: k for c, k in cols.items() if c != AREA} for t, cols in tables.items() if t not in (LEDGER, FENCE)}


def prepare_tables(con: duckdb.DuckDBPyConnection, wanted: Mapping[str, Columns]) -> None:
    """Tables and columns that the lake lacks; inside its transaction. Raises StoreDamaged where it has what this
    release does not know: a later one wrote it."""
    known = list_lake_tables(con)
    if LEDGER not in list_tables(con, LAKE):
        _make_own(con)
    for table, columns in wanted.items():
        there = known.get(table)
        if there is None:
            _make_table(con, table, columns)
            continue
        if any(columns.get(c) != kind for c, kind in there.items()):
            raise StoreDamaged(
                f"Tabel {table} di katalog bersama disusun oleh rilis lain; pasang rilis yang sama di semua peladen. "
                "Tidak ada yang ditulis."
            )
        for column in [c for c in columns if c not in there]:
            more = declare_columns({column: columns[column]})
            con.execute(fill_statement("alter table {table} add column {more}", table=_place(table), more=more))


def write_changes(
    con: duckdb.DuckDBPyConnection, table: str, columns: Columns, area: str, new: str, old: str | None
) -> bool:
    """Bring an area's rows of a table to those of the attached version `new`; `old`: the attached version that the lake
    holds now, None = it holds nothing of the area, or another one. Whether anything was written."""
    part = next((p for p in _PARTS if p in columns and not _is_nullable(con, new, table, p)), None)
    if old is None or part is None:
        if old is not None and not _differs(con, table, new, old):
            return False
        _replace(con, table, columns, area, new, Statement("true"), {})
        return True
    parts = [p for (p,) in con.execute(_list_parts(table, part, new, old)).fetchall()]
    if parts:
        _replace(con, table, columns, area, new, fill_statement("list_contains($parts, {part})", part=[part]), parts)
    return bool(parts)


def find_repeated(con: duckdb.DuckDBPyConnection, table: str, area: str, primary: Mapping[str, tuple[str, ...]]) -> int:
    """How many keys of a table stand there more than once; the lake would not refuse them."""
    key = _KEYS.get(table) or primary.get(table)
    if not key:
        return 0
    sql = "select count(*) from (select 1 from {table} where pemda = $area group by {key} having count(*) > 1)"
    return int(con.execute(fill_statement(sql, table=_place(table), key=list(key)), {"area": area}).fetchall()[0][0])


def list_primary(con: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, tuple[str, ...]]:
    """{table: columns of its primary key} of an attached version."""
    sql = """select table_name, constraint_column_names from duckdb_constraints()
             where database_name = $catalog and constraint_type = 'PRIMARY KEY'"""
    return {table: tuple(columns) for table, columns in con.execute(sql, {"catalog": catalog}).fetchall()}


def bring_rows(
    con: duckdb.DuckDBPyConnection, table: str, columns: Columns, area: str, target: str, source: str
) -> None:
    """An area's rows of the lake into a table of an attached file, in the order in which publishing puts them."""
    order = [c for c in _ORDER if c in columns] + [c for c in columns if c not in _ORDER]
    sql = """insert into {target}.{table} ({columns})
             select {columns} from {source}.{table} where pemda = $area order by {order}"""
    filled = fill_statement(sql, target=[target], table=[table], columns=list(columns), source=[source], order=order)
    con.execute(filled, {"area": area})


def _replace(
    con: duckdb.DuckDBPyConnection,
    table: str,
    columns: Columns,
    area: str,
    new: str,
    where: Statement,
    parts: object,
) -> None:
    given = {"area": area} | ({"parts": parts} if parts else {})
    delete = fill_statement("delete from {table} where pemda = $area and {where}", table=_place(table), where=where)
    con.execute(delete, given)
    names = list(columns)
    sql = """insert into {target} ({area_column}, {columns}) select $area, {columns} from {source} where {where}"""
    insert = fill_statement(
        sql, target=_place(table), area_column=[AREA], columns=names, source=_place(table, new), where=where
    )
    con.execute(insert, given)


def _list_parts(table: str, part: str, new: str, old: str) -> Statement:
    sql = """select distinct {part} from (
                 (from {new} except all from {old}) union all by name (from {old} except all from {new})
             ) order by 1"""
    return fill_statement(sql, part=[part], new=_place(table, new), old=_place(table, old))


def _differs(con: duckdb.DuckDBPyConnection, table: str, new: str, old: str) -> bool:
    sql = """select 1 from (
                 (from {new} except all from {old}) union all by name (from {old} except all from {new})
             ) limit 1"""
    return bool(con.execute(fill_statement(sql, new=_place(table, new), old=_place(table, old))).fetchall())


def _is_nullable(con: duckdb.DuckDBPyConnection, catalog: str, table: str, column: str) -> bool:
    sql = """select is_nullable from duckdb_columns()
             where database_name = $catalog and table_name = $table and column_name = $column"""
    return bool(con.execute(sql, {"catalog": catalog, "table": table, "column": column}).fetchall()[0][0])


def _make_table(con: duckdb.DuckDBPyConnection, table: str, columns: Columns) -> None:
    """Each area's rows in files of its own, so that a city's questions touch no other's."""
    declared = declare_columns({AREA: "varchar not null", **columns})
    con.execute(fill_statement("create table {table}({columns})", table=_place(table), columns=declared))
    con.execute(fill_statement("alter table {table} set partitioned by ({area})", table=_place(table), area=[AREA]))


def _make_own(con: duckdb.DuckDBPyConnection) -> None:
    """The versions of all areas with their records; and the fence, whose one row every writer replaces."""
    columns = {"nomor": "integer", "isi": "varchar", "sidik": "varchar", "peladen": "varchar", "rilis": "varchar"}
    more = {"duckdb": "varchar", "tabel": "varchar"}
    _make_table(con, LEDGER, columns | more)
    con.execute(fill_statement("create table {table}(giliran bigint)", table=_place(FENCE)))
    con.execute(fill_statement("insert into {table} values (0)", table=_place(FENCE)))


def _place(table: str, catalog: str = LAKE) -> Statement:
    """catalog.table, quoted."""
    return fill_statement("{catalog}.{table}", catalog=[catalog], table=[table])
