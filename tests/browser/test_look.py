"""What the dashboard looks like at the widths that matter: filters in sight, one click to Prioritas, width used, pages
not endless, cards instead of cut tables on a phone, a copied link that shows the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dasbor.ui.menu import PAGES
from tests.neighbours.parcels import Parcel, hold
from tests.servers import chromium, settle

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]

LAPTOP, LARGE, PHONE, NARROW = (1366, 768), (1920, 1080), (390, 844), (320, 800)
PROFILE = "kelurahan?kelurahan=35.72.02.1004"
SECTION = "kecamatan?kecamatan=35.72.01"
WITHOUT_FIGURES = ("unduhan", "kamus")
PUBLIC = ["" if h is PAGES[0] else h.address for h in PAGES if not h.is_staff]
HIGHEST, LONG = 4_000, 2_400  # px at 1366: no page is higher; what is higher than the second has contents or tabs
HIGHEST_ON_PHONE = 3_400  # px at 390, with what is secondary folded to its heading
FIRST_FIGURE = """() => Math.min(...[...document.querySelectorAll(
    '.stMain :is(.kartu-angka, h2, td, ol.kebutuhan b, .pilih-wilayah span, .keterangan, .isi-kalimat li)')]
    .filter(e => /[0-9]/.test(e.textContent) && e.checkVisibility() && !e.closest('.bab'))
    .map(e => e.getBoundingClientRect().y))"""
# charts on a large screen that are stretched: over two thirds of it, and flat
STRETCHED = """() => [...document.querySelectorAll('.stMain .diam')].map(e => [e, e.getBoundingClientRect()])
    .filter(([, b]) => b.width > 1250 && b.width > 3 * b.height)
    .map(([e, b]) => `${Math.round(b.width)} x ${Math.round(b.height)}`)"""
SIDEWAYS = """() => [...document.querySelectorAll('.stMain, .gulir, .panas')]
    .filter(e => e.offsetWidth && e.scrollWidth > e.clientWidth + 1)
    .map(e => `${e.className} ${e.scrollWidth} > ${e.clientWidth} ${e.getAttribute('aria-label') ?? ''}`)"""


@pytest.fixture(scope="module")
def folder(sample_folder: Path) -> Path:
    """All quarters of the sample data, and a package of another area of government."""
    hold(sample_folder, Parcel(contoh=True))
    return sample_folder


@pytest.fixture(scope="module")
def reader(browser: Browser, address: str) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="id-ID", bypass_csp=True, reduced_motion="reduce")
    yield context
    context.close()


@pytest.fixture
def look(reader: BrowserContext, address: str) -> Iterator[Any]:
    """Open a page at a size."""
    opened: list[Page] = []

    def open_at(path: str, size: tuple[int, int]) -> Page:
        page = reader.new_page()
        opened.append(page)
        page.set_viewport_size({"width": size[0], "height": size[1]})
        page.goto(f"{address}/{path}")
        settle(page)
        return page

    yield open_at
    for page in opened:
        page.close()


@dataclass(frozen=True)
class Seen:
    """A page, opened once and made wider and narrower: pixels by size, its links within and tabs, flat charts of a
    large screen, what scrolls sideways."""

    height: dict[tuple[int, int], int]
    ways: int
    stretched: list[str]
    first_figure: float
    sideways: dict[tuple[int, int], list[str]]


@pytest.fixture(scope="module")
def seen(reader: BrowserContext, address: str) -> Callable[[str], Seen]:
    @cache
    def measure(path: str) -> Seen:
        page = reader.new_page()
        page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
        page.goto(f"{address}/{path}")
        settle(page)
        ways, heights = page.locator(".isi-halaman a, [role=tab]").count(), {LAPTOP: _measure_height(page)}
        heights[LARGE], stretched = _resize(page, LARGE), page.evaluate(STRETCHED)
        heights[PHONE], first, sideways = _resize(page, PHONE), page.evaluate(FIRST_FIGURE), {}
        sideways[PHONE] = page.evaluate(SIDEWAYS)
        heights[NARROW], sideways[NARROW] = _resize(page, NARROW), page.evaluate(SIDEWAYS)
        page.close()
        return Seen(heights, ways, stretched, first, sideways)

    return measure


def _resize(page: Page, size: tuple[int, int]) -> int:
    """How high the page is at that size, once it is laid out."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(300)
    return _measure_height(page)


