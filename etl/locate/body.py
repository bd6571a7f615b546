"""The body of a located table: cells of its data rows as columns, section rows filled down, repeats spelled out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from etl.cells.texts import is_blank
from etl.headings.kinds import Header
from etl.locate.above import find_areas, find_money_units, read_values
from etl.model import Cell, FoundColumn, FoundTable, Grid
from etl.rows.kinds import DATA_ROW, OUTSIDE_ROW, SECTION_ROW, SKIP_REASONS, TOTAL_ROW, SpecialRow
from etl.rows.sections import DOUBTFUL_LEVEL, KECAMATAN_LEVEL, KELURAHAN_LEVEL, AreaNames, Section, settle_doubts
from etl.rows.sort import RowSorter
from etl.rows.totals import settle_totals
from etl.skema import SHEET_KINDS

# Words may be merged or repeated down several rows; a number merged down is written once and counts once.
_FILLED_DOWN = ("teks", "pilihan", "daftar", "ya_tidak", "tanggal", "tahun", "kelurahan", "kecamatan")
_OWN_NAMES = ("nama_koperasi", "nama_peserta", "nama_kelompok")  # a ditto mark is no name
_DITTO = re.compile(
    r"\s*(?:[\"'”“″〃`´’]{1,2}|-+\s*[\"”“″〃']{1,2}\s*-+|idem|ditto|s\.?\s?d\.?\s?a\.?|sama dengan (?:di )?atas)\s*$",
    re.I,
)


@dataclass
class TableDraft:
    """A table while its stretches are put together (a header may be repeated after a page break)."""

    petak: Grid
    kepala: Header
    judul: range  # rows of the lines above the table
    baris: list[list[Cell]]
    vertical_merges: list[tuple[int, int, int, int]]  # merges over several rows, from the top
    sorter: RowSorter
    data: list[int] = field(default_factory=list)
    lain: list[SpecialRow] = field(default_factory=list)
    luar: list[int] = field(default_factory=list)
    dilewati: list[tuple[int, str]] = field(default_factory=list)
    is_ended: bool = False

    @property
    def akhir(self) -> int:
        """Last row that belongs to the table."""
        owned = [b.nomor for b in self.lain if b.jenis in (TOTAL_ROW, SECTION_ROW)]
        return max([self.kepala.akhir, *self.data[-1:], *owned])


def start(
    grid: Grid, header: Header, title: range, area_names: AreaNames, earlier: TableDraft | None = None
) -> TableDraft:
    """A table about to be put together. `dahulu`: one above it on the same sheet, with which it shares the copied rows."""
    row = earlier.baris if earlier else list(grid.cells)
    menurun = earlier.vertical_merges if earlier else sorted(g for g in grid.merges if g[2] > g[0])
    return TableDraft(grid, header, title, row, menurun, RowSorter(grid, row, header, area_names))


def add_rows(r: TableDraft, awal: int, end: int) -> None:
    """Sort the rows of one stretch below the header."""
    _fill_merged(r, awal, end)
    sorted_rows = r.sorter.sort(awal, end)
    lanjutan = _find_continued(r, awal, end)
    r.dilewati += [
        (number, f"baris lanjutan: nama digabung dengan baris {lanjutan[number]}")
        for number in sorted_rows.data
        if number in lanjutan
    ]
    r.data += [number for number in sorted_rows.data if number not in lanjutan]
    r.lain += sorted_rows.lain
    r.luar += sorted_rows.luar
    r.is_ended = sorted_rows.is_ended


def finish(r: TableDraft, area_names: AreaNames, sheet_name: Section | None) -> FoundTable:
    """The located table. `nama_lembar`: the area that the sheet's name speaks of, used only where nothing contradicts."""
    if SHEET_KINDS[r.kepala.jenis].counted_kind and not r.data:
        for total in (t for t in r.lain if t.jenis == TOTAL_ROW):
            total.jenis = DATA_ROW  # a rekap of nothing but its total is about the city
    jumlah, other = settle_totals(r.baris, r.kepala, r.data, r.lain)
    r.data = sorted([*r.data, *(b.nomor for b in other if b.jenis == DATA_ROW)])
    r.luar = sorted([*r.luar, *(b.nomor for b in other if b.jenis == OUTSIDE_ROW)])
    sections = _find_sections(r, area_names, sheet_name)
    k = r.kepala
    until = {name: max(p.column for p in option) for name, option in k.ticks.items() if len(option) > 1}
    column = {name: FoundColumn(j.kolom, j.tertulis, until.get(name, 0)) for name, j in k.kolom.items()}
    table = FoundTable(r.petak.name, k.jenis, k.akhir, column, _make_frame(r), r.petak, sections)
    table.above = read_values(r.petak, r.judul, k.jenis)
    table.ticks = {name: [(p, _take_cells(r, p.column)) for p in option] for name, option in k.ticks.items()}
    table.quarter_columns = {name: FoundColumn(j.kolom, j.tertulis) for name, j in k.waktu.items()}
    table.quarter_blocks = {
        w: {n: FoundColumn(j.kolom, j.tertulis) for n, j in content.items()} for w, content in k.quarter_blocks.items()
    }
    table.units = find_money_units(r.petak, k, r.judul)
    table.dilewati = sorted(
        [*r.dilewati, *((b.nomor, _say_reason(b)) for b in other if b.jenis not in (DATA_ROW, OUTSIDE_ROW))]
    )
    table.other_columns = [FoundColumn(j.kolom, j.tertulis) for j in k.lain]
    for j in jumlah:
        a, b = bisect_left(r.data, j.stretch[0] + 1), bisect_left(r.data, j.stretch[1])
        table.total_rows.append((j.baris, j.isi, r.data[a:b]))
    return table


