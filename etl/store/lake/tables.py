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


class Change(NamedTuple):
    """part: the column by whose values rows are written anew, None = all are; parts: those values; is_there: whether
    the version before has rows of them, which go."""

    part: str | None
    parts: tuple[object, ...]
    is_there: bool


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


def find_change(con: duckdb.DuckDBPyConnection, table: str, columns: Columns, new: str, old: str) -> Change:
    """Where the table of the attached version `new` differs from that of `old`, which has the same columns."""
    part = next((p for p in _PARTS if p in columns and not _is_nullable(con, new, table, p)), None)
    if part is None:
        return Change(None, (), True)
    parts = tuple(p for (p,) in con.execute(_list_parts(table, columns, part, new, old)).fetchall())
    sql = "select count(*) from {old} where list_contains($parts, {part})"
    there = con.execute(fill_statement(sql, old=_place(table, old), part=[part]), {"parts": list(parts)}).fetchall()
    return Change(part, parts, there[0][0] > 0)


def write_changes(
    con: duckdb.DuckDBPyConnection, table: str, columns: Columns, area: str, new: str, change: Change | None
) -> None:
    """Bring an area's rows of a table to those of the attached version `new`. `change`: from what the lake holds now,
    None = it holds nothing of the area, or something else."""
    given: dict[str, object] = {"area": area}
    where = Statement("true")
    if change is not None and change.part is not None:
        given["parts"] = list(change.parts)
        where = fill_statement("list_contains($parts, {part})", part=[change.part])
    if change is None or change.is_there:
        delete = fill_statement("delete from {table} where pemda = $area and {where}", table=_place(table), where=where)
        con.execute(delete, given)
    sql = """insert into {target} ({area_column}, {columns}) select $area, {columns} from {source} where {where}"""
    con.execute(
        fill_statement(
            sql,
            target=_place(table),
            area_column=[AREA],
            columns=list(columns),
            source=_place(table, new),
            where=where,
        ),
        given,
    )


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


def _list_parts(table: str, columns: Columns, part: str, new: str, old: str) -> Statement:
    """The parts whose rows are not the same in both, by their number and the sum of their hashes."""
    count = "select {part} as part, count(*) as n, sum(hash({columns})::hugeint) as h from {place} group by all"
    of_new, of_old = (
        fill_statement(count, part=[part], columns=list(columns), place=_place(table, name)) for name in (new, old)
    )
    sql = """select part from ({of_new}) a full join ({of_old}) b using (part)
             where (a.n, a.h) is distinct from (b.n, b.h) order by part"""
    return fill_statement(sql, of_new=of_new, of_old=of_old)


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
