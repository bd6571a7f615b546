"""What the stages hand to each other: workbook, table, result. Rows and columns count from 1, as in Excel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

from etl import periode as triwulan
from etl.pesan import WRONG, Finding

# A cell: None = blank. Numbers come as float, whole ones too; text is untouched.
Cell = None | str | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta


@dataclass(frozen=True)
class Reason:
    """Why a value could not be read as meant: a message code, its parts, and the value that would repair it.

    `isi` names the piece that is at fault where that is not the whole cell.
    """

    kode: str
    parts: dict[str, object] = field(default_factory=dict)
    usul: str = ""
    isi: str | None = None


class Reading(NamedTuple):
    """What a converter makes of one cell.

    (None, None) blank; (None, alasan) unreadable; (value, None) read; (value, alasan) read, but worth listing.
    """

    value: Any
    reason: Reason | None = None


class WrittenQuarter(NamedTuple):
    """A quarter as far as it is written: year, number, both or nothing."""

    year: int | None = None
    number: int | None = None

    def fits_quarter(self, wanted: str) -> bool:
        """Whether this is that quarter. A year alone stands for its last quarter: the state at the year's end."""
        year, ordinal = triwulan.split_quarter(wanted)
        if self.year is None and self.number is None:
            return False
        return self.year in (None, year) and (self.number or 4) == ordinal

    @property
    def periode(self) -> str:
        return f"{self.year}-T{self.number}" if self.year and self.number else ""

    @property
    def label(self) -> str:
        if self.periode:
            return triwulan.say_quarter(self.periode)
        return f"Triwulan {triwulan.ROMAN[self.number - 1]}" if self.number else f"tahun {self.year}"


@dataclass(frozen=True)
class TickColumn:
    """One tick column: what a mark in it says. kunci: marks exclude each other within it (the book year of a RAT).

    otherwise: what an explicit "tidak" in it says, where it is the only column of its choices; a blank says nothing.
    """

    column: int
    value: str
    exclusion_group: str = ""
    text: str = ""
    otherwise: str = ""


IGNORED = "abaikan"  # what staff say of a heading or a word that means nothing


