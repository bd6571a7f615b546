"""Which kind of table do headings make: the kind whose columns they name best, never the name of the sheet."""

from __future__ import annotations

from collections.abc import Iterator

from etl.cells.quarters import take_out_quarter
from etl.cells.texts import is_blank
from etl.headings.by_cells import settle_by_cells
from etl.headings.evidence import is_proven, prefer_participants
from etl.headings.header_parts import Header, Heading, HeadingLabel
from etl.headings.meanings import NAME_COLUMNS, QUARTER_KEYS, is_distinctive, is_running_number, make_key, match_heading
from etl.headings.ticks import find_groups, is_rat_without_year, write_headings
from etl.headings.told import find_told, take_told
from etl.model import IGNORED, Grid, WrittenQuarter
from etl.skema import SHEET_KINDS


def choose_kind(grid: Grid, label: dict[int, HeadingLabel], start: int, end: int) -> Header | None:
    """The best table that these headings (column -> path) in these rows can mean."""
    blocks = list(_list_blocks(sorted(label)))
    candidates = {kind: k for kind in SHEET_KINDS if (k := _read_kind(grid, kind, label, blocks, start, end))}
    best = max(candidates.values(), key=lambda k: k.score, default=None)
    for recap_rows in (k for k in candidates.values() if SHEET_KINDS[k.kind].counted_kind):
        register = candidates.get(SHEET_KINDS[recap_rows.kind].counted_kind)
        if register and best and best.kind in (register.kind, recap_rows.kind):
            # Both count active ones; names of cooperatives make a register, numbers of them a rekap.
            named = NAME_COLUMNS[register.kind] in register.columns and not _has_numeric_name(grid, register)
            if named and len(register.columns) >= 2:
                best = register
                break
            best = recap_rows
    best = prefer_participants(grid, candidates, best)
    if best is None or not is_proven(grid, best) or _has_numeric_name(grid, best):
        return None
    return best if not SHEET_KINDS[best.kind].counted_kind or _is_about_areas(grid, best) else None


def _is_about_areas(grid: Grid, k: Header) -> bool:
    """A rekap names areas or quarters, or at least counts: "Status | Aktif | Tidak Aktif" is a register on its side."""
    if k.quarter_headings or k.quarter_blocks or not k.columns.keys().isdisjoint(("kelurahan", "kecamatan")):
        return True
    typed = {j.column for j in k.columns.values()}
    return any(
        isinstance(v, float)
        for cell in grid.cells[k.last_row : k.last_row + 12]
        for c, v in enumerate(cell, 1)
        if c in typed
    )


def _read_kind(
    grid: Grid, kind: str, label: dict[int, HeadingLabel], blocks: list[list[int]], start: int, end: int
) -> Header | None:
    """The headings as those of one kind: its best block of columns, with the blocks that belong to it."""
    part = [_read_block(grid, kind, [(c, label[c]) for c in b], start, end) for b in blocks]
    main = max(part, key=lambda k: (k.score, -k.left), default=None)
    for other in part:
        if main and other is not main and _belongs_to(other, main):
            left, right = min(main.left, other.left), max(main.right, other.right)
            content = [(c, label[c]) for c in sorted(label) if left <= c <= right]
            main = _read_block(grid, kind, content, start, end)
    return main


def _list_blocks(column: list[int]) -> Iterator[list[int]]:
    """Runs of neighbouring columns with a heading: a blank heading separates a scratch table."""
    begin = 0
    for i in range(1, len(column) + 1):
        if i == len(column) or column[i] != column[i - 1] + 1:
            yield column[begin:i]
            begin = i


def _belongs_to(other: Header, main: Header) -> bool:
    """A block after a column without heading is part of the table when it only adds columns that were missing."""
    known = len(other.columns) + len(other.number_columns)
    new = other.columns.keys().isdisjoint(main.columns) and not (other.number_columns and main.number_columns)
    return new and bool(other.columns) and len(other.other_headings) * 2 <= known


