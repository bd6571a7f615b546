"""Indicators: one .sql file each, whose header is its definition and whose rows are its cases. Read and run them all."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd

from etl import periode as triwulan
from etl.acuan import Acuan
from etl.indikator.declare import Indikator, find_indicator, load_indicators, of_page

__all__ = [
    "Indikator",
    "cases",
    "compute",
    "definitions",
    "find_indicator",
    "load_indicators",
    "make_cases",
    "of_page",
    "registers",
]

FOLDER = Path(__file__).parent
# A quarter's data reach at most this many later quarters (training cohort: a year + 180 days).
JANGKAUAN = 7


def definitions() -> pd.DataFrame:
    """indikator_definisi: indikator, judul, definisi, pembilang, penyebut (None = a count), satuan, arah, sumber."""
    kolom = ["indikator", "judul", "definisi", "pembilang", "penyebut", "satuan", "arah", "sumber"]
    tabel = pd.DataFrame([[getattr(i, k) for k in kolom] for i in load_indicators()], columns=kolom)
    return tabel.assign(penyebut=tabel["penyebut"].replace("-", None))


def compute(con: duckdb.DuckDBPyConnection, acuan: Acuan, sejak: str | None = None) -> None:
    """Compute every indicator for the quarters that the data of quarter `sejak` can change (None = all).

    The cases of each .sql are summed per kelurahan; the city and its kecamatan are sums of these, so they add up.
    Quarters with a rekap in place of a register get their three counts from it, see _rekap.sql.
    """
    awal = triwulan.index(sejak) if sejak else 0
    _prepare(con, acuan, awal, awal + JANGKAUAN if sejak else 99_999)
    con.execute("delete from indikator where periode in (select periode from hitung)")
    kasus = " union all by name ".join(_summed(i) for i in load_indicators())
    con.execute(f"create or replace temp table hasil_indikator as {kasus}")
    con.execute((FOLDER / "_jumlahkan.sql").read_text(encoding="utf-8"))
    con.execute((FOLDER / "_rekap.sql").read_text(encoding="utf-8"))


def _summed(i: Indikator) -> str:
    """Counts and Rupiah with cents, both exact in decimals: sums of sums must not differ in the last digit."""
    return (
        f"select '{i.indikator}' as indikator, periode, kode_kelurahan, kelompok_hitung, "
        f"sum(pembilang)::decimal(38, 2) as pembilang, sum(penyebut)::decimal(38, 2) as penyebut from ({i.sql}) group by all"
    )


def cases(
    con: duckdb.DuckDBPyConnection, acuan: Acuan, indikator: str, periode: str, kode_wilayah: str, kelompok_hitung: str
) -> pd.DataFrame:
    """What an indicator of one area and quarter counts: id, nama, kode_kelurahan, pembilang, penyebut, unggahan_id,
    lembar, baris, bukti_unggahan_id, bukti_lembar, bukti_baris; those that count first."""
    make_cases(con, acuan, indikator, periode, kode_wilayah, kelompok_hitung)
    return con.execute(f"from kasus order by {URUTAN}").df()


URUTAN = "pembilang desc, nama, id"


def make_cases(
    con: duckdb.DuckDBPyConnection, acuan: Acuan, indikator: str, periode: str, kode_wilayah: str, kelompok_hitung: str
) -> None:
    """The same as the table `kasus` of this connection. Needs no write access: all it makes is temporary."""
    nomor = triwulan.index(periode)
    _prepare(con, acuan, nomor, nomor, "view")  # so that only the rows of the area are read
    sql = next(i.sql for i in load_indicators() if i.indikator == indikator)
    daftar = (FOLDER / "_daftar.sql").read_text(encoding="utf-8").replace("-- :kasus", sql)
    con.execute(f"create or replace temp table kasus as {daftar}", {"kode": kode_wilayah, "kelompok": kelompok_hitung})


def registers(i: Indikator, acuan: Acuan, periode: str) -> list[str]:
    """The quarters whose registers hold the rows of its cases: those that it needs."""
    mundur = {n for _, jenis, dari, sampai in _needs(i, acuan) if jenis == "koperasi" for n in range(dari, sampai + 1)}
    return sorted(triwulan.shift(periode, -n) for n in mundur)


def _needs(i: Indikator, acuan: Acuan) -> list[tuple[str, str, int, int]]:
    """'koperasi 0-0, pelatihan 0-jendela' -> [(indikator, 'koperasi', 0, 0), (indikator, 'pelatihan', 0, 3)]."""
    baris = []
    for bagian in i.butuh.replace("jendela", str(acuan.aturan["jendela_triwulan"] - 1)).split(","):
        jenis, rentang = bagian.split()
        dari, sampai = (int(n) for n in rentang.split("-"))
        baris.append((i.indikator, jenis, dari, sampai))
    return baris


def _prepare(con: duckdb.DuckDBPyConnection, acuan: Acuan, awal: int, akhir: int, wujud: str = "table") -> None:
    """The temporary tables (`wujud`: or views) that every .sql stands on, for the quarters from `awal` to `akhir`
    (running numbers)."""
    con.execute("create or replace temp table aturan as select * from (values (?, ?, ?, ?, ?)) "
                "t(jendela_triwulan, hari_pascapelatihan, tahun_penilaian, bulan_batas_rat, tahun_tanpa_rat)",
                [acuan.aturan[k] for k in ("jendela_triwulan", "hari_pascapelatihan", "tahun_penilaian",
                                           "bulan_batas_rat", "tahun_tanpa_rat")])  # fmt: skip
    con.execute(
        "create or replace temp table hitung as select *, tahun * 4 + triwulan - 1 as indeks from periode "
        "where tahun * 4 + triwulan - 1 between ? and ?",
        [awal, akhir],
    )
    semua = load_indicators()
    butuh = ", ".join(str(b) for i in semua for b in _needs(i, acuan))
    con.execute(f"create or replace temp table butuh as from (values {butuh}) t(indikator, jenis, dari, sampai)")
    # counted from the first source; _rekap.sql marks what it replaces
    sifat = ", ".join(f"('{i.indikator}', '{i.sumber.split(',')[0]}', {i.count}, {i.tanpa_baris})" for i in semua)
    con.execute(f"create or replace temp table sifat as from (values {sifat}) t(indikator, sumber, cacah, tanpa_baris)")
    dasar = (FOLDER / "_dasar.sql").read_text(encoding="utf-8")
    con.execute(dasar.replace("create or replace temp table", f"create or replace temp {wujud}"))
