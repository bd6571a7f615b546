"""Prove that a backup can be put back: restore it into a scratch folder, replay its archive, compare its hashes."""

from __future__ import annotations

import datetime as dt
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from etl.acuan import Reference
from etl.audit import log as audit
from etl.audit.events import SYSTEM
from etl.clock import say_time
from etl.prove.verify import Verification, verify_store
from etl.store.faults import StoreDamaged, say_cause
from etl.store.files import hash_file
from etl.store.versions import Store
from etl.upkeep import care
from etl.upkeep.contents import open_contents
from etl.upkeep.manifest import Manifest, read_manifest, say_flaws


@dataclass(frozen=True)
class DrillOutcome:
    """sentence: what was proved; problems: why the backup is no good; remarks: what should be known."""

    sentence: str
    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


def drill(
    store: Store,
    backup: Path,
    key: Path | None = None,
    reference: Reference | None = None,
    by: str = SYSTEM,
    address: str = "",
) -> DrillOutcome:
    """Open, replay and compare a backup in a scratch folder, which is all that is removed afterwards.

    The date of a drill that went well is kept in the state. Raises ValueError when the key is missing or wrong use.
    """
    try:
        outcome = _prove(backup, key, reference)
    except StoreDamaged as error:
        outcome = DrillOutcome("Cadangan TIDAK dapat dipulihkan.", (str(error),))
    try:
        _note(store, not outcome.problems, by, address)
    except (OSError, StoreDamaged) as error:  # what was proved stays so
        cause = say_cause(error) if isinstance(error, OSError) else str(error).removesuffix(".")
        unnoted = f"Uji pulih ini tidak dapat dicatat di {store.folder}: {cause}."
        outcome = replace(outcome, remarks=(*outcome.remarks, unnoted))
    return outcome


def _note(store: Store, sound: bool, by: str, address: str) -> None:
    care.note_drill(store.folder, dt.datetime.now().astimezone().replace(microsecond=0), sound)
    audit.append("uji_pulih", by, address, store.folder, hasil="baik" if sound else "gagal")


def _prove(backup: Path, key: Path | None, reference: Reference | None) -> DrillOutcome:
    manifest = read_manifest(backup)
    with tempfile.TemporaryDirectory(prefix="uji-pulih-") as scratch:
        folder = Path(scratch)
        open_contents(backup, manifest, folder, key)
        replayed = verify_store(Store(folder), reference, [manifest.audit])
        problems = replayed.problems + _compare(folder, manifest)
    return _sum_up(manifest, replayed, problems)


def _compare(folder: Path, manifest: Manifest) -> list[str]:
    """The restored state against the manifest once more: what was read there must have changed nothing."""
    problems = [
        f"Berkas {f.name} berubah saat diuji." for f in manifest.files if not _is_same(folder, f.name, f.sha256)
    ]
    number = Store(folder).find_current() if not Store(folder).find_damage() else None
    if number != manifest.current:
        problems.append(f"Versi terkini cadangan adalah {number}, bukan {manifest.current} seperti di daftar isinya.")
    return problems


def _is_same(folder: Path, name: str, sha256: str) -> bool:
    return (folder / name).exists() and hash_file(folder / name) == sha256


def _sum_up(m: Manifest, replayed: Verification, problems: list[str]) -> DrillOutcome:
    if problems:
        return DrillOutcome("Cadangan TIDAK dapat dipulihkan.", tuple(problems), tuple(replayed.remarks))
    sentence = (
        f"Cadangan {say_time(m.time)} dapat dipulihkan: {m.versions} versi, {len(m.files)} berkas sama dengan "
        f"daftar isinya. {replayed.sentence}{say_flaws(m)}"
    )
    return DrillOutcome(sentence, (), (*m.flaws, *replayed.remarks))
