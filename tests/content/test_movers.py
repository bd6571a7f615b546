"""Which kelurahan gained and lost most active cooperatives, on figures counted by hand and on published ones."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dasbor.blocks.compared import movers as shown
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.query import areas, published
from dasbor.query.compared import movers, steps


@pytest.fixture
def city(whole_sample: int) -> Choice:
    return Choice(whole_sample, "2025-T2", "35.72", "Kota Blitar", "kota")


def test_ties_are_named_all_or_none_and_few_with_their_counts(city: Choice) -> None:
    assert shown.say_movers(city) == [
        "Sejak T1 2025 bertambah: Bendogerit naik 1, kini 14 dari 16 (1 aktif kembali); Sananwetan naik 1, kini 25 "
        "dari 27 termasuk 1 KKMP baru (1 aktif kembali).",
        "Sejak T1 2025 berkurang: Karangtengah turun 1, kini 22 dari 24 termasuk 1 KKMP baru (1 menjadi tidak aktif); "
        "Kauman turun 1, kini 12 dari 13 termasuk 1 KKMP baru (1 menjadi tidak aktif).",
        "Sejak T1 2025 masuk 20 KKMP aktif di 20 kelurahan, dihitung tersendiri.",
        "Sejak setahun lalu (T2 2024) bertambah: Sananwetan naik 3, kini 25 dari 27 termasuk 1 KKMP baru "
        "(4 koperasi baru, 1 aktif kembali, 1 menjadi tidak aktif, 1 keluar dari register); 5 kelurahan naik 1 "
        "(2 koperasi baru, 2 aktif kembali, 2 pindah masuk, 1 menjadi tidak aktif).",
        "Sejak setahun lalu (T2 2024) berkurang: Tanggung turun 3, kini 5 dari 7 termasuk 1 KKMP baru (1 menjadi tidak "
        "aktif, 2 keluar dari register); Gedog turun 2, kini 12 dari 15 termasuk 1 KKMP baru (2 menjadi tidak aktif); "
        "Sukorejo turun 2, kini 17 dari 19 termasuk 1 KKMP baru (1 koperasi baru, 1 aktif kembali, "
        "2 menjadi tidak aktif, 1 keluar dari register, 1 pindah keluar); "
        "2 kelurahan turun 1 (2 koperasi baru, 4 menjadi tidak aktif).",
        "Sejak setahun lalu (T2 2024) masuk 20 KKMP aktif di 20 kelurahan, dihitung tersendiri.",
    ]


def test_what_is_missing_is_said(city: Choice) -> None:
    assert shown.say_movers(replace(city, periode="2021-T4")) == [
        "Belum ada register triwulan sebelumnya untuk dibandingkan."
    ]
    said = shown.say_movers(replace(city, periode="2022-T1"))
    assert said[-1] == "Setahun lalu: register Triwulan I 2021 belum diterbitkan."


@pytest.mark.parametrize("kkmp", [WITH_KKMP, WITHOUT_KKMP])
@pytest.mark.parametrize("quarter", ["2022-T1", "2023-T4", "2024-T3", "2025-T2"])
def test_the_counts_are_the_change_of_the_published_figures(city: Choice, quarter: str, kkmp: str) -> None:
    p = replace(city, periode=quarter, kelompok_hitung=kkmp)
    for since in filter(None, (published.find_previous_quarter(p), steps.find_year_ago(p))):
        ranked = movers.rank_changes(p, since)
        now, then = (
            areas.read_rates(replace(p, periode=q), "koperasi_aktif").set_index("kode_wilayah")["pembilang"]
            for q in (quarter, since)
        )
        told = ranked.set_index("kode_wilayah")["selisih"].reindex(now.index, fill_value=0)
        assert (told == now - then).all()
        assert (ranked["masuk"] - ranked["keluar"] == ranked["selisih"]).all()


def test_areas_in_order_and_alike_by_name() -> None:
    rates = pd.DataFrame(
        [("a", "B", 3, 9), ("b", "A", 4, 9), ("c", "C", 1, 2), ("d", "D", 1, 2)],
        columns=["kode_wilayah", "nama", "pembilang", "penyebut"],
    )
    rows = [("a", "baru", 1), ("b", "aktif kembali", 1), ("c", "menjadi tidak aktif", -2), ("c", "KKMP masuk", 1)]
    ranked = movers.sum_areas(rates, rows)
    assert [b.nama for b in ranked] == ["A", "B", "C"]
    assert [b.selisih for b in ranked] == [1, 1, -1]
    assert [b.selisih_lama for b in ranked] == [1, 1, -2]
    assert ([b.masuk for b in ranked], [b.keluar for b in ranked]) == ([1, 1, 1], [0, 0, 2])


def test_the_table_has_a_row_for_each_area_that_changed(city: Choice) -> None:
    table = shown.list_movers(city).set_index("wilayah")
    assert len(table) == 21
    assert table.loc["Tanggung", ["selisih_lalu", "selisih_setahun"]].tolist() == [1, -2]
    assert table.loc["Kauman", "sebab_lalu"] == "1 menjadi tidak aktif, 1 KKMP masuk"
    assert "KKMP yang baru masuk ikut dihitung" in shown.say_table_subtitle(city)
    assert "di luar KKMP yang baru masuk" in shown.say_subtitle(city)
    early = shown.list_movers(replace(city, periode="2022-T1"))
    assert early["selisih_setahun"].isna().all()
