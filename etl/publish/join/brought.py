"""Rows that come back when an upload is withdrawn: those that a decision since then would count twice, or that a
decision which no longer holds had changed, are refused with a sentence."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import duckdb

from etl.identity import decisions
from etl.periode import say_quarter
from etl.rules import read_statement
from etl.skema import REGISTER

_IDS = read_statement(Path(__file__).with_name("ids_of_quarter.sql"))


def refuse_brought(con: duckdb.DuckDBPyConnection, now: duckdb.DuckDBPyConnection, periode: str, kind: str) -> None:
    """`con`: the version whose rows of a kind of a quarter return; `now`: the current one. Raises ValueError with a
    sentence."""
    if kind != REGISTER:
        return
    in_force = decisions.read(now)
    gone = [d for d in decisions.read(con) if d not in in_force]
    if not (in_force or gone):
        return
    ids = [number for (number,) in con.execute(_IDS, {"periode": periode}).fetchall()]
    for d in gone:
        if d.ids & set(ids):
            raise ValueError(
                f"Isi {say_quarter(periode)} yang akan kembali memakai putusan versi {d.nomor} tentang koperasi, yang "
                "sudah dibatalkan. Unggah lagi buku kerja itu, atau pulihkan versi sebelum pembatalannya"
            )
    twice = [i for i, n in Counter(map(decisions.settle(in_force).find, ids)).items() if n > 1]
    if twice:
        number = next(d.nomor for d in reversed(in_force) if twice[0] in d.ids)
        raise ValueError(
            f"Isi {say_quarter(periode)} yang akan kembali memuat dua baris dari koperasi yang digabung di versi "
            f"{number}; satu koperasi akan terhitung dua kali. Batalkan penggabungan itu lebih dahulu"
        )
