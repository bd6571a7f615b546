"""Which settings the next version has, and what has to be counted anew because of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl.acuan import Reference
from etl.rules import fill_statement, read_statement
from etl.settings import entries, following
from etl.settings.declare import STATUS_RULE
from etl.settings.entries import Change, Entry
from etl.settings.following import Difference
from etl.store.records import Record
from etl.store.versions import Store

_STATUS_AGAIN = read_statement(Path(__file__).with_name("status_again.sql"))


@dataclass(frozen=True)
class SettingsPlan:
    """start: the file's; entries: those in force; differences: from the current version; recount: all quarters;
    restate: also the status by the annual meetings, which stands in the rows."""

    start: dict[str, Entry]
    entries: dict[str, Entry]
    reference: Reference
    differences: list[Difference]
    recount: bool
    restate: bool


def plan_settings(
    store: Store, reference: Reference, record: Record, current: int | None, start_from: int | None
) -> SettingsPlan:
    """The settings of the version that a record describes; `start_from`: the version whose rows it begins with."""
    start = entries.read_start(reference)
    now = _read(store, current)
    restored = _read(store, start_from) if record.get("pengaturan_ikut") else None
    changed = following.read_changed(record)
    wanted = following.find_next(start, now, restored, changed)
    before = now.entries if now else start
    differences = following.list_differences(before, wanted, changed, restored is not None)
    base = _read(store, start_from)
    return SettingsPlan(
        start,
        wanted,
        entries.apply(reference, wanted),
        differences,
        following.has_other_rules(base, wanted),
        start_from is not None and following.has_other_rules(base, wanted, STATUS_RULE),
    )


def _read(store: Store, number: int | None) -> entries.InForce | None:
    return None if number is None else entries.read_in_force(store.open_version(number))


def put_settings(con: duckdb.DuckDBPyConnection, plan: SettingsPlan, record: Record) -> None:
    """Settings and their changes into a draft, and the rows as the rules in force say."""
    entries.write_in_force(con, plan.start, plan.entries)
    number, time, by, reason = (record.get(name, "") for name in ("nomor", "waktu", "oleh", "alasan"))
    changes = [Change(number, time, by, key, old, new, source, reason) for key, old, new, source in plan.differences]
    entries.write_changes(con, changes)
    if plan.restate:
        restate(con, plan.reference)


def restate(con: duckdb.DuckDBPyConnection, reference: Reference) -> None:
    """The status by the annual meetings of all registers under these rules."""
    rules = reference.rule_settings
    con.execute(_STATUS_AGAIN, {"n": rules["tahun_tanpa_rat"], "bulan": rules["bulan_batas_rat"]})


def bring_changes(con: duckdb.DuckDBPyConnection, catalog: str) -> None:
    """Take the ledger of changes over from an attached file: restoring forgets none."""
    sql = "select count(*) from duckdb_tables() where table_name = 'pengaturan_perubahan' and database_name = ?"
    con.execute("delete from pengaturan_perubahan")
    if con.execute(sql, [catalog]).fetchall()[0][0]:  # a file of an earlier release has none
        insert = "insert into pengaturan_perubahan by name from {catalog}.pengaturan_perubahan"
        con.execute(fill_statement(insert, catalog=[catalog]))
