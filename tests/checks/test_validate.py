"""Checks inside a table and against last quarter: what is listed, where, and what is left in peace."""

import datetime as dt

import pandas as pd
import pytest

from etl.cells.place import add_place, make_locator
from etl.checks.status_rule import compute_status, find_due_book_year, find_kkmp
from etl.checks.validate import (
    check_days,
    check_future,
    check_health,
    check_jumps,
    check_members,
    check_register,
    check_status,
    check_totals,
    find_predicate,
    make_total_rows,
)
from etl.skema import TRAININGS_SHEET, VISITS_SHEET
from tests.frames import brief, normal, rows, table

D = dt.date


@pytest.mark.parametrize(
    ("men", "women", "count", "wrong"),
    [
        (40, 60, 100, False),
        (40, 60, 101, True),
        (0, 0, 0, False),
        (0, 0, 5, True),
        (None, 60, 100, False),
        (40, 60, None, False),
    ],
)
def test_members_are_compared_only_where_all_three_numbers_stand(men, women, count, wrong):
    df, locator = rows("koperasi", ["anggota_laki", "anggota_perempuan", "jumlah_anggota"], [men, women, count])
    assert brief(check_members(df, locator)) == ([("anggota_tidak_cocok", "D5")] if wrong else [])


def test_the_members_finding_shows_the_sum():
    df, locator = rows("koperasi", ["anggota_laki", "anggota_perempuan", "jumlah_anggota"], [1000, 60, 1600])
    assert (
        check_members(df, locator)[0].pesan == "Laki-laki 1.000 + perempuan 60 = 1.060, tetapi jumlah tertulis 1.600."
    )


@pytest.mark.parametrize(
    ("score", "nama"),
    [
        (100, "Sehat"),
        (80, "Sehat"),
        (79.99, "Cukup Sehat"),
        (66, "Cukup Sehat"),
        (65.9, "Dalam Pengawasan"),
        (51, "Dalam Pengawasan"),
        (50.99, "Dalam Pengawasan Khusus"),
        (0, "Dalam Pengawasan Khusus"),
    ],
)
def test_the_lower_bound_of_a_predicate_is_inclusive(score, nama):
    assert find_predicate(score) == nama


def test_score_and_predicate_that_contradict_are_listed():
    df, locator = rows(
        "koperasi",
        ["skor_kesehatan", "predikat_kesehatan"],
        [79.5, "Sehat"],
        [80, "Sehat"],
        [None, "Sehat"],
        [40, None],
    )
    listing = check_health(df, locator)
    assert brief(listing) == [("skor_predikat_berbeda", "C5")]
    assert listing[0].pesan == "Skor 79,5 berarti “Cukup Sehat”, tetapi tertulis “Sehat”."


@pytest.mark.parametrize(
    ("end", "year"),
    [
        (D(2025, 3, 31), 2023),
        (D(2025, 6, 30), 2024),
        (D(2025, 9, 30), 2024),
        (D(2025, 12, 31), 2024),
        (D(2026, 3, 31), 2024),
    ],
)
def test_a_rat_is_due_on_30_june_of_the_next_year(end, year):
    assert find_due_book_year(end, 6) == year


# At 2025-T3 with n = 3 the last due book year is 2024.
STATUS = [
    # tahun_buku_rat, tanggal_rat, tanggal_badan_hukum, kkmp, status
    (2024, None, D(2000, 1, 1), False, "aktif"),
    (2022, None, D(2000, 1, 1), False, "aktif"),
    (2021, None, D(2000, 1, 1), False, "tidak aktif"),
    (None, D(2025, 3, 12), D(2000, 1, 1), False, "aktif"),
    (None, D(2022, 3, 12), D(2000, 1, 1), False, "tidak aktif"),
    (2024, D(2019, 3, 12), None, False, "aktif"),
    (2021, None, None, False, "tidak aktif"),
    (None, None, D(2000, 1, 1), False, "tidak diketahui"),
    (None, None, None, False, "tidak diketahui"),
    (None, None, D(2022, 10, 1), False, "aktif"),
    (None, None, D(2022, 9, 30), False, "tidak diketahui"),
    (None, None, None, True, "aktif"),
    (None, None, D(2025, 6, 2), True, "aktif"),
    (2019, None, D(2000, 1, 1), True, "tidak aktif"),
    (None, None, D(2000, 1, 1), True, "tidak diketahui"),
    (None, D(2025, 10, 1), D(2000, 1, 1), False, "tidak diketahui"),
    (2205, None, D(2000, 1, 1), False, "tidak diketahui"),
    (None, None, D(2029, 1, 1), False, "tidak diketahui"),
]


