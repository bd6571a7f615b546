"""The report as a workbook: a sheet a part, charts that Excel draws, shares that it counts, and a sheet Metadata."""

from __future__ import annotations

from dasbor.choice import Choice
from dasbor.export import about
from dasbor.export.report import list_parts, parts
from dasbor.export.report.figure_parts import list_indicators
from dasbor.export.request import Request
from dasbor.export.tables.sheet import Sheet
from dasbor.export.tables.xlsx_file import make_book


def make_xlsx(r: Request) -> bytes:
    p = r.choice
    return make_book([*_list_drawn(p), *_list_about(p)], parts.make_title(p), about.say_producer())


def _list_drawn(p: Choice) -> list[Sheet]:
    return [part.sheet for part in parts.list_all(p) if not part.is_told]


def _list_about(p: Choice) -> list[Sheet]:
    """What the figures mean and where they come from belongs to each workbook, whatever parts are chosen."""
    definitions = about.read_definitions(p, *(i.indikator for i in list_indicators(p)))
    return [
        list_parts.make_remarks(p)[-1].sheet,
        Sheet("Definisi", "Definisi", definitions, about.DEFINITION_COLUMNS),
        Sheet("Sumber", "Buku kerja yang dipakai", about.read_sources(p), about.SOURCE_COLUMNS),
    ]
