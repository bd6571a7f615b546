"""The ledger of packages of other areas of government: one line for each that was taken and each that was undone.

Only appended to. What is held of an area follows from it: the newest package taken whose line no later line undoes. So
an undo brings back what was held before, and the undo of an undo brings the package back.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from etl.store.faults import StoreBusy, StoreDamaged, say_cause
from etl.store.files import NEIGHBOURS, make_folder, open_private

TAKEN, UNDONE = "terima", "batal"
_FILE, _LOCK = "catatan.jsonl", ".kunci"


@dataclass(frozen=True)
class Entry:
    """One line. kode, nama: of the area of government; waktu: by the installation's clock; oleh: who; membatalkan: the
    number of the line that is undone, 0 = none. Of a package that was taken: its hash, the fingerprint of its key and
    whether somebody vouched for it, its version, when that was published ("" = unknown), whether it is invented; where
    its pages are in this installation ("" = the package says)."""

    nomor: int
    waktu: str
    jenis: str
    kode: str
    nama: str
    oleh: str
    sha256: str = ""
    membatalkan: int = 0
    sidik_kunci: str = ""
    kunci_dikenal: bool = False
    versi: int = 0
    dibuat: str = ""
    contoh: bool = False
    alamat: str = ""


@dataclass(frozen=True)
class Ledger:
    """All lines that can be read, oldest first, and a sentence for each that cannot. is_closed: the file is there and
    cannot be opened, so that nobody knows its lines."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    is_closed: bool = False

    def find(self, number: int) -> Entry | None:
        return next((e for e in self.entries if e.nomor == number), None)

    def list_in_force(self) -> list[Entry]:
        """The lines that no line in force undoes, newest first."""
        undone: set[int] = set()
        found = []
        for e in reversed(self.entries):
            if e.nomor not in undone:
                found.append(e)
                undone |= {e.membatalkan} if e.jenis == UNDONE else set()
        return found

    def find_held(self) -> dict[str, Entry]:
        """{code: the package that is held of this area of government}, in the order of the codes."""
        held: dict[str, Entry] = {}
        for e in self.list_in_force():
            if e.jenis == TAKEN:
                held.setdefault(e.kode, e)
        return dict(sorted(held.items()))


def find_folder(state: Path) -> Path:
    return state / NEIGHBOURS


def read_ledger(state: Path) -> Ledger:
    """Costs a look at the file while it stays as it is."""
    path = find_folder(state) / _FILE
    try:
        seen = path.stat()
        return _read(path, seen.st_mtime_ns, seen.st_size)
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        cause = say_cause(error)
        said = f"Catatan paket pemda lain ({path}) tidak dapat dibaca ({cause}). Periksa pemilik dan izinnya."
        return Ledger(problems=(said,), is_closed=True)


def read_to_append(state: Path) -> Ledger:
    """For who writes the next line. Raises StoreDamaged where those before it cannot be read."""
    known = read_ledger(state)
    if known.is_closed:
        raise StoreDamaged(known.problems[0])
    return known


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int, _size: int) -> Ledger:
    entries: list[Entry] = []
    problems = []
    for line, text in enumerate(path.read_bytes().split(b"\n"), start=1):
        entry = _parse(text) if text else None
        if entry is not None and entry.nomor > (entries[-1].nomor if entries else 0):
            entries.append(entry)
        elif text:
            problems.append(f"Baris {line} catatan paket pemda lain ({path}) rusak; yang lain tetap dipakai.")
    return Ledger(tuple(entries), tuple(problems))


def _parse(text: bytes) -> Entry | None:
    try:
        content = json.loads(text)
        entry = Entry(**content)
    except (ValueError, TypeError, RecursionError):
        return None
    is_whole = all(type(getattr(entry, f.name)).__name__ == f.type for f in fields(Entry))
    return entry if is_whole and entry.jenis in (TAKEN, UNDONE) else None


def is_ledger(name: str) -> bool:
    """Whether a file of the state folder is the ledger."""
    return name == f"{NEIGHBOURS}/{_FILE}"


def continues(path: Path, size: int, sha256: str) -> bool:
    """Whether a ledger begins with the lines of an earlier one, of which size and hash are known."""
    with path.open("rb") as f:
        return hashlib.sha256(f.read(size)).hexdigest() == sha256


def append(state: Path, entry: Entry) -> None:
    """Write a line behind the others and make it durable; the caller holds the lock. Raises OSError."""
    path = find_folder(state) / _FILE
    line = json.dumps(asdict(entry), ensure_ascii=False).encode() + b"\n"
    with open(path, "ab+", opener=open_private) as f:
        f.write(line if not f.tell() or _ends_whole(f) else b"\n" + line)  # a kill may have left half a line
        f.flush()
        os.fsync(f.fileno())


def _ends_whole(f: object) -> bool:
    f.seek(-1, os.SEEK_END)  # type: ignore[attr-defined]
    return bool(f.read(1) == b"\n")  # type: ignore[attr-defined]


def next_number(entries: Iterable[Entry]) -> int:
    return max((e.nomor for e in entries), default=0) + 1


@contextmanager
def hold(state: Path, patience: float = 10) -> Iterator[None]:
    """One writer at a time; a crash releases it. Raises StoreBusy or StoreDamaged."""
    folder = find_folder(state)
    try:
        make_folder(folder)
        lock = FileLock(folder / _LOCK, timeout=patience, mode=0o600)
        lock.acquire()
    except Timeout as error:
        raise StoreBusy("Paket lain sedang diterima. Tunggu sebentar, lalu coba lagi.") from error
    except OSError as error:
        raise StoreDamaged(f"Folder {folder} tidak dapat ditulisi ({say_cause(error)}).") from error
    try:
        yield
    finally:
        lock.release()
