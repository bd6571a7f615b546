"""Packages where several servers share a catalog: beside the archive of their area of government all servers see one
ledger with its packages. Each keeps a copy, which its pages read without waiting for anybody; who takes a package or
undoes one holds the lock of the area and writes there before here. Nothing of it where no catalog is shared.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from etl import clock
from etl.acuan import find_data_folder
from etl.neighbours import archive, ledger
from etl.neighbours.held import open_held
from etl.neighbours.ledger import Entry
from etl.neighbours.noted import chain
from etl.neighbours.noted.chain import End
from etl.store.faults import StoreBusy, StoreDamaged, say_cause
from etl.store.files import make_folder, write_atomic
from etl.store.lake.address import Address, parse_address, read_setting
from etl.store.lake.shared import told_to_both
from etl.store.lake.visit.kept import find_area, open_session

_log = logging.getLogger(__name__)
_LEDGER, _END = (
    "pemda_lain.jsonl",
    "pemda_lain.akhir",
)  # among the files of the area; the second is small, and asked for
_EVERY, _EVERY_OF_BUCKET = 4.0, 30.0  # seconds between two looks; of a bucket each costs
_PATIENCE = 10.0


@contextmanager
def hold(state: Path) -> Iterator[None]:
    """One writer on all servers; meanwhile the ledger here is the one that all see. The caller holds its own lock.
    Raises StoreBusy, StoreDamaged or OSError."""
    address = _find_address(state)
    if address is None:
        yield
        return
    with ExitStack() as visit:
        with told_to_both():
            visit.enter_context(open_session()).hold_area(_PATIENCE)
            _bring_up(state, address, is_held=True)
        yield


def put(state: Path, entry: Entry, lines: Sequence[bytes]) -> None:
    """Inside `hold`, before a line is written here: what all servers see from now on. `lines`: of the whole ledger,
    with that of `entry` as its last. Raises StoreDamaged or OSError."""
    address = _find_address(state)
    if address is not None:
        with told_to_both():
            _put(state, address, [entry], lines, entry)


def bring_up(state: Path) -> None:
    """Take over what other servers wrote. Raises StoreBusy, StoreDamaged or OSError."""
    address = _find_address(state)
    if address is None or not _is_behind(state, address):
        return
    with ledger.hold(state):
        _bring_up(state, address, is_held=False)
    if _is_behind(state, address):  # somebody is writing, or was killed at it
        with ledger.hold(state), hold(state):
            pass
    open_held(state)  # so that no page waits for it


@contextmanager
def keep_up() -> Iterator[None]:
    """Look what other servers took and undid, as long as this one lives."""
    state = find_data_folder()
    try:
        address = _find_address(state)
    except StoreDamaged:  # is said by who looks at the catalog
        address = None
    if address is None:
        yield
        return
    ended = threading.Event()
    every = _EVERY_OF_BUCKET if address.bucket else _EVERY
    at_work = threading.Thread(target=_watch, args=(state, ended, every), name="paket-bersama", daemon=True)
    at_work.start()
    try:
        yield
    finally:
        ended.set()
        at_work.join(_EVERY)


def _watch(state: Path, ended: threading.Event, every: float) -> None:
    """At first also what was taken here before there was a catalog."""
    look, fault = _begin, ""
    while not ended.is_set():
        try:
            look(state)
            look, now = bring_up, ""
        except StoreBusy:  # somebody writes
            now = fault
        except StoreDamaged as error:
            now = str(error)
        except OSError as error:
            now = f"Paket pemda lain belum disamakan dengan peladen lain: {say_cause(error)}. Dicoba lagi."
        if now and now != fault:
            _log.warning("%s", now)
        fault = now
        ended.wait(every)


def _begin(state: Path) -> None:
    if ledger.read_ledger(state).entries or ledger.read_ledger(state).problems:
        with ledger.hold(state), hold(state):
            return
    bring_up(state)


def _find_address(state: Path) -> Address | None:
    """Of the catalog that this installation shares; None where it shares none, or `state` is not its folder."""
    return parse_address(read_setting()) if state == find_data_folder() else None


def _is_behind(state: Path, address: Address) -> bool:
    """Costs a look at a small file that all see."""
    there = address.open_shelf(find_area()).find(_END)
    lines = ledger.list_lines(state)
    return there is not None and there.decode("ascii", "replace") != chain.hash_line(lines[-1] if lines else b"")


# ── one ledger beside the other; the caller holds the lock of the one here ──


def _bring_up(state: Path, address: Address, is_held: bool) -> None:
    """`is_held`: nobody writes there, so that what is missing there can be put there."""
    shelf = address.open_shelf(find_area())
    here, there = ledger.list_lines(state), _split(shelf.find(_LEDGER) or b"")
    if here == there[: len(here)] or _is_cut(here, there):
        if here != there:
            _take_over(state, address, here, there)
        if is_held and (there or shelf.find(_END) is not None):
            _put_end(address, there)
    elif there == here[: len(there)]:  # nothing there yet, or what was there was set back
        if is_held:
            entries = ledger.read_ledger(state).entries
            _put(state, address, entries, here, entries[-1] if entries else None)
    else:
        aside = ledger.find_folder(state) / f"catatan-disisihkan-{clock.read_local_time():%Y%m%d-%H%M%S}.jsonl"
        write_atomic(aside, b"".join(line + b"\n" for line in here))
        _log.warning("catatan paket pemda lain di sini bukan yang dipakai bersama; disisihkan sebagai %s", aside.name)
        _take_over(state, address, here, there)


def _is_cut(here: Sequence[bytes], there: Sequence[bytes]) -> bool:
    """A kill left half of the last line, which all see already."""
    last = len(here) - 1
    return 0 <= last < len(there) and here[:last] == there[:last] and there[last].startswith(here[last])


def _take_over(state: Path, address: Address, here: Sequence[bytes], lines: Sequence[bytes]) -> None:
    """Packages first: a line never names one that is not here. One that is gone there the doctor names."""
    shelf, known = address.open_shelf(find_area()), set(here)
    entries = [e for e in map(ledger.parse, (line for line in lines if line not in known)) if e is not None]
    for sha256 in dict.fromkeys(e.sha256 for e in entries if e.sha256):
        if archive.find_damage(state, sha256) and shelf.holds(_name(sha256), sha256):
            archive.keep(state, sha256, shelf.find(_name(sha256)) or b"")
    make_folder(ledger.find_folder(state))
    ledger.replace_lines(state, lines)
    if entries:
        last = entries[-1]
        chain.write_end(ledger.find_folder(state), End(last.nomor, chain.hash_line(lines[-1]), last.waktu))


def _put(state: Path, address: Address, entries: Sequence[Entry], lines: Sequence[bytes], last: Entry | None) -> None:
    shelf = address.open_shelf(find_area())
    for sha256 in dict.fromkeys(e.sha256 for e in entries if e.sha256):
        if not shelf.holds(_name(sha256), sha256) and not archive.find_damage(state, sha256):
            shelf.write(_name(sha256), archive.read_kept(state, sha256))
    if last is not None:  # the end first: one that no line has makes all look, a line behind it nobody would
        _put_end(address, lines)
        shelf.write(_LEDGER, b"".join(line + b"\n" for line in lines))


def _put_end(address: Address, lines: Sequence[bytes]) -> None:
    shelf, end = address.open_shelf(find_area()), chain.hash_line(lines[-1] if lines else b"").encode()
    if shelf.find(_END) != end:
        shelf.write(_END, end)


def _split(content: bytes) -> list[bytes]:
    return [line for line in content.split(b"\n") if line]


def _name(sha256: str) -> str:
    return f"pemda_lain-{sha256}.zip"
