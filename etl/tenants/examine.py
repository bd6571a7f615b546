"""What is wrong with several areas of government together: entries that cannot be used, two with one code, folders that
others can enter."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator

from etl.store.faults import say_cause
from etl.tenants.begin import find_strange_area, has_areas
from etl.tenants.declared import Roll, Tenant


def list_faults(roll: Roll) -> list[str]:
    """A sentence for each."""
    return [*roll.faults, *_find_twins(roll), *(s for t in roll.tenants for s in _look_at(t))]


def find_code(tenant: Tenant) -> str:
    """[wilayah] kode of its settings; "" where they cannot be read."""
    return tenant.read_setting("wilayah", "kode")


def _find_twins(roll: Roll) -> Iterator[str]:
    """A shared catalog tells areas of government apart by their code alone."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for tenant in roll.tenants:
        bearers[find_code(tenant)].append(tenant.address)
    for code, addresses in bearers.items():
        if code and len(addresses) > 1:
            yield f"Kode {code} dipakai {' dan '.join(addresses)}: setiap pemda perlu kodenya sendiri."


def _look_at(tenant: Tenant) -> Iterator[str]:
    if not find_code(tenant):
        yield f"{tenant.address}: {tenant.reference / 'pengaturan.toml'} tidak ada atau tanpa kode wilayah."
    elif not has_areas(tenant):
        yield f"{tenant.address}: {tenant.reference / 'kelurahan.csv'} belum memuat wilayah."
    elif (strange := find_strange_area(tenant.reference / "kelurahan.csv", find_code(tenant))) is not None:
        yield f"{tenant.address}: kelurahan.csv memuat “{strange[:20]}”, yang bukan wilayah {find_code(tenant)}."
    try:
        is_open = os.name == "posix" and tenant.state.exists() and tenant.state.stat().st_mode & 0o077
    except OSError as error:
        yield f"{tenant.address}: {tenant.state} tidak dapat dibuka ({say_cause(error)})."
        return
    if is_open:
        yield f"{tenant.address}: {tenant.state} terbuka bagi orang lain; jalankan: chmod -R go= {tenant.state}"
