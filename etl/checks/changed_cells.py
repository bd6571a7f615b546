"""Which values would change: of each cooperative in both registers, and whom trainings and visits reach.

In plain Python: with a pandas frame for each column this took a third of the whole check.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from etl.damage.comparison import Row
from etl.damage.model import AREA, NAME
from etl.damage.model import COLUMNS as REGISTER_COLUMNS
from etl.periode import say_date
from etl.rules import fill_statement
from etl.skema import SHEET_KINDS, SheetKind

# Names have a list of their own; remarks count nowhere.
_LEFT_OUT = {NAME, "keterangan"}
_NAME, _AREA = REGISTER_COLUMNS.index(NAME), REGISTER_COLUMNS.index(AREA)
COLUMNS = ["koperasi_id", "nama_koperasi", "kode_kelurahan", "kolom", "sebelum", "sesudah", "bobot"]


class Cell(NamedTuple):
    """A value that changes, as COLUMNS; None = nothing is said. weight: the part of the city's figure that it moves."""

    who: str
    name: str
    area: str | None
    column: str
    old: Any
    new: Any
    weight: float


class _Reached(NamedTuple):
    """What the rows of a quarter say of one cooperative or group: how many they are, then what _name_told lists."""

    name: str
    area: str | None
    said: tuple[Any, ...]


def make_table(cells: Iterable[Cell]) -> pd.DataFrame:
    """COLUMNS, one row a cell, the heaviest first."""
    ordered = sorted(cells, key=lambda cell: (-cell.weight, cell.column, cell.who))
    return pd.DataFrame(ordered, columns=COLUMNS, dtype=object).astype({"bobot": "float64"})


def list_changed_cells(rows: Sequence[Row], rows_before: Sequence[Row]) -> list[Cell]:
    """What a register says beside an earlier one.

    weight, 0–1: of a number its change beside the column's sum, of anything else one cooperative beside all. Money and
    members too. What appears or vanishes with its row is no cell.
    """
    now, then = (_list_values(side) for side in (rows, rows_before))
    both = [key for key in now if key in then]
    found: list[Cell] = []
    for i, column in enumerate(REGISTER_COLUMNS):
        new, old = [now[key][i] for key in both], [then[key][i] for key in both]
        if column not in _LEFT_OUT and new != old:  # most columns of an ordinary correction are the same as a whole
            found += _compare_column(column, both, now, old, new)
    return found


def _list_values(rows: Sequence[Row]) -> dict[str, tuple[Any, ...]]:
    """{koperasi_id: its values}; of a cooperative that stands there twice the first row."""
    return {row.who: row.values for row in reversed(rows)}


def _compare_column(
    column: str, both: Sequence[str], now: dict[str, tuple[Any, ...]], old: Sequence[Any], new: Sequence[Any]
) -> Iterator[Cell]:
    """The cells of a column that differ; name and area as they are now."""
    whole = _sum_column(old, new)
    for who, before, after in zip(both, old, new, strict=True):
        if before != after:
            moved = 1 if whole is None else abs((after or 0) - (before or 0))
            values = now[who]
            yield Cell(who, values[_NAME], values[_AREA], column, before, after, moved / (whole or max(1, len(both))))


def _sum_column(old: Sequence[Any], new: Sequence[Any]) -> float | None:
    """The column's sum, the larger of both; None where nothing is summed."""
    known = [v for v in (*old, *new) if v is not None]
    if any(isinstance(v, bool) or not isinstance(v, int | float) for v in known):
        return None
    return max(sum(abs(float(v)) for v in side if v is not None) for side in (old, new))


def list_changed_reach(con: duckdb.DuckDBPyConnection, kind: str, periode: str, before: str) -> list[Cell]:
    """Of a kind that reaches cooperatives and groups: for each of them how many rows name it and, in words, the days,
    kinds and activities. column: what it is called on screen. weight: its rows beside all of them."""
    sheet = SHEET_KINDS[kind]
    now, then = (_read_reach(con, sheet, table, periode) for table in (sheet.tabel, before))
    whole = max(1, *(sum(r.said[0] for r in side.values()) for side in (now, then)))
    labels = [f"Jumlah {sheet.row_word}", *_name_told(sheet).values()]
    nobody = _Reached("", "", (None,) * len(labels))
    found = []
    for who in dict.fromkeys([*now, *then]):
        old, new = then.get(who, nobody).said, now.get(who, nobody).said
        name, area, _ = now.get(who) or then[who]
        moved = abs((new[0] or 0) - (old[0] or 0))
        for i, label in enumerate(labels):
            if old[i] != new[i]:
                found.append(Cell(who, name, area, label, old[i], new[i], (1 if i else moved) / whole))
    return found


def _name_told(sheet: SheetKind) -> dict[str, str]:
    """{what is compared of a target beside the number of its rows: how it is called}."""
    told = [k for k in sheet.stored_columns if k.tipe in ("tanggal", "pilihan") or k.nama == sheet.activity_column]
    return {k.nama: k.judul for k in told}


def _read_reach(con: duckdb.DuckDBPyConnection, sheet: SheetKind, table: str, periode: str) -> dict[str, _Reached]:
    """Each cooperative or group that the rows of a quarter name, by its id, else by its name."""
    sql = "select coalesce(koperasi_id, kelompok_id, {target}), {target}, kode_kelurahan, {told} from {table}"
    sql += " where periode = ? order by lembar, baris"
    statement = fill_statement(sql, target=[str(sheet.target_column)], told=list(_name_told(sheet)), table=[table])
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for who, *row in con.execute(statement, [periode]).fetchall():
        rows.setdefault(who, []).append(tuple(row))
    return {who: _tell_reached(list(zip(*named, strict=True))) for who, named in rows.items()}


def _tell_reached(columns: Sequence[Sequence[Any]]) -> _Reached:
    names, areas, *told = columns
    area = next((a for a in areas if a is not None), None)
    return _Reached(names[0], area, (len(names), *map(_say_values, told)))


def _say_values(values: Iterable[object]) -> str | None:
    """ "5 Agustus 2025, 7 Agustus 2025": each once, in order; None = nothing is said."""
    known = sorted({v for v in values if v is not None}, key=lambda v: (str(type(v)), v))
    said = [say_date(v) if isinstance(v, dt.date) else str(v) for v in known]
    return ", ".join(dict.fromkeys(said)) or None
