"""Finding tables: headers of every shape, the kind they make, and what is said about sheets and columns."""

from __future__ import annotations

import pytest

from etl.headings.meanings import make_key
from etl.locate.tables import locate_tables
from etl.model import FoundTable, Workbook
from etl.pesan import WRONG, Finding
from etl.skema import SHEET_KINDS
from tests.grids import buku, petak

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
    temu = [t for t in locate_tables(b)[1] if t.kode == kode]
    assert len(temu) == 1, [t.kode for t in locate_tables(b)[1]]
    return temu[0]


def columns(tabel: FoundTable) -> dict[str, int]:
    return {name: k.column for name, k in tabel.kolom.items()}


def names(tabel: FoundTable) -> list:
    return tabel.data["nama_koperasi"].tolist()


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


@pytest.mark.parametrize("tinggi", [0, 1, 3, 5, 12])
def test_a_letterhead_of_any_height_is_skipped(tinggi):
    kop = [["PEMERINTAH KOTA BLITAR"], ["DINAS KOPERASI, UKM DAN TENAGA KERJA"], ["DATA KOPERASI"], [N]] * 3
    table = one(buku([*kop[:tinggi], REGISTER, KSU_A, KSU_B]))
    assert table.baris_judul == tinggi + 1
    assert table.data.index.tolist() == [tinggi + 2, tinggi + 3]


@pytest.mark.parametrize("gabung", [MERGES, ()], ids=["merges known", "merges unknown as in ods"])
def test_a_merged_group_gives_its_name_to_the_columns_below(gabung):
    table = one(buku(petak(MERGED_HEADER, gabung=gabung)))
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
    gabung = ("A1:F1", "A2:A4", "B2:E2", "B3:B4", "C3:D3", "E3:E4", "F2:F4")
    table = one(buku(petak(row, gabung=gabung)))
    assert columns(table) == {
        "nama_koperasi": 2,
        "nomor_badan_hukum": 3,
        "tanggal_badan_hukum": 4,
        "kelurahan": 5,
        "status": 6,
    }
    assert (table.baris_judul, names(table)) == (4, ["KSU A"])


@pytest.mark.parametrize(
    ("judul", "kolom"),
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
        ("Nama Ketua", ""),
    ],
)
def test_a_heading_is_known_by_its_words_alone(judul, kolom):
    mandatory = ["Nama Koperasi", "Kelurahan", "Status"] if kolom != "nama_koperasi" else ["Kelurahan", "Status"]
    table = one(buku([["No", *mandatory, judul], [1, *mandatory, "isi"]]))
    used_ids = {k.heading: name for name, k in table.kolom.items()}
    assert used_ids.get(" ".join(judul.split()), "") == kolom


def test_a_second_header_line_of_translations_or_units_is_no_data():
    row = [
        ["No", "Nama Koperasi", "Kelurahan", "Status", "Aset"],
        [N, "(Name of Cooperative)", "(Village)", "(Status)", "(Rp juta)"],
        [1, "KSU A", "Turi", "Aktif", 10],
    ]
    table = one(buku(row))
    assert (table.baris_judul, names(table)) == (2, ["KSU A"])
    assert table.units == {"aset": (1e6, "Rp juta", "kepala")}


def test_a_known_word_in_a_letterhead_is_no_header():
    table = one(buku([["Koperasi"], ["Kelurahan"], ["Status", N, "Aktif"], REGISTER, KSU_A]))
    assert table.baris_judul == 4


def test_of_two_header_candidates_the_one_with_more_known_columns_wins():
    saringan = ["Nama Koperasi", "Kelurahan", "Status"]
    table = one(buku([saringan, [N], REGISTER, KSU_A, KSU_B]))
    assert (table.baris_judul, len(table.data)) == (3, 2)


def test_a_running_number_column_is_known_and_ignored():
    for title in ("No", "No.", "Nomor", "NO. URUT", "Nomor Urut"):
        b = buku([[title, *REGISTER[1:]], KSU_A])
        assert "nomor_badan_hukum" not in one(b).kolom
        assert codes(b) == []


# ── which kind ──


