"""The files of all pages: no two tables of one name, and each says source, area, quarter and that it is invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from dasbor.ui import page as ui_page
from dasbor.ui.exports import File
from etl.acuan import load_reference
from tests.built import copy_samples
from tests.mentoring import page

VIEWS: list[tuple[str, dict[str, str]]] = [
    ("ringkasan", {}),
    ("ringkasan", {"triwulan": "2025-T1"}),
    ("ringkasan", {"kkmp": "tanpa"}),
    ("ringkasan", {"versi": "1"}),
    ("ringkasan", {"kecamatan": "35.72.02"}),
    ("ringkasan", {"kelurahan": "35.72.02.1004"}),
    ("keaktifan", {}),
    ("kelurahan", {"kelurahan": "35.72.02.1004"}),
    ("koperasi", {}),
    ("koperasi", {"cari": "maju"}),
    ("koperasi", {"cari": "jaya"}),
    ("kesehatan", {}),
    ("kesehatan", {"tunggak": "1"}),
    ("kesehatan", {"tunggak": "2"}),
    ("kesehatan", {"bagian": "Aturan tahun tanpa RAT"}),
    ("kesehatan", {"bagian": "Aturan tahun tanpa RAT", "tahun_rat": "2"}),
    ("kesehatan", {"bagian": "Keuangan"}),
    ("kesehatan", {"bagian": "Keuangan", "ukuran": "shu"}),
    ("digital", {}),
    ("digital", {"bagian": "Pemasaran"}),
    ("digital", {"bagian": "Pemasaran", "pemasaran": "belum"}),
    ("pelatihan", {}),
    ("pendampingan", {}),
    ("hasil", {}),
    ("kelompok", {}),
    ("merah_putih", {}),
    ("prioritas", {}),
    ("peringatan", {}),
    ("jalan", {}),
    ("jalan", {"menurut": "rat"}),
    ("jalan", {"indikator": "cakupan_pendampingan"}),
    ("prioritas", {"banyak": "10"}),
    ("prioritas", {"alasan": "data"}),
    ("prioritas", {"poin_data": "3"}),
    ("mutu", {}),
    ("mutu", {"lembar": "pelatihan"}),
    ("asal", {"indikator": "koperasi_aktif"}),
    ("asal", {"indikator": "koperasi_aktif", "tampil": "tidak aktif"}),
    ("kamus", {}),
]
Files = dict[str, list[Callable[[], bytes]]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Files]:
    """Of every view what its links would send, by name."""
    found: Files = {}

    def keep(_key: str, file: File) -> None:
        found.setdefault(file.name, []).append(file.make)

    folder = tmp_path_factory.mktemp("nama")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        copy_samples(folder, "2025-T1", "2025-T2")
        m.setattr(ui_page, "offer_file", keep)
        for name, query in VIEWS:
            at = page(name, **query)
            assert not at.exception
        yield found


def test_no_two_tables_have_one_file_name(files: Files) -> None:
    tables = {name: {made() for made in makers} for name, makers in files.items() if name.endswith(".csv")}
    assert len(tables) > 60
    assert [name for name, contents in tables.items() if len(contents) > 1] == []


def test_each_csv_has_a_file_beside_it_that_says_whence_what_and_that_it_is_invented(files: Files) -> None:
    for name in (n for n in files if n.endswith(".csv")):
        lines = files[_name_notes(name, files)][0]().decode("utf-8-sig").splitlines()
        assert lines[1] == "DATA CONTOH: semua isi berkas ini rekaan.", name
        assert lines[-1].startswith("Cara membuka CSV: "), name
        if "_2025-T" in name:
            assert any(one.startswith("Wilayah dan triwulan: K") and "Triwulan I" in one for one in lines), name


def _name_notes(csv: str, files: Files) -> str:
    """The same name with the word before quarter and area, and another ending."""
    fitting = [
        n for n in files if n.endswith(".txt") and n.replace("_keterangan", "", 1) == csv.replace(".csv", ".txt")
    ]
    assert len(fitting) == 1, csv
    return fitting[0]


def test_an_operator_may_have_the_same_in_the_csv_itself(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(load_reference().settings, "berkas", {"keterangan_csv": "baris"})
    before = set(files)
    page("kamus")
    assert not any(n.endswith(".txt") for n in set(files) - before)
    data = next(makers[-1] for name, makers in files.items() if name.startswith("kamus_indikator") and "csv" in name)
    lines = data().decode("utf-8-sig").splitlines()
    assert lines[1] == "# DATA CONTOH: semua isi berkas ini rekaan."
    assert not lines[sum(one.startswith("# ") for one in lines)].startswith("#")
