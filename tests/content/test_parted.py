"""Where two true figures seem to contradict each other, the card says why: on the figures of the invented city."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from dasbor.answers import parted
from dasbor.blocks import indicator_cards
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.content import kelurahan_indicators
from dasbor.query.figures import Figure
from dasbor.ui import cards
from etl.indikator import load_indicators
from tests.drawings import unmark


@pytest.fixture(scope="module")
def version(whole_sample: int) -> int:
    return whole_sample


def card(version: int, quarter: str, indikator: str, counting: str = WITH_KKMP) -> str:
    """The words of a card of the city."""
    p = Choice(version, quarter, "35.72", "Kota Blitar", "kota", counting)
    drawn = str(cards.make_card(indicator_cards._make_cards(p, indikator)[0]))
    bare = re.sub(r"<img.*?>", "", unmark(drawn), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", bare))


def test_where_the_share_rose_because_others_left_the_card_says_so(version: int) -> None:
    said = card(version, "2024-T4", "koperasi_aktif")
    assert "turun 8 · ▲ naik 0,5 poin sejak T3 2024" in said
    assert (
        "tidak searah karena terdaftar turun 11: 7 diusulkan dibubarkan, 5 keluar dari register, 1 koperasi baru"
        in said
    )


def test_the_same_the_other_way_round(version: int) -> None:
    said = card(version, "2024-T3", "koperasi_aktif")
    assert "naik 8 · ▼ turun 0,5 poin sejak T2 2024" in said
    assert "tidak searah karena terdaftar naik 11: 11 koperasi baru" in said


def test_a_card_whose_count_and_share_agree_says_the_count_alone(version: int) -> None:
    said = card(version, "2025-T1", "jangkauan_pelatihan")
    assert "turun 4 · ▼ turun 0,7 poin sejak T4 2024" in said
    assert "tidak searah" not in said


def test_the_number_that_a_share_is_of_is_named_with_the_rule_in_force(version: int) -> None:
    said = card(version, "2024-T4", "sehat")  # 53 of 72, then 52 of 69
    assert "turun 1 · ▲ naik 2 poin sejak T3 2024" in said
    assert "tidak searah karena koperasi aktif yang diperiksa dalam dua tahun terakhir turun 3 " in said


def test_a_share_that_fell_by_less_than_a_point_is_written_did_not_go_another_way(version: int) -> None:
    said = card(version, "2025-T2", "sehat")  # 42 of 57, then 41 of 56: 73,7 and 73,2%
    assert "turun 1 · hampir 0 poin sejak T1 2025" in said
    assert "tidak searah" not in said


@pytest.mark.parametrize("indikator", [i.indikator for i in load_indicators()])
def test_no_card_shows_a_name_of_the_program(version: int, indikator: str) -> None:
    every = [card(version, quarter, indikator) for quarter in ("2024-T3", "2024-T4", "2025-T1", "2025-T2")]
    assert [said for said in every if re.search(r"[{}_]|\b(None|nan)\b", said)] == []


def test_where_the_kkmp_turn_the_direction_both_are_said(version: int) -> None:
    whole = card(version, "2025-T2", "koperasi_aktif")
    assert "naik 20 · ▲ naik 0,8 poin sejak T1 2025" in whole
    assert "tanpa KKMP 247 dari 280, turun 1, persennya hampir tetap " in whole
    without = card(version, "2025-T2", "koperasi_aktif", WITHOUT_KKMP)
    assert "turun 1 · hampir 0 poin sejak T1 2025" in without
    assert "tidak searah" not in without  # 248 of 281, then 247 of 280: both fell
    assert "dengan KKMP 268 dari 301, naik 20, persennya naik " in without


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
        ((247, 280), (248, 281), False),  # 88,21% after 88,26%: as written it stood still, but both fell
        ((8, 300), (9, 340), True),  # 2,67% after 2,65%: what hardly moved did not fall with the count
        ((14, 14), (13, 13), False),  # one more, and still all of them: no share is beyond
        ((0, 12), (0, 11), False),
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
    assert "4 koperasi lagi untuk target<" in said
    assert "n di bawah 10: belum bisa dibandingkan" in said
    assert "20%" not in said
    was_small = cards.Card("Aktif", Figure(9, 12, 0.75), Figure(1, 1, 1.0), "2025-T1", small_n=10)
    assert "poin" not in str(cards.make_card(was_small))


def test_of_few_cases_a_kelurahan_says_the_count_and_no_points() -> None:
    active = next(i for i in load_indicators() if i.indikator == "koperasi_aktif")
    assert (
        kelurahan_indicators.say_change(active, Figure(1, 5, 0.2), Figure(1, 1, 1.0), small_n=10) == "jumlahnya tetap"
    )
    assert (
        kelurahan_indicators.say_change(active, Figure(8, 10, 0.8), Figure(9, 10, 0.9), small_n=10)
        == "turun 1 · ▼ turun 10 poin"
    )


def test_a_rat_is_counted_of_those_that_owe_one(version: int) -> None:
    """20 Koperasi Merah Putih founded in 2025 owe none for the book year 2024."""
    assert "209 dari 248 84,3%" in card(version, "2025-T2", "rat_tahun_buku")


# ── the verdict, and a year ago ──


@pytest.mark.parametrize(
    ("quarter", "indikator", "said"),
    [
        ("2025-T2", "koperasi_aktif", "target 90% 1 poin di bawah target: 3 koperasi lagi"),  # 271 of 301
        ("2025-T2", "jangkauan_pelatihan", "target 25% 47 koperasi di atas target"),  # 76 of 301 would do
        ("2025-T2", "cakupan_pendampingan", "target 50% 3,5 poin di bawah target: 11 koperasi lagi"),
        ("2025-T2", "pendampingan_khusus", "target 80% 4 poin di bawah target: 2 koperasi lagi"),
    ],
)
def test_each_card_says_how_far_it_is_from_its_target(version: int, quarter: str, indikator: str, said: str) -> None:
    assert said in card(version, quarter, indikator)


def test_a_card_says_count_and_share_of_a_year_ago(version: int) -> None:
    assert "setahun lalu 249 dari 285 (87,4%)" in card(version, "2025-T2", "koperasi_aktif")
    assert "setahun lalu: belum ada data" in card(version, "2022-T1", "koperasi_aktif")
    # trainings of 2023-T3 were never uploaded
    assert "setahun lalu: kurun belum lengkap" in card(version, "2025-T2", "jangkauan_pelatihan")


def test_the_inactive_ones_too_say_why_count_and_share_part(version: int) -> None:
    p = Choice(version, "2025-T2", "35.72", "Kota Blitar", "kota")
    inactive = indicator_cards._make_status_cards(p, "tidak aktif")[0]
    assert inactive.notes == ["tidak searah karena terdaftar naik 20: 20 KKMP masuk"]


def test_the_cards_of_an_area_have_three_lines_and_the_rest_stands_below_the_row(version: int) -> None:
    p = Choice(version, "2025-T2", "35.72.01.1002", "Kelurahan Ngadirejo", "kelurahan")
    active = indicator_cards._make_cards(p, "koperasi_aktif")[0]
    seen = re.sub(r'<span class="hanya-baca">.*?</span>', "", str(cards.make_card(active)))
    lines = re.findall(r'<p class="kartu-(?:putusan|ubah|kaki)">(.*?)</p>', seen)
    words = [re.sub(r"<[^>]+>", "", line) for line in lines]
    assert words == ["3 koperasi lagi untuk target", "jumlahnya naik 1 sejak T1 2025", "setahun lalu 5 dari 7"]
    below = str(cards.make_row([active])).split("kartu-catatan")[1]
    assert "n di bawah 10: belum bisa dibandingkan." in below
    assert "<b>Koperasi aktif:</b> tanpa KKMP 5 dari 8, tetap." in below
