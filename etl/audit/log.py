"""The audit file: one JSON line an event, each with the hash of the line before it.

Nothing is ever changed or removed: an entry is appended, made durable, and the next one vouches for it. The head of the
chain (number and hash of the last line) stands in each publication's record and in each backup, so that cutting off the
end is seen (`check_chain`). A half line that a kill left is set aside and said by an entry of its own. A damaged line
stays where it is: the next entry vouches for it as it stands, so that a damage is seen for ever and stops nobody.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from etl import clock, personal
from etl.acuan import find_data_folder
from etl.audit.events import EVENTS, SYSTEM
from etl.store.faults import StoreBusy, StoreDamaged
from etl.store.files import AUDIT_FILE, make_folder, open_private, set_aside, sync_folder

_LOCK = AUDIT_FILE + ".kunci"
_TAIL = 1 << 16  # bytes read from the end to find the last line; a line is far shorter
_PATIENCE = 10  # seconds to wait for another writer
_LONGEST, _LONGEST_NAME = 1_000, 100  # letters of one fact; of who and where
_MOST_PROBLEMS = 20  # sentences about lines that are damaged


@dataclass(frozen=True)
class Head:
    """Where a chain ends: the number of its last entry and the hash of that line; (0, "") = nothing written yet.

    noted_in: what remembers it, for sentences: "terbitan 12", "cadangan 2026-01-03".
    """

    number: int = 0
    hash: str = ""
    noted_in: str = field(default="", compare=False)


@dataclass(frozen=True)
class Entry:
    """One line. time: ISO with the offset of the server's time zone; facts: more words about the event."""

    number: int
    time: dt.datetime
    event: str
    by: str
    address: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    before: str = ""


def append(event: str, by: str = SYSTEM, address: str = "", folder: Path | None = None, **facts: object) -> Entry:
    """Write one event. Numbers of people in any text are masked, long texts cut.

    `folder`: the state folder, default the installation's. Raises ValueError for an event that is not declared,
    StoreDamaged when the file cannot be written, StoreBusy when another writer holds it for ten seconds.
    """
    if event not in EVENTS:
        raise ValueError(f"kejadian audit “{event}” tidak dikenal")
    place = folder or find_data_folder()
    words = {k: _clean(str(v), _LONGEST) for k, v in facts.items() if v not in (None, "")}
    try:
        make_folder(place)
        with _locked(place):
            if _set_torn_line_aside(place):
                _write(place, "baris_terpotong", SYSTEM, "", {})
            if _ends_damaged(place):
                _write(place, "baris_rusak", SYSTEM, "", {})
            return _write(place, event, _clean(by, _LONGEST_NAME), address[:_LONGEST_NAME], words)
    except OSError as error:
        raise StoreDamaged(f"Catatan audit di {place} tidak dapat ditulisi ({error.strerror}).") from error


def find_file(folder: Path | None = None) -> Path:
    """The file of the audit in a state folder, default the installation's."""
    return (folder or find_data_folder()) / AUDIT_FILE


def find_head(folder: Path | None = None) -> Head:
    """The end of the chain as it stands; a half line at the end is not part of it."""
    file = find_file(folder)
    lines = _last_lines(file)
    if lines and (last := _parse(lines[-1])) is not None:
        return Head(last.number, _hash(lines[-1]))
    if lines and not any(map(_parse, lines)):
        lines = _read_lines(file)  # a damage larger than what is read of the end
    number = 0
    for line in lines:
        entry = _parse(line)
        number = entry.number if entry is not None else number + 1
    return Head(number, _hash(lines[-1])) if lines else Head()


def head_at(entry: Entry) -> Head:
    """The head of the chain just after an entry was written."""
    return Head(entry.number, _hash(format_entry(entry)))


def read_entries(folder: Path | None = None) -> list[Entry]:
    """All entries that can be read, oldest first."""
    lines = _read_lines(find_file(folder))
    return [entry for line in lines if (entry := _parse(line)) is not None]


