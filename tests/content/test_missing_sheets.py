"""What is missing is named: the sheet, the register, the quarter; and nothing is compared with itself."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pandas as pd
import pytest

from dasbor.answers import status_charts
from dasbor.chart import quarter_axis, sentences
from dasbor.choice import Choice
from dasbor.content import bandingkan, keaktifan, kelurahan, pendampingan
from dasbor.query.figures import Figure
from dasbor.ui.table import make_table
from etl.indikator import find_indicator
from etl.store.versions import Store
from tests import golden
from tests.ui.test_frame import app, text

TURI = "35.72.02.1004"
TARGET = [["Indikator", "Tahun", "Target"], ["koperasi_aktif", 2025, 0.9], ["jangkauan_pelatihan", 2025, 0.25]]


def city(version: int, quarter: str = "2025-T2", code: str = "35.72", level: str = "kota") -> Choice:
    return Choice(version, quarter, code, "Kota Blitar" if level == "kota" else "Kelurahan Turi", level)


def shown(page: str, **url: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(app(f"pages/publik/{page}.py", **url))))


@pytest.fixture
def without_register(store: Store) -> int:
    """Two quarters of trainings and visits, no register: two groups were trained in May 2025."""
    early = [["Pelatihan Contoh", dt.date(2025, 2, 3), None, "Peserta 1", "P", "Bank Sampah Melati", "Turi"]]
    late = [
        ["Pelatihan Contoh", dt.date(2025, 5, 5), None, f"Peserta {n}", "P", f"Bank Sampah {name}", "Turi"]
        for n, name in enumerate(("Melati", "Mawar"))
    ]
    for quarter, trained, day in (("2025-T1", early, dt.date(2025, 2, 20)), ("2025-T2", late, dt.date(2025, 4, 9))):
        visit = [[day, "Bank Sampah Melati", "Turi", "Petugas 1", "Pascapelatihan"]]
        book = {
            "Pelatihan": [golden.JUDUL_PELATIHAN, *trained],
            "Pendampingan": [golden.JUDUL_PENDAMPINGAN, *visit],
            "Target": TARGET,
        }
        number = golden.publish_book(store, quarter, book)
    return number


def test_without_a_register_the_changes_say_which_register_is_missing(without_register: int) -> None:
    for quarter, roman in (("2025-T1", "I"), ("2025-T2", "II")):
        chart = status_charts._draw_bridge(city(without_register, quarter))
        assert chart.title == f"Register Triwulan {roman} 2025 belum diterbitkan"
        assert chart.alt == f"Kota Blitar: Register Triwulan {roman} 2025 belum diterbitkan."


def test_the_first_register_after_quarters_without_one_says_so(without_register: int, store: Store) -> None:
    register = [golden.JUDUL_REGISTER[:6], *golden.REGISTER_2024_T3]
    number = golden.publish_book(store, "2025-T3", {"Koperasi": register})
    chart = status_charts._draw_bridge(city(number, "2025-T3"))
    assert chart.title == "Belum ada register triwulan sebelumnya untuk dibandingkan"


def test_a_way_to_a_target_names_the_register_that_is_missing(without_register: int) -> None:
    words = shown("jalan", triwulan="2025-T2")
    assert "Target 90%: belum ada data" in words
    assert "Lembar Koperasi (register) untuk Triwulan II 2025 belum diterbitkan." in words
    assert "Berapa yang dibutuhkan menurut hitungan lain" not in words


def test_mentoring_after_training_of_nobody_says_who_still_waits(without_register: int) -> None:
    assert pendampingan.say_waiting(city(without_register)) == (
        "Belum ada pelatihan yang 180 harinya sudah lewat; 1 kelompok yang dilatih masih menunggu kunjungan dalam "
        "batas itu."
    )


def test_a_profile_names_the_sheets_that_are_missing(store: Store) -> None:
    register = [golden.JUDUL_REGISTER[:6], *golden.REGISTER_2024_T3]
    number = golden.publish_book(store, "2024-T3", {"Koperasi": register})
    turi = city(number, "2024-T3", TURI, "kelurahan")
    assert kelurahan.say_no_trainings(turi) == (
        "Lembar Pelatihan belum diterbitkan untuk empat triwulan ini: tidak diketahui siapa yang dilatih."
    )
    assert kelurahan.say_no_visits(turi) == (
        "Lembar Pendampingan belum diterbitkan untuk empat triwulan ini: tidak diketahui siapa yang dikunjungi."
    )


def test_where_the_sheets_are_there_a_profile_says_that_nobody_was_trained(whole_sample: int) -> None:
    turi = city(whole_sample, "2025-T2", TURI, "kelurahan")
    assert kelurahan.say_no_trainings(turi) == "Belum ada peserta pelatihan dalam empat triwulan terakhir."


# ── nothing is compared with itself ──


def areas(*rows: tuple[str, int, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["nama", "pembilang", "penyebut"])
    return table.assign(nilai=table["pembilang"] / table["penyebut"].where(table["penyebut"] > 0))


@pytest.mark.parametrize("target", [None, 0.9])
def test_one_area_with_cooperatives_is_not_ranked_against_itself(target: float | None) -> None:
    one = areas(("Turi", 11, 12), ("Gedog", 0, 0), ("Bendo", 0, 0))
    said = sentences.say_ranking(one, "koperasi_aktif", 10, target, Figure(11, 12, 11 / 12), "Kota Blitar")
    assert said == "Turi: 11 dari 12 koperasi aktif"


def test_one_area_that_can_be_compared_is_held_against_the_target_only() -> None:
    one, whole = areas(("Turi", 11, 12), ("Gedog", 2, 3)), Figure(13, 15, 13 / 15)
    said = [sentences.say_ranking(one, "koperasi_aktif", 10, aim, whole, "Kota Blitar") for aim in (None, 0.9)]
    assert said[0] == "Turi: 11 dari 12 koperasi aktif"
    assert said[1] == "1 dari 1 kelurahan yang dapat dibandingkan mencapai target 90%"


@pytest.fixture
def one_village(store: Store) -> Iterator[int]:
    rows = [[f"357200000000{n}", f"KSU Nomor {word}", "Turi", "Aktif"] for n, word in enumerate(("Satu", "Dua"))]
    yield golden.publish_book(store, "2025-T2", {"Register": [["NIK", "Nama Koperasi", "Kelurahan", "Status"], *rows]})


def test_two_areas_begin_with_those_that_have_cooperatives(one_village: int) -> None:
    first = bandingkan.list_first(city(one_village))
    assert [*first.values()][:1] == ["Kecamatan Sukorejo"]
    kelurahan_first = next(name for code, name in first.items() if code.count(".") == 3)
    assert kelurahan_first == "Kelurahan Turi"
    assert next(iter(bandingkan.list_second(city(one_village), "35.72.01.1001").values())) == "Kelurahan Turi"


# ── amounts, signs, axes ──


def test_a_difference_of_amounts_can_be_chance_too() -> None:
    certified = find_indicator("pengurus_bersertifikat")
    assert certified is not None
    near, far = Figure(58, 632, 58 / 632), Figure(65, 660, 65 / 660)
    assert bandingkan.say_difference(certified, near, far, 10) == "0,6 poin lebih rendah; bisa kebetulan"
    clear = Figure(165, 660, 165 / 660)
    assert bandingkan.say_difference(certified, near, clear, 10) == "15,8 poin lebih rendah"


def test_changes_carry_their_sign_in_tables() -> None:
    changes = pd.DataFrame({"wilayah": ["Turi", "Gedog", "Bendo"], "selisih_lalu": [2, -1, 0]})
    written = re.findall(r"<td[^>]*>\s*([+−\d]+)\s*</td>", str(make_table(changes, "Perubahan")))
    assert written == ["+2", "−1", "0"]


def test_a_span_of_one_quarter_is_that_quarter_and_counts_have_whole_steps() -> None:
    one = pd.DataFrame({"periode": ["2025-T2"]})
    assert quarter_axis.say_span(one) == "Triwulan II 2025"
    assert quarter_axis.say_span(pd.DataFrame({"periode": ["2025-T1", "2025-T2"]})) == (
        "Triwulan I 2025 sampai Triwulan II 2025"
    )
    assert quarter_axis.make_count_axis(1.15) == {"range": [0, 1.15], "showgrid": True, "dtick": 1}
    assert quarter_axis.make_count_axis(40.0) == {"range": [0, 40.0], "showgrid": True, "nticks": 4}


def test_the_list_of_keaktifan_begins_with_those_that_need_somebody(whole_sample: int) -> None:
    listing = keaktifan.list_cooperatives(city(whole_sample))
    assert listing is not None
    assert listing.shown["status"].value_counts(sort=False).to_dict() == {
        "tidak aktif": 33,
        "diusulkan dibubarkan": 7,
        "aktif": 268,
    }
    assert listing.shown["nama_koperasi"].head(2).tolist() == ["Kopwan Anggrek Kencana", "Kopkar Arang Biru"]
