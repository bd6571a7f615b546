"""Servers beside each other, on one catalog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from etl.store.lake.visit import kept
from etl.store.versions import Store
from tests.store.lake.s3_double import BUCKET, KEY, SECRET, Service, service

Server = Callable[[str], Store]


@pytest.fixture
def server(catalog: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The store of a server of this name; from then on this process is that server."""

    def become(name: str) -> Store:
        monkeypatch.setenv("KOPERASI_DATA", str(tmp_path / name))
        return Store()

    return become


@pytest.fixture
def bucket(catalog: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service whose bucket KOPERASI_STORE_DATA names, beside an empty catalog."""
    with service() as running:
        monkeypatch.setenv("KOPERASI_STORE_DATA", f"s3://{BUCKET}/provinsi")
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", running.address)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
        yield running
        kept.close_kept()
