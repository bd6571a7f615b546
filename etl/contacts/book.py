"""The contacts of an installation: one file of its state folder, for its owner only; the newest of each cooperative.

What was known before is not kept. The file is no part of a version and in no backup: what is taken out is gone. What
staff typed, also that there is none, stands until a register of a later quarter says something.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from etl.model import FoundContact
from etl.store.faults import StoreBusy, StoreDamaged, say_cause
from etl.store.files import make_folder, write_atomic

FOLDER, FILE = "kontak", "daftar.json"
_PATIENCE = 10  # seconds
_DAMAGED = "Daftar kontak ({path}) rusak. Hapus berkas itu; terbitan register berikutnya mengisinya lagi."

_read: dict[Path, tuple[tuple[int, int], dict[str, Contact]]] = {}  # path -> (what the file was, its content)


@dataclass(frozen=True)
class Contact:
    """Whom to call at a cooperative.

    periode  the quarter whose register said so, or the last one published when staff typed it
    unggahan the upload that said so; 0 = staff typed it
    oleh     who typed or published it; waktu: when
    contoh   said while invented data were published
    Without chair and number: staff took it out, and the same quarter does not bring it back.
    """

    ketua: str
    telepon: str
    periode: str
    unggahan: int
    oleh: str
    waktu: str
    contoh: bool = False

    @property
    def is_known(self) -> bool:
        """Whether it says anything."""
        return bool(self.ketua or self.telepon)


class ContactBook:
    """The file in one state folder. Reading raises StoreDamaged, writing StoreBusy too."""

    def __init__(self, state_folder: Path) -> None:
        self.path = state_folder / FOLDER / FILE

    def read(self) -> Mapping[str, Contact]:
        """{koperasi_id: contact} of those that say something."""
        return {i: c for i, c in self._read_all().items() if c.is_known}

    def keep(self, found: Iterable[FoundContact], source: Contact) -> int:
        """What a published register says, with the source of it; how many took the place of what was known.

        The first real data take out all that was said beside invented ones.
        """
        said = {f.koperasi_id: replace(source, ketua=f.ketua, telepon=f.telepon) for f in found}
        if not said and not self.path.exists():
            return 0
        with self._changing() as known:
            for i in [i for i, c in known.items() if c.contoh != source.contoh]:
                del known[i]
            new = {i: c for i, c in said.items() if _replaces(c, known.get(i))}
            known.update(new)
        return len(new)

    def write(self, koperasi_id: str, contact: Contact) -> None:
        """What staff typed."""
        with self._changing() as known:
            known[koperasi_id] = contact

    def forget_uploads(self, uploads: Iterable[int]) -> int:
        """Take out what these uploads said; how many."""
        gone = set(uploads)
        if not any(c.unggahan in gone for c in self._read_all().values()):
            return 0
        with self._changing() as known:
            named = [i for i, c in known.items() if c.unggahan in gone]
            for i in named:
                del known[i]
        return len(named)

    def forget_all(self) -> int:
        """Take out everything, also of a damaged file; how many there were."""
        try:
            number = len(self.read())
        except StoreDamaged:
            number = 0
        self.path.unlink(missing_ok=True)
        return number

    @contextmanager
    def _changing(self) -> Iterator[dict[str, Contact]]:
        """What is known, to be changed; written when the block ends well."""
        try:
            make_folder(self.path.parent)
            with FileLock(self.path.with_name(".kunci"), timeout=_PATIENCE, mode=0o600):
                known = dict(self._read_all())
                yield known
                content = {i: asdict(c) for i, c in sorted(known.items())}
                write_atomic(self.path, json.dumps(content, ensure_ascii=False, indent=0).encode())
        except Timeout as error:
            raise StoreBusy("Daftar kontak sedang ditulis orang lain. Tunggu sebentar, lalu coba lagi.") from error
        except OSError as error:
            raise StoreDamaged(f"Daftar kontak tidak dapat ditulis ({say_cause(error)}).") from error

    def _read_all(self) -> dict[str, Contact]:
        """Read once for each state of the file: pages ask at every rerun."""
        try:
            s = self.path.stat()
        except FileNotFoundError:
            return {}
        key = (s.st_mtime_ns, s.st_ino)
        if _read.get(self.path, (None,))[0] != key:
            _read[self.path] = (key, self._parse())
        return _read[self.path][1]

    def _parse(self) -> dict[str, Contact]:
        try:
            return {str(i): Contact(**c) for i, c in json.loads(self.path.read_bytes()).items()}
        except (OSError, ValueError, TypeError, AttributeError, RecursionError) as error:
            raise StoreDamaged(_DAMAGED.format(path=self.path)) from error


def _replaces(new: Contact, old: Contact | None) -> bool:
    """A register outweighs those of earlier quarters and of its own; what staff typed only a later one."""
    if old is None:
        return True
    return new.periode >= old.periode if old.unggahan else new.periode > old.periode


def read_clock(moment: dt.datetime) -> str:
    """A moment as the file keeps it, to the minute."""
    return moment.isoformat(timespec="minutes")
