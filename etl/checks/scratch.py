"""The database in memory in which a publication is tried out: published quarters, and their indicators."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from etl import indikator, rules
from etl import periode as triwulan
from etl.acuan import Reference
from etl.rules import fill_statement, read_statement
from etl.store import load
from etl.store.versions import Store

_AREA_FIGURES = read_statement(Path(__file__).parent / "area_figures.sql")
_VIEWS = ("alur.sql",)  # of the tables that questions stand on, what became of each cooperative alone
# (indikator, kode_wilayah) -> name of the area, and its pembilang, penyebut, nilai
IndicatorFigures = dict[tuple[str, str], tuple[str, dict[str, float | None]]]


def make_scratch(store: Store, reference: Reference, number: int | None, periode: str) -> duckdb.DuckDBPyConnection:
    """What a quarter's indicators look back on, of version `number`; None = nothing is published."""
    con = duckdb.connect(":memory:", config={"threads": "2"})
    load.create_scratch_tables(con, reference)
    rules.install_rules(con, views=_VIEWS)
    if number is not None:
        store.attach(con, number, "lama")
        start = triwulan.shift_quarter(periode, -indikator.REACH)
        sql = "select max(periode) from lama.periode_jenis where jenis = 'koperasi' and periode < ?"
        previous = con.execute(sql, [periode]).fetchall()[0][0]
        _copy_quarters(con, min(start, previous or start), periode)
        con.execute("detach lama")
    return con


def bring_later(con: duckdb.DuckDBPyConnection, store: Store, number: int, periode: str) -> list[str]:
    """The published quarters after this one that its data reach; they are copied, and named."""
    store.attach(con, number, "lama")
    last = triwulan.shift_quarter(periode, indikator.REACH)
    sql = "select periode from lama.periode where periode > ? and periode <= ? order by periode"
    later = [q for (q,) in con.execute(sql, [periode, last]).fetchall()]
    if later:
        _copy_quarters(con, later[0], last)
    con.execute("detach lama")
    return later


def _copy_quarters(con: duckdb.DuckDBPyConnection, first: str, last: str) -> None:
    """Quarters of the attached version; an earlier release had fewer kinds."""
    sql = "select table_name from duckdb_tables() where database_name = 'lama'"
    known = {name for (name,) in con.execute(sql).fetchall()}
    for table in (t for t in (*load.DATA_TABLES, "periode", "periode_jenis", "indikator") if t in known):
        copy = "insert into {table} by name from lama.{table} where periode between ? and ?"
        con.execute(fill_statement(copy, table=[table]), [first, last])


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
