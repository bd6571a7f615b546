"""Every public page on paper: still charts in place of the moving ones, every label and quarter, nothing cut."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from dasbor.ui.menu import PAGES
from tests.servers import chromium, open_page, settle

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
    pytest.mark.skipif(
        shutil.which("pdftotext") is None, reason="pdftotext tidak ada; pasang: apt-get install poppler-utils"
    ),
]

PUBLIC = [*(h.address for h in PAGES if not h.is_staff), "kelurahan?kelurahan=35.72.02.1004"]
WIDTH, MARGIN = 595, 20  # points of A4, and what stays white on both sides
# Words of the drawings that are on paper, as they can be read.
DRAWN = """() => [...document.querySelectorAll('.diam text')].filter((t) => t.getBoundingClientRect().width)
    .map((t) => [...t.querySelectorAll(':scope > tspan')].filter((s) => s.getBoundingClientRect().width)
        .map((s) => s.innerHTML.includes('tspan') ? [...s.childNodes].filter((n) => n.nodeType === 3
            || getComputedStyle(n).display !== 'none').map((n) => n.textContent).join('') : s.textContent)).flat()
    .filter((t) => t.trim())"""
NOT_YET = "Saat dicetak halaman ini belum selesai dimuat. Tunggu sebentar, lalu cetak lagi."
# What stands right above a drawing: no sheet ends with it.
SUBTITLES = """() => [...document.querySelectorAll('.blok p')].map((p) => p.textContent).filter((t) => t.trim())"""
CUT = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter((e) => !e.closest('svg') && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 && e.textContent.trim())
    .filter((e) => ['hidden', 'clip', 'auto', 'scroll'].includes(getComputedStyle(e).overflowX))
    .map((e) => e.className + ': ' + e.textContent.slice(0, 60))"""

SHEET = 725  # px of A4 without its margins
# tables of which a sheet leaves columns away
WIDER = """(sheet) => [...document.querySelectorAll('.stMain table')]
    .filter((t) => t.getBoundingClientRect().right > sheet)
    .map((t) => `${Math.round(t.getBoundingClientRect().right)} ${t.caption?.textContent}`)"""


@pytest.fixture(scope="module")
def folder(sample_folder: Path) -> Path:
    return sample_folder


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID", bypass_csp=True)
    yield context
    context.close()


def _print(page: Page, path: Path) -> Path:
    path.write_bytes(page.pdf(prefer_css_page_size=True, print_background=True))
    return path


def _read(pdf: Path, *options: str) -> str:
    return subprocess.run(["pdftotext", *options, str(pdf), "-"], capture_output=True, check=True, text=True).stdout


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def _list_words_beside_the_paper(pdf: Path) -> list[str]:
    root = ElementTree.fromstring(re.sub(r'xmlns="[^"]*"', "", _read(pdf, "-bbox")))
    words = [(float(w.get("xMin", 0)), float(w.get("xMax", 0)), w.text) for w in root.iter("word")]
    return [str(word) for low, high, word in words if low < MARGIN - 4 or high > WIDTH - MARGIN + 4]


# What stands beside a chart or a table stands below it on paper, as wide as the sheet; the one sheet of an area is laid
# otherwise.
ABREAST = """() => document.querySelector('.satu-a4') ? [] :
  [...document.querySelectorAll(':is([data-testid=stHorizontalBlock], .sejajar):has(.diam, .gulir) > *')]
    .filter(e => e.clientHeight && e.clientWidth < 0.95 * e.parentElement.clientWidth)
    .map(e => e.textContent.slice(0, 40))"""


@pytest.mark.parametrize("address_of", PUBLIC)
def test_a_printed_page_has_every_label_of_its_charts_and_cuts_nothing(
    reader: BrowserContext, address: str, tmp_path: Path, address_of: str
) -> None:
    page = open_page(reader, f"{address}/{address_of}")
    pdf = _print(page, tmp_path / "cetak.pdf")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": SHEET, "height": 1000})
    assert page.evaluate(CUT) == []
    assert page.evaluate(WIDER, SHEET) == []
    assert page.evaluate(ABREAST) == []
    written = _squeeze(_read(pdf, "-raw"))
    assert _squeeze(NOT_YET) not in written
    assert [t for t in page.evaluate(DRAWN) if _squeeze(t) not in written] == []
    assert _list_words_beside_the_paper(pdf) == []
    sheets = [_squeeze(sheet) for sheet in _read(pdf, "-raw").split("\f")]
    heads = [_squeeze(subtitle) for subtitle in page.evaluate(SUBTITLES)]
    assert [head for head in heads if any(sheet.endswith(head) for sheet in sheets)] == []
    assert [
        sheet for sheet in sheets[:-1] if not sheet or sheet.startswith("Keadaanper")
    ] == []  # nor the last line alone
    page.close()


def test_a_page_printed_before_it_is_there_says_so_on_paper(
    reader: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = reader.new_page()
    page.route_web_socket("**/_stcore/stream", lambda _: None)  # nothing ever comes
    page.goto(f"{address}/")
    page.wait_for_selector(".stApp")
    assert _squeeze(NOT_YET) in _squeeze(_read(_print(page, tmp_path / "cetak.pdf")))
    page.close()


def test_a_printed_trend_has_all_its_quarters_also_while_it_is_explored(
    reader: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = open_page(reader, f"{address}/")
    page.get_by_text("Telusuri", exact=True).nth(3).click()
    page.wait_for_selector(".stPlotlyChart .main-svg")
    settle(page)
    text = _read(_print(page, tmp_path / "cetak.pdf"), "-layout")
    row = next(line for line in text.splitlines() if line.split()[:2] == ["340", "342"])
    assert row.split() == ["340", "342", "342", "342", "343", "343", "343", "344", "344", "345", "347", "347"]
    assert text.count("Aktif T1 2025") == 1
    page.close()
