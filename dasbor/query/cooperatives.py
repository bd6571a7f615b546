"""Questions about one cooperative: find it, its rows in all quarters, trainings, visits, findings."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from dasbor.query import base
from etl.acuan import find_data_folder
from etl.store.versions import Store


def find_cooperatives(versi: int, kata: str, batas: int | None = None) -> pd.DataFrame:
    """koperasi_id, nama_koperasi, nik_koperasi, nomor_badan_hukum, kelurahan, status, periode (last registered) of the
    first `batas`, None = all, and `semua`, how many there are."""
    return base.add_kecamatan(versi, _ask_names(versi, "cari_koperasi", kata=kata, batas=batas))


def find_similar(versi: int, kata: str) -> pd.DataFrame:
    """koperasi_id, nama_koperasi, mirip: names like one that nothing holds."""
    return _find_similar(find_data_folder(), versi, kata).copy()


@lru_cache(maxsize=100)
def _find_similar(_folder: Path, versi: int, kata: str) -> pd.DataFrame:
    return _ask_names(versi, "mirip_koperasi", kata=kata)


def warm_names(versi: int) -> None:
    """Read the names before somebody searches."""
    _read_names(find_data_folder(), versi)


def _ask_names(versi: int, stem: str, **parameter: object) -> pd.DataFrame:
    """kueri.ask of the names of all cooperatives, which the question calls nama_koperasi."""
    con = Store().open_version(versi)
    con.register("nama_koperasi", _read_names(find_data_folder(), versi))
    return con.execute(base.read_sql(stem), parameter).df()


@lru_cache(maxsize=2)
def _read_names(folder: Path, versi: int) -> Any:
    """An Arrow table: reading it from the registers of all quarters takes a second, searching it 20 ms."""
    return Store(folder).open_version(versi).sql(base.read_sql("nama_koperasi")).to_arrow_table()


def list_first(
    versi: int, periode: str, kode_wilayah: str, kelompok_hitung: str, batas: int | None = 50
) -> pd.DataFrame:
    """The first of an area by name, None = all; columns as cari() and `semua`, how many there are."""
    isi = base.ask(versi, "register_pendek", periode=periode, kode=kode_wilayah, kelompok=kelompok_hitung, batas=batas)
    return base.add_kecamatan(versi, isi)


def read_history(versi: int, koperasi_id: str) -> pd.DataFrame:
    """All columns of the register in every quarter it stands in, oldest first, with kelurahan, tingkat, kecamatan."""
    sql = """select koperasi_triwulan.*, wilayah.nama as kelurahan, wilayah.tingkat,
                    kecamatan.nama as kecamatan
             from koperasi_triwulan join wilayah on wilayah.kode = kode_kelurahan
             join wilayah as kecamatan on kecamatan.kode = wilayah.induk
             where koperasi_id = $id order by periode"""
    return base.ask(versi, sql, id=koperasi_id)


def list_register_quarters(versi: int) -> list[str]:
    """Quarters whose register is published, ascending."""
    sql = "select periode from periode_jenis where jenis = 'koperasi' order by periode"
    return base.ask(versi, sql)["periode"].tolist()


def list_trainings(versi: int, koperasi_id: str) -> pd.DataFrame:
    """Trainings its people took part in, newest first."""
    return base.ask(versi, "pelatihan_koperasi", id=koperasi_id)


def list_visits(versi: int, koperasi_id: str) -> pd.DataFrame:
    """Visits of all quarters, newest first."""
    sql = """select periode, tanggal, jenis_pendampingan, petugas, materi, kendala, tindak_lanjut, hasil, unggahan_id,
                    lembar, baris from pendampingan_kunjungan where koperasi_id = $id order by tanggal desc, baris"""
    return base.ask(versi, sql, id=koperasi_id)


def list_findings(versi: int, koperasi_id: str) -> pd.DataFrame:
    """Findings in the rows of the register that speak of it, newest first: periode, berat, sel, isi, pesan, saran."""
    sql = """select k.periode, temuan.berat, temuan.lembar || '!' || temuan.sel as sel, isi, pesan, saran
             from temuan join koperasi_triwulan as k on k.unggahan_id = temuan.unggahan_id and k.lembar = temuan.lembar
                 and try_cast(regexp_extract(temuan.sel, '^[A-Z]*([0-9]+)$', 1) as integer) = k.baris
             where koperasi_id = $id order by k.periode desc, temuan.sel"""
    return base.ask(versi, sql, id=koperasi_id)
