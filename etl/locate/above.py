"""What stands above a table: name, dates and place of an activity, the area it is about, the unit of its money."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from etl.cells.texts import is_blank, tidy_text, write_plain
from etl.headings.header_parts import Header
from etl.headings.meanings import DICTIONARY, make_key
from etl.model import Cell, Grid, write_address
from etl.rows.sections import AreaNames, Section
from etl.skema import SHEET_KINDS, Column, SheetKind

TITLE_HEIGHT = 3  # cells that a line above a table may have
_OPENING = r"(?:\b(?:dalam|satuan|rp|rupiah|idr|x)\b[\s.:]*)+"


def _make_unit(
    factor: float, label: str, word: str, zeros: str
) -> tuple[float, str, re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns of one unit: alone in brackets, in running text, at the end of a heading."""
    amount = rf"(?:{word}|(?:1[.,]?)?{zeros})(?![.,]?\d)(?!\w)"
    brackets = re.compile(rf"(?:{_OPENING})?{amount}[\s.]*(?:rupiah|rp)?[\s.]*")
    # "Rp 1.000.000" in running text is an amount; "Rp 000", "x Rp 1.000" and "jutaan rupiah" are units.
    text = re.compile(
        rf"{_OPENING}(?:{word}|{zeros})(?![.,]?\d)(?!\w)|\b(?:dalam|satuan|x)\b[\s.:]*(?:rp\b[\s.]*)?{amount}|"
        rf"(?<!\d)(?<!\d\s)\b(?:{word})\s+rupiah\b"
    )
    return factor, label, brackets, text, re.compile(rf"(?<![\w.,]){amount}\s*$")


_UNITS = (
    _make_unit(1e9, "Rp miliar", "(?:miliar|milyar|milyard|mlr)(?:an)?", "000[.,]000[.,]000"),
    _make_unit(1e6, "Rp juta", "(?:juta(?:an)?|jt)", "000[.,]000"),
    _make_unit(1e3, "Rp ribu", "(?:ribu(?:an)?|rb)", "000"),
)
_RUPIAH_WORD = re.compile(r"\brp\b|\brupiah\b|\bidr\b")
_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")


def read_money_unit(text: str, in_heading: bool) -> tuple[float, str] | None:
    """Factor to Rp that a text declares: "(Rp. Juta)", "dalam jutaan rupiah", "Rp 000". None: it declares none.

    In a heading the bare word does ("Aset juta"); in a title it must stand in brackets or beside "Rp", "dalam":
    a title may speak of "1 juta UMKM" for other reasons.
    """
    tidied = tidy_text(text).casefold()
    brackets = [k.strip() for k in _BRACKETS.findall(tidied)]
    for factor, label, bracket_pattern, text_pattern, end_pattern in _UNITS:
        if (
            any(bracket_pattern.fullmatch(k) for k in brackets)
            or text_pattern.search(tidied)
            or (in_heading and end_pattern.search(tidied))
        ):
            return factor, label
    is_clear = (
        in_heading
        and _RUPIAH_WORD.search(tidied)
        or any(_RUPIAH_WORD.match(k) for k in brackets)
        or "dalam rupiah" in tidied
    )
    return (1.0, "Rp") if is_clear else None


def find_money_units(grid: Grid, header: Header, title: Iterable[int]) -> dict[str, tuple[float, str, str]]:
    """Unit of each money column: from its heading or group, else from the lines above the table."""
    money = [k.nama for k in SHEET_KINDS[header.kind].kolom if k.tipe == "rupiah" and k.nama in header.columns]
    common = None
    for row in title if money else ():
        for v in grid.cells[row - 1]:
            common = (read_money_unit(v, False) if isinstance(v, str) else None) or common
    result: dict[str, tuple[float, str, str]] = {}
    for name in money:
        unit = _read_from_heading(grid, header, name)
        if unit:
            result[name] = (*unit, "kepala")
        elif common:
            result[name] = (*common, "judul")
    return result


