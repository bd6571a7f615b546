"""What the published version already knows: cooperatives, registers, groups. Empty frames when nothing is published."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from etl.identity import decisions
from etl.identity.decisions import UNDECIDED, Decided
from etl.rules import fill_statement, join_statements, read_statement
from etl.skema import COOPERATIVES_SHEET, GROUPS_SHEET, SHEET_KINDS

_IDENTITY_COLUMNS = ["koperasi_id", "nik_koperasi", "nomor_badan_hukum", "nama_koperasi", "kode_kelurahan"]
_REGISTER_COLUMNS = [*_IDENTITY_COLUMNS, "status"]
_FOLDER = Path(__file__).parent
MONEY_COLUMNS = [k.nama for k in COOPERATIVES_SHEET.kolom if k.tipe == "rupiah"]


class History:
    """Questions to the current version, as of one quarter. `con` None: nothing is published."""

    def __init__(self, con: duckdb.DuckDBPyConnection | None, periode: str) -> None:
        self._con, self._quarter = con, periode

    def read_identities(self) -> pd.DataFrame:
        """Every key under which a cooperative was ever published, with the last quarter of that key; also the keys that
        rows had when staff joined or separated them."""
        columns = [*_IDENTITY_COLUMNS, "periode"]
        sql = fill_statement(read_statement(_FOLDER / "identities.sql"), columns=_IDENTITY_COLUMNS)
        published = self._ask(sql, [], columns)
        if self._con is None or not self.decided.ids:
            return published
        return pd.concat([decisions.read_forms(self._con, columns), published], ignore_index=True)

    @cached_property
    def decided(self) -> Decided:
        """Which cooperatives staff joined or separated."""
        return UNDECIDED if self._con is None else decisions.settle(decisions.read(self._con))

    def read_register(self) -> pd.DataFrame:
        """The published register that is nearest before or at the quarter; else the earliest after it."""
        sql = fill_statement(read_statement(_FOLDER / "register_at.sql"), columns=_REGISTER_COLUMNS)
        return self._ask(sql, {"periode": self._quarter}, _REGISTER_COLUMNS)

    def read_register_now(self) -> pd.DataFrame | None:
        """kode_kelurahan and status of the register published for the quarter itself; None when there is none."""
        sql = "select kode_kelurahan, status from koperasi_triwulan where periode = $periode"
        register = self._ask(sql, {"periode": self._quarter}, ["kode_kelurahan", "status"])
        return register if len(register) else None

    def read_groups(self) -> pd.DataFrame:
        """Groups outside the register, from their own sheets, from trainings and visits: id, name, kelurahan."""
        sources = [(GROUPS_SHEET.tabel, GROUPS_SHEET.name_column)]
        sources += [
            (k.tabel, k.target_column)
            for k in SHEET_KINDS.values()
            if k.target_column and k.tabel in self._list_tables()
        ]
        one = "select kelompok_id, {name} as nama_kelompok, kode_kelurahan from {table} where kelompok_id is not null"
        groups = join_statements([fill_statement(one, name=[name], table=[table]) for table, name in sources])
        sql = fill_statement("select distinct * from ({groups}) order by all", groups=groups)
        return self._ask(sql, [], ["kelompok_id", "nama_kelompok", "kode_kelurahan"])

    def read_money(self) -> pd.DataFrame | None:
        """Money of the last register before the quarter, to see jumps; None when there is none."""
        sql = fill_statement(read_statement(_FOLDER / "money_before.sql"), columns=MONEY_COLUMNS)
        money = self._ask(sql, {"periode": self._quarter}, ["koperasi_id", *MONEY_COLUMNS])
        return money if len(money) else None

    def _list_tables(self) -> set[str]:
        """Tables of the version: an earlier release had fewer kinds."""
        if self._con is None:
            return set()
        sql = "select table_name from duckdb_tables() where database_name = current_database()"
        return {name for (name,) in self._con.execute(sql).fetchall()}

    def _ask(self, sql: str, parameters: list[Any] | dict[str, Any], columns: list[str]) -> pd.DataFrame:
        if self._con is None:
            return pd.DataFrame(columns=columns, dtype=object)
        df = self._con.execute(sql, parameters).df()
        if "nama_koperasi" in columns or "nama_kelompok" in columns:
            return df.astype(object).where(df.notna(), None)
        return df
