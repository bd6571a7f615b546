"""Shared fixtures: state folders, a server over one, a browser; and how often property tests try."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from etl.store.versions import Store
from tests import golden, heavy, mentoring
from tests.servers import chromium, server

# The same examples in every run; a test that says its own number of them keeps it.
settings.register_profile("uji", max_examples=heavy.times(1000), derandomize=True)
settings.load_profile("uji")


@pytest.fixture
def gudang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty installation of its own."""
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    return Store()


@pytest.fixture(scope="session")
def folder_emas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city of tests/golden.py, published once for all tests that only read it."""
    folder = tmp_path_factory.mktemp("emas")
    golden.publish_all(Store(folder))
    return folder


@pytest.fixture(scope="session")
def folder_pembinaan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The city of tests/mentoring.py, likewise."""
    folder = tmp_path_factory.mktemp("pembinaan")
    mentoring.publish_city(folder)
    return folder


@pytest.fixture
def di_emas(folder_emas: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPERASI_DATA", str(folder_emas))
    return folder_emas


@pytest.fixture
def kota(folder_pembinaan: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPERASI_DATA", str(folder_pembinaan))
    return folder_pembinaan


@pytest.fixture(scope="module")
def alamat(folder: Path) -> Iterator[str]:
    """Where a server answers over the state of a module's fixture `folder`."""
    with server(folder) as address:
        yield address


@pytest.fixture(scope="module")
def peramban() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    with sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield peramban
        peramban.close()
