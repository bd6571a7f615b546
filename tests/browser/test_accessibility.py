"""Every page in a real browser: axe, headings, 320 px, 200 % zoom, fingers, keyboard, no English word, map clicks, and
nothing that the pages' own policy forbids."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dasbor.ui.menu import PAGES
from etl.accounts import users
from etl.acuan import load_reference
from etl.store.versions import Store
from tests.installations import copy_reference
from tests.neighbours.parcels import Parcel, hold
from tests.servers import COOKIE, chromium, server, settle

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]

LAYAR, TELEPON, DIPERBESAR, SEMPIT = (1366, 768), (390, 844), (683, 384), (320, 800)
UKUR = (Path(__file__).parent / "measure_screen.js").read_text(encoding="utf-8")
# Beside each page of the menu: pages that show more when they are asked for something.
LAGI = (
    "kelurahan?kelurahan=35.72.02.1004",
    "koperasi?id={koperasi}",
    "asal?indikator=koperasi_aktif&tampil=tidak+aktif",
    "kesehatan?bagian=Keuangan",
    "digital?bagian=Anggota",
    "masuk",
    "entah",
)
SEMUA = ["" if h is PAGES[0] else h.address for h in PAGES] + list(LAGI)
PETUGAS = {h.address for h in PAGES if h.is_staff}
INGGRIS = re.compile(
    r"\b(open|close|clear|choose|upload|drag|drop|browse|file|files|help|skip|expand|collapse|sidebar|main|menu bar|"
    r"increment|decrement|scroll|press|enter to|running|remove|add|error|must be|options?)\b",
    re.IGNORECASE,
)
TURI = "35.72.02.1004"
OTHER_ROWS = (
    ("2025-T2", "35.06", "koperasi_terdaftar", 200.0, None),
    ("2025-T2", "35.06", "koperasi_aktif", 150.0, 200.0),
)
REFUSALS = """
window.__dilanggar = [];
document.addEventListener("securitypolicyviolation", e =>
    window.__dilanggar.push(`${e.effectiveDirective} ${e.blockedURI}`));
"""


@pytest.fixture(scope="module")
def folder(sample_folder: Path) -> Path:
    """All quarters of the sample data, packages of two other areas of government and one account."""
    with suppress(ValueError):
        users.add_user("petugas")
    hold(
        sample_folder,
        Parcel(contoh=True),
        Parcel(kode="35.06", nama="Kabupaten Lain", rows=OTHER_ROWS, areas=(), seed=2),
    )
    return sample_folder


@pytest.fixture(scope="module")
def visitor(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """A reader's browser; what it asks of another machine fails the last test that uses it."""
    with _reader(browser) as context:
        yield context


@pytest.fixture(scope="module")
def staff(browser: Browser, address: str, folder: Path) -> Iterator[BrowserContext]:
    context = _context(browser)
    _sign_in(context, address)
    yield context
    context.close()


@contextmanager
def _reader(browser: Browser, under_policy: bool = False) -> Iterator[BrowserContext]:
    context = _context(browser, under_policy)
    leaving: list[str] = []
    context.on("request", lambda r: None if _is_ours(r.url) else leaving.append(r.url))
    yield context
    context.close()
    assert leaving == []


def _sign_in(context: BrowserContext, address: str) -> None:
    context.add_cookies([{"name": COOKIE, "value": users.start_session("petugas"), "url": address}])


def _context(browser: Browser, under_policy: bool = False) -> BrowserContext:
    """Without `under_policy` a test may evaluate texts in the page, which the policy of the pages forbids."""
    return browser.new_context(
        viewport=_size(LAYAR),
        locale="id-ID",
        accept_downloads=True,
        reduced_motion="reduce",
        bypass_csp=not under_policy,
    )


def _size(ukuran: tuple[int, int]) -> Any:
    return {"width": ukuran[0], "height": ukuran[1]}


def _is_ours(url: str) -> bool:
    part = urlsplit(url)
    return part.scheme in ("data", "blob") or part.hostname == "127.0.0.1"


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
    dilarang: list[str]  # what the page's policy refused


