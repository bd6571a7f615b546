"""Publish the archive again, record by record, in another folder: what `verify` and `rebuild` compare with."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from etl import run
from etl.acuan import Reference
from etl.corrections.typed import read_entry
from etl.pesan import Unreadable
from etl.publish.change_settings import SETTINGS_CHANGE
from etl.publish.fill_vocabulary import FILLING
from etl.publish.in_effect import TAKEN_BACK
from etl.publish.join.apply import ACTIONS as DECISIONS
from etl.publish.publish import (
    WITHDRAWAL,
    NotPublishable,
    record_rebuild,
    repeat_record,
    replay_record,
    restore_version,
    withdraw_answer,
)
from etl.settings.following import as_of_record
from etl.store.records import UNNAMED, Record
from etl.store.versions import Store


def replay_archive(original: Store, new: Store, records: list[Record], reference: Reference) -> list[str]:
    """Publish and restore again, in another folder, without an audit. Stops at the first record that cannot.

    Where workbooks have expired, it goes on from the version that was made the base then.
    """
    # A restore may reach back to a version that was cleared away since.
    reference = replace(reference, settings={**reference.settings, "terbitan": {"simpan_versi": 0}})
    base = original.records.base()
    if base and (lost := start_from_base(original, new, base)):
        return lost
    key = original.read_secret()
    if key is not None:
        with new.lock():
            new.save_secret(key)
    for c in records[base:]:
        try:
            number = _repeat(original, new, c, reference)
        except (Unreadable, NotPublishable, OSError, KeyError, ValueError) as error:
            what = f"{c.get('nama_berkas', c['tindakan'])}, rilis {c.get('rilis', UNNAMED)}"
            return [f"Terbitan {c['nomor']} ({what}) tidak dapat diulang: {error}"]
        if number != c["nomor"]:
            return [f"Terbitan {c['nomor']} tidak dapat diulang: menjadi versi {number}."]
    return []


def start_from_base(original: Store, new: Store, base: int) -> list[str]:
    """Copy the base, and older versions that are brought back later, with their records; a sentence if one is lost."""
    needed = original.records.reached_back(base)
    lost = sorted(n for n in needed if not original.is_recorded(n))
    if lost:
        return [
            f"Berkas versi {', '.join(map(str, lost))} hilang atau berubah. Arsip diputar ulang dari versi {base}, "
            "karena buku kerja sebelumnya sudah dihapus menurut setelan simpan_buku_kerja_tahun. "
            "Ambil berkasnya dari cadangan."
        ]
    with new.lock():
        new.begin()
        for n in range(1, base + 1):
            new.records.write(original.records.read_raw(n))
            if original.is_recorded(n):
                new.put_back(new.copy_to_draft(original.find_path(n), n), n)
        new.point_to(base)
    return []


def _repeat(original: Store, new: Store, c: Record, reference: Reference) -> int:
    """One record again, with the settings of its time; the number of the version it became."""
    reference = as_of_record(reference, c)
    time = dt.datetime.fromisoformat(c["waktu"])
    if c["tindakan"] == "terbit":
        data = original.workbooks.read(c)
        answer = {j["kunci"]: j["nilai"] for j in c.get("jawaban", [])}
        corrections = [read_entry(e) for e in c.get("perbaikan", [])]
        name, periode, today = c["nama_berkas"], c["periode"], time.date()
        nil = c.get("nihil")  # an earlier release took an empty sheet for nought
        result = run.check_workbook(
            data, name, periode, None, new, reference, today, answer, corrections, nihil=nil, preview=False
        )
        return replay_record(c, data, result, new, reference)
    if c["tindakan"] == "pulihkan":
        with_settings = c.get("pengaturan_ikut", False)  # a version of an earlier release holds none
        return restore_version(c["dari"], c["oleh"], c["alasan"], new, reference, time, None, with_settings)
    if c["tindakan"] == WITHDRAWAL:
        return withdraw_answer(c["kunci"], c["oleh"], c["alasan"], new, reference, time, address=None)
    if c["tindakan"] in _TOLD_BY_RECORD:
        return repeat_record(c, new, reference)
    with new.lock():
        return record_rebuild(new, new.find_path(c["nomor"] - 1), c["beda"], time, c["tindakan"], c["oleh"], None)


_TOLD_BY_RECORD = {SETTINGS_CHANGE, TAKEN_BACK, FILLING, *DECISIONS}
