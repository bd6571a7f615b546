"""Acara: the list of a quarter and of a year, what is known of who took part, and where each value stands."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from dasbor.answers import charts, status_charts
from dasbor.choice import Choice
from dasbor.content import acara, asal, asal_events
from dasbor.query.program import events
from etl.acuan import ROOT
from etl.store.files import hash_file
from etl.store.versions import Store
from tests import golden
from tests.checks.test_recap import REGISTER
from tests.installations import copy_reference, hash_cheaply

_ = None
TITLE = ["Nama Acara", "Tanggal", "Tempat", "Kelurahan", "Koperasi Peserta", "UMKM Peserta", "Nama Koperasi Peserta"]
THIRD = [
    ["Blitar Jadoel", "5-9 Juli 2024", "Alun-alun", "Turi", 12, 40, "KSP Satu; Bu Sulastri"],
    ["Hari Koperasi", dt.date(2024, 7, 12), "Aula", _, 0, _, _],
]
FOURTH = [["Pameran", "30 November-2 Desember 2024", "Aula", "Gedog", _, _, _]]
KOTA, TURI = ("35.72", "Kota Blitar"), ("35.72.02.1004", "Turi")


def at(store: Store, periode: str = "2024-T4", area: tuple[str, str] | None = None) -> Choice:
    number = store.find_current() or 0
    return Choice(number, periode, *(area or KOTA))


@pytest.fixture
def city(store: Store) -> Store:
    golden.publish_book(store, "2024-T3", {**REGISTER, "Acara": [TITLE, *THIRD]})
    golden.publish_book(store, "2024-T4", {**REGISTER, "Acara": [TITLE, *FOURTH]}, reason="uji")
    return store


# ── the list ──


def test_a_year_holds_its_quarters_up_to_the_chosen_one_newest_first(city):
    p = at(city)
    assert events.list_events(p, events.YEAR)["nama_acara"].tolist() == ["Pameran", "Hari Koperasi", "Blitar Jadoel"]
    assert events.list_events(p, events.QUARTER)["nama_acara"].tolist() == ["Pameran"]
    assert events.list_events(at(city, "2024-T3"), events.YEAR)["nama_acara"].tolist() == [
        "Hari Koperasi",
        "Blitar Jadoel",
    ]


def test_a_kelurahan_has_its_own_and_says_how_many_name_none(city):
    turi = at(city, area=TURI)
    assert events.list_events(turi, events.ALL)["nama_acara"].tolist() == ["Blitar Jadoel"]
    assert acara.say_subtitle(turi, events.YEAR) == (
        "Turi, tahun 2024. Yang ikut dua acara dihitung dua kali; 1 acara tanpa kelurahan hanya di daftar seluruh kota"
    )
    assert "tanpa kelurahan" not in acara.say_subtitle(at(city), events.YEAR)


def test_zero_is_counted_and_what_nobody_wrote_is_not(city):
    p = at(city)
    assert acara.say_headline(acara.list_events(p, events.YEAR)) == (
        "3 acara: 12 koperasi peserta (diketahui dari 2 acara), 40 UMKM peserta (diketahui dari 1 acara)"
    )
    assert acara.say_headline(acara.list_events(p, events.QUARTER)) == "1 acara, banyaknya peserta belum tercatat"


def test_days_and_named_cooperatives_are_said_in_words_and_people_are_not_named(city):
    rows = acara.list_events(at(city), events.YEAR)
    assert rows["hari"].tolist() == ["30 November sampai 2 Desember 2024", "12 Juli 2024", "5 sampai 9 Juli 2024"]
    assert [None if x is None else x for x in rows["peserta_disebut"]] == [
        None,
        None,
        "KSP Satu dan 1 nama di luar register",
    ]


def test_a_later_workbook_of_the_quarter_takes_the_place_of_the_earlier_one(city):
    again = [["Blitar Jadoel", "5-9 Juli 2024", "Alun-alun", "Turi", 15, 40, _], THIRD[1]]
    golden.publish_book(city, "2024-T3", {"Acara": [TITLE, *again]}, reason="uji")
    rows = events.list_events(at(city), events.ALL)
    assert rows["nama_acara"].tolist() == ["Pameran", "Hari Koperasi", "Blitar Jadoel"]
    assert rows["jumlah_koperasi_peserta"].tolist()[-1] == 15


def test_what_was_never_published_is_not_called_nothing(store):
    golden.publish_book(store, "2024-T3", REGISTER)
    p = at(store, "2024-T3")
    assert acara.say_empty(p, events.QUARTER) == (
        "Lembar Acara belum diterbitkan untuk triwulan III 2024; ini bukan berarti tidak ada."
    )
    golden.publish_book(store, "2024-T4", {**REGISTER, "Acara": [TITLE, *FOURTH]}, reason="uji")
    assert acara.say_empty(at(store, area=TURI), events.QUARTER) == (
        "Tidak ada acara yang tercatat di Turi pada triwulan IV 2024."
    )


def test_a_version_of_an_earlier_release_has_none_and_says_so(store):
    golden.publish_book(store, "2024-T3", REGISTER)
    con = duckdb.connect(str(store.find_path(1)))
    con.execute("drop table acara")
    con.close()
    store.records.add_hash(1, hash_file(store.find_path(1)), "uji", "0.1.0")
    assert events.list_events(at(store, "2024-T3"), events.ALL).empty
    assert open_page("acara", store) == []
    assert open_page("asal", store, indikator="acara") == []
    assert golden.publish_book(store, "2024-T4", {**REGISTER, "Acara": [TITLE, *FOURTH]}, reason="uji") == 2


def open_page(page: str, store: Store, **parameters: str) -> list[str]:
    """What a page breaks with."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.switch_page(str(ROOT / "pages" / "publik" / f"{page}.py"))
    for name, value in parameters.items():
        at.query_params[name] = value
    at.run()
    return [e.value for e in at.exception]