@pytest.fixture(scope="module")
def observe(browser: Browser, address: str, folder: Path) -> Iterator[Callable[[str], Amatan]]:
    with _reader(browser, under_policy=True) as visitor, _reader(browser, under_policy=True) as staff:
        _sign_in(staff, address)
        for context in (visitor, staff):
            context.add_init_script(REFUSALS)
        yield _make_observer(visitor, staff, address)


def _make_observer(visitor: BrowserContext, staff: BrowserContext, address: str) -> Callable[[str], Amatan]:
    @cache
    def observe(page_path: str) -> Amatan:
        content = page_path.format(koperasi=_cooperative())
        page = (staff if content in PETUGAS else visitor).new_page()
        page.goto(f"{address}/{content}")
        if content not in ("masuk", "entah"):
            settle(page)
        result = _look_at(page)
        page.close()
        return result

    return observe


def _cooperative() -> str:
    number = Store().find_current()
    assert number is not None
    sql = "select koperasi_id from koperasi_triwulan group by 1 order by count(*) desc, 1 limit 1"
    return Store().open_version(number).execute(sql).fetchall()[0][0]


def _look_at(page: Page) -> Amatan:
    return Amatan(
        judul=page.title(),
        bahasa=page.evaluate("document.documentElement.lang"),
        kepala=page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map(e => +e.tagName[1])"),
        axe=_axe(page),
        kata=_words(page),
        ukuran={measure: _measure(page, measure) for measure in (LAYAR, DIPERBESAR, SEMPIT)},
        dilarang=page.evaluate("window.__dilanggar"),
    )


def _axe(page: Page) -> list[dict]:
    """Violations that keep somebody out; of each the rule and where it is broken."""
    result = Axe().run(page).response["violations"]
    return [
        {"aturan": v["id"], "di": [n["target"] for n in v["nodes"]]}
        for v in result
        if v["impact"] in ("serious", "critical")
    ]


def _measure(page: Page, ukuran: tuple[int, int]) -> dict[str, Any]:
    page.set_viewport_size(_size(ukuran))
    # charts are drawn one after the other, and follow the width a moment later
    _wait_until(
        page,
        "[...document.querySelectorAll('.stPlotlyChart')].every(p => !p.offsetWidth"
        " || (p.querySelector('.main-svg text')"
        " && Math.abs(p.querySelector('.main-svg').clientWidth - p.clientWidth) < 3))",
    )
    page.wait_for_timeout(800 if page.locator(".sankey").count() else 150)  # a flow chart glides into its place
    return page.evaluate(UKUR)


def _wait_until(page: Page, expression: str) -> None:
    """Ask the page until it is true; wait_for_function would evaluate text in the page, which its policy forbids."""
    for _ in range(600):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"tidak tercapai dalam semenit: {expression}")


def _words(page: Page) -> list[str]:
    """Labels, placeholders and texts outside what the project draws itself."""
    return page.evaluate("""() => {
        const sendiri = '[data-testid=stHtml], .js-plotly-plot, .diam, [data-testid=stIconMaterial], '
            + 'script, style, noscript';
        const semua = [...document.querySelectorAll('body *')].filter((e) => !e.closest(sendiri));
        return semua.flatMap((e) => [
            ...['aria-label', 'title', 'placeholder'].map((n) => e.getAttribute(n) ?? ''),
            ...[...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data),
        ]).map((t) => t.trim()).filter(Boolean);
    }""")


@pytest.mark.parametrize("page_path", SEMUA)
def test_axe_finds_nothing_that_keeps_a_reader_out(observe: Callable[[str], Amatan], page_path: str) -> None:
    assert observe(page_path).axe == []


@pytest.mark.parametrize("page_path", SEMUA)
def test_a_page_does_nothing_that_its_policy_forbids(observe: Callable[[str], Amatan], page_path: str) -> None:
    assert observe(page_path).dilarang == []


def test_what_the_policy_forbids_is_noticed(browser: Browser, address: str) -> None:
    context = _context(browser, under_policy=True)
    context.add_init_script(REFUSALS)
    page = context.new_page()
    page.goto(f"{address}/masuk")
    page.evaluate("document.head.append(Object.assign(document.createElement('script'), {src: '//x.invalid/a.js'}))")
    _wait_until(page, "window.__dilanggar.length > 0")
    assert page.evaluate("window.__dilanggar") == ["script-src-elem http://x.invalid/a.js"]
    context.close()


