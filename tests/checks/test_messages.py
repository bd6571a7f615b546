"""Messages that once led astray: a workbook each, with the cell, what is said of it and what to do."""

from __future__ import annotations

import datetime as dt

import pytest

from etl import run
from tests.corpus.cases import JD, A, B, J, book_of
from tests.workbooks import workbook

_ = None
DAY = dt.date(2025, 8, 5)
JK = [*J[:4], "Kecamatan", J[4]]
WITHOUT_AREA = ["No", "NIK", "Nama Koperasi", "Status"]
LIST = ["No", "Nama Peserta", "L/P", "Asal Koperasi", "Kelurahan"]
OTHER_LIST = ["No", "Kelurahan", "Nama Peserta", "Jabatan", "Asal Koperasi", "L/P"]


def found(book: dict[str, list[list]], store, *codes: str) -> list[tuple[str, str, str, str]]:
    """(code, cell, message, advice) of the findings of these codes."""
    result = run.check_workbook(workbook(book), "buku.xlsx", "2025-T3", store=store)
    return [(t.kode, t.sel, t.pesan, t.saran) for t in result.temuan if t.kode in codes]


def register(kelurahan: object, kecamatan: object = _, *above: list) -> dict[str, list[list]]:
    return book_of(*above, JK, [*A[:3], kelurahan, kecamatan, A[4]])


def test_a_visit_without_its_target_is_no_participant_without_origin(store):
    book = book_of(JD, [1, DAY, _, "Turi", "Petugas 1"], [2, DAY, "Bank Sampah Asri", "Turi", "Petugas 1"])
    assert found(book, store, "wajib_kosong", "peserta_tanpa_asal") == [
        ("wajib_kosong", "C2", "“Sasaran” kosong.", "Isi Sasaran di sel ini.")
    ]


def test_findings_of_a_second_table_name_its_own_cells_and_lines(store):
    book = book_of(
        ["Nama Kegiatan : Dasar"], ["Tanggal : 5 Agustus 2025"], LIST, [1, "Budi", "L", "KSU Entah", "Turi"], [],
        ["Nama Kegiatan : Lanjut"], ["Tanggal : 6 November 2025"], OTHER_LIST, [1, "Turii", "Siti", "Ketua", _, "X"],
    )  # fmt: skip
    codes = ("koperasi_tak_ditemukan", "di_luar_triwulan", "kelurahan_dikoreksi", "pilihan_tak_dikenal",
             "peserta_tanpa_asal")  # fmt: skip
    assert [line[:2] for line in found(book, store, *codes)] == [
        ("pilihan_tak_dikenal", "F9"),
        ("kelurahan_dikoreksi", "B9"),
        ("koperasi_tak_ditemukan", "D4"),
        ("peserta_tanpa_asal", "E9"),
        ("di_luar_triwulan", "A7"),
    ]


@pytest.mark.parametrize(("sheet", "example"), [("Sukorejo", "Sukorejo"), ("Kec. Sukorejo", "Turi"), ("Data", "Turi")])
def test_a_sheet_that_may_be_a_kelurahan_is_told_how_to_say_so(store, sheet, example):
    book = {sheet: [WITHOUT_AREA, [1, "3572000000001", "KSU Melati", "Aktif"]]}
    assert [line[3] for line in found(book, store, "kolom_wajib_hilang")] == [
        "Bila kelurahannya ditanyakan, cukup jawab. Bila tidak, tambahkan kolom dengan judul “Kelurahan”; bila tiap "
        "lembar satu kelurahan, cukup namai lembarnya, misalnya "
        f"“Kel. {example}”."
    ]


def test_where_a_question_mends_it_the_advice_says_so_and_the_question_is_there(store):
    """Status, kelurahan, heading: each is asked, and its advice leads to the question."""
    rows = [[*A[:4], "Hidup"], [*B[:3], "Qwerty", "Aktif"]]
    book = book_of([*J, "Warna Map"], *([*r, "biru"] for r in rows))
    result = run.check_workbook(workbook(book), "b.xlsx", "2025-T3")
    advised = {(t.lembar, t.sel): t.saran for t in result.temuan if "awab pertanyaan" in t.saran}
    asked = {tuple(place.split("!")) for p in result.pertanyaan for place in p.tempat}
    assert {sel for _, sel in advised} == {"E2", "D3", "F1"}
    assert advised.keys() == asked


def test_a_column_that_needs_nothing_is_not_asked_about(store):
    title = ["No", "Nama Kegiatan", "Tanggal", "Nama Peserta", "Nama Koperasi", "Bentuk Koperasi", "Kelurahan Koperasi"]
    book = book_of(title, [1, "Pelatihan", "5 Agustus 2025", "Siti", "Bank Sampah A", "Primer", "Turi"])
    result = run.check_workbook(workbook(book), "b.xlsx", "2025-T3")
    assert "kolom_tentang_koperasi" in [t.kode for t in result.temuan]
    assert [p.isi for p in result.pertanyaan if p.jenis == "judul"] == []


