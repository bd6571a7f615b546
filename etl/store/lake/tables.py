"""What a version's tables are in the lake: the same columns, with the area of government before them.

Of a publication only what changed is written: the quarters, uploads or publications whose rows differ from those of
the version before, which is what was published if rows and sums of hashes of its parts add up to it. Before the commit
the lake is asked whether it holds of these parts just what was to be written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import duckdb

from etl.rules import Statement, declare_columns, fill_statement
from etl.store.attach import list_tables, text_literal
from etl.store.faults import StoreDamaged
from etl.store.lake.connect import LAKE

AREA = "pemda"
LEDGER, FENCE = "terbitan_bersama", "pagar"  # the lake's own tables
# No two rows of an area agree in these; `primary key` of the declared tables comes to it.
_KEYS = {
    "koperasi_triwulan": ("periode", "koperasi_id"),
    "indikator": ("periode", "kode_wilayah", "indikator", "kelompok_hitung", "sumber"),
}
_ORDER = ("periode", "kode_kelurahan", "kode_wilayah", "indikator", "nomor", "unggahan_id", "lembar", "baris")
Columns = Mapping[str, str]
COUNT = Statement("select count(*) as n, coalesce(sum(hash({columns})::hugeint), 0) as h from {place} {where}")


class Fingerprint(NamedTuple):
    """rows, and the sum of their hashes; of one release of DuckDB only two of them can be compared."""

    rows: int
    hashes: int


class Change(NamedTuple):
    """part: the column by whose values rows are written anew, None = all are; parts: those values; is_there: whether
    rows of them may stand there already, which go; written: rows and hashes of what then stands there."""

    part: str | None
    parts: tuple[object, ...]
    is_there: bool
    written: Fingerprint


Tables = dict[str, tuple[Columns, Fingerprint]]
Keys = Mapping[str, tuple[str, ...]]


def read_fingerprint(
    con: duckdb.DuckDBPyConnection, catalog: str, table: str, columns: Columns, area: str | None
) -> Fingerprint:
    """Of a table of a version, or of an area's rows in the lake."""
    where = Statement("" if area is None else "where pemda = $area")
    statement = fill_statement(COUNT, columns=list(columns), place=find_place(table, catalog), where=where)
    rows, hashes = con.execute(statement, {} if area is None else {"area": area}).fetchall()[0]
    return Fingerprint(int(rows), int(hashes))


