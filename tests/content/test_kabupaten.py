"""Kabupaten Blitar by settings alone: 22 kecamatan, 220 desa, 28 kelurahan, some of whose names exist twice."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dasbor.choice import Choice
from dasbor.content import (
    asal,
    asal_cases,
    digital,
    kelompok,
    kesehatan,
    merah_putih,
    merah_putih_map,
    prioritas,
    ringkasan,
)
from dasbor.query import cooperatives, lists, mentoring
from dasbor.query.compared import steps
from dasbor.query.lists import Listing
from dasbor.query.program import events
from dasbor.staff.upload import changes
from dasbor.ui.menu import PAGES
from dasbor.words import terms
from etl import run
from etl.acuan import ROOT, load_reference, make_labels, put_in_brackets
from etl.contoh import kabupaten
from etl.publish.sample import publish_sample
from etl.store.versions import Store
from tests import golden
from tests.built import copy_built
from tests.drawings import explore, list_switches, unfold, unmark
from tests.workbooks import workbook

ACUAN = ROOT / "data" / "acuan-kabupaten"
PUBLIK = {h.address: h.file for h in PAGES if not h.is_staff}
SUKOREJO = {"Udanawu": "35.05.02.2009", "Sutojayan": "35.05.12.1007", "Wates": "35.05.20.2006"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The invented quarters of the kabupaten, published as `python -m etl sample` does."""
    folder = tmp_path_factory.mktemp("kabupaten")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_ACUAN", str(ACUAN))
        m.setenv("KOPERASI_DATA", str(folder))
        copy_built("kabupaten contoh", folder, publish_sample)
        yield folder


def app(page: str = "ringkasan", **url: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params.update(url)
    at.switch_page(PUBLIK[page])
    return at.run()


def text(at: AppTest) -> str:
    content = unfold(" ".join(str(e.proto.body) for e in at.get("html"))) + " ".join(m.value for m in at.markdown)
    return re.sub(r"<style>.*?</style>", "", content, flags=re.S)


def bare(at: AppTest) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(at)))


def test_the_area_list_is_complete_and_needs_no_tile_map(folder: Path) -> None:
    reference = load_reference()
    assert reference.kelurahan["tingkat"].value_counts().to_dict() == {"desa": 220, "kelurahan": 28}
    assert reference.kelurahan["kode_kecamatan"].nunique() == 22
    assert not reference.has_tiles
    assert reference.list_areas()["tingkat"].value_counts().to_dict() == {
        "desa": 220,
        "kelurahan": 28,
        "kecamatan": 22,
        "kabupaten": 1,
    }


def _members(isi: bytes) -> dict[str, bytes]:
    """What is inside a workbook, without the time of packing."""
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        return {name: z.read(name) for name in z.namelist()}


def test_the_committed_sample_workbooks_are_what_the_generator_writes(folder: Path) -> None:
    for p in kabupaten.KABUPATEN_QUARTERS:
        known = (load_reference().sample_folder / f"koperasi-{p}.xlsx").read_bytes()
        assert _members(kabupaten.make_workbook(p, load_reference())) == _members(known)
        assert len(kabupaten.make_register(p, load_reference())) == {"2025-T2": 412}.get(p, 288)


@pytest.mark.parametrize("address", PUBLIK)
def test_every_page_works_with_248_areas(folder: Path, address: str) -> None:
    at = app(address)
    assert not at.exception
    assert not at.error
    assert "Koperasi Kabupaten Blitar" in text(at)
    assert "Kota Blitar" not in text(at) or address == "kamus"


@pytest.mark.parametrize("address", PUBLIK)
def test_every_page_works_for_one_desa(folder: Path, address: str) -> None:
    at = app(address, kelurahan=SUKOREJO["Wates"])
    assert not at.exception
    assert not at.error
    assert "Choice ini tidak ada" not in text(at)


def test_the_front_page_ranks_kecamatan_and_lists_every_desa(folder: Path) -> None:
    at = app()
    content = text(at)
    assert '<p class="kartu-angka">356 <span>dari 412</span></p>' in unmark(content)
    assert "Koperasi aktif per desa/kelurahan" in content
    assert "Sukorejo (Wates)" in content
    assert len(_list_ranked(at)) == 22
    assert len(_list_ranked(app(kecamatan="35.05.20"))) == 8


def _list_ranked(at: AppTest) -> list:
    """The areas of the first chart, explored."""
    explore(at, next(iter(list_switches(at))))
    chart = json.loads(at.get("plotly_chart")[0].proto.spec)
    (still,) = (e.proto.body for e in at.get("html") if "diam-blok hanya-cetak" in unfold(e.proto.body))
    first = unfold(still).partition("diam-blok hanya-cetak")[2].partition("</svg></div>")[0]
    assert len(re.findall("<rect[^>]* data-wilayah=", first)) == len(chart["data"][0]["y"])
    return chart["data"][0]["y"]


