"""The real dashboard on a free port over a folder of its own, and a browser; also used by docs/potret.py."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page

from dasbor.ui.access import COOKIE
from etl.accounts import manage, passwords, users
from etl.acuan import ROOT
from etl.audit.events import SYSTEM

__all__ = ["COOKIE", "chromium", "etl", "give_password", "open_page", "server", "settle"]


_UNWARMED = {"KOPERASI_PEMANASAN": "tidak"}


def chromium() -> str | None:
    """Debian's Chromium, or whatever the machine calls it; None when there is no browser."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def etl(folder: Path, *words: str) -> None:
    """One command of `python -m etl` on that folder."""
    subprocess.run([sys.executable, "-m", "etl", *words], cwd=ROOT, env=_env(folder), check=True, capture_output=True)


def give_password(name: str) -> str:
    """The password of an account: made with it, or a new one by a link where the account stands."""
    if all(a.name != name for a in manage.list_accounts()):
        return users.add_user(name)
    password = passwords.generate()
    manage.accept(manage.reset(name, SYSTEM, even_last=True), password)
    return password


@contextmanager
def server(folder: Path, environment: Mapping[str, str] | None = None, port: int = 0) -> Iterator[str]:
    """Start the dashboard as an operator does; yields its address and ends it afterwards. It draws nothing in advance:
    on two cores that takes the processor from the tests beside it (tests/server/test_warm.py tests the drawing)."""
    with socket.socket() as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        s.bind(("127.0.0.1", port))
        port = s.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (folder / "peladen.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_env(folder) | _UNWARMED | dict(environment or {}),
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            base = (environment or {}).get("STREAMLIT_SERVER_BASE_URL_PATH", "")
            _wait(f"http://127.0.0.1:{port}/{base}".rstrip("/"), process, folder)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=20)


def open_page(context: BrowserContext, address: str) -> Page:
    """A page with everything drawn."""
    page = context.new_page()
    page.goto(address)
    settle(page)
    return page


def settle(page: Page) -> None:
    """Wait until Streamlit has run the script and drawn what it sent."""
    page.wait_for_selector("h1", timeout=60_000)  # before the first run the state says "notRunning" as well
    page.wait_for_selector('.stApp[data-test-script-state="notRunning"]', timeout=60_000)
    # wait_for_function would evaluate text in the page, which the page's policy forbids.
    page.wait_for_selector("[data-stale=true], .stSkeleton", state="detached", timeout=60_000)


def _env(folder: Path) -> dict[str, str]:
    return {**os.environ, "KOPERASI_DATA": str(folder)}


def _wait(address: str, process: subprocess.Popen, folder: Path) -> None:
    for _ in range(600):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"dasbor tidak menyala: {(folder / 'peladen.log').read_text(errors='replace')[-2000:]}")
