"""Which values of the register would change: old and new, for each cooperative that is in both, by their effect."""

from __future__ import annotations

import duckdb
import pandas as pd

from etl.rules import fill_statement
from etl.skema import COOPERATIVES_SHEET

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
    changed = [_compare_column(now, then, c) for c in ("kode_kelurahan", *columns)]
    found = pd.concat(changed, ignore_index=True) if changed else pd.DataFrame(columns=COLUMNS)
    return found.sort_values(["bobot", "kolom", "koperasi_id"], ascending=[False, True, True], ignore_index=True)


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
