"""What a version's tables are in the lake: the same columns, with the area of government before them.

Of a publication only what changed is written: the quarters, uploads or publications whose rows differ from those of
the version before, which is what was published if rows and sums of hashes of its parts add up to it. Before the commit
the lake is asked whether it holds of these parts just what was to be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
_COUNT_PARTS = Statement(
    "select {part} as part, count(*) as n, sum(hash({columns})::hugeint) as h from {place} group by 1"
)


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


class Parted(NamedTuple):
    """A table's columns, and the one by whose values its rows are written anew; None = all are."""

    columns: Columns
    part: str | None


Tables = dict[str, tuple[Columns, Fingerprint]]
Parts = dict[object, Fingerprint]  # of each value of that column; of all under None
Keys = Mapping[str, tuple[str, ...]]


def read_fingerprint(
    con: duckdb.DuckDBPyConnection, catalog: str, table: str, columns: Columns, area: str | None
) -> Fingerprint:
    """Of a table of a version, or of an area's rows in the lake."""
    where = Statement("" if area is None else "where pemda = $area")
    statement = fill_statement(_COUNT, columns=list(columns), place=_place(table, catalog), where=where)
    rows, hashes = con.execute(statement, {} if area is None else {"area": area}).fetchall()[0]
    return Fingerprint(int(rows), int(hashes))


def read_parts(con: duckdb.DuckDBPyConnection, catalog: str, wanted: Mapping[str, Parted]) -> dict[str, Parts]:
    """{table: what it holds of each part} of an attached version, in one question."""
    counts = [
        fill_statement(
            "select {name} as tabel, {part}, n, h from ({count})",
            name=_say(table),
            part=_say_part(parted),
            count=fill_statement(
                _COUNT_PARTS if parted.part else _COUNT,
                part=[parted.part or ""],
                columns=list(parted.columns),
                place=_place(table, catalog),
                where=Statement(""),
            ),
        )
        for table, parted in wanted.items()
    ]
    found: dict[str, Parts] = {table: {} for table in wanted}
    for table, text, number, n, h in con.execute(_under_one_another(counts)).fetchall() if counts else []:
        found[table][number if text is None else text] = Fingerprint(int(n), int(h))
    return found


def _say_part(parted: Parted) -> Statement:
    """Its value in the column of its kind."""
    if parted.part is None:
        return Statement("null::varchar as teks, null::bigint as angka")
    is_text = parted.columns[parted.part] == "VARCHAR"
    sql = "part as teks, null::bigint as angka" if is_text else "null::varchar as teks, part::bigint as angka"
    return Statement(sql)


def add_up(parts: Iterable[Fingerprint]) -> Fingerprint:
    known = list(parts)
    return Fingerprint(sum(f.rows for f in known), sum(f.hashes for f in known))


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


def list_parted(con: duckdb.DuckDBPyConnection, catalog: str, keys: Keys) -> dict[str, Parted]:
    """The tables of an attached version, and by which of their columns they are written anew."""
    nullable = _list_nullable(con, catalog)
    return {
        table: Parted(columns, _choose_part(columns, keys.get(table, ()), nullable[table]))
        for table, columns in list_tables(con, catalog).items()
    }


def _choose_part(columns: Columns, key: Sequence[str], nullable: AbstractSet[str]) -> str | None:
    """Best a column by which its keys are told apart."""
    fit = [p for p in _PARTS if p in columns and p not in nullable]
    return next((p for p in fit if p in key), fit[0] if fit else None)


def find_change(parted: Parted, new: Parts, old: Parts | None, published: Fingerprint | None) -> Change:
    """What of a table has to be written. `old`: of the version before, None = not known; where it is not what was
    published, the whole table is."""
    whole = Change(None, (), True, add_up(new.values()))
    if old is None or parted.part is None or add_up(old.values()) != published:
        return whole
    nothing = Fingerprint(0, 0)
    parts = sorted(p for p in {*new, *old} if new.get(p, nothing) != old.get(p, nothing))  # type: ignore[type-var]
    goes, comes = (add_up(held[p] for p in parts if p in held) for held in (old, new))
    return Change(parted.part, tuple(parts), goes.rows > 0, comes)


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
    counts: list[Statement] = []
    for table, change in changes.items():
        where, more = _name_parts(change, str(len(counts)))
        given |= more
        counts.append(
            fill_statement(
                """select {name} as tabel, count(*), coalesce(sum(hash({columns})::hugeint), 0),
                          {repeated} from {place} where pemda = $area and {where}""",
                name=_say(table),
                columns=list(found[table][0]),
                repeated=_count_repeated(keys.get(table, ())),
                place=_place(table),
                where=where,
            )
        )
    rows = con.execute(_under_one_another(counts), given).fetchall() if counts else []
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
