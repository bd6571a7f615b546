"""Choices, lists, yes/no, numbers of documents as typed -> what they are read as."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.cells.choices import fold, read_choice, read_code, read_list, read_status, read_yes_no
from etl.cells.texts import read_text, tidy_text, write_plain
from etl.skema import COOPERATIVE_GROUPS, SEXES, SHEET_KINDS, STATUSES, UNKNOWN


def reading(readings):
    return readings.value if readings.reason is None else readings.reason.kode


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Aktif", "aktif"),
        ("AKTIF ", "aktif"),
        ("A", "aktif"),
        ("aktip", "aktif"),
        ("\u200bAktif\u00a0", "aktif"),
        ("Tidak Aktif", "tidak aktif"),
        ("tidak  aktif", "tidak aktif"),
        ("Tdk. Aktif", "tidak aktif"),
        ("T.Aktif", "tidak aktif"),
        ("TA", "tidak aktif"),
        ("Non-Aktif", "tidak aktif"),
        ("nonaktif", "tidak aktif"),
        ("pasif", "tidak aktif"),
        ("beku", "tidak aktif"),
        ("Diusulkan Dibubarkan", "diusulkan dibubarkan"),
        ("Usul Bubar", "diusulkan dibubarkan"),
        ("Bubar", "dibubarkan"),
    ],
)
def test_a_known_status(typed, expected):
    assert read_status(typed) == (expected, None)


@pytest.mark.parametrize(
    ("typed", "kode"),
    [
        (None, "status_kosong"),
        ("", "status_kosong"),
        ("-", "status_kosong"),
        ("Aktif?", "status_tak_dikenal"),
        ("A/TA", "status_tak_dikenal"),
        ("Aktif, Tidak Aktif", "status_tak_dikenal"),
        ("Kurang Aktif", "status_tak_dikenal"),
        ("Aktf", "status_tak_dikenal"),
        ("1", "status_tak_dikenal"),
        (1.0, "status_tak_dikenal"),
        (True, "status_tak_dikenal"),
        (dt.datetime(2024, 1, 1), "status_tak_dikenal"),
    ],
)
def test_a_status_that_nobody_knows_stays_unknown_and_is_listed(typed, kode):
    readings = read_status(typed)
    assert (readings.value, readings.reason.kode) == (UNKNOWN, kode)


@given(st.text(max_size=15))
def test_only_declared_spellings_become_a_status(text):
    declared = {fold(s) for value, synonyms in STATUSES.items() for s in (value, *synonyms)}
    assert (read_status(text).reason is None) == (fold(tidy_text(text)) in declared)


def test_a_likely_status_is_offered_but_not_applied():
    readings = read_status("Tidak Aktf")
    assert (readings.value, readings.reason.usul) == (UNKNOWN, "Tidak Aktif")
    assert readings.reason.parts["mirip"] == " Mungkin maksudnya “Tidak Aktif”?"
    assert read_status("???").reason.parts["mirip"] == ""


def test_an_unknown_choice_is_blank_and_names_the_choices():
    readings = read_choice("X", SEXES)
    assert (readings.value, readings.reason.kode, readings.reason.parts["pilihan"]) == (
        None,
        "pilihan_tak_dikenal",
        "L, P",
    )
    assert read_choice("perempuan", SEXES) == ("P", None)
    assert read_choice("L/P", SEXES).value is None
    assert read_choice(" - ", SEXES) == (None, None)
    assert read_choice("KPRI/KPN", COOPERATIVE_GROUPS).value == "KPRI"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Ya", True),
        ("√", True),
        ("V", True),
        ("sudah", True),
        (1.0, True),
        (True, True),
        ("Tidak", False),
        ("tdk ada", False),
        ("belum", False),
        (0.0, False),
        (False, False),
        (None, None),
        ("-", None),
        ("kadang", "pilihan_tak_dikenal"),
        (2.0, "pilihan_tak_dikenal"),
    ],
)
def test_yes_and_no(typed, expected):
    assert reading(read_yes_no(typed)) is expected or reading(read_yes_no(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("WA, FB", "Media Sosial; WhatsApp"),  # in the order of the declaration
        ("Facebook/Instagram", "Media Sosial"),
        ("shopee dan web", "Website; Marketplace"),
        ("wifi rt/rw", "Wifi RT"),  # known as a whole, so not split
        ("WA\nTokopedia", "WhatsApp; Marketplace"),
        ("Website; -", "Website"),
        ("WA + IG & web", "Website; Media Sosial; WhatsApp"),
        (None, None),
        ("-", None),
        ("Tidak ada", ""),  # an answer: no channel
        ("belum ada", ""),
        ("brosur", "pilihan_tak_dikenal"),
        (5.0, "pilihan_tak_dikenal"),
    ],
)
def test_a_list_of_channels(typed, expected):
    assert reading(read_list(typed)) == expected


def test_the_known_parts_of_a_list_are_kept_and_the_unknown_ones_named():
    value, reason = read_list("WA, brosur; spanduk")
    assert value == "WhatsApp"
    assert (reason.kode, reason.isi, reason.usul) == ("pilihan_tak_dikenal", "brosur; spanduk", "")
    assert read_list("Webste").reason.usul == "Website"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0035720100", "0035720100"),
        ("'3572010010001", "3572010010001"),
        (3572010010001.0, "3572010010001"),
        (1095.0, "1095"),
        ("518/441/KUMKM/2014", "518/441/KUMKM/2014"),
        (" 53/BH/KDK.52/XI/2000\u00a0", "53/BH/KDK.52/XI/2000"),
        ("AHU-0003346.AH.01.29 TAHUN 2023", "AHU-0003346.AH.01.29 TAHUN 2023"),
        (None, None),
        ("-", None),
        ("Belum ada", None),
        ("nihil", None),
        ("dalam proses", "bukan_nomor"),
        ("0", "bukan_nomor"),
        ("000000", "bukan_nomor"),
        (0.0, "bukan_nomor"),
        (True, "bukan_nomor"),
        ("3,57E+12", "nomor_disingkat"),
        ("3.57201E+12", "nomor_disingkat"),
        (dt.datetime(2004, 5, 12), "nomor_jadi_tanggal"),
    ],
)
def test_the_number_of_a_document(typed, expected):
    assert reading(read_code(typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  KSU   Maju\u00a0Jaya \n", "KSU Maju Jaya"),
        ("KSU\u200b Maju\u200f\x00 Jaya", "KSU Maju Jaya"),
        ("Jl. Melati\r\nNo. 5", "Jl. Melati No. 5"),
        (5.0, "5"),
        (5.5, "5.5"),
        (81234567890.0, "81234567890"),
        (1e-7, "0.0000001"),
        (0.0, "0"),
        (True, "TRUE"),
        (dt.datetime(2022, 7, 14), "2022-07-14"),
        (dt.datetime(2022, 7, 14, 9, 30), "2022-07-14 09:30"),
        (dt.date(2022, 7, 14), "2022-07-14"),
        ("", None),
        (" \u00a0\u200b", None),
        ("-", None),
        (None, None),
        (float("nan"), None),
        ("0", "0"),
        ("-5", "-5"),
    ],
)
def test_text(typed, expected):
    assert read_text(typed) == expected


@given(st.text())
def test_tidying_twice_changes_nothing_more(text):
    assert tidy_text(tidy_text(text)) == tidy_text(text)
    assert write_plain(text) == tidy_text(text)


@pytest.mark.parametrize(
    "column",
    [pytest.param(k, id=f"{j}.{k.nama}") for j, sheet in SHEET_KINDS.items() for k in sheet.kolom if k.pilihan],
)
def test_no_spelling_in_the_declaration_means_two_values(column):
    meanings = {}
    for value, synonyms in column.pilihan.items():
        for spelling in (value, *synonyms):
            meanings.setdefault(fold(spelling), set()).add(value)
    assert {s: m for s, m in meanings.items() if len(m) > 1 or not s} == {}
