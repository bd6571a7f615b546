"""Rows of a located table: data, sections, totals, signatures, notes, scratch; what stands above and beside it."""

from __future__ import annotations

import datetime as dt

import pytest

from etl.asked.rows_and_dates import settle_asked_rows
from etl.locate.tables import locate_tables
from etl.match.questions import Questionnaire
from tests.grids import book, grid
from tests.locate.test_tables import KSU_A, KSU_B, REGISTER, N, codes, found, names, one

TANPA_WILAYAH = ["No", "Nama Koperasi", "Status", "L", "Jumlah Anggota"]
UANG = ["No", "Nama Koperasi", "Kelurahan", "Status", "Jumlah Anggota", "Aset"]


def row(number, nama, anggota=10, kelurahan="Turi", aset=5):
    return [number, nama, kelurahan, "Aktif", anggota, aset]


def skipped(table) -> dict[int, str]:
    return dict(table.dilewati)


# ── rows that are no data ──


@pytest.mark.parametrize(
    "number",
    [[1, 2, 3, 4, 5], ["(1)", "(2)", "(3)", "(4)", "(5)"], ["1", "2", "3", "4", "5=3+4"], ["A", "B", "C", "D", "E"]],
)
def test_the_row_of_column_numbers_or_letters_is_no_data(number):
    table = one(book([REGISTER, number, KSU_A]))
    assert names(table) == ["KSU A"]
    assert skipped(table) == {2: "baris nomor kolom"}


def test_a_header_repeated_after_a_page_break_is_skipped_and_the_table_goes_on():
    table = one(book([["DATA"], REGISTER, KSU_A, [N], ["DATA"], REGISTER, [1, 2, 3, 4, 5], KSU_B]))
    assert table.data.index.tolist() == [3, 8]
    assert skipped(table) == {5: "judul diulang", 6: "judul diulang", 7: "baris nomor kolom"}


@pytest.mark.parametrize(
    "label",
    [
        ["Jumlah"],
        [N, "TOTAL"],
        ["Sub Total"],
        [N, "JUMLAH KEC. SUKOREJO"],
        ["KOTA BLITAR"],
        [N, "Kota Blitar"],
        ["Jml."],
    ],
)
def test_a_labelled_total_is_kept_as_a_total_and_never_read_as_data(label):
    total = [*label, *[N] * (4 - len(label)), 30, 10]
    table = one(book([UANG, row(1, "KSU A"), row(2, "KSU B", 20), total]))
    assert names(table) == ["KSU A", "KSU B"]
    assert table.total_rows == [(4, {"jumlah_anggota": 30.0, "aset": 10.0}, [2, 3])]
    assert skipped(table) == {4: "baris jumlah"}


@pytest.mark.parametrize("label", [[N, N], [N, "Kabupaten Blitar"], ["Turi", N]])
def test_a_total_without_a_true_label_is_known_by_arithmetic(label):
    table = one(book([UANG, row(1, "KSU A"), row(2, "KSU B", 20), [*label, N, N, 30, 10]]))
    assert names(table) == ["KSU A", "KSU B"]
    assert table.total_rows == [(4, {"jumlah_anggota": 30.0, "aset": 10.0}, [2, 3])]


def test_a_nameless_row_that_is_no_sum_stays_data_so_that_its_missing_name_is_found():
    table = one(book([UANG, row(1, "KSU A"), row(2, "KSU B", 20), [N, N, N, N, 31, 10]]))
    assert names(table) == ["KSU A", "KSU B", None]
    assert table.total_rows == []


def test_totals_directly_under_the_header_sum_over_the_rows_below():
    table = one(book([UANG, ["Jumlah", N, N, N, 30, 10], row(1, "KSU A"), row(2, "KSU B", 20)]))
    assert table.total_rows == [(2, {"jumlah_anggota": 30.0, "aset": 10.0}, [3, 4])]


def test_subtotals_sum_over_their_section_and_the_last_total_over_all():
    line = [
        UANG,
        ["KECAMATAN SUKOREJO"],
        row(1, "A"),
        row(2, "B"),
        ["Jumlah", N, N, N, 20, 10],
        ["KECAMATAN SANANWETAN"],
        row(1, "C"),
        row(2, "D"),
        ["Jumlah", N, N, N, 20, 10],
        ["TOTAL", N, N, N, 40, 20],
    ]
    table = one(book(line))
    assert [(b, start_from) for b, _, start_from in table.total_rows] == [(5, [3, 4]), (9, [7, 8]), (10, [3, 4, 7, 8])]


def test_a_wrong_subtotal_is_still_a_subtotal_of_its_section():
    table = one(
        book(
            [
                UANG,
                ["KEC. SUKOREJO"],
                row(1, "A"),
                ["KEC. SANANWETAN"],
                row(1, "B"),
                row(2, "C"),
                ["Jumlah", N, N, N, 99, 1],
            ]
        )
    )
    assert table.total_rows == [(7, {"jumlah_anggota": 99.0, "aset": 1.0}, [5, 6])]


def test_a_cooperative_whose_name_begins_like_a_label_is_data():
    name = [
        "Total Karya",
        "Jumlah Makmur",
        "Sumber Rejeki",
        "Kelompok Tani Turi",
        "Kota Blitar Sejahtera",
        "Ketua Adat",
    ]
    table = one(book([REGISTER[1:], *[["35", n, "Turi", "Aktif"] for n in name]]))
    assert names(table) == name


def test_the_row_is_the_excel_row_and_never_the_running_number():
    table = one(book([[N], REGISTER, [7, *KSU_A[1:]], [N], [1, *KSU_B[1:]]]))
    assert table.data.index.tolist() == [3, 5]
    assert table.data.index.name == "baris"


