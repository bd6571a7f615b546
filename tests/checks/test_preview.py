"""What the preview says beyond names: every value that changes, and what later quarters show instead."""

from __future__ import annotations

import copy
import datetime as dt

import pandas as pd
import pytest

from dasbor.staff.upload import changes
from etl import run
from etl.checks.changed_cells import COLUMNS
from etl.model import CheckResult
from etl.publish.publish import publish_workbook
from etl.skema import COOPERATIVES_SHEET
from etl.store.versions import Store
from tests import golden
from tests.workbooks import workbook


def check(store: Store, periode: str, **cells: object) -> CheckResult:
    """The golden city's workbook of a quarter again, its first cooperative with other values."""
    return run.check_workbook(book(periode, **cells), "a.xlsx", periode, store=store)


def book(periode: str, **cells: object) -> bytes:
    sheets = copy.deepcopy(golden.BUKU[periode])
    header, first = sheets["Koperasi"][:2]
    for heading, value in cells.items():
        first[header.index(heading.replace("_", " "))] = value
    return workbook(sheets)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    """A correction of the latest quarter: money ten times as much, five members fewer, another kelurahan."""
    store = Store(tmp_path_factory.mktemp("emas"))
    golden.copy_all(store)
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(store.folder))
        return check(store, "2025-T3", Modal_Sendiri=1_000_000_000, Jumlah_Anggota=25, Kelurahan="Gedog", SHU=None)


def test_every_value_old_and_new_the_one_that_moves_the_city_most_first(corrected):
    cells = corrected.changed_cells
    assert cells["kolom"].tolist() == ["modal_sendiri", "shu", "kode_kelurahan", "jumlah_anggota"]
    assert set(cells["nama_koperasi"]) == {"KSP Satu"}
    assert cells["bobot"].is_monotonic_decreasing
    assert list(cells) == COLUMNS
    (weight,) = cells.loc[cells["kolom"] == "modal_sendiri", "bobot"]
    assert weight == pytest.approx(900 / 1055)  # of 1.055 million now


def test_they_are_said_as_a_clerk_reads_them(corrected):
    said = changes.list_cells(corrected.changed_cells, {"35.72.02.1004": "Turi", "35.72.03.1004": "Gedog"})
    rows = {row.kolom: (row.sebelum, row.sesudah) for row in said.itertuples()}
    assert rows["Modal Sendiri"] == ("Rp 100.000.000", "Rp 1.000.000.000")
    assert rows["SHU"] == ("Rp 10.000.000", "kosong")
    assert rows["Jumlah Anggota"] == ("30", "25")
    assert rows["Kelurahan"][0] == "Turi"
    assert said["nama_koperasi"].tolist()[0] == "KSP Satu"


BY_TYPE = {
    "teks": ("a", "b", "a", "b"),
    "pilihan": ("x", "y", "x", "y"),
    "bulat": (1200, 7, "1.200", "7"),
    "tahun": (2023, 2024, "2023", "2024"),
    "rupiah": (1_000_000, 0, "Rp 1.000.000", "Rp 0"),
    "desimal": (1.5, 2.0, "1,5", "2"),
    "tanggal": (dt.date(2025, 3, 1), dt.date(2025, 4, 2), "1 Maret 2025", "2 April 2025"),
    "ya_tidak": (True, False, "ya", "tidak"),
}


@pytest.mark.parametrize("k", COOPERATIVES_SHEET.stored_columns, ids=lambda k: k.nama)
def test_a_changed_value_of_each_column_is_said_in_its_own_form(k):
    old, new, *said = BY_TYPE.get(k.tipe, BY_TYPE["teks"])
    row = ("KABCDEFGH", "KSP Satu", "35.72.02.1004", k.nama, old, new, 0.1)
    (cell,) = changes.list_cells(pd.DataFrame([row], columns=COLUMNS, dtype=object), {}).itertuples()
    assert [cell.sebelum, cell.sesudah] == said


def test_whom_trainings_and_visits_reached_is_compared_with_what_is_published_for_the_quarter(store):
    golden.copy_all(store)
    sheets = copy.deepcopy(golden.BUKU["2025-T3"])
    visits, people = sheets["Pendampingan"], sheets["Pelatihan"]
    visits[1][0] = dt.date(2025, 7, 16)
    visits.append([dt.date(2025, 9, 1), "KSP Satu", None, "Petugas 2", "Khusus"])
    del people[2]  # one of two from Kopas Delapan
    data = workbook(sheets)
    result = run.check_workbook(data, "a.xlsx", "2025-T3", store=store)
    said = changes.list_cells(result.changed_cells, {})
    assert sorted(said[["nama_koperasi", "kolom", "sebelum", "sesudah"]].itertuples(index=False, name=None)) == [
        ("KPRI Tiga", "Tanggal", "15 Juli 2025", "16 Juli 2025"),
        ("KSP Satu", "Jenis Pendampingan", "kosong", "Khusus"),
        ("KSP Satu", "Jumlah kunjungan", "kosong", "1"),
        ("KSP Satu", "Tanggal", "kosong", "1 September 2025"),
        ("Kopas Delapan", "Jenis Kelamin (L/P)", "L, P", "P"),
        ("Kopas Delapan", "Jumlah peserta", "2", "1"),
    ]
    assert result.changed_cells["bobot"].is_monotonic_decreasing


