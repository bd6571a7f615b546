"""The body of a located table: cells of its data rows as columns, section rows filled down, repeats spelled out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

import pandas as pd

from etl.cells.texts import is_blank, write_plain
from etl.headings.header_parts import Header, Heading
from etl.headings.meanings import match_heading
from etl.headings.told import find_told
from etl.locate.above import find_areas, find_money_units, read_values
from etl.locate.activity import read_activity
from etl.model import IGNORED, Cell, FoundColumn, FoundTable, Grid, write_letters
from etl.rows.kinds import DATA_ROW, NIL_ROW, OUTSIDE_ROW, SECTION_ROW, SKIP_REASONS, TOTAL_ROW, SpecialRow
from etl.rows.sections import DOUBTFUL_LEVEL, KECAMATAN_LEVEL, KELURAHAN_LEVEL, AreaNames, Section, settle_doubts
from etl.rows.sort import RowSorter
from etl.rows.totals import settle_totals
from etl.skema import REGISTER, SHEET_KINDS

# Words may be merged or repeated down several rows; a number merged down is written once and counts once.
_FILLED_DOWN = ("teks", "pilihan", "daftar", "ya_tidak", "tanggal", "tahun", "kelurahan", "kecamatan")
OUTSIDE_TABLE, STRUCK = "luar", "dicoret"  # why staff are asked whether a row counts
# As running numbers are typed: "12.", "(3)", "4a", "IV", "1.2.3", "b", a dash, a ditto mark.
_RUNNING_TEXT = re.compile(
    r"[(\s]*(?:\d{1,5}(?:\.\d{1,3})*[a-z]?|[ivxlc]{1,5}|[a-z])?[).\s]*|[^\w]{1,5}", re.I | re.ASCII
)
_LARGEST_NUMBER = 100_000
_OWN_NAMES = ("nama_koperasi", "nama_peserta", "nama_kelompok")  # a ditto mark is no name
_DITTO = re.compile(
    r"\s*(?:[\"'”“″〃`´’]{1,2}|-+\s*[\"”“″〃']{1,2}\s*-+|idem|ditto|s\.?\s?d\.?\s?a\.?|sama dengan (?:di )?atas)\s*$",
    re.I,
)


@dataclass
class TableDraft:
    """A table while its stretches are put together (a header may be repeated after a page break)."""

    grid: Grid
    header: Header
    title_rows: range  # rows of the lines above the table
    rows: list[list[Cell]]
    vertical_merges: list[tuple[int, int, int, int]]  # merges over several rows, from the top
    sorter: RowSorter
    data: list[int] = field(default_factory=list)
    other_rows: list[SpecialRow] = field(default_factory=list)
    outside_rows: list[int] = field(default_factory=list)
    fitting_rows: list[int] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)
    is_ended: bool = False

    @property
    def last_row(self) -> int:
        """Last row that belongs to the table."""
        owned = [b.number for b in self.other_rows if b.kind in (TOTAL_ROW, SECTION_ROW)]
        return max([self.header.last_row, *self.data[-1:], *owned])


def start(
    grid: Grid, header: Header, title: range, area_names: AreaNames, earlier: TableDraft | None = None
) -> TableDraft:
    """A table about to be put together. `earlier`: one above it on the same sheet, which shares the copied rows."""
    row = earlier.rows if earlier else list(grid.cells)
    downward = earlier.vertical_merges if earlier else sorted(g for g in grid.merges if g[2] > g[0])
    return TableDraft(grid, header, title, row, downward, RowSorter(grid, row, header, area_names))


def add_rows(r: TableDraft, begin: int, end: int) -> None:
    """Sort the rows of one stretch below the header."""
    _fill_merged(r, begin, end)
    sorted_rows = r.sorter.sort_rows(begin, end)
    continued = _find_continued(r, begin, end)
    r.skipped += [
        (number, f"baris lanjutan: nama digabung dengan baris {continued[number]}")
        for number in sorted_rows.data
        if number in continued
    ]
    r.data += [number for number in sorted_rows.data if number not in continued]
    r.other_rows += sorted_rows.other_rows
    r.outside_rows += sorted_rows.outside_rows
    r.fitting_rows += sorted_rows.fitting_rows
    r.is_ended = sorted_rows.is_ended


def finish(r: TableDraft, area_names: AreaNames, sheet_name: Section | None) -> FoundTable:
    """The located table. `sheet_name`: the area that the sheet's name speaks of, used where nothing contradicts."""
    if SHEET_KINDS[r.header.kind].counted_kind and not r.data:
        for total in (t for t in r.other_rows if t.kind == TOTAL_ROW):
            total.kind = DATA_ROW  # a rekap of nothing but its total is about the city
    totals, other = settle_totals(r.rows, r.header, r.data, r.other_rows)
    r.data = sorted([*r.data, *(b.number for b in other if b.kind == DATA_ROW)])
    r.outside_rows = sorted([*r.outside_rows, *(b.number for b in other if b.kind == OUTSIDE_ROW)])
    outside = set(r.fitting_rows)
    r.data = sorted({*r.data, *outside})
    sections = _find_sections(r, area_names, sheet_name)
    k = r.header
    until = {name: max(p.column for p in option) for name, option in k.ticks.items() if len(option) > 1}
    column = {name: FoundColumn(j.column, j.as_written, until.get(name, 0), row=j.row) for name, j in k.columns.items()}
    table = FoundTable(r.grid.name, k.kind, k.last_row, column, _make_frame(r), r.grid, sections)
    table.asked_rows = _find_asked(r)
    table.above = read_values(r.grid, r.title_rows, k.kind)
    if SHEET_KINDS[k.kind].activity_column not in column:
        table.above = {**read_activity(r.grid, r.title_rows, k.kind), **table.above}
    table.ticks = {name: [(p, _take_cells(r, p.column)) for p in option] for name, option in k.ticks.items()}
    table.quarter_columns = {name: FoundColumn(j.column, j.as_written) for name, j in k.quarter_headings.items()}
    table.quarter_blocks = {
        w: {n: FoundColumn(j.column, j.as_written) for n, j in columns.items()}
        for w, columns in k.quarter_blocks.items()
    }
    table.units = find_money_units(r.grid, k, r.title_rows)
    table.dilewati = sorted(
        [*r.skipped, *((b.number, _say_reason(b)) for b in other if b.kind not in (DATA_ROW, OUTSIDE_ROW))]
    )
    table.other_columns = [FoundColumn(j.column, j.as_written, row=j.row) for j in k.other_headings]
    table.nil_row, table.not_read = next((b.number for b in other if b.kind == NIL_ROW), None), list_not_read(r)
    for j in totals:
        a, b = bisect_left(r.data, j.stretch[0] + 1), bisect_left(r.data, j.stretch[1])
        table.total_rows.append((j.row, j.cells, [number for number in r.data[a:b] if number not in outside]))
    return table


