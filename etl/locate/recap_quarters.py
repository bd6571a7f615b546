"""Rekap of several quarters in one workbook: what is of the chosen quarter is read, the rest is listed.

The quarter of a row stands in a column, in a line above the rows, in the title or the name of the sheet; that of a
column stands in its heading.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

import pandas as pd

from etl import periode as triwulan
from etl.cells.quarters import QUARTER, combine_quarters, read_cell
from etl.cells.row_signs import TOTAL_SIGN
from etl.cells.texts import is_blank, write_plain
from etl.model import Cell, FoundTable, WrittenQuarter, write_address
from etl.pesan import Finding, make_finding
from etl.rows.leave_out import drop_rows
from etl.skema import SHEET_KINDS

_TITLE_CELLS = 3  # cells that a line of a title may have
_MAX_NAMED = 8  # quarters that a message names
RecapLeftOut = tuple[str, int, str]  # sheet, row, reason


def list_quarters(table: Iterable[FoundTable]) -> list[str]:
    """Every quarter that rekap tables name for their rows or columns, latest first."""
    moment = {
        w
        for t in table
        if SHEET_KINDS[t.jenis].counted_kind
        for w in (*t.quarter_blocks, *_read_row_quarters(t), _read_title_quarter(t))
    }
    return sorted({w.periode for w in moment if w.periode}, reverse=True)


def take_quarter(
    tables: Sequence[FoundTable], periode: str
) -> tuple[list[FoundTable], list[Finding], list[RecapLeftOut]]:
    """The tables as far as they are of the quarter, findings, and what is left out of rekap tables."""
    table, findings, outside = _take_titled(tables, periode)
    result: list[FoundTable] = []
    for t in table:
        new: FoundTable | None = t
        if t.quarter_blocks:
            new, more, other = _take_columns(t, periode)
            findings, outside = findings + more, outside + other
        elif SHEET_KINDS[t.jenis].counted_kind and any(map(any, _read_row_quarters(t))):
            new, more = _take_rows(t, periode)
            findings += more
            outside += [(t.lembar, r, reason) for r, reason in new.dilewati if (r, reason) not in t.dilewati]
        result += [new] if new else []
    return result, findings, outside


def _take_titled(
    tables: Sequence[FoundTable], periode: str
) -> tuple[list[FoundTable], list[Finding], list[RecapLeftOut]]:
    """Of rekap tables for several quarters, each with its own title or sheet, those of the chosen one; all others."""
    moment = {id(t): w for t in tables if SHEET_KINDS[t.jenis].counted_kind and any(w := _read_title_quarter(t))}
    if len(set(moment.values())) < 2:
        return list(tables), [], []
    matching = _find_fitting(moment.values(), periode)
    other = [t for t in tables if id(t) in moment and moment[id(t)] not in matching]
    outside = [
        (t.lembar, t.baris_judul, f"tabel rekap {moment[id(t)].label}, bukan {triwulan.say_quarter(periode)}")
        for t in other
    ]
    place = {moment[id(t)]: f"lembar “{t.lembar}” baris {t.baris_judul}" for t in tables if id(t) in moment}
    findings = _report_quarters(other[0].lembar, "", place, periode, matching) if other else []
    return [t for t in tables if not any(t is x for x in other)], findings, outside


def _find_fitting(moment: Iterable[WrittenQuarter], periode: str) -> set[WrittenQuarter]:
    """Those that are the quarter. Where nothing but one year is written, it is any quarter of that year."""
    every = set(moment) - {WrittenQuarter()}
    if len(every) == 1 and (one := next(iter(every))).number is None:
        return every if one.year == triwulan.split_quarter(periode)[0] else set()
    return {w for w in every if w.fits_quarter(periode)}


# ── a quarter for each row ──


def _take_rows(t: FoundTable, periode: str) -> tuple[FoundTable, list[Finding]]:
    moment = dict(zip(t.data.index, _read_row_quarters(t), strict=True))
    matching = _find_fitting(moment.values(), periode)
    other = {
        r: f"rekap {w.label}, bukan {triwulan.say_quarter(periode)}"
        for r, w in moment.items()
        if any(w) and w not in matching
    }
    unreadable = [r for r, w in moment.items() if not any(w)]
    findings = [_report_unreadable(t, r) for r in unreadable]
    place = {w: _write_span([r for r, x in moment.items() if x == w]) for w in moment.values() if any(w)}
    column = next(iter((t.quarter_columns or t.kolom).values())).column
    findings += _report_quarters(t.lembar, write_address(t.baris_judul, column), place, periode, matching)
    new = drop_rows(t, other | dict.fromkeys(unreadable, "rekap tanpa triwulan yang terbaca"))
    staying = set(new.data.index)
    # The total of another quarter's rows says nothing of these.
    return dataclasses.replace(new, total_rows=[j for j in t.total_rows if j[2] and staying.issuperset(j[2])]), findings


def _read_row_quarters(t: FoundTable) -> list[WrittenQuarter]:
    """The quarter of each data row, filled down over blanks; WrittenQuarter() where none is known."""
    if t.quarter_columns:
        column = [k.column for k in t.quarter_columns.values()]
        columns = [_fill_down(_read_cell(t, r, c) for r in t.data.index) for c in column]
        return [combine_quarters(map(read_cell, row)) for row in zip(*columns, strict=True)]
    part = sorted((r, w) for r, _ in t.dilewati if r > t.baris_judul and any(w := _read_line_quarter(t, r)))
    if not part:
        return [WrittenQuarter()] * len(t.data)
    part = [(t.baris_judul, _read_title_quarter(t)), *part]
    return [next(w for r, w in reversed(part) if r < number) for number in t.data.index]


def _fill_down(cells: Iterable[Cell]) -> list[Cell]:
    result: list[Cell] = []
    for v in cells:
        result.append(result[-1] if is_blank(v) and result else v)
    return result


def _read_line_quarter(t: FoundTable, number: int) -> WrittenQuarter:
    """The quarter that a line of title names; a total row does not begin one."""
    texts = [write_plain(v) for v in t.grid.cells[number - 1] if not is_blank(v)] if number <= len(t.grid.cells) else []
    text = " ".join(texts)
    if not 0 < len(texts) <= _TITLE_CELLS or TOTAL_SIGN.match(text) or not QUARTER.search(text.casefold()):
        return WrittenQuarter()
    return read_cell(text)


def _read_title_quarter(t: FoundTable) -> WrittenQuarter:
    """The quarter of the lines directly above the header, else of the sheet's name."""
    lines_above = t.baris_judul - 1
    for number in range(lines_above, max(0, lines_above - 12), -1):
        filled = sum(not is_blank(v) for v in t.grid.cells[number - 1])
        if any(w := _read_line_quarter(t, number)):
            return w
        if (
            filled > _TITLE_CELLS and number < lines_above - 1
        ):  # rows of the table above; the header itself may be two lines high
            break
    return read_cell(t.lembar) if QUARTER.search(t.lembar.casefold()) else WrittenQuarter()


