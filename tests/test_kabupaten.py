"""Kabupaten Blitar by settings alone: 22 kecamatan, 220 desa, 28 kelurahan, some of whose names exist twice."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dasbor import istilah
from dasbor.menu import HALAMAN
from etl import run
from etl.acuan import AKAR, load_acuan
from etl.contoh import kabupaten
from etl.gudang import Gudang
from etl.sample import publish_sample
from tests import emas
from tests.buku import workbook

ACUAN = AKAR / "data" / "acuan-kabupaten"
PUBLIK = {h.alamat: h.berkas for h in HALAMAN if not h.petugas}
SUKOREJO = {"Udanawu": "35.05.02.2009", "Sutojayan": "35.05.12.1007", "Wates": "35.05.20.2006"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The invented quarters of the kabupaten, published as `python -m etl sample` does."""
    folder = tmp_path_factory.mktemp("kabupaten")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_ACUAN", str(ACUAN))
        m.setenv("KOPERASI_DATA", str(folder))
        publish_sample()
        yield folder


def app(halaman: str = "ringkasan", **url: str) -> AppTest:
    at = AppTest.from_file(str(AKAR / "app.py"), default_timeout=60)
    at.query_params.update(url)
    at.switch_page(PUBLIK[halaman])
    return at.run()


def text(at: AppTest) -> str:
    isi = " ".join(str(e.proto.body) for e in at.get("html")) + " ".join(m.value for m in at.markdown)
    return re.sub(r"<style>.*?</style>", "", isi, flags=re.S)


def test_the_area_list_is_complete_and_needs_no_tile_map(folder: Path) -> None:
    acuan = load_acuan()
    assert acuan.kelurahan["tingkat"].value_counts().to_dict() == {"desa": 220, "kelurahan": 28}
    assert acuan.kelurahan["kode_kecamatan"].nunique() == 22
    assert not acuan.punya_ubin
    assert acuan.wilayah()["tingkat"].value_counts().to_dict() == {
        "desa": 220,
        "kelurahan": 28,
        "kecamatan": 22,
        "kabupaten": 1,
    }


def _members(isi: bytes) -> dict[str, bytes]:
    """What is inside a workbook, without the time of packing."""
    with zipfile.ZipFile(io.BytesIO(isi)) as z:
        return {nama: z.read(nama) for nama in z.namelist()}


def test_the_committed_sample_workbooks_are_what_the_generator_writes(folder: Path) -> None:
    for p in kabupaten.PERIODE:
        ada = (load_acuan().folder_contoh / f"koperasi-{p}.xlsx").read_bytes()
        assert _members(kabupaten.workbook(p, load_acuan())) == _members(ada)
        assert len(kabupaten.register(p, load_acuan())) == 108


@pytest.mark.parametrize("alamat", PUBLIK)
def test_every_page_works_with_248_areas(folder: Path, alamat: str) -> None:
    at = app(alamat)
    assert not at.exception
    assert not at.error
    assert "Koperasi Kabupaten Blitar" in text(at)
    assert "Kota Blitar" not in text(at) or alamat == "kamus"


@pytest.mark.parametrize("alamat", PUBLIK)
def test_every_page_works_for_one_desa(folder: Path, alamat: str) -> None:
    at = app(alamat, kelurahan=SUKOREJO["Wates"])
    assert not at.exception
    assert not at.error
    assert "Pilihan ini tidak ada" not in text(at)


def test_the_front_page_ranks_kecamatan_and_lists_every_desa(folder: Path) -> None:
    at = app()
    isi = text(at)
    assert "90" in isi and "dari 108" in isi
    assert "Koperasi aktif per desa/kelurahan" in isi
    assert "Sukorejo (Wates)" in isi
    gambar = json.loads(at.get("plotly_chart")[0].proto.spec)
    assert len(gambar["data"][0]["y"]) == 22
    pilih = app(kecamatan="35.05.20")
    assert len(json.loads(pilih.get("plotly_chart")[0].proto.spec)["data"][0]["y"]) == 8


def test_a_village_name_that_exists_twice_is_chosen_with_its_kecamatan(folder: Path) -> None:
    kotak = app().selectbox(key="saringan_kelurahan")
    assert len(kotak.options) == 249
    assert kotak.options[0] == "Semua desa/kelurahan"
    assert [o for o in kotak.options if o.startswith("Sukorejo")] == [
        "Sukorejo (Sutojayan)", "Sukorejo (Udanawu)", "Sukorejo (Wates)",
    ]  # fmt: skip


def test_a_village_name_that_exists_twice_is_filed_by_its_kecamatan_and_asked_about_without(folder: Path) -> None:
    judul = ["Nama Koperasi", "Desa", "Kecamatan", "Status"]
    baris = [[f"KSU {kec}", "Sukorejo", kec, "Aktif"] for kec in SUKOREJO]
    hasil = run.check(workbook({"Koperasi": [judul, *baris]}, contoh=True), "2025-T3.xlsx", "2025-T3")
    assert hasil.tabel["koperasi"].set_index("nama_koperasi")["kode_kelurahan"].to_dict() == {
        f"KSU {kec}": kode for kec, kode in SUKOREJO.items()
    }
    tanpa = run.check(
        workbook({"Koperasi": [judul, ["KSU Ragu", "Sukorejo", None, "Aktif"]]}), "2025-T3.xlsx", "2025-T3"
    )
    ragu = next(t for t in tanpa.temuan if t.kode == "kelurahan_ragu")
    assert ragu.sel == "B2"
    assert "Sukorejo (Kec. Wates)" in ragu.pesan


def test_a_workbook_with_namesakes_is_published_and_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_ACUAN", str(ACUAN))
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    judul = ["Nama Koperasi", "Desa", "Kecamatan", "Status"]
    baris = [["KSU Satu", "Sukorejo", "Wates", "Aktif"], ["KSU Dua", "Sukorejo", "Udanawu", "Tidak Aktif"]]
    emas.publish_book(Gudang(), "2025-T3", {"Koperasi": [judul, *baris]})
    isi = text(app("keaktifan", kelurahan=SUKOREJO["Wates"]))
    assert "Desa Sukorejo" in isi
    assert "KSU Satu" in isi
    assert "KSU Dua" not in isi


@pytest.mark.parametrize(
    ("teks", "dibaca"),
    [
        ("Banyaknya kelurahan", "Banyaknya desa/kelurahan"),
        ("Kelurahan terendah", "Desa/Kelurahan terendah"),
        ("Kelurahan Turi", "Kelurahan Turi"),
        ("Koperasi Kelurahan Merah Putih", "Koperasi Kelurahan Merah Putih"),
        ("per desa/kelurahan", "per desa/kelurahan"),
    ],
)
def test_the_word_for_the_smallest_areas_is_a_setting(folder: Path, teks: str, dibaca: str) -> None:
    assert istilah.sebut(teks) == dibaca


def test_a_city_keeps_its_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_ACUAN", str(AKAR / "data" / "acuan"))
    assert istilah.sebut("Kelurahan terendah") == "Kelurahan terendah"
