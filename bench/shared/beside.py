"""One area publishes while ten others publish and a hundred people read its pages.

The readers sit at another server of that area, the real one, which fetches each version from the catalog. Each answer
is read: it must hold no error, and its figures and the version that it names must be of one publication.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection

from bench.city import FIRST_QUARTER
from bench.readers import open_stream, start_server, wait_until_quiet
from bench.shared.publishers import Publisher, make_area, start_publishers
from dasbor.words.language import format_date
from etl.periode import find_end, shift_quarter
from tests.store.lake.cluster import cluster, find_hindrance

OTHERS, SESSIONS, THINKING = 10, 100, 15.0
BEFORE, ROUNDS = 8, 8  # quarters published before anybody reads; and while they do
_LIMIT = 2.0  # seconds for the one
_STATE = re.compile(r"[Kk]eadaan per (\d+ \w+ \d{4}) · versi (\d+)")  # below each chart and at the page's end


class Seen(NamedTuple):
    """An answer: after how many seconds, of which days and versions its parts say they are, and whether an error stands
    in it."""

    took: float
    states: set[tuple[str, str]]
    is_error: bool

    @property
    def version(self) -> int:
        return max((int(version) for _, version in self.states), default=0)

    def is_mixed(self) -> bool:
        """The nth version brought the nth quarter; every part says so."""
        end = format_date(find_end(shift_quarter(FIRST_QUARTER, self.version - 1)))
        return self.states != {(end, str(self.version))}


def measure_all() -> None:
    """Print how long the one waits, pressing with the others and amid them, and what the readers met."""
    if hindrance := find_hindrance():
        sys.stdout.write(f"{hindrance}\n")
        return
    with cluster(durable=True) as running, tempfile.TemporaryDirectory() as folder:
        root, setting = Path(folder), running.make_catalog()
        one, *others = start_publishers(root, setting, OTHERS + 1, BEFORE + 2 * ROUNDS)
        _publish([one, *others], BEFORE)
        more = make_area(root, 0, setting, "pembaca") | {"KOPERASI_PEMANASAN": "ya"}
        state = Path(more["KOPERASI_DATA"])
        state.mkdir()
        with start_server(state, more=more) as (address, pid):
            asyncio.run(_ask_once(address))
            wait_until_quiet(pid)
            asyncio.run(_measure(address, one, others))
        for process in (one, *others):
            process.end()


def _publish(publishers: list[Publisher], quarters: int = 1) -> list[float]:
    for one in publishers:
        one.tell(quarters)
    return [seconds for one in publishers for seconds in one.read_seconds(quarters)]


async def _measure(address: str, one: Publisher, others: list[Publisher]) -> None:
    seen: list[Seen] = []
    ended = asyncio.Event()
    readers = [asyncio.create_task(_read(address, n, seen, ended)) for n in range(SESSIONS)]
    await asyncio.sleep(THINKING)
    _say_publisher("semua menekan serentak", await asyncio.to_thread(_press_together, one, others))
    _say_publisher("yang lain terbit tanpa jeda", await asyncio.to_thread(_press_amid, one, others))
    ended.set()
    await asyncio.gather(*readers)
    _say_readers(seen)


def _press_together(one: Publisher, others: list[Publisher]) -> list[float]:
    took = []
    for _ in range(ROUNDS):
        took.append(_publish([one, *others])[0])
        time.sleep(3)
    return took


def _press_amid(one: Publisher, others: list[Publisher]) -> list[float]:
    for other in others:
        other.tell(ROUNDS)
    time.sleep(2)  # they are at it
    took = [seconds for _ in range(ROUNDS) for seconds in _publish([one])]
    for other in others:
        other.read_seconds(ROUNDS)
    return took


# ── readers ──


async def _read(address: str, number: int, seen: list[Seen], ended: asyncio.Event) -> None:
    await asyncio.sleep(THINKING * number / SESSIONS)
    async with open_stream(address) as stream:
        while not ended.is_set():
            seen.append(await _ask(stream))
            await asyncio.sleep(THINKING)


async def _ask_once(address: str) -> None:
    async with open_stream(address) as stream:
        await _ask(stream)


async def _ask(stream: ClientConnection) -> Seen:
    """Ringkasan of whatever is published."""
    question = BackMsg()
    question.rerun_script.page_name = ""
    began = time.monotonic()
    await stream.send(question.SerializeToString())
    text, is_error = "", False
    async for message in _receive(stream):
        element = message.delta.new_element
        is_error = is_error or element.WhichOneof("type") == "exception"
        text += element.html.body
    return Seen(time.monotonic() - began, set(_STATE.findall(text)), is_error)


async def _receive(stream: ClientConnection) -> AsyncIterator[ForwardMsg]:
    while True:
        message = ForwardMsg.FromString(await stream.recv())  # type: ignore[arg-type]
        yield message
        ended = message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        if message.WhichOneof("type") == "script_finished" and ended:
            return


# ── what is said ──


def _say_publisher(how: str, took: list[float]) -> None:
    said = ", ".join(f"{seconds:.1f}" for seconds in took)
    sys.stdout.write(f"satu pemda terbit, {how}: median {median(took):.2f} dtk (batas {_LIMIT:.0f}); {said}\n")


def _say_readers(seen: list[Seen]) -> None:
    took = [s.took for s in seen]
    sys.stdout.write(
        f"{len(seen)} jawaban kepada {SESSIONS} pembaca: median {median(took):.3f} dtk, p95 "
        f"{quantiles(took, n=20)[-1]:.2f}; halaman galat {sum(s.is_error for s in seen)}, campuran "
        f"{sum(s.is_mixed() for s in seen)}; versi {min(s.version for s in seen)}–{max(s.version for s in seen)}\n"
    )
