"""Which quarters look back on a window that lacks a sheet, on the figures of the invented city: data begin in 2021-T4,
and the trainings of 2023-T3 were never uploaded."""

from __future__ import annotations

import pytest

from dasbor.choice import Choice
from dasbor.query import figures, windows

FIRST_THREE = ["2021-T4", "2022-T1", "2022-T2"]


@pytest.fixture(scope="module")
def p(whole_sample: int) -> Choice:
    return Choice(whole_sample, "2025-T2", "35.72", "Kota Blitar", "kota")


def test_the_window_of_trainings_is_short_at_the_beginning_and_after_the_missing_sheet(p: Choice) -> None:
    gaps = windows.find_gaps(p, "jangkauan_pelatihan")
    assert {q: gap.say_extent() for q, gap in gaps.items()} == {
        "2021-T4": "1 dari 4 triwulan",
        "2022-T1": "2 dari 4 triwulan",
        "2022-T2": "3 dari 4 triwulan",
        **dict.fromkeys(["2023-T3", "2023-T4", "2024-T1", "2024-T2"], "3 dari 4 triwulan"),
    }
    assert windows.say_gaps(p, "jangkauan_pelatihan") == (
        "T4 2021 sampai T2 2022 (tanpa pelatihan T1 2021 sampai T3 2021), T3 2023 sampai T2 2024 "
        "(tanpa pelatihan T3 2023)"
    )


def test_visits_are_short_at_the_beginning_only(p: Choice) -> None:
    for indikator in ("cakupan_pendampingan", "pendampingan_khusus", "pemasaran"):
        assert list(windows.find_gaps(p, indikator)) == FIRST_THREE


def test_mentoring_after_training_needs_both_sheets_of_its_six_quarters(p: Choice) -> None:
    gaps = windows.find_gaps(p, "pendampingan_pascapelatihan")
    assert list(gaps) == [*FIRST_THREE, "2022-T3", "2022-T4", "2023-T4", "2024-T1", "2024-T2", "2024-T3", "2024-T4"]
    assert gaps["2024-T4"].missing == (("pelatihan", "2023-T3"),)
    assert "(tanpa pelatihan dan pendampingan T3 2020 sampai T3 2021)" in windows.say_gaps(
        p, "pendampingan_pascapelatihan"
    )


@pytest.mark.parametrize("indikator", ["koperasi_aktif", "peserta_pelatihan", "aktif_kembali", "aset", "tidak_dikenal"])
def test_what_looks_at_one_quarter_has_no_window(p: Choice, indikator: str) -> None:
    assert windows.find_gaps(p, indikator) == {}
    assert windows.say_gaps(p, indikator) == ""
    assert windows.COLUMN not in windows.mark_gaps(p, indikator, figures.read_series(p, "koperasi_aktif"))


def test_a_series_says_of_each_quarter_how_much_of_its_window_there_is(p: Choice) -> None:
    series = windows.mark_gaps(p, "jangkauan_pelatihan", figures.read_series(p, "jangkauan_pelatihan"))
    told = dict(zip(series["periode"], series[windows.COLUMN], strict=True))
    assert (told["2021-T4"], told["2023-T2"], told["2023-T3"], told["2025-T2"]) == (
        "1 dari 4 triwulan",
        "",
        "3 dari 4 triwulan",
        "",
    )


def test_two_quarters_are_compared_only_where_both_windows_are_whole(p: Choice) -> None:
    assert windows.is_complete(p, "jangkauan_pelatihan", "2025-T2", "2025-T1")
    assert not windows.is_complete(p, "jangkauan_pelatihan", "2024-T3", "2024-T2")
    assert windows.is_complete(p, "jangkauan_pelatihan", "2022-T3", None)
