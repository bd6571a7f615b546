"""The files of a backup, opened and proved, in a folder of their own."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

import duckdb

from etl.acuan import load_reference
from etl.operator_settings import SettingsWrong
from etl.store.faults import StoreDamaged
from etl.store.files import hash_file, make_folder
from etl.store.versions import Store
from etl.upkeep.cipher import copy_opened
from etl.upkeep.manifest import BackupDamaged, Manifest


def open_contents(backup: Path, manifest: Manifest, target: Path, key: Path | None = None) -> None:
    """Write every file of a backup under its name into `target`. Raises BackupDamaged when one is not what was saved.

    `key`: the file with the secret key, where the backup is encrypted; ValueError without it.
    """
    for file in manifest.files:
        place = target / file.name
        make_folder(place.parent)
        copy_opened(file.find(backup), place, key, sealed=file.stored != file.name)
        if hash_file(place) != file.sha256:
            raise BackupDamaged(f"Berkas {file.name} di cadangan {backup} tidak sama dengan yang disimpan.")


_WHOSE = "select kode, nama from isi.wilayah where induk is null"


def refuse_other_area(manifest: Manifest, opened: Path) -> None:
    """Raises ValueError where an opened backup holds figures of another area of government than this process works for:
    its pages, accounts and workbooks would be shown at the wrong address. Where nobody can tell, nothing is refused."""
    with suppress(SettingsWrong):
        reference = load_reference()
        code, name = _find_area(manifest, opened)
        if code and code != reference.city_code:
            raise ValueError(
                f"cadangan ini milik {name} ({code}), sedangkan acuan yang berlaku di sini milik {reference.city} "
                f"({reference.city_code}). Pilih cadangan pemda ini, atau pasang dahulu folder acuan milik {name}"
            )


def _find_area(manifest: Manifest, opened: Path) -> tuple[str, str]:
    """Code and name of the area whose figures the current version holds; ("", "") where there is none to be read."""
    if manifest.current is None:
        return "", ""
    with suppress(StoreDamaged, duckdb.Error), closing(duckdb.connect()) as con:
        Store(opened).attach(con, manifest.current, "isi")
        found = con.execute(_WHOSE).fetchall()
        return (str(found[0][0]), str(found[0][1])) if len(found) == 1 else ("", "")
    return "", ""
