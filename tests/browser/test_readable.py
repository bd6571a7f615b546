"""On a telephone no letter of a drawing is smaller than 11 px, as it is rendered, and no name leaves its tile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.built import copy_samples
from tests.servers import chromium, open_page

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]
LEAST = 11
# every kind of chart: map, trend, columns, steps, bars, statuses, intervals, flows, cohorts, tiles of the KKMP
PAGES = [
    "",
    "keaktifan",
    "kesehatan",
    "pelatihan",
    "pendampingan",
    "hasil",
    "kelompok",
    "kelurahan",
    "merah_putih",
    "digital",
]
# [pixels high, words] of each text that is seen: the size that the style says times the scale of the drawing
SIZES = """() => [...document.querySelectorAll('svg text, svg tspan')].flatMap(t => {
  const box = t.getBoundingClientRect(), style = getComputedStyle(t), turn = t.getScreenCTM();
  const own = [...t.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  if (!own || !box.width || style.visibility === 'hidden') return [];
  return [[parseFloat(style.fontSize) * Math.hypot(turn.c, turn.d), t.textContent]];
})"""
# [words, pixels that they stand out of the drawing or reach into the next tile]
TILES = """() => [...document.querySelectorAll('.diam')].filter(d => d.querySelector('a[aria-label]')).slice(0, 1)
.flatMap(d => {
  const cells = [...d.querySelectorAll('a rect')].map(r => r.getBoundingClientRect());
  const words = [...d.querySelectorAll('text tspan')].filter(t => t.getBoundingClientRect().width);
  return words.map(t => {
    const box = t.getBoundingClientRect(), middle = box.x + box.width / 2, height = box.y + box.height / 2;
    const cell = cells.find(c => c.x <= middle && middle <= c.right && c.y <= height && height <= c.bottom);
    return cell ? [t.textContent, Math.max(cell.x - box.x, box.right - cell.right)] : null;
  }).filter(Boolean);
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two quarters of the sample data."""
    folder = tmp_path_factory.mktemp("terbaca")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        copy_samples(folder, "2025-T1", "2025-T2")
        yield folder


@pytest.fixture(params=[320, 390])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": request.param, "height": 800}, locale="id-ID")
    yield context
    context.close()


def list_sizes(page: Page) -> list[tuple[float, str]]:
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.wait_for_timeout(200)
    return [(round(size, 2), text) for size, text in page.evaluate(SIZES)]


def test_letters_of_every_kind_of_chart_are_large_enough(phone: BrowserContext, address: str) -> None:
    for name in PAGES:
        page = open_page(phone, f"{address}/{name}")
        sizes = list_sizes(page)
        assert len(sizes) > 10, name
        assert [one for one in sizes if one[0] < LEAST] == [], name
        page.close()


def test_letters_of_the_brief_are_large_enough(phone: BrowserContext, address: str) -> None:
    page = phone.new_page()
    page.goto(f"{address}/lembar")
    assert [one for one in list_sizes(page) if one[0] < LEAST] == []
    page.close()


def test_no_name_on_the_map_reaches_into_the_next_tile(phone: BrowserContext, address: str) -> None:
    page = open_page(phone, f"{address}/")
    out = page.evaluate(TILES)
    assert len(out) > 40
    assert [one for one in out if one[1] > 1.5] == []  # the gap between two tiles is 3 px
    page.close()
