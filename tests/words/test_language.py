"""Numbers, dates and changes as Indonesian readers expect them."""

import datetime as dt

import pandas as pd
import pytest

from dasbor.words import language


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234.5, None, "1.234,5"),
        (1234.567, None, "1.234,57"),
        (1250000, None, "1.250.000"),
        (0, None, "0"),
        (-0.001, None, "0"),
        (-1234.5, None, "−1.234,5"),
        (2.5, 0, "3"),
        (1.005, 2, "1,01"),
        (12, 1, "12,0"),
        (100, None, "100"),
        (None, None, "belum ada data"),
        (float("nan"), None, "belum ada data"),
        (pd.NA, None, "belum ada data"),
    ],
)
def test_numbers_have_dots_for_thousands_and_a_comma_for_decimals(value, decimals, written):
    assert language.format_number(value, decimals) == written


@pytest.mark.parametrize(
    ("value", "n", "written"),
    [
        (7 / 12, 12, "58%"),
        (268 / 308, 308, "87,0%"),
        (268 / 308, None, "87%"),
        (0.123, 99, "12%"),
        (0.123, 100, "12,3%"),
        (0, 12, "0%"),
        (1, 12, "100%"),
        (None, 0, "tidak ada yang dihitung"),
    ],
)
def test_percentages_are_no_more_precise_than_n_supports(value, n, written):
    assert language.format_percent(value, n) == written


@pytest.mark.parametrize(
    ("value", "short", "full"),
    [
        (1_250_000_000, "Rp 1,25 miliar", "Rp 1.250.000.000"),
        (2_500_000_000_000, "Rp 2,5 triliun", "Rp 2.500.000.000.000"),
        (12_500_000, "Rp 12,5 juta", "Rp 12.500.000"),
        (999_999_999, "Rp 1 miliar", "Rp 999.999.999"),
        (950_000, "Rp 950.000", "Rp 950.000"),
        (0, "Rp 0", "Rp 0"),
        (-3_200_000, "−Rp 3,2 juta", "−Rp 3.200.000"),
        (None, "belum ada data", "belum ada data"),
    ],
)
def test_money_is_short_on_screen_and_full_on_demand(value, short, full):
    assert (language.format_rupiah(value), language.format_rupiah(value, full=True)) == (short, full)


@pytest.mark.parametrize(
    ("delta", "unit", "decimals", "written"),
    [
        (2, "poin", 0, "▲ naik 2 poin"),
        (-1, "", 0, "▼ turun 1"),
        (0, "poin", 0, "tetap"),
        (0.4, "poin", 0, "hampir tetap"),
        (-0.94, "poin", 1, "▼ turun 0,9 poin"),
        (None, "poin", 0, "belum ada pembanding"),
    ],
)
def test_changes_are_said_with_an_arrow_and_a_word(delta, unit, decimals, written):
    assert language.say_difference(delta, unit, decimals) == written


def test_dates_and_quarters_are_written_out():
    assert language.format_date(dt.date(2025, 9, 30)) == "30 September 2025"
    assert language.format_date(pd.Timestamp("2022-07-14")) == "14 Juli 2022"
    assert language.format_date(pd.NaT) == "belum ada data"
    assert language.format_time(dt.datetime(2025, 7, 4, 9, 15)) == "4 Juli 2025 pukul 09.15 WIB"
    assert language.format_quarter("2026-T1") == "Triwulan I 2026"
    assert language.format_quarter("2026-T1", short=True) == "T1 2026"


def test_fractions_show_both_numbers_and_zero_is_a_number():
    assert language.format_fraction(268, 308) == "268 dari 308"
    assert language.format_fraction(0, 12) == "0 dari 12"
    assert language.format_fraction(1234) == "1.234"
    assert language.format_fraction(None, 12) == "belum ada data"


def test_lists_end_with_dan_and_say_how_many_are_left_out():
    assert language.join_list([]) == ""
    assert language.join_list(["A"]) == "A"
    assert language.join_list(["A", "B"]) == "A dan B"
    assert language.join_list(["A", "B", "C"]) == "A, B dan C"
    assert language.join_list(["A", "B", "C", "D", "E"], 3) == "A, B, C dan 2 lainnya"


def test_signed_counts_and_sentences():
    assert [language.format_signed(x) for x in (20, -2, 0)] == ["+20", "−2", "0"]
    assert language.capitalise("di bawah KSP") == "Di bawah KSP"


def test_infinity_is_refused_not_written():
    with pytest.raises(ValueError, match="bukan bilangan"):
        language.format_number(float("inf"))
