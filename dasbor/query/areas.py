"""Rates and statuses by area, at the level that can be read: kelurahan, or kecamatan where there are too many."""

from __future__ import annotations

import pandas as pd

from dasbor.chart.by_area import MAX_BARS
from dasbor.query import base
from dasbor.ui.reader import Pilihan

KELURAHAN_LEVEL, KECAMATAN_LEVEL = "kelurahan", "kecamatan"


def find_level(p: Pilihan) -> str:
    """The level at which the chosen area is drawn."""
    return KELURAHAN_LEVEL if count_kelurahan(p) <= MAX_BARS else KECAMATAN_LEVEL


def count_kelurahan(p: Pilihan) -> int:
    """How many kelurahan the chosen area has."""
    sql = """select count(*) as banyak from wilayah
             where tingkat in ('kelurahan', 'desa') and (kode between $kode and $kode || '/')"""
    return int(base.ask(p.versi, sql, kode=p.kode_wilayah)["banyak"].iloc[0])


def read_rates(p: Pilihan, indikator: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai of an indicator at that level."""
    if find_level(p) == KELURAHAN_LEVEL:
        return base.read_by_kelurahan(p.versi, p.periode, indikator, p.kode_wilayah, p.kelompok_hitung)
    sql = """select kode_wilayah, wilayah.nama, wilayah.nama as kecamatan, pembilang, penyebut, nilai,
                    periode, indikator, sumber
             from indikator join wilayah on wilayah.kode = kode_wilayah
             where periode = $periode and indikator = $indikator and kelompok_hitung = $kelompok
               and wilayah.tingkat = 'kecamatan' and (kode_wilayah between $kode and $kode || '/')
             order by kode_wilayah"""
    isi = base.ask(
        p.versi, sql, periode=p.periode, indikator=indikator, kode=p.kode_wilayah, kelompok=p.kelompok_hitung
    )
    return base.keep_known(p.versi, isi)


def count_statuses(p: Pilihan) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, status, jumlah at that level."""
    if find_level(p) == KELURAHAN_LEVEL:
        return base.count_status_by_kelurahan(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung)
    sql = f"""select induk as kode_wilayah, kecamatan as nama, kecamatan, status, sum(jumlah)::bigint as jumlah
              from ({base.read_sql("status_per_kelurahan")}) join wilayah on wilayah.kode = kode_wilayah
              group by all order by kode_wilayah, status"""
    return base.ask(p.versi, sql, periode=p.periode, kode=p.kode_wilayah, kelompok=p.kelompok_hitung)
