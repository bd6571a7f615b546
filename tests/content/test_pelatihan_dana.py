"""Sumber dana: who was trained with which fund, against its target, and what became of them; nothing is guessed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from dasbor.choice import Choice
from dasbor.content import pelatihan_dana
from dasbor.query import published
from dasbor.query.program import funds
from dasbor.words.columns import list_rows
from etl import rules
from etl.acuan import load_reference
from etl.prove import rebuild, verify
from etl.settings import entries, operator, words
from etl.store.versions import Store
from tests import golden
from tests.checks.test_recap import brief, check
from tests.content.test_acara import open_page
from tests.installations import copy_reference

_ = None
KOTA, TURI = ("35.72", "Kota Blitar"), ("35.72.02.1004", "Turi")
TRAINED = [
    "Nama Kegiatan",
    "Sumber Dana",
    "Tanggal Mulai",
    "Nama Peserta",
    "L/P",
    "Asal Koperasi/Kelompok",
    "Kelurahan",
]
DAK = "DAK Nonfisik PK2UKM 2024"
DAY, LATER = dt.date(2024, 8, 5), dt.date(2024, 9, 5)
TRAININGS = [
    ["Dasar", DAK, DAY, "Ani", "P", "Bank Sampah Mawar", "Gedog"],
    ["Dasar", DAK, DAY, "Budi", "L", "Bank Sampah Mawar", "Gedog"],
    ["Dasar", "DAK Non Fisik PK2UKM TA. 2024", DAY, "Cici", "P", "Bank Sampah Melati", "Turi"],
    ["Lanjutan", DAK, LATER, "Ani", "P", "Bank Sampah Mawar", "Gedog"],
    ["Lanjutan", DAK, LATER, "Eko", "L", "KSP Satu", "Turi"],
    ["Lanjutan", DAK, LATER, "Fifi", "P", "KSU Dua", "Turi"],
    ["Digital", "APBD", LATER, "Gani", "L", "KSP Satu", "Turi"],
    ["Digital", _, LATER, "Hani", "P", "KSP Satu", "Turi"],
]
VISITS = [
    [dt.date(2024, 8, 4), "Bank Sampah Melati", "Turi", "Petugas 1", "Pascapelatihan"],  # before it was over
    [dt.date(2024, 9, 10), "Bank Sampah Mawar", "Gedog", "Petugas 1", "Pascapelatihan"],
]
GROUPS = [["Nama Kelompok", "Jenis Kelompok", "Kelurahan", "Koperasi Terkait"],
          ["Bank Sampah Mawar", "Bank Sampah", "Gedog", "KSU Baru"]]  # fmt: skip
REGISTER = [
    ["NIK", "Nama Koperasi", "Kelurahan", "Status", "Tanggal Badan Hukum"],
    ["3572000000001", "KSP Satu", "Turi", "Aktif", dt.date(2010, 1, 1)],
    ["3572000000002", "KSU Dua", "Turi", "Tidak Aktif", _],
    ["3572000000003", "KSU Baru", "Gedog", "Aktif", dt.date(2024, 9, 20)],
]
TARGET = [["Indikator", "Tahun", "Target", "Sumber Dana"], ["peserta_pelatihan", 2024, 10, "DAK Nonfisik PK2UKM"]]
WHOLE = {
    "Koperasi": REGISTER,
    "Pelatihan": [TRAINED, *TRAININGS],
    "Pendampingan": [golden.JUDUL_PENDAMPINGAN, *VISITS],
    "Kelompok": GROUPS,
    "Target": TARGET,
}


def at(store: Store, periode: str = "2024-T3", area: tuple[str, str] = KOTA) -> Choice:
    return Choice(store.find_current() or 0, periode, *area)


def of_dak(p: Choice):
    return next(r for r in list_rows(pelatihan_dana.list_funds(p)) if r.dana == "dak nonfisik pk2ukm")


# ── one fund, however it is written ──


@pytest.mark.parametrize(
    ("written", "key", "year"),
    [
        ("DAK Nonfisik PK2UKM 2022", "dak nonfisik pk2ukm", 2022),
        ("dak non fisik  PK2UKM, TA. 2022", "dak nonfisik pk2ukm", 2022),
        ("DAK Nonfisik PK2UMK", "dak nonfisik pk2umk", 2024),
        ("APBD Kota Blitar Tahun Anggaran 2023", "apbd kota blitar", 2023),
        ("-", None, 2024),
        (None, None, 2024),
    ],
)
def test_a_fund_is_known_without_its_year_and_the_year_beside_it(written, key, year):
    sql = "select rules.fund_key($said), rules.fund_year($said, date '2024-08-05')"
    assert rules.open_calculator().execute(sql, {"said": written}).fetchall() == [(key, year)]


# ── against its target, and what followed ──


def test_people_groups_and_cooperatives_of_a_fund_stand_against_its_target(store):
    golden.publish_book(store, "2024-T3", WHOLE)
    r = of_dak(at(store))
    assert (r.tahun, r.kegiatan, r.orang, r.koperasi, r.kelompok) == (2024, 2, 5, 2, 2)
    assert (r.target_orang, r.dari_target_orang) == (10, "10 (50%)")
    assert pd.isna(r.target_kelompok)
    rows = pelatihan_dana.list_funds(at(store))
    assert pelatihan_dana.say_headline(rows) == f"{DAK}: 5 orang dilatih, target 10 (50%)"
    assert "1 orang dilatih tanpa sumber dana tertulis" in pelatihan_dana.say_subtitle(at(store))


def test_what_followed_is_said_with_its_denominator(store):
    golden.publish_book(store, "2024-T3", WHOLE)
    r = of_dak(at(store))
    assert (r.sesudah_didampingi, r.sesudah_berkoperasi, r.sesudah_aktif) == ("1 dari 4", "1 dari 1", "1 dari 2")
    assert r.sesudah_berdiri == "1 dari 2"  # KSP Satu no, KSU Baru yes; nobody knows of KSU Dua
    assert pelatihan_dana.say_story(r) == [
        f"{DAK}: 5 orang dilatih dari 2 koperasi dan 2 kelompok.",
        "1 dari 4 didampingi sesudah pelatihannya.",
        "1 dari 1 kelompok mendirikan koperasi atau bergabung.",
        "1 dari 1 koperasi kelompok itu kini aktif.",
        "1 dari 2 koperasi yang dilatih kini aktif.",
        "1 dari 2 koperasinya berdiri sesudah pelatihan.",
    ]


def test_what_no_sheet_tells_stays_unknown(store):
    golden.publish_book(store, "2024-T3", {"Pelatihan": WHOLE["Pelatihan"]})
    r = of_dak(at(store))
    assert (r.sesudah_didampingi, r.sesudah_berkoperasi, r.sesudah_berdiri) == ("belum ada data",) * 3
    story = pelatihan_dana.say_story(r)
    assert (
        story[1] == "Berapa didampingi sesudah pelatihannya: belum diketahui, lembar Pendampingan belum mengatakannya."
    )
    assert "tanpa data pendampingan T3 2024" in pelatihan_dana.say_subtitle(at(store))
    assert open_page("pelatihan", store) == []


def test_a_fund_that_trained_nobody_yet_stands_with_its_target_and_one_without_any_has_none(store):
    trainings = [TRAINED, *[t for t in TRAININGS if t[1] == "APBD"]]
    golden.publish_book(store, "2024-T3", {**WHOLE, "Pelatihan": trainings})
    rows = pelatihan_dana.list_funds(at(store))
    told = rows[["sumber_dana", "orang", "dari_target_orang"]].astype(object).values.tolist()
    assert told == [["APBD", 1, None], [DAK, 0, "10 (0%)"]]
    assert pelatihan_dana.say_story(of_dak(at(store))) == [
        f"{DAK}: belum ada yang dilatih menurut lembar Pelatihan yang terbit."
    ]
    assert pd.isna(rows["target_orang"][0])


def test_a_part_of_the_city_is_not_held_against_the_target_of_the_whole(store):
    golden.publish_book(store, "2024-T3", WHOLE)
    r = of_dak(at(store, area=TURI))
    assert (r.orang, r.kelompok, r.koperasi) == (3, 1, 2)
    assert pd.isna(r.target_orang)
    assert pelatihan_dana.say_subtitle(at(store, area=TURI)).endswith("targetnya hanya untuk seluruh kota")


def test_later_quarters_add_what_followed_and_earlier_ones_do_not_know_it(store):
    golden.publish_book(store, "2024-T3", WHOLE)
    visit = [[dt.date(2024, 11, 5), "KSP Satu", "Turi", "Petugas 1", "Pascapelatihan"]]
    golden.publish_book(store, "2024-T4", {"Pendampingan": [golden.JUDUL_PENDAMPINGAN, *visit]}, reason="uji")
    assert of_dak(at(store, "2024-T3")).sesudah_didampingi == "1 dari 4"
    assert of_dak(at(store, "2024-T4")).sesudah_didampingi == "2 dari 4"


def test_each_that_was_trained_is_listed_with_its_visit_cooperative_and_cell(store):
    golden.publish_book(store, "2024-T3", WHOLE)
    rows = pelatihan_dana.list_members(at(store), "dak nonfisik pk2ukm", 2024)
    told = rows[["nama", "orang", "didampingi_kapan", "koperasi_terkait", "keadaan", "sel"]].astype(object)
    assert told.where(told.notna(), None).values.tolist() == [
        ["Bank Sampah Mawar", 2, "10 September 2024", "KSU Baru", "Aktif", "Pelatihan!F2, B2"],
        ["Bank Sampah Melati", 1, "belum", None, None, "Pelatihan!F4, B4"],
        ["KSP Satu", 1, "belum", None, "Aktif", "Pelatihan!F6, B6"],
        ["KSU Dua", 1, "belum", None, "Tidak aktif", "Pelatihan!F7, B7"],
    ]


# ── targets of funds are no targets of the year ──


def test_a_target_of_a_fund_is_none_of_the_year(store):
    golden.publish_book(store, "2024-T3", WHOLE)
    assert "peserta_pelatihan" not in published.read_targets(at(store))
    assert funds.index_targets(at(store)) == {("dak nonfisik pk2ukm", 2024, "peserta_pelatihan"): 10}


def test_the_year_and_each_fund_have_one_target_and_only_what_is_counted_by_fund(store):
    rows = [
        TARGET[0],
        ["peserta_pelatihan", 2024, 100, _],
        ["peserta_pelatihan", 2024, 10, "DAK"],
        ["peserta_pelatihan", 2024, 20, "dak"],
        ["koperasi_aktif", 2024, 90, "DAK"],
    ]
    result = check({"Target": rows}, "2024-T3", store)
    assert sorted(brief(result)) == [("target_dana_tak_dikenal", "D5"), ("target_ganda", "A4")]
    assert next(t.saran for t in result.temuan if t.kode == "target_dana_tak_dikenal") == (
        "Menurut sumber dana dapat ditulis target Peserta pelatihan dan Kelompok dilatih; "
        "untuk target lain kosongkan kolom Sumber Dana."
    )


def with_target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    folder = copy_reference(tmp_path)
    (folder / "target.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setenv("KOPERASI_ACUAN", str(folder))


def test_the_file_names_funds_and_a_version_keeps_what_it_named(store, tmp_path, monkeypatch):
    title = "indikator,tahun,nilai_target,keterangan,sumber_dana"
    with_target(tmp_path, monkeypatch, title, "peserta_pelatihan,2024,20,resmi,DAK Nonfisik PK2UKM")
    golden.publish_book(store, "2024-T3", {**WHOLE, "Target": [TARGET[0]]})
    assert funds.index_targets(at(store)) == {("dak nonfisik pk2ukm", 2024, "peserta_pelatihan"): 20}
    assert published.read_reference_targets(at(store)) == {}
    key = "target_dana.peserta_pelatihan.2024.DAK Nonfisik PK2UKM"
    assert entries.read_start(load_reference())[key].value == 20
    assert words.say_change(key, None, 20) == ("Target Peserta pelatihan 2024 dari DAK Nonfisik PK2UKM belum ada → 20")
    assert verify.verify_store(store).problems == []
    assert "tidak ada yang" in rebuild.rebuild_store(store).sentence.lower()


def test_a_file_without_the_column_is_read_as_before(tmp_path, monkeypatch):
    with_target(tmp_path, monkeypatch, "indikator,tahun,nilai_target,keterangan", "koperasi_aktif,2024,0.9,resmi")
    assert load_reference().target["sumber_dana"].tolist() == [""]
    assert entries.read_start(load_reference())["target.koperasi_aktif.2024"].value == 0.9


def test_a_fund_beside_what_is_not_counted_by_fund_is_said(tmp_path, monkeypatch):
    title = "indikator,tahun,nilai_target,keterangan,sumber_dana"
    with_target(tmp_path, monkeypatch, title, "koperasi_aktif,2024,0.9,resmi,DAK")
    assert [f.sentence for f in operator.list_faults(load_reference())] == [
        "Target koperasi_aktif 2024 di target.csv tidak dapat menurut sumber dana: yang dapat peserta_pelatihan dan "
        "kelompok_dilatih."
    ]
