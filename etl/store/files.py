"""Files of the state folder: written whole or not at all, for their owner only, set aside instead of deleted."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from etl.acuan import ROOT

TEMPORARY = ".sedang"  # ending of what is being written
ASIDE = "disisihkan"
AUDIT_FILE = "audit.jsonl"  # written by etl/audit only
POINTER = "terbitan/TERKINI"  # names the current version
VERSIONS = "terbitan/*.duckdb"
PREVIEWS = "draf/pratinjau"  # what a draft would look like when published; never current, in no backup
SEAL = "tanda"  # the key that signs what leaves the installation
NEIGHBOURS = "pemda_lain"  # packages of other areas of government, etl/neighbours
CARE = "perawatan"  # notes on backups and drills
LOGS = "log"
RESTORING = "pemulihan"  # what is being put back from a backup
RESTORE_PLAN = f"{RESTORING}/rencana.json"  # while it stands, an interrupted restore waits to be finished
# What in a state folder is ours; the default one also holds the reference data of the checkout.
STATE = (
    *("terbitan", "arsip", ASIDE, "kunci*", AUDIT_FILE + "*", "*.sqlite", "*.sqlite-*"),
    *(SEAL, CARE, LOGS, RESTORING, NEIGHBOURS),
)
_FILE, _FOLDER = 0o600, 0o700
# Exactly that ending, and what DuckDB writes beside such a file. An earlier release named archived workbooks after the
# ending that they came with, which may be this one or begin like it.
_IS_TEMPORARY = re.compile(r"(?!(?:.*-)?[0-9a-f]{64}\.sedang\Z).+\.sedang(?:\.wal|\.tmp)?", re.DOTALL)


def is_temporary(name: str) -> bool:
    """Whether a file of this name (without folders) is one that was never finished."""
    return _IS_TEMPORARY.fullmatch(name) is not None


def write_atomic(path: Path, content: bytes) -> None:
    """Write a small file so that readers see the old content or the new, also after a crash."""
    temporary = path.with_name(path.name + TEMPORARY)
    try:
        with open(temporary, "wb", opener=open_private) as f:
            f.write(content)
            f.flush()
            os.fsync(f.fileno())
        os.replace(temporary, path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def open_private(path: str, flags: int) -> int:
    """For the `opener` of open(): a file that is made is for its owner only."""
    return os.open(path, flags, _FILE)


def copy_private(source: Path, target: Path) -> Path:
    """Copy a file; `target` is for its owner only from its first byte on, also where a full disk leaves it half."""
    with source.open("rb") as reader, open(target, "wb", opener=open_private) as writer:
        target.chmod(_FILE)  # one that was there
        shutil.copyfileobj(reader, writer, 1 << 20)
    return target


def sync_file(path: Path) -> None:
    with path.open("rb+") as f:
        os.fsync(f.fileno())


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable; Windows has no such call and needs none."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def hash_file(path: Path) -> str:
    with path.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


def make_folder(path: Path) -> None:
    """A folder for its owner only; those above it that are missing likewise."""
    if not path.parent.exists():
        make_folder(path.parent)
    path.mkdir(mode=_FOLDER, exist_ok=True)


def tighten_modes(folder: Path, itself: bool = True) -> None:
    """Take from everybody else what an earlier release left readable. Somebody else's files stay as they are, and the
    folder itself where it is not ours (`itself`)."""
    owned = [p for pattern in STATE for p in folder.glob(pattern)]
    paths = [*owned, *(q for p in owned if p.is_dir() and not p.is_symlink() for q in p.rglob("*"))]
    for p in [*paths, *([folder] if itself and folder != ROOT / "data" else [])]:
        with suppress(PermissionError, FileNotFoundError):
            allowed = _FOLDER if p.is_dir() else _FILE
            if p.stat().st_mode & 0o077 and not p.is_symlink():
                p.chmod(p.stat().st_mode & allowed)


def set_aside(folder: Path, paths: Iterable[Path]) -> list[Path]:
    """Rename what is in the way into folder/disisihkan, under the time and its old name; where each is now."""
    result = []
    for path in paths:
        place = folder / ASIDE
        make_folder(place)
        prefix = dt.datetime.now().strftime("%Y%m%dT%H%M%S")
        ordinal, destination = 0, place / f"{prefix}-{path.name}"
        while destination.exists():
            ordinal += 1
            destination = place / f"{prefix}-{ordinal}-{path.name}"
        path.rename(destination)
        sync_folder(path.parent)
        result.append(destination)
    return result
