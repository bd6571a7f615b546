"""The file of the next version: what it starts from, what the upload adds, the ledger, the indicators."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl import indikator, rules
from etl.acuan import Reference
from etl.checks import compare
from etl.corrections import memory
from etl.match import answers, vocabulary
from etl.model import CheckResult
from etl.publish.join.apply import apply_decision, follow_decisions
from etl.publish.settle_settings import bring_changes, plan_settings, put_settings
from etl.rules import fill_statement
from etl.store import load
from etl.store.attach import has_current_format, list_tables
from etl.store.connections import VERSION
from etl.store.records import Record
from etl.store.versions import Store

# The ledger: it only grows, whatever is restored.
_LEDGER_TABLES = ("unggahan", "unggahan_lembar", "unggahan_kolom", "temuan", memory.TABLE)
# Files that this process built, and as what their tables were declared then; the last few.
_built: deque[tuple[str, dict[str, dict[str, str]]]] = deque(maxlen=4)


def build_file(
    store: Store,
    reference: Reference,
    record: Record,
    current: int | None,
    result: CheckResult | None,
    destination: Path | None = None,
) -> bool:
    """Write the draft of the version that the record describes; `result` None: one without a workbook. `reference`:
    with the file's settings; the state's own outweigh them. `destination`: another place than that of the next version,
    for which the caller holds the lock. True where the indicators of all quarters were counted."""
    starts_empty = current is None or (result is not None and compare.starts_real_data(result, store))
    start_from = None if starts_empty else record.get("dari", current)
    plan = plan_settings(store, reference, record, current, start_from)
    reference = plan.reference
    with _started_file(store, reference, record["nomor"], start_from, destination) as con:
        # A file of an earlier release is taken over without its indicators: then all quarters are computed.
        has_indicators = bool(con.execute("from indikator limit 1").fetchall())
        if current is not None and start_from != current:
            _bring_ledger(con, store, current, only_publications=starts_empty)
        _put_back_kinds(con, store, record)
        con.execute("begin")
        _put_content(con, record, result)
        put_settings(con, plan, record)
        recount = plan.recount or load.has_other_terms(con, reference)
        load.refresh_reference(con, reference)
        since = result.periode if result is not None and has_indicators and not recount else None
        indikator.compute_indicators(con, reference, since=since)
        _add_to_ledger(con, record, with_upload=result is not None)
        con.execute("commit")
        con.execute("checkpoint")
    draft = destination or store.find_draft(record["nomor"])
    _built.append((store.identify(record["nomor"], draft), load.list_declared_tables()))
    return since is None


@contextmanager
def _started_file(
    store: Store, reference: Reference, number: int, start_from: int | None, destination: Path | None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A writable draft with the content of version `start_from`: a copy where the tables are still declared alike."""
    if start_from is not None and _is_written_alike(store, start_from):
        with store.extend_version(number, start_from, destination) as con:
            yield con
        return
    con = store.start_file(number, destination=destination)
    try:
        rules.install_rules(con, views=())
        _take_over(con, store, reference, start_from)
        yield con
    finally:
        con.close()


def _take_over(con: duckdb.DuckDBPyConnection, store: Store, reference: Reference, start_from: int | None) -> None:
    """The tables of this release with what a version of an earlier one holds, by column name; empty where there is
    none."""
    load.create_tables(con, reference)
    if start_from is None:
        return
    store.attach(con, start_from, "lama")
    old = list_tables(con, "lama")
    for table, columns in list_tables(con, None).items():
        shared = [k for k in columns if k in old.get(table, {})]
        if shared and table not in ("wilayah", load.TERMS_TABLE, "indikator_definisi", "indikator"):
            sql = "insert into {table} by name select {columns} from lama.{table}"
            con.execute(fill_statement(sql, table=[table], columns=shared))
    con.execute("detach lama")


def _is_written_alike(store: Store, number: int) -> bool:
    """Tables and format of the version are those of this release; of what this process built last nobody has to ask."""
    if (store.identify(number), load.list_declared_tables()) in _built:
        return True
    con = store.open_version(number)
    return has_current_format(con, VERSION) and load.list_declared_tables() == list_tables(con, None)


def _bring_ledger(con: duckdb.DuckDBPyConnection, store: Store, current: int, only_publications: bool) -> None:
    """Complete the ledger from the current version; of invented uploads only the publications stay listed."""
    store.attach(con, current, "kini")
    con.execute("delete from terbitan")
    con.execute("insert into terbitan by name from kini.terbitan")
    bring_changes(con, "kini")
    known = list_tables(con, "kini")  # a file of an earlier release has fewer
    for table in () if only_publications else (t for t in _LEDGER_TABLES if t in known):
        sql = "insert into {table} by name from kini.{table} where unggahan_id not in (select unggahan_id from {table})"
        con.execute(fill_statement(sql, table=[table]))
    # What headings and words mean is no data: it holds for the real ones that take the place of the invented.
    answers.carry_over(con, "kini", vocabulary.KINDS if only_publications else None)
    con.execute("detach kini")


def _put_back_kinds(con: duckdb.DuckDBPyConnection, store: Store, record: Record) -> None:
    """Of a withdrawal: what stood before in the place of what it takes back; nothing where nothing did."""
    for periode, kind, upload, version in record.get("dikembalikan", ()):
        load.remove_kind(con, periode, kind)
        if upload is not None:
            store.attach(con, version, "dahulu")
            load.bring_kind(con, "dahulu", periode, kind, upload)
            con.execute("detach dahulu")
            follow_decisions(con, periode, kind)
    for periode in dict.fromkeys(p for p, *_ in record.get("dikembalikan", ())):
        load.settle_quarter(con, periode)


def _put_content(con: duckdb.DuckDBPyConnection, record: Record, result: CheckResult | None) -> None:
    """What the publication itself brings: an upload, answers given or ended, a decision about cooperatives."""
    if result is not None:
        _load_upload(con, record, result)
    elif "jawaban" in record:
        answers.store(con, record["jawaban"], record["nomor"], _read_time(record), record["oleh"])
    elif "kunci" in record:
        answers.withdraw(con, record["kunci"], _read_time(record), record["oleh"])
    elif "putusan" in record:
        apply_decision(con, record)


def _load_upload(con: duckdb.DuckDBPyConnection, record: Record, result: CheckResult) -> None:
    """The upload with its findings, its new answers, and its rows in the place of the quarter's."""
    number, time = record["nomor"], _read_time(record)
    load.record_upload(con, result, number, time, record["oleh"], record["alasan"])
    answers.store(con, record["jawaban"], number, time, record["oleh"])
    memory.store(con, record["perbaikan"], number, time)
    load.replace_quarter(con, result, number)


def _read_time(record: Record) -> dt.datetime:
    return dt.datetime.fromisoformat(record["waktu"])


def _add_to_ledger(con: duckdb.DuckDBPyConnection, record: Record, with_upload: bool) -> None:
    """One line for the publication; its upload bears its number."""
    number, remark = record["nomor"], record["keterangan"]
    upload = number if with_upload else None
    row = [number, _read_time(record), record["oleh"], record["tindakan"], record.get("periode"), upload, remark]
    con.execute("insert into terbitan values (?, ?, ?, ?, ?, ?, ?)", row)
