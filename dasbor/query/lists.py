"""Lists of any length: the rows for the screen are asked for at once, all of them only when somebody takes the file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from dasbor.query import base
from dasbor.ui.reader import Pilihan
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


def koperasi(p: Pilihan, status: str | None = None) -> Daftar:
    """The cooperatives of the area and quarter, of one status or all, by name: as kueri.koperasi."""
    return ask(p.versi, "koperasi", **base.window(p.periode), **_area(p), status=status)


def belum_dikunjungi(p: Pilihan) -> Daftar | None:
    """Inactive cooperatives without a visit in four quarters, the longest without RAT first; None when no visits were
    published in the window."""
    if not base.jenis_tersedia(p.versi, p.periode, "pendampingan"):
        return None
    sql = f"""from ({uncut("koperasi")}) where kali_didampingi_4tw = 0
              order by tahun_buku_rat nulls first, kelurahan, kecamatan, nama_koperasi, koperasi_id limit $batas"""
    return ask(p.versi, sql, **base.window(p.periode), **_area(p), status=skema.TIDAK_AKTIF)


def kegiatan(p: Pilihan) -> Daftar:
    """Trainings of the window: periode, kegiatan_id, nama_kegiatan, jenis_pelatihan, tanggal_mulai, tanggal_selesai,
    tempat, orang, perempuan, koperasi, kelompok, counted over participants of the area."""
    return ask(p.versi, "kegiatan", **base.window(p.periode), kode=p.kode_wilayah)


def kunjungan(p: Pilihan) -> Daftar:
    """Visits of the window, newest first: tanggal, sasaran, kelurahan, jenis_pendampingan, petugas, materi, …"""
    sql = """select tanggal, sasaran, koperasi_id, kelompok_id, kode_kelurahan, wilayah.nama as kelurahan,
                    jenis_pendampingan, petugas, materi, kendala, tindak_lanjut, hasil, periode, lembar, baris, unggahan_id
             from pendampingan_kunjungan join wilayah on wilayah.kode = kode_kelurahan
             where periode between $awal and $periode and (kode_kelurahan between $kode and $kode || '/')
             order by tanggal desc, sasaran, lembar, baris limit $batas"""
    return ask(p.versi, sql, **base.window(p.periode), kode=p.kode_wilayah)


def kelompok(p: Pilihan) -> Daftar:
    """Groups outside the register trained or visited in the window: kelompok_id, nama, kelurahan, orang_dilatih,
    terakhir_dilatih, terakhir_didampingi, didampingi_dalam_180_hari (None = the 180 days are not over)."""
    return ask(p.versi, "kelompok", **base.window(p.periode), kode=p.kode_wilayah, **_after_training(p))


def belum_pascapelatihan(p: Pilihan) -> Daftar:
    """Cooperatives and groups of pendampingan_pascapelatihan's denominator that nobody visited in time:
    sasaran_id, nama, jenis ("koperasi" | "kelompok"), kelurahan, nama_kegiatan, selesai_pelatihan,
    kunjungan_sesudah (the first visit after it, too late to count; None = still waiting)."""
    return ask(p.versi, "belum_pascapelatihan", periode=p.periode, kode=p.kode_wilayah, **_after_training(p))


def _area(p: Pilihan) -> dict[str, str]:
    return {"kode": p.kode_wilayah, "kelompok": p.kelompok_hitung}


def _after_training(p: Pilihan) -> dict[str, Any]:
    return {"akhir": triwulan.end(p.periode), "hari": load_acuan().aturan["hari_pascapelatihan"]}


def ask(versi: int, sql: str, **parameter: Any) -> Daftar:
    """The list of a question: `sql` gives at most $batas rows, all of them when that is null."""
    tampak = _rows(versi, sql, PALING_BANYAK, parameter)
    if len(tampak) < PALING_BANYAK:
        return whole(tampak)
    return Daftar(tampak, partial(_count, versi, sql, parameter), partial(_rows, versi, sql, None, parameter))


def uncut(nama: str) -> str:
    """A question of dasbor/query/sql/ without its `limit $batas`, to be filtered, sorted and cut by another around it."""
    return base.text(nama).replace("limit $batas", "")


def _count(versi: int, sql: str, parameter: dict[str, Any]) -> int:
    isi = base.ask(versi, f"select count(*) as n from ({base.text(sql)})", batas=None, **parameter)
    return int(isi["n"].iloc[0])


def _rows(versi: int, sql: str, batas: int | None, parameter: dict[str, Any]) -> pd.DataFrame:
    isi = base.ask(versi, sql, batas=batas, **parameter)
    return base.with_kecamatan(versi, isi) if "kelurahan" in isi else isi