def test_the_short_list_says_which_level_is_ranked(folder: Path) -> None:
    content = bare(app())
    assert "Perlu dihubungi 20 kecamatan di bawah target 90%; 129 sasaran kunjungan" in content
    assert "Kecamatan Kademangan 20 dari 25 koperasi aktif (80%), kurang 3 Kecamatan Srengat" in content
    inside = bare(app(kecamatan="35.05.20"))
    assert "2 desa/kelurahan di bawah target 90%; 4 sasaran kunjungan" in inside
    assert "Desa Sukorejo 0 dari 1 koperasi aktif, kurang 1" in inside


def test_a_kecamatan_in_a_ranking_leads_to_the_list_of_its_villages(folder: Path) -> None:
    content = text(app())
    assert '<a href="/kelurahan?kecamatan=35.05.20" target="_self">Wates</a>' in content
    assert "kelurahan=35.05.20&" not in content and 'kelurahan=35.05.20"' not in content


def test_of_248_areas_only_the_kecamatan_looked_for_is_unfolded(folder: Path) -> None:
    content = text(app("kelurahan"))
    assert content.count('<details class="lipat">') == 22
    assert content.count('href="/kelurahan?kelurahan=') == 248
    assert "<summary>Kecamatan Wates<span>13 dari 15 aktif, 8 desa/kelurahan</span></summary>" in content
    assert "Bagaimana keadaan satu desa/kelurahan dibanding kecamatan, kabupaten dan target?" in content
    inside = text(app("kelurahan", kecamatan="35.05.20"))
    assert '<details class="lipat">' not in inside
    codes = set(re.findall(r'href="/kelurahan\?kelurahan=([\d.]+)"', inside))
    assert len(codes) == 8
    assert all(code.startswith("35.05.20.") for code in codes)


# Every list that names villages: its query, and the columns that hold their names.
DAFTAR: dict[str, tuple[Callable[[Choice], pd.DataFrame | Listing | None], tuple[str, ...]]] = {
    "keaktifan": (lambda p: cooperatives.read_register(Choice(p.version, p.periode, p.kode_wilayah)), ("kelurahan",)),
    "kunjungan": (lambda p: lists.list_visits(p), ("kelurahan",)),
    "belum dikunjungi": (lambda p: lists.list_unvisited(p), ("kelurahan",)),
    "kelompok yang dilatih": (lambda p: lists.list_groups(p), ("kelurahan",)),
    "daftar kelompok": (kelompok.list_groups, ("kelurahan",)),
    "menunggak RAT": (lambda p: kesehatan.list_owing(p), ("kelurahan",)),
    "belum melek TI": (lambda p: digital.list_by_it(p, digital.NOT_LITERATE), ("kelurahan",)),
    "pemasaran": (lambda p: digital.list_by_marketing(p, digital.NOT_HELPED), ("kelurahan",)),
    "merah putih": (merah_putih.list_by_kelurahan, ("kelurahan",)),
    "pencarian": (lambda p: cooperatives.find_cooperatives(Choice(p.version), "ksp"), ("kelurahan",)),
    "register pendek": (
        lambda p: cooperatives.list_first(Choice(p.version, p.periode, p.kode_wilayah)),
        ("kelurahan",),
    ),
    "perubahan": (lambda p: steps.read_flows(Choice(p.version, p.periode, p.kode_wilayah)), ("kelurahan",)),
    "transisi": (lambda p: mentoring.read_transitions(p, "2025-T1").dropna(subset=["koperasi_id"]), ("kelurahan",)),
    "asal angka": (lambda p: asal_cases.list_cases(p, asal.read_figure(p, "cakupan_pendampingan")), ("kelurahan",)),
    "per desa": (lambda p: ringkasan.read_all_areas(p, "koperasi_aktif"), ("nama",)),
}


@pytest.mark.parametrize("nama", DAFTAR)
def test_a_list_of_the_kabupaten_shows_the_kecamatan_of_every_village(folder: Path, nama: str) -> None:
    questionnaire, column = DAFTAR[nama]
    data, label = (
        questionnaire(Choice(3, "2025-T2", "35.05", "Kabupaten Blitar", "kabupaten", "semua")),
        make_labels(load_reference().list_areas()),
    )
    data = data.read_all() if isinstance(data, Listing) else data
    assert len(data) > 2
    for k in column:
        assert set(data[k]) <= set(label.values())
        assert data[k].str.endswith(")").all()


