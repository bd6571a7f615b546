"""The lines of the ledger as a chain: each names the hash of the line before it, and a file beside it the last one. So
a line that was cut off, taken out or changed is noticed, also after others were written behind it; put back from a
backup the chain is whole again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from etl.store.files import write_atomic

FILE = "akhir.json"  # a backup copies it before the ledger, which then goes on at least so far
_START, _UNKNOWN = "awal", "tidak diketahui"


@dataclass(frozen=True)
class End:
    """Where the ledger ended when something was last written: number, time and hash of that line; 0 and "" = empty."""

    nomor: int = 0
    sidik: str = ""
    waktu: str = ""


def read_end(folder: Path) -> End | None:
    """None = missing or damaged. Raises OSError."""
    try:
        end = End(**json.loads((folder / FILE).read_bytes()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, RecursionError):
        return None
    return end if isinstance(end.nomor, int) and isinstance(end.sidik, str) and isinstance(end.waktu, str) else None


def write_end(folder: Path, end: End) -> None:
    """Raises OSError."""
    write_atomic(folder / FILE, json.dumps(asdict(end)).encode())


def hash_line(line: bytes) -> str:
    """Of a line without its end; what the first line names."""
    return hashlib.sha256(line).hexdigest() if line else _START


def is_reached(end: End, lines: list[bytes]) -> bool:
    """Whether a ledger of these lines goes on at least to that end."""
    return not end.nomor or end.sidik in map(hash_line, lines)


def find_link(end: End | None, lines: list[bytes]) -> str:
    """What the next line names: the line before it, or where that was lost the one that was lost, so that it is seen
    for good."""
    if end is None:
        return _UNKNOWN
    return hash_line(lines[-1] if lines else b"") if is_reached(end, lines) else end.sidik
