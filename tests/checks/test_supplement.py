"""Target and penghargaan, and supplementary sheets beside a register: what is read, what they change."""

from __future__ import annotations

import duckdb
import openpyxl
import pytest

from dasbor.choice import Choice
from dasbor.query import published
from etl.checks.gates import is_republication
from etl.checks.goals import read_goal
from etl.headings.meanings import make_key
from etl.indikator import load_indicators
from etl.out.template import make_template
from etl.skema import SUPPLEMENTARY_KINDS
from etl.store.files import hash_file
from etl.store.versions import Store
from tests import golden
from tests.checks.test_recap import JUDUL, JUDUL_PENGHARGAAN, JUDUL_TARGET, KOTA_SAJA, REGISTER, brief, check, counts
from tests.installations import copy_with_own_targets

# ── supplementary sheets beside a register ──


def test_an_empty_or_incomplete_supplementary_table_stops_nobody(store):
    content = {**REGISTER, "Rekap": [JUDUL], "Ringkasan": [["Kelurahan", "Koperasi Aktif"], ["Turi", 2]]}
    result = check(content, "2024-T3", store)
    assert list(result.tabel) == ["koperasi"]
    assert ("kolom_pelengkap_hilang", "A1") in brief(result)
    assert result.dapat_terbit


def test_a_workbook_without_any_row_to_publish_says_so(store):
    result = check({"Ringkasan": [["Kelurahan", "Koperasi Aktif"], ["Turi", 2]]}, store=store)
    assert [t.kode for t in result.temuan if t.berat == "salah"] == ["tidak_ada_yang_terbit"]
    assert not result.dapat_terbit


def test_the_template_has_the_supplementary_sheets_last_and_without_an_example_that_would_be_published(tmp_path):
    path = tmp_path / "templat.xlsx"
    path.write_bytes(make_template())
    workbook = openpyxl.load_workbook(path)
    assert [n for n in workbook.sheetnames if n != "Daftar Pilihan"] == [
        "Koperasi",
        "Pelatihan",
        "Pendampingan",
        "Kelompok",
        "Rekap",
        "Target",
        "Penghargaan",
        "Acara",
    ]
    supplementary = ("Rekap", "Target", "Penghargaan", "Acara")
    assert [workbook[n].max_row for n in ("Kelompok", *supplementary)] == [2, 1, 1, 1, 1]


# ── targets ──

INDIKATOR = {i.indikator: i for i in load_indicators()}


@pytest.mark.parametrize(
    ("indikator", "written", "value"),
    [
        ("koperasi_aktif", 0.9, 0.9),
        ("koperasi_aktif", 90, 0.9),
        ("koperasi_aktif", 1, 1),
        ("koperasi_aktif", 100, 1),
        ("koperasi_aktif", 1.5, 0.015),
        ("shu_negatif", 0, 0),
        ("koperasi_aktif", 101, None),
        ("koperasi_aktif", -1, None),
        ("peserta_pelatihan", 100, 100),
        ("peserta_pelatihan", 0.9, None),
        ("aset", 0.5, 0.5),
    ],
)
def test_a_share_is_read_in_every_way_it_is_written(indikator, written, value):
    assert read_goal(written, INDIKATOR[indikator]) == value


def test_no_title_of_an_indicator_is_the_id_of_another():
    id_ = {make_key(i): i for i in INDIKATOR}
    assert all(id_.get(make_key(i.judul), name) == name for name, i in INDIKATOR.items())
    assert len({make_key(i.judul) for i in INDIKATOR.values()}) == len(INDIKATOR)


def test_targets_are_taken_by_id_or_title_and_what_is_unknown_is_listed(store):
    content = [
        JUDUL_TARGET,
        ["koperasi_aktif", 2025, "90%"],
        ["Koperasi Aktif", 2026, 95],
        ["RAT tahun buku", 2025, "0,8"],
        ["Koperasi aktip", 2024, 90],
        ["sehat", 2025, 190],
        ["melek_ti", 2025, "abc"],
    ]
    result = check({"Target": content}, "2024-T4", store)
    assert result.tabel["target"][["indikator", "tahun", "nilai_target", "baris"]].values.tolist() == [
        ["koperasi_aktif", 2025, 0.9, 2],
        ["koperasi_aktif", 2026, 0.95, 3],
        ["rat_tahun_buku", 2025, 0.8, 4],
    ]
    assert sorted(brief(result)) == [
        ("bukan_bilangan", "C7"),
        ("indikator_tak_dikenal", "A5"),
        ("target_di_luar_batas", "C6"),
    ]
    unknown_name = next(t for t in result.temuan if t.kode == "indikator_tak_dikenal")
    assert unknown_name.saran.endswith("Mungkin maksudnya “Koperasi aktif”.")
    assert [b for _, b, _ in result.dilewati] == [5, 6, 7]


