"""Put a backup back into a state folder: everything is proved beside it first, then the old state is renamed away.

`pemulihan/isi` holds the opened files; `pemulihan/rencana.json`, written last, is the point of no return. Before it a
kill leaves the old state; after it nothing is published until the same command has gone on to the end (`Store.lock`).
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from etl.audit import heads
from etl.audit import log as audit
from etl.audit.events import SYSTEM
from etl.clock import say_time
from etl.store.faults import StoreDamaged
from etl.store.files import (
    ASIDE,
    AUDIT_FILE,
    CARE,
    LOGS,
    POINTER,
    RESTORE_PLAN,
    RESTORING,
    STATE,
    copy_private,
    hash_file,
    make_folder,
    sync_folder,
    tighten_modes,
    write_atomic,
)
from etl.store.versions import Store
from etl.upkeep.contents import open_contents, refuse_other_area
from etl.upkeep.manifest import Manifest, read_manifest, say_flaws
from etl.upkeep.owner import say_elsewhere
from etl.upkeep.running import SERVER_LOCK, keep_servers_out

_STAY = (ASIDE, CARE, LOGS, RESTORING)
_MADE = (f"{RESTORING}/isi", RESTORING, "terbitan/.kunci", "terbitan", "arsip", SERVER_LOCK)  # in this order, if empty


def restore_backup(
    store: Store,
    backup: Path,
    key: Path | None = None,
    confirmed: bool = False,
    by: str = SYSTEM,
    address: str = "",
) -> str:
    """Put a backup in the place of a state that no server uses; a sentence.

    What is there is renamed into `disisihkan/keadaan-…`, and only when `confirmed`. An earlier run that was cut off is
    finished first, whatever is asked. Raises BackupDamaged, StoreBusy, StoreDamaged, or ValueError with a sentence;
    what was refused leaves nothing behind that was not there.
    """
    if not (store.folder / RESTORE_PLAN).exists():
        _refuse_overlap(store.folder, backup)
        if scattered := say_elsewhere(store.folder):
            raise ValueError(scattered)
        read_manifest(backup)
    with leave_nothing_behind(store.folder), keep_servers_out(store.folder):
        if (plan := _read_plan(store.folder)) is not None:
            return "Pemulihan yang terputus diselesaikan. " + _carry_out(store, plan, by, address)
        manifest = read_manifest(backup)
        with store.lock():
            present = list(_list_state(store.folder))
            if present and not confirmed:
                raise ValueError(
                    f"{store.folder} tidak kosong ({len(present)} berkas). Dengan --yakin isinya disisihkan ke folder "
                    f"{ASIDE}, tidak dihapus, lalu cadangan {_say_backup(manifest)} dipasang"
                )
            plan = _prepare(store.folder, backup, manifest, key, present)
        return _carry_out(store, plan, by, address) + say_flaws(manifest)


def _refuse_overlap(folder: Path, backup: Path) -> None:
    """A state in its own backup, or the other way round: putting back would move the files that it reads."""
    state, source = folder.resolve(), backup.resolve()
    if state.is_relative_to(source) or source.is_relative_to(state):
        where = "sama dengan" if state == source else "di dalam" if source.is_relative_to(state) else "memuat"
        raise ValueError(
            f"folder cadangan {backup} {where} folder keadaan {folder}; "
            "pindahkan cadangannya ke tempat lain lebih dahulu"
        )


@contextmanager
def leave_nothing_behind(folder: Path) -> Iterator[None]:
    """Folders and locks that were made for what is then refused are taken away again, but never a file of a state.

    While a plan stands nothing is taken: the next run goes on with it.
    """
    made = [p for p in (*(folder / name for name in _MADE), folder, *folder.parents) if not p.exists()]
    try:
        yield
    except BaseException:
        if not (folder / RESTORE_PLAN).exists():
            for path in made:
                with suppress(OSError):  # a folder that holds something stays
                    path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        raise


def _list_state(folder: Path) -> Iterator[str]:
    """Names of all files of a state that a backup would replace, the pointer first; locks stay where they are."""
    paths = [p for pattern in STATE for p in folder.glob(pattern) if p.name not in _STAY]
    found = {q for p in paths for q in ([p] if p.is_file() else p.rglob("*")) if q.is_file()}
    names = {q.relative_to(folder).as_posix() for q in found if not q.name.endswith(".kunci")}
    yield from sorted(names, key=lambda name: (name != POINTER, name))


def _prepare(folder: Path, backup: Path, manifest: Manifest, key: Path | None, present: list[str]) -> dict[str, object]:
    """Everything opened and proved in a place of its own; what is to be done is written down last."""
    staged = folder / RESTORING / "isi"
    shutil.rmtree(folder / RESTORING, ignore_errors=True)  # ours, of a run that was killed before its plan stood
    make_folder(staged)
    try:
        open_contents(backup, manifest, staged, key)
        refuse_other_area(manifest, staged)
    except (StoreDamaged, ValueError, OSError):
        shutil.rmtree(folder / RESTORING, ignore_errors=True)
        raise
    _keep_longer_audit(folder, staged)
    plan: dict[str, object] = {
        "cadangan": _say_backup(manifest),
        "sisih": dt.datetime.now().strftime(f"{ASIDE}/keadaan-%Y%m%dT%H%M%S"),
        "lama": present,
    }
    for path in [p for p in staged.rglob("*") if p.is_dir()]:
        sync_folder(path)
    write_atomic(folder / RESTORE_PLAN, json.dumps(plan, ensure_ascii=False).encode())
    return plan


def _keep_longer_audit(folder: Path, staged: Path) -> None:
    """An audit that goes on where that of the backup ends stays in force: putting back must not cut off its end."""
    now, then = folder / AUDIT_FILE, staged / AUDIT_FILE
    if now.exists() and (not then.exists() or now.read_bytes().startswith(then.read_bytes())):
        copy_private(now, then)


def _carry_out(store: Store, plan: dict[str, object], by: str, address: str) -> str:
    """Old files away, new files in, the pointer last. Each step may be repeated."""
    folder, aside = store.folder, store.folder / str(plan["sisih"])
    names = [str(name) for name in _listed(plan)]
    staged = folder / RESTORING / "isi"
    if not (folder / RESTORING / "kosong").exists():
        for name in names:
            if (folder / name).exists():
                _move(folder / name, aside / name)
        write_atomic(folder / RESTORING / "kosong", b"")
    arrived = [p.relative_to(staged).as_posix() for p in staged.rglob("*") if p.is_file()]
    for name in sorted(arrived, key=lambda name: (name == POINTER, name)):
        _move(staged / name, _free_place(folder / name, staged / name))
    tighten_modes(folder)
    missing = _note(folder, plan, by, address)
    _end(folder)
    rest = f" Keadaan sebelumnya disisihkan ke {aside}." if names else ""
    if missing:
        rest += f" {missing}"
    return f"Cadangan {plan['cadangan']} dipulihkan ke {folder}.{rest} Jalankan verify untuk membuktikannya."


def _note(folder: Path, plan: dict[str, object], by: str, address: str) -> str:
    """Write down who put what back. What the state knew of an audit that is not the one of now is said once, in an
    entry and in the sentence that is returned ("" = nothing is missing), and no longer asked of this one."""
    lost = heads.read_lost(folder)
    facts = {"cadangan": plan["cadangan"], "disisihkan": len(_listed(plan)), "catatan_tanpa": ", ".join(lost)}
    entry = audit.append("pulihkan_cadangan", by, address, folder, **facts)
    heads.begin_anew(folder, replace(audit.head_at(entry), noted_in=f"pemulihan {entry.time:%Y-%m-%d}"))
    if not lost:
        return ""
    return f"Catatan tindakan yang dipasang tidak memuat {', '.join(lost)}; ini tertulis di dalamnya."


def _move(source: Path, target: Path) -> None:
    make_folder(target.parent)
    os.replace(source, target)
    sync_folder(target.parent)
    sync_folder(source.parent)


def _free_place(place: Path, arriving: Path) -> Path:
    """Where a file goes; beside one that was set aside here under the same name and is another one."""
    ordinal, free = 0, place
    while ASIDE in place.parts and free.exists() and hash_file(free) != hash_file(arriving):
        ordinal += 1
        free = place.with_name(f"{place.stem}-{ordinal}{place.suffix}")
    return free


def _end(folder: Path) -> None:
    """The plan goes first: what is left without it is scratch."""
    (folder / RESTORE_PLAN).unlink()
    sync_folder(folder / RESTORING)
    shutil.rmtree(folder / RESTORING, ignore_errors=True)


def _read_plan(folder: Path) -> dict[str, object] | None:
    path = folder / RESTORE_PLAN
    if not path.exists():
        return None
    try:
        plan = json.loads(path.read_bytes())
        return {"cadangan": str(plan["cadangan"]), "sisih": str(plan["sisih"]), "lama": list(plan["lama"])}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreDamaged(f"Rencana pemulihan {path} rusak.") from error


def _listed(plan: dict[str, object]) -> list[object]:
    names = plan["lama"]
    return names if isinstance(names, list) else []


def _say_backup(m: Manifest) -> str:
    number = "tanpa terbitan" if m.current is None else f"versi {m.current}"
    return f"{say_time(m.time)} ({number})"
