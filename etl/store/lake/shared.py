"""Several servers, one catalog: what a store does beyond its own folder when the operator set KOPERASI_STORE.

The catalog says what is published; each server keeps every version as a file of its own, exactly as without a catalog,
so pages, checks, backups and proofs read these files and never wait for anybody. A publication holds the locks of
held.py, brings the folder up to the catalog, is built in a file as ever, and is written into the lake before that file
becomes current here. A kill in between leaves a version that is published and not here yet: the next look fetches it.
"""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from etl.store.faults import UNREACHABLE, StoreBusy, StoreDamaged
from etl.store.lake.address import parse_address
from etl.store.lake.archive import Archive
from etl.store.lake.care import by_itself
from etl.store.lake.ledger import Entry
from etl.store.lake.local import Local
from etl.store.lake.visit.kept import find_area, open_session
from etl.store.lake.visit.line import CatalogSilent
from etl.store.lake.visit.session import WRITING, Session
from etl.store.lake.write import UNCHANGED, Content, read_content, write_version
from etl.store.records import Record

_log = logging.getLogger(__name__)
watched = threading.Event()  # a server looks after the lake beside its other work, see watch.py


class Shared:
    """The catalog that a setting names, seen from one store."""

    def __init__(self, setting: str) -> None:
        self._setting = setting
        self._session: Session | None = None
        self._newest: Entry | None = None
        self._published: Entry | None = None

    @contextmanager
    def hold(self, local: Local, patience: float) -> Iterator[None]:
        """One publisher at a time in this area, on all servers; meanwhile the folder is the catalog's newest. The
        caller holds the folder's own lock. Raises StoreBusy, or StoreDamaged where the catalog cannot be used."""
        with ExitStack() as visit:
            with told_to_both():
                session = visit.enter_context(open_session(self._setting))
                session.hold_area(patience)
                self._newest = catch_up(local, session)
            self._session, self._published = session, None
            try:
                yield
            finally:
                self._session = None
            _look_after(local, session, self._published)

    def catch_up(self, local: Local) -> None:
        """Fetch what others published. The caller holds the folder's own lock."""
        with told_to_both(), open_session(self._setting) as session:
            catch_up(local, session)

    def publish(self, local: Local, file: Path, number: int) -> None:
        """Write a finished version and its record, which the archive of this server holds already, into the lake.

        Inside `hold`. Raises StoreDamaged: discarded where surely nothing was published; where that is not known the
        next look at the catalog settles it."""
        with told_to_both():
            self._publish(local, file, number)

    def _publish(self, local: Local, file: Path, number: int) -> None:
        if self._session is None:
            raise StoreDamaged(f"Tidak diterbitkan: kunci katalog bersama tidak dipegang. {UNCHANGED}")
        text = local.records.path(number).read_bytes().decode()
        try:
            record: Record = json.loads(text)
            Archive(self._session.address, self._session.area).keep(local, record)
            before, published = _find_before(local, number), self._find_published(number)
            content = read_content(file, before, published, str(record["sha256_terbitan"]))
            self._session.hold_all()
        except (StoreDamaged, OSError):
            local.discard(number)
            raise
        try:
            _write(self._session, local, file, number, text, content)
        finally:
            self._session.release_all()
        self._published = Entry(number, text, name_server(), duckdb.__version__, content.new)

    def _find_published(self, number: int) -> Entry | None:
        """The version before, as it was found when the area's lock was taken: nobody else can have published since."""
        return self._newest if self._newest is not None and self._newest.number == number - 1 else None

    def find_newest(self) -> int:
        """The newest version in the catalog; 0 = none. Raises StoreDamaged where it does not answer."""
        with open_session(self._setting) as session:
            return session.find_newest()

    def remove_workbook(self, record: Record) -> None:
        """Erase a workbook whose time is over. Raises OSError."""
        address = parse_address(self._setting)
        if address is not None:
            Archive(address, find_area()).remove(record)


@contextmanager
def told_to_both() -> Iterator[None]:
    """What catalog, bucket or packages refuse is said to the operator; staff read what concerns them. Who publishes
    elsewhere right now is said to both alike."""
    try:
        yield
    except StoreBusy:
        raise
    except StoreDamaged as error:
        error.for_both(UNREACHABLE)
        raise


def name_server() -> str:
    return socket.gethostname()


def _look_after(local: Local, session: Session, published: Entry | None) -> None:
    """After a publication, which is done whatever becomes of this."""
    try:
        if published is not None:
            session.keep_published(published)
        note_held(local, session)
        if not watched.is_set():
            by_itself.look_after(session)
    except StoreDamaged as error:
        _log.warning("Perawatan katalog bersama tertunda: %s", error)


