"""Shared fixtures: state folders, a server over one, a browser; and how often property tests try."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from dasbor.ui.kept import pages
from etl.publish.sample import publish_sample
from etl.store.versions import Store
from tests import built, golden, heavy, mentoring, states
from tests.servers import chromium, server

# The same examples in every run, however slow the machine; a test that says its own number of them keeps it.
settings.register_profile("uji", max_examples=heavy.times(1000), derandomize=True, deadline=None)
settings.load_profile("uji")

# What waits for browsers, servers and killed processes goes first, so that no process is alone with it at the end.
_WAITING = ("tests/browser/", "tests/upkeep/", "tests/server/", "tests/publish/", "tests/deploy/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not item.nodeid.startswith(_WAITING))


@pytest.fixture(scope="session", autouse=True)
def _shared_states(tmp_path_factory: pytest.TempPathFactory) -> None:
    built.share(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="module", autouse=True)
def _folders_leave_with_their_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The state folders of a file of tests leave the disk after its last one: all of a run would be some 60 GB."""
    base = tmp_path_factory.getbasetemp()
    before = set(base.iterdir())
    yield
    for folder in set(base.iterdir()) - before - {base / built.LASTING}:
        if not folder.name.startswith("test_"):  # of a test that failed: to be looked at
            shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _pages_built_anew() -> None:
    """A test may put something in the place of what a page calls: it sees no page that an earlier test has built."""
    pages.forget()


@pytest.fixture
def store_kind() -> str:
    """Which store the tests run on; those of the contract on both, see tests/store/lake/both.py."""
    return "files"


@pytest.fixture
def store(store_kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """An empty installation of its own."""
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    return Store()


@pytest.fixture(scope="session")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that is kept to the end of the run."""
    folder = tmp_path_factory.getbasetemp() / built.LASTING
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def built_folder(lasting: Path) -> Path:
    """The three versions of tests/states.py, for all tests that only read them."""
    folder = lasting / "dasar"
    states.start(Store(folder))
    return folder


@pytest.fixture
def built_store(store_kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A copy of them that a test may damage; the current one is 3."""
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / "keadaan"))
    states.start(Store())
    return Store()


@pytest.fixture(scope="session")
def gold_folder(lasting: Path) -> Path:
    """The city of tests/golden.py, published once for all tests that only read it."""
    folder = lasting / "emas"
    golden.copy_all(Store(folder))
    return folder


@pytest.fixture(scope="session")
def guidance_folder(lasting: Path) -> Path:
    """The city of tests/mentoring.py, likewise."""
    folder = lasting / "pembinaan"
    mentoring.publish_city(folder)
    return folder


@pytest.fixture(scope="module")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """All quarters of the sample data, in force for the tests of a module."""
    folder = tmp_path_factory.mktemp("semua")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        built.copy_built("semua contoh", folder, publish_sample)
        yield folder


@pytest.fixture(scope="module")
def whole_sample(sample_folder: Path) -> int:
    """Likewise; the number of the version."""
    return Store(sample_folder).find_current() or 0


@pytest.fixture
def in_gold(gold_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPERASI_DATA", str(gold_folder))
    return gold_folder


@pytest.fixture
def city(guidance_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KOPERASI_DATA", str(guidance_folder))
    return guidance_folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where a server answers over the state of a module's fixture `folder`."""
    with server(folder) as answering:
        yield answering


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()
