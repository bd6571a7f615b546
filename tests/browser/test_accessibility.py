"""Every page in a real browser: axe, headings, 320 px, 200 % zoom, fingers, keyboard, no English word, clicks on the map."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
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
from etl.acuan import ROOT, load_reference
from etl.store.versions import Store
from tests.servers import COOKIE, chromium, etl, server, settle

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]

LAYAR, TELEPON, DIPERBESAR, SEMPIT = (1366, 768), (390, 844), (683, 384), (320, 800)
UKUR = (Path(__file__).parent / "measure_screen.js").read_text(encoding="utf-8")
# Beside each page of the menu: pages that show more when they are asked for something.
LAGI = (
    "kelurahan?kelurahan=35.72.02.1004", "koperasi?id={koperasi}", "asal?indikator=koperasi_aktif&tampil=tidak+aktif",
    "kesehatan?bagian=Keuangan", "digital?bagian=Anggota", "masuk", "entah",
)  # fmt: skip
SEMUA = ["" if h is PAGES[0] else h.alamat for h in PAGES] + list(LAGI)
PETUGAS = {h.alamat for h in PAGES if h.petugas}
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
            users.add_user("petugas")
        yield folder


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
    konteks.add_cookies([{"name": COOKIE, "value": users.start_session("petugas"), "url": alamat}])
    yield konteks
    konteks.close()


def _context(peramban: Browser) -> BrowserContext:
    # bypass_csp: wait_for_function evaluates text in the page, which its policy forbids; test_kulit.py tests the policy.
    return peramban.new_context(
        viewport=_size(LAYAR), locale="id-ID", accept_downloads=True, reduced_motion="reduce", bypass_csp=True
    )


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
    nomor = Store().terkini()
    assert nomor is not None
    sql = "select koperasi_id from koperasi_triwulan group by 1 order by count(*) desc, 1 limit 1"
    return Store().open_version(nomor).cursor().execute(sql).fetchall()[0][0]


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
        "[...document.querySelectorAll('.stPlotlyChart')].every(p => !p.offsetWidth ||"
        " Math.abs((p.querySelector('.main-svg')?.clientWidth ?? 0) - p.clientWidth) < 3)"
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


@pytest.mark.parametrize("ukuran", [LAYAR, TELEPON], ids=["laptop", "ponsel"])
def test_axe_finds_nothing_in_what_opens_on_a_page(
    konteks: BrowserContext, alamat: str, ukuran: tuple[int, int]
) -> None:
    lembar = _open(konteks, f"{alamat}/pelatihan", ukuran)
    lembar.get_by_label("Kelurahan", exact=True).click()
    expect(lembar.get_by_role("option", name="Bendo", exact=True)).to_be_visible()
    assert _axe(lembar) == []
    lembar.keyboard.press("Escape")
    if ukuran == TELEPON:
        lembar.get_by_role("button", name="Buka menu").click()
        expect(lembar.get_by_role("link", name="Ejaan")).to_be_visible()
    else:
        lembar.get_by_text("Data", exact=True).click()
        expect(lembar.get_by_role("menuitem", name="Mutu Data")).to_be_visible()
    assert _axe(lembar) == []
    assert [kata for kata in _words(lembar) if INGGRIS.search(kata)] == []
    if ukuran == TELEPON:
        lembar.reload()  # left open, it does not come back and cover the page
        settle(lembar)
        expect(lembar.get_by_role("button", name="Buka menu")).to_be_visible()
    lembar.get_by_text("Lihat angka").first.click()
    expect(lembar.get_by_role("button", name="Unduh CSV").first).to_be_visible()
    assert _axe(lembar) == []


def _open(konteks: BrowserContext, alamat: str, ukuran: tuple[int, int] = LAYAR) -> Page:
    lembar = konteks.new_page()
    lembar.set_viewport_size(_size(ukuran))
    lembar.goto(alamat)
    settle(lembar)
    return lembar


# ── keyboard ──

FOKUS = """(cocok) => {
    const e = document.activeElement, r = e.getBoundingClientRect();
    const garis = [e, e.closest('label') ?? e].map((x) => getComputedStyle(x)).some((g) => g.outlineStyle !== 'none' && parseFloat(g.outlineWidth) >= 2);
    const di_layar = r.width > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth;
    const nama = `${e.tagName} ${e.getAttribute('aria-label') ?? e.textContent.trim().slice(0, 40)}`;
    return { cocok: new Function('e', `return Boolean(${cocok})`)(e), aman: e === document.body || (garis && di_layar), nama };
}"""


def _tab_to(lembar: Page, cocok: str, paling: int = 90) -> list[str]:
    """Press Tab until `cocok` is true of the focused element `e`; each stop on the way can be seen."""
    dilewati: list[str] = []
    for _ in range(paling):
        lembar.keyboard.press("Tab")
        fokus = lembar.evaluate(FOKUS, cocok)
        dilewati.append(fokus["nama"])
        assert fokus["aman"], f"fokus tidak terlihat: {fokus['nama']}"
        if fokus["cocok"]:
            return dilewati
    raise AssertionError(f"tidak tercapai: {cocok}; dilewati {dilewati}")


def test_the_keyboard_changes_a_filter_reads_a_table_fetches_a_file_and_goes_on(
    konteks: BrowserContext, alamat: str
) -> None:
    lembar = _open(konteks, f"{alamat}/pelatihan")
    _tab_to(lembar, "e.getAttribute('aria-label') === 'Triwulan'")
    for tombol in ("ArrowDown", "Enter"):
        lembar.keyboard.press(tombol)
    expect(lembar).to_have_url(f"{alamat}/pelatihan?triwulan=2025-T1")
    settle(lembar)
    _tab_to(lembar, "e.matches('summary') && e.textContent.includes('Lihat angka')")
    lembar.keyboard.press("Enter")
    expect(lembar.locator("details[open]")).to_have_count(1)
    _tab_to(lembar, "e.matches('details[open] .gulir[role=region]') && e.getAttribute('aria-label').length > 10")
    _tab_to(lembar, "e.textContent.trim() === 'Unduh CSV' && e.closest('details[open]')")
    with lembar.expect_download() as unduhan:
        lembar.keyboard.press("Enter")
    assert unduhan.value.suggested_filename == "jangkauan_pelatihan_kelurahan_2025-T1_Kota_Blitar_DATA_CONTOH.csv"
    assert "Turi" in unduhan.value.path().read_text(encoding="utf-8-sig")
    _tab_to(lembar, "e.textContent.trim() === 'Unduh Excel' && e.closest('details[open]')", 1)
    _tab_to(lembar, "e.closest('.kaki')")


def test_the_first_tab_leads_past_the_menu_into_the_page(konteks: BrowserContext, alamat: str) -> None:
    lembar = _open(konteks, f"{alamat}/kamus")
    assert _tab_to(lembar, "true", 1) == ["A Langsung ke isi"]
    lembar.keyboard.press("Enter")
    assert lembar.evaluate("document.activeElement.id") == "stMain"


def test_the_closed_menu_of_a_phone_takes_no_key_and_the_open_one_leads_on(
    konteks: BrowserContext, alamat: str
) -> None:
    lembar = _open(konteks, f"{alamat}/kamus", TELEPON)
    assert _tab_to(lembar, "e.matches('button')") == ["A Langsung ke isi", "BUTTON Buka menu"]
    lembar.keyboard.press("Enter")
    expect(lembar.get_by_role("link", name="Mutu Data")).to_be_visible()
    _tab_to(lembar, "e.matches('a') && e.textContent.includes('Mutu Data')")
    lembar.keyboard.press("Enter")
    expect(lembar).to_have_url(f"{alamat}/mutu")


def test_a_single_letter_starts_nothing(konteks: BrowserContext, alamat: str) -> None:
    lembar = _open(konteks, f"{alamat}/kamus")
    lembar.evaluate("""() => { window.jalan = []; new MutationObserver(() => window.jalan.push(1)).observe(
        document.querySelector('.stApp'), { attributes: true, attributeFilter: ['data-test-script-state'] }); }""")
    for huruf in "rcRCa":
        lembar.keyboard.press(huruf)
    lembar.wait_for_timeout(500)
    assert lembar.evaluate("window.jalan") == []
    assert lembar.get_by_role("dialog").count() == 0


# ── maps ──


def _click_area(lembar: Page, nama: str) -> None:
    """Click where the map writes the name."""
    tempat = lembar.wait_for_function(
        """(nama) => {
            const plot = document.querySelector('.stPlotlyChart');
            plot?.scrollIntoView({ block: 'center' });
            const tersembunyi = (e) => getComputedStyle(e).display === 'none' || getComputedStyle(e).visibility === 'hidden';
            const teks = [...(plot?.querySelectorAll('text') ?? [])].filter((t) => t.textContent.startsWith(nama)
                && ![...t.querySelectorAll('tspan')].some(tersembunyi));
            const r = teks[0]?.getBoundingClientRect();
            return r && [r.x + r.width / 2, r.y + r.height / 2];
        }""",
        arg=nama,
        timeout=20_000,
    ).json_value()
    lembar.mouse.move(*tempat)
    expect(lembar.locator(".hoverlayer .hovertext").first).to_be_visible(
        timeout=20_000
    )  # the chart knows where the mouse is
    lembar.mouse.click(*tempat)


@pytest.mark.parametrize("ukuran", [LAYAR, TELEPON], ids=["laptop", "ponsel"])
def test_a_click_on_a_tile_opens_the_page_of_its_kelurahan(
    konteks: BrowserContext, alamat: str, ukuran: tuple[int, int]
) -> None:
    lembar = _open(konteks, f"{alamat}/", ukuran)
    _click_area(lembar, "Turi")
    expect(lembar).to_have_url(f"{alamat}/kelurahan?kelurahan={TURI}", timeout=20_000)
    expect(lembar.locator("h1")).to_have_text("Kelurahan")
    expect(lembar.get_by_role("heading", name=re.compile("^Kelurahan Turi: "))).to_be_visible()


@pytest.fixture
def dengan_batas(folder: Path, tmp_path: Path) -> Iterator[str]:
    """The same data in an installation that has boundaries: invented squares, placed like the tiles."""
    shutil.copytree(ROOT / "data" / "acuan", tmp_path / "acuan")
    fitur = [
        {"type": "Feature", "properties": {"kode_kelurahan": k.kode_kelurahan}, "geometry": {"type": "Polygon", "coordinates": [
            [[k.ubin_kolom + dx, -k.ubin_baris + dy] for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]]}}
        for k in load_reference().kelurahan.itertuples()
    ]  # fmt: skip
    batas = json.dumps({"type": "FeatureCollection", "features": fitur})
    (tmp_path / "acuan" / "batas.geojson").write_text(batas, encoding="utf-8")
    setelan = tmp_path / "acuan" / "pengaturan.toml"
    teks = setelan.read_text(encoding="utf-8").replace('batas_geojson = ""', 'batas_geojson = "batas.geojson"')
    setelan.write_text(teks, encoding="utf-8")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_ACUAN", str(tmp_path / "acuan"))
        with server(folder) as alamat:
            yield alamat


def test_the_map_of_boundaries_fits_the_first_screen_and_takes_clicks(peramban: Browser, dengan_batas: str) -> None:
    konteks = _context(peramban)
    lembar = _open(konteks, f"{dengan_batas}/")
    kotak = lembar.locator(".stPlotlyChart").first.bounding_box()
    assert kotak is not None
    assert kotak["y"] + kotak["height"] <= LAYAR[1]
    assert kotak["height"] == 284
    _click_area(lembar, "Turi")
    expect(lembar).to_have_url(f"{dengan_batas}/kelurahan?kelurahan={TURI}", timeout=20_000)
    konteks.close()


# ── a phone's chart of many quarters, the uploader ──


def test_fifteen_quarters_on_a_phone_say_their_last_numbers_and_one_total_a_year(
    konteks: BrowserContext, alamat: str
) -> None:
    lembar = _open(konteks, f"{alamat}/keaktifan", TELEPON)
    angka = [t for t in _measure(lembar, TELEPON)["tulisan"][1] if t.isdecimal()]
    sumbu = ["4", *(t for tahun in ("2022", "2023", "2024") for t in ("1", tahun, "2", "3", "4")), "1", "2025", "2"]
    assert angka == ["340", "342", "343", "347", "308", *sumbu, "268", "33", "7"]


def test_the_uploader_speaks_indonesian_when_dragged_over_and_about_a_file_that_is_too_large(
    petugas: BrowserContext, alamat: str, tmp_path: Path
) -> None:
    lembar = _open(petugas, f"{alamat}/unggah")
    tempat = lembar.get_by_test_id("stFileUploaderDropzone")
    assert tempat.inner_text().split("\n")[-1] == "atau seret berkas ke sini"
    assert tempat.locator("button").all_inner_texts() == ["upload\n\nPilih berkas"]
    isi = lembar.evaluate_handle(
        "() => { const d = new DataTransfer(); d.items.add(new File(['x'], 'a.xlsx')); return d; }"
    )
    tempat.dispatch_event("dragenter", {"dataTransfer": isi})
    expect(tempat.get_by_text("Lepaskan berkas di sini")).to_be_visible()
    assert [kata for kata in _words(lembar) if INGGRIS.search(kata)] == []
    tempat.dispatch_event("dragleave", {"dataTransfer": isi})

    besar = tmp_path / "besar.xlsx"
    besar.write_bytes(b"PK" + bytes(21 * 1024 * 1024))
    lembar.set_input_files('input[type="file"]', besar)
    expect(lembar.get_by_role("alert")).to_have_text("Perhatian: Berkas ini terlalu besar: paling besar 20 MB.")
    assert lembar.get_by_role("alert").bounding_box()["height"] > 12  # type: ignore[index]
    expect(lembar.get_by_role("button", name="Keluarkan besar.xlsx")).to_be_visible()
    expect(lembar.get_by_role("button", name="Ganti berkas")).to_be_visible()
    assert [kata for kata in _words(lembar) if INGGRIS.search(kata)] == []
    assert _axe(lembar) == []
