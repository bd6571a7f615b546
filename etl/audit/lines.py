"""The file of the audit as lines: which are whole, and what stands behind the last of them.

A line ends with a line feed. One that lacks nothing else (the power went in between, or an editor took it away) counts;
anything else behind the last end is torn: it was never finished.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

_TAIL = 1 << 16  # bytes read from the end to find the last line; a line is far shorter


def split_lines(content: bytes) -> tuple[list[bytes], bytes]:
    """The lines, and what is torn behind them (b"" = nothing)."""
    *lines, rest = content.split(b"\n")
    return ([*lines, rest], b"") if _is_whole(rest) else (lines, rest)


def read_lines(file: Path) -> tuple[list[bytes], bytes]:
    """The same of a whole file; nothing when there is no file."""
    return split_lines(_read_end(file, None))


def read_tail(file: Path) -> list[bytes]:
    """The last lines of the file; the first of them may lack its beginning."""
    return split_lines(_read_end(file, _TAIL))[0]


def find_torn(file: Path) -> bytes:
    """What stands behind the last line; b"" when nothing does."""
    if not split_lines(_read_end(file, _TAIL))[1]:
        return b""
    return read_lines(file)[1]


def lacks_end(file: Path) -> bool:
    """Whether the last line has no line feed."""
    return _read_end(file, 1) not in (b"\n", b"")


def _is_whole(line: bytes) -> bool:
    """A JSON object that is cut anywhere is none."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _read_end(file: Path, most: int | None) -> bytes:
    """The last `most` bytes, None = all."""
    try:
        with file.open("rb") as f:
            if most is not None:
                f.seek(max(0, f.seek(0, os.SEEK_END) - most))
            return f.read()
    except FileNotFoundError:
        return b""
