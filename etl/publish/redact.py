"""Mask numbers of people in what an earlier release published: versions, records, ledger.

The one exception to "a finished version is never overwritten". Each version is written anew, without the old texts in
any free block of the file, and takes the place of the old one; its record says when, by whom, and the hash before.
Then a new version is published whose entry in the ledger says so. A run that was cut off is finished by another one.
Versions and records that were set aside are masked where they lie; those that cannot be read are named, for the
operator to remove.
The archive's workbooks stay as they are: they are the evidence, and only staff can open them.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from duckdb.func import SPECIAL

from etl import indikator, personal
from etl.acuan import load_reference
from etl.match.names import normalise_name
from etl.publish.publish import record_rebuild
from etl.rules import Statement, fill_statement, join_columns
from etl.skema import SHEET_KINDS
from etl.store.aside import AsideKind, list_aside, replace_aside
from etl.store.attach import attach, create_file, list_tables, text_literal
from etl.store.files import write_atomic
from etl.store.load import DATA_TABLES
from etl.store.versions import Store

ACTION = "samarkan"
# Texts that are keys, hashes, codes or numbers of documents, not what somebody wrote.
_KEPT_TABLES = ("wilayah", "periode", "periode_jenis", "indikator", "indikator_definisi")
_KEPT_COLUMNS = {"sha256", "nilai", "periode", "jenis", "kode", "berat", "sel", "huruf", "kolom", "tindakan"}
_NUMBERS = {k.nama for sheet in SHEET_KINDS.values() for k in sheet.kolom if k.tipe == "kode"}
Changes = dict[tuple[str, str], dict[Any, str | None]]  # (table, column) -> {text: masked text, number: None}


@dataclass
class Outcome:
    """Versions and records (by number) that were masked, how many different texts, and the new version, if any.

    `aside`: files in the folder of what was set aside that were masked; `unreadable`: those that may hold a number.
    """

    versions: list[int] = field(default_factory=list)
    records: list[int] = field(default_factory=list)
    texts: int = 0
    published: int | None = None
    aside: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)

    @property
    def found(self) -> bool:
        """Whether there is anything to mask."""
        return bool(self.versions or self.records or self.aside)

    @property
    def sentence(self) -> str:
        """What happened, for the person who ran the command."""
        if not self.found:
            return "Tidak ada nomor pribadi di terbitan dan catatan; tidak ada yang diubah."
        return self.note if self.published is None else f"{self.note} Dicatat sebagai versi {self.published}."

    @property
    def note(self) -> str:
        """The same for the ledger."""
        versions = ", ".join(map(str, self.versions)) or "tidak ada"
        aside = f", serta di {len(self.aside)} berkas yang disisihkan" if self.aside else ""
        return (
            f"Nomor pribadi disamarkan di versi {versions} ({self.texts} teks) dan {len(self.records)} catatan{aside}."
        )

    @property
    def advice(self) -> str:
        """What the operator has to remove, because it could not be looked into; "" when nothing."""
        if not self.unreadable:
            return ""
        return (
            f"Tidak dapat dibaca, jadi mungkin masih memuat nomor pribadi: {', '.join(self.unreadable)}. "
            "Hapus berkas itu dari folder data bila tidak diperlukan lagi."
        )


def look(store: Store) -> Outcome:
    """What `redact` would mask. Writes nothing."""
    outcome = Outcome()
    for number in store.list_versions():
        changes = _changes(store.find_path(number))
        if changes:
            outcome.versions.append(number)
            outcome.texts += sum(map(len, changes.values()))
    outcome.records = [n for n, record in _records(store) if _masked_record(record) != record]
    for path, kind in list_aside(store.folder):
        name = path.relative_to(store.folder).as_posix()
        try:
            if kind is AsideKind.UNKNOWN:
                outcome.unreadable.append(name)
            elif _needs_masking(path, kind):
                outcome.aside.append(name)
        except (duckdb.Error, ValueError, KeyError, TypeError):  # cut off, damaged, or no record at all
            outcome.unreadable.append(name)
    return outcome


def redact(store: Store, by: str, now: dt.datetime | None = None) -> Outcome:
    """Mask every version and record, also what was set aside, and publish a version that says so.

    Changes nothing when there is nothing to mask.

    Raises StoreBusy (somebody publishes) or StoreDamaged.
    """
    with store.lock():
        store.settle()
        outcome = look(store)
        if not outcome.found:
            return outcome
        by, now = personal.mask(by), now or dt.datetime.now().replace(microsecond=0)
        for number, record in _records(store):
            if number in outcome.versions:
                _replace_version(store, number, record, by, now)
            elif number in outcome.records:
                store.records.replace(number, _masked_record(record) | _mark(record, by, now))
        for name in [*outcome.aside]:
            if not _replace_aside(store, store.folder / name, by, now):
                outcome.aside.remove(name)
                outcome.unreadable.append(name)
        current = store.find_current()
        if current is not None and outcome.found:
            outcome.published = record_rebuild(store, store.find_path(current), [outcome.note], now, ACTION, by)
        return outcome


def _records(store: Store) -> list[tuple[int, dict[str, Any]]]:
    """Records up to the current version, oldest first."""
    current = store.find_current() or 0
    return [(n, store.records.read_raw(n)) for n in sorted(store.records.numbers()) if n <= current]


def _masked_record(record: dict[str, Any]) -> dict[str, Any]:
    masked = personal.mask_record(record)
    if "jawaban" in record:
        masked["jawaban"] = [_masked_answer(j) for j in record["jawaban"]]
    if "kunci" in record:
        masked["kunci"] = _masked_key(record["kunci"], "")
    return masked


def _masked_answer(answer: dict[str, str]) -> dict[str, str]:
    key = _masked_key(answer["kunci"], answer["isi"])
    return answer | {"kunci": key, "isi": personal.mask(answer["isi"]), "konteks": personal.mask(answer["konteks"])}


def _masked_key(key: str, text: str) -> str:
    """The key as a check makes it today: a name in it has lost its number, see names.normalise_name."""
    kind, colon, rest = key.partition(":")
    name, bar, area = rest.rpartition("|")
    if kind == "kelurahan" and personal.find(key):
        return f"{kind}:" + "".join(c for c in personal.mask(rest).casefold() if c.isalnum() or c == "|")
    if not bar:
        return personal.mask(key)
    prefix, name = ("nama:", name[5:]) if name.startswith("nama:") else ("", name)
    shown = normalise_name(text) if text and personal.find(text) else personal.without(name)
    return f"{kind}{colon}{prefix}{shown}{bar}{area}"


def _mark(record: dict[str, Any], by: str, now: dt.datetime) -> dict[str, Any]:
    before = record.get("disamarkan", [])
    entry = {"waktu": now.isoformat(), "oleh": by, "sha256_terbitan_semula": record.get("sha256_terbitan")}
    return {"disamarkan": [*before, entry]}


def _replace_version(store: Store, number: int, record: dict[str, Any], by: str, now: dt.datetime) -> None:
    """Build the masked file beside the old one; the record first, so that a cut-off run finds the old file again."""
    new = store.find_draft(number)
    _copy_masked(store.find_path(number), new, _changes(store.find_path(number)))
    masked = _masked_record(record) | _mark(record, by, now) | {"sha256_terbitan": store.seal(new)}
    store.records.replace(number, masked)
    store.replace_file(new, number)


def _needs_masking(path: Path, kind: AsideKind) -> bool:
    """Raises duckdb.Error, ValueError, KeyError or TypeError when the file cannot be read as what its name says."""
    if kind is AsideKind.VERSION:
        return bool(_changes(path))
    if kind is AsideKind.RECORD:
        record = json.loads(path.read_bytes())
        if not isinstance(record, dict):
            raise ValueError(path.name)
        return _masked_record(record) != record
    return False


def _replace_aside(store: Store, path: Path, by: str, now: dt.datetime) -> bool:
    """Mask one file where it lies; False when a damage shows only in copying it. The file keeps its name."""
    if path.suffix == ".json" or ".json." in path.name:
        record = json.loads(path.read_bytes())
        write_atomic(path, json.dumps(_masked_record(record) | _mark(record, by, now), ensure_ascii=False).encode())
        return True
    number = (store.find_current() or 0) + 1
    new = store.find_draft(number)  # what a cut-off run leaves there is set aside by the next publisher
    try:
        _copy_masked(path, new, _changes(path))
    except duckdb.Error:
        store.discard(number)
        return False
    replace_aside(new, path)
    return True


def _changes(path: Path) -> Changes:
    """Which texts of a version file hold a number of a person, and what they become."""
    con = duckdb.connect(":memory:")
    try:
        attach(con, path, "lama")
        found: Changes = {}
        for table, columns in list_tables(con, "lama").items():
            for column in (c for c, kind in columns.items() if kind == "VARCHAR" and _may_be_masked(table, c)):
                sql = "select distinct {column} from lama.{table} where {column} is not null"
                rows = con.execute(fill_statement(sql, column=[column], table=[table])).fetchall()
                masks: dict[Any, str | None]
                masks = {t: m for (t,) in rows if personal.worth_a_look(t) and (m := _masked(table, column, t)) != t}
                if masks:
                    found[table, column] = masks
            if table in DATA_TABLES:
                found |= _numbers(con, table, [c for c, kind in columns.items() if kind in ("DOUBLE", "BIGINT")])
        return found
    finally:
        con.close()


def _numbers(con: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> Changes:
    """KTP numbers that were typed where an amount belongs; they become unknown."""
    found: Changes = {}
    for column in columns:
        sql = "select distinct {column} from lama.{table} where {column} between 1e15 and 1e16"
        sql = fill_statement(sql, column=[column], table=[table])
        masks = {v: None for (v,) in con.execute(sql).fetchall() if personal.mask_number(float(v), False)}
        if masks:
            found[table, column] = dict(masks)
    return found


def _may_be_masked(table: str, column: str) -> bool:
    return (
        table not in _KEPT_TABLES
        and column not in _KEPT_COLUMNS
        and not column.endswith("_id")
        and column[:5] != "kode_"
    )


def _masked(table: str, column: str, text: str) -> str:
    if column in _NUMBERS and personal.is_number_alone(text):
        return text
    return _masked_key(text, "") if (table, column) == ("jawaban", "kunci") else personal.mask(text)


def _copy_masked(old: Path, new: Path, changes: Changes) -> None:
    """A new file, same tables, same rows, same order: an update would leave the old texts in free blocks."""
    con = duckdb.connect(":memory:", config={"threads": "2"})
    try:
        attach(con, old, "lama")
        create_file(new).close()
        con.execute(f"attach {text_literal(str(new))} as baru")
        con.execute("copy from database lama to baru (schema)")
        for table, columns in list_tables(con, "lama").items():
            values = join_columns(_select(con, table, columns, changes))
            sql = "insert into baru.main.{table} select {values} from lama.main.{table}"
            con.execute(fill_statement(sql, table=[table], values=values))
        con.execute("checkpoint baru")
        con.execute("detach baru")
    finally:
        con.close()
    if any(None in masks.values() for masks in changes.values()):
        _count_again(new)


def _count_again(new: Path) -> None:
    """Sums without the amounts that were KTP numbers."""
    con = create_file(new)
    try:
        indikator.compute_indicators(con, load_reference())
        con.execute("checkpoint")
    finally:
        con.close()


def _look_up(masks: dict[Any, str | None], text: str) -> str:
    return masks.get(text) or text


def _forget_number(masks: dict[Any, str | None], number: Any) -> Any:
    return None if number in masks else number


def _select(con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], changes: Changes) -> list[Statement]:
    """The columns of a table, those with numbers of people through a function that masks them."""
    parts = []
    for column, kind in columns.items():
        masks = changes.get((table, column))
        if not masks:
            parts.append(fill_statement("{column}", column=[column]))
            continue
        name, mask = f"samarkan_{table}_{column}", partial(_look_up if kind == "VARCHAR" else _forget_number, masks)
        # special: a function may make a value unknown
        con.create_function(name, mask, [kind], kind, null_handling=SPECIAL)
        parts.append(fill_statement("{mask}({column})", mask=[name], column=[column]))
    return parts
