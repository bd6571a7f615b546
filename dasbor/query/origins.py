"""Questions behind "asal angka": the cases of an indicator, the rows of a rekap, the workbooks they came from."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pandas as pd

from dasbor.query import base
from etl import indikator as indikator_
from etl.acuan import load_reference
from etl.store.versions import Store


def read_cases(versi: int, indikator: str, periode: str, kode_wilayah: str, kelompok_hitung: str) -> pd.DataFrame:
    """The cases that the indicator sums: id, nama, kode_kelurahan, pembilang, penyebut, unggahan_id, lembar, baris,
    bukti_unggahan_id, bukti_lembar, bukti_baris; those that count first."""
    setelan = str(load_reference().aturan)  # lists follow the settings of now; a number keeps those of its publication
    isi = _read_cases(Store().folder, versi, indikator, periode, kode_wilayah, kelompok_hitung, setelan)
    return isi.copy(deep=False)


@lru_cache(maxsize=100)
def _read_cases(folder: Path, versi: int, indikator: str, periode: str, kode: str, kelompok: str, _setelan: str):
    con = Store(folder).open_version(versi)
    return indikator_.read_cases(con, load_reference(), indikator, periode, kode, kelompok)


def list_uploads(versi: int) -> pd.DataFrame:
    """unggahan_id, periode, nama_berkas, sha256, waktu, oleh of every workbook of the version."""
    return base.ask(versi, "select unggahan_id, periode, nama_berkas, sha256, waktu, oleh from unggahan order by 1")


def find_source(versi: int, indikator: str, periode: str, kode_wilayah: str, kelompok_hitung: str) -> str | None:
    """ "register" | "rekap": what the published value was counted from; None when there is no such value."""
    sql = """select sumber from indikator where indikator = $indikator and periode = $periode and kode_wilayah = $kode
             and kelompok_hitung = $kelompok"""
    ada = base.ask(versi, sql, indikator=indikator, periode=periode, kode=kode_wilayah, kelompok=kelompok_hitung)
    return None if ada.empty else str(ada.iloc[0, 0])


def read_recap(versi: int, periode: str, kode_wilayah: str) -> pd.DataFrame:
    """The rows of a rekap for an area and the areas inside it."""
    sql = """select kode_wilayah, nama, tingkat, jumlah_aktif, jumlah_tidak_aktif, jumlah_diusulkan, unggahan_id, lembar, baris
             from rekap_triwulan join wilayah on kode = kode_wilayah
             where periode = $periode and (kode_wilayah between $kode and $kode || '/') order by kode_wilayah"""
    return base.ask(versi, sql, periode=periode, kode=kode_wilayah)
