"""What was set aside: renamed into the folder `disisihkan`, under the time and its old name."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from etl.store.files import ASIDE, TEMPORARY, sync_file, sync_folder

_VERSION = re.compile(r"\d{6}\.duckdb$")
_RECORD = re.compile(r"\d{6}\.json$")
# The pointer, secrets, hashes beside a record, half a line of the audit; and workbooks, which are evidence and stay
# as they are.
_KEPT = re.compile(
    r"(?:^|-)(?:TERKINI|kunci|audit\.jsonl\.terpotong|\d{6}\.\d+\.sidik|\d{6}\.(?:pangkas|hapus)|[0-9a-f]{64}(?:\..+)?"
    r"|kunci(?:-lama-\d+)?\.pem|[0-9a-f]{32}\.pub)$",
    re.DOTALL,
)


class AsideKind(Enum):
    """What a file that was set aside is, by its name."""

    VERSION = 1
    RECORD = 2
    KEPT = 3
    UNKNOWN = 4


def list_aside(folder: Path) -> Iterator[tuple[Path, AsideKind]]:
    """Every file that was set aside in a state folder and holds anything, also those that were never finished."""
    for path in sorted((folder / ASIDE).rglob("*")):
        if path.is_file() and path.stat().st_size:
            yield path, _tell_kind(path.name.removesuffix(TEMPORARY))


def replace_aside(new: Path, path: Path) -> None:
    """Put a file in the place of one that was set aside: only for masking numbers of people (redact.py)."""
    new.chmod(0o600)
    sync_file(new)
    os.replace(new, path)
    sync_folder(path.parent)


def _tell_kind(name: str) -> AsideKind:
    known = ((_VERSION, AsideKind.VERSION), (_RECORD, AsideKind.RECORD), (_KEPT, AsideKind.KEPT))
    return next((kind for pattern, kind in known if pattern.search(name)), AsideKind.UNKNOWN)
