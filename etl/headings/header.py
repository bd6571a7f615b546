"""Find the header rows of the tables on a sheet: any letterhead above, 1-3 rows, merged groups, repeated headers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from etl.cells.texts import is_blank
from etl.headings.header_parts import Header, Heading, HeadingLabel
from etl.headings.kinds import choose_kind
from etl.headings.meanings import NAME_COLUMNS, count_hits, is_translation, is_unit, is_year
from etl.model import Cell, Grid

MAX_HEIGHT = 3  # rows a header may have
MAX_CANDIDATES = 500  # different rows looked at as headers; a sheet with more is no workbook of a dinas
_LONG = 6  # digits of a number that is no heading
_MAX_RUN = 2 * MAX_HEIGHT + 2  # heading-like rows in a row; of more only the last can be the header of something

Merges = dict[int, list[tuple[int, int, int, int]]]  # row: the merges that begin in it


def find_headers(grid: Grid, limit: int | None = None) -> list[Header] | None:
    """Every table header of a sheet, from the top; None where too many rows look like one to tell.

    `limit` looks at the first rows only.
    """
    merges: Merges = defaultdict(list)
    for g in grid.merges:
        merges[g[0]].append(g)
    found: list[Header] = []
    skip_until = candidates = 0
    for number in _find_candidates(grid.cells[:limit], grid.vocabulary.keys):
        if number <= skip_until:
            continue
        header = _find_repeated(grid, found[-1], number) if found else None
        if header is None and found and _is_data(grid.cells[number - 1], found[-1]):
            continue
        if header is None:
            candidates += 1
            if candidates > MAX_CANDIDATES:
                return None
            header = _grow_header(grid, merges, number, skip_until + 1)
        if header is None:
            continue
        if found and _is_false_start(grid, found[-1], header):
            found.pop()
        found.append(header)
        skip_until = header.last_row
    return found


def find_beside(grid: Grid, header: Header) -> list[Header]:
    """Other tables whose headings stand in the same rows, to the left or right of the one that is read."""
    merges: Merges = defaultdict(list)
    for g in grid.merges:
        merges[g[0]].append(g)
    label = _read_labels(grid, merges, header.first_row, header.last_row)
    sides = ({c: j for c, j in label.items() if c < header.left}, {c: j for c, j in label.items() if c > header.right})
    return [k for s in sides if s and (k := choose_kind(grid, s, header.first_row, header.last_row))]


def _find_candidates(rows: list[list[Cell]], told: frozenset[str]) -> Iterator[int]:
    """Rows with two headings or more. Headings above headings above headings are a list of words: its end counts."""
    run: list[int] = []  # candidates with nothing but blank rows between them
    apart = True  # after a row with something else
    for number, cells in enumerate(rows, start=1):
        if count_hits(cells, told) >= 2:
            if apart:
                yield from run
                run = []
            run.append(number)
            apart = False
            if len(run) > _MAX_RUN:
                del run[:-MAX_HEIGHT]
        elif not apart:
            apart = any(not is_blank(v) for v in cells)
    yield from run


def _is_data(cells: list[Cell], above: Header) -> bool:
    """A row of the table above whose words read like headings ("Koperasi", "Aktif"): in its columns stands what no
    heading says, a long number as text, or two dates or numbers that are no year."""
    columns = {j.column for j in above.columns.values()}
    said = [v for c, v in enumerate(cells, 1) if c in columns and not is_blank(v) and not is_year(v)]
    is_number = any(isinstance(v, str) and len(v) >= _LONG and v.strip().isdigit() for v in said)
    return is_number or sum(not isinstance(v, str) for v in said) >= 2


def _find_repeated(grid: Grid, earlier: Header, number: int) -> Header | None:
    """The same header once more, as after a page break."""
    height = earlier.last_row - earlier.first_row + 1
    if grid.cells[number - 1 : number - 1 + height] != grid.cells[earlier.first_row - 1 : earlier.last_row]:
        return None
    down = number - earlier.first_row

    def move(j: Heading) -> Heading:
        return replace(j, row=j.row + down)

    return replace(
        earlier,
        first_row=number,
        last_row=number + height - 1,
        columns={name: move(j) for name, j in earlier.columns.items()},
        other_headings=[move(j) for j in earlier.other_headings],
        doubled=[(name, move(a), move(b)) for name, a, b in earlier.doubled],
        quarter_headings={name: move(j) for name, j in earlier.quarter_headings.items()},
        quarter_blocks={w: {n: move(j) for n, j in block.items()} for w, block in earlier.quarter_blocks.items()},
    )


def _is_false_start(grid: Grid, earlier: Header, current: Header) -> bool:
    """Two candidates with nothing between them: the one with fewer headings was no table."""
    blank = all(is_blank(v) for cell in grid.cells[earlier.last_row : current.first_row - 1] for v in cell)
    return blank and len(earlier.columns) < len(current.columns) and earlier.columns.keys() <= current.columns.keys()


def _grow_header(grid: Grid, merges: Merges, number: int, topmost: int) -> Header | None:
    """The header around a row with headings: grows while another row makes more columns known."""
    good = _evaluate_rows(grid, merges, number, number)
    start = end = number
    for b in range(number + 1, number + MAX_HEIGHT):
        if not _is_header_like(grid, b):
            break
        candidates = _evaluate_rows(grid, merges, start, b)
        if candidates and (good is None or candidates.score > good.score or (_is_subline(grid, b, good, candidates))):
            good, end = candidates, b
    for a in range(number - 1, max(topmost, end - MAX_HEIGHT + 1) - 1, -1):
        if not _is_header_like(grid, a):
            break
        candidates = _evaluate_rows(grid, merges, a, end)
        if candidates and (
            good is None
            or candidates.score > good.score
            or (_is_group(merges, a, good) and candidates.score >= good.score)
        ):
            good = candidates
    if good:
        good.last_row = _find_last_row(grid, merges, good)
    return good


def _is_header_like(grid: Grid, number: int) -> bool:
    """Texts, or years as headings; a number or two may stand beside the table, but a row starting with one is data."""
    if not 1 <= number <= len(grid.cells):
        return False
    content = [v for v in grid.cells[number - 1] if not is_blank(v)]
    title = [v for v in content if (isinstance(v, str) and len(v) < 150) or is_year(v)]
    year = len(content) > 1 and all(is_year(v) for v in content)  # RAT TAHUN BUKU over 2022 | 2023 | 2024
    return year or (bool(content) and isinstance(content[0], str) and len(title) >= 0.75 * len(content))


def _is_subline(grid: Grid, number: int, good: Header | None, candidates: Header) -> bool:
    """Parts of a group: a cell below a heading and others in the blank to its right. They are headings of their own,
    though nobody knows them: ANGGOTA over AKTIF | TIDAK AKTIF counts members."""
    lines_above, cell = grid.cells[number - 2], grid.cells[number - 1]
    content = [c for c, v in enumerate(cell, 1) if not is_blank(v)]
    title = {c for c, v in enumerate(lines_above, 1) if not is_blank(v)}
    apart = [c for c in content if c not in title]
    if not apart or len(title) - len(content) < 1 or not all(c - 1 in content for c in apart):
        return False
    missing = {j.column for name, j in good.columns.items() if name not in candidates.columns} if good else set()
    name = good.columns.get(NAME_COLUMNS[good.kind]) if good else None
    if name is not None and name.column in content:  # a row with a name is data
        return False
    return content[0] in title and missing <= set(content)


def _is_group(merges: Merges, number: int, header: Header) -> bool:
    """A merge over some of the columns is a group; one over all of them is a title."""
    width = header.right - header.left + 1
    return any(
        1 < c2 - c1 + 1 < 0.8 * width and header.left <= c1 <= header.right for _, c1, _, c2 in merges.get(number, ())
    )


def _find_last_row(grid: Grid, merges: Merges, header: Header) -> int:
    """Headings merged downwards, a row of translations or of units still belong to the header."""
    end = header.last_row
    column = {j.column for j in header.columns.values()}
    for row in range(header.first_row, header.last_row + 1):
        for _, c1, r2, _ in merges.get(row, ()):
            if c1 in column and r2 <= header.first_row + MAX_HEIGHT:
                end = max(end, r2)
    while end < min(len(grid.cells), header.first_row + MAX_HEIGHT):
        content = [v for v in grid.cells[end] if not is_blank(v)]
        added = [v for v in content if isinstance(v, str) and _is_second_line(v)]
        if len(added) < 2 or len(added) < len(content):
            break
        end += 1
    return end


def _is_second_line(text: str) -> bool:
    tidied = text.strip()
    inside = tidied.strip("()[] ")
    brackets = tidied.startswith(("(", "[")) and not inside.isdigit() and len(inside) > 1
    return brackets or is_translation(tidied) or is_unit(tidied)


def _read_labels(grid: Grid, merges: Merges, start: int, end: int) -> dict[int, HeadingLabel]:
    """Path of texts above each column. A group's text reaches the columns that it spans."""
    owned: dict[int, HeadingLabel] = defaultdict(list)
    alone: set[int] = set()
    for row in range(start, end + 1):
        cell = grid.cells[row - 1] if row <= len(grid.cells) else []
        written_text = {c: _read_text(v) for c, v in enumerate(cell, start=1) if not is_blank(v)}
        inherited = {
            c: written_text[c1]
            for _, c1, _, c2 in merges.get(row, ())
            if c1 in written_text
            for c in range(c1 + 1, min(c2, c1 + 60) + 1)
        }
        below = {
            c for r in range(row, end) if r < len(grid.cells) for c, v in enumerate(grid.cells[r], 1) if not is_blank(v)
        }
        group = ""
        for c in range(1, max([*written_text, *inherited, *below], default=0) + 1):
            if c in written_text:
                group = written_text[c] if c in below else ""
                owned[c].append((row, written_text[c]))
                alone.add(c)
            elif c in inherited and c in below:
                owned[c].append((row, inherited[c]))
            elif group and c in below and c not in alone:
                owned[c].append((row, group))
            else:
                group = ""
    return owned


def _read_text(v: Cell) -> str:
    return str(int(v)) if isinstance(v, float) else str(v)


def _evaluate_rows(grid: Grid, merges: Merges, start: int, end: int) -> Header | None:
    return choose_kind(grid, _read_labels(grid, merges, start, end), start, end)
