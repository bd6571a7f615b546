"""Start the dashboard: `python -m dasbor.mulai`. First start: sample data and one staff account, then the server."""

from __future__ import annotations

import os
import subprocess
import sys

from etl.accounts import users
from etl.accounts.provider import read_provider, read_secret
from etl.acuan import ROOT, find_data_folder, load_reference
from etl.audit.events import SYSTEM
from etl.commands.ending import end_plainly
from etl.settings.operator import list_faults
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from etl.upkeep.hindrances import list_hindrances
from etl.upkeep.running import say_beside

FIRST_USER = "petugas"


WRONG_SETTINGS = 2  # exit code; deploy/systemd/koperasi.service does not start again after it


def main() -> int:
    if wrong := list_hindrances():
        for sentence in wrong:
            _print_line(f"Dasbor tidak dimulai: {sentence}")
        return WRONG_SETTINGS
    for fault in list_faults(load_reference()):
        _print_line(f"Perhatian: {fault.sentence}")
    if remark := say_beside(find_data_folder()):
        _print_line(f"Perhatian: {remark}")
    prepare_state()
    _look_at_provider()
    port = os.environ.get("PORT", "8501")
    _print_line(f"Dasbor: http://127.0.0.1:{port}  (hentikan dengan Ctrl+C)")
    settings = ["--server.port", port, *sys.argv[1:]]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), *settings]
    if os.name == "posix":
        # The server takes this process over: whoever ends it leaves no child behind that keeps the port.
        os.chdir(ROOT)
        os.execv(sys.executable, command)
    try:
        return subprocess.run(command, cwd=ROOT).returncode
    except KeyboardInterrupt:
        return 0


def prepare_state() -> None:
    """What only the first start has to do, later starts find done; and what other servers published meanwhile."""
    for step in (Store().catch_up, _first_publication, _first_account):
        try:
            step()
        except StoreDamaged as error:  # readers still get the newest whole version
            _print_line(f"Perhatian: {error}")


def _look_at_provider() -> None:
    """Settings that keep everybody from signing in with an account of the city are said at once."""
    try:
        provider = read_provider()
        if provider is not None:
            read_secret(provider)
    except ValueError as error:
        _print_line(f"Perhatian, masuk dengan akun kota belum dapat dipakai: {error}")


def _first_publication() -> None:
    """The sample, only where nothing at all is published."""
    if Store().find_current() is None:
        _print_line("Belum ada terbitan: data contoh disiapkan (sekali saja) …")
        if subprocess.run([sys.executable, "-m", "etl", "sample", "--oleh", SYSTEM], cwd=ROOT).returncode:
            raise StoreDamaged("Data contoh belum dapat diterbitkan; sebabnya tertulis di atas.")


def _first_account() -> None:
    if not users.has_users():
        password = users.add_user(FIRST_USER)
        _print_line(
            f"Akun petugas dibuat. Nama: {FIRST_USER}   Kata sandi: {password}\n"
            "Catat sekarang: kata sandi hanya ditampilkan sekali. "
            f"Lupa? Yang baru lewat: python -m etl user reset {FIRST_USER}"
        )


def _print_line(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(end_plainly(main))
