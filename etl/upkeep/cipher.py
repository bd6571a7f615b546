"""Encrypted backups in the age format: public keys in the settings, the secret key in a file that is kept elsewhere."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path
from types import ModuleType

from etl.acuan import Reference
from etl.store.files import sync_folder
from etl.upkeep.manifest import BackupDamaged

KEY_SETTING = "KOPERASI_KUNCI_CADANGAN"  # environment: the file of the secret key, for a drill that nobody types
_NO_LIBRARY = "Pustaka pyrage tidak terpasang; jalankan pip install -r requirements.txt."


def read_recipients(reference: Reference) -> tuple[str, ...]:
    """Public keys of [cadangan] penerima; empty = backups are not encrypted. Raises ValueError with a sentence."""
    keys = tuple(str(k).strip() for k in reference.settings.get("cadangan", {}).get("penerima", []))
    for key in keys:
        _parse_recipient(key)
    return keys


def find_key(typed: Path | None) -> Path | None:
    """The file of the secret key: as typed, else where the environment says; None = nobody says."""
    named = os.environ.get(KEY_SETTING, "").strip()
    return typed or (Path(named) if named else None)


def copy_sealed(source: Path, target: Path, recipients: tuple[str, ...]) -> None:
    """Write a private copy of a file, encrypted where there are recipients, and make it durable."""
    with source.open("rb") as reader, open(target, "wb", opener=_private) as writer:
        if recipients:
            _library().encrypt_io(reader, writer, [_parse_recipient(k) for k in recipients])
        else:
            shutil.copyfileobj(reader, writer, 1 << 20)
        writer.flush()
        os.fsync(writer.fileno())


def copy_opened(source: Path, target: Path, key: Path | None, sealed: bool) -> None:
    """Write a private, durable copy of a backup's file, decrypted where it is `sealed`.

    Raises BackupDamaged when the key does not open it, ValueError when `key` is needed and missing or no key.
    """
    identities = _read_identities(key) if sealed else []
    with source.open("rb") as reader, open(target, "wb", opener=_private) as writer:
        if sealed:
            try:
                _library().decrypt_io(reader, writer, identities)
            except _library().DecryptError as error:
                raise BackupDamaged(f"Kunci {key} tidak membuka cadangan ini.") from error
        else:
            shutil.copyfileobj(reader, writer, 1 << 20)
        writer.flush()
        os.fsync(writer.fileno())


def make_key(path: Path) -> str:
    """Write a new secret key for its owner only; the public key for the settings. Raises FileExistsError."""
    identity = _library().x25519.Identity.generate()
    public = str(identity.to_public())
    lines = [f"# dibuat: {dt.date.today().isoformat()}", f"# kunci umum: {public}", str(identity)]
    try:
        with open(path, "x", opener=_private, encoding="utf-8") as f:
            f.write("\n".join(lines) + "\n")
            f.flush()
            os.fsync(f.fileno())
    except FileExistsError:
        raise
    except OSError:
        path.unlink(missing_ok=True)  # half a key would be in the way of the next try
        raise
    sync_folder(path.parent)
    return public


def _read_identities(path: Path | None) -> list[object]:
    if path is None:
        raise ValueError(
            f"cadangan ini terenkripsi; sebutkan berkas kuncinya dengan --kunci BERKAS atau peubah {KEY_SETTING}, di "
            "tempat kuncinya disimpan (docs/pemasangan.md, Cadangan terenkripsi)"
        )
    age = _library()
    lines = [x.strip() for x in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    try:
        identities = [age.x25519.Identity.from_str(x) for x in lines if x and not x.startswith("#")]
    except age.IdentityError:
        identities = []
    if not identities:
        raise ValueError(f"{path} bukan berkas kunci age (baris AGE-SECRET-KEY-1…)")
    return list(identities)


def _parse_recipient(key: str) -> object:
    age = _library()
    try:
        return age.x25519.Recipient.from_str(key)
    except age.RecipientError as error:
        raise ValueError(f"[cadangan] penerima: “{key[:80]}” bukan kunci umum age (age1…)") from error


def _library() -> ModuleType:
    """Imported where it is needed: backups that are not encrypted do without."""
    try:
        import pyrage
    except ImportError as error:
        raise ValueError(_NO_LIBRARY) from error
    library: ModuleType = pyrage
    return library


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
