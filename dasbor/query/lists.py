"""Lists of any length: the rows for the screen are asked for at once, all of them only when somebody takes the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from dasbor.choice import Choice
from dasbor.query import base
from etl import periode as triwulan
from etl import skema
from etl.acuan import load_acuan

PALING_BANYAK = 500  # rows of a list on screen


@dataclass(frozen=True)
class Daftar:
    """The first rows, and how to count and get them all."""

    tampak: pd.DataFrame
    hitung: Callable[[], int]
    semua: Callable[[], pd.DataFrame]


def whole(data: pd.DataFrame) -> Daftar:
    """A table that is at hand already."""
    return Daftar(data.head(PALING_BANYAK), lambda: len(data), lambda: data)


def koperasi(p: Choice, status: str | None = None) -> Daftar:
    """The cooperatives of the area and quarter, of one status or all, by name: as kueri.koperasi."""
    return ask(p, "koperasi", status=status)


def belum_dikunjungi(p: Choice) -> Daftar | None:
    """Inactive cooperatives without a visit in four quarters, the longest without RAT first; None when no visits were
    published in the window."""
    if not base.jenis_tersedia(p, "pendampingan"):
        return None
    return ask(p, "belum_dikunjungi", status=skema.TIDAK_AKTIF)


def kegiatan(p: Choice) -> Daftar:
    """Trainings of the window: periode, kegiatan_id, nama_kegiatan, jenis_pelatihan, tanggal_mulai, tanggal_selesai,
    tempat, orang, perempuan, koperasi, kelompok, counted over participants of the area."""
    return ask(p, "kegiatan")


def kunjungan(p: Choice) -> Daftar:
    """Visits of the window, newest first: tanggal, sasaran, kelurahan, jenis_pendampingan, petugas, materi, …"""
    return ask(p, "kunjungan")


def kelompok(p: Choice) -> Daftar:
    """Groups outside the register trained or visited in the window: kelompok_id, nama, kelurahan, orang_dilatih,
    terakhir_dilatih, terakhir_didampingi, didampingi_dalam_180_hari (None = the 180 days are not over)."""
    return ask(p, "kelompok", **_after_training(p))


def belum_pascapelatihan(p: Choice) -> Daftar:
    """Cooperatives and groups of pendampingan_pascapelatihan's denominator that nobody visited in time:
    sasaran_id, nama, jenis ("koperasi" | "kelompok"), kelurahan, nama_kegiatan, selesai_pelatihan,
    kunjungan_sesudah (the first visit after it, too late to count; None = still waiting)."""
    return ask(p, "belum_pascapelatihan", **_after_training(p))


def _after_training(p: Choice) -> dict[str, Any]:
    return {"akhir": triwulan.end(p.periode), "hari": load_acuan().aturan["hari_pascapelatihan"]}


def ask(p: Choice, sql: str, **parameter: Any) -> Daftar:
    """The list of a question, which gives at most $batas rows, all of them when that is null."""
    tampak = _rows(p, sql, PALING_BANYAK, parameter)
    if len(tampak) < PALING_BANYAK:
        return whole(tampak)
    hitung = partial(base.count, p, sql, batas=None, **parameter)
    return Daftar(tampak, hitung, partial(_rows, p, sql, None, parameter))


def _rows(p: Choice, sql: str, batas: int | None, parameter: dict[str, Any]) -> pd.DataFrame:
    isi = base.ask(p, sql, batas=batas, **parameter)
    return base.with_kecamatan(p, isi) if "kelurahan" in isi else isi
