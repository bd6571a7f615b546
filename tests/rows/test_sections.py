"""Areas and activities of a located table: section rows, merged and ditto cells, sheet names, lines above the table."""

from __future__ import annotations

import pytest

from etl.locate.tables import locate_tables
from tests.grids import book, grid
from tests.locate.test_tables import KSU_A, KSU_B, REGISTER, N, codes, found, one
from tests.rows.test_rows import TANPA_WILAYAH, UANG, row, skipped

# ── sections and repeats ──

KECAMATAN = [
    "KECAMATAN SUKOREJO",
    "Kec. Sukorejo",
    "I. SUKOREJO",
    "Kec.Sukorejo",
    "A. Kecamatan : Sukorejo",
    "KECAMATAN SUKOREJO KOTA BLITAR",
]


@pytest.mark.parametrize("label", KECAMATAN)
def test_a_kecamatan_row_is_filled_down_and_numbering_restarts(label):
    table = one(book([REGISTER, [label], KSU_A, ["KECAMATAN SANANWETAN"], [1, *KSU_B[1:]]]))
    assert [k.upper() for k in table.sections["kecamatan"]] == ["SUKOREJO", "SANANWETAN"]
    assert skipped(table)[2].startswith("baris bagian: Kecamatan S")


def test_a_section_split_over_cells_is_one_label():
    table = one(book([REGISTER, ["I", N, "KECAMATAN SUKOREJO"], KSU_A, ["B", "SANANWETAN"], KSU_B]))
    assert table.sections["kecamatan"] == ["SUKOREJO", "SANANWETAN"]
    assert skipped(table)[4] == "baris bagian: Kecamatan SANANWETAN"


def test_a_bare_name_that_is_kecamatan_and_kelurahan_says_nothing_where_the_rows_contradict_it():
    table = one(book([REGISTER, ["KEC. SUKOREJO"], KSU_A, ["KEPANJENKIDUL"], KSU_B]))
    assert table.sections["kecamatan"] == ["SUKOREJO", ""]
    assert skipped(table)[4] == "baris bagian: KEPANJENKIDUL"


def test_kelurahan_sections_stand_inside_kecamatan_sections():
    a, b, c = [1, "KSU A", "Aktif", 1, 2], [1, "KSU B", "Aktif", 1, 2], [1, "KSU C", "Aktif", 1, 2]
    table = one(
        book([TANPA_WILAYAH, ["SUKOREJO"], ["Turi"], a, ["Sukorejo"], b, ["Kec. Sananwetan"], ["Kelurahan Gedog"], c])
    )
    assert table.sections == {
        "kecamatan": ["SUKOREJO", "SUKOREJO", "Sananwetan"],
        "kelurahan": ["Turi", "Sukorejo", "Gedog"],
    }
    assert "kolom_wajib_hilang" not in codes(book([TANPA_WILAYAH, ["Turi"], a]))


def test_a_section_row_may_carry_its_own_subtotal():
    table = one(book([UANG, ["KECAMATAN SUKOREJO", N, N, N, 20, 10], row(1, "A"), row(2, "B")]))
    assert table.sections["kecamatan"] == ["SUKOREJO", "SUKOREJO"]
    assert table.total_rows == [(2, {"jumlah_anggota": 20.0, "aset": 10.0}, [3, 4])]


@pytest.mark.parametrize(
    ("nama", "kelurahan", "section"),
    [
        ("Kec. Sukorejo", "Turi", {"kecamatan": ["Sukorejo"]}),
        ("Sukorejo", "Turi", {"kecamatan": ["Sukorejo"]}),
        ("Sukorejo", "Gedog", {}),
        ("Kel. Turi", "Turi", {"kelurahan": ["Turi"]}),
        ("Turi", "Gedog", {}),
        ("Rekap", "Turi", {}),
    ],
)
def test_the_sheets_name_is_a_section_only_with_a_second_sign(nama, kelurahan, section):
    assert one(book(grid([REGISTER, [1, "35", "KSU A", kelurahan, "Aktif"]], nama=nama))).sections == section


def test_a_bare_sheet_name_that_is_two_things_is_a_kelurahan_only_beside_two_that_are_nothing_else():
    content = [TANPA_WILAYAH, [1, "KSU A", "Aktif", 1, 2]]
    both, turi, gedog = (grid(content, nama=name) for name in ("Sukorejo", "Turi", "Gedog"))
    table, _ = locate_tables(book(both, turi))
    assert [t.sections for t in table] == [{}, {"kelurahan": ["Turi"]}]
    table, _ = locate_tables(book(both, turi, gedog))
    assert [t.sections for t in table] == [{"kelurahan": [name]} for name in ("Sukorejo", "Turi", "Gedog")]