def _read_block(grid: Grid, kind: str, label: list[tuple[int, HeadingLabel]], start: int, end: int) -> Header:
    sheet = SHEET_KINDS[kind]
    k = Header(start, end, kind, {}, 0.0, left=label[0][0], right=label[-1][0])
    k.without_heading = sorted(set(range(k.left, k.right + 1)) - {c for c, _ in label})
    title = {column: Heading(column, path[-1][0], _drop_repeats(path)) for column, path in label}
    ticked = find_groups(grid, kind, [(c, tuple(j.path)) for c, j in title.items()], end)
    ticked_columns = {p.column for option in ticked.values() for p in option}
    alone = _take_first_quarter(k, [j for c, j in title.items() if c not in ticked_columns])
    typical = _take_headings(k, alone) + take_told(k, grid.vocabulary)
    settle_by_cells(grid, k, [j for j in alone if find_told(grid.vocabulary, kind, j.as_written) != IGNORED])
    if k.quarter_blocks:
        first = next(iter(k.quarter_blocks.values()))
        k.other_headings += [
            k.columns.pop(name) for name in first if name in k.columns
        ]  # JUMLAH → AKTIF beside the quarters
        k.columns |= first
    for name, option in ticked.items():
        one = title[option[0].column]
        shared = Heading(one.column, one.row, [*one.path[:-1], write_headings(option)])
        if name in k.columns:
            k.doubled.append((name, k.columns[name], shared))
        else:
            k.columns[name], k.ticks[name] = shared, option
            typical += name in sheet.telling_columns
    mandatory = sum(name in k.columns for name in sheet.mandatory_columns) / len(sheet.mandatory_columns)
    known = len(k.columns) + sum(len(option) - 1 for option in k.ticks.values())
    # Not read, but understood: its second line belongs to the header.
    without_year = any(is_rat_without_year(kind, j.path) for j in k.other_headings)
    k.score = known + typical + 3 * mandatory + 0.5 * without_year - (0 if NAME_COLUMNS[kind] in k.columns else 5)
    return k


def _drop_repeats(path: HeadingLabel) -> list[str]:
    return [t for i, (_, t) in enumerate(path) if i == 0 or t != path[i - 1][1]]


def _take_first_quarter(k: Header, title: list[Heading]) -> list[Heading]:
    """Of a rekap with columns for several quarters the shared ones; those of a quarter go into quarter_blocks."""
    if not SHEET_KINDS[k.kind].counted_kind:
        return title
    by_quarter: dict[WrittenQuarter, list[Heading]] = {}
    for j in title:
        moment, rest = _find_quarter(j)
        by_quarter.setdefault(moment if rest else WrittenQuarter(), []).append(j)
    shared = by_quarter.pop(WrittenQuarter(), [])
    for moment, owned in by_quarter.items():
        one = Header(k.first_row, k.last_row, k.kind, {}, 0.0)
        _take_headings(one, [Heading(j.column, j.row, _find_quarter(j)[1]) for j in owned])
        original = {j.column: j for j in owned}
        if one.columns:
            k.quarter_blocks[moment] = {name: original[j.column] for name, j in one.columns.items()}
        k.other_headings += [original[j.column] for j in one.other_headings]
        k.doubled += [(name, original[a.column], original[b.column]) for name, a, b in one.doubled]
    return shared


def _find_quarter(j: Heading) -> tuple[WrittenQuarter, list[str]]:
    """The quarter that a path of headings names, and what is left of the path."""
    part = [take_out_quarter(text) for text in j.path]
    year = next((w.year for w, _ in part if w.year), None)
    ordinal = next((w.number for w, _ in part if w.number), None)
    return WrittenQuarter(year, ordinal), [rest for _, rest in part if rest]


def _take_headings(k: Header, title: list[Heading]) -> int:
    """Sort headings into the columns of the kind; how many of them are typical of it."""
    sheet = SHEET_KINDS[k.kind]
    complete: dict[str, bool] = {}
    typical = 0
    for j in title:
        name, key, full = match_heading(tuple(j.path), k.kind)
        moment = QUARTER_KEYS.get(make_key(j.path[-1])) if sheet.counted_kind and not name else None
        if moment and moment not in k.quarter_headings:
            k.quarter_headings[moment] = j
        elif not name:
            (
                k.number_columns.append(j.column)
                if is_running_number(j.path[-1:]) and len(j.path) == 1
                else k.other_headings.append(j)
            )
        elif name not in k.columns:
            k.columns[name], complete[name] = j, full
            typical += name in sheet.telling_columns and is_distinctive(key)
        elif full and not complete[name]:  # "NIK" beats "SERTIFIKAT → NIK"
            k.other_headings.append(k.columns[name])
            k.columns[name], complete[name] = j, True
        elif complete[name] and not full:
            k.other_headings.append(j)
        else:
            k.doubled.append((name, k.columns[name], j))
    return typical


def _has_numeric_name(grid: Grid, k: Header) -> bool:
    """A small summary "Kelurahan | Koperasi | Anggota" counts cooperatives: no names below, so no register."""
    title = k.columns.get(NAME_COLUMNS[k.kind])
    if title is None:
        return False
    below = [cell[title.column - 1] for cell in grid.cells[k.last_row : k.last_row + 12] if len(cell) >= title.column]
    # A formula that finds nothing yet shows 0, and so does one that nobody has calculated: no number of anything.
    content = [v for v in below if not is_blank(v) and v != 0]
    amount = sum(isinstance(v, float) for v in content)
    return len(content) >= 2 and amount > len(content) / 2
