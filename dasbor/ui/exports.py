"""The files of a table on a page: what they are called, and what they say of the choice and of invented data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from dasbor.choice import WITHOUT_KKMP
from dasbor.export.about import DRAFT_NOTE, SAMPLE_NOTE
from dasbor.export.tables.csv_file import HOW_TO_OPEN, make_csv, make_notes
from dasbor.export.tables.xlsx_file import make_xlsx
from dasbor.query import cells, lists, published
from dasbor.query.lists import Listing
from dasbor.ui import reader
from dasbor.words import language
from etl.acuan import load_reference

__all__ = [
    "CSV_MIME",
    "DRAFT_NOTE",
    "HOW_TO_OPEN",
    "SAMPLE_NOTE",
    "TEXT_MIME",
    "XLSX_MIME",
    "File",
    "add_filters",
    "has_notes_inside",
    "list_files",
    "make_csv",
    "make_mark_suffix",
    "make_notes",
    "make_xlsx",
]

CSV_MIME = "text/csv"
TEXT_MIME = "text/plain"
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class File:
    """A file that can be made of what is on screen."""

    label: str
    make: Callable[[], bytes]
    name: str
    mime: str


def list_files(
    data: pd.DataFrame | Listing,
    title: str,
    remarks: Sequence[str],
    file_name: str,
    columns: Mapping[str, str] | None = None,
) -> list[File]:
    """The files of a table; quarter, area and the mark of invented data stand in their names. What an XLSX says above
    its table a CSV says above its own, or in a file beside it: [berkas] keterangan_csv."""
    columns, withheld = (None, []) if columns is None else drop_places(columns)
    lines = [*list_marks(), *_say_choice(), *remarks, *withheld]
    suffix = reader.make_file_suffix() + make_mark_suffix()
    name = file_name + suffix
    read = lists.make_whole(data).read_all if isinstance(data, pd.DataFrame) else data.read_all
    xlsx = File("Unduh Excel", lambda: make_xlsx(read(), title, lines, columns), f"{name}.xlsx", XLSX_MIME)
    if has_notes_inside():
        inside = partial(_make_csv_with_notes, read, [title, *lines], columns)
        return [File("Unduh CSV", inside, f"{name}.csv", CSV_MIME), xlsx]
    return [
        File("Unduh CSV", lambda: make_csv(read(), columns), f"{name}.csv", CSV_MIME),
        xlsx,
        File("Keterangan CSV", lambda: make_notes([title, *lines]), f"{file_name}_keterangan{suffix}.txt", TEXT_MIME),
    ]


def drop_places(columns: Mapping[str, str]) -> tuple[Mapping[str, str], list[str]]:
    """The columns that the reader may see; where cells are left out, the sentence that says so."""
    p = reader.read_choice()
    if p is None:
        return columns, []
    shown = cells.drop_places(p, columns)
    return shown, [cells.WITHHELD] if len(shown) < len(columns) else []


def has_notes_inside() -> bool:
    """What a CSV is about stands in its first lines, not in a file beside it."""
    return bool(load_reference().settings.get("berkas", {}).get("keterangan_csv") == "baris")


def _make_csv_with_notes(
    read: Callable[[], pd.DataFrame], lines: Sequence[str], columns: Mapping[str, str] | None
) -> bytes:
    return make_csv(read(), columns, [*lines, HOW_TO_OPEN])


def add_filters(stem: str, *chosen: str) -> str:
    """The name of a file with what its list was narrowed to; "" narrows nothing."""
    return "_".join([stem, *(reader.make_name_part(c) for c in chosen if c)])


def _say_choice() -> list[str]:
    """Area and quarter in words, where the page is about any."""
    p = reader.find_file_choice()
    if p is None:
        return []
    without = " tanpa KKMP" if p.kelompok_hitung == WITHOUT_KKMP else ""
    return [f"Wilayah dan triwulan: {p.area_name}{without}, {language.format_quarter(p.periode)}"]


def list_marks() -> list[str]:
    """A file leaves the page and its banner behind, so it says itself that its rows are invented, or not published."""
    marks = [DRAFT_NOTE] if reader.read_bound_version().draft is not None else []
    return [*marks, *([SAMPLE_NOTE] if _is_sample_mode() else [])]


def make_mark_suffix() -> str:
    """The same for the name of a file."""
    draft = "_DRAF" if reader.read_bound_version().draft is not None else ""
    return draft + ("_DATA_CONTOH" if _is_sample_mode() else "")


def _is_sample_mode() -> bool:
    p = reader.read_choice()
    return p is not None and published.is_sample(p)
