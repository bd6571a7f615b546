"""What the published version already knows: cooperatives, registers, groups. Empty frames when nothing is published."""

from __future__ import annotations

from typing import Any

import duckdb
import pandas as pd

from etl.match import answers
from etl.match.questions import RememberedAnswer
from etl.rules import fill_statement, join_statements
from etl.skema import COOPERATIVES_SHEET, GROUPS_SHEET, SHEET_KINDS

_IDENTITY_COLUMNS = ["koperasi_id", "nik_koperasi", "nomor_badan_hukum", "nama_koperasi", "kode_kelurahan"]
_REGISTER_COLUMNS = [*_IDENTITY_COLUMNS, "status"]
MONEY_COLUMNS = [k.nama for k in COOPERATIVES_SHEET.kolom if k.tipe == "rupiah"]


class History:
    """Questions to the current version, as of one quarter. `con` None: nothing is published."""

    def __init__(self, con: duckdb.DuckDBPyConnection | None, periode: str) -> None:
        self._con, self._quarter = con, periode

    def read_identities(self) -> pd.DataFrame:
        """Every key under which a cooperative was ever published, with the last quarter of that key."""
        sql = """select {columns}, max(periode) as periode from koperasi_triwulan
                  group by all order by periode, koperasi_id"""
        sql = fill_statement(sql, columns=_IDENTITY_COLUMNS)
        return self._ask(sql, [], [*_IDENTITY_COLUMNS, "periode"])

    def read_register(self) -> pd.DataFrame:
        """The published register that is nearest before or at the quarter; else the earliest after it."""
        sql = """with saat as (
                select coalesce(max(periode) filter (periode <= $periode), min(periode)) as periode
                from periode_jenis where jenis = 'koperasi')
            select {columns} from koperasi_triwulan join saat using (periode)"""
        sql = fill_statement(sql, columns=_REGISTER_COLUMNS)
        return self._ask(sql, {"periode": self._quarter}, _REGISTER_COLUMNS)

    def read_register_now(self) -> pd.DataFrame | None:
        """kode_kelurahan and status of the register published for the quarter itself; None when there is none."""
        sql = "select kode_kelurahan, status from koperasi_triwulan where periode = $periode"
        content = self._ask(sql, {"periode": self._quarter}, ["kode_kelurahan", "status"])
        return content if len(content) else None

    def read_groups(self) -> pd.DataFrame:
        """Groups outside the register, from their own sheets, from trainings and visits: id, name, kelurahan."""
        every = [(GROUPS_SHEET.tabel, GROUPS_SHEET.name_column)]
        every += [
            (k.tabel, k.target_column)
            for k in SHEET_KINDS.values()
            if k.target_column and k.tabel in self._list_tables()
        ]
        one = "select kelompok_id, {name} as nama_kelompok, kode_kelurahan from {table} where kelompok_id is not null"
        groups = join_statements([fill_statement(one, name=[name], table=[table]) for table, name in every])
        sql = fill_statement("select distinct * from ({groups}) order by all", groups=groups)
        return self._ask(sql, [], ["kelompok_id", "nama_kelompok", "kode_kelurahan"])

    def read_money(self) -> pd.DataFrame | None:
        """Money of the last register before the quarter, to see jumps; None when there is none."""
        sql = """select koperasi_id, {columns} from koperasi_triwulan where periode =
            (select max(periode) from periode_jenis where jenis = 'koperasi' and periode < $periode)"""
        sql = fill_statement(sql, columns=MONEY_COLUMNS)
        content = self._ask(sql, {"periode": self._quarter}, ["koperasi_id", *MONEY_COLUMNS])
        return content if len(content) else None

    def read_answers(self) -> list[RememberedAnswer]:
        """Every answer that was given so far, the withdrawn ones included."""
        return [] if self._con is None else answers.read(self._con)

    def _list_tables(self) -> set[str]:
        """Tables of the version: an earlier release had fewer kinds."""
        if self._con is None:
            return set()
        sql = "select table_name from duckdb_tables() where database_name = current_database()"
        return {name for (name,) in self._con.execute(sql).fetchall()}

    def _ask(self, sql: str, parameters: list[Any] | dict[str, Any], column: list[str]) -> pd.DataFrame:
        if self._con is None:
            return pd.DataFrame(columns=column, dtype=object)
        content = self._con.execute(sql, parameters).df()
        return (
            content.astype(object).where(content.notna(), None)
            if "nama_koperasi" in column or "nama_kelompok" in column
            else content
        )