def status_frame(line: list) -> pd.DataFrame:
    df = pd.DataFrame(line, columns=["tahun_buku_rat", "tanggal_rat", "tanggal_badan_hukum", "kkmp"], dtype=object)
    return df.astype({"tahun_buku_rat": "Int64", "kkmp": bool})


@pytest.mark.parametrize("line", STATUS)
def test_the_status_follows_from_rat_years_and_age(line):
    df = status_frame([line[:4]])
    assert compute_status(df, D(2025, 9, 30), 3, 6).tolist() == [line[4]]


def test_all_rows_at_once_give_what_each_gives_alone():
    df = status_frame([b[:4] for b in STATUS])
    assert compute_status(df, D(2025, 9, 30), 3, 6).tolist() == [b[4] for b in STATUS]


def test_the_number_of_missed_years_is_a_setting():
    df = status_frame([(2022, None, D(2000, 1, 1), False)] * 1)
    assert [compute_status(df, D(2025, 9, 30), n, 6)[0] for n in (1, 2, 3)] == ["tidak aktif", "tidak aktif", "aktif"]


def test_a_kkmp_owes_its_first_rat_on_30_june_2026():
    df = status_frame([(None, None, None, True)])
    assert [compute_status(df, day, 3, 6)[0] for day in (D(2026, 3, 31), D(2026, 6, 30))] == [
        "aktif",
        "tidak diketahui",
    ]


def test_merah_putih_is_known_by_group_or_name():
    df, _ = rows(
        "koperasi",
        ["nama_koperasi", "kelompok"],
        ["Koperasi Kelurahan Merah  Putih Turi", None],
        ["KKMP Turi", None],
        ["Koperasi Turi", "KKMP"],
        ["KSU Putih", "KSU"],
        [None, None],
    )
    assert find_kkmp(df).tolist() == [True, True, True, False, False]


def test_typed_and_computed_status_are_compared_only_where_both_know():
    df, locator = rows(
        "koperasi",
        ["status", "tahun_buku_rat", "tanggal_badan_hukum"],
        ["aktif", 2020, D(2000, 1, 1)],
        ["aktif", None, D(2000, 1, 1)],
        ["diusulkan dibubarkan", 2015, D(2000, 1, 1)],
        ["tidak aktif", 2024, D(2000, 1, 1)],
        ["tidak aktif", None, D(2024, 1, 1)],
        [None, 2024, None],
    )
    df["status_hitung"] = compute_status(df.assign(kkmp=False), D(2025, 9, 30), 3, 6)
    listing = check_status(df, locator, D(2025, 9, 30))
    assert brief(listing) == [("status_rat_berbeda", "B5"), ("status_rat_berbeda", "B8"), ("status_rat_berbeda", "B9")]
    assert (
        listing[0].pesan == "Tertulis “aktif”, tetapi menurut aturan RAT “tidak aktif” (RAT terakhir tahun buku 2020)."
    )
    assert listing[2].pesan.endswith("(RAT terakhir tahun buku belum ada).")


