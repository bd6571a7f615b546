"""Decisions of staff that two published cooperatives are one, or that one is two, as a version's file holds them.

They are content, not ledger: bringing an older version back brings the decisions of then back. Who took one and who
withdrew it stands in the ledger and in the records.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import duckdb
import pandas as pd

from etl.rules import fill_statement, read_statement

JOIN, SEPARATION = "gabung", "pisah"
TABLES = ("putusan_koperasi", "putusan_koperasi_baris")
_FORMS = read_statement(Path(__file__).with_name("forms.sql"))


class Decision(NamedTuple):
    """A row of putusan_koperasi. nomor: the version that it made; koperasi_lain: of a join the id that ended in
    koperasi_id, of a separation the one that was taken out of it; dibuat: no row had koperasi_lain before."""

    nomor: int
    jenis: str
    koperasi_id: str
    koperasi_lain: str
    dibuat: bool
    oleh: str
    waktu: dt.datetime
    alasan: str

    @property
    def ids(self) -> frozenset[str]:
        return frozenset((self.koperasi_id, self.koperasi_lain))


@dataclass(frozen=True)
class Decided:
    """What the decisions in force mean. joined: {id that ended: the one it is now}; apart: pairs that are two, the one
    they were taken for first; ids: every id that is spoken of, which no other cooperative may get."""

    joined: Mapping[str, str] = field(default_factory=dict)
    apart: tuple[tuple[str, str], ...] = ()
    ids: frozenset[str] = frozenset()

    def find(self, number: str) -> str:
        """The id that stands for one now."""
        return self.joined.get(number, number)

    def are_apart(self, one: str | None, other: str | None) -> bool:
        """Whether two cooperatives were once taken for one."""
        return (one, other) in self.apart or (other, one) in self.apart


UNDECIDED = Decided()


def read(con: duckdb.DuckDBPyConnection) -> list[Decision]:
    """The decisions in force, oldest first; none in a file that an earlier release wrote."""
    try:
        rows = con.execute(
            fill_statement("select {columns} from putusan_koperasi order by nomor", columns=Decision._fields)
        )
    except duckdb.CatalogException:
        return []
    return [Decision(*r) for r in rows.fetchall()]


def settle(decisions: Iterable[Decision]) -> Decided:
    """What decisions mean together, the oldest first: a later one may join what an earlier one made."""
    joined: dict[str, str] = {}
    apart: list[tuple[str, str]] = []
    ids: set[str] = set()
    for d in decisions:
        ids |= d.ids
        if d.jenis == JOIN:
            joined = {old: d.koperasi_id if new == d.koperasi_lain else new for old, new in joined.items()}
            joined[d.koperasi_lain] = d.koperasi_id
            apart = [(joined.get(one, one), joined.get(other, other)) for one, other in apart]
        else:
            apart.append((d.koperasi_id, d.koperasi_lain))
    return Decided(joined, tuple(apart), frozenset(ids))


def read_forms(con: duckdb.DuckDBPyConnection, columns: list[str]) -> pd.DataFrame:
    """The keys that rows of registers had when a decision moved them, under the id of now: they are known also when the
    quarter is uploaded again without them."""
    decided = settle(read(con))
    if not decided.ids:
        return pd.DataFrame(columns=columns, dtype=object)
    forms = con.execute(_FORMS).df().astype(object)
    forms = forms.where(forms.notna(), None)
    return forms.assign(koperasi_id=forms["koperasi_id"].map(decided.find))[columns]


def find(con: duckdb.DuckDBPyConnection, number: int) -> Decision:
    """One decision in force. Raises ValueError with a sentence when there is none of this number."""
    found = next((d for d in read(con) if d.nomor == number), None)
    if found is None:
        raise ValueError(f"Penggabungan atau pemisahan versi {number} tidak ada atau sudah dibatalkan")
    return found


def write(con: duckdb.DuckDBPyConnection, d: Decision) -> None:
    """Put a decision in force."""
    con.execute("insert into putusan_koperasi values (?, ?, ?, ?, ?, ?, ?, ?)", list(d))


def remove(con: duckdb.DuckDBPyConnection, number: int) -> None:
    """Take a decision out of force, with what it noted about rows."""
    con.execute("delete from putusan_koperasi where nomor = ?", [number])
    con.execute("delete from putusan_koperasi_baris where nomor = ?", [number])
