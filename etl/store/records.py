"""The records of the archive: one JSON file for each publication, written once and never changed.

What is found out later about a version's file (a new hash after a rebuild) stands beside the record, in files of its own.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from etl.store.faults import StoreDamaged
from etl.store.files import write_atomic

Record = dict[str, Any]
UNNAMED = "sebelum 0.2.0"  # records of earlier releases do not name theirs
_NEEDED = {"nomor", "waktu", "oleh", "tindakan", "sha256_terbitan"}


def name_record(folder: Path, akhiran: str) -> set[int]:
    """Numbers for which a folder holds a file NNNNNN + ending."""
    return {int(p.stem) for p in folder.glob("*" + akhiran) if p.stem.isascii() and p.stem.isdigit()}


class Records:
    """Records in the folder `arsip`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def numbers(self) -> set[int]:
        return name_record(self.folder, ".json")

    def path(self, nomor: int) -> Path:
        return self.folder / f"{nomor:06d}.json"

    def read(self, nomor: int) -> Record | None:
        """One record; None when there is none or it is damaged."""
        try:
            isi = json.loads(self.path(nomor).read_bytes())
        except (OSError, ValueError, RecursionError):
            return None
        utuh = isinstance(isi, dict) and isi.keys() >= _NEEDED and isi["nomor"] == nomor
        return isi if utuh else None

    def read_all(self, sampai: int | None = None) -> tuple[list[Record], list[str]]:
        """Records 1 to `sampai` (None: the last one), oldest first, and a sentence for each that is lost or damaged."""
        nomor = range(1, (max(self.numbers(), default=0) if sampai is None else sampai) + 1)
        semua = {n: self.read(n) for n in nomor}
        masalah = [
            f"Catatan terbitan {n} {'rusak' if self.path(n).exists() else 'tidak ada di arsip'}."
            for n, c in semua.items()
            if c is None
        ]
        return [c for c in semua.values() if c is not None], masalah

    def write(self, catatan: Record) -> None:
        """Write a new record. Raises GudangRusak when there is one: a record is never overwritten."""
        path = self.path(catatan["nomor"])
        if path.exists():
            raise StoreDamaged(f"Catatan terbitan {catatan['nomor']} sudah ada di arsip dan tidak ditimpa.")
        write_atomic(path, _make_json(catatan))

    def add_hash(self, nomor: int, sha256: str, sebab: str, rilis: str) -> None:
        """Note beside a record that its file was made again, with this hash."""
        ke = 1 + len(self.beside(nomor))
        while (path := self.folder / f"{nomor:06d}.{ke}.sidik").exists():
            ke += 1
        write_atomic(path, _make_json({"nomor": nomor, "sha256_terbitan": sha256, "sebab": sebab, "rilis": rilis}))

    def beside(self, nomor: int) -> list[Path]:
        """The notes beside a record."""
        return sorted(self.folder.glob(f"{nomor:06d}.*.sidik"))

    def hashes(self, nomor: int) -> set[str]:
        """Every hash that the version's file may have; empty without a readable record."""
        catatan = self.read(nomor)
        if catatan is None:
            return set()
        hasil = {str(catatan["sha256_terbitan"])}
        for path in self.beside(nomor):
            try:
                isi = json.loads(path.read_bytes())
                hasil.add(str(isi["sha256_terbitan"]))
            except (OSError, ValueError, KeyError, TypeError):
                continue  # a damaged note vouches for nothing
        return hasil

    def key_fingerprints(self) -> set[str]:
        """Fingerprints of the participant key under which workbooks were published."""
        semua = (self.read(n) for n in self.numbers())
        return {str(c["sidik_kunci"]) for c in semua if c is not None and c.get("sidik_kunci")}


def hash_key(kunci: bytes) -> str:
    """What tells two participant keys apart and says nothing about either."""
    return hashlib.sha256(b"kunci peserta:" + kunci).hexdigest()[:32]


def _make_json(isi: Record) -> bytes:
    return json.dumps(isi, ensure_ascii=False, indent=1).encode()
