"""Start the dashboard: `python -m dasbor.mulai`. First start: sample data and one staff account, then the server. Where
several areas of government are declared (pemda.toml), all of them behind one door; none of that is theirs."""

from __future__ import annotations

import os
import subprocess
import sys

from etl.accounts import users
from etl.acuan import ROOT
from etl.audit.events import SYSTEM
from etl.commands.ending import end_plainly
from etl.store.faults import StoreDamaged
from etl.store.versions import Store
from etl.tenants.chosen import SETTING, ChoiceWrong, choose, split_choice, wants_all
from etl.tenants.declared import RollWrong
from etl.upkeep.start import catch_up, is_ready, look_at_provider, say

FIRST_USER = "petugas"


WRONG_SETTINGS = 2  # exit code; deploy/systemd/koperasi.service does not start again after it


def main() -> int:
    try:
        words, named = split_choice(sys.argv[1:])
        if wants_all(named):
            from dasbor.front.serve import serve_all

            return serve_all()
        choose(named)
    except (ChoiceWrong, RollWrong) as error:
        say(f"Dasbor tidak dimulai: {error}")
        return WRONG_SETTINGS
    return _serve_one(words)


def _serve_one(words: list[str]) -> int:
    if not is_ready():
        return WRONG_SETTINGS
    prepare_state()
    look_at_provider()
    port = os.environ.get("PORT", "8501")
    say(f"Dasbor: http://127.0.0.1:{port}  (hentikan dengan Ctrl+C)")
    settings = ["--server.port", port, *words]
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
    """What only the first start has to do, later starts find done; and what other servers published meanwhile. One area
    of government of several is begun by the operator (`python -m etl pemda add`)."""
    catch_up()
    if os.environ.get(SETTING):
        return
    for step in (_first_publication, _first_account):
        try:
            step()
        except StoreDamaged as error:  # readers still get the newest whole version
            say(f"Perhatian: {error}")


def _first_publication() -> None:
    """The sample, only where nothing at all is published."""
    if Store().find_current() is None:
        say("Belum ada terbitan: data contoh disiapkan (sekali saja) …")
        if subprocess.run([sys.executable, "-m", "etl", "sample", "--oleh", SYSTEM], cwd=ROOT).returncode:
            raise StoreDamaged("Data contoh belum dapat diterbitkan; sebabnya tertulis di atas.")


def _first_account() -> None:
    if not users.has_users():
        password = users.add_user(FIRST_USER)
        say(
            f"Akun petugas dibuat. Nama: {FIRST_USER}   Kata sandi: {password}\n"
            "Catat sekarang: kata sandi hanya ditampilkan sekali. "
            f"Lupa? Yang baru lewat: python -m etl user reset {FIRST_USER}"
        )


if __name__ == "__main__":
    sys.exit(end_plainly(main))