def _box(page: Page, selector: str) -> dict[str, float]:
    square = page.locator(selector).first.bounding_box()
    assert square is not None
    return dict(square)


def _measure_height(page: Page) -> int:
    return int(page.evaluate("document.querySelector('.stMain').scrollHeight"))


def _scroll(page: Page) -> None:
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 900)")
    page.wait_for_timeout(200)


def _find_columns(page: Page, selector: str) -> int:
    """How many blocks stand side by side in the first container of that kind."""
    script = (
        "s => new Set([...document.querySelector(s).children].map(e => Math.round(e.getBoundingClientRect().x))).size"
    )
    return int(page.evaluate(script, selector))


# ── a large screen, a laptop ──


def test_a_large_screen_is_used_in_its_width_with_three_columns_and_larger_letters(look: Any) -> None:
    wide, small = look("", LARGE), look("", LAPTOP)
    assert _box(wide, ".kartu-deret")["width"] > 1_750
    assert (_find_columns(wide, "[class*=st-key-kisi_]"), _find_columns(small, "[class*=st-key-kisi_]")) == (3, 2)
    size = "s => parseFloat(getComputedStyle(document.querySelector(s)).fontSize)"
    for selector in ("h1", ".blok h2", ".kartu-angka", ".hubungi", ".stSelectbox input"):
        assert wide.evaluate(size, selector) > small.evaluate(size, selector), selector


@pytest.mark.parametrize("size", [LAPTOP, LARGE], ids=["laptop", "besar"])
def test_the_menu_stands_over_the_content_and_begins_where_it_begins(look: Any, size: tuple[int, int]) -> None:
    page = look("", size)
    menu, title = _box(page, "[data-testid=stTopNavLink] span"), _box(page, "h1")
    assert menu["y"] + menu["height"] < title["y"]
    assert abs(menu["x"] - title["x"]) <= 4


@pytest.mark.parametrize("size", [LAPTOP, LARGE], ids=["laptop", "besar"])
def test_filters_stay_in_sight_when_the_page_scrolls(look: Any, size: tuple[int, int]) -> None:
    page = look("pendampingan", size)
    _scroll(page)
    for label in ("Triwulan", "Kecamatan", "Kelurahan", "Koperasi Kelurahan Merah Putih"):
        expect(page.get_by_label(label, exact=True)).to_be_in_viewport(ratio=1)
    assert page.locator("h1").bounding_box()["y"] < 0


def test_on_a_phone_the_line_of_the_frame_stays_and_unfolds_the_filters(look: Any, address: str) -> None:
    page = look("pendampingan", PHONE)
    _scroll(page)
    assert _box(page, ".bingkai")["y"] < 10
    expect(page.get_by_label("Triwulan", exact=True)).to_be_hidden()
    page.locator("details.saringan summary").click()
    expect(page.get_by_label("Triwulan", exact=True)).to_be_in_viewport(ratio=1)
    expect(page.get_by_label("Kelurahan", exact=True)).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("path", [*PUBLIC, PROFILE, SECTION])
def test_no_page_is_endless_and_a_long_one_has_contents_or_tabs(seen: Callable[[str], Seen], path: str) -> None:
    page = seen(path)
    assert page.height[LAPTOP] <= HIGHEST
    if page.height[LAPTOP] > LONG:
        assert page.ways >= 2


