"""Cursors that go from question to question, and versions that share a database for a while."""

from __future__ import annotations

import pytest

from etl.store import connections
from etl.store.versions import Store
from tests import states

NEWEST = "select max(periode) from periode"


def test_a_cursor_is_lent_again_to_its_kind_but_not_after_a_question_that_broke_off(store: Store) -> None:
    states.start(store)
    made: list[object] = []
    for kind in ("a", "a", "b"):
        with store.lend_version(2, kind, made.append) as con:
            assert con.execute(NEWEST).fetchall() == [("2024-T4",)]
    assert len(made) == 2
    with pytest.raises(ZeroDivisionError), store.lend_version(2, "a", made.append):
        raise ZeroDivisionError
    with store.lend_version(2, "a", made.append) as con:
        assert con is made[2]


def test_two_who_ask_at_once_get_a_cursor_each(store: Store) -> None:
    states.start(store)
    with store.lend_version(2, "", lambda _: None) as one, store.lend_version(2, "", lambda _: None) as other:
        assert one is not other


def test_versions_opened_together_each_show_their_own_and_nobody_keeps_them(store: Store) -> None:
    states.start(store)
    with store.open_together([1, 2]):
        newest = [store.open_version(n).execute(NEWEST).fetchall()[0][0] for n in (1, 2)]
        tables = "select count(*) from duckdb_tables() where table_name = 'periode'"
        assert store.open_version(1).execute(tables).fetchall() == [(2,)]  # one database holds both
        with pytest.raises(KeyError), store.open_together([9]):
            store.open_version(9)
    assert newest == ["2024-T3", "2024-T4"]
    assert not {path for path, _ in connections._connections} & {store.find_path(n) for n in (1, 2)}
