"""The brief in a real browser: on paper exactly one page of A4, on a telephone nothing beside the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from dasbor.choice import WITHOUT_KKMP, Choice
from dasbor.export.brief import as_html
from dasbor.export.request import Request
from dasbor.export.snapshot import as_html as snapshot
from dasbor.query import choose
from etl.publish.sample import publish_sample
from etl.store.versions import Store
from tests import built
from tests.export.test_brief import publish_long_names
from tests.servers import chromium

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]
AREAS = (None, "35.72.01", "35.72.02.1004", "35.72.01.1002")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Path]]:
    """Briefs of the sample city at several times, and of cooperatives with names of 120 letters."""
    folder = tmp_path_factory.mktemp("lembar")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder / "contoh"))
        built.copy_built("semua contoh", folder / "contoh", publish_sample)
        version = Store().find_current() or 0
        places = [(q, a) for q in ("2021-T4", "2024-T2", "2025-T1", "2025-T2") for a in AREAS]
        choices = [choose.choose(Choice(version), q, a, WITHOUT_KKMP if a else "semua") for q, a in places]
        made = [_write(folder / f"{i}.html", p) for i, p in enumerate(choices)]
        m.setenv("KOPERASI_DATA", str(folder / "panjang"))
        version = publish_long_names(Store())
        made += [_write(folder / f"p{i}.html", choose.choose(Choice(version), None, a)) for i, a in enumerate(AREAS)]
        yield made


def _write(path: Path, p: Choice) -> Path:
    path.write_bytes(as_html.make_html(Request(p, address="https://koperasi.contoh.go.id")))
    return path


def test_every_brief_prints_on_exactly_one_page(files: list[Path], browser: Browser) -> None:
    page = browser.new_page()
    pages = {}
    for path in files:
        page.goto(path.as_uri())
        pages[path.name] = len(re.findall(rb"/Type ?/Page\b(?!s)", page.pdf(prefer_css_page_size=True)))
    page.close()
    assert pages == dict.fromkeys(pages, 1)


# the smallest letters of the drawings, as they are seen
SMALLEST = """() => Math.min(99, ...[...document.querySelectorAll('figure svg')].filter(
    s => s.getBoundingClientRect().width).flatMap(s => [...s.querySelectorAll(
    'text, tspan')].map(t => parseFloat(getComputedStyle(t).fontSize) * s.getBoundingClientRect().width
    / s.viewBox.baseVal.width)))"""


def test_nothing_is_cut_at_the_side_of_a_telephone_nor_too_small_to_read(files: list[Path], browser: Browser) -> None:
    for width in (390, 320):
        page = browser.new_page(viewport={"width": width, "height": 844})
        for path in files:
            page.goto(path.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path.name
            assert page.evaluate(SMALLEST) >= 11, path.name
            shown = "[...document.querySelectorAll('figure svg')].filter(s => s.getBoundingClientRect().width).length"
            assert page.evaluate(shown) == page.locator("figure").count(), path.name
        page.close()


def test_the_page_asks_for_nothing(files: list[Path], browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(files[0].as_uri())
    page.wait_for_load_state("networkidle")
    page.close()
    assert [url for url in asked if not url.startswith("data:")] == [files[0].as_uri()]


def test_a_snapshot_fits_a_telephone_and_asks_for_nothing(files: list[Path], browser: Browser) -> None:
    path = files[0].with_name("potret.html")
    path.write_bytes(snapshot.make_html(Request(choose.choose(Choice(Store().find_current() or 0)))))
    for width in (390, 320):
        page = browser.new_page(viewport={"width": width, "height": 844})
        asked: list[str] = []
        page.on("request", lambda r, asked=asked: asked.append(r.url))
        page.goto(path.as_uri())
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [url for url in asked if not url.startswith("data:")] == [path.as_uri()]
        page.close()


# the years below each drawing that a reader sees, in order: [words, left edge, right edge]
YEARS = r"""() => [...document.querySelectorAll('.diam')].map(d => [...d.querySelectorAll('tspan')].filter(t =>
    /^(’\d\d|20\d\d)$/.test(t.textContent) && !t.querySelector('tspan') && t.getBoundingClientRect().width).map(t => {
        const box = t.getBoundingClientRect();
        return [t.textContent, box.left, box.right];
    })).filter(years => years.length > 1)"""
# numbers in lying bars with less than 4 px on either side of them
TIGHT = r"""() => [...document.querySelectorAll('.diam')].flatMap(d => {
    const bars = [...d.querySelectorAll('rect[data-seri]')].map(r => r.getBoundingClientRect());
    return [...d.querySelectorAll('text')].filter(t => t.getAttribute('text-anchor') === 'middle'
        && /^\d+$/.test(t.textContent)).map(t => [t.textContent, t.getBoundingClientRect()]).flatMap(([words, box]) => {
        const x = box.left + box.width / 2, y = box.top + box.height / 2;
        const bar = bars.find(r => r.left <= x && x <= r.right && r.top <= y && y <= r.bottom);
        const isTight = box.width && bar && bar.height < 40 && bar.width < box.width + 7.5;
        return isTight ? [[words, box.width, bar.width]] : [];
    });
})"""


def test_years_and_numbers_in_bars_keep_apart_on_the_narrowest_screen(
    files: list[Path], browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KOPERASI_DATA", str(files[0].with_name("contoh")))
    path = files[0].with_name("sempit.html")
    path.write_bytes(snapshot.make_html(Request(choose.choose(Choice(Store().find_current() or 0)))))
    for width in (320, 360, 390, 560):
        page = browser.new_page(viewport={"width": width, "height": 844})
        page.goto(path.as_uri())
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        drawn = page.evaluate(YEARS)
        assert len(drawn) > 20
        assert {years[0][0] for years in drawn if len(years) > 4} <= {"’21", "2021"}
        gaps = [after[1] - before[2] for years in drawn for before, after in pairwise(years)]
        assert min(gaps) >= 2.5, width
        assert page.evaluate(TIGHT) == [], width
        page.close()
