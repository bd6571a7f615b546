"""Which rows two version files hold differently, table by table, and which uploads those rows came from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.rules import fill_statement, read_statement
from etl.store.attach import attach, list_tables

_ROWS = read_statement(Path(__file__).with_name("different_rows.sql"))


@dataclass(frozen=True)
class Difference:
    """tabel "" = the tables themselves are declared otherwise; unggahan: {upload: rows}, None where rows name none."""

    table: str
    rows_by_upload: Mapping[int | None, int]

    def say_difference(self) -> str:
        if not self.table:
            return "Susunan tabelnya berbeda."
        return f"Tabel {self.table}: {sum(self.rows_by_upload.values())} baris berbeda."


def list_differences(one: Path, second: Path, may_lack: Collection[str] = ()) -> list[Difference]:
    """The tables of two version files as sets of rows. `may_lack`: tables that came later than the first file; those
    that it lacks are no difference. Raises duckdb.Error when one cannot be read."""
    con = duckdb.connect(":memory:", config={"threads": "2"})
    try:
        attach(con, one, "satu")
        attach(con, second, "dua")
        table = list_tables(con, "satu")
        other = list_tables(con, "dua")
        other = {name: columns for name, columns in other.items() if name in table or name not in may_lack}
        if table != other:
            return [Difference("", {None: 0})]
        differences = (
            Difference(t, _count_different_rows(con, t, "unggahan_id" in column)) for t, column in table.items()
        )
        return [b for b in differences if b.rows_by_upload]
    finally:
        con.close()


def lacks_tables(path: Path, names: Collection[str]) -> bool:
    """A file of an earlier release, which has none of these tables. Raises duckdb.Error when it cannot be read."""
    con = duckdb.connect(":memory:")
    try:
        attach(con, path, "satu")
        return not list_tables(con, "satu").keys() & set(names)
    finally:
        con.close()


def _count_different_rows(con: duckdb.DuckDBPyConnection, table: str, has_upload: bool) -> dict[int | None, int]:
    rows = fill_statement(_ROWS, table=[table])
    sql = (
        "select unggahan_id, count(*) from ({rows}) group by all order by 1"
        if has_upload
        else "select null, count(*) from ({rows})"
    )
    return {upload: n for upload, n in con.execute(fill_statement(sql, rows=rows)).fetchall() if n}
