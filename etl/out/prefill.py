"""The template filled with the last published register, so that staff only update what has changed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.acuan import Reference, load_reference
from etl.out.template import make_template
from etl.rules import fill_statement, read_statement
from etl.skema import COOPERATIVES_SHEET
from etl.store.invented import is_sample
from etl.store.versions import Store

_LAST_REGISTER = read_statement(Path(__file__).with_name("last_register.sql"))


def make_prefilled(store: Store | None = None, reference: Reference | None = None) -> bytes:
    """The template with the last register, marked as sample data when that is invented.

    ValueError when no register is published.
    """
    store = store or Store()
    return make_template(reference or load_reference(), content=read_last_register(store), is_sample=is_sample(store))


def read_last_register(store: Store) -> pd.DataFrame:
    """Every column of the Koperasi sheet, by area and name, of the last quarter that has a register."""
    current = store.find_current()
    if current is None:
        raise ValueError("belum ada register yang terbit; buat templat tanpa --isi-triwulan-lalu")
    stored = [k.nama for k in COOPERATIVES_SHEET.stored_columns]
    sql = fill_statement(_LAST_REGISTER, stored=stored)
    register = store.open_version(current).execute(sql).df()
    if register.empty:
        raise ValueError("belum ada register yang terbit; buat templat tanpa --isi-triwulan-lalu")
    return register
