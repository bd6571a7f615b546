"""Bring back from the archive what is lost, damaged or different."""

from __future__ import annotations

from pathlib import Path

import duckdb

from etl.acuan import Reference, load_reference
from etl.audit import log
from etl.audit.events import SYSTEM
from etl.neighbours import held
from etl.prove.replay import replay_archive
from etl.prove.verify import Verification, as_fault, list_key_problems
from etl.publish.publish import record_rebuild
from etl.release import read_release
from etl.settings.comparable import list_counting
from etl.store.attach import rewrite_file
from etl.store.differences import list_differences
from etl.store.versions import Store


def rebuild_store(
    store: Store, reference: Reference | None = None, by: str = SYSTEM, address: str = ""
) -> Verification:
    """Replay the archive. Lost and damaged versions come back under their numbers; where today's tables differ from
    the archive, the replayed ones are published as a new version. Files of an earlier format are written anew.
    Whatever a file takes the place of is set aside. Changes nothing when all is equal. The audit is only added to: the
    entry comes before the first change. Tables of packages of other areas of government are built anew."""
    result = _rebuild_versions(store, reference or load_reference(), by, address)
    if held.rebuild(store.folder, afresh=True):
        result.sentence += " Tabel paket pemda lain dibuat lagi."
    return result


def _rebuild_versions(store: Store, reference: Reference, by: str, address: str) -> Verification:
    with store.lock(), as_fault():
        log.append("bangun_ulang", by, address, store.folder)
        problems = _mend_pointer(store)
        current = store.read_numbers().pointed or None
        records, damages = store.records.read_all(current)
        if not (records or problems or damages):
            return Verification("Arsip kosong; tidak ada yang dibangun ulang.")
        problems += damages + list_key_problems(store)
        if problems:
            return Verification("Arsip tidak lengkap; tidak ada yang dibangun ulang.", problems)
        with store.make_scratch_folder() as folder:
            new = Store(Path(folder))
            problems = replay_archive(store, new, records, reference)
            if problems:
                return Verification("Arsip tidak dapat diputar ulang; tidak ada versi yang diubah.", problems)
            return _take_over(store, new, current, [c["nomor"] for c in records], by, address)


def _take_over(
    store: Store, new: Store, current: int | None, numbers: list[int], by: str, address: str
) -> Verification:
    """Put the replayed versions where those of the store are lost, damaged or different."""
    last = numbers[-1]
    if (key := new.read_secret()) is not None:
        store.save_secret(key)
    brought_back = _bring_back(store, new, [n for n in numbers if n != current or not _opens(store, n)])
    if current is None:
        store.point_to(last)
        _upgrade(store)
        return Verification(f"Dibangun ulang dari arsip: {len(brought_back)} versi, terkini versi {last}.")
    different = [b.say_difference() for b in list_differences(store.find_path(last), new.find_path(last))]
    published = record_rebuild(store, new.find_path(last), different, by=by, address=address) if different else None
    brought_back += _bring_back(store, new, [current])
    rewritten = _upgrade(store)
    added = f" Versi {', '.join(map(str, brought_back))} dikembalikan." if brought_back else ""
    added += f" {len(rewritten)} berkas versi ditulis ulang dalam format sekarang." if rewritten else ""
    if not different:
        store.records.note_counting(last, list_counting())
    if published is None:
        return Verification(f"Versi {last} sama dengan arsip; tidak ada yang berubah.{added}")
    return Verification(f"Versi {last} berbeda dari arsip; hasil bangun ulang terbit sebagai versi {published}.{added}")


def _mend_pointer(store: Store) -> list[str]:
    """Settle the folder. A damaged pointer moves to the newest number where it is whole; problems that need a person.

    Where its file is lost too, the pointer waits for the replay.
    """
    known = store.read_numbers()
    if known.damage() is None:
        store.settle()
        return []
    if not known.all:
        store.point_to(0)
        return []
    last = max(known.all)
    if store.records.read(last) is None:
        return [f"Versi {last} tidak punya catatan yang utuh di arsip; pilih versi dengan tunjuk NOMOR --yakin."]
    if store.is_recorded(last):
        store.point_to(last)
    else:
        store.forget_pointer()
    return []


def _opens(store: Store, number: int) -> bool:
    """The file can be read to its end: whole, or changed by somebody but readable."""
    if not store.find_path(number).exists():
        return False
    try:
        return store.is_whole(number) or list_differences(store.find_path(number), store.find_path(number)) == []
    except duckdb.Error:
        return False


def _bring_back(store: Store, new: Store, numbers: list[int]) -> list[int]:
    """Copy replayed versions whose file is lost or not the recorded one; the new hash stands beside the record."""
    brought_back = [n for n in numbers if new.find_path(n).exists() and not store.is_recorded(n)]
    for n in brought_back:
        store.copy_to_draft(new.find_path(n), n)
        _replace(store, n, "dibangun ulang dari arsip")
        store.records.note_counting(n, new.records.read_counting(n))
    return brought_back


def _upgrade(store: Store) -> list[int]:
    """Write files of an earlier format anew, with the same tables; those that were read are set aside."""
    old = [n for n in store.list_versions() if not store.has_current_format(n)]
    for n in old:
        rewrite_file(store.find_path(n), store.find_draft(n))
        _replace(store, n, "ditulis ulang dalam format sekarang")
    return old


def _replace(store: Store, number: int, cause: str) -> None:
    """A finished draft takes the place of a version's file, whose hash is noted first; a kill leaves one of the two."""
    temporary = store.find_draft(number)
    store.records.add_hash(number, store.seal(temporary), cause, read_release())
    store.put_file_aside(number)
    store.put_back(temporary, number)
