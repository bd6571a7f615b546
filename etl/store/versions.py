"""Where published versions live and how one is opened, begun and made current. The only module that knows.

A version is an immutable numbered DuckDB file; TERKINI names the current one and is replaced
atomically. Another store with snapshots can stand in the place of this module. A finished version or record
is never deleted or overwritten but by the retention rule; what is in the way is set aside, renamed.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl import rules
from etl.acuan import find_data_folder
from etl.store.attach import attach, create_file, is_current_format, quote_name
from etl.store.faults import ParticipantKeyLost as ParticipantKeyLost
from etl.store.faults import PointerDamaged as PointerDamaged
from etl.store.faults import StoreBusy as StoreBusy
from etl.store.faults import StoreDamaged as StoreDamaged
from etl.store.files import TEMPORARY, hash_file, make_folder, set_aside, sync_file, sync_folder, tighten_modes
from etl.store.files import write_atomic as write_atomic
from etl.store.pointer import NOTHING_YET, Numbers
from etl.store.records import Records, name_record

_MAX_OPEN = 6
_SECRET_FILE = 32  # bytes; anything else is no key
_VERSION = "versi"  # name of the attached version inside its connection

# What a connection shows is known by the file, not by its number: after a backup was put back, the number names
# another file.
_connections: OrderedDict[tuple[Path, str], duckdb.DuckDBPyConnection] = OrderedDict()
_fingerprints: dict[tuple[Path, str], str] = {}  # hash of a file that was read once
_terbaca: dict[tuple[Path, str], bool] = {}  # whether a file without a record can be opened
_connections_lock = threading.Lock()


class Store:
    """The store in one state folder. An empty or missing folder is a valid start."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = Path(os.path.abspath(folder)) if folder else find_data_folder()
        self.terbitan = self.folder / "terbitan"
        self.arsip = self.folder / "arsip"
        self.records = Records(self.arsip)
        self._pointer = self.terbitan / "TERKINI"

    # ── what is there ────────────────────────────────────────────────────────────────────

    def terkini(self) -> int | None:
        """Number of the current version; None when nothing is published. Raises GudangRusak when it cannot be told."""
        tertulis = self._written()
        ada = self.numbers() if tertulis is None else Numbers(tertulis, frozenset(), frozenset())
        if ada.pointed is None:
            if (salah := ada.damage()) is not None:
                raise PointerDamaged(salah)
            return None
        if ada.pointed == NOTHING_YET:
            return None
        if not self.path(ada.pointed).exists():
            raise StoreDamaged(f"Versi {ada.pointed} ditunjuk TERKINI tetapi berkasnya tidak ada. Jalankan rebuild.")
        return ada.pointed

    def numbers(self) -> Numbers:
        """The pointer and all numbers that have a file or a record."""
        berkas = frozenset(name_record(self.terbitan, ".duckdb"))
        return Numbers(self._written(), berkas, frozenset(self.records.numbers()))

    def damage(self) -> str | None:
        """Why nothing may be written, a sentence for staff; None when all is well."""
        return self.numbers().damage()

    def _written(self) -> str | None:
        try:
            return self._pointer.read_bytes()[:200].decode("ascii", "replace").strip()
        except FileNotFoundError:
            return None
        except OSError as salah:
            raise StoreDamaged(f"Folder {self.folder} tidak dapat dibaca ({salah.strerror}).") from salah

    def nomor(self) -> list[int]:
        """Numbers of all versions that can be opened, ascending; never one that was not finished."""
        kini = self.terkini()
        return [] if kini is None else sorted(n for n in name_record(self.terbitan, ".duckdb") if n <= kini)

    def path(self, nomor: int) -> Path:
        return self.terbitan / f"{nomor:06d}.duckdb"

    def newest_whole(self) -> tuple[int | None, str]:
        """The version to show to readers, and why it is not the current one ("" when it is).

        (None, "") when nothing is published, (None, reason) when no whole version is left.
        """
        try:
            kini = self.terkini()
            if kini is None or self.is_whole(kini):
                return kini, ""
            sebab = f"Berkas versi {kini} rusak atau berubah sejak diterbitkan. Jalankan rebuild."
        except StoreDamaged as salah:
            sebab = str(salah)
        for nomor in sorted(name_record(self.terbitan, ".duckdb"), reverse=True):
            if self.is_whole(nomor):
                return nomor, sebab
        return None, sebab

    def is_whole(self, nomor: int) -> bool:
        """The version's file can be opened and is the one that was recorded, where there is a record."""
        try:
            kunci = (self.path(nomor), self.identitas(nomor))
        except KeyError:
            return False
        if catatan := self.records.hashes(nomor):
            if kunci not in _fingerprints:
                _fingerprints[kunci] = hash_file(kunci[0])
            return _fingerprints[kunci] in catatan
        if kunci not in _terbaca:
            _terbaca[kunci] = _can_be_read(kunci[0])
        return _terbaca[kunci]

    def is_recorded(self, nomor: int) -> bool:
        """Record and file are there and match."""
        path = self.path(nomor)
        return path.exists() and hash_file(path) in self.records.hashes(nomor)

    def identitas(self, nomor: int) -> str:
        """What the version's file is, not what it is called: another file under the same number has another one.

        Costs one look at the file. Raises KeyError when there is no such file.
        """
        try:
            s = self.path(nomor).stat()
        except OSError:
            raise KeyError(nomor) from None
        return f"{nomor}-{s.st_ino:x}-{s.st_size:x}-{s.st_mtime_ns:x}"

    # ── open ─────────────────────────────────────────────────────────────────────────────

    def open_version(self, nomor: int) -> duckdb.DuckDBPyConnection:
        """A cursor on a version, read-only. One connection per version's file lives in the process.

        Raises KeyError when there is no such version.
        """
        path = self.path(nomor)
        with _connections_lock:
            kunci = (path, self.identitas(nomor))
            if kunci not in _connections:
                if not self._may_be_shown(nomor):
                    raise KeyError(nomor)
                _forget(path)
                _connections[kunci] = _connect(path)
                while len(_connections) > _MAX_OPEN:
                    _connections.popitem(last=False)  # closes when its last cursor goes
            _connections.move_to_end(kunci)
            return _cursor(_connections[kunci])

    def _may_be_shown(self, nomor: int) -> bool:
        try:
            return nomor in self.nomor()
        except StoreDamaged:  # then the newest whole version is shown
            return self.is_whole(nomor)

    def attach(self, con: duckdb.DuckDBPyConnection, nomor: int, nama: str) -> None:
        """Attach a version read-only under a name."""
        attach(con, self.path(nomor), nama)

    # ── begin, make current, take back ───────────────────────────────────────────────────

    @contextmanager
    def kunci(self, tunggu: float = 10) -> Iterator[None]:
        """One publisher at a time. The lock is the operating system's: a crash releases it."""
        try:
            make_folder(self.terbitan)
            make_folder(self.arsip)
            gembok = FileLock(self.terbitan / ".kunci", timeout=tunggu, mode=0o600)
            gembok.acquire()
            tighten_modes(self.folder)
        except Timeout as salah:
            raise StoreBusy("Orang lain sedang menerbitkan. Tunggu sebentar, lalu coba lagi.") from salah
        except OSError as salah:
            raise StoreDamaged(f"Folder {self.folder} tidak dapat ditulisi ({salah.strerror}).") from salah
        try:
            yield
        finally:
            gembok.release()

    def settle(self) -> None:
        """Make the folder ready for writing; the caller holds the lock. Raises PointerDamaged when it is not safe.

        A publication that was interrupted after its record and its file were finished becomes current; what else a
        killed publisher left is set aside, renamed.
        """
        ada = self.numbers()
        if (salah := ada.damage()) is not None:
            raise PointerDamaged(salah)
        try:
            for nomor in ada.above:
                if self.is_recorded(nomor):
                    self.point_to(nomor)
                else:
                    self.put_aside(nomor)
            set_aside(self.folder, self._unfinished())
        except OSError as gagal:
            raise StoreDamaged(f"Folder {self.folder} tidak dapat ditulisi ({gagal.strerror}). "
                              "Data yang terbit tidak berubah.") from gagal  # fmt: skip

    def sisa(self) -> list[Path]:
        """What a killed publisher left behind: unfinished files, versions and records beyond the pointer."""
        lewat = [p for n in self.numbers().above for p in (self.path(n), self.records.path(n)) if p.exists()]
        return [*lewat, *self._unfinished()]

    def _unfinished(self) -> list[Path]:
        return [p for folder in (self.terbitan, self.arsip, self.folder) for p in folder.glob(f"*{TEMPORARY}*")]

    def put_aside(self, nomor: int) -> list[Path]:
        """Rename a version's file, its record and the notes beside it; where each is now."""
        return self.put_file_aside(nomor) + set_aside(
            self.folder, [p for p in (self.records.path(nomor), *self.records.beside(nomor)) if p.exists()]
        )

    def put_file_aside(self, nomor: int) -> list[Path]:
        """Rename a version's file; nothing when there is none."""
        with _connections_lock:
            _forget(self.path(nomor))
        return set_aside(self.folder, [p for p in (self.path(nomor),) if p.exists()])

    def begin(self) -> int:
        """The number of the next version; the caller holds the lock. An empty folder gets its pointer first."""
        kini = self.terkini()
        if kini is None:
            self.point_to(NOTHING_YET)
        return (kini or NOTHING_YET) + 1

    def draft(self, nomor: int) -> Path:
        """Where the file of the next version is built. The caller holds the lock."""
        return self.path(nomor).with_suffix(".duckdb" + TEMPORARY)

    def start_file(self, nomor: int, dari: int | None = None) -> duckdb.DuckDBPyConnection:
        """A writable draft of a version: a copy of version `dari`, or empty."""
        tujuan = self.draft(nomor)
        if dari is not None:
            shutil.copyfile(self.path(dari), tujuan)
        return create_file(tujuan)

    def copy_to_draft(self, isi: Path, nomor: int) -> Path:
        """A draft of a version with the content of a file that was built elsewhere."""
        return Path(shutil.copyfile(isi, self.draft(nomor)))

    def has_current_format(self, nomor: int) -> bool:
        """Whether the version is written as this release writes. Raises GudangRusak when it cannot be opened."""
        try:
            return is_current_format(self.path(nomor))
        except duckdb.Error as salah:
            raise StoreDamaged(f"Versi {nomor} tidak dapat dibuka; berkasnya rusak. Jalankan rebuild.") from salah

    def seal(self, sementara: Path) -> str:
        """Make a finished draft durable and private; its hash."""
        sementara.chmod(0o600)
        sync_file(sementara)
        return hash_file(sementara)

    def discard(self, nomor: int) -> None:
        """Take back what this publisher just wrote for a version that did not become current."""
        draf = self.draft(nomor)
        sendiri = [draf, draf.with_name(draf.name + ".wal"), self.records.path(nomor), self.path(nomor)]
        if self.numbers().pointed != nomor:
            with suppress(OSError):  # the next publisher sets it aside
                for p in sendiri:
                    p.unlink(missing_ok=True)

    def make_current(self, sementara: Path, nomor: int) -> None:
        """Make a finished file the current version: durable first, then visible."""
        self.put_back(sementara, nomor)
        self.point_to(nomor)

    def put_back(self, sementara: Path, nomor: int) -> None:
        """Give a finished file its place; the pointer stays. Raises GudangRusak where another file is."""
        if self.path(nomor).exists():
            raise StoreDamaged(f"Versi {nomor} sudah ada dan tidak ditimpa.")
        sync_file(sementara)
        os.replace(sementara, self.path(nomor))
        sync_folder(self.terbitan)

    def point_to(self, nomor: int) -> None:
        """Let the pointer name a version. The caller has seen that it is whole."""
        write_atomic(self._pointer, self.path(nomor).name.encode("ascii"))

    def forget_pointer(self) -> None:
        """A pointer that names nothing that can be trusted is set aside."""
        set_aside(self.folder, [p for p in (self._pointer,) if p.exists()])

    def prune(self, simpan: int) -> list[int]:
        """Remove version files but the newest `simpan` (0 = keep all); their numbers. Never anything of the archive,
        from which `rebuild` brings them back. A file that somebody holds open on Windows waits for the next time.

        Counted from the newest number that has file and record; a file without a record is kept, since nothing
        could bring it back.
        """
        tercatat = [n for n in self.nomor() if self.records.read(n) is not None]
        hilang = []
        for nomor in tercatat[:-simpan] if simpan else []:
            with _connections_lock:
                _forget(self.path(nomor))
            try:
                self.path(nomor).unlink()
            except PermissionError:
                continue
            hilang.append(nomor)
        return hilang

    def ganti(self, sementara: Path, nomor: int) -> None:
        """Put a finished file in the place of a version: only for masking numbers of people (redact.py)."""
        with _connections_lock:
            _forget(self.path(nomor))
        os.replace(sementara, self.path(nomor))
        sync_folder(self.terbitan)

    # ── beside the versions ──────────────────────────────────────────────────────────────

    def workbook(self, sha256: str) -> Path | None:
        """The untouched workbook in the archive; None when the operator moved it away."""
        ada = sorted(p for p in self.arsip.glob(f"{sha256}.*") if p.suffix != TEMPORARY)
        return ada[0] if ada else None

    def archive(self, nama: str, data: bytes, sha256: str) -> None:
        """Keep an untouched workbook in the archive under a name; what stands there and is no longer that is set aside."""
        path = self.arsip / nama
        if path.exists() and hash_file(path) == sha256:
            return
        set_aside(self.folder, [p for p in (path,) if p.exists()])
        write_atomic(path, data)

    def read_secret(self) -> bytes | None:
        """The secret that turns people into peserta_id; None before the first publication, or when it is lost."""
        try:
            isi = (self.folder / "kunci").read_bytes()
        except FileNotFoundError:
            return None
        except OSError as salah:
            raise StoreDamaged(f"Berkas kunci di {self.folder} tidak dapat dibaca ({salah.strerror}).") from salah
        return isi if len(isi) == _SECRET_FILE else None

    def save_secret(self, kunci: bytes) -> None:
        """Keep the secret of the first publication; one that is there stays, a damaged one is set aside."""
        path = self.folder / "kunci"
        if self.read_secret() is None:
            set_aside(self.folder, [p for p in (path,) if p.exists()])
            write_atomic(path, kunci)


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A database in memory of its own that attaches the version read-only.

    Opening the path itself would give the database that is already open in this process, also when another file
    stands there since.
    """
    try:
        con = duckdb.connect(":memory:", config={"threads": "2", "memory_limit": "1GB"})
        attach(con, path, _VERSION)
        con.execute(f"use {quote_name(_VERSION)}")
        rules.install_rules(con)
        con.execute("set enable_external_access = false")
        return con
    except duckdb.Error as salah:
        raise StoreDamaged(f"Versi {int(path.stem)} tidak dapat dibuka; berkasnya rusak. Jalankan rebuild.") from salah


def _cursor(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """A cursor that takes names from the version; each cursor has to be told."""
    cursor = con.cursor()
    cursor.execute(f"use {quote_name(_VERSION)}")
    return cursor


def _can_be_read(path: Path) -> bool:
    try:
        con = _connect(path)
    except StoreDamaged:
        return False
    con.close()
    return True


def _forget(path: Path) -> None:
    """Connections to a file that is gone or another one; each closes when its last cursor goes."""
    for kunci in [k for k in _connections if k[0] == path]:
        del _connections[kunci]
