"""Declared once: a new kind of sheet and a new column reach headings, checks, tables, template, Kamus and JSON."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from etl.acuan import ROOT
from etl.store.versions import Store
from tests import golden


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What tests/later_kind.py found, over a version that was published before the kind was declared."""
    folder: Path = tmp_path_factory.mktemp("kelak")
    golden.publish_book(Store(folder), "2024-T3", golden.BUKU["2024-T3"])
    commands = [sys.executable, "-m", "tests.later_kind", str(folder)]
    runs = subprocess.run(commands, cwd=ROOT, capture_output=True, text=True, check=False)
    assert runs.returncode == 0, runs.stderr
    return json.loads(runs.stdout)


def test_a_table_of_the_new_kind_is_found_by_its_headings(later):
    sheet = {(t["nama"], t["jenis"], t["baris_data"]) for t in later["json"]["lembar"]}
    assert sheet == {("Koperasi", "koperasi", 2), ("Kredit", "pinjaman", 3)}


def test_its_rows_are_typed_looked_up_in_the_register_and_published_with_their_place(later):
    assert later["pinjaman"] == [
        ["KSP SATU", "KSP Satu", "2025-08-05", 50_000_000.0, "LPDB", "Kredit", 2],
        ["Koperasi Lain", None, "2025-08-06", 25_000_000.0, "Bank", "Kredit", 4],
    ]
    assert ["Kredit", "jumlah", "D"] in later["kolom"]
    assert later["triwulan"] == [["koperasi"], ["pinjaman"]]


def test_its_repeats_are_left_out_and_its_check_finds_days_outside_the_quarter(later):
    reason = [(d["baris"], d["alasan"]) for d in later["json"]["dilewati"]]
    assert reason == [(3, "pinjaman yang sama sudah tertulis")]
    assert sorted(later["salah"]) == [["di_luar_triwulan", "B2"], ["tanggal_wajib_salah", "B3"]]


def test_it_has_a_sheet_in_the_template_and_its_columns_in_the_glossary(later):
    assert later["templat"]["Pinjaman"] == ["Koperasi", "Tanggal Pinjaman", "Jumlah Pinjaman", "Sumber Dana"]
    assert later["kamus"]["pinjaman"] == later["templat"]["Pinjaman"]


def test_the_archive_with_the_new_kind_proves_and_rebuilds_the_version(later):
    assert later["verify"] == []
    assert "sama" in later["rebuild"] or "tidak ada yang" in later["rebuild"].lower()


def test_a_new_column_is_recognised_bounded_stored_and_told(later):
    assert later["cabang"] == [["KSP Satu", 3], ["KSU Dua", None]]
    assert [(t["kode"], t["sel"]) for t in later["json"]["temuan"] if t["kode"] == "di_luar_batas"] == [
        ("di_luar_batas", "E3")
    ]
    assert ["Koperasi", "jumlah_cabang", "E"] in later["kolom"]
    assert "Jumlah Cabang" in later["templat"]["Koperasi"]
    assert "Jumlah Cabang" in later["kamus"]["koperasi"]
