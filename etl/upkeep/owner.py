"""Whose the state folder is: what another user writes into it, its owner cannot read any more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from etl.store.files import STATE


class NotOwner(ValueError):
    """A command typed by somebody whose files the owner of the state could not read; the sentence says what to type."""


def refuse_superuser(folder: Path) -> None:
    """Raise NotOwner where root works on the state of somebody else: what it writes is root's alone."""
    owner = find_foreign_owner(folder)
    if owner is not None:
        raise NotOwner(
            f"Folder keadaan {folder} milik pengguna “{owner}”, sedangkan perintah ini diketik sebagai root: "
            f"berkas yang ditulis root tidak dapat dibaca dasbor lagi. Ketik: {say_as(owner, folder)} …"
        )


def find_foreign_owner(folder: Path) -> str | None:
    """The owner of a state folder where root is asked to work on it and it is not root's; else None."""
    if os.name != "posix" or os.geteuid() != 0 or not folder.exists():
        return None
    uid = folder.stat().st_uid
    return _name(uid) if uid else None


def list_strangers(folder: Path) -> dict[str, int]:
    """{user: how many files} in the state that are not its owner's; nothing on systems without owners."""
    if os.name != "posix" or not folder.exists():
        return {}
    owner, found = folder.stat().st_uid, dict[str, int]()
    for path in list_state(folder):
        uid = path.lstat().st_uid
        if uid != owner:
            found[_name(uid)] = found.get(_name(uid), 0) + 1
    return found


def say_as(owner: str, folder: Path) -> str:
    """How root runs a command as the owner of the state."""
    return f"runuser -u {owner} -- env KOPERASI_DATA={folder} python -m etl"


def list_elsewhere(folder: Path) -> list[str]:
    """Parts of a state that lie on another disk, behind a link or mount: nothing can be renamed into them."""
    if not folder.exists():
        return []
    disk = folder.stat().st_dev
    parts = (p for pattern in STATE for p in folder.glob(pattern) if p.exists())
    return sorted({p.name for p in parts if p.stat().st_dev != disk})


def say_elsewhere(folder: Path) -> str:
    """What to do about them; "" where there are none."""
    if not (parts := list_elsewhere(folder)):
        return ""
    return (
        f"{', '.join(parts)} di {folder} terletak di diska lain. Pindahkan seluruh folder keadaan ke diska itu, lalu "
        "arahkan KOPERASI_DATA ke sana; satu bagian saja tidak dapat dipulihkan"
    )


def name_owner(folder: Path) -> str:
    return _name(folder.stat().st_uid)


def list_state(folder: Path) -> Iterator[Path]:
    """Everything that belongs to a state, folders too."""
    for path in (p for pattern in STATE for p in folder.glob(pattern)):
        yield path
        yield from path.rglob("*") if path.is_dir() else ()


def _name(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
