"""Many readers for minutes: each changes the quarter or the page every fifteen seconds on average, as people do.

The server is the real one, warmed as an operator starts it; with two servers each reader stays with the one that it
got, as behind nginx. How long an answer takes is measured from the question to the end of the script; what a session
costs is the growth of the servers' memory, divided by the sessions.
"""

from __future__ import annotations

import asyncio
import random
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from bench.readers import list_quarters, look, open_stream, read_memory, read_processor, start_server, wait_until_quiet
from dasbor.ui.menu import PAGES

THINKING, LONGEST = 15.0, 60.0  # seconds between two questions of a reader: on average, at most
SECONDS, OPENED_IN = 60, 20  # measured; sessions come one after the other in so many seconds
CROWDS = ((400, 1), (600, 2))  # sessions, servers
_LIMIT, _AT_ONCE, _AT_ONCE_LIMIT, _SESSION_LIMIT = 1.0, 100, 4.0, 2.0  # s, sessions, s, MB
_WARMING = {"KOPERASI_PEMANASAN": "ya"}
_ADDRESSES = ["" if page == PAGES[0] else page.address for page in PAGES if not page.is_staff]


class Crowd(NamedTuple):
    """What a crowd met: seconds of each answer, MB of a session, share of a core that each server took."""

    took: list[float]
    memory: float
    busy: list[float]


def measure_all(folder: Path) -> None:
    """Print the limits and what was reached, for each crowd, with servers begun anew."""
    for sessions, servers in CROWDS:
        with ExitStack() as stack:
            running = [stack.enter_context(start_server(folder, more=_WARMING)) for _ in range(servers)]
            for address, pid in running:
                asyncio.run(_open_at_once(address, 1))  # its libraries are loaded
                wait_until_quiet(pid)
            if servers == 1:
                _say_at_once(asyncio.run(_open_at_once(running[0][0], _AT_ONCE)))
            _say(sessions, servers, _meet(running, sessions, list_quarters(folder)))


def _meet(running: list[tuple[str, int]], sessions: int, quarters: list[str]) -> Crowd:
    empty = _sum_memory(running)
    took, busy, full = asyncio.run(_read_together(running, sessions, quarters))
    return Crowd(took, (full - empty) / sessions, busy)


def _sum_memory(running: list[tuple[str, int]]) -> float:
    return sum(read_memory(pid) for _, pid in running)


async def _read_together(
    running: list[tuple[str, int]], sessions: int, quarters: list[str]
) -> tuple[list[float], list[float], float]:
    """(seconds of each answer, share of a core that each server took, MB of all servers at the end), of the measured
    time alone."""
    took: list[float] = []
    begin = time.monotonic() + OPENED_IN
    readers = [
        asyncio.create_task(_read(running[n % len(running)][0], n, OPENED_IN * n / sessions, quarters, begin, took))
        for n in range(sessions)
    ]
    await asyncio.sleep(begin - time.monotonic())
    before = [read_processor(pid) for _, pid in running]
    await asyncio.sleep(SECONDS)
    busy = [(read_processor(pid) - b) / 1000 / SECONDS for (_, pid), b in zip(running, before, strict=True)]
    memory = _sum_memory(running)  # while everybody is still there
    await asyncio.gather(*readers)
    return took, busy, memory


async def _read(address: str, number: int, wait: float, quarters: list[str], begin: float, took: list[float]) -> None:
    """One reader, who comes after `wait` seconds; answers asked for from `begin` on are counted."""
    chance = random.Random(number)
    await asyncio.sleep(wait)
    async with open_stream(address) as stream:
        page, quarter = "", quarters[0]
        await look(stream, page, "")
        while True:
            await asyncio.sleep(min(chance.expovariate(1 / THINKING), LONGEST))
            asked = time.monotonic()
            if asked > begin + SECONDS:
                return
            if chance.random() < 0.5:
                quarter = chance.choice(quarters)
            else:
                page = chance.choice(_ADDRESSES)
            await look(stream, page, f"triwulan={quarter}")
            if asked >= begin:
                took.append(time.monotonic() - asked)


async def _open_at_once(address: str, sessions: int) -> float:
    """Seconds until the last of them has Ringkasan."""

    async def read() -> None:
        async with open_stream(address) as stream:
            await look(stream, "", "")

    begin = time.monotonic()
    await asyncio.gather(*(read() for _ in range(sessions)))
    return time.monotonic() - begin


def _say_at_once(took: float) -> None:
    sys.stdout.write(f"{_AT_ONCE} sesi dibuka sekaligus: yang terakhir {took:.2f} s (batas {_AT_ONCE_LIMIT:.0f})\n")


def _say(sessions: int, servers: int, crowd: Crowd) -> None:
    rate, p95 = len(crowd.took) / SECONDS, quantiles(crowd.took, n=20)[-1]
    busy = ", ".join(f"{share:.0%}" for share in crowd.busy)
    sys.stdout.write(
        f"{sessions} sesi, {servers} proses: {rate:.1f} jawaban per detik, median {median(crowd.took):.3f} s, p95 "
        f"{p95:.2f} s (batas {_LIMIT:.0f}); {crowd.memory:.2f} MB setiap sesi (batas {_SESSION_LIMIT:.0f}); "
        f"prosesor {busy} dari satu inti\n"
    )
