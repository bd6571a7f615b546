"""Rows of all kinds that speak of a cooperative, and another id for some of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from etl.rules import Statement, fill_statement, join_columns, join_statements, read_statement
from etl.skema import PUBLISHED_KINDS, SHEET_KINDS
from etl.store.attach import list_tables, text_literal

_FOLDER = Path(__file__).parent
_ROWS, _NOTE, _MOVE, _NOTED = (
    read_statement(_FOLDER / f"{name}.sql") for name in ("rows_of", "note_moved", "move_rows", "noted")
)
KEYS = ["nik_koperasi", "nomor_badan_hukum", "nama_koperasi", "kode_kelurahan"]
PLACE = ["jenis", "periode", "unggahan_id", "lembar", "baris"]
COLUMNS = [*PLACE, "koperasi_id", *KEYS]
_KINDS = tuple(k for k in PUBLISHED_KINDS if "koperasi_id" in SHEET_KINDS[k].added_columns)


def list_rows(con: duckdb.DuckDBPyConnection, ids: Collection[str]) -> pd.DataFrame:
    """COLUMNS of every row that speaks of one of these cooperatives, by kind and quarter; keys of registers only."""
    try:
        return _read(con, _make_statement(_KINDS), {"ids": list(ids)})
    except duckdb.CatalogException:  # a file of an earlier release lacks kinds that came later
        known = list_tables(con, None)
        there = tuple(kind for kind in _KINDS if SHEET_KINDS[kind].tabel in known)
        return _read(con, _make_statement(there), {"ids": list(ids)})


def _read(con: duckdb.DuckDBPyConnection, sql: str, parameters: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(con.execute(sql, parameters).fetchall(), columns=COLUMNS, dtype=object)


@cache
def _make_statement(kinds: tuple[str, ...]) -> Statement:
    statements = [_make_part(n, kind) for n, kind in enumerate(kinds)]
    part = "select {columns} from ({every}) order by urut, {columns}"
    return fill_statement(part, columns=COLUMNS, every=join_statements(statements))


def _make_part(order: int, kind: str) -> Statement:
    sheet = SHEET_KINDS[kind]
    key = "{k}" if sheet.is_register else "null::varchar as {k}"
    keys = join_columns([fill_statement(key, k=[k]) for k in KEYS])
    names = Statement(f"{order} as urut, {text_literal(kind)} as jenis")
    return fill_statement(_ROWS, names=names, keys=keys, table=[sheet.tabel])


def move_rows(con: duckdb.DuckDBPyConnection, moves: pd.DataFrame, number: int | None) -> None:
    """Give rows another id. `moves`: COLUMNS and `baru`; `number`: the decision that notes them, None = none does."""
    if moves.empty:
        return
    con.register("_pindah", moves[[*COLUMNS, "baru"]])
    if number is not None:
        con.execute(_NOTE, {"number": number})
    for kind in moves["jenis"].unique():
        con.execute(fill_statement(_MOVE, table=[SHEET_KINDS[kind].tabel]), {"kind": kind})
    con.unregister("_pindah")


def list_noted(con: duckdb.DuckDBPyConnection, number: int) -> pd.DataFrame:
    """COLUMNS of the rows that a decision moved, as they were before; also of those that are no longer published."""
    return _read(con, _NOTED, {"number": number})


def list_places(rows: pd.DataFrame) -> list[tuple[object, ...]]:
    """Where each row stands: what tells it from every other row."""
    return list(rows[PLACE].itertuples(index=False, name=None))