@dataclass(frozen=True)
class Vocabulary:
    """What staff said that headings mean (Kamus dinas), by kind of sheet: one heading means two things in two kinds.

    headings  {kind: {key of a heading, see headings.told: column of the kind, or IGNORED}}
    """

    headings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of all headings."""
        return frozenset(key for known in self.headings.values() for key in known)


@dataclass
class Grid:
    """One sheet as a grid of cells, and what the reader noticed about it.

    cells      rows of cells; cells[0][0] is A1; rows may have different lengths
    merges   merged ranges (row1, col1, row2, col2), 1-based inclusive
    errors    {(row, col): "#DIV/0!"} error cells, None in `cells`
    without_value  {(row, col)} formulas without a cached value, None in `cells`
    percents   {(row, col)} cells whose number format shows per cent (0.87 stands for 87%)
    strikes    {(row, col)} cells whose whole content is struck through
    covered    {(row, col): what stands there} cells that a merged range hides, None in `cells`
    vocabulary  what staff said that its headings mean
    """

    name: str
    cells: list[list[Cell]]
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    is_hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    without_value: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    strikes: set[tuple[int, int]] = field(default_factory=set)
    covered: dict[tuple[int, int], Cell] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)


@dataclass
class Workbook:
    """A workbook: its sheets, and whether it carries the mark of invented sample data."""

    nama_berkas: str
    format: str  # "xlsx" | "xlsm" | "xls" | "ods" | "xlsb"
    grids: list[Grid]
    is_sample: bool = False
    temuan: list[Finding] = field(default_factory=list)  # macros ignored, external links, …


@dataclass
class FoundColumn:
    """Where a column stands: spreadsheet column (1-based) and its heading as typed, or above the table.

    last_column   the last of several columns, where each choice has a column to tick
    is_inside   the value is a part of the column's texts, which say more
    row   of the heading's cell; 0 where it is not known
    """

    column: int
    heading: str
    last_column: int = 0
    is_inside: bool = False
    row: int = 0

    @property
    def letters(self) -> str:
        """ "F", or "F:H" of several columns."""
        return (
            f"{write_letters(self.column)}:{write_letters(self.last_column)}"
            if self.last_column
            else write_letters(self.column)
        )


@dataclass
class FoundTable:
    """One located table, cells still raw.

    data    columns = canonical names (only those found), index = Excel row number, dtype object
    sections   {"kecamatan"|"kelurahan": list aligned with data} from section rows or the sheet name ("" = none)
    above    {canonical: (value, cell)} from the lines above the table: nama_kegiatan, tanggal_mulai, tempat …
    units  factor to Rp by column: {"aset": (1e6, "Rp juta", "judul")}; columns not named are in Rp
    dilewati  (row, reason) of every row in the table's area that is not data: subtotal, section, blank …
    asked_rows  {reason: row numbers} of rows in `data` of which staff say whether they count (asked/rows_and_dates.py)
    total_rows  total rows: (row, {canonical: raw value}, row numbers it sums over)
    quarter_columns, quarter_blocks  of a rekap of several quarters: its columns "triwulan" and "tahun", or its
        columns for each quarter
    ticks  {canonical: (choice, its cells aligned with data)} where each choice has a column to tick
    """

    lembar: str
    jenis: str
    baris_judul: int  # last header row
    kolom: dict[str, FoundColumn]
    data: pd.DataFrame
    grid: Grid
    sections: dict[str, list[str]] = field(default_factory=dict)
    above: dict[str, tuple[Cell, str]] = field(default_factory=dict)
    units: dict[str, tuple[float, str, str]] = field(default_factory=dict)
    dilewati: list[tuple[int, str]] = field(default_factory=list)
    asked_rows: dict[str, list[int]] = field(default_factory=dict)
    total_rows: list[tuple[int, dict[str, Cell], list[int]]] = field(default_factory=list)
    other_columns: list[FoundColumn] = field(default_factory=list)  # columns with a heading nobody knows
    ticks: dict[str, list[tuple[TickColumn, list[Cell]]]] = field(default_factory=dict)
    quarter_columns: dict[str, FoundColumn] = field(default_factory=dict)
    quarter_blocks: dict[WrittenQuarter, dict[str, FoundColumn]] = field(default_factory=dict)
    nil_row: int | None = None  # the row NIHIL, which says that there was nothing
    not_read: list[tuple[int, str]] = field(default_factory=list)  # (row, reason): columns, and rows outside the table


@dataclass
class Question:
    """What a check cannot know and asks once.

    kunci   stable text key; the answer is remembered under it
    jenis   one of questions.QUESTION_TEXTS: "kelurahan", "koperasi" (a row of the register), "judul" (a heading), …
    isi     as typed; konteks: what else the row says, e.g. "Kecamatan Sukorejo"
    tempat  "sheet!cell" of every row that asks
    contoh  some of the values in question: shown to who answers, never kept
    calon   (value, label) of the likely answers, best first; khusus: {value: label} of answers that are no code
    others    {value: label} of everything else that may be chosen; shared between questions
    is_plain  the first of calon is likely enough to be chosen with all that is suggested
    """

    kunci: str
    jenis: str
    isi: str
    konteks: str = ""
    tempat: list[str] = field(default_factory=list)
    calon: list[tuple[str, str]] = field(default_factory=list)
    khusus: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict, repr=False)
    contoh: tuple[str, ...] = ()
    is_plain: bool = True

    def find_label(self, value: str) -> str | None:
        """What an answer means in words; None when it cannot be chosen."""
        return dict(self.calon).get(value) or self.khusus.get(value) or self.others.get(value)


@dataclass(frozen=True)
class Answer:
    """An answer that a check took. baru: given with this check and to be remembered when it is published."""

    kunci: str
    jenis: str
    isi: str
    konteks: str
    nilai: str
    label: str
    baru: bool
    oleh: str = ""
    waktu: dt.datetime | None = None


@dataclass(frozen=True)
class Correction:
    """A cell that somebody mended without touching the workbook.

    lama   what stood there, as people see it; None = whatever stands there now. Where the cell says something else the
           correction is not applied
    baru   what counts instead, as typed; "" = the cell is blank
    """

    lembar: str
    sel: str
    lama: str | None
    baru: str
    alasan: str = ""
    oleh: str = ""
    waktu: dt.datetime | None = None

    @property
    def place(self) -> str:
        return f"{self.lembar}!{self.sel}"


class FoundContact(NamedTuple):
    """Whom a row of the register says to call; personal, see etl/contacts."""

    koperasi_id: str
    ketua: str
    telepon: str


@dataclass
class CheckResult:
    """What a check found and would publish.

    tabel      {jenis: DataFrame} in the columns of the published tables, without periode and unggahan_id
    tabel_temu the located tables (for the JSON `lembar`, unggahan_kolom and the marked workbook)
    perubahan  what publishing would change (compare.py); empty while something blocks
    changed_cells     values of the register that would change (checks/changed_cells.py); None: nothing to compare
    base_version      number of the version it was compared with (None = nothing was published)
    quarter_candidates   quarters found in the workbook: (periode, text, where), best first
    dilewati   rows that are not data or repeat others: (sheet, row, reason)
    recap_quarters  quarters that its rekap tables name; only one of them is published at a time
    pertanyaan what is still to be answered; jawaban_terpakai: the answers taken, given now or remembered
    contacts   whom to call, of cooperatives of its register: never shown, stored apart when it is published
    corrections_used   cells that were mended with this check; corrections_offered: what an earlier publication mended
        and this workbook says again
    """

    nama_berkas: str
    sha256: str
    periode: str
    is_sample: bool = False
    temuan: list[Finding] = field(default_factory=list)
    found_tables: list[FoundTable] = field(default_factory=list)
    tabel: dict[str, pd.DataFrame] = field(default_factory=dict)
    perubahan: dict[str, Any] = field(default_factory=dict)
    changed_cells: pd.DataFrame | None = None
    base_version: int | None = None
    quarter_candidates: list[tuple[str, str, str]] = field(default_factory=list)
    dilewati: list[tuple[str, int, str]] = field(default_factory=list)
    recap_quarters: list[str] = field(default_factory=list)
    pertanyaan: list[Question] = field(default_factory=list)
    answers_used: list[Answer] = field(default_factory=list)
    answers_given: dict[str, str] = field(default_factory=dict)
    corrections_given: list[Correction] = field(default_factory=list)
    corrections_used: list[Correction] = field(default_factory=list)
    corrections_offered: list[Correction] = field(default_factory=list)
    nil_given: tuple[str, ...] | None = ()  # kinds that staff say there was nothing of; None: as an earlier release
    form: str = "xlsx"  # what the upload is by its content: a Workbook.format, or "zip" for several in one
    contacts: list[FoundContact] = field(default_factory=list, repr=False)
    secret: bytes = field(default=b"", repr=False)  # the secret behind peserta_id

    @property
    def dapat_terbit(self) -> bool:
        return bool(self.tabel) and not any(t.berat == WRONG for t in self.temuan)


def write_letters(column: int) -> str:
    """Spreadsheet letters of a column: 1 -> "A", 27 -> "AA"."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def write_address(row: int, column: int) -> str:
    """Cell address: (3, 4) -> "D3"."""
    return f"{write_letters(column)}{row}"