def _find_asked(r: TableDraft) -> dict[str, list[int]]:
    """Rows of which only staff can say whether they count: outside the table, or struck through."""
    name, outside = r.sorter.recogniser.name_column, set(r.fitting_rows)
    by_row: dict[int, set[int]] = {}
    for row, column in r.grid.strikes:
        by_row.setdefault(row, set()).add(column)
    struck = [number for number in r.data if number in by_row and number not in outside]
    if name:
        struck = [number for number in struck if name in by_row[number]]
    asked = {OUTSIDE_TABLE: sorted(outside), STRUCK: struck}
    return {reason: numbers for reason, numbers in asked.items() if numbers}


def list_not_read(r: TableDraft) -> list[tuple[int, str]]:
    """(row, reason) of columns of the table that nobody reads though they hold something, and of rows outside it."""
    k = r.header
    unknown = [(j.row, j.column, f"“{j.as_written}” {_say_unread(r, j)}") for j in k.other_headings]
    unknown += [(k.last_row, c, "tidak berisi nomor urut") for c in list_odd_numbers(r)]
    unknown += [(k.last_row, c, "tanpa judul") for c in k.without_heading]
    known = {p.column for option in k.ticks.values() for p in option}
    return [
        (row, f"kolom {write_letters(c)}: {reason}, tidak dibaca")
        for row, c, reason in unknown
        if c not in known and any(not is_blank(v) for v in _take_cells(r, c))
    ] + [(number, "di luar tabel, tidak dibaca") for number in r.outside_rows]


