"""The statements of dasbor/query, by the stem of their file in sql/."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from etl import rules

_SQL = Path(__file__).parent.with_name("sql")


@cache
def read_statement(sql: str) -> str:
    """A statement, or what stands in dasbor/query/sql/ under this name."""
    return sql if " " in sql else rules.read_statement(_SQL / f"{sql}.sql")


@cache
def parse_statements(text: str) -> list[Any]:
    """The statements of a text, read once: a tenth of what a long one takes."""
    return list(rules.open_calculator().extract_statements(text))
