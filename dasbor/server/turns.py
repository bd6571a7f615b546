"""Work that is done a few at a time, in threads of its own: the event loop never waits, nobody waits behind a crowd.

Each caller has a line of its own, and the lines are served in turn: somebody who sends hundreds of attempts holds up
himself. When too many wait, the next one is told so at once.
"""

from __future__ import annotations

import asyncio
import os
import sys
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_NICE = 10  # readers' pages go before passwords


class Full(Exception):
    """Too many wait already."""


class Turns:
    """`running` at a time; at most `per_caller` of one caller and `waiting` in all wait."""

    def __init__(self, running: int, per_caller: int, waiting: int) -> None:
        self.per_caller = per_caller
        self.waiting = waiting
        self._free = running
        self._lines: OrderedDict[str, deque[asyncio.Future[None]]] = OrderedDict()
        self._pool = ThreadPoolExecutor(max(1, running), thread_name_prefix="giliran", initializer=_step_back)

    async def run(self, caller: str, work: Callable[[], T], first: bool = False) -> T:
        """Do the work when it is the caller's turn; with `first` before all others, however many wait. Raises Full."""
        if self._free:
            self._free -= 1
        else:
            await self._wait(caller, first)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._next()

    async def _wait(self, caller: str, first: bool) -> None:
        line = self._lines.get(caller, deque())
        if len(line) >= self.per_caller or (not first and self._length() >= self.waiting):
            raise Full
        turn = asyncio.get_running_loop().create_future()
        line.append(turn)
        self._lines[caller] = line
        if first:
            self._lines.move_to_end(caller, last=False)
        try:
            await turn
        except asyncio.CancelledError:
            if not turn.cancelled():  # called up in the same moment
                self._next()
            raise

    def _length(self) -> int:
        return sum(map(len, self._lines.values()))

    def _next(self) -> None:
        while self._lines:
            caller, line = self._lines.popitem(last=False)
            turn = line.popleft()
            if line:
                self._lines[caller] = line
            if not turn.done():
                turn.set_result(None)
                return
        self._free += 1


def _step_back() -> None:
    """Linux gives each thread a priority of its own."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