def _read_cell(t: FoundTable, row: int, column: int) -> Cell:
    cell = t.grid.cells[row - 1]
    return cell[column - 1] if column <= len(cell) else None


def _report_unreadable(t: FoundTable, row: int) -> Finding:
    column = (
        next(iter(t.quarter_columns.values())).column if t.quarter_columns else min(k.column for k in t.kolom.values())
    )
    return make_finding(
        "rekap_triwulan_tak_terbaca", t.lembar, write_address(row, column), write_plain(_read_cell(t, row, column))
    )


# ── columns for each quarter ──


def _take_columns(t: FoundTable, periode: str) -> tuple[FoundTable | None, list[Finding], list[RecapLeftOut]]:
    matching = _find_fitting(t.quarter_blocks, periode)
    place = {w: f"kolom {_write_letters(t, w)}" for w in t.quarter_blocks}
    left = min(k.column for columns in t.quarter_blocks.values() for k in columns.values())
    findings = _report_quarters(t.lembar, write_address(t.baris_judul, left), place, periode, matching)
    outside = [
        (t.lembar, t.baris_judul, f"{place[w]}: rekap {w.label}, bukan {triwulan.say_quarter(periode)}")
        for w in t.quarter_blocks
        if w not in matching
    ]
    if not matching:
        return None, findings, outside
    measure = {k.nama for k in SHEET_KINDS[t.jenis].kolom if k.tipe == "bulat"}
    owned = t.quarter_blocks[next(iter(matching))]
    column = {n: k for n, k in t.kolom.items() if n not in measure} | owned
    data = t.data[[n for n in t.data if n not in measure]].copy()
    for name, k in owned.items():
        data[name] = pd.Series([_read_cell(t, r, k.column) for r in t.data.index], index=t.data.index, dtype=object)
    total = [
        (r, {n: v for n, k in owned.items() if not is_blank(v := _read_cell(t, r, k.column))}, start_from)
        for r, _, start_from in t.total_rows
    ]
    return dataclasses.replace(t, kolom=column, data=data, total_rows=total), findings, outside


def _write_letters(t: FoundTable, moment: WrittenQuarter) -> str:
    column = sorted(t.quarter_blocks[moment].values(), key=lambda k: k.column)
    return column[0].letters if len(column) == 1 else f"{column[0].letters}:{column[-1].letters}"


def _report_quarters(
    sheet: str, cell: str, place: dict[WrittenQuarter, str], periode: str, matching: set[WrittenQuarter]
) -> list[Finding]:
    """One finding that names the quarters and where they stand; none where all is of the chosen one."""
    if place.keys() <= matching:
        return []
    phrase = [f"{w.label} ({where})" for w, where in place.items()]
    details = ", ".join(phrase[:_MAX_NAMED]) + (
        f" dan {len(phrase) - _MAX_NAMED} lagi" if len(phrase) > _MAX_NAMED else ""
    )
    code = "rekap_banyak_triwulan" if matching else "rekap_triwulan_lain"
    return [make_finding(code, sheet, cell, jumlah=len(phrase), daftar=details, periode=triwulan.say_quarter(periode))]


def _write_span(row: list[int]) -> str:
    return f"baris {row[0]}" if len(row) == 1 else f"baris {min(row)}–{max(row)}"
