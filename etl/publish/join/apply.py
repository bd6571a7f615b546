"""A decision into the draft of a version: rows under other ids, and the decision in force or out of it."""

from __future__ import annotations

import datetime as dt

import duckdb

from etl.identity import decisions
from etl.identity.decisions import JOIN, SEPARATION, Decision
from etl.identity.rows import move_rows
from etl.publish.join.moves import list_followed, list_joined, list_returned, list_separated
from etl.store.records import Record

WITHDRAWN = {JOIN: "batal gabung", SEPARATION: "batal pisah"}
ACTIONS = (JOIN, SEPARATION, *WITHDRAWN.values())


def apply_decision(con: duckdb.DuckDBPyConnection, record: Record) -> None:
    """What the record of a decision, or of its withdrawal, says."""
    said = record["putusan"]
    if record["tindakan"] not in (JOIN, SEPARATION):
        d = decisions.find(con, said["nomor"])
        move_rows(con, list_returned(con, d), None)
        decisions.remove(con, d.nomor)
        return
    one, other = said["koperasi_id"], said["koperasi_lain"]
    if record["tindakan"] == JOIN:
        moves = list_joined(con, one, other)
    else:
        moves = list_separated(con, one, other, said["triwulan"])
    time = dt.datetime.fromisoformat(record["waktu"])
    made = bool(said.get("dibuat"))
    number, by, reason = record["nomor"], record["oleh"], record["alasan"]
    decisions.write(con, Decision(number, record["tindakan"], one, other, made, by, time, reason))
    move_rows(con, moves, number)


def follow_decisions(con: duckdb.DuckDBPyConnection, periode: str, kind: str) -> None:
    """Rows that come back from before a decision in force bear the ids by it."""
    for d in decisions.read(con):
        move_rows(con, list_followed(con, d, periode, kind), d.nomor)
