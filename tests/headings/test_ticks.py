"""Tick columns: a choice has a column of its own, a mark says which; what is doubtful is unknown and listed."""

from __future__ import annotations

import pandas as pd
import pytest

from dasbor.query import cells
from etl import run
from etl.cells.normalise import normalise_table
from etl.locate.tables import locate_tables
from etl.store.versions import Store
from tests import golden
from tests.grids import book, grid
from tests.workbooks import workbook

N = None
ATAS = ["No", "Nama Koperasi", "Kelurahan", "STATUS", N, N]
BAWAH = [N, N, N, "AKTIF", "TIDAK AKTIF", "DIUSULKAN BUBAR"]
GABUNG = ("A1:A2", "B1:B2", "C1:C2", "D1:F1")


def register(*mark: list, above=ATAS, below=BAWAH) -> list[list]:
    header = [above] if below is None else [above, below]
    return [*header, *([i, f"KSU {'ABCDEFGHIJ'[i - 1]}", "Turi", *t] for i, t in enumerate(mark, 1))]


def status(line: list[list], merges: tuple[str, ...] = ()) -> tuple[list, list[tuple[str, str]]]:
    table, found = locate_tables(book(grid(line, merges=merges)))
    assert [t.jenis for t in table] == ["koperasi"]
    df, error = normalise_table(table[0])
    return df["status"].tolist(), [(t.kode, t.sel) for t in [*found, *error]]


@pytest.mark.parametrize("merges", [GABUNG, ()], ids=["merged", "not merged, as in ods"])
@pytest.mark.parametrize("v", ["v", "V", " √", "✓", "✔", "x", "X", 1, "1", True, "ü", "●", "v.", "ya"])
def test_one_mark_is_that_choice(v, merges):
    content, found = status(register([v, N, N], [N, v, N], [N, N, v], ["-", v, "-"]), merges)
    assert (content, found) == (["aktif", "tidak aktif", "diusulkan dibubarkan", "tidak aktif"], [])


@pytest.mark.parametrize(
    ("mark", "status_", "finding"),
    [
        ([N, N, N], "tidak diketahui", [("status_kosong", "D3")]),
        (["-", " ", 0], "tidak diketahui", [("status_kosong", "D3")]),
        (["v", "v", N], "tidak diketahui", [("centang_ganda", "D3")]),
        (["?", N, N], "tidak diketahui", [("centang_tak_dikenal", "D3")]),
        (["v", "?", N], "tidak diketahui", [("centang_tak_dikenal", "E3")]),
        ([N, "v?", 7], "tidak diketahui", [("centang_tak_dikenal", "E3"), ("centang_tak_dikenal", "F3")]),
        ([N, "Tidak Aktif", N], "tidak aktif", []),
        (["Tidak Aktif", N, N], "tidak diketahui", [("centang_tak_dikenal", "D3")]),
        ([False, True, False], "tidak aktif", []),
    ],
    ids=str,
)
def test_no_mark_two_marks_and_strange_marks_are_unknown_and_listed(mark, status_, finding):
    content, found = status(register(mark, *[["v", N, N]] * 4), GABUNG)
    assert (content[0], found) == (status_, finding)


def test_two_marks_name_both_cells():
    table, _ = locate_tables(book(grid(register(["v", N, "x"]), merges=GABUNG)))
    (t,) = normalise_table(table[0])[1]
    assert t.pesan == "Status bertanda lebih dari satu: D3 (AKTIF) dan F3 (DIUSULKAN BUBAR); dianggap tidak diketahui."


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (["No", "Nama Koperasi", "Kelurahan", "AKTIF", "TIDAK AKTIF"], None),
        (["No", "Nama Koperasi", "Kelurahan", "Aktif", "Pasif"], None),
        (["No", "Nama Koperasi", "Kelurahan", "Status (beri tanda √)", N], [N, N, N, "Aktif", "Tidak"]),
        (["No", "Nama Koperasi", "Kelurahan", "KEAKTIFAN", N], [N, N, N, "A", "TA"]),
        (["DATA KOPERASI", N, N, N, N], ["No", "Nama Koperasi", "Kelurahan", "AKTIF", "TDK AKTIF"]),
    ],
)
def test_choices_stand_under_a_group_or_side_by_side(above, below):
    content, found = status(register(["v", N], [N, "v"], above=above, below=below))
    assert (content, found) == (["aktif", "tidak aktif"], [])


def test_a_status_column_beside_the_tick_columns_is_one_too_many():
    lines_above = ["No", "Nama Koperasi", "Kelurahan", "Status", "AKTIF", "TIDAK AKTIF"]
    _, found = status(register(["Aktif", "v", N], above=lines_above, below=None))
    assert found == [("kolom_ganda", "E1")]


