"""Servers beside each other, on one catalog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from etl.store.versions import Store

Server = Callable[[str], Store]


@pytest.fixture
def server(catalog: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The store of a server of this name; from then on this process is that server."""

    def become(name: str) -> Store:
        monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / name))
        return Store()

    return become
