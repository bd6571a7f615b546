"""A state that many tests start from, moved into a catalog once in a process; the others get a copy of that catalog."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from etl.store.lake.address import FOLDER_SETTING
from etl.store.lake.move import move_into
from etl.store.lake.visit.kept import close_kept
from etl.store.versions import Store

_known: dict[tuple[int | None, str], Path] = {}  # (port of its PostgreSQL, state): copy of the shared folder


def move_once(state: Path, store: Store, setting: str) -> None:
    """Bring the store, a copy of the folder `state`, into the empty catalog of a setting."""
    parts = urlsplit(setting.partition(":")[2])
    shared, name, template = Path(os.environ[FOLDER_SETTING]), parts.path.strip("/"), f"keadaan_{state.name}"
    if (parts.port, state.name) not in _known:
        assert move_into(store, setting).different == []
        close_kept()  # PostgreSQL copies no database that somebody uses
        copy = state.with_name(f"{state.name}-{parts.port}")
        shutil.copytree(shared, copy)
        _tell(parts.port, f"create database {template} template {name}")
        _known[parts.port, state.name] = copy
        return
    close_kept()
    _tell(parts.port, f"drop database {name}")
    _tell(parts.port, f"create database {name} template {template}")
    shutil.copytree(_known[parts.port, state.name], shared, dirs_exist_ok=True)


def _tell(port: int | None, sql: str) -> None:
    words = ["psql", "-X", "-q", "-h", "127.0.0.1", "-p", str(port), "-U", "koperasi", "postgres", "-c", sql]
    subprocess.run(words, check=True, capture_output=True)
