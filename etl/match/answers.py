"""Remembered answers in a version file: store, withdraw, carry along, list. They are part of the ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from etl.identity import decisions
from etl.match.questions import SPECIAL_ANSWERS, RememberedAnswer
from etl.match.vocabulary import say_label
from etl.model import Answer
from etl.rules import fill_statement, read_statement

_COLUMNS = RememberedAnswer._fields
_REPEATED = RememberedAnswer._fields[:5]  # what a record in the archive repeats

_ALL = "select {columns} from jawaban order by unggahan_id, kunci"
_INSERT = "insert into jawaban({columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_NAMES = "select koperasi_id, arg_max(nama_koperasi, periode) from koperasi_triwulan group by koperasi_id"
_LABELLED = read_statement(Path(__file__).with_name("labelled_answers.sql"))


def read(con: duckdb.DuckDBPyConnection) -> list[RememberedAnswer]:
    """All answers ever given, oldest first; empty in a file that an earlier release wrote."""
    try:  # every check comes here: looking the table up first would cost ten times as much
        rows = con.execute(fill_statement(_ALL, columns=_COLUMNS)).fetchall()
    except duckdb.CatalogException:
        return []
    return _settle(con, [RememberedAnswer(*r) for r in rows])


def list_answers(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Every answer with `label`, what it means in words; those in force first, the latest first."""
    if not read(con):
        return []
    rows = con.execute(fill_statement(_LABELLED, columns=_COLUMNS)).fetchall()
    names = dict(con.execute(_NAMES).fetchall()) if decisions.read(con) else {}
    listed = []
    for one, (*_, name) in zip(_settle(con, [RememberedAnswer(*r[:-1]) for r in rows]), rows, strict=True):
        # An id that this version does not know: the code is all there is to say.
        said = say_label(one.kunci, one.nilai) or SPECIAL_ANSWERS[one.jenis].get(one.nilai)
        label = name or names.get(one.nilai) or said or one.nilai
        listed.append({**one._asdict(), "label": label})
    return listed


def _settle(con: duckdb.DuckDBPyConnection, given: list[RememberedAnswer]) -> list[RememberedAnswer]:
    """Answers as the decisions about cooperatives leave them: what was joined is the one it is now. Whom a training or
    a visit meant before one was separated into two has to be asked again."""
    taken = decisions.read(con)
    if not taken:
        return given
    decided = decisions.settle(taken)
    settled = [a._replace(nilai=decided.find(a.nilai)) for a in given]
    for d in (d for d in taken if d.jenis == decisions.SEPARATION):
        doubtful = decided.find(d.koperasi_id)
        settled = [
            a._replace(dicabut_waktu=d.waktu, dicabut_oleh=d.oleh)
            if a.jenis == "sasaran" and a.nilai == doubtful and a.unggahan_id < d.nomor and a.dicabut_waktu is None
            else a
            for a in settled
        ]
    return settled


def find_in_force(con: duckdb.DuckDBPyConnection, key: str) -> dict[str, Any] | None:
    """The answer that is used for a key now."""
    return next((b for b in list_answers(con) if b["kunci"] == key and b["dicabut_waktu"] is None), None)


def make_record(taken: list[Answer]) -> list[dict[str, str]]:
    """New answers as the archive keeps them, so that a replay can give them again."""
    return [{k: v for k, v in asdict(j).items() if k in _REPEATED} for j in taken if j.baru]


def store(con: duckdb.DuckDBPyConnection, new: list[dict[str, str]], number: int, time: dt.datetime, by: str) -> None:
    """Remember new answers; an older answer to the same question is withdrawn by them."""
    for j in new:
        withdraw(con, j["kunci"], time, by)
        one = RememberedAnswer(j["kunci"], j["jenis"], j["isi"], j["konteks"], j["nilai"], by, time, number)
        con.execute(fill_statement(_INSERT, columns=_COLUMNS), list(one))


def withdraw(con: duckdb.DuckDBPyConnection, key: str, time: dt.datetime, by: str) -> None:
    """Take an answer out of use. The row stays: who answered and who withdrew is part of the history."""
    sql = "update jawaban set dicabut_waktu = ?, dicabut_oleh = ? where kunci = ? and dicabut_waktu is null"
    con.execute(sql, [time, by, key])


def carry_over(con: duckdb.DuckDBPyConnection, catalog: str, kinds: Collection[str] | None = None) -> None:
    """Take the answers over as they stand in an attached file; restoring data forgets none. `kinds`: only these."""
    sql = "select count(*) from duckdb_tables() where table_name = 'jawaban' and database_name = ?"
    if not con.execute(sql, [catalog]).fetchall()[0][0]:  # a file of an earlier release has none
        return
    delete = "delete from jawaban where unggahan_id in (select unggahan_id from {catalog}.jawaban)"
    con.execute(fill_statement(delete, catalog=[catalog]))
    insert = "insert into jawaban by name from {catalog}.jawaban where $kinds is null or list_contains($kinds, jenis)"
    con.execute(fill_statement(insert, catalog=[catalog]), {"kinds": None if kinds is None else list(kinds)})
