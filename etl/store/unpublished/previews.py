"""Previews: the version that a draft on Unggah would become, built as a file of its own beside what is published.

A preview is named by a number below nought, so that every question about a version can be asked of it; the number is
drawn by lot and is the draft's address (`?draf=`). Nothing here is ever made current, no backup holds it, and it goes
as soon as it is of no more use: replaced, dropped, published, or fourteen days old.
"""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from etl.store.connections import forget
from etl.store.drafts import DAYS
from etl.store.files import PREVIEWS, TEMPORARY, make_folder, write_atomic

MOST = 12  # files of all staff together, the oldest go first
_BYTES = 10  # of a token
_NOTE = ".json"


@dataclass(frozen=True)
class Preview:
    """One preview. by: whose draft; key: what it was built from; base_version: what is published beneath it (None =
    nothing); is_handed_in: whoever may approve may look at it as well."""

    number: int
    by: str
    periode: str
    file: str
    key: str
    base_version: int | None
    is_handed_in: bool = False

    @property
    def token(self) -> str:
        return write_token(self.number)


class Previews:
    """The previews of a state folder. What cannot be read is no preview; OSError where the disk does not take one."""

    def __init__(self, state_folder: Path) -> None:
        self.folder = state_folder / PREVIEWS

    def list_all(self) -> list[Preview]:
        """Every preview that still holds, the newest first."""
        self._expire()
        notes = sorted(self.folder.glob(f"*{_NOTE}"), key=_read_time, reverse=True)
        return [p for note in notes if (p := self._read(note)) is not None]

    def find(self, token: str) -> Preview | None:
        """The preview at an address; None where there is none, or no more."""
        number = parse_token(token)
        return next((p for p in self.list_all() if p.number == number), None)

    def find_of(self, by: str, key: str) -> Preview | None:
        """Somebody's preview of exactly this draft."""
        return next((p for p in self.list_all() if (p.by, p.key) == (by, key)), None)

    def begin(self) -> tuple[int, Path]:
        """The number of a new preview, and where its file is to be built."""
        make_folder(self.folder)
        number = -int(secrets.token_hex(_BYTES), 16) - 1
        return number, self._path(number, ".duckdb" + TEMPORARY)

    def keep(self, preview: Preview, built: Path) -> None:
        """Give a built file its place, for its owner only. It takes the place of the owner's others, and of the oldest
        where there are too many."""
        built.chmod(0o600)
        built.replace(self._path(preview.number, ".duckdb"))
        self.note(preview)
        others = [p for p in self.list_all() if p.number != preview.number]
        own = [p for p in others if p.by == preview.by]
        replaced = [p for p in own if p.key == preview.key or not (p.is_handed_in or preview.is_handed_in)]
        for p in {*replaced, *others[MOST - 1 :]}:
            self.drop(p.number)

    def note(self, preview: Preview) -> None:
        """Write down what is known of a preview; from now on it lasts fourteen days."""
        write_atomic(self._path(preview.number, _NOTE), json.dumps(asdict(preview), ensure_ascii=False).encode())

    def drop(self, number: int) -> None:
        """Remove a preview; nothing when there is none."""
        forget(self._path(number, ".duckdb"))
        for ending in (_NOTE, ".duckdb.wal", ".duckdb"):
            self._path(number, ending).unlink(missing_ok=True)

    def drop_of(self, by: str) -> None:
        """Remove what somebody looks at and has not handed in."""
        for p in self.list_all():
            if p.by == by and not p.is_handed_in:
                self.drop(p.number)

    def _read(self, note: Path) -> Preview | None:
        try:
            preview = Preview(**json.loads(note.read_bytes()))
        except (OSError, ValueError, TypeError, RecursionError):
            return None
        whole = note == self._path(preview.number, _NOTE) and self._path(preview.number, ".duckdb").exists()
        return preview if whole else None

    def _expire(self) -> None:
        """Remove what is fourteen days old, and what a kill left half written a day ago."""
        now = time.time()
        for path in self.folder.glob("*"):
            days = 1 if TEMPORARY in path.name else DAYS
            if _read_time(path) < now - days * 86_400:
                forget(path)
                path.unlink(missing_ok=True)

    def _path(self, number: int, ending: str) -> Path:
        return self.folder / f"{number}{ending}"


def write_token(number: int) -> str:
    return f"{-number - 1:0{2 * _BYTES}x}"


def parse_token(written: str) -> int | None:
    """The number behind an address; None where it is none."""
    if len(written) != 2 * _BYTES or not set(written) <= set("0123456789abcdef"):
        return None
    return -int(written, 16) - 1


def _read_time(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()  # somebody else has just removed it