def list_lake_tables(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """{table: {column: type}} of the lake, without its own tables and without the column of the area."""
    tables = list_tables(con, LAKE)
    return {t: {c: k for c, k in cols.items() if c != AREA} for t, cols in tables.items() if t not in (LEDGER, FENCE)}


def prepare_tables(con: duckdb.DuckDBPyConnection, wanted: Mapping[str, Columns], known: Mapping[str, Columns]) -> None:
    """Tables and columns that the lake lacks; inside its transaction. `known`: what it has. Raises StoreDamaged where
    it has what this release does not know: a later one wrote it."""
    if LEDGER not in known:
        _make_own(con)
    for table, columns in wanted.items():
        if table not in known:
            _make_table(con, table, columns)
            continue
        there = {c: kind for c, kind in known[table].items() if c != AREA}
        if any(columns.get(c) != kind for c, kind in there.items()):
            raise StoreDamaged(
                f"Tabel {table} di katalog bersama disusun oleh rilis lain; pasang rilis yang sama di semua peladen. "
                "Tidak ada yang ditulis."
            )
        for column in [c for c in columns if c not in there]:
            more = declare_columns({column: columns[column]})
            con.execute(fill_statement("alter table {table} add column {more}", table=find_place(table), more=more))


def write_changes(
    con: duckdb.DuckDBPyConnection, table: str, columns: Columns, area: str, new: str, change: Change
) -> int:
    """Bring an area's rows of a table to those of the attached version `new`; how many were put in."""
    where, given = _name_parts(change, "0")
    given["area"] = area
    if change.is_there:
        delete = fill_statement(
            "delete from {table} where pemda = $area and {where}", table=find_place(table), where=where
        )
        con.execute(delete, given)
    if not change.written.rows:
        return 0
    sql = """insert into {target} ({area_column}, {columns}) select $area, {columns} from {source} where {where}"""
    put_in = con.execute(
        fill_statement(
            sql,
            target=find_place(table),
            area_column=[AREA],
            columns=list(columns),
            source=find_place(table, new),
            where=where,
        ),
        given,
    )
    return int(put_in.fetchall()[0][0])


def read_written(
    con: duckdb.DuckDBPyConnection, area: str, found: Tables, changes: Mapping[str, Change], keys: Keys
) -> dict[str, tuple[Fingerprint, int]]:
    """{table: (what the lake holds of the parts that were written, rows beyond one for each key)}, in one question."""
    given: dict[str, object] = {"area": area}
    counts: list[Statement] = []
    for table, change in changes.items():
        where, more = _name_parts(change, str(len(counts)))
        given |= more
        counts.append(
            fill_statement(
                """select {name} as tabel, count(*), coalesce(sum(hash({columns})::hugeint), 0),
                          {repeated} from {place} where pemda = $area and {where}""",
                name=say_name(table),
                columns=list(found[table][0]),
                repeated=_count_repeated(keys.get(table, ())),
                place=find_place(table),
                where=where,
            )
        )
    rows = con.execute(put_under_one_another(counts), given).fetchall() if counts else []
    return {table: (Fingerprint(int(n), int(h)), int(more)) for table, n, h, more in rows}


def _count_repeated(key: Sequence[str]) -> Statement:
    """Rows beyond one for each key."""
    return fill_statement("count(*) - count(distinct row({key}))", key=list(key)) if key else Statement("0")


def _name_parts(change: Change, mark: str) -> tuple[Statement, dict[str, object]]:
    """The rows of the parts, by bounds that spare the lake files and by the values themselves. `mark`: a number, tells
    the parameters of one statement apart."""
    if change.part is None:
        return Statement("true"), {}
    sql = "{part} between $least_{mark} and $most_{mark} and list_contains($parts_{mark}, {part})"
    bounds = (min(change.parts), max(change.parts)) if change.parts else ("", "")  # type: ignore[type-var]
    given = {f"least_{mark}": bounds[0], f"most_{mark}": bounds[1], f"parts_{mark}": list(change.parts)}
    return fill_statement(sql, part=[change.part], mark=Statement(mark)), given


def find_repeated(con: duckdb.DuckDBPyConnection, table: str, area: str, primary: Keys) -> int:
    """How many keys of a table stand there more than once; the lake would not refuse them."""
    key = _KEYS.get(table) or primary.get(table)
    if not key:
        return 0
    sql = "select count(*) from (select 1 from {table} where pemda = $area group by {key} having count(*) > 1)"
    return int(
        con.execute(fill_statement(sql, table=find_place(table), key=list(key)), {"area": area}).fetchall()[0][0]
    )


def list_keys(con: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, tuple[str, ...]]:
    """{table: columns in which no two rows agree} of an attached version."""
    sql = """select table_name, constraint_column_names from duckdb_constraints()
             where database_name = $catalog and constraint_type = 'PRIMARY KEY'"""
    found = con.execute(sql, {"catalog": catalog}).fetchall()
    return {table: tuple(columns) for table, columns in found} | _KEYS


def bring_rows(
    con: duckdb.DuckDBPyConnection, table: str, columns: Columns, area: str, target: str, source: str
) -> None:
    """An area's rows of the lake into a table of an attached file, in the order in which publishing puts them."""
    order = [c for c in _ORDER if c in columns] + [c for c in columns if c not in _ORDER]
    sql = """insert into {target}.{table} ({columns})
             select {columns} from {source}.{table} where pemda = $area order by {order}"""
    filled = fill_statement(sql, target=[target], table=[table], columns=list(columns), source=[source], order=order)
    con.execute(filled, {"area": area})


def _make_table(con: duckdb.DuckDBPyConnection, table: str, columns: Columns) -> None:
    """Each area's rows in files of its own, so that a city's questions touch no other's."""
    declared = declare_columns({AREA: "varchar not null", **columns})
    con.execute(fill_statement("create table {table}({columns})", table=find_place(table), columns=declared))
    con.execute(fill_statement("alter table {table} set partitioned by ({area})", table=find_place(table), area=[AREA]))


def _make_own(con: duckdb.DuckDBPyConnection) -> None:
    """The versions of all areas with their records; and the fence, whose one row every writer replaces."""
    columns = {"nomor": "integer", "isi": "varchar", "sidik": "varchar", "peladen": "varchar", "rilis": "varchar"}
    more = {"duckdb": "varchar", "tabel": "varchar"}
    _make_table(con, LEDGER, columns | more)
    con.execute(fill_statement("create table {table}(giliran bigint)", table=find_place(FENCE)))
    con.execute(fill_statement("insert into {table} values (0)", table=find_place(FENCE)))


def find_place(table: str, catalog: str = LAKE) -> Statement:
    """catalog.table, quoted."""
    return fill_statement("{catalog}.{table}", catalog=[catalog], table=[table])


def say_name(table: str) -> Statement:
    """A table's name as a value."""
    return Statement(text_literal(table))


def put_under_one_another(questions: Sequence[Statement]) -> Statement:
    return Statement("\nunion all\n".join(questions))
