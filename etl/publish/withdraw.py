"""Withdraw one upload or one quarter, as a version of its own: as if it had never been uploaded.

What stood before for the same quarter and kind returns, with the ids that its cooperatives had; what colleagues
published later stands. The ledger, the workbook and remembered answers stay, and bringing an older version back undoes
it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from etl import personal
from etl.acuan import Reference, load_reference
from etl.contacts.published import forget_contacts
from etl.periode import say_quarter, split_quarter
from etl.publish.in_effect import TAKEN_BACK, Key, Upload, find_sources, follow, read_uploads
from etl.publish.join.brought import refuse_brought
from etl.publish.next_version import make_next_version
from etl.publish.ready import make_ready, refuse_moved
from etl.rules import read_statement
from etl.skema import SHEET_KINDS
from etl.store.faults import StoreDamaged
from etl.store.records import Record
from etl.store.versions import Store

_SOURCE = read_statement(Path(__file__).with_name("source_of_kind.sql"))


@dataclass(frozen=True)
class Returning:
    """What becomes of one kind of one quarter. upload: from where its rows come then, None = there are none any more;
    version: the file that holds these rows."""

    periode: str
    kind: str
    gone: Upload
    upload: Upload | None
    version: int | None


@dataclass(frozen=True)
class Withdrawal:
    """What a withdrawal takes back: the uploads, and what becomes of each kind of each quarter that came from them."""

    uploads: tuple[Upload, ...]
    changes: tuple[Returning, ...]


def list_in_effect(store: Store) -> list[Upload]:
    """The uploads that may be withdrawn, the latest first. Raises StoreDamaged where a record is lost."""
    uploads, states, current = _read_states(store)
    return [uploads[u] for u in reversed(states[current])]


def plan_withdrawal(store: Store, target: str) -> Withdrawal:
    """What would be withdrawn; `target`: the number of an upload, or a quarter ("2025-T3"), whose uploads all go.

    Writes nothing. Raises ValueError with a sentence where nothing of the kind is in effect, StoreDamaged where what
    stood before can no longer be read.
    """
    uploads, states, current = _read_states(store)
    gone = _find_uploads(target, [uploads[u] for u in states[current]])
    numbers = {u.number for u in gone}
    before = find_sources(states[current], uploads)
    after = find_sources([u for u in states[current] if u not in numbers], uploads)
    changes = []
    for key in sorted(key for key, u in before.items() if u in numbers):
        upload = uploads[after[key]] if key in after else None
        version = None if upload is None else _find_file(store, key, upload.number, states, uploads)
        if version is not None:
            refuse_brought(store.open_version(version), store.open_version(current), *key)
        changes.append(Returning(*key, uploads[before[key]], upload, version))
    return Withdrawal(tuple(gone), tuple(changes))


def _read_states(store: Store) -> tuple[dict[int, Upload], dict[int, tuple[int, ...]], int]:
    """The uploads of the ledger, those in effect in each version, and the current version."""
    current = store.find_current()
    if current is None:
        raise ValueError("Belum ada terbitan; tidak ada yang dapat ditarik.")
    records, problems = store.records.read_all(current)
    if problems:
        raise StoreDamaged(f"Tidak dapat ditarik: {problems[0]} Jalankan rebuild.")
    uploads = read_uploads(store, current)
    return uploads, follow(records, uploads), current


def _find_uploads(target: str, in_effect: list[Upload]) -> list[Upload]:
    """The uploads in effect that a target names. Raises ValueError where there are none."""
    if target.isascii() and target.isdigit():
        found = [u for u in in_effect if u.number == int(target)]
        if not found:
            raise ValueError(f"Unggahan {target} tidak ada di antara yang sedang terbit; tidak ada yang ditarik.")
        return found
    split_quarter(target)
    found = [u for u in in_effect if u.periode == target]
    if not found:
        raise ValueError(f"{say_quarter(target)} tidak sedang terbit; tidak ada yang ditarik.")
    return found


def _find_file(
    store: Store, key: Key, upload: int, states: dict[int, tuple[int, ...]], uploads: dict[int, Upload]
) -> int:
    """The newest version whose file holds the rows of an upload for a kind of a quarter. Raises StoreDamaged."""
    for number in sorted(store.list_versions(), reverse=True):
        if find_sources(states[number], uploads).get(key) != upload or not store.is_whole(number):
            continue
        if store.open_version(number).execute(_SOURCE, list(key)).fetchall() == [(upload,)]:
            return number
    raise StoreDamaged(
        f"Isi unggahan {upload}, yang akan kembali, tidak ada lagi di berkas versi mana pun. Jalankan rebuild, lalu "
        "ulangi. Data yang terbit tidak berubah."
    )


def say_withdrawal(plan: Withdrawal) -> list[str]:
    """What a withdrawal takes with it, one sentence for each kind of each quarter."""
    sentences = [_say_change(c) for c in plan.changes]
    replaced = [u for u in plan.uploads if u.number not in {c.gone.number for c in plan.changes}]
    return sentences + [
        f"Isi {_say_upload(u)}, sudah digantikan: tidak ada angka yang berubah, tetapi tidak akan kembali lagi."
        for u in replaced
    ]


def _say_change(c: Returning) -> str:
    place = f"{say_quarter(c.periode)}, {SHEET_KINDS[c.kind].judul}"
    if c.upload is None:
        return f"{place}: tidak ada lagi (sekarang dari {_say_upload(c.gone)})."
    return f"{place}: kembali ke {_say_upload(c.upload)} (sekarang dari {_say_upload(c.gone)})."


def _say_upload(upload: Upload) -> str:
    return f"unggahan {upload.number}, {upload.file}, oleh {upload.by}"


def withdraw_upload(
    target: str,
    by: str,
    reason: str,
    seen: int | None = None,
    store: Store | None = None,
    reference: Reference | None = None,
    time: dt.datetime | None = None,
    address: str | None = "",
) -> int:
    """Publish what is there without an upload, or without the uploads of a quarter; the number of the new version.

    `target`: see plan_withdrawal. `seen`: the version that was looked at. `address`: see make_next_version. Raises
    ValueError with a sentence (no reason, nothing in effect), VersionMoved, StoreBusy or StoreDamaged.
    """
    store, reference = store or Store(), reference or load_reference()
    if not reason.strip():
        raise ValueError("Tulis alasannya: mengapa ini ditarik")
    with store.lock():
        make_ready(store)
        if seen is not None:
            refuse_moved(store, seen)
        record = _make_record(target, plan_withdrawal(store, target), by, reason.strip())
        number = make_next_version(store, reference, record, time, address)
        forget_contacts(store, record["ditarik"])
        return number


def _make_record(target: str, plan: Withdrawal, by: str, reason: str) -> Record:
    """`dikembalikan`: [quarter, kind, upload or null, version whose file holds its rows or null]."""
    names = ", ".join(f"unggahan {u.number} ({u.file})" for u in plan.uploads)
    what = names if target.isdigit() else f"{say_quarter(target)}: {names}"
    return {
        "tindakan": TAKEN_BACK,
        "oleh": by,
        "periode": plan.uploads[0].periode,
        "keterangan": f"menarik {what}: {reason}",
        "alasan": reason,
        "ditarik": [u.number for u in plan.uploads],
        "dikembalikan": [[c.periode, c.kind, c.upload and c.upload.number, c.version] for c in plan.changes],
        "perubahan_kata": personal.mask(" ".join(say_withdrawal(plan))),
    }