def test_labels_carry_the_kecamatan_where_a_name_alone_does_not_do() -> None:
    area_rows = pd.DataFrame(
        [
            ("1", "Kota", "kota", None),
            ("1.1", "Utara", "kecamatan", "1"),
            ("1.2", "Selatan", "kecamatan", "1"),
            ("1.1.1", "Sukorejo", "kelurahan", "1.1"),
            ("1.2.1", "Sukorejo", "kelurahan", "1.2"),
            ("1.2.2", "Turi", "kelurahan", "1.2"),
        ],
        columns=["kode", "nama", "tingkat", "induk"],
    )
    assert make_labels(area_rows) == {"1.1.1": "Sukorejo (Utara)", "1.2.1": "Sukorejo (Selatan)", "1.2.2": "Turi"}
    kabupaten_ = area_rows.replace({"tingkat": {"kota": "kabupaten"}})
    assert make_labels(kabupaten_)["1.2.2"] == "Turi (Selatan)"
    assert put_in_brackets("Turi (Selatan)") == "Turi, Selatan"
    assert put_in_brackets("Turi") == "Turi"


def test_names_of_changes_stand_in_one_pair_of_brackets(folder: Path) -> None:
    contents_ = bare(app())
    assert "124 koperasi baru: Koperasi Desa Merah Putih Ampelgading (Ampelgading, Selorejo)" in contents_
    assert "))" not in contents_


