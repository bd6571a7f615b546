"""Every public page in poor circumstances: a sentence about what is missing, never a trace, always a way back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dasbor.ui.menu import PAGES
from etl.acuan import ROOT
from etl.store.versions import Store
from tests import golden
from tests.drawings import unfold

PUBLIK = {h.address: h.file for h in PAGES if not h.is_staff}
# What is published, and words of the sentence that every page with numbers then has.
KEADAAN: dict[str, dict[str, dict[str, list[list]]]] = {
    "satu triwulan tanpa pelatihan dan pendampingan": {"2025-T3": {"Koperasi": golden.BUKU["2025-T3"]["Koperasi"]}},
    "semua tidak diketahui, pelatihan tanpa baris": {
        "2025-T3": {
            "Koperasi": [
                ["Nama Koperasi", "Kelurahan", "Status"],
                ["KSP Satu", "Turi", None],
                ["KSU Dua", "Gedog", "?"],
            ],
            "Pelatihan": [golden.JUDUL_PELATIHAN],
        }
    },
    "hanya pendampingan": {
        "2025-T3": {
            "Pendampingan": [
                golden.JUDUL_PENDAMPINGAN,
                [*golden.PENDAMPINGAN_2025_T3[0][:1], "Kelompok A", "Turi", "P 1", "TI"],
            ]
        }
    },
}
SELALU_LENGKAP = {"kamus", "koperasi", "asal"}  # lists of what there is: nothing can be missing
URL_SALAH = {
    "triwulan": ("2099-T9", "belum diterbitkan"),
    "kelurahan": ("99.99.99.9999", "tidak dikenal"),
    "kecamatan": ("xx", "tidak dikenal"),
    "versi": ("777", "tidak ada"),
    "kkmp": ("mungkin", "tidak dikenal"),
}


@pytest.fixture(scope="module", params=list(KEADAAN))
def state(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppTest]:
    """The application over a state with little in it."""
    folder: Path = tmp_path_factory.mktemp("keadaan")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        for periode, sheet in KEADAAN[request.param].items():
            golden.publish_book(Store(), periode, sheet)
        yield AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("url")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        golden.publish_book(Store(), "2025-T3", golden.BUKU["2025-T3"])
        yield folder


def text(at: AppTest) -> str:
    content = unfold(" ".join(str(e.proto.body) for e in at.get("html"))) + " ".join(m.value for m in at.markdown)
    return re.sub(r"<style>.*?</style>", "", content, flags=re.S)


def no_trace(at: AppTest) -> bool:
    return not at.exception and not at.error


@pytest.mark.parametrize("address", PUBLIK)
def test_a_page_of_a_kelurahan_that_never_had_a_cooperative_opens(folder: Path, address: str) -> None:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params = {"kelurahan": "35.72.02.1001"}  # Pakunden: nobody of tests/golden.py lives there
    at.switch_page(PUBLIK[address]).run()
    assert no_trace(at)
    if address == "kecamatan":  # a kelurahan is none: which one is asked
        assert "Pilih kecamatan" in text(at)
    elif address not in SELALU_LENGKAP:
        assert re.search(r"(?i)belum|tidak ada|0 dari 0", text(at))


@pytest.mark.parametrize("address", PUBLIK)
def test_a_page_with_little_data_says_what_is_missing(state: AppTest, address: str) -> None:
    state.query_params = {}
    state.switch_page(PUBLIK[address]).run()
    content = text(state)
    assert no_trace(state)
    assert "<h1>" in content
    assert "nan" not in re.sub(r"<[^>]*>", " ", content).split()
    assert address in SELALU_LENGKAP or re.search(r"[Bb]elum|[Tt]idak ada|Pilih", content)


@pytest.mark.parametrize("nama", URL_SALAH)
def test_a_wrong_url_is_answered_on_every_page_with_a_sentence_and_a_way_back(folder: Path, nama: str) -> None:
    value, sentence = URL_SALAH[nama]
    for file in PUBLIK.values():
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        at.query_params[nama] = value
        at.switch_page(file).run()
        assert no_trace(at), file
        assert sentence in text(at), file
        assert at.button[0].label == "Kembali ke pilihan yang ada", file


@pytest.mark.parametrize(
    ("address", "nama"),
    [
        ("mutu", "lembar"),
        ("mutu", "temuan"),
        ("asal", "indikator"),
        ("asal", "tampil"),
        ("koperasi", "id"),
        ("koperasi", "cari"),
        ("prioritas", "petugas"),
        ("bandingkan", "wilayah"),
        ("bandingkan", "dengan"),
        ("jalan", "indikator"),
        ("jalan", "menurut"),
        ("kesehatan", "tahun_rat"),
    ],
)
def test_a_page_answers_a_wrong_parameter_of_its_own(folder: Path, address: str, nama: str) -> None:
    if address not in PUBLIK:
        pytest.skip("halaman belum terpasang")
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at.query_params[nama] = "'; drop table <b>" * 30
    at.switch_page(PUBLIK[address]).run()
    assert no_trace(at)
    assert "<h1>" in text(at)
    assert "drop table <b>" not in text(at)


def test_a_target_alone_shows_no_quarter_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(tmp_path))
    golden.publish_book(
        Store(), "2025-T3", {"Target": [["Indikator", "Tahun", "Target"], ["koperasi_aktif", 2025, 0.9]]}
    )
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert no_trace(at)
    assert "Belum ada" in text(at)
