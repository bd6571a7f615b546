"""Where published versions live and how one is opened. The only module that knows.

A version is an immutable numbered DuckDB file; TERKINI names the current one and is replaced
atomically. Another store with snapshots can stand in the place of this module.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl import rules
from etl.acuan import data_folder

_BUKA_PALING_BANYAK = 6
_koneksi: OrderedDict[Path, duckdb.DuckDBPyConnection] = OrderedDict()
_gembok = threading.Lock()


class GudangRusak(Exception):
    """The store cannot be read or written; the text is for the operator, in Indonesian."""


class SedangDipakai(GudangRusak):
    """Somebody else is publishing right now."""


class Gudang:
    """The store in one state folder. An empty or missing folder is a valid start."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = Path(os.path.abspath(folder)) if folder else data_folder()
        self.terbitan = self.folder / "terbitan"
        self.arsip = self.folder / "arsip"
        self._penunjuk = self.terbitan / "TERKINI"

    def terkini(self) -> int | None:
        """Number of the current version; None when nothing is published."""
        try:
            nama = self._penunjuk.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None
        except OSError as salah:
            raise GudangRusak(f"Folder {self.folder} tidak dapat dibaca ({salah.strerror}).") from salah
        try:
            nomor = int(nama.removesuffix(".duckdb"))
        except ValueError as salah:
            raise GudangRusak(f"Penunjuk TERKINI berisi “{nama[:40]}”, bukan nama versi. Jalankan rebuild.") from salah
        if not self.path(nomor).exists():
            raise GudangRusak(f"Versi {nomor} ditunjuk TERKINI tetapi berkasnya tidak ada. Jalankan rebuild.")
        return nomor

    def nomor(self) -> list[int]:
        """Numbers of all versions that can be opened, ascending; never one that was not finished."""
        kini = self.terkini()
        if kini is None:
            return []
        ada = (int(p.stem) for p in self.terbitan.glob("*.duckdb") if p.stem.isdigit())
        return sorted(n for n in ada if n <= kini)

    def path(self, nomor: int) -> Path:
        return self.terbitan / f"{nomor:06d}.duckdb"

    def identitas(self, nomor: int) -> str:
        """What the file of a version is: another one when it was put in its place. Raises KeyError when there is none."""
        path = self.path(nomor)
        try:
            ini = path.stat()
        except FileNotFoundError as salah:
            raise KeyError(nomor) from salah
        return f"{path} {ini.st_ino} {ini.st_size} {ini.st_mtime_ns}"

    def buka(self, nomor: int) -> duckdb.DuckDBPyConnection:
        """A cursor on a version, read-only. One connection per version lives in the process.

        Raises KeyError when there is no such version.
        """
        path = self.path(nomor)
        with _gembok:
            if path not in _koneksi:
                if nomor not in self.nomor():
                    raise KeyError(nomor)
                _koneksi[path] = _connect(path)
                while len(_koneksi) > _BUKA_PALING_BANYAK:
                    _koneksi.popitem(last=False)  # closes when its last cursor goes
            _koneksi.move_to_end(path)
            return _koneksi[path].cursor()

    @contextmanager
    def kunci(self, tunggu: float = 10) -> Iterator[None]:
        """One publisher at a time. The lock is the operating system's: a crash releases it."""
        try:
            self.terbitan.mkdir(parents=True, exist_ok=True)
            self.arsip.mkdir(parents=True, exist_ok=True)
            gembok = FileLock(self.terbitan / ".kunci", timeout=tunggu)
            gembok.acquire()
        except Timeout as salah:
            raise SedangDipakai("Orang lain sedang menerbitkan. Tunggu sebentar, lalu coba lagi.") from salah
        except OSError as salah:
            raise GudangRusak(f"Folder {self.folder} tidak dapat ditulisi ({salah.strerror}).") from salah
        try:
            yield
        finally:
            gembok.release()

    def kunci_peserta(self) -> bytes | None:
        """The secret that turns people into peserta_id; None before the first publication."""
        path = self.folder / "kunci"
        return path.read_bytes() if path.exists() else None

    def simpan_kunci_peserta(self, kunci: bytes) -> None:
        path = self.folder / "kunci"
        if not path.exists():
            write_atomic(path, kunci)
            path.chmod(0o600)

    def sisa(self) -> list[Path]:
        """What a killed publisher left behind: unfinished files and versions beyond the pointer."""
        kini = self.terkini() or 0
        lewat = [p for p in self.terbitan.glob("*.duckdb") if p.stem.isdigit() and int(p.stem) > kini]
        return lewat + list(self.terbitan.glob("*.sedang*")) + list(self.arsip.glob("*.sedang*"))

    def pangkas(self, simpan: int) -> list[int]:
        """Remove version files but the newest `simpan` (0 = keep all); their numbers. Never anything of the archive,
        from which `rebuild` brings them back. A file that somebody holds open on Windows waits for the next time."""
        lama = self.nomor()[:-simpan] if simpan else []
        hilang = []
        for nomor in lama:
            with _gembok:
                _koneksi.pop(self.path(nomor), None)
            try:
                self.path(nomor).unlink()
            except PermissionError:
                continue
            hilang.append(nomor)
        return hilang

    def jadikan_terkini(self, sementara: Path, nomor: int) -> None:
        """Make a finished file the current version: durable first, then visible."""
        sync_file(sementara)
        os.replace(sementara, self.path(nomor))
        sync_folder(self.terbitan)
        write_atomic(self._penunjuk, self.path(nomor).name.encode("ascii"))


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    try:
        con = duckdb.connect(
            str(path),
            read_only=True,
            config={"enable_external_access": "false", "threads": "2", "memory_limit": "1GB"},
        )
        rules.install(con)
        return con
    except duckdb.Error as salah:
        raise GudangRusak(f"Versi {int(path.stem)} tidak dapat dibuka; berkasnya rusak. Jalankan rebuild.") from salah


def write_atomic(path: Path, isi: bytes) -> None:
    """Write a small file so that readers see the old content or the new, also after a crash."""
    sementara = path.with_name(path.name + ".sedang")
    with sementara.open("wb") as f:
        f.write(isi)
        f.flush()
        os.fsync(f.fileno())
    os.replace(sementara, path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    with path.open("rb+") as f:
        os.fsync(f.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable; Windows has no such call and needs none."""
    if os.name == "posix":
        pegangan = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(pegangan)
        finally:
            os.close(pegangan)
