"""Which values would change: of each cooperative in both registers, and whom trainings and visits reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import duckdb
import pandas as pd

from etl.periode import say_date
from etl.rules import fill_statement
from etl.skema import COOPERATIVES_SHEET, SHEET_KINDS, SheetKind

# Names have a list of their own; remarks count nowhere.
_LEFT_OUT = {"nama_koperasi", "keterangan"}
COLUMNS = ["koperasi_id", "nama_koperasi", "kode_kelurahan", "kolom", "sebelum", "sesudah", "bobot"]


def list_changed_cells(con: duckdb.DuckDBPyConnection, periode: str, before: str, periode_before: str) -> pd.DataFrame:
    """COLUMNS, the heaviest first: what a quarter's register says beside that of `periode_before` in table `before`.

    bobot: the part of the city's figure that the cell moves, 0–1: of a number its change beside the column's sum, of
    anything else one cooperative beside all. Money and members too. What appears or vanishes with its row is no cell.
    """
    now, then = _read(con, "koperasi_triwulan", periode), _read(con, before, periode_before)
    both = now.index.intersection(then.index)
    now, then = now.loc[both], then.loc[both]
    columns = [k.nama for k in COOPERATIVES_SHEET.stored_columns if k.nama not in _LEFT_OUT and k.nama in now]
    # most columns of an ordinary correction are the same as a whole, which is quickly said
    changed = [_compare_column(now, then, c) for c in ("kode_kelurahan", *columns) if not now[c].equals(then[c])]
    found = pd.concat(changed, ignore_index=True) if changed else pd.DataFrame(columns=COLUMNS)
    return found.sort_values(["bobot", "kolom", "koperasi_id"], ascending=[False, True, True], ignore_index=True)


def list_changed_reach(con: duckdb.DuckDBPyConnection, kind: str, periode: str, before: str) -> pd.DataFrame:
    """COLUMNS of a kind that reaches cooperatives and groups: for each of them how many rows name it and, in words, the
    days, kinds and activities. kolom: what it is called on screen. bobot: its rows beside all of them."""
    sheet = SHEET_KINDS[kind]
    now, then = (_read_reach(con, sheet, table, periode) for table in (sheet.tabel, before))
    every = now.combine_first(then)
    whole = max(1, now["jumlah"].sum(), then["jumlah"].sum())
    rows = [
        (key, name, area, label, old, new, abs((new or 0) - (old or 0)) / whole if column == "jumlah" else 1 / whole)
        for column, label in _name_reach(sheet).items()
        for key, name, area in every[["nama", "kode_kelurahan"]].itertuples(name=None)
        if (old := then[column].get(key)) != (new := now[column].get(key))
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _name_reach(sheet: SheetKind) -> dict[str, str]:
    """{what is compared of a target: how it is called}: the number of its rows first."""
    told = [k for k in sheet.stored_columns if k.tipe in ("tanggal", "pilihan") or k.nama == sheet.activity_column]
    return {"jumlah": f"Jumlah {sheet.row_word}"} | {k.nama: k.judul for k in told}


def _read_reach(con: duckdb.DuckDBPyConnection, sheet: SheetKind, table: str, periode: str) -> pd.DataFrame:
    """One row per cooperative or group that the rows of a quarter name, by its id, else by its name."""
    sql = fill_statement("from {table} where periode = ?", table=[table])
    rows = con.execute(sql, [periode]).df()
    target = rows[sheet.target_column]
    rows = rows.assign(nama=target, siapa=rows["koperasi_id"].fillna(rows["kelompok_id"]).fillna(target))
    groups = rows.groupby("siapa", sort=True)
    read = {c: groups[c].agg(_say_values) for c in _name_reach(sheet) if c != "jumlah"}
    named = {"nama": groups["nama"].first(), "kode_kelurahan": groups["kode_kelurahan"].first()}
    return pd.DataFrame({**named, "jumlah": groups.size().map(int).astype(object), **read})


def _say_values(values: Iterable[object]) -> str | None:
    """ "5 Agustus 2025, 7 Agustus 2025": each once, in order; None = nothing is said."""
    known = sorted({v for v in values if not pd.isna(v)}, key=lambda v: (str(type(v)), v))  # type: ignore[call-overload]
    said = [say_date(v) if isinstance(v, dt.date) else str(v) for v in known]
    return ", ".join(dict.fromkeys(said)) or None


def _read(con: duckdb.DuckDBPyConnection, table: str, periode: str) -> pd.DataFrame:
    sql = fill_statement("from {table} where periode = ?", table=[table])
    rows = con.execute(sql, [periode]).df().set_index("koperasi_id")
    return rows[~rows.index.duplicated()]


def _compare_column(now: pd.DataFrame, then: pd.DataFrame, column: str) -> pd.DataFrame:
    new, old = now[column], then[column]
    differs = (~((new == old) | (new.isna() & old.isna()))).fillna(value=True).astype(bool)
    rows = now[differs]
    return pd.DataFrame(
        {
            "koperasi_id": rows.index,
            "nama_koperasi": rows["nama_koperasi"].to_numpy(),
            "kode_kelurahan": rows["kode_kelurahan"].to_numpy(),
            "kolom": column,
            "sebelum": old[differs].astype(object).to_numpy(),
            "sesudah": new[differs].astype(object).to_numpy(),
            "bobot": _weigh(new, old)[differs].to_numpy(),
        },
        columns=COLUMNS,
    )


def _weigh(new: pd.Series, old: pd.Series) -> pd.Series:
    """The part of the column's sum that each cell moves; one of all cooperatives where nothing is summed."""
    if not pd.api.types.is_numeric_dtype(new) or pd.api.types.is_bool_dtype(new):
        return pd.Series(1 / max(1, len(new)), index=new.index)
    new, old = (x.astype("float64").fillna(0) for x in (new, old))
    whole = max(new.abs().sum(), old.abs().sum())
    return (new - old).abs() / whole if whole else new * 0