def test_dates_after_the_quarter_are_listed_but_a_certificate_may_run_on():
    df, locator = rows(
        "koperasi",
        ["tanggal_badan_hukum", "tanggal_rat", "tahun_buku_rat", "tanggal_sertifikat"],
        [D(2025, 9, 30), D(2025, 9, 30), 2025, D(2027, 1, 1)],
        [D(2205, 1, 1), D(2025, 10, 1), 2026, None],
        [None, None, None, None],
    )
    listing = check_future(df, locator, D(2025, 9, 30))
    assert brief(listing) == [("tanggal_mendatang", "B6"), ("tanggal_mendatang", "C6"), ("tanggal_mendatang", "D6")]
    assert listing[1].pesan == "Tanggal RAT Terakhir 1 Oktober 2025 sesudah akhir triwulan."


# ── against last quarter ──


@pytest.mark.parametrize(
    ("now", "before", "times"),
    [
        (1.25e9, 1.2e6, "1.000 kali lebih besar"),
        (1.2e3, 1.25e9, "1.000.000 kali lebih kecil"),
        (3e8, 2e6, "150 kali lebih besar"),
        (-2e8, 2e6, "100 kali lebih besar, tandanya terbalik"),
        (1.9e8, 2e6, None),
        (0, 2e6, None),
        (2e6, 0, None),
        (None, 2e6, None),
        (2e6, None, None),
    ],
)
def test_a_jump_by_the_set_factor_is_listed_with_its_size(now, before, times):
    df, locator = rows("koperasi", ["nama_koperasi", "shu"], ["KSU Maju", now])
    previous = pd.DataFrame({"koperasi_id": ["KA"], "shu": [before]}, dtype=object).astype({"shu": float})
    listing = check_jumps(df.assign(koperasi_id="KA"), locator, previous, 100)
    assert [(t.sel, t.pesan.rsplit("(", 1)[1][:-2]) for t in listing] == ([("C5", times)] if times else [])


def test_a_thousand_times_is_a_wrong_unit_whatever_the_setting():
    df, locator = rows("koperasi", ["nama_koperasi", "aset"], ["KSU Maju", 2.1e9])
    previous = pd.DataFrame({"koperasi_id": ["KA"], "aset": [2e6]})
    listing = check_jumps(df.assign(koperasi_id="KA"), locator, previous, 5000)
    assert listing[0].pesan == "Aset Rp 2.100.000.000, padahal triwulan lalu Rp 2.000.000 (1.000 kali lebih besar)."
    assert check_jumps(df.assign(koperasi_id="KB"), locator, previous, 5000) == []


def test_the_register_as_a_whole_gets_its_flags_and_all_findings():
    df, locator = rows(
        "koperasi",
        ["nama_koperasi", "status", "tahun_buku_rat", "anggota_laki", "anggota_perempuan", "jumlah_anggota"],
        ["KSU Maju", "aktif", 2020, 1, 2, 4],
        ["KKMP Turi", "aktif", None, 1, 2, 3],
    )
    settings = {"aturan": {"tahun_tanpa_rat": 3, "bulan_batas_rat": 6}, "pemeriksaan": {"lonjakan": 100}}
    df, listing = check_register(df, locator, "2025-T3", settings)
    assert (df["kkmp"].tolist(), df["status_hitung"].tolist()) == ([False, True], ["tidak aktif", "aktif"])
    assert brief(listing) == [("anggota_tidak_cocok", "G5"), ("status_rat_berbeda", "C5")]


# ── dates and the quarter ──


@pytest.mark.parametrize(
    ("start", "finished", "finding"),
    [
        (D(2025, 7, 1), None, []),
        (D(2025, 7, 1), D(2025, 9, 30), []),
        (D(2025, 6, 30), None, [("di_luar_triwulan", "C5")]),
        (D(2025, 10, 1), None, [("di_luar_triwulan", "C5")]),
        (D(2025, 6, 29), D(2025, 7, 1), [("melintas_triwulan", "C5")]),
        (D(2025, 9, 30), D(2025, 10, 1), [("di_luar_triwulan", "D5")]),
        (D(2025, 8, 7), D(2025, 8, 5), [("tanggal_terbalik", "D5")]),
        (None, None, []),
    ],
)
def test_the_end_of_a_training_decides_its_quarter(start, finished, finding):
    df, locator = rows("pelatihan", ["nama_peserta", "tanggal_mulai", "tanggal_selesai"], ["Ani", start, finished])
    assert brief(check_days(df, locator, "2025-T3", TRAININGS_SHEET)) == finding


