"""What readers cost the running server: processor time of each page's rerun, and fifty sessions at once.

The server is the real one, as an operator starts it; a reader speaks to it over the websocket as the browser's script
does. Processor time is the server's own, from the system: it does not see what else the machine does.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).resolve().parent.parent
SESSIONS, SECONDS = 50, 20
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
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
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        port = s.getsockname()[1]
    environment = {**os.environ, "KOPERASI_DATA": str(folder), "KOPERASI_PEMANASAN": "tidak", **(more or {})}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    with (folder / "bench.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=root, env=environment, stdout=log, stderr=log)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _wait(port: int) -> None:
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