def _read_from_heading(grid: Grid, header: Header, name: str) -> tuple[float, str] | None:
    """The unit nearest to the column: own heading, a row of units under it, then its group."""
    title = header.columns[name]
    below = [grid.cells[r - 1] for r in range(title.row + 1, header.last_row + 1) if r <= len(grid.cells)]
    text = [write_plain(cell[title.column - 1]) for cell in below if title.column <= len(cell)] + title.path[::-1]
    return next((s for t in text if (s := read_money_unit(t, True))), None)


def read_values(grid: Grid, row: Iterable[int], kind: str) -> dict[str, tuple[Cell, str]]:
    """ "Nama Kegiatan : Pelatihan …", label and value in one cell or in two: {canonical: (value, cell)}."""
    if not SHEET_KINDS[kind].shares_lines:
        return {}
    result: dict[str, tuple[Cell, str]] = {}
    for number in row:
        for name, value, column in _find_labelled(grid.cells[number - 1], kind):
            result.setdefault(name, (value, write_address(number, column)))
    return result


def _find_labelled(cell: list[Cell], kind: str) -> Iterator[tuple[str, Cell, int]]:
    filled = [(c, v) for c, v in enumerate(cell, 1) if not is_blank(v) and v != ":"]
    has_colon = any(isinstance(v, str) and ":" in v for v in cell)
    for i, (column, v) in enumerate(filled):
        if not isinstance(v, str):
            continue
        for part in v.splitlines():
            label, colon, value = part.partition(":")
            name = _find_shared_column(label, kind)
            if name and colon and value.strip():
                yield name, value.strip(), column
            elif name and i + 1 < len(filled) and (has_colon or len(filled) == 2):
                value_column, value_cell = filled[i + 1]
                tidied = value_cell.strip().lstrip(":").strip() if isinstance(value_cell, str) else value_cell
                if not is_blank(tidied):
                    yield name, tidied, value_column


def _find_shared_column(label: str, kind: str) -> str:
    """Column of a label above the table; personal data and areas are not taken from there."""
    name = DICTIONARY[kind].get(make_key(label), "")
    return name if name and may_stand_above(SHEET_KINDS[kind], SHEET_KINDS[kind][name]) else ""


def may_stand_above(sheet: SheetKind, column: Column) -> bool:
    """Whether a line above the table may say this for all its rows, as "Nama Kegiatan : …" does."""
    if not sheet.shares_lines or column.nama == "keterangan":
        return False
    return not column.pribadi and column.tipe not in ("kelurahan", "kecamatan", "kode")


def find_areas(grid: Grid, row: Iterable[int], area_names: AreaNames) -> list[Section]:
    """Areas that the lines above the table name, e.g. "KECAMATAN SUKOREJO"."""
    known: dict[tuple[Cell, ...], Section | None] = {}  # a sheet of headings says one thing a hundred thousand times
    lines = (tuple(grid.cells[number - 1]) for number in row)
    return [part for cells in lines if (part := _find_once(cells, known, area_names))]


def _find_once(
    cells: tuple[Cell, ...], known: dict[tuple[Cell, ...], Section | None], area_names: AreaNames
) -> Section | None:
    if cells not in known:
        known[cells] = area_names.find_title(" ".join(write_plain(v) for v in cells if not is_blank(v)))
    return known[cells]


def find_title_start(grid: Grid, start: int, topmost: int) -> int:
    """First row of the title that stands directly above a later header of a sheet; `start` where there is none."""
    lines_above = start
    while lines_above > topmost and _is_title_like(grid.cells[lines_above - 2]):
        lines_above -= 1
    blank = [r for r in range(lines_above, start) if all(is_blank(v) for v in grid.cells[r - 1])]
    if blank:
        return blank[0]
    kind = [j for j, sheet in SHEET_KINDS.items() if sheet.has_own_lines]
    labelled = [r for r in range(lines_above, start) if any(any(_find_labelled(grid.cells[r - 1], j)) for j in kind)]
    if labelled:
        return labelled[0]
    return next(
        (r for r in range(lines_above, start) if all(_count_cells(grid.cells[x - 1]) == 1 for x in range(r, start))),
        start,
    )


def _count_cells(cell: list[Cell]) -> int:
    return sum(not is_blank(v) for v in cell)


def _is_title_like(cell: list[Cell]) -> bool:
    return _count_cells(cell) <= TITLE_HEIGHT and all(is_blank(v) or not isinstance(v, float) for v in cell)
