"""Is a table of the kind that its headings name best? Its naming column and one that no other list has must say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from etl.cells.texts import is_blank
from etl.headings.header_parts import Header
from etl.headings.meanings import DICTIONARY, NAME_COLUMNS, make_key
from etl.headings.told import list_told
from etl.model import Grid
from etl.skema import REGISTER, SHEET_KINDS, SheetKind

_LINES_ABOVE = 10  # rows above a header whose labels count: "Nama Kegiatan : …"
_WITHOUT_NAME = 3  # columns of a kind, two of them proofs, although the one that names its rows is missing


def is_proven(grid: Grid, k: Header) -> bool:
    """The naming column and one more that only lists of this kind have; common headings prove nothing.

    A lack of the naming column is outweighed by more proof: the column is then reported as missing.
    """
    sheet = SHEET_KINDS[k.kind]
    proofs = {*_list_proofs(sheet, k), *_list_above(grid, sheet, k), *list_told(k, grid.vocabulary)}
    if sheet.counted_kind:  # areas or quarters name its rows, which kinds.py looks at
        return len(k.columns) >= 2 and bool(proofs)
    if NAME_COLUMNS[k.kind] in k.columns:
        return len(k.columns) >= 2 and bool(proofs)
    return len(k.columns) >= _WITHOUT_NAME and len(proofs) >= 2


def prefer_participants(grid: Grid, candidates: Mapping[str, Header], best: Header | None) -> Header | None:
    """A list of people with columns about their cooperatives is no register, however many such columns it has."""
    if best is None or best.kind != REGISTER:
        return best
    cooperative = best.columns.get(NAME_COLUMNS[REGISTER])
    for k in candidates.values():
        sheet = SHEET_KINDS[k.kind]
        name, target = k.columns.get(sheet.name_column), k.columns.get(sheet.target_column)
        if name is None or not sheet[sheet.name_column].pribadi:
            continue
        same = cooperative is None or (target is not None and target.column == cooperative.column)
        event = {*_list_proofs(sheet, k), *_list_above(grid, sheet, k)} - {sheet.target_column, "nik_koperasi"}
        if same and (event or not _is_common(sheet, name.path)):
            return k
    return best


def _list_proofs(sheet: SheetKind, k: Header) -> Iterator[str]:
    proofs = sheet.proof_columns or sheet.telling_columns
    yield from (name for name in proofs if name in k.columns and not _is_common(sheet, k.columns[name].path))


def _is_common(sheet: SheetKind, path: list[str]) -> bool:
    return make_key(path[-1]) in {make_key(text) for text in sheet.common_headings}


def _list_above(grid: Grid, sheet: SheetKind, k: Header) -> Iterator[str]:
    """Columns that labelled lines above the header give to all its rows."""
    if not sheet.shares_lines:
        return
    for cells in grid.cells[max(0, k.first_row - 1 - _LINES_ABOVE) : k.first_row - 1]:
        filled = [v for v in cells if not is_blank(v)]
        for label in (v for v in filled[:2] if isinstance(v, str)):
            text, colon, _ = label.partition(":")
            name = DICTIONARY[sheet.jenis].get(make_key(text), "")
            if name in sheet.proof_columns and (colon or len(filled) > 1):
                yield name
