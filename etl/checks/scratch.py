"""The database in memory in which a publication is tried out: published quarters, and their indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import duckdb

from etl import indikator, rules
from etl import periode as triwulan
from etl.acuan import Reference
from etl.rules import fill_statement, read_statement
from etl.store import load
from etl.store.connections import VERSION
from etl.store.versions import Store

_AREA_FIGURES = read_statement(Path(__file__).parent / "area_figures.sql")
_VIEWS = ("alur.sql",)  # of the tables that questions stand on, what became of each cooperative alone
_TOLD = (*load.DATA_TABLES, "periode", "periode_jenis")
_numbers = count()
# (indikator, kode_wilayah) -> name of the area, and its pembilang, penyebut, nilai
IndicatorFigures = dict[tuple[str, str], tuple[str, dict[str, float | None]]]


@contextmanager
def open_scratch(
    store: Store, reference: Reference, number: int | None, periode: str
) -> Iterator[duckdb.DuckDBPyConnection]:
    """What a quarter's indicators look back on, of version `number`; None = nothing is published."""
    if number is None:
        with closing(duckdb.connect(":memory:", config={"threads": "2"})) as con:
            load.create_scratch_tables(con, reference)
            rules.install_rules(con, views=_VIEWS)
            yield con
        return
    with _open_beside(store.open_version(number)) as con:
        load.create_scratch_tables(con, reference)
        start = triwulan.shift_quarter(periode, -indikator.REACH)
        sql = fill_statement(
            "select max(periode) from {version}.periode_jenis where jenis = 'koperasi' and periode < ?",
            version=[VERSION],
        )
        previous = con.execute(sql, [periode]).fetchall()[0][0]
        _copy_quarters(con, _TOLD, min(start, previous or start), periode)
        for quarter in filter(None, (previous, periode)):
            _copy_quarters(con, ("indikator",), quarter, quarter)
        yield con


@contextmanager
def _open_beside(con: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of one's own in the process that holds the version open: it has the rules, and its rows are at hand.
    A database of its own with both took a tenth of a small check."""
    name = [f"uji_{next(_numbers)}"]
    con.execute(fill_statement("attach ':memory:' as {name}; use {name}", name=name))
    try:
        yield con
    finally:
        con.execute(fill_statement("use {version}; detach {name}", version=[VERSION], name=name))
        con.close()


def bring_later(con: duckdb.DuckDBPyConnection, periode: str) -> list[str]:
    """The published quarters after this one that its data reach; they are copied, and named."""
    last = triwulan.shift_quarter(periode, indikator.REACH)
    sql = "select periode from {version}.periode where periode > ? and periode <= ? order by periode"
    later = [q for (q,) in con.execute(fill_statement(sql, version=[VERSION]), [periode, last]).fetchall()]
    if later:
        _copy_quarters(con, (*_TOLD, "indikator"), later[0], last)
    return later


def _copy_quarters(con: duckdb.DuckDBPyConnection, tables: Sequence[str], first: str, last: str) -> None:
    """What the version holds of these quarters; an earlier release had fewer kinds."""
    sql = "select table_name from duckdb_tables() where database_name = $version"
    known = {name for (name,) in con.execute(sql, {"version": VERSION}).fetchall()}
    for table in (t for t in tables if t in known):
        copy = "insert into {table} by name from {version}.{table} where periode between ? and ?"
        con.execute(fill_statement(copy, table=[table], version=[VERSION]), [first, last])


def read_indicators(con: duckdb.DuckDBPyConnection, periode: str) -> IndicatorFigures:
    """Indicators of the city and its kelurahan in one quarter."""
    return {
        (i, code): (name, {"pembilang": pembilang, "penyebut": penyebut, "nilai": value})
        for i, code, name, pembilang, penyebut, value in con.execute(_AREA_FIGURES, {"periode": periode}).fetchall()
    }


def list_moved(before: IndicatorFigures, after: IndicatorFigures, city: str) -> list[dict[str, Any]]:
    """Indicators that differ anywhere: {indikator, judul, satuan, sebelum, sesudah} of the city, kelurahan: how many
    areas below it differ."""
    moved: dict[str, int] = {}
    for name, code in dict.fromkeys([*before, *after]):
        old, new = (figures[name, code][1] if (name, code) in figures else None for figures in (before, after))
        if old != new:
            moved[name] = moved.get(name, 0) + (code != city)
    return [
        {
            "indikator": i.indikator,
            "judul": i.judul,
            "satuan": i.satuan,
            "sebelum": before[i.indikator, city][1] if (i.indikator, city) in before else None,
            "sesudah": after[i.indikator, city][1] if (i.indikator, city) in after else None,
            "kelurahan": moved[i.indikator],
        }
        for i in indikator.load_indicators()
        if i.indikator in moved
    ]