def test_a_wrong_date_above_the_table_is_one_finding_for_all_participants():
    tables = table("pelatihan", ["nama_peserta"], ["Ani"], ["Budi"])
    tables.above["tanggal_mulai"] = (D(2025, 6, 1), "C2")
    df = add_place(normal(tables), tables).assign(tanggal_mulai=D(2025, 6, 1))
    listing = check_days(df, make_locator([tables]), "2025-T3", TRAININGS_SHEET)
    assert brief(listing) == [("di_luar_triwulan", "C2")]
    assert listing[0].pesan == "Tanggal Mulai 1 Juni 2025 di luar Triwulan III 2025."


def test_a_visit_outside_the_quarter_cannot_be_published():
    df, locator = rows(
        "pendampingan",
        ["tanggal", "sasaran"],
        [D(2025, 7, 1), "A"],
        [D(2025, 9, 30), "A"],
        [D(2024, 8, 1), "A"],
        [None, "A"],
    )
    listing = check_days(df, locator, "2025-T3", VISITS_SHEET)
    assert [(t.kode, t.sel, t.berat) for t in listing] == [("di_luar_triwulan", "B7", "salah")]


# ── totals ──


def test_a_total_row_is_compared_with_the_rows_it_sums_over():
    tables = table(
        "koperasi", ["nama_koperasi", "jumlah_anggota", "aset"], ["A", 10, 1e6], ["B", 20, None], ["C", 5, 2e6]
    )
    tables.total_rows = [
        (7, {"nama_koperasi": "Jumlah", "jumlah_anggota": 30.0, "aset": 1e6}, [5, 6]),
        (9, {"nama_koperasi": "Total", "jumlah_anggota": 36.0, "aset": None}, [5, 6, 7]),
    ]
    listing = check_totals(normal(tables), tables, normal(make_total_rows(tables)))
    assert brief(listing) == [("jumlah_tidak_cocok", "C9")]
    assert listing[0].pesan == "Baris jumlah, kolom Jumlah Anggota: tertulis 36, tetapi baris di atasnya berjumlah 35."


def test_a_total_in_millions_may_be_rounded_to_a_million():
    tables = table("koperasi", ["nama_koperasi", "aset"], ["A", 1_400_000.0], ["B", 1_400_000.0])
    tables.units = {"aset": (1e6, "Rp juta", "judul")}
    tables.total_rows = [(7, {"aset": 3_000_000.0}, [5, 6])]
    assert check_totals(normal(tables), tables, normal(make_total_rows(tables))) == []
    tables.total_rows = [(7, {"aset": 5_000_000.0}, [5, 6])]
    assert brief(check_totals(normal(tables), tables, normal(make_total_rows(tables)))) == [
        ("jumlah_tidak_cocok", "C7")
    ]


def test_a_total_that_a_spreadsheet_added_up_without_the_texts_says_so():
    """SUM leaves out what is stored as text: the register is right, and so is the program that added."""
    tables = table("koperasi", ["nama_koperasi", "aset"], ["A", "1.000.000"], ["B", 250_000.0], ["C", "2.000.000,00"])
    tables.total_rows = [(8, {"aset": 250_000.0}, [5, 6, 7])]
    typed = normal(table("koperasi", ["nama_koperasi", "aset"], ["A", 1e6], ["B", 250_000.0], ["C", 2e6]))
    (found,) = check_totals(typed, tables, normal(make_total_rows(tables)))
    assert found.saran == (
        "Periksa baris jumlahnya atau barisnya. Excel melewati 2 angka di kolom ini yang tersimpan sebagai teks; ubah "
        "menjadi angka."
    )
    tables.total_rows = [(8, {"aset": 999_000.0}, [5, 6, 7])]
    (found,) = check_totals(typed, tables, normal(make_total_rows(tables)))
    assert found.saran == "Periksa baris jumlahnya atau barisnya."
