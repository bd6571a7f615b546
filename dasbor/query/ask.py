"""Read-only questions to a published version, each about the reader's choice. Answers are kept: see keep.py.

Rules that recur (area, KKMP, registered, window …) stand in etl/rules.sql, tables that recur in etl/views.sql.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any

import duckdb
import pandas as pd

from dasbor import frames, keep
from dasbor.choice import Choice
from dasbor.query.source import in_force
from dasbor.query.source.hidden_names import lend_version, open_version
from dasbor.query.source.statements import parse_statements, read_statement


def ask(p: Choice, sql: str, **parameter: Any) -> pd.DataFrame:
    """Rows of a question to the version of a choice. `sql` is a statement of one line or the stem of a file in
    dasbor/query/sql/. Quarter, area and KKMP come from the choice where the statement names them: $periode (null = no
    quarter chosen), $jendela (quarters that count for reach), $kode, $kelompok."""
    text = read_statement(sql)
    return _keep_answer(p.whole(), text, tuple(sorted(bind_parameters(p, text, parameter).items())))


def ask_anew(p: Choice, sql: str, **parameter: Any) -> pd.DataFrame:
    """The same, not kept: for who keeps parts of a large answer."""
    text = read_statement(sql)
    return _answer(p.whole(), text, tuple(bind_parameters(p, text, parameter).items()))


@keep.per_version(most=1_500)
def _keep_answer(p: Choice, text: str, parameters: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    return _answer(p, text, parameters)


def _answer(p: Choice, text: str, parameters: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    *before, question = parse_statements(text)
    with lend_version(p, text if before else "", partial(_run, before)) as con:
        return frames.fetch(con.execute(question, dict(parameters)))


def _run(statements: list[Any], con: duckdb.DuckDBPyConnection) -> None:
    """What a question stands on: made once for each connection, since a version never changes."""
    for statement in statements:
        con.execute(statement)


def count_rows(p: Choice, sql: str, **parameter: Any) -> int:
    """How many rows ask() would give; without reading them."""
    text = read_statement(sql)
    return _count(p.whole(), text, tuple(sorted(bind_parameters(p, text, parameter).items())))


@keep.per_version(most=500)
def _count(p: Choice, text: str, parameters: tuple[tuple[str, Any], ...]) -> int:
    rows = open_version(p).sql(text, params=dict(parameters))
    return int(rows.aggregate("count(*) as n").df()["n"].iloc[0])


def bind_parameters(p: Choice, text: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a statement: what the choice says, and what is given."""
    ours = {name: read(p) for name, read in _CHOSEN.items() if name in _parameters(text)}
    return ours | parameters


_CHOSEN: dict[str, Callable[[Choice], Any]] = {
    "periode": lambda p: p.periode or None,
    "jendela": lambda p: in_force.read_rules(p)["jendela_triwulan"],
    "kode": lambda p: p.kode_wilayah,
    "kelompok": lambda p: p.kelompok_hitung,
}


@cache
def _parameters(text: str) -> frozenset[str]:
    """Of all statements of a text; the last one is the question."""
    return frozenset(name for s in parse_statements(text) for name in s.named_parameters)
