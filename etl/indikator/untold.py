"""What a quarter's register cannot tell: its workbook lacks the columns that a figure is counted from."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from etl.indikator.declare import FOLDER, Indicator, load_indicators
from etl.rules import Statement, fill_statement, read_statement

_COLUMNS = FOLDER / "_kolom_register.sql"
_ALWAYS_PRESENT = {"status"}  # without it there is no register


@cache
def name_columns(catalog: str = "") -> Statement:
    """A question: periode and kolom, each column of the registers of a version; `catalog`: what it is attached as, "" =
    names are taken from it."""
    place = fill_statement("{catalog}.", catalog=[catalog]) if catalog else Statement("")
    return fill_statement(read_statement(_COLUMNS), versi=place)


def list_deciding_columns(i: Indicator) -> set[str]:
    """The columns of the register that decide an indicator. What another sheet adds to it (visits for marketing) makes
    no answer of a column that is not there: who was not visited may sell online or not."""
    kind, column = i.kolom.split(maxsplit=1)
    return {k.strip() for k in column.split(",")} - _ALWAYS_PRESENT if kind == "koperasi" else set()


def find_untold(columns: Collection[str]) -> dict[str, bool]:
    """Indicators that a register with these columns does not tell, or tells in part. True: all that decide it are
    missing, or all that say of whom it is a share; False: some, so that only a share of nobody (0 of 0) is unknown."""
    known, untold = set(columns), {}
    for i in load_indicators():
        needed, members = list_deciding_columns(i), set(i.list_member_columns())
        absent, of_nobody = needed - known, bool(members) and not members & known
        if absent or of_nobody:
            untold[i.indikator] = of_nobody or absent == needed
    return untold