def _find_continued(r: TableDraft, awal: int, end: int) -> dict[int, int]:
    """Rows of a register that share the merged cell of a name: further lines of one cooperative, by its first row."""
    if not SHEET_KINDS[r.kepala.jenis].has_one_row_each or r.sorter.recogniser.nama == 0:
        return {}
    name = [g for g in r.vertical_merges if g[1] == r.sorter.recogniser.nama and awal <= g[0] <= end]
    return {number: r1 for r1, _, r2, _ in name for number in range(r1 + 1, min(r2, end) + 1)}


def _fill_merged(r: TableDraft, awal: int, end: int) -> None:
    """Give the cells under a vertical merge its value; rows are copied, the sheet stays as it was."""
    column = {
        r.kepala.kolom[k.nama].kolom
        for k in SHEET_KINDS[r.kepala.jenis].kolom
        if k.nama in r.kepala.kolom and k.tipe in _FILLED_DOWN
    } | r.kepala.tick_columns
    begin, done = (bisect_left(r.vertical_merges, (number,)) for number in (awal, min(end, len(r.baris)) + 1))
    for r1, c1, r2, _ in r.vertical_merges[begin:done]:
        if c1 not in column or c1 > len(r.baris[r1 - 1]):
            continue
        value = r.baris[r1 - 1][c1 - 1]
        for number in range(r1 + 1, min(r2, end, len(r.baris)) + 1 if not is_blank(value) else 0):
            cell = list(r.baris[number - 1]) + [None] * (c1 - len(r.baris[number - 1]))
            if is_blank(cell[c1 - 1]) and any(not is_blank(v) for v in cell):
                cell[c1 - 1] = value
                r.baris[number - 1] = cell


def _take_cells(r: TableDraft, column: int) -> list[Cell]:
    """The cells of one spreadsheet column in the data rows."""
    row = (r.baris[number - 1] for number in r.data)
    return [cell[column - 1] if column <= len(cell) else None for cell in row]


def _make_frame(r: TableDraft) -> pd.DataFrame:
    index = pd.Index(r.data, name="baris", dtype="int64")
    sheet = SHEET_KINDS[r.kepala.jenis]
    typed = {}
    for name, title in r.kepala.kolom.items():
        content = _take_cells(r, title.kolom)
        if sheet[name].tipe in _FILLED_DOWN and name not in _OWN_NAMES:
            _repeat_dittos(content)
        typed[name] = pd.Series(content, index=index, dtype=object)
    return pd.DataFrame(typed, index=index)


