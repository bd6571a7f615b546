"""The ledger of packages of other areas of government: one line for each that was taken and each that was undone, and
for each loss of lines that somebody has acknowledged.

Only appended to. What is held of an area follows from it: the newest package taken whose line no later line undoes. So
an undo brings back what was held before, and the undo of an undo brings the package back.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from etl.neighbours.noted import chain
from etl.neighbours.noted.chain import End
from etl.store.faults import StoreBusy, StoreDamaged, say_cause
from etl.store.files import NEIGHBOURS, make_folder, open_private, write_atomic

_log = logging.getLogger(__name__)
TAKEN, UNDONE, ACKNOWLEDGED = "terima", "batal", "akui"
_FILE, _LOCK = "catatan.jsonl", ".kunci"


@dataclass(frozen=True)
class Entry:
    """One line. kode, nama: of the area of government; waktu: by the installation's clock; oleh: who; membatalkan: the
    number of the line that is undone, 0 = none. Of a package that was taken: its hash, the fingerprint of its key and
    whether somebody vouched for it, its version, when that was published ("" = unknown), whether it is invented; where
    its pages are in this installation ("" = the package says). sebelum: the hash of the line before (noted/chain.py),
    "" = written before lines named it."""

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
    sebelum: str = ""


@dataclass(frozen=True)
class Ledger:
    """All lines that can be read, oldest first, and a sentence for each that cannot. breaks: numbers of lines before
    which something is missing or changed, and which nobody acknowledged; is_closed: the file is there and cannot be
    opened, so that nobody knows its lines."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    breaks: tuple[int, ...] = ()
    is_closed: bool = False

    def find(self, number: int) -> Entry | None:
        return next((e for e in self.entries if e.nomor == number), None)

    @property
    def last(self) -> int:
        return max((e.nomor for e in self.entries), default=0)

    def list_in_force(self) -> list[Entry]:
        """The lines that no line in force undoes, newest first."""
        undone: set[int] = set()
        found = []
        for e in reversed(self.entries):
            if e.nomor not in undone and e.jenis != ACKNOWLEDGED:
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
    problems: list[str] = []
    breaks: list[int] = []
    before, is_linked = b"", True
    for line, text in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not text:
            continue
        entry = parse(text)
        if entry is not None and entry.nomor > (entries[-1].nomor if entries else 0):
            breaks = [] if entry.jenis == ACKNOWLEDGED else breaks
            if is_linked and entry.jenis != ACKNOWLEDGED and not _follows(entry, entries, before):
                breaks.append(line)
            entries.append(entry)
            is_linked = True
        else:
            problems.append(f"Baris {line} catatan paket pemda lain ({path}) rusak; yang lain tetap dipakai.")
            is_linked = False
        before = text
    return Ledger(tuple(entries), tuple(problems), tuple(breaks))


def _follows(entry: Entry, before: list[Entry], line: bytes) -> bool:
    """Whether nothing is missing between an entry and the line before it, as far as anybody can tell."""
    if entry.sebelum:
        return entry.sebelum == chain.hash_line(line)
    return not (before and before[-1].sebelum)


def parse(text: bytes) -> Entry | None:
    """A line; None = it is damaged."""
    try:
        content = json.loads(text)
        entry = Entry(**content)
    except (ValueError, TypeError, RecursionError):
        return None
    is_whole = all(type(getattr(entry, f.name)).__name__ == f.type for f in fields(Entry))
    return entry if is_whole and entry.jenis in (TAKEN, UNDONE, ACKNOWLEDGED) else None


def is_ledger(name: str) -> bool:
    """Whether a file of the state folder is the ledger."""
    return name == f"{NEIGHBOURS}/{_FILE}"


def is_end(name: str) -> bool:
    """Whether a file of the state folder says where the ledger ends."""
    return name == f"{NEIGHBOURS}/{chain.FILE}"


def continues(path: Path, size: int, sha256: str) -> bool:
    """Whether a ledger begins with the lines of an earlier one, of which size and hash are known."""
    with path.open("rb") as f:
        return hashlib.sha256(f.read(size)).hexdigest() == sha256


def find_cut(state: Path) -> End | None:
    """The line that was written last and is not in the ledger; End() where nobody can tell which was last; None =
    nothing was cut off. Raises OSError."""
    end, lines = chain.read_end(find_folder(state)), list_lines(state)  # in this order: somebody may be writing
    if end is None:
        return End() if any(e.sebelum for e in read_ledger(state).entries) else None
    return None if chain.is_reached(end, lines) else end


def list_lines(state: Path) -> list[bytes]:
    """As they stand there, also damaged ones."""
    try:
        return [line for line in (find_folder(state) / _FILE).read_bytes().split(b"\n") if line]
    except FileNotFoundError:
        return []


def replace_lines(state: Path, lines: Sequence[bytes]) -> None:
    """Of a ledger that several servers share: what all of them see. The caller holds the lock. Raises OSError."""
    write_atomic(find_folder(state) / _FILE, b"".join(line + b"\n" for line in lines))


def append(state: Path, entry: Entry, first: Callable[[Entry, Sequence[bytes]], None] | None = None) -> None:
    """Write a line behind the others and make it durable; the caller holds the lock. `first`: is handed the entry and
    all lines before anything is written here. Raises OSError and what `first` raises."""
    folder, lines = find_folder(state), list_lines(state)
    end = chain.read_end(folder) or _begin_chain(state, lines)
    linked = replace(entry, sebelum=chain.find_link(end, lines))
    text = json.dumps(asdict(linked), ensure_ascii=False).encode()
    if first is not None:
        first(linked, [*lines, text])
    with open(folder / _FILE, "ab+", opener=open_private) as f:
        f.write(text + b"\n" if not f.tell() or _ends_whole(f) else b"\n" + text + b"\n")  # a kill left half a line
        f.flush()
        os.fsync(f.fileno())
    try:
        chain.write_end(folder, End(entry.nomor, chain.hash_line(text), entry.waktu))
    except OSError as error:  # the line is written, and the end before it still holds
        _log.warning("ujung catatan paket pemda lain tidak dapat ditulis: %s", error)


def _begin_chain(state: Path, lines: list[bytes]) -> End | None:
    """The end of a ledger whose lines did not name one another yet, written before the first that does; None where it
    was there and is lost. Raises OSError."""
    entries = read_ledger(state).entries
    if any(e.sebelum for e in entries):
        return None
    last = entries[-1] if entries else Entry(0, "", "", "", "", "")
    end = End(last.nomor, chain.hash_line(lines[-1]), last.waktu) if lines else End()
    chain.write_end(find_folder(state), end)
    return end


def _ends_whole(f: object) -> bool:
    f.seek(-1, os.SEEK_END)  # type: ignore[attr-defined]
    return bool(f.read(1) == b"\n")  # type: ignore[attr-defined]


def next_number(state: Path, known: Ledger) -> int:
    """Also behind lines that were lost: they may come back from a backup. Raises OSError."""
    end = chain.read_end(find_folder(state)) or End()
    return max(known.last, end.nomor) + 1


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
