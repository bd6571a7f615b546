"""Every page in a real browser: axe, headings, 320 px, 200 % zoom, fingers, keyboard, no English word, clicks on the map."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from dasbor.menu import HALAMAN
from etl import pengguna
from etl.gudang import Gudang
from tests.peladen_uji import KUKI, chromium, etl, server, settle

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]

LAYAR, TELEPON, DIPERBESAR, SEMPIT = (1366, 768), (390, 844), (683, 384), (320, 800)
UKUR = (Path(__file__).parent / "ukur_layar.js").read_text(encoding="utf-8")
# Beside each page of the menu: pages that show more when they are asked for something.
LAGI = (
    "kelurahan?kelurahan=35.72.02.1004", "koperasi?id={koperasi}", "asal?indikator=koperasi_aktif&tampil=tidak+aktif",
    "kesehatan?bagian=Keuangan", "digital?bagian=Anggota", "masuk", "entah",
)  # fmt: skip
SEMUA = ["" if h is HALAMAN[0] else h.alamat for h in HALAMAN] + list(LAGI)
PETUGAS = {h.alamat for h in HALAMAN if h.petugas}
INGGRIS = re.compile(
    r"\b(open|close|clear|choose|upload|drag|drop|browse|file|files|help|skip|expand|collapse|sidebar|main|menu bar|"
    r"increment|decrement|scroll|press|enter to|running|remove|add|error|must be|options?)\b",
    re.IGNORECASE,
)
TURI = "35.72.02.1004"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """All quarters of the sample data and one account."""
    folder = tmp_path_factory.mktemp("aksesibilitas")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        etl(folder, "sample")
        with suppress(ValueError):
            pengguna.add("petugas")
        yield folder


@pytest.fixture(scope="module")
def alamat(folder: Path) -> Iterator[str]:
    with server(folder) as alamat:
        yield alamat


@pytest.fixture(scope="module")
def peramban() -> Iterator[Browser]:
    with sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield peramban
        peramban.close()


@pytest.fixture(scope="module")
def konteks(peramban: Browser, alamat: str) -> Iterator[BrowserContext]:
    """A reader's browser; what it asks of another machine fails the last test that uses it."""
    konteks = _context(peramban)
    keluar: list[str] = []
    konteks.on("request", lambda r: None if _is_ours(r.url) else keluar.append(r.url))
    yield konteks
    konteks.close()
    assert keluar == []


@pytest.fixture(scope="module")
def petugas(peramban: Browser, alamat: str, folder: Path) -> Iterator[BrowserContext]:
    konteks = _context(peramban)
    konteks.add_cookies([{"name": KUKI, "value": pengguna.new_session("petugas"), "url": alamat}])
    yield konteks
    konteks.close()


def _context(peramban: Browser) -> BrowserContext:
    return peramban.new_context(viewport=_size(LAYAR), locale="id-ID", accept_downloads=True, reduced_motion="reduce")


def _size(ukuran: tuple[int, int]) -> Any:
    return {"width": ukuran[0], "height": ukuran[1]}


def _is_ours(url: str) -> bool:
    bagian = urlsplit(url)
    return bagian.scheme in ("data", "blob") or bagian.hostname == "127.0.0.1"


# ── every page, looked at once ──


@dataclass(frozen=True)
class Amatan:
    """What was seen of a page: on a laptop, zoomed to 200 %, and 320 px wide."""

    judul: str
    bahasa: str
    kepala: list[int]  # levels of its headings, in order
    axe: list[dict]
    kata: list[str]  # labels and words that come from Streamlit itself
    ukuran: dict[tuple[int, int], dict[str, Any]]


@pytest.fixture(scope="module")
def amati(konteks: BrowserContext, petugas: BrowserContext, alamat: str) -> Callable[[str], Amatan]:
    @cache
    def amati(halaman: str) -> Amatan:
        isi = halaman.format(koperasi=_cooperative())
        lembar = (petugas if isi in PETUGAS else konteks).new_page()
        lembar.goto(f"{alamat}/{isi}")
        if isi not in ("masuk", "entah"):
            settle(lembar)
        hasil = _look_at(lembar)
        lembar.close()
        return hasil

    return amati


