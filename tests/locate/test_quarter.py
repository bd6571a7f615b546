"""Guessing the quarter: every way a title, a sheet, a file or a signature names it, best first."""

from __future__ import annotations

import datetime as dt

import pytest

from etl.locate.quarter import guess_quarters, is_strong, split_place
from tests.grids import book, grid

N = None
REGISTER = [["No", "Nama Koperasi", "Kelurahan", "Status"], [1, "KSU A", "Turi", "Aktif"]]
PESERTA = [["No", "Nama", "L/P", "Asal"], [1, "X", "L", "KSU A"]]


def titled(*title):
    return book(grid([*[[j] for j in title], *REGISTER]))


def quarters(b) -> list[str]:
    return [periode for periode, _, _ in guess_quarters(b)]


@pytest.mark.parametrize(
    ("title", "periode"),
    [
        ("Keadaan per 30 Juni 2022", "2022-T2"),
        ("TRIWULAN III TAHUN 2025", "2025-T3"),
        ("Triwulan 3 2025", "2025-T3"),
        ("TW II/2024", "2024-T2"),
        ("TW.3 - 2025", "2025-T3"),
        ("TW IV Th. 2024", "2024-T4"),
        ("Tri Wulan ke-2 Tahun 2023", "2023-T2"),
        ("TRIWULAN KETIGA TAHUN 2025", "2025-T3"),
        ("2025-T3", "2025-T3"),
        ("T1 2026", "2026-T1"),
        ("TAHUN 2025 TRIWULAN I", "2025-T1"),
        ("Triwulan I s.d. III Tahun 2025", "2025-T3"),
        ("s.d. September 2025", "2025-T3"),
        ("Bulan Juni 2025", "2025-T2"),
        ("Januari - Maret 2025", "2025-T1"),
        ("1 Juli s/d 30 September 2025", "2025-T3"),
        ("31 MEI 2020", "2020-T2"),
        ("per 31-12-2024", "2024-T4"),
        ("Posisi 31/12/2024", "2024-T4"),
        ("Per 30 Nopember 2021", "2021-T4"),
        ("28 Pebruari 2023", "2023-T1"),
        ("Semester I Tahun 2025", "2025-T2"),
        ("KEADAAN\nPER 30\u00a0SEPTEMBER 2025", "2025-T3"),
    ],
)
def test_a_title_names_the_quarter(title, periode):
    assert quarters(titled("DATA KOPERASI KOTA BLITAR", title)) == [periode]


@pytest.mark.parametrize(
    "title", ["DATA KOPERASI TAHUN 2025", "Triwulan ini", "TRIWULAN III", "SK No. 5/2019", "Twibbon 2025", "12345"]
)
def test_what_names_no_quarter_gives_none(title):
    assert quarters(titled(title)) == []


@pytest.mark.parametrize(
    ("file", "periode"),
    [
        ("Data koperasi TW 3 2025.xlsx", "2025-T3"),
        ("REKAP 31 MEI 2020.xls", "2020-T2"),
        ("data_koperasi_triwulan_iv_2024.xlsx", "2024-T4"),
        ("koperasi-2025-T2.xlsx", "2025-T2"),
        ("register 20250930.xlsx", "2025-T3"),
    ],
)
def test_the_file_name_names_the_quarter(file, periode):
    assert guess_quarters(book(REGISTER, file_name=file)) == [
        (periode, file.rsplit(".", 1)[0].replace("_", " "), "nama berkas")
    ]


def test_a_date_cell_above_the_table_counts_as_a_date():
    assert quarters(book([["Keadaan per tanggal", dt.datetime(2025, 9, 30)], *REGISTER])) == ["2025-T3"]


def test_a_title_spread_over_cells_or_lines_is_read_as_a_whole():
    assert quarters(book([["Triwulan", ":", "III"], ["Tahun", ":", 2025.0], *REGISTER])) == ["2025-T3"]
    assert quarters(titled("KEADAAN TRIWULAN III", "TAHUN 2025")) == ["2025-T3"]


@pytest.mark.parametrize(
    ("title", "file", "result"),
    [
        ("DATA KOPERASI TAHUN 2025", "data.xlsx", ["2025-T3"]),
        ("DATA KOPERASI", "koperasi 2025.xlsx", ["2025-T3"]),
        ("Data 2024 dan 2025", "koperasi 2025.xlsx", []),
        ("DATA KOPERASI", "data.xlsx", []),
    ],
)
def test_a_sheet_name_without_a_year_takes_the_year_found_elsewhere(title, file, result):
    b = book(grid([[title], *REGISTER], nama="Triwulan 3"), file_name=file)
    assert quarters(b) == result
    assert all(where == "nama lembar" for _, _, where in guess_quarters(b))


def test_candidates_come_best_first_and_only_once():
    b = book(
        grid([["Peserta Triwulan I 2025"], *PESERTA], nama="Latihan TW 4 2024"),
        grid([["Triwulan III 2025"], *REGISTER, [N], ["Blitar, 10 Oktober 2025"]], nama="TW 3 2025"),
        file_name="Data TW 2 2025.xlsx",
    )
    assert guess_quarters(b) == [
        ("2025-T3", "Triwulan III 2025", "lembar TW 3 2025 sel A1"),
        ("2025-T1", "Peserta Triwulan I 2025", "lembar Latihan TW 4 2024 sel A1"),
        ("2024-T4", "Latihan TW 4 2024", "nama lembar"),
        ("2025-T2", "Data TW 2 2025", "nama berkas"),
        ("2025-T4", "Blitar, 10 Oktober 2025", "lembar TW 3 2025 sel A5"),
    ]


def test_a_plain_date_in_a_title_is_worth_less_than_the_file_name():
    b = book([["SK Wali Kota 3 Januari 2024"], *REGISTER], file_name="TW 3 2025.xlsx")
    assert quarters(b) == ["2025-T3", "2024-T1"]


def test_data_rows_and_birth_dates_are_never_looked_at():
    participants = [
        ["No", "Nama", "Tempat/Tgl Lahir", "Asal"],
        [1, "X", "Blitar, 12 Mei 1990", "Triwulan II 2024"],
        [2, "Y", "Blitar, 1 Juni 2001", "Z"],
    ]
    assert quarters(book(participants)) == []
    assert quarters(book([["No", "Uraian", "Nilai", "Sisa", "Ket"], [1, "30 Juni 2022", "TW 2 2022", 3, 4]])) == []


def test_only_a_text_that_says_what_it_is_about_is_strong():
    b = book(
        [["Keadaan per 30 Juni 2025"], ["Tanggal: 5 Maret 2025"], *REGISTER, ["Blitar, 3 Oktober 2025"]],
        file_name="20241231.xlsx",
    )
    assert {c[0]: is_strong(c) for c in guess_quarters(b)} == {
        "2025-T2": True,
        "2025-T1": False,
        "2024-T4": False,
        "2025-T4": False,
    }
    assert is_strong(("2025-T3", "Data TW 3 2025", "nama berkas"))


def test_a_place_is_taken_apart_into_sheet_and_cell():
    assert split_place("lembar Data sel 1 sel B12") == ("Data sel 1", "B12")
    assert split_place("nama berkas") == ("", "")
