"""Where a backup may go: a folder of its own, outside of the state, beside earlier ones that the same keys open."""

from __future__ import annotations

import tempfile
from pathlib import Path

from etl.store.files import TEMPORARY, hash_file
from etl.store.versions import Store
from etl.upkeep.manifest import COPIED, MANIFEST, Manifest, pending
from etl.upkeep.running import SERVER_LOCK

_OF_A_DISK = {"lost+found", "System Volume Information", "$RECYCLE.BIN"}  # what an empty disk holds
_SCRATCH = "bangun-"
_LOCKS = ("terbitan/.kunci", "audit.jsonl.kunci", SERVER_LOCK)  # of a state on which somebody has worked


def refuse_inside(state: Path, destination: Path) -> None:
    """Raises ValueError for a destination inside the state folder, which would be lost with it, and inside the state of
    another installation, whose files would be taken for an earlier backup and replaced."""
    place = destination.resolve()
    if place.is_relative_to(state.resolve()):
        raise ValueError("folder cadangan tidak boleh di dalam folder keadaan; pilih tempat lain, sebaiknya diska lain")
    if other := next(filter(_is_state, (place, *place.parents)), None):
        raise ValueError(f"{other} ialah folder keadaan pemasangan lain; pilih tempat lain, sebaiknya diska lain")


def _is_state(folder: Path) -> bool:
    """A backup on which somebody has tried a command holds locks as well, but its list too."""
    is_listed = (folder / MANIFEST).exists() or pending(folder).exists()
    return not is_listed and any((folder / name).exists() for name in _LOCKS)


def refuse_foreign(destination: Path) -> None:
    """A backup goes into a new or empty folder, or beside an earlier one: not among other people's files."""
    if not destination.exists():
        return
    found = {p.name for p in destination.iterdir() if not is_scratch(p)} - _OF_A_DISK
    is_ours = any(name in found for name in (*COPIED, MANIFEST, pending(destination).name))
    if destination.resolve() == Path(destination.resolve().anchor) or (found and not is_ours):
        raise ValueError(f"di {destination} ada berkas lain; pilih folder baru, kosong, atau yang berisi cadangan")


def refuse_mixture(destination: Path, old: Manifest | None, recipients: tuple[str, ...]) -> None:
    """A folder holds backups that the same keys open: files left in the clear would make the others worthless."""
    plain = old is None and any((destination / name).exists() for name in COPIED) and recipients
    if plain or (old is not None and old.recipients != recipients):
        raise ValueError(
            f"di {destination} ada cadangan dengan penerima lain atau tanpa enkripsi; pilih folder yang baru"
        )


def refuse_other_state(store: Store, destination: Path, old: Manifest | None) -> None:
    """Two installations with one folder would each set the other's backup aside, and the newest would be whose came
    last. Another one has another key and not one record in common; a damaged state still has some."""
    held = old.by_name() if old else {}
    key, records = store.folder / "kunci", [f for f in held.values() if f.name.endswith(".json")]
    if "kunci" not in held or not records or not key.exists() or hash_file(key) == held["kunci"].sha256:
        return
    paths = [(store.folder / f.name, f.sha256) for f in records]
    if not any(path.is_file() and hash_file(path) == sha256 for path, sha256 in paths):
        raise ValueError(f"di {destination} ada cadangan pemasangan lain; pilih folder yang baru")


def make_scratch_folder(destination: Path, recipients: tuple[str, ...]) -> tempfile.TemporaryDirectory[str]:
    """Where audit and accounts are copied before they are stored: not on the disk of the state, which may be full.

    Of an encrypted backup not beside it either, where nothing may lie in the clear."""
    place = None if recipients else destination
    return tempfile.TemporaryDirectory(prefix=_SCRATCH, suffix=TEMPORARY, dir=place)


def is_scratch(path: Path) -> bool:
    """Whether a path is such a folder, which a backup that was killed has left."""
    return path.name.startswith(_SCRATCH) and path.name.endswith(TEMPORARY) and path.is_dir()
