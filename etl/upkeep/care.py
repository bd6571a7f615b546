"""When an installation was last backed up and when a backup was last proved: small notes in its folder `perawatan`."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path

from etl.acuan import Reference, find_data_folder, load_reference
from etl.store.files import CARE, make_folder, write_atomic

REMIND_AFTER = 35  # days, where [cadangan] ingatkan_hari says nothing


@dataclass(frozen=True)
class Care:
    """backup, drill: when the last one ended well, None = never; sound: whether the last drill found all well."""

    backup: dt.datetime | None = None
    drill: dt.datetime | None = None
    sound: bool = True


def read_care(folder: Path | None = None) -> Care:
    """The notes of a state folder; a damaged note counts as none."""
    place = (folder or find_data_folder()) / CARE
    backup, drill = _read(place / "cadangan.json"), _read(place / "uji.json")
    return Care(_time(backup), _time(drill), bool(drill.get("baik", True)))


def note_backup(folder: Path, time: dt.datetime) -> None:
    _write(folder, "cadangan.json", {"waktu": time.isoformat()})


def note_drill(folder: Path, time: dt.datetime, sound: bool) -> None:
    """A drill that failed keeps the date of the last one that went well, and says so."""
    before = read_care(folder).drill
    when = time if sound else before
    _write(folder, "uji.json", {"waktu": when.isoformat() if when else None, "baik": sound})


def remind_after(reference: Reference | None = None) -> int:
    """Days after which a backup, or a drill, is too long ago."""
    settings = (reference or load_reference()).settings.get("cadangan", {})
    return int(settings.get("ingatkan_hari", REMIND_AFTER))


def is_overdue(time: dt.datetime | None, days: int) -> bool:
    return time is None or dt.datetime.now(dt.UTC) - time > dt.timedelta(days=days)


def _read(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _time(note: dict[str, object]) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(str(note.get("waktu"))).astimezone()
    except (ValueError, OverflowError):  # the year 1 or 9999
        return None


def _write(folder: Path, name: str, content: dict[str, object]) -> None:
    make_folder(folder / CARE)
    write_atomic(folder / CARE / name, json.dumps(content).encode())
