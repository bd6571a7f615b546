"""A rekap with a column sumber: what others counted is never counted here, and stands beside the dinas's figure."""

from __future__ import annotations

import duckdb
import pytest

from dasbor.choice import Choice
from dasbor.content import asal_recap, mutu_totals, other_counts
from dasbor.query import published, quality
from etl.prove import rebuild, verify
from etl.store.files import hash_file
from tests import golden
from tests.checks.test_recap import KOTA, REGISTER, brief, check, counts
from tests.content.test_acara import open_page

_ = None
TITLE = ["Wilayah", "Sumber", "Aktif", "Tidak Aktif"]
OWN, ODS, PROVINCE = ["Kota Blitar", _, 256, 84], ["Kota Blitar", "ODS", 99, 241], ["Kota Blitar", "Provinsi", 250, _]


def at(store, periode: str = "2024-T3") -> Choice:
    return Choice(store.find_current() or 0, periode, KOTA, "Kota Blitar")


# ── never counted ──


def test_rows_of_others_are_published_with_their_source_and_said(store):
    result = check({"Rekap": [TITLE, OWN, ODS, ["Kota Blitar", " ods ", 99, 241], PROVINCE]}, "2021-T3", store)
    rows = result.tabel["rekap"][["sumber", "jumlah_aktif", "baris"]].astype(object)
    assert rows.where(rows.notna(), None).values.tolist() == [[_, 256, 2], ["ODS", 99, 3], ["Provinsi", 250, 5]]
    assert [t.pesan for t in result.temuan if t.kode == "rekap_sumber_lain"] == [
        "1 baris rekap bersumber “ODS”: tidak dihitung, hanya ditampilkan di samping register.",
        "1 baris rekap bersumber “Provinsi”: tidak dihitung, hanya ditampilkan di samping register.",
    ]
    assert [b for _, b, _ in result.dilewati] == [4]  # the same numbers of the same source
    assert result.dapat_terbit


def test_the_same_area_with_other_numbers_is_refused_only_within_one_source(store):
    result = check({"Rekap": [TITLE, OWN, ODS, ["Kota Blitar", "ODS", 98, 241]]}, "2021-T3", store)
    assert ("rekap_ganda", "A4") in brief(result)


def test_only_the_own_row_makes_the_figure_of_a_quarter_without_register(store):
    number = golden.publish_book(store, "2021-T3", {"Rekap": [TITLE, ODS, OWN, PROVINCE]})
    assert counts(store, number, "2021-T3")["koperasi_aktif"] == ("rekap", 256, 340, 256 / 340)
    assert asal_recap.read_recap(at(store, "2021-T3"))["baris"].tolist() == [3]


def test_what_only_others_counted_makes_no_quarter_and_no_figure(store):
    golden.publish_book(store, "2024-T3", REGISTER)
    number = golden.publish_book(store, "2021-T3", {"Rekap": [TITLE, ODS]})
    assert published.list_quarters(at(store))["periode"].tolist() == ["2024-T3"]
    assert published.list_counted_quarters(at(store)) == ["2024-T3"]
    assert counts(store, number, "2021-T3") == {}


def test_beside_a_register_the_figure_stays_that_of_the_register(store):
    number = golden.publish_book(store, "2024-T3", {**REGISTER, "Rekap": [TITLE, ODS]})
    assert counts(store, number, "2024-T3")["koperasi_aktif"][:3] == ("register", 2, 6)
    findings = store.open_version(number).execute("select kode from temuan where lembar = 'Rekap'").fetchall()
    assert ("rekap_beda_register",) not in findings


def test_larger_areas_are_checked_within_each_source(store):
    rows = [["Kelurahan", "Sumber", "Aktif", "Tidak Aktif"], ["Turi", _, 300, 0], ["Kota Blitar", "ODS", 99, 241]]
    assert "jumlah_tidak_cocok" not in [k for k, _ in brief(check({"Rekap": rows}, "2021-T3", store))]
    rows[1][1] = "ODS"
    assert "jumlah_tidak_cocok" in [k for k, _ in brief(check({"Rekap": rows}, "2021-T3", store))]