def test_members_active_and_not_are_numbers_and_no_status():
    lines_above = ["No", "Nama Koperasi", "Kelurahan", "Status", "ANGGOTA", N]
    below = [N, N, N, N, "AKTIF", "TIDAK AKTIF"]
    content, found = status(register(["Aktif", 40, 2], ["Tidak Aktif", 1, 1], above=lines_above, below=below))
    assert content == ["aktif", "tidak aktif"]
    assert found == [("kolom_tak_dikenal", "E2"), ("kolom_tak_dikenal", "F2")]


def test_a_first_row_with_gaps_is_data_and_no_second_line_of_headings():
    lines_above = ["Nama Koperasi", "Kelurahan", "Status", "Keterangan", N]
    table, _ = locate_tables(book([lines_above, ["KSU A", N, N, "pindah", "cek"], ["KSU B", "Turi", "Aktif", N, N]]))
    assert table[0].data["nama_koperasi"].tolist() == ["KSU A", "KSU B"]


def test_a_recap_of_counts_stays_a_recap():
    for title in (["Kelurahan", "Koperasi", "Aktif", "Tidak Aktif"], ["Kelurahan", "Aktif", "Tidak Aktif", "Jumlah"]):
        table, _ = locate_tables(book([title, ["Turi", 3, 2, 1], ["Gedog", 1, 1, 0]]))
        assert [(t.jenis, t.ticks) for t in table] == [("rekap", {})]


@pytest.mark.parametrize(
    "count",
    [["Jumlah", N, N, 2, 1, N], [N, N, N, 2, 1, N], [N, "KOTA BLITAR", N, 2, 1, N], [N, "TOTAL", N, "2", "1", N]],
)
def test_counts_under_the_tick_columns_are_a_total_row(count):
    content, found = status([*register(["v", N, N], ["v", N, N], [N, "v", N]), count], GABUNG)
    assert (content, found) == (["aktif", "aktif", "tidak aktif"], [])


def test_section_rows_with_counts_are_sections():
    row = register(["v", N, N], [N, "v", N])
    row[2:2] = [[N, "KECAMATAN SUKOREJO", N, 2, 1, N]]
    row[4:4] = [[N, "SANANWETAN", N, 1, N, N], [3, "KSU Z", "Gedog", "v", N, N], [N, "SUKOREJO", N, 1, N, N]]
    content, found = status(row, GABUNG)
    assert (content, found) == (["aktif", "aktif", "tidak aktif"], [])


# ── other columns ──


def one(line: list[list], column: str, kind: str = "koperasi") -> tuple[list, list[tuple[str, str]]]:
    table, found = locate_tables(book(line))
    assert [t.jenis for t in table] == [kind]
    df, error = normalise_table(table[0])
    found = [t for t in [*found, *error] if t.kode != "kolom_pribadi"]
    return [None if pd.isna(v) else v for v in df[column].astype(object)], [(t.kode, t.sel) for t in found]


PESERTA = ["Nama Kegiatan : Dasar"], ["Tanggal : 5/8/2025"]


@pytest.mark.parametrize(
    "above", [["No", "Nama Peserta", "JENIS KELAMIN", N, "Asal"], ["No", "Nama Peserta", "L/P", N, "Asal"]]
)
def test_men_and_women_have_a_column_each(above):
    row = [*PESERTA, above, [N, N, "L", "P", N], [1, "X", "v", N, "A"], [2, "Y", N, "P", "A"], [3, "Z", N, N, "A"]]
    assert one(row, "jenis_kelamin", "pelatihan") == (["L", "P", N], [])
    row[-1][2:4] = ["v", "v"]
    assert one(row, "jenis_kelamin", "pelatihan") == (["L", "P", N], [("centang_ganda", "C7")])


def test_men_and_women_side_by_side_without_a_group():
    row = [
        *PESERTA,
        ["No", "Nama Peserta", "L", "P", "Asal"],
        [1, "X", 1, N, "A"],
        [2, "Y", N, 1, "A"],
        ["JUMLAH", N, 1, 1, N],
    ]
    assert one(row, "jenis_kelamin", "pelatihan") == (["L", "P"], [])


def wide(title: list, below: list, *isi: list) -> list[list]:
    header = [["No", "Nama Koperasi", "Kelurahan", "Status", *title], [N, N, N, N, *below]]
    return [*header, *([i, f"KSU {i}x", "Turi", "Aktif", *b] for i, b in enumerate(isi, 1))]


def test_yes_and_no_have_a_column_each():
    row = wide(["PAKAI INTERNET", N], ["YA", "TIDAK"], ["v", N], [N, "v"], [N, N], ["v", "v"], ["-", "tidak"])
    assert one(row, "pakai_internet") == ([True, False, N, N, False], [("centang_ganda", "E6")])


