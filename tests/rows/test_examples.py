"""The template's example rows never become data: untouched they are listed, typed over in part they are refused."""

from __future__ import annotations

import io

import openpyxl
import pytest

from etl import run
from etl.model import CheckResult
from etl.out.template import make_template
from tests import golden
from tests.workbooks import workbook

REAL = ["3572000000001", "KSP Satu", "1/BH/XV", None, "Jl. Mawar 1", "Gedog", "Sananwetan"]


def fill(change=lambda book: None) -> bytes:
    """The template after a clerk typed one cooperative of its own below the example, and did something more."""
    book = openpyxl.load_workbook(io.BytesIO(make_template()))
    sheet = book["Koperasi"]
    for column, value in enumerate(REAL, 1):
        sheet.cell(3, column, value)
    sheet.cell(3, 13, "Aktif")
    change(book)
    container = io.BytesIO()
    book.save(container)
    return container.getvalue()


def check(data: bytes) -> CheckResult:
    return run.check_workbook(data, "isian.xlsx", "2025-T3")


def names(result: CheckResult) -> list[str]:
    return list(result.tabel["koperasi"]["nama_koperasi"]) if "koperasi" in result.tabel else []


def test_the_untouched_examples_are_left_out_and_listed(store):
    result = check(fill())
    assert names(result) == ["KSP Satu"]
    assert result.dapat_terbit
    assert [(sheet, row) for sheet, row, reason in result.dilewati if reason == "baris contoh templat"] == [
        ("Koperasi", 2), ("Pelatihan", 2), ("Pendampingan", 2), ("Kelompok", 2)
    ]  # fmt: skip
    assert list(result.tabel) == ["koperasi"]


@pytest.mark.parametrize("typed", [range(1, 18), range(18, 36), range(1, 36, 2), range(2, 36, 2), [2], [1, 2, 3, 5]])
def test_an_example_typed_over_in_part_is_refused_with_the_cells_that_are_left(store, typed):
    def change(book) -> None:
        sheet = book["Koperasi"]
        for column in typed:
            value = sheet.cell(2, column).value
            own = {1: "3572000000002", 2: "KUD Dua", 3: "2/BH/XV", 5: "Jl. Melati 2", 6: "Turi", 7: "Sukorejo"}
            sheet.cell(2, column, own.get(column, value if isinstance(value, str) or value is None else 7))

    result = check(fill(change))
    (left,) = [t for t in result.temuan if t.kode == "contoh_tertinggal"]
    assert (left.berat, left.lembar, left.sel[-1]) == ("salah", "Koperasi", "2")
    assert not result.dapat_terbit
    assert "KSU Contoh Sejahtera" not in names(result)


def test_an_example_typed_over_altogether_is_data(store):
    def change(book) -> None:
        sheet = book["Koperasi"]
        for column in range(1, 40):
            sheet.cell(2, column).value = None
        for column, value in enumerate(["3572010010001", "KUD Dua", "2/BH/XV", None, "Jl. Melati 2", "Turi"], 1):
            sheet.cell(2, column).value = value
        sheet.cell(2, 13).value = "Aktif"

    assert sorted(names(check(fill(change)))) == ["KSP Satu", "KUD Dua"]  # one number alike proves nothing


def test_examples_copied_to_another_sheet_or_beside_other_columns_are_known_by_what_they_say(store):
    example = ["3572010010001", "KSU Contoh Sejahtera", "Turi", None, "Aktif", 2024]
    visits = [
        ["05/07/2025", "KSP Satu", None, "Siti", "TI"],
        ["20/05/2025", "KSU  CONTOH Sejahtera", "Turi", "Petugas 1"],
    ]
    people = [["Pelatihan X", "05/07/2025", None, "Ani", "P", "KSP Satu"]]
    people += [["Pelatihan X", "05/07/2025", None, "Budi", "L", "Bank Sampah Contoh", "Turi"]]
    result = check(
        workbook(
            {
                "Data Dinas": [golden.JUDUL_REGISTER[:6], *golden.REGISTER_2024_T3, example],
                "Kunjungan": [golden.JUDUL_PENDAMPINGAN, *visits],
                "Peserta": [golden.JUDUL_PELATIHAN, *people],
            }
        )
    )
    assert "KSU Contoh Sejahtera" not in names(result)
    assert ("Data Dinas", 8, "baris contoh templat") in result.dilewati
    refused = [(t.lembar, t.sel) for t in result.temuan if t.kode == "contoh_tertinggal"]
    assert refused == [("Kunjungan", "B3"), ("Peserta", "F3")]
    assert len(result.tabel["pendampingan"]) == len(result.tabel["pelatihan"]) == 1
