"""The cells of tick columns: which of them are marked, and what the marks of one row say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from etl.cells.choices import fold, index_spellings
from etl.cells.texts import read_text
from etl.model import Cell, TickColumn
from etl.skema import TICK_SIGNS, UNKNOWN, YES_NO, Column

YES_WORDS, NO_WORDS = ({fold(k) for k in (value, *YES_NO[value])} for value in ("ya", "tidak"))
_NOT_MARKS = NO_WORDS - {"t"}  # "t" below TIDAK AKTIF may mean either


@dataclass
class TickReading:
    """What the marks of one row say. conflicting: columns marked against each other."""

    value: str | None = None
    conflicting: list[TickColumn] = field(default_factory=list)
    strange_cells: list[tuple[TickColumn, Cell]] = field(default_factory=list)


def is_marked(cell: Cell, option: TickColumn, column: Column) -> bool | None:
    """Whether a cell marks its column; None: it is no mark that anybody knows. A blank and a dash mark nothing."""
    if isinstance(cell, bool):
        return cell
    text = read_text(cell)
    if text is None:
        return False
    tidied = fold(text)
    if option.otherwise and index_spellings(column.pilihan).get(tidied) == option.otherwise:
        return False
    # The choice itself, written again in its own column.
    if tidied == fold(option.text) or index_spellings(column.pilihan).get(tidied) == option.value:
        return True
    if tidied in YES_WORDS or text.rstrip("\ufe0f") in TICK_SIGNS:
        return True
    return False if tidied in _NOT_MARKS else None


def read_marks(column: Column, content: Sequence[tuple[TickColumn, Cell]]) -> TickReading:
    """What one row's cells of the tick columns of `column` say. In a list of choices several may be marked."""
    meaning = [(p, cell, is_marked(cell, p, column)) for p, cell in content]
    strange = [(p, cell) for p, cell, understood in meaning if understood is None]
    hit = [p for p, _, understood in meaning if understood]
    if strange:
        return TickReading(strange_cells=strange)
    if column.tipe == "daftar":
        return TickReading("; ".join(n for n in column.pilihan if n in {p.value for p in hit}) or None)
    if repeated := next((k for k in _group_by_key(hit) if len(k) > 1), None):
        return TickReading(conflicting=repeated)
    denied = [p.otherwise for p, cell, _ in meaning if p.otherwise and not hit and _is_denied(cell)]
    return TickReading(max((*(p.value for p in hit), *denied), default=None) or None)


def _is_denied(cell: Cell) -> bool:
    """Whether a cell that is no mark says no in so many words; a blank and a dash say nothing."""
    return cell is False or (not isinstance(cell, bool) and read_text(cell) is not None)


def convert_choice(column: Column, value: str | None) -> str | int | bool | None:
    """The choice in the type of its column; a status that nobody marked is unknown."""
    if column.nama == "status":
        return value or UNKNOWN
    if value is None or column.tipe not in ("ya_tidak", "tahun"):
        return value
    return value == "ya" if column.tipe == "ya_tidak" else int(value)


def _group_by_key(hit: Iterable[TickColumn]) -> list[list[TickColumn]]:
    result: dict[str, list[TickColumn]] = {}
    for p in hit:
        result.setdefault(p.exclusion_group, []).append(p)
    return list(result.values())
