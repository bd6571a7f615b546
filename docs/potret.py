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

GAMBAR = Path(__file__).parent / "gambar"
UKURAN = {"layar": (1366, 768), "ponsel": (390, 844)}


def main() -> int:
    path = chromium()
    if path is None:
        sys.stderr.write("Chromium tidak ditemukan. Pasang: apt-get install chromium\n")
        return 1
    GAMBAR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KOPERASI_DATA"] = folder
        etl(Path(folder), "sample")
        users.add_user("petugas")
        with server(Path(folder)) as address:
            _take(path, address, users.start_session("petugas"))
    return 0


def _take(path: str, address: str, token: str) -> None:
    with sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for name, (width, height) in UKURAN.items():
            context = peramban.new_context(viewport={"width": width, "height": height}, locale="id-ID")
            context.add_cookies([{"name": COOKIE, "value": token, "url": address}])
            for h in PAGES:
                sheet = open_page(context, f"{address}/{h.alamat}")
                sheet.screenshot(path=GAMBAR / f"{h.alamat}-{name}.png")
                sheet.close()
            _take_check(context, address, name)
        peramban.close()


def _take_check(context: BrowserContext, address: str, name: str) -> None:
    """The upload page after the messy sample workbook was dropped on it."""
    sheet = open_page(context, f"{address}/unggah")
    sheet.set_input_files("input[type=file]", ROOT / "data" / "contoh" / "koperasi-2025-T3-berantakan.xlsx")
    sheet.get_by_text("Harus diperbaiki (").first.wait_for(timeout=60_000)
    sheet.get_by_text("Harus diperbaiki (").first.evaluate("e => e.scrollIntoView({block: 'start'})")
    sheet.wait_for_timeout(500)
    sheet.screenshot(path=GAMBAR / f"unggah-periksa-{name}.png")
    sheet.close()


if __name__ == "__main__":
    sys.exit(main())
