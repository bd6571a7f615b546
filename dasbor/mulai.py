"""Start the dashboard: `python -m dasbor.mulai`. First start: sample data and one staff account, then the server."""

from __future__ import annotations

import os
import subprocess
import sys

from etl.accounts import users
from etl.acuan import AKAR
from etl.store.versions import Gudang, GudangRusak

NAMA_AWAL = "petugas"


def main() -> int:
    prepare()
    port = os.environ.get("PORT", "8501")
    _say(f"Dasbor: http://127.0.0.1:{port}  (hentikan dengan Ctrl+C)")
    setelan = ["--server.port", port, *sys.argv[1:]]
    perintah = [sys.executable, "-m", "streamlit", "run", str(AKAR / "app.py"), *setelan]
    if os.name == "posix":
        # The server takes this process over: whoever ends it leaves no child behind that keeps the port.
        os.chdir(AKAR)
        os.execv(sys.executable, perintah)
    try:
        return subprocess.run(perintah, cwd=AKAR).returncode
    except KeyboardInterrupt:
        return 0


def prepare() -> None:
    """What only the first start has to do; later starts find it done."""
    for langkah in (_first_publication, _first_account):
        try:
            langkah()
        except GudangRusak as salah:  # readers still get the newest whole version
            _say(f"Perhatian: {salah}")


def _first_publication() -> None:
    """The sample, only where nothing at all is published."""
    if Gudang().terkini() is None:
        _say("Belum ada terbitan: data contoh disiapkan (sekali saja) …")
        if subprocess.run([sys.executable, "-m", "etl", "sample"], cwd=AKAR).returncode:
            raise GudangRusak("Data contoh belum dapat diterbitkan; sebabnya tertulis di atas.")


def _first_account() -> None:
    if not users.has_users():
        sandi = users.add(NAMA_AWAL)
        _say(
            f"Akun petugas dibuat. Nama: {NAMA_AWAL}   Kata sandi: {sandi}\n"
            "Catat sekarang: kata sandi hanya ditampilkan sekali. "
            f"Yang baru dibuat dengan: python -m etl user add {NAMA_AWAL}"
        )


def _say(teks: str) -> None:
    sys.stdout.write(teks + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
