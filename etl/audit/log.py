"""The audit file: one JSON line an event, each with the hash of the line before it.

Nothing is ever changed or removed: an entry is appended, made durable, and the next one vouches for it. The head of the
chain (number and hash of the last line) stands in each publication's record and in each backup, so that cutting off the
end is seen (`check_chain`). A half line that a kill left is set aside and said by an entry of its own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from etl import personal
from etl.acuan import find_data_folder
from etl.audit.events import EVENTS, SYSTEM
from etl.store.faults import StoreBusy, StoreDamaged
from etl.store.files import AUDIT_FILE, make_folder, set_aside, sync_folder

_LOCK = AUDIT_FILE + ".kunci"
_TAIL = 1 << 16  # bytes read from the end to find the last line; a line is far shorter
_PATIENCE = 10  # seconds to wait for another writer


@dataclass(frozen=True)
class Head:
    """Where a chain ends: the number of its last entry and the hash of that line; (0, "") = nothing written yet."""

    number: int = 0
    hash: str = ""


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
    """Write one event. Numbers of people in any text are masked.

    `folder`: the state folder, default the installation's. Raises ValueError for an event that is not declared,
    StoreDamaged when the file cannot be written, StoreBusy when another writer holds it for ten seconds.
    """
    if event not in EVENTS:
        raise ValueError(f"kejadian audit “{event}” tidak dikenal")
    place = folder or find_data_folder()
    try:
        make_folder(place)
        with _locked(place):
            if _set_torn_line_aside(place):
                _write(place, "baris_terpotong", SYSTEM, "", {})
            words = {k: personal.mask(str(v)) for k, v in facts.items() if v not in (None, "")}
            return _write(place, event, personal.mask(by), address, words)
    except OSError as error:
        raise StoreDamaged(f"Catatan audit di {place} tidak dapat ditulisi ({error.strerror}).") from error


def find_head(folder: Path | None = None) -> Head:
    """The end of the chain as it stands; a half line at the end is not part of it."""
    lines = _last_lines((folder or find_data_folder()) / AUDIT_FILE)
    return Head(int(json.loads(lines[-1])["nomor"]), _hash(lines[-1])) if lines else Head()


def read_entries(folder: Path | None = None) -> list[Entry]:
    """All entries that can be read, oldest first."""
    lines = _read_lines((folder or find_data_folder()) / AUDIT_FILE)
    return [entry for line in lines if (entry := _parse(line)) is not None]


def check_chain(heads: Sequence[Head] = (), folder: Path | None = None) -> list[str]:
    """A sentence for each line that is damaged, changed or missing, and for each noted head that is no longer there."""
    lines = _read_lines((folder or find_data_folder()) / AUDIT_FILE)
    problems, before = [], ""
    for number, line in enumerate(lines, 1):
        entry = _parse(line)
        if entry is None or entry.number != number or entry.before != before:
            problems.append(f"Catatan audit berubah atau rusak pada baris {number}.")
            break  # all that follows hangs on this line
        before = _hash(line)
    known = {number: _hash(line) for number, line in enumerate(lines, 1)}
    for head in sorted(set(heads), key=lambda h: h.number):
        if head.number and known.get(head.number) != head.hash:
            what = "berubah" if head.number in known else "dipotong"
            problems.append(f"Catatan audit {what}: baris {head.number}, yang disebut sebuah terbitan, tidak ada lagi.")
    return problems


def _write(place: Path, event: str, by: str, address: str, facts: dict[str, str]) -> Entry:
    head = find_head(place)
    now = dt.datetime.now().astimezone().replace(microsecond=0)
    entry = Entry(head.number + 1, now, event, by, address, facts, head.hash)
    file = place / AUDIT_FILE
    new = not file.exists()
    with open(file, "ab", opener=_private) as f:
        f.write(_format(entry) + b"\n")
        f.flush()
        os.fsync(f.fileno())
    if new:
        sync_folder(place)
    return entry


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _format(entry: Entry) -> bytes:
    content = {
        "nomor": entry.number,
        "waktu": entry.time.isoformat(),
        "kejadian": entry.event,
        "oleh": entry.by,
        "alamat": entry.address,
        "rincian": entry.facts,
        "sebelum": entry.before,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _parse(line: bytes) -> Entry | None:
    try:
        c = json.loads(line)
        time = dt.datetime.fromisoformat(c["waktu"])
        return Entry(c["nomor"], time, c["kejadian"], c["oleh"], c["alamat"], dict(c["rincian"]), c["sebelum"])
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
    """The last finished lines, at least one where there is one that can be read as an entry."""
    try:
        with file.open("rb") as f:
            size = f.seek(0, os.SEEK_END)
            f.seek(max(0, size - _TAIL))
            lines = f.read().split(b"\n")[:-1]
    except FileNotFoundError:
        return []
    if lines and _parse(lines[-1]) is None:
        raise StoreDamaged(f"Baris terakhir catatan audit {file} rusak. Pulihkan berkas itu dari cadangan.")
    return lines


def _set_torn_line_aside(place: Path) -> bool:
    """Take a line that was never finished out of the file; what was written of it is kept beside."""
    file = place / AUDIT_FILE
    if not file.exists() or file.stat().st_size == 0:
        return False
    content = file.read_bytes() if _ends_torn(file) else b"\n"
    whole = content.rfind(b"\n") + 1
    if whole == len(content):
        return False
    torn = place / (AUDIT_FILE + ".terpotong")
    torn.write_bytes(content[whole:])
    set_aside(place, [torn])
    os.truncate(file, whole)
    return True


def _ends_torn(file: Path) -> bool:
    with file.open("rb") as f:
        f.seek(-1, os.SEEK_END)
        return f.read(1) != b"\n"


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    try:
        with FileLock(place / _LOCK, timeout=_PATIENCE, mode=0o600):
            yield
    except Timeout:
        raise StoreBusy("Catatan audit sedang ditulisi proses lain. Coba lagi.") from None