@pytest.mark.parametrize("page_path", SEMUA)
def test_a_page_has_a_title_a_language_one_h1_and_headings_without_jumps(
    observe: Callable[[str], Amatan], page_path: str
) -> None:
    a = observe(page_path)
    assert a.bahasa == "id"
    assert len(a.judul) > 5
    assert a.kepala.count(1) == 1
    assert [(old, new) for old, new in zip([0, *a.kepala], a.kepala, strict=False) if new > old + 1] == []


@pytest.mark.parametrize("page_path", SEMUA)
@pytest.mark.parametrize("ukuran", [DIPERBESAR, SEMPIT], ids=["200 persen", "320 piksel"])
def test_a_narrow_page_scrolls_only_downwards_and_nothing_is_cut_or_covered(
    observe: Callable[[str], Amatan], page_path: str, ukuran: tuple[int, int]
) -> None:
    u = observe(page_path).ukuran[ukuran]
    assert u["menyamping"] <= 0
    assert u["terpotong"] == []
    assert u["bertindih"] == []
    assert u["huruf_kecil"] == []


@pytest.mark.parametrize("page_path", SEMUA)
def test_everything_that_can_be_pressed_is_24_px_high_and_wide(
    observe: Callable[[str], Amatan], page_path: str
) -> None:
    assert {measure: u["sempit"] for measure, u in observe(page_path).ukuran.items() if u["sempit"]} == {}


@pytest.mark.parametrize("page_path", SEMUA)
def test_no_word_of_the_framework_is_left_in_english(observe: Callable[[str], Amatan], page_path: str) -> None:
    assert [word for word in observe(page_path).kata if INGGRIS.search(word)] == []


@pytest.mark.parametrize("ukuran", [LAYAR, TELEPON], ids=["laptop", "ponsel"])
def test_axe_finds_nothing_in_what_opens_on_a_page(
    visitor: BrowserContext, address: str, ukuran: tuple[int, int]
) -> None:
    page = _open(visitor, f"{address}/pelatihan", ukuran)
    if ukuran == TELEPON:
        page.locator("details.saringan summary").click()  # a phone folds the filters
        assert _axe(page) == []
    page.get_by_label("Kelurahan", exact=True).click()
    expect(page.get_by_role("option", name="Bendo", exact=True)).to_be_visible()
    assert _axe(page) == []
    page.keyboard.press("Escape")
    if ukuran == TELEPON:
        page.get_by_role("button", name="Buka menu").click()
        expect(page.get_by_role("link", name="Mutu Data")).to_be_visible()
    else:
        page.get_by_text("Data", exact=True).click()
        expect(page.get_by_role("menuitem", name="Mutu Data")).to_be_visible()
    assert _axe(page) == []
    assert [word for word in _words(page) if INGGRIS.search(word)] == []
    if ukuran == TELEPON:
        page.reload()  # left open, it does not come back and cover the page
        settle(page)
        expect(page.get_by_role("button", name="Buka menu")).to_be_visible()
    page.get_by_text("Lihat angka").first.click()
    expect(page.get_by_role("link", name="Unduh CSV").first).to_be_visible()
    assert _axe(page) == []


def _open(visitor: BrowserContext, address: str, ukuran: tuple[int, int] = LAYAR) -> Page:
    page = visitor.new_page()
    page.set_viewport_size(_size(ukuran))
    page.goto(address)
    settle(page)
    return page


# ── keyboard ──

FOKUS = """(cocok) => {
    const e = document.activeElement, r = e.getBoundingClientRect();
    const garis = [e, e.closest('label') ?? e].map((x) => getComputedStyle(x))
        .some((g) => g.outlineStyle !== 'none' && parseFloat(g.outlineWidth) >= 2);
    const di_layar = r.width > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
    const nama = `${e.tagName} ${e.getAttribute('aria-label') ?? e.textContent.trim().slice(0, 40)}`;
    return { cocok: new Function('e', `return Boolean(${cocok})`)(e), nama,
        aman: e === document.body || (garis && di_layar) };
}"""


