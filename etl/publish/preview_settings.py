"""What a change of settings would make otherwise, counted in memory; nothing is written."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import duckdb

from etl import indikator, rules
from etl.acuan import Reference, load_reference
from etl.identity import decisions
from etl.publish.change_settings import check_change
from etl.publish.settle_settings import restate
from etl.rules import fill_statement, read_statement
from etl.settings import following
from etl.settings.entries import Entries, apply, read_start
from etl.settings.following import Difference
from etl.store import load
from etl.store.attach import list_tables
from etl.store.versions import Store

_FOLDER = Path(__file__).parent
_FIGURES = read_statement(_FOLDER / "changed_figures.sql")
_STATUSES = read_statement(_FOLDER / "changed_statuses.sql")


class Numbers(NamedTuple):
    """One figure; None = unknown."""

    pembilang: float | None
    penyebut: float | None
    nilai: float | None


@dataclass(frozen=True)
class FigureEffect:
    """An indicator that changes: for the whole city in the newest quarter, and in how many quarters and areas."""

    indikator: str
    before: Numbers
    after: Numbers
    quarters: int
    areas: int


class StatusEffect(NamedTuple):
    """Cooperatives of the newest register with a status by their annual meetings, before and after."""

    status: str
    before: int
    after: int


@dataclass(frozen=True)
class SettingsEffect:
    """version: the one that was looked at; newest: its newest quarter; differences: what is said otherwise."""

    version: int
    newest: str
    differences: list[Difference]
    figures: list[FigureEffect]
    statuses: list[StatusEffect]

    @property
    def changes_figures(self) -> bool:
        return bool(self.figures or any(s.before != s.after for s in self.statuses))


def preview_change(changed: Entries, store: Store | None = None, reference: Reference | None = None) -> SettingsEffect:
    """What publishing a change would do. Raises ValueError as change_settings() does, StoreDamaged."""
    store, reference = store or Store(), reference or load_reference()
    differences = check_change(store, reference, changed)
    number = store.find_current() or 0
    current = following.read_current(store)
    after = following.find_next(read_start(following.take_start(store, reference)), current, changed=changed)
    newest = find_newest(store, number)
    if not following.has_other_rules(current, after):
        return SettingsEffect(number, newest, differences, [], [])
    with closing(_count_again(store, number, apply(reference, after))) as con:
        figures = list_figures(con, reference, newest)
        statuses = [StatusEffect(*row) for row in con.execute(_STATUSES, {"periode": newest}).fetchall()]
    return SettingsEffect(number, newest, differences, figures, statuses)


def find_newest(store: Store, number: int) -> str:
    """The newest quarter of a version; "" when it holds none."""
    return str(store.open_version(number).execute("select max(periode) from periode").fetchall()[0][0] or "")


def list_figures(con: duckdb.DuckDBPyConnection, reference: Reference, newest: str) -> list[FigureEffect]:
    """The indicators of this connection that differ from those of `lama`, in the order of their pages."""
    parameters = {"periode": newest, "kota": reference.city_code}
    figures = [
        FigureEffect(name, Numbers(*row[:3]), Numbers(*row[3:6]), *row[6:])
        for name, *row in con.execute(_FIGURES, parameters).fetchall()
    ]
    order = [i.indikator for i in indikator.load_indicators()]
    return sorted(figures, key=lambda f: order.index(f.indikator) if f.indikator in order else len(order))


def _count_again(store: Store, number: int, reference: Reference) -> duckdb.DuckDBPyConnection:
    """All of a version's rows under other rules, in memory; the version stands beside them as `lama`."""
    con = copy_rows(store, number, reference)
    restate(con, reference)
    indikator.compute_indicators(con, reference)
    return con


def copy_rows(store: Store, number: int, reference: Reference) -> duckdb.DuckDBPyConnection:
    """All of a version's rows in memory, without figures; the version stands beside them as `lama`."""
    con = duckdb.connect(":memory:", config={"threads": "2"})
    load.create_tables(con, reference)
    rules.install_rules(con, views=())
    store.attach(con, number, "lama")
    known = list_tables(con, "lama")
    copied = (*load.DATA_TABLES, "periode", "periode_jenis", *decisions.TABLES)
    for table in (t for t in copied if t in known):
        con.execute(fill_statement("insert into {table} by name from lama.{table}", table=[table]))
    return con
