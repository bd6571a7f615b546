"""Numbers as typed -> what they are read as. The tables are the specification."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.cells.numbers import choose_rule, read_number
from etl.skema import COOPERATIVES_SHEET, SHEET_KINDS

ASET, SHU, ORANG, SKOR = (COOPERATIVES_SHEET[n] for n in ("aset", "shu", "jumlah_anggota", "skor_kesehatan"))
TARGET = SHEET_KINDS["target"]["nilai_target"]


def read(column, typed, *others, factor=1.0, percent=False):
    """The value, or the code of the reason, of one cell among others of its column."""
    reading = read_number(typed, choose_rule(column, [typed, *others], factor), percent)
    return reading.value if reading.reason is None else reading.reason.kode


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # Indonesian, English, blanks
        ("1.250.000,50", 1_250_000.50),
        ("1.250.000", 1_250_000),
        ("1,250,000.50", 1_250_000.50),
        ("Rp. 3,972,707,688", 3_972_707_688),
        ("1250000", 1_250_000),
        ("1250000,5", 1_250_000.5),
        ("151,85", 151.85),
        ("223.00", 223),
        ("21 575", 21_575),
        ("21 575 000,50", 21_575_000.50),
        ("21\u00a0575", 21_575),
        ("  1.250.000 ", 1_250_000),
        ("\u200b1.250.000\u200f", 1_250_000),
        ("'1250000", 1_250_000),
        # a rupiah amount with exactly three decimals does not exist
        ("1.250", 1250),
        ("1,250", 1250),
        ("0.000", 0),
        ("1250.000", "bilangan_ganda_arti"),
        ("1.250,505", "bilangan_ganda_arti"),
        ("0.250", "bilangan_ganda_arti"),
        # currency
        ("Rp 1.250.000,-", 1_250_000),
        ("Rp1.250.000", 1_250_000),
        ("Rp.1.250.000,-", 1_250_000),
        ("RP : 1.250.000", 1_250_000),
        ("IDR 1,250,000", 1_250_000),
        ("1.250.000.-", 1_250_000),
        ("1.250.000,--", 1_250_000),
        ("1.250.000,=", 1_250_000),
        ("1.250.000 rupiah", 1_250_000),
        # unit words in the cell
        ("1,5 juta", 1_500_000),
        ("151,85 juta", 151_850_000),
        ("2 M", 2_000_000_000),
        ("2M", 2_000_000_000),
        ("Rp 3 miliar", 3_000_000_000),
        ("3 milyar rupiah", 3_000_000_000),
        ("250 ribu", 250_000),
        ("2 jt", 2_000_000),
        ("1,250 juta", "bilangan_ganda_arti"),
        ("3,57E+12", 3_570_000_000_000),
        ("3.57e9", 3_570_000_000),
        # zero, blank and dash are three things
        ("0", 0),
        ("nihil", 0),
        ("Nihil", 0),
        ("Rp nol", 0),
        (0.0, 0),
        ("-", None),
        ("--", None),
        ("–", None),
        ("Rp -", None),
        ("Rp. -", None),
        ("", None),
        ("   ", None),
        (None, None),
        (math.nan, None),
        # typed numbers are taken as they are
        (1_250_000.0, 1_250_000),
        (151.85, 151.85),
        # what is no number is said to be none
        ("n/a", "bukan_bilangan"),
        ("tidak ada", "bukan_bilangan"),
        ("1.250.000-", "bukan_bilangan"),
        ("1.250.00", "bukan_bilangan"),
        ("12.50.000", "bukan_bilangan"),
        ("1.250.000 (kotor)", "bukan_bilangan"),
        ("± 500", "bukan_bilangan"),
        ("5 + 3", "bukan_bilangan"),
        ("21 57", "bukan_bilangan"),
        ("12 orang", "bukan_bilangan"),
        ("5²", "bukan_bilangan"),
        ("1O", "bukan_bilangan"),
        ("1.250,", "bukan_bilangan"),
        ("87%", "bukan_bilangan"),
        ("#REF!", "bukan_bilangan"),
        (True, "bukan_bilangan"),
        (math.inf, "bukan_bilangan"),
        (dt.datetime(2024, 3, 5), "bukan_bilangan"),
        (dt.time(9, 30), "bukan_bilangan"),
        # bounds
        ("-5", "negatif"),
        (-5.0, "negatif"),
        ("6.000.000.000.000", "di_luar_batas"),
        (6e12, "di_luar_batas"),
    ],
)
def test_rupiah(typed, expected):
    assert read(ASET, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("(1.250.000)", -1_250_000),
        ("-1.250", -1250),
        ("- 1.250", -1250),
        ("−1.250", -1250),
        ("–1.250", -1250),
        ("-Rp 1.250.000,-", -1_250_000),
        ("Rp -1.250.000", -1_250_000),
        ("Rp (1.250.000)", -1_250_000),
        ("(Rp 1.250.000,-)", -1_250_000),
        ("(1,5 juta)", -1_500_000),
        ("-0", 0),
        (-1250.5, -1250.5),
        ("(-1.250)", "bukan_bilangan"),
        ("--1.250", "bukan_bilangan"),
        ("(1.250", "bukan_bilangan"),
        (-6e12, "di_luar_batas"),
    ],
)
def test_losses_are_negative_numbers(typed, expected):
    assert read(SHU, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (12.0, 12),
        ("12", 12),
        ("12 orang", 12),
        ("12 org.", 12),
        ("1.250", 1250),
        ("1,250", 1250),
        ("1 250", 1250),
        ("1,5 ribu", 1500),
        ("12,0", 12),
        (11.999999999998, 12),
        ("12,5", "bukan_bulat"),
        (12.5, "bukan_bulat"),
        ("-3", "negatif"),
        (500_001.0, "di_luar_batas"),
        ("12 KK", "bukan_bilangan"),
        ("1,5 juta", "bukan_bilangan"),
        ("dua belas", "bukan_bilangan"),
        ("100%", "bukan_bilangan"),
    ],
)
def test_people_are_whole_numbers(typed, expected):
    assert read(ORANG, typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("81,5", 81.5),
        ("81.5", 81.5),
        ("87%", 87),
        ("87 %", 87),
        ("87,5 persen", 87.5),
        ("81.250", 81.25),  # 81250 lies outside 0-100, so it is not a possible reading
        ("0,125", 0.125),
        (100.0, 100),
        (0.0, 0),
        (100.5, "di_luar_batas"),
        (-1.0, "negatif"),
    ],
)
def test_scores(typed, expected):
    assert read(SKOR, typed) == expected


def test_a_per_cent_is_points_on_a_scale_to_100_and_a_share_elsewhere():
    assert read(SKOR, 0.87, percent=True) == 87
    assert read(TARGET, 0.9, percent=True) == 0.9
    assert read(TARGET, "90%") == 0.9
    assert read(ORANG, 1.0, percent=True) == "bukan_bilangan"


@pytest.mark.parametrize(
    ("typed", "others", "expected"),
    [
        ("1.250", ["1.250.000"], 1250e6),  # dots are thousands elsewhere
        ("1.250", ["12.500,50"], 1250e6),
        ("1.250", ["151,85"], 1250e6),  # commas are decimals elsewhere, so dots are not
        ("1.250", ["223.00"], 1.25e6),
        ("1.250", ["1,250,000"], 1.25e6),
        ("1.250", ["223.00", "151,85"], 1.25e6),  # what the same sign means counts before the other one
        ("1,250", ["151,85"], 1.25e6),
        ("1,250", ["1,250,000.50"], 1250e6),
        ("1,250", ["1.250.000"], 1.25e6),
        ("1.250", ["223.00", "1.250.000"], "bilangan_ganda_arti"),
        ("1.250", [], "bilangan_ganda_arti"),
        ("1.250", ["3.500", 12.0], "bilangan_ganda_arti"),
        ("151,85", ["223.00"], 151.85e6),
        ("223.00", ["151,85"], 223e6),
        ("1,5 juta", [], 1.5e6),  # says its own unit
        ("2 M", [], 2e9),
        (151.85, [], 151_850_000),
        ("0", [], 0),
    ],
)
def test_in_a_column_in_millions_the_other_cells_decide(typed, others, expected):
    assert read(ASET, typed, *others, factor=1e6) == expected


def test_both_readings_of_an_ambiguous_number_are_offered_in_writing_that_has_one_meaning():
    reason = read_number("1.255", choose_rule(ASET, ["1.255"], 1e6)).reason
    assert reason.parts == {"arti1": "1255", "arti2": "1,2550", "arti1_tulis": "1255", "arti2_tulis": "1,2550"}
    assert [read(ASET, reason.parts[k], factor=1e6) for k in ("arti1", "arti2")] == [1255e6, 1.255e6]


def test_the_bounds_are_named_in_indonesian():
    assert read_number(-1.0, choose_rule(TARGET, [])).value == -1.0
    assert read_number(600_000.0, choose_rule(ORANG, [])).reason.parts == {"batas": "0 sampai 500.000"}


amounts = st.integers(0, 5 * 10**14).map(lambda hundredths: hundredths / 100)


def english(x):
    return f"{x:,.2f}"


def indonesian(x):
    return english(x).translate(str.maketrans(",.", ".,"))


@given(amounts)
def test_an_amount_in_any_writing_with_cents_comes_back(x):
    for text in (english(x), indonesian(x), f"Rp {indonesian(x)}", f"{x:.2f}", f"{x:.2f}".replace(".", ",")):
        assert read(ASET, text) == x


@given(st.integers(0, 5 * 10**12))
def test_a_whole_amount_in_any_writing_comes_back(x):
    dots, commas = f"{x:,}".replace(",", "."), f"{x:,}"
    for text in (dots, commas, f"Rp {dots},-", f"Rp. {commas}", f"{x:,}".replace(",", " "), str(x)):
        assert read(ASET, text) == x
    for text in (f"({dots})", f"-{dots}", f"(Rp {dots},-)"):
        assert read(SHU, text) == -x


@given(st.text(max_size=12))
def test_no_text_breaks_the_reader(text):
    assert isinstance(read(SHU, text), (str, float, type(None)))


@given(st.floats(allow_nan=False))
def test_a_typed_number_is_itself_or_a_finding(x):
    assert read(SHU, x) in (x, "di_luar_batas", "bukan_bilangan")
