"""Builds the pages of every quarter in the background, so that no reader need wait for them.

Runs in the server only. Each new version is warmed once, at the start and after a publication; between two pages the
readers go first.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial

from dasbor import keep
from dasbor.answers import whom
from dasbor.blocks import what_if
from dasbor.choice import Choice
from dasbor.content import ringkasan
from dasbor.query import cooperatives, health, mentoring, published, quality
from dasbor.query.whom import priorities, warning
from dasbor.server.outside import briefs, meeting
from dasbor.ui import reader
from dasbor.ui.kept import pages
from dasbor.ui.kept.view import Pairs, View
from dasbor.ui.menu import PAGES
from etl.accounts.serving import read_serving
from etl.prove.counted import prove_counting
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_PAUSE, _FIRST_WAIT, _LOOK_AGAIN = 0.1, 10, 20  # seconds
_YOUNG, _RARELY = 10_000, 100  # objects before a collection, collections of the middle generation before a full one


@contextmanager
def keep_warm() -> Iterator[None]:
    """Warm as long as the server lives; where the operator's settings say no, only look after its memory."""
    spare_program()
    berhenti = threading.Event()
    work, name = (_watch, "pemanas") if read_serving().warms else (_collect, "memori")
    threading.Thread(target=work, args=(berhenti,), name=name, daemon=True).start()
    try:
        yield
    finally:
        berhenti.set()


def _watch(berhenti: threading.Event) -> None:
    _warm_first()
    _prove_counting()
    gc.collect()
    gc.freeze()  # the program itself: readers who come before all is warm do not pay for looking at it
    done_already, tunggu = None, _FIRST_WAIT
    while not berhenti.wait(tunggu):
        tunggu = _LOOK_AGAIN
        try:
            version = published.find_current_version()
        except StoreDamaged:  # the pages tell the reader; nothing to warm
            continue
        if version is not None and version != done_already:
            done_already = version
            warm_version(version, berhenti)
            settle_memory()
        else:
            gc.collect()  # now and then by ourselves, not in the middle of somebody's page


def _collect(berhenti: threading.Event) -> None:
    """Open what is published, which the first visitor would wait for. Then collect now and then by ourselves, not in
    the middle of somebody's page."""
    with suppress(StoreDamaged):
        reader.parse_choice({})
    _prove_counting()
    while not berhenti.wait(_LOOK_AGAIN):
        gc.collect()


def _prove_counting() -> None:
    """After an update: which figures of the current version are counted as this release does. What was said of them
    until then is forgotten."""
    if prove_counting(Store()):
        keep.forget()
        pages.forget()


def spare_program() -> None:
    """The program itself, half a million objects, is loaded by now and stays: no collection looks at it any more, which
    took 110 ms of whichever page it met; and full ones are left to the watch."""
    gc.freeze()
    gc.set_threshold(_YOUNG, gc.get_threshold()[1], _RARELY)


def _warm_first() -> None:
    """The brief of the whole city goes before all pages: it is offered to whoever gets none of them for now. Then the
    slides, which a room full of people waits for."""
    with suppress(StoreDamaged):
        p = reader.parse_choice({})
        if p is not None:
            briefs.warm_one(p)
            meeting.warm(p)


def warm_version(version: int, berhenti: threading.Event) -> int:
    """Build the pages of the whole city, the latest quarter first, as far as they are kept; returns how many quarters
    were finished."""
    quarters = published.list_quarters(Choice(version))["periode"].tolist()
    for done, periode in enumerate(reversed(quarters)):
        p = reader.parse_choice({"triwulan": periode})
        if p is None or p.version != version or not pages.has_room(p):
            return done  # published meanwhile, or the oldest would push out the latest
        for build in (*(_ONCE if not done else ()), *_list_pages(p, is_latest=not done)):
            if berhenti.wait(_PAUSE):
                return done
            build(p)
    return len(quarters)


def _list_pages(p: Choice, is_latest: bool) -> list[Callable[[Choice], object]]:
    """How each public page is built for a quarter; for the latest also as an address without a quarter asks for it."""
    number, damage = Store().find_newest_whole()
    asked: list[Pairs] = [*([()] if is_latest else []), (("triwulan", p.periode),)]
    return [partial(_build, View(h.address, number, damage, url)) for url in asked for h in PAGES if not h.is_staff]


def _build(view: View, p: Choice) -> None:
    """A page that breaks is told to whoever opens it."""
    with suppress(pages.Broken):
        pages.find(view, p)


def settle_memory() -> None:
    """Take what is kept by now out of the garbage collector's sight: full collections walked all of it, 50 to 200 ms
    each time while somebody waited for a page."""
    gc.unfreeze()  # what an earlier version left
    gc.collect()
    spare_program()


# alike for every quarter: in a province of 200,000 cooperatives seconds each
_ONCE: tuple[Callable[[Choice], object], ...] = (
    briefs.warm,
    meeting.warm,
    lambda p: mentoring.read_cohorts(p, "pendampingan"),
    lambda p: what_if.draw_trend(p, what_if.read_official_years(p)),
    health.read_reports,
    lambda p: cooperatives.warm_names(p),
    lambda p: quality.read_completeness(p, "koperasi"),
    lambda p: priorities.read_proposed_since(p),
    warning.list_scores,
    lambda p: whom.read_targets(p, ringkasan.MAX_TO_CALL),  # of the newest quarter
)
