"""A server is killed at any moment of publishing, restoring, withdrawing and looking after the lake: nothing is lost,
nothing doubled, and the next one goes on without repair."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from itertools import count

import pytest

from etl.prove import verify
from etl.store.lake.tables import find_repeated, list_lake_tables
from etl.store.lake.visit.kept import open_session
from tests import golden, heavy
from tests.store.lake.driven import Tell, drive
from tests.store.lake.killed_server import TASKS
from tests.store.lake.test_shared import compare

KILLS = heavy.times(100, in_lake=True)
LONG = 60.0  # seconds in which every task is done


@pytest.fixture
def tell(server) -> Iterator[Tell]:
    """What became of a task of the first server, killed after so many seconds."""
    for quarter in ("2024-T3", "2024-T4", "2025-T3"):
        golden.publish_book(server("satu"), quarter, golden.BUKU[quarter])
    with drive("tests.store.lake.killed_server") as ask:
        yield ask


def list_numbers() -> list[int]:
    """Of all versions in the lake, as often as they stand there."""
    with open_session() as session:
        return [e.number for e in session.read_entries(1)]


def count_repeated() -> int:
    """Keys that stand in the lake more than once."""
    with open_session() as session:
        area = session.area
        keys = {"terbitan": ("nomor",), "unggahan": ("unggahan_id",)}
        return session.ask_lake(
            lambda con: sum(find_repeated(con, table, area, keys) for table in list_lake_tables(con)), 60
        )


@pytest.mark.skipif(os.name != "posix", reason="fork and SIGKILL")
def test_a_server_that_is_killed_at_any_moment_loses_nothing_and_doubles_nothing(server, tell):
    chance, kills, moments = random.Random(13), 0, dict.fromkeys(TASKS, 0)
    seeds = count(1)
    first, second = server("satu"), server("dua")
    second.catch_up()  # from now on its word keeps what it has still to fetch
    takes = {task: tell(task=task, seed=0, after=LONG)["seconds"] for task in TASKS}
    second.catch_up()
    before = second.find_current() or 0
    while kills < KILLS:
        task = TASKS[kills % len(TASKS)]
        told = tell(task=task, seed=next(seeds), after=chance.uniform(0.02, takes[task]))
        assert "failed" not in told
        kills += told["signal"] == 9
        moments[task] += told["signal"] == 9
        second.catch_up()
        now = second.find_current() or 0
        is_done = told["signal"] == 0 and task != "maintain"
        assert now - before in ((1,) if is_done else (0,) if task == "maintain" else (0, 1))
        before = now
    server("satu").catch_up()
    assert list_numbers() == list(range(1, before + 1))
    assert count_repeated() == 0
    assert compare(first, second) == {n: [] for n in range(1, before + 1)}
    assert verify.verify_store(first).problems == []
    assert verify.verify_store(second).problems == []
    assert (sum(moments.values()), min(moments.values()) > 0) == (KILLS, True)
