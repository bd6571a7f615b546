"""A column and an indicator are declared once: what is declared later appears everywhere, without a line changed.

tests/later_column.py adds the column jumlah_cabang and the indicator `bercabang` and publishes three of its numbers.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from etl import skema
from etl.acuan import ROOT
from etl.indikator import declare, load_indicators


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("nanti")
    command = [sys.executable, "-m", "tests.later_column", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=500, check=True)
    facts: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return facts


# ── a column ──


def test_the_record_of_a_cooperative_shows_a_new_column_in_its_section_with_its_cell(seen: dict[str, Any]) -> None:
    assert seen["column"]["record"] == [["Kelembagaan", "Jumlah Cabang", "3", "Koperasi!X2"]]
    assert re.search(r"Kelembagaan .*Jumlah Cabang 3 Koperasi!X2", seen["pages"]["koperasi"]["text"])


def test_the_record_draws_a_new_column_over_the_quarters_and_writes_no_rupiah(seen: dict[str, Any]) -> None:
    assert seen["column"]["trends"] == ["aset", "volume_usaha", "shu", "jumlah_cabang"]
    assert "Jumlah Cabang, T3 2025 3 belum ada pembanding" in seen["pages"]["koperasi"]["text"]


def test_kamus_data_and_the_template_know_a_new_column(seen: dict[str, Any]) -> None:
    assert seen["column"]["dictionary"] == ["Jumlah Cabang"]
    assert "Banyaknya kantor cabang." in seen["pages"]["kamus"]["text"]
    assert seen["column"]["template"] is True


def test_mutu_data_counts_how_complete_a_new_column_is(seen: dict[str, Any]) -> None:
    assert seen["column"]["complete"] == [["Jumlah Cabang", 3, 9]]
    assert "Jumlah Cabang" in seen["pages"]["mutu"]["text"]


def test_the_list_of_cooperatives_and_its_file_hold_a_new_column(seen: dict[str, Any]) -> None:
    assert "Jumlah Cabang" in seen["pages"]["keaktifan"]["text"]
    head, *rows = seen["column"]["list"]
    assert head == ["Nama Koperasi", "Jumlah Cabang"]
    assert dict(rows)["KSP Satu"] == "3"
    assert dict(rows)["KSU Dua"] == "0"
    assert dict(rows)["KUD Tujuh"] == ""


def test_every_stored_column_of_the_register_but_the_name_has_a_section() -> None:
    assert [k.nama for k in skema.COOPERATIVES_SHEET.stored_columns if not k.record_section] == ["nama_koperasi"]
    assert list(skema.COOPERATIVES_SHEET.sections) == [
        "Identitas",
        "Anggota dan karyawan",
        "RAT dan kesehatan",
        "Digital",
        "Keuangan",
    ]
    assert skema.COOPERATIVES_SHEET.sections["Anggota dan karyawan"][0] == "jumlah_anggota"


# ── an indicator ──


def test_asal_angka_counts_a_new_indicator_and_lists_its_cells(seen: dict[str, Any]) -> None:
    assert seen["indicator"]["value"] == [2, "2 dari 3 = 67%"]
    assert seen["indicator"]["cases"] == [
        ["KSP Satu", True, "3", "Koperasi!X2"],
        ["Kopas Delapan", True, "1", "Koperasi!X9"],
        ["KSU Dua", False, "0", "Koperasi!X3"],
    ]
    assert "Jumlah Cabang" in seen["indicator"]["file"]
    assert "Bercabang" in seen["pages"]["asal"]["options"]["Indikator"]
    assert "2 dari 3 = 67%" in seen["pages"]["asal"]["text"]


def test_kamus_data_and_the_profile_hold_a_new_indicator(seen: dict[str, Any]) -> None:
    assert seen["indicator"]["dictionary"] == ["Bercabang"]
    assert "Bercabang" in seen["pages"]["kamus"]["text"]
    assert "Kesepakatan dasbor ini" in seen["pages"]["kamus"]["text"]
    assert seen["indicator"]["profile"] == ["Bercabang", "1 dari 2"]


def test_the_first_page_shows_a_new_indicator_as_a_card_that_leads_to_its_page_and_on_the_map(
    seen: dict[str, Any],
) -> None:
    assert seen["indicator"]["first page"][-1] == "bercabang"
    assert seen["indicator"]["card"] == ["Bercabang", "/kesehatan"]
    assert seen["pages"]["ringkasan"]["options"]["Indikator di peta"][-1] == "Bercabang"
    assert seen["indicator"]["map"] == "Terbanyak kurang dari angka kota: Turi, 1 dari 2 koperasi bercabang"


def test_its_own_page_draws_a_new_indicator_by_kelurahan_and_over_the_quarters(seen: dict[str, Any]) -> None:
    assert seen["indicator"]["bars"][1][:2] == ["Bendo", "Turi"]
    assert seen["indicator"]["trend"] == "2 dari 3 koperasi bercabang"
    assert seen["pages"]["kesehatan"]["options"]["Angka per kelurahan"][-1] == "Bercabang, dari yang melapor"


def test_a_new_indicator_has_the_colour_classes_that_it_declares(seen: dict[str, Any]) -> None:
    assert seen["indicator"]["classes"] == [0, 1, 3, 4]


def test_no_page_fails_over_what_is_new(seen: dict[str, Any]) -> None:
    assert {name: p["errors"] for name, p in seen["pages"].items() if p["errors"]} == {}


# ── headers ──


def test_every_indicator_declares_a_phrase_and_where_it_is_shown() -> None:
    for i in load_indicators():
        assert i.sebutan
        assert (i.kelas == "-") == i.count
        assert i.halaman == "-" or (ROOT / "pages" / "publik" / f"{i.halaman}.py").is_file()
    assert [i.indikator for i in load_indicators() if i.adds_amounts] == [
        "anggota",
        "anggota_perempuan",
        "anggota_umkm",
        "modal_sendiri",
        "modal_luar",
        "aset",
        "volume_usaha",
        "shu",
        "pertumbuhan_volume_usaha",
        "rasio_volume_pdrb",
        "pengurus_bersertifikat",
    ]
    assert [i.indikator for i in load_indicators() if i.from_recap] == [
        "koperasi_terdaftar",
        "koperasi_diusulkan_bubar",
        "koperasi_aktif",
    ]


def test_a_word_that_no_header_may_hold_is_refused(tmp_path) -> None:
    header = (declare.FOLDER / "shu.sql").read_text(encoding="utf-8").replace("-- tampil: -", "-- tampil: peta")
    (tmp_path / "shu.sql").write_text(header, encoding="utf-8")
    with pytest.raises(ValueError, match="shu.sql: tampil .*peta"):
        declare._read_file(tmp_path / "shu.sql")


def test_nothing_on_screen_keys_a_table_by_indicators() -> None:
    """A dict of three indicators is a property that their headers should declare."""
    columns = {k.nama for sheet in skema.SHEET_KINDS.values() for k in sheet.kolom}
    ids = "|".join(i.indikator for i in load_indicators() if i.indikator not in columns)
    key = re.compile(rf'"(?:{ids})":')
    files = [p for folder in ("dasbor", "pages") for p in (ROOT / folder).rglob("*.py")]
    found = {str(p): key.findall(p.read_text(encoding="utf-8")) for p in files}
    assert {name: keys for name, keys in found.items() if len(keys) >= 3} == {}
