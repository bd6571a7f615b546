"""Rows of all kinds that speak of a cooperative, and another id for some of them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import duckdb
import pandas as pd

from etl.rules import Statement, fill_statement, join_columns, read_statement
from etl.skema import PUBLISHED_KINDS, SHEET_KINDS
from etl.store.attach import list_tables

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
    known = list_tables(con, None)  # a file of an earlier release lacks kinds that came later
    frames = [
        con.execute(_make_statement(kind), {"ids": list(ids), "kind": kind}).df().astype(object)
        for kind in _KINDS
        if SHEET_KINDS[kind].tabel in known
    ]
    rows = pd.concat(frames, ignore_index=True)
    order = {kind: n for n, kind in enumerate(_KINDS)}
    rows = rows.where(rows.notna(), None).assign(_urut=rows["jenis"].map(order))
    return rows.sort_values(["_urut", *PLACE], ignore_index=True)[COLUMNS]


def _make_statement(kind: str) -> Statement:
    sheet = SHEET_KINDS[kind]
    key = "{k}" if sheet.is_register else "null::varchar as {k}"
    keys = join_columns([fill_statement(key, k=[k]) for k in KEYS])
    return fill_statement(_ROWS, keys=keys, table=[sheet.tabel])


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
    noted = con.execute(_NOTED, {"number": number}).df().astype(object)
    return noted.where(noted.notna(), None)


def list_places(rows: pd.DataFrame) -> list[tuple[object, ...]]:
    """Where each row stands: what tells it from every other row."""
    return list(rows[PLACE].itertuples(index=False, name=None))
