"""The cases of an indicator, counted and cut in the database: of 200,000 a page shows the first few hundred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

from dasbor.query.cells import PLACE_COLUMNS
from dasbor.ui.reader import Pilihan
from dasbor.words import columns
from etl.acuan import load_reference
from etl.indikator import CASE_ORDER, Indicator, list_registers, load_indicators, make_cases
from etl.skema import SHEET_KINDS
from etl.store.versions import Store

ALL_CASES, COUNTED_CASES, NOT_COUNTED_CASES = "semua", "ya", "tidak"
_COUNTED_SQL = {COUNTED_CASES: "pembilang > 0", NOT_COUNTED_CASES: "not coalesce(pembilang > 0, false)"}


@dataclass(frozen=True)
class Cases:
    """jumlah: dihitung, isi (None where the list is not told apart by it), banyak, pembilang, penyebut; buku: unggahan_id,
    jumlah; baris: the rows asked for; isi and bukti: what their columns say, by the place of the row; dikenal: ids."""

    jumlah: pd.DataFrame
    buku: pd.DataFrame
    tampil: str
    baris: pd.DataFrame
    isi: pd.DataFrame | None
    bukti: pd.DataFrame | None
    known_ids: frozenset[str]


def read_cases(p: Pilihan, indikator: str, tampil: str, batas: int | None) -> Cases:
    """The cases summed, and the first `batas` (None = all) of those that `tampil` asks for; all where none is such."""
    setelan = str(load_reference().aturan)  # lists follow the settings of now; a number keeps those of its publication
    baca = _keep_cases if batas else _keep_cases.__wrapped__  # whole lists are for files
    return baca(Store().folder, p, indikator, tampil, batas, setelan)


def split_declaration(pernyataan: str) -> tuple[str, list[str]]:
    """ "koperasi tahun_buku_rat, tanggal_rat" -> ("koperasi", ["tahun_buku_rat", "tanggal_rat"])."""
    jenis, kolom = pernyataan.split(maxsplit=1)
    return jenis, [k.strip() for k in kolom.split(",")]


def is_told_apart(i: Indicator) -> bool:
    """Its one column of the register has few values, so that the list can be narrowed to one of them."""
    jenis, kolom = split_declaration(i.kolom)
    return jenis == "koperasi" and len(kolom) == 1 and SHEET_KINDS[jenis][kolom[0]].tipe == "pilihan"


@lru_cache(maxsize=50)
def _keep_cases(folder: Path, p: Pilihan, indikator: str, tampil: str, batas: int | None, _setelan: str) -> Cases:
    i = next(i for i in load_indicators() if i.indikator == indikator)
    con = Store(folder).open_version(p.versi)
    make_cases(con, load_reference(), indikator, p.periode, p.kode_wilayah, p.kelompok_hitung)
    kuartal = list_registers(i, load_reference(), p.periode)
    con.execute(f"create temp table dibaca as {_add_value_sql(i, kuartal)}")
    jumlah = con.execute(_TOTALS_SQL).df()
    boleh = {ALL_CASES, *_COUNTED_SQL, *jumlah["isi"].dropna()}
    tampil = tampil if tampil in boleh else ALL_CASES
    con.execute("create temp table tampak as select * from dibaca where "
                f"$tampil = 'semua' or {_COUNTED_SQL.get(tampil, 'isi = $tampil')} order by {CASE_ORDER} limit $batas",
                {"tampil": tampil, "batas": batas})  # fmt: skip
    return Cases(
        jumlah, con.execute(_WORKBOOKS_SQL).df(), tampil, con.execute(f"select * exclude (isi) from tampak order by {CASE_ORDER}").df(),
        _read_written(con, i.kolom, "", kuartal), _read_written(con, i.bukti, "bukti_", kuartal), _find_known(con, i),
    )  # fmt: skip


_TOTALS_SQL = """select coalesce(pembilang > 0, false) as dihitung, isi, count(*) as banyak,
                    sum(pembilang::decimal(38, 2))::double as pembilang, sum(penyebut::decimal(38, 2))::double as penyebut
             from dibaca group by all order by dihitung desc, min(nama), isi"""
_WORKBOOKS_SQL = """select unggahan_id, count(*) as jumlah
           from (select unggahan_id from dibaca union all select bukti_unggahan_id from dibaca)
           where unggahan_id is not null group by all order by 1"""


def _add_value_sql(i: Indicator, kuartal: Sequence[str]) -> str:
    """The cases with the text of the column that tells them apart; null where no row says it."""
    if not is_told_apart(i):
        return "select *, null::varchar as isi from kasus"
    nilai = f"coalesce(nullif(k.{split_declaration(i.kolom)[1][0]}, ''), '{columns.write_value(None, columns.TEXT)}')"
    sql = f"""select kasus.*, case when k.koperasi_id is not null then {nilai} end as isi
              from kasus left join koperasi_triwulan as k on k.koperasi_id = id and k.unggahan_id = kasus.unggahan_id
                  and k.lembar = kasus.lembar and k.baris = kasus.baris and {_write_among("k.periode", kuartal)}"""
    return sql if len(kuartal) == 1 else f"{sql} qualify row_number() over (partition by id order by k.periode) = 1"


def _read_written(
    con: duckdb.DuckDBPyConnection, pernyataan: str, awalan: str, kuartal: Sequence[str]
) -> pd.DataFrame | None:
    """unggahan_id, lembar, baris and the declared columns of the rows that are shown; None where none is declared."""
    if pernyataan == "-":
        return None
    jenis, nama = split_declaration(pernyataan)
    lembar = SHEET_KINDS[jenis]
    pilih = ", ".join(
        [*PLACE_COLUMNS, *(lembar[k].nama for k in nama)]
    )  # names as declared, never as typed by somebody
    kunci = ", ".join(awalan + k for k in PLACE_COLUMNS)
    saat = _write_among("periode", kuartal) if jenis == "koperasi" else "true"
    sql = f"""select {pilih} from {lembar.tabel}
              where {saat} and ({", ".join(PLACE_COLUMNS)}) in (select ({kunci}) from tampak where {awalan}baris is not null)
              qualify row_number() over (partition by {", ".join(PLACE_COLUMNS)} order by rowid) = 1"""
    return con.execute(sql).df()


def _write_among(kolom: str, kuartal: Sequence[str]) -> str:
    return f"{kolom} in ({', '.join(repr(q) for q in kuartal)})"


def _find_known(con: duckdb.DuckDBPyConnection, i: Indicator) -> frozenset[str]:
    """The ids shown that have a record."""
    if split_declaration(i.kolom)[0] == "koperasi":
        sql = "select id from tampak"
    else:
        sql = "select distinct koperasi_id from koperasi_triwulan where koperasi_id in (select id from tampak)"
    return frozenset(satu for (satu,) in con.execute(sql).fetchall())
