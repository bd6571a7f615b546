"""What the archive no longer holds of what was published, by names and records; contents are for `verify`.

A lost record or workbook shows on no page, since the versions stand; unsaid, it would be missed when it is needed, and
the backups that still held it would be gone by then.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from etl.store.records import Record, Records
from etl.store.versions import Store

_NAMES_WORKBOOK = ("berkas", "sha256")


def find_losses(store: Store) -> str:
    """What is lost or damaged, in words; "" = nothing. What the retention setting removed is not lost."""
    known = {n: _look(store.records, n) for n in range(1, _find_last(store) + 1)}
    lost = [n for n, record in known.items() if record is None]
    expired = store.records.expired()
    bare = [n for n, record in known.items() if record and n not in expired and not store.workbooks.has(record)]
    parts = (("catatan terbitan", lost), ("buku kerja terbitan", bare))
    return "; ".join(f"{what} {say_numbers(numbers)}" for what, numbers in parts if numbers)


def say_numbers(numbers: list[int]) -> str:
    """Ascending numbers with runs drawn together: "1–4, 7"."""
    starts = [n for n in numbers if n - 1 not in numbers]
    ends = [n for n in numbers if n + 1 not in numbers]
    return ", ".join(str(a) if a == b else f"{a}–{b}" for a, b in zip(starts, ends, strict=True))


def _find_last(store: Store) -> int:
    """Up to which number something was published; where the pointer does not say it, that is said elsewhere."""
    known = store.read_numbers()
    return known.pointed or max(known.files, default=0)


def _look(records: Records, number: int) -> Record | None:
    """What a record says of its workbook, {} where it has none; None = the record is lost or damaged."""
    path = records.path(number)
    try:
        state = path.stat()
    except OSError:
        return None
    return _read(path, number, (state.st_mtime_ns, state.st_size, state.st_ino))


@lru_cache(maxsize=4096)
def _read(path: Path, number: int, _state: tuple[int, int, int]) -> Record | None:
    """Read once for each state of the file: a monitor asks every few seconds."""
    record = Records(path.parent).read(number)
    return None if record is None else {k: record[k] for k in _NAMES_WORKBOOK if k in record}
