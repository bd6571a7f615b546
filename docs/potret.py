"""Pictures of every page at the sizes of a meeting-room screen and a phone: `make potret` -> docs/gambar/*.png.

Starts the dashboard on a free port over the sample data in a folder of its own: never a picture of an
installation's data or accounts.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from dasbor.menu import HALAMAN
from etl import pengguna
from tests.peladen_uji import KUKI, chromium, etl, open_page, server

GAMBAR = Path(__file__).parent / "gambar"
UKURAN = {"layar": (1366, 768), "ponsel": (390, 844)}


def main() -> int:
    jalur = chromium()
    if jalur is None:
        sys.stderr.write("Chromium tidak ditemukan. Pasang: apt-get install chromium\n")
        return 1
    GAMBAR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KOPERASI_DATA"] = folder
        etl(Path(folder), "sample")
        pengguna.add("petugas")
        with server(Path(folder)) as alamat:
            _take(jalur, alamat, pengguna.new_session("petugas"))
    return 0


def _take(jalur: str, alamat: str, token: str) -> None:
    with sync_playwright() as p:
        peramban = p.chromium.launch(executable_path=jalur, args=["--no-sandbox"])
        for nama, (lebar, tinggi) in UKURAN.items():
            konteks = peramban.new_context(viewport={"width": lebar, "height": tinggi}, locale="id-ID")
            konteks.add_cookies([{"name": KUKI, "value": token, "url": alamat}])
            for h in HALAMAN:
                lembar = open_page(konteks, f"{alamat}/{h.alamat}")
                lembar.screenshot(path=GAMBAR / f"{h.alamat}-{nama}.png")
                lembar.close()
        peramban.close()


if __name__ == "__main__":
    sys.exit(main())
