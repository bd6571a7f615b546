"""Put corrections into the grids of a workbook before any stage looks at them; guarded by what stood there.

The bytes that are archived stay as they came. What a correction says is masked and read as if it had been typed into
the cell; numbers of people, and columns that hold personal data, do not come through this door: it is written into
records.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from etl import personal
from etl.cells.texts import write_plain, write_plain_number
from etl.corrections.typed import MAX_LENGTH, parse_cell
from etl.model import Correction, FoundTable, Grid, write_address
from etl.pesan import Finding, make_finding, say_choices
from etl.skema import SHEET_KINDS

PERSONAL = "data pribadi"
TableField = tuple[FoundTable, str]  # and a name of its columns, "" above the data


@dataclass
class Applied:
    """The corrections that were taken, each with what stood in its cell, and findings on the others."""

    used: list[Correction] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def apply_corrections(grids: Sequence[Grid], corrections: Iterable[Correction]) -> Applied:
    """Write the new values into the grids, in place. A cell that says it already needs no correction."""
    shown = personal.shown_names(grid.name for grid in grids)
    by_name = {shown[grid.name]: grid for grid in grids}
    applied = Applied()
    for c in corrections:
        refusal = _refuse(c, by_name)
        if refusal is not None:
            applied.findings.append(refusal)
            continue
        grid = by_name[c.lembar]
        row, column = find_target(grid, *(parse_cell(c.sel) or (1, 1)))
        old = show_cell(grid, row, column)
        if old == write_plain(c.baru):
            continue
        if c.lama is not None and not _is_same_text(c.lama, old):
            part = {"lama": c.lama, "baru": c.baru}
            applied.findings.append(make_finding("perbaikan_berbeda", c.lembar, c.sel, old, **part))
            continue
        _write_cell(grid, row, column, c.baru)
        applied.used.append(replace(c, sel=write_address(row, column), lama=old))
    return applied


def find_target(grid: Grid, row: int, column: int) -> tuple[int, int]:
    """The cell that people see: of a merged range the first one."""
    for r1, c1, r2, c2 in grid.merges:
        if r1 <= row <= r2 and c1 <= column <= c2:
            return r1, c1
    return row, column


def show_cell(grid: Grid, row: int, column: int) -> str:
    """What people see in a cell, without numbers of people: text, number, date or error; "" = blank."""
    if (row, column) in grid.errors:
        return grid.errors[row, column]
    cells = grid.cells[row - 1] if row <= len(grid.cells) else []
    cell = cells[column - 1] if column <= len(cells) else None
    if isinstance(cell, float):
        if (row, column) in grid.percents:
            return f"{write_plain_number(round(cell * 100, 10)).replace('.', ',')}%"
        return personal.mask_number(cell, False) or write_plain_number(cell)
    return personal.mask(write_plain(cell))


def settle_corrections(used: Sequence[Correction], tables: Sequence[FoundTable]) -> Applied:
    """Those of cells that are read and hold nothing personal; a finding on each other one."""
    settled = Applied()
    for c in used:
        row, column = parse_cell(c.sel) or (1, 1)
        fields = [
            (t, name) for t in list_tables_at(tables, c.lembar, row) if (name := find_field(t, row, column)) is not None
        ]
        if any(is_personal(t, name) for t, name in fields) or _is_new_mobile(c, fields):
            settled.findings.append(make_finding("perbaikan_pribadi", c.lembar, c.sel, apa=PERSONAL))
        elif not fields:
            settled.findings.append(make_finding("perbaikan_tak_terbaca", c.lembar, c.sel))
        else:
            settled.used.append(_hide_mobile(c, fields))
    return settled


def list_tables_at(tables: Iterable[FoundTable], sheet: str, row: int) -> list[FoundTable]:
    """The table in whose data a row stands, else all of the sheet: the row may be a heading or a title of any."""
    on_sheet = [t for t in tables if t.lembar == sheet]
    return [t for t in on_sheet if row in t.data.index] or on_sheet


def find_field(table: FoundTable, row: int, column: int) -> str | None:
    """The column of a table in whose cells of data a cell stands; "" above the data; None where nothing is read."""
    for name, found in table.kolom.items():
        if found.column <= column <= max(found.column, found.last_column):
            return name if row > table.baris_judul else ""
    return "" if row <= table.baris_judul or row not in table.data.index else None


def is_personal(table: FoundTable, field_name: str) -> bool:
    return bool(field_name) and SHEET_KINDS[table.jenis][field_name].pribadi


def _refuse(c: Correction, by_name: dict[str, Grid]) -> Finding | None:
    """Why a correction cannot be tried at all."""
    if kinds := personal.kinds(c.baru):
        return make_finding("perbaikan_pribadi", c.lembar, c.sel, apa=say_choices(list(kinds), "dan"))
    grid, place = by_name.get(c.lembar), parse_cell(c.sel)
    reason = ""
    if grid is None:
        reason = f"tidak ada lembar “{c.lembar}”"
    elif place is None or place[0] > len(grid.cells) or place[1] > max(map(len, grid.cells)):
        reason = f"{c.sel} di luar isi lembar “{c.lembar}”"
    elif len(c.baru) > MAX_LENGTH:
        reason = f"isinya lebih dari {MAX_LENGTH} huruf"
    elif (seen := find_target(grid, *place)) != place:
        reason = f"{c.sel} tertutup sel gabungan; yang terlihat {write_address(*seen)}, jadi tulis perbaikannya di sana"
    return make_finding("perbaikan_tanpa_sel", isi=c.place, rincian=reason) if reason else None


def _write_cell(grid: Grid, row: int, column: int, text: str) -> None:
    cells = grid.cells[row - 1]
    cells.extend([None] * (column - len(cells)))
    cells[column - 1] = text or None
    grid.errors.pop((row, column), None)
    grid.without_value.discard((row, column))
    grid.percents.discard((row, column))


# In a column of texts 81234567890 is a telephone number that lost its zero; anywhere else it is an amount.


def _is_same_text(old: str, now: str) -> bool:
    return old == now or (old == personal.TOKEN[personal.PHONE] and personal.is_bare_mobile(now))


def _is_new_mobile(c: Correction, fields: list[TableField]) -> bool:
    return personal.is_bare_mobile(c.baru) and any(_holds_texts(t, name) for t, name in fields)


def _hide_mobile(c: Correction, fields: list[TableField]) -> Correction:
    hidden = personal.is_bare_mobile(c.lama or "") and any(_holds_texts(t, name) for t, name in fields)
    return replace(c, lama=personal.TOKEN[personal.PHONE]) if hidden else c


def _holds_texts(table: FoundTable, field_name: str) -> bool:
    return not field_name or SHEET_KINDS[table.jenis][field_name].tipe == "teks"
