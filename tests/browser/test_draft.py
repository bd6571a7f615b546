"""A draft in real browsers: several files, a cell mended in place, looked at as the mayor will see it, handed in, and
published by somebody else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from etl.accounts import users
from tests import golden
from tests.built import copy_built
from tests.installations import copy_reference
from tests.servers import COOKIE, chromium, open_page, server, settle
from tests.workbooks import workbook

pytestmark = [
    pytest.mark.peramban,
    pytest.mark.skipif(chromium() is None, reason="Chromium tidak ditemukan; pasang: apt-get install chromium"),
]
_NEXT = golden.BUKU["2025-T3"]
_TYPED = [[*row[:4], "Aktiv", *row[5:]] if row[1] == "KSU Dua" else row for row in _NEXT["Koperasi"]]
FILES = {
    "register 2025-T3.xlsx": {"Koperasi": _TYPED},
    "pembinaan.xlsx": {kind: rows for kind, rows in _NEXT.items() if kind != "Koperasi"},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One quarter of the golden city, three accounts, approval wanted."""
    folder = tmp_path_factory.mktemp("koperasi")
    copy_built("emas 2024-T3 saja", folder, lambda: golden.publish_all(golden.Store(), "2024-T3"))
    with pytest.MonkeyPatch.context() as m:
        m.setenv("KOPERASI_DATA", str(folder))
        users.add_user("siti")
        users.add_user("budi")
        users.add_user("kepala", role="pimpinan")
        yield folder


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    reference = copy_reference(tmp_path_factory.mktemp("acuan"), persetujuan="ya")
    with server(folder, {"KOPERASI_ACUAN": str(reference)}) as answering:
        yield answering


def context_of(browser: Browser, address: str, who: str, width: int = 1366) -> BrowserContext:
    context = browser.new_context(viewport={"width": width, "height": 768}, locale="id-ID")
    if who:
        context.add_cookies([{"name": COOKIE, "value": users.start_session(who), "url": address}])
    return context


def picture(page: Page, name: str) -> None:
    """For a look at the pages: only where somebody asks for pictures."""
    if place := os.environ.get("UJI_GAMBAR"):
        page.screenshot(path=f"{place}/{name}.png", full_page=True)


def upload(page: Page, files: dict[str, dict[str, list[list]]]) -> None:
    """Several workbooks at once."""
    chosen = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": workbook(sheets)}
        for name, sheets in files.items()
    ]
    page.set_input_files('input[type="file"]', chosen)  # type: ignore[arg-type]
    expect(
        page.get_by_text("Diperiksa dan diterbitkan bersama: register 2025-T3.xlsx dan pembinaan.xlsx.")
    ).to_be_visible(timeout=60_000)


def mend(page: Page) -> None:
    """One press on the advice of the card, which is folded, since a question asks the same."""
    page.get_by_text("Sudah ditanyakan di atas (1)").click(timeout=60_000)
    expect(page.get_by_text("Status “Aktiv” tidak dikenal")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Pakai “Aktif”").click()
    expect(page.get_by_text("Diperbaiki di halaman ini (1); buku kerja tidak diubah")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Status “Aktiv” tidak dikenal")).to_have_count(0)


def look_at(staff: BrowserContext, page: Page) -> Page:
    """The dashboard on the draft, opened from the upload page."""
    page.get_by_role("button", name="Siapkan tampilan dasbor dengan draf ini").click(timeout=60_000)
    with staff.expect_page() as opened:
        page.get_by_role("link", name="Buka dasbor dengan draf ini").click(timeout=60_000)
    draft = opened.value
    settle(draft)
    return draft


def approve(head: BrowserContext, address: str) -> None:
    decide = open_page(head, f"{address}/persetujuan")
    expect(decide.get_by_text("Diajukan siti")).to_be_visible()
    picture(decide, "persetujuan-1366")
    decide.get_by_text("Saya sudah melihat perubahan di atas").click()
    settle(decide)
    decide.get_by_role("button", name="Setujui dan terbitkan Triwulan III 2025").click()
    expect(decide.get_by_text("Triwulan III 2025 dari siti disetujui dan terbit sebagai versi 2.")).to_be_visible(
        timeout=60_000
    )


def test_a_draft_is_seen_as_it_will_be_handed_in_and_published_by_somebody_else(
    browser: Browser, address: str, folder: Path
) -> None:
    staff = context_of(browser, address, "siti")
    page = open_page(staff, f"{address}/unggah")
    upload(page, FILES)
    mend(page)
    draft = look_at(staff, page)
    banner = draft.get_by_text("DRAF, belum terbit.")
    expect(banner).to_be_visible()
    expect(draft.get_by_text("4 dari 7").first).to_be_visible()
    assert draft.title().startswith("DRAF · Ringkasan")
    picture(draft, "draf-1366")
    draft.set_viewport_size({"width": 390, "height": 844})
    picture(draft, "draf-390")
    draft.set_viewport_size({"width": 1366, "height": 768})
    draft.goto(draft.url.replace("/?", "/kelurahan?"))
    settle(draft)
    expect(banner).to_be_visible()
    for who, sentence in (("", "Draf hanya untuk petugas dinas."), ("budi", "atau bukan untuk Anda")):
        stranger = open_page(context_of(browser, address, who), draft.url)
        expect(stranger.get_by_text(sentence)).to_be_visible()
        assert stranger.get_by_text("4 dari 7").count() == 0

    picture(page, "unggah-1366")
    page.get_by_role("button", name="Ajukan Triwulan III 2025").click()
    expect(page.get_by_text("Triwulan III 2025 diajukan kepada pimpinan; dasbor belum berubah.")).to_be_visible(
        timeout=60_000
    )
    approve(context_of(browser, address, "kepala"), address)
    draft.reload()
    settle(draft)
    expect(draft.get_by_text("Draf ini tidak ada, sudah terbit", exact=False)).to_be_visible()
    public = open_page(context_of(browser, address, ""), f"{address}/asal?indikator=koperasi_aktif")
    expect(public.get_by_text("Koperasi Kota Blitar · Triwulan III 2025")).to_be_visible()
    expect(public.get_by_text("tertulis “Aktiv”, diperbaiki “Aktif” oleh siti").first).to_be_visible()
