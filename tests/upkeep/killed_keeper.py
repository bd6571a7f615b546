"""Driver for test_kills.py, run as a program of its own: restores, backs up, puts back and rebuilds, and kills itself.

`python -m tests.upkeep.killed_keeper PEKERJAAN FOLDER` prints one line of JSON for each run.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from etl.prove import rebuild
from etl.publish import publish
from etl.store.versions import Store
from etl.upkeep.backup import backup
from etl.upkeep.contents import open_contents
from etl.upkeep.manifest import read_manifest
from etl.upkeep.put_back import restore_backup
from tests import heavy, states
from tests.publish.killed_publisher import KILLS, LAJUR, counted, in_child

STEPS = re.compile(r"/etl/(store/\w+|audit/log|publish/(publish|next_version)|prove/rebuild|upkeep/\w+)\.py$")


@dataclass(frozen=True)
class Work:
    """prepare: make the folder that is copied for each run; act: what is killed; prove: what came of it, in words."""

    prepare: Callable[[Path], None]
    act: Callable[[Path], object]
    prove: Callable[[Path], dict]


def lost(before: Path, now: Path) -> list[str]:
    """Files that were whole before and are nowhere now."""
    known = set(states.hashes(now).values())
    return [name for name, digest in states.hashes(before).items() if digest not in known]


def unproved(store: Store) -> list[int]:
    """Versions whose file is not the recorded one."""
    return [n for n in sorted(store.records.numbers()) if not store.is_recorded(n)]


# ── restore ──


def restore(root: Path) -> int:
    return publish.restore_version(1, "Penguji", store=Store(root / "keadaan"))


def prove_restore(root: Path) -> dict:
    store = Store(root / "keadaan")
    seen = store.find_current()
    number = restore(root)
    rest = [p.name for p in store.list_leftovers()]
    return {"terlihat": seen, "lagi": number - (seen or 0), "rusak": unproved(store), "sisa": rest}


# ── rebuild ──


def prepare_damaged(root: Path) -> None:
    store = states.build(root / "keadaan")
    store.find_path(1).unlink()
    with store.find_path(2).open("r+b") as f:
        f.truncate(5_000)


def prove_rebuild(root: Path) -> dict:
    store = Store(root / "keadaan")
    seen, before = store.find_current(), states.hashes(store.folder)
    problems = rebuild.rebuild_store(store).problems
    gone = set(before.values()) - set(states.hashes(store.folder).values())
    return {"terlihat": seen, "masalah": problems, "rusak": unproved(store), "hilang": len(gone)}


# ── backup ──


def prepare_backup(root: Path) -> None:
    """An earlier backup of two versions; of one of them another file since; a version more."""
    store = states.build(root / "keadaan")
    backup(store, root / "cadangan")
    prepare_damage = store.find_path(2)
    prepare_damage.write_bytes(prepare_damage.read_bytes()[:5_000])
    publish.restore_version(1, "Siti", store=store)


def prove_backup(root: Path) -> dict:
    """The backup that the folder holds can be opened; the next one ends well and has lost nothing."""
    seen = read_manifest(root / "cadangan")
    open_contents(root / "cadangan", seen, root / "isi")
    backup(Store(root / "keadaan"), root / "cadangan")
    last = read_manifest(root / "cadangan")
    open_contents(root / "cadangan", last, root / "isi2")
    gone = lost(root.parent / "dasar" / "cadangan", root / "cadangan")
    rest = [p.name for p in (root / "cadangan").rglob("*.sedang")]
    return {"terlihat": seen.current, "lagi": last.current, "hilang": [n for n in gone if "cadangan" not in n]} | {
        "sisa": rest
    }


# ── restore-backup ──


def prepare_put_back(root: Path) -> None:
    store = states.build(root / "keadaan")
    backup(store, root / "cadangan")
    publish.restore_version(1, "Siti", store=store)


def put_back(root: Path) -> str:
    return restore_backup(Store(root / "keadaan"), root / "cadangan", confirmed=True)


def prove_put_back(root: Path) -> dict:
    """The old state, the new one, or one that writes nothing until the same command has gone on to the end."""
    store = Store(root / "keadaan")
    damage = store.find_damage()
    seen = "terputus" if damage and "terputus" in damage else store.find_current()
    put_back(root)
    gone = lost(root.parent / "dasar" / "keadaan", store.folder)
    return {
        "terlihat": seen,
        "lagi": store.find_current(),
        "rusak": unproved(store),
        "hilang": gone,
        "sisa": (store.folder / "pemulihan").exists(),
    }


WORKS = {
    "restore": Work(lambda root: states.build(root / "keadaan") and None, restore, prove_restore),
    "rebuild": Work(prepare_damaged, lambda root: rebuild.rebuild_store(Store(root / "keadaan")), prove_rebuild),
    "backup": Work(prepare_backup, lambda root: backup(Store(root / "keadaan"), root / "cadangan"), prove_backup),
    "restore-backup": Work(prepare_put_back, put_back, prove_put_back),
}


def list_steps(root: Path, work: Work) -> list[str]:
    """The place of every step of one undisturbed run, in order."""
    places: list[str] = []
    shutil.copytree(root / "dasar", root / "hitung")
    counted(lambda _, place: places.append(place), STEPS)
    work.act(root / "hitung")
    sys.settrace(None)
    return places


def die(root: Path, work: Work, moment: int) -> None:
    counted(lambda ordinal, _: os.kill(os.getpid(), signal.SIGKILL) if ordinal == moment else None, STEPS)
    work.act(root)


def kill_everywhere(root: Path, work: Work) -> None:
    """Kill at steps spread over the whole run, each kind of step at least once where there is room."""
    (root / "dasar").mkdir()
    os.waitpid(in_child(lambda: work.prepare(root / "dasar")), 0)
    os.waitpid(in_child(lambda: list_steps(root, work), root / "langkah"), 0)
    places = json.loads((root / "langkah").read_text())
    first = sorted({place: ordinal for ordinal, place in reversed(list(enumerate(places, 1)))}.values())
    moments = heavy.spread([first[i * len(first) // KILLS] for i in range(KILLS)])
    for start in range(0, len(moments), LAJUR):
        run_round(root, work, moments[start : start + LAJUR], places)


def run_round(root: Path, work: Work, moments: list[int], places: list[str]) -> None:
    folders = [root / f"bunuh{i}" for i in range(len(moments))]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(root / "dasar", folder)
    dying = [in_child(lambda f=f, m=m: die(f, work, m)) for f, m in zip(folders, moments, strict=True)]
    signals = [os.WTERMSIG(os.waitpid(pid, 0)[1]) for pid in dying]
    proving = [in_child(lambda f=f: work.prove(f), f.with_suffix(".json")) for f in folders]
    for pid, folder, moment, died in zip(proving, folders, moments, signals, strict=True):
        os.waitpid(pid, 0)
        result = json.loads(folder.with_suffix(".json").read_text())
        folder.with_suffix(".json").unlink()
        print(json.dumps({"di": places[moment - 1], "sinyal": died, **result}), flush=True)  # noqa: T201


if __name__ == "__main__":
    name, place = sys.argv[1:]
    kill_everywhere(Path(place), WORKS[name])
