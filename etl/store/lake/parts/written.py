"""What a transaction wrote into new files of the lake, read from these files.

To ask the lake for rows that were just written takes twelve questions to PostgreSQL for each table, in which it lists
the files of all areas, while all areas wait. Rows that only join the others stand in files of their own, in the folder
of their area, where nobody else writes while its lock is held: reading those takes none.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from etl.rules import Statement, fill_statement
from etl.store.lake.parts.compare import open_calculator
from etl.store.lake.tables import (
    AREA,
    Change,
    Fingerprint,
    Keys,
    Tables,
    count_repeated,
    put_under_one_another,
    say_name,
)

_COUNT = """select {name} as tabel, count(*), coalesce(sum(hash({columns})::hugeint), 0), {repeated}
            from read_parquet($berkas_{mark}, hive_partitioning = false) where {area} = $pemda"""


class Written:
    """The files that come into an area's folders while it is used."""

    def __init__(self, folder: Path, area: str, tables: Iterable[str]) -> None:
        self._area = area
        self._folders = {table: folder / "main" / table / f"{AREA}={area}" for table in tables}
        self._before = {table: _list_files(place) for table, place in self._folders.items()}

    def read(self, found: Tables, keys: Keys) -> dict[str, tuple[Fingerprint, int]]:
        """{table: (what its new files hold, rows beyond one for each key)}, in one question; without tables that have
        none, and nothing where they cannot be read: then the lake is asked."""
        new = {t: sorted(map(str, _list_files(place) - self._before[t])) for t, place in self._folders.items()}
        counts: list[Statement] = []
        given: dict[str, object] = {"pemda": self._area}
        for table, files in new.items():
            if files:
                given[f"berkas_{len(counts)}"] = files
                counts.append(_count(table, found, keys, str(len(counts))))
        try:
            with open_calculator() as con:
                rows = con.execute(put_under_one_another(counts), given).fetchall() if counts else []
        except duckdb.Error:
            return {}
        return {table: (Fingerprint(int(n), int(h)), int(more)) for table, n, h, more in rows}


def joins_only(change: Change, key: Iterable[str]) -> bool:
    """Whether nothing stands there of the parts that are written (None = of all), and no other part can hold one of
    their keys."""
    columns = tuple(key)
    return not change.is_there and (change.part is None or not columns or change.part in columns)


def _count(table: str, found: Tables, keys: Keys, mark: str) -> Statement:
    return fill_statement(
        _COUNT,
        name=say_name(table),
        columns=list(found[table][0]),
        repeated=count_repeated(keys.get(table, ())),
        mark=Statement(mark),
        area=[AREA],
    )


def _list_files(folder: Path) -> set[Path]:
    return set(folder.glob("*.parquet"))
