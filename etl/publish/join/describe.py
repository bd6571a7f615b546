"""A published cooperative as people know it: its name and place, the quarters of its registers, its rows elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import duckdb
import pandas as pd

from etl.identity.rows import list_rows
from etl.skema import REGISTER

_AREAS = "select kode, nama from wilayah"


@dataclass(frozen=True)
class Cooperative:
    """id; name and area as last published; rows: all that speak of it (etl/identity/rows.py)."""

    id: str
    name: str
    area: str
    rows: pd.DataFrame = field(repr=False)

    @property
    def registers(self) -> pd.DataFrame:
        """Its rows in registers, the oldest first."""
        return self.rows[self.rows["jenis"] == REGISTER]

    @property
    def quarters(self) -> list[str]:
        return list(self.registers["periode"])

    def say(self, quarters: Collection[str] = ()) -> str:
        """ "“KSU Maju” (Turi)"; `quarters`: as it was called in the last of these."""
        if not quarters:
            return f"“{self.name}” ({self.area})"
        row = self.registers[self.registers["periode"].isin(list(quarters))].iloc[-1]
        return f"“{row['nama_koperasi'] or '(tanpa nama)'}” ({row['kelurahan']})"


def read_areas(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """{code: name} of the areas of a version."""
    return dict(con.execute(_AREAS).fetchall())


def read_cooperatives(con: duckdb.DuckDBPyConnection, ids: Collection[str]) -> dict[str, Cooperative]:
    """{id: cooperative} of those that a register of this version knows."""
    rows = list_rows(con, ids)
    areas = read_areas(con)
    rows = rows.assign(kelurahan=[areas.get(c, c) for c in rows["kode_kelurahan"]])
    found = {}
    for number in ids:
        own = rows[rows["koperasi_id"] == number]
        registers = own[own["jenis"] == REGISTER]
        if len(registers):
            last = registers.iloc[-1]
            name = last["nama_koperasi"] or "(tanpa nama)"
            found[number] = Cooperative(number, name, last["kelurahan"], own)
    return found


def find_cooperative(con: duckdb.DuckDBPyConnection, number: str) -> Cooperative:
    """One cooperative. Raises ValueError with a sentence when no register knows it."""
    found = read_cooperatives(con, [number]).get(number)
    if found is None:
        raise ValueError(f"Tidak ada koperasi dengan kode “{number[:40]}” di register yang terbit")
    return found
