"""May anything be published upon what is there? Settled, whole, and with the key under which people were counted."""

from __future__ import annotations

import duckdb

from etl.acuan import Reference
from etl.model import CheckResult
from etl.operator_settings import STORE
from etl.store.faults import ParticipantKeyLost, StoreBusy, StoreDamaged
from etl.store.invented import is_sample
from etl.store.records import hash_key
from etl.store.versions import Store

_LAST_ENTRY = "select oleh, keterangan from terbitan order by nomor desc limit 1"


class VersionMoved(StoreBusy):
    """Somebody published since this was looked at: nothing was written, it has to be looked at again."""


class ApprovalNeeded(ValueError):
    """The setting wants somebody else's approval, and there is none."""


def wants_approval(reference: Reference) -> bool:
    """Whether somebody else has to approve what staff publish ([terbitan] persetujuan)."""
    return bool(reference.settings.get(STORE, {}).get("persetujuan", "tidak") == "ya")


def refuse_unapproved(store: Store, reference: Reference, result: CheckResult, approved_by: str) -> None:
    """Raise ApprovalNeeded, whoever publishes and however. Invented data on top of invented ones need nobody's."""
    is_invented = result.is_sample and (store.find_current() is None or is_sample(store))
    if wants_approval(reference) and not approved_by and not is_invented:
        raise ApprovalNeeded(
            "Di sini pimpinan menyetujui setiap terbitan ([terbitan] persetujuan), jadi tidak ada yang diterbitkan. "
            "Unggah buku kerja ini di halaman Unggah lalu tekan Ajukan; pimpinan menyetujuinya di halaman Persetujuan."
        )


def refuse_moved(store: Store, seen: int | None) -> None:
    """Raise VersionMoved with a sentence, who published and what, when another version is current than `seen`, the one
    that was looked at; None = nothing was published then."""
    if (current := store.find_current()) != seen:
        raise VersionMoved(f"{say_moved(store, current)} Tidak ada yang ditulis.")


def say_moved(store: Store, current: int | None) -> str:
    """Which version came in between, by whom."""
    if current is None:
        return "Sementara itu terbitan berubah."
    by, remark = store.open_version(current).execute(_LAST_ENTRY).fetchall()[0]
    return f"Sementara itu versi {current} diterbitkan oleh {by} ({remark or 'tanpa keterangan'})."


def make_ready(store: Store) -> None:
    """The folder settled, and the current version as it was published: nothing is built upon a damage."""
    store.settle()
    check_whole(store, store.find_current())


def check_whole(store: Store, number: int | None) -> None:
    """Raise StoreDamaged when a version's file is not the one that was published."""
    if number is not None and not store.is_whole(number):
        raise StoreDamaged(
            f"Berkas versi {number} rusak atau berubah sejak diterbitkan. Jalankan rebuild. "
            "Data yang terbit tidak berubah."
        )


def check_key(store: Store) -> None:
    """Refuse to go on without the participant key under which people were counted so far. Raises ParticipantKeyLost."""
    key, fingerprints = store.read_secret(), store.records.key_fingerprints()
    if key is not None and (not fingerprints or hash_key(key) in fingerprints):
        return
    if key is None and not fingerprints and not any(_has_participants(store, n) for n in store.read_numbers().files):
        return
    fault = "hilang atau rusak" if key is None else "bukan yang dipakai pada terbitan sebelumnya"
    raise ParticipantKeyLost(
        f"Kunci peserta ({store.folder / 'kunci'}) {fault}; tanpa kunci itu orang yang sama terhitung dua kali. "
        "Salin kembali berkas “kunci” dari cadangan terakhir (folder tujuan backup), lalu ulangi. "
        "Data yang terbit tidak berubah."
    )


def _has_participants(store: Store, number: int) -> bool:
    try:
        return bool(store.open_version(number).execute("from pelatihan_peserta limit 1").fetchall())
    except (KeyError, StoreDamaged, duckdb.Error):
        return False  # beyond the pointer or damaged: it says nothing
