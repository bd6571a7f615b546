"""Mutu Data: uploads, completeness, findings, disagreements and totals of a small city, counted by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dasbor.choice import Choice
from dasbor.content import mutu, mutu_totals
from dasbor.query import quality
from etl.acuan import ROOT
from etl.store.versions import Store
from tests import golden

REKAP = [["Kelurahan", "Jumlah Koperasi Aktif", "Jumlah Koperasi Tidak Aktif"], ["Kota Blitar", 5, 2]]


@pytest.fixture(scope="module")
def p(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Choice]:
    folder: Path = tmp_path_factory.mktemp("mutu")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        golden.copy_all(Store(), "2025-T2")
        number = golden.publish_book(Store(), "2025-T3", {**golden.BUKU["2025-T3"], "Rekap": REKAP})
        yield Choice(number, "2025-T3", "35.72", "Kota Blitar", "kota", "semua")


def app(**url: str) -> str:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params.update(url)
    at.switch_page("pages/publik/mutu.py").run()
    assert not at.exception
    assert not at.error
    content = " ".join(str(e.proto.body) for e in at.get("html"))
    return re.sub(r"<style>.*?</style>", "", content, flags=re.S)


def test_the_calendar_tells_what_was_never_uploaded(p: Choice) -> None:
    content = quality.list_uploads(p)
    assert content["periode"].drop_duplicates().tolist() == ["2025-T3", "2025-T2", "2025-T1", "2024-T4", "2024-T3"]
    known = content[content["unggahan_id"].notna()]
    assert list(zip(known["periode"], known["jenis"], known["unggahan_id"], strict=True)) == [
        ("2025-T3", "koperasi", 5),
        ("2025-T3", "pelatihan", 5),
        ("2025-T3", "pendampingan", 5),
        ("2025-T2", "pelatihan", 4),
        ("2025-T1", "pendampingan", 3),
        ("2024-T4", "pelatihan", 2),
        ("2024-T3", "koperasi", 1),
    ]
    page = app()
    assert "7 dari 20 lembar triwulan sudah diunggah" in page
    assert 'title="Koperasi, Triwulan II 2025: belum pernah diunggah"' in page


def test_completeness_is_n_of_n_and_a_missing_column_is_not_zero_per_cent(p: Choice) -> None:
    content = quality.read_completeness(p, "koperasi").set_index(["periode", "kolom"])
    score = content.loc[("2025-T3", "skor_kesehatan")]
    assert (score["terisi"], score["baris"], score["keadaan"]) == (2, 9, "terisi")
    assert content.loc[("2024-T3", "skor_kesehatan"), "keadaan"] == "kolom tidak ada di berkas"
    assert content.loc[("2025-T1", "skor_kesehatan"), "keadaan"] == "belum diunggah"
    assert pd.isna(content.loc[("2024-T3", "skor_kesehatan"), "nilai"])


def test_a_blank_status_counts_as_not_filled(p: Choice) -> None:
    content = quality.read_completeness(p, "koperasi").set_index(["periode", "kolom"])
    assert content.loc[("2025-T3", "status"), "terisi"] == 8
    assert content.loc[("2025-T3", "nama_koperasi"), "terisi"] == 9


def test_completeness_follows_the_chosen_area(p: Choice) -> None:
    turi = Choice(p.version, p.periode, "35.72.02.1004", "Kelurahan Turi", "kelurahan", "semua")
    content = quality.read_completeness(turi, "koperasi").set_index(["periode", "kolom"])
    assert tuple(content.loc[("2025-T3", "skor_kesehatan"), ["terisi", "baris"]]) == (2, 3)
    quiet = Choice(p.version, p.periode, "35.72.01.1002", "Kelurahan Ngadirejo", "kelurahan", "semua")
    assert set(quality.read_completeness(quiet, "koperasi")["keadaan"]) == {"tidak ada baris", "belum diunggah"}
    assert "Belum ada baris Koperasi untuk Kelurahan Ngadirejo." in app(kelurahan="35.72.01.1002")


def test_the_page_names_the_emptiest_column_and_those_that_are_always_full(p: Choice) -> None:
    page = app()
    assert "Paling jarang terisi: Media Pemasaran, 1 dari 9" in page
    assert "Selalu terisi penuh: NIK, Nama Koperasi" in page
    assert 'title="Skor Kesehatan, Triwulan III 2025: terisi 2 dari 9">22%' in page
    assert 'title="Skor Kesehatan, Triwulan III 2024: kolom tidak ada di berkas"><span>tak ada' in page


def test_findings_stand_with_sheet_cell_and_advice_and_can_be_filtered(p: Choice) -> None:
    page = app(temuan="status_kosong")
    assert "Daftar temuan: status kosong" in page
    assert "E7" in page
    assert "Status kosong: dihitung sebagai “tidak diketahui”." in page
    total = quality.list_findings(p).shown["kode"].value_counts().to_dict()
    assert total["status_kosong"] == 1
    assert mutu.list_finding_choices(p)["status_kosong"] == "Status kosong (1)"


def test_findings_are_counted_by_quarter_and_listed_for_one_quarter_and_code(p: Choice) -> None:
    total = quality.count_findings(p).set_index(["kode", "periode"])["jumlah"]
    assert total["status_kosong", "2025-T3"] == 1
    blank = quality.list_findings(p, "status_kosong")
    assert (blank.count(), blank.shown["sel"].tolist()) == (1, ["E7"])
    every = quality.list_findings(p)
    assert every.count() == total.xs("2025-T3", level="periode").sum()
    assert quality.list_findings(p, "tidak_ada_kode_ini").shown.empty


def test_the_register_beside_a_rekap_is_counted_with_its_kkmp(p: Choice) -> None:
    total = quality.count_register(p).set_index("status")["jumlah"].to_dict()
    assert total == {"aktif": 4, "diusulkan dibubarkan": 1, "dibubarkan": 1, "tidak aktif": 2, "tidak diketahui": 1}
    assert quality.count_register(replace(p, kelompok_hitung="tanpa_kkmp"))["jumlah"].sum() == 9


def test_findings_of_a_workbook_that_was_replaced_are_gone(p: Choice, store: Store) -> None:
    workbook = {"Koperasi": [["Nama Koperasi", "Kelurahan", "Status"], ["KSP Satu", "Turi", None]]}
    golden.publish_book(store, "2025-T3", workbook)
    workbook["Koperasi"][1] = ["KSP Satu", "Turi", "Aktif"]
    number = golden.publish_book(store, "2025-T3", workbook, reason="perbaikan")
    assert sorted(quality.list_findings(Choice(number)).shown["kode"]) == [
        "gerbang_sudah_terbit",
        "lembar_belum_ada",  # trainings
        "lembar_belum_ada",  # visits
    ]


def test_findings_stand_in_the_order_of_the_sheet(store: Store) -> None:
    name = [
        [f"{n} Anggrek", "Turi", None]
        for n in ("KSP", "KSU", "KPRI", "Kopwan", "KUD", "Kopkar", "Kopas", "Koptan", "KSPPS")
    ]
    number = golden.publish_book(store, "2025-T3", {"Koperasi": [["Nama Koperasi", "Kelurahan", "Status"], *name]})
    blank = quality.list_findings(Choice(number), code="status_kosong").shown
    assert blank["sel"].tolist() == ["C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9", "C10"]


def test_a_full_sheet_says_how_many_columns_the_workbook_lacks(store: Store) -> None:
    workbook = {"Koperasi": [["Nama Koperasi", "Kelurahan", "Status"], ["KSP Satu", "Turi", "Aktif"]]}
    number = golden.publish_book(store, "2025-T3", workbook)
    content = quality.read_completeness(Choice(number, "2025-T3", "35.72", "Kota Blitar", "kota", "semua"), "koperasi")
    assert (
        mutu.say_headline(content, "2025-T3", "Koperasi")
        == "Koperasi: 2 kolom terisi penuh, 42 kolom tidak ada di berkas"
    )


def test_disagreements_are_counted_of_what_can_be_compared(p: Choice) -> None:
    assert quality.count_comparable(p) == {
        "status_rat_berbeda": 6,
        "skor_predikat_berbeda": 2,
        "anggota_tidak_cocok": 4,
        "kelurahan_berbeda_register": 5,
    }
    assert "Skor dan predikat kesehatan" in app()


def test_last_register_and_changes_add_up_to_this_register(p: Choice) -> None:
    steps, sentence = mutu_totals.reconcile_registers(p)
    assert sentence == "Register cocok: 6 + 1 = 7"
    assert steps.to_dict("records") == [
        {"langkah": "Triwulan III 2024", "jumlah": 6},
        {"langkah": "Baru", "jumlah": 2},
        {"langkah": "Dibubarkan", "jumlah": -1},
        {"langkah": "Terhitung", "jumlah": 7},
        {"langkah": "Triwulan III 2025 menurut indikator", "jumlah": 7},
    ]


def test_the_rekap_stands_beside_the_register_with_the_difference(p: Choice) -> None:
    content = quality.read_recap(p)
    assert content is not None
    assert mutu_totals.compare_recap(p, content)[["hal", "rekap", "register", "selisih"]].to_dict("records") == [
        {"hal": "Aktif", "rekap": 5, "register": 4, "selisih": -1},
        {"hal": "Tidak aktif", "rekap": 2, "register": 2, "selisih": 0},
        {"hal": "Diusulkan dibubarkan", "rekap": None, "register": 1, "selisih": None},
    ]


def test_the_first_register_has_nothing_to_be_compared_with(p: Choice) -> None:
    page = app(triwulan="2024-T3")
    assert "Ini register pertama: belum ada triwulan sebelumnya untuk dicocokkan." in page
    assert "Belum ada rekap Kota Blitar untuk Triwulan III 2024." in page


def test_a_quarter_without_a_register_says_what_to_upload(p: Choice) -> None:
    page = app(triwulan="2025-T2")
    assert "Register Triwulan II 2025 belum diunggah." in page
    assert "Unggah buku kerja dengan lembar Koperasi." in page
