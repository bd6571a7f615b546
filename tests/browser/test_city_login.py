"""Signing in with an account of the city in a real browser: at the root of a server, and below a path behind nginx."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from etl.accounts.provider import SECRET_VARIABLE
from etl.acuan import ROOT
from tests.city_provider import SECRET, CityProvider, city_provider, person, write_settings
from tests.deploy import proxy
from tests.deploy.proxy import BASE, NAME
from tests.installations import copy_reference
from tests.servers import COOKIE, chromium, server, settle

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]
_RULES = '[masuk.grup]\n"petugas-koperasi" = "petugas"\n'


@pytest.fixture(scope="module")
def city() -> Iterator[CityProvider]:
    with city_provider() as provider:
        yield provider


@contextmanager
def opened(folder: Path, city: CityProvider, where: str) -> Iterator[str]:
    """The address of a dashboard whose settings name the provider."""
    settings = copy_reference(folder) / "pengaturan.toml"
    settings.write_text(write_settings(settings.read_text(encoding="utf-8"), city, _RULES), encoding="utf-8")
    environment = {"KOPERASI_ACUAN": str(folder / "acuan"), SECRET_VARIABLE: SECRET}
    if where == "akar":
        (port,) = proxy.find_ports(1)
        with server(folder, environment | {"KOPERASI_ASAL": f"http://127.0.0.1:{port}"}, port) as address:
            yield address
    else:
        with proxy.open_site(folder, BASE, environment) as site:
            yield site.address


@pytest.fixture(scope="module", params=["akar", "jalur"])
def dashboard(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, city: CityProvider
) -> Iterator[str]:
    if request.param == "jalur" and proxy.MISSING:
        pytest.skip(proxy.MISSING)
    with opened(tmp_path_factory.mktemp("kota"), city, request.param) as address:
        yield address


@pytest.fixture
def visitor() -> Iterator[BrowserContext]:
    with sync_playwright() as p:
        rules = f"--host-resolver-rules=MAP {NAME} 127.0.0.1"
        browser: Browser = p.chromium.launch(executable_path=chromium(), args=["--no-sandbox", rules])
        yield browser.new_context(ignore_https_errors=True, viewport={"width": 1366, "height": 768})
        browser.close()


def agree(page: Page, city: CityProvider) -> None:
    page.get_by_role("link", name="Masuk dengan akun kota").click()
    page.wait_for_url(f"{city.address}/**")
    page.get_by_role("button", name="Lanjut").click()


def test_staff_sign_in_work_and_sign_out_with_an_account_of_the_city(
    visitor: BrowserContext, dashboard: str, city: CityProvider
) -> None:
    city.person = person(groups=["petugas-koperasi"])
    page = visitor.new_page()
    page.goto(f"{dashboard}/unggah")
    settle(page)
    page.get_by_role("link", name="Masuk", exact=True).click()
    agree(page, city)
    page.wait_for_url(f"{dashboard}/unggah*")
    settle(page)
    expect(page.get_by_text("Masuk sebagai budi santoso (kota)")).to_be_visible()
    cookie = next(c for c in visitor.cookies() if c["name"] == COOKIE)
    assert (cookie["httpOnly"], cookie["secure"]) == (True, dashboard.startswith("https"))
    page.set_input_files('input[type="file"]', ROOT / "data" / "contoh" / "koperasi-2025-T2.xlsx")
    expect(page.get_by_role("button", name="Terbitkan")).to_be_visible(timeout=60_000)

    page.get_by_role("button", name="Keluar", exact=True).click()
    expect(page.get_by_role("heading", name="Anda sudah keluar dari dasbor")).to_be_visible()
    assert COOKIE not in {c["name"] for c in visitor.cookies()}
    page.get_by_role("link", name="Keluar juga dari akun kota").click()
    expect(page.get_by_role("heading", name="Keluar dari akun kota")).to_be_visible()
    page.goto(f"{dashboard}/unggah")
    settle(page)
    expect(page.get_by_role("heading", name="Khusus petugas")).to_be_visible()


def test_who_has_no_role_reads_a_sentence_and_the_way_back_leads_to_the_form(
    visitor: BrowserContext, dashboard: str, city: CityProvider
) -> None:
    city.person = person("s-2", groups=["dinas lain"])
    page = visitor.new_page()
    page.goto(f"{dashboard}/masuk")
    agree(page, city)
    expect(page.get_by_role("alert")).to_contain_text("belum diberi peran di dasbor ini")
    page.get_by_role("link", name="Kembali ke halaman masuk").click()
    expect(page.get_by_label("Nama pengguna")).to_be_visible()
