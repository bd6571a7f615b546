"""Jalan ke target on the screen: it says plainly when a target is met, missing, or cannot be reached, and what each
step is; and it is reached from the cards."""

from __future__ import annotations

import re

import pytest

from dasbor.choice import Choice
from dasbor.content import jalan, jalan_words
from dasbor.content.jalan import Goal
from dasbor.query.whom import paths, steps
from dasbor.query.whom.paths import Plan
from dasbor.query.whom.steps import REMOVE, Share
from etl.store.versions import Store
from tests import golden
from tests.ui.test_frame import app, text

ACTIVE = paths.behind.INDICATOR
NGADIREJO = "35.72.01.1002"


@pytest.fixture
def city(whole_sample: int) -> Choice:
    return Choice(whole_sample, "2025-T2", "35.72", "Kota Blitar", "kota", with_names=True)


def shown(page: str = "jalan", **url: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(app(f"pages/publik/{page}.py", **url))))


def plan_of(now: Share, target: float, raisable: int, **others: object) -> Plan:
    """A plan by hand: so many may be raised, those registered beside them are of unknown status."""
    ways = tuple(steps.plan_ways(now, target, raisable, raisable, founds=True))
    names = paths.pd.DataFrame({"koperasi_id": [f"K{i}" for i in range(raisable)]})
    known = {"unknown": now.whole - now.part - raisable, "proposed": 0, "named": True, **others}
    return Plan(target, now, ways, names, names, **known)  # type: ignore[arg-type]


def remarks(plan: Plan) -> str:
    return " ".join(jalan_words.say_remarks(plan, paths.PATHS[ACTIVE]))


# ── what is said ──


def test_the_first_page_says_what_the_city_lacks_in_each_way(city: Choice) -> None:
    words = shown(triwulan="2025-T2")
    assert (
        "Target 90% kurang 3: 268 dari 301 koperasi aktif Kota Blitar, Triwulan II 2025; aktif menurut status" in words
    )
    assert "perbaikan nyata 268 dari 301 (89,0%) → 271 dari 301 (90,0%) mencapai target" in words
    assert "menambah pembilang dan penyebut 268 dari 301 (89,0%) → 297 dari 330 (90,0%) mencapai target" in words
    assert "mengubah penyebut saja 268 dari 301 (89,0%) → 268 dari 297 (90,2%) mencapai target" in words
    assert "7 koperasi sudah diusulkan dibubarkan dan tidak dihitung terdaftar" in words


def test_the_rule_of_the_annual_meetings_is_a_choice_and_its_years_too(city: Choice) -> None:
    assert "Target 90% kurang 6: 265 dari 301 koperasi aktif" in shown(triwulan="2025-T2", menurut="rat")
    two = shown(triwulan="2025-T2", menurut="rat", tahun_rat="2")
    assert "aktif menurut aturan RAT 2 tahun" in two
    assert "Target 90% kurang 6: 265" not in two


def test_the_readings_stand_side_by_side(city: Choice) -> None:
    rows = jalan.list_readings(city, Goal(ACTIVE, 0.9, False, 3))
    assert rows[["menurut", "angka", "naikkan", "dirikan", "bubarkan"]].to_numpy().tolist() == [
        ["Status tertulis, dengan KKMP", "268 dari 301 (89,0%)", "3", "29", "4"],
        ["Status tertulis, tanpa KKMP", "247 dari 280 (88,2%)", "5", "50", "6"],
        ["Aturan RAT 3 tahun, dengan KKMP", "265 dari 301 (88,0%)", "6", "59", "7"],
        ["Aturan RAT 3 tahun, tanpa KKMP", "244 dari 280 (87,1%)", "8", "80", "9"],
    ]


def test_names_say_what_counts_after_each_of_them(city: Choice) -> None:
    plan = jalan.read_plan(city, Goal(ACTIVE, 0.9, False, 3))
    rows = jalan.list_names(city, plan, REMOVE)
    assert rows["sesudahnya"].tolist() == [
        "268 dari 300 (89,3%)", "268 dari 299 (89,6%)", "268 dari 298 (89,9%)", "268 dari 297 (90,2%)",
    ]  # fmt: skip
    assert rows["urutan"].tolist() == [1, 2, 3, 4]


def test_a_met_target_says_how_many_may_be_lost(city: Choice) -> None:
    words = shown(triwulan="2025-T2", indikator="jangkauan_pelatihan")
    assert "Target 25% sudah tercapai: 123 dari 301 koperasi dilatih" in words
    assert "Cadangannya 47: sebanyak itu boleh berkurang, target masih tercapai." in words  # 123 − 75,25
    few = shown(triwulan="2025-T2", indikator="pendampingan_khusus", kelurahan=NGADIREJO)
    assert "Tidak ada cadangan: berkurang satu saja, target tidak tercapai lagi." in few


