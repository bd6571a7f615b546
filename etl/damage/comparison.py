"""Two registers beside one another, cell by cell, in plain Python: as SQL, with a row for each cell, this took a tenth
of the whole check.

The cells are those of one cooperative in both registers, so neither the order of the rows nor new and lost cooperatives
matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import duckdb

from etl.damage.model import BH, COLUMNS, LEAST, NAME, NIK, Example, Register
from etl.rules import fill_statement

# Identity is said without regard to blanks and points.
_POINTS = str.maketrans("", "", " .,-/'\"")
_UNKNOWN = "tidak diketahui"


class Row(NamedTuple):
    """A row of a register: whose, where it stands in the workbook, and its values in the order of COLUMNS."""

    who: str
    lembar: str
    baris: int
    values: tuple[Any, ...]


class Reader:
    """The registers of a connection, each read once."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self._known: dict[Register, list[Row]] = {}

    def read(self, register: Register) -> list[Row]:
        """Its rows in the order of the workbook."""
        if register not in self._known:
            self._known[register] = self._read(register)
        return self._known[register]

    def _read(self, register: Register) -> list[Row]:
        sql = "select koperasi_id, lembar, baris, {columns} from {table} where periode = ? order by lembar, baris"
        statement = fill_statement(sql, columns=COLUMNS, table=[register.table])
        rows = self.con.execute(statement, [register.periode]).fetchall()
        return [Row(who, sheet, number, tuple(values)) for who, sheet, number, *values in rows]

    def read_older(
        self, register: Register, columns: Sequence[str], who: Sequence[str]
    ) -> dict[str, dict[str, tuple[Any, ...]]]:
        """What some cooperatives said in quarters before a register: {quarter: {cooperative: values}}, the latest
        first."""
        sql = "select periode, koperasi_id, {columns} from {table} where periode < ?"
        sql += " and koperasi_id in (select unnest(?)) order by periode desc"
        statement = fill_statement(sql, columns=columns, table=[register.table])
        found: dict[str, dict[str, tuple[Any, ...]]] = {}
        for periode, key, *values in self.con.execute(statement, [register.periode, list(who)]).fetchall():
            found.setdefault(periode, {})[key] = tuple(values)
        return found


@dataclass(frozen=True)
class Column:
    """A column in both registers, as its values are compared; row by row of the later one.

    present: the cooperative stands in both; then: what it said in the earlier one, None where it does not.
    """

    name: str
    now: Sequence[Any]
    then: Sequence[Any]
    present: Sequence[bool]
    stands_still: bool = False  # to the letter as it was

    @cached_property
    def changed(self) -> list[int]:
        """Rows of cooperatives of both registers that say something else."""
        if self.stands_still:
            return []
        pairs = zip(self.now, self.then, self.present, strict=True)
        return [i for i, (now, then, present) in enumerate(pairs) if present and now != then]

    @cached_property
    def shared(self) -> int:
        """Cooperatives of both registers."""
        return sum(self.present)

    @cached_property
    def filled(self) -> int:
        """How many of them said something."""
        return sum(v is not None for v in self.then)

    @cached_property
    def kinds(self) -> int:
        """Different values there were."""
        return len({v for v in self.then if v is not None})

    @cached_property
    def said_both(self) -> list[int]:
        """Rows that say something else; null to a value is no change."""
        return [i for i in self.changed if self.now[i] is not None and self.then[i] is not None]


class Comparison:
    """A register beside an earlier one.

    renamed: (sheet, row) of cooperatives of which staff answered that the name is another spelling of theirs.
    """

    def __init__(
        self,
        now: list[Row],
        before: list[Row],
        shares: Mapping[str, float],
        renamed: Collection[tuple[str, int]] = (),
    ) -> None:
        self.rows, self.shares, self.renamed = now, shares, renamed
        self.before = {row.who: row.values for row in reversed(before)}
        self.count_before = len(before)
        self._then = [self.before.get(row.who) for row in now]
        self.present = [values is not None for values in self._then]
        self.columns = self._make_columns()

    @cached_property
    def changed(self) -> dict[str, int]:
        """How many cooperatives say something else, by column."""
        return {name: len(column.changed) for name, column in self.columns.items()}

    def list_suspects(self) -> Iterator[Column]:
        """Columns with enough changes to be more than single mistakes."""
        return (column for column in self.columns.values() if len(column.changed) >= LEAST)

    def show(self, column: str, rows: Sequence[int]) -> tuple[Example, ...]:
        """The cells of some rows as they are typed, with what stood there before."""
        number = COLUMNS.index(column)
        return tuple(self._show_cell(number, i) for i in rows)

    def _show_cell(self, number: int, i: int) -> Example:
        row, then = self.rows[i], self._then[i]
        return Example(row.lembar, row.baris, row.values[number], then and then[number])

    def _make_columns(self) -> dict[str, Column]:
        """Most columns of a quarter stand still, which is seen before their texts are read."""
        written = [row.values for row in self.rows]
        nothing = (None,) * len(COLUMNS)
        now = _turn(written)
        then = _turn([values or nothing for values in self._then])
        kept = _turn([values or own for own, values in zip(written, self._then, strict=True)])
        return {name: self._make_column(name, now[i], then[i], now[i] == kept[i]) for i, name in enumerate(COLUMNS)}

    def _make_column(self, name: str, now: Sequence[Any], then: Sequence[Any], stands_still: bool) -> Column:
        return Column(name, tidy_values(name, now), tidy_values(name, then), self.present, stands_still)


def _turn(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The columns of rows."""
    return list(zip(*rows, strict=True)) or [()] * len(COLUMNS)


def tidy_identity(said: str) -> str:
    """A name or a number without regard to capitals, blanks and points."""
    return said.lower().translate(_POINTS)


def _tidy_text(said: str) -> str | None:
    """Without regard to capitals; an unknown status is none."""
    tidied = said.lower()
    return None if tidied == _UNKNOWN else tidied


def tidy_values(name: str, values: Sequence[Any]) -> Sequence[Any]:
    """Texts of a column as they are compared, each read once; all else as it is."""
    if not isinstance(next((v for v in values if v is not None), None), str):
        return values
    tidy = tidy_identity if name in (NAME, NIK, BH) else _tidy_text
    known = {v: tidy(v) for v in set(values) if v is not None}
    return [known.get(v) for v in values]


def find_number(value: object) -> float | None:
    """What a value comes to in an order: a number, a day, the digits of a text; None of anything else."""
    if isinstance(value, dt.date):
        return float(value.toordinal())
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    return float(value) if isinstance(value, str) and value.isdigit() else None
