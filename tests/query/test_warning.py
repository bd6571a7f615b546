"""The score of a warning: shown with names where the flag predicts, without them where it does not; where one quarter
cannot tell, what is missing. Histories are invented so that each answer can be counted on the fingers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.query.ask import ask
from dasbor.query.whom import warning
from dasbor.query.whom.warning import FLAGGED, NAIVE, NAIVE_ONLY, UNFLAGGED, Score
from dasbor.words import interval
from etl import periode as triwulan
from etl.__main__ import main
from etl.checks.status_rule import find_due_book_year
from etl.store.versions import Store
from tests import golden
from tests.ui.test_frame import app, text

CITY = ("35.72", "Kota Blitar", "kota")
HEADINGS = golden.JUDUL_REGISTER[:7]
FOUNDED = dt.date(2010, 1, 1)
LAST = "2025-T3"
BEHIND = {"tanda": 2, "naif": 1, "lain": 0}  # book years without RAT: one more and the rule of three years is met

# ── invented histories: who was active in one year, and how many of them no longer are in the next ──

Year = dict[str, tuple[int, int]]  # kind -> (no longer active, all)
PREDICTS: Year = {"tanda": (16, 20), "naif": (3, 30), "lain": (1, 30)}
FAILS: Year = {"tanda": (4, 20), "naif": (6, 30), "lain": (1, 30)}


def publish_history(*years: Year) -> Score:
    """Each year's cooperatives stand in the registers of two third quarters; in the last one three are flagged anew."""
    first = 2025 - len(years)
    rows: dict[str, list[list]] = {f"{first + i}-T3": [] for i in range(len(years) + 1)}
    for i, year in enumerate(years):
        before, after = (f"{first + k}-T3" for k in (i, i + 1))
        for number, (kind, has_lapsed) in enumerate(_list_all(year)):
            name = [f"35720{i:03}{number:05}", f"KSU Contoh {i} {number}", "Turi", "KSU"]
            due = find_due_book_year(triwulan.find_end(before), 6)
            rows[before].append([*name, "Aktif", due - BEHIND[kind], FOUNDED])
            rows[after].append([*name, "Tidak Aktif" if has_lapsed else "Aktif", due + 1, FOUNDED])
    for n in range(3):
        rows[LAST].append([f"35729{n:08}", f"KSU Ditandai Sekarang {n}", "Turi", "KSU", "Aktif", 2022, FOUNDED])
    for quarter, some in rows.items():
        number = golden.publish_book(Store(), quarter, {"Koperasi": [HEADINGS, *some]}, reason="uji")
    return warning.read_score(Choice(number, LAST, *CITY))


def _list_all(year: Year) -> list[tuple[str, bool]]:
    return [(kind, n < lapsed) for kind, (lapsed, known) in year.items() for n in range(known)]


