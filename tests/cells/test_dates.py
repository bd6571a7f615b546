"""Dates and years as typed -> what they are read as. The tables are the specification."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.cells.dates import is_month_first, read_date, read_range, read_year
from etl.periode import MONTH_NAMES

D = dt.date
LAST = D(2022, 7, 14)


def reading(readings):
    return readings.value if readings.reason is None else readings.reason.kode


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (dt.datetime(2022, 7, 14), LAST),
        (dt.datetime(2022, 7, 14, 9, 30), LAST),
        (LAST, LAST),
        (44756.0, LAST),  # Excel's number of days
        (44756.4, LAST),
        ("14 Juli 2022", LAST),
        ("14 JULI 2022", LAST),
        ("14 Juli, 2022", LAST),
        ("14 Jul. 2022", LAST),
        ("14Juli2022", LAST),
        ("14-Jul-22", LAST),
        ("14 Juli '22", LAST),
        ("14/07/2022", LAST),
        ("14/7/2022", LAST),
        ("14-7-22", LAST),
        ("14.07.2022", LAST),
        ("14 07 2022", LAST),
        ("2022-07-14", LAST),
        ("2022/07/14", LAST),
        ("2022-07-14 00:00:00", LAST),
        ("2022-07-14T09:30:00", LAST),
        ("14 Juli 2022 09:30 WIB", LAST),
        ("14 Juli 2022, pukul 08.00 s.d. selesai", LAST),
        ("July 14, 2022", LAST),
        ("14 July 2022", LAST),
        ("Kamis, 14 Juli 2022", LAST),
        ("Kamis / 14 Juli 2022", LAST),
        ("KAMIS 14 Juli 2022", LAST),
        ("Jum'at, 15 Juli 2022", D(2022, 7, 15)),
        ("Minggu, 3 Maret 2024", D(2024, 3, 3)),
        ("Tgl. 14 Juli 2022", LAST),
        ("tanggal : 14 Juli 2022", LAST),
        ("'14/07/2022", LAST),
        ("14\u00a0Juli\u200b 2022 ", LAST),
        ("3 Pebruari 2024", D(2024, 2, 3)),
        ("29 Peb 2024", D(2024, 2, 29)),
        ("5 Mrt 2024", D(2024, 3, 5)),
        ("1 Mei 2024", D(2024, 5, 1)),
        ("17 Agst 2021", D(2021, 8, 17)),
        ("17 Agt. 2021", D(2021, 8, 17)),
        ("1 Sept 2021", D(2021, 9, 1)),
        ("28 Okt 2021", D(2021, 10, 28)),
        ("10 Nopember 2021", D(2021, 11, 10)),
        ("22 Des 2021", D(2021, 12, 22)),
        # two digits of a year: the border is fixed
        ("1-2-49", D(2049, 2, 1)),
        ("1-2-50", D(1950, 2, 1)),
        ("12 Mei 98", D(1998, 5, 12)),
        # blanks
        (None, None),
        (math.nan, None),
        ("", None),
        (" ", None),
        ("-", None),
        ("—", None),
        # month first is the only possible reading: read, and listed
        ("07/14/2022", "tanggal_ganda_arti"),
        ("07-14-22", "tanggal_ganda_arti"),
        # a range where one date is asked for: its first day, and listed
        ("05-07 Maret 2024", "rentang_tanggal"),
        # no dates
        ("30-11--0001", "bukan_tanggal"),  # null dates of other systems
        ("00/00/0000", "bukan_tanggal"),
        ("0000-00-00", "bukan_tanggal"),
        (dt.datetime(1900, 1, 5), "bukan_tanggal"),  # a 5 that is formatted as a date
        ("31 Februari 2024", "bukan_tanggal"),
        ("29/02/2023", "bukan_tanggal"),
        ("13/25/2024", "bukan_tanggal"),
        ("14/07-2022", "bukan_tanggal"),
        ("Juli 2022", "hanya_bulan"),
        ("07/2022", "hanya_bulan"),
        ("13/2022", "bukan_tanggal"),
        ("14 Juli", "bukan_tanggal"),
        ("2014", "hanya_tahun"),
        (2014.0, "hanya_tahun"),
        (5.0, "bukan_tanggal"),
        ("14 Juno 2022", "bukan_tanggal"),
        ("14/07/2202", "bukan_tanggal"),
        ("Blitar, 14 Juli 2022", "bukan_tanggal"),
        ("Belum RAT", "bukan_tanggal"),
        (True, "bukan_tanggal"),
        (dt.time(9, 30), "bukan_tanggal"),
    ],
)
def test_a_date(typed, expected):
    assert reading(read_date(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("14 Juli 2022", LAST, LAST),
        ("05-07 Maret 2024", D(2024, 3, 5), D(2024, 3, 7)),
        ("5–7 Maret 2024", D(2024, 3, 5), D(2024, 3, 7)),
        ("5 - 7 Maret 2024", D(2024, 3, 5), D(2024, 3, 7)),
        ("5 sampai dengan 7 Maret 2024", D(2024, 3, 5), D(2024, 3, 7)),
        ("5 sd 7 Maret 2024", D(2024, 3, 5), D(2024, 3, 7)),
        ("28 s.d 29 November 2024", D(2024, 11, 28), D(2024, 11, 29)),
        ("28 s.d. 29 November 2024", D(2024, 11, 28), D(2024, 11, 29)),
        ("28 s/d 29 Nov 2024", D(2024, 11, 28), D(2024, 11, 29)),
        ("28 November - 2 Desember 2024", D(2024, 11, 28), D(2024, 12, 2)),
        ("28 Nov s.d. 2 Des 2024", D(2024, 11, 28), D(2024, 12, 2)),
        ("30 Desember 2024 s.d. 2 Januari 2025", D(2024, 12, 30), D(2025, 1, 2)),
        ("30 Desember - 2 Januari 2025", D(2024, 12, 30), D(2025, 1, 2)),
        ("05/03/2024 - 07/03/2024", D(2024, 3, 5), D(2024, 3, 7)),
        ("05/03/2024-07/03/2024", D(2024, 3, 5), D(2024, 3, 7)),
        ("5-7/3/2024", D(2024, 3, 5), D(2024, 3, 7)),
        ("2024-03-05 s.d. 2024-03-07", D(2024, 3, 5), D(2024, 3, 7)),
        ("5 dan 6 Maret 2024", D(2024, 3, 5), D(2024, 3, 6)),
        ("5 & 6 Maret 2024", D(2024, 3, 5), D(2024, 3, 6)),
        ("5, 6 dan 7 Maret 2024", D(2024, 3, 5), D(2024, 3, 7)),
        ("5, 6, dan 7 Maret 2024", D(2024, 3, 5), D(2024, 3, 7)),
        ("Selasa-Kamis, 5-7 Maret 2024", D(2024, 3, 5), D(2024, 3, 7)),
        ("Senin, 4 Maret 2024 s/d Rabu, 6 Maret 2024", D(2024, 3, 4), D(2024, 3, 6)),
    ],
)
def test_a_range_of_days(typed, first, last):
    assert read_range(typed).value == (first, last)
    assert read_range(typed).reason is None
    assert read_date(typed).value == first
    assert read_date(typed, end=True).value == last


@pytest.mark.parametrize(
    "typed",
    [
        "7-5 Maret 2024",
        "28 Maret - 2 Februari 2024",
        "7/3/2024 - 5/3/2024",
        "30-31 Februari 2024",
        "4-5 Maret, 7-8 Maret 2024",
        "14 Juli 2022 s.d. selesai",
        "5/6 Maret 2024",
    ],
)
def test_an_impossible_range_is_no_date(typed):
    assert reading(read_range(typed)) == "bukan_tanggal"


def test_month_first_is_read_when_nothing_else_is_possible_and_says_how():
    readings = read_date("07/14/2022")
    assert readings.value == LAST
    assert readings.reason.parts == {"dibaca": "14 Juli 2022", "cara": "bulan/hari/tahun"}


def test_one_date_with_the_month_first_casts_doubt_on_its_column():
    assert is_month_first(["05/07/2022", "07/14/2022", None, 3.0])
    assert not is_month_first(["05/07/2022", "14/07/2022"])
    doubtful = read_date("05/07/2022", doubtful=True)
    assert (doubtful.value, doubtful.reason.kode) == (D(2022, 7, 5), "tanggal_ganda_arti")
    assert doubtful.reason.parts["cara"] == "hari/bulan/tahun"
    month_first = read_date("07/14/2022", doubtful=True)
    assert (month_first.value, month_first.reason.parts["cara"]) == (D(2022, 7, 14), "bulan/hari/tahun")
    assert reading(read_date("14/07/2022", doubtful=True)) == LAST
    assert reading(read_date("05/05/2022", doubtful=True)) == D(2022, 5, 5)
    assert reading(read_date("5 Juli 2022", doubtful=True)) == D(2022, 7, 5)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (2024.0, 2024),
        ("2024", 2024),
        (" 2024 ", 2024),
        ("Th. 2024", 2024),
        ("Tahun 2024", 2024),
        ("TB 2024", 2024),
        ("TB2024", 2024),
        ("T.B. 2024", 2024),
        ("Tahun Buku 2023", 2023),
        ("RAT TB 2023", 2023),
        (None, None),
        ("", None),
        ("-", None),
        ("2023/2024", "bukan_tahun"),
        ("RAT 2024", "bukan_tahun"),  # held in 2024, or for 2024?
        ("Sudah", "bukan_tahun"),
        ("Belum", "bukan_tahun"),
        ("TB 24", "bukan_tahun"),
        (24.0, "bukan_tahun"),
        (2024.5, "bukan_tahun"),
        (45382.0, "bukan_tahun"),
        (0.0, "bukan_tahun"),
        (True, "bukan_tahun"),
        (dt.datetime(2024, 3, 12), "bukan_tahun"),  # the day of a RAT is not its book year
        ("12 Maret 2024", "bukan_tahun"),
        (2204.0, "di_luar_batas"),
        ("1850", "di_luar_batas"),
    ],
)
def test_a_year(typed, expected):
    assert reading(read_year(typed, 1950, 2100)) == expected


some_day = st.dates(D(1950, 1, 1), D(2049, 12, 31))


@given(some_day)
def test_a_date_in_any_accepted_form_comes_back(day):
    month = MONTH_NAMES[day.month - 1]
    for text in (
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%Y}",
        f"{day:%d-%m-%y}",
        f"{day.day} {month} {day.year}",
        f"Senin, {day.day} {month.upper()} {day.year}",
        f"{day.day}-{month[:3]}-{day:%y}",
        dt.datetime.combine(day, dt.time(8)),
    ):
        assert reading(read_date(text)) == day


@given(some_day, st.integers(1, 40))
def test_a_range_in_any_accepted_form_comes_back(first, days):
    last = first + dt.timedelta(days)
    a, b = (f"{t.day} {MONTH_NAMES[t.month - 1]} {t.year}" for t in (first, last))
    for text in (f"{a} - {b}", f"{a} s.d. {b}", f"{first:%d/%m/%Y}-{last:%d/%m/%Y}", f"{a} s/d {last:%d-%m-%Y}"):
        assert reading(read_range(text)) == (first, last)


@given(st.text(alphabet="0123456789 -/.,~sd&danJuliMaretn", max_size=24))
def test_no_text_breaks_the_reader(text):
    readings = read_range(text)
    assert readings.value is None or readings.value.start <= readings.value.end
