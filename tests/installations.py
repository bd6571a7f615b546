"""An installation of a test's own: reference data with other settings, cheap passwords, our routes in this process."""

from __future__ import annotations

import dataclasses
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from dasbor.server import middleware
from etl import acuan
from etl.accounts import passwords
from etl.acuan import ROOT, Reference, load_reference


def copy_reference(folder: Path, **replaced: str) -> Path:
    """A copy of the reference data in folder/acuan; each KEY = "…" of its settings as given. Returns the copy."""
    place = folder / "acuan"
    if not place.exists():
        shutil.copytree(ROOT / "data" / "acuan", place)
    file = place / "pengaturan.toml"
    text = file.read_text(encoding="utf-8")
    for key, value in replaced.items():
        begin, _, rest = text.partition(f'\n{key} = "')
        assert rest, key
        text = f'{begin}\n{key} = "{value}"{rest.partition(chr(34))[2]}'
    file.write_text(text, encoding="utf-8")
    acuan._seen.clear()
    return place


def copy_with_own_targets(folder: Path) -> Path:
    """A copy of the reference data whose targets the city gave itself: invented ones do not count with real data."""
    place = copy_reference(folder)
    file = place / "target.csv"
    text = file.read_text(encoding="utf-8")
    assert "target contoh" in text
    file.write_text(text.replace("target contoh; ganti dengan target resmi", "RPJMD"), encoding="utf-8")
    acuan._seen.clear()
    return place


def with_settings(section: str, **values: object) -> Reference:
    """The reference data in memory after the operator changed a section of pengaturan.toml."""
    known = load_reference()
    settings = {**known.settings, section: {**known.settings.get(section, {}), **values}}
    return dataclasses.replace(known, settings=settings)


def hash_cheaply(monkeypatch: pytest.MonkeyPatch) -> None:
    """Real hashes, made cheap: tests sign in hundreds of times."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", cheap)
    monkeypatch.setattr(passwords, "_FAKE_HASH", cheap.hash("tidak ada"))


def make_app(*behind: BaseRoute) -> Starlette:
    """Our routes and middleware, with stand-ins behind the addresses that Streamlit serves."""
    return Starlette(routes=[*behind, *middleware.ROUTES], middleware=middleware.LAYERS)


@contextmanager
def serve(app: Any) -> Iterator[str]:
    """An ASGI application on a free port; yields its address."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=5)


@contextmanager
def serve_port(app: Any) -> Iterator[int]:
    """The same; yields the port."""
    with serve(app) as address:
        yield int(address.rsplit(":", 1)[1])
