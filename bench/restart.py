"""Right after a start twenty readers open Ringkasan at once: against a plain Streamlit page of the same content
(plain_page.py), each just started, in turn, in one run. The server warms as it does at a city's."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from pathlib import Path

from bench.quarter_change import start_plain
from bench.readers import look, open_stream, start_server

_SESSIONS, _ROUNDS = 20, 3
_WARMING = {"KOPERASI_PEMANASAN": "ya"}


def measure_all(folder: Path) -> None:
    """Print p95 of both and their ratio, which is to be 1 at most."""
    ours: list[float] = []
    plain: list[float] = []
    for _ in range(_ROUNDS):
        with start_server(folder, more=_WARMING) as (address, _):
            ours += asyncio.run(_open_at_once(address))
        with start_plain(folder) as address:
            plain += asyncio.run(_open_at_once(address))
    now, beside = (statistics.quantiles(times, n=20)[-1] for times in (ours, plain))
    sys.stdout.write(
        f"sesudah mulai, {_SESSIONS} sesi sekaligus: p95 {now:.2f} s, halaman polos {beside:.2f} s: "
        f"{now / beside:.2f} × (batas 1)\n"
    )


async def _open_at_once(address: str) -> list[float]:
    """Seconds until each has its page."""

    async def read() -> float:
        begin = time.monotonic()
        async with open_stream(address) as stream:
            await look(stream, "", "")
        return time.monotonic() - begin

    return list(await asyncio.gather(*(read() for _ in range(_SESSIONS))))
