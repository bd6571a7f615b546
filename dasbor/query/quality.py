"""How complete and consistent the published data are: uploads, values per column, findings, totals."""

from __future__ import annotations

import pandas as pd

from dasbor.query import base, lists
from dasbor.query.lists import Listing
from dasbor.ui.reader import Pilihan
from dasbor.words import language
from etl import periode as triwulan
from etl import skema

FILLED, NO_COLUMN, NO_ROW, NOT_UPLOADED = "terisi", "kolom tidak ada di berkas", "tidak ada baris", "belum diunggah"


def list_all_quarters(versi: int) -> list[str]:
    """Every quarter from the first published to the last, newest first, those without an upload included."""
    ada = base.list_quarters(versi)["periode"].tolist()
    semua = [ada[0]]
    while semua[-1] < ada[-1]:
        semua.append(triwulan.shift_quarter(semua[-1], 1))
    return semua[::-1]


def list_uploads(versi: int) -> pd.DataFrame:
    """periode, jenis, unggahan_id, nama_berkas for every quarter and main kind; unggahan_id missing = never uploaded."""
    semua = pd.MultiIndex.from_product([list_all_quarters(versi), skema.MAIN_KINDS], names=["periode", "jenis"])
    isi = base.list_workbooks(versi).set_index(["periode", "jenis"])[["unggahan_id", "nama_berkas"]]
    return isi.reindex(semua).reset_index()


def read_completeness(p: Pilihan, jenis: str) -> pd.DataFrame:
    """periode, kolom, judul, terisi, baris, nilai, keadaan of every stored column and quarter, newest first."""
    lembar = skema.SHEET_KINDS[jenis]
    isi = base.ask(p.versi, "kelengkapan", tabel=lembar.tabel, jenis=jenis, kode=p.kode_wilayah)
    isi = _discount_unknown(p, isi) if jenis == "koperasi" else isi
    kolom = {k.nama: k.judul for k in lembar.disimpan}
    semua = pd.MultiIndex.from_product([list_all_quarters(p.versi), kolom], names=["periode", "kolom"])
    lengkap = isi.set_index(["periode", "kolom"]).reindex(semua).reset_index()
    diunggah = set(base.list_workbooks(p.versi).query("jenis == @jenis")["periode"])
    lengkap["judul"] = lengkap["kolom"].map(kolom)
    lengkap["keadaan"] = [
        _find_state(periode in diunggah, baris, terisi, ada)
        for periode, baris, terisi, ada in zip(
            lengkap["periode"], lengkap["baris"].fillna(0), lengkap["terisi"].fillna(0), lengkap["ada_kolom"], strict=True
        )
    ]  # fmt: skip
    ada = lengkap["keadaan"] == FILLED
    lengkap["terisi"], lengkap["baris"] = lengkap["terisi"].where(ada), lengkap["baris"].where(ada)
    lengkap["nilai"] = lengkap["terisi"] / lengkap["baris"]
    return lengkap[["periode", "kolom", "judul", "terisi", "baris", "nilai", "keadaan"]]


def _find_state(diunggah: bool, baris: float, terisi: float, ada_kolom: object) -> str:
    if not diunggah:
        return NOT_UPLOADED
    if baris == 0:
        return NO_ROW
    # values above a table belong to its rows though the table has no such column
    return FILLED if terisi > 0 or (language.is_known(ada_kolom) and bool(ada_kolom)) else NO_COLUMN


def _discount_unknown(p: Pilihan, isi: pd.DataFrame) -> pd.DataFrame:
    """A blank status is stored as "tidak diketahui": as a value it would hide that nobody typed one."""
    sql = """select periode, count(*) as banyak from koperasi_triwulan
             where status = $status and (kode_kelurahan between $kode and $kode || '/') group by periode"""
    kosong = base.ask(p.versi, sql, status=skema.UNKNOWN, kode=p.kode_wilayah).set_index("periode")["banyak"]
    kurang = isi["periode"].map(kosong).fillna(0).where(isi["kolom"] == "status", 0)
    return isi.assign(terisi=isi["terisi"] - kurang)


def list_findings(versi: int, periode: str | None = None, kode: str | None = None) -> Listing:
    """periode, kode, berat, jenis, lembar, sel, isi, pesan, saran, unggahan_id of what still stands."""
    return lists.ask_listing(versi, "temuan_triwulan", periode=periode, kode=kode)


def count_findings(versi: int) -> pd.DataFrame:
    """kode, periode, jumlah of the same."""
    sql = f"""select kode, periode, count(*) as jumlah from ({base.read_sql("temuan_triwulan")}) group by all order by all"""
    return base.ask(versi, sql, periode=None, kode=None, batas=None)


def count_comparable(versi: int, periode: str) -> dict[str, int]:
    """{code of a disagreement: rows of the quarter in which both sources say something}."""
    return dict(base.ask(versi, "pembanding", periode=periode).itertuples(index=False))


def read_recap(p: Pilihan) -> pd.DataFrame | None:
    """The rekap rows of the chosen area in the quarter; None when this version knows no rekap at all."""
    ada = "select 1 as ada from duckdb_tables() where table_name = 'rekap_triwulan'"
    if base.ask(p.versi, ada).empty:
        return None
    sql = """select jumlah_aktif, jumlah_tidak_aktif, jumlah_diusulkan, lembar, baris from rekap_triwulan
             where periode = $periode and kode_wilayah = $kode"""
    return base.ask(p.versi, sql, periode=p.periode, kode=p.kode_wilayah)


def count_register(p: Pilihan) -> pd.DataFrame:
    """status, jumlah of the area's register, KKMP included as in a rekap."""
    sql = """select status, count(*) as jumlah from koperasi_triwulan
             where periode = $periode and (kode_kelurahan between $kode and $kode || '/') group by all order by all"""
    return base.ask(p.versi, sql, periode=p.periode, kode=p.kode_wilayah)