def test_a_title_may_name_the_area_but_an_address_does_not():
    content = [TANPA_WILAYAH, [1, "KSU A", "Aktif", 1, 2]]
    assert one(book([["KELURAHAN : TURI"], *content])).sections == {"kelurahan": ["TURI"]}
    assert one(book([["Jl. Contoh 1 Kelurahan Sananwetan Kecamatan Sananwetan"], *content])).sections == {}


def test_vertically_merged_kelurahan_cells_are_filled_down_and_numbers_are_not():
    b = book(
        grid([UANG, row(1, "A"), [2, "B", N, "Aktif", N, 5], [3, "C", N, "Aktif", 1, 5]], merges=("C2:C4", "E2:E3"))
    )
    assert one(b).data["kelurahan"].tolist() == ["Turi", "Turi", "Turi"]
    assert one(b).data["jumlah_anggota"].tolist() == [10.0, None, 1.0]


@pytest.mark.parametrize("mark", ['"', "''", "idem", "sda", "s.d.a.", "- ” -"])
def test_ditto_marks_say_the_value_above(mark):
    table = one(book([REGISTER, KSU_A, [2, "36", "KSU B", mark, mark], [3, "37", "KSU C", mark, "-"]]))
    assert table.data["kelurahan"].tolist() == ["Turi", "Turi", "Turi"]
    assert table.data["status"].tolist() == ["Aktif", "Aktif", "-"]


# ── above the table ──


@pytest.mark.parametrize(
    "above",
    [
        [["Nama Kegiatan : Pelatihan Dasar"], ["Tanggal: 05-07 Maret 2024"], ["Tempat : Aula"], ["Sumber Dana : APBD"]],
        [
            ["Nama Kegiatan", ":", "Pelatihan Dasar"],
            ["Hari/Tanggal", ":", "05-07 Maret 2024"],
            ["Tempat", ":", "Aula"],
            ["Sumber Dana", ":", "APBD"],
        ],
        [["Kegiatan", ": Pelatihan Dasar"], ["Waktu", ": 05-07 Maret 2024"], ["Lokasi", ": Aula"], ["Dana", ": APBD"]],
        [["Nama Kegiatan : Pelatihan Dasar\nTanggal : 05-07 Maret 2024\nTempat : Aula\nSumber Dana : APBD"]],
    ],
)
def test_activity_dates_place_and_funds_are_read_above_the_participants(above):
    b = book([["DAFTAR HADIR"], *above, [N], ["No", "Nama", "L/P", "Asal"], [1, "X", "L", "KSU A"]])
    value = {name: v for name, (v, _) in one(b).above.items()}
    assert value == {
        "nama_kegiatan": "Pelatihan Dasar",
        "tanggal_mulai": "05-07 Maret 2024",
        "tempat": "Aula",
        "sumber_dana": "APBD",
    }
    assert "kolom_wajib_hilang" not in codes(b)


def test_values_above_the_table_come_with_their_cell():
    b = book(
        [["Nama Kegiatan", ":", "Dasar"], ["Tanggal : 5 Maret 2024"], ["No", "Nama", "L/P", "Asal"], [1, "X", "L", "Y"]]
    )
    assert one(b).above == {"nama_kegiatan": ("Dasar", "C1"), "tanggal_mulai": ("5 Maret 2024", "A2")}


def test_the_sheets_name_is_not_the_name_of_the_activity():
    t = found(
        book(
            grid(
                [["Tanggal : 5 Maret 2024"], ["No", "Nama", "L/P", "Asal"], [1, "X", "L", "Y"]], nama="Pelatihan Dasar"
            )
        ),
        "kolom_wajib_hilang",
    )
    assert "Nama Kegiatan" in t.pesan


def test_activities_under_one_another_each_keep_their_own_title():
    def activity(nama):
        return [
            [f"Nama Kegiatan : {nama}"],
            ["Tanggal : 5 Maret 2024"],
            ["No", "Nama", "L/P", "Asal"],
            [1, "X", "L", "Y"],
            [N],
        ]

    table, _ = locate_tables(book([*activity("Dasar"), *activity("Digital")]))
    assert [(t.above["nama_kegiatan"], t.data.index.tolist()) for t in table] == [
        (("Dasar", "A1"), [4]),
        (("Digital", "A6"), [9]),
    ]
