"""What a backup holds: its manifest, written last, so that a half backup is known for what it is."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from etl.audit.log import Head
from etl.store.faults import StoreDamaged
from etl.store.files import ASIDE, AUDIT_FILE, NEIGHBOURS, POINTER, SEAL, TEMPORARY, VERSIONS, hash_file

MANIFEST = "cadangan.json"
FORM = 1  # of the manifest; a later one is refused
SEALED = ".age"  # ending of an encrypted file
COPIED = ("arsip", "terbitan", ASIDE, SEAL, NEIGHBOURS)  # folders of the state that a backup holds
# A backslash is a letter here (an earlier release took it into a name) and leads out of the folder on Windows.
_LETTER = r"[^/\0]" if os.sep == "/" else r"[^/\\:\0]"
_NAME = re.compile(rf"(?:(?:{'|'.join(COPIED)})(?:/{_LETTER}+)+|kunci|{re.escape(AUDIT_FILE)}|\w+\.sqlite)", re.DOTALL)


class BackupDamaged(StoreDamaged):
    """A folder is no finished backup, or its files are no longer what its manifest says."""


@dataclass(frozen=True)
class StoredFile:
    """name: path in the state folder; size, sha256: of its content; stored, stored_sha256: the file in the backup;
    core: hash of what must not get lost in it; replaces: an older copy need not be kept beside it."""

    name: str
    size: int
    sha256: str
    stored: str
    stored_sha256: str
    core: str = ""
    replaces: bool = False

    def find(self, folder: Path) -> Path:
        """Where the file is, also while its backup waits for its last renames. Raises BackupDamaged: nowhere."""
        place = folder / self.stored
        for path in (place.with_name(place.name + TEMPORARY), place):
            if path.is_file() and hash_file(path) == self.stored_sha256:
                return path
        fault = "rusak atau berubah" if place.exists() else "hilang"
        raise BackupDamaged(f"Berkas {self.stored} di cadangan {folder} {fault}. Pakai cadangan lain.")


@dataclass(frozen=True)
class Manifest:
    """One backup. current: the version that was current, None = nothing published; versions: how many it holds;
    audit: the end of the audit's chain; recipients: public keys, empty = not encrypted; flaws: what was wrong with the
    audit or the accounts when they were copied, a sentence each."""

    release: str
    time: dt.datetime
    current: int | None
    versions: int
    audit: Head
    recipients: tuple[str, ...]
    files: tuple[StoredFile, ...]
    flaws: tuple[str, ...] = ()

    def by_name(self) -> dict[str, StoredFile]:
        return {f.name: f for f in self.files}


def read_manifest(folder: Path) -> Manifest:
    """The newest finished backup in a folder. Raises BackupDamaged with a sentence when there is none."""
    for path in (pending(folder), folder / MANIFEST):
        content = _load(path)
        if content is not None:
            return _parse(content, folder)
    if _load(folder / MANIFEST, raw=True) is not None:
        raise BackupDamaged(f"Daftar isi {MANIFEST} di {folder} rusak. Pakai cadangan lain.")
    if any((folder / name).exists() for name in COPIED):
        raise BackupDamaged(
            f"Cadangan di {folder} belum selesai: {MANIFEST}, yang ditulis terakhir, tidak ada. "
            "Jalankan backup sekali lagi, atau pakai cadangan lain."
        )
    raise BackupDamaged(f"Di {folder} tidak ada cadangan.")


def find_manifest(folder: Path) -> Manifest | None:
    """The same, None where there is none that can be read."""
    try:
        return read_manifest(folder)
    except BackupDamaged:
        return None


def pending(folder: Path) -> Path:
    """The manifest of a backup whose files are all written and wait for their last renames."""
    return folder / (MANIFEST + TEMPORARY)


def can_be_named(name: str) -> bool:
    """Whether a manifest may name a file of the state so: by the same rule when it is written and when it is read."""
    is_text = not any("\ud800" <= letter <= "\udfff" for letter in name)  # bytes of a disk that are no letters
    return is_text and _NAME.fullmatch(name) is not None and not {".", ".."} & set(name.split("/"))


def format_manifest(m: Manifest) -> bytes:
    """The content of the file. Raises BackupDamaged where it could not be read back as what it says."""
    content = {
        "bentuk": FORM,
        "rilis": m.release,
        "waktu": m.time.isoformat(),
        "versi_terkini": m.current,
        "jumlah_versi": m.versions,
        "audit": {"nomor": m.audit.number, "sidik": m.audit.hash},
        "penerima": list(m.recipients),
        **({"tidak_utuh": list(m.flaws)} if m.flaws else {}),
        "berkas": [_format_file(f) for f in m.files],
    }
    written = json.dumps(content, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    if _parse(json.loads(written), Path()) != m:
        raise BackupDamaged(f"Daftar isi {MANIFEST} tidak terbaca kembali; cadangan ini tidak ditandai selesai.")
    return written


def say_flaws(m: Manifest) -> str:
    """A sentence to be added where a backup is spoken of; "" when all was whole."""
    if not m.flaws:
        return ""
    return (
        " Cadangan ini ditandai: saat dibuat, arsip, catatan tindakan atau daftar akun TIDAK utuh. Yang utuh mungkin "
        "masih ada di cadangan yang lebih lama."
    )


def _format_file(f: StoredFile) -> dict[str, Any]:
    content: dict[str, Any] = {"nama": f.name, "ukuran": f.size, "sha256": f.sha256}
    if f.stored != f.name:
        content |= {"simpan": f.stored, "sha256_simpan": f.stored_sha256}
    return content | ({"inti": f.core} if f.core else {}) | ({"ganti": True} if f.replaces else {})


def _load(path: Path, raw: bool = False) -> Any:
    """The JSON object of a file; None when there is no whole one. `raw`: the bytes."""
    try:
        content = path.read_bytes()
        return content if raw else json.loads(content)
    except (OSError, ValueError, RecursionError):
        return None


def _parse(content: Any, folder: Path) -> Manifest:
    try:
        if content["bentuk"] > FORM:
            raise BackupDamaged(f"Cadangan di {folder} dari rilis {content['rilis']}; pasang rilis itu lebih dahulu.")
        time = dt.datetime.fromisoformat(content["waktu"])
        head = Head(int(content["audit"]["nomor"]), str(content["audit"]["sidik"]), f"cadangan {time:%Y-%m-%d}")
        recipients = tuple(str(p) for p in content["penerima"])
        files = tuple(_parse_files(content["berkas"]))
        flaws = tuple(str(f) for f in content.get("tidak_utuh", ()))
        current, versions = content["versi_terkini"], int(content["jumlah_versi"])
        manifest = Manifest(str(content["rilis"]), time, current, versions, head, recipients, files, flaws)
        _check_complete(manifest)
        return manifest
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BackupDamaged(f"Daftar isi {MANIFEST} di {folder} rusak. Pakai cadangan lain.") from error


def _check_complete(m: Manifest) -> None:
    """Raises ValueError where a list names less than it says it does: it would be put back as if it were all."""
    names = {f.name for f in m.files}
    needed = {POINTER} if m.current is not None else set()
    needed |= {AUDIT_FILE} if m.audit.number else set()
    if sum(fnmatch(name, VERSIONS) for name in names) != m.versions or not needed <= names:
        raise ValueError(m.versions)


def _parse_files(listed: list[dict[str, Any]]) -> Iterator[StoredFile]:
    """Raises ValueError for a name that would lead out of the state folder."""
    for c in listed:
        name, stored = str(c["nama"]), str(c.get("simpan", c["nama"]))
        if not can_be_named(name) or stored not in (name, name + SEALED):
            raise ValueError(name)
        sealed_hash = str(c.get("sha256_simpan", c["sha256"]))
        core, replaces = str(c.get("inti", "")), bool(c.get("ganti"))
        yield StoredFile(name, int(c["ukuran"]), str(c["sha256"]), stored, sealed_hash, core, replaces)
