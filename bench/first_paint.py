"""First paint in Chromium with a fresh profile: Ringkasan and /lembar against the first page of `streamlit hello` and a
static page of the same size, in turn."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from etl.publish.sample import publish_sample
from tests.installations import serve

ROOT = Path(__file__).resolve().parent.parent
_TIMES = 6
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def measure_all(before: Path | None = None) -> None:
    """Print medians of first contentful paint, of the first heading, the first figure and the last mark, and ratios;
    with `before`, the folder of an earlier release, the last mark against that one's."""
    browser_path = shutil.which("chromium")
    if browser_path is None:
        sys.stdout.write("cat pertama: dilewati, tidak ada chromium\n")
        return
    publish_sample()
    with (
        _server(["run", "app.py"], ROOT) as ours,
        _server(["hello"], Path(tempfile.gettempdir())) as hello,
        _server(["run", "app.py"], before) if before else nullcontext("") as earlier,
        sync_playwright() as p,
        _static(ours) as static,
    ):
        addresses = {"ringkasan": ours, "hello": hello, "lembar": f"{ours}lembar", "statis": static}
        if before:
            addresses["sebelumnya"] = earlier
        measured: dict[str, list[Marks]] = {name: [] for name in addresses}
        for number in range(_TIMES + 1):
            # what stands behind another is measured while that one's server still clears up
            for name, address in sorted(addresses.items(), reverse=number % 2 == 1):
                browser = p.chromium.launch(executable_path=browser_path, args=_ARGUMENTS)
                result = _open(browser, address, is_app=name in ("ringkasan", "hello", "sebelumnya"))
                browser.close()
                if number:  # the first of each warms the servers
                    measured[name].append(result)
    _print({n: Marks(*(statistics.median(one) for one in zip(*m, strict=True))) for n, m in measured.items()})


class Marks(NamedTuple):
    """ms since navigation began: first contentful paint; first heading, first figure of a card and last drawing painted
    (of a page without script: everything)."""

    paint: float
    heading: float
    figure: float
    last: float


def _print(m: dict[str, Marks]) -> None:
    ours, hello, brief = m["ringkasan"], m["hello"], m["lembar"]
    for what, a, b, limit in (
        ("cat pertama (FCP) : hello", ours.paint, hello.paint, 1.5),
        ("judul halaman terlukis : hello", ours.heading, hello.heading, 1.5),
        ("angka pertama : judul hello", ours.figure, hello.heading, 1.1),
        ("gambar terakhir : angka pertama", ours.last, ours.figure, 1.15),
        ("/lembar seluruhnya : judul hello", brief.last, hello.heading, 0.25),
        ("/lembar : halaman statis sama besar", brief.last, m["statis"].last, 1.0),
    ):
        _print_ratio(what, a, b, limit)
    if "sebelumnya" in m:
        _print_ratio("gambar terakhir : sebelumnya", ours.last, m["sebelumnya"].last, 0.45)


def _print_ratio(what: str, a: float, b: float, limit: float) -> None:
    sys.stdout.write(f"{what:36} {a:6.0f} ms : {b:6.0f} ms = {a / b:.2f} × (batas {limit} ×)\n")


@contextmanager
def _static(ours: str):
    """A page of the same size as /lembar, sent compressed by a server that does nothing else."""
    asked = urllib.request.Request(f"{ours}lembar", headers={"Accept-Encoding": "gzip"})
    content = urllib.request.urlopen(asked, timeout=60).read()

    async def send(_request: object) -> Response:
        return Response(content, media_type="text/html", headers={"Content-Encoding": "gzip"})

    with serve(Starlette(routes=[Route("/", send)])) as address:
        yield address


# The page itself notes when its heading has been painted: asking from outside waits until the scripts let it in.
_NOTE_PAINT = """
window.ditandai = {};
const tandai = nama => requestAnimationFrame(() => requestAnimationFrame(() => {
  window.ditandai[nama] = performance.now(); window.berubah = performance.now();
}));
const ada = pilih => document.querySelector(`[data-testid=stMain] ${pilih}`) !== null;
let sudah = {}, gambar = 0;
const lihat = () => {
  for (const [nama, pilih] of [["judul", "h1"], ["angka", ".kartu-angka"]]) {
    if (!sudah[nama] && ada(pilih)) { sudah[nama] = true; tandai(nama); }
  }
  const kini = document.querySelectorAll("[data-testid=stMain] svg rect, [data-testid=stMain] .js-plotly-plot").length;
  if (kini !== gambar) { gambar = kini; tandai("gambar"); }
};
new MutationObserver(lihat).observe(document, {childList: true, subtree: true});
addEventListener("load", () => tandai("semua"));
"""
_QUIET = 4_000  # ms without another drawing after which a page has its last: Plotly's script alone takes up to 2 s


def _open(browser: Browser, address: str, is_app: bool) -> Marks:
    """A fresh profile."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}, bypass_csp=True).new_page()
    page.add_init_script(_NOTE_PAINT)
    page.goto(address, wait_until="commit")
    begun = "judul" if is_app else "semua"
    page.wait_for_function(
        f"window.ditandai?.{begun} !== undefined && performance.now() - window.berubah > {_QUIET}", timeout=60_000
    )
    marks: dict[str, float] = page.evaluate("window.ditandai")
    fcp = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1")
    last = marks.get("gambar", marks["semua"]) if is_app else marks["semua"]
    return Marks(float(fcp), marks.get("judul", -1), marks.get("angka", -1), last)


@contextmanager
def _server(arguments: list[str], folder: Path):
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