def _cooperative() -> str:
    nomor = Gudang().terkini()
    assert nomor is not None
    sql = "select koperasi_id from koperasi_triwulan group by 1 order by count(*) desc, 1 limit 1"
    return Gudang().buka(nomor).cursor().execute(sql).fetchall()[0][0]


def _look_at(lembar: Page) -> Amatan:
    return Amatan(
        judul=lembar.title(),
        bahasa=lembar.evaluate("document.documentElement.lang"),
        kepala=lembar.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])"),
        axe=_axe(lembar),
        kata=_words(lembar),
        ukuran={ukuran: _measure(lembar, ukuran) for ukuran in (LAYAR, DIPERBESAR, SEMPIT)},
    )


def _axe(lembar: Page) -> list[dict]:
    """Violations that keep somebody out; of each the rule and where it is broken."""
    hasil = Axe().run(lembar).response["violations"]
    return [
        {"aturan": v["id"], "di": [n["target"] for n in v["nodes"]]}
        for v in hasil
        if v["impact"] in ("serious", "critical")
    ]


def _measure(lembar: Page, ukuran: tuple[int, int]) -> dict[str, Any]:
    lembar.set_viewport_size(_size(ukuran))
    # charts follow the width a moment later
    lembar.wait_for_function(
        "[...document.querySelectorAll('.js-plotly-plot')].every(p => !p.offsetWidth ||"
        " Math.abs(p.querySelector('.main-svg').clientWidth - p.parentElement.clientWidth) < 3)"
    )
    lembar.wait_for_timeout(800 if lembar.locator(".sankey").count() else 150)  # a flow chart glides into its place
    return lembar.evaluate(UKUR)


def _words(lembar: Page) -> list[str]:
    """Labels, placeholders and texts outside what the project draws itself."""
    return lembar.evaluate("""() => {
        const sendiri = '[data-testid=stHtml], .js-plotly-plot, [data-testid=stIconMaterial], script, style, noscript';
        const semua = [...document.querySelectorAll('body *')].filter((e) => !e.closest(sendiri));
        return semua.flatMap((e) => [
            ...['aria-label', 'title', 'placeholder'].map((n) => e.getAttribute(n) ?? ''),
            ...[...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data),
        ]).map((t) => t.trim()).filter(Boolean);
    }""")


@pytest.mark.parametrize("halaman", SEMUA)
def test_axe_finds_nothing_that_keeps_a_reader_out(amati: Callable[[str], Amatan], halaman: str) -> None:
    assert amati(halaman).axe == []


@pytest.mark.parametrize("halaman", SEMUA)
def test_a_page_has_a_title_a_language_one_h1_and_headings_without_jumps(
    amati: Callable[[str], Amatan], halaman: str
) -> None:
    a = amati(halaman)
    assert a.bahasa == "id"
    assert len(a.judul) > 5
    assert a.kepala.count(1) == 1
    assert [(lama, baru) for lama, baru in zip([0, *a.kepala], a.kepala, strict=False) if baru > lama + 1] == []


@pytest.mark.parametrize("halaman", SEMUA)
@pytest.mark.parametrize("ukuran", [DIPERBESAR, SEMPIT], ids=["200 persen", "320 piksel"])
def test_a_narrow_page_scrolls_only_downwards_and_nothing_is_cut_or_covered(
    amati: Callable[[str], Amatan], halaman: str, ukuran: tuple[int, int]
) -> None:
    u = amati(halaman).ukuran[ukuran]
    assert u["menyamping"] <= 0
    assert u["terpotong"] == []
    assert u["bertindih"] == []
    assert u["huruf_kecil"] == []


@pytest.mark.parametrize("halaman", SEMUA)
def test_everything_that_can_be_pressed_is_24_px_high_and_wide(amati: Callable[[str], Amatan], halaman: str) -> None:
    assert {ukuran: u["sempit"] for ukuran, u in amati(halaman).ukuran.items() if u["sempit"]} == {}


@pytest.mark.parametrize("halaman", SEMUA)
def test_no_word_of_the_framework_is_left_in_english(amati: Callable[[str], Amatan], halaman: str) -> None:
    assert [kata for kata in amati(halaman).kata if INGGRIS.search(kata)] == []
