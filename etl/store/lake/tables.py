"""What a version's tables are in the lake: the same columns, with the area of government before them.

Of a publication only what changed is written: the quarters, uploads or publications whose rows differ from those of
the version before. Sums of hashes add up: what was published, less the parts that go, and those that come, has to be
the version's own table; and of what comes the lake is asked before the commit whether it holds just that.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import duckdb

from etl.rules import Statement, declare_columns, fill_statement
from etl.store.attach import list_tables, text_literal
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
_COUNT = Statement("select count(*) as n, coalesce(sum(hash({columns})::hugeint), 0) as h from {place} {where}")


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
    statement = fill_statement(_COUNT, columns=list(columns), place=_place(table, catalog), where=where)
    rows, hashes = con.execute(statement, {} if area is None else {"area": area}).fetchall()[0]
    return Fingerprint(int(rows), int(hashes))


def read_tables(con: duckdb.DuckDBPyConnection, catalog: str) -> Tables:
    """All tables of an attached version: columns, and what they hold; in one question."""
    columns = list_tables(con, catalog)
    counts = [
        fill_statement(
            "select {name} as tabel, * from ({count})",
            name=_say(table),
            count=fill_statement(_COUNT, columns=list(known), place=_place(table, catalog), where=Statement("")),
        )
        for table, known in columns.items()
    ]
    found = con.execute(_under_one_another(counts)).fetchall() if counts else []
    return {table: (columns[table], Fingerprint(int(n), int(h))) for table, n, h in sorted(found)}


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
            con.execute(fill_statement("alter table {table} add column {more}", table=_place(table), more=more))


def find_changes(
    con: duckdb.DuckDBPyConnection, new: str, old: str | None, found: Tables, published: Tables
) -> dict[str, Change]:
    """{table: what has to be written} where the attached version `new`, which holds `found`, is not what was published
    last. `old`: the attached version before; where that is not what was published, tables are written whole."""
    columns_of_old = {} if old is None else list_tables(con, old)
    keys, nullable = list_keys(con, new), _list_nullable(con, new)
    changes = {}
    for table, (columns, now) in found.items():
        if published.get(table) == (columns, now):
            continue
        part = _choose_part(columns, keys.get(table, ()), nullable[table])
        change = None
        if old is not None and part and table in published and columns_of_old.get(table) == columns:
            change = _find_change(con, table, columns, part, new, old, published[table][1], now)
        changes[table] = change or Change(None, (), True, now)
    return changes


def _find_change(
    con: duckdb.DuckDBPyConnection,
    table: str,
    columns: Columns,
    part: str,
    new: str,
    old: str,
    published: Fingerprint,
    now: Fingerprint,
) -> Change | None:
    """None where what was published, less the parts that go, and those that come, does not make the table."""
    parts = con.execute(_list_parts(table, columns, part, new, old)).fetchall()
    goes, comes = (Fingerprint(sum(p[n] for p in parts), sum(p[n + 1] for p in parts)) for n in (1, 3))
    made = Fingerprint(published.rows - goes.rows + comes.rows, published.hashes - goes.hashes + comes.hashes)
    return Change(part, tuple(p[0] for p in parts), goes.rows > 0, comes) if made == now else None


def _choose_part(columns: Columns, key: Sequence[str], nullable: AbstractSet[str]) -> str | None:
    """By which of its columns a table is written anew; best one by which its keys are told apart."""
    fit = [p for p in _PARTS if p in columns and p not in nullable]
    return next((p for p in fit if p in key), fit[0] if fit else None)


def write_changes(
    con: duckdb.DuckDBPyConnection, table: str, columns: Columns, area: str, new: str, change: Change
) -> None:
    """Bring an area's rows of a table to those of the attached version `new`."""
    where, given = _name_parts(change, "0")
    given["area"] = area
    if change.is_there:
        delete = fill_statement("delete from {table} where pemda = $area and {where}", table=_place(table), where=where)
        con.execute(delete, given)
    if not change.written.rows:
        return
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


def read_written(
    con: duckdb.DuckDBPyConnection, area: str, found: Tables, changes: Mapping[str, Change], keys: Keys
) -> dict[str, tuple[Fingerprint, int]]:
    """{table: (what the lake holds of the parts that were written, rows beyond one for each key)}, in one question."""
    given: dict[str, object] = {"area": area}
    counts = []
    for table, change in changes.items():
        where, more = _name_parts(change, str(len(counts)))
        given |= more
        counts.append(
            fill_statement(
                """select {name} as tabel, count(*), coalesce(sum(hash({columns})::hugeint), 0),
                          count(*) - count(distinct row({key}))
                   from {place} where pemda = $area and {where}""",
                name=_say(table),
                columns=list(found[table][0]),
                key=list(keys.get(table) or found[table][0]),
                place=_place(table),
                where=where,
            )
        )
    rows = con.execute(_under_one_another(counts), given).fetchall() if counts else []
    return {table: (Fingerprint(int(n), int(h)), int(more) if keys.get(table) else 0) for table, n, h, more in rows}


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
    return int(con.execute(fill_statement(sql, table=_place(table), key=list(key)), {"area": area}).fetchall()[0][0])


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


def _list_parts(table: str, columns: Columns, part: str, new: str, old: str) -> Statement:
    """The parts whose rows are not the same in both, with number and sum of hashes in the old and in the new one."""
    count = "select {part} as part, count(*) as n, sum(hash({columns})::hugeint) as h from {place} group by all"
    of_new, of_old = (
        fill_statement(count, part=[part], columns=list(columns), place=_place(table, name)) for name in (new, old)
    )
    sql = """select part, coalesce(b.n, 0), coalesce(b.h, 0), coalesce(a.n, 0), coalesce(a.h, 0)
             from ({of_new}) a full join ({of_old}) b using (part)
             where (a.n, a.h) is distinct from (b.n, b.h) order by part"""
    return fill_statement(sql, of_new=of_new, of_old=of_old)


def _list_nullable(con: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, set[str]]:
    """{table: columns that may be empty}."""
    sql = """select table_name, list(column_name) filter (is_nullable) from duckdb_columns()
             where database_name = $catalog group by all"""
    return {table: set(names or ()) for table, names in con.execute(sql, {"catalog": catalog}).fetchall()}


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


def _say(table: str) -> Statement:
    """A table's name as a value."""
    return Statement(text_literal(table))


def _under_one_another(questions: Sequence[Statement]) -> Statement:
    return Statement("\nunion all\n".join(questions))
