"""What a header is made of: headings with their paths of texts, and the columns that they make known."""

from __future__ import annotations

from dataclasses import dataclass, field

from etl.model import TickColumn, WrittenQuarter

HeadingLabel = list[tuple[int, str]]  # (row, text) from the group down to the heading itself


@dataclass
class Heading:
    """A heading: its column, the cell that names it, its path of texts."""

    column: int
    row: int
    path: list[str]

    @property
    def as_written(self) -> str:
        return " → ".join(" ".join(t.split()) for t in self.path)


@dataclass
class Header:
    """The header of one table. Rows and columns count from 1."""

    first_row: int
    last_row: int
    kind: str
    columns: dict[str, Heading]
    score: float
    number_columns: list[int] = field(default_factory=list)  # columns of running numbers
    other_headings: list[Heading] = field(default_factory=list)
    doubled: list[tuple[str, Heading, Heading]] = field(default_factory=list)
    left: int = 0
    right: int = 0
    without_heading: list[int] = field(default_factory=list)
    ticks: dict[str, list[TickColumn]] = field(default_factory=dict)  # columns whose choices have a column each
    quarter_headings: dict[str, Heading] = field(
        default_factory=dict
    )  # of a rekap: columns that name the quarter of a row
    quarter_blocks: dict[WrittenQuarter, dict[str, Heading]] = field(
        default_factory=dict
    )  # of a rekap: columns of each quarter

    def map_columns(self) -> dict[str, int]:
        return {name: j.column for name, j in self.columns.items()}

    @property
    def tick_columns(self) -> set[int]:
        return {p.column for option in self.ticks.values() for p in option}
