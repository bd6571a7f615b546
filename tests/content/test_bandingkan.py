"""Two areas side by side: all indicators, a difference only where the numbers carry one, both areas in the address."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dasbor.choice import Choice
from dasbor.content import bandingkan
from dasbor.query import figures
from dasbor.query.figures import Figure
from etl.indikator import find_indicator, load_indicators
from tests.ui.test_frame import app, text

TURI, BLITAR, SUKOREJO, KIDUL = "35.72.02.1004", "35.72.02.1002", "35.72.02", "35.72.01"
ACTIVE = find_indicator("koperasi_aktif")


@pytest.fixture
def city(whole_sample: int) -> Choice:
    return Choice(whole_sample, "2025-T2", "35.72", "Kota Blitar", "kota")


def share(part: int, whole: int) -> Figure:
    return Figure(part, whole, part / whole if whole else None)


def shown(**url: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(app("pages/publik/bandingkan.py", **url))))


def test_the_area_that_is_chosen_above_comes_first_and_the_second_is_of_its_kind(city: Choice) -> None:
    assert next(iter(bandingkan.list_first(city))) == KIDUL
    turi = replace(city, kode_wilayah=TURI)
    assert next(iter(bandingkan.list_first(turi))) == TURI
    others = list(bandingkan.list_second(turi, TURI))
    assert len(others) == 20
    assert all(code.startswith("35.72.02.") for code in others[:6])
    assert set(bandingkan.list_second(city, SUKOREJO)) == {KIDUL, "35.72.03"}


def test_every_indicator_stands_with_the_counts_of_both(city: Choice) -> None:
    table = bandingkan.compare(city, SUKOREJO, KIDUL).set_index("judul")
    assert len(table) == len([i for i in load_indicators() if not i.is_of_city_only])
    for i in load_indicators():
        if i.is_of_city_only:
            continue
        for code, columns in ((SUKOREJO, ("pembilang", "penyebut")), (KIDUL, ("pembilang_kedua", "penyebut_kedua"))):
            n = figures.read_figures(replace(city, kode_wilayah=code)).get(i.indikator, Figure())
            told = [None if x != x else x for x in table.loc[i.judul, list(columns)]]
            assert told == [n.pembilang, n.penyebut]
    assert table.loc["Koperasi aktif", ["jumlah_satu", "jumlah_dua"]].tolist() == ["78 dari 88", "91 dari 104"]


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (share(14, 14), share(5, 7), "belum bisa dibandingkan"),
        (share(12, 15), share(13, 14), "13 poin lebih rendah; bisa kebetulan"),
        (share(90, 100), share(50, 100), "40,0 poin lebih tinggi"),
        (share(50, 100), share(90, 100), "40,0 poin lebih rendah"),
        (share(45, 50), share(90, 100), "sama"),
        (share(0, 0), share(9, 10), "–"),
        (Figure(), share(9, 10), "–"),
    ],
)
def test_a_difference_is_said_only_where_the_numbers_carry_it(one: Figure, other: Figure, said: str) -> None:
    assert ACTIVE is not None
    assert bandingkan.say_difference(ACTIVE, one, other, 10) == said


def test_a_window_that_is_not_whole_is_said_beside_the_indicator_and_in_the_file(city: Choice) -> None:
    first = replace(city, periode="2022-T1")
    table = bandingkan.compare(first, SUKOREJO, KIDUL).set_index("judul")["kurun"]
    assert table["Koperasi dilatih"] == table["Koperasi didampingi"] == "kurun hanya 2 dari 4 triwulan"
    assert table["Koperasi aktif"] == ""
    assert set(bandingkan.compare(city, SUKOREJO, KIDUL).set_index("judul")["kurun"]) == {""}
    assert "kurun" in bandingkan.list_file_columns(first, SUKOREJO, KIDUL)
    assert "Koperasi dilatih kurun hanya 2 dari 4 triwulan" in shown(triwulan="2022-T1", wilayah=SUKOREJO, dengan=KIDUL)


def test_counts_of_two_areas_have_no_difference() -> None:
    people = find_indicator("peserta_pelatihan")
    assert people is not None
    assert bandingkan.say_difference(people, Figure(5, None, 5), Figure(9, None, 9), 10) == "–"


pairs = st.tuples(st.integers(0, 60), st.integers(1, 60)).map(lambda t: (min(t), t[1]))


@given(pairs, pairs)
def test_a_difference_changes_its_direction_with_the_order_and_never_stands_on_few(a: tuple, b: tuple) -> None:
    assert ACTIVE is not None
    said, back = (bandingkan.say_difference(ACTIVE, share(*x), share(*y), 10) for x, y in ((a, b), (b, a)))
    assert said.replace("tinggi", "?").replace("rendah", "tinggi").replace("?", "rendah") == back
    assert ("poin" in said) <= (min(a[1], b[1]) >= 10)


def test_the_address_holds_both(whole_sample: int) -> None:
    said = shown(wilayah=TURI, dengan=BLITAR)
    assert "Kelurahan Turi 14 dari 14, Kelurahan Blitar 5 dari 7 koperasi aktif" in said
    assert "n di bawah 10" in said
    assert "Kecamatan Sukorejo 78 dari 88, Kecamatan Kepanjenkidul 91 dari 104" in shown(kecamatan=SUKOREJO)
    assert "Kelurahan Turi 14 dari 14" in shown(kelurahan=TURI)


def test_what_the_address_names_wrongly_counts_as_not_named(whole_sample: int) -> None:
    assert "Kecamatan Kepanjenkidul 91 dari 104, Kecamatan Sananwetan 99 dari 109" in shown(wilayah="x", dengan=TURI)
