"""Copy the whole state of an installation to another folder, consistently, for its owner only.

Files that have no other in their way are put in place at once; the others wait beside until everything is written, then
the manifest is made durable under a name of its own, and only then are they renamed. So a kill at any moment leaves the
earlier backup whole, or the new one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path

from etl.accounts import lost
from etl.acuan import Reference, load_reference
from etl.audit import heads
from etl.audit import log as audit
from etl.audit.events import SYSTEM
from etl.audit.lines import split_lines
from etl.audit.log import Head
from etl.neighbours import held, ledger
from etl.neighbours.examine import list_damage
from etl.prove.losses import find_losses
from etl.release import read_release
from etl.rules import fill_statement
from etl.store.drafts import Drafts
from etl.store.faults import StoreDamaged, say_cause
from etl.store.files import (
    AUDIT_FILE,
    POINTER,
    TEMPORARY,
    VERSIONS,
    hash_file,
    is_temporary,
    make_folder,
    set_aside,
    sync_folder,
    tighten_modes,
    write_atomic,
)
from etl.store.versions import Store
from etl.upkeep import care
from etl.upkeep.cipher import copy_sealed, read_recipients
from etl.upkeep.destination import (
    is_scratch,
    make_scratch_folder,
    refuse_foreign,
    refuse_inside,
    refuse_mixture,
    refuse_other_state,
)
from etl.upkeep.manifest import (
    COPIED,
    MANIFEST,
    SEALED,
    BackupDamaged,
    Manifest,
    StoredFile,
    can_be_named,
    find_manifest,
    format_manifest,
    pending,
    read_manifest,
)
from etl.upkeep.running import keep_still

# Whoever is signed in now: a stolen backup must not open a session. Nor does it tell who has mistyped a password.
_LIVE_TABLES = ("sesi", "undangan", "kegagalan")
_ACCOUNTS = "select * from pengguna order by 1"


@dataclass(frozen=True)
class BackupOutcome:
    """sentence: what was written; problems: what is wrong with archive, audit or accounts, which marks the backup."""

    sentence: str
    problems: tuple[str, ...] = ()


def backup(
    store: Store, destination: Path, reference: Reference | None = None, by: str = SYSTEM, address: str = ""
) -> BackupOutcome:
    """Write a backup of versions, archive, key, audit and users. Publishing waits meanwhile.

    What an earlier backup in the folder holds under the same name and is another file is set aside there: a damage must
    not eat the backup. An archive or an audit that is not whole, or accounts that are lost, mark the backup and do not
    stop it.
    Raises OSError, StoreDamaged, or ValueError when the folder holds one for other recipients, or of
    another installation.
    """
    Drafts(store.folder).expire()  # the daily job; who comes back to the page is not
    recipients = read_recipients(reference or load_reference())
    refuse_inside(store.folder, destination)
    refuse_foreign(destination)
    if refusal := _refuse_names(store):
        return refusal
    make_folder(destination)
    _finish(destination)
    behind = _catch_up(store)
    old = find_manifest(destination)
    refuse_mixture(destination, old, recipients)
    refuse_other_state(store, destination, old)
    with keep_still(store), make_scratch_folder(destination, recipients) as scratch:
        manifest = _write_files(store, Path(scratch), destination, recipients, old)
    write_atomic(pending(destination).with_name("daftar" + TEMPORARY), format_manifest(manifest))
    os.replace(pending(destination).with_name("daftar" + TEMPORARY), pending(destination))
    _finish(destination)
    if read_manifest(destination) != manifest:
        raise BackupDamaged(f"Daftar isi cadangan di {destination} bukan yang baru ditulis; periksa diska.")
    tighten_modes(destination, itself=False)
    unnoted = _note(store.folder, manifest, old, by, address)
    return BackupOutcome(_sum_up(store, destination, manifest), (*manifest.flaws, *unnoted, *behind))


def _catch_up(store: Store) -> tuple[str, ...]:
    """What other servers published is copied too. Accounts, audit and drafts lie here alone, so that a catalog that is
    gone keeps nobody from a backup."""
    try:
        store.catch_up()
    except StoreDamaged as error:
        return (f"Cadangan selesai dan utuh, tetapi mungkin tanpa yang terbit di peladen lain. {error}",)
    return ()


def _refuse_names(store: Store) -> BackupOutcome | None:
    """A file that could be copied and not put back under its name: then nothing is written, and it is said."""
    files = [*_list_files(store), *((path.name, path) for path in sorted(store.folder.glob("*.sqlite")))]
    names = [name for name, _ in files if not can_be_named(name)]
    if not names:
        return None
    problems = (f"Berkas {ascii(name)} di {store.folder} bernama yang tidak dapat dipulihkan." for name in names)
    sentence = "Cadangan TIDAK ditulis. Pindahkan atau ganti nama berkas di atas, lalu jalankan backup lagi."
    return BackupOutcome(sentence, tuple(problems))


def _note(folder: Path, manifest: Manifest, old: Manifest | None, by: str, address: str) -> tuple[str, ...]:
    """The state remembers when it was, and where the chain ended: what the folder held before knew that as well.

    A backup that is whole stays so where the state cannot remember it; then a sentence says so."""
    try:
        _remember(folder, manifest, old, by, address)
    except (OSError, StoreDamaged) as error:
        cause = say_cause(error) if isinstance(error, OSError) else str(error).removesuffix(".")
        return (f"Cadangan selesai dan utuh, tetapi tidak dapat dicatat di {folder}: {cause}.",)
    return ()


def _remember(folder: Path, manifest: Manifest, old: Manifest | None, by: str, address: str) -> None:
    care.note_backup(folder, manifest.time)
    state = "TIDAK utuh" if manifest.flaws else ""
    facts = {"versi": manifest.current, "berkas": len(manifest.files), "keadaan": state}
    entry = audit.append("cadangan", by, address, folder, **facts)
    head = replace(audit.head_at(entry), noted_in=f"cadangan {manifest.time:%Y-%m-%d}")
    heads.note_head(folder, head, [old.audit] if old else [])


def _write_files(
    store: Store, scratch: Path, destination: Path, recipients: tuple[str, ...], old: Manifest | None
) -> Manifest:
    """Copies of everything, in place or beside it. The caller holds the lock."""
    earlier = old.by_name() if old else {}
    flaws = _list_flaws(store, old)
    head, taken = _snapshot_audit(store.folder, scratch)
    sources = [*_list_files(store), *taken, *_snapshot_databases(store.folder, scratch, destination)]
    files = []
    for name, source in sources:
        core, replaces = _tell(name, source, old)
        stored = name + SEALED * bool(recipients)
        file = StoredFile(name, source.stat().st_size, hash_file(source), stored, "", core, replaces)
        files.append(_store(file, source, destination, recipients, earlier))
    versions = sum(fnmatch(f.name, VERSIONS) for f in files)
    pointed = store.read_numbers().pointed or None
    now = dt.datetime.now().astimezone().replace(microsecond=0)
    return Manifest(read_release(), now, pointed, versions, head, recipients, tuple(files), flaws)


def _list_flaws(store: Store, old: Manifest | None) -> tuple[str, ...]:
    """What is copied although it is no longer whole, a sentence each."""
    missing = find_losses(store)
    losses = [f"Arsip tidak lengkap, hilang atau rusak: {missing}."] if missing else []
    losses += list_damage(store.folder)
    if loss := lost.find_loss(store.folder):
        losses.append(loss)
    return (*heads.check_audit(store, [old.audit] if old else []), *losses)


def _list_files(store: Store) -> Iterator[tuple[str, Path]]:
    """(name in the state folder, path); the pointer is the last of its folder."""
    for folder in COPIED:
        paths = sorted((store.folder / folder).rglob("*"), key=lambda p: (p == store.folder / POINTER, p))
        for path in paths:
            name = path.relative_to(store.folder).as_posix()
            unfinished = any(is_temporary(part) for part in path.relative_to(store.folder).parts)
            if path.is_file() and path.name != ".kunci" and not unfinished and not held.is_derived(name):
                yield name, path
    if (store.folder / "kunci").exists():
        yield "kunci", store.folder / "kunci"


def _snapshot_audit(folder: Path, scratch: Path) -> tuple[Head, list[tuple[str, Path]]]:
    """The finished lines of the audit, and where they end."""
    source, copy = folder / AUDIT_FILE, scratch / AUDIT_FILE
    if not source.exists():
        return Head(), []
    lines, _torn = split_lines(source.read_bytes())
    copy.write_bytes(b"".join(line + b"\n" for line in lines))
    with suppress(StoreDamaged):  # a damaged audit is copied as it is; verify says what is wrong with it
        return audit.find_head(scratch), [(AUDIT_FILE, copy)]
    return Head(), [(AUDIT_FILE, copy)]


def _snapshot_databases(folder: Path, scratch: Path, destination: Path) -> Iterator[tuple[str, Path]]:
    """Accounts without those who are signed in now."""
    for source in sorted(folder.glob("*.sqlite")):
        copy = scratch / source.name
        try:
            with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(copy)) as target:
                origin.backup(target)
                for table in set(_LIVE_TABLES) & _list_tables(target):
                    target.execute(fill_statement("delete from {table}", table=[table]))
                target.commit()
                target.execute("vacuum")  # deleted rows stay in the file otherwise
        except sqlite3.DatabaseError as error:
            raise StoreDamaged(
                f"Daftar akun {source} rusak atau sedang dipakai; "
                f"cadangan belum selesai. Yang lama di {destination} tetap utuh."
            ) from error
        yield source.name, copy


def _list_tables(db: sqlite3.Connection) -> set[str]:
    return {str(name) for (name,) in db.execute("select name from sqlite_master where type = 'table'")}


def _tell(name: str, source: Path, old: Manifest | None) -> tuple[str, bool]:
    """What must not get lost in a file, and whether it may take the place of the copy of an earlier backup."""
    before = old.by_name().get(name) if old else None
    if name == POINTER or ledger.is_end(name):
        return "", True
    if name == AUDIT_FILE:
        known = [old.audit] if old else []
        return "", before is not None and not audit.check_chain(known, source.parent)
    if ledger.is_ledger(name):
        return "", before is not None and ledger.continues(source, before.size, before.sha256)
    core = _hash_accounts(source) if name.endswith(".sqlite") else ""
    return core, core != "" and before is not None and before.core == core


def _hash_accounts(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        rows = db.execute(_ACCOUNTS).fetchall() if "pengguna" in _list_tables(db) else []
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def _store(
    file: StoredFile, source: Path, destination: Path, recipients: tuple[str, ...], earlier: dict[str, StoredFile]
) -> StoredFile:
    """Write one file, in place where nothing is in its way, else beside it; what is there already stays."""
    place = destination / file.stored
    before = earlier.get(file.name)
    known = before.stored_sha256 if before and before.sha256 == file.sha256 else "" if recipients else file.sha256
    if known and place.exists() and hash_file(place) == known:
        return replace(file, stored_sha256=known)
    make_folder(place.parent)
    waiting = place.with_name(place.name + TEMPORARY)
    copy_sealed(source, waiting, recipients)
    written = hash_file(waiting)
    if not recipients and written != file.sha256:
        raise StoreDamaged(f"Salinan {file.name} tidak sama dengan aslinya; periksa diska {destination}.")
    if not place.exists():
        os.replace(waiting, place)
    sync_folder(place.parent)
    return replace(file, stored_sha256=written)


def _finish(destination: Path) -> None:
    """Put everything in its place that a backup has written whole; drop what one that was killed left half."""
    found = find_manifest(destination) if pending(destination).exists() else None
    for file in found.files if found else ():
        place = destination / file.stored
        waiting = place.with_name(place.name + TEMPORARY)
        if waiting.exists():
            if place.exists() and not file.replaces:
                set_aside(destination, [place])
            os.replace(waiting, place)
            sync_folder(place.parent)
    if found:
        os.replace(pending(destination), destination / MANIFEST)
        sync_folder(destination)
    for path in filter(is_scratch, destination.iterdir()):  # of a backup that was killed
        shutil.rmtree(path)
    for folder in COPIED:
        for path in [*(destination / folder).rglob("*" + TEMPORARY), *destination.glob("*" + TEMPORARY)]:
            if is_temporary(path.name):
                path.unlink()


def _sum_up(store: Store, destination: Path, m: Manifest) -> str:
    how = f", terenkripsi untuk {len(m.recipients)} penerima" if m.recipients else ""
    sentence = f"Cadangan ditulis ke {destination}: {m.versions} versi, {len(m.files)} berkas{how}."
    if m.flaws:
        sentence += (
            " TETAPI keadaan ini TIDAK utuh: lihat di atas. Cadangan ini ditandai. Simpan cadangan yang lebih lama; di "
            "dalamnya yang hilang mungkin masih ada, dan restore-backup memasangnya kembali."
        )
    current = m.current
    if current is not None and not store.is_whole(current):
        sentence += f" Perhatian: berkas versi {current} rusak sejak diterbitkan; jalankan rebuild, lalu backup lagi."
    return sentence
