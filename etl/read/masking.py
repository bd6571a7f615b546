"""The stage that hides numbers of people as soon as a workbook is read: names and cells, before anything looks at them.

All of a sheet is masked, whatever it is. What a located table declares as a column of numbers (NIK koperasi, badan
hukum) or as personal (read to tell people apart, never stored) then gets its own cells back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from etl import personal
from etl.model import Cell, FoundTable, Grid, Workbook, write_address, write_letters
from etl.pesan import Finding, make_finding, say_choices
from etl.read.guard import NAMED_ENDINGS
from etl.skema import SHEET_KINDS, Column

_NAMED = 10  # cells that a finding names


@dataclass
class Hidden:
    """What was masked: by sheet {(row, column): the cell as it was}, and the kinds of numbers in names.

    It holds what must not be shown: for `settle` and `findings` only.
    """

    cells: dict[str, dict[tuple[int, int], Cell]] = field(default_factory=dict, repr=False)
    sheets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    file: tuple[str, ...] = ()


def hide(workbook: Workbook) -> Hidden:
    """Mask a workbook in place: its file name, the names of its sheets, every cell."""
    workbook.nama_berkas = mask_file_name(workbook.nama_berkas)
    # By the tokens, because a replay is given the name as the record keeps it: masked.
    hidden = Hidden(file=tuple(kind for kind, token in personal.TOKEN.items() if token in workbook.nama_berkas))
    shown = personal.shown_names(grid.name for grid in workbook.grids)
    for grid in workbook.grids:
        kinds = personal.kinds(grid.name)
        grid.name = shown[grid.name]
        if kinds:
            hidden.sheets[grid.name] = kinds
        if cells := _hide_cells(grid):
            hidden.cells[grid.name] = cells
    return hidden


def mask_file_name(name: str) -> str:
    """The name, masked as a whole; only an ending that says what a file is stays apart: `.7890` is half a telephone."""
    stem, dot, ending = name.rpartition(".")
    if not dot or ending.casefold() not in NAMED_ENDINGS:
        return personal.mask(name)
    return personal.mask(stem) + dot + ending


def settle(tables: list[FoundTable], hidden: Hidden) -> None:
    """Give declared columns their own cells back, in place; mask telephone numbers kept as numbers in texts."""
    for t in tables:
        cells = hidden.cells.setdefault(t.lembar, {})
        for name, place in t.kolom.items():
            column = SHEET_KINDS[t.jenis][name]
            if column.pribadi or column.tipe == "kode":
                _give_back(t, column, place.column, cells)
            elif column.tipe == "teks" and name not in t.ticks:
                _hide_numbers(t, column, place.column, cells)


def findings(hidden: Hidden) -> list[Finding]:
    """What was masked and where, one finding a column; never the number itself."""
    found = [make_finding("nama_disamarkan", benda="berkas", apa=_name_kinds(hidden.file))] if hidden.file else []
    found += [
        make_finding("nama_disamarkan", sheet, benda="lembar", apa=_name_kinds(k)) for sheet, k in hidden.sheets.items()
    ]
    for sheet, cells in hidden.cells.items():
        columns: dict[int, list[int]] = defaultdict(list)
        for row, column in sorted(cells):
            columns[column].append(row)
        for column, rows in sorted(columns.items()):
            kinds = dict.fromkeys(k for row in rows for k in _kinds(cells[row, column]))
            places = [write_address(row, column) for row in rows[:_NAMED]] + (["…"] if len(rows) > _NAMED else [])
            part = {
                "jumlah": len(rows),
                "kolom": write_letters(column),
                "apa": _name_kinds(kinds),
                "daftar": ", ".join(places),
            }
            found.append(make_finding("sel_disamarkan", sheet, places[0], "", "", **part))
    return found


def _name_kinds(kinds: Iterable[str]) -> str:
    return say_choices(list(kinds), "dan")


def _kinds(cell: Cell) -> tuple[str, ...]:
    if isinstance(cell, str):
        return personal.kinds(cell) or (personal.PHONE,)
    token = personal.mask_number(cell, True) if isinstance(cell, float) else ""
    return tuple(kind for kind, text in personal.TOKEN.items() if text == token)


def _hide_cells(grid: Grid) -> dict[tuple[int, int], Cell]:
    """Mask texts, and numbers that can only be a KTP number; the cells as they were. Each value is looked at once."""
    values: set[Cell] = set().union(*grid.cells)
    masks: dict[Cell, str] = {}
    for value in values:
        if value.__class__ is str:
            if personal.worth_a_look(value) and (text := personal.mask(value)) != value:
                masks[value] = text
        elif value.__class__ is float and value >= 1e15 and (token := personal.mask_number(value, False)):
            masks[value] = token
    cells: dict[tuple[int, int], Cell] = {}
    for number, row in enumerate(grid.cells, 1) if masks else ():
        if masks.keys().isdisjoint(row):
            continue
        for i, value in enumerate(row):
            if value in masks:
                cells[number, i + 1] = value
                row[i] = masks[value]
    return cells


def _give_back(t: FoundTable, column: Column, number: int, cells: dict[tuple[int, int], Cell]) -> None:
    """The raw cells of a column; copies under a merge or a ditto mark follow the cell that they repeat."""
    if not cells:
        return
    values: list[Cell] = t.data[column.nama].tolist()
    repeated: dict[Cell, Cell] = {}
    for i, row in enumerate(t.data.index):
        raw = cells.get((row, number))
        if raw is None:
            values[i] = repeated.get(values[i], values[i])
        elif column.pribadi or not isinstance(raw, str) or personal.is_number_alone(raw):
            repeated[values[i]] = raw
            values[i] = raw
            del cells[row, number]
    t.data[column.nama] = pd.Series(values, index=t.data.index, dtype=object)


def _hide_numbers(t: FoundTable, column: Column, number: int, cells: dict[tuple[int, int], Cell]) -> None:
    values: list[Cell] = t.data[column.nama].tolist()
    changed = False
    for i, value in enumerate(values):
        if value.__class__ is float:
            token = personal.mask_number(value, True)
        elif value.__class__ is str and value[:1] == "8" and personal.is_bare_mobile(value):
            token = personal.TOKEN[personal.PHONE]
        else:
            continue
        if token:
            cells[t.data.index[i], number] = value
            values[i], changed = token, True
    if changed:
        t.data[column.nama] = pd.Series(values, index=t.data.index, dtype=object)