def _see_focus(page: Page, matching: str) -> dict[str, Any]:
    """What is focused, once it can be seen; a busy machine may take a moment to scroll to it."""
    for _ in range(20):
        focus: dict[str, Any] = page.evaluate(FOKUS, matching)
        if focus["aman"]:
            break
        page.wait_for_timeout(50)
    return focus


def _tab_to(page: Page, matching: str, at_most: int = 90) -> list[str]:
    """Press Tab until `cocok` is true of the focused element `e`; each stop on the way can be seen."""
    skipped: list[str] = []
    for _ in range(at_most):
        page.keyboard.press("Tab")
        focus = _see_focus(page, matching)
        skipped.append(focus["nama"])
        assert focus["aman"], f"fokus tidak terlihat: {focus['nama']}"
        if focus["cocok"]:
            return skipped
    raise AssertionError(f"tidak tercapai: {matching}; dilewati {skipped}")


def test_the_keyboard_changes_a_filter_reads_a_table_fetches_a_file_and_goes_on(
    visitor: BrowserContext, address: str
) -> None:
    page = _open(visitor, f"{address}/pelatihan")
    _tab_to(page, "e.getAttribute('aria-label') === 'Triwulan'")
    for button in ("ArrowDown", "Enter"):
        page.keyboard.press(button)
    expect(page).to_have_url(f"{address}/pelatihan?triwulan=2025-T1")
    settle(page)
    _tab_to(page, "e.matches('summary') && e.textContent.includes('Lihat angka')")
    page.keyboard.press("Enter")
    expect(page.locator("details[open]")).to_have_count(1)
    _tab_to(page, "e.matches('details[open] .gulir[role=region]') && e.getAttribute('aria-label').length > 10")
    _tab_to(page, "e.textContent.trim() === 'Unduh CSV' && e.closest('details[open]')")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "jangkauan_pelatihan_kelurahan_2025-T1_Kota_Blitar_DATA_CONTOH.csv"
    assert "Turi" in download.value.path().read_text(encoding="utf-8-sig")
    _tab_to(page, "e.textContent.trim() === 'Unduh Excel' && e.closest('details[open]')", 1)
    _tab_to(page, "e.closest('.kaki')")


def test_the_first_tab_leads_past_the_menu_into_the_page(visitor: BrowserContext, address: str) -> None:
    page = _open(visitor, f"{address}/kamus")
    assert _tab_to(page, "true", 1) == ["A Langsung ke isi"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "stMain"


def test_the_closed_menu_of_a_phone_takes_no_key_and_the_open_one_leads_on(
    visitor: BrowserContext, address: str
) -> None:
    page = _open(visitor, f"{address}/kamus", TELEPON)
    assert _tab_to(page, "e.matches('button')") == ["A Langsung ke isi", "BUTTON Buka menu"]
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Mutu Data")).to_be_visible()
    _tab_to(page, "e.matches('a') && e.textContent.includes('Mutu Data')")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{address}/mutu")


def test_a_single_letter_starts_nothing(visitor: BrowserContext, address: str) -> None:
    page = _open(visitor, f"{address}/kamus")
    page.evaluate("""() => { window.jalan = []; new MutationObserver(() => window.jalan.push(1)).observe(
        document.querySelector('.stApp'), { attributes: true, attributeFilter: ['data-test-script-state'] }); }""")
    for letters in "rcRCa":
        page.keyboard.press(letters)
    page.wait_for_timeout(500)
    assert page.evaluate("window.jalan") == []
    assert page.get_by_role("dialog").count() == 0


# ── maps ──


def _click_area(page: Page, nama: str) -> None:
    """Click where the map writes the name; the tile below it takes the click."""
    place = page.wait_for_function(
        """(nama) => {
            const peta = document.querySelector('.diam:has(a)');
            peta?.scrollIntoView({ block: 'center' });
            const teks = [...(peta?.querySelectorAll('text') ?? [])].filter((t) => t.textContent.startsWith(nama))
                .map((t) => t.getBoundingClientRect()).filter((r) => r.width);
            return teks[0] && [teks[0].x + teks[0].width / 2, teks[0].y + teks[0].height / 2];
        }""",
        arg=nama,
        timeout=20_000,
    ).json_value()
    page.mouse.click(*place)


@pytest.mark.parametrize("ukuran", [LAYAR, TELEPON], ids=["laptop", "ponsel"])
def test_a_click_on_a_tile_opens_the_page_of_its_kelurahan(
    visitor: BrowserContext, address: str, ukuran: tuple[int, int]
) -> None:
    page = _open(visitor, f"{address}/", ukuran)
    _click_area(page, "Turi")
    expect(page).to_have_url(f"{address}/kelurahan?kelurahan={TURI}", timeout=20_000)
    expect(page.locator("h1")).to_have_text("Kelurahan")
    expect(page.get_by_role("heading", name=re.compile("^Kelurahan Turi: "))).to_be_visible()


@pytest.fixture
def with_boundaries(folder: Path, tmp_path: Path) -> Iterator[str]:
    """The same data in an installation that has boundaries: invented squares, placed like the tiles."""
    feature = [
        {
            "type": "Feature",
            "properties": {"kode_kelurahan": k.kode_kelurahan},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[k.ubin_kolom + dx, -k.ubin_baris + dy] for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
                ],
            },
        }
        for k in load_reference().kelurahan.itertuples()
    ]
    limit = json.dumps({"type": "FeatureCollection", "features": feature})
    reference = copy_reference(tmp_path, batas_geojson="batas.geojson")
    (reference / "batas.geojson").write_text(limit, encoding="utf-8")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_ACUAN", str(reference))
        with server(folder) as address:
            yield address


