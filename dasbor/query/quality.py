"""How complete and consistent the published data are: uploads, values per column, findings, totals."""

from __future__ import annotations

import pandas as pd

from dasbor.query import base, lists
from dasbor.query.lists import Daftar
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from etl import periode as triwulan
from etl import skema

TERISI, TAK_ADA_KOLOM, TAK_ADA_BARIS, BELUM = "terisi", "kolom tidak ada di berkas", "tidak ada baris", "belum diunggah"


def rentang(versi: int) -> list[str]:
    """Every quarter from the first published to the last, newest first, those without an upload included."""
    ada = base.daftar_periode(versi)["periode"].tolist()
    semua = [ada[0]]
    while semua[-1] < ada[-1]:
        semua.append(triwulan.shift(semua[-1], 1))
    return semua[::-1]


def unggahan(versi: int) -> pd.DataFrame:
    """periode, jenis, unggahan_id, nama_berkas for every quarter and main kind; unggahan_id missing = never uploaded."""
    semua = pd.MultiIndex.from_product([rentang(versi), skema.JENIS_UTAMA], names=["periode", "jenis"])
    isi = base.sumber(versi).set_index(["periode", "jenis"])[["unggahan_id", "nama_berkas"]]
    return isi.reindex(semua).reset_index()


def kelengkapan(p: Pilihan, jenis: str) -> pd.DataFrame:
    """periode, kolom, judul, terisi, baris, nilai, keadaan of every stored column and quarter, newest first."""
    lembar = skema.LEMBAR[jenis]
    isi = base.ask(p.versi, "kelengkapan", tabel=lembar.tabel, jenis=jenis, kode=p.kode_wilayah)
    isi = _unknown_is_not_a_value(p, isi) if jenis == "koperasi" else isi
    kolom = {k.nama: k.judul for k in lembar.disimpan}
    semua = pd.MultiIndex.from_product([rentang(p.versi), kolom], names=["periode", "kolom"])
    lengkap = isi.set_index(["periode", "kolom"]).reindex(semua).reset_index()
    diunggah = set(base.sumber(p.versi).query("jenis == @jenis")["periode"])
    lengkap["judul"] = lengkap["kolom"].map(kolom)
    lengkap["keadaan"] = [
        _state(periode in diunggah, baris, terisi, ada)
        for periode, baris, terisi, ada in zip(
            lengkap["periode"], lengkap["baris"].fillna(0), lengkap["terisi"].fillna(0), lengkap["ada_kolom"], strict=True
        )
    ]  # fmt: skip
    ada = lengkap["keadaan"] == TERISI
    lengkap["terisi"], lengkap["baris"] = lengkap["terisi"].where(ada), lengkap["baris"].where(ada)
    lengkap["nilai"] = lengkap["terisi"] / lengkap["baris"]
    return lengkap[["periode", "kolom", "judul", "terisi", "baris", "nilai", "keadaan"]]


def _state(diunggah: bool, baris: float, terisi: float, ada_kolom: object) -> str:
    if not diunggah:
        return BELUM
    if baris == 0:
        return TAK_ADA_BARIS
    # values above a table belong to its rows though the table has no such column
    return TERISI if terisi > 0 or (language.ada(ada_kolom) and bool(ada_kolom)) else TAK_ADA_KOLOM


def _unknown_is_not_a_value(p: Pilihan, isi: pd.DataFrame) -> pd.DataFrame:
    """A blank status is stored as "tidak diketahui": as a value it would hide that nobody typed one."""
    sql = """select periode, count(*) as banyak from koperasi_triwulan
             where status = $status and (kode_kelurahan between $kode and $kode || '/') group by periode"""
    kosong = base.ask(p.versi, sql, status=skema.TIDAK_DIKETAHUI, kode=p.kode_wilayah).set_index("periode")["banyak"]
    kurang = isi["periode"].map(kosong).fillna(0).where(isi["kolom"] == "status", 0)
    return isi.assign(terisi=isi["terisi"] - kurang)


def temuan(versi: int, periode: str | None = None, kode: str | None = None) -> Daftar:
    """periode, kode, berat, jenis, lembar, sel, isi, pesan, saran, unggahan_id of what still stands."""
    return lists.ask(versi, "temuan_triwulan", periode=periode, kode=kode)


def jumlah_temuan(versi: int) -> pd.DataFrame:
    """kode, periode, jumlah of the same."""
    sql = (
        f"""select kode, periode, count(*) as jumlah from ({base.text("temuan_triwulan")}) group by all order by all"""
    )
    return base.ask(versi, sql, periode=None, kode=None, batas=None)


def pembanding(versi: int, periode: str) -> dict[str, int]:
    """{code of a disagreement: rows of the quarter in which both sources say something}."""
    return dict(base.ask(versi, "pembanding", periode=periode).itertuples(index=False))


def rekap(p: Pilihan) -> pd.DataFrame | None:
    """The rekap rows of the chosen area in the quarter; None when this version knows no rekap at all."""
    ada = "select 1 as ada from duckdb_tables() where table_name = 'rekap_triwulan'"
    if base.ask(p.versi, ada).empty:
        return None
    sql = """select jumlah_aktif, jumlah_tidak_aktif, jumlah_diusulkan, lembar, baris from rekap_triwulan
             where periode = $periode and kode_wilayah = $kode"""
    return base.ask(p.versi, sql, periode=p.periode, kode=p.kode_wilayah)


def register(p: Pilihan) -> pd.DataFrame:
    """status, jumlah of the area's register, KKMP included as in a rekap."""
    sql = """select status, count(*) as jumlah from koperasi_triwulan
             where periode = $periode and (kode_kelurahan between $kode and $kode || '/') group by all order by all"""
    return base.ask(p.versi, sql, periode=p.periode, kode=p.kode_wilayah)