def test_a_link_of_the_contents_leads_to_its_place_below_the_filters(look: Any) -> None:
    page = look("pendampingan", LAPTOP)
    page.get_by_role("link", name="Daftar kunjungan").click()
    page.wait_for_timeout(400)
    heading = page.get_by_role("heading", name="Kunjungan", exact=True)
    expect(heading).to_be_in_viewport(ratio=1)
    assert heading.bounding_box()["y"] > _box(page, ".st-key-baris_judul")["y"] + 40
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("size", [(1366, 500), (390, 500)], ids=["laptop", "ponsel"])
def test_an_address_that_names_a_part_of_a_page_leads_there(look: Any, size: tuple[int, int]) -> None:
    page = look("antarpemda?wilayah=35.05#isi", size)
    page.wait_for_timeout(400)
    assert _box(page, "[class*=st-key-parameter_wilayah]")["y"] < 200
    page.mouse.move(size[0] / 2, size[1] / 2)
    page.mouse.wheel(0, -5_000)  # from then on the reader decides
    page.wait_for_timeout(400)
    expect(page.locator("h1")).to_be_in_viewport()


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "ponsel"])
@pytest.mark.parametrize("path", ["", "kamus", "mutu", PROFILE, "unggah"])
def test_prioritas_is_one_click_away(look: Any, path: str, size: tuple[int, int]) -> None:
    page = look(path, size)
    page.get_by_role("link", name="Prioritas", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Prioritas")
    assert ("kelurahan=" in page.url) == ("kelurahan=" in path)


# ── a phone ──


@pytest.mark.parametrize("path", [p for p in [*PUBLIC, PROFILE, SECTION] if p not in WITHOUT_FIGURES])
def test_the_first_figure_of_a_phone_stands_within_200_px_and_no_page_is_endless(
    seen: Callable[[str], Seen], path: str
) -> None:
    page = seen(path)
    assert page.first_figure <= 200
    assert page.height[PHONE] <= HIGHEST_ON_PHONE


def test_a_phone_folds_a_chart_to_its_headline_and_unfolds_it_when_touched(look: Any) -> None:
    page = look("", PHONE)
    headline = "Koperasi aktif naik 20: 20 baru, 2 aktif kembali, 2 tidak aktif"
    part = page.locator(".st-key-bab_perubahan")
    expect(part.get_by_role("heading", name=headline)).to_have_count(1)
    expect(part.locator(".diam").first).to_be_hidden()
    part.locator("summary").first.click()
    expect(part.locator(".diam").first).to_be_visible()
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    expect(part.locator("details.bab")).to_be_hidden()
    expect(part.get_by_role("heading", name=headline)).to_be_visible()


@pytest.mark.parametrize("path", [*PUBLIC, PROFILE, SECTION])
def test_no_chart_of_a_large_screen_is_stretched_over_its_whole_width(seen: Callable[[str], Seen], path: str) -> None:
    page = seen(path)
    assert page.stretched == []
    assert page.height[LARGE] <= HIGHEST


def test_the_record_of_a_cooperative_has_contents_and_on_a_phone_a_line_for_each_part(
    look: Any, seen: Callable[[str], Seen]
) -> None:
    link = look("koperasi", LAPTOP).locator("table.angka tbody th a").first.get_attribute("href")
    page = seen(str(link).rpartition("/")[2])
    assert page.height[LAPTOP] <= HIGHEST and page.ways >= 5
    assert page.height[PHONE] <= 1_800
    assert (page.sideways[PHONE], page.sideways[NARROW]) == ([], [])


def test_files_stand_abreast_where_there_is_room_and_below_each_other_on_a_phone(look: Any) -> None:
    page = look("unduhan", LARGE)
    found = [_find_columns(page, "[class*=st-key-kisi_petak]")]
    for size in (LAPTOP, PHONE):
        _resize(page, size)
        found.append(_find_columns(page, "[class*=st-key-kisi_petak]"))
    assert found == [4, 3, 1]


def test_columns_of_a_large_screen_end_at_about_the_same_height(look: Any) -> None:
    page = look("pelatihan", LARGE)
    script = """s => Object.values([...document.querySelector(s).children].map(e => e.getBoundingClientRect())
        .reduce((ends, b) => ({...ends, [Math.round(b.x)]: Math.max(ends[Math.round(b.x)] ?? 0, b.bottom)}), {}))"""
    ends = page.evaluate(script, "[class*=st-key-kisi_]")
    assert len(ends) == 3
    assert max(ends) - min(ends) <= 450


@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["390", "320"])
@pytest.mark.parametrize("path", [*PUBLIC, PROFILE])
def test_nothing_scrolls_sideways_on_a_phone_neither_page_nor_table(
    seen: Callable[[str], Seen], path: str, size: tuple[int, int]
) -> None:
    assert seen(path).sideways[size] == []


def test_a_row_of_a_wide_table_is_a_card_that_names_each_value(look: Any) -> None:
    page = look(PROFILE, PHONE)
    row = page.locator(".st-key-semua_baris tbody tr:visible").first
    before = "e => getComputedStyle(e, '::before').content"
    labels = [cell.evaluate(before) for cell in row.locator("td").all() if cell.inner_text()]
    assert labels[0] == '"Jumlah"'
    assert '"Kota Blitar"' in labels
    assert row.bounding_box()["width"] <= PHONE[0]


