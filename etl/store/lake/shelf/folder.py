"""A folder that all servers have mounted."""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from pathlib import Path

from etl.store.files import hash_file, make_folder, write_atomic


class Folder:
    """Each function as of a Bucket; raises OSError."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, name: str) -> bytes | None:
        path = self.folder / name
        return path.read_bytes() if path.exists() else None

    def holds(self, name: str, sha256: str) -> bool:
        path = self.folder / name
        return path.exists() and hash_file(path) == sha256

    def write(self, name: str, content: bytes) -> None:
        make_folder(self.folder)
        write_atomic(self.folder / name, content)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)

    def is_there(self, is_begun: bool, tables: str) -> bool:
        """Whether it can be worked with; where the catalog is begun, tables are in it."""
        return (self.folder / tables if is_begun else self.folder).is_dir()

    def read_clock(self) -> dt.datetime:
        with tempfile.NamedTemporaryFile(dir=self.folder) as now:
            return dt.datetime.fromtimestamp(os.stat(now.name).st_mtime, dt.UTC)
