"""The stage that finds tables: by their headings, whatever the sheet is called and wherever the table starts.

Nothing is dropped in silence: what is not read is either listed with its row (FoundTable.dilewati) or a finding.
"""

from __future__ import annotations

from etl.acuan import load_reference
from etl.cells.texts import is_blank, write_plain
from etl.headings.header import MAX_CANDIDATES, find_headers
from etl.headings.header_parts import Header
from etl.locate import findings as located
from etl.locate.above import find_title_start, read_values
from etl.locate.body import TableDraft, add_rows, finish, fits_kecamatan, start
from etl.locate.told import read_told_targets
from etl.model import FoundTable, Grid, Workbook
from etl.pesan import Finding, make_finding
from etl.rows.examples import drop_examples
from etl.rows.kinds import REPEATED_HEADER, SECTION_ROW, SpecialRow
from etl.rows.leave_out import drop_unvisited
from etl.rows.sections import (
    DOUBTFUL_LEVEL,
    KECAMATAN_LEVEL,
    KELURAHAN_LEVEL,
    AreaNames,
    Section,
    load_area_names,
)

_SHEETS_OF_KELURAHAN = 2  # so many sheets named after kelurahan make a workbook of one sheet each


def locate_tables(workbook: Workbook) -> tuple[list[FoundTable], list[Finding]]:
    """Every table of the kinds in skema.SHEET_KINDS, and what staff should know about where data stand."""
    area_names = load_area_names(load_reference())
    draft: list[TableDraft] = []
    findings: list[Finding] = []
    for grid in workbook.grids:
        header = find_headers(grid)
        if header is None:
            findings.append(make_finding("terlalu_banyak_judul", grid.name, batas=MAX_CANDIDATES))
            continue
        found = _draft_tables(grid, header, area_names)
        draft += found
        if not found and not _is_empty(grid):
            findings.append(make_finding("lembar_tak_dikenal", grid.name))
    if not draft:
        return [], [*findings, make_finding("tidak_ada_tabel")]
    named = {r.grid.name: part for r in draft if (part := _find_named_area(r.grid, area_names))}
    table = [finish(r, area_names, _find_sheet_area(r, area_names, named)) for r in draft]
    told = [read_told_targets(t) for t in table]
    table, findings = [t for t, _ in told], findings + [f for _, left in told for f in left]
    for r, t in zip(draft, table, strict=True):
        findings += located.list_findings(r, t)
    table = [drop_unvisited(t) for t in table]
    checked = [drop_examples(t) for t in table]
    table, findings = [t for t, _ in checked], findings + [f for _, left in checked for f in left]
    findings += [t for grid in _list_sheets(draft) for t in located.report_hidden_sheet(grid)]
    return table, findings + located.report_empty_tables(table)


def _draft_tables(grid: Grid, header: list[Header], area_names: AreaNames) -> list[TableDraft]:
    """The tables of one sheet, one under another; a repeated header goes on with the table above it."""
    begin = [
        1,
        *(find_title_start(grid, k.first_row, past.last_row + 1) for past, k in zip(header, header[1:], strict=False)),
    ]
    result: list[TableDraft] = []
    for i, k in enumerate(header):
        title = range(begin[i], k.first_row)
        end = begin[i + 1] - 1 if i + 1 < len(header) else len(grid.cells)
        if result and _continues(result[-1], k, title):
            _skip_repeated_header(result[-1], k, title, area_names)
        else:
            result.append(start(grid, k, title, area_names, result[-1] if result else None))
        add_rows(result[-1], k.last_row + 1, end)
    return result


def _continues(r: TableDraft, k: Header, title: range) -> bool:
    same = r.header.kind == k.kind and r.header.map_columns() == k.map_columns()
    return same and not r.is_ended and not read_values(r.grid, title, k.kind)


def _skip_repeated_header(r: TableDraft, k: Header, title: range, area_names: AreaNames) -> None:
    """A page break: title and header again. The title may open a section."""
    for number in title:
        text = " ".join(write_plain(v) for v in r.grid.cells[number - 1] if not is_blank(v))
        part = area_names.find_title(text) or area_names.find_section(text) if text else None
        if part:
            r.other_rows.append(SpecialRow(number, SECTION_ROW, text, section=part))
        elif text:
            r.skipped.append((number, REPEATED_HEADER))
    r.skipped += [(number, REPEATED_HEADER) for number in range(k.first_row, k.last_row + 1)]


def _is_empty(grid: Grid) -> bool:
    return not grid.errors and not grid.without_value and all(is_blank(v) for cell in grid.cells for v in cell)


def _find_named_area(grid: Grid, area_names: AreaNames) -> Section | None:
    return area_names.find_section(grid.name, alone=False)


def _find_sheet_area(r: TableDraft, area_names: AreaNames, named: dict[str, Section]) -> Section | None:
    """The area a sheet's name speaks of. "Kec. Sukorejo" says so; "Sukorejo" alone needs a second sign.

    `named`: the areas that all sheets' names speak of.
    """
    part = named.get(r.grid.name)
    if part is None or part.style == "bertanda":
        return part
    is_written = "kelurahan" in r.header.columns
    if part.level == KELURAHAN_LEVEL:
        # One sheet per kelurahan: the other sheets are the second sign.
        return part if len(named) > 1 and not is_written else None
    certain = sum(other.level == KELURAHAN_LEVEL for other in named.values())
    if part.level == DOUBTFUL_LEVEL and not is_written and certain >= _SHEETS_OF_KELURAHAN:
        return Section(KELURAHAN_LEVEL, part.name)  # one among sheets of kelurahan, and nothing else in it says which
    return Section(KECAMATAN_LEVEL, part.name) if fits_kecamatan(r, area_names, part.name) else None


def _list_sheets(draft: list[TableDraft]) -> list[Grid]:
    return list({id(r.grid): r.grid for r in draft}.values())
