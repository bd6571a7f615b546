"""Install the rules that recur (rules.sql, views.sql, alur.sql) into a connection; put declared names into statements.

They stand in a database of their own in memory, since a version is read-only and its cursors see nothing temporary.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from string import Formatter

import duckdb

NAME = "rules"
_FOLDER = Path(__file__).parent
_VIEWS = ("views.sql", "alur.sql")


class Statement(str):
    """SQL that stands in a file of this project: no text of a reader, no value."""


# Quarters whose cooperatives are known, from a register or a rekap; ascending.
COUNTED_QUARTERS = Statement(
    "select periode from periode_jenis where jenis = 'koperasi' "
    "union select periode from indikator where sumber = 'rekap' order by periode"
)


def install_rules(con: duckdb.DuckDBPyConnection, views: Sequence[str] = _VIEWS) -> None:
    """Make rules.<name> known to a connection with the tables of a version, and to all its cursors; once is enough.
    `views`: files of those that yield a table; indicators need none of them. Not inside a transaction."""
    if con.execute("select 1 from duckdb_databases() where database_name = $name", {"name": NAME}).fetchall():
        return
    _install_rules(con)
    for name in views:
        for view in con.extract_statements(read_statement(_FOLDER / name)):
            # a file of an earlier release lacks tables that came later; who asks for this view is told so
            with suppress(duckdb.CatalogException):
                con.execute(view)


def _install_rules(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("attach ':memory:' as rules (read_write)")
    con.execute(read_statement(_FOLDER / "rules.sql"))


@cache
def read_statement(path: Path) -> Statement:
    """What stands in a .sql file, read once."""
    return Statement(path.read_text(encoding="utf-8"))


def open_calculator() -> duckdb.DuckDBPyConnection:
    """A cursor on an empty database that knows the rules, for frames."""
    return _make_empty().cursor()


@cache
def _make_empty() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(":memory:", config={"threads": "1"})
    _install_rules(con)
    return con


def quote_name(name: str) -> str:
    """An identifier as it may stand in a statement."""
    return '"' + name.replace('"', '""') + '"'


def fill_statement(statement: str, **parts: Statement | Sequence[str]) -> Statement:
    """A statement with each {place} filled by another one of a file, or by declared names, quoted and separated by
    commas. The only place where SQL is put together; values are parameters."""
    written = {
        place: part if isinstance(part, Statement) else ", ".join(quote_name(name) for name in part)
        for place, part in parts.items()
    }
    return Statement(
        "".join(text + (written[place] if place else "") for text, place, *_ in Formatter().parse(statement))
    )


def join_statements(statements: Sequence[Statement]) -> Statement:
    """The rows of several statements under one another, columns by name."""
    return Statement("\nunion all by name\n".join(statements))


def declare_columns(types: Mapping[str, str]) -> Statement:
    """Declared columns with their declared types, as `create table` wants them."""
    return Statement(", ".join(f"{quote_name(name)} {kind}" for name, kind in types.items()))


def join_columns(columns: Sequence[Statement]) -> Statement:
    """Expressions as the columns of one row."""
    return Statement(", ".join(columns))
