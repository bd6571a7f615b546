"""Which rows two version files hold differently, table by table, and which uploads those rows came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.store.attach import attach, list_tables, quote_name


@dataclass(frozen=True)
class Difference:
    """tabel "" = the tables themselves are declared otherwise; unggahan: {upload: rows}, None where rows name none."""

    table: str
    rows_by_upload: Mapping[int | None, int]

    def say_difference(self) -> str:
        if not self.table:
            return "Susunan tabelnya berbeda."
        return f"Tabel {self.table}: {sum(self.rows_by_upload.values())} baris berbeda."


def list_differences(one: Path, second: Path) -> list[Difference]:
    """The tables of two version files as sets of rows. Raises duckdb.Error when one cannot be read."""
    con = duckdb.connect(":memory:", config={"threads": "2"})
    try:
        attach(con, one, "satu")
        attach(con, second, "dua")
        table = list_tables(con, "satu")
        if table != list_tables(con, "dua"):
            return [Difference("", {None: 0})]
        every = (Difference(t, _count_different_rows(con, t, "unggahan_id" in column)) for t, column in table.items())
        return [b for b in every if b.rows_by_upload]
    finally:
        con.close()


def _count_different_rows(con: duckdb.DuckDBPyConnection, table: str, per_unggahan: bool) -> dict[int | None, int]:
    name, key = quote_name(table), "unggahan_id" if per_unggahan else "null::integer"
    sql = f"""select {key} as unggahan, count(*) from (
                  (from satu.{name} except all from dua.{name}) union all by name
                  (from dua.{name} except all from satu.{name}))
              group by all order by 1"""
    return {u: n for u, n in con.execute(sql).fetchall() if n}
