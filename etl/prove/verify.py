"""Prove that what is published follows from the archive."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl import clock
from etl.acuan import Reference, load_reference
from etl.audit import log
from etl.audit.heads import check_audit
from etl.audit.log import Head
from etl.corrections import memory
from etl.identity import decisions
from etl.neighbours.examine import list_damage
from etl.neighbours.held import prove_tables
from etl.prove.replay import replay_archive
from etl.publish.ready import check_key
from etl.release import read_release
from etl.settings.entries import SETTINGS_TABLES
from etl.store.differences import lacks_tables, list_differences
from etl.store.faults import IN_USE, StoreDamaged, VersionInUse, is_held
from etl.store.load import TERMS_TABLE
from etl.store.records import UNNAMED, Record
from etl.store.retention import list_held, say_held
from etl.store.versions import Store


@dataclass
class Verification:
    """sentence: the outcome; problems: damages, one sentence each; remarks: what is no damage and should be known."""

    sentence: str
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def verify_store(store: Store, reference: Reference | None = None, heads: Sequence[Head] = ()) -> Verification:
    """Check every hash, replay the archive in a scratch folder and compare all tables; check the chain of the audit
    against the heads that records and the state keep and against `heads`, which backups noted. Writes nothing here.

    Rows that today's release reads otherwise than that of their record did are no damage; they stand among the remarks.
    """
    result = _verify_versions(store, reference or load_reference())
    if damage := list_damage(store.folder) or prove_tables(store.folder):
        result.problems += damage
        result.sentence += " Paket pemda lain TIDAK utuh."
    broken = check_audit(store, heads)
    if broken:
        result.problems += broken
        result.sentence += " Catatan tindakan TIDAK utuh."
    return result


def _verify_versions(store: Store, reference: Reference) -> Verification:
    if error := store.find_damage():
        _, problems = store.records.read_all()
        return Verification("Penunjuk versi rusak; belum ada yang diputar ulang.", [error, *problems])
    remarks = _list_interrupted(store)
    current = store.find_current()
    if current is None:
        return Verification("Belum ada terbitan; tidak ada yang diperiksa.", remarks=remarks)
    records, problems = store.records.read_all(current)
    gone, pruned = _list_gone(store, records, reference)
    problems += _check_hashes(store, records) + gone + list_key_problems(store)
    remarks += pruned + _list_expired(store, records) + _list_held(store, reference)
    if not problems:
        problems, read_otherwise = _replay_and_compare(store, records, reference)
        remarks = read_otherwise + remarks
    return Verification(_sum_up(current, len(records), problems, remarks), problems, remarks)


def _list_interrupted(store: Store) -> list[str]:
    """What a killed publisher left; the next publication settles it."""
    rest = store.list_leftovers()
    if not rest:
        return []
    return [f"Penerbitan terputus meninggalkan {len(rest)} berkas; diselesaikan pada penerbitan berikutnya."]


def _check_hashes(store: Store, records: list[Record]) -> list[str]:
    problems = []
    expired = store.records.expired()
    for c in records:
        number = c["nomor"]
        if "berkas" in c:
            found = store.workbooks.hash(c)
            if found is None and number not in expired:
                problems.append(f"Buku kerja terbitan {number} ({c['nama_berkas']}) tidak ada di arsip.")
            elif found not in (None, c["sha256"]):
                problems.append(f"Buku kerja terbitan {number} ({c['nama_berkas']}) berubah sejak diarsipkan.")
        if store.find_path(number).exists() and not store.is_recorded(number):
            problems.append(f"Berkas versi {number} berubah sejak diterbitkan.")
    return problems


def _list_gone(store: Store, records: list[Record], reference: Reference) -> tuple[list[str], list[str]]:
    """(problems, remarks) on versions without a file: lost, or removed by the retention setting and declared.

    Earlier releases removed silently: where the setting is in force, what is older than all files is theirs.
    """
    present = set(store.list_versions())
    gone = [c["nomor"] for c in records if c["nomor"] not in present]
    silent = reference.settings["terbitan"]["simpan_versi"] > 0
    declared = [n for n in gone if n in store.records.pruned() or (silent and n < min(present))]
    base = store.records.base()
    way = ("Ambil dari cadangan: buku kerjanya sudah dihapus.", "Jalankan rebuild untuk mengembalikannya.")
    problems = [
        f"Berkas versi {n} hilang dan tidak tercatat dipangkas. {way[n > base]}" for n in gone if n not in declared
    ]
    if not declared:
        return problems, []
    numbers = ", ".join(map(str, declared))
    return problems, [f"Dipangkas menurut setelan simpan_versi, bukan hilang: berkas versi {numbers}."]


def _list_expired(store: Store, records: list[Record]) -> list[str]:
    """What the retention of workbooks removed, which is no loss, and from where the archive is replayed since."""
    expired = store.records.expired()
    numbers = [str(c["nomor"]) for c in records if c["nomor"] in expired and store.workbooks.hash(c) is None]
    if not numbers:
        return []
    return [
        f"Dihapus menurut setelan simpan_buku_kerja_tahun, bukan hilang: buku kerja terbitan {', '.join(numbers)}. "
        f"Arsip diputar ulang dari berkas versi {store.records.base()}."
    ]


def _list_held(store: Store, reference: Reference) -> list[str]:
    held = list_held(store, reference, clock.read_local_time(), lambda: log.read_times(store.folder))
    return [say_held(held)] if held else []


def list_key_problems(store: Store) -> list[str]:
    """A sentence where the participant key is lost or another one."""
    try:
        check_key(store)
    except StoreDamaged as error:
        return [str(error)]
    return []


def _replay_and_compare(store: Store, records: list[Record], reference: Reference) -> tuple[list[str], list[str]]:
    """Damages, and what is read otherwise since an earlier release."""
    with tempfile.TemporaryDirectory(prefix="periksa-") as folder, as_fault():
        new = Store(Path(folder))
        problems = replay_archive(store, new, records, reference)
        return (problems, []) if problems else _compare(store, new, records)


def _compare(store: Store, new: Store, records: list[Record]) -> tuple[list[str], list[str]]:
    """Damages, and what is read otherwise since an earlier release, between the current version and its replay.

    The file is known to be as it was published, so a difference comes from the program, from the reference data or
    from settings that no record noted.
    """
    current = records[-1]["nomor"]
    releases = {c["nomor"]: _name_release(c) for c in records}
    old = next((r for r in releases.values() if r != read_release()), None)  # rows of no upload: the oldest
    problems, remarks = [], []
    if lacks_tables(store.find_path(current), SETTINGS_TABLES):
        remarks.append(f"Versi {current} belum menyimpan pengaturannya; diputar ulang dengan pengaturan.toml sekarang.")
    may_lack = (*SETTINGS_TABLES, memory.TABLE, *decisions.TABLES, TERMS_TABLE)
    for different in list_differences(store.find_path(current), new.find_path(current), may_lack):
        since = {releases.get(u, old) if u is not None else old for u in different.rows_by_upload}
        if different.table and since <= {None, read_release()}:
            problems.append(different.say_difference())
        else:  # other tables than this program declares: an earlier one wrote it, whatever its release is called
            phrase = ", ".join(sorted(r for r in since if r not in (None, read_release()))) or read_release()
            remarks.append(f"Dibaca lain sejak rilis {phrase}: {different.say_difference()}")
    return problems, remarks


def _name_release(record: Record) -> str:
    """The release that wrote a record; told apart where it noted no settings, which may have been others then."""
    release = str(record.get("rilis", UNNAMED))
    noted = "pengaturan_awal" in record or "beda" in record  # the latter copies a file and counts nothing
    return release if noted or release != read_release() else f"{release} tanpa pengaturan tersimpan"


def _sum_up(current: int, count: int, problems: list[str], remarks: list[str]) -> str:
    """The outcome of verifying `count` records in one sentence."""
    if problems:
        return f"Versi {current} TIDAK dapat dibuktikan dari arsip: {len(problems)} masalah."
    if any("sejak rilis" in x for x in remarks):
        return (
            f"Versi {current} utuh: {count} terbitan diputar ulang. Sebagian isinya dibaca lain oleh rilis ini; "
            "rebuild menerbitkannya sebagai versi baru."
        )
    return f"Versi {current} sama dengan arsip: {count} terbitan diputar ulang, semua tabel sama."


@contextmanager
def as_fault() -> Iterator[None]:
    """What the database cannot do becomes a sentence for the operator."""
    try:
        yield
    except duckdb.Error as error:
        if is_held(error):
            raise VersionInUse(IN_USE) from error
        raise StoreDamaged(
            "Berkas versi tidak dapat dibaca atau ditulis; mungkin rusak, atau diskanya penuh."
        ) from error
