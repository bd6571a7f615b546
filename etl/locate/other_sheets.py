"""Sheets of several quarters in one workbook: the chosen quarter's register is read, the others are listed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from etl import periode as triwulan
from etl.cells.quarters import read_cell, read_quarters
from etl.cells.row_signs import TOTAL_SIGN
from etl.cells.texts import is_blank, write_plain
from etl.locate.recap_quarters import RecapLeftOut
from etl.model import FoundTable, WrittenQuarter
from etl.pesan import Finding, make_finding
from etl.skema import SHEET_KINDS

_TITLE_ROWS, _TITLE_CELLS = 12, 4
_MAX_NAMED = 8


def take_sheets(
    tables: Sequence[FoundTable], periode: str
) -> tuple[list[FoundTable], list[Finding], list[RecapLeftOut]]:
    """Of tables of one kind that name several quarters those of the chosen one; all others as they are.

    Tables of a state (register, groups) only: activities and visits have dates of their own.
    """
    result, findings = list(tables), []
    outside: list[RecapLeftOut] = []
    for sheet in SHEET_KINDS.values():
        if sheet.date_columns or sheet.is_supplementary:
            continue
        named = [(t, w) for t in result if t.jenis == sheet.jenis and any(w := _read_quarter(t))]
        if len({w for _, w in named}) < 2:
            continue
        other = [(t, w) for t, w in named if not w.fits_quarter(periode)]
        if not other:
            continue
        outside += [
            (t.lembar, t.baris_judul, f"tabel {sheet.judul} {w.label}, bukan {triwulan.say_quarter(periode)}")
            for t, w in other
        ]
        result = [t for t in result if not any(t is x for x, _ in other)]
        phrase = [f"{w.label} (lembar “{t.lembar}”)" for t, w in other]
        more = f" dan {len(phrase) - _MAX_NAMED} lagi" if len(phrase) > _MAX_NAMED else ""
        part = {"jenis": sheet.judul, "daftar": ", ".join(phrase[:_MAX_NAMED]) + more}
        code = "lembar_triwulan_lain" if len(other) < len(named) else "hanya_triwulan_lain"
        findings.append(make_finding(code, other[0][0].lembar, periode=triwulan.say_quarter(periode), **part))
    return result, findings, outside


def _read_quarter(t: FoundTable) -> WrittenQuarter:
    """The quarter that a line above the table names, nearest first, else the name of its sheet."""
    for text in _list_lines(t):
        if (w := _read_text(text, False)) != WrittenQuarter():
            return _add_year(w, t)
    return _add_year(_read_text(t.lembar, True), t)


def _list_lines(t: FoundTable) -> Iterator[str]:
    begin = t.baris_judul - 1
    for number in range(begin, max(0, begin - _TITLE_ROWS), -1):
        cells = [write_plain(v) for v in t.grid.cells[number - 1] if not is_blank(v)]
        if len(cells) > _TITLE_CELLS and number < begin - 2:
            return  # rows of a table above
        if 0 < len(cells) <= _TITLE_CELLS and not TOTAL_SIGN.match(cells[0]):
            yield " ".join(cells)


def _read_text(text: str, plain_dates: bool) -> WrittenQuarter:
    """The quarter of a title; a plain date counts only where nothing but it is written: in the name of a sheet."""
    for periode, is_weak in read_quarters(text, lambda: None):
        if plain_dates or not is_weak:
            return WrittenQuarter(*triwulan.split_quarter(periode))
    w = read_cell(text)
    return w if w.number and not w.year else WrittenQuarter()


def _add_year(w: WrittenQuarter, t: FoundTable) -> WrittenQuarter:
    """ "TW II" as name of a sheet gets its year from the title."""
    if w.number is None or w.year:
        return w
    years = {y for text in (*_list_lines(t), t.lembar) if (y := read_cell(text).year)}
    return WrittenQuarter(years.pop(), w.number) if len(years) == 1 else w
