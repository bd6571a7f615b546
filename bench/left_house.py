"""What leaves the house, as strangers get it: /lembar when it is kept and when it is not, files as they are made.

The server is the real one, as an operator starts it. Processor time is the server's own: it does not see what else the
machine does.
"""

from __future__ import annotations

import asyncio
import http.client
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from dasbor.choice import Choice
from dasbor.export import kept, registry
from dasbor.export.request import Request
from dasbor.query import choose, published
from etl.publish.sample import publish_sample
from etl.store.versions import Store
from tests.servers import server

CONNECTIONS, SECONDS, MOST_MS, RATE = 50, 8.0, 250, 500
COLD_MS = 150
KEPT_MB = 200
# file -> seconds; made once for a version, then kept
FILES = {
    "lembar.pdf": 0.3,
    "laporan.pptx": 2,
    "laporan.xlsx": 1,
    "snapshot.html": 3,
    "bukti:koperasi_aktif.html": 1,
}
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_ASKED = b"GET /lembar HTTP/1.1\r\nHost: %s\r\nAccept-Encoding: gzip\r\n\r\n"


def measure_all(folder: Path) -> None:
    """Print each figure beside its limit."""
    publish_sample()
    version = Store().find_current() or 0
    _measure_files(version)
    _measure_kept(version)
    for warming in ("tidak", "ya"):
        with server(folder, {"KOPERASI_PEMANASAN": warming}) as address:
            pid = _find_process(address)
            if warming == "ya":
                _wait_for_first(pid)
            _print_cold(f"/lembar pertama sesudah mulai (pemanasan {warming})", [_ask(address, pid, "/lembar")])
            codes = _list_kelurahan(version)
            _print_cold(
                "/lembar satu kelurahan, belum disimpan", [_ask(address, pid, f"/lembar?kelurahan={c}") for c in codes]
            )
            for when in ("pertama", "berikutnya"):
                wall, processor = _ask(address, pid, "/rapat")
                sys.stdout.write(
                    f"/rapat {when} (pemanasan {warming}): {wall:.0f} ms, prosesor {processor:.0f} (tanpa batas)\n"
                )
            if warming == "tidak":
                _print_rate(*asyncio.run(_ask_at_once(address, CONNECTIONS, SECONDS)))
                _print_assets(address, pid)


# ── files ──


def _measure_files(version: int) -> None:
    """Each in a process of its own, which nothing has warmed; then again in this one."""
    p = choose.choose(Choice(version))
    for name, limit in FILES.items():
        product, ending = name.split(".")
        known, argument = registry.find_product(product)
        make, times = registry.find_format(known, f".{ending}"), []
        for quarter in (None, *published.list_quarters(p)["periode"].tolist()[-4:-1]):
            begin = time.perf_counter()
            make(Request(choose.choose(Choice(version), quarter), argument))
            times.append(time.perf_counter() - begin)
        sys.stdout.write(
            f"{name:28} {statistics.median(times[1:]):.2f} s, yang pertama {times[0]:.2f} s (batas {limit} s)\n"
        )


def _measure_kept(version: int) -> None:
    """What is kept once every quarter's files were asked for; the oldest had to go."""
    p = choose.choose(Choice(version))
    for quarter in published.list_quarters(p)["periode"]:
        for name in FILES:
            product, ending = name.rsplit(".", 1)
            kept.make_file(choose.choose(Choice(version), str(quarter)), product, f".{ending}")
    count, weight = kept.measure_kept()
    sys.stdout.write(f"berkas yang disimpan: {count} berkas, {weight / 1e6:.1f} MB (batas {KEPT_MB} MB)\n")


# ── one request after another ──


def _ask(address: str, pid: int, path: str) -> tuple[float, float]:
    """(wall, processor) ms."""
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    wall, processor = time.perf_counter(), read_processor(pid)
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200, (path, answer.status)
    return (time.perf_counter() - wall) * 1000, read_processor(pid) - processor


def read_processor(pid: int) -> float:
    """Milliseconds of processor time that a process has taken so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / _TICK


def _find_process(address: str) -> int:
    port = address.rpartition(":")[2]
    told = subprocess.run(["pgrep", "-f", f"server.port {port}"], capture_output=True, text=True, check=True).stdout
    return int(told.split()[0])


def _wait_for_first(pid: int) -> None:
    """Until the server has made what it makes before all pages: it then rests for some seconds."""
    before = 0.0
    while read_processor(pid) - before > 50:
        before = read_processor(pid)
        time.sleep(0.5)


def _list_kelurahan(version: int) -> list[str]:
    rows = published.list_areas(choose.choose(Choice(version)))
    return [str(code) for code in rows.loc[rows["tingkat"] == "kelurahan", "kode"]]


def _print_cold(name: str, times: list[tuple[float, float]]) -> None:
    wall, processor = (max(t[i] for t in times) for i in (0, 1))
    middle = statistics.median(t[0] for t in times)
    sys.stdout.write(f"{name}: {middle:.0f} ms, terlama {wall:.0f} ms (prosesor {processor:.0f}; batas {COLD_MS} ms)\n")


def _print_assets(address: str, pid: int) -> None:
    """All scripts that the shell names, with Plotly's, as the browser of a first visit fetches them: twice."""
    scripts = [f"/static/js/{f.name}" for f in _list_scripts()]
    for when in ("pertama", "berikutnya"):
        spent = sum(_ask(address, pid, path)[1] for path in scripts)
        sys.stdout.write(f"skrip satu kunjungan ({len(scripts)} berkas), {when}: {spent:.0f} ms prosesor\n")


def _list_scripts() -> list[Path]:
    from dasbor.server.outside.assets import STATIC

    folder = STATIC / "static" / "js"
    return [
        max(folder.glob(f"{name}.*.js"), key=lambda f: f.stat().st_size)
        for name in ("index", "PlotlyChart", "protobuf")
    ]


# ── fifty at once ──


async def _ask_at_once(address: str, connections: int, seconds: float) -> tuple[float, list[float]]:
    """(requests a second, ms of each)."""
    host, port = address.removeprefix("http://").split(":")
    times: list[float] = []
    until = time.monotonic() + seconds

    async def ask() -> None:
        reader, writer = await asyncio.open_connection(host, int(port))
        while time.monotonic() < until:
            begin = time.perf_counter()
            writer.write(_ASKED % f"{host}:{port}".encode())
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(
                int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
            )
            await reader.readexactly(length)
            times.append((time.perf_counter() - begin) * 1000)
        writer.close()

    await asyncio.gather(*(ask() for _ in range(connections)))
    return len(times) / seconds, times


def _print_rate(rate: float, times: list[float]) -> None:
    sys.stdout.write(
        f"/lembar tersimpan, {CONNECTIONS} sambungan: {rate:.0f} per detik (batas {RATE}), median "
        f"{statistics.median(times):.0f} ms, terlama {max(times):.0f} ms (batas {MOST_MS})\n"
    )
