"""The tables of two attached versions beside each other, part by part: what of the new one the lake does not hold."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import cache
from typing import NamedTuple

import duckdb

from etl.rules import Statement, fill_statement
from etl.store.attach import list_tables
from etl.store.lake.tables import (
    COUNT,
    Change,
    Columns,
    Fingerprint,
    Keys,
    find_place,
    list_keys,
    put_under_one_another,
    say_name,
)

_PARTS = ("periode", "unggahan_id", "nomor")  # by which of a table's columns its rows are written anew
_COUNT_PARTS = Statement(
    "select {part} as part, count(*) as n, sum(hash({columns})::hugeint) as h from {place} group by 1"
)


class Parted(NamedTuple):
    """A table's columns, and the one by whose values its rows are written anew; None = all are."""

    columns: Columns
    part: str | None


Parts = dict[object, Fingerprint]  # of each value of that column; of all under None


class Layout(NamedTuple):
    """The tables of a version, and in which columns no two rows agree."""

    parted: Mapping[str, Parted]
    keys: Keys


class Counted(NamedTuple):
    """A version's file as it was counted: what its tables hold of each part."""

    parted: Mapping[str, Parted]
    parts: Mapping[str, Parts]


_layouts: dict[tuple[tuple[str, str], ...], Layout] = {}  # by what the tables are declared as
_counted: dict[str, Counted] = {}  # the version that was counted last, by the hash of its file
_at_once = threading.Lock()  # a file has one name while it is attached


@contextmanager
def open_calculator() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB that knows nothing but what is attached: one that has the catalog too looks there for every name. It is
    kept, since opening one takes as long as counting a small version; one at a time uses it."""
    with _at_once:
        con = _make_database(os.getpid()).cursor()
        try:
            yield con
        finally:
            con.close()


@cache
def _make_database(_process: int) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:", config={"threads": "1", "memory_limit": "1GB"})


def remember(sha256: str, counted: Counted) -> None:
    """Keep what a file holds for the next version, which is compared with it."""
    _counted.clear()
    _counted[sha256] = counted


def recall(sha256: str) -> Counted | None:
    return _counted.get(sha256)


def read_layout(con: duckdb.DuckDBPyConnection, catalog: str) -> Layout:
    """Of an attached version; asked in full once for each declaration."""
    sql = "select table_name, sql from duckdb_tables() where database_name = $catalog order by 1"
    declared = tuple(con.execute(sql, {"catalog": catalog}).fetchall())
    if declared not in _layouts:
        if len(_layouts) == _LAYOUTS:
            _layouts.clear()
        keys = list_keys(con, catalog)
        _layouts[declared] = Layout(_list_parted(con, catalog, keys), keys)
    return _layouts[declared]


_LAYOUTS = 4


def read_parts(con: duckdb.DuckDBPyConnection, catalog: str, wanted: Mapping[str, Parted]) -> dict[str, Parts]:
    """{table: what it holds of each part} of an attached version, in one question."""
    counts = [
        fill_statement(
            "select {name} as tabel, {part}, n, h from ({count})",
            name=say_name(table),
            part=_say_part(parted),
            count=fill_statement(
                _COUNT_PARTS if parted.part else COUNT,
                part=[parted.part or ""],
                columns=list(parted.columns),
                place=find_place(table, catalog),
                where=Statement(""),
            ),
        )
        for table, parted in wanted.items()
    ]
    found: dict[str, Parts] = {table: {} for table in wanted}
    for table, text, number, n, h in con.execute(put_under_one_another(counts)).fetchall() if counts else []:
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


def _list_parted(con: duckdb.DuckDBPyConnection, catalog: str, keys: Keys) -> dict[str, Parted]:
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


def _list_nullable(con: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, set[str]]:
    """{table: columns that may be empty}."""
    sql = """select table_name, list(column_name) filter (is_nullable) from duckdb_columns()
             where database_name = $catalog group by all"""
    return {table: set(names or ()) for table, names in con.execute(sql, {"catalog": catalog}).fetchall()}
