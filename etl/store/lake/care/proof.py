"""Whether the lake holds of every area what it published last: what somebody took out or changed there is missed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import duckdb

from etl.rules import fill_statement
from etl.store.lake.address import Address
from etl.store.lake.ledger import Entry, read_newest
from etl.store.lake.tables import Columns, Fingerprint, find_place
from etl.store.lake.visit.session import Session

_PATIENCE = 3600.0  # seconds

_COUNT = """select pemda, count(*), coalesce(sum(hash({columns})::hugeint), 0) from {place}
            where list_contains($areas, pemda) group by 1"""


class Damage(NamedTuple):
    """A table of an area that holds `rows` rows where `published` were published; as many where they are others."""

    area: str
    table: str
    rows: int
    published: int

    def say(self) -> str:
        """For the operator."""
        seen = f"{self.rows} baris, diterbitkan {self.published}"
        found = seen if self.rows != self.published else f"{self.rows} baris, sama banyak, tetapi isinya lain"
        return f"Tabel {self.table} milik {self.area} di katalog bersama diubah orang: {found}."


def prove(address: Address) -> list[Damage]:
    """Of all areas; nobody waits for it meanwhile. Raises StoreDamaged where the catalog cannot be used."""
    with Session(address, "pembuktian") as session:
        return session.ask_lake(_find_damage, _PATIENCE) if session.has_lake() else []


def _find_damage(con: duckdb.DuckDBPyConnection) -> list[Damage]:
    """As one moment of the lake; a table is read once for all that published it alike."""
    con.execute("begin")
    try:
        newest = read_newest(con)
        return [damage for table, columns in _list_shapes(newest) for damage in _compare(con, newest, table, columns)]
    finally:
        con.execute("rollback")


def _list_shapes(newest: dict[str, Entry]) -> Iterable[tuple[str, Columns]]:
    """Each table with its columns, as often as areas published it with others."""
    found: list[tuple[str, Columns]] = []
    for entry in newest.values():
        found += [(t, columns) for t, (columns, _) in entry.tables.items() if (t, columns) not in found]
    return found


def _compare(con: duckdb.DuckDBPyConnection, newest: dict[str, Entry], table: str, columns: Columns) -> list[Damage]:
    alike = {a: e for a, e in newest.items() if table in e.tables and e.tables[table][0] == columns}
    sql = fill_statement(_COUNT, columns=list(columns), place=find_place(table))
    rows = con.execute(sql, {"areas": list(alike)}).fetchall()
    there = {area: Fingerprint(int(n), int(h)) for area, n, h in rows}
    nothing = Fingerprint(0, 0)
    return [
        Damage(area, table, there.get(area, nothing).rows, entry.tables[table][1].rows)
        for area, entry in alike.items()
        if not entry.is_held(table, there.get(area, nothing))
    ]