def test_one_indicator_has_one_target_a_year(store):
    result = check({"Target": [JUDUL_TARGET, ["koperasi_aktif", 2025, 90], ["Koperasi aktif", 2025, 95]]}, store=store)
    assert brief(result) == [("target_ganda", "A3")]


def test_published_targets_stand_before_those_of_the_reference_file(store, tmp_path, monkeypatch):
    monkeypatch.setenv("KOPERASI_ACUAN", str(copy_with_own_targets(tmp_path)))
    golden.publish_book(store, "2024-T3", {**REGISTER, "Target": [JUDUL_TARGET, ["koperasi_aktif", 2024, 95]]})
    assert published.read_reference_targets(Choice(1, "2024-T3"))["koperasi_aktif"] == 0.9
    assert published.read_targets(Choice(1, "2024-T1")) == {
        **published.read_reference_targets(Choice(1, "2024-T1")),
        "koperasi_aktif": 0.95,
    }
    golden.publish_book(store, "2024-T4", {"Target": [JUDUL_TARGET, ["koperasi_aktif", 2024, 97]]})
    assert (
        published.read_targets(Choice(2, "2024-T1"))["koperasi_aktif"] == 0.97
    )  # that of the later quarter's workbook
    assert published.read_targets(Choice(2, "2023-T1"))["koperasi_aktif"] == 0.9


def test_a_target_alone_makes_no_quarter_appear(store):
    golden.publish_book(store, "2024-T3", REGISTER)
    number = golden.publish_book(store, "2024-T4", {"Target": [JUDUL_TARGET, ["koperasi_aktif", 2025, 95]]})
    assert published.list_quarters(Choice(number))["periode"].tolist() == ["2024-T3"]
    assert published.read_targets(Choice(number, "2025-T1"))["koperasi_aktif"] == 0.95
    again = check({"Target": [JUDUL_TARGET, ["koperasi_aktif", 2025, 95]]}, "2024-T4", store)
    assert is_republication(store.open_version(number), again)


# ── awards ──


def test_awards_are_kept_with_their_date_and_the_cooperative_that_received_them(store):
    content = [
        JUDUL_PENGHARGAAN,
        ["14 Juli 2022", "Penggerak Koperasi Terbaik", "Kota Blitar", "Dekopin"],
        ["1 Agustus 2024", "Koperasi Berprestasi", "K.S.U. Dua", "Dekopin"],
        [2022, "Pelopor", "Kota Blitar", "Dekopin"],
    ]
    number = golden.publish_book(store, "2024-T3", {**REGISTER, "Penghargaan": content})
    data = published.list_awards(Choice(number))
    assert data["nama_penghargaan"].tolist() == ["Koperasi Berprestasi", "Penggerak Koperasi Terbaik", "Pelopor"]
    second = (
        store.open_version(number)
        .execute("select koperasi_id from koperasi_triwulan where nama_koperasi = 'KSU Dua'")
        .fetchall()
    )
    assert [None if not isinstance(k, str) else k for k in data["koperasi_id"]] == [second[0][0], None, None]
    findings = (
        store.open_version(number)
        .execute("select kode, sel from temuan where lembar = 'Penghargaan' order by sel")
        .fetchall()
    )
    assert findings == [("penghargaan_di_luar_triwulan", "A2"), ("hanya_tahun", "A4")]


def test_a_version_of_an_earlier_release_has_no_awards_or_targets_and_can_still_be_published_upon(store):
    golden.publish_book(store, "2024-T3", REGISTER)
    _forget_tables(store)
    assert published.list_awards(Choice(1)).empty
    assert published.read_targets(Choice(1, "2024-T3")) == published.read_reference_targets(Choice(1, "2024-T3"))
    number = golden.publish_book(store, "2024-T4", {"Rekap": KOTA_SAJA})
    assert counts(store, number, "2024-T4")["koperasi_terdaftar"] == ("rekap", 340, None, 340)


def _forget_tables(store: Store) -> None:
    """Version 1 as a release without supplementary sheets wrote it."""
    con = duckdb.connect(str(store.find_path(1)))
    for table in ("rekap_triwulan", "target", "penghargaan", "acara"):
        con.execute(f"drop table {table}")
    con.close()
    store.records.add_hash(1, hash_file(store.find_path(1)), "uji", "0.1.0")


def test_supplementary_kinds_are_the_four():
    assert SUPPLEMENTARY_KINDS == ("rekap", "target", "penghargaan", "acara")
