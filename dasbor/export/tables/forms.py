"""How each cell of a table is written in a file: its form, and what a percentage is of, which decides its decimals."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from dasbor.words import columns, language


def list_n(data: pd.DataFrame, k: columns.Heading) -> list[float | None]:
    """What each percentage is of, which decides its decimals: of the row, unless the column has its own."""
    name = next((c for c in (f"n_{k.name}", "penyebut") if c in data), None)
    return data[name].tolist() if name else [None] * len(data)


def list_forms(data: pd.DataFrame, k: columns.Heading) -> list[str]:
    """The form of each cell of a column: one for all, or each row its own."""
    return data[columns.MIXED].tolist() if k.form == columns.MIXED else [k.form] * len(data)


def write_text(value: Any, form: str) -> str:
    if form == columns.QUARTER and isinstance(value, str):
        return language.format_quarter(value)
    if isinstance(value, dt.datetime) and form == columns.TIME:
        return language.format_time(value)
    return language.format_date(value) if isinstance(value, dt.date) else str(value)
