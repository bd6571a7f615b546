"""The page shell in a real browser: its policy breaks no page, a page without connection says so, downloads survive."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from dasbor.ui.menu import PAGES
from etl.accounts import users
from etl.acuan import ROOT
from tests.servers import COOKIE, chromium, etl, open_page, server, settle

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]
_NOTE = """
window.__dilanggar = [];
document.addEventListener("securitypolicyviolation", e => window.__dilanggar.push(`${e.effectiveDirective} ${e.blockedURI}`));
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One quarter of the sample data and one account."""
    folder = tmp_path_factory.mktemp("koperasi")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        workbook = str(ROOT / "data" / "contoh" / "koperasi-2025-T2.xlsx")
        etl(folder, "publish", workbook, "--periode", "2025-T2", "--oleh", "penguji")
        users.add_user("petugas")
        yield folder


@pytest.fixture
def petugas(peramban: Browser, alamat: str, folder: Path) -> Iterator[BrowserContext]:
    context = peramban.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    context.add_init_script(_NOTE)
    context.add_cookies([{"name": COOKIE, "value": users.start_session("petugas"), "url": alamat}])
    yield context
    context.close()


def test_no_page_breaks_the_policy(petugas: BrowserContext, alamat: str) -> None:
    dilanggar: dict[str, list[str]] = {}
    for h in PAGES:
        sheet = open_page(petugas, f"{alamat}/{h.address}")
        sheet.wait_for_timeout(300)
        if content := sheet.evaluate("window.__dilanggar"):
            dilanggar[h.address] = content
        sheet.close()
    assert dilanggar == {}


def test_logging_out_is_a_button_that_works_under_the_policy(petugas: BrowserContext, alamat: str) -> None:
    sheet = open_page(petugas, f"{alamat}/riwayat")
    sheet.get_by_role("button", name="Keluar").click()
    sheet.wait_for_url(f"{alamat}/")
    settle(sheet)
    sheet.goto(f"{alamat}/riwayat")
    settle(sheet)
    expect(sheet.get_by_role("heading", name="Khusus petugas")).to_be_visible()


def test_staff_save_the_original_workbook_under_its_name(petugas: BrowserContext, alamat: str) -> None:
    sheet = open_page(petugas, f"{alamat}/riwayat")
    with sheet.expect_download() as unduhan:
        sheet.get_by_role("link", name="Unduh buku kerja asli").click()
    assert unduhan.value.suggested_filename == "koperasi-2025-T2.xlsx"
    original = ROOT / "data" / "contoh" / "koperasi-2025-T2.xlsx"
    assert unduhan.value.path().read_bytes() == original.read_bytes()


def test_a_page_that_gets_no_connection_says_so_after_five_seconds(peramban: Browser, alamat: str) -> None:
    context = peramban.new_context()
    sheet = context.new_page()
    sheet.route_web_socket("**/_stcore/stream", lambda ws: ws.close())
    sheet.goto(f"{alamat}/")
    expect(sheet.get_by_text("Halaman ini belum tersambung ke server.")).to_be_visible(timeout=8_000)
    context.close()


def test_a_page_that_is_connected_never_says_that_it_is_not(peramban: Browser, alamat: str) -> None:
    context = peramban.new_context()
    sheet = open_page(context, f"{alamat}/kamus")
    sheet.wait_for_timeout(5_500)
    assert sheet.locator("#tunggu").count() == 0
    context.close()


def test_a_download_button_still_works_after_the_server_was_started_anew(peramban: Browser, folder: Path) -> None:
    context = peramban.new_context(accept_downloads=True)
    with server(folder) as address:
        sheet = open_page(context, f"{address}/kamus")
        sheet.evaluate("document.body.classList.add('lama')")
        port = urlsplit(address).port
    with server(folder, port=port or 0):
        sheet.wait_for_selector("body:not(.lama)", state="attached", timeout=60_000)  # loaded anew
        settle(sheet)
        with sheet.expect_download(timeout=30_000) as unduhan:
            sheet.get_by_role("button", name="Unduh CSV").first.click()
        assert unduhan.value.path().read_bytes().startswith(b"\xef\xbb\xbf")
    context.close()
