"""Build the next version, archive its record, and only then let the pointer name it.

The order makes a kill at any moment harmless: workbook archived, next version built beside the others, its record
archived, file renamed, and only then the pointer replaced. A publisher that fails takes back what it wrote; what a
killed one left is completed or set aside by the next (`Store.settle`).

The audit's entry comes before the record, so that no version is published without one: a kill or a full disk in between
leaves an entry whose publication no record names (`etl/audit/listing.py` says so), never the other way round. The
record names the head of the chain with its own entry in it. Where the entry cannot be written, nothing is published.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from etl import clock, personal
from etl.acuan import Reference
from etl.audit import log
from etl.model import CheckResult
from etl.publish.version_file import build_file
from etl.release import read_release
from etl.settings.comparable import list_counting
from etl.settings.entries import read_start, without_invented
from etl.settings.following import describe_start
from etl.settings.operator import list_blocking
from etl.store.faults import StoreDamaged, say_cause
from etl.store.invented import is_sample
from etl.store.records import COUNTING, Record, hash_key
from etl.store.retention import expire_workbooks
from etl.store.versions import Store
from etl.store.workbooks import name_workbook


def make_next_version(
    store: Store,
    reference: Reference,
    record: Record,
    time: dt.datetime | None,
    address: str | None,
    result: CheckResult | None = None,
    data: bytes = b"",
) -> int:
    """Build, make durable and point at the next version; its number. The caller holds the lock.
    `address`: from where, for the audit; None = a replay, which nobody did and which is not audited."""
    refuse_settings(reference)
    if address is not None:  # a replay has the start values of then
        reference = take_start(store, reference, record, result)
    current = store.find_current()
    store.records.refuse_later(current)
    number = (current or 0) + 1
    try:
        with discarded_on_fault(store, number):
            store.begin()
            now = time or clock.read_local_time()
            moment = choose_time(store, current, now)
            record = start_record(record, number, moment, reference)
            if result is not None:
                record |= _archive_upload(store, data, result)
            counted_all = build_file(store, reference, record, current, result)
            record |= {COUNTING: find_counting(store, record.get("dari", current), counted_all)}
            make_current(store, record, address)
            _retain(store, reference, now)
    except duckdb.Error as error:
        store.discard(number)
        raise StoreDamaged(
            "Terbitan tidak dapat dibangun: basis data menolaknya; mungkin diskanya penuh atau sebuah berkas rusak. "
            "Data yang terbit tidak berubah. Jalankan doctor."
        ) from error
    return number


def find_counting(store: Store, base: int | None, counted_all: bool) -> dict[str, str]:
    """How each indicator of a version is counted: as this release does, where it counted all quarters, or where the
    version that it was built on is counted so as well."""
    now = list_counting()
    if counted_all or base is None:
        return now
    before = store.records.read_counting(base)
    return {name: how for name, how in now.items() if before.get(name) == how}


def start_record(record: Record, number: int, moment: dt.datetime, reference: Reference) -> Record:
    """The record of a version before anything is written: without numbers of people, with the file's settings."""
    start = describe_start(read_start(reference))
    return {"nomor": number, "waktu": moment.isoformat(), **personal.mask_record(record), "pengaturan_awal": start}


def take_start(store: Store, reference: Reference, record: Record, result: CheckResult | None) -> Reference:
    """The reference data, without invented targets where the next version holds real rows."""
    sample = is_sample(store, record.get("dari")) if result is None else result.is_sample
    return reference if sample else without_invented(reference)


def refuse_settings(reference: Reference) -> None:
    """Raises StoreDamaged where a figure, a target or a setting that removes files makes no sense: no mistyped number
    removes or counts anything."""
    if wrong := list_blocking(reference):
        raise StoreDamaged(f"{' '.join(wrong)} Data yang terbit tidak berubah.")


def _retain(store: Store, reference: Reference, now: dt.datetime) -> None:
    """What the settings keep no longer goes, workbooks first: they choose the version that must stay."""
    expire_workbooks(store, reference, now, lambda: log.read_times(store.folder))
    store.prune(reference.settings["terbitan"]["simpan_versi"])


@contextmanager
def discarded_on_fault(store: Store, number: int) -> Iterator[None]:
    """What the disk does not take becomes StoreDamaged, and what was written for the version is taken back."""
    try:
        yield
    except OSError as error:
        store.discard(number)
        raise StoreDamaged(
            f"Terbitan tidak dapat ditulis ({say_cause(error)}). {_say_consequence(store, number)}"
        ) from error


def _say_consequence(store: Store, number: int) -> str:
    if store.find_current() == number:  # readers see it already; only the disk would not confirm
        return f"Versi {number} sudah terbit, tetapi belum pasti tahan mati listrik. Periksa diska."
    return "Data yang terbit tidak berubah."


def choose_time(store: Store, current: int | None, time: dt.datetime | None) -> dt.datetime:
    """Now, but never before the last entry of the ledger, whatever the clock says; entries dated by a clock that was
    years ahead are passed over. Of the same ledger and time a replay chooses the same."""
    time = time or clock.read_local_time()
    if current is None:
        return time
    ledger = [w for (w,) in store.open_version(current).execute("select waktu from terbitan").fetchall()]
    return time if clock.was_ahead(ledger, time) else max(time, *ledger)


def _archive_upload(store: Store, data: bytes, result: CheckResult) -> Record:
    """Keep the secret and the untouched workbook, as <sha256>.<what it is>; what the record says of both."""
    store.save_secret(result.secret)
    name = name_workbook(result.sha256, result.form)
    store.workbooks.keep(name, data, result.sha256)
    return {"sidik_kunci": hash_key(result.secret), "berkas": name}


def make_current(store: Store, record: Record, address: str | None) -> None:
    """Audit a finished draft, archive its record, then let the pointer name it. `address`: see make_next_version."""
    number = record["nomor"]
    temporary = store.find_draft(number)
    record = {**record, "rilis": read_release(), "sha256_terbitan": store.seal(temporary)}
    if address is not None:
        record["audit"] = _audit(store, record, address)
    store.records.write(record)
    store.make_current(temporary, number)


def _audit(store: Store, record: Record, address: str) -> dict[str, object]:
    """Write the entry of a publication; the head of the chain for its record. Raises StoreDamaged, draft discarded."""
    approver = record.get("disetujui")
    facts = {
        "versi": record["nomor"],
        "triwulan": record.get("periode"),
        "berkas": record.get("nama_berkas"),
        "dari_versi": record.get("dari"),
        "alasan": record.get("alasan"),
        "jawaban": len(record.get("jawaban", [])) or None,
        "perbaikan": len(record.get("perbaikan", [])) or None,
        "perubahan": record.get("perubahan_kata"),
        "mulai_data_asli": "ya" if record.get("mulai_data_asli") else None,
        "disetujui": approver,
    }
    try:
        if approver:
            seen = {"versi": record["nomor"], "triwulan": record.get("periode"), "pengaju": record["oleh"]}
            log.append("setuju", approver, address, store.folder, **seen)
        entry = log.append(record["tindakan"].replace(" ", "_"), record["oleh"], address, store.folder, **facts)
    except StoreDamaged as error:
        store.discard(record["nomor"])
        raise type(error)(f"{error} Data yang terbit tidak berubah.") from error
    head = log.head_at(entry)
    return {"nomor": head.number, "sidik": head.hash}
