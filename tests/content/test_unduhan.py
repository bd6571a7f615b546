"""Unduhan offers every product of the registry for the reader's choice; each button gives the file of that product."""

from __future__ import annotations

from pathlib import Path

import pytest

from dasbor.choice import Choice
from dasbor.content import unduhan
from dasbor.export.registry import PRODUCTS
from dasbor.export.request import Request
from dasbor.query import choose
from tests.installations import copy_reference
from tests.ui.test_frame import app, text

SIGNS = {".pdf": b"%PDF", ".xlsx": b"PK", ".pptx": b"PK", ".zip": b"PK", ".json": b"{", ".png": b"\x89PNG"}


@pytest.fixture(scope="module")
def p(whole_sample: int) -> Choice:
    return choose.choose(Choice(whole_sample), "2025-T2")


def test_every_product_without_an_argument_is_offered_with_a_sentence() -> None:
    shown = {product.name: unduhan.say_product(product) for product in unduhan.list_products()}
    assert set(shown) == {product.name for product in PRODUCTS if not product.argument}
    assert {"laporan", "capaian", "lkjip", "dana", "penggerak", "satudata", "bps"} <= set(shown)
    assert [name for name, (title, purpose) in shown.items() if not title or not purpose.endswith(".")] == []


def test_every_format_of_a_product_has_its_button(p: Choice) -> None:
    for product in unduhan.list_products():
        files = unduhan.list_files(p, product)
        assert [f.name.rpartition("Kota_Blitar")[2].rpartition(".")[2] for f in files] == [
            ending.removeprefix(".") for ending in product.formats
        ]
        assert all("2025-T2" in f.name and f.name.startswith(product.name) for f in files)
        assert all("DATA_CONTOH" in f.name for f in files)


@pytest.mark.parametrize("name", ["capaian", "satudata", "dana"])
def test_a_button_gives_the_file_of_the_command_line(p: Choice, name: str) -> None:
    product = next(one for one in PRODUCTS if one.name == name)
    for (ending, make), file in zip(product.formats.items(), unduhan.list_files(p, product), strict=True):
        content = file.make()
        assert content.startswith(SIGNS.get(ending, b"kode_wilayah"))
        if ending in (".csv", ".json"):
            assert content == make(Request(p))


def test_the_page_names_the_choice_and_draws_its_products(whole_sample: int) -> None:
    at = app("pages/publik/unduhan.py")
    assert not at.exception
    shown = text(at)
    assert "Berkas untuk Kota Blitar, Triwulan II 2025." in shown
    for title in ("Laporan Triwulan", "Capaian Kinerja", "Satu Data", "Lembar Wali Kota"):
        assert title in shown


def test_a_layout_that_cannot_be_read_is_said_in_a_sentence(
    whole_sample: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_reference(tmp_path)
    (folder / "laporan.toml").write_text("[umum\n", encoding="utf-8")
    monkeypatch.setenv("KOPERASI_ACUAN", str(folder))
    assert unduhan.say_fault().startswith("Tata letak berkas belum dapat dipakai.")
    (folder / "laporan.toml").write_text('[lkjip]\ntahun_lalu = "dua"\n', encoding="utf-8")
    from etl import acuan

    acuan._seen.clear()
    assert "tahun_lalu" in unduhan.say_fault()
