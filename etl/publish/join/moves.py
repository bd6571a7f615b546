"""Which rows a decision moves to another id. The same version and the same decision give the same rows, also when the
archive is replayed; what people are refused stands beside, in check.py."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import duckdb
import pandas as pd

from etl.identity.decisions import JOIN, Decision
from etl.identity.rows import list_noted, list_places, list_rows
from etl.match.cooperative_keys import KnownCooperatives, make_keys
from etl.skema import REGISTER


def list_joined(con: duckdb.DuckDBPyConnection, stays: str, ends: str) -> pd.DataFrame:
    """Every row of the one that ends, with `baru`, the id that stays."""
    return list_rows(con, [ends]).assign(baru=stays)


def list_separated(con: duckdb.DuckDBPyConnection, one: str, other: str, quarters: Collection[str]) -> pd.DataFrame:
    """The register rows of these quarters with `baru`, the other id, and what other sheets said of them."""
    rows = list_rows(con, [one])
    owners = [other if p in quarters else one for p in rows["periode"]]
    return _keep_moved(rows.assign(baru=_follow_registers(rows, owners)))


def list_returned(con: duckdb.DuckDBPyConnection, d: Decision) -> pd.DataFrame:
    """The rows that go back when a decision is withdrawn, with `baru`: those that it moved, and of what was uploaded
    since those that would have been recognised so without it."""
    old, new = (d.koperasi_lain, d.koperasi_id) if d.jenis == JOIN else (d.koperasi_id, d.koperasi_lain)
    rows, noted = list_rows(con, [new]), list_noted(con, d.nomor)
    places = set(list_places(noted))
    listed = [place in places for place in list_places(rows)]
    since = [number > d.nomor and not known for number, known in zip(rows["unggahan_id"], listed, strict=True)]
    if d.dibuat:  # nothing had this id before
        return rows.assign(baru=old)
    forms = pd.concat([noted, list_rows(con, [old]), rows[[not x for x in _either(listed, since)]]], ignore_index=True)
    known = KnownCooperatives(forms[forms["jenis"] == REGISTER])
    recognised = [old if known.find(k)[0] == old else new for k in make_keys(rows)]
    owners = [
        old if was_moved else by_keys if came_since else new
        for was_moved, came_since, by_keys in zip(listed, since, recognised, strict=True)
    ]
    followed = _follow_registers(rows, owners)
    chosen = [f if came_since else own for f, came_since, own in zip(followed, since, owners, strict=True)]
    return _keep_moved(rows.assign(baru=chosen))


def _either(one: Sequence[bool], other: Sequence[bool]) -> list[bool]:
    return [a or b for a, b in zip(one, other, strict=True)]


def list_followed(con: duckdb.DuckDBPyConnection, d: Decision, periode: str, kind: str) -> pd.DataFrame:
    """Rows of a quarter that were published before a decision and come back after it, with `baru`, the id by it."""
    ended = d.koperasi_lain if d.jenis == JOIN else d.koperasi_id
    rows = list_rows(con, [ended])
    if d.jenis == JOIN:
        return _of_kind(rows.assign(baru=d.koperasi_id), periode, kind)
    noted = list_noted(con, d.nomor).assign(koperasi_id=d.koperasi_lain)
    others = list_rows(con, [d.koperasi_lain])
    forms = pd.concat([noted, others, rows[rows["periode"] != periode]], ignore_index=True)
    known = KnownCooperatives(forms[forms["jenis"] == REGISTER])
    owners = [
        d.koperasi_lain if p == periode and known.find(k)[0] == d.koperasi_lain else d.koperasi_id
        for p, k in zip(rows["periode"], make_keys(rows), strict=True)
    ]
    both = pd.concat([rows.assign(baru=owners), others.assign(baru=d.koperasi_lain)], ignore_index=True)
    followed = both.assign(baru=_follow_registers(both, list(both["baru"])))
    return _keep_moved(_of_kind(followed, periode, kind))


def _of_kind(rows: pd.DataFrame, periode: str, kind: str) -> pd.DataFrame:
    return rows[(rows["periode"] == periode) & (rows["jenis"] == kind)].reset_index(drop=True)


def _follow_registers(rows: pd.DataFrame, owners: Sequence[str]) -> list[str]:
    """Owners where rows of other sheets have the one of the register by which they were recognised: the last one until
    their quarter, else the first one after it."""
    kinds, quarters = list(rows["jenis"]), list(rows["periode"])
    by_quarter = {p: o for kind, p, o in zip(kinds, quarters, owners, strict=True) if kind == REGISTER}
    return [
        own if kind == REGISTER or not by_quarter else by_quarter[_find_register(p, by_quarter)]
        for kind, p, own in zip(kinds, quarters, owners, strict=True)
    ]


def _find_register(quarter: str, registers: Iterable[str]) -> str:
    known = sorted(registers)
    return max((p for p in known if p <= quarter), default=known[0])


def _keep_moved(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["baru"] != rows["koperasi_id"]].reset_index(drop=True)
