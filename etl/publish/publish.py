"""Publish a checked workbook as the next version, and bring an older version back.

The order makes a kill at any moment harmless: workbook archived, next version built beside the
others, its record archived, file renamed, and only then the pointer replaced. A publisher that fails takes back
what it wrote; what a killed one left is completed or set aside by the next (`Store.settle`).
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import Any

import duckdb

from etl import indikator, personal, rules, run
from etl.acuan import Reference, load_reference
from etl.checks import compare
from etl.match import answers
from etl.model import CheckResult
from etl.pesan import GATES, STARTS_REAL_DATA, WRONG, Finding
from etl.release import read_release
from etl.rules import fill_statement
from etl.store import load
from etl.store.attach import create_file, list_tables
from etl.store.faults import ParticipantKeyLost, StoreDamaged
from etl.store.records import Record, hash_key
from etl.store.versions import Store

WITHDRAWAL = "cabut ejaan"
# The ledger: it only grows, whatever is restored.
_LEDGER_TABLES = ("unggahan", "unggahan_lembar", "unggahan_kolom", "temuan")


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
) -> int:
    """Publish the workbook and return the number of the version that holds it.

    The same workbook for the same quarter again changes nothing and returns the current number.
    Raises NotPublishable, StoreBusy (another publisher) or StoreDamaged (disk, folder).
    """
    store, reference = store or Store(), reference or load_reference()
    with store.lock():
        _make_ready(store)
        check_key(store)
        if store.find_current() != result.base_version or store.read_secret() not in (None, result.secret):
            # somebody published since this was checked
            answer = result.answers_given
            result = run.check_workbook(
                data, result.nama_berkas, result.periode, store=store, reference=reference, answers=answer
            )
        _refuse(result, reason, starts_real_data)
        current = store.find_current()
        if current is not None and compare.is_republication(store.open_version(current), result):
            return current
        note: Record = {
            "tindakan": "terbit",
            "oleh": by,
            "periode": result.periode,
            "keterangan": f"{result.nama_berkas}{f': {reason}' if reason else ''}",
            "nama_berkas": result.nama_berkas,
            "sha256": result.sha256,
            "alasan": reason,
            "mulai_data_asli": starts_real_data,
            "jawaban": answers.make_record(result.answers_used),
        }
        return _make_next_version(store, reference, note, time, result, data)


def restore_version(
    number: int,
    by: str,
    reason: str = "",
    store: Store | None = None,
    reference: Reference | None = None,
    time: dt.datetime | None = None,
) -> int:
    """Publish the data of an older version again. Raises KeyError when there is no such version."""
    store, reference = store or Store(), reference or load_reference()
    with store.lock():
        _make_ready(store)
        if number not in store.list_versions():
            raise KeyError(number)
        _check_whole(store, number)
        remark = f"memulihkan versi {number}" + (f": {reason}" if reason else "")
        note = {"tindakan": "pulihkan", "oleh": by, "keterangan": remark, "alasan": reason, "dari": number}
        return _make_next_version(store, reference, note, time)


def withdraw_answer(
    key: str,
    by: str,
    reason: str = "",
    store: Store | None = None,
    reference: Reference | None = None,
    time: dt.datetime | None = None,
) -> int:
    """Withdraw a remembered answer: later checks ask again. Published rows stay as they are.

    A publication of its own, so that the ledger says who did it. Raises KeyError when no such answer is in force.
    """
    store, reference = store or Store(), reference or load_reference()
    with store.lock():
        _make_ready(store)
        current = store.find_current()
        answer = None if current is None else answers.find_in_force(store.open_version(current), key)
        if answer is None:
            raise KeyError(key)
        remark = f"“{answer['isi']}” = {answer['label']}" + (f": {reason}" if reason else "")
        note = {"tindakan": WITHDRAWAL, "oleh": by, "keterangan": remark, "alasan": reason, "kunci": key}
        return _make_next_version(store, reference, note, time)


def replay_record(note: Record, data: bytes, result: CheckResult, store: Store, reference: Reference) -> int:
    """Publish a workbook again as its record says. Gates are not asked: they ask people, and were answered then.

    Raises NotPublishable when today's release cannot read it.
    """
    with store.lock():
        _make_ready(store)
        _refuse(result, "sudah dijawab", starts_real_data=True)
        content = {k: v for k, v in note.items() if k not in ("nomor", "waktu", "sha256_terbitan", "rilis")}
        return _make_next_version(store, reference, content, dt.datetime.fromisoformat(note["waktu"]), result, data)


def record_rebuild(
    store: Store,
    content: Path,
    different: list[str],
    time: dt.datetime | None = None,
    action: str = "bangun ulang",
    by: str = "sistem",
) -> int:
    """Publish a file that was rebuilt from the archive, or whose masking is to be noted. The caller holds the lock."""
    current = store.find_current()
    number = (current or 0) + 1
    moment = _choose_time(store, current, time)
    try:
        con = create_file(store.copy_to_draft(content, number))
        row = [number, moment, by, action, None, None, " ".join(different)]
        con.execute("insert into terbitan values (?, ?, ?, ?, ?, ?, ?)", row)
        con.execute("checkpoint")
        con.close()
        note = {"nomor": number, "waktu": moment.isoformat(), "oleh": by, "tindakan": action, "beda": different}
        _make_current(store, note)
    except OSError as error:
        store.discard(number)
        raise StoreDamaged(
            f"Terbitan tidak dapat ditulis ({error.strerror}). {_say_consequence(store, number)}"
        ) from error
    return number


def check_key(store: Store) -> None:
    """Refuse to go on without the participant key under which people were counted so far. Raises ParticipantKeyLost."""
    key, sidik = store.read_secret(), store.records.key_fingerprints()
    if key is not None and (not sidik or hash_key(key) in sidik):
        return
    if key is None and not sidik and not any(_has_participants(store, n) for n in store.read_numbers().files):
        return
    error = "hilang atau rusak" if key is None else "bukan yang dipakai pada terbitan sebelumnya"
    raise ParticipantKeyLost(
        f"Kunci peserta ({store.folder / 'kunci'}) {error}; tanpa kunci itu orang yang sama terhitung dua kali. "
        "Salin kembali berkas “kunci” dari cadangan terakhir (folder tujuan backup), lalu ulangi. "
        "Data yang terbit tidak berubah."
    )


def _has_participants(store: Store, number: int) -> bool:
    try:
        return bool(store.open_version(number).execute("from pelatihan_peserta limit 1").fetchall())
    except (KeyError, StoreDamaged, duckdb.Error):
        return False  # beyond the pointer or damaged: it says nothing


def _make_ready(store: Store) -> None:
    """The folder settled, and the current version as it was published: nothing is built upon a damage."""
    store.settle()
    _check_whole(store, store.find_current())


def _check_whole(store: Store, number: int | None) -> None:
    if number is not None and not store.is_whole(number):
        raise StoreDamaged(
            f"Berkas versi {number} rusak atau berubah sejak diterbitkan. Jalankan rebuild. "
            "Data yang terbit tidak berubah."
        )


def _refuse(result: CheckResult, reason: str, starts_real_data: bool) -> None:
    """Raise when a finding blocks that neither a reason nor the confirmation answers."""
    answered = (*(GATES if reason.strip() else ()), *([STARTS_REAL_DATA] if starts_real_data else ()))
    rest = [t for t in result.temuan if t.berat == WRONG and t.kode not in answered]
    if rest or not result.tabel:
        raise NotPublishable(rest)


def _make_next_version(
    store: Store,
    reference: Reference,
    note: dict[str, Any],
    time: dt.datetime | None,
    result: CheckResult | None = None,
    data: bytes = b"",
) -> int:
    """Build, make durable and point at the next version. The caller holds the lock."""
    current = store.find_current()
    number = (current or 0) + 1
    try:
        store.begin()
        note = {
            "nomor": number,
            "waktu": _choose_time(store, current, time).isoformat(),
            **personal.mask_record(note),
        }
        if result is not None:
            store.save_secret(result.secret)
            note["sidik_kunci"] = hash_key(result.secret)
            note["berkas"] = archive_workbook(store, data, result)
        _build_file(store, reference, note, current, result)
        _make_current(store, note)
        store.prune(reference.settings["terbitan"]["simpan_versi"])
    except OSError as error:
        store.discard(number)
        raise StoreDamaged(
            f"Terbitan tidak dapat ditulis ({error.strerror}). {_say_consequence(store, number)}"
        ) from error
    except duckdb.Error as error:
        store.discard(number)
        raise StoreDamaged(f"Terbitan tidak dapat dibangun ({error}). Data yang terbit tidak berubah.") from error
    return number


def _say_consequence(store: Store, number: int) -> str:
    if store.find_current() == number:  # readers see it already; only the disk would not confirm
        return f"Versi {number} sudah terbit, tetapi belum pasti tahan mati listrik. Periksa diska."
    return "Data yang terbit tidak berubah."


def _make_current(store: Store, note: Record) -> None:
    """Archive the record of a finished draft, then let the pointer name it."""
    number = note["nomor"]
    temporary = store.find_draft(number)
    store.records.write({**note, "rilis": read_release(), "sha256_terbitan": store.seal(temporary)})
    store.make_current(temporary, number)


def archive_workbook(store: Store, data: bytes, result: CheckResult) -> str:
    """Keep the untouched workbook as <sha256>.<ending>; returns the file name."""
    suffix = os.path.splitext(result.nama_berkas)[1].lower() or ".xlsx"
    name = result.sha256 + suffix
    store.archive_file(name, data, result.sha256)
    return name


def _choose_time(store: Store, current: int | None, time: dt.datetime | None) -> dt.datetime:
    """Now, but never before the last entry of the ledger, whatever the clock says."""
    time = time or dt.datetime.now().replace(microsecond=0)
    if current is None:
        return time
    last: dt.datetime = store.open_version(current).execute("select max(waktu) from terbitan").fetchall()[0][0]
    return max(time, last)


def _build_file(
    store: Store, reference: Reference, note: dict[str, Any], current: int | None, result: CheckResult | None
) -> None:
    number, time = note["nomor"], dt.datetime.fromisoformat(note["waktu"])
    begin = current is None or (result is not None and compare.starts_real_data(result, store))
    start_from = None if begin else note.get("dari", current)
    con = _start_file(store, reference, number, start_from)
    rules.install_rules(con, with_views=False)
    # A file of an earlier release is taken over without its indicators: then all quarters are computed.
    disalin = bool(con.execute("from indikator limit 1").fetchall())
    try:
        if current is not None and start_from != current:
            _bring_ledger(con, store, current, only_publications=begin)
        con.execute("begin")
        if result is not None:
            load.record_upload(con, result, number, time, note["oleh"], note["alasan"])
            answers.store(con, note["jawaban"], number, time, note["oleh"])
            load.replace_quarter(con, result, number)
            load.refresh_reference(con, reference)
            indikator.compute_indicators(con, reference, since=result.periode if disalin else None)
        else:
            if "kunci" in note:
                answers.withdraw(con, note["kunci"], time, note["oleh"])
            load.refresh_reference(con, reference)
            indikator.compute_indicators(con, reference)
        con.execute(
            "insert into terbitan values (?, ?, ?, ?, ?, ?, ?)",
            [
                number,
                time,
                note["oleh"],
                note["tindakan"],
                note.get("periode"),
                number if result is not None else None,
                note["keterangan"],
            ],
        )
        con.execute("commit")
        con.execute("checkpoint")
    finally:
        con.close()


def _start_file(store: Store, reference: Reference, number: int, start_from: int | None) -> duckdb.DuckDBPyConnection:
    """A writable draft with the content of version `start_from`: a copy where the tables are still declared alike."""
    if (
        start_from is not None
        and store.has_current_format(start_from)
        and _has_same_tables(store, reference, start_from)
    ):
        return store.start_file(number, start_from)
    con = store.start_file(number)
    load.create_tables(con, reference)
    if start_from is not None:  # written by an earlier release: take over by column name
        store.attach(con, start_from, "lama")
        old = list_tables(con, "lama")
        for table, column in list_tables(con, None).items():
            shared = [k for k in column if k in old.get(table, {})]
            if shared and table not in ("wilayah", "indikator_definisi", "indikator"):
                sql = "insert into {table} by name select {columns} from lama.{table}"
                con.execute(fill_statement(sql, table=[table], columns=shared))
        con.execute("detach lama")
    return con


def _bring_ledger(con: duckdb.DuckDBPyConnection, store: Store, current: int, only_publications: bool) -> None:
    """Complete the ledger from the current version; of invented uploads only the publications stay listed."""
    store.attach(con, current, "kini")
    con.execute("delete from terbitan")
    con.execute("insert into terbitan by name from kini.terbitan")
    for table in () if only_publications else _LEDGER_TABLES:
        sql = "insert into {table} by name from kini.{table} where unggahan_id not in (select unggahan_id from {table})"
        con.execute(fill_statement(sql, table=[table]))
    if not only_publications:
        answers.carry_over(con, "kini")
    con.execute("detach kini")


def _has_same_tables(store: Store, reference: Reference, number: int) -> bool:
    is_sample = duckdb.connect(":memory:")
    try:
        load.create_tables(is_sample, reference)
        return list_tables(is_sample, None) == list_tables(store.open_version(number), None)
    finally:
        is_sample.close()
