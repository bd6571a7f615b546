"""Registers of the sample as frames, damaged or changed: what the gates are tried on, without a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from random import Random
from typing import Any

import duckdb
import pandas as pd

from etl import rules
from etl.acuan import load_reference
from etl.contoh.angka import QUARTERS
from etl.contoh.profil import make_register_row
from etl.contoh.world import list_register
from etl.damage.comparison import Reader
from etl.damage.gates import find_damages
from etl.damage.model import COLUMNS, Damage, Register
from etl.match.cooperative_keys import KnownCooperatives, make_keys
from etl.rules import declare_columns, fill_statement, quote_name
from etl.skema import COOPERATIVES_SHEET
from etl.store.load import list_columns

SHARES = {"ubah_identitas": 0.05, "ubah_status": 0.15, "rusak_kolom": 0.1}
NOW, BEFORE, OWN = "sekarang", "sebelum", "terbit"
IDENTITY = ("nik_koperasi", "nomor_badan_hukum", "nama_koperasi", "kode_kelurahan")
TYPES = {k: v.removesuffix(" not null") for k, v in list_columns("koperasi").items()}
YES_OR_NO = [k.nama for k in COOPERATIVES_SHEET.stored_columns if k.tipe == "ya_tidak"]
_KELURAHAN = load_reference().kelurahan
_CODES = dict(zip(_KELURAHAN["kelurahan"], _KELURAHAN["kode_kelurahan"], strict=True))
Rows = list[dict[str, Any]]


@cache
def _make_rows(p: str) -> tuple[dict[str, Any], ...]:
    rows = []
    for i, k in enumerate(list_register(p), 5):
        row = dict(make_register_row(k, p))
        row |= {"kode_kelurahan": _CODES[row["kelurahan"]], "status": str(row["status"]).lower()}
        row |= {c: {"Ya": True, "Tidak": False}.get(str(row.get(c))) for c in YES_OR_NO}
        kept = {c: row.get(c) for c in COLUMNS}
        rows.append(kept | {"koperasi_id": f"K{k.number}", "lembar": "Koperasi", "baris": i})
    return tuple(rows)


def make_register(p: str) -> Rows:
    """The register of a sample quarter in the order of its workbook; koperasi_id as it truly is."""
    return [dict(row) for row in _make_rows(p)]


def recognise(rows: Rows, before: Rows) -> Rows:
    """The same with the koperasi_id that the product gives them beside an earlier register."""
    old = pd.DataFrame(before, dtype=object).assign(periode="2024-T4")
    known = KnownCooperatives(old.where(old.notna(), None))
    frame = pd.DataFrame(rows, dtype=object)
    keys = make_keys(frame.where(frame.notna(), None))
    return [
        row | {"koperasi_id": known.find(k)[0] or f"baru {i}"}
        for i, (row, k) in enumerate(zip(rows, keys, strict=True))
    ]


def open_scratch() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(":memory:", config={"threads": "1"})
    rules.install_rules(con, views=())
    return con


def put(con: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    """A register as a table of its own."""
    frame = pd.DataFrame(rows, dtype=object).assign(periode="p", unggahan_id=1, status_hitung=None, kkmp=False)
    con.execute(fill_statement("create or replace table {t}({columns})", t=[table], columns=declare_columns(TYPES)))
    con.register("_isi", frame)
    listed = ", ".join(f"{quote_name(c)}::{kind}" for c, kind in TYPES.items() if c in frame)
    names = ", ".join(quote_name(c) for c in TYPES if c in frame)
    con.execute(f"insert into {quote_name(table)}({names}) select {listed} from _isi")
    con.unregister("_isi")


def put_changed(con: duckdb.DuckDBPyConnection, table: str, p: str, rows: Rows, columns: Iterable[str]) -> None:
    """A sample quarter with other values in some columns, as a table: much faster than all of its cells."""
    con.execute(f"create or replace table {quote_name(table)} as from {quote_name(put_quarter(con, p))}")
    for column in columns:
        con.register(
            "_isi", pd.DataFrame([(r["baris"], r[column]) for r in rows], columns=["baris", "isi"], dtype=object)
        )
        con.execute(
            f"update {quote_name(table)} as t set {quote_name(column)} = _isi.isi::{TYPES[column]} from _isi "
            "where t.baris = _isi.baris::int"
        )
        con.unregister("_isi")


def put_quarter(con: duckdb.DuckDBPyConnection, p: str) -> str:
    """The register of a sample quarter as a table, made once; its name."""
    if not con.execute("select 1 from duckdb_tables() where table_name = $name", {"name": p}).fetchall():
        put(con, p, make_register(p))
    return p


def see(
    con: duckdb.DuckDBPyConnection,
    now: Rows,
    before: Rows | str | None,
    own: Rows | None = None,
    shares: Mapping[str, float] = SHARES,
) -> list[Damage]:
    """What the gates see in a register beside last quarter's (rows, or the name of a sample quarter) and the quarter's
    own published one."""
    for table, rows in {NOW: now, BEFORE: before, OWN: own}.items():
        if rows is not None and not isinstance(rows, str):
            put(con, table, rows)
    return see_table(con, before and (before if isinstance(before, str) else BEFORE), own and OWN, shares)


def see_table(
    con: duckdb.DuckDBPyConnection, before: str | None, own: str | None = None, shares: Mapping[str, float] = SHARES
) -> list[Damage]:
    """The same of tables that stand there: NOW, and what it is compared with (a sample quarter or a table)."""
    if before and before != BEFORE:
        put_quarter(con, before)
    previous, published = (Register(name, "p") if name else None for name in (before, own))
    return [damage for damage, _ in find_damages(Reader(con), Register(NOW, "p"), published, previous, shares)]


def see_after(con: duckdb.DuckDBPyConnection, now: Rows, *quarters: str) -> list[Damage]:
    """What the gates see in a register after these published quarters, the last one being that before it."""
    names = [quote_name(put_quarter(con, q)) for q in quarters]
    selects = [f"select * replace ('{q}' as periode) from {name}" for q, name in zip(quarters, names, strict=True)]
    con.execute("create or replace table riwayat as " + " union all ".join(selects))
    put(con, NOW, now)
    previous = Register("riwayat", quarters[-1])
    return [d for d, _ in find_damages(Reader(con), Register(NOW, "p"), None, previous, SHARES)]


def list_gates(damages: list[Damage]) -> list[tuple[str, str, str]]:
    """(gate without its prefix, column, way) of each."""
    return [(d.gate.removeprefix("gerbang_"), d.column, d.way) for d in damages]


def count_wrong(now: Rows, truth: Rows, column: str) -> int:
    return sum(a[column] != b[column] for a, b in zip(now, truth, strict=True))


def replace_column(rows: Rows, column: str, values: list[Any]) -> Rows:
    return [row | {column: value} for row, value in zip(rows, values, strict=True)]


def change_as_between(rows: Rows, earlier: str, later: str, rng: Random) -> Rows:
    """A register after changes of the size that the sample shows between two quarters, dealt out to others."""
    before = {row["koperasi_id"]: row for row in _make_rows(earlier)}
    changes = [
        {c: (before[row["koperasi_id"]][c], row[c]) for c in COLUMNS if row[c] != before[row["koperasi_id"]][c]}
        for row in _make_rows(later)
        if row["koperasi_id"] in before
    ]
    changed = [dict(row) for row in rows]
    for row, change in zip(rng.sample(changed, len(changed)), changes, strict=False):
        for column, (old, new) in change.items():
            row[column] = _apply(row[column], old, new, column)
    return changed


def _apply(value: Any, old: Any, new: Any, column: str) -> Any:
    """The same change of another value: in its proportion, where it is a quantity; as many days or years, where it is a
    time; what was blank is filled in."""
    if old is None and value is not None:
        return value
    if column == "nama_koperasi":
        return f"{value} Baru"
    if None in (value, old, new):
        return new
    if TYPES[column] in ("date", "integer"):
        return value + (new - old)
    if TYPES[column] in ("bigint", "double") and old:
        return round(value * new / old, 1 if column == "skor_kesehatan" else 0)
    return new


QUARTER_PAIRS = list(zip(QUARTERS, QUARTERS[1:], strict=False))