def shown(**url: str) -> str:
    """The words of the page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(app("pages/publik/peringatan.py", **url))))


def test_a_flag_that_predicts_is_shown_with_its_names(store: Store) -> None:
    s = publish_history(PREDICTS, PREDICTS)
    whole = {name: s.whole.take(name)[:2] for name in (FLAGGED, UNFLAGGED, NAIVE, NAIVE_ONLY)}
    assert whole == {FLAGGED: (32, 40), UNFLAGGED: (8, 120), NAIVE: (38, 100), NAIVE_ONLY: (6, 60)}
    assert [o.take(FLAGGED)[:2] for o in s.quarters] == [(16, 20), (16, 20)]
    assert s.beats
    words = shown()
    assert "Tanda ini mengungguli aturan sederhana: 32 dari 40 (80%) banding 38 dari 100 (38,0%)" in words
    assert "Syarat 2, setiap triwulan, dipenuhi: pada semua 2 triwulan yang cukup kasusnya di atas 0." in words
    assert "3 koperasi aktif ditandai sekarang" in words
    assert words.count("KSU Ditandai Sekarang") == 3
    assert "0 koperasi aktif ditandai sekarang" in shown(kelurahan="35.72.03.1001")  # the score is still the city's


def test_a_flag_that_does_not_predict_is_shown_without_names(store: Store) -> None:
    s = publish_history(FAILS, FAILS)
    assert s.whole.difference == pytest.approx(8 / 40 - 20 / 100)
    assert not s.beats
    words = shown()
    assert "Tanda ini belum mengungguli aturan sederhana: 8 dari 40 (20%) banding 20 dari 100 (20,0%)" in words
    assert "kedua syarat dipenuhi; sekarang tidak satu pun dipenuhi, jadi belum mengungguli." in words
    assert "Daftar tidak ditampilkan: tanda ini belum terbukti lebih baik daripada aturan sederhana." in words
    assert "KSU Ditandai Sekarang" not in words


def test_one_good_year_does_not_hide_a_bad_one(store: Store) -> None:
    s = publish_history(PREDICTS, FAILS)
    assert s.whole.is_better
    assert [o.is_better for o in s.quarters] == [True, False]
    assert not s.beats
    words = shown()
    assert "kedua syarat dipenuhi; sekarang baru satu, jadi belum mengungguli." in words
    assert "Syarat 1, semua triwulan bersama, dipenuhi: bedanya +" in words
    assert (
        "Syarat 2, setiap triwulan, tidak dipenuhi: pada 1 dari 2 triwulan selangnya memuat 0 atau di bawahnya (T3 "
        "2025)." in words
    )


def test_too_few_cases_prove_nothing(store: Store) -> None:
    s = publish_history({"tanda": (5, 5), "naif": (0, 9), "lain": (0, 20)})
    assert s.whole.is_better
    assert not s.beats
    assert (
        "Syarat 2, setiap triwulan, tidak dipenuhi: tidak ada triwulan dengan sekurangnya 10 koperasi di kedua "
        "kelompok, belum cukup untuk menilai."
    ) in shown()


def test_where_nobody_was_flagged_that_is_said(store: Store) -> None:
    s = publish_history({"naif": (3, 30), "lain": (1, 30)})
    assert not s.is_known
    assert "Tanda ini belum dapat dinilai" in shown()
    assert "Belum ada koperasi aktif yang ditandai setahun sebelumnya" in shown()


def test_a_single_quarter_says_what_is_missing(store: Store) -> None:
    rows = [["3572000000001", "KSU Satu", "Turi", "KSU", "Aktif", 2022, FOUNDED]]
    golden.publish_book(store, LAST, {"Koperasi": [HEADINGS, *rows]})
    words = shown()
    assert "Perlu dua register berjarak setahun" in words
    assert "register Triwulan III 2024 belum diterbitkan" in words
    assert "Daftar tidak ditampilkan: tandanya belum dapat dinilai." in words
    assert "KSU Satu" not in words


def test_who_left_or_is_of_unknown_status_counts_nowhere(store: Store) -> None:
    gone = {"tanda": (16, 20), "naif": (3, 30), "lain": (1, 30)}
    publish_history(gone)
    leaves = [["3572099999998", "KSU Keluar", "Turi", "KSU", "Aktif", 2021, FOUNDED]]
    blank = [["3572099999999", "KSU Tanpa Status", "Turi", "KSU", "Aktif", 2021, FOUNDED]]
    first = [*leaves, *blank]
    unknown = [[*blank[0][:4], None, 2021, FOUNDED]]
    golden.publish_book(Store(), "2022-T3", {"Koperasi": [HEADINGS, *first]}, reason="uji")
    number = golden.publish_book(Store(), "2023-T3", {"Koperasi": [HEADINGS, *unknown]}, reason="uji")
    s = warning.read_score(Choice(number, "2023-T3", *CITY))
    (one,) = s.quarters
    assert sum(g.unknown for name, g in one.groups.items() if name in (FLAGGED, UNFLAGGED)) == 2
    assert all(g.known == 0 for g in one.groups.values())


# ── a version keeps its score ──


def test_a_change_of_the_rule_changes_the_score_of_its_own_version_only(store: Store) -> None:
    before = publish_history(PREDICTS, PREDICTS)
    change = ["pengaturan", "ubah", "tahun_tanpa_rat=2", "--oleh", "Siti", "--alasan", "uji"]
    assert main(change) == 0
    now = Choice(Store().find_current() or 0, LAST, *CITY)
    scores = {p.version: s for p, s in warning.list_scores(now)}
    assert scores[now.version].years == 2
    assert scores[now.version].whole.take(FLAGGED)[:2] == (6, 60)  # one book year more, and a rule of two is met
    assert scores[before.version] == before
    assert (before.years, before.whole.take(FLAGGED)[:2]) == (3, (32, 40))
    assert "aturan 2 tahun" in shown()


# ── the invented city ──


@pytest.fixture(scope="module")
def city(whole_sample: int) -> Iterator[Choice]:
    yield Choice(whole_sample, "2025-T2", *CITY)


def test_the_sample_shows_its_score_and_no_names(city: Choice) -> None:
    s = warning.read_score(city)
    assert s.whole.take(FLAGGED) == (138, 212, 8, 76, 138)
    assert s.whole.take(UNFLAGGED)[:2] == (106, 2584)
    assert s.whole.take(NAIVE)[:2] == (244, 728)
    low, high = s.whole.difference_bounds or (0, 0)
    assert (round(low, 3), round(high, 3)) == (0.239, 0.383)
    assert [o.periode for o in s.judged if not o.is_better] == ["2024-T2", "2024-T3"]
    assert not s.beats
    assert "Dari 138 yang ditandai dan tidak aktif lagi, 138 juga tidak aktif menurut aturan RAT." in shown()


def test_the_score_is_of_the_whole_city_whatever_is_chosen(city: Choice) -> None:
    part = replace(city, kode_wilayah="35.72.02", kelompok_hitung=WITHOUT_KKMP)
    assert warning.read_score(part) == warning.read_score(city)


def test_no_quarter_after_the_chosen_one_is_looked_at(city: Choice) -> None:
    earlier = warning.read_score(replace(city, periode="2023-T4"))
    assert max(str(o.periode) for o in earlier.quarters) == "2023-T4"
    assert earlier.quarters == warning.read_score(city).quarters[: len(earlier.quarters)]


def test_the_score_is_the_one_that_plain_counting_gives(city: Choice) -> None:
    """Row by row in plain Python, without a rule of the product's SQL."""
    register: dict[str, dict[str, object]] = {}
    for row in ask(city, "select * from koperasi_triwulan").itertuples():
        register.setdefault(row.periode, {})[row.koperasi_id] = row
    s = warning.read_score(city)
    assert len(s.quarters) == 11
    for one in s.quarters:
        before, now = register[triwulan.shift_quarter(str(one.periode), -4)], register[str(one.periode)]
        counted = {FLAGGED: [0, 0], NAIVE_ONLY: [0, 0]}
        for koperasi_id, row in before.items():
            kind = _find_kind(row, triwulan.find_end(triwulan.shift_quarter(str(one.periode), -4)))
            later = now.get(koperasi_id)
            if kind and later is not None and later.status != "tidak diketahui":  # type: ignore[attr-defined]
                counted[kind][0] += later.status != "aktif"  # type: ignore[attr-defined]
                counted[kind][1] += 1
        assert {name: list(one.take(name)[:2]) for name in counted} == counted


