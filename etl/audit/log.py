"""The audit file: one JSON line an event, each with the hash of the line before it.

Nothing is ever changed or removed: an entry is appended, made durable, and the next one vouches for it. The head of the
chain (number and hash of the last line) stands in each publication's record and in each backup, so that cutting off the
end is seen (`check_chain`). A half line that a kill left is set aside and said by an entry of its own; until then it is
a problem of `check_chain`. A last line that lacks nothing but its end counts as an entry. A damaged line stays where it
is: the next entry vouches for it as it stands, so that a damage is seen for ever and stops nobody.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from filelock import FileLock, Timeout

from etl import clock, personal
from etl.acuan import find_data_folder
from etl.audit.events import EVENTS, SYSTEM
from etl.audit.lines import find_torn, lacks_end, read_lines, read_tail
from etl.store.faults import StoreBusy, StoreDamaged, say_cause
from etl.store.files import ASIDE, AUDIT_FILE, make_folder, open_private, set_aside, sync_folder

_LOCK = AUDIT_FILE + ".kunci"
_PATIENCE = 10  # seconds to wait for another writer
_LONGEST, _LONGEST_NAME = 1_000, 100  # letters of one fact; of who and where
_WRITING = 0.2  # seconds in which a line that is being written is finished
_MOST_LINES = 10**12
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
            if aside := _set_torn_line_aside(place):
                _write(place, "baris_terpotong", SYSTEM, "", {"disisihkan_ke": f"{ASIDE}/{aside}"})
            if _ends_damaged(place):
                _write(place, "baris_rusak", SYSTEM, "", {})
            return _write(place, event, _clean(by, _LONGEST_NAME), address[:_LONGEST_NAME], words)
    except OSError as error:
        raise StoreDamaged(f"Catatan audit di {place} tidak dapat ditulisi ({say_cause(error)}).") from error


def find_file(folder: Path | None = None) -> Path:
    """The file of the audit in a state folder, default the installation's."""
    return (folder or find_data_folder()) / AUDIT_FILE


def find_head(folder: Path | None = None) -> Head:
    """The end of the chain as it stands; a half line at the end is not part of it."""
    file = find_file(folder)
    lines = read_tail(file)
    if lines and (last := _parse(lines[-1])) is not None:
        return Head(last.number, _hash(lines[-1]))
    if lines and not any(map(_parse, lines)):
        lines = read_lines(file)[0]  # a damage larger than what is read of the end
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
    lines, _ = read_lines(find_file(folder))
    return [entry for line in lines if (entry := _parse(line)) is not None]


def read_times(folder: Path | None = None) -> list[dt.datetime]:
    """When something was done, without zones, as publications are dated."""
    return [entry.time.replace(tzinfo=None) for entry in read_entries(folder)]


def read_last_time(folder: Path | None = None) -> dt.datetime | None:
    """When the last entry was written, without zone; None where there is none that can be read."""
    lines = read_tail(find_file(folder))
    entry = _parse(lines[-1]) if lines else None
    return entry.time.replace(tzinfo=None) if entry is not None else None


def check_chain(heads: Iterable[Head] = (), folder: Path | None = None) -> list[str]:
    """A sentence for each line that is damaged, changed or missing, and for each noted head that is no longer there."""
    lines, torn = _read_settled(find_file(folder))
    damaged, known = _walk(lines)
    problems = [f"Catatan audit berubah atau rusak pada baris {number}." for number in damaged[:_MOST_PROBLEMS]]
    if len(damaged) > _MOST_PROBLEMS:
        problems.append(f"Catatan audit berubah atau rusak pada {len(damaged) - _MOST_PROBLEMS} baris lain.")
    if torn:
        problems.append(
            f"Baris terakhir catatan audit terpotong ({len(torn)} byte sesudah baris {len(lines)}), misalnya karena "
            "listrik padam saat ditulis. Entri itu tidak lengkap; ia disisihkan, tidak dihapus, pada entri berikutnya."
        )
    for head in _select_lost(heads, known):
        what = "berubah" if head.number in known else "dipotong"
        noted = head.noted_in or "sebuah terbitan"
        problems.append(f"Catatan audit {what}: baris {head.number}, yang disebut {noted}, tidak ada lagi.")
    return problems


def find_lost(heads: Iterable[Head], folder: Path | None = None) -> list[Head]:
    """Those of some noted heads that are no longer in the chain, by number."""
    return _select_lost(heads, _walk(read_lines(find_file(folder))[0])[1])


def _select_lost(heads: Iterable[Head], known: dict[int, str]) -> list[Head]:
    return [h for h in sorted(set(heads), key=lambda h: h.number) if h.number and known.get(h.number) != h.hash]


def _read_settled(file: Path) -> tuple[list[bytes], bytes]:
    """Lines and torn end; an end that somebody is writing right now is given time to be finished."""
    lines, torn = read_lines(file)
    if torn:
        time.sleep(_WRITING)
        lines, torn = read_lines(file)
    return lines, torn


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
        size = f.tell()
        start = b"\n" if lacks_end(file) else b""  # nothing is glued onto a line without end
        rest = memoryview(start + format_entry(entry) + b"\n")
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
    """The entry of a line; None = damaged: no JSON, or fields that are not what `format_entry` writes."""
    try:
        c = json.loads(line)
        number, facts = c["nomor"], c["rincian"]
        words = (c["kejadian"], c["oleh"], c["alamat"], c["sebelum"])
        time = dt.datetime.fromisoformat(c["waktu"])
        texts = [*words, *facts.keys(), *facts.values()]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    is_declared = type(number) is int and 0 < number < _MOST_LINES and type(facts) is dict and all(map(_is_text, texts))
    if not is_declared or time.utcoffset() is None or not 1970 <= time.year < 2200:
        return None
    event, by, address, before = words
    return Entry(number, time, event, by, address, facts, before)


def _is_text(value: object) -> bool:
    """A text that can be shown: no half of a letter."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _hash(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def _ends_damaged(place: Path) -> bool:
    lines = read_tail(find_file(place))
    return bool(lines) and _parse(lines[-1]) is None


def _set_torn_line_aside(place: Path) -> str:
    """Take a line that was never finished out of the file; what was written of it is kept beside. Its name there."""
    file = find_file(place)
    torn = find_torn(file)
    if not torn:
        return ""
    kept = file.with_name(AUDIT_FILE + ".terpotong")
    with open(kept, "wb", opener=open_private) as f:
        f.write(torn)
    (aside,) = set_aside(place, [kept])
    os.truncate(file, file.stat().st_size - len(torn))
    return aside.name


@contextmanager
def _locked(place: Path) -> Iterator[None]:
    try:
        with FileLock(place / _LOCK, timeout=_PATIENCE, mode=0o600):
            yield
    except Timeout:
        raise StoreBusy("Catatan audit sedang ditulisi proses lain. Coba lagi.") from None
