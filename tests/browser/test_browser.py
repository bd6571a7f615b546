"""A member of staff in a real browser: log in, upload a workbook with mistakes, upload a clean one, publish, undo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from dasbor.ui.menu import PAGES
from etl.accounts import users
from etl.acuan import ROOT
from tests.built import copy_samples
from tests.servers import COOKIE, chromium, give_password, open_page, settle

CONTOH = ROOT / "data" / "contoh"
LAPTOP: ViewportSize = {"width": 1366, "height": 768}
PHONE: ViewportSize = {"width": 390, "height": 844}
pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two quarters of the sample data and one account."""
    folder = tmp_path_factory.mktemp("koperasi")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        copy_samples(folder, "2025-T1", "2025-T2")
        yield folder


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser that may talk to this machine only: every other request fails the test."""
    context = browser.new_context(viewport=LAPTOP, locale="id-ID", accept_downloads=True)
    leaving: list[str] = []
    context.on("request", lambda r: None if _is_ours(r.url) else leaving.append(r.url))
    yield context
    context.close()
    assert leaving == []


def _is_ours(url: str) -> bool:
    part = urlsplit(url)
    return part.scheme in ("data", "blob") or part.hostname == "127.0.0.1"


@pytest.fixture
def staff(visitor: BrowserContext, address: str, folder: Path) -> BrowserContext:
    """Logged in without the form; the form has a test of its own."""
    give_password("petugas")
    visitor.add_cookies([{"name": COOKIE, "value": users.start_session("petugas"), "url": address}])
    return visitor


def _upload(page: Page, nama: str) -> None:
    page.set_input_files('input[type="file"]', CONTOH / nama)
    expect(page.get_by_role("heading", name="Periksa")).to_be_visible(timeout=60_000)
    settle(page)


def _active(page: Page) -> str:
    """What the card of active cooperatives says."""
    return re.sub(r"\s+", " ", page.locator(".kartu").first.inner_text())


def test_the_first_visitor_of_a_cold_server_sees_an_inner_page_inside_the_frame(
    visitor: BrowserContext, address: str
) -> None:
    page = open_page(visitor, f"{address}/keaktifan")
    assert page.get_by_role("dialog").count() == 0
    assert page.locator("h1").inner_text() == "Keaktifan"
    assert page.get_by_text("Pembinaan", exact=True).count() >= 1


@pytest.mark.parametrize("page_path", [h.address for h in PAGES if not h.is_staff])
def test_every_reading_page_opens_cold_without_a_broken_part(
    visitor: BrowserContext, address: str, page_path: str
) -> None:
    page = open_page(visitor, f"{address}/{page_path}")
    assert page.locator("h1").count() == 1
    assert page.evaluate("document.documentElement.lang") == "id"
    assert page.title().endswith(" · Koperasi Kota Blitar")
    assert page.get_by_text("belum dapat ditampilkan").count() == 0
    assert page.get_by_role("dialog").count() == 0
    assert page.get_by_text("DATA CONTOH").count() >= 1


def test_a_staff_page_sends_to_the_login_and_back(visitor: BrowserContext, address: str, folder: Path) -> None:
    password = give_password("petugas")
    page = open_page(visitor, f"{address}/unggah")
    assert page.locator('input[type="file"]').count() == 0
    page.get_by_role("link", name="Masuk", exact=True).click()
    page.get_by_label("Nama pengguna").fill("petugas")
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()
    settle(page)
    assert urlsplit(page.url).path == "/unggah"
    expect(page.get_by_text("Masuk sebagai petugas")).to_be_visible()
    page.reload()
    settle(page)
    assert page.locator('input[type="file"]').count() == 1
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/unggah")
    settle(page)
    expect(page.get_by_role("heading", name="Khusus petugas")).to_be_visible()


def test_a_choice_survives_a_page_switch_a_reload_and_a_copied_link(visitor: BrowserContext, address: str) -> None:
    page = open_page(visitor, f"{address}/?triwulan=2025-T1&kelurahan=35.72.02.1004")
    page.get_by_text("Keaktifan & Kesehatan", exact=True).click()
    page.get_by_role("menuitem", name="Keaktifan", exact=True).click()
    expect(page).to_have_url(f"{address}/keaktifan?triwulan=2025-T1&kelurahan=35.72.02.1004")
    settle(page)
    page.reload()
    settle(page)
    copy = open_page(visitor, page.url)
    for each in (page, copy):
        expect(each.get_by_text("Koperasi Kota Blitar · Triwulan I 2025")).to_be_visible()
        assert each.get_by_label("Kelurahan", exact=True).input_value() == "Turi"


def test_good_or_bad_is_answered_on_the_first_screen_target_last_quarter_and_city_beside_it(
    visitor: BrowserContext, address: str
) -> None:
    page = open_page(visitor, f"{address}/?kelurahan=35.72.03.1001")
    card = page.locator(".kartu").first
    said = r"\d+ dari \d+ .*target 90% .*kota \d+,\d% .*koperasi lagi.* sejak T1 2025"
    assert re.search(said, _active(page))
    for part in (card, page.get_by_text("Perlu dihubungi", exact=True)):
        square = part.bounding_box()
        assert square is not None
        assert square["y"] + square["height"] <= 768


def test_the_profile_of_the_kelurahan_with_most_cooperatives_prints_on_one_sheet(
    visitor: BrowserContext, address: str
) -> None:
    page = open_page(visitor, f"{address}/kelurahan?kelurahan=35.72.01.1007")  # Kepanjenlor, 29 cooperatives
    expect(page.get_by_text("Perlu dihubungi", exact=True)).to_be_visible()
    paper = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_an_address_that_is_no_page_says_so(visitor: BrowserContext, address: str) -> None:
    page = visitor.new_page()
    assert page.goto(f"{address}/entah").status == 404  # type: ignore[union-attr]
    expect(page.get_by_role("heading", name="Halaman tidak ditemukan")).to_be_visible()


def test_a_workbook_with_mistakes_shows_them_and_cannot_be_published(staff: BrowserContext, address: str) -> None:
    page = open_page(staff, f"{address}/unggah")
    _upload(page, "koperasi-2025-T3-berantakan.xlsx")
    expect(page.get_by_text("Belum dapat diterbitkan.")).to_be_visible()
    assert page.locator(".temuan b", has_text="Harus diperbaiki").count() > 0
    assert page.get_by_role("button", name=re.compile("^Terbitkan")).count() == 0
    _see_findings_on_a_phone(page)
    with page.expect_download(timeout=60_000) as download:
        page.get_by_role("link", name="Unduh buku kerja yang sudah ditandai").click()
    assert download.value.suggested_filename == "koperasi-2025-T3-berantakan - ditandai.xlsx"
    assert download.value.path().read_bytes()[:2] == b"PK"
    page.locator('[data-testid="stFileUploaderFile"] button, [data-testid="stFileChip"] button').first.click()
    settle(page)
    page.set_input_files('input[type="file"]', CONTOH / "koperasi-2025-T3.xlsx")
    expect(page.get_by_text("Dibanding pemeriksaan sebelumnya: ")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("button", name="Terbitkan Triwulan III 2025")).to_be_visible(timeout=60_000)


def test_what_was_thrown_away_is_no_measure_of_the_next_workbook(staff: BrowserContext, address: str) -> None:
    page = open_page(staff, f"{address}/unggah")
    _upload(page, "koperasi-2025-T3-berantakan.xlsx")
    page.get_by_role("button", name="Buang draf").click()
    expect(page.get_by_role("button", name="Buang draf")).to_have_count(0, timeout=60_000)
    page.set_input_files('input[type="file"]', CONTOH / "koperasi-2025-T3.xlsx")
    expect(page.get_by_role("button", name="Terbitkan Triwulan III 2025")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Dibanding pemeriksaan sebelumnya: ")).to_have_count(0)


def _see_findings_on_a_phone(page: Page) -> None:
    """The filter is whole, each card has problem and advice in sight, and the field for it is one touch away; what a
    question asks already stands folded below the cards."""
    page.set_viewport_size(PHONE)
    weight = page.get_by_role("radio", name="Perlu diperiksa (").bounding_box()
    assert weight is not None
    assert weight["x"] + weight["width"] <= PHONE["width"]
    cards = page.locator("[class*=st-key-temuan_kartu_temuan_]:visible")
    assert [c.locator(".temuan-saran:visible").count() for c in cards.all()] == [1] * 9
    assert page.locator(".temuan-masalah:visible").count() == 10  # two dates stand on one card
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= 4_000
    field, asked = page.get_by_label("Isi yang benar untuk G212"), page.get_by_text("Sudah ditanyakan di atas (4)")
    expect(field).to_be_hidden()
    page.get_by_text("Perbaiki G212 di sini").click()
    expect(field).to_be_visible()
    expect(page.get_by_text("Perbaiki G89 di sini")).to_be_hidden()
    asked.click()
    expect(page.get_by_text("Perbaiki G89 di sini")).to_be_visible()
    page.get_by_role("button", name="Tampilkan temuan berikutnya (11 lagi)").click()
    expect(page.locator(".temuan-masalah:visible")).to_have_count(20)
    page.set_viewport_size(LAPTOP)


def test_settings_are_folded_on_a_phone_and_have_contents_on_a_laptop(staff: BrowserContext, address: str) -> None:
    page = open_page(staff, f"{address}/pengaturan")
    assert page.locator(".isi-halaman a:visible").all_inner_texts() == [
        "Aturan", "Pemeriksaan buku kerja", "Batas RAT dan PDRB per tahun", "Target",
    ]  # fmt: skip
    page.set_viewport_size(PHONE)
    goal = page.get_by_label("Koperasi aktif", exact=True)
    expect(goal).to_be_hidden()
    assert page.evaluate("document.querySelector('.stMain').scrollHeight") <= 1_000
    page.locator("summary", has_text="Target").click()
    expect(goal).to_be_visible()


def test_a_clean_workbook_is_published_read_and_taken_back(staff: BrowserContext, address: str) -> None:
    before = _active(open_page(staff, f"{address}/"))
    page = open_page(staff, f"{address}/unggah")
    _upload(page, "koperasi-2025-T3.xlsx")
    expect(page.get_by_role("heading", name="Yang akan berubah")).to_be_visible()
    assert _active(open_page(staff, f"{address}/")) == before
    page.get_by_role("button", name="Terbitkan Triwulan III 2025").click()
    page.get_by_role("link", name="Lihat Triwulan III 2025 di Ringkasan").click(timeout=60_000)
    settle(page)
    expect(page.get_by_text("Koperasi Kota Blitar · Triwulan III 2025")).to_be_visible()
    after = _active(page)
    assert after != before

    page.goto(f"{address}/riwayat")
    settle(page)
    page.get_by_text("Ya, perubahan di atas memang dikehendaki").click()
    page.get_by_role("button", name="Pulihkan versi 2").click()
    expect(page.get_by_text("Versi 2 dipulihkan sebagai versi 4.")).to_be_visible(timeout=60_000)
    assert _active(open_page(staff, f"{address}/")) == before
    assert _active(open_page(staff, f"{address}/?versi=3")) == after


def _choose(page: Page, label: str, text: str) -> None:
    """Type into a list and take what it finds: that alone, in Indonesian."""
    settle(page)  # an answer to the press before would take the list away again
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(text)
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option")).to_contain_text(text)
    box.press("Enter")
    settle(page)


def test_one_cooperative_that_is_two_is_separated_and_found_as_two(staff: BrowserContext, address: str) -> None:
    page = open_page(staff, f"{address}/kamus_dinas")
    page.get_by_role("radiogroup", name="Yang terjadi").get_by_text("Satu koperasi ternyata dua").click()
    _choose(page, "Koperasi yang ternyata dua", "Kopwan Anggrek Biru Bersama")
    _choose(page, "Di register mana", "T2 2025 · Kopwan Anggrek Biru Bersama")
    page.get_by_label("Alasan: dari mana diketahui?").fill("surat dinas")
    page.get_by_text("Ya, perubahan di atas memang dikehendaki").click()
    page.get_by_role("button", name="Pisahkan", exact=True).click()
    said = re.compile("“Kopwan Anggrek Biru Bersama” .* di Triwulan II 2025 dipisahkan dari “Kopwan Anggrek Biru” ")
    expect(page.get_by_text(said)).to_be_visible(timeout=60_000)
    page.get_by_role("radiogroup", name="Yang terjadi").get_by_text("Dua koperasi ternyata satu").click()
    box = page.get_by_role("combobox", name="Koperasi yang satu")
    box.click()
    box.fill("Kopwan Anggrek Biru")
    expect(page.get_by_role("option")).to_have_count(2)