def test_a_first_publication_of_trainings_alone_changes_no_value(store):
    golden.copy_all(store, until="2025-T1")
    result = run.check_workbook(workbook(golden.BUKU["2025-T2"]), "a.xlsx", "2025-T2", store=store)
    assert result.changed_cells is None


def test_a_quarter_after_it_that_looks_back_on_it_is_named_with_its_indicators(store):
    golden.copy_all(store)
    result = check(store, "2024-T3", Status="Tidak Aktif")
    later = result.perubahan["triwulan_sesudahnya"]
    assert {q: [i["indikator"] for i in moved] for q, moved in later.items()} == {"2025-T3": ["aktif_kembali"]}
    assert changes.say_changes(result.perubahan)[-1].startswith("Triwulan III 2025 ikut berubah: ")
    told = changes.list_later(result.perubahan).iloc[0]
    published = store.open_version(5)
    sql = "select pembilang, penyebut from indikator where periode = '2025-T3' and kode_wilayah = '35.72'"
    sql += " and indikator = 'aktif_kembali' and kelompok_hitung = 'semua'"
    before = published.execute(sql).fetchall()[0]
    assert f"({before[0]:.0f} dari {before[1]:.0f})" in told["sebelum"]
    publish_workbook(result, book("2024-T3", Status="Tidak Aktif"), "siti", "koreksi", store=store)
    after = store.open_version(6).execute(sql).fetchall()[0]
    assert f"({after[0]:.0f} dari {after[1]:.0f})" in told["sesudah"]
    assert before != after


def test_the_same_values_are_no_change_and_without_a_register_there_is_nothing_to_compare(store):
    golden.copy_all(store)
    again = check(store, "2025-T3")
    assert (again.changed_cells.empty, again.perubahan["triwulan_sesudahnya"]) == (True, {})
    assert changes.list_cells(pd.DataFrame(columns=COLUMNS), {}).empty


def test_a_column_that_the_register_lacks_is_unknown_in_the_preview_as_on_the_pages(store):
    golden.copy_all(store, until="2025-T2")
    sheets = copy.deepcopy(golden.BUKU["2025-T3"])
    gone = [sheets["Koperasi"][0].index(one) for one in ("Status NIK", "Tanggal Berlaku Sertifikat", "Media Pemasaran")]
    sheets["Koperasi"] = [[v for n, v in enumerate(row) if n not in gone] for row in sheets["Koperasi"]]
    result = run.check_workbook(workbook(sheets), "a.xlsx", "2025-T3", store=store)
    after = {i["indikator"]: i["sesudah"]["nilai"] for i in result.perubahan["indikator"]}
    assert (after["sertifikat_nik"], after["pemasaran"]) == (None, None)
    assert after["koperasi_aktif"] > 0
    whole = check(store, "2025-T3").perubahan["indikator"]
    assert next(i for i in whole if i["indikator"] == "sertifikat_nik")["sesudah"]["penyebut"] > 0


def test_beside_the_figures_of_a_new_quarter_stand_those_of_the_last_register(store):
    golden.copy_all(store, until="2025-T2")
    result = check(store, "2025-T3")
    compared = result.perubahan["dibandingkan"]
    assert compared == {"periode": "2024-T3", "sama": False}
    sql = "select pembilang, penyebut from indikator where kode_wilayah = '35.72' and kelompok_hitung = 'semua'"
    sql += " and indikator = 'koperasi_aktif' and periode = '2024-T3'"
    (published,) = store.open_version(store.find_current()).execute(sql).fetchall()
    (active,) = [i for i in result.perubahan["indikator"] if i["indikator"] == "koperasi_aktif"]
    assert (active["lalu"]["pembilang"], active["lalu"]["penyebut"]) == published
    assert active["sebelum"] is None


def test_a_row_that_says_something_else_counts_once_and_so_does_one_that_came_or_went(store):
    golden.copy_all(store)
    assert check(store, "2025-T3").perubahan["baris"]["koperasi"]["berbeda"] == 0
    assert check(store, "2025-T3", SHU=None).perubahan["baris"]["koperasi"]["berbeda"] == 1
    longer = copy.deepcopy(golden.BUKU["2025-T3"])
    longer["Koperasi"].append(["3572000000099", "KSU Baru Contoh", "Turi", "KSU", "Aktif"])
    counts = run.check_workbook(workbook(longer), "a.xlsx", "2025-T3", store=store).perubahan["baris"]["koperasi"]
    assert counts == {"sebelum": 9, "sesudah": 10, "berbeda": 1}
