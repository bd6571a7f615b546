"""Rates and statuses by area, at the level that can be read: kelurahan, or kecamatan where there are too many."""

from __future__ import annotations

import pandas as pd

from dasbor.chart.by_area import BATANG_PALING_BANYAK
from dasbor.query import base
from dasbor.ui.reader import Pilihan

KELURAHAN, KECAMATAN = "kelurahan", "kecamatan"


def satuan(p: Pilihan) -> str:
    """The level at which the chosen area is drawn."""
    return KELURAHAN if banyak(p) <= BATANG_PALING_BANYAK else KECAMATAN


def banyak(p: Pilihan) -> int:
    """How many kelurahan the chosen area has."""
    sql = """select count(*) as banyak from wilayah
             where tingkat in ('kelurahan', 'desa') and (kode between $kode and $kode || '/')"""
    return int(base.ask(p.versi, sql, kode=p.kode_wilayah)["banyak"].iloc[0])


def rasio(p: Pilihan, indikator: str) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, pembilang, penyebut, nilai of an indicator at that level."""
    if satuan(p) == KELURAHAN:
        return base.per_kelurahan(p.versi, p.periode, indikator, p.kode_wilayah, p.kelompok_hitung)
    sql = """select kode_wilayah, wilayah.nama, wilayah.nama as kecamatan, pembilang, penyebut, nilai,
                    periode, indikator, sumber
             from indikator join wilayah on wilayah.kode = kode_wilayah
             where periode = $periode and indikator = $indikator and kelompok_hitung = $kelompok
               and wilayah.tingkat = 'kecamatan' and (kode_wilayah between $kode and $kode || '/')
             order by kode_wilayah"""
    isi = base.ask(
        p.versi, sql, periode=p.periode, indikator=indikator, kode=p.kode_wilayah, kelompok=p.kelompok_hitung
    )
    return base.known(p.versi, isi)


def status(p: Pilihan) -> pd.DataFrame:
    """kode_wilayah, nama, kecamatan, status, jumlah at that level."""
    if satuan(p) == KELURAHAN:
        return base.status_per_kelurahan(p.versi, p.periode, p.kode_wilayah, p.kelompok_hitung)
    sql = f"""select induk as kode_wilayah, kecamatan as nama, kecamatan, status, sum(jumlah)::bigint as jumlah
              from ({base.text("status_per_kelurahan")}) join wilayah on wilayah.kode = kode_wilayah
              group by all order by kode_wilayah, status"""
    return base.ask(p.versi, sql, periode=p.periode, kode=p.kode_wilayah, kelompok=p.kelompok_hitung)