def _find_kind(row, end: dt.date) -> str | None:
    """In the group of the flag, of the naive rule alone, or neither. Due on 30 June of the next year; three years."""
    due = end.year - (1 if end >= dt.date(end.year, 6, 30) else 2)
    last = None if pd.isna(row.tahun_buku_rat) else row.tahun_buku_rat
    if last is None and not pd.isna(row.tanggal_rat):
        last = row.tanggal_rat.year - 1
    if row.status != "aktif" or last is None or last >= due:
        return None
    founded = row.tanggal_badan_hukum
    is_young = not pd.isna(founded) and founded.date() > dt.date(due + 2 - 3, 6, 30)
    return FLAGGED if due - last == 2 and not is_young else NAIVE_ONLY


# ── intervals ──


def test_the_interval_of_a_difference_is_newcombes() -> None:
    """The example of his paper of 1998, method 10: 56 of 70 less 48 of 80."""
    low, high = interval.compute_difference((56, 70), (48, 80)) or (0, 0)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


def test_a_difference_to_nobody_has_no_interval() -> None:
    assert interval.compute_difference((1, 2), (0, 0)) is None


def test_its_sources_end_with_the_quarter_that_is_looked_at(whole_sample: int) -> None:
    said = shown(triwulan="2025-T1")
    assert "Sumber: 14 buku kerja, terbaru koperasi-2025-T1.xlsx" in said
    assert "keadaan per 30 Juni 2025" not in said
