"""Corrections in a version file: part of the ledger, shown beside the value, offered where a workbook says it again.

What a correction was about is noted with it: the kind and column of its cell, and the cooperative or the name of its
row. So it is known again in another workbook, in whatever row.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from etl import personal
from etl.corrections.apply import find_field, is_personal, list_tables_at, show_cell
from etl.corrections.typed import parse_cell, write_entry
from etl.identity import decisions
from etl.model import CheckResult, Correction, FoundTable, write_address
from etl.rules import fill_statement, read_statement
from etl.skema import SHEET_KINDS

TABLE = "perbaikan"
_COLUMNS = (
    *("unggahan_id", "lembar", "sel", "isi_lama", "isi_baru", "alasan", "oleh", "waktu"),
    *("jenis", "kolom", "koperasi_id", "nama_baris"),
)
_ALL = "select {columns} from perbaikan order by unggahan_id desc, lembar, sel"
_INSERT = "insert into perbaikan({columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_OF_QUARTER = read_statement(Path(__file__).with_name("of_quarter.sql"))


@dataclass(frozen=True)
class Thing:
    """What a cell is about: kind and column ("" above the data), the cooperative where it is known, the row's name."""

    jenis: str = ""
    kolom: str = ""
    koperasi_id: str | None = None
    nama_baris: str = ""


@dataclass(frozen=True)
class Remembered:
    """A correction of an earlier publication and what it was about."""

    correction: Correction
    thing: Thing


def read(con: duckdb.DuckDBPyConnection) -> list[Remembered]:
    """All corrections ever published, the latest first; none in a file that an earlier release wrote."""
    try:
        rows = con.execute(fill_statement(_ALL, columns=_COLUMNS)).fetchall()
    except duckdb.CatalogException:
        return []
    decided = decisions.settle(decisions.read(con))
    things = [Thing(r[8], r[9], decided.find(r[10]) if r[10] else None, r[11]) for r in rows]
    return [Remembered(Correction(*r[1:8]), thing) for r, thing in zip(rows, things, strict=True)]


def make_record(result: CheckResult, by: str, reason: str) -> list[dict[str, Any]]:
    """The corrections of a check as the archive keeps them, so that a replay can make them again."""
    made = []
    for c in result.corrections_used:
        named = replace(c, oleh=c.oleh or by, alasan=c.alasan or reason)
        thing = find_thing(c, result)
        about = {"jenis": thing.jenis, "kolom": thing.kolom, "koperasi_id": thing.koperasi_id}
        made.append(write_entry(named) | about | {"nama_baris": personal.mask(thing.nama_baris)})
    return made


def store(con: duckdb.DuckDBPyConnection, entries: Iterable[dict[str, Any]], number: int, time: dt.datetime) -> None:
    """Note the corrections of an upload."""
    for e in entries:
        moment = dt.datetime.fromisoformat(e["waktu"]) if e["waktu"] else time
        row = [number, e["lembar"], e["sel"], e["lama"], e["baru"], e["alasan"], e["oleh"], moment]
        row += [e["jenis"], e["kolom"], e["koperasi_id"], e["nama_baris"]]
        con.execute(fill_statement(_INSERT, columns=_COLUMNS), row)


def holds(con: duckdb.DuckDBPyConnection, result: CheckResult) -> bool:
    """Whether every correction of a check is already published for its quarter."""
    if not result.corrections_used:
        return True
    try:
        known = set(con.execute(_OF_QUARTER, {"periode": result.periode}).fetchall())
    except duckdb.CatalogException:
        return False
    return {(c.lembar, c.sel, c.baru) for c in result.corrections_used} <= known


def find_thing(c: Correction, result: CheckResult) -> Thing:
    """What a corrected cell is about."""
    row, column = parse_cell(c.sel) or (1, 1)
    for t in list_tables_at(result.found_tables, c.lembar, row):
        field = find_field(t, row, column)
        if field and row in t.data.index:
            return _find_row_thing(t, field, row, c, result)
        if row == t.baris_judul:
            return Thing(t.jenis)
    return Thing()


def find_offers(remembered: Sequence[Remembered], result: CheckResult) -> list[Correction]:
    """Earlier corrections whose old value stands in this workbook again, at the same thing; the latest of each."""
    taken = {c.place for c in result.corrections_used}
    offers: dict[str, Correction] = {}
    cells: dict[tuple[int, str], dict[str, list[int]]] = {}
    for r in remembered:
        for i, t in enumerate(result.found_tables):
            if t.jenis != r.thing.jenis:
                continue
            if not r.thing.kolom:
                offers |= _offer_heading(t, r.correction, offers.keys() | taken)
                continue
            if r.thing.kolom not in t.kolom:
                continue
            if (i, r.thing.kolom) not in cells:
                cells[i, r.thing.kolom] = _list_cells(t, r.thing.kolom)
            for row in cells[i, r.thing.kolom].get(r.correction.lama or "", []):
                one = replace(r.correction, lembar=t.lembar, sel=f"{t.kolom[r.thing.kolom].letters}{row}")
                if one.place not in taken and _is_same(r.thing, _find_row_thing(t, r.thing.kolom, row, one, result)):
                    offers.setdefault(one.place, one)
    return list(offers.values())


def _offer_heading(t: FoundTable, c: Correction, taken: Set[str]) -> dict[str, Correction]:
    """The same heading in another table of its kind, in whatever column. A title is not offered: it names a quarter."""
    for column in range(1, 1 + max(map(len, t.grid.cells), default=0)):
        one = replace(c, lembar=t.lembar, sel=write_address(t.baris_judul, column))
        if show_cell(t.grid, t.baris_judul, column) == c.lama and one.place not in taken:
            return {one.place: one}
    return {}


def _list_cells(t: FoundTable, field: str) -> dict[str, list[int]]:
    """{what a cell of the column shows: its rows}; not of columns with a choice each, nor of personal ones."""
    result: dict[str, list[int]] = {}
    if is_personal(t, field) or t.kolom[field].last_column:
        return result
    for row in t.data.index:
        result.setdefault(show_cell(t.grid, row, t.kolom[field].column), []).append(row)
    return result


def _find_row_thing(t: FoundTable, field: str, row: int, c: Correction, result: CheckResult) -> Thing:
    sheet = SHEET_KINDS[t.jenis]
    naming = sheet.target_column or sheet.name_column
    name = c.lama or "" if field == naming else ""
    if not name and naming in t.kolom and not is_personal(t, naming):
        name = show_cell(t.grid, row, t.kolom[naming].column)
    return Thing(t.jenis, field, _find_cooperative(t, row, result), name)


def _find_cooperative(t: FoundTable, row: int, result: CheckResult) -> str | None:
    df = result.tabel.get(t.jenis)
    if df is None or "koperasi_id" not in df:
        return None
    found = df.loc[(df["lembar"] == t.lembar) & (df["baris"] == row), "koperasi_id"].dropna()
    return str(found.iloc[0]) if len(found) else None


def _is_same(one: Thing, other: Thing) -> bool:
    if one.koperasi_id and one.koperasi_id == other.koperasi_id:
        return True
    return bool(one.nama_baris) and one.nama_baris.casefold() == other.nama_baris.casefold()
