"""The newest version of an area as this visit knows it, so that it is not read again while nobody published another.

DuckLake reads the ledger of all areas for one of its rows; PostgreSQL says for a tenth of that which snapshot holds the
area's newest version. A snapshot never changes; its time tells it from one of the same number in a catalog that was put
back from a backup.
"""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from etl.rules import Statement, fill_statement
from etl.store.attach import text_literal
from etl.store.lake.ledger import Entry

_NEWEST = """select snapshot_id::text || ' ' || snapshot_time::text as potret
             from koperasi.ducklake_snapshot join koperasi.ducklake_snapshot_changes using (snapshot_id)
             where snapshot_id >= {since} and commit_extra_info::json->>'pemda' = {area}
             order by snapshot_id desc limit 1"""


class Seen(NamedTuple):
    """snapshot: number and time of the one that holds the entry as its area's newest."""

    snapshot: str
    entry: Entry

    @property
    def number(self) -> int:
        return int(self.snapshot.split()[0])


def find_newest_snapshot(con: duckdb.DuckDBPyConnection, catalog: str, area: str, since: int = 0) -> str:
    """Number and time of the newest snapshot that published something for an area; "" = none from `since` on.
    `catalog`: PostgreSQL as the connection calls it, not inside a transaction: that would not see what came later."""
    sql = fill_statement(_NEWEST, since=Statement(str(int(since))), area=Statement(text_literal(area)))
    found = con.execute("from postgres_query($name, $sql)", {"name": catalog, "sql": sql}).fetchall()
    return str(found[0][0]) if found else ""
