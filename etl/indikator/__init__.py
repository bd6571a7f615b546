"""One indicator, one .sql file: its header says what it means, its rows are the cases that it counts.

In: the tables of a version and the window of quarters.
Out: table `indikator`; the list of cases behind each figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from etl import periode as triwulan
from etl import rules
from etl.acuan import Reference
from etl.indikator.declare import Indicator, find_indicator, list_of_page, list_planned, load_indicators
from etl.indikator.words import QUALITY_RULES, fill_words
from etl.operator_settings import DEADLINES, GDP, list_dated
from etl.rules import Statement

__all__ = [
    "Indicator",
    "choose_quarters",
    "compute_indicators",
    "find_indicator",
    "list_definitions",
    "list_lacking",
    "list_of_page",
    "list_planned",
    "list_registers",
    "load_indicators",
    "make_cases",
    "parse_needs",
    "prepare_cases",
    "take_cases",
]
FOLDER = Path(__file__).parent
# A quarter's data reach at most this many later quarters (training cohort: a year + 180 days).
REACH = 7
# What many indicators stand on in _dasar.sql, each after those that it is made of.
STORED = ("cakupan", "naungan", "register", "terdaftar", "dilatih", "didampingi")


def list_definitions(reference: Reference) -> pd.DataFrame:
    """indikator_definisi: indikator, judul, definisi, pembilang, penyebut (None = a count), satuan, arah, sumber,
    dasar; with the rules in force in words."""
    column = ["indikator", "judul", "definisi", "pembilang", "penyebut", "satuan", "arah", "sumber", "dasar"]
    rows = [[fill_words(getattr(i, k), reference.rule_settings) for k in column] for i in load_indicators()]
    table = pd.DataFrame(rows, columns=column)
    return table.assign(penyebut=table["penyebut"].replace("-", None))


def compute_indicators(
    con: duckdb.DuckDBPyConnection, reference: Reference, since: str | None = None, earlier: bool = True
) -> None:
    """Compute every indicator for the quarters that the data of quarter `since` can change (None = all). Without
    `earlier` those before it stay as they are: a preview shows nothing of them.

    The cases of each .sql are summed per kelurahan; the city and its kecamatan are sums of these, so they add up.
    Quarters with a rekap in place of a register get their three counts from it, see _rekap.sql.
    """
    rules.install_rules(con, views=())
    every = load_indicators()
    start, end = (0, _END) if since is None else (triwulan.find_index(since), triwulan.find_index(since) + REACH)
    wide = [i.indikator for i in every if i.sees_all_quarters and earlier and since is not None]
    _prepare_tables(con, reference, every, start, end, wide)
    con.execute(_statement("_hapus"))
    # One statement for all: each one of its own would be planned and written by itself, a quarter slower.
    cases = [_widen(i.sql) if i.indikator in wide else i.sql for i in every]
    sums = [rules.fill_statement(_statement("_jumlah_kelurahan"), kasus=sql) for sql in cases]
    con.execute(
        rules.fill_statement(_statement("_hasil"), semua=rules.join_statements(sums)), [i.indikator for i in every]
    )
    con.execute(_statement("_jumlahkan"))
    _take_recaps(con)
    _drop_stored(con, "table")


_END = 99_999  # later than any quarter


def _widen(sql: Statement) -> Statement:
    """The cases of an indicator in all quarters."""
    return rules.fill_statement(
        _statement("_luas"), register=_statement("_register"), terdaftar=_statement("_terdaftar"), kasus=sql
    )


def _drop_stored(con: duckdb.DuckDBPyConnection, kind: str) -> None:
    """The next time they stand there as tables or as views again."""
    for name in STORED[::-1]:
        con.execute(rules.fill_statement("drop {kind} {name}", kind=Statement(kind), name=[name]))


def _take_recaps(con: duckdb.DuckDBPyConnection) -> None:
    sql = "select 1 from hitung join periode_jenis using (periode) where jenis = 'rekap' limit 1"
    if con.execute(sql).fetchall():  # planning it for nothing takes longer than most of the others
        con.execute(_statement("_rekap"))


def _statement(name: str) -> Statement:
    return rules.read_statement(FOLDER / f"{name}.sql")


def make_cases(
    con: duckdb.DuckDBPyConnection,
    reference: Reference,
    indikator: str,
    periode: str,
    kode_wilayah: str,
    kelompok_hitung: str,
) -> None:
    """What an indicator of one area and quarter counts, as the table `kasus` of this connection: id, nama,
    kode_kelurahan, pembilang, penyebut, unggahan_id, lembar, baris, bukti_unggahan_id, bukti_lembar, bukti_baris.
    Needs no write access: all it makes is temporary."""
    prepare_cases(con, reference)
    take_cases(con, indikator, periode, kode_wilayah, kelompok_hitung)
    _drop_stored(con, "view")


def prepare_cases(con: duckdb.DuckDBPyConnection, reference: Reference) -> None:
    """Make a connection ready for take_cases(), as often as one likes: what all cases stand on, under these
    settings."""
    con.execute(_statement("_hitung"), {"awal": 0, "akhir": 0})
    _prepare_shared(con, reference, store=False)


def take_cases(
    con: duckdb.DuckDBPyConnection, indikator: str, periode: str, kode_wilayah: str, kelompok_hitung: str
) -> None:
    """The same table on a connection that was made ready."""
    choose_quarters(con, periode, periode)
    statement = rules.fill_statement(_statement("_daftar"), kasus=_take(indikator).sql)
    con.execute(statement, {"kode": kode_wilayah, "kelompok": kelompok_hitung})


def _take(indikator: str) -> Indicator:
    return next(i for i in load_indicators() if i.indikator == indikator)


def list_lacking(
    con: duckdb.DuckDBPyConnection, indikator: str, periode: str, kode_wilayah: str
) -> list[tuple[str, str]]:
    """(kelompok_hitung, id) of the cases of a share that do not count, on a connection that was made ready. Both counts
    at once: planning takes longer than rows."""
    choose_quarters(con, periode, periode)
    statement = rules.fill_statement(_statement("_kurang"), kasus=_take(indikator).sql)
    return con.execute(statement, {"kode": kode_wilayah}).fetchall()


def choose_quarters(con: duckdb.DuckDBPyConnection, first: str, last: str) -> None:
    """The quarters whose cases the statements of indicators yield from now on, on a connection that was made ready."""
    con.execute(_statement("_hitung"), {"awal": triwulan.find_index(first), "akhir": triwulan.find_index(last)})


def list_registers(i: Indicator, reference: Reference, periode: str) -> list[str]:
    """The quarters whose registers hold the rows of its cases: those that it needs."""
    steps_back = {
        n
        for _, kind, start_from, until in parse_needs(i, reference)
        if kind == "koperasi"
        for n in range(start_from, until + 1)
    }
    return sorted(triwulan.shift_quarter(periode, -n) for n in steps_back)


def parse_needs(i: Indicator, reference: Reference) -> list[tuple[str, str, int, int]]:
    """'koperasi 0-0, pelatihan 0-jendela' -> [(indikator, 'koperasi', 0, 0), (indikator, 'pelatihan', 0, 3)]."""
    rows = []
    for part in i.butuh.replace("jendela", str(reference.rule_settings["jendela_triwulan"] - 1)).split(","):
        kind, span = part.split()
        start_from, until = (int(n) for n in span.split("-"))
        rows.append((i.indikator, kind, start_from, until))
    return rows


def _prepare_tables(
    con: duckdb.DuckDBPyConnection,
    reference: Reference,
    indicators: Sequence[Indicator],
    start: int,
    end: int,
    wide: Sequence[str],
) -> None:
    """The temporary tables and views that every .sql stands on, for the quarters from `start` to `end`
    (running numbers); `wide`: indicators that are counted in all quarters."""
    needs = [dict(zip(_NEED, b, strict=True)) for i in indicators for b in parse_needs(i, reference)]
    con.execute(_statement("_hitung"), {"awal": start, "akhir": end})
    con.execute(_statement("_butuh"), {"butuh": needs})
    con.execute(_statement("_sifat"), {"sifat": [_find_nature(i) | {"luas": i.indikator in wide} for i in indicators]})
    _prepare_shared(con, reference, store=True)
    con.execute(_statement("_hitung_luas"))


def _prepare_shared(con: duckdb.DuckDBPyConnection, reference: Reference, store: bool) -> None:
    """What does not depend on quarter and indicator. As views only the rows of the area are read that a list asks
    for."""
    for sql, columns in (
        ("_aturan", {"aturan": [_take_rules(reference.rule_settings)]}),
        ("_batas", _list_deadlines(reference)),
        ("_pdrb", _list_gdp(reference)),
        ("_masa", _list_terms(reference)),
    ):
        con.execute(_statement(sql), columns)
    con.execute(
        rules.fill_statement(
            _statement("_dasar"),
            simpan=Statement("table" if store else "view"),
            register=_statement("_register"),
            terdaftar=_statement("_terdaftar"),
        )
    )


def _list_deadlines(reference: Reference) -> dict[str, list[Any]]:
    known = [d for d in list_dated(reference.settings) if d.section == DEADLINES]
    return {"tahun": [d.year for d in known], "bentuk": [d.name for d in known], "hari": [d.day for d in known]}


def _list_gdp(reference: Reference) -> dict[str, list[Any]]:
    known = [d for d in list_dated(reference.settings) if d.section == GDP]
    return {"tahun": [d.year for d in known], "nilai": [d.value for d in known]}


def _list_terms(reference: Reference) -> dict[str, list[Any]]:
    terms = reference.list_terms()
    return {k: [None if pd.isna(x) else x for x in terms[k]] for k in ("kode", "dari", "sampai")}


def _take_rules(settings: Mapping[str, int]) -> dict[str, int]:
    """The rules that a statement may name; what the file of an earlier release lacks has its start."""
    return {name: settings[name] for name in _RULES} | {name: settings.get(name, 1) for name in QUALITY_RULES}


_RULES = ("jendela_triwulan", "hari_pascapelatihan", "tahun_penilaian", "bulan_batas_rat", "tahun_tanpa_rat")
_NEED = ("indikator", "jenis", "dari", "sampai")


def _find_nature(i: Indicator) -> dict[str, str | bool | int | None]:
    """Counted from its first source; _rekap.sql marks what it replaces."""
    return {
        "indikator": i.indikator,
        "sumber": i.sumber.split(",")[0],
        "cacah": i.penyebut == "-",
        "tanpa_baris": None if i.tanpa_baris == "null" else int(i.tanpa_baris),
        "dari_pdrb": i.is_of_city_only,
    }
