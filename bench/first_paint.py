"""First paint in Chromium with a fresh profile: Ringkasan against the first page of `streamlit hello`, in turn."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from etl.publish.sample import publish_sample

ROOT = Path(__file__).resolve().parent.parent
_TIMES = 5
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def measure_all() -> None:
    """Print medians of first contentful paint and of the first heading, and the ratio; limit 1.5 ×."""
    browser_path = shutil.which("chromium")
    if browser_path is None:
        sys.stdout.write("cat pertama: dilewati, tidak ada chromium\n")
        return
    publish_sample()
    with _server(["run", "app.py"]) as ours, _server(["hello"]) as hello, sync_playwright() as p:
        measured: dict[str, list[tuple[float, float]]] = {"ringkasan": [], "hello": []}
        for number in range(_TIMES + 1):
            for name, address in (("ringkasan", ours), ("hello", hello)):
                browser = p.chromium.launch(executable_path=browser_path, args=_ARGUMENTS)
                result = _open(browser, address)
                browser.close()
                if number:  # the first pair warms the servers
                    measured[name].append(result)
    for i, what in enumerate(("cat pertama (FCP)", "judul halaman terlukis")):
        a, b = (statistics.median(h[i] for h in measured[n]) for n in ("ringkasan", "hello"))
        sys.stdout.write(f"{what:24} ringkasan {a:6.0f} ms, streamlit hello {b:6.0f} ms, {a / b:.2f} × (batas 1,5 ×)\n")


# The page itself notes when its heading has been painted: asking from outside waits until the scripts let it in.
_NOTE_PAINT = """
new MutationObserver((_, pengamat) => {
  if (!document.querySelector('[data-testid=stMain] h1')) return;
  pengamat.disconnect();
  requestAnimationFrame(() => requestAnimationFrame(() => { window.judulTerlukis = performance.now(); }));
}).observe(document, {childList: true, subtree: true});
"""


def _open(browser: Browser, address: str) -> tuple[float, float]:
    """(first contentful paint, first heading painted), ms since navigation began; a fresh profile."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}, bypass_csp=True).new_page()
    page.add_init_script(_NOTE_PAINT)
    page.goto(address, wait_until="commit")
    page.wait_for_function("window.judulTerlukis !== undefined", timeout=60_000)
    fcp = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1")
    return float(fcp), float(page.evaluate("window.judulTerlukis"))


@contextmanager
def _server(arguments: list[str]):
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "streamlit",
        *arguments,
        "--server.port",
        str(port),
        "--server.address",
        "127.0.0.1",
        "--server.headless",
        "true",
        "--browser.gatherUsageStats",
        "false",
    ]
    folder = ROOT if "app.py" in arguments else Path(tempfile.gettempdir())
    process = subprocess.Popen(
        command, cwd=folder, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(120):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.25)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)
