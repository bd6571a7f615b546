"""The cases of an indicator, counted and cut in the database: of 200,000 a page shows the first few hundred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

import duckdb
import pandas as pd

from dasbor import keep
from dasbor.choice import WITH_KKMP, Choice
from dasbor.query.ask import ask
from dasbor.query.cells import PLACE_COLUMNS
from dasbor.query.source import in_force
from dasbor.query.source.hidden_names import lend_version
from dasbor.query.source.statements import read_statement
from etl import indikator as indicators
from etl import rules
from etl.indikator import Indicator, list_registers, load_indicators, prepare_cases, take_cases
from etl.skema import SHEET_KINDS

ALL_CASES, COUNTED_CASES, NOT_COUNTED_CASES = "semua", "ya", "tidak"
BLANK = "–"  # as a table writes it
_DONE = "drop table if exists kasus; drop table if exists dibaca; drop table if exists tampak"


@dataclass(frozen=True)
class Cases:
    """totals: dihitung, isi (None where the list is not told apart by it), banyak, pembilang, penyebut; workbooks:
    unggahan_id, jumlah; chosen: which cases; rows: those asked for; values and evidence: what their columns say, by
    the place of the row; known_ids: those that have a record."""

    totals: pd.DataFrame
    workbooks: pd.DataFrame
    chosen: str
    rows: pd.DataFrame
    values: pd.DataFrame | None
    evidence: pd.DataFrame | None
    known_ids: frozenset[str]


def read_cases(p: Choice, indikator: str, visible: str, limit: int | None) -> Cases:
    """The cases summed, and the first `limit` (None = all) of those that `visible` asks for; all where none is such.
    Under the settings of the version, as its figures are."""
    return (
        _keep_cases(p, indikator, visible, limit) if limit else _read(p, indikator, visible, limit)
    )  # whole ones are for files


def split_declaration(declaration: str) -> tuple[str, list[str]]:
    """ "koperasi tahun_buku_rat, tanggal_rat" -> ("koperasi", ["tahun_buku_rat", "tanggal_rat"])."""
    kind, column = declaration.split(maxsplit=1)
    return kind, [k.strip() for k in column.split(",")]


def is_told_apart(i: Indicator) -> bool:
    """Its one column of the register has few values, so that the list can be narrowed to one of them."""
    kind, column = split_declaration(i.kolom)
    return kind == "koperasi" and len(column) == 1 and SHEET_KINDS[kind][column[0]].tipe == "pilihan"


@keep.per_version(most=50)
def _keep_cases(p: Choice, indikator: str, visible: str, limit: int | None) -> Cases:
    return _read(p, indikator, visible, limit)


def _read(p: Choice, indikator: str, visible: str, limit: int | None) -> Cases:
    i = next(i for i in load_indicators() if i.indikator == indikator)
    with open_cases(p, indikator) as con:
        return _read_from(con, p, i, visible, limit)


def _read_from(con: duckdb.DuckDBPyConnection, p: Choice, i: Indicator, visible: str, limit: int | None) -> Cases:
    reference = in_force.read_reference(p)
    quarters = _list_all_quarters(con) if i.sees_all_quarters else list_registers(i, reference, p.periode)
    _add_value_sql(con, i, quarters)
    total = con.execute(read_statement("kasus_jumlah")).df()
    allowed = {ALL_CASES, COUNTED_CASES, NOT_COUNTED_CASES, *total["isi"].dropna()}
    visible = visible if visible in allowed else ALL_CASES
    con.execute(read_statement("kasus_tampak"), {"tampil": visible, "batas": limit})
    return Cases(
        total,
        con.execute(read_statement("kasus_buku")).df(),
        visible,
        con.execute(read_statement("kasus_baris")).df(),
        _read_written(con, i.kolom, "", quarters),
        _read_written(con, i.bukti, "bukti_", quarters),
        _find_known(con, i),
    )


@contextmanager
def open_cases(p: Choice, indikator: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor on the version with what an indicator counts for the choice, as the table `kasus`: see etl/indikator."""
    with lend_ready(p) as con:
        take_cases(con, indikator, p.periode, p.kode_wilayah, p.kelompok_hitung)
        yield con
        con.execute(_DONE)


def lend_ready(p: Choice) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """A cursor on the version for statements of indicators. What all of them stand on was made before, for whoever
    asked first."""
    prepare = partial(prepare_cases, reference=in_force.read_reference(p))
    return lend_version(p, ("kasus", keep.state(p)), prepare)


def list_lacking(p: Choice, indikator: str) -> frozenset[str]:
    """The ids of the cases in the denominator of a share that do not count: who would have to, for it to rise."""
    return _list_lacking(replace(p, kelompok_hitung=WITH_KKMP), indikator).get(p.kelompok_hitung, frozenset())


@keep.per_version(most=50)
def _list_lacking(p: Choice, indikator: str) -> Mapping[str, frozenset[str]]:
    with lend_ready(p) as con:
        known = indicators.list_lacking(con, indikator, p.periode, p.kode_wilayah)
    ids: dict[str, list[str]] = {}
    for counting, one in known:
        ids.setdefault(counting, []).append(one)
    return MappingProxyType({counting: frozenset(some) for counting, some in ids.items()})


def _list_all_quarters(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [quarter for (quarter,) in con.execute("select periode from periode order by 1").fetchall()]


def _add_value_sql(con: duckdb.DuckDBPyConnection, i: Indicator, quarters: Sequence[str]) -> None:
    """The cases with the text of the column that tells them apart; null where no row says it."""
    if not is_told_apart(i):
        con.execute("create or replace temp table dibaca as select *, null::varchar as isi from kasus")
        return
    name = SHEET_KINDS["koperasi"][split_declaration(i.kolom)[1][0]].nama  # as declared, never as typed by somebody
    con.execute(
        rules.fill_statement(read_statement("kasus_isi"), kolom=[name]),
        {"kuartal": list(quarters), "awal": quarters[0], "akhir": quarters[-1], "kosong": BLANK},
    )


def _read_written(
    con: duckdb.DuckDBPyConnection, declaration: str, prefix: str, quarters: Sequence[str]
) -> pd.DataFrame | None:
    """unggahan_id, lembar, baris and the declared columns of the rows that are shown; None where none is declared."""
    if declaration == "-":
        return None
    kind, name = split_declaration(declaration)
    sheet = SHEET_KINDS[kind]
    sql = rules.fill_statement(
        read_statement("kasus_tertulis"),
        tabel=[sheet.tabel],
        tempat=PLACE_COLUMNS,
        kolom=[sheet[k].nama for k in name],
        kunci=[prefix + k for k in PLACE_COLUMNS],
        baris=[prefix + "baris"],
    )
    moment = list(quarters) if kind == "koperasi" else None
    return con.execute(
        sql, {"kuartal": moment, "awal": min(quarters, default=None), "akhir": max(quarters, default=None)}
    ).df()


def _find_known(con: duckdb.DuckDBPyConnection, i: Indicator) -> frozenset[str]:
    """The ids shown that have a record."""
    if split_declaration(i.kolom)[0] == "koperasi":
        sql = "select id from tampak"
    else:
        sql = "select distinct koperasi_id from koperasi_triwulan where koperasi_id in (select id from tampak)"
    return frozenset(one for (one,) in con.execute(sql).fetchall())


def read_recap(p: Choice) -> pd.DataFrame:
    """The rows of a rekap for an area and the areas inside it."""
    return ask(p, "rekap")