def note_held(local: Local, session: Session) -> None:
    """Say up to which version this folder has all; a word that lapses if it is not renewed. A state folder is known by
    its machine and its place: two of one machine are two servers."""
    session.note_held(f"{name_server()}:{local.folder}", local.read_numbers().pointed or 0)


# ── publish ──


def _find_before(local: Local, number: int) -> Path | None:
    """The file of the version before, where there is one."""
    before = local.find_path(number - 1)
    return before if before.exists() else None


def _write(session: Session, local: Local, file: Path, number: int, text: str, content: Content) -> None:
    committing, given_up = threading.Event(), threading.Event()

    def assure() -> None:
        """The last moment at which nothing is written yet: also of a catalog that answers when nobody waits for it."""
        committing.set()
        if given_up.is_set():
            raise CatalogSilent("Katalog bersama menjawab terlambat.")
        session.assure()

    def work(con: duckdb.DuckDBPyConnection) -> None:
        there = session.list_tables(con)
        write_version(con, session.area, number, text, file, None, name_server(), assure, content, there)

    try:
        session.ask_lake(work, WRITING, is_new=True)
    except StoreDamaged as error:
        given_up.set()  # before the question whether it was about to
        if committing.is_set() and isinstance(error, CatalogSilent):
            raise CatalogSilent(f"{error} {_say_open(number)}").for_both(_say_open(number)) from error
        if not (committing.is_set() and _is_written(session, number, text)):
            local.discard(number)
            raise
    finally:
        given_up.set()


def _is_written(session: Session, number: int, text: str) -> bool:
    """What became of a version whose commit failed: its answer may have been lost. Raises CatalogSilent."""
    try:
        with Session(session.address, session.area) as fresh:
            found = fresh.read_entries(number)
    except StoreDamaged as error:
        raise CatalogSilent(f"{error} {_say_open(number)}").for_both(_say_open(number)) from error
    return any(e.number == number and e.text == text for e in found)


def _say_open(number: int) -> str:
    return (
        f"Apakah versi {number} sempat terbit belum dapat dipastikan; begitu gudang bersama menjawab lagi, dasbor "
        "menampilkan keadaan yang benar. Lihat Riwayat sebelum mengulang."
    )


# ── fetch ──


def catch_up(local: Local, session: Session) -> Entry | None:
    """Make the catalog's versions those of this folder, one after the other; a kill leaves it at one of them. The
    newest one; None where there is none yet, or the folder is damaged."""
    numbers = local.read_numbers()
    if numbers.damage() is not None:  # said by whoever needs it whole; mended by rebuild or tunjuk
        return None
    pointed = numbers.pointed or 0
    note_held(local, session)
    entries = session.read_entries(max(pointed, 1))
    if pointed:
        _refuse_other_history(local, pointed, entries)
    archive = Archive(session.address, session.area)
    if entries:
        if numbers.pointed is None:  # a version that is lost here is brought back by rebuild, which comes by here
            local.begin()
        archive.bring_key(local)
    newer = [e for e in entries if e.number > pointed]
    for entry in newer:
        _take(local, session, archive, entry)
    if newer:
        note_held(local, session)
    return entries[-1] if entries else None


def _refuse_other_history(local: Local, pointed: int, entries: list[Entry]) -> None:
    path = local.records.path(pointed)
    there = entries[0] if entries and entries[0].number == pointed else None
    if there is None or (path.exists() and path.read_bytes() != there.record):
        raise StoreDamaged(
            f"Folder {local.folder} memuat versi {pointed} yang tidak ada di katalog bersama. Bila folder ini belum "
            "pernah dipindahkan, atau versi itu terbit tanpa KOPERASI_STORE, jalankan move --to tanpa KOPERASI_STORE; "
            "bila ini folder lama, buat cadangannya, pindahkan terbitan/ dan arsip/ dari situ, lalu mulai lagi. "
            f"{UNCHANGED}"
        )


def _take(local: Local, session: Session, archive: Archive, entry: Entry) -> None:
    number = entry.number
    if _finish(local, entry):
        return
    with local.make_scratch_folder() as folder:
        file = Path(folder) / f"{number:06d}.duckdb"
        is_there = session.write_file(entry, file)
        local.put_aside(number)
        archive.bring(local, json.loads(entry.text))
        local.records.take_over(number, entry.record, local.seal(file) if is_there else "", entry.server)
        if is_there:
            local.put_back(file, number)
        local.point_to(number)


def _finish(local: Local, entry: Entry) -> bool:
    """Whether this server wrote the version itself and was killed before it became current here: it does so now."""
    number, path = entry.number, local.records.path(entry.number)
    if not path.exists() or path.read_bytes() != entry.record:
        return False
    draft = local.find_draft(number)
    if draft.exists() and not local.find_path(number).exists() and local.seal(draft) in local.records.hashes(number):
        local.put_back(draft, number)
    if not local.is_recorded(number):
        return False
    local.point_to(number)
    return True
