"""Pictures of every page at the sizes of a meeting-room screen and a phone: `make potret` -> docs/gambar/*.png; and of
the four steps of an upload for the page Panduan, which serves them itself.

Starts the dashboard on a free port over the sample data in a folder of its own: never a picture of an
installation's data or accounts.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, FloatRect, Locator, Page, sync_playwright

from dasbor.staff import panduan
from dasbor.ui.menu import PAGES
from etl.accounts import users
from etl.acuan import ROOT
from tests.servers import COOKIE, chromium, etl, open_page, server, settle

PICTURES = Path(__file__).parent / "gambar"
SIZES = {"layar": (1366, 768), "ponsel": (390, 844)}
SAMPLES = ROOT / "data" / "contoh"
_STEP_WIDTH, _STEP_HEIGHT, _COLOURS = 640, 420, 48  # of a picture of the guide: small, and legible on a phone
_EDGE = 10  # left out on both sides: the page itself is wider than a phone, and shows the fields of a finding
_STEP_BEGINS = {2: ".temuan"}  # what a picture begins with, where that is not what stands below the heading
_STEP_ENDS = {4: ".stMain .stButton"}


def main() -> int:
    path = chromium()
    if path is None:
        sys.stderr.write("Chromium tidak ditemukan. Pasang: apt-get install chromium\n")
        return 1
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KOPERASI_DATA"] = folder
        etl(Path(folder), "sample")
        users.add_user("petugas")
        with server(Path(folder)) as address:
            _take(path, address, users.start_session("petugas"))
            etl(Path(folder), "withdraw", "2025-T2", "--oleh", "petugas", "--alasan", "untuk gambar panduan")
            take_guide(path, address, users.start_session("petugas"))
    return 0


def _take(path: str, address: str, token: str) -> None:
    """The pages of all sizes before the check: it leaves a draft behind, and an upload begins without one."""
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=path, args=["--no-sandbox"])
        contexts = {name: _open(browser, size, address, token) for name, size in SIZES.items()}
        for name, context in contexts.items():
            for menu_page in PAGES:
                page = open_page(context, f"{address}/{menu_page.address}")
                page.screenshot(path=PICTURES / f"{menu_page.address}-{name}.png")
                page.close()
        for name, context in contexts.items():
            _take_check(context, address, name)
        browser.close()


def _open(browser: Browser, size: tuple[int, int], address: str, token: str) -> BrowserContext:
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, locale="id-ID")
    context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
    return context


def _take_check(context: BrowserContext, address: str, name: str) -> None:
    """The upload page after the messy sample workbook was dropped on it."""
    page = open_page(context, f"{address}/unggah")
    page.set_input_files("input[type=file]", SAMPLES / "koperasi-2025-T3-berantakan.xlsx")
    page.get_by_text("Harus diperbaiki (").first.wait_for(timeout=60_000)
    settle(page)
    page.wait_for_timeout(1_000)  # the last parts of the page may still move it
    page.get_by_role("radio", name="Semua (").evaluate("e => e.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / f"unggah-periksa-{name}.png")
    page.close()


def take_guide(path: str, address: str, token: str) -> None:
    """The four steps of an upload: two of a workbook with mistakes, two of one that can be published."""
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=path, args=["--no-sandbox"])
        context = _open(browser, (_STEP_WIDTH + 2 * _EDGE, 5000), address, token)
        for name, ready, steps in (
            ("koperasi-2025-T3-berantakan.xlsx", "Belum dapat diterbitkan.", (1, 2)),
            ("koperasi-2025-T2.xlsx", "Terbitkan Triwulan II 2025", (3, 4)),
        ):
            page = open_page(context, f"{address}/unggah")
            page.set_input_files("input[type=file]", SAMPLES / name)
            page.get_by_text(ready).first.wait_for(timeout=90_000)
            settle(page)
            page.wait_for_timeout(1_000)
            for number in steps:
                _take_step(page, number)
            page.close()
        browser.close()


def _take_step(page: Page, number: int) -> None:
    """What stands below the heading of a step, as far as a picture goes; few colours make a small file."""
    headings = [_find_box(h) for h in page.locator("h2.langkah").all()]
    top, end = headings[number - 1]["y"] + headings[number - 1]["height"], 1e9
    if number < len(headings):
        end = headings[number]["y"]
    if number in _STEP_BEGINS:
        top = _find_box(page.locator(_STEP_BEGINS[number]).first)["y"] - 24
    if number in _STEP_ENDS:
        box = _find_box(page.locator(_STEP_ENDS[number]).last)
        end = box["y"] + box["height"] + 24
    file = panduan.PICTURES / f"langkah-{number}.png"
    clip = {"x": _EDGE, "y": top, "width": _STEP_WIDTH, "height": min(_STEP_HEIGHT, end - top - 8)}
    page.screenshot(path=file, clip=clip)
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(_COLOURS).save(file, optimize=True)


def _find_box(element: Locator) -> FloatRect:
    box = element.bounding_box()
    if box is None:
        raise RuntimeError("yang hendak dipotret tidak tampak")
    return box


if __name__ == "__main__":
    sys.exit(main())