def test_the_priorities_show_the_kecamatan_of_every_village(folder: Path) -> None:
    table = next(t for t in re.findall(r"<table.*?</table>", text(app("prioritas")), re.S) if "alasan (poin)" in t)
    title = re.findall(r'<th scope="col"[^>]*>(.*?)</th>', table)
    row = [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", b) for b in re.findall(r"<tr>(.*?)</tr>", table)[1:]]
    desa = [b[title.index("Desa/Kelurahan")] for b in row]
    assert len(desa) > 50
    assert set(desa) <= set(make_labels(load_reference().list_areas()).values())


def test_the_visit_sheet_has_plain_names_beside_their_kecamatan() -> None:
    listing = pd.DataFrame(
        {
            "nama_koperasi": ["KSU Satu", "KSU Dua"],
            "kelurahan": ["Sukorejo (Wates)", "Turi"],
            "kecamatan": ["Wates", "Sukorejo"],
            "nik_koperasi": None,
            "petugas": None,
            "utama": "tidak_aktif",
            "poin": 5,
            "alasan": "Tidak aktif (5)",
        }
    )
    sheet = prioritas.make_visit_rows(listing)
    assert sheet[["sasaran", "kelurahan", "kecamatan"]].values.tolist() == [
        ["KSU Satu", "Sukorejo", "Wates"],
        ["KSU Dua", "Turi", "Sukorejo"],
    ]


def test_one_village_is_named_with_its_kecamatan_in_titles_and_in_its_cooperatives_record(folder: Path) -> None:
    assert "Desa Sukorejo (Wates): 0 dari 1 koperasi aktif, turun 1" in text(
        app("kelurahan", kelurahan=SUKOREJO["Wates"])
    )
    who = cooperatives.find_cooperatives(Choice(3), "KPRI Padi Biru")
    assert who["kelurahan"].tolist() == ["Sukorejo (Wates)"]
    stored = bare(app("koperasi", id=str(who["koperasi_id"].iloc[0])))
    assert "Desa Sukorejo, Kecamatan Wates" in stored
    assert re.search(r"Kelurahan Sukorejo Koperasi!D\d+ Kecamatan Wates Koperasi!E\d+", stored)


def test_a_move_between_two_villages_of_one_name_is_told_before_publishing(folder: Path) -> None:
    title = ["Nama Koperasi", "Nomor Badan Hukum", "Desa", "Kecamatan", "Status"]
    row = [[k[0], k[1], k[3], k[4], k[6]] for k in kabupaten.make_register("2025-T2", load_reference())]
    ordinal = next(i for i, b in enumerate(row) if b[2:4] == ["Sukorejo", "Wates"])
    row[ordinal][3] = "Udanawu"
    result = run.check_workbook(workbook({"Koperasi": [title, *row]}, sample=True), "2025-T3.xlsx", "2025-T3")
    assert [(x["dari"], x["ke"]) for x in result.perubahan["koperasi"]["pindah"]] == [
        ("Sukorejo (Wates)", "Sukorejo (Udanawu)")
    ]
    sentence = changes.say_changes(result.perubahan)
    assert f"1 koperasi pindah kelurahan: {row[ordinal][0]} (dari Sukorejo (Wates) ke Sukorejo (Udanawu))." in sentence
    different = changes.list_indicators(result.perubahan, kelurahan=True)
    assert "Sukorejo (Udanawu)" in set(different["wilayah"])


def test_merah_putih_ranks_kecamatan_where_there_is_no_tile_map(folder: Path) -> None:
    p = Choice(3, "2025-T2", "35.05", "Kabupaten Blitar", "kabupaten", "semua")
    g = merah_putih_map.make_map(p)
    assert g is not None
    assert g.title == "4 dari 17 kecamatan yang dapat dibandingkan di atas Kabupaten Blitar 50,0%"
    assert g.table["penyebut"].sum() == 248
    assert g.table["pembilang"].sum() == 124
    assert merah_putih_map.make_map(replace(p, kode_wilayah="35.05.20", level="kecamatan")) is None
    contents_ = bare(app("merah_putih"))
    assert "Desa/Kelurahan yang punya KKMP 124 dari 248" in contents_
    assert "Kelurahan yang punya KKMP" not in contents_.replace("Desa/Kelurahan yang punya KKMP", "")


def test_a_village_name_that_exists_twice_is_chosen_with_its_kecamatan(folder: Path) -> None:
    square = app().selectbox(key="saringan_kelurahan")
    assert len(square.options) == 249
    assert square.options[0] == "Semua desa/kelurahan"
    assert [o for o in square.options if o.startswith("Sukorejo")] == [
        "Sukorejo (Sutojayan)",
        "Sukorejo (Udanawu)",
        "Sukorejo (Wates)",
    ]


def test_a_village_name_that_exists_twice_is_filed_by_its_kecamatan_and_asked_about_without(folder: Path) -> None:
    title = ["Nama Koperasi", "Desa", "Kecamatan", "Status"]
    row = [[f"KSU {kec}", "Sukorejo", kec, "Aktif"] for kec in SUKOREJO]
    result = run.check_workbook(workbook({"Koperasi": [title, *row]}, sample=True), "2025-T3.xlsx", "2025-T3")
    assert result.tabel["koperasi"].set_index("nama_koperasi")["kode_kelurahan"].to_dict() == {
        f"KSU {kec}": code for kec, code in SUKOREJO.items()
    }
    without = run.check_workbook(
        workbook({"Koperasi": [title, ["KSU Ragu", "Sukorejo", None, "Aktif"]]}), "2025-T3.xlsx", "2025-T3"
    )
    doubtful = next(t for t in without.temuan if t.kode == "kelurahan_ragu")
    assert doubtful.sel == "B2"
    assert "Sukorejo (Kec. Wates)" in doubtful.pesan


def test_a_workbook_with_namesakes_is_published_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_ACUAN", str(ACUAN))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    title = ["Nama Koperasi", "Desa", "Kecamatan", "Status"]
    row = [["KSU Satu", "Sukorejo", "Wates", "Aktif"], ["KSU Dua", "Sukorejo", "Udanawu", "Tidak Aktif"]]
    golden.publish_book(Store(), "2025-T3", {"Koperasi": [title, *row]})
    content = text(app("keaktifan", kelurahan=SUKOREJO["Wates"]))
    assert "Desa Sukorejo" in content
    assert "KSU Satu" in content
    assert "KSU Dua" not in content


@pytest.mark.parametrize(
    ("words", "was_read"),
    [
        ("Banyaknya kelurahan", "Banyaknya desa/kelurahan"),
        ("Kelurahan terendah", "Desa/Kelurahan terendah"),
        ("Kelurahan Turi", "Kelurahan Turi"),
        ("Koperasi Kelurahan Merah Putih", "Koperasi Kelurahan Merah Putih"),
        ("per desa/kelurahan", "per desa/kelurahan"),
        ("dibanding kecamatan, kota dan target", "dibanding kecamatan, kabupaten dan target"),
        ("Kota Blitar", "Kota Blitar"),
        ("3 kabupaten/kota di bawah angka kota", "3 kabupaten/kota di bawah angka kabupaten"),
    ],
)
def test_the_word_for_the_smallest_areas_is_a_setting(folder: Path, words: str, was_read: str) -> None:
    assert terms.say_terms(words) == was_read


def test_a_city_keeps_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_ACUAN", str(ROOT / "data" / "acuan"))
    assert terms.say_terms("Kelurahan terendah") == "Kelurahan terendah"


def test_the_sample_of_a_kabupaten_has_events(folder: Path) -> None:
    found = events.list_events(Choice(3, "2025-T2", "35.05", "Kabupaten Blitar", "kabupaten", "semua"), events.ALL)
    assert found["nama_acara"].tolist() == ["Bazar Desa Contoh", "Pekan Koperasi Contoh"]