def test_the_map_of_boundaries_fits_the_first_screen_and_takes_clicks(browser: Browser, with_boundaries: str) -> None:
    context = _context(browser)
    page = _open(context, f"{with_boundaries}/")
    square = page.locator(".diam svg").first.bounding_box()
    assert square is not None
    assert square["y"] + square["height"] <= LAYAR[1]
    assert square["height"] == 284
    _click_area(page, "Turi")
    expect(page).to_have_url(f"{with_boundaries}/kelurahan?kelurahan={TURI}", timeout=20_000)
    context.close()


# ── a phone's chart of many quarters, the uploader ──


def test_fifteen_quarters_on_a_phone_say_their_last_numbers_and_one_total_a_year(
    visitor: BrowserContext, address: str
) -> None:
    page = _open(visitor, f"{address}/keaktifan", TELEPON)
    expect(page.locator(".diam").nth(1).locator("text").first).to_be_attached(timeout=60_000)
    for folded in page.locator("details.bab > summary").all():
        folded.click()
    amount = [t for t in _measure(page, TELEPON)["tulisan"][1] if t.isdecimal()]
    axis = ["4", *(t for year in ("2022", "2023", "2024") for t in ("1", year, "2", "3", "4")), "1", "2025", "2"]
    assert amount == [*axis, "340", "342", "343", "347", "308", "268", "33", "7"]


def test_the_uploader_speaks_indonesian_when_dragged_over_and_about_a_file_that_is_too_large(
    staff: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = _open(staff, f"{address}/unggah")
    place = page.get_by_test_id("stFileUploaderDropzone")
    assert place.inner_text().split("\n")[-1] == "atau seret berkas ke sini"
    assert place.locator("button").all_inner_texts() == ["upload\n\nPilih berkas"]
    content = page.evaluate_handle(
        "() => { const d = new DataTransfer(); d.items.add(new File(['x'], 'a.xlsx')); return d; }"
    )
    place.dispatch_event("dragenter", {"dataTransfer": content})
    expect(place.get_by_text("Lepaskan berkas di sini")).to_be_visible()
    assert [word for word in _words(page) if INGGRIS.search(word)] == []
    place.dispatch_event("dragleave", {"dataTransfer": content})

    large = tmp_path / "besar.xlsx"
    large.write_bytes(b"PK" + bytes(21 * 1024 * 1024))
    page.set_input_files('input[type="file"]', large)
    expect(page.get_by_role("alert")).to_have_text("Perhatian: Berkas ini terlalu besar: paling besar 20 MB.")
    assert page.get_by_role("alert").bounding_box()["height"] > 12  # type: ignore[index]
    expect(page.get_by_role("button", name="Keluarkan besar.xlsx")).to_be_visible()
    expect(page.get_by_role("button", name="Tambah atau ganti berkas")).to_be_visible()
    assert [word for word in _words(page) if INGGRIS.search(word)] == []
    assert _axe(page) == []
