"""One PostgreSQL for the tests of a module, a catalog and a shared folder for each test, servers beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.store.versions import Store
from tests.store.lake.cluster import Cluster, cluster, find_hindrance


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    if hindrance := find_hindrance():
        pytest.skip(hindrance)
    with cluster() as running:
        yield running


@pytest.fixture
def catalog(postgres: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty catalog that KOPERASI_STORE names, with its folder."""
    address = postgres.make_catalog()
    (tmp_path / "bersama").mkdir()
    monkeypatch.setenv("KOPERASI_STORE", address)
    monkeypatch.setenv("KOPERASI_STORE_DATA", str(tmp_path / "bersama"))
    return address


Server = Callable[[str], Store]


@pytest.fixture
def server(catalog: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The store of a server of this name; from then on this process is that server."""

    def become(name: str) -> Store:
        monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / name))
        return Store()

    return become
