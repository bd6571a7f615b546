"""What staff ask for, settled and allowed: a decision that can be published, with the rows that it moves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from etl.identity import decisions
from etl.identity.decisions import JOIN, SEPARATION, Decision
from etl.match.cooperative_keys import make_keys
from etl.match.cooperatives import make_new_ids
from etl.publish.join import check
from etl.publish.join.apply import WITHDRAWN
from etl.publish.join.describe import Cooperative, find_cooperative, read_cooperatives
from etl.publish.join.moves import list_joined, list_returned, list_separated


@dataclass(frozen=True)
class Plan:
    """action: what the ledger calls it; said: what its record keeps; moves: the rows that get another id (`baru`);
    one, other: the two cooperatives, None = the other one is made by this; withdrawn: the decision that goes."""

    action: str
    said: dict[str, Any]
    moves: pd.DataFrame
    one: Cooperative
    other: Cooperative | None
    withdrawn: Decision | None = None


def plan_join(con: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> Plan:
    """Two are one: the id that was published first stays. Raises ValueError with a sentence."""
    pair = [find_cooperative(con, number) for number in ids]
    one, other = sorted(pair, key=lambda c: c.quarters[0])
    check.refuse_join(con, one, other)
    said = {"koperasi_id": one.id, "koperasi_lain": other.id}
    return Plan(JOIN, said, list_joined(con, one.id, other.id), one, other)


def plan_separation(
    con: duckdb.DuckDBPyConnection, number: str, quarters: Collection[str], other_id: str | None = None
) -> Plan:
    """One is two: in these quarters of the register another one is meant, a new one or one that is known. Raises
    ValueError with a sentence."""
    one = find_cooperative(con, number)
    other = None if other_id is None else find_cooperative(con, other_id)
    check.refuse_separation(con, one, quarters, other)
    made = _make_id(con, one, quarters) if other is None else other.id
    said = {
        "koperasi_id": one.id,
        "koperasi_lain": made,
        "dibuat": other is None,
        "triwulan": sorted(quarters),
    }
    moves = list_separated(con, one.id, made, quarters)
    check.refuse_alike(con, moves, (one.id, made))
    return Plan(SEPARATION, said, moves, one, other)


def _make_id(con: duckdb.DuckDBPyConnection, one: Cooperative, quarters: Collection[str]) -> str:
    rows = one.registers[one.registers["periode"].isin(list(quarters))]
    (made,) = make_new_ids(make_keys(rows)[-1:], check.read_all_ids(con)).values()
    return made


def plan_return(con: duckdb.DuckDBPyConnection, number: int) -> Plan:
    """A decision is withdrawn by itself; what was published since stands. Raises ValueError with a sentence."""
    d = decisions.find(con, number)
    check.refuse_return(con, d)
    known = read_cooperatives(con, [d.koperasi_id, d.koperasi_lain])
    moves = list_returned(con, d)
    one = known.get(d.koperasi_id) or known.get(d.koperasi_lain)
    if one is None:
        raise ValueError(f"Koperasi dari versi {number} tidak ada lagi di register; pulihkan versi lain di Riwayat")
    other = known.get(d.koperasi_lain) if d.jenis == SEPARATION else None
    return Plan(WITHDRAWN[d.jenis], {"nomor": d.nomor}, moves, one, other, d)
