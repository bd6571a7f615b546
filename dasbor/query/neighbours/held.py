"""What is held of other areas of government: one file that never changes, opened read-only, and questions to it."""

from __future__ import annotations

import os
import time
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from dasbor import keep
from dasbor.query.source.statements import read_statement
from etl import neighbours, rules
from etl.acuan import load_reference
from etl.neighbours.fill import put_together
from etl.neighbours.held import UNKNOWN, identify_held, open_held

_TABLES = Path(neighbours.__file__).with_name("tables.sql")
_ANSWERS = keep.Shelf(most=300)
_FRESH = 1.0  # seconds that what is held is believed: the ledger and each package are looked at
_seen: dict[str | None, tuple[float, str]] = {}


def identify() -> str:
    """Which packages are held, as one word; "" = none. All that is kept of them is kept under it."""
    place, now = os.environ.get("KOPERASI_DATA"), time.monotonic()
    looked, known = _seen.get(place, (-_FRESH, ""))
    if now - looked >= _FRESH:
        known = identify_held()
        _seen[place] = now, known
    return known


def is_province() -> bool:
    """This installation is a province's: it looks at its areas of government also before any package came."""
    return load_reference().is_province


def is_offered() -> bool:
    """The page about other areas of government stands in the navigation."""
    return is_province() or bool(identify())


def is_lost() -> bool:
    """Nobody can tell what is held: what is not shown may well be there."""
    return identify() == UNKNOWN


def ask(sql: str, **parameter: Any) -> pd.DataFrame:
    """Rows of a question to what is held: the stem of a file in dasbor/query/sql/, or a statement. Where nothing is
    held the same columns without rows."""
    text = read_statement(sql)
    rows: pd.DataFrame = _ANSWERS.get(
        (identify(), text, tuple(sorted(parameter.items()))), lambda: _answer(text, parameter)
    )
    return rows


def _answer(text: str, parameter: dict[str, Any]) -> pd.DataFrame:
    con = open_held() or _make_empty().cursor()
    return con.execute(text, parameter).df()


@cache
def _make_empty() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(":memory:", config={"threads": "1"})
    con.execute(rules.read_statement(_TABLES))
    put_together(con)
    return con
