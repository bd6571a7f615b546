"""A package as tables: its rows checked by SQL in a database in memory, none taken where one is wrong."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import duckdb
import pandas as pd

from etl import clock, periode
from etl.indikator import load_indicators
from etl.neighbours.head import Head, check_name, read_head
from etl.neighbours.messages import NotTaken, make, refuse
from etl.neighbours.package_file import AREAS, FIGURES, PackageFile
from etl.pesan import Finding
from etl.rules import Statement, declare_columns, fill_statement, read_statement

FIGURE_COLUMNS = ("periode", "kode_wilayah", "indikator", "kelompok_hitung", "sumber", "pembilang", "penyebut", "nilai")
SAMPLE_COLUMN = "contoh"
AREA_COLUMNS = ("kode", "nama", "tingkat", "induk")
_MOST_ROWS = {FIGURES: 3_000_000, AREAS: 5_000}
_LONGEST_CELL, _AT_ONCE = 200, 50_000
_FOLDER = Path(__file__).parent


def open_scratch() -> duckdb.DuckDBPyConnection:
    """A database in memory for read_package."""
    return duckdb.connect(":memory:", config={"threads": "1", "memory_limit": "1GB"})


def read_package(con: duckdb.DuckDBPyConnection, file: PackageFile) -> Head:
    """Check a package and put it into the temporary tables `angka_masuk`, `wilayah_masuk` and `definisi_masuk` of this
    connection, with the columns of tables.sql but kode_pemda. Raises NotTaken with everything that is wrong."""
    _load_rows(con, "wilayah_mentah", AREAS, file.files[AREAS], AREA_COLUMNS)
    head = read_head(file, _find_top(con))
    _check(con, AREAS, read_statement(_FOLDER / "areas.sql"), {"kode": head.kode})
    _take_areas(con)
    _load_rows(con, "mentah", FIGURES, file.files[FIGURES], (*FIGURE_COLUMNS, SAMPLE_COLUMN))
    _check(con, FIGURES, read_statement(_FOLDER / "figures.sql"), _list_parameters(head))
    _take_figures(con)
    _take_definitions(con, head)
    return head


def _load_rows(con: duckdb.DuckDBPyConnection, table: str, name: str, content: bytes, columns: Sequence[str]) -> None:
    types = {"baris": "integer", **dict.fromkeys(columns, "varchar")}
    sql = "create or replace temp table {table} ({columns})"
    con.execute(fill_statement(sql, table=[table], columns=declare_columns(types)))
    rows, line = _read_rows(name, content, columns), 2
    while piece := list(islice(rows, _AT_ONCE)):
        frame = pd.DataFrame(piece, columns=list(columns))
        frame.insert(0, "baris", range(line, line + len(piece)))
        con.register("potongan", frame)
        con.execute(fill_statement("insert into {table} from potongan", table=[table]))
        con.unregister("potongan")
        line += len(piece)


def _read_rows(name: str, content: bytes, columns: Sequence[str]) -> Iterator[list[str]]:
    """The cells of each row, all text. Raises NotTaken."""
    try:
        rows = csv.reader(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline=""), strict=True)
        if tuple(next(rows, ())) != tuple(columns):
            raise refuse("paket_berisi_salah", berkas=name, tempat="", rincian="judul kolomnya lain")
        for line, row in enumerate(rows, start=2):
            if line > _MOST_ROWS[name] + 1:
                raise refuse("paket_mencurigakan", rincian=f"{name} lebih dari {_MOST_ROWS[name]} baris")
            if len(row) != len(columns) or any(len(cell) > _LONGEST_CELL for cell in row):
                raise _refuse_row(name, line, "susunan barisnya lain, atau selnya terlalu panjang")
            yield row
    except (UnicodeDecodeError, csv.Error):
        raise refuse("paket_berisi_salah", berkas=name, tempat="", rincian="bukan CSV yang dapat dibaca") from None


def _refuse_row(name: str, line: int, detail: str) -> NotTaken:
    return refuse("paket_berisi_salah", berkas=name, tempat=f" baris {line}", rincian=detail)


def _find_top(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    rows = con.execute("select kode, nama, tingkat from wilayah_mentah where induk = ''").fetchall()
    if len(rows) != 1:
        raise refuse("paket_berisi_salah", berkas=AREAS, tempat="", rincian="tidak tepat satu wilayah yang teratas")
    return dict(zip(("kode", "nama", "tingkat"), rows[0], strict=True))


def _check(con: duckdb.DuckDBPyConnection, name: str, sql: Statement, parameters: dict[str, object]) -> None:
    """Raises NotTaken with one finding for each kind of fault."""
    if faults := con.execute(sql, parameters).fetchall():
        raise NotTaken([_say_fault(name, *fault) for fault in faults])


def _say_fault(name: str, detail: str, line: int, count: int) -> Finding:
    more = f" (dan {count - 1} baris lain)" if count > 1 else ""
    return make("paket_berisi_salah", berkas=name, tempat=f" baris {line}{more}", rincian=detail)


def _list_parameters(head: Head) -> dict[str, object]:
    known = [
        {"indikator": i.indikator, "cacah": i.count, "bebas": i.has_free_range, "rupiah": i.money}
        for i in load_indicators()
    ]
    latest = periode.find_by_date(clock.read_today())
    return {"dikenal": known, "contoh": str(head.contoh).lower(), "terakhir": latest}


def _take_areas(con: duckdb.DuckDBPyConnection) -> None:
    for (name,) in con.execute("select distinct nama from wilayah_mentah order by nama").fetchall():
        check_name(name, AREAS)
    con.execute(
        "create or replace temp table wilayah_masuk as "
        "select kode, nama, tingkat, nullif(induk, '') as induk from wilayah_mentah order by kode"
    )


def _take_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Without those of indicators that this release does not know; it said so."""
    known = [i.indikator for i in load_indicators()]
    con.execute(read_statement(_FOLDER / "taken.sql"), {"dikenal": known})
    con.execute("drop table mentah")


def _take_definitions(con: duckdb.DuckDBPyConnection, head: Head) -> None:
    con.execute("create or replace temp table definisi_masuk (indikator varchar, sidik varchar, isi json)")
    known = {i.indikator for i in load_indicators()}
    rows = [
        (name, d.sidik, None if d.isi is None else json.dumps(d.isi, ensure_ascii=False, sort_keys=True))
        for name, d in head.definisi.items()
        if name in known
    ]
    if rows:
        con.executemany("insert into definisi_masuk values (?, ?, ?)", rows)
