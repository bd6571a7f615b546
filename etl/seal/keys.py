"""The key with which an installation signs what leaves it (Ed25519), in the folder `tanda` of its state.

`kunci.pem` is the present private key; beside it a file for each public key that was ever used, called by its
fingerprint: what an earlier key signed stays known.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from etl.store.faults import StoreDamaged, say_cause
from etl.store.files import SEAL, TEMPORARY, make_folder, open_private, sync_folder

_PRIVATE = f"{SEAL}/kunci.pem"
_LETTERS = 32  # of a fingerprint: 128 bits
_BY_FINGERPRINT = re.compile(rf"[0-9a-f]{{{_LETTERS}}}\.pub")


class KeyLost(StoreDamaged):
    """The private key is gone or damaged though it was used: a new one would have another fingerprint."""


def fingerprint(public: bytes) -> str:
    """What people compare: 32 hexadecimal letters that no other key has."""
    return hashlib.sha256(public).hexdigest()[:_LETTERS]


def say_fingerprint(print_: str) -> str:
    """In groups of four, as it is read aloud: "7f3a 91c2 …"."""
    return " ".join(print_[i : i + 4] for i in range(0, len(print_), 4))


def read_key(folder: Path) -> Ed25519PrivateKey:
    """The key of an installation, made when it is asked for the first time. Raises KeyLost, OSError."""
    path = folder / _PRIVATE
    if not path.exists():
        _refuse_lost(folder)
        _make(folder)
    return _load(path, path.stat().st_mtime_ns)


def find_public(folder: Path) -> bytes | None:
    """The public part of the present key; None where none was made yet. Raises KeyLost, OSError."""
    path = folder / _PRIVATE
    if not path.exists():
        _refuse_lost(folder)
        return None
    return write_public(_load(path, path.stat().st_mtime_ns))


def _refuse_lost(folder: Path) -> None:
    """Raise KeyLost where a public part tells of a private one that is not there; looked at last, since whoever makes
    the first key at this moment puts the private one down first."""
    if list_public(folder) and not (folder / _PRIVATE).exists():
        raise KeyLost(_say_lost(folder))


def list_public(folder: Path) -> dict[str, bytes]:
    """{fingerprint: public key} of every key that this installation ever had."""
    paths = [p for p in (folder / SEAL).glob("*.pub") if _BY_FINGERPRINT.fullmatch(p.name)]
    known = {p.stem: bytes.fromhex(p.read_text(encoding="ascii").strip()) for p in sorted(paths)}
    return {name: public for name, public in known.items() if fingerprint(public) == name}


def write_public(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of its public part."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def renew(folder: Path) -> str:
    """Begin with a new key: the old private one is renamed and signs nothing any more. The fingerprint of the new."""
    path = folder / _PRIVATE
    if path.exists():
        stamp = path.stat().st_mtime_ns
        os.replace(path, path.with_name(f"kunci-lama-{stamp}.pem"))
    _make(folder)
    return fingerprint(write_public(read_key(folder)))


def _make(folder: Path) -> None:
    """Private part first, see _refuse_lost. Who comes second takes the first one's."""
    key = Ed25519PrivateKey.generate()
    public = write_public(key)
    make_folder(folder / SEAL)
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    if _place(folder / _PRIVATE, private):
        _place(folder / SEAL / f"{fingerprint(public)}.pub", public.hex().encode() + b"\n")
    else:
        key = _load(folder / _PRIVATE, 0)
        _place(folder / SEAL / f"{fingerprint(write_public(key))}.pub", write_public(key).hex().encode() + b"\n")


def _place(path: Path, content: bytes) -> bool:
    """Write a file that is not there yet, whole or not at all; False where another one was quicker."""
    temporary = path.with_name(f"{path.name}-{secrets.token_hex(8)}{TEMPORARY}")
    with open(temporary, "wb", opener=open_private) as f:
        f.write(content)
        f.flush()
        os.fsync(f.fileno())
    try:
        os.link(temporary, path)
    except FileExistsError:
        return False
    finally:
        with suppress(OSError):
            temporary.unlink()
    sync_folder(path.parent)
    return True


@lru_cache(maxsize=4)
def _load(path: Path, _changed: int) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except OSError as error:
        raise StoreDamaged(f"Kunci tanda {path} tidak dapat dibaca ({say_cause(error)}).") from error
    except ValueError as error:
        raise KeyLost(f"Kunci tanda {path} rusak. Salin kembali dari cadangan terakhir.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyLost(f"Kunci tanda {path} bukan kunci Ed25519. Salin kembali dari cadangan terakhir.")
    return key


def _say_lost(folder: Path) -> str:
    return (
        f"Kunci tanda {folder / _PRIVATE} hilang. Salin kembali dari cadangan terakhir; bila tidak ada lagi: "
        "python -m dasbor kunci --baru (sidiknya lalu lain)."
    )
