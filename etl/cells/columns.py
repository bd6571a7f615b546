"""One column at a time: choose the converter its declaration asks for, convert each distinct value once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from etl import personal
from etl.cells import choices, dates, numbers
from etl.cells.texts import read_text
from etl.model import Cell, Reading, Reason
from etl.skema import Column

NUMBER_TYPES = ("bulat", "desimal", "rupiah")
_ERROR_TEXT = re.compile(r"#[A-Z0-9/]{2,7}[!?]?")  # "#N/A", "#REF!"


@dataclass
class TypedColumn:
    """A converted column: its values, and by position the reasons to list."""

    values: list[Any]
    reasons: dict[int, Reason] = field(default_factory=dict)


def convert_column(
    column: Column, content: Sequence[Cell], factor: float = 1.0, percent: frozenset[int] = frozenset()
) -> TypedColumn:
    """Convert a column. `factor` to Rp; `percent`: positions whose number format shows per cent.

    Values come as the contract says, but a date that may be a range (Column.sampai) as dates.DateRange, so that its
    end is not lost.
    """
    if column.tipe in NUMBER_TYPES:
        return _read_numbers(content, numbers.choose_rule(column, content, factor), percent)
    return _read_each_once(content, _choose_reader(column, content))


def _choose_reader(column: Column, content: Sequence[Cell]) -> Callable[[Cell], Reading]:
    """The converter of a single value."""
    if column.tipe == "tanggal":
        doubtful = dates.is_month_first(content)
        if column.range_end:
            return partial(dates.read_range, doubtful=doubtful)
        return partial(dates.read_date, doubtful=doubtful, end=column.takes_last_day)
    if column.needs_letter:
        return _read_name
    readers: dict[str, Callable[[Cell], Reading]] = {
        "kode": choices.read_code,
        "pilihan": choices.read_status
        if column.nama == "status"
        else partial(choices.read_choice, choices=column.pilihan),
        "daftar": partial(choices.read_list, choices=column.pilihan),
        "ya_tidak": partial(choices.read_yes_no, choices=column.pilihan),
        "tahun": partial(dates.read_year, minimum=column.minimum, maximum=column.maksimum),
    }
    return readers.get(column.tipe, _read_text)


def _read_text(cell: Cell) -> Reading:
    return Reading(read_text(cell))


def _read_name(cell: Cell) -> Reading:
    """A name has a letter and is no error pasted as text. LibreOffice leaves 0 for formulas of text in .xls: no
    cooperative is called that."""
    text = read_text(cell)
    is_name = text is None or (any(c.isalpha() for c in personal.without(text)) and not _ERROR_TEXT.fullmatch(text))
    return Reading(text) if is_name else Reading(None, Reason("bukan_nama"))


def _read_each_once(content: Sequence[Cell], read: Callable[[Cell], Reading]) -> TypedColumn:
    # The type is part of the key: True, 1 and 1.0 are equal in Python but not in a cell.
    key = list(zip(map(type, content), content, strict=True))
    reading = {k: read(k[1]) for k in set(key)}
    value = {k: b.value for k, b in reading.items()}
    reason = {k: b.reason for k, b in reading.items() if b.reason is not None}
    recorded = {i: reason[k] for i, k in enumerate(key) if k in reason} if reason else {}
    return TypedColumn([value[k] for k in key], recorded)


def _read_numbers(content: Sequence[Cell], style: numbers.NumberRule, percent: frozenset[int]) -> TypedColumn:
    """Typed numbers all at once; texts, doubtful values and per cents one by one. NaN is a blank."""
    amount = np.array([s if type(s) is float else np.nan for s in content], dtype=float)
    value = np.asarray(numbers.scale(amount, style.factor), dtype=float)
    good = (value >= numbers.find_lowest(style)) & (value <= numbers.find_highest(style))
    if style.type_name == "bulat":
        good &= value == np.floor(value)
    other = {i for i in np.flatnonzero(~good).tolist() if content[i] is not None} | {
        i for i in percent if content[i] is not None
    }
    ever: dict[tuple[type, Cell, bool], Reading] = {}
    reason: dict[int, Reason] = {}
    for i in sorted(other):
        key = (type(content[i]), content[i], i in percent)
        if key not in ever:
            ever[key] = numbers.read_number(content[i], style, i in percent)
        reading = ever[key]
        value[i] = np.nan if reading.value is None else reading.value
        if reading.reason is not None:
            reason[i] = reading.reason
    return TypedColumn(value.tolist(), reason)
