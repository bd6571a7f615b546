"""Finding tables: headers of every shape, the kind they make, and what is said about sheets and columns."""

from __future__ import annotations

import datetime as dt

import pytest

from etl.headings.meanings import make_key
from etl.locate.tables import locate_tables
from etl.model import FoundTable, Workbook
from etl.pesan import TO_CHECK, WRONG, Finding
from etl.skema import SHEET_KINDS
from tests.grids import book, grid

N = None
REGISTER = ["No", "NIK", "Nama Koperasi", "Kelurahan", "Status"]
KSU_A = [1, "3572010010001", "KSU A", "Turi", "Aktif"]
KSU_B = [2, "3572010010002", "KSU B", "Gedog", "Tidak Aktif"]


def one(b: Workbook) -> FoundTable:
    table, _ = locate_tables(b)
    assert len(table) == 1
    return table[0]


def codes(b: Workbook) -> list[str]:
    return [t.kode for t in locate_tables(b)[1]]


def found(b: Workbook, kode: str) -> Finding:
    hits = [t for t in locate_tables(b)[1] if t.kode == kode]
    assert len(hits) == 1, [t.kode for t in locate_tables(b)[1]]
    return hits[0]


def columns(table: FoundTable) -> dict[str, int]:
    return {name: k.column for name, k in table.kolom.items()}


def names(table: FoundTable) -> list:
    return table.data["nama_koperasi"].tolist()


MERGED_HEADER = [
    ["NO", "NAMA KOPERASI", "BADAN HUKUM", N, "KELURAHAN", "ANGGOTA", N, N, "STATUS"],
    [N, N, "NOMOR", "TANGGAL", N, "L", "P", "JML", N],
    [1, "KSU A", "518/1", "1/2/2014", "Turi", 3, 4, 7, "Aktif"],
]
MERGES = ("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:H1", "I1:I2")
MERGED_COLUMNS = {
    "nama_koperasi": 2,
    "nomor_badan_hukum": 3,
    "tanggal_badan_hukum": 4,
    "kelurahan": 5,
    "anggota_laki": 6,
    "anggota_perempuan": 7,
    "jumlah_anggota": 8,
    "status": 9,
}


# ── headers ──


@pytest.mark.parametrize("height", [0, 1, 3, 5, 12])
def test_a_letterhead_of_any_height_is_skipped(height):
    cooperative = [["PEMERINTAH KOTA BLITAR"], ["DINAS KOPERASI, UKM DAN TENAGA KERJA"], ["DATA KOPERASI"], [N]] * 3
    table = one(book([*cooperative[:height], REGISTER, KSU_A, KSU_B]))
    assert table.baris_judul == height + 1
    assert table.data.index.tolist() == [height + 2, height + 3]


@pytest.mark.parametrize("merges", [MERGES, ()], ids=["merges known", "merges unknown as in ods"])
def test_a_merged_group_gives_its_name_to_the_columns_below(merges):
    table = one(book(grid(MERGED_HEADER, merges=merges)))
    assert columns(table) == MERGED_COLUMNS
    assert table.baris_judul == 2
    assert table.kolom["nomor_badan_hukum"].heading == "BADAN HUKUM → NOMOR"


def test_a_header_of_three_rows_under_a_merged_title():
    row = [
        ["DATA KOPERASI KOTA BLITAR"],
        ["NO", "KOPERASI", N, N, N, "STATUS"],
        [N, "NAMA", "BADAN HUKUM", N, "KELURAHAN", N],
        [N, N, "NOMOR", "TANGGAL", N, N],
        [1, "KSU A", "518/1", "2014", "Turi", "Aktif"],
    ]
    merges = ("A1:F1", "A2:A4", "B2:E2", "B3:B4", "C3:D3", "E3:E4", "F2:F4")
    table = one(book(grid(row, merges=merges)))
    assert columns(table) == {
        "nama_koperasi": 2,
        "nomor_badan_hukum": 3,
        "tanggal_badan_hukum": 4,
        "kelurahan": 5,
        "status": 6,
    }
    assert (table.baris_judul, names(table)) == (4, ["KSU A"])


