"""Where published versions live and how one is opened, begun and made current. The only module that knows.

A version is an immutable numbered DuckDB file; TERKINI names the current one and is replaced
atomically. Another store with snapshots can stand in the place of this module. A finished version or record
is never deleted or overwritten but by the retention rule; what is in the way is set aside, renamed.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from filelock import FileLock, Timeout

from etl.acuan import find_data_folder
from etl.store import connections
from etl.store.attach import attach, create_file, is_current_format, open_draft
from etl.store.faults import PointerDamaged, StoreBusy, StoreDamaged, VersionInUse, explain_unopened, say_cause
from etl.store.files import (
    PREVIEWS,
    RESTORE_PLAN,
    TEMPORARY,
    copy_private,
    hash_file,
    is_temporary,
    make_folder,
    set_aside,
    sync_file,
    sync_folder,
    tighten_modes,
    write_atomic,
)
from etl.store.pointer import NOTHING_YET, Numbers
from etl.store.records import Record, Records, name_record
from etl.store.workbooks import Workbooks

if TYPE_CHECKING:
    from etl.store.lake.shared import Shared

_SECRET_FILE = 32  # bytes; anything else is no key

_fingerprints: dict[str, str] = {}  # hash of a file that was read once, by what the file is; renaming changes nothing
_readable: dict[tuple[Path, str], bool] = {}  # whether a file without a record can be opened


class Store:
    """The store in one state folder. An empty or missing folder is a valid start."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = Path(os.path.abspath(folder)) if folder else find_data_folder()
        self.versions_folder = self.folder / "terbitan"
        self.archive_folder = self.folder / "arsip"
        self.records = Records(self.archive_folder)
        self.workbooks = Workbooks(self.archive_folder, self.folder)
        self._pointer = self.versions_folder / "TERKINI"
        self.shared = _find_shared() if folder is None else None

    # ── what is there ────────────────────────────────────────────────────────────────────

    def find_current(self) -> int | None:
        """Number of the current version; None when nothing is published. Raises StoreDamaged when it cannot be told."""
        as_typed = self._written()
        known = self.read_numbers() if as_typed is None else Numbers(as_typed, frozenset(), frozenset())
        if known.pointed is None:
            if (error := known.damage()) is not None:
                raise PointerDamaged(error)
            return None
        if known.pointed == NOTHING_YET:
            return None
        if not self.find_path(known.pointed).exists():
            raise StoreDamaged(f"Versi {known.pointed} ditunjuk TERKINI tetapi berkasnya tidak ada. Jalankan rebuild.")
        return known.pointed

    def read_numbers(self) -> Numbers:
        """The pointer and all numbers that have a file or a record."""
        file = frozenset(name_record(self.versions_folder, ".duckdb"))
        return Numbers(self._written(), file, frozenset(self.records.numbers()))

    def find_damage(self) -> str | None:
        """Why nothing may be written, a sentence for staff; None when all is well."""
        return self._find_interrupted_restore() or self.read_numbers().damage()

    def _find_interrupted_restore(self) -> str | None:
        if not (self.folder / RESTORE_PLAN).exists():
            return None
        return (
            "Pemulihan dari cadangan terputus di tengah; tidak ada yang boleh ditulis sebelum selesai. "
            "Hentikan dasbor, lalu jalankan lagi restore-backup dengan folder yang sama."
        )

    def _written(self) -> str | None:
        try:
            return self._pointer.read_bytes()[:200].decode("ascii", "replace").strip()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreDamaged(f"Folder {self.folder} tidak dapat dibaca ({say_cause(error)}).") from error

    def list_versions(self) -> list[int]:
        """Numbers of all versions that can be opened, ascending; never one that was not finished."""
        current = self.find_current()
        return (
            [] if current is None else sorted(n for n in name_record(self.versions_folder, ".duckdb") if n <= current)
        )

    def find_path(self, number: int) -> Path:
        """The file of a version; of a draft's preview where the number is below nought (unpublished/previews.py)."""
        if number < 0:
            return self.folder / PREVIEWS / f"{number}.duckdb"
        return self.versions_folder / f"{number:06d}.duckdb"

    def find_newest_whole(self) -> tuple[int | None, str]:
        """The version to show to readers, and why it is not the current one ("" when it is).

        (None, "") when nothing is published, (None, reason) when no whole version is left.
        """
        try:
            current = self.find_current()
            if current is None or self.is_whole(current):
                return current, ""
            cause = f"Berkas versi {current} rusak atau berubah sejak diterbitkan. Jalankan rebuild."
        except StoreDamaged as error:
            cause = str(error)
        for number in sorted(name_record(self.versions_folder, ".duckdb"), reverse=True):
            if self.is_whole(number):
                return number, cause
        return None, cause

    def is_whole(self, number: int) -> bool:
        """The version's file can be opened and is the one that was recorded, where there is a record."""
        path = self.find_path(number)
        try:
            file = _identify(path)
        except OSError:
            return False
        if recorded := self.records.hashes(number):
            if file not in _fingerprints:
                _fingerprints[file] = hash_file(path)
            return _fingerprints[file] in recorded
        key = (path, file)
        if key not in _readable:
            try:
                _readable[key] = connections.can_be_read(path)
            except VersionInUse:  # not damaged, as far as anybody can tell; looked at again next time
                return True
        return _readable[key]

    def is_recorded(self, number: int) -> bool:
        """Record and file are there and match."""
        path = self.find_path(number)
        return path.exists() and hash_file(path) in self.records.hashes(number)

    def identify(self, number: int, draft: Path | None = None) -> str:
        """What the version's file is, not what it is called: another file under the same number has another one.
        `draft`: where it lies as long as it has not its place.

        Costs one look at the file. Raises KeyError when there is no such file.
        """
        try:
            return f"{number}-{_identify(draft or self.find_path(number))}"
        except OSError:
            raise KeyError(number) from None

    # ── open ─────────────────────────────────────────────────────────────────────────────

    def open_version(self, number: int) -> duckdb.DuckDBPyConnection:
        """A cursor on a version, read-only. One connection per version's file lives in the process.

        Raises KeyError when there is no such version.
        """
        return connections.open_cursor(self.find_path(number), self.identify(number), partial(self._check, number))

    def lend_version(
        self, number: int, kind: Hashable, prepare: Callable[[duckdb.DuckDBPyConnection], None]
    ) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """The same for a while: one that was given back, else a new one that `prepare` made ready; `kind` tells those
        apart that were made ready in another way. Nobody keeps it."""
        path, check = self.find_path(number), partial(self._check, number)
        return connections.lend_cursor(path, self.identify(number), check, kind, prepare)

    def open_together(self, numbers: Sequence[int]) -> AbstractContextManager[None]:
        """While it lasts, those of these versions that are not open share one database, which nobody keeps. Raises
        KeyError."""
        return connections.open_together([(self.find_path(n), self.identify(n)) for n in numbers])

    def _check(self, number: int) -> None:
        if not self.may_be_shown(number):
            raise KeyError(number)

    def may_be_shown(self, number: int) -> bool:
        if number < 0:
            return self.find_path(number).exists()
        try:
            return number in self.list_versions()
        except StoreDamaged:  # then the newest whole version is shown
            return self.is_whole(number)

    def attach(self, con: duckdb.DuckDBPyConnection, number: int, name: str) -> None:
        """Attach a version read-only under a name."""
        attach(con, self.find_path(number), name)

    # ── begin, make current, take back ───────────────────────────────────────────────────

    @contextmanager
    def lock(self, patience: float = 10) -> Iterator[None]:
        """One publisher at a time, on all servers where a catalog is shared; then the folder is the catalog's newest.
        The locks are the operating system's and PostgreSQL's: a crash releases them."""
        with self.lock_folder(patience), nullcontext() if self.shared is None else self.shared.hold(self, patience):
            yield

    def catch_up(self, patience: float = 10) -> None:
        """Fetch what other servers published; nothing where no catalog is shared. Raises StoreBusy or StoreDamaged."""
        if self.shared is not None:
            with self.lock_folder(patience):
                self.shared.catch_up(self)

    @contextmanager
    def lock_folder(self, patience: float = 10) -> Iterator[None]:
        """One writer of this folder at a time, whatever other servers do."""
        if (error := self._find_interrupted_restore()) is not None:
            raise StoreDamaged(error)
        try:
            make_folder(self.versions_folder)
            make_folder(self.archive_folder)
            held = FileLock(self.versions_folder / ".kunci", timeout=patience, mode=0o600)
            held.acquire()
            tighten_modes(self.folder)
        except Timeout as error:
            raise StoreBusy("Orang lain sedang menerbitkan. Tunggu sebentar, lalu coba lagi.") from error
        except OSError as error:
            raise StoreDamaged(f"Folder {self.folder} tidak dapat ditulisi ({say_cause(error)}).") from error
        try:
            yield
        finally:
            held.release()

    def settle(self) -> None:
        """Make the folder ready for writing; the caller holds the lock. Raises PointerDamaged when it is not safe.

        A publication that was interrupted after its record and its file were finished becomes current; what else a
        killed publisher left is set aside, renamed.
        """
        known = self.read_numbers()
        if (error := known.damage()) is not None:
            raise PointerDamaged(error)
        try:
            for number in known.above:
                if self.is_recorded(number):
                    self.point_to(number)
                else:
                    self.put_aside(number)
            set_aside(self.folder, self._unfinished())
        except OSError as fault:
            raise StoreDamaged(
                f"Folder {self.folder} tidak dapat ditulisi ({say_cause(fault)}). Data yang terbit tidak berubah."
            ) from fault

    def list_leftovers(self) -> list[Path]:
        """What a killed publisher left behind: unfinished files, versions and records beyond the pointer."""
        beyond = [p for n in self.read_numbers().above for p in (self.find_path(n), self.records.path(n)) if p.exists()]
        return [*beyond, *self._unfinished()]

    def _unfinished(self) -> list[Path]:
        return [
            p
            for folder in (self.versions_folder, self.archive_folder, self.folder)
            for p in folder.glob(f"*{TEMPORARY}*")
            if is_temporary(p.name)
        ]

    def put_aside(self, number: int) -> list[Path]:
        """Rename a version's file, its record and the notes beside it; where each is now."""
        return self.put_file_aside(number) + set_aside(
            self.folder, [p for p in (self.records.path(number), *self.records.beside(number)) if p.exists()]
        )

    def put_file_aside(self, number: int) -> list[Path]:
        """Rename a version's file; nothing when there is none."""
        connections.forget(self.find_path(number))
        return set_aside(self.folder, [p for p in (self.find_path(number),) if p.exists()])

    def begin(self) -> int:
        """The number of the next version; the caller holds the lock. An empty folder gets its pointer first."""
        current = self.find_current()
        if current is None:
            self.point_to(NOTHING_YET)
        return (current or NOTHING_YET) + 1

    def find_draft(self, number: int) -> Path:
        """Where the file of the next version is built. The caller holds the lock."""
        return self.find_path(number).with_suffix(".duckdb" + TEMPORARY)

    def start_file(
        self, number: int, start_from: int | None = None, destination: Path | None = None
    ) -> duckdb.DuckDBPyConnection:
        """A writable draft of a version: a copy of version `start_from`, or empty. `destination`: see build_file."""
        destination = destination or self.find_draft(number)
        if start_from is not None:
            copy_private(self.find_path(start_from), destination)
        return create_file(destination)

    def extend_version(
        self, number: int, start_from: int, destination: Path | None = None
    ) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        """The same as long as it lasts, with the rules of the field: a copy of version `start_from`."""
        return open_draft(copy_private(self.find_path(start_from), destination or self.find_draft(number)))

    def copy_to_draft(self, content: Path, number: int) -> Path:
        """A draft of a version with the content of a file that was built elsewhere."""
        return copy_private(content, self.find_draft(number))

    def has_current_format(self, number: int) -> bool:
        """Whether the version is written as this release writes. Raises StoreDamaged when it cannot be opened."""
        try:
            return is_current_format(self.find_path(number))
        except duckdb.Error as error:
            raise explain_unopened(number, error) from error

    def seal(self, temporary: Path) -> str:
        """Make a finished draft durable and private; its hash, which nobody has to compute again while it is the same
        file."""
        temporary.chmod(0o600)
        sync_file(temporary)
        found = _fingerprints[_identify(temporary)] = hash_file(temporary)
        return found

    def discard(self, number: int) -> None:
        """Take back what this publisher just wrote for a version that did not become current."""
        draft = self.find_draft(number)
        alone = [draft, draft.with_name(draft.name + ".wal"), self.records.path(number), self.find_path(number)]
        if self.read_numbers().pointed != number:
            with suppress(OSError):  # the next publisher sets it aside
                for p in alone:
                    p.unlink(missing_ok=True)

    def make_current(self, temporary: Path, number: int) -> None:
        """Make a finished file the current version: durable first, then visible; in a shared catalog before here."""
        if self.shared is not None:
            self.shared.publish(self, temporary, number)
        try:
            self.put_back(temporary, number)
            self.point_to(number)
        except OSError as error:
            if self.shared is None:
                raise
            raise StoreDamaged(
                f"Versi {number} sudah terbit di katalog bersama, tetapi belum dapat ditulis di peladen ini "
                f"({say_cause(error)}). Periksa diska; versi itu diambil lagi dari katalog."
            ).for_both(
                f"Versi {number} sudah terbit dan segera tampil di sini; jangan diulang. Bila tidak, hubungi operator."
            ) from error

    def put_back(self, temporary: Path, number: int) -> None:
        """Give a finished file its place; the pointer stays. Raises StoreDamaged where another file is."""
        if self.find_path(number).exists():
            raise StoreDamaged(f"Versi {number} sudah ada dan tidak ditimpa.")
        sync_file(temporary)
        os.replace(temporary, self.find_path(number))
        sync_folder(self.versions_folder)

    def point_to(self, number: int) -> None:
        """Let the pointer name a version. The caller has seen that it is whole."""
        write_atomic(self._pointer, self.find_path(number).name.encode("ascii"))

    def forget_pointer(self) -> None:
        """A pointer that names nothing that can be trusted is set aside."""
        set_aside(self.folder, [p for p in (self._pointer,) if p.exists()])

    def prune(self, kept: int) -> list[int]:
        """Remove version files but the newest `kept` (0 = keep all); their numbers. Never anything of the archive,
        from which `rebuild` brings them back. A file that somebody holds open on Windows waits for the next time.

        Counted from the newest number that has file and record; a file without a record is kept, since nothing
        could bring it back. What goes is declared beside its record first, so that `verify` can tell it from a loss.
        Files that a replay starts from, because older workbooks have expired, stay.
        """
        needed = self.records.reached_back(base) if (base := self.records.base()) else set()
        recorded = [n for n in self.list_versions() if n not in needed and self.records.read(n) is not None]
        missing = []
        for number in recorded[:-kept] if kept else []:
            connections.forget(self.find_path(number))
            self.records.declare_pruned(number, kept, dt.datetime.now().astimezone().replace(microsecond=0))
            try:
                self.find_path(number).unlink()
            except PermissionError:
                continue
            missing.append(number)
        return missing

    def replace_file(self, temporary: Path, number: int) -> None:
        """Put a finished file in the place of a version: only for masking numbers of people (redact.py)."""
        connections.forget(self.find_path(number))
        os.replace(temporary, self.find_path(number))
        sync_folder(self.versions_folder)

    def remove_workbook(self, record: Record) -> None:
        """Remove a workbook that has expired, after that was declared; where a catalog is shared, there too."""
        self.workbooks.remove(record)
        if self.shared is not None:
            self.shared.remove_workbook(record)

    # ── beside the versions ──────────────────────────────────────────────────────────────

    def make_scratch_folder(self) -> tempfile.TemporaryDirectory[str]:
        """A folder beside the versions for what is being built; the next publisher sets aside what a kill leaves."""
        return tempfile.TemporaryDirectory(prefix="bangun-", suffix=TEMPORARY, dir=self.versions_folder)

    def read_secret(self) -> bytes | None:
        """The secret that turns people into peserta_id; None before the first publication, or when it is lost."""
        try:
            content = (self.folder / "kunci").read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreDamaged(f"Berkas kunci di {self.folder} tidak dapat dibaca ({say_cause(error)}).") from error
        return content if len(content) == _SECRET_FILE else None

    def save_secret(self, key: bytes) -> None:
        """Keep the secret of the first publication; one that is there stays, a damaged one is set aside."""
        path = self.folder / "kunci"
        if self.read_secret() is None:
            set_aside(self.folder, [p for p in (path,) if p.exists()])
            write_atomic(path, key)


def _identify(path: Path) -> str:
    """What a file is, wherever it lies. Raises OSError."""
    s = path.stat()
    return f"{s.st_ino:x}-{s.st_size:x}-{s.st_mtime_ns:x}"


def _find_shared() -> Shared | None:
    """The catalog that several servers share, where the operator set one; else nothing of it is loaded."""
    setting = os.environ.get("KOPERASI_STORE", "").strip()
    if setting in ("", "files"):
        return None
    from etl.store.lake.shared import Shared

    return Shared(setting)
