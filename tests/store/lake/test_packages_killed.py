"""A server is killed before any line of taking a package and of undoing one, and two take at once: the ledger that all
see loses nothing and doubles nothing, and without the lock of the area it would."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from etl.audit import log
from etl.neighbours.noted import shared
from etl.store.faults import StoreBusy
from etl.store.lake.visit.session import Session
from tests import heavy
from tests.neighbours.parcels import Parcel, hold
from tests.store.lake.driven import Tell, drive
from tests.store.lake.killed_taker import TASKS, make_parcel
from tests.store.lake.test_packages import follow, list_lines, list_shown

P, OTHER = Parcel(), make_parcel(1)


@pytest.fixture
def tell(server) -> Iterator[Tell]:
    """What became of a task of the first server, killed before a line that comes by for the nth time ([] = not)."""
    server("satu")
    with drive("tests.store.lake.killed_taker") as ask:
        yield ask


@pytest.mark.skipif(os.name != "posix", reason="fork and SIGKILL")
def test_a_server_killed_before_any_line_loses_no_package_and_takes_none_twice(server, tell) -> None:
    first, second = server("satu"), server("dua")
    points = [(task, point) for task in TASKS for point in tell(task=task, number=0, point=[])["points"]]
    follow(server("dua"))
    killed = set()
    for number, (task, point) in enumerate(heavy.spread(points), start=1):
        known = len(list_lines(second))
        if tell(task=task, number=number, point=point)["killed"]:
            killed.add(task)
        shown = follow(server("dua"))
        assert len(list_lines(second)) - known in (0, 1)
        assert follow(server("satu")) == shown
        if task == "take":  # whoever presses again holds it once
            assert not tell(task=task, number=number, point=[])["killed"]
            code = make_parcel(number).kode
            assert [line[1] for line in list_lines(first) if line[2] == code] == ["terima"]
            assert (code, 3) in follow(server("dua"))
    assert list_lines(first) == list_lines(second)
    assert [line[0] for line in list_lines(first)] == list(range(1, len(list_lines(first)) + 1))
    assert (killed, len(points) > 100) == ({*TASKS}, True)


# ── two at once ──


def interrupt(server, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The second server takes a package while the first has numbered its line and has not written it yet; what became
    of that."""
    first, append, became = server("satu"), log.append, []

    def between(*given, **facts):
        monkeypatch.setattr(log, "append", append)
        try:
            hold(server("dua").folder, OTHER)
            became.append("taken")
        except StoreBusy as error:
            became.append(str(error))
        server("satu")
        return append(*given, **facts)

    monkeypatch.setattr(log, "append", between)
    hold(first.folder, P)
    return became


def test_without_the_lock_of_the_area_a_package_is_lost_and_a_number_given_twice(server, monkeypatch) -> None:
    with monkeypatch.context() as m:
        m.setattr(Session, "hold_area", lambda session, seconds: None)
        assert interrupt(server, m) == ["taken"]
    second = server("dua")
    assert list_lines(second) == [(1, "terima", "36.01", 3, 0)]
    assert list_lines(server("satu")) == [(1, "terima", "35.05", 3, 0)]
    assert follow(server("dua")) == [("35.05", 3)]  # 36.01 was taken, and nobody shows it any more: what must never be
    assert list_lines(second) == [(1, "terima", "35.05", 3, 0)]


def test_with_the_lock_the_second_is_refused_and_both_are_held_when_it_comes_again(server, monkeypatch) -> None:
    with monkeypatch.context() as m:
        m.setattr(shared, "_PATIENCE", 0.2)
        said = interrupt(server, m)
    assert said == ["Orang lain sedang menerbitkan di peladen lain. Tunggu sebentar, lalu coba lagi."]
    second = server("dua")
    hold(second.folder, OTHER)
    assert list_shown(second) == [("35.05", 3), ("36.01", 3)]
    assert follow(server("satu")) == [("35.05", 3), ("36.01", 3)]
    assert list_lines(second) == [(1, "terima", "35.05", 3, 0), (2, "terima", "36.01", 3, 0)]