def _repeat_dittos(content: list[Cell]) -> None:
    """Ditto marks, "idem" and "sda" say the value above, in place."""
    sign = {v for v in set(content) if isinstance(v, str) and len(v) < 24 and _DITTO.match(v)}
    if sign:
        for i in range(1, len(content)):
            if content[i] in sign:
                content[i] = content[i - 1]


def _find_sections(r: TableDraft, area_names: AreaNames, sheet_name: Section | None) -> dict[str, list[str]]:
    """Area of every data row from section rows, the title or the name of the sheet; "" where none is known."""

    def ada_data(a: int, b: int) -> bool:
        return bisect_left(r.data, a) < bisect_left(r.data, b)

    def sesuai(a: int, b: int, kecamatan: str) -> bool | None:
        return fits_kecamatan(r, area_names, kecamatan, bisect_left(r.data, a), bisect_left(r.data, b))

    as_typed = [
        (b.nomor, b.bagian) for b in sorted(r.lain, key=lambda b: b.nomor) if b.jenis == SECTION_ROW and b.bagian
    ]
    certain = settle_doubts(as_typed, ada_data, sesuai)
    for b, (_, part) in zip(
        sorted((b for b in r.lain if b.jenis == SECTION_ROW), key=lambda b: b.nomor), certain, strict=True
    ):
        b.bagian = part
    current = {KECAMATAN_LEVEL: "", KELURAHAN_LEVEL: ""}
    for mula in (sheet_name, *find_areas(r.petak, r.judul, area_names)):
        if mula:
            _enter_section(current, mula)
    result: dict[str, list[str]] = {KECAMATAN_LEVEL: [], KELURAHAN_LEVEL: []}
    i = 0
    for number in r.data:
        while i < len(certain) and certain[i][0] < number:
            _enter_section(current, certain[i][1])
            i += 1
        result[KECAMATAN_LEVEL].append(current[KECAMATAN_LEVEL])
        result[KELURAHAN_LEVEL].append(current[KELURAHAN_LEVEL])
    return {level: value for level, value in result.items() if any(value)}


def _enter_section(current: dict[str, str], part: Section) -> None:
    """Go on with another section: a kecamatan ends the kelurahan before it, a name in doubt ends both."""
    if part.tingkat == KELURAHAN_LEVEL:
        current[KELURAHAN_LEVEL] = part.nama
        current[KECAMATAN_LEVEL] = part.induk or current[KECAMATAN_LEVEL]
    else:
        current[KECAMATAN_LEVEL], current[KELURAHAN_LEVEL] = (part.nama if part.tingkat == KECAMATAN_LEVEL else ""), ""


def fits_kecamatan(
    r: TableDraft, area_names: AreaNames, kecamatan: str, awal: int = 0, end: int | None = None
) -> bool | None:
    """Whether all kelurahan written in these data rows lie in the kecamatan; None where none is written."""
    if "kelurahan" not in r.kepala.kolom:
        return None
    c = r.kepala.kolom["kelurahan"].kolom - 1
    cell: Sequence[list[Cell]] = [r.baris[number - 1] for number in r.data[awal:end]]
    name = {str(s[c]) for s in cell if c < len(s) and not is_blank(s[c]) and not _DITTO.match(str(s[c]))}
    return all(area_names.inside(n, kecamatan) for n in name) if name else None


def _say_reason(b: SpecialRow) -> str:
    if b.jenis == SECTION_ROW and b.bagian:
        level = "" if b.bagian.tingkat == DOUBTFUL_LEVEL else f"{b.bagian.tingkat.capitalize()} "
        return f"baris bagian: {level}{b.bagian.nama}"
    return b.alasan or ("baris jumlah" if b.jenis == TOTAL_ROW else SKIP_REASONS[b.jenis])