def is_about_cooperative(r: TableDraft, heading: Heading) -> bool:
    """A column of the register in a list of those whom a training or a visit reached: known, and read from there."""
    kind = SHEET_KINDS[r.header.kind]
    return bool(kind.target_column and not kind.is_supplementary and match_heading(tuple(heading.path), REGISTER)[0])


def _say_unread(r: TableDraft, j: Heading) -> str:
    ignored = find_told(r.grid.vocabulary, r.header.kind, j.as_written) == IGNORED
    if ignored:
        return "diabaikan menurut Kamus dinas"
    return "tentang koperasinya" if is_about_cooperative(r, j) else "tidak dikenal"


def list_odd_numbers(r: TableDraft) -> list[int]:
    """Columns headed like running numbers that hold something else: "NOMOR" beside "NO" is the badan hukum's."""
    first = r.header.number_columns[:1]
    columns = {c: _take_cells(r, c) for c in r.header.number_columns}
    return [c for c, cells in columns.items() if not (all(map(_is_running, cells)) and (c in first or _counts(cells)))]


def _is_running(v: Cell) -> bool:
    if isinstance(v, float):
        return v < _LARGEST_NUMBER
    return is_blank(v) or (isinstance(v, str) and _RUNNING_TEXT.fullmatch(v) is not None)


def _counts(cells: Iterable[Cell]) -> bool:
    """Numbers that rise, or begin anew with 1: those of a kelurahan or kecamatan."""
    numbers = [float(n) for v in cells if (n := write_plain(v).strip(" ().")).isdecimal()]
    return all(a < b or b == 1 for a, b in pairwise(numbers))


def _find_continued(r: TableDraft, begin: int, end: int) -> dict[int, int]:
    """Rows of a register that share the merged cell of a name: further lines of one cooperative, by its first row."""
    if not SHEET_KINDS[r.header.kind].has_one_row_each or r.sorter.recogniser.name_column == 0:
        return {}
    name = [g for g in r.vertical_merges if g[1] == r.sorter.recogniser.name_column and begin <= g[0] <= end]
    return {number: r1 for r1, _, r2, _ in name for number in range(r1 + 1, min(r2, end) + 1)}


def _fill_merged(r: TableDraft, first: int, end: int) -> None:
    """Give the cells under a vertical merge its value; rows are copied, the sheet stays as it was."""
    column = {
        r.header.columns[k.nama].column
        for k in SHEET_KINDS[r.header.kind].kolom
        if k.nama in r.header.columns and k.tipe in _FILLED_DOWN
    } | r.header.tick_columns
    begin, done = (bisect_left(r.vertical_merges, (number,)) for number in (first, min(end, len(r.rows)) + 1))
    for r1, c1, r2, _ in r.vertical_merges[begin:done]:
        if c1 not in column or c1 > len(r.rows[r1 - 1]):
            continue
        value = r.rows[r1 - 1][c1 - 1]
        for number in range(r1 + 1, min(r2, end, len(r.rows)) + 1 if not is_blank(value) else 0):
            cell = list(r.rows[number - 1]) + [None] * (c1 - len(r.rows[number - 1]))
            if is_blank(cell[c1 - 1]) and any(not is_blank(v) for v in cell):
                cell[c1 - 1] = value
                r.rows[number - 1] = cell


def _take_cells(r: TableDraft, column: int) -> list[Cell]:
    """The cells of one spreadsheet column in the data rows."""
    row = (r.rows[number - 1] for number in r.data)
    return [cell[column - 1] if column <= len(cell) else None for cell in row]


def _make_frame(r: TableDraft) -> pd.DataFrame:
    index = pd.Index(r.data, name="baris", dtype="int64")
    sheet = SHEET_KINDS[r.header.kind]
    typed = {}
    columns = list(zip_longest(*(r.rows[number - 1] for number in r.data)))  # the data rows, turned once
    for name, title in r.header.columns.items():
        cells: list[Cell] = [None] * len(r.data)
        if title.column <= len(columns):
            cells = list(columns[title.column - 1])
        if sheet[name].tipe in _FILLED_DOWN and name not in _OWN_NAMES:
            _repeat_dittos(cells)
        typed[name] = pd.Series(cells, index=index, dtype=object)
    return pd.DataFrame(typed, index=index)


