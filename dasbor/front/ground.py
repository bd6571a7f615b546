"""What the process of one area of government needs to open: its own folder, the program, the system; nobody else's."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from dasbor.front.fence import Ground, list_around
from etl.acuan import ROOT
from etl.store.lake.address import FOLDER_SETTING
from etl.tenants.declared import Roll, Tenant
from etl.tenants.offers import find_room

_TOP = Path("/")
_SYSTEM = tuple(_TOP / name for name in ("usr", "lib", "lib64", "bin", "etc", "proc", "sys", "opt"))


def find_ground(roll: Roll, tenant: Tenant, own: Path, environment: Mapping[str, str]) -> Ground:
    """`own`: a folder of this process alone, for its socket and what it writes for a moment."""
    others = [t.folder for t in roll.tenants if t != tenant]
    program = [ROOT, Path(sys.prefix), Path(sys.base_prefix), *map(Path, sys.path), *_SYSTEM]
    readable = [p for place in program for p in list_around(place.resolve(), others)]
    named = list(_list_named(tenant))
    writable = [tenant.state, own, _TOP / "dev", *(place for place, writes in named if writes)]
    if (shared := environment.get(FOLDER_SETTING, "")) and not shared.startswith("s3://"):
        writable.append(Path(shared))
    passwords = Path(environment.get("HOME") or _TOP) / ".pgpass"
    read = [
        *readable,
        tenant.reference,
        *([find_room(roll)] if tenant.shares else []),
        passwords,
        *(place for place, writes in named if not writes),
    ]
    return Ground(tuple(read), tuple(writable))


def _list_named(tenant: Tenant) -> Iterator[tuple[Path, bool]]:
    """Places elsewhere that its settings name, and whether it writes there."""
    for section, key, writes in (
        ("log", "folder", True),
        ("masuk", "berkas_rahasia", False),
        ("wilayah", "batas_geojson", False),
        ("contoh", "folder", False),
    ):
        if named := tenant.read_setting(section, key):
            yield Path(os.path.abspath(tenant.reference / named)), writes
