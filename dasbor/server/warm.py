"""Draws what takes longest on the pages for every quarter in the background, so that the first reader need not wait.

Runs in the server only. Each new version is warmed once; between two figures the readers go first.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

from dasbor.blocks import overview, rate_map, what_if
from dasbor.choice import Choice
from dasbor.content import hasil, kesehatan
from dasbor.query import base, cooperatives, health, lists, mentoring, priorities, quality
from dasbor.ui import reader
from dasbor.ui.reader import Pilihan
from etl.indikator import load_indicators
from etl.indikator.declare import RINGKASAN, WILAYAH
from etl.store.versions import GudangRusak

_JEDA, _TUNGGU_AWAL, _LIHAT_LAGI = 0.1, 10, 20  # seconds
_JARANG = 1_000  # collections of the middle generation before a full one, instead of 10


@asynccontextmanager
async def lifespan(_app: object) -> AsyncGenerator[None]:
    """Warm as long as the server lives."""
    berhenti = threading.Event()
    threading.Thread(target=_watch, args=(berhenti,), name="pemanas", daemon=True).start()
    try:
        yield
    finally:
        berhenti.set()


def _watch(berhenti: threading.Event) -> None:
    sudah, tunggu = None, _TUNGGU_AWAL
    while not berhenti.wait(tunggu):
        tunggu = _LIHAT_LAGI
        try:
            versi = base.versi_terkini()
        except GudangRusak:  # the pages tell the reader; nothing to warm
            continue
        if versi is not None and versi != sudah:
            sudah = versi
            warm(versi, berhenti)
            settle()
        else:
            gc.collect()  # now and then by ourselves, not in the middle of somebody's page


def warm(versi: int, berhenti: threading.Event) -> int:
    """Draw the figures of the whole city, the latest quarter first; returns how many quarters were finished."""
    selesai = 0
    for periode in reversed(base.daftar_periode(Choice(versi))["periode"].tolist()):
        p = reader.baca({"triwulan": periode})
        if p is None or p.versi != versi:
            break  # published meanwhile
        for gambar in (*(_ONCE if not selesai else ()), *_FIGURES):
            if berhenti.wait(_JEDA):
                return selesai
            gambar(p)
        selesai += 1
    return selesai


def settle() -> None:
    """Take what is kept by now out of the garbage collector's sight: full collections walked all of it, 50 to 200 ms
    each time while somebody waited for a page. Then leave them to the watch."""
    gc.unfreeze()  # what an earlier version left
    gc.collect()
    gc.freeze()
    muda, tengah, _ = gc.get_threshold()
    gc.set_threshold(muda, tengah, _JARANG)


# alike for every quarter: in a province of 200,000 cooperatives seconds each
_ONCE: tuple[Callable[[Pilihan], object], ...] = (
    lambda p: mentoring.kohor(p, "pendampingan"),
    lambda p: what_if.tren(p, what_if.official()),
    health.reports,
    lambda p: cooperatives.warm(p),
    lambda p: quality.kelengkapan(p, "koperasi"),
    lambda p: priorities.usulan_sejak(p),
)
_FIGURES: tuple[Callable[[Pilihan], object], ...] = (
    lambda p: rate_map.gambar(p, "koperasi_aktif"),
    overview.jembatan,
    overview.tren_status,
    lambda p: overview.tren_rasio(p, "koperasi_aktif"),
    lambda p: overview.rasio_kelurahan(p, "koperasi_aktif"),
    lambda p: [
        overview.rasio_kelurahan(p, i.indikator) for i in load_indicators() if i.shown(RINGKASAN) and i.shown(WILAYAH)
    ],
    lists.belum_dikunjungi,
    overview.yang_berubah,
    overview.status_kelurahan,
    kesehatan.kepatuhan,
    kesehatan.penunggak,
    hasil.cohorts,
)
