"""Where a chart would say nothing, a sentence or another form stands in its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from dasbor.answers import area_map, charts
from dasbor.blocks import to_call
from dasbor.chart import still
from dasbor.chart.flow import cohort_chart, cohorts, transitions
from dasbor.choice import Choice
from dasbor.content import keaktifan, merah_putih, merah_putih_map
from dasbor.words import language
from tests.built import copy_samples
from tests.mentoring import page, text

TURI, NGADIREJO = "35.72.02.1004", "35.72.01.1002"  # the one in Kecamatan Kepanjenkidul, a long name


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The sample's last two quarters; 21 KKMP are new in the second."""
    folder: Path = tmp_path_factory.mktemp("bentuk")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        copy_samples(folder, "2025-T1", "2025-T2")
        yield 2


def choose(version: int, code: str = "35.72", name: str = "Kota Blitar", level: str = "kota") -> Choice:
    return Choice(version, "2025-T2", code, name, level, "semua")


def test_one_kelurahan_stands_beside_its_kecamatan_and_its_city(sample: int) -> None:
    g = charts.make_rates_chart(choose(sample, TURI, "Kelurahan Turi", "kelurahan"), "koperasi_aktif")
    assert g.table["nama"].tolist() == ["Kelurahan Turi", "Kecamatan Sukorejo", "Kota Blitar"]
    assert g.table[["pembilang", "penyebut"]].astype(int).to_numpy().tolist() == [[14, 14], [78, 88], [268, 301]]
    assert g.title == "Kelurahan Turi: 14 dari 14 koperasi aktif; Kota Blitar 89,0%"
    assert list(g.plot.data[0].y) == g.table["nama"].tolist()
    assert "…" not in still.svg(
        charts.make_rates_chart(choose(sample, NGADIREJO, "Kelurahan Ngadirejo", "kelurahan"), "koperasi_aktif")
    )


def test_a_map_on_which_twenty_of_21_owe_nothing_is_a_list_of_sentences(sample: int) -> None:
    assert merah_putih_map.make_map(choose(sample)) is None
    assert merah_putih_map.say_states_heading(choose(sample)) == (
        "1 dari 1 KKMP yang wajib sudah RAT, 20 belum wajib",
        "KKMP menurut RAT yang wajib, Kota Blitar, Triwulan II 2025",
    )
    assert merah_putih_map.list_states(choose(sample)) == [
        "20 KKMP belum wajib RAT: berdiri sesudah tahun buku 2024.",
        "Sudah RAT: 1 (Bendogerit).",
    ]


def test_half_of_the_kkmp_are_counted_not_claimed(sample: int) -> None:
    members = merah_putih.list_kkmp(choose(sample))["jumlah_anggota"].dropna()
    title = merah_putih.make_members_chart(choose(sample)).title
    assert title == f"11 dari 21 KKMP yang melapor beranggota {int(members.sort_values().iloc[10])} atau lebih"
    assert (members >= members.sort_values().iloc[10]).sum() == 11


def test_which_kelurahan_lacks_most_is_the_same_on_the_map_in_the_list_and_on_keaktifan(sample: int) -> None:
    """Not "terbanyak di Kepanjenkidul", which has most cooperatives: that is said below, as a count."""
    on_map = area_map.make_map(choose(sample), "koperasi_aktif")
    statuses = keaktifan.make_statuses_chart(choose(sample))
    said = "Terbanyak kurang untuk target 90%: Ngadirejo, 6 dari 9 koperasi aktif"
    assert on_map.title == statuses.title == said
    assert to_call.list_areas(choose(sample), 1)[0].why == "6 dari 9 koperasi aktif, kurang 3"
    assert statuses.subtitle.endswith("Koperasi tidak aktif terbanyak di Kepanjenkidul: 4")


