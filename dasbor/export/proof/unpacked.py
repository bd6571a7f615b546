"""An unpacked data package: is each file beside its description as that says, and does nothing else lie there?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dasbor.export.opendata import package
from etl.seal import sign
from etl.seal.sign import NotSigned, Signed
from etl.store.faults import say_cause

_NAME = re.compile(r"\w[\w .-]{0,199}")  # in the folder itself
_OF_SYSTEMS = {".DS_Store", "Thumbs.db", "desktop.ini"}  # what file managers leave in every folder
_MOST_STRANGERS = 20  # that are named; a folder of downloads holds hundreds


def list_faults(place: Path, resources: Sequence[dict[str, Any]], signed: Signed) -> list[str]:
    """What is changed, missing or not listed in the folder of a description, each in a sentence; `place`: the
    description itself."""
    names = [_take_name(r) for r in resources]
    wrong = {name: fault for name, r in zip(names, resources, strict=True) if (fault := _examine(place, name, r))}
    whole = [place.name, *(name for name in names if name not in wrong)]
    marks = [fault for name in whole if (fault := _examine_mark(place, name, signed))]
    keys = [fault for fault in (_examine_key(place, signed), _examine_whole(place, signed)) if fault]
    return [*wrong.values(), *marks, *keys, *_list_strangers(place, names)]


def _take_name(r: dict[str, Any]) -> str:
    """Raises ValueError: nothing outside of the folder is looked at, whoever signed it."""
    name = r["path"]
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError("the path of a resource is no name of a file")
    return name


def _examine(place: Path, name: str, r: dict[str, Any]) -> str:
    path = place.with_name(name)
    if not path.exists():
        return f"{name} hilang: disebut {place.name}, tetapi tidak ada di sampingnya."
    if not path.is_file():
        return f"{name} bukan berkas."
    try:
        with path.open("rb") as f:
            digest = hashlib.file_digest(f, "sha256").hexdigest()
    except OSError as error:
        return f"{name} tidak dapat dibaca: {say_cause(error)}."
    return "" if r["hash"] == f"sha256:{digest}" else f"{name} sudah berubah: bukan yang disebut {place.name}."


def _examine_mark(place: Path, name: str, signed: Signed) -> str:
    """The signature of one file that lies beside it, where there is one."""
    mark = place.with_name(f"{name}{package.MARK}")
    if not mark.is_file():
        return ""
    holds = _is_signed(place.with_name(name), signed, mark)
    return "" if holds else f"{mark.name} bukan tanda {name} dari kunci yang sama."


def _examine_key(place: Path, signed: Signed) -> str:
    path = place.with_name(package.KEY)
    if not path.is_file() or _read(path).split(b"\n")[0] == b"ed25519 " + signed.public.hex().encode():
        return ""
    return f"{package.KEY} bukan kunci yang menandatangani {place.name}."


def _examine_whole(place: Path, signed: Signed) -> str:
    path = place.with_name(package.WHOLE)
    if not path.is_file() or _is_signed(path, signed):
        return ""
    return f"{package.WHOLE} tidak utuh, atau bukan dari kunci yang sama."


def _is_signed(path: Path, signed: Signed, mark: Path | None = None) -> bool:
    try:
        return sign.examine(_read(path), _read(mark) if mark else None).public == signed.public
    except NotSigned:
        return False


def _read(path: Path) -> bytes:
    """b"" of what cannot be read: no signature holds for it."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _list_strangers(place: Path, names: Iterable[str]) -> list[str]:
    described = {place.name, *names}
    known = {*described, *(f"{name}{package.MARK}" for name in described), package.KEY, package.WHOLE, *_OF_SYSTEMS}
    strangers = sorted(p.name for p in place.parent.iterdir() if p.name not in known)
    said = [f"{name} tidak disebut {place.name}." for name in strangers[:_MOST_STRANGERS]]
    more = len(strangers) - _MOST_STRANGERS
    return [*said, f"{more} lagi tidak disebut {place.name}."] if more > 0 else said