def test_of_a_list_of_choices_several_may_be_marked():
    for title in (
        [["MEDIA PEMASARAN", N, N], ["WEBSITE", "MEDIA SOSIAL", "WA"]],
        [["Website", "Media Sosial", "WA"], [N] * 3],
    ):
        row = wide(*title, ["v", N, "v"], [N, N, N], [N, "x", N])
        row = [b for b in row if any(v is not N for v in b)]
        assert one(row, "kanal_digital") == (["Website; WhatsApp", N, "Media Sosial"], [])


@pytest.mark.parametrize(
    ("title", "below"),
    [
        (["RAT TAHUN BUKU", N, N], ["2022", "2023", "2024"]),
        (["RAT TAHUN BUKU", N, N], [2022, 2023, 2024]),
        (["RAT", N, N], ["TB 2022", "TB 2023", "TB 2024"]),
        (["RAT TB 2022", "RAT TB 2023", "RAT TB 2024"], [N, N, N]),
    ],
)
def test_the_last_book_year_marked_is_that_of_the_last_annual_meeting(title, below):
    row = wide(title, below, ["v", "v", N], [N, N, N], ["sudah", "sudah", "belum"], [N, "x", "x"])
    row = [b for b in row if any(v is not N for v in b)]
    assert one(row, "tahun_buku_rat") == ([2023, N, 2023, 2024], [])


def test_held_or_not_is_read_where_the_book_year_is_written():
    row = wide(["RAT TAHUN BUKU 2024", N], ["SUDAH", "BELUM"], ["v", N], [N, "v"], ["v", "v"])
    assert one(row, "tahun_buku_rat") == ([2024, N, N], [("centang_ganda", "E5")])


@pytest.mark.parametrize(
    ("title", "below"), [(["RAT", N], ["SUDAH", "BELUM"]), (["Sudah/Belum RAT", "Keterangan"], [N, N])]
)
def test_held_or_not_without_a_book_year_is_not_guessed(title, below):
    row = [b for b in wide(title, below, ["v", N]) if any(v is not N for v in b)]
    content, found = one(row, "tahun_buku_rat")
    assert content == [N]
    assert set(found) == {("rat_tanpa_tahun", f"{h}{2 if below[0] else 1}") for h in ("EF" if below[0] else "E")}


def test_dates_under_a_year_of_an_annual_meeting_are_no_marks():
    row = [b for b in wide(["RAT TB 2024"], [N], ["12/03/2025"], ["15/03/2025"]) if any(v is not N for v in b)]
    assert one(row, "tahun_buku_rat") == ([N, N], [("kolom_tak_dikenal", "E1")])


def test_grades_with_a_column_each():
    row = wide(["GRADE", N, N], ["A", "B", "C1"], ["v", N, N], [N, N, "v"])
    assert one(row, "grade") == (["A", "C1"], [])


# ── to the published cell ──


def test_the_published_status_is_traced_to_the_cells_of_its_row(store: Store):
    content = {"S": register(["v", N, N], [N, "v", N])}
    number = golden.publish_book(store, "2025-T2", content)
    con = store.open_version(number)
    assert con.execute("select status from koperasi_triwulan order by baris").fetchall() == [
        ("aktif",),
        ("tidak aktif",),
    ]
    letters = dict(con.execute("select kolom, huruf from unggahan_kolom").fetchall())
    assert letters == {"nama_koperasi": "B", "kelurahan": "C", "status": "D:F"}
    assert cells.write_address("S", 4, [letters["nama_koperasi"], letters["status"]]) == "S!B4, D4:F4"


def test_hidden_tick_columns_with_marks_are_said(store: Store):
    table, found = locate_tables(book(grid(register(["v", N, N], [N, "v", N]), merges=GABUNG, hidden_columns=[5, 6])))
    assert [(t.kode, t.sel) for t in found] == [("kolom_tersembunyi", "E2")]
    assert table[0].kolom["status"].heading == "STATUS → AKTIF | TIDAK AKTIF | DIUSULKAN BUBAR"


def test_error_cells_under_a_choice_block_as_under_a_status(store: Store):
    table, _ = locate_tables(book(grid(register([N, N, N], [N, "v", N]), merges=GABUNG, errors={(3, 5): "#REF!"})))
    df, found = normalise_table(table[0])
    assert [(t.kode, t.sel) for t in found] == [("sel_galat_wajib", "E3")]
    assert df["status"].tolist() == ["tidak diketahui", "tidak aktif"]


def test_a_workbook_with_tick_columns_can_be_published(store: Store):
    result = run.check_workbook(workbook({"S": register(["v", N, N])}), "a.xlsx", "2025-T2", store=store)
    assert (result.dapat_terbit, result.temuan) == (True, [])
