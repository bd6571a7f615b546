"""Which quarter is due and how late it is; what an undo takes with it."""

from __future__ import annotations

import datetime as dt

import pytest

from dasbor.answers import due
from dasbor.choice import Choice
from dasbor.staff import riwayat
from etl import clock

TODAY = dt.date(2025, 11, 26)


@pytest.mark.parametrize(
    ("latest", "sentence"),
    [
        ("2025-T3", ""),
        ("2025-T4", ""),  # published before its end
        ("2025-T2", "Triwulan III 2025 belum terbit: berakhir 30 September 2025, 57 hari yang lalu."),
        (
            "2024-T4",
            "3 triwulan belum terbit, Triwulan I 2025 (berakhir 31 Maret 2025, 240 hari yang lalu) "
            "sampai Triwulan III 2025.",
        ),
        (None, "Triwulan III 2025 belum terbit: berakhir 30 September 2025, 57 hari yang lalu."),
    ],
)
def test_the_quarters_that_ended_and_are_not_published_are_said(latest, sentence):
    assert due.say_missing(latest, TODAY) == sentence


def test_the_first_day_after_a_quarter_it_is_one_day_late():
    assert due.say_missing("2025-T2", dt.date(2025, 10, 1)).endswith("berakhir 30 September 2025, 1 hari yang lalu.")
    assert due.say_missing("2025-T2", dt.date(2025, 9, 30)) == ""


def test_of_what_is_published_only_register_and_rekap_count(built_store, monkeypatch):
    monkeypatch.setattr(clock, "read_today", lambda: TODAY)
    assert due.say_due(Choice(1)).startswith("4 triwulan belum terbit, Triwulan IV 2024")
    assert due.say_due(Choice(2)) == due.say_due(Choice(1))  # trainings alone are not the quarter
    assert due.say_due(None).startswith("Triwulan III 2025 belum terbit")


def test_the_history_says_what_an_undo_takes_with_it_by_whom_and_why(built_store):
    assert riwayat.list_taken_along(1, 3) == [
        "Ikut batal: versi 3, pulihkan oleh Siti (memulihkan versi 1).",
        "Ikut batal: versi 2, terbit Triwulan IV 2024 oleh Penguji (2024-T4.xlsx).",
    ]
    assert riwayat.list_taken_along(3, 3) == []
