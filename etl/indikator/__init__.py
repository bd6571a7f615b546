"""Indicators: one .sql file each, whose header is its definition and whose rows are its cases. Read and run them all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from etl import periode as triwulan
from etl.acuan import Reference

FOLDER = Path(__file__).parent
# A quarter's data reach at most this many later quarters (training cohort: a year + 180 days).
REACH = 7


@dataclass(frozen=True)
class Indicator:
    """The header of a .sql file.

    butuh: the sheets without which the value is unknown, with the quarters back of which one must hold them:
    "koperasi 0-0, pelatihan 0-jendela". tanpa_baris: what an area has that no row speaks of, "0" or "null".
    sumber: what it is counted from, "register"; "register, rekap" where a rekap stands in for a missing register.
    kolom: the sheet and columns that put a case into the list, "koperasi status"; bukti: those of another row
    that make it count, "-" when its own row says so.

    The statement yields one row per case: periode, kode_kelurahan, kelompok_hitung, id, nama, pembilang and penyebut
    (what the case adds to each), letak and letak_bukti (where it stands). Counts and lists are the same rows.
    """

    indikator: str
    judul: str
    definisi: str
    pembilang: str
    penyebut: str
    satuan: str
    arah: str
    sumber: str
    butuh: str
    tanpa_baris: str
    kolom: str
    bukti: str
    sql: str


@lru_cache(maxsize=1)
def load_indicators() -> tuple[Indicator, ...]:
    """All indicators, in the order of their `urutan`. A header without a field is a KeyError."""
    semua = [_read_file(p) for p in FOLDER.glob("*.sql") if not p.stem.startswith("_")]
    return tuple(i for _, i in sorted(semua, key=lambda pasangan: (pasangan[0], pasangan[1].indikator)))


def _read_file(path: Path) -> tuple[int, Indicator]:
    teks = path.read_text(encoding="utf-8")
    kepala: dict[str, str] = {}
    for baris in teks.splitlines():
        if baris.startswith("--") and ":" in baris:
            nama, isi = baris[2:].split(":", 1)
            kepala[nama.strip()] = isi.strip()
    urutan = int(kepala.pop("urutan"))
    return urutan, Indicator(indikator=path.stem, sql=teks, **kepala)


def list_definitions() -> pd.DataFrame:
    """indikator_definisi: indikator, judul, definisi, pembilang, penyebut (None = a count), satuan, arah, sumber."""
    kolom = ["indikator", "judul", "definisi", "pembilang", "penyebut", "satuan", "arah", "sumber"]
    tabel = pd.DataFrame([[getattr(i, k) for k in kolom] for i in load_indicators()], columns=kolom)
    return tabel.assign(penyebut=tabel["penyebut"].replace("-", None))


def compute_indicators(con: duckdb.DuckDBPyConnection, acuan: Reference, sejak: str | None = None) -> None:
    """Compute every indicator for the quarters that the data of quarter `sejak` can change (None = all).

    The cases of each .sql are summed per kelurahan; the city and its kecamatan are sums of these, so they add up.
    Quarters with a rekap in place of a register get their three counts from it, see _rekap.sql.
    """
    awal = triwulan.find_index(sejak) if sejak else 0
    _prepare_tables(con, acuan, awal, awal + REACH if sejak else 99_999)
    con.execute("delete from indikator where periode in (select periode from hitung)")
    kasus = " union all by name ".join(_write_sum(i) for i in load_indicators())
    con.execute(f"create or replace temp table hasil_indikator as {kasus}")
    con.execute((FOLDER / "_jumlahkan.sql").read_text(encoding="utf-8"))
    con.execute((FOLDER / "_rekap.sql").read_text(encoding="utf-8"))


def _write_sum(i: Indicator) -> str:
    """Counts and Rupiah with cents, both exact in decimals: sums of sums must not differ in the last digit."""
    return (
        f"select '{i.indikator}' as indikator, periode, kode_kelurahan, kelompok_hitung, "
        f"sum(pembilang)::decimal(38, 2) as pembilang, sum(penyebut)::decimal(38, 2) as penyebut from ({i.sql}) group by all"
    )


def read_cases(
    con: duckdb.DuckDBPyConnection,
    acuan: Reference,
    indikator: str,
    periode: str,
    kode_wilayah: str,
    kelompok_hitung: str,
) -> pd.DataFrame:
    """What an indicator of one area and quarter counts: id, nama, kode_kelurahan, pembilang, penyebut, unggahan_id,
    lembar, baris, bukti_unggahan_id, bukti_lembar, bukti_baris; those that count first."""
    make_cases(con, acuan, indikator, periode, kode_wilayah, kelompok_hitung)
    return con.execute(f"from kasus order by {CASE_ORDER}").df()


CASE_ORDER = "pembilang desc, nama, id"


def make_cases(
    con: duckdb.DuckDBPyConnection,
    acuan: Reference,
    indikator: str,
    periode: str,
    kode_wilayah: str,
    kelompok_hitung: str,
) -> None:
    """The same as the table `kasus` of this connection. Needs no write access: all it makes is temporary."""
    nomor = triwulan.find_index(periode)
    _prepare_tables(con, acuan, nomor, nomor, "view")  # so that only the rows of the area are read
    sql = next(i.sql for i in load_indicators() if i.indikator == indikator)
    daftar = (FOLDER / "_daftar.sql").read_text(encoding="utf-8").replace("-- :kasus", sql)
    con.execute(f"create or replace temp table kasus as {daftar}", {"kode": kode_wilayah, "kelompok": kelompok_hitung})


def list_registers(i: Indicator, acuan: Reference, periode: str) -> list[str]:
    """The quarters whose registers hold the rows of its cases: those that it needs."""
    mundur = {
        n for _, jenis, dari, sampai in _parse_needs(i, acuan) if jenis == "koperasi" for n in range(dari, sampai + 1)
    }
    return sorted(triwulan.shift_quarter(periode, -n) for n in mundur)


def _parse_needs(i: Indicator, acuan: Reference) -> list[tuple[str, str, int, int]]:
    """'koperasi 0-0, pelatihan 0-jendela' -> [(indikator, 'koperasi', 0, 0), (indikator, 'pelatihan', 0, 3)]."""
    baris = []
    for bagian in i.butuh.replace("jendela", str(acuan.aturan["jendela_triwulan"] - 1)).split(","):
        jenis, rentang = bagian.split()
        dari, sampai = (int(n) for n in rentang.split("-"))
        baris.append((i.indikator, jenis, dari, sampai))
    return baris


def _prepare_tables(
    con: duckdb.DuckDBPyConnection, acuan: Reference, awal: int, akhir: int, wujud: str = "table"
) -> None:
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
    butuh = ", ".join(str(b) for i in semua for b in _parse_needs(i, acuan))
    con.execute(f"create or replace temp table butuh as from (values {butuh}) t(indikator, jenis, dari, sampai)")
    # counted from the first source; _rekap.sql marks what it replaces
    sifat = ", ".join(
        f"('{i.indikator}', '{i.sumber.split(',')[0]}', {i.penyebut == '-'}, {i.tanpa_baris})" for i in semua
    )
    con.execute(f"create or replace temp table sifat as from (values {sifat}) t(indikator, sumber, cacah, tanpa_baris)")
    dasar = (FOLDER / "_dasar.sql").read_text(encoding="utf-8")
    con.execute(dasar.replace("create or replace temp table", f"create or replace temp {wujud}"))
