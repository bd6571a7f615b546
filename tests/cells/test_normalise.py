"""A located table -> typed rows and findings, cell by cell."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.cells.columns import convert_column
from etl.cells.normalise import normalise_table
from etl.cells.numbers import choose_rule, read_number
from etl.model import FoundColumn, FoundTable, Grid
from etl.skema import COOPERATIVES_SHEET, SHEET_KINDS

D = dt.date


def table(kind, rows, first_row=5, **rest):
    """A located table from {column: cells}; the columns stand in B, C, D … under headings in the row above the data."""
    grid = Grid("Data", [], errors=rest.pop("galat", {}), without_value=rest.pop("tanpa_nilai", set()))
    grid.percents = rest.pop("persen", set())
    n = max(len(cells) for cells in rows.values())
    data = pd.DataFrame(rows, index=range(first_row, first_row + n), dtype=object)
    column = {name: FoundColumn(i, SHEET_KINDS[kind][name].judul) for i, name in enumerate(rows, start=2)}
    named = {"satuan": "units", "seksi": "sections", "atas": "above"}
    return FoundTable("Data", kind, first_row - 1, column, data, grid, **{named[k]: v for k, v in rest.items()})


def register(**rows):
    """A register whose mandatory columns are in order, so that only the column at hand can be at fault."""
    rest = {k: rows.pop(k) for k in ("galat", "tanpa_nilai", "persen", "satuan", "seksi", "atas") if k in rows}
    n = max(len(cells) for cells in rows.values())
    complete = {"nama_koperasi": ["KSU A"] * n, "kelurahan": ["Turi"] * n, "status": ["Aktif"] * n}
    return table("koperasi", {**rows, **{k: v for k, v in complete.items() if k not in rows}}, **rest)


def found(finding):
    return [(t.kode, t.sel) for t in finding]


def test_every_column_is_there_in_its_type_and_missing_ones_are_null():
    df, findings = normalise_table(register(jumlah_anggota=[10.0, None], tanggal_rat=["12 Maret 2025", None]))
    assert list(df.columns) == [k.nama for k in COOPERATIVES_SHEET.kolom]
    assert (df.index.name, df.index.tolist()) == ("baris", [5, 6])
    assert {str(t) for t in df.dtypes} == {"object", "Int64", "float64"}
    assert (str(df["jumlah_anggota"].dtype), str(df["aset"].dtype), str(df["tahun_buku_rat"].dtype)) == (
        "Int64",
        "float64",
        "Int64",
    )
    assert df.loc[5, "jumlah_anggota"] == 10 and df["jumlah_anggota"].isna().tolist() == [False, True]
    assert df["tanggal_rat"].tolist() == [D(2025, 3, 12), None]
    assert df["alamat"].tolist() == [None, None] and df["aset"].isna().all()
    assert findings == []


def test_zero_blank_and_dash_stay_apart():
    df, findings = normalise_table(
        register(shu=[0.0, None, "-", "nihil", "0"], pakai_internet=["tidak", None, "-", 0.0, "ya"])
    )
    assert df["shu"].fillna(-1).tolist() == [0, -1, -1, 0, 0]
    assert df["pakai_internet"].tolist() == [False, None, None, False, True]
    assert findings == []


def test_each_unreadable_cell_is_listed_at_its_address_with_what_was_typed():
    df, findings = normalise_table(
        register(
            jumlah_anggota=["1.250", "banyak", 12.5, -3.0],
            tanggal_rat=["07/14/2025", "kemarin", "31/02/2025", 45000.0],
            jenis=["KSP", "Simpan Pijam", "-", None],
        )
    )
    assert df["jumlah_anggota"].fillna(-1).tolist() == [1250, -1, -1, -1]
    assert df["tanggal_rat"].tolist() == [D(2025, 7, 14), None, None, D(2023, 3, 15)]
    assert df["jenis"].tolist() == ["Simpan Pinjam", None, None, None]
    assert [(t.kode, t.sel, t.isi) for t in findings] == [
        ("tanggal_ganda_arti", "C5", "07/14/2025"),
        ("bukan_bilangan", "B6", "banyak"),
        ("bukan_tanggal", "C6", "kemarin"),
        ("pilihan_tak_dikenal", "D6", "Simpan Pijam"),
        ("bukan_bulat", "B7", "12.5"),
        ("bukan_tanggal", "C7", "31/02/2025"),
        ("negatif", "B8", "-3"),
    ]
    assert findings[3].usul == "Simpan Pinjam" and findings[3].lembar == "Data"


def test_the_same_mistake_in_many_cells_is_listed_for_each_of_them():
    _, findings = normalise_table(register(aset=["?"] * 30))
    assert found(findings) == [("bukan_bilangan", f"B{r}") for r in range(5, 35)]


def test_a_status_that_is_blank_or_unknown_is_never_aktif():
    df, findings = normalise_table(register(status=["Aktif", None, "-", "1", 2.0, "Akif"]))
    assert df["status"].tolist() == ["aktif"] + ["tidak diketahui"] * 5
    assert found(findings) == [
        ("status_kosong", "B6"),
        ("status_kosong", "B7"),
        ("status_tak_dikenal", "B8"),
        ("status_tak_dikenal", "B9"),
        ("status_tak_dikenal", "B10"),
    ]
    assert findings[-1].usul == "Aktif"


def test_without_a_status_column_no_cooperative_has_a_status():
    df, findings = normalise_table(table("koperasi", {"nama_koperasi": ["KSU A"], "kelurahan": ["Turi"]}))
    assert df["status"].tolist() == ["tidak diketahui"]
    assert findings == []  # the missing column has been reported by locate


def test_a_blank_mandatory_cell_cannot_be_published():
    _, findings = normalise_table(
        register(nama_koperasi=["KSU A", "", None, "-"], kelurahan=["Turi", "Turi", None, " "])
    )
    assert found(findings) == [
        ("wajib_kosong", "B6"),
        ("wajib_kosong", "B7"),
        ("wajib_kosong", "C7"),
        ("wajib_kosong", "B8"),
        ("wajib_kosong", "C8"),
    ]
    assert {t.berat for t in findings} == {"salah"}
    assert findings[3].isi == "-"


def test_error_cells_and_uncalculated_formulas_are_listed_and_never_read_as_blank():
    df, findings = normalise_table(
        register(
            nama_koperasi=[None, "KSU B"],
            status=[None, None],
            aset=[None, None],
            galat={(5, 2): "#REF!", (5, 3): "#N/A", (5, 4): "#DIV/0!", (99, 4): "#DIV/0!"},
            tanpa_nilai={(6, 3), (6, 4)},
        )
    )
    assert found(findings) == [
        ("sel_galat_wajib", "B5"),
        ("sel_galat_wajib", "C5"),
        ("sel_galat", "D5"),
        ("rumus_tanpa_nilai_wajib", "C6"),
        ("rumus_tanpa_nilai", "D6"),
    ]
    assert findings[2].isi == "#DIV/0!"
    assert df["status"].tolist() == ["tidak diketahui"] * 2


def test_money_in_millions_becomes_rupiah_and_is_said_once():
    df, findings = normalise_table(
        register(
            aset=[151.85, "1.250,5", "2 M", "1.250"],
            shu=[-0.5, None, None, None],
            satuan={"aset": (1e6, "Rp juta", "judul"), "shu": (1e6, "Rp juta", "judul")},
        )
    )
    assert df["aset"].tolist() == [151_850_000, 1_250_500_000, 2_000_000_000, 1_250_000_000]
    assert df.loc[5, "shu"] == -500_000
    assert found(findings) == [("satuan_dikali", "B4"), ("satuan_dikali", "C4")]
    assert findings[0].pesan == "Aset ditulis dalam Rp juta; dikalikan menjadi Rp."


@pytest.mark.parametrize(
    ("column", "cells", "unit", "expected"),
    [
        ("aset", [150.0, 2_000.0, 0.0], {}, [("satuan_tidak_jelas", "B4")]),
        ("aset", [150e6, 2_000.0, 900e6], {}, []),  # one small value is no sign
        ("aset", [150.0, 2_000.0], {"aset": (1.0, "Rp", "judul")}, []),
        ("aset", [0.0, None], {}, []),
        ("shu", [150.0, 2_000.0], {}, []),  # a surplus may be small
    ],
)
def test_small_money_without_a_unit_is_doubted_once(column, cells, unit, expected):
    _, findings = normalise_table(register(**{column: cells}, satuan=unit))
    assert found(findings) == expected


def test_a_score_formatted_as_per_cent_is_points():
    df, findings = normalise_table(register(skor_kesehatan=[0.87, 87.0, 1.2], persen={(5, 2), (7, 2)}))
    assert df["skor_kesehatan"].fillna(-1).tolist() == [87, 87, -1]
    assert [(t.kode, t.sel, t.isi) for t in findings] == [("di_luar_batas", "B7", "120%")]


def test_numbers_of_documents_typed_as_numbers_are_said_once_with_their_count():
    df, findings = normalise_table(
        register(
            nik_koperasi=["0035720100", 3572010010001.0, 3572010010002.0],
            nomor_badan_hukum=["1095/BH/XV", dt.datetime(2004, 5, 12), "proses"],
        )
    )
    assert df["nik_koperasi"].tolist() == ["0035720100", "3572010010001", "3572010010002"]
    assert df["nomor_badan_hukum"].tolist() == ["1095/BH/XV", None, None]
    assert [(t.kode, t.sel, t.isi) for t in findings] == [
        ("nik_angka", "B6", "2 sel"),
        ("nomor_jadi_tanggal", "C6", "2004-05-12"),
        ("bukan_nomor", "C7", "proses"),
    ]


def test_the_section_row_fills_a_blank_area_but_never_replaces_a_typed_one():
    df, findings = normalise_table(
        register(
            kelurahan=["Turi", None, None],
            seksi={"kelurahan": ["Bendo", "Bendo", ""], "kecamatan": ["Sukorejo", "", ""]},
        )
    )
    assert df["kelurahan"].tolist() == ["Turi", "Bendo", None]
    assert df["kecamatan"].tolist() == ["Sukorejo", None, None]
    assert found(findings) == [("wajib_kosong", "B7")]


def test_ditto_marks_repeat_the_cell_above():
    df, findings = normalise_table(
        register(kelurahan=["Turi", '"', "sda", "Bendo", "-„-", "idem"], jenis=["〃", "KSP", "''", "-", "s.d.a", None])
    )
    assert df["kelurahan"].tolist() == ["Turi", "Turi", "Turi", "Bendo", "Bendo", "Bendo"]
    assert df["jenis"].tolist() == [None, "Simpan Pinjam", "Simpan Pinjam", None, None, None]
    assert found(findings) == [("pilihan_tak_dikenal", "C5")]


def training(**rest):
    return table("pelatihan", {"nama_peserta": ["Peserta 1", "Peserta 2"], **rest.pop("kolom", {})}, **rest)


def test_what_stands_above_the_table_holds_for_every_row():
    df, findings = normalise_table(
        training(
            atas={
                "nama_kegiatan": (" Pelatihan  Perkoperasian ", "B1"),
                "tanggal_mulai": ("05-07 Maret 2024", "B2"),
                "tempat": ("Wisma PKPRI", "B3"),
            }
        )
    )
    assert df["nama_kegiatan"].tolist() == ["Pelatihan Perkoperasian"] * 2
    assert df["tanggal_mulai"].tolist() == [D(2024, 3, 5)] * 2
    assert df["tanggal_selesai"].tolist() == [D(2024, 3, 7)] * 2
    assert df["tempat"].tolist() == ["Wisma PKPRI"] * 2
    assert findings == []


def test_a_cell_of_its_own_goes_before_what_stands_above():
    df, _ = normalise_table(
        training(
            kolom={"nama_kegiatan": ["Digitalisasi", None], "tanggal_mulai": [dt.datetime(2024, 3, 6), None]},
            atas={"nama_kegiatan": ("Perkoperasian", "B1"), "tanggal_mulai": ("5-7 Maret 2024", "B2")},
        )
    )
    assert df["nama_kegiatan"].tolist() == ["Digitalisasi", "Perkoperasian"]
    assert df["tanggal_mulai"].tolist() == [D(2024, 3, 6), D(2024, 3, 5)]
    assert df["tanggal_selesai"].tolist() == [None, D(2024, 3, 7)]


def test_an_unreadable_date_above_the_table_is_listed_once_at_its_cell():
    df, findings = normalise_table(training(atas={"nama_kegiatan": ("A", "B1"), "tanggal_mulai": ("Maret 2024", "C2")}))
    assert df["tanggal_mulai"].tolist() == [None, None]
    assert [(t.kode, t.sel, t.isi) for t in findings] == [("tanggal_wajib_tanpa_hari", "C2", "Maret 2024")]


def test_an_unreadable_cell_is_not_covered_by_what_stands_above():
    df, findings = normalise_table(
        training(
            kolom={"nama_kegiatan": ["A", "A"], "tanggal_mulai": ["besok", "5 Maret 2024"]},
            atas={"tanggal_mulai": ("7 Maret 2024", "B2")},
        )
    )
    assert df["tanggal_mulai"].tolist() == [None, D(2024, 3, 5)]
    assert found(findings) == [("tanggal_wajib_salah", "D5")]


def test_the_ends_of_a_training():
    df, findings = normalise_table(
        table(
            "pelatihan",
            {
                "nama_kegiatan": ["A"] * 5,
                "nama_peserta": ["P"] * 5,
                "tanggal_mulai": ["5-7 Maret 2024", "5-7 Maret 2024", "5-7 Maret 2024", "5 Maret 2024", None],
                "tanggal_selesai": [None, "7 Maret 2024", "8 Maret 2024", None, "lusa"],
            },
        )
    )
    assert df["tanggal_selesai"].tolist() == [D(2024, 3, 7), D(2024, 3, 7), D(2024, 3, 8), None, None]
    assert found(findings) == [("rentang_tanggal", "D7"), ("wajib_kosong", "D9"), ("tanggal_wajib_salah", "E9")]


def test_the_date_of_a_visit_decides_the_quarter_and_must_be_readable():
    df, findings = normalise_table(
        table(
            "pendampingan",
            {"tanggal": ["minggu lalu", None, "5-7 Maret 2024", 45000.0], "sasaran": ["A", "B", "C", "D"]},
        )
    )
    assert df["tanggal"].tolist() == [None, None, D(2024, 3, 5), D(2023, 3, 15)]
    assert [(t.kode, t.sel, t.berat) for t in findings] == [
        ("tanggal_wajib_salah", "B5", "salah"),
        ("wajib_kosong", "B6", "salah"),
        ("rentang_tanggal", "B7", "periksa"),
    ]


def test_a_register_with_one_date_in_american_order_lists_the_doubtful_others():
    df, findings = normalise_table(register(tanggal_rat=["07/14/2025", "05/07/2025", "25/07/2025"]))
    assert df["tanggal_rat"].tolist() == [D(2025, 7, 14), D(2025, 7, 5), D(2025, 7, 25)]
    assert found(findings) == [("tanggal_ganda_arti", "B5"), ("tanggal_ganda_arti", "B6")]


def test_findings_do_not_repeat_personal_data():
    df, findings = normalise_table(
        training(
            kolom={
                "nik_peserta": ["3,57202E+15", 3572020101010001.0],
                "tanggal_lahir": [dt.datetime(1980, 1, 2), None],
            },
            atas={"nama_kegiatan": ("A", "B1"), "tanggal_mulai": ("5 Maret 2024", "B2")},
        )
    )
    assert df["tanggal_lahir"].tolist() == ["1980-01-02", None]
    assert [(t.kode, t.sel, t.isi) for t in findings] == [("nomor_disingkat", "C5", "…"), ("nik_angka", "C6", "1 sel")]
    assert "3,57202E+15" not in str(findings)


def test_the_year_of_a_rat_is_not_taken_from_its_date():
    df, findings = normalise_table(register(tahun_buku_rat=["TB 2024", 2023.0, dt.datetime(2024, 3, 12), "Sudah", "-"]))
    assert df["tahun_buku_rat"].fillna(0).tolist() == [2024, 2023, 0, 0, 0]
    assert found(findings) == [("bukan_tahun", "B7"), ("bukan_tahun", "B8")]


def test_a_table_without_rows_keeps_its_columns():
    tables = register(aset=[1.0])
    tables.data = tables.data.iloc[:0]
    df, findings = normalise_table(tables)
    assert (len(df), list(df.columns), findings) == (0, [k.nama for k in COOPERATIVES_SHEET.kolom], [])


cells = st.one_of(
    st.none(), st.floats(), st.booleans(), st.sampled_from(["1.250", "12,5", "-", "nihil", "(5)", "x", "1,5 juta"])
)


@given(
    st.lists(cells, max_size=8),
    st.sampled_from(["aset", "shu", "jumlah_anggota", "skor_kesehatan"]),
    st.sampled_from([1.0, 1e6]),
)
@settings(deadline=None)  # a loaded machine is no finding
def test_a_column_converts_as_its_cells_do_one_by_one(isi, nama, factor):
    column = COOPERATIVES_SHEET[nama]
    style = choose_rule(column, isi, factor)
    one_by_one = [read_number(s, style) for s in isi]
    typed = convert_column(column, isi, factor)
    assert [None if np.isnan(v) else v for v in typed.values] == [b.value for b in one_by_one]
    assert typed.reasons == {i: b.reason for i, b in enumerate(one_by_one) if b.reason}


def test_the_workbook_is_not_changed_by_reading_it():
    tables = register(kelurahan=["Turi", '"'], aset=["1.250", None])
    before = tables.data.copy(deep=True)
    normalise_table(tables)
    pd.testing.assert_frame_equal(tables.data, before)
