"""Drafts are built in one DuckDB that is kept: one at a time, and nothing of a build that broke off is left in it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from etl.store.attach import BLOCK, attach, create_file, open_draft


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return make_file(tmp_path / "satu.duckdb")


def make_file(path: Path) -> Path:
    with create_file(path) as con:
        con.execute("create table t as select 1 as x")
    return path


def add(con: duckdb.DuckDBPyConnection, x: int) -> str:
    """The database in which it was done."""
    con.execute("insert into t values (?)", [x])
    con.execute("checkpoint")
    return str(con.execute("select current_database()").fetchall()[0][0])


def read(path: Path) -> list[int]:
    with duckdb.connect(str(path), read_only=True) as con:
        return [x for (x,) in con.execute("select x from t order by 1").fetchall()]


def test_one_after_the_other_is_built_in_the_database_that_is_kept(file: Path) -> None:
    for x in (2, 3):
        with open_draft(file) as con:
            assert add(con, x) == "konsep"
            assert con.execute("select rules.quarter_index('2025-T3')").fetchall() == [(8102,)]
    assert (read(file), list(file.parent.glob("*.wal"))) == ([1, 2, 3], [])


def test_two_at_once_are_built_in_two(file: Path, tmp_path: Path) -> None:
    other = make_file(tmp_path / "dua.duckdb")
    with open_draft(file) as one, open_draft(other) as two:
        assert (add(one, 2), add(two, 3)) == ("konsep", "dua")
    assert (read(file), read(other)) == ([1, 2], [1, 3])


def test_a_build_that_breaks_off_leaves_nothing_behind(file: Path, tmp_path: Path) -> None:
    other = make_file(tmp_path / "dua.duckdb")
    for _ in range(2):
        with pytest.raises(duckdb.CatalogException), open_draft(file) as con:
            attach(con, other, "lama")
            con.execute("begin")
            con.execute("insert into t from lama.t")
            con.execute("from nirwana")
    assert read(file) == [1]
    with open_draft(file) as con:
        assert add(con, 2) == "konsep"
    assert read(file) == [1, 2]


def test_a_new_file_has_small_blocks_and_an_older_one_keeps_its_own(file: Path, tmp_path: Path) -> None:
    older = tmp_path / "lama.duckdb"
    with duckdb.connect(str(older)) as con:
        con.execute("create table t as select 1 as x")
    with open_draft(older) as con:
        add(con, 2)
    assert (read_block(file), read_block(older), read(older)) == (BLOCK, 262_144, [1, 2])


def read_block(path: Path) -> int:
    with duckdb.connect(str(path), read_only=True) as con:
        return int(con.execute("select block_size from pragma_database_size()").fetchall()[0][0])
