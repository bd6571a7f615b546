"""Publish the archive again, record by record, in another folder: what `verify` and `rebuild` compare with."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from etl import run
from etl.acuan import Reference
from etl.pesan import Unreadable
from etl.publish.publish import (
    WITHDRAWAL,
    NotPublishable,
    record_rebuild,
    replay_record,
    restore_version,
    withdraw_answer,
)
from etl.store.records import UNNAMED, Record
from etl.store.versions import Store


def replay_archive(asli: Store, baru: Store, catatan: list[Record], acuan: Reference) -> list[str]:
    """Publish and restore again, in order, in another folder. Stops at the first record that cannot be repeated."""
    # A restore may reach back to a version that was cleared away since.
    acuan = replace(acuan, settings={**acuan.settings, "terbitan": {"simpan_versi": 0}})
    kunci = asli.read_secret()
    if kunci is not None:
        with baru.kunci():
            baru.save_secret(kunci)
    for c in catatan:
        try:
            nomor = _repeat(asli, baru, c, acuan)
        except (Unreadable, NotPublishable, OSError, KeyError, ValueError) as salah:
            rilis = c.get("rilis", UNNAMED)
            return [
                f"Terbitan {c['nomor']} ({c.get('nama_berkas', c['tindakan'])}, rilis {rilis}) tidak dapat diulang: {salah}"
            ]
        if nomor != c["nomor"]:
            return [f"Terbitan {c['nomor']} tidak dapat diulang: menjadi versi {nomor}."]
    return []


def _repeat(asli: Store, baru: Store, c: Record, acuan: Reference) -> int:
    """One record again; the number of the version it became."""
    waktu = dt.datetime.fromisoformat(c["waktu"])
    if c["tindakan"] == "terbit":
        data = (asli.arsip / c["berkas"]).read_bytes()
        jawaban = {j["kunci"]: j["nilai"] for j in c.get("jawaban", [])}
        nama, periode, hari_ini = c["nama_berkas"], c["periode"], waktu.date()
        hasil = run.check_workbook(data, nama, periode, None, baru, acuan, hari_ini=hari_ini, jawaban=jawaban)
        return replay_record(c, data, hasil, baru, acuan)
    if c["tindakan"] == "pulihkan":
        return restore_version(c["dari"], c["oleh"], c["alasan"], baru, acuan, waktu)
    if c["tindakan"] == WITHDRAWAL:
        return withdraw_answer(c["kunci"], c["oleh"], c["alasan"], baru, acuan, waktu)
    with baru.kunci():
        return record_rebuild(baru, baru.path(c["nomor"] - 1), c["beda"], waktu, c["tindakan"], c["oleh"])
