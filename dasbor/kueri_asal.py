"""Questions behind "asal angka": the cases of an indicator, the values that decide them, the workbooks they came from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import pandas as pd

from dasbor import kueri
from dasbor.sel import TEMPAT
from etl import indikator as indikator_
from etl.acuan import load_acuan
from etl.gudang import Gudang
from etl.skema import LEMBAR


def kasus(versi: int, indikator: str, periode: str, kode_wilayah: str, kelompok_hitung: str) -> pd.DataFrame:
    """The cases that the indicator sums: id, nama, kode_kelurahan, pembilang, penyebut, unggahan_id, lembar, baris,
    bukti_unggahan_id, bukti_lembar, bukti_baris; those that count first."""
    setelan = str(load_acuan().aturan)  # lists follow the settings of now; a number keeps those of its publication
    isi = _cases(Gudang().folder, versi, indikator, periode, kode_wilayah, kelompok_hitung, setelan)
    return isi.copy(deep=False)


@lru_cache(maxsize=100)
def _cases(folder: Path, versi: int, indikator: str, periode: str, kode: str, kelompok: str, _setelan: str):
    con = Gudang(folder).buka(versi)
    return indikator_.cases(con, load_acuan(), indikator, periode, kode, kelompok)


def isi(versi: int, jenis: str, kolom: Sequence[str], unggahan: Sequence[int]) -> pd.DataFrame:
    """unggahan_id, lembar, baris and some columns of a kind of sheet, for some uploads."""
    lembar = LEMBAR[jenis]
    pilih = ", ".join([*TEMPAT, *(lembar[k].nama for k in kolom)])  # names as declared, never as typed by somebody
    sql = f"select {pilih} from {lembar.tabel} where list_contains(string_split($unggahan, ',')::int[], unggahan_id)"
    return kueri.ask(versi, sql, unggahan=",".join(str(int(u)) for u in sorted(set(unggahan))))


def unggahan(versi: int) -> pd.DataFrame:
    """unggahan_id, periode, nama_berkas, sha256, waktu, oleh of every workbook of the version."""
    return kueri.ask(versi, "select unggahan_id, periode, nama_berkas, sha256, waktu, oleh from unggahan order by 1")


def koperasi_dikenal(versi: int) -> frozenset[str]:
    """The ids that have a record."""
    return frozenset(kueri.ask(versi, "select distinct koperasi_id from koperasi_triwulan")["koperasi_id"])


def sumber(versi: int, indikator: str, periode: str, kode_wilayah: str, kelompok_hitung: str) -> str | None:
    """ "register" | "rekap": what the published value was counted from; None when there is no such value."""
    sql = """select sumber from indikator where indikator = $indikator and periode = $periode and kode_wilayah = $kode
             and kelompok_hitung = $kelompok"""
    ada = kueri.ask(versi, sql, indikator=indikator, periode=periode, kode=kode_wilayah, kelompok=kelompok_hitung)
    return None if ada.empty else str(ada.iloc[0, 0])


def rekap(versi: int, periode: str, kode_wilayah: str) -> pd.DataFrame:
    """The rows of a rekap for an area and the areas inside it."""
    sql = """select kode_wilayah, nama, tingkat, jumlah_aktif, jumlah_tidak_aktif, jumlah_diusulkan, unggahan_id, lembar, baris
             from rekap_triwulan join wilayah on kode = kode_wilayah
             where periode = $periode and (kode_wilayah between $kode and $kode || '/') order by kode_wilayah"""
    return kueri.ask(versi, sql, periode=periode, kode=kode_wilayah)
