"""A figure held against its target: counted in whole cases, whatever binary fractions do."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dasbor.query.figures import Figure
from dasbor.words import goal
from dasbor.words.goal import Goal
from etl.indikator import find_indicator, load_indicators


def figure(part: int, whole: int) -> Figure:
    return Figure(part, whole, part / whole if whole else None)


@pytest.mark.parametrize(
    ("part", "whole", "target", "said"),
    [
        (268, 301, 0.9, "1 poin di bawah target: 3 koperasi lagi"),
        (9, 10, 0.9, "tepat cukup untuk target"),  # 0.9 * 10 is not quite 9
        (10, 11, 0.9, "tepat cukup untuk target"),  # one fewer would miss it
        (81, 90, 0.9, "tepat cukup untuk target"),
        (57, 60, 0.9, "3 koperasi di atas target"),
        (448, 500, 0.9, "0,4 poin di bawah target: 2 koperasi lagi"),
        (8999, 10000, 0.9, "kurang dari 0,1 poin di bawah target: 1 koperasi lagi"),
        (43, 48, 0.9, "kurang dari 1 poin di bawah target: 1 koperasi lagi"),  # 90% and 90% as they are written
        (6, 9, 0.9, "3 koperasi lagi untuk target"),
        (0, 0, 0.9, ""),
        (120, 130, 0.925, "0,2 poin di bawah target: 1 koperasi lagi"),
    ],
)
def test_the_verdict_in_words(part: int, whole: int, target: float, said: str) -> None:
    assert goal.say_verdict(figure(part, whole), Goal(target, "koperasi"), 10) == said


def test_counts_and_amounts_and_what_nobody_knows() -> None:
    assert goal.say_verdict(Figure(57, None, 57), Goal(80, "orang")) == "23 orang lagi untuk target"
    assert goal.say_verdict(Figure(83, None, 83), Goal(80, "orang")) == "3 orang di atas target"
    assert goal.say_verdict(Figure(5e6, 1e8, 0.05), Goal(0.07, "")) == "2 poin di bawah target"
    assert goal.say_verdict(Figure(5e6, None, 5e6), Goal(4e6, "")) == "target tercapai"
    assert goal.say_verdict(Figure(), Goal(0.9, "koperasi")) == ""


def test_of_what_should_be_few_the_target_is_the_most() -> None:
    losses = find_indicator("shu_negatif")
    aim = goal.make_goal(0.1, losses)
    assert aim == Goal(0.1, "koperasi", True)
    assert goal.say_target(aim, True) == "target paling banyak 10%"
    assert goal.say_verdict(figure(12, 100), aim) == "2 koperasi di atas batas target"
    assert goal.say_verdict(figure(10, 100), aim) == "tepat pada batas target"
    assert goal.say_verdict(figure(7, 100), aim) == "3 koperasi di bawah batas target"
    assert [goal.is_reached(figure(n, 100), aim) for n in (7, 10, 12)] == [True, True, False]


def test_a_target_is_written_as_it_was_set() -> None:
    assert [goal.format_target(x) for x in (0.9, 0.925, 1, 0.07)] == ["90%", "92,5%", "100%", "7%"]


def test_every_indicator_knows_what_it_counts() -> None:
    units = {i.indikator: goal.find_unit(i) for i in load_indicators()}
    assert set(units.values()) == {"koperasi", "koperasi/kelompok", "kelompok", "orang", "KSP/USP", ""}
    assert units["pendampingan_pascapelatihan"] == "koperasi/kelompok"
    assert (units["anggota_perempuan"], units["aset"], units["pertumbuhan_volume_usaha"]) == ("orang", "", "")


@given(st.integers(1, 400), st.integers(0, 400), st.integers(1, 1000))
def test_so_many_more_reach_the_target_and_one_fewer_does_not(whole: int, part: int, permille: int) -> None:
    part = min(part, whole)
    exact, target = Fraction(permille, 1000), permille / 1000
    more, above = goal.count_lacking(part, whole, target), goal.count_above(part, whole, target)
    assert (part + more) >= exact * whole
    assert more == 0 or part + more - 1 < exact * whole
    assert (more == 0) == (above >= 0) == goal.is_reached(figure(part, whole), Goal(target, "koperasi"))
    assert above < 0 or (part - above >= exact * whole > part - above - 1)
