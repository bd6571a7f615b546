"""What readers cost the running server: processor time of each page's rerun, and fifty sessions at once.

The server is the real one, as an operator starts it; a reader speaks to it over the websocket as the browser's script
does. Processor time is the server's own, from the system: it does not see what else the machine does.
"""

from __future__ import annotations

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from dasbor.ui.menu import PAGES
from etl.store.versions import Store

ROOT = Path(__file__).resolve().parent.parent
SESSIONS, SECONDS = 50, 20
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_KEPT_LIMIT = 150  # MB
_PLACES = {"kelurahan": "&kelurahan=35.72.02.1004", "kecamatan": "&kecamatan=35.72.02"}
_WARM_LIMIT, _COLD_LIMIT, _RATE_LIMIT = 25, 80, 30  # ms, ms, reruns a second


async def look(stream: ClientConnection, page: str, query: str) -> int:
    """Open a page, or the same with another choice; returns the bytes that came until it had ended."""
    question = BackMsg()
    question.rerun_script.page_name = page
    question.rerun_script.query_string = query
    await stream.send(question.SerializeToString())
    count = 0
    while True:
        data = await stream.recv()
        count += len(data)
        if len(data) < 2_000:
            answer = ForwardMsg.FromString(data)  # type: ignore[arg-type]
            if (
                answer.WhichOneof("type") == "script_finished"
                and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return count


def open_stream(address: str) -> connect:
    return connect(
        address.replace("http", "ws", 1) + "/_stcore/stream",
        origin=address,  # type: ignore[arg-type]
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        open_timeout=120,
        ping_timeout=None,
        proxy=None,
    )


@contextmanager
def start_server(folder: Path, root: Path = ROOT, more: Mapping[str, str] | None = None) -> Iterator[tuple[str, int]]:
    """(address, process id) of the dashboard in `root` over a folder; it draws nothing in advance unless `more` says
    so."""
    port = find_port()
    environment = {**os.environ, "KOPERASI_DATA": str(folder), "KOPERASI_PEMANASAN": "tidak", **(more or {})}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (folder / "bench.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log)
    try:
        wait_for(port)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        stop(process)


def find_port() -> int:
    """A free one."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server that was started here."""
    process.terminate()
    process.wait(20)


def wait_for(port: int) -> None:
    """Until somebody listens there."""
    for _ in range(240):
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.25)
    raise SystemExit("dasbor tidak menyala")


def read_processor(pid: int) -> float:
    """Milliseconds of processor time that the process has taken so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / _TICK


def read_memory(pid: int) -> float:
    """Its resident memory in MB."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


# ── each page by itself ──────────────────────────────────────────────────────────────


async def measure_page(
    address: str, pid: int, page: str, queries: list[str], rounds: int
) -> dict[str, tuple[float, float]]:
    """{state: (processor ms, wall ms)} a rerun: each query the first time, and `rounds` times again."""
    async with open_stream(address) as stream:
        await look(stream, "kamus", "")
        result = {}
        for state, asked in (("dingin", queries), ("hangat", queries * rounds)):
            begin, processor = time.perf_counter(), read_processor(pid)
            for query in asked:
                await look(stream, page, query)
            wall = (time.perf_counter() - begin) * 1000 / len(asked)
            result[state] = ((read_processor(pid) - processor) / len(asked), wall)
        return result


# ── fifty at once ────────────────────────────────────────────────────────────────────


async def measure_many(address: str, queries: list[str], sessions: int, seconds: float) -> list[float]:
    """Seconds that each rerun of Ringkasan took; every session asks again as soon as it has its answer."""
    times: list[float] = []
    until = time.monotonic() + seconds

    async def read(number: int) -> None:
        async with open_stream(address) as stream:
            await look(stream, "", "")
            i = number
            while time.monotonic() < until:
                begin = time.monotonic()
                await look(stream, "", queries[i % len(queries)])
                if begin >= until - seconds * 0.8:
                    times.append(time.monotonic() - begin)
                i += 1

    await asyncio.gather(*(read(n) for n in range(sessions)))
    return times


# ── all of it ────────────────────────────────────────────────────────────────────────


def measure_all(folder: Path, before: Path | None) -> None:
    """Print both, of this dashboard and of the one in the folder `before`, in one run."""
    for root in filter(None, (before, ROOT)):
        sys.stdout.write(f"{'sebelumnya' if root == before else 'sekarang'}\n")
        _measure(folder, root)
    measure_warmed(folder)


def _measure(folder: Path, root: Path) -> None:
    queries = [f"triwulan={q}" for q in list_quarters(folder)[:4]]
    with start_server(folder, root) as (address, pid):
        asyncio.run(measure_page(address, pid, "", queries[:1], 2))
        begin = read_memory(pid)
        for page in PAGES:
            if not page.is_staff:
                _print_page(address, pid, page.address, queries)
        sys.stdout.write(
            f"yang disimpan untuk semua halaman itu: paling banyak {read_memory(pid) - begin:.0f} MB "
            f"(batas {_KEPT_LIMIT})\n"
        )
        _print_many(asyncio.run(measure_many(address, queries, SESSIONS, SECONDS)))


def measure_warmed(folder: Path) -> None:
    """Print what the first opening of each page costs once the server has built them in advance."""
    queries = [f"triwulan={q}" for q in list_quarters(folder)[:4]]
    sys.stdout.write("sesudah dihangatkan, setiap triwulan dibuka pertama kali\n")
    with start_server(folder, more={"KOPERASI_PEMANASAN": "ya"}) as (address, pid):
        asyncio.run(measure_page(address, pid, "", queries[:1], 1))  # its libraries are loaded
        begin, memory = time.perf_counter(), read_memory(pid)
        wait_until_quiet(pid)
        took, grown = time.perf_counter() - begin, read_memory(pid) - memory
        sys.stdout.write(
            f"dihangatkan dalam {took:.0f} s; yang disimpan: paling banyak {grown:.0f} MB (batas {_KEPT_LIMIT})\n"
        )
        for page in (page.address for page in PAGES if not page.is_staff):
            opened = "" if page == PAGES[0].address else page
            cpu, wall = asyncio.run(measure_page(address, pid, opened, queries, 1))["dingin"]
            sys.stdout.write(f"{page:14} {cpu:5.1f} ms prosesor ({wall:5.1f} ms) (batas {_COLD_LIMIT} ms)\n")


def wait_until_quiet(pid: int) -> None:
    """Until it has done next to nothing for six seconds; five minutes at most."""
    time.sleep(15)  # it waits before it begins
    for _ in range(50):
        before = read_processor(pid)
        time.sleep(6)
        if read_processor(pid) - before < 300:
            return


def _print_page(address: str, pid: int, page: str, queries: list[str]) -> None:
    more = _PLACES.get(page, "")
    opened = "" if page == PAGES[0].address else page
    result = asyncio.run(measure_page(address, pid, opened, [q + more for q in queries], 6))
    said = ", ".join(f"{state} {cpu:5.1f} ms prosesor ({wall:5.1f} ms)" for state, (cpu, wall) in result.items())
    sys.stdout.write(f"{page:14} {said} (batas {_COLD_LIMIT} dan {_WARM_LIMIT} ms)\n")


def _print_many(times: list[float]) -> None:
    rate, p95 = len(times) / (SECONDS * 0.8), statistics.quantiles(times, n=20)[-1]
    sys.stdout.write(
        f"{SESSIONS} sesi, Ringkasan, triwulan berganti: {rate:.1f} per detik (batas {_RATE_LIMIT}), "
        f"median {statistics.median(times):.2f} s, p95 {p95:.2f} s\n"
    )


def list_quarters(folder: Path) -> list[str]:
    """The newest first."""
    store = Store(folder)
    rows = store.open_version(store.find_current() or 0).execute("select periode from periode order by 1 desc")
    return [str(q) for (q,) in rows.fetchall()]
