"""A table on its way to typed values: its blemished cells by column, and the findings so far."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from etl.model import FoundTable, write_address
from etl.pesan import MAX_ALIKE, Finding, make_finding


@dataclass
class TableWork:
    """The table being worked on, its blemished cells by column, and the findings so far as (row, column, finding)."""

    table: FoundTable
    rows: list[int]
    errors: dict[int, dict[int, str]]
    without_value: dict[int, set[int]]
    percents: dict[int, set[int]]
    findings: list[tuple[int, int, Finding]] = field(default_factory=list)
    counts: Counter[tuple[str, int]] = field(default_factory=Counter)
    first_unlisted: dict[tuple[str, int], int] = field(default_factory=dict)  # first row that is only counted

    def report(self, baris: int, nomor: int, kode: str, isi: object = "", usul: str = "", **bagian: object) -> None:
        self.counts[kode, nomor] += 1
        if self.counts[kode, nomor] > MAX_ALIKE:  # before the text is made: a sheet can have a million
            self.first_unlisted.setdefault((kode, nomor), baris)
            return
        t = make_finding(kode, self.table.lembar, write_address(baris, nomor), isi, usul, **bagian)
        self.findings.append((baris, nomor, t))

    def list_findings(self) -> list[Finding]:
        """In the order of rows and columns; then one for each kind of finding that is only counted."""
        return [t for *_, t in sorted(self.findings, key=lambda x: x[:2])] + self._count_unlisted()

    def _count_unlisted(self) -> list[Finding]:
        return [
            make_finding(
                "temuan_serupa",
                self.table.lembar,
                write_address(row, number),
                jumlah=self.counts[code, number] - MAX_ALIKE,
            )
            for (code, number), row in self.first_unlisted.items()
        ]


def start_work(table: FoundTable) -> TableWork:
    """Nothing typed, nothing found yet."""
    errors: dict[int, dict[int, str]] = defaultdict(dict)
    for (row, column), text in table.grid.errors.items():
        errors[column][row] = text
    return TableWork(
        table,
        table.data.index.tolist(),
        errors,
        _group_by_column(table.grid.without_value),
        _group_by_column(table.grid.percents),
    )


def _group_by_column(cells: set[tuple[int, int]]) -> dict[int, set[int]]:
    result: dict[int, set[int]] = defaultdict(set)
    for row, column in cells:
        result[column].add(row)
    return result