@pytest.mark.parametrize(
    ("title", "column"),
    [
        ("NAMA KOPERASI\n(Name of Cooperative)", "nama_koperasi"),
        ("Nama\nKoperasi", "nama_koperasi"),
        ("NAMA KOPERASI\nName of Cooperative", "nama_koperasi"),
        ("  nama   koperasi *)", "nama_koperasi"),
        ("Nama\u00a0Koperasi", "nama_koperasi"),
        ("Nomor Induk Koperasi (NIK)", "nik_koperasi"),
        ("Jml. Anggota (orang)", "jumlah_anggota"),
        ("Aset (Rp. Juta)", "aset"),
        ("SHU Rp", "shu"),
        ("Sisa Hasil Usaha\n(SHU)", "shu"),
        ("Volume Usaha / Omzet", "volume_usaha"),
        ("Tgl. Badan Hukum", "tanggal_badan_hukum"),
        ("tanggal_berdiri", "tanggal_badan_hukum"),
        ("KETUA → NIK", ""),
        ("Aset (Tetap)", ""),
        ("Nama Ketua", "nama_ketua"),
        ("Nama Sekretaris", ""),
    ],
)
def test_a_heading_is_known_by_its_words_alone(title, column):
    mandatory = ["Nama Koperasi", "Kelurahan", "Status"] if column != "nama_koperasi" else ["Kelurahan", "Status"]
    table = one(book([["No", *mandatory, title], [1, *mandatory, "isi"]]))
    used_ids = {k.heading: name for name, k in table.kolom.items()}
    assert used_ids.get(" ".join(title.split()), "") == column


def test_a_second_header_line_of_translations_or_units_is_no_data():
    row = [
        ["No", "Nama Koperasi", "Kelurahan", "Status", "Aset"],
        [N, "(Name of Cooperative)", "(Village)", "(Status)", "(Rp juta)"],
        [1, "KSU A", "Turi", "Aktif", 10],
    ]
    table = one(book(row))
    assert (table.baris_judul, names(table)) == (2, ["KSU A"])
    assert table.units == {"aset": (1e6, "Rp juta", "kepala")}


def test_a_known_word_in_a_letterhead_is_no_header():
    table = one(book([["Koperasi"], ["Kelurahan"], ["Status", N, "Aktif"], REGISTER, KSU_A]))
    assert table.baris_judul == 4


@pytest.mark.parametrize(
    "row",
    [[2, "3572010010002", "Koperasi", "Kelurahan", "Aktif", N, N], [2, N, "Koperasi", "Kelurahan", "Aktif", 30, 45]],
)
def test_a_row_whose_words_read_like_headings_is_a_row_of_its_table(row):
    sheet = [[*REGISTER, "Anggota Laki-laki", "Anggota Perempuan"], KSU_A, row, KSU_B]
    assert names(one(book(grid(sheet)))) == ["KSU A", "Koperasi", "KSU B"]


def test_another_table_below_begins_with_its_own_headings_though_one_is_a_year():
    recap = [["Kelurahan", "Jumlah Koperasi", "Aktif", "Tidak Aktif", 2024], ["Turi", 9, 7, 2, 5]]
    table, _ = locate_tables(book(grid([REGISTER, KSU_A, KSU_B, [N], *recap])))
    assert [t.jenis for t in table] == ["koperasi", "rekap"]


def test_of_two_header_candidates_the_one_with_more_known_columns_wins():
    filters = ["Nama Koperasi", "Kelurahan", "Status"]
    table = one(book([filters, [N], REGISTER, KSU_A, KSU_B]))
    assert (table.baris_judul, len(table.data)) == (3, 2)


def test_a_running_number_column_is_known_and_ignored():
    for title in ("No", "No.", "Nomor", "NO. URUT", "Nomor Urut"):
        b = book([[title, *REGISTER[1:]], KSU_A])
        assert "nomor_badan_hukum" not in one(b).kolom
        assert codes(b) == []


# ── which kind ──


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        (REGISTER, "koperasi"),
        (["Nama Koperasi", "Alamat", "Kelurahan", "Status"], "koperasi"),
        (["NIK", "Nama Koperasi", "Alamat", "Kelurahan", "Jenis"], "koperasi"),
        (["Nama", "L/P", "NIK", "Koperasi", "Alamat", "TTD"], "pelatihan"),
        (["Nama Peserta", "Asal", "Kelurahan", "Keterangan"], "pelatihan"),
        (["Tanggal", "Nama Koperasi", "Kelurahan", "Petugas", "Hasil"], "pendampingan"),
        (["Hari/Tanggal", "Koperasi/Kelompok", "Kelurahan", "Materi", "Keterangan"], "pendampingan"),
        (["Nama Bank Sampah", "Kelurahan", "Jumlah Anggota", "Keterangan"], "kelompok"),
        (["Kelompok", "Kelurahan", "Jumlah Anggota"], "kelompok"),
        (["Kecamatan", "Kelurahan", "Aktif", "Tidak Aktif", "Jumlah", "Modal Sendiri", "SHU", "Aset"], "rekap"),
        (["Indikator", "Tahun", "Target"], "target"),
        (["Tahun", "Nama Penghargaan", "Penerima", "Pemberi"], "penghargaan"),
    ],
)
def test_the_kind_follows_from_the_headings_whatever_the_sheet_is_called(title, kind):
    table, _ = locate_tables(book(grid([["No", *title], [1, *["isi"] * len(title)]], nama="Koperasi")))
    assert [t.jenis for t in table] == [kind]


