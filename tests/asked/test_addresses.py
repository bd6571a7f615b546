"""Cooperatives whose kelurahan stands only in the address: proposed with last quarter's, confirmed together."""

from __future__ import annotations

import pytest

from etl.acuan import load_reference
from etl.asked.addresses import find_in_address
from etl.match.area_finder import AreaFinder
from etl.prove import verify
from tests.content.scenes import check, codes, publish_it
from tests.workbooks import workbook

TITLES = ["No", "Nama Koperasi", "Alamat", "Nomor Badan Hukum", "Status"]
ROWS = [
    [1, "KSU Contoh Satu", "Jl. Contoh 1 Kel. Turi Kec. Sukorejo", "12/BH/KDK.13/2001", "Aktif"],
    [2, "KSP Contoh Dua", "Kel.Sentul", "0044/BH/M.KUKM.2/2017", "Aktif"],
    [3, "KUD Contoh Tiga", "Kelurahan Gedog Kecamatan Sananwetan", "87/BH/II/1988", "Aktif"],
]
BOOK = workbook({"Sheet1": [TITLES, *ROWS]})
TURI, SENTUL, GEDOG = "35.72.02.1004", "35.72.01.1003", "35.72.03.1001"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Jl. Contoh 1 Kel. Turi Kec. Sukorejo", TURI),
        ("Kel.Sentul", SENTUL),
        ("Kelurahan Gedog Kecamatan Sananwetan", GEDOG),
        ("Jl. Mawar No. 3 RT 2 RW 1 Kel TURI, Kota Blitar 66111", TURI),
        ("Jl. Mawar 3, Turi", TURI),
        ("Jl. Turi 12", None),
        ("Jl. Mawar Kel. Turen", None),
        ("Kel. Kepanjen", None),
        ("Jl. Melati 4", None),
        ("", None),
    ],
)
def test_an_address_names_a_kelurahan_only_where_it_is_sure(address, code):
    assert find_in_address(address, AreaFinder(load_reference())) == code


def test_all_are_confirmed_with_one_answer_that_is_proved(store):
    first = check(store, BOOK)
    (question,) = first.pertanyaan
    assert (codes(first), question.isi, question.konteks) == (
        ["kolom_wajib_hilang"],
        "Kelurahan 3 koperasi",
        "3 dari alamatnya",
    )
    assert question.contoh[1].split("\t") == [ROWS[0][1], ROWS[0][2], "Turi", "alamat"]
    publish_it(store, BOOK, answers={question.kunci: "pakai"})
    sql = "select kode_kelurahan from koperasi_triwulan order by nama_koperasi desc"
    assert store.open_version(1).execute(sql).fetchall() == [(GEDOG,), (TURI,), (SENTUL,)]
    assert verify.verify_store(store).problems == []
    again = check(store, BOOK, "2024-T4")
    assert (codes(again), again.pertanyaan) == (["gerbang_berkas_sama"], [])


def test_no_is_an_answer_and_leaves_the_column_missing(store):
    (question,) = check(store, BOOK).pertanyaan
    assert codes(check(store, BOOK, answers={question.kunci: "tetap"})) == ["kolom_wajib_hilang"]


def test_last_quarter_fills_what_the_address_does_not_say_and_a_difference_proposes_nothing(store):
    titles = [*TITLES, "Kelurahan"]
    published = [[*r, name] for r, name in zip(ROWS, ("Turi", "Sentul", "Gedog"), strict=True)]
    publish_it(store, workbook({"S": [titles, *published]}))
    rows = [
        [1, "KSU Contoh Satu", None, ROWS[0][3], "Aktif", None],
        [2, "KSP Contoh Dua", "Kel. Turi", ROWS[1][3], "Aktif", None],
        [3, "KUD Contoh Tiga", None, ROWS[2][3], "Aktif", "Gedog"],
    ]
    later = workbook({"S": [titles, *rows]})
    (question,) = check(store, later, "2024-T4").pertanyaan
    assert (question.konteks, question.tempat) == ("1 menurut terbitan terakhir", ["S!B2"])
    result = check(store, later, "2024-T4", {question.kunci: "pakai"})
    assert result.tabel["koperasi"]["kode_kelurahan"].tolist() == [TURI, None, GEDOG]
    assert [(t.kode, t.sel) for t in result.temuan if t.kode == "wajib_kosong"] == [("wajib_kosong", "F3")]
