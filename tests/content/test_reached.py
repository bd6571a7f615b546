"""Why training and mentoring reached more or fewer: the steps add up exactly to the change of the figure, on every
quarter of the sample and on random histories; and what is said of them on figures counted by hand."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dasbor.answers import area_figures, charts
from dasbor.blocks.compared import reached as shown
from dasbor.chart import still
from dasbor.choice import WITH_KKMP, WITHOUT_KKMP, Choice
from dasbor.content import kesehatan
from dasbor.query import published
from dasbor.query.compared import reached
from dasbor.query.compared.reached import CAME, LEFT, LOST, NEW
from etl import rules
from etl.rules import Statement

IDS = (*reached.list_ids("pelatihan"), *reached.list_ids("pendampingan"))


@pytest.fixture
def city(whole_sample: int) -> Choice:
    return Choice(whole_sample, "2025-T2", "35.72", "Kota Blitar", "kota", with_names=True)


def cases(members: dict[int, int], is_share: bool = True) -> pd.DataFrame:
    rows = [
        (str(k), f"KSU {k}", "35.72.02.1004", "semua", float(v), 1.0 if is_share else None) for k, v in members.items()
    ]
    columns = ["id", "nama", "kode_kelurahan", "kelompok_hitung", "pembilang", "penyebut"]
    return pd.DataFrame(rows, columns=columns).astype({"id": object, "pembilang": "float64", "penyebut": "float64"})


def compare(now: pd.DataFrame, then: pd.DataFrame) -> pd.DataFrame:
    """The steps between two lists of cases of an area."""
    con = rules.open_calculator()
    con.register("kini", now.assign(periode="2025-T2"))
    con.register("lalu", then.assign(periode="2025-T1"))
    con.execute("create or replace temp table wilayah as select '35.72.02.1004' as kode, 'Turi' as nama")
    both = Statement("select 0 as nomor, * from kini union all by name select 0 as nomor, * from lalu")
    return reached.compare_cases(con, both, Choice(1, "2025-T2", "35.72"), [("2025-T2", "2025-T1")])


def test_each_kind_of_step() -> None:
    steps = compare(cases({1: 1, 2: 0, 3: 1, 4: 1, 6: 0}), cases({2: 1, 3: 0, 4: 1, 5: 1, 7: 0}))
    told = {b.id: (b.langkah, b.d_pembilang, b.d_penyebut) for b in steps.itertuples()}
    assert told == {
        "1": (CAME, 1, 1),
        "2": (LOST, -1, 0),
        "3": (NEW, 1, 0),
        "5": (LEFT, -1, -1),
        "6": (CAME, 0, 1),
        "7": (LEFT, 0, -1),
    }


def test_people_belong_to_nothing_and_are_new_or_lost() -> None:
    now, then = (cases(m, is_share=False) for m in ({1: 1, 2: 1}, {2: 1, 3: 1}))
    assert dict(compare(now, then)[["id", "langkah"]].to_numpy()) == {"1": NEW, "3": LOST}


members = st.dictionaries(st.integers(0, 30), st.integers(0, 1))


@given(members, members)
def test_the_steps_of_any_two_lists_add_up(now: dict[int, int], then: dict[int, int]) -> None:
    steps = compare(cases(now), cases(then))
    assert steps["d_pembilang"].sum() == sum(now.values()) - sum(then.values())
    assert steps["d_penyebut"].sum() == len(now) - len(then)
    assert set(steps["id"]).isdisjoint({str(k) for k in now if now[k] == then.get(k)})


@pytest.mark.parametrize("indikator", IDS)
@pytest.mark.parametrize("quarter", ["2022-T3", "2023-T4", "2024-T4", "2025-T2"])
def test_the_steps_add_up_to_the_published_change(city: Choice, indikator: str, quarter: str) -> None:
    for code in ("35.72", "35.72.02", "35.72.01.1002"):
        for kkmp in (WITH_KKMP, WITHOUT_KKMP):
            p = replace(city, periode=quarter, kode_wilayah=code, kelompok_hitung=kkmp)
            since = published.find_previous_quarter(p)
            assert since is not None
            now, then = area_figures.read_figure(p, indikator), area_figures.read_figure(p, indikator, since)
            steps = reached.list_steps(p, indikator, since)
            assert sum(one.d_pembilang for one in steps) == now.pembilang - then.pembilang
            assert sum(one.d_penyebut for one in steps) == (now.penyebut or 0) - (then.penyebut or 0)


def test_what_is_said_of_training(city: Choice) -> None:
    g = shown.make_steps(city, "jangkauan_pelatihan")
    assert g.title == "Koperasi dilatih turun 16: 35 lepas dari kurun, 15 baru, lainnya +4"
    assert g.subtitle.endswith("T2 2025 masuk kurun, T2 2024 keluar")
    assert g.table.to_numpy().tolist() == [
        ["T1 2025", 139],
        ["Baru terdaftar, sudah dilatih", 4],
        ["Baru dilatih", 15],
        ["Tidak lagi dilatih dalam kurun", -35],
        ["T2 2025", 123],
    ]
    said = shown.say_steps(city, "jangkauan_pelatihan")
    assert said[0] == "Penyebut naik 20: 20 baru terdaftar (4 sudah dilatih)"
    assert said[1].startswith("4 baru terdaftar, sudah dilatih: KKMP Gedog (Gedog), ")


@pytest.mark.parametrize("indikator", IDS)
def test_the_names_of_the_steps_are_whole(city: Choice, indikator: str) -> None:
    assert "…" not in str(still.draw_on_page(shown.make_steps(city, indikator)))
    assert "…" not in still.svg(shown.make_steps(city, indikator), 320)


def test_the_states_of_the_rat_are_whole(city: Choice) -> None:
    assert "…" not in str(still.draw_on_page(kesehatan.make_compliance_chart(city)))


def test_who_owes_a_rat_is_named_as_the_figure_counts_it(city: Choice) -> None:
    """209 of 248 are active ones; the 70 of 301 that owe one are active and inactive: 39 and 70 do not contradict."""
    title = kesehatan.make_cards(city)[0].title
    assert title == "RAT tahun buku 2024, dari yang aktif dan wajib"
    assert charts.make_rate_trend(city, "rat_tahun_buku").title.startswith("209 dari 248 aktif wajib sudah RAT")
    subtitle = kesehatan.make_compliance_chart(city).subtitle
    assert subtitle.startswith("Koperasi terdaftar, aktif dan tidak aktif, menurut RAT tahun buku 2024")


def test_what_is_said_of_special_mentoring(city: Choice) -> None:
    title = shown.make_steps(city, "pendampingan_khusus").title
    assert title == "Koperasi tidak aktif didampingi naik 2: 3 baru, lainnya −1"
    said = shown.say_steps(city, "pendampingan_khusus")
    assert said[0] == (
        "Penyebut tetap: 2 baru tidak aktif (1 sudah didampingi), 2 tidak lagi tidak aktif (2 pernah didampingi)"
    )
    assert said[1] == "1 baru tidak aktif, sudah didampingi: KSP Gasing Senja (Karangtengah)"


def test_why_a_change_is_not_told(city: Choice) -> None:
    assert shown.say_why_not(city, "jangkauan_pelatihan") == ""
    first = replace(city, periode="2021-T4")
    assert (
        shown.say_why_not(first, "jangkauan_pelatihan") == "Belum ada register triwulan sebelumnya untuk dibandingkan."
    )
    gap = replace(city, periode="2024-T1")  # trainings of 2023-T3 were never uploaded
    assert shown.say_why_not(gap, "jangkauan_pelatihan") == "Kurun belum lengkap, tidak dibandingkan"


@pytest.mark.parametrize("indikator", IDS)
def test_the_headline_has_at_most_twelve_words(city: Choice, indikator: str) -> None:
    for quarter in published.list_quarters(city)["periode"]:
        p = replace(city, periode=quarter)
        if not shown.say_why_not(p, indikator):
            assert len(shown.make_steps(p, indikator).title.split()) <= 12
