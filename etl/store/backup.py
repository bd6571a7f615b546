"""Copy the whole state of an installation to another folder, consistently, for its owner only."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from etl.store.files import ASIDE, TEMPORARY, hash_file, make_folder, set_aside, tighten_modes
from etl.store.versions import Store, StoreDamaged

_COPIED = ("arsip", "terbitan", ASIDE)


def backup(gudang: Store, tujuan: Path) -> str:
    """Copy versions, archive, key and users to `tujuan`; returns a sentence. Raises OSError or GudangRusak when it cannot.

    Publishing waits meanwhile. Restore by copying the folder back to KOPERASI_DATA. Live sessions stay out. What an
    earlier backup holds under the same name and is another file is set aside there: a damage must not eat the backup.
    """
    make_folder(tujuan)
    with gudang.kunci():
        for nama in _COPIED:
            for path in sorted((gudang.folder / nama).rglob("*")):
                if path.is_file() and path.name != ".kunci" and TEMPORARY not in path.name:
                    _copy(path, tujuan / path.relative_to(gudang.folder), tujuan)
        if (gudang.folder / "kunci").exists():
            _copy(gudang.folder / "kunci", tujuan / "kunci", tujuan)
    _copy_users(gudang.folder / "pengguna.sqlite", tujuan)
    tighten_modes(tujuan)
    return f"Cadangan ditulis ke {tujuan}: {len(list((tujuan / 'terbitan').glob('*.duckdb')))} versi."


def _copy(dari: Path, ke: Path, akar: Path) -> None:
    make_folder(ke.parent)
    if ke.exists():
        if hash_file(ke) == hash_file(dari):
            return
        if ke.name != "TERKINI":
            set_aside(akar, [ke])
    shutil.copy2(dari, ke)


def _copy_users(dari: Path, tujuan: Path) -> None:
    """Accounts and audit without those who are signed in now: a stolen backup must not open a session."""
    if not dari.exists():
        return
    ke = tujuan / dari.name
    try:
        with closing(sqlite3.connect(dari)) as asal, closing(sqlite3.connect(ke)) as salinan:
            asal.backup(salinan)
            ada = salinan.execute("select 1 from sqlite_master where type = 'table' and name = 'sesi'").fetchone()
            if ada:
                salinan.execute("delete from sesi")
                salinan.commit()
            salinan.execute("vacuum")  # deleted rows stay in the file otherwise
    except sqlite3.DatabaseError as salah:
        raise StoreDamaged(
            f"Daftar akun {dari} rusak ({salah}); versi, arsip dan kunci sudah tersalin ke {tujuan}, akun belum."
        ) from salah
