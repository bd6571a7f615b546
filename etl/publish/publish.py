"""Publish a checked workbook as the next version, and bring an older version back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from etl import run
from etl.acuan import Reference, load_reference
from etl.audit.events import SYSTEM
from etl.checks.gates import is_republication
from etl.contacts.published import keep_contacts
from etl.corrections import memory
from etl.match import answers
from etl.model import CheckResult
from etl.pesan import GATES, STARTS_REAL_DATA, WRONG, Finding
from etl.publish.next_version import (
    choose_time,
    discarded_on_fault,
    find_counting,
    make_current,
    make_next_version,
)
from etl.publish.ready import check_key, check_whole, make_ready, refuse_moved, refuse_unapproved
from etl.settings.entries import read_in_force
from etl.store.attach import create_file
from etl.store.invented import is_sample
from etl.store.records import COUNTING, Record
from etl.store.versions import Store

WITHDRAWAL, REBUILD = "cabut ejaan", "bangun ulang"
_MADE_ANEW = (
    "nomor",
    "waktu",
    "sha256_terbitan",
    "rilis",
    "audit",
    "pengaturan_awal",
    COUNTING,
)  # what a replay does not take over from a record


class NotPublishable(Exception):
    """Findings block the publication; `temuan` says which."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("; ".join(t.pesan for t in findings[:3]))
        self.findings = findings


def publish_workbook(
    result: CheckResult,
    data: bytes,
    by: str,
    reason: str = "",
    starts_real_data: bool = False,
    store: Store | None = None,
    reference: Reference | None = None,
    time: dt.datetime | None = None,
    address: str = "",
    approved_by: str = "",
) -> int:
    """Publish the workbook and return the number of the version that holds it.

    The same workbook for the same quarter again changes nothing and returns the current number.
    `address`: from where, for the audit; `approved_by`: who approved what `by` handed in (drafts/approval.py). Raises
    NotPublishable, ApprovalNeeded where the setting wants somebody's, VersionMoved when somebody published since
    (nothing is written: it has to be looked at again), StoreBusy (another publisher) or StoreDamaged (disk, folder,
    audit).
    """
    store, reference = store or Store(), reference or load_reference()
    with store.lock():
        make_ready(store)
        check_key(store)
        if _is_outdated(result, store):
            result = _look_again(result, data, store, reference)
        refuse_findings(result, reason, starts_real_data)
        if (current := store.find_current()) is not None and _is_published(result, store):
            keep_contacts(store, result, by, current)
            return current
        refuse_unapproved(store, reference, result, approved_by)
        record = make_record(result, by, reason, starts_real_data, approved_by)
        number = make_next_version(store, reference, record, time, address, result, data)
        keep_contacts(store, result, by, number)
        return number


def _is_outdated(result: CheckResult, store: Store) -> bool:
    """Somebody published since this was checked, or made the participant key."""
    return store.find_current() != result.base_version or store.read_secret() not in (None, result.secret)


def _look_again(result: CheckResult, data: bytes, store: Store, reference: Reference) -> CheckResult:
    """The check against what is published now. Raises VersionMoved where it would change something unseen."""
    again = _check_again(result, data, store, reference)
    if not _is_published(again, store):
        refuse_moved(store, result.base_version)
    return again


def _is_published(result: CheckResult, store: Store) -> bool:
    """The same workbook is published already and is read and corrected as then: nothing changes, whoever published in
    between."""
    current = store.find_current()
    if current is None or "baris" not in result.perubahan:
        return False
    con = store.open_version(current)
    return is_republication(con, result) and memory.holds(con, result)


def _check_again(result: CheckResult, data: bytes, store: Store, reference: Reference) -> CheckResult:
    return run.check_workbook(
        data,
        result.nama_berkas,
        result.periode,
        store=store,
        reference=reference,
        answers=result.answers_given,
        corrections=result.corrections_given,
        nihil=result.nil_given,
    )


def refuse_findings(result: CheckResult, reason: str, starts_real_data: bool) -> None:
    """Raise when a finding blocks that neither a reason nor the confirmation answers."""
    answered = (*(GATES if reason.strip() else ()), *([STARTS_REAL_DATA] if starts_real_data else ()))
    rest = [t for t in result.temuan if t.berat == WRONG and t.kode not in answered]
    if rest or not result.tabel:
        raise NotPublishable(rest)


def make_record(result: CheckResult, by: str, reason: str, starts_real_data: bool, approved_by: str = "") -> Record:
    """What the archive keeps of a publication, so that a replay can repeat it."""
    approved = f" (disetujui {approved_by})" if approved_by else ""
    mended = f" ({len(result.corrections_used)} sel diperbaiki)" if result.corrections_used else ""
    return {
        "tindakan": "terbit",
        "oleh": by,
        "periode": result.periode,
        "keterangan": f"{result.nama_berkas}{mended}{approved}{f': {reason}' if reason else ''}",
        "nama_berkas": result.nama_berkas,
        "sha256": result.sha256,
        "alasan": reason,
        "mulai_data_asli": starts_real_data,
        "jawaban": answers.make_record(result.answers_used),
        "perbaikan": memory.make_record(result, by, reason),
        "nihil": list(result.nil_given or ()),
        **({"disetujui": approved_by} if approved_by else {}),
    }


