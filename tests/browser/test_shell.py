"""The page shell in a real browser: a page without connection says so, downloads survive, logging out works."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from etl.accounts import users
from etl.acuan import ROOT
from tests.built import copy_samples
from tests.servers import COOKIE, chromium, open_page, server, settle

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One quarter of the sample data and one account."""
    folder = tmp_path_factory.mktemp("koperasi")
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        copy_samples(folder, "2025-T2")
        users.add_user("petugas")
        yield folder


@pytest.fixture
def staff(browser: Browser, address: str, folder: Path) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, accept_downloads=True)
    context.add_cookies([{"name": COOKIE, "value": users.start_session("petugas"), "url": address}])
    yield context
    context.close()


def test_the_line_of_who_is_signed_in_keeps_its_spaces(staff: BrowserContext, address: str) -> None:
    page = open_page(staff, f"{address}/riwayat")
    dot_to_button = """(form) => {
        const dot = document.createRange(), text = form.querySelector("strong").nextSibling;
        const at = text.textContent.indexOf("·");
        dot.setStart(text, at); dot.setEnd(text, at + 1);
        return form.querySelector("button").getBoundingClientRect().left - dot.getBoundingClientRect().right;
    }"""
    assert page.locator("form.petugas").evaluate(dot_to_button) > 1


def test_a_card_without_data_keeps_its_words_inside_on_a_telephone(staff: BrowserContext, address: str) -> None:
    page = open_page(staff, f"{address}/digital")
    page.set_viewport_size({"width": 390, "height": 844})
    too_wide = """(card) => {
        const figure = card.querySelector(".kartu-angka");
        figure.classList.add("kartu-kosong"); figure.textContent = "belum ada data";
        return figure.scrollWidth - figure.clientWidth;
    }"""
    assert page.locator(".kartu").first.evaluate(too_wide) <= 0


def test_logging_out_is_a_button_that_works_under_the_policy(staff: BrowserContext, address: str) -> None:
    page = open_page(staff, f"{address}/riwayat")
    page.get_by_role("button", name="Keluar").click()
    page.wait_for_url(f"{address}/")
    settle(page)
    page.goto(f"{address}/riwayat")
    settle(page)
    expect(page.get_by_role("heading", name="Khusus petugas")).to_be_visible()


def test_staff_save_the_original_workbook_under_its_name(staff: BrowserContext, address: str) -> None:
    page = open_page(staff, f"{address}/riwayat")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh buku kerja asli").click()
    assert download.value.suggested_filename == "koperasi-2025-T2.xlsx"
    original = ROOT / "data" / "contoh" / "koperasi-2025-T2.xlsx"
    assert download.value.path().read_bytes() == original.read_bytes()


def test_a_page_that_gets_no_connection_says_so_after_five_seconds(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route_web_socket("**/_stcore/stream", lambda ws: ws.close())
    page.goto(f"{address}/")
    expect(page.get_by_text("Halaman ini belum tersambung ke server.")).to_be_visible(timeout=8_000)
    page.get_by_role("link", name="Buka lembar ringkas").click()
    expect(page.get_by_role("heading", name="Koperasi Kota Blitar")).to_be_visible()
    context.close()


def test_a_page_that_is_connected_never_says_that_it_is_not(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = open_page(context, f"{address}/kamus")
    page.wait_for_timeout(5_500)
    assert page.locator("#tunggu").count() == 0
    context.close()


def test_a_download_button_still_works_after_the_server_was_started_anew(browser: Browser, folder: Path) -> None:
    context = browser.new_context(accept_downloads=True)
    with server(folder) as address:
        page = open_page(context, f"{address}/kamus")
        page.evaluate("document.body.classList.add('lama')")
        port = urlsplit(address).port
    with server(folder, port=port or 0):
        page.wait_for_selector("body:not(.lama)", state="attached", timeout=60_000)  # loaded anew
        settle(page)
        with page.expect_download(timeout=30_000) as download:
            page.get_by_role("link", name="Unduh CSV").first.click()
        assert download.value.path().read_bytes().startswith(b"\xef\xbb\xbf")
    context.close()