def _repeat_dittos(cells: list[Cell]) -> None:
    """Ditto marks, "idem" and "sda" say the value above, in place."""
    sign = {v for v in set(cells) if isinstance(v, str) and len(v) < 24 and _DITTO.match(v)}
    if sign:
        for i in range(1, len(cells)):
            if cells[i] in sign:
                cells[i] = cells[i - 1]


def _find_sections(r: TableDraft, area_names: AreaNames, sheet_name: Section | None) -> dict[str, list[str]]:
    """Area of every data row from section rows, the title or the name of the sheet; "" where none is known."""
    certain = _settle_sections(r, area_names)
    current = {KECAMATAN_LEVEL: "", KELURAHAN_LEVEL: ""}
    for opening in (sheet_name, *find_areas(r.grid, r.title_rows, area_names)):
        if opening:
            _enter_section(current, opening)
    result: dict[str, list[str]] = {KECAMATAN_LEVEL: [], KELURAHAN_LEVEL: []}
    outside, i = set(r.fitting_rows), 0
    for number in r.data:
        while i < len(certain) and certain[i][0] < number:
            _enter_section(current, certain[i][1])
            i += 1
        if certain and number in outside:  # below the signature no section goes on
            current = dict.fromkeys(current, "")
        result[KECAMATAN_LEVEL].append(current[KECAMATAN_LEVEL])
        result[KELURAHAN_LEVEL].append(current[KELURAHAN_LEVEL])
    return {level: value for level, value in result.items() if any(value)}


def _settle_sections(r: TableDraft, area_names: AreaNames) -> list[tuple[int, Section]]:
    """The section rows in order, with doubts decided; the rows of the draft say it, too."""

    def has_data(a: int, b: int) -> bool:
        return bisect_left(r.data, a) < bisect_left(r.data, b)

    def fits(a: int, b: int, kecamatan: str) -> bool | None:
        return fits_kecamatan(r, area_names, kecamatan, bisect_left(r.data, a), bisect_left(r.data, b))

    rows = sorted((b for b in r.other_rows if b.kind == SECTION_ROW), key=lambda b: b.number)
    certain = settle_doubts([(b.number, b.section) for b in rows if b.section], has_data, fits)
    for b, (_, part) in zip(rows, certain, strict=True):
        b.section = part
    return certain


def _enter_section(current: dict[str, str], part: Section) -> None:
    """Go on with another section: a kecamatan ends the kelurahan before it, a name in doubt ends both."""
    if part.level == KELURAHAN_LEVEL:
        current[KELURAHAN_LEVEL] = part.name
        current[KECAMATAN_LEVEL] = part.parent or current[KECAMATAN_LEVEL]
    else:
        current[KECAMATAN_LEVEL], current[KELURAHAN_LEVEL] = (part.name if part.level == KECAMATAN_LEVEL else ""), ""


def fits_kecamatan(
    r: TableDraft, area_names: AreaNames, kecamatan: str, begin: int = 0, end: int | None = None
) -> bool | None:
    """Whether all kelurahan written in these data rows lie in the kecamatan; None where none is written."""
    if "kelurahan" not in r.header.columns:
        return None
    c = r.header.columns["kelurahan"].column - 1
    cell: Sequence[list[Cell]] = [r.rows[number - 1] for number in r.data[begin:end]]
    name = {str(s[c]) for s in cell if c < len(s) and not is_blank(s[c]) and not _DITTO.match(str(s[c]))}
    return all(area_names.lies_inside(n, kecamatan) for n in name) if name else None


def _say_reason(b: SpecialRow) -> str:
    if b.kind == SECTION_ROW and b.section:
        level = "" if b.section.level == DOUBTFUL_LEVEL else f"{b.section.level.capitalize()} "
        return f"baris bagian: {level}{b.section.name}"
    return b.reason or ("baris jumlah" if b.kind == TOTAL_ROW else SKIP_REASONS[b.kind])
