"""The records of the archive: one JSON file for each publication, written once and never changed.

What is found out later about a version's file (a new hash after a rebuild) stands beside the record, in files of its
own.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from etl.release import is_later, read_release
from etl.store.faults import LaterRelease, StoreDamaged
from etl.store.files import write_atomic

Record = dict[str, Any]
UNNAMED = "sebelum 0.2.0"  # records of earlier releases do not name theirs
_PRUNED = ".pangkas"  # ending of the note
_EXPIRED = ".hapus"
_COUNTED = ".hitung"
COUNTING = "cara_hitung"  # in a record: how each indicator of its version is counted
_FROM_OTHERS = "disalin dari katalog bersama"
_NEEDED = {"nomor", "waktu", "oleh", "tindakan", "sha256_terbitan"}


def name_record(folder: Path, suffix: str) -> set[int]:
    """Numbers for which a folder holds a file NNNNNN + ending."""
    return {int(p.stem) for p in folder.glob("*" + suffix) if p.stem.isascii() and p.stem.isdigit()}


class Records:
    """Records in the folder `arsip`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def numbers(self) -> set[int]:
        return name_record(self.folder, ".json")

    def path(self, number: int) -> Path:
        return self.folder / f"{number:06d}.json"

    def read(self, number: int) -> Record | None:
        """One record; None when there is none or it is damaged."""
        try:
            content = json.loads(self.path(number).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        whole = isinstance(content, dict) and content.keys() >= _NEEDED and content["nomor"] == number
        return content if whole else None

    def refuse_later(self, number: int | None) -> None:
        """Raise LaterRelease where a later release than this one published a version: it may hold tables, columns and
        settings that would be lost in what is built here upon it."""
        if later := self.say_later(number):
            raise LaterRelease(later)

    def say_later(self, number: int | None) -> str:
        """Why nothing may be published upon a version of a later release, for the operator; "" = it may."""
        release = (number and self.read(number) or {}).get("rilis")
        if not is_later(release):
            return ""
        return (
            f"Versi {number} diterbitkan oleh rilis {release} dari dasbor; di sini berjalan rilis {read_release()}"
            ", yang tidak mengenal semua isinya. Pasang rilis itu di sini, lalu ulangi. Yang terbit tetap tampil; "
            "tidak ada yang ditulis."
        )

    def read_all(self, until: int | None = None) -> tuple[list[Record], list[str]]:
        """Records 1 to `until` (None: the last one), oldest first, and a sentence for each that is lost or damaged."""
        number = range(1, (max(self.numbers(), default=0) if until is None else until) + 1)
        records = {n: self.read(n) for n in number}
        problems = [
            f"Catatan terbitan {n} {'rusak' if self.path(n).exists() else 'tidak ada di arsip'}."
            for n, c in records.items()
            if c is None
        ]
        return [c for c in records.values() if c is not None], problems

    def write(self, record: Record) -> None:
        """Write a new record. Raises StoreDamaged when there is one: a record is never overwritten."""
        path = self.path(record["nomor"])
        if path.exists():
            raise StoreDamaged(f"Catatan terbitan {record['nomor']} sudah ada di arsip dan tidak ditimpa.")
        write_atomic(path, _make_json(record))

    def read_raw(self, number: int) -> Record:
        """One record as it stands, whatever it lacks. Raises StoreDamaged when it cannot be read."""
        try:
            content = json.loads(self.path(number).read_bytes())
        except (ValueError, RecursionError):
            content = None
        if not isinstance(content, dict):
            raise StoreDamaged(
                f"Catatan terbitan {number} ({self.path(number)}) rusak; tidak ada yang diubah. "
                "Salin kembali berkas itu dari cadangan, lalu ulangi."
            )
        return content

    def replace(self, number: int, record: Record) -> None:
        """Write a record anew: only for masking numbers of people (redact.py)."""
        write_atomic(self.path(number), _make_json(record))

    def add_hash(self, number: int, sha256: str, cause: str, release: str) -> None:
        """Note beside a record that its file was made again, with this hash."""
        ordinal = 1 + len(self.beside(number))
        while (path := self.folder / f"{number:06d}.{ordinal}.sidik").exists():
            ordinal += 1
        write_atomic(path, _make_json({"nomor": number, "sha256_terbitan": sha256, "sebab": cause, "rilis": release}))

    def take_over(self, number: int, content: bytes, sha256: str, server: str) -> None:
        """Keep the record of a version that another server published, as it stands there, and the hash of its file as
        it is written here ("" = no file could be had: declared, as where the retention setting removed it)."""
        write_atomic(self.path(number), content)
        note = {"nomor": number, "sha256_terbitan": sha256, "sebab": _FROM_OTHERS, "peladen": server}
        write_atomic(self.folder / f"{number:06d}.1.sidik", _make_json(note))
        if not sha256:
            self.declare_pruned(number, 0, dt.datetime.now().astimezone().replace(microsecond=0))

    def is_from_others(self, number: int) -> bool:
        """Whether another server published this version: its record names an entry of that server's audit."""
        return any(_FROM_OTHERS.encode() in path.read_bytes() for path in self.beside(number))

    def declare_pruned(self, number: int, kept: int, time: dt.datetime) -> None:
        """Note beside a record that the retention setting is about to remove its version's file."""
        content = {"nomor": number, "waktu": time.isoformat(), "simpan_versi": kept}
        write_atomic(self.folder / f"{number:06d}{_PRUNED}", _make_json(content))

    def pruned(self) -> set[int]:
        """Numbers whose file the retention setting removed: declared, so that they are not taken for lost."""
        return name_record(self.folder, _PRUNED)

    def declare_expired(self, number: int, base: int, years: int, time: dt.datetime) -> None:
        """Note beside a record that the retention setting is about to remove its workbook; from then on the archive is
        replayed from the file of version `base`."""
        content = {"nomor": number, "waktu": time.isoformat(), "simpan_buku_kerja_tahun": years, "pangkal": base}
        write_atomic(self.folder / f"{number:06d}{_EXPIRED}", _make_json(content))

    def expired(self) -> dict[int, int]:
        """{number whose workbook the retention setting removed: the base that was chosen then}. A damaged note declares
        nothing."""
        found = {}
        for number in name_record(self.folder, _EXPIRED):
            try:
                found[number] = int(json.loads((self.folder / f"{number:06d}{_EXPIRED}").read_bytes())["pangkal"])
            except (OSError, ValueError, KeyError, TypeError):
                continue
        return found

    def base(self) -> int:
        """The version from whose file the archive is replayed; 0 = from the first workbook."""
        return max(self.expired().values(), default=0)

    def reached_back(self, base: int) -> set[int]:
        """The base, and older versions that a later record brought back: their files are needed for a replay."""
        later = [c for n in self.numbers() if n > base and (c := self.read(n)) is not None]
        brought_back = {int(c.get("dari") or base) for c in later}
        returned = {int(row[3] or base) for c in later for row in c.get("dikembalikan", ())}
        return {base} | {n for n in brought_back | returned if n < base}

    def beside(self, number: int) -> list[Path]:
        """The notes beside a record."""
        return sorted(self.folder.glob(f"{number:06d}.*.sidik"))

    def hashes(self, number: int) -> set[str]:
        """Every hash that the version's file may have; empty without a readable record."""
        record = self.read(number)
        if record is None:
            return set()
        result = {str(record["sha256_terbitan"])}
        for path in self.beside(number):
            try:
                content = json.loads(path.read_bytes())
                result.add(str(content["sha256_terbitan"]))
            except (OSError, ValueError, KeyError, TypeError):
                continue  # a damaged note vouches for nothing
        return result

    def note_counting(self, number: int, counting: Mapping[str, str]) -> None:
        """Note beside a record how its figures are counted, where it does not say so itself: a replay by this release
        gave the same ones."""
        if self.read_counting(number) != counting:
            write_atomic(self.folder / f"{number:06d}{_COUNTED}", _make_json(dict(counting)))

    def read_counting(self, number: int) -> dict[str, str]:
        """{indicator: how its figures in a version are counted}, see etl/settings/comparable.py; one is missing where
        nobody knows, or where not all quarters are counted alike."""
        try:
            noted = json.loads((self.folder / f"{number:06d}{_COUNTED}").read_bytes())
        except (OSError, ValueError, RecursionError):
            noted = (self.read(number) or {}).get(COUNTING)
        return {str(k): str(v) for k, v in noted.items()} if isinstance(noted, dict) else {}

    def key_fingerprints(self) -> set[str]:
        """Fingerprints of the participant key under which workbooks were published."""
        records = (self.read(n) for n in self.numbers())
        return {str(c["sidik_kunci"]) for c in records if c is not None and c.get("sidik_kunci")}


def hash_key(key: bytes) -> str:
    """What tells two participant keys apart and says nothing about either."""
    return hashlib.sha256(b"kunci peserta:" + key).hexdigest()[:32]


def _make_json(content: Record) -> bytes:
    return json.dumps(content, ensure_ascii=False, indent=1).encode()
