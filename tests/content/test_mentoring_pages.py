"""Hasil Pembinaan and Bank Sampah & Kelompok: literal numbers from two cities that can be counted by hand."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dasbor.chart import theme
from dasbor.chart.flow import cohort_chart, cohorts, transitions
from dasbor.content import kelompok
from dasbor.query import lists, mentoring
from dasbor.words.interval import compute_wilson
from etl.store.versions import Store
from tests import golden
from tests.mentoring import BENDO, JUDUL, SANANWETAN, TURI, choice, page, text

_ = None


# ── the interval ──


@pytest.mark.parametrize(
    ("k", "n", "limit"),
    [(1, 10, (0.0179, 0.4042)), (0, 10, (0.0, 0.2775)), (10, 10, (0.7225, 1.0)), (40, 80, (0.3929, 0.6071))],
)
def test_the_wilson_interval_has_its_textbook_values(k: int, n: int, limit: tuple[float, float]) -> None:
    assert compute_wilson(k, n) == pytest.approx(limit, abs=1e-4)


def test_without_cases_there_is_no_interval() -> None:
    assert compute_wilson(0, 0) is None


# ── cohorts ──


def _pooled(kind: cohorts.SupportWords, **choose: str) -> list[tuple]:
    data = cohorts.describe_cohorts(mentoring.read_cohorts(choice("2025-T1", **choose), kind.kind), kind, "2025-T1", 10)
    content = cohorts.pool_cohorts(data, kind)
    return [
        tuple(None if pd.isna(x) else x for x in b)
        for b in content[["sesudah", "kelompok", "pembilang", "penyebut", "keterangan"]].itertuples(index=False)
    ]


def test_visited_and_unvisited_inactive_cooperatives_are_followed_side_by_side(city: Path) -> None:
    small = cohorts.TOO_SMALL
    assert _pooled(cohorts.VISITS) == [
        (1, "dikunjungi", 1, 1, small),
        (1, "tidak dikunjungi", 0, 2, small),
        (2, "dikunjungi", 1, 1, small),
        (2, "tidak dikunjungi", 0, 1, small),
        (3, "dikunjungi", 2, 2, small),
        (3, "tidak dikunjungi", 1, 3, small),
        (4, "dikunjungi", 1, 1, small),
        (4, "tidak dikunjungi", 1, 2, small),
    ]


def test_a_later_quarter_that_has_not_come_and_a_register_that_is_missing_are_told_apart(city: Path) -> None:
    data = cohorts.describe_cohorts(
        mentoring.read_cohorts(choice("2025-T1"), "pendampingan"), cohorts.VISITS, "2025-T1", 10
    )
    content = [list(b) for b in cohorts.list_by_cohort(data).fillna("").itertuples(index=False)]
    time, published = cohorts.NOT_YET_DUE, cohorts.NOT_PUBLISHED
    assert content == [
        ["2025-T1", "tidak dikunjungi", 1, time, time, time, time],
        ["2024-T4", "data kunjungan belum terbit", 2, "0 dari 2", time, time, time],
        ["2024-T2", "dikunjungi", 1, published, "1 dari 1", "1 dari 1", time],
        ["2024-T2", "tidak dikunjungi", 1, published, "0 dari 1", "0 dari 1", time],
        ["2024-T1", "dikunjungi", 1, "1 dari 1", published, "1 dari 1", "1 dari 1"],
        ["2024-T1", "tidak dikunjungi", 2, "0 dari 2", published, "1 dari 2", "1 dari 2"],
    ]


def test_who_left_the_register_counts_as_not_active_and_is_counted(city: Path) -> None:
    content = mentoring.read_cohorts(choice("2025-T1"), "pendampingan")
    one = content[
        (content["periode"] == "2024-T1") & ~content["kena"].fillna(True).astype(bool) & (content["sesudah"] == 4)
    ].iloc[0]
    assert [int(one[k]) for k in ("pembilang", "penyebut", "keluar", "koperasi")] == [1, 2, 1, 2]


def test_cohorts_end_at_the_chosen_quarter(city: Path) -> None:
    content = mentoring.read_cohorts(choice("2024-T2"), "pendampingan")
    assert int(content["penyebut"].sum()) == 6  # three cooperatives of 2024-T1 one quarter later, per cohort and pooled


def test_all_cohorts_together_agree_with_the_indicator_aktif_kembali(in_gold: Path) -> None:
    content = mentoring.read_cohorts(choice("2025-T3"), "pendampingan")
    one_year = content[(content["periode"] == "2024-T3") & (content["sesudah"] == 4)]
    assert (one_year["pembilang"].sum(), one_year["penyebut"].sum()) == (2, 4)  # test_indikator: aktif_kembali 2 of 4


def test_the_page_tells_the_longest_view_with_its_caution(city: Path) -> None:
    content = text(page("hasil"))
    assert "4 triwulan kemudian aktif: 1 dari 1 dikunjungi, 1 dari 2 tidak" in content
    assert "1, 2, 3 dan 4 triwulan kemudian: belum bisa dibandingkan, salah satu kelompok kurang dari 10." in content
    assert "Ini bukan bukti sebab-akibat: siapa yang dikunjungi tidak diundi" in content
    assert "Data pendampingan belum diterbitkan untuk Triwulan IV 2024" in content


def test_an_area_without_inactive_cooperatives_is_said(city: Path) -> None:
    assert "tidak ada koperasi tidak aktif yang tercatat di Kecamatan Sananwetan" in text(
        page("hasil", kecamatan=SANANWETAN)
    )


# ── the figure on numbers large enough ──


def _large() -> pd.DataFrame:
    row = [
        (None, hit, h, 100, k, 100, 0, 0, 60)
        for h in (1, 2, 3, 4)
        for hit, k in ((True, 20 + h if h > 1 else 9), (False, 5))
    ]
    column = [
        "periode",
        "kena",
        "sesudah",
        "anggota_kohor",
        "pembilang",
        "penyebut",
        "keluar",
        "tidak_diketahui",
        "koperasi",
    ]
    return cohorts.pool_cohorts(
        cohorts.describe_cohorts(pd.DataFrame(row, columns=column), cohorts.VISITS, "2025-T1", 10), cohorts.VISITS
    )


def test_the_chart_draws_what_its_table_holds_with_intervals() -> None:
    g = cohort_chart.draw_cohorts(
        _large(), cohorts.VISITS, place="Kota Blitar", periode="2025-T1", limit=cohort_chart.find_axis_limit(_large())
    )
    yes, no = g.plot.data
    assert list(yes.x) == [0.09, 0.22, 0.23, 0.24]
    assert list(no.x) == [0.05] * 4
    assert yes.error_x.array[3] == pytest.approx(0.3323 - 0.24, abs=1e-4)
    assert (yes.marker.symbol, no.marker.symbol) == ("circle", "diamond")
    assert list(g.plot.layout.xaxis.range) == [0, 0.4]
    assert g.title == "4 triwulan kemudian aktif: 24/100 kasus dikunjungi, 5/100 kasus tidak"
    assert g.subtitle.endswith("Satu kasus: satu koperasi pada satu triwulan ia tidak aktif")
    assert len(g.title.split()) <= 12


def test_small_groups_lose_their_colour(city: Path) -> None:
    data = cohorts.describe_cohorts(
        mentoring.read_cohorts(choice("2025-T1"), "pendampingan"), cohorts.VISITS, "2025-T1", 10
    )
    g = cohort_chart.draw_cohorts(
        cohorts.pool_cohorts(data, cohorts.VISITS), cohorts.VISITS, place="Kota Blitar", periode="2025-T1"
    )
    assert list(g.plot.data[0].marker.color) == [theme.NO_DATA] * 4
    assert [a.text for a in g.plot.layout.annotations][:2] == ["1/1 · n kecil", "0/2 · n kecil"]


def test_intervals_that_overlap_and_those_that_do_not_are_said_without_a_cause() -> None:
    read = cohort_chart.say_reading(_large(), cohorts.VISITS, 10)
    assert read[:2] == [
        "2, 3 dan 4 triwulan kemudian: selang 95% tidak tumpang tindih; sebab bedanya tidak dapat "
        "dibaca dari angka ini.",
        "1 triwulan kemudian: selang 95% tumpang tindih; bedanya belum dapat dipisahkan dari kebetulan.",
    ]
    assert "100 kasus dikunjungi adalah 60 koperasi berbeda" in read[2]


# ── transitions ──


def test_every_cooperative_stands_once_in_the_matrix_with_new_and_gone(city: Path) -> None:
    content, title = transitions.make_matrix(mentoring.read_transitions(choice("2025-T1"), "2024-T4"))
    assert list(title.values()) == [
        "Dari ↓ menjadi →",
        "Aktif",
        "Tidak aktif",
        "Diusulkan dibubarkan",
        "Keluar",
        "Jumlah",
    ]
    assert content.to_numpy().tolist() == [
        ["Aktif", 2, 0, 0, 0, 2],
        ["Tidak aktif", 0, 1, 0, 1, 2],
        ["Diusulkan dibubarkan", 0, 0, 1, 0, 1],
        ["Baru", 1, 0, 0, 0, 1],
        ["jumlah".capitalize(), 3, 1, 1, 1, 6],
    ]


def test_a_moved_cooperative_is_followed_and_neither_new_nor_gone(city: Path) -> None:
    moved = mentoring.read_transitions(choice("2025-T1", BENDO), "2024-T4")
    remaining = mentoring.read_transitions(choice("2025-T1", TURI), "2024-T4")
    assert moved.empty
    active = remaining[(remaining["dari"] == "aktif") & (remaining["ke"] == "aktif")].iloc[0]
    assert (int(active["jumlah"]), int(active["pindah"])) == (2, 1)
    assert transitions.say_moved(remaining).endswith("tetap dihitung di kelurahan waktu itu: 1 koperasi.")


@pytest.mark.parametrize(
    ("kode", "title"),
    [
        ("35.72", "Sejak T3 2024: 4 berubah status, 3 masuk, 0 keluar register"),
        (TURI, "Sejak T3 2024: 3 berubah status, 0 masuk, 0 keluar register"),
        (BENDO, "Sejak T3 2024: 1 berubah status, 0 masuk, 0 keluar register"),
    ],
)
def test_the_flow_says_how_many_changed_came_and_left(in_gold: Path, kode: str, title: str) -> None:
    data = mentoring.read_transitions(choice("2025-T3", kode), "2024-T3")
    g = transitions.draw_flows(data, place="Kota Blitar", periode="2025-T3", previous="2024-T3")
    assert g.title == title
    assert sum(g.plot.data[0].link.value) == g.table["jumlah"].sum()


def test_the_register_to_compare_with_is_chosen_and_stands_in_the_url(city: Path) -> None:
    at = page("hasil")
    assert "Sejak T4 2024: 0 berubah status, 1 masuk, 1 keluar register" in text(at)
    at.selectbox(key="parameter_sejak").select("setahun").run()
    assert at.query_params == {"sejak": "setahun"}
    assert "Sejak T1 2024: 3 berubah status, 1 masuk, 1 keluar register" in text(at)


def test_one_register_only_and_a_quarter_without_register_are_said(city: Path) -> None:
    assert "Baru satu register yang diterbitkan" in text(page("hasil", triwulan="2024-T1"))
    assert "Register koperasi Triwulan III 2024 belum diterbitkan" in text(page("hasil", triwulan="2024-T3"))


# ── groups ──


@pytest.mark.parametrize(
    ("periode", "answers"),
    [
        ("2024-T1", {"Bank Sampah Mawar": "belum lewat", "Bank Sampah Melati": "belum lewat"}),
        ("2024-T2", {"Bank Sampah Mawar": "ya", "Bank Sampah Melati": "belum lewat"}),
        ("2024-T3", {"Bank Sampah Mawar": "ya", "Bank Sampah Melati": "tidak"}),
        ("2025-T1", {"Bank Sampah Mawar": None, "Bank Sampah Melati": "belum lewat"}),
    ],
)
def test_a_group_is_mentored_in_time_or_not_or_the_days_are_not_over(city: Path, periode: str, answers: dict) -> None:
    content = mentoring.list_groups(choice(periode))
    assert {
        n: None if pd.isna(d) else d for n, d in zip(content["nama_kelompok"], content["didampingi"], strict=True)
    } == answers


def test_without_the_visits_of_all_quarters_nobody_is_called_unmentored(in_gold: Path) -> None:
    content = mentoring.list_groups(choice("2025-T2"))
    assert content["didampingi"].tolist() == ["tidak diketahui"]
    assert kelompok.say_headline(content) == "1 kelompok dilatih: 1 tidak diketahui"


def test_the_training_that_reached_most_groups_is_asked_for_alone(city: Path) -> None:
    for periode in ("2024-T1", "2024-T2", "2025-T1"):
        p = choice(periode)
        every = lists.list_trainings(p).read_all()
        first = every.sort_values(["kelompok", "tanggal_selesai"], ascending=[False, True], kind="stable").head(1)
        one = mentoring.find_group_training(p)
        assert one["nama_kegiatan"].tolist() == first["nama_kegiatan"].tolist()
        assert one["kelompok"].tolist() == first["kelompok"].tolist()
    assert mentoring.find_group_training(choice("2024-T2"))[["kelompok", "orang"]].to_numpy().tolist() == [[2, 3]]


def test_the_page_of_groups_shows_the_counts_the_story_and_the_cooperative(city: Path) -> None:
    content = text(page("kelompok", triwulan="2024-T2"))
    assert "2 kelompok dilatih: 1 didampingi, 1 batas belum lewat" in content
    assert (
        "selesai 1 Maret 2024, diikuti 2 kelompok (seluruhnya 3 peserta). Batas pendampingannya 28 Agustus 2024, "
        "belum lewat" in content
    )
    assert "menjadi bagian koperasi: Bank Sampah Mawar (KSU Alfa)." in content
    assert re.search(r"Menjadi bagian koperasi\s+1\s+dari 2", content)


def test_a_window_without_group_sheet_leaves_membership_unknown(city: Path) -> None:
    content = text(page("kelompok", triwulan="2024-T1"))
    assert "Lembar Kelompok belum diterbitkan dalam empat triwulan ini" in content
    assert re.search(r"Menjadi bagian koperasi\s+belum ada data", content)
    old = text(page("kelompok", triwulan="2025-T1"))
    assert "Daftar kelompok dan koperasinya dari Triwulan II 2024, lembar Kelompok terakhir yang terbit." in old


def test_an_area_without_groups_is_said(city: Path) -> None:
    assert "Tidak ada kelompok yang tercatat, dilatih atau dikunjungi di wilayah ini" in text(
        page("kelompok", kelurahan=TURI)
    )


# ── nothing published ──


def test_one_quarter_of_which_nothing_is_known_is_said_on_every_page(store: Store) -> None:
    unknown = [[f"35720000000{i}", f"KSU {n}", "Turi", _, _, _] for i, n in enumerate(("Alfa", "Beta"), 31)]
    number = golden.publish_book(store, "2025-T1", {"Koperasi": [JUDUL, *unknown]})
    result = text(page("hasil"))
    assert "tidak ada koperasi tidak aktif yang tercatat di Kota Blitar" in result
    assert "Baru satu register yang diterbitkan" in result
    shown = lists.list_cooperatives(replace(choice("2025-T1"), version=number)).shown
    assert len(shown) == 2  # nothing published of training and visits is not zero of them
    assert shown[["kali_dilatih_4tw", "kali_didampingi_4tw"]].isna().all().all()
    assert re.search(r"Kelompok dilatih, 4 triwulan\s+belum ada data", text(page("kelompok")))
    listing = text(page("prioritas"))
    assert "Data pendampingan belum diterbitkan untuk empat triwulan ini" in listing
    assert "2 sasaran kunjungan; poin terbanyak KSU Alfa (1)" in listing
    assert "Belum tercatat: status (1)" in listing


@pytest.mark.parametrize("page_path", ["hasil", "kelompok", "prioritas"])
def test_an_empty_installation_says_so(store: Store, page_path: str) -> None:
    assert "Belum ada buku kerja yang diterbitkan" in text(page(page_path))
