"""Rates of few: interval on hover and in tables, no colour below small_n; the KKMP map; a new RAT year is no fall."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pandas as pd
import pytest

from dasbor.answers import charts
from dasbor.blocks import indicator_cards
from dasbor.chart import by_area, theme, trend
from dasbor.chart.chart import Chart
from dasbor.chart.map import kkmp as map_kkmp
from dasbor.choice import Choice
from dasbor.content import kelurahan, kelurahan_indicators, merah_putih, merah_putih_map
from dasbor.query import due_year
from dasbor.query.figures import Figure
from dasbor.ui import cards
from dasbor.words import interval
from dasbor.words.rat_states import RAT_HELD, RAT_NOT_OWED, RAT_NOT_RECORDED
from etl.acuan import load_reference

KOTA, TURI = "35.72", "35.72.02.1004"


@pytest.fixture
def p(in_gold: Path) -> Choice:
    return Choice(5, "2025-T3", KOTA, "Kota Blitar", "kota", "semua")


# ── the interval ──


@pytest.mark.parametrize(
    ("pembilang", "penyebut", "limit"),
    [
        (0, 10, (0.0, 0.2775)),
        (5, 10, (0.2366, 0.7634)),
        (10, 10, (0.7225, 1.0)),
        (1, 1, (0.2065, 1.0)),
        (40, 183, (0.165, 0.284)),
    ],
)
def test_the_wilson_interval_has_the_published_bounds(
    pembilang: int, penyebut: int, limit: tuple[float, float]
) -> None:
    assert interval.compute_wilson(pembilang, penyebut) == pytest.approx(limit, abs=5e-4)


@pytest.mark.parametrize(("pembilang", "penyebut"), [(0, 0), (7, 5), (-1, 5)])
def test_what_is_no_share_has_no_interval(pembilang: int, penyebut: int) -> None:
    assert interval.compute_wilson(pembilang, penyebut) is None


RASIO = pd.DataFrame(
    [
        ("Turi", "1.1", 9.0, 12.0),
        ("Gedog", "1.2", 3.0, 4.0),
        ("Bendo", "1.3", 0.0, 0.0),
        ("Blitar", "1.4", math.nan, 12.0),
    ],
    columns=["nama", "kode_wilayah", "pembilang", "penyebut"],
).assign(kecamatan="Sukorejo", nilai=lambda d: d["pembilang"] / d["penyebut"])


def bars() -> Chart:
    return by_area.draw_rates(
        RASIO, "melek_ti", "Melek TI", Figure(12, 16, 0.75), place="Kota Blitar", periode="2025-T2", small_n=10
    )


def test_the_table_of_rates_holds_the_bounds_and_says_what_cannot_be_compared() -> None:
    table = bars().table.set_index("nama")
    assert table.loc["Turi", ["bawah", "atas"]].tolist() == pytest.approx([0.4677, 0.9111], abs=5e-4)
    assert table["keterangan"].to_dict() == {
        "Gedog": "belum bisa dibandingkan",
        "Turi": "",
        "Bendo": "tidak ada yang dihitung",
        "Blitar": "",
    }
    assert list(bars().columns)[-3:] == ["bawah", "atas", "keterangan"]


def test_the_hover_of_a_rate_says_its_interval() -> None:
    hover = {contents_[1]: contents_[2] for contents_ in bars().plot.data[0].customdata}
    assert hover == {
        "Turi": "Turi: 9 dari 12 (75%)<br>selang 95%: 47% sampai 91%",
        "Gedog": "Gedog: 3 dari 4<br>selang 95%: 30% sampai 95%<br>belum bisa dibandingkan",
        "Bendo": "Bendo: tidak ada yang dihitung",
        "Blitar": "Blitar: belum ada data",
    }


def test_a_rate_of_few_is_grey_and_hatched() -> None:
    bar_rows = bars().plot.data[0]
    forms = dict(zip(bar_rows.y, zip(bar_rows.marker.color, bar_rows.marker.pattern.shape, strict=True), strict=True))
    assert forms["Turi"] == (theme.ACCENT, "")
    assert forms["Gedog"] == (theme.NO_DATA, "/")


def test_a_card_of_few_has_no_colour_and_says_why() -> None:
    contents_ = cards.make_card(cards.Card("Aktif", Figure(5, 7, 5 / 7), target=0.9, small_n=10))
    assert "<span>target 90%</span><span>n di bawah 10</span>" in contents_
    assert "n di bawah 10: belum bisa dibandingkan" in contents_
    assert "2 koperasi lagi untuk target<" in contents_
    assert theme.ACCENT not in contents_
    enough = cards.make_card(cards.Card("Aktif", Figure(8, 10, 0.8), target=0.9, small_n=10))
    assert f"background:{theme.ACCENT}" in enough
    assert "belum bisa" not in enough


@pytest.mark.parametrize("indikator", ["melek_ti", "pemasaran", "rat_tahun_buku", "sehat"])
def test_rates_by_kelurahan_on_digital_and_kesehatan_carry_their_interval(p: Choice, indikator: str) -> None:
    g = charts.make_rates_chart(p, indikator)
    known = g.table[g.table["nilai"].notna()]
    assert len(known) > 0
    assert (known["bawah"] <= known["nilai"]).all() and (known["nilai"] <= known["atas"]).all()
    assert set(known["keterangan"]) == {"belum bisa dibandingkan"}  # nobody in this small city has ten


def test_shares_of_the_kkmp_stand_with_their_interval(p: Choice) -> None:
    amount = merah_putih.list_shares(p).set_index("hal")
    assert amount.loc["Kelurahan yang punya KKMP", ["pembilang", "penyebut"]].tolist() == [1, 21]
    assert amount.loc["Kelurahan yang punya KKMP", ["bawah", "atas"]].tolist() == pytest.approx(
        [0.0085, 0.2267], abs=5e-4
    )
    assert amount["keterangan"].to_dict() == {
        "Kelurahan yang punya KKMP": "",
        "KKMP aktif": "belum bisa dibandingkan",
        "Perubahan koperasi lama": "belum bisa dibandingkan",
        "Sudah RAT, dari yang wajib": "tidak ada yang dihitung",
        "Didampingi dalam 4 triwulan": "belum bisa dibandingkan",
    }


# ── the map of the KKMP ──


def kkmp(*state: str | None) -> pd.DataFrame:
    kelurahan_row = load_reference().kelurahan.head(len(state))
    return pd.DataFrame(
        {
            "kode_kelurahan": kelurahan_row["kode_kelurahan"],
            "kelurahan": kelurahan_row["kelurahan"],
            "kecamatan": kelurahan_row["kecamatan"],
            "nama_koperasi": [
                "belum ada" if k is None else f"KKMP {n}"
                for k, n in zip(state, kelurahan_row["kelurahan"], strict=True)
            ],
            "koperasi_id": [None if k is None else f"K{i}" for i, k in enumerate(state)],
            "keadaan_rat": list(state),
        }
    )


def tiles(g: Chart) -> list:
    """The traces that are drawn; another one only writes, for phones."""
    return [j for j in g.plot.data if j.type == "bar"]


LIMA = (RAT_HELD, "Menunggak 2 tahun", RAT_NOT_RECORDED, RAT_NOT_OWED, None)


def test_every_tile_says_its_answer_in_a_word_a_hatch_and_a_colour() -> None:
    contents_ = kkmp(*LIMA)
    g = map_kkmp.draw_kkmp(contents_, load_reference().kelurahan, place="Kota Blitar", periode="2025-T2")
    assert {j.name: (re.sub("<[^>]+>", "", j.text[0].split("<br>")[-1]), j.marker.pattern.shape) for j in tiles(g)} == {
        "Menunggak RAT": ("menunggak", "/"),
        "RAT belum tercatat": ("tak tercatat", "."),
        "Belum wajib RAT": ("belum wajib", ""),
        "Sudah RAT": ("sudah RAT", ""),
        "Belum ada KKMP": ("belum ada", "x"),
    }
    assert len({j.marker.color for j in tiles(g)}) == 5
    assert sum(len(j.text) for j in tiles(g)) == 5
    assert g.title == "1 dari 3 KKMP yang wajib sudah RAT, 1 belum wajib"
    assert g.table["keadaan"].value_counts().to_dict() == dict.fromkeys(map_kkmp.ANSWER_SIGNS, 1)
    assert "Menunggak RAT 1: " in g.alt and g.alt.startswith("Peta ubin KKMP per kelurahan, Kota Blitar.")


def test_a_click_on_a_tile_leads_to_its_kelurahan() -> None:
    g = map_kkmp.draw_kkmp(kkmp(*LIMA), load_reference().kelurahan, place="Kota Blitar", periode="2025-T2")
    code = [list(contents_)[0] for j in tiles(g) for contents_ in j.customdata]
    assert set(code) == set(load_reference().kelurahan["kode_kelurahan"].head(5))


def test_of_two_kkmp_in_a_kelurahan_the_tile_shows_the_more_pressing() -> None:
    second = pd.concat([kkmp(RAT_HELD), kkmp("Menunggak 1 tahun")], ignore_index=True)
    g = map_kkmp.draw_kkmp(second, load_reference().kelurahan, place="Kota Blitar", periode="2025-T2")
    assert [(j.name, len(j.text)) for j in tiles(g)] == [("Menunggak RAT", 1)]
    assert len(g.table) == 2


@pytest.mark.parametrize(
    ("state", "title"),
    [((None, None), "Belum ada KKMP di wilayah ini"), ((RAT_NOT_OWED, None), "Belum ada dari 1 KKMP yang wajib RAT")],
)
def test_the_headline_of_the_kkmp_map_is_true_without_any(state: tuple, title: str) -> None:
    contents_ = kkmp(*state)
    assert map_kkmp.say_headline(contents_.assign(keadaan=contents_["keadaan_rat"].map(map_kkmp.find_answer))) == title


def test_the_city_of_the_sample_has_one_kkmp_that_owes_no_rat_yet(p: Choice) -> None:
    assert merah_putih_map.make_map(p) is None  # a map would say the same everywhere
    assert merah_putih_map.say_states_heading(p)[0] == "Belum ada dari 1 KKMP yang wajib RAT"
    assert merah_putih_map.list_states(p) == [
        "1 KKMP belum wajib RAT: berdiri sesudah tahun buku 2024.",
        "Belum ada KKMP: 20 (Bendo, Bendogerit, Blitar dan 17 lainnya).",
    ]


# ── another book year is waited for ──


def test_the_second_quarter_of_each_year_waits_for_another_book_year(in_gold) -> None:
    periode = ["2023-T4", "2024-T1", "2024-T2", "2024-T3", "2025-T1", "2025-T2"]
    assert due_year.list_breaks(Choice(5), periode) == [
        ("2024-T2", "RAT tahun buku 2023"),
        ("2025-T2", "RAT tahun buku 2024"),
    ]
    assert due_year.is_changed(Choice(5), "2025-T1", "2025-T2") is True
    assert due_year.is_changed(Choice(5), None, "2025-T2") is False


def test_a_trend_of_rat_is_broken_where_the_book_year_changes(in_gold) -> None:
    series = pd.DataFrame(
        {
            "periode": ["2024-T4", "2025-T1", "2025-T2"],
            "pembilang": [90.0, 95.0, 40.0],
            "penyebut": 100.0,
            "nilai": [0.9, 0.95, 0.4],
        }
    )
    g = trend.draw_rates(
        series,
        "rat_tahun_buku",
        "RAT tahun buku",
        place="Kota Blitar",
        mark_breaks=False,
        new_bases=due_year.list_breaks(Choice(5), list(series["periode"])),
    )
    assert g.title == "40 dari 100 aktif wajib sudah RAT, tahun buku baru"
    assert g.subtitle.endswith("jangan membandingkan melintasinya: a RAT tahun buku 2024, T2 2025")
    assert [bool(pd.isna(y)) for y in g.plot.data[0].y] == [False, False, True, False]
    assert "RAT tahun buku 2024 pada Triwulan II 2025" in g.alt


def test_card_trend_and_profile_say_that_the_book_year_changed(p: Choice) -> None:
    # registers of 2024-T3 (book year 2023) and 2025-T3 (book year 2024)
    [one] = indicator_cards._make_cards(p, "rat_tahun_buku")
    assert (one.now.pembilang, one.now.penyebut) == (2, 3)
    written = cards.make_card(one)
    assert "tahun buku berganti, tidak dibandingkan" in written
    assert "poin" not in written
    assert charts.make_rate_trend(p, "rat_tahun_buku").title == "2 dari 3 aktif wajib sudah RAT, tahun buku baru"
    turi = Choice(5, "2025-T3", TURI, "Kelurahan Turi", "kelurahan", "semua")
    row = kelurahan_indicators.list_indicators(turi).set_index("indikator")["perubahan"]
    assert row["rat_tahun_buku"] == "tahun buku berganti, tidak dibandingkan"
    assert "tahun buku" not in row["koperasi_aktif"]
    assert kelurahan.say_rat_note(turi).startswith(
        "Sejak akhir Triwulan III 2025 yang ditunggu RAT tahun buku 2024; pada Triwulan III 2024"
    )


def test_within_one_book_year_the_change_is_said() -> None:
    assert (
        cards.make_card(cards.Card("RAT", Figure(8, 20, 0.4), Figure(7, 20, 0.35), "2024-T3", small_n=10)).count(
            "naik 5 poin"
        )
        == 1
    )