@pytest.mark.parametrize(
    ("judul", "jenis"),
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
def test_the_kind_follows_from_the_headings_whatever_the_sheet_is_called(judul, jenis):
    table, _ = locate_tables(buku(petak([["No", *judul], [1, *["isi"] * len(judul)]], nama="Koperasi")))
    assert [t.jenis for t in table] == [jenis]


def test_nik_is_the_cooperatives_number_in_a_register_and_a_persons_in_a_participant_sheet():
    register, peserta = locate_tables(
        buku([REGISTER, KSU_A], [["No", "Nama", "L/P", "NIK", "Asal"], [1, "X", "L", "3572", "Y"]])
    )[0]
    assert register.kolom["nik_koperasi"].column == 2
    assert peserta.kolom["nik_peserta"].column == 4
    assert "nik_koperasi" not in peserta.kolom


def test_a_full_heading_beats_the_tail_of_a_group():
    b = buku(
        petak(
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
    b = buku([[*REGISTER, "Kondisi Kantor Bocor", "Jumlah Angota"], [*KSU_A, "x", 5]])
    temu = {t.isi: t for t in locate_tables(b)[1]}
    assert temu["Jumlah Angota"].kode == temu["Kondisi Kantor Bocor"].kode == "kolom_tak_dikenal"
    assert temu["Jumlah Angota"].sel == "G1"
    assert "“Jumlah Anggota”" in temu["Jumlah Angota"].saran
    assert temu["Kondisi Kantor Bocor"].saran == ""
    assert [k.heading for k in one(b).other_columns] == ["Kondisi Kantor Bocor", "Jumlah Angota"]


def test_a_missing_mandatory_column_blocks_and_names_the_likely_misspelling():
    t = found(
        buku([["No", "Nama Koperasi", "Kelurahan", "NIK", "Sttus"], [1, "KSU A", "Turi", "35", "Aktif"]]),
        "kolom_wajib_hilang",
    )
    assert t.berat == WRONG
    assert "“Status”" in t.pesan and "“Sttus”" in t.saran


def test_two_headings_for_one_column_block_with_both_cells():
    t = found(buku([["Judul"], [*REGISTER, "Keaktifan"], [*KSU_A, "Aktif"]]), "kolom_ganda")
    assert t.berat == WRONG
    assert "E2 dan F2" in t.pesan


def test_personal_columns_are_announced_and_their_content_is_not():
    b = buku(
        [
            ["No", "Nama", "L/P", "No. HP", "Asal", "Tanggal", "Kegiatan"],
            [1, "Siti", "P", "0812", "KSU A", "1/2/2025", "Dasar"],
        ]
    )
    temu = locate_tables(b)[1]
    assert [(t.kode, t.isi) for t in temu] == [("kolom_pribadi", "Nama"), ("kolom_pribadi", "No. HP")]
    assert not any("Siti" in f"{t}" or "0812" in f"{t}" for t in temu)


@pytest.mark.parametrize(
    ("judul", "kepala", "satuan"),
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
def test_the_unit_of_money_is_read_from_title_or_heading(judul, kepala, satuan):
    table = one(buku([[judul], [*REGISTER, kepala], [*KSU_A, 12.5]]))
    assert table.units.get("aset") == satuan


# ── sheets ──


def test_several_kinds_and_several_tables_of_one_kind_in_one_workbook():
    peserta = [["No", "Nama", "L/P", "Asal", "Kegiatan", "Tanggal"], [1, "X", "L", "Y", "Dasar", "1/2/2025"]]
    table, temu = locate_tables(buku([REGISTER, KSU_A], peserta, peserta))
    assert [(t.lembar, t.jenis) for t in table] == [
        ("Sheet1", "koperasi"),
        ("Sheet2", "pelatihan"),
        ("Sheet3", "pelatihan"),
    ]
    assert not any(t.berat == WRONG for t in temu)


def test_a_sheet_without_a_table_is_listed_an_empty_one_is_not():
    b = buku([REGISTER, KSU_A], [["Petunjuk pengisian"]], [[N, "  "], [N]])
    t = found(b, "lembar_tak_dikenal")
    assert t.lembar == "Sheet2"


def test_a_workbook_without_any_table_is_refused():
    assert codes(buku([["Halo"], [1, 2, 3]])) == ["lembar_tak_dikenal", "tidak_ada_tabel"]


@pytest.mark.parametrize(
    ("judul", "kode"),
    [(REGISTER, "register_kosong"), (["No", "Tanggal", "Nama Koperasi", "Petugas"], "lembar_kosong")],
)
def test_a_table_without_rows_is_said_to_be_empty(judul, kode):
    b = buku([["Judul"], judul, [N]])
    assert codes(b) == [kode]
    assert len(one(b).data) == 0


def test_hidden_sheets_rows_and_columns_are_read_and_listed_when_they_hold_data():
    b = buku(petak([REGISTER, KSU_A, KSU_B, [N]], is_hidden=True, hidden_rows=[3, 4, 9], hidden_columns=[1, 5, 9]))
    temu = {t.kode: t for t in locate_tables(b)[1]}
    assert list(temu) == ["baris_tersembunyi", "kolom_tersembunyi", "lembar_tersembunyi"]
    assert "1 baris" in temu["baris_tersembunyi"].pesan and "baris 3" in temu["baris_tersembunyi"].pesan
    assert "Kolom E" in temu["kolom_tersembunyi"].pesan
    assert len(one(b).data) == 2


def test_the_sheet_itself_is_never_changed():
    p = petak([REGISTER, KSU_A, [2, "35", "KSU B", N, "Aktif"]], gabung=("D2:D3",))
    assert one(buku(p)).data["kelurahan"].tolist() == ["Turi", "Turi"]
    assert p.cells[2][3] is None


# ── two tables side by side ──


def test_a_second_register_beside_the_first_is_named_with_its_cells_and_blocks():
    b = buku([[*REGISTER, N, *REGISTER], [*KSU_A, N, *KSU_B], [N, N, N, N, N, N, *KSU_B]])
    t = found(b, "tabel_berdampingan")
    assert (t.sel, t.berat, len(one(b).data)) == ("G1", WRONG, 1)
    assert (
        t.pesan
        == "Di samping tabel ini ada tabel Koperasi kedua, sel G1:K3; dua tabel berdampingan tidak dapat dibaca."
    )
    assert "tabel_di_luar" not in codes(b)


def test_a_summary_beside_the_register_is_only_listed():
    b = buku(
        [[*REGISTER, N, "Kelurahan", "Aktif", "Tidak Aktif"], [*KSU_A, N, "Turi", 1, 0], [*KSU_B, N, "Gedog", 0, 1]]
    )
    assert codes(b) == ["tabel_di_luar"]
