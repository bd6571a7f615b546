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
from etl.acuan import load_reference

MAX_ROWS = 500  # rows of a list on screen


@dataclass(frozen=True)
class Listing:
    """The first rows, and how to count and get them all."""

    tampak: pd.DataFrame
    hitung: Callable[[], int]
    semua: Callable[[], pd.DataFrame]


def make_whole(data: pd.DataFrame) -> Listing:
    """A table that is at hand already."""
    return Listing(data.head(MAX_ROWS), lambda: len(data), lambda: data)


def list_cooperatives(p: Pilihan, status: str | None = None) -> Listing:
    """The cooperatives of the area and quarter, of one status or all, by name: as kueri.koperasi."""
    return ask_listing(p.versi, "koperasi", **base.make_window(p.periode), **_make_area_parameters(p), status=status)


def list_unvisited(p: Pilihan) -> Listing | None:
    """Inactive cooperatives without a visit in four quarters, the longest without RAT first; None when no visits were
    published in the window."""
    if not base.list_quarters_with(p.versi, p.periode, "pendampingan"):
        return None
    sql = f"""from ({read_uncut("koperasi")}) where kali_didampingi_4tw = 0
              order by tahun_buku_rat nulls first, kelurahan, kecamatan, nama_koperasi, koperasi_id limit $batas"""
    return ask_listing(p.versi, sql, **base.make_window(p.periode), **_make_area_parameters(p), status=skema.INACTIVE)


def list_trainings(p: Pilihan) -> Listing:
    """Trainings of the window: periode, kegiatan_id, nama_kegiatan, jenis_pelatihan, tanggal_mulai, tanggal_selesai,
    tempat, orang, perempuan, koperasi, kelompok, counted over participants of the area."""
    return ask_listing(p.versi, "kegiatan", **base.make_window(p.periode), kode=p.kode_wilayah)


def list_visits(p: Pilihan) -> Listing:
    """Visits of the window, newest first: tanggal, sasaran, kelurahan, jenis_pendampingan, petugas, materi, …"""
    sql = """select tanggal, sasaran, koperasi_id, kelompok_id, kode_kelurahan, wilayah.nama as kelurahan,
                    jenis_pendampingan, petugas, materi, kendala, tindak_lanjut, hasil, periode, lembar, baris, unggahan_id
             from pendampingan_kunjungan join wilayah on wilayah.kode = kode_kelurahan
             where periode between $awal and $periode and (kode_kelurahan between $kode and $kode || '/')
             order by tanggal desc, sasaran, lembar, baris limit $batas"""
    return ask_listing(p.versi, sql, **base.make_window(p.periode), kode=p.kode_wilayah)


def list_groups(p: Pilihan) -> Listing:
    """Groups outside the register trained or visited in the window: kelompok_id, nama, kelurahan, orang_dilatih,
    terakhir_dilatih, terakhir_didampingi, didampingi_dalam_180_hari (None = the 180 days are not over)."""
    return ask_listing(
        p.versi, "kelompok", **base.make_window(p.periode), kode=p.kode_wilayah, **_make_after_training_parameters(p)
    )


def list_unvisited_after_training(p: Pilihan) -> Listing:
    """Cooperatives and groups of pendampingan_pascapelatihan's denominator that nobody visited in time:
    sasaran_id, nama, jenis ("koperasi" | "kelompok"), kelurahan, nama_kegiatan, selesai_pelatihan,
    kunjungan_sesudah (the first visit after it, too late to count; None = still waiting)."""
    return ask_listing(
        p.versi, "belum_pascapelatihan", periode=p.periode, kode=p.kode_wilayah, **_make_after_training_parameters(p)
    )


def _make_area_parameters(p: Pilihan) -> dict[str, str]:
    return {"kode": p.kode_wilayah, "kelompok": p.kelompok_hitung}


def _make_after_training_parameters(p: Pilihan) -> dict[str, Any]:
    return {"akhir": triwulan.find_end(p.periode), "hari": load_reference().aturan["hari_pascapelatihan"]}


def ask_listing(versi: int, sql: str, **parameter: Any) -> Listing:
    """The list of a question: `sql` gives at most $batas rows, all of them when that is null."""
    tampak = _read_rows(versi, sql, MAX_ROWS, parameter)
    if len(tampak) < MAX_ROWS:
        return make_whole(tampak)
    return Listing(
        tampak, partial(_count_rows, versi, sql, parameter), partial(_read_rows, versi, sql, None, parameter)
    )


def read_uncut(nama: str) -> str:
    """A question of dasbor/query/sql/ without its `limit $batas`, to be filtered, sorted and cut by another around it."""
    return base.read_sql(nama).replace("limit $batas", "")


def _count_rows(versi: int, sql: str, parameter: dict[str, Any]) -> int:
    isi = base.ask(versi, f"select count(*) as n from ({base.read_sql(sql)})", batas=None, **parameter)
    return int(isi["n"].iloc[0])


def _read_rows(versi: int, sql: str, batas: int | None, parameter: dict[str, Any]) -> pd.DataFrame:
    isi = base.ask(versi, sql, batas=batas, **parameter)
    return base.add_kecamatan(versi, isi) if "kelurahan" in isi else isi
