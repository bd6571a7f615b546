"""Another quarter chosen on Ringkasan in Chromium, until nothing on the page changes any more: against a plain
Streamlit page of the same content (plain_page.py), and an earlier release where one is given; in turn, in one run."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.readers import ROOT, find_port, list_quarters, start_server, stop, wait_for
from dasbor.words.language import format_quarter
from etl.store.versions import Store

_ROUNDS, _QUIET = 7, 900  # changes; ms without a change after which a page has settled
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_LIMITS = {"halaman polos": 0.7, "sebelumnya": 0.4}
# The page itself notes when an option was chosen and when something changed last.
_NOTE = """
addEventListener('click', e => { if (e.target.closest('[role=option]')) window.dipilih = performance.now(); }, true);
new MutationObserver(() => { window.berubah = performance.now(); })
  .observe(document, {childList: true, subtree: true, attributes: true, characterData: true});
"""


def measure_all(folder: Path, before: Path | None) -> None:
    """Print the medians and their ratios."""
    browser_path = shutil.which("chromium")
    if browser_path is None:
        sys.stdout.write("triwulan berganti: dilewati, tidak ada chromium\n")
        return
    quarters = list_quarters(folder)[:4]
    with ExitStack() as stack:
        addresses = {"sekarang": stack.enter_context(start_server(folder))[0]}
        addresses["halaman polos"] = stack.enter_context(start_plain(folder))
        if before is not None:
            addresses["sebelumnya"] = stack.enter_context(start_server(folder, before))[0]
        browser = stack.enter_context(sync_playwright()).chromium.launch(executable_path=browser_path, args=_ARGUMENTS)
        times = _measure_in_turn(browser, addresses, quarters)
        browser.close()
    _print({name: statistics.median(one) for name, one in times.items()})


def _measure_in_turn(browser: Browser, addresses: dict[str, str], quarters: list[str]) -> dict[str, list[float]]:
    pages = {name: _open(browser, address) for name, address in addresses.items()}
    times: dict[str, list[float]] = {name: [] for name in pages}
    for number in range(_ROUNDS + len(quarters)):
        for name, page in pages.items():
            quarter = quarters[(number + 1) % len(quarters)]
            ms = _choose(page, quarter if name == "halaman polos" else format_quarter(quarter))
            if number >= len(quarters):  # each quarter was shown once
                times[name].append(ms)
    return times


def _open(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 768}, bypass_csp=True).new_page()
    page.add_init_script(_NOTE)
    page.goto(address)
    page.wait_for_selector("h1", timeout=60_000)
    _settle(page)
    return page


def _choose(page: Page, label: str) -> float:
    """Milliseconds from the choice to the last change of the page."""
    page.locator("[data-testid=stSelectbox]").first.locator("input").click()
    page.get_by_role("option", name=label, exact=True).click()
    _settle(page)
    return float(page.evaluate("window.berubah - window.dipilih"))


def _settle(page: Page) -> None:
    page.wait_for_function(f"performance.now() - window.berubah > {_QUIET}", timeout=60_000)


@contextmanager
def start_plain(folder: Path) -> Iterator[str]:
    """The address of the plain page over the newest version of a folder."""
    port = find_port()
    version = Store(folder)
    environment = {**os.environ, "BERKAS": str(version.find_path(version.find_current() or 0))}
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "bench" / "plain_page.py"), "--server.port"]
    quiet = ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.fileWatcherType", "none"]
    process = subprocess.Popen(
        [*command, str(port), *quiet],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        stop(process)


def _print(medians: dict[str, float]) -> None:
    now = medians.pop("sekarang")
    sys.stdout.write(f"triwulan berganti sampai tenang: {now:.0f} ms\n")
    for name, ms in medians.items():
        sys.stdout.write(f"  {name} {ms:.0f} ms: {now / ms:.2f} × (batas {_LIMITS[name]})\n")
