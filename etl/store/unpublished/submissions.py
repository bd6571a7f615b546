"""Drafts that were handed in for approval: the workbook, and what was said to it, until somebody decides.

For staff only (0600), in no backup, and gone fourteen days after the last word about it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from etl.store.drafts import DAYS, FOLDER
from etl.store.files import TEMPORARY, make_folder, write_atomic

WAITING, SENT_BACK = "menunggu", "dikembalikan"
_NOTE, _WORKBOOK = ".json", ".buku"


@dataclass(frozen=True)
class Submission:
    """One draft that was handed in.

    by, time: who, when (as text); file, sha256: the workbook; answers, corrections, nil: what counts beside it;
    reason: the answer to `gates`, the sentences that asked; counts: its findings in words; base_version: what was
    published then. decided_by, decision: who sent it back, and why.
    """

    id: str
    by: str
    time: str
    file: str
    sha256: str
    periode: str
    answers: dict[str, str]
    corrections: list[dict[str, Any]]
    nil: list[str] | None
    reason: str
    starts_real_data: bool
    gates: list[str]
    counts: str
    base_version: int | None
    state: str = WAITING
    decided_by: str = ""
    decision: str = ""


class Submissions:
    """The drafts handed in of a state folder. What cannot be read is none; OSError where the disk does not take one."""

    def __init__(self, state_folder: Path) -> None:
        self.folder = state_folder / FOLDER / "ajuan"

    def list_all(self) -> list[Submission]:
        """Those that wait or were sent back, the oldest first."""
        self._expire()
        found = [s for path in self.folder.glob(f"*{_NOTE}") if (s := _read(path)) is not None]
        return sorted(found, key=lambda s: (s.time, s.id))

    def find(self, id: str) -> Submission | None:
        return next((s for s in self.list_all() if s.id == id), None)

    def add(self, s: Submission, data: bytes) -> None:
        """Keep a draft with its workbook, in the place of what the same person handed in for the quarter before."""
        for earlier in (e for e in self.list_all() if (e.by, e.periode) == (s.by, s.periode)):
            self.drop(earlier.id)
        make_folder(self.folder)
        write_atomic(self._path(s.id, _WORKBOOK), data)
        self.note(s)

    def note(self, s: Submission) -> None:
        """Write down where a draft stands; what was sent back needs its workbook no more."""
        write_atomic(self._path(s.id, _NOTE), json.dumps(asdict(s), ensure_ascii=False).encode())
        if s.state != WAITING:
            self._path(s.id, _WORKBOOK).unlink(missing_ok=True)

    def read_workbook(self, s: Submission) -> bytes | None:
        """The workbook as it was handed in; None when it is gone or is another one."""
        try:
            data = self._path(s.id, _WORKBOOK).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == s.sha256 else None

    def drop(self, id: str) -> None:
        """Remove a draft; nothing when there is none."""
        for ending in (_NOTE, _WORKBOOK):
            self._path(id, ending).unlink(missing_ok=True)

    def _expire(self) -> None:
        limit = time.time() - DAYS * 86_400
        for path in self.folder.glob("*"):
            try:
                if path.stat().st_mtime < limit and path.suffix in (_NOTE, _WORKBOOK, TEMPORARY):
                    path.unlink(missing_ok=True)
            except OSError:
                continue  # somebody else has just removed it

    def _path(self, id: str, ending: str) -> Path:
        return self.folder / (id + ending)


def make_id() -> str:
    return secrets.token_hex(10)


def _read(path: Path) -> Submission | None:
    try:
        found = Submission(**json.loads(path.read_bytes()))
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return found if found.id == path.stem else None
