"""Who lives here: one process for each area of government, started when somebody asks for its pages, watched while it
runs, ended when nobody has looked for a while. Processes are forked from one that holds the libraries."""

from __future__ import annotations

import asyncio
import itertools
import logging
import multiprocessing
import os
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import duckdb

from dasbor.addresses import DOOR_SETTING
from dasbor.front import resident
from dasbor.front.book import Book
from dasbor.front.carrier import Carrier
from dasbor.front.ground import find_ground
from dasbor.front.preload import QUIET
from dasbor.front.residents import Resident, connect, find_prefix, is_alive
from etl.store.faults import StoreDamaged, say_cause
from etl.store.files import make_folder
from etl.store.lake.address import FILES, read_setting
from etl.store.versions import Store
from etl.tenants.chosen import enter
from etl.tenants.declared import Roll, Tenant
from etl.tenants.offers import find_room, withdraw_offers, write_offer

_PATIENCE, _LOOK = 40.0, 0.05  # seconds until it answers; between two looks whether it does
_OPENING = 10.0  # seconds after which a visitor is told that it has not begun yet; it goes on beginning
_WATCH, _SILENT, _MISSED = 10.0, 5.0, 3  # a look at each, how long it may take, how many may fail
_ENDING = 15.0  # seconds until one that was told to end is killed
_BACK_OFF = (0, 0, 5, 30, 120)  # seconds before the next start after so many that failed
_log = logging.getLogger(__name__)


class NotOpen(Exception):
    """Why nothing can be shown of one now: "tutup", "rusak", "penuh" or "lambat"."""


