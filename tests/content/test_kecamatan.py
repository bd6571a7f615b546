"""The profile of a kecamatan: its kelurahan add up to it, and it prints on one sheet."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dasbor.choice import Choice
from dasbor.content import kecamatan, kecamatan_choice, kelurahan_indicators
from dasbor.query import figures
from etl.store.versions import Store
from tests import golden
from tests.ui.test_frame import app, text

SUKOREJO, TURI = "35.72.02", "35.72.02.1004"


@pytest.fixture
def sukorejo(whole_sample: int) -> Choice:
    return Choice(whole_sample, "2025-T2", SUKOREJO, "Kecamatan Sukorejo", "kecamatan")


def shown(**url: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(app("pages/publik/kecamatan.py", **url))))


def test_its_kelurahan_add_up_to_it(sukorejo: Choice) -> None:
    for quarter in ("2022-T1", "2024-T3", "2025-T2"):
        p = replace(sukorejo, periode=quarter)
        table, whole = kecamatan.list_kelurahan(p), figures.read_figures(p)["koperasi_aktif"]
        assert len(table) == 7
        assert (table["pembilang"].sum(), table["penyebut"].sum()) == (whole.pembilang, whole.penyebut)


def test_few_have_no_share_and_what_changed_is_a_count(sukorejo: Choice) -> None:
    table = kecamatan.list_kelurahan(sukorejo).set_index("nama")
    columns = ["persen", "lalu", "setahun", "jangkauan_pelatihan"]
    assert table.loc["Blitar", columns].tolist() == [
        "n di bawah 10", "naik 1, tanpa KKMP tetap", "naik 1, tanpa KKMP tetap", "3 dari 7",
    ]  # fmt: skip
    assert table.loc["Sukorejo", columns].tolist() == ["89%", "naik 1, tanpa KKMP tetap", "turun 1", "10 dari 19"]
    first = kecamatan.list_kelurahan(replace(sukorejo, periode="2021-T4"))
    assert set(first["lalu"]) == set(first["setahun"]) == {"–"}


def test_every_indicator_stands_beside_the_city(sukorejo: Choice) -> None:
    table = kelurahan_indicators.list_indicators(sukorejo).set_index("indikator")
    assert table.loc["koperasi_aktif", ["jumlah_kata", "kota_kata"]].tolist() == ["78 dari 88", "89,0%"]
    assert "kecamatan_kata" not in table
    assert "kecamatan_kata" not in kelurahan_indicators.list_columns(sukorejo)
    assert list(kelurahan_indicators.list_file_columns(sukorejo)) == [
        "judul", "pembilang", "penyebut", "nilai_indikator", "selang", "di_kota", "target_indikator", "catatan",
    ]  # fmt: skip


def test_the_page_shows_the_profile_of_a_chosen_kecamatan(sukorejo: Choice) -> None:
    words = shown(kecamatan=SUKOREJO)
    assert "Kecamatan Sukorejo: 78 dari 88 koperasi aktif, naik 7" in words
    assert "4 kelurahan di bawah target 90%" in words
    assert "tercetak pada satu lembar A4" in words


def test_without_a_choice_the_kecamatan_stand_side_by_side(sukorejo: Choice) -> None:
    city = replace(sukorejo, kode_wilayah="35.72", area_name="Kota Blitar", level="kota")
    table = kecamatan_choice.list_kecamatan(city).set_index("nama")
    assert table[["pembilang", "penyebut", "persen", "di_bawah", "lalu", "setahun"]].to_numpy().tolist() == [
        [91, 104, "87,5%", "3 dari 7", "naik 6, tanpa KKMP turun 1", "naik 5, tanpa KKMP turun 2"],
        [99, 109, "90,8%", "3 dari 7", "naik 7, tanpa KKMP tetap", "naik 10"],
        [78, 88, "89%", "4 dari 7", "naik 7, tanpa KKMP tetap", "naik 4, tanpa KKMP turun 3"],
    ]
    assert table["jangkauan_pelatihan"].tolist() == ["43 dari 104", "35 dari 109", "45 dari 88"]
    whole = figures.read_figures(city)["koperasi_aktif"]
    assert (table["pembilang"].sum(), table["penyebut"].sum()) == (whole.pembilang, whole.penyebut)
    first = kecamatan_choice.list_kecamatan(replace(city, periode="2021-T4"))
    assert set(first["lalu"]) == set(first["setahun"]) == {"–"}


def test_a_kelurahan_of_which_nothing_is_known_is_not_counted_as_one_that_reached_the_target(store: Store) -> None:
    recap = [["Kelurahan", "Kecamatan", "Jumlah Koperasi", "Aktif", "Tidak Aktif"], ["Turi", "Sukorejo", 10, 8, 2]]
    target = [["Indikator", "Tahun", "Target"], ["koperasi_aktif", 2025, 0.9]]
    number = golden.publish_book(store, "2025-T2", {"Rekap": recap, "Target": target})
    table = kecamatan_choice.list_kecamatan(Choice(number, "2025-T2", "35.72", "Kota Blitar", "kota"))
    assert table.set_index("nama")["di_bawah"].to_dict() == {
        "Kepanjenkidul": "belum ada data",
        "Sananwetan": "belum ada data",
        "Sukorejo": "1 dari 1 yang diketahui",
    }


def test_the_headline_names_the_kecamatan_behind_and_each_leads_to_its_profile() -> None:
    at = app("pages/publik/kecamatan.py")
    headline = (
        "2 kecamatan di bawah target 90%: Kepanjenkidul (91 dari 104, kurang 3) dan Sukorejo (78 dari 88, kurang 2)"
    )
    assert headline in text(at)
    assert f'href="/kecamatan?kecamatan={SUKOREJO}" target="_self">Sukorejo</a>' in text(at)
    assert "Sejak T1 2025 masuk 20 KKMP aktif" in shown()


def test_of_a_kelurahan_its_own_is_offered() -> None:
    of_turi = shown(kelurahan=TURI)
    assert "Kecamatan Sukorejo 78 dari 88 aktif" in of_turi
    assert "Sananwetan" not in of_turi
