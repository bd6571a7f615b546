"""Draws what takes longest on the pages for every quarter in the background, so that the first reader need not wait.

Runs in the server only. Each new version is warmed once; between two figures the readers go first.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from dasbor.answers import area_map, charts, status_charts, whom
from dasbor.blocks import what_if
from dasbor.blocks.compared import movers
from dasbor.choice import Choice
from dasbor.content import hasil, keaktifan, kesehatan, ringkasan
from dasbor.query import cooperatives, health, lists, mentoring, published, quality
from dasbor.query.whom import priorities, warning
from dasbor.server.outside import briefs
from dasbor.ui import reader
from etl.accounts.serving import read_serving
from etl.indikator import load_indicators
from etl.indikator.declare import AREA_VIEW, SUMMARY_PAGE
from etl.store.faults import StoreDamaged

_PAUSE, _FIRST_WAIT, _LOOK_AGAIN = 0.1, 10, 20  # seconds
_RARELY = 1_000  # collections of the middle generation before a full one, instead of 10


@contextmanager
def keep_warm() -> Iterator[None]:
    """Warm as long as the server lives; not at all where the operator's settings say no."""
    if not read_serving().warms:
        yield
        return
    berhenti = threading.Event()
    threading.Thread(target=_watch, args=(berhenti,), name="pemanas", daemon=True).start()
    try:
        yield
    finally:
        berhenti.set()


def _watch(berhenti: threading.Event) -> None:
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


def warm_version(version: int, berhenti: threading.Event) -> int:
    """Draw the figures of the whole city, the latest quarter first; returns how many quarters were finished."""
    done = 0
    for periode in reversed(published.list_quarters(Choice(version))["periode"].tolist()):
        p = reader.parse_choice({"triwulan": periode})
        if p is None or p.version != version:
            break  # published meanwhile
        for chart in (*(_ONCE if not done else ()), *_FIGURES):
            if berhenti.wait(_PAUSE):
                return done
            chart(p)
        done += 1
    return done


def settle_memory() -> None:
    """Take what is kept by now out of the garbage collector's sight: full collections walked all of it, 50 to 200 ms
    each time while somebody waited for a page. Then leave them to the watch."""
    gc.unfreeze()  # what an earlier version left
    gc.collect()
    gc.freeze()
    muda, middle, _ = gc.get_threshold()
    gc.set_threshold(muda, middle, _RARELY)


# alike for every quarter: in a province of 200,000 cooperatives seconds each
_ONCE: tuple[Callable[[Choice], object], ...] = (
    lambda p: mentoring.read_cohorts(p, "pendampingan"),
    lambda p: what_if.draw_trend(p, what_if.read_official_years(p)),
    health.read_reports,
    lambda p: cooperatives.warm_names(p),
    lambda p: quality.read_completeness(p, "koperasi"),
    lambda p: priorities.read_proposed_since(p),
    warning.list_scores,
    lambda p: whom.read_targets(p, ringkasan.MAX_TO_CALL),  # of the newest quarter
    briefs.warm,
)
_FIGURES: tuple[Callable[[Choice], object], ...] = (
    lambda p: area_map.make_map(p, "koperasi_aktif"),
    status_charts.make_bridge,
    status_charts.make_status_trend,
    lambda p: charts.make_rate_trend(p, "koperasi_aktif"),
    lambda p: charts.make_rates_chart(p, "koperasi_aktif"),
    lambda p: [
        charts.make_rates_chart(p, i.indikator)
        for i in load_indicators()
        if i.shown(SUMMARY_PAGE) and i.shown(AREA_VIEW)
    ],
    lists.list_unvisited,
    status_charts.say_changes,
    movers.say_movers,
    keaktifan.make_statuses_chart,
    kesehatan.make_compliance_chart,
    kesehatan.list_owing,
    hasil.make_cohorts,
)
