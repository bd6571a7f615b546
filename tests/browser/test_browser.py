"""A member of staff in a real browser: log in, upload a workbook with mistakes, upload a clean one, publish, undo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dasbor.ui.menu import PAGES
from etl.accounts import users
from etl.acuan import ROOT
from tests.servers import COOKIE, chromium, etl, open_page, settle

CONTOH = ROOT / "data" / "contoh"
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
        for periode in ("2025-T1", "2025-T2"):
            etl(folder, "publish", str(CONTOH / f"koperasi-{periode}.xlsx"), "--periode", periode, "--oleh", "penguji")
        yield folder


@pytest.fixture
def konteks(peramban: Browser) -> Iterator[BrowserContext]:
    """A fresh browser that may talk to this machine only: every other request fails the test."""
    context = peramban.new_context(viewport={"width": 1366, "height": 768}, locale="id-ID", accept_downloads=True)
    leaving: list[str] = []
    context.on("request", lambda r: None if _is_ours(r.url) else leaving.append(r.url))
    yield context
    context.close()
    assert leaving == []


def _is_ours(url: str) -> bool:
    part = urlsplit(url)
    return part.scheme in ("data", "blob") or part.hostname == "127.0.0.1"


@pytest.fixture
def petugas(konteks: BrowserContext, alamat: str, folder: Path) -> BrowserContext:
    """Logged in without the form; the form has a test of its own."""
    users.add_user("petugas")
    konteks.add_cookies([{"name": COOKIE, "value": users.start_session("petugas"), "url": alamat}])
    return konteks


def _upload(lembar: Page, nama: str) -> None:
    lembar.set_input_files('input[type="file"]', CONTOH / nama)
    expect(lembar.get_by_role("heading", name="Periksa")).to_be_visible(timeout=60_000)
    settle(lembar)


def _active(lembar: Page) -> str:
    """What the card of active cooperatives says."""
    return re.sub(r"\s+", " ", lembar.locator(".kartu").first.inner_text())


def test_the_first_visitor_of_a_cold_server_sees_an_inner_page_inside_the_frame(
    konteks: BrowserContext, alamat: str
) -> None:
    sheet = open_page(konteks, f"{alamat}/keaktifan")
    assert sheet.get_by_role("dialog").count() == 0
    assert sheet.locator("h1").inner_text() == "Keaktifan"
    assert sheet.get_by_text("Pembinaan", exact=True).count() >= 1


@pytest.mark.parametrize("halaman", [h.address for h in PAGES if not h.is_staff])
def test_every_reading_page_opens_cold_without_a_broken_part(
    konteks: BrowserContext, alamat: str, halaman: str
) -> None:
    sheet = open_page(konteks, f"{alamat}/{halaman}")
    assert sheet.locator("h1").count() == 1
    assert sheet.evaluate("document.documentElement.lang") == "id"
    assert sheet.title().endswith(" · Koperasi Kota Blitar")
    assert sheet.get_by_text("belum dapat ditampilkan").count() == 0
    assert sheet.get_by_role("dialog").count() == 0
    assert sheet.get_by_text("DATA CONTOH").count() >= 1


def test_a_staff_page_sends_to_the_login_and_back(konteks: BrowserContext, alamat: str, folder: Path) -> None:
    password = users.add_user("petugas")
    sheet = open_page(konteks, f"{alamat}/unggah")
    assert sheet.locator('input[type="file"]').count() == 0
    sheet.get_by_role("link", name="Masuk", exact=True).click()
    sheet.get_by_label("Nama pengguna").fill("petugas")
    sheet.get_by_label("Kata sandi").fill(password)
    sheet.get_by_role("button", name="Masuk").click()
    settle(sheet)
    assert urlsplit(sheet.url).path == "/unggah"
    expect(sheet.get_by_text("Masuk sebagai petugas")).to_be_visible()
    sheet.reload()
    settle(sheet)
    assert sheet.locator('input[type="file"]').count() == 1
    sheet.get_by_role("button", name="Keluar").click()
    sheet.wait_for_url(f"{alamat}/")
    sheet.goto(f"{alamat}/unggah")
    settle(sheet)
    expect(sheet.get_by_role("heading", name="Khusus petugas")).to_be_visible()


def test_a_choice_survives_a_page_switch_a_reload_and_a_copied_link(konteks: BrowserContext, alamat: str) -> None:
    sheet = open_page(konteks, f"{alamat}/?triwulan=2025-T1&kelurahan=35.72.02.1004")
    sheet.get_by_text("Keaktifan & Kesehatan", exact=True).click()
    sheet.get_by_role("menuitem", name="Keaktifan", exact=True).click()
    expect(sheet).to_have_url(f"{alamat}/keaktifan?triwulan=2025-T1&kelurahan=35.72.02.1004")
    settle(sheet)
    sheet.reload()
    settle(sheet)
    copy = open_page(konteks, sheet.url)
    for page in (sheet, copy):
        expect(page.get_by_text("Koperasi Kota Blitar · Triwulan I 2025")).to_be_visible()
        assert page.get_by_label("Kelurahan", exact=True).input_value() == "Turi"


def test_good_or_bad_is_answered_on_the_first_screen_target_last_quarter_and_city_beside_it(
    konteks: BrowserContext, alamat: str
) -> None:
    sheet = open_page(konteks, f"{alamat}/?kelurahan=35.72.03.1001")
    kartu = sheet.locator(".kartu").first
    assert re.search(r"\d+ dari \d+ .*sejak T1 2025.* target 90% · kota \d+,\d%", _active(sheet))
    for part in (kartu, sheet.get_by_text("Perlu dihubungi", exact=True)):
        kotak = part.bounding_box()
        assert kotak is not None
        assert kotak["y"] + kotak["height"] <= 768


def test_the_profile_of_the_kelurahan_with_most_cooperatives_prints_on_one_sheet(
    konteks: BrowserContext, alamat: str
) -> None:
    page = open_page(konteks, f"{alamat}/kelurahan?kelurahan=35.72.01.1007")  # Kepanjenlor, 29 cooperatives
    expect(page.get_by_text("Perlu dihubungi", exact=True)).to_be_visible()
    sheet = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


def test_an_address_that_is_no_page_says_so(konteks: BrowserContext, alamat: str) -> None:
    sheet = konteks.new_page()
    assert sheet.goto(f"{alamat}/entah").status == 404  # type: ignore[union-attr]
    expect(sheet.get_by_role("heading", name="Halaman tidak ditemukan")).to_be_visible()


def test_a_workbook_with_mistakes_shows_them_and_cannot_be_published(petugas: BrowserContext, alamat: str) -> None:
    sheet = open_page(petugas, f"{alamat}/unggah")
    _upload(sheet, "koperasi-2025-T3-berantakan.xlsx")
    expect(sheet.get_by_text("Belum dapat diterbitkan.")).to_be_visible()
    assert (
        sheet.get_by_role("cell", name="Harus diperbaiki")
        .or_(sheet.get_by_role("rowheader", name="Harus diperbaiki"))
        .count()
        > 0
    )
    assert sheet.get_by_role("button", name=re.compile("^Terbitkan")).count() == 0
    with sheet.expect_download(timeout=60_000) as unduhan:
        sheet.get_by_role("link", name="Unduh buku kerja yang sudah ditandai").click()
    assert unduhan.value.suggested_filename == "koperasi-2025-T3-berantakan - ditandai.xlsx"
    assert unduhan.value.path().read_bytes()[:2] == b"PK"
    sheet.set_input_files('input[type="file"]', CONTOH / "koperasi-2025-T3.xlsx")
    expect(sheet.get_by_text("Dibanding berkas sebelumnya: ")).to_be_visible(timeout=60_000)
    expect(sheet.get_by_role("button", name="Terbitkan Triwulan III 2025")).to_be_visible(timeout=60_000)


def test_a_clean_workbook_is_published_read_and_taken_back(petugas: BrowserContext, alamat: str) -> None:
    before = _active(open_page(petugas, f"{alamat}/"))
    sheet = open_page(petugas, f"{alamat}/unggah")
    _upload(sheet, "koperasi-2025-T3.xlsx")
    expect(sheet.get_by_role("heading", name="Yang akan berubah")).to_be_visible()
    assert _active(open_page(petugas, f"{alamat}/")) == before
    sheet.get_by_role("button", name="Terbitkan Triwulan III 2025").click()
    sheet.get_by_role("link", name="Lihat Triwulan III 2025 di Ringkasan").click(timeout=60_000)
    settle(sheet)
    expect(sheet.get_by_text("Koperasi Kota Blitar · Triwulan III 2025")).to_be_visible()
    after = _active(sheet)
    assert after != before

    sheet.goto(f"{alamat}/riwayat")
    settle(sheet)
    sheet.get_by_text("Ya, perubahan di atas memang dikehendaki").click()
    sheet.get_by_role("button", name="Pulihkan versi 2").click()
    expect(sheet.get_by_text("Versi 2 dipulihkan sebagai versi 4.")).to_be_visible(timeout=60_000)
    assert _active(open_page(petugas, f"{alamat}/")) == before
    assert _active(open_page(petugas, f"{alamat}/?versi=3")) == after
