"""Remarks in the archive: one small file each, written once; a withdrawal is another file beside it.

They are no part of a version: a restored or rebuilt one has them too, and so has each backup.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from etl.store.faults import StoreBusy, StoreDamaged, say_cause
from etl.store.files import make_folder, write_atomic

FOLDER = "catatan"
_WITHDRAWN = ".cabut"  # ending of the note
_PATIENCE = 10  # seconds

_read: dict[Path, tuple[int, tuple[Remark, ...]]] = {}  # folder -> (when it changed, what it holds)


@dataclass(frozen=True)
class Remark:
    """A sentence beside a figure. oleh, peran, waktu: who said it, in which role, when; contoh: beside invented data;
    dicabut_oleh, dicabut_waktu: who withdrew it, "" = in force."""

    nomor: int
    indikator: str
    kode_wilayah: str
    periode: str
    kalimat: str
    oleh: str
    peran: str
    waktu: str
    contoh: bool = False
    dicabut_oleh: str = ""
    dicabut_waktu: str = ""


class RemarkBook:
    """The remarks of an archive folder. Writing raises StoreDamaged or StoreBusy."""

    def __init__(self, archive: Path) -> None:
        self.folder = archive / FOLDER

    def list_all(self) -> tuple[Remark, ...]:
        """All of them, the oldest first, also withdrawn ones; a damaged file is left out, see list_damaged."""
        try:
            changed = self.folder.stat().st_mtime_ns
        except FileNotFoundError:
            return ()
        if _read.get(self.folder, (0,))[0] != changed:
            _read[self.folder] = changed, tuple(self._read_all())
        return _read[self.folder][1]

    def list_damaged(self) -> list[str]:
        """Names of files that cannot be read."""
        return [p.name for p in self._list_files() if _parse(p) is None]

    def add(self, remark: Remark) -> Remark:
        """Keep a new one under the next number, which it comes back with."""
        with self._changing():
            numbers = [int(p.stem) for p in self._list_files()]
            numbered = replace(remark, nomor=max(numbers, default=0) + 1)
            write_atomic(self._path(numbered.nomor), _make_json(asdict(numbered)))
        return numbered

    def withdraw(self, number: int, by: str, time: str) -> None:
        """Note that one is no longer in force. Raises KeyError when there is none of this number in force."""
        with self._changing():
            if not any(r.nomor == number and not r.dicabut_oleh for r in self._read_all()):
                raise KeyError(number)
            note = {"dicabut_oleh": by, "dicabut_waktu": time}
            write_atomic(self._path(number).with_suffix(_WITHDRAWN), _make_json(note))

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:06d}.json"

    def _list_files(self) -> list[Path]:
        return sorted(p for p in self.folder.glob("*.json") if p.stem.isascii() and p.stem.isdigit())

    def _read_all(self) -> Iterator[Remark]:
        for path in self._list_files():
            if (remark := _parse(path)) is not None:
                yield remark

    @contextmanager
    def _changing(self) -> Iterator[None]:
        try:
            make_folder(self.folder)
            with FileLock(self.folder / ".kunci", timeout=_PATIENCE, mode=0o600):
                yield
        except Timeout as error:
            raise StoreBusy("Catatan sedang ditulis orang lain. Tunggu sebentar, lalu coba lagi.") from error
        except OSError as error:
            raise StoreDamaged(f"Catatan tidak dapat ditulis ({say_cause(error)}).") from error


def _parse(path: Path) -> Remark | None:
    """One remark with its withdrawal; None where the file is no remark."""
    try:
        remark = Remark(**json.loads(path.read_bytes()))
        note = path.with_suffix(_WITHDRAWN)
        return replace(remark, **json.loads(note.read_bytes())) if note.exists() else remark
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _make_json(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
