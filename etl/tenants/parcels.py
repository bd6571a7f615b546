"""Data packages that areas of government of one installation hand to those of them that see all (`melihat_semua`): one
file each beside pemda.toml, put there by the door alone, whose name says whose it is."""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from etl.accounts.roles import User
from etl.audit.events import SYSTEM
from etl.neighbours.ledger import read_ledger
from etl.neighbours.look import Consent
from etl.neighbours.messages import NotTaken
from etl.neighbours.noted import shared
from etl.neighbours.noted.refused import Refusal, note_refused
from etl.neighbours.package_file import LARGEST, open_package
from etl.neighbours.take import take
from etl.store.faults import StoreDamaged, say_cause
from etl.store.files import make_folder, write_atomic
from etl.tenants.declared import Roll

_AGREED = ("paket_lebih_lama",)  # it published an earlier version again; invented over real is for a person to say
_ROOM, _HERE = "paket", "pemasangan ini"
_WAY = "terima sendiri paketnya di halaman Pemda lain"
_CODE = re.compile(r"\d\d\.\d\d", re.ASCII)
_NAME = re.compile(rf"([a-z0-9-]+)_({_CODE.pattern})_([0-9a-f]{{16}})\.zip", re.ASCII)


class Parcel(NamedTuple):
    """A package that lies there. code: the area of government that it may speak for; state: of what was published."""

    address: str
    code: str
    state: str
    path: Path


def find_room(roll: Roll) -> Path:
    """Where the packages lie."""
    return roll.shared_folder / _ROOM


def is_code(code: str) -> bool:
    """Whether an area of government of this code has packages: a city or regency."""
    return _CODE.fullmatch(code) is not None


def list_parcels(room: Path) -> list[Parcel]:
    found = [(m, path) for path in sorted(room.glob("*.zip")) if (m := _NAME.fullmatch(path.name))]
    return [Parcel(m[1], m[2], m[3], path) for m, path in found]


def put_parcel(roll: Roll, address: str, code: str, state: str, content: bytes | None) -> None:
    """Put a package down in the place of its area's earlier ones; None = it hands out nothing now. Raises OSError."""
    room = find_room(roll)
    if content is not None:
        make_folder(room)
        write_atomic(room / f"{address}_{code}_{state}.zip", content)
    for old in list_parcels(room):
        if old.address == address and (content is None or (old.code, old.state) != (code, state)):
            with suppress(FileNotFoundError):
                old.path.unlink()


def name_state(*facts: object) -> str:
    """A word for what a package was made of."""
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:16]


def take_parcels(state: Path, room: Path, own: str, door: str) -> list[Refusal]:
    """Take what lies there and was never taken: what staff undid is not taken again by itself. The door vouches for the
    key: nobody else writes there. `own`: the address that this process works for; `door`: what addresses of the
    installation begin with. What was not taken, which is noted too (etl/neighbours/noted/refused.py)."""
    with suppress(StoreDamaged, OSError):  # said below, of the first that is taken
        shared.bring_up(state)
    tried = [(p, _try(state, p, door)) for p in list_parcels(room) if p.address != own]
    found = [refusal for _, refusal in tried if refusal is not None]
    try:
        return note_refused(state, found)
    except OSError:  # the log says them
        return found


def _try(state: Path, parcel: Parcel, door: str) -> Refusal | None:
    """None = it is held now, or was before."""
    refusal = Refusal(parcel.address, parcel.code, parcel.state, "")
    try:
        _take(state, parcel, door)
    except NotTaken as error:
        return replace(refusal, sebab=" ".join(f"{f.pesan} {f.saran}".strip() for f in error.findings))
    except StoreDamaged as error:
        return replace(refusal, sebab=str(error), is_passing=True)
    except OSError as error:
        return replace(refusal, sebab=f"Tidak dapat disimpan: {say_cause(error)}. Dicoba lagi.", is_passing=True)
    return None


def _take(state: Path, parcel: Parcel, door: str) -> None:
    with parcel.path.open("rb") as f:
        content = f.read(LARGEST + 1)
    file = open_package(content)
    if any(e.sha256 == file.sha256 for e in read_ledger(state).entries):
        return
    consent = Consent(file.fingerprint, _AGREED, way_of_rest=_WAY, code=parcel.code)
    take(state, content, User(SYSTEM, ""), consent, _HERE, f"{door}{parcel.address}/")
