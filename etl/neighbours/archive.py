"""Packages as they were received, each called by its hash: kept for good, also those that were undone."""

from __future__ import annotations

import hashlib
from pathlib import Path

from etl.neighbours.ledger import find_folder
from etl.store.faults import StoreDamaged, say_cause
from etl.store.files import make_folder, write_atomic

_FOLDER, _ENDING = "paket", ".zip"


def find_package(state: Path, sha256: str) -> Path:
    return find_folder(state) / _FOLDER / f"{sha256}{_ENDING}"


def keep(state: Path, sha256: str, content: bytes) -> None:
    """Write it, unless it is there whole. Raises OSError."""
    path = find_package(state, sha256)
    make_folder(path.parent)
    if find_damage(state, sha256):
        write_atomic(path, content)


def count_kept(state: Path) -> int:
    return sum(1 for _ in (find_folder(state) / _FOLDER).glob(f"*{_ENDING}"))


def read_kept(state: Path, sha256: str) -> bytes:
    """Raises StoreDamaged with a sentence that names the file where it is lost or another one."""
    path = find_package(state, sha256)
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise StoreDamaged(f"Paket {path} hilang. Salin kembali dari cadangan, lalu jalankan rebuild.") from None
    except OSError as error:
        raise StoreDamaged(f"Paket {path} tidak dapat dibaca ({say_cause(error)}).") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise StoreDamaged(f"Paket {path} rusak. Salin kembali dari cadangan, lalu jalankan rebuild.")
    return content


def find_damage(state: Path, sha256: str) -> str:
    """A sentence where the file is lost or damaged; "" where it is whole."""
    try:
        read_kept(state, sha256)
    except StoreDamaged as error:
        return str(error)
    return ""
