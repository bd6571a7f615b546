"""State folders that many tests start from: published once by each process that tests, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from etl.acuan import reference_state

_built: dict[tuple[str, tuple[tuple[str, bytes], ...]], TemporaryDirectory] = {}


def copy_built(name: str, target: Path, build: Callable[[], object]) -> None:
    """Fill the folder `target` with what `build` publishes into an empty one, the KOPERASI_DATA of that moment. `name`
    stands for what it publishes; other reference data make another state."""
    reference, _ = reference_state()
    key = name, tuple((p.name, p.read_bytes()) for p in sorted(reference.iterdir()) if p.is_file())
    if key not in _built:
        folder = TemporaryDirectory(prefix="koperasi-")
        with pytest.MonkeyPatch.context() as m:
            m.setenv("KOPERASI_DATA", folder.name)
            build()
        _built[key] = folder
    shutil.copytree(_built[key].name, target, dirs_exist_ok=True)