# ── where it stands ──


def test_each_value_leads_to_its_cell_and_workbook(city):
    assert asal.list_choices()["acara"] == "Acara"
    rows = asal_events.read_events(at(city))
    assert rows[["nama_acara", "sel", "nama_berkas"]].values.tolist() == [
        ["Pameran", "Acara!A2, B2, E2, G2, F2", "2024-T4.xlsx"],
        ["Hari Koperasi", "Acara!A3, B3, E3, G3, F3", "2024-T3.xlsx"],
        ["Blitar Jadoel", "Acara!A2, B2, E2, G2, F2", "2024-T3.xlsx"],
    ]


# ── above trends ──


def test_trends_carry_the_events_of_the_area(city):
    g = charts.make_rate_trend(at(city), "koperasi_aktif")
    assert "Acara: ◆1 Blitar Jadoel, ◆2 Hari Koperasi, ◆3 Pameran" in g.subtitle
    assert g.table["acara"].tolist() == ["Blitar Jadoel; Hari Koperasi", "Pameran"]
    in_turi = status_charts.make_status_trend(at(city, area=TURI))
    assert "Acara: ◆1 Blitar Jadoel" in in_turi.subtitle and "Pameran" not in in_turi.subtitle


def test_without_events_a_trend_is_as_it_was(store):
    golden.publish_book(store, "2024-T3", REGISTER)
    g = charts.make_rate_trend(at(store, "2024-T3"), "koperasi_aktif")
    assert "cara" not in g.subtitle and "acara" not in g.table


# ── who may see names ──


def test_who_may_not_see_names_sees_how_many_only(store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_reference(tmp_path, nama_koperasi="masuk")))
    hash_cheaply(monkeypatch)
    rows = [["Pameran KSP Satu", "5 Juli 2024", "Rumah KSP Satu", "Turi", 1, 4, "KSP Satu"]]
    golden.publish_book(store, "2024-T3", {**REGISTER, "Acara": [TITLE, *rows]})
    shown = events.list_events(at(store, "2024-T3"), events.ALL)
    assert "Satu" not in shown.to_string()
    assert shown["nama_acara"].tolist() == ["Pameran koperasi"]
    assert shown["nama_disebut"].tolist() == [1]
