"""Read-only questions to a published version, each about the reader's choice. Answers are kept: see keep.py.

Rules that recur (area, KKMP, registered, window …) stand in etl/rules.sql, tables that recur in etl/views.sql.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from dasbor import keep
from dasbor.choice import Choice
from etl import rules
from etl.acuan import load_reference
from etl.store.versions import Store

_SQL = Path(__file__).parent / "sql"


def ask(p: Choice, sql: str, **parameter: Any) -> pd.DataFrame:
    """Rows of a question to the version of a choice. `sql` is a statement of one line or the stem of a file in
    dasbor/query/sql/. Quarter, area and KKMP come from the choice where the statement names them: $periode (null = no
    quarter chosen), $jendela (quarters that count for reach), $kode, $kelompok."""
    text = read_statement(sql)
    return _answer(Choice(p.version), text, tuple(sorted(bind_parameters(p, text, parameter).items())))


@keep.per_version(most=1_500)
def _answer(p: Choice, text: str, parameters: tuple[tuple[str, Any], ...]) -> pd.DataFrame:
    return Store().open_version(p.version).execute(text, dict(parameters)).df()


def count_rows(p: Choice, sql: str, **parameter: Any) -> int:
    """How many rows ask() would give; without reading them."""
    text = read_statement(sql)
    return _count(Choice(p.version), text, tuple(sorted(bind_parameters(p, text, parameter).items())))


@keep.per_version(most=500)
def _count(p: Choice, text: str, parameters: tuple[tuple[str, Any], ...]) -> int:
    rows = Store().open_version(p.version).sql(text, params=dict(parameters))
    return int(rows.aggregate("count(*) as n").df()["n"].iloc[0])


def read_statement(sql: str) -> str:
    """A statement, or what stands in dasbor/query/sql/ under this name."""
    return sql if " " in sql else rules.read_statement(_SQL / f"{sql}.sql")


def bind_parameters(p: Choice, text: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """The parameters of a statement: what the choice says, and what is given."""
    ours = {name: read(p) for name, read in _CHOSEN.items() if name in _parameters(text)}
    return ours | parameters


_CHOSEN: dict[str, Callable[[Choice], Any]] = {
    "periode": lambda p: p.periode or None,
    "jendela": lambda _: load_reference().aturan["jendela_triwulan"],
    "kode": lambda p: p.kode_wilayah,
    "kelompok": lambda p: p.kelompok_hitung,
}


@cache
def _parameters(text: str) -> frozenset[str]:
    statements = rules.open_calculator().extract_statements(text)  # a type of its own may come before the question
    return frozenset(name for statement in statements for name in statement.named_parameters)
