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
from pathlib import Path

import duckdb

from etl import clock, personal
from etl.audit import log
from etl.publish.masks import copy_masked, find_changes, mask_record
from etl.publish.publish import record_rebuild
from etl.store.aside import AsideKind, list_aside, replace_aside
from etl.store.faults import StoreDamaged
from etl.store.files import write_atomic
from etl.store.records import Record
from etl.store.versions import Store

ACTION = "samarkan"


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
        changes = find_changes(store.find_path(number))
        if changes:
            outcome.versions.append(number)
            outcome.texts += sum(map(len, changes.values()))
    outcome.records = [n for n, record in _list_records(store) if mask_record(record) != record]
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


def redact(store: Store, by: str, now: dt.datetime | None = None, address: str = "") -> Outcome:
    """Mask every version and record, also what was set aside, and publish a version that says so.

    Changes nothing when there is nothing to mask. The audit's entry comes first: what is masked cannot be brought back.

    Raises StoreBusy (somebody publishes) or StoreDamaged.
    """
    if store.shared is not None:
        raise StoreDamaged(
            "samarkan belum dapat dipakai selama gudang dipakai bersama (KOPERASI_STORE): versi lama di katalog akan "
            "tetap memuat nomornya. Pindahkan dahulu ke berkas: python -m etl move --to files."
        )
    with store.lock():
        store.settle()
        outcome = look(store)
        if not outcome.found:
            return outcome
        by, now = personal.mask(by), now or clock.read_local_time()
        log.append(ACTION, by, address, store.folder, hasil=outcome.note)
        for number, record in _list_records(store):
            if number in outcome.versions:
                _replace_version(store, number, record, by, now)
            elif number in outcome.records:
                store.records.replace(number, mask_record(record) | _mark(record, by, now))
        for name in [*outcome.aside]:
            if not _replace_aside(store, store.folder / name, by, now):
                outcome.aside.remove(name)
                outcome.unreadable.append(name)
        current = store.find_current()
        if current is not None and outcome.found:
            outcome.published = record_rebuild(
                store, store.find_path(current), [outcome.note], now, ACTION, by, address
            )
        return outcome


def _list_records(store: Store) -> list[tuple[int, Record]]:
    """Records up to the current version, oldest first."""
    current = store.find_current() or 0
    return [(n, store.records.read_raw(n)) for n in sorted(store.records.numbers()) if n <= current]


def _mark(record: Record, by: str, now: dt.datetime) -> Record:
    before = record.get("disamarkan", [])
    entry = {"waktu": now.isoformat(), "oleh": by, "sha256_terbitan_semula": record.get("sha256_terbitan")}
    return {"disamarkan": [*before, entry]}


def _replace_version(store: Store, number: int, record: Record, by: str, now: dt.datetime) -> None:
    """Build the masked file beside the old one; the record first, so that a cut-off run finds the old file again."""
    new = store.find_draft(number)
    copy_masked(store.find_path(number), new, find_changes(store.find_path(number)))
    masked = mask_record(record) | _mark(record, by, now) | {"sha256_terbitan": store.seal(new)}
    store.records.replace(number, masked)
    store.replace_file(new, number)


def _needs_masking(path: Path, kind: AsideKind) -> bool:
    """Raises duckdb.Error, ValueError, KeyError or TypeError when the file cannot be read as what its name says."""
    if kind is AsideKind.VERSION:
        return bool(find_changes(path))
    if kind is AsideKind.RECORD:
        record = json.loads(path.read_bytes())
        if not isinstance(record, dict):
            raise ValueError(path.name)
        return mask_record(record) != record
    return False


def _replace_aside(store: Store, path: Path, by: str, now: dt.datetime) -> bool:
    """Mask one file where it lies; False when a damage shows only in copying it. The file keeps its name."""
    if path.suffix == ".json" or ".json." in path.name:
        record = json.loads(path.read_bytes())
        write_atomic(path, json.dumps(mask_record(record) | _mark(record, by, now), ensure_ascii=False).encode())
        return True
    number = (store.find_current() or 0) + 1
    new = store.find_draft(number)  # what a cut-off run leaves there is set aside by the next publisher
    try:
        copy_masked(path, new, find_changes(path))
    except duckdb.Error:
        store.discard(number)
        return False
    replace_aside(new, path)
    return True