def _pool(*pairs: tuple[int, int, int]) -> pd.DataFrame:
    """aktif, dari, koperasi of those visited and of the others, four quarters later."""
    rows = [
        (None, hit, 4, n, k, n, 0, 0, different) for hit, (k, n, different) in zip((True, False), pairs, strict=True)
    ]
    columns = ["periode", "kena", "sesudah", "anggota_kohor", "pembilang", "penyebut", "keluar", "tidak_diketahui"]
    table = pd.DataFrame(rows, columns=[*columns, "koperasi"])
    return cohorts.pool_cohorts(cohorts.describe_cohorts(table, cohorts.VISITS, "2025-T2", 10), cohorts.VISITS)


def test_cohorts_that_count_a_cooperative_more_than_once_count_cases() -> None:
    """The sample's figures: 140 cases are 69 cooperatives."""
    pooled = _pool((64, 140, 69), (60, 150, 71))
    assert cohort_chart.say_headline(pooled, cohorts.VISITS) == (
        "4 triwulan kemudian aktif: 64/140 kasus dikunjungi, 60/150 kasus tidak"
    )
    reading = cohort_chart.say_reading(pooled, cohorts.VISITS, 10)
    assert (
        "Satu koperasi terhitung di setiap triwulan ia tidak aktif: 140 kasus dikunjungi adalah 69 koperasi berbeda, "
        "150 kasus tidak dikunjungi adalah 71. Karena itu selang 95% sebenarnya lebih lebar."
    ) in reading


def test_cohorts_that_count_each_cooperative_once_say_nothing_of_wider_intervals() -> None:
    pooled = _pool((6, 14, 14), (3, 15, 15))
    assert cohort_chart.say_headline(pooled, cohorts.VISITS) == (
        "4 triwulan kemudian aktif: 6 dari 14 dikunjungi, 3 dari 15 tidak"
    )
    assert "lebih lebar" not in " ".join(cohort_chart.say_reading(pooled, cohorts.VISITS, 10))


def test_quarters_whose_visits_are_not_published_are_not_said_to_be_without_one() -> None:
    assert language.say_unvisited(4, 4) == "tanpa kunjungan dalam 4 triwulan"
    assert language.say_unvisited(1, 4) == "tanpa kunjungan dalam 1 triwulan yang terbit dari 4"
    assert language.say_unvisited(0, 4) == "kunjungannya belum diketahui"


def _moved(*line: tuple[str, str, str | None, int]) -> pd.DataFrame:
    data = pd.DataFrame(line, columns=["dari", "ke", "nama_koperasi", "jumlah"])
    place = dict.fromkeys(("kelurahan", "kelurahan_lalu"), "Turi")
    return data.assign(koperasi_id=data["nama_koperasi"], pindah=0, **place)


def test_few_changes_or_one_kind_of_them_are_sentences() -> None:
    one = _moved(("aktif", "tidak aktif", "KSU A", 1), ("aktif", "aktif", None, 40))
    assert transitions.are_few(one, 10)
    assert transitions.say_flows(one) == ["1 aktif menjadi tidak aktif: KSU A (Turi)"]
    new = _moved(*(("baru", "aktif", f"KKMP {i:02}", 1) for i in range(20)))
    assert transitions.are_few(new, 10)
    assert transitions.say_flows(new) == [
        "20 baru menjadi aktif: KKMP 00 (Turi), KKMP 01 (Turi), KKMP 02 (Turi) dan 17 lainnya"
    ]
    both = pd.concat([new, _moved(("aktif", "tidak aktif", "KSU A", 1))])
    assert not transitions.are_few(both, 10)


def test_the_page_names_the_few_that_changed(sample: int) -> None:
    said = text(page("hasil", kelurahan=TURI))
    assert "1 baru menjadi aktif: KKMP Turi (Turi)" in said
    assert "Belum ada yang dapat digambar" not in said


def test_what_is_in_the_register_and_what_is_registered_is_said_where_both_are_shown(sample: int) -> None:
    assert "T2 2025: 308 di register, 301 terdaftar dan 7 diusulkan dibubarkan" in text(page("ringkasan"))
    earlier = text(page("ringkasan", triwulan="2025-T1"))  # of the quarter whose cards stand there, not of the newest
    assert "T1 2025: 288 di register, 281 terdaftar dan 7 diusulkan dibubarkan" in earlier
    assert "308 di register" not in earlier
