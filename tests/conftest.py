"""Shared fixtures: an empty state folder, and helpers that check and publish visible workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.gudang import Gudang


@pytest.fixture
def gudang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gudang:
    """An empty installation of its own."""
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    return Gudang()
