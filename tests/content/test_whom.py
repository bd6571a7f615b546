"""Whom to put first: one rule on Ringkasan, on the profile of a kelurahan and on Prioritas, on the figures of the
invented city."""

from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dasbor.answers import whom
from dasbor.blocks import to_call
from dasbor.choice import Choice
from dasbor.content import kelurahan, prioritas, ringkasan
from dasbor.query import published
from dasbor.query.whom import behind, priorities
from dasbor.query.whom.behind import Goal
from tests.ui.test_frame import app, text

NGADIREJO, KARANGSARI, SUKOREJO = "35.72.01.1002", "35.72.02.1005", "35.72.02"
NAMES = {NGADIREJO: "Kelurahan Ngadirejo", KARANGSARI: "Kelurahan Karangsari", SUKOREJO: "Kecamatan Sukorejo"}
NOTHING = "Tidak ada yang perlu didahulukan"


@pytest.fixture(scope="module")
def version(whole_sample: int) -> int:
    return whole_sample


@pytest.fixture
def city(version: int) -> Choice:
    return Choice(version, "2025-T2", "35.72", "Kota Blitar", "kota", with_names=True)


def chosen(city: Choice, code: str) -> Choice:
    level = "kelurahan" if len(code) > 8 else "kecamatan"
    return replace(city, kode_wilayah=code, area_name=NAMES[code], level=level)


def shown(page: str, **url: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(app(f"pages/publik/{page}.py", **url))))


# ── areas ──


def test_the_lowest_of_the_city_is_named_though_it_is_small(city: Choice) -> None:
    first = to_call.list_areas(city, 3)
    assert [(x.name, x.why) for x in first] == [
        ("Kelurahan Ngadirejo", "6 dari 9 koperasi aktif, kurang 3"),
        ("Kelurahan Blitar", "5 dari 7 koperasi aktif, kurang 2"),
        ("Kelurahan Tanggung", "5 dari 7 koperasi aktif, kurang 2"),
    ]
    assert first[0].address.startswith("/kelurahan?kelurahan=35.72.01.1002")
    assert ringkasan.say_subtitle(city) == "10 kelurahan di bawah target 90%; 122 sasaran kunjungan"


def test_a_page_about_the_lowest_does_not_say_that_nothing_is_to_be_done(version: int) -> None:
    words = shown("ringkasan", kelurahan=NGADIREJO)
    assert "Perlu dihubungi Di bawah target 90%; 4 sasaran kunjungan Kelurahan Ngadirejo 6 dari 9" in words
    assert NOTHING not in words
    assert "Daftar lengkap di Prioritas" in words
    assert f'href="/prioritas?kelurahan={NGADIREJO}"' in text(app("pages/publik/ringkasan.py", kelurahan=NGADIREJO))


def test_who_reached_the_target_is_not_named_and_who_has_not_is(city: Choice) -> None:
    inside = chosen(city, SUKOREJO)
    named = [x.name for x in to_call.list_areas(inside, 99)]
    assert named == ["Kelurahan Blitar", "Kelurahan Pakunden", "Kelurahan Tlumpu", "Kelurahan Sukorejo"]
    assert "13 dari 16 koperasi aktif (81%), kurang 2" in [x.why for x in to_call.list_areas(inside, 99)]
    assert to_call.list_areas(chosen(city, KARANGSARI), 99) == []  # 10 of 11, 91%


def test_the_inactive_ones_of_who_reached_the_target_stay_on_prioritas(city: Choice) -> None:
    named = [x.name for x in kelurahan.list_to_call(chosen(city, KARANGSARI))]
    assert "KUD Gong Ungu" in named
    assert prioritas.say_areas(chosen(city, KARANGSARI)) == "Tidak di bawah target 90%."


def test_without_a_target_an_area_is_held_against_the_city(city: Choice) -> None:
    before = replace(city, periode="2021-T4")  # the targets begin in 2022
    goal = behind.find_goal(before)
    assert goal == Goal(256 / 282, 282)
    assert whom.say_goal(goal) == "angka kota 90,8%"
    named = behind.list_behind(before)
    assert len(named) > 0
    assert (named["nilai"] < goal.value).all()


def test_prioritas_names_the_areas_of_the_same_rule(version: int) -> None:
    assert (
        "10 kelurahan di bawah target 90%: Ngadirejo (6 dari 9, kurang 3), Blitar (5 dari 7, kurang 2), "
        "Tanggung (5 dari 7, kurang 2) dan 7 lainnya." in shown("prioritas")
    )


# ── cooperatives and groups ──


def test_prioritas_and_the_profile_name_the_same_number(version: int, city: Choice) -> None:
    assert "4 sasaran kunjungan; poin terbanyak KKMP Ngadirejo (4)" in shown("prioritas", kelurahan=NGADIREJO)
    profile = shown("kelurahan", kelurahan=NGADIREJO)
    assert "4 sasaran kunjungan; 6 dari 9 koperasi aktif, kurang 3 untuk target 90%" in profile
    called = [x.name for x in kelurahan.list_to_call(chosen(city, NGADIREJO))]
    assert called == ["KKMP Ngadirejo", "KSP Rajawali Permai", "Kopkar Jangkar Jingga", "Koppontren Zaitun Mandiri"]
    assert [x.name for x in ringkasan._list_targets(chosen(city, NGADIREJO))] == called[:3]


@pytest.mark.parametrize("quarter", ["2022-T1", "2023-T4", "2024-T3", "2025-T2"])
def test_every_kelurahan_has_as_many_to_call_as_prioritas_lists(city: Choice, quarter: str) -> None:
    known = published.list_areas(city)
    for code in known.loc[known["tingkat"] == "kelurahan", "kode"]:
        p = replace(city, periode=quarter, kode_wilayah=code, area_name="Kelurahan X", level="kelurahan")
        ranking = priorities.rank(p, priorities.make_rule(p))
        assert len(kelurahan.list_to_call(p)) == min(len(ranking), kelurahan.MAX_TO_CALL)
        assert kelurahan.say_to_call_subtitle(p).startswith(f"{len(ranking)} sasaran kunjungan")


# ── the rule itself ──

counts = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), min_size=1, max_size=12)


@given(counts, st.integers(1, 100))
def test_who_is_behind_lacks_just_enough_and_nobody_else_is_named(pairs: list[list[int]], percent: int) -> None:
    rates = pd.DataFrame(
        [(f"K{i:02d}", f"K{i:02d}", "X", a, n, a / n if n else None) for i, (a, n) in enumerate(pairs)],
        columns=["kode_wilayah", "nama", "kecamatan", "pembilang", "penyebut", "nilai"],
    ).astype({"nilai": "float64"})
    named = behind.rank_behind(rates, Goal(percent / 100))
    # in whole numbers: what is counted knows no rounding
    assert set(named["nama"]) == {f"K{i:02d}" for i, (a, n) in enumerate(pairs) if a * 100 < percent * n}
    for b in named.itertuples():
        assert (b.pembilang + b.kurang) * 100 >= percent * b.penyebut > (b.pembilang + b.kurang - 1) * 100
        assert b.pembilang + b.kurang <= b.penyebut
    assert named["kurang"].is_monotonic_decreasing


def test_without_anything_to_hold_against_nobody_is_named() -> None:
    rates = pd.DataFrame([("K", "K", "X", 1.0, 2.0, 0.5)])
    rates.columns = ["kode_wilayah", "nama", "kecamatan", "pembilang", "penyebut", "nilai"]
    assert behind.rank_behind(rates, None).empty