def test_a_target_that_no_way_reaches_is_called_so() -> None:
    said = remarks(plan_of(Share(5, 10), 1.0, 3))
    assert "Target ini tidak dapat dicapai dengan langkah di atas: paling jauh 8 dari 10 (80%)." in said
    assert "Dengan target 100% koperasi baru sebanyak apa pun tidak menutup kekurangan." in said
    assert "2 koperasi belum diketahui statusnya dan ikut dalam penyebut" in said


def test_a_target_that_one_way_reaches_is_not_called_so() -> None:
    said = remarks(plan_of(Share(8, 10), 0.9, 2))
    assert "tidak dapat dicapai" not in said
    assert "Dengan target 100%" not in said
    assert "belum diketahui statusnya" not in said


def test_a_way_that_is_not_enough_says_what_still_lacks() -> None:
    rows = jalan_words.list_steps(plan_of(Share(5, 10), 0.9, 3), paths.PATHS[ACTIVE], 10)
    assert rows[["langkah", "sifat", "hasil"]].to_numpy().tolist() == [
        ["Aktifkan kembali 3 koperasi", "perbaikan nyata", "belum: kurang 1"],
        ["Dirikan 40 koperasi baru yang aktif", "menambah pembilang dan penyebut", "mencapai target"],
        ["Usulkan 3 koperasi dibubarkan", "mengubah penyebut saja", "belum: kurang 2"],
        ["Lebih dulu aktifkan kembali 3 koperasi", "perbaikan nyata", "belum: kurang 1"],
        ["Lalu dirikan 10 koperasi baru yang aktif", "menambah pembilang dan penyebut", "mencapai target"],
    ]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Share(79, 88), "79 dari 88 (89,8%)"),  # 90% as it is written elsewhere, and below the target
        (Share(80, 88), "80 dari 88 (91%)"),
        (Share(90, 100), "90 dari 100 (90,0%)"),
        (Share(8999, 10000), "8.999 dari 10.000 (hampir 90,0%)"),
        (Share(78, 88), "78 dari 88 (89%)"),
    ],
)
def test_what_misses_the_target_is_not_rounded_to_it(share: Share, said: str) -> None:
    assert jalan_words.say_share(share, 10, 0.9) == said


def test_of_few_no_per_cent_is_said() -> None:
    rows = jalan_words.list_steps(plan_of(Share(5, 9), 0.9, 4), paths.PATHS[ACTIVE], 10)
    assert rows["perubahan"].tolist()[0] == "5 dari 9 → 9 dari 9"


def test_a_figure_that_time_has_closed_is_not_given_steps(city: Choice) -> None:
    words = shown(triwulan="2025-T2", indikator="pendampingan_pascapelatihan")
    assert re.search(r"Target 80% (kurang \d+|sudah tercapai): \d+ dari \d+ ", words)
    assert "Angka triwulan ini tidak dapat diubah lagi: batas hari kunjungan sesudah setiap pelatihan" in words
    assert "perbaikan nyata" not in words.split("Arti kata")[0]


def test_a_year_without_targets_says_so(whole_sample: int) -> None:
    assert "Belum ada target tahun 2021 yang jalannya dapat dihitung." in shown(triwulan="2021-T4")


def test_a_rekap_says_that_names_are_not_known(store: Store) -> None:
    recap = [["Kelurahan", "Kecamatan", "Jumlah Koperasi", "Aktif", "Tidak Aktif"], ["Turi", "Sukorejo", 10, 7, 3]]
    target = [["Indikator", "Tahun", "Target"], [ACTIVE, 2025, 0.9]]
    golden.publish_book(store, "2025-T3", {"Rekap": recap, "Target": target})
    words = shown(kelurahan="35.72.02.1004")
    assert "Target 90% kurang 2: 7 dari 10 koperasi aktif" in words
    assert (
        "Register triwulan ini belum diterbitkan: nama koperasi, dan yang lama tidak aktif, belum diketahui." in words
    )
    assert "Target 90%: belum ada data" in shown(kelurahan="35.72.02.1004", menurut="rat")


# ── how it is reached ──


def test_a_card_below_its_target_leads_there_and_one_above_does_not(whole_sample: int) -> None:
    html = text(app("pages/publik/ringkasan.py", triwulan="2025-T2"))
    led = re.findall(r'href="/jalan\?triwulan=2025-T2&amp;indikator=(\w+)"', html)
    assert led == [ACTIVE, "cakupan_pendampingan", "pendampingan_khusus"]


@pytest.mark.parametrize("page", ["prioritas", "keaktifan"])
def test_prioritas_and_the_rule_that_is_tried_lead_there(page: str, whole_sample: int) -> None:
    assert 'href="/jalan?triwulan=2025-T2' in text(app(f"pages/publik/{page}.py", triwulan="2025-T2"))
