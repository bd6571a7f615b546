"""Pictures of every page at the sizes of a meeting-room screen and a phone: `make potret` -> docs/gambar/*.png.

Starts the dashboard on a free port over the sample data in a folder of its own: never a picture of an
installation's data or accounts.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from dasbor.ui.menu import PAGES
from etl.accounts import users
from etl.acuan import ROOT
from tests.servers import COOKIE, chromium, etl, open_page, server

PICTURES = Path(__file__).parent / "gambar"
SIZES = {"layar": (1366, 768), "ponsel": (390, 844)}


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
    return 0


def _take(path: str, address: str, token: str) -> None:
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, (width, height) in SIZES.items():
            context = browser.new_context(viewport={"width": width, "height": height}, locale="id-ID")
            context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
            for menu_page in PAGES:
                page = open_page(context, f"{address}/{menu_page.address}")
                page.screenshot(path=PICTURES / f"{menu_page.address}-{name}.png")
                page.close()
            _take_check(context, address, name)
        browser.close()


def _take_check(context: BrowserContext, address: str, name: str) -> None:
    """The upload page after the messy sample workbook was dropped on it."""
    page = open_page(context, f"{address}/unggah")
    page.set_input_files("input[type=file]", ROOT / "data" / "contoh" / "koperasi-2025-T3-berantakan.xlsx")
    page.get_by_text("Harus diperbaiki (").first.wait_for(timeout=60_000)
    page.get_by_text("Harus diperbaiki (").first.evaluate("e => e.scrollIntoView({block: 'start'})")
    page.wait_for_timeout(500)
    page.screenshot(path=PICTURES / f"unggah-periksa-{name}.png")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