class House:
    """`folder`: where the sockets lie; only the owner enters it."""

    def __init__(self, book: Book, folder: Path) -> None:
        self.book = book
        self.folder = folder
        self.residents: dict[str, Resident] = {}
        self._failed: dict[str, tuple[int, float]] = {}  # starts that failed, and when the last did
        self._locks: dict[str, asyncio.Lock] = {}
        self._leaving: dict[str, asyncio.Future[None]] = {}
        self._numbers = itertools.count(1)
        self._follows_catalog = read_setting() != FILES
        self._shared: dict[str, tuple[Tenant, str]] = {}  # by address: whose words of which version were shared last
        self._making_room = asyncio.Lock()
        os.environ.update(QUIET)
        self._context: Any = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["dasbor.front.preload"])
        forkserver.ensure_running()  # it loads the libraries while nobody waits for them
        self.carrier = Carrier(book, folder, self._context)

    # ── for who asks ──

    @asynccontextmanager
    async def visit(self, tenant: Tenant) -> AsyncIterator[Resident]:
        """Its process, as long as one request or one open page lasts. Raises NotOpen."""
        one = await self._find(tenant)
        one.uses += 1
        try:
            yield one
        finally:
            one.uses -= 1
            one.used = time.monotonic()

    def say_state(self, tenant: Tenant) -> str:
        """ "tutup", "rusak", "berjalan" or "tidur"."""
        if tenant.is_closed:
            return "tutup"
        one = self.residents.get(tenant.address)
        if one is not None and one.is_ready and one.process.is_alive():
            return "rusak" if one.missed else "berjalan"
        return "rusak" if tenant.address in self._failed else "tidur"

    async def _find(self, tenant: Tenant) -> Resident:
        if tenant.is_closed:
            raise NotOpen("tutup")
        one = self.residents.get(tenant.address)
        if one is not None and one.is_ready and one.process.is_alive():
            return one
        beginning = asyncio.ensure_future(self._begin(tenant))
        beginning.add_done_callback(lambda done: done.cancelled() or done.exception())  # told to who still waits
        try:
            return await asyncio.wait_for(asyncio.shield(beginning), _OPENING)
        except TimeoutError as error:
            raise NotOpen("lambat") from error

    async def _begin(self, tenant: Tenant) -> Resident:
        """One after the other: who comes second finds what the first has begun."""
        async with self._locks.setdefault(tenant.address, asyncio.Lock()):
            one = self.residents.get(tenant.address)
            if one is not None and one.process.is_alive():
                return one
            return await self._start(tenant)

    # ── begin and end ──

    async def _start(self, tenant: Tenant) -> Resident:
        failures, last = self._failed.get(tenant.address, (0, 0.0))
        if time.monotonic() - last < _BACK_OFF[min(failures, len(_BACK_OFF) - 1)]:
            raise NotOpen("rusak")
        if tenant.address in self._leaving:
            await self._leaving[tenant.address]
        async with self._making_room:
            await self._make_room(self.book.read())
            try:
                one = await asyncio.to_thread(self._fork, tenant)
            except OSError as error:  # its folder cannot be made or opened, the disk is full
                _log.error("%s tidak dapat dimulai: %s", tenant.address, say_cause(error))
                self._failed[tenant.address] = failures + 1, time.monotonic()
                raise NotOpen("rusak") from error
            self.residents[tenant.address] = one
        if not await self._becomes_ready(one):
            self._failed[tenant.address] = failures + 1, time.monotonic()
            await self._end(one)
            raise NotOpen("rusak")
        self._failed.pop(tenant.address, None)
        one.is_ready, one.used = True, time.monotonic()
        return one

    def _fork(self, tenant: Tenant) -> Resident:
        own, roll, environment = self.folder / str(next(self._numbers)), self.book.read(), dict(os.environ)
        own.mkdir(mode=0o700)
        socket = own / "pintu"
        enter(environment, roll, tenant)
        environment |= {"TMPDIR": str(own), DOOR_SETTING: f"{find_prefix()}/"}
        for place in (tenant.state, *([find_room(roll)] if tenant.shares else [])):
            make_folder(place)
        ground = find_ground(roll, tenant, own, environment) if roll.is_fenced else None
        name = f"koperasi {tenant.address}"
        process = self._context.Process(target=resident.live, args=(environment, str(socket), ground), name=name)
        process.start()
        return Resident(tenant, process, socket, connect(socket))

    async def _becomes_ready(self, one: Resident) -> bool:
        until = time.monotonic() + _PATIENCE
        while one.process.is_alive() and time.monotonic() < until:
            if one.socket.exists() and await is_alive(one, _SILENT):
                return True
            await asyncio.sleep(_LOOK)
        return False

    async def _make_room(self, roll: Roll) -> None:
        """Where only so many may run, the one that has been unused longest leaves. Raises NotOpen."""
        running = [r for r in self.residents.values() if r.process.is_alive()]
        if not roll.most or len(running) < roll.most:
            return
        unused = sorted((r for r in running if r.is_ready and not r.uses), key=lambda r: r.used)
        if not unused:
            raise NotOpen("penuh")
        await self._end(unused[0])

    async def _end(self, one: Resident) -> None:
        """Nobody is led to it from now on; the next one on its folder waits until it is gone."""
        address = one.tenant.address
        if self.residents.get(address) is one:
            del self.residents[address]
        self._leaving[address] = gone = asyncio.get_running_loop().create_future()
        try:
            await self._take_leave(one)
        finally:
            gone.set_result(None)
            if self._leaving.get(address) is gone:
                del self._leaving[address]

    async def _take_leave(self, one: Resident) -> None:
        one.process.terminate()
        await asyncio.to_thread(one.process.join, _ENDING)
        if one.process.is_alive():
            one.process.kill()
            await asyncio.to_thread(one.process.join)
        with suppress(Exception):
            await one.client.aclose()
        shutil.rmtree(one.socket.parent, ignore_errors=True)

    async def end_all(self) -> None:
        """All of them, at once."""
        await asyncio.gather(*(self._end(one) for one in list(self.residents.values())))

    # ── watch ──

    async def watch(self) -> None:
        """As long as the door is open."""
        while True:
            await asyncio.sleep(_WATCH)
            try:
                await self.look_around()
            except Exception:  # noqa: BLE001 - a watch that ended would leave all of them alone for good
                _log.exception("penjaga pemda")

    async def look_around(self) -> None:
        """End those that nobody uses, that the operator shut or took out, and those that do not answer any more."""
        roll = self.book.read()
        await asyncio.to_thread(self._share_words, roll)
        if self._follows_catalog:
            await self._wake_all(roll)
        await asyncio.gather(*(self._look_at(roll, one) for one in list(self.residents.values()) if one.is_ready))

    async def _wake_all(self, roll: Roll) -> None:
        """What other servers publish is fetched by the process of each area of government."""
        for tenant in roll.tenants:
            with suppress(NotOpen):
                await self._find(tenant)

    def _may_sleep(self, roll: Roll) -> bool:
        return bool(roll.idle_minutes) and not self._follows_catalog

    def _share_words(self, roll: Roll) -> None:
        """What was learned since the last look lies where the others are offered it, and nothing of those that are no
        longer there or share no longer. One that cannot be read is left out."""
        for address in self._shared.keys() - withdraw_offers(roll):
            del self._shared[address]
        for tenant in (t for t in roll.tenants if t.shares):
            with suppress(StoreDamaged, OSError, LookupError, TypeError, ValueError, duckdb.Error):
                shared = tenant, _identify_current(tenant)
                if self._shared.get(tenant.address) != shared:
                    write_offer(roll, tenant)
                    self._shared[tenant.address] = shared

    async def _look_at(self, roll: Roll, one: Resident) -> None:
        declared = roll.find(one.tenant.address)
        unused = 0.0 if one.uses else time.monotonic() - one.used
        if not one.process.is_alive():
            _log.warning("%s berakhir sendiri (%s)", one.process.name, one.process.exitcode)
            await self._end(one)
        elif declared != one.tenant or (self._may_sleep(roll) and unused > roll.idle_minutes * 60):
            await self._end(one)
        else:
            one.missed = 0 if await is_alive(one, _SILENT) else one.missed + 1
            if one.missed >= _MISSED:
                _log.error("%s tidak menjawab; dimulai lagi", one.process.name)
                one.process.kill()
                await self._end(one)


def _identify_current(tenant: Tenant) -> str:
    """Another one where the version is another one, or the same number of a backup that was put back. Raises what
    reading its store raises."""
    store = Store(tenant.state)
    current = store.find_current()
    return "" if current is None else store.identify(current)
