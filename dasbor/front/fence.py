"""A fence of the kernel (Landlock) around the process of one area of government: it can open its own folder and the
program, and no folder of another one, whatever it is asked for. Where the kernel has none, folders and accounts keep
them apart by what the program asks for alone."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

# https://docs.kernel.org/userspace-api/landlock.html; the numbers are the same on all processors.
_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION, _PATH_BENEATH, _NO_NEW_PRIVILEGES = 1, 1, 38
_READ = 1 << 0 | 1 << 2 | 1 << 3  # execute, read a file, list a folder
_WRITE_FILE, _TRUNCATE = 1 << 1, 1 << 14
_OF_FILES = 1 << 0 | _WRITE_FILE | 1 << 2 | _TRUNCATE
# What each version of Landlock governs: 13 rights at first, then renaming between folders, then truncating.
_GOVERNED = {1: (1 << 13) - 1, 2: (1 << 14) - 1}
_LATEST = (1 << 15) - 1


class _Ruleset(ctypes.Structure):
    _fields_ = (("handled_access_fs", ctypes.c_uint64),)


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


@dataclass(frozen=True)
class Ground:
    """What a process may open: to read, and to write as well. A place that is not there is left out."""

    readable: tuple[Path, ...]
    writable: tuple[Path, ...]


def find_version() -> int:
    """The version of Landlock that this kernel has; 0 = none."""
    if sys.platform != "linux":
        return 0
    return max(0, int(ctypes.CDLL(None).syscall(_CREATE, None, 0, _VERSION)))


def enclose(ground: Ground) -> bool:
    """Shut this thread, and all that it starts from now on, into its ground for good; False where the kernel cannot.
    To be called before the process has other threads."""
    version = find_version()
    if not version:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    governed = _GOVERNED.get(version, _LATEST)
    attributes = _Ruleset(governed)
    rules = libc.syscall(_CREATE, ctypes.byref(attributes), ctypes.sizeof(attributes), 0)
    if rules < 0:
        return False
    try:
        for place, rights in [*_pair(ground.readable, _READ), *_pair(ground.writable, _LATEST)]:
            _allow(libc, rules, place, rights & governed)
        libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(libc.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _pair(places: Iterable[Path], rights: int) -> Iterator[tuple[Path, int]]:
    return ((place, rights) for place in places)


def _allow(libc: ctypes.CDLL, rules: int, place: Path, rights: int) -> None:
    try:
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = _Beneath(rights if place.is_dir() else rights & _OF_FILES, opened)
        libc.syscall(_ADD, rules, _PATH_BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(opened)


def list_around(place: Path, kept_out: Iterable[Path]) -> list[Path]:
    """All of a folder but what is kept out of it: the folder itself where that lies elsewhere."""
    inside = [k for k in kept_out if k == place or place in k.parents]
    if not inside:
        return [place]
    if place in inside:
        return []
    return [p for child in sorted(place.iterdir()) for p in list_around(child, inside)]
