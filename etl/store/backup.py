"""Copy the whole state of an installation to another folder, consistently, for its owner only."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from etl.store.faults import StoreDamaged
from etl.store.files import ASIDE, TEMPORARY, hash_file, make_folder, set_aside, tighten_modes
from etl.store.versions import Store

_COPIED = ("arsip", "terbitan", ASIDE)


def backup(store: Store, destination: Path) -> str:
    """Copy versions, archive, key and users to `destination`; a sentence. Raises OSError or StoreDamaged if it cannot.

    Publishing waits meanwhile. Restore by copying the folder back to KOPERASI_DATA. Live sessions and one-time links
    stay out. What an earlier backup holds under the same name and is another file is set aside there: a damage must
    not eat the backup.
    """
    make_folder(destination)
    with store.lock():
        for name in _COPIED:
            for path in sorted((store.folder / name).rglob("*")):
                if path.is_file() and path.name != ".kunci" and TEMPORARY not in path.name:
                    _copy(path, destination / path.relative_to(store.folder), destination)
        if (store.folder / "kunci").exists():
            _copy(store.folder / "kunci", destination / "kunci", destination)
    _copy_users(store.folder / "pengguna.sqlite", destination)
    tighten_modes(destination)
    return f"Cadangan ditulis ke {destination}: {len(list((destination / 'terbitan').glob('*.duckdb')))} versi."


def _copy(start_from: Path, ordinal: Path, root: Path) -> None:
    make_folder(ordinal.parent)
    if ordinal.exists():
        if hash_file(ordinal) == hash_file(start_from):
            return
        if ordinal.name != "TERKINI":
            set_aside(root, [ordinal])
    shutil.copy2(start_from, ordinal)


def _copy_users(start_from: Path, destination: Path) -> None:
    """Accounts and audit without those who are signed in now: a stolen backup must not open a session."""
    if not start_from.exists():
        return
    ordinal = destination / start_from.name
    try:
        with closing(sqlite3.connect(start_from)) as origin, closing(sqlite3.connect(ordinal)) as copy:
            origin.backup(copy)
            tables = {name for (name,) in copy.execute("select name from sqlite_master where type = 'table'")}
            if "sesi" in tables:
                copy.execute("delete from sesi")
            if "undangan" in tables:
                copy.execute("delete from undangan")
            copy.commit()
            copy.execute("vacuum")  # deleted rows stay in the file otherwise
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(
            f"Daftar akun {start_from} rusak ({error}); "
            f"versi, arsip dan kunci sudah tersalin ke {destination}, akun belum."
        ) from error