@pytest.mark.parametrize("sign", [_, "-", "nihil", " "])
def test_a_blank_source_is_the_dinas_itself(sign, store):
    number = golden.publish_book(store, "2021-T3", {"Rekap": [TITLE, ["Kota Blitar", sign, 256, 84]]})
    assert counts(store, number, "2021-T3")["koperasi_aktif"][1] == 256


# ── shown beside ──


def test_the_difference_to_the_register_is_named(store):
    golden.publish_book(store, "2024-T3", {**REGISTER, "Rekap": [TITLE, ODS, ["Kota Blitar", "Provinsi", 2, 4]]})
    assert other_counts.say_differences(at(store)) == [
        "Menurut ODS 99 koperasi aktif, 97 lebih banyak daripada register (2). Angka ODS tidak dihitung di dasbor ini.",
        "Menurut Provinsi 2 koperasi aktif, sama dengan register. Angka Provinsi tidak dihitung di dasbor ini.",
    ]
    table, label = other_counts.compare(at(store), "ODS")
    assert label == "register"
    assert table.astype(object).where(table.notna(), None).values.tolist() == [
        ["Aktif", 99, 2, 97],
        ["Tidak aktif", 241, 4, 237],
        ["Diusulkan dibubarkan", None, 0, None],
    ]


def test_without_a_register_they_stand_beside_the_own_rekap_and_without_both_alone(store):
    golden.publish_book(store, "2021-T3", {"Rekap": [TITLE, OWN, ODS]})
    p = at(store, "2021-T3")
    assert other_counts.say_differences(p) == [
        "Menurut ODS 99 koperasi aktif, 157 lebih sedikit daripada rekap dinas (256). "
        "Angka ODS tidak dihitung di dasbor ini."
    ]
    assert mutu_totals.compare_recap(p, quality.read_recap(p))["rekap"].tolist()[:2] == [256, 84]
    golden.publish_book(store, "2021-T4", {"Rekap": [TITLE, ODS]})
    assert other_counts.say_differences(at(store, "2021-T4")) == [
        "Menurut ODS 99 koperasi aktif; dinas belum menerbitkan jumlahnya. Angka ODS tidak dihitung di dasbor ini."
    ]


def test_the_pages_show_them_and_a_source_cannot_write_into_the_page(store):
    rows = [TITLE, ["Kota Blitar", "<b>ODS</b>", 99, 241]]
    golden.publish_book(store, "2024-T3", {**REGISTER, "Rekap": rows})
    assert [open_page(page, store) for page in ("keaktifan", "mutu")] == [[], []]


# ── versions of an earlier release ──


def test_a_version_without_the_column_counts_all_and_can_be_published_upon(store):
    golden.publish_book(store, "2021-T3", {"Rekap": [TITLE[:1] + TITLE[2:], OWN[:1] + OWN[2:]]})
    con = duckdb.connect(str(store.find_path(1)))
    con.execute("alter table rekap_triwulan drop column sumber")
    con.close()
    store.records.add_hash(1, hash_file(store.find_path(1)), "uji", "0.1.0")
    assert asal_recap.read_recap(at(store, "2021-T3"))["baris"].tolist() == [2]
    assert other_counts.list_sources(at(store, "2021-T3")) == []
    number = golden.publish_book(store, "2021-T4", {"Rekap": [TITLE, OWN, ODS]})
    assert [counts(store, number, q)["koperasi_aktif"][1] for q in ("2021-T3", "2021-T4")] == [256, 256]


def test_archive_and_version_agree(store):
    golden.publish_book(store, "2021-T3", {"Rekap": [TITLE, OWN, ODS]})
    assert verify.verify_store(store).problems == []
    assert "tidak ada yang" in rebuild.rebuild_store(store).sentence.lower()