def test_nik_is_the_cooperatives_number_in_a_register_and_a_persons_in_a_participant_sheet():
    register, participants = locate_tables(
        book([REGISTER, KSU_A], [["No", "Nama", "L/P", "NIK", "Asal"], [1, "X", "L", "3572", "Y"]])
    )[0]
    assert register.kolom["nik_koperasi"].column == 2
    assert participants.kolom["nik_peserta"].column == 4
    assert "nik_koperasi" not in participants.kolom


def test_a_full_heading_beats_the_tail_of_a_group():
    b = book(
        grid(
            [
                ["NIK", "Nama Koperasi", "Kelurahan", "Status", "Sertifikat", N],
                [N, N, N, N, "NIK", "Grade"],
                ["1", "KSU A", "Turi", "Aktif", "x", "A"],
            ]
        )
    )
    assert columns(one(b))["nik_koperasi"] == 1
    assert "kolom_ganda" not in codes(b)


# ── columns ──


def test_no_heading_of_the_declaration_means_two_columns_of_one_kind():
    for sheet in SHEET_KINDS.values():
        meaning = {(make_key(title), k.nama) for k in sheet.kolom for title in (k.judul, *k.sinonim)}
        assert len(meaning) == len({key for key, _ in meaning}), sheet.jenis


def test_an_unknown_column_is_listed_with_a_hint():
    b = book([[*REGISTER, "Kondisi Kantor Bocor", "Jumlah Angota"], [*KSU_A, "x", 5]])
    hits = {t.isi: t for t in locate_tables(b)[1]}
    assert hits["Jumlah Angota"].kode == hits["Kondisi Kantor Bocor"].kode == "kolom_tak_dikenal"
    assert hits["Jumlah Angota"].sel == "G1"
    assert "“Jumlah Anggota”" in hits["Jumlah Angota"].saran
    assert hits["Kondisi Kantor Bocor"].saran == (
        "Jawab pertanyaannya: kolom apa ini, atau abaikan. Cukup sekali, jawabannya diingat."
    )
    assert [k.heading for k in one(b).other_columns] == ["Kondisi Kantor Bocor", "Jumlah Angota"]


def test_a_missing_mandatory_column_blocks_and_names_the_likely_misspelling():
    t = found(
        book([["No", "Nama Koperasi", "Kelurahan", "NIK", "Sttus"], [1, "KSU A", "Turi", "35", "Aktif"]]),
        "kolom_wajib_hilang",
    )
    assert t.berat == WRONG
    assert "“Status”" in t.pesan and "“Sttus”" in t.saran


def test_two_headings_for_one_column_block_with_both_cells():
    t = found(book([["Judul"], [*REGISTER, "Keaktifan"], [*KSU_A, "Aktif"]]), "kolom_ganda")
    assert t.berat == WRONG
    assert "E2 dan F2" in t.pesan


def test_personal_columns_are_announced_and_their_content_is_not():
    b = book(
        [
            ["No", "Nama", "L/P", "No. HP", "Asal", "Tanggal", "Kegiatan"],
            [1, "Siti", "P", "0812", "KSU A", "1/2/2025", "Dasar"],
        ]
    )
    hits = locate_tables(b)[1]
    assert [(t.kode, t.isi) for t in hits] == [("kolom_pribadi", "Nama"), ("kolom_pribadi", "No. HP")]
    assert not any("Siti" in f"{t}" or "0812" in f"{t}" for t in hits)


@pytest.mark.parametrize(
    ("title", "head", "unit"),
    [
        ("DATA KOPERASI (Rp. Juta)", "Aset", (1e6, "Rp juta", "judul")),
        ("dalam jutaan rupiah", "Aset", (1e6, "Rp juta", "judul")),
        ("Rp 000", "Aset", (1e3, "Rp ribu", "judul")),
        ("DATA KOPERASI", "Aset (Rp. Juta)", (1e6, "Rp juta", "kepala")),
        ("(Rp. Juta)", "Aset (Rp)", (1.0, "Rp", "kepala")),
        ("Bantuan Rp 1.000.000 untuk 5 juta rupiah", "Aset", None),
        ("DATA KOPERASI", "Aset", None),
    ],
)
def test_the_unit_of_money_is_read_from_title_or_heading(title, head, unit):
    table = one(book([[title], [*REGISTER, head], [*KSU_A, 12.5]]))
    assert table.units.get("aset") == unit


