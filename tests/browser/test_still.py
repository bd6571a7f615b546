"""Still charts in a browser: no script of Plotly until somebody explores, the choice stays, pictures come as files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.built import copy_samples
from tests.servers import chromium, open_page, settle

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two quarters of the sample data."""
    folder = tmp_path_factory.mktemp("diam")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        copy_samples(folder, "2025-T1", "2025-T2")
        yield folder


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID", accept_downloads=True)
    yield context
    context.close()


def _watch_scripts(context: BrowserContext) -> list[str]:
    """Addresses of what Plotly's chart loads, as they are asked for."""
    asked: list[str] = []
    context.on("request", lambda r: asked.append(r.url) if "plotly" in r.url.lower() else None)
    return asked


def test_the_moving_chart_comes_in_place_when_asked_for_and_its_script_not_before(
    reader: BrowserContext, address: str
) -> None:
    scripts = _watch_scripts(reader)
    page = open_page(reader, f"{address}/?triwulan=2025-T1")
    assert page.locator(".diam").count() == 5
    page.wait_for_timeout(1000)
    assert scripts == []
    page.get_by_text("Telusuri", exact=True).first.click()
    page.wait_for_selector(".stPlotlyChart .main-svg")
    settle(page)
    assert scripts != []
    assert page.locator(".stPlotlyChart").count() == 1
    assert page.locator(".diam").first.is_hidden()
    assert page.locator(".diam").nth(1).is_visible()
    assert "triwulan=2025-T1" in page.url
    page.get_by_text("Telusuri", exact=True).first.click()
    expect(page.locator(".diam").first).to_be_visible(timeout=20_000)
    expect(page.locator(".stPlotlyChart")).to_have_count(0)


def test_a_tile_leads_to_its_kelurahan_in_the_chosen_quarter(reader: BrowserContext, address: str) -> None:
    page = open_page(reader, f"{address}/?triwulan=2025-T1&kkmp=tanpa")
    link = page.locator(".diam a[aria-label^='Turi']")
    assert set(str(link.get_attribute("href")).partition("?")[2].split("&")) == {
        "triwulan=2025-T1",
        "kkmp=tanpa",
        "kelurahan=35.72.02.1004",
    }
    link.click()
    expect(page.get_by_role("heading", name=re.compile("^Kelurahan Turi"))).to_be_visible(timeout=20_000)
    assert reader.pages == [page]


def test_what_is_unfolded_stays_so_with_another_quarter_and_keeps_the_keyboard(
    reader: BrowserContext, address: str
) -> None:
    page = open_page(reader, f"{address}/")
    summary = page.locator("details.lipatan[data-kunci='perubahan_koperasi_aktif'] > summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.locator("details[open] table").first.wait_for()
    before = page.locator("details[open]").inner_text()
    page.evaluate("document.querySelector('.kaki').scrollIntoView()")
    page.goto(f"{address}/?triwulan=2025-T1")
    settle(page)
    assert page.locator("details.lipatan[open]").count() == 0  # loaded anew: as it is at first
    summary.focus()
    page.keyboard.press("Enter")
    page.locator("[data-testid=stSelectbox] input").first.click()
    page.get_by_role("option", name="Triwulan II 2025", exact=True).click()
    expect(page).to_have_url(f"{address}/?triwulan=2025-T2")
    settle(page)
    expect(page.locator("details.lipatan[open]")).to_have_count(1)
    assert page.locator("details[open]").inner_text() == before
    summary.focus()
    page.go_back()
    expect(page).to_have_url(f"{address}/?triwulan=2025-T1")
    settle(page)
    expect(page.locator("details.lipatan[open]")).to_have_count(1)
    expect(summary).to_be_focused()
    page.close()


def test_pictures_are_files_named_as_the_others_with_their_source_and_mark(
    reader: BrowserContext, address: str
) -> None:
    page = open_page(reader, f"{address}/")
    page.get_by_text("Lihat angka").first.click()
    svg = _download(page, "Unduh SVG")
    root = ElementTree.fromstring(svg.read_text(encoding="utf-8"))
    words = " ".join("".join(t.itertext()) for t in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "DATA CONTOH" in words
    assert "Sumber: koperasi-2025-T2.xlsx" in words
    assert _download(page, "Unduh PNG").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def _download(page: Page, label: str) -> Path:
    with page.expect_download(timeout=30_000) as download:
        page.get_by_role("link", name=label).first.click()
    ending = label.split()[1].lower()
    assert download.value.suggested_filename == f"peta_koperasi_aktif_2025-T2_Kota_Blitar_DATA_CONTOH.{ending}"
    return Path(download.value.path())
