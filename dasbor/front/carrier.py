"""Data packages carried from each area of government to those that see all: made by a process of the one, put down by
the door, taken by a process of the other. No process reads another one's folder."""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from dasbor.addresses import DOOR_SETTING
from dasbor.front import errand
from dasbor.front.book import Book
from dasbor.front.fence import Ground
from dasbor.front.ground import find_ground
from dasbor.front.residents import find_prefix
from etl.neighbours.package_file import LARGEST
from etl.operator_settings import FILE
from etl.store.faults import StoreDamaged, say_cause
from etl.store.files import make_folder
from etl.store.versions import Store
from etl.tenants import parcels
from etl.tenants.chosen import enter
from etl.tenants.declared import Roll, Tenant
from etl.tenants.examine import find_code

_ROUND, _AGAIN, _PATIENCE = 10.0, 300.0, 120.0  # seconds: between rounds, after a failure, for one errand
_log = logging.getLogger(__name__)


class Carrier:
    """`folder`: where each errand has a place of its own; `context`: what processes are forked from."""

    def __init__(self, book: Book, folder: Path, context: Any) -> None:
        self._book = book
        self._folder = folder
        self._context = context
        self._failed: dict[str, tuple[str, float]] = {}  # what could not be done for whom, and when
        self._taken: dict[str, str] = {}  # what lay there when it was last taken

    async def carry(self) -> None:
        """As long as the door is open."""
        while True:
            await asyncio.sleep(_ROUND)
            try:
                await asyncio.to_thread(self.go_round)
            except (OSError, ValueError):
                _log.exception("paket antarpemda")

    def go_round(self) -> None:
        """What was published since the last round is fetched, put down and taken. Costs a look at a few files where
        nothing was, and nothing where nobody sees all."""
        roll = self._book.read()
        seers = [t for t in roll.tenants if t.sees_all]
        _clear(roll, everything=not seers)
        if not seers:
            return
        for tenant in roll.tenants:
            if not (tenant.is_closed or seers == [tenant]):
                self._fetch(roll, tenant)
        for tenant in seers:
            if not tenant.is_closed:
                self._hand_over(roll, tenant)

    # ── from one ──

    def _fetch(self, roll: Roll, tenant: Tenant) -> None:
        code, state = find_code(tenant), _look_at(tenant)
        lies = {p.address: (p.code, p.state) for p in parcels.list_parcels(parcels.find_room(roll))}
        if lies.get(tenant.address) == (code, state) or not self._is_due(tenant.address, state):
            return
        with self._prepare(roll, tenant) as (environment, ground, own):
            target = own / "paket.zip"
            if not self._run(errand.make_parcel, environment, ground, str(target), tenant.hands_out):
                self._note_failure(tenant.address, state, "paketnya tidak dapat dibuat")
                return
            content = _read_plain(target) if parcels.is_code(code) else None
        self._failed[tenant.address] = state, float("inf") if content is None else 0.0
        try:
            parcels.put_parcel(roll, tenant.address, code, state, content)
        except OSError as error:
            self._note_failure(tenant.address, state, f"paketnya tidak dapat disimpan ({say_cause(error)})")

    def _is_due(self, whose: str, state: str) -> bool:
        """Not where the same failed a moment ago, or had nothing to hand out."""
        tried, when = self._failed.get(whose, ("", 0.0))
        return tried != state or time.monotonic() - when > _AGAIN

    def _note_failure(self, whose: str, state: str, what: str) -> None:
        self._failed[whose] = state, time.monotonic()
        _log.error("%s: %s; dicoba lagi kemudian", whose, what)

    # ── to the other ──

    def _hand_over(self, roll: Roll, tenant: Tenant) -> None:
        room = parcels.find_room(roll)
        state = parcels.name_state([p.path.name for p in parcels.list_parcels(room)])
        if self._taken.get(tenant.address) == state or not self._is_due(f"{tenant.address} (menerima)", state):
            return
        with self._prepare(roll, tenant, room) as (environment, ground, _):
            if self._run(errand.take_parcels, environment, ground, str(room), f"{find_prefix()}/"):
                self._taken[tenant.address] = state
            else:
                self._note_failure(f"{tenant.address} (menerima)", state, "paket pemda lain tidak dapat diterima")

    # ── processes ──

    @contextmanager
    def _prepare(
        self, roll: Roll, tenant: Tenant, readable: Path | None = None
    ) -> Iterator[tuple[dict[str, str], Ground | None, Path]]:
        """Environment, fence and place of an errand."""
        own, environment = self._folder / f"tugas-{tenant.address}", dict(os.environ)
        shutil.rmtree(own, ignore_errors=True)
        own.mkdir(mode=0o700)
        make_folder(tenant.state)
        enter(environment, roll, tenant)
        environment |= {"TMPDIR": str(own), DOOR_SETTING: f"{find_prefix()}/"}
        ground = find_ground(roll, tenant, own, environment) if roll.is_fenced else None
        if ground and readable:
            ground = replace(ground, readable=(*ground.readable, readable))
        try:
            yield environment, ground, own
        finally:
            shutil.rmtree(own, ignore_errors=True)

    def _run(self, what: Callable[..., None], *words: object) -> bool:
        """Whether it was done."""
        process = self._context.Process(target=what, args=words, name="koperasi paket")
        process.start()
        process.join(_PATIENCE)
        if process.is_alive():
            process.kill()
            process.join()
        return bool(process.exitcode == 0)


def _look_at(tenant: Tenant) -> str:
    """A word for all that its package follows from: what is published, its settings, what the operator says of it."""
    version = ""
    with suppress(StoreDamaged, OSError, KeyError, ValueError, duckdb.Error):
        store = Store(tenant.state)
        number = store.find_current()
        version = "" if number is None else f"{store.identify(number)}{store.records.read_counting(number)}"
    written = 0
    with suppress(OSError):
        written = (tenant.reference / FILE).stat().st_mtime_ns
    return parcels.name_state(version, written, tenant.hands_out)


def _read_plain(path: Path) -> bytes | None:
    """What a process wrote there itself: no way to a file of somebody else's. None where it wrote nothing."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError:
        return None
    with os.fdopen(handle, "rb") as f:
        seen = os.fstat(handle)
        if not stat.S_ISREG(seen.st_mode) or seen.st_nlink != 1 or seen.st_size > LARGEST:
            return None
        return f.read(LARGEST)


def _clear(roll: Roll, everything: bool) -> None:
    """Nothing lies there of who is not in pemda.toml any more; nothing at all where nobody sees all."""
    for parcel in parcels.list_parcels(parcels.find_room(roll)):
        if everything or roll.find(parcel.address) is None:
            with suppress(FileNotFoundError):
                parcel.path.unlink()