# ── sheets ──


def test_several_kinds_and_several_tables_of_one_kind_in_one_workbook():
    participants = [["No", "Nama", "L/P", "Asal", "Kegiatan", "Tanggal"], [1, "X", "L", "Y", "Dasar", "1/2/2025"]]
    table, hits = locate_tables(book([REGISTER, KSU_A], participants, participants))
    assert [(t.lembar, t.jenis) for t in table] == [
        ("Sheet1", "koperasi"),
        ("Sheet2", "pelatihan"),
        ("Sheet3", "pelatihan"),
    ]
    assert not any(t.berat == WRONG for t in hits)


def test_a_sheet_without_a_table_is_listed_an_empty_one_is_not():
    b = book([REGISTER, KSU_A], [["Petunjuk pengisian"]], [[N, "  "], [N]])
    t = found(b, "lembar_tak_dikenal")
    assert t.lembar == "Sheet2"


def test_a_workbook_without_any_table_is_refused():
    assert codes(book([["Halo"], [1, 2, 3]])) == ["lembar_tak_dikenal", "tidak_ada_tabel"]


@pytest.mark.parametrize(
    ("title", "kode"),
    [(REGISTER, "register_kosong"), (["No", "Tanggal", "Nama Koperasi", "Petugas"], "lembar_kosong")],
)
def test_a_table_without_rows_is_said_to_be_empty(title, kode):
    b = book([["Judul"], title, [N]])
    assert codes(b) == [kode]
    assert len(one(b).data) == 0


def test_an_empty_register_beside_filled_sheets_says_nothing_and_blocks_nothing():
    visits = [["No", "Tanggal", "Nama Koperasi", "Petugas"], [1, dt.date(2025, 8, 5), "KSU A", "Petugas 1"]]
    b = book([REGISTER, [N]], visits)
    assert [(t.kode, t.berat, t.lembar, t.sel) for t in locate_tables(b)[1]] == [
        ("register_tanpa_baris", TO_CHECK, "Sheet1", "B2")
    ]
    assert codes(book([REGISTER, KSU_A], [REGISTER, [N]])) == ["lembar_kosong"]  # another sheet holds it


def test_hidden_sheets_rows_and_columns_are_read_and_listed_when_they_hold_data():
    b = book(grid([REGISTER, KSU_A, KSU_B, [N]], is_hidden=True, hidden_rows=[3, 4, 9], hidden_columns=[1, 5, 9]))
    hits = {t.kode: t for t in locate_tables(b)[1]}
    assert list(hits) == ["baris_tersembunyi", "kolom_tersembunyi", "lembar_tersembunyi"]
    assert "1 baris" in hits["baris_tersembunyi"].pesan and "baris 3" in hits["baris_tersembunyi"].pesan
    assert "Kolom E" in hits["kolom_tersembunyi"].pesan
    assert len(one(b).data) == 2


def test_the_sheet_itself_is_never_changed():
    p = grid([REGISTER, KSU_A, [2, "35", "KSU B", N, "Aktif"]], merges=("D2:D3",))
    assert one(book(p)).data["kelurahan"].tolist() == ["Turi", "Turi"]
    assert p.cells[2][3] is None


# ── two tables side by side ──


def test_a_second_register_beside_the_first_is_named_with_its_cells_and_blocks():
    b = book([[*REGISTER, N, *REGISTER], [*KSU_A, N, *KSU_B], [N, N, N, N, N, N, *KSU_B]])
    t = found(b, "tabel_berdampingan")
    assert (t.sel, t.berat, len(one(b).data)) == ("G1", WRONG, 1)
    assert (
        t.pesan
        == "Di samping tabel ini ada tabel Koperasi kedua, sel G1:K3; dua tabel berdampingan tidak dapat dibaca."
    )
    assert "tabel_di_luar" not in codes(b)


def test_a_summary_beside_the_register_is_only_listed():
    b = book(
        [[*REGISTER, N, "Kelurahan", "Aktif", "Tidak Aktif"], [*KSU_A, N, "Turi", 1, 0], [*KSU_B, N, "Gedog", 0, 1]]
    )
    assert codes(b) == ["tabel_di_luar"]
