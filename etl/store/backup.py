"""Copy the whole state of an installation to another folder, consistently."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from etl.store.versions import Store


def backup(gudang: Store, tujuan: Path) -> str:
    """Copy versions, archive, key and users to `tujuan`; returns a sentence. Raises OSError when it cannot.

    Publishing waits meanwhile. Restore by copying the folder back to KOPERASI_DATA.
    """
    tujuan.mkdir(parents=True, exist_ok=True)
    with gudang.kunci():
        for nama in ("arsip", "terbitan"):
            shutil.copytree(
                gudang.folder / nama, tujuan / nama, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".kunci")
            )
        if (gudang.folder / "kunci").exists():
            shutil.copy2(gudang.folder / "kunci", tujuan / "kunci")
    pengguna = gudang.folder / "pengguna.sqlite"
    if pengguna.exists():
        with closing(sqlite3.connect(pengguna)) as dari, closing(sqlite3.connect(tujuan / pengguna.name)) as ke:
            dari.backup(ke)
    return f"Cadangan ditulis ke {tujuan}: {len(list((tujuan / 'terbitan').glob('*.duckdb')))} versi."
