"""The cases of an indicator, counted and cut in the database: of 200,000 a page shows the first few hundred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import base
from dasbor.query.cells import TEMPAT
from etl import rules
from etl.acuan import load_acuan
from etl.indikator import Indikator, load_indicators, make_cases, registers
from etl.skema import LEMBAR
from etl.store.versions import Gudang

SEMUA, YA, TIDAK = "semua", "ya", "tidak"
BLANK = "–"  # as a table writes it


@dataclass(frozen=True)
class Kasus:
    """jumlah: dihitung, isi (None where the list is not told apart by it), banyak, pembilang, penyebut; buku: unggahan_id,
    jumlah; baris: the rows asked for; isi and bukti: what their columns say, by the place of the row; dikenal: ids."""

    jumlah: pd.DataFrame
    buku: pd.DataFrame
    tampil: str
    baris: pd.DataFrame
    isi: pd.DataFrame | None
    bukti: pd.DataFrame | None
    dikenal: frozenset[str]


def read(p: Choice, indikator: str, tampil: str, batas: int | None) -> Kasus:
    """The cases summed, and the first `batas` (None = all) of those that `tampil` asks for; all where none is such.
    Lists follow the settings of now; a number keeps those of its publication."""
    return (
        _kept(p, indikator, tampil, batas) if batas else _read(p, indikator, tampil, batas)
    )  # whole ones are for files


def split(pernyataan: str) -> tuple[str, list[str]]:
    """ "koperasi tahun_buku_rat, tanggal_rat" -> ("koperasi", ["tahun_buku_rat", "tanggal_rat"])."""
    jenis, kolom = pernyataan.split(maxsplit=1)
    return jenis, [k.strip() for k in kolom.split(",")]


def told_apart(i: Indikator) -> bool:
    """Its one column of the register has few values, so that the list can be narrowed to one of them."""
    jenis, kolom = split(i.kolom)
    return jenis == "koperasi" and len(kolom) == 1 and LEMBAR[jenis][kolom[0]].tipe == "pilihan"


@keep.per_version(most=50)
def _kept(p: Choice, indikator: str, tampil: str, batas: int | None) -> Kasus:
    return _read(p, indikator, tampil, batas)


def _read(p: Choice, indikator: str, tampil: str, batas: int | None) -> Kasus:
    i = next(i for i in load_indicators() if i.indikator == indikator)
    con = Gudang().buka(p.versi)
    make_cases(con, load_acuan(), indikator, p.periode, p.kode_wilayah, p.kelompok_hitung)
    kuartal = registers(i, load_acuan(), p.periode)
    _with_value(con, i, kuartal)
    jumlah = con.execute(base.statement("kasus_jumlah")).df()
    boleh = {SEMUA, YA, TIDAK, *jumlah["isi"].dropna()}
    tampil = tampil if tampil in boleh else SEMUA
    con.execute(base.statement("kasus_tampak"), {"tampil": tampil, "batas": batas})
    return Kasus(
        jumlah, con.execute(base.statement("kasus_buku")).df(), tampil, con.execute(base.statement("kasus_baris")).df(),
        _written(con, i.kolom, "", kuartal), _written(con, i.bukti, "bukti_", kuartal), _known(con, i),
    )  # fmt: skip


def _with_value(con: duckdb.DuckDBPyConnection, i: Indikator, kuartal: Sequence[str]) -> None:
    """The cases with the text of the column that tells them apart; null where no row says it."""
    if not told_apart(i):
        con.execute("create temp table dibaca as select *, null::varchar as isi from kasus")
        return
    nama = LEMBAR["koperasi"][split(i.kolom)[1][0]].nama  # as declared, never as typed by somebody
    sql = base.statement("kasus_isi" if len(kuartal) == 1 else "kasus_isi_pertama")
    con.execute(
        rules.fill(sql, kolom=[nama]), {"kuartal": list(kuartal), "awal": kuartal[0], "akhir": kuartal[-1],
                                        "kosong": BLANK},
    )  # fmt: skip


def _written(
    con: duckdb.DuckDBPyConnection, pernyataan: str, awalan: str, kuartal: Sequence[str]
) -> pd.DataFrame | None:
    """unggahan_id, lembar, baris and the declared columns of the rows that are shown; None where none is declared."""
    if pernyataan == "-":
        return None
    jenis, nama = split(pernyataan)
    lembar = LEMBAR[jenis]
    sql = rules.fill(
        base.statement("kasus_tertulis"), tabel=[lembar.tabel], tempat=TEMPAT, kolom=[lembar[k].nama for k in nama],
        kunci=[awalan + k for k in TEMPAT], baris=[awalan + "baris"],
    )  # fmt: skip
    saat = list(kuartal) if jenis == "koperasi" else None
    return con.execute(
        sql, {"kuartal": saat, "awal": min(kuartal, default=None), "akhir": max(kuartal, default=None)}
    ).df()


def _known(con: duckdb.DuckDBPyConnection, i: Indikator) -> frozenset[str]:
    """The ids shown that have a record."""
    if split(i.kolom)[0] == "koperasi":
        sql = "select id from tampak"
    else:
        sql = "select distinct koperasi_id from koperasi_triwulan where koperasi_id in (select id from tampak)"
    return frozenset(satu for (satu,) in con.execute(sql).fetchall())
