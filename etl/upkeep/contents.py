"""The files of a backup, opened and proved, in a folder of their own."""

from __future__ import annotations

from pathlib import Path

from etl.store.files import hash_file, make_folder
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