def test_names_cells_and_advice_stand_in_the_first_screens_of_a_phone(look: Any) -> None:
    page = look("prioritas", PHONE)
    names = [a for a in page.locator("table.angka th a").all() if a.bounding_box()["y"] + 20 < PHONE[1]]
    assert len(names) >= 2
    card = page.locator("table.angka tbody tr").first
    for word in ("Lembar", "Baris"):
        assert word in card.evaluate("e => [...e.children].map(c => getComputedStyle(c, '::before').content).join()")
    assert "tanpa kunjungan dalam 4 triwulan" in card.inner_text()
    assert all(c.bounding_box()["x"] + c.bounding_box()["width"] <= PHONE[0] for c in card.locator("td").all())


# ── Kelurahan, Koperasi ──


def test_kelurahan_opens_with_the_map_and_the_areas_by_need(look: Any) -> None:
    page = look("kelurahan", LAPTOP)
    rows = page.locator("ol.kebutuhan li")
    assert rows.count() == 21
    assert [r.inner_text().split("\n")[0] for r in rows.all()[:3]] == ["Ngadirejo", "Blitar", "Tanggung"]
    assert "6 dari 9" in rows.first.inner_text()
    assert "kurang 3" in rows.first.inner_text()
    assert rows.nth(9).bounding_box()["y"] < LAPTOP[1]
    page.get_by_role("link", name="Ngadirejo").first.click()
    expect(page.get_by_role("heading", name="Kelurahan Ngadirejo: ")).to_be_visible()


def test_merah_putih_before_the_first_of_them_says_so_once_instead_of_row_after_row(look: Any) -> None:
    page = look("merah_putih?triwulan=2025-T1", LAPTOP)
    expect(page.get_by_role("heading", name="Belum ada KKMP di wilayah ini")).to_have_count(1)
    assert (page.locator(".stMain table.angka").count(), page.locator(".stMain .diam").count()) == (0, 0)
    assert _measure_height(page) <= LAPTOP[1]


def test_koperasi_lists_all_by_name_page_by_page_by_status_and_in_other_orders(look: Any, address: str) -> None:
    page = look("koperasi", LAPTOP)
    names: list[str] = []
    for number in range(1, 8):
        expect(page.get_by_text(f"halaman {number} dari 7")).to_be_visible()
        names += page.locator("table.angka tbody th a").all_inner_texts()
        if number < 7:
            page.get_by_role("button", name="Berikutnya").click()
            expect(page).to_have_url(f"{address}/koperasi?halaman={number + 1}")
            settle(page)
    assert (len(names), len(set(names))) == (308, 308)
    assert sum(name.startswith("KKMP") for name in names[:50]) < 10
    own = [name.split(" ", 1)[1] for name in names if name.startswith(("KSU ", "KSP ", "KKMP "))]
    assert own == sorted(own)

    page = look("koperasi?status=tidak+aktif&urut=anggota", LAPTOP)
    expect(page.get_by_role("heading", name="33 koperasi di register")).to_be_visible()
    first = page.locator("table.angka tbody tr").first.inner_text()
    assert first.startswith("KSU Tambak Emas")
    assert page.get_by_label("Urutkan menurut").input_value() == "Jumlah anggota, yang terbanyak dahulu"


# ── a copied link ──


def test_a_copied_link_carries_the_indicator_of_the_map_and_the_status(look: Any, address: str) -> None:
    page = look("", LAPTOP)
    control = page.get_by_label("Indikator di peta")
    control.scroll_into_view_if_needed()
    page.wait_for_timeout(400)  # a list that is open closes when it scrolls
    control.click()
    page.get_by_role("option", name="Koperasi dilatih").click()
    expect(page).to_have_url(f"{address}/?peta=jangkauan_pelatihan")
    settle(page)
    copy = look("?peta=jangkauan_pelatihan", LAPTOP)
    assert copy.get_by_label("Indikator di peta").input_value() == "Koperasi dilatih"
    assert copy.locator(".stMain h2").first.inner_text() == page.locator(".stMain h2").first.inner_text()

    page = look("keaktifan", LAPTOP)
    page.get_by_role("link", name="Daftar koperasi", exact=True).click()
    page.wait_for_timeout(400)
    page.get_by_label("Tampilkan koperasi berstatus").click()
    page.get_by_role("option", name="Tidak aktif").click()
    expect(page).to_have_url(f"{address}/keaktifan?status=tidak+aktif")
    copy = look("keaktifan?status=tidak+aktif", LAPTOP)
    expect(copy.get_by_role("heading", name="Koperasi: tidak aktif")).to_be_visible()