class SampleOverReal(ValueError):
    """Invented data would take the place of real ones."""


def refuse_sample(store: Store, number: int) -> None:
    """Raise SampleOverReal where a version is invented and what is published is not, even where it is empty."""
    if is_sample(store, number) and not is_sample(store):
        raise SampleOverReal(
            f"Versi {number} berisi data contoh rekaan, padahal yang terbit data asli; versi itu dapat dilihat, "
            "tetapi tidak dapat dipulihkan"
        )


def _check_restorable(store: Store, number: int, seen: int | None, is_replay: bool) -> None:
    if seen is not None:
        refuse_moved(store, seen)
    if number not in store.list_versions():
        raise KeyError(number)
    check_whole(store, number)
    if not is_replay:
        refuse_sample(store, number)


def restore_version(
    number: int,
    by: str,
    reason: str = "",
    store: Store | None = None,
    reference: Reference | None = None,
    time: dt.datetime | None = None,
    address: str | None = "",
    with_settings: bool | None = None,
    seen: int | None = None,
) -> int:
    """Publish the data of an older version again, with its settings. Raises KeyError when there is no such version.

    `address`: see make_next_version. `with_settings`: None = where that version holds any; a replay says what was so.
    `seen`: the version that was looked at. Raises VersionMoved when another one is current, SampleOverReal (a
    ValueError) where that version is invented and what is published is not; a replay (address None) repeats it.
    """
    store, reference = store or Store(), reference or load_reference()
    with store.lock():
        make_ready(store)
        _check_restorable(store, number, seen, is_replay=address is None)
        remark = f"memulihkan versi {number}" + (f": {reason}" if reason else "")
        record: Record = {"tindakan": "pulihkan", "oleh": by, "keterangan": remark, "alasan": reason, "dari": number}
        if with_settings is None:
            with_settings = read_in_force(store.open_version(number)) is not None
        record["pengaturan_ikut"] = with_settings
        return make_next_version(store, reference, record, time, address)


def withdraw_answer(
    key: str,
    by: str,
    reason: str = "",
    store: Store | None = None,
    reference: Reference | None = None,
    time: dt.datetime | None = None,
    address: str | None = "",
) -> int:
    """Withdraw a remembered answer: later checks ask again. Published rows stay as they are.

    A publication of its own, so that the ledger says who did it. `address`: see make_next_version. Raises KeyError when
    no such answer is in force.
    """
    store, reference = store or Store(), reference or load_reference()
    with store.lock():
        make_ready(store)
        current = store.find_current()
        answer = None if current is None else answers.find_in_force(store.open_version(current), key)
        if answer is None:
            raise KeyError(key)
        remark = f"“{answer['isi']}” = {answer['label']}" + (f": {reason}" if reason else "")
        record: Record = {"tindakan": WITHDRAWAL, "oleh": by, "keterangan": remark, "alasan": reason, "kunci": key}
        return make_next_version(store, reference, record, time, address)


def replay_record(record: Record, data: bytes, result: CheckResult, store: Store, reference: Reference) -> int:
    """Publish a workbook again as its record says. Gates are not asked: they ask people, and were answered then.

    Raises NotPublishable when today's release cannot read it.
    """
    with store.lock():
        make_ready(store)
        refuse_findings(result, "sudah dijawab", starts_real_data=True)
        # earlier releases asked nothing and corrected nothing
        repeated: Record = {"jawaban": [], "perbaikan": []} | _take_over(record)
        moment = dt.datetime.fromisoformat(record["waktu"])
        return make_next_version(store, reference, repeated, moment, None, result, data)


def repeat_record(record: Record, store: Store, reference: Reference) -> int:
    """Publish again what a record alone tells, without a workbook: settings, a withdrawal, meanings, a decision about
    cooperatives. Nothing is asked, it was allowed then."""
    with store.lock():
        make_ready(store)
        moment = dt.datetime.fromisoformat(record["waktu"])
        return make_next_version(store, reference, _take_over(record), moment, None)


def _take_over(record: Record) -> Record:
    return {k: v for k, v in record.items() if k not in _MADE_ANEW}


def record_rebuild(
    store: Store,
    file: Path,
    different: list[str],
    time: dt.datetime | None = None,
    action: str = REBUILD,
    by: str = SYSTEM,
    address: str | None = "",
) -> int:
    """Publish a file that was rebuilt from the archive, or whose masking is to be noted. The caller holds the lock.

    `address`: see make_next_version.
    """
    current = store.find_current()
    number = (current or 0) + 1
    moment = choose_time(store, current, time)
    with discarded_on_fault(store, number):
        con = create_file(store.copy_to_draft(file, number))
        row = [number, moment, by, action, None, None, " ".join(different)]
        con.execute("insert into terbitan values (?, ?, ?, ?, ?, ?, ?)", row)
        con.execute("checkpoint")
        con.close()
        record = {"nomor": number, "waktu": moment.isoformat(), "oleh": by, "tindakan": action, "beda": different}
        record[COUNTING] = find_counting(store, current, counted_all=action == REBUILD)
        make_current(store, record, address)
    return number
