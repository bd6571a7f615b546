"""What somebody has begun on the upload page: the workbook, answers, corrections and choices, one draft for each user.

A draft is no part of what is published: it is for its owner only (0600), expires after fourteen days, and no backup
holds it. It may hold a workbook, and so names of people, which is why it goes as soon as it is of no more use.
"""

from __future__ import annotations

import hashlib
import json
import time
from pathlib import Path
from typing import Any

from etl.store.files import TEMPORARY, make_folder, write_atomic

FOLDER = "draf"
DAYS = 14
_TEXTS, _WORKBOOK = ".json", ".buku"


class Drafts:
    """The drafts of a state folder. What cannot be read is no draft; OSError where the disk does not take one."""

    def __init__(self, state_folder: Path) -> None:
        self.folder = state_folder / FOLDER

    def read(self, user: str) -> dict[str, Any]:
        """What a user has begun; {} when there is nothing, or it is older than fourteen days, or damaged."""
        self.expire()
        try:
            content = json.loads(self._path(user, _TEXTS).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}

    def write(self, user: str, content: dict[str, Any]) -> None:
        """Keep what a user has begun; from now on it lasts fourteen days."""
        make_folder(self.folder)
        write_atomic(self._path(user, _TEXTS), json.dumps(content, ensure_ascii=False).encode())
        if self._path(user, _WORKBOOK).exists():
            self._path(user, _WORKBOOK).touch()

    def read_workbook(self, user: str, sha256: str) -> bytes | None:
        """The workbook of a draft; None when it is gone or is another one."""
        try:
            data = self._path(user, _WORKBOOK).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha256 else None

    def keep_workbook(self, user: str, data: bytes) -> None:
        make_folder(self.folder)
        write_atomic(self._path(user, _WORKBOOK), data)

    def drop(self, user: str) -> None:
        """Remove a draft; nothing when there is none."""
        for ending in (_TEXTS, _WORKBOOK):
            self._path(user, ending).unlink(missing_ok=True)

    def expire(self) -> None:
        """Remove every draft that nobody has touched for fourteen days, and what a kill left half written."""
        limit = time.time() - DAYS * 86_400
        for path in self.folder.glob("*"):
            try:
                if path.stat().st_mtime < limit and path.suffix in (_TEXTS, _WORKBOOK, TEMPORARY):
                    path.unlink(missing_ok=True)
            except OSError:
                continue  # somebody else has just removed it, or may: the next call tries again

    def _path(self, user: str, ending: str) -> Path:
        """Names of accounts differ in more than a file system can tell apart, and are not to be read off the disk."""
        return self.folder / (hashlib.sha256(user.casefold().encode()).hexdigest()[:32] + ending)
