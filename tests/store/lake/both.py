"""The contract of a store, tried on both: every test that takes `store` runs a second time on a shared catalog where
the packages for it are installed (`make uji-danau`); one marked `files_only` says why it does not."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.store.lake.cluster import Cluster, cluster, find_hindrance

STORES = ("files", "ducklake") if find_spec("duckdb_extension_ducklake") else ("files",)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Nothing is added where there is one store only, and to the tests of the catalog itself, which choose."""
    on_one = metafunc.definition.get_closest_marker("files_only") or metafunc.module.__name__.startswith(__package__)
    on_one = on_one or len(STORES) == 1
    if "store_kind" in metafunc.fixturenames and not on_one:
        metafunc.parametrize("store_kind", STORES, indirect=True)


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


@pytest.fixture
def store_kind(request: pytest.FixtureRequest) -> str:
    kind: str = getattr(request, "param", "files")
    if kind == "ducklake":
        request.getfixturevalue("catalog")
    return kind