def test_another_quarter_in_the_title_is_mended_by_choosing_it(store):
    book = book_of(["REGISTER TRIWULAN II 2025"], J, A, B)
    assert found(book, store, "periode_berbeda") == [
        ("periode_berbeda", "A1", "Tertulis Triwulan II 2025, padahal triwulan yang dipilih Triwulan III 2025.",
         "Bila tulisannya benar, cukup pilih Triwulan II 2025; berkasnya tidak perlu diubah. Bila tulisannya keliru, "
         "perbaiki di berkas.")
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["2025", 2025, "Agustus 2025", "08/2025", "bulan Agustus 2025"])
def test_a_year_or_a_month_is_a_date_without_its_day(store, typed):
    book = book_of(JD, [1, typed, "Bank Sampah Asri", "Turi", "Petugas 1"])
    assert found(book, store, "tanggal_wajib_tanpa_hari") == [
        ("tanggal_wajib_tanpa_hari", "B2",
         f"“{typed}” belum tanggal lengkap: harinya tidak tertulis, padahal Tanggal menentukan triwulan.",
         "Tambahkan hari dan bulannya, misalnya 14/07/2022 atau 14 Juli 2022.")
    ]  # fmt: skip


def test_a_name_of_an_activity_may_stand_in_a_line_above_the_table(store):
    book = book_of(["Tanggal : 5 Agustus 2025"], LIST, [1, "Budi", "L", "KSU Entah", "Turi"])
    assert found(book, store, "kolom_wajib_hilang") == [
        ("kolom_wajib_hilang", "A2", "Kolom wajib “Nama Kegiatan” tidak ditemukan di tabel Pelatihan.",
         "Bila sama untuk semua baris, tulis “Nama Kegiatan : …” di satu baris di atas tabel; bila tidak, tambahkan "
         "kolom dengan judul “Nama Kegiatan”.")
    ]  # fmt: skip


def test_what_stands_outside_the_table_is_never_called_scribbles(store):
    row = [3, "3572000000003", "KSU Dahlia", "Gedog", "Aktif"]
    assert found(book_of(J, A, B, [], ["Mengetahui,"], [], row), store, "tabel_di_luar") == []  # it is asked
    assert found(book_of(J, A, B, [], [], [], ["x", "salinan"]), store, "tabel_di_luar") == [
        ("tabel_di_luar", "A7", "Ada isian di luar tabel, sel A7:B7; tidak dibaca.",
         "Bila data, pindahkan ke baris dan kolom tabelnya (di atas tanda tangan, tanpa baris kosong di antaranya); "
         "biarkan bila hanya catatan.")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("book", "code", "cell", "typed"),
    [
        (register("Turi", "Sananwetan"), "kecamatan_bertentangan", "E2", "Sananwetan"),
        (register("Turi, Kec. Sananwetan"), "kecamatan_bertentangan", "D2", "Turi, Kec. Sananwetan"),
        (register("Turi, Kec. Sananwetan", "-"), "kecamatan_bertentangan", "D2", "Turi, Kec. Sananwetan"),
        (register("Turi", _, ["KECAMATAN SANANWETAN"]), "kecamatan_bertentangan", "D3", "Turi"),
        (book_of(J, ["KECAMATAN SANANWETAN"], A), "kecamatan_bertentangan", "D3", "Turi"),
        (register("Turi, Kec. Gedog"), "kecamatan_tertukar", "D2", "Turi, Kec. Gedog"),
        (register("Turi, Kec. Lowokwaru"), "kecamatan_tak_dikenal", "D2", "Turi, Kec. Lowokwaru"),
    ],
)
def test_a_kecamatan_that_does_not_fit_is_shown_with_the_cell_that_says_it(store, book, code, cell, typed):
    result = run.check_workbook(workbook(book), "buku.xlsx", "2025-T3", store=store)
    assert [(t.kode, t.sel, t.isi) for t in result.temuan if t.kode.startswith("kecamatan")] == [(code, cell, typed)]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Turi, Kec. Gedog", "“Gedog” adalah kelurahan, padahal tertulis sebagai kecamatan dari “Turi”."),
        ("Turi, Kec. Lowokwaru", "Kecamatan “Lowokwaru” tidak dikenal; kelurahannya tetap dipakai."),
    ],
)
def test_of_a_kecamatan_inside_the_kelurahan_only_its_own_name_is_said(store, typed, sentence):
    book = book_of(J, [*A[:3], typed, A[4]])
    assert [line[2] for line in found(book, store, "kecamatan_tertukar", "kecamatan_tak_dikenal")] == [sentence]