def check_chain(heads: Iterable[Head] = (), folder: Path | None = None) -> list[str]:
    """A sentence for each line that is damaged, changed or missing, and for each noted head that is no longer there."""
    damaged, known = _walk(_read_lines(find_file(folder)))
    problems = [f"Catatan audit berubah atau rusak pada baris {number}." for number in damaged[:_MOST_PROBLEMS]]
    if len(damaged) > _MOST_PROBLEMS:
        problems.append(f"Catatan audit berubah atau rusak pada {len(damaged) - _MOST_PROBLEMS} baris lain.")
    for head in sorted(set(heads), key=lambda h: h.number):
        if head.number and known.get(head.number) != head.hash:
            what = "berubah" if head.number in known else "dipotong"
            noted = head.noted_in or "sebuah terbitan"
            problems.append(f"Catatan audit {what}: baris {head.number}, yang disebut {noted}, tidak ada lagi.")
    return problems


def _walk(lines: list[bytes]) -> tuple[list[int], dict[int, str]]:
    """Places (from 1) whose line does not follow from the one before it, and {number of an entry: hash of its line}."""
    damaged, known, number, before = [], {}, 0, ""
    for place, line in enumerate(lines, 1):
        entry = _parse(line)
        if entry is None or entry.number != number + 1 or entry.before != before:
            damaged.append(place)
        number = entry.number if entry is not None else number + 1
        before = known[number] = _hash(line)
    return damaged, known


def _clean(text: str, longest: int) -> str:
    """Without numbers of people, and short: the end of the file must hold a whole line."""
    masked = personal.mask(text)
    return masked if len(masked) <= longest else masked[: longest - 1] + "…"


def _write(place: Path, event: str, by: str, address: str, facts: dict[str, str]) -> Entry:
    head = find_head(place)
    now = clock.read_now()
    entry = Entry(head.number + 1, now, event, by, address, facts, head.hash)
    file = find_file(place)
    with open(file, "ab", buffering=0, opener=open_private) as f:
        size, rest = f.tell(), memoryview(format_entry(entry) + b"\n")
        try:
            while rest:
                rest = rest[f.write(rest) :]
            os.fsync(f.fileno())
        except OSError:
            with suppress(OSError):  # an entry that is not durable is none: what it stands for is refused
                os.truncate(file, size)
            raise
    if size == 0:
        sync_folder(place)
    return entry


def format_entry(entry: Entry) -> bytes:
    """The line of an entry, without its end."""
    content = {
        "nomor": entry.number,
        "waktu": entry.time.isoformat(),
        "kejadian": entry.event,
        "oleh": entry.by,
        "alamat": entry.address,
        "rincian": entry.facts,
        "sebelum": entry.before,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _parse(line: bytes) -> Entry | None:
    try:
        c = json.loads(line)
        time = dt.datetime.fromisoformat(c["waktu"])
        return Entry(int(c["nomor"]), time, c["kejadian"], c["oleh"], c["alamat"], dict(c["rincian"]), c["sebelum"])
    except (ValueError, KeyError, TypeError):
        return None


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _read_lines(file: Path) -> list[bytes]:
    """The finished lines of the file; none when there is no file."""
    try:
        return file.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []


def _last_lines(file: Path) -> list[bytes]:
    """The last finished lines of the file; the first of them may lack its beginning."""
    try:
        with file.open("rb") as f:
            size = f.seek(0, os.SEEK_END)
            f.seek(max(0, size - _TAIL))
            return f.read().split(b"\n")[:-1]
    except FileNotFoundError:
        return []


def _ends_damaged(place: Path) -> bool:
    lines = _last_lines(find_file(place))
    return bool(lines) and _parse(lines[-1]) is None


def _set_torn_line_aside(place: Path) -> bool:
    """Take a line that was never finished out of the file; what was written of it is kept beside."""
    file = find_file(place)
    if not file.exists() or not _ends_torn(file):
        return False
    content = file.read_bytes()
    whole = content.rfind(b"\n") + 1
    torn = file.with_name(AUDIT_FILE + ".terpotong")
    with open(torn, "wb", opener=open_private) as f:
        f.write(content[whole:])
    set_aside(place, [torn])
    os.truncate(file, whole)
    return True


def _ends_torn(file: Path) -> bool:
    with file.open("rb") as f:
        size = f.seek(0, os.SEEK_END)
        f.seek(max(0, size - 1))
        return f.read(1) not in (b"\n", b"")


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    try:
        with FileLock(place / _LOCK, timeout=_PATIENCE, mode=0o600):
            yield
    except Timeout:
        raise StoreBusy("Catatan audit sedang ditulisi proses lain. Coba lagi.") from None
