"""A small state folder that tests may damage: three versions, built once, copied for each test."""

from __future__ import annotations

import hashlib
from pathlib import Path

from etl import run
from etl.acuan import find_data_folder
from etl.publish import publish
from etl.store.files import AUDIT_FILE
from etl.store.versions import Store
from tests import golden
from tests.built import copy_built
from tests.workbooks import workbook

SATU = {"Koperasi": [golden.JUDUL_REGISTER[:6], *golden.REGISTER_2024_T3]}
# What changes with every publication or login and is no publication itself.
CHANGING = ("TERKINI", ".kunci", "pengguna.sqlite", "pengguna.sqlite-journal", AUDIT_FILE, AUDIT_FILE + ".kunci")


def build(folder: Path) -> Store:
    """Two published quarters, the second with participants, and a restored version."""
    store = Store(folder)
    golden.publish_book(store, "2024-T3", SATU)
    golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"])
    publish.restore_version(1, "Siti", store=store)
    return store


def start(store: Store) -> None:
    """The same in the folder of a store: built once in a run of the tests, then copied."""
    copy_built("tiga versi", store.folder, lambda: build(find_data_folder()))


def hashes(folder: Path) -> dict[str, str]:
    """{path: sha256} of every file that must not get lost."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name not in CHANGING and p.suffix != ".kunci" and p.parent.name != "perawatan"
    }


def publish_next(store: Store, periode: str = "2025-T1") -> int:
    data = workbook(golden.BUKU[periode])
    result = run.check_workbook(data, f"{periode}.xlsx", periode, store=store)
    return publish.publish_workbook(result, data, "Penguji", store=store)
