"""State folders that many tests start from: published once in a run of the tests, by whichever of its processes needs
them first, and copied for each test."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock

from etl.__main__ import main
from etl.acuan import ROOT, find_data_folder, reference_state
from etl.store.lake.address import FILES, read_setting
from etl.store.versions import Store

LASTING = "tetap"  # what the tests of many files start from, kept to the end of a run
_PLACE = "KOPERASI_UJI_KEADAAN"  # a folder that all processes of a run share, see conftest.py


def share(folder: Path) -> None:
    """Where the processes of this run keep what they built; of several the one above their own folders."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    os.environ.setdefault(_PLACE, str(folder / LASTING))


def copy_built(name: str, target: Path, build: Callable[[], object]) -> None:
    """Fill the folder `target` with what `build` publishes into an empty one, the KOPERASI_DATA of that moment. `name`
    stands for what it publishes; other reference data make another state. Where this installation shares
    a catalog and it is its own folder, it goes there too."""
    state = _find_built(name, build)
    shutil.copytree(state, target, dirs_exist_ok=True)
    if (setting := read_setting()) != FILES and target == find_data_folder():
        from tests.store.lake.moved import move_once

        move_once(state, Store(target), setting)


def copy_samples(target: Path, *quarters: str) -> None:
    """The invented workbooks of these quarters, published one after the other on the command line."""

    def build() -> None:
        for quarter in quarters:
            book = str(ROOT / "data" / "contoh" / f"koperasi-{quarter}.xlsx")
            assert main(["publish", book, "--periode", quarter, "--oleh", "penguji"]) == 0

    copy_built(f"contoh {quarters}", target, build)


def _find_built(name: str, build: Callable[[], object]) -> Path:
    folder = _find_place() / _make_key(name)
    folder.parent.mkdir(exist_ok=True)
    with FileLock(f"{folder}.kunci"):
        if not folder.exists():
            with pytest.MonkeyPatch.context() as m:
                draft = folder.with_suffix(".belum")
                shutil.rmtree(draft, ignore_errors=True)  # of a process that was killed
                m.setenv("KOPERASI_DATA", str(draft))
                m.delenv("KOPERASI_STORE", raising=False)
                build()
                draft.rename(folder)
    return folder


@cache
def _find_place() -> Path:
    """The folder of the run; outside of one (a measurement) one that this process keeps for itself."""
    if shared := os.environ.get(_PLACE):
        return Path(shared)
    own = TemporaryDirectory(prefix="koperasi-")
    atexit.register(own.cleanup)
    return Path(own.name)


def _make_key(name: str) -> str:
    reference = reference_state().folder
    digest = hashlib.sha256(name.encode())
    for path in sorted(p for p in reference.iterdir() if p.is_file()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]
