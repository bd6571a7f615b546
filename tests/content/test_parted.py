"""Where two true figures seem to contradict each other, the card says why: on the figures of the invented city."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from dasbor.blocks import indicator_cards, parted
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.content import kelurahan_indicators
from dasbor.query.figures import Figure
from dasbor.ui import cards
from etl.indikator import load_indicators


@pytest.fixture(scope="module")
def version(whole_sample: int) -> int:
    return whole_sample


def card(version: int, quarter: str, indikator: str, counting: str = WITH_KKMP) -> str:
    """The words of a card of the city."""
    p = Choice(version, quarter, "35.72", "Kota Blitar", "kota", counting)
    drawn = str(cards.make_card(indicator_cards._make_cards(p, indikator)[0]))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", re.sub(r"<img.*?>", "", drawn, flags=re.S)))


def test_where_the_share_rose_because_others_left_the_card_says_so(version: int) -> None:
    said = card(version, "2024-T4", "koperasi_aktif")
    assert "▲ naik 0,5 poin" in said
    assert (
        "jumlahnya turun 8; terdaftar turun 11: 7 diusulkan dibubarkan, 5 keluar dari register, 1 koperasi baru" in said
    )


def test_the_same_the_other_way_round(version: int) -> None:
    said = card(version, "2024-T3", "koperasi_aktif")
    assert "▼ turun 0,5 poin" in said
    assert "jumlahnya naik 8; terdaftar naik 11: 11 koperasi baru" in said


def test_a_card_whose_count_and_share_agree_says_the_count_alone(version: int) -> None:
    assert "jumlahnya turun 4 · target 25%" in card(version, "2025-T1", "jangkauan_pelatihan")


def test_the_number_that_a_share_is_of_is_named_with_the_rule_in_force(version: int) -> None:
    said = card(version, "2025-T2", "sehat")
    assert "jumlahnya turun 1; koperasi aktif yang diperiksa dalam dua tahun terakhir turun 1 " in said


@pytest.mark.parametrize("indikator", [i.indikator for i in load_indicators()])
def test_no_card_shows_a_name_of_the_program(version: int, indikator: str) -> None:
    every = [card(version, quarter, indikator) for quarter in ("2024-T3", "2024-T4", "2025-T1", "2025-T2")]
    assert [said for said in every if re.search(r"[{}_]|\b(None|nan)\b", said)] == []


def test_where_the_kkmp_turn_the_direction_both_are_said(version: int) -> None:
    assert "naik 20 · target 90% · tanpa KKMP 247 dari 280, turun 1 " in card(version, "2025-T2", "koperasi_aktif")
    without = card(version, "2025-T2", "koperasi_aktif", WITHOUT_KKMP)
    assert "turun 1; terdaftar turun 1: 1 menjadi KKMP" in without
    assert "dengan KKMP 268 dari 301, naik 20 " in without


def test_where_the_kkmp_turn_the_verdict_both_are_said(version: int) -> None:
    assert "tanpa KKMP 140 dari 280, target tercapai " in card(version, "2025-T2", "cakupan_pendampingan")
    without = card(version, "2025-T2", "cakupan_pendampingan", WITHOUT_KKMP)
    assert "dengan KKMP 140 dari 301, target belum tercapai " in without


def test_where_both_choices_agree_nothing_is_added(version: int) -> None:
    assert "KKMP" not in card(version, "2025-T2", "jangkauan_pelatihan")
    assert "KKMP" not in card(version, "2025-T2", "rat_tahun_buku")  # another book year: no change is said at all


@pytest.mark.parametrize(
    ("now", "before", "result"),
    [
        ((249, 285), (257, 296), True),  # the share rose, the count fell
        ((20, 40), (20, 41), True),  # the count stood still
        ((30, 40), (29, 40), False),
        ((30, 40), (30, 40), False),
        ((1, 0), (1, 1), False),
        ((None, None), (1, 2), False),
    ],
)
def test_count_and_share_part_where_their_directions_differ(now: tuple, before: tuple, result: bool) -> None:
    both = [Figure(a, b, a / b if b else None) for a, b in (now, before)]
    assert parted.is_parted(*both) is result


def test_causes_are_counted_and_new_kkmp_are_told_from_other_new_ones() -> None:
    rows = [("baru", True, 1)] * 20 + [("baru", False, 1)] + [("keluar dari register", False, -1)] * 2
    flows = pd.DataFrame([*rows, ("tetap", False, 0)], columns=["alur", "kkmp", "d_terdaftar"])
    assert parted.say_causes(flows) == "20 KKMP masuk, 2 keluar dari register, 1 koperasi baru"
    assert parted.say_causes(flows.iloc[:0]) == ""


def test_of_few_cases_the_count_is_said_and_no_points() -> None:
    fell = cards.Card("Aktif", Figure(1, 5, 0.2), Figure(1, 1, 1.0), "2025-T1", 0.9, small_n=10)
    said = str(cards.make_card(fell))
    assert "poin" not in said
    assert said.count("jumlahnya tetap") == 1
    assert "target 90%; n di bawah 10: belum bisa dibandingkan" in said
    was_small = cards.Card("Aktif", Figure(9, 12, 0.75), Figure(1, 1, 1.0), "2025-T1", small_n=10)
    assert "poin" not in str(cards.make_card(was_small))


def test_of_few_cases_a_kelurahan_says_the_count_and_no_points() -> None:
    active = next(i for i in load_indicators() if i.indikator == "koperasi_aktif")
    assert (
        kelurahan_indicators.say_change(active, Figure(1, 5, 0.2), Figure(1, 1, 1.0), small_n=10) == "jumlahnya tetap"
    )
    assert (
        kelurahan_indicators.say_change(active, Figure(8, 10, 0.8), Figure(9, 10, 0.9), small_n=10) == "▼ turun 10 poin"
    )


def test_a_rat_is_counted_of_those_that_owe_one(version: int) -> None:
    """20 Koperasi Merah Putih founded in 2025 owe none for the book year 2024."""
    assert "209 dari 248 84,3%" in card(version, "2025-T2", "rat_tahun_buku")
