"""Change settings and targets: a publication of its own, without a workbook, which counts all quarters anew."""

from __future__ import annotations

import datetime as dt

from etl import personal
from etl.acuan import Reference, load_reference
from etl.publish.next_version import make_next_version
from etl.publish.ready import make_ready
from etl.settings.check import list_faults
from etl.settings.entries import Entries, read_start
from etl.settings.following import (
    Difference,
    describe_changes,
    find_next,
    list_differences,
    read_current,
    take_start,
)
from etl.settings.words import say_change
from etl.store.records import Record
from etl.store.versions import Store

SETTINGS_CHANGE = "ubah pengaturan"
NOTHING = "Tidak ada yang berubah: semua nilai itu sudah berlaku."


class SettingsMoved(Exception):
    """Somebody published since the change was looked at: it has to be looked at again."""


def find_differences(store: Store, reference: Reference, changed: Entries) -> list[Difference]:
    """What a change would make otherwise; also what the file says otherwise since the last publication."""
    start, current = read_start(take_start(store, reference)), read_current(store)
    after = find_next(start, current, changed=changed)
    return list_differences(current.entries if current else start, after, changed)


def check_change(store: Store, reference: Reference, changed: Entries) -> list[Difference]:
    """What a change would make otherwise. Raises ValueError with a sentence: values that do not fit together, nothing
    that changes, nothing published yet."""
    if store.find_current() is None:
        raise ValueError("Belum ada terbitan; sebelum terbitan pertama nilai awalnya diubah di pengaturan.toml.")
    faults = list_faults(find_next(read_start(take_start(store, reference)), read_current(store), changed=changed))
    if faults:
        raise ValueError(" ".join(faults))
    differences = find_differences(store, reference, changed)
    if not differences:
        raise ValueError(NOTHING)
    return differences


def change_settings(
    changed: Entries,
    by: str,
    reason: str,
    seen: int | None = None,
    store: Store | None = None,
    reference: Reference | None = None,
    time: dt.datetime | None = None,
    address: str | None = "",
) -> int:
    """Publish a change of settings or targets; the number of the version in which it is in force.

    `changed`: from etl/settings/check.py. `seen`: the version that was looked at. `address`: see make_next_version.
    Raises ValueError with a sentence (no reason, values that do not fit, nothing changes), SettingsMoved when another
    version is current than `seen`, StoreBusy or StoreDamaged.
    """
    store, reference = store or Store(), reference or load_reference()
    if not reason.strip():
        raise ValueError("Tulis alasannya: mengapa pengaturan ini diubah?")
    with store.lock():
        make_ready(store)
        current = store.find_current()
        if seen is not None and seen != current:
            raise SettingsMoved(f"Sementara itu versi {current} terbit. Lihat lagi yang akan berubah, lalu ulangi.")
        differences = check_change(store, reference, changed)
        record = _make_record(changed, differences, by, reason.strip())
        return make_next_version(store, reference, record, time, address)


def _make_record(changed: Entries, differences: list[Difference], by: str, reason: str) -> Record:
    words = "; ".join(say_change(key, old, new) for key, old, new, _ in differences)
    return {
        "tindakan": SETTINGS_CHANGE,
        "oleh": by,
        "keterangan": f"{words}: {reason}",
        "alasan": reason,
        "perubahan_kata": personal.mask(words),
        "perubahan_pengaturan": describe_changes(changed),
    }