def test_a_row_without_a_name_but_with_other_values_is_data():
    table = one(book([REGISTER, KSU_A, [2, "35", N, "Gedog", "Aktif"]]))
    assert names(table) == ["KSU A", None]


def test_rows_that_hold_only_a_number_or_empty_formulas_are_skipped_and_said_so():
    table = one(book(grid([UANG, row(1, "KSU A"), [2], [3, N, N, N, 0, 0], [4]], without_value={(5, 5), (5, 6)})))
    assert names(table) == ["KSU A"]
    assert set(skipped(table)) == {3, 4, 5}


def test_an_error_in_the_name_cell_keeps_the_row():
    table = one(book(grid([REGISTER, KSU_A, [2, N, N, N, N]], errors={(3, 3): "#REF!"})))
    assert table.data.index.tolist() == [2, 3]


# ── the end of the table ──


def test_a_signature_block_ends_the_table():
    ttd = [
        [N, N, N, N, "Blitar, 30 Juni 2022"],
        [N, N, "Mengetahui,"],
        [N, N, "Kepala Dinas Koperasi"],
        [N],
        [N, N, "Drs. FULAN"],
        [N, N, "NIP. 1965"],
    ]
    b = book([REGISTER, KSU_A, [N], *ttd])
    assert names(one(b)) == ["KSU A"]
    assert skipped(one(b)) == {r: "tanda tangan" for r in (4, 5, 6, 8, 9)}
    assert codes(b) == []


@pytest.mark.parametrize(
    "remark", ["Keterangan:", "Catatan : data sementara", "Sumber: Dinas Koperasi", "*) angka sementara"]
)
def test_notes_end_the_table(remark):
    b = book([REGISTER, KSU_A, [remark], ["A = Aktif"], [N, "TA = Tidak Aktif"]])
    assert skipped(one(b)) == {3: "catatan", 4: "catatan", 5: "catatan"}
    assert codes(b) == []


def test_words_of_a_signature_or_an_area_inside_a_full_row_are_data():
    title = ["Tanggal", "Nama Koperasi", "Petugas"]
    line = [
        ["1/5/2025", "KSU A", "Kepala Bidang Koperasi"],
        [dt.datetime(2025, 5, 2), "Kelurahan Turi", N],
        ["3/5/2025", "KSU B", "P2"],
    ]
    table = one(book([title, *line]))
    assert table.data["sasaran"].tolist() == ["KSU A", "Kelurahan Turi", "KSU B"]


def test_a_place_and_date_of_birth_is_no_signature():
    table = one(
        book(
            [
                ["Nama", "L/P", "TTL", "Nama Pelatihan"],
                ["X", "L", "Blitar, 12 Mei 1980", "Jamur"],
                ["Y", "P", "Blitar, 1 Juni 1990", "Jamur"],
            ]
        )
    )
    assert table.data.index.tolist() == [2, 3]


def test_a_full_row_after_a_blank_row_is_data_even_without_its_number():
    table = one(book([REGISTER, KSU_A, KSU_B, [N], [N, "36", "KSU C", "Turi", "Aktif"]]))
    assert names(table) == ["KSU A", "KSU B", "KSU C"]


def test_a_signature_column_of_two_halves_is_one_heading():
    b = book(
        grid(
            [
                ["No", "Nama", "L/P", "Asal", "Tanda Tangan", N],
                [1, "X", "L", "Y", "1. …", N],
                [2, "Z", "P", "Y", N, "2. …"],
            ],
            merges=("E1:F1",),
        )
    )
    assert "tabel_di_luar" not in codes(b)


def test_data_after_a_signature_is_not_read_before_somebody_says_so():
    table = one(book([REGISTER, KSU_A, ["Mengetahui,"], KSU_B]))
    assert table.asked_rows == {"luar": [4]}
    settled = settle_asked_rows(table, Questionnaire())
    assert names(settled) == ["KSU A"]
    assert settled.dilewati[-1] == (4, "di luar tabel: tidak dibaca")


def test_scratch_to_the_right_is_listed_with_its_range_and_not_absorbed():
    b = book([[*REGISTER, N, "Kelurahan", "Jumlah"], [*KSU_A, N, "Turi", 12], [*KSU_B, N, "Gedog", 8]])
    assert list(one(b).kolom) == ["nik_koperasi", "nama_koperasi", "kelurahan", "status"]
    assert "G1:H3" in found(b, "tabel_di_luar").pesan


def test_scratch_below_is_listed_with_its_range_and_not_absorbed():
    b = book([REGISTER, KSU_A, KSU_B, [N], [N, "Kelurahan", "Banyak"], [N, "Turi", 12], [N, "Gedog", 8]])
    assert names(one(b)) == ["KSU A", "KSU B"]
    assert "B5:C7" in found(b, "tabel_di_luar").pesan


def test_values_under_a_blank_heading_are_listed():
    b = book([["No", "NIK", "Nama Koperasi", N, "Kelurahan", "Status"], [1, "35", "KSU A", "rahasia", "Turi", "Aktif"]])
    assert one(b).kolom["status"].column == 6
    assert "sel D2;" in found(b, "tabel_di_luar").pesan


def test_tables_under_one_another_with_their_own_headers_are_two_tables():
    visits = [["DAFTAR KUNJUNGAN"], ["No", "Tanggal", "Koperasi", "Petugas"], [1, "1/5/2025", "KSU A", "P1"]]
    table, hits = locate_tables(book([REGISTER, KSU_A, [N], *visits]))
    assert [(t.jenis, t.baris_judul, t.data.index.tolist()) for t in table] == [
        ("koperasi", 1, [2]),
        ("pendampingan", 5, [6]),
    ]
    assert hits == []
