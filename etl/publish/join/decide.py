"""Two cooperatives are one, that one is two, or that such a decision goes: a version of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import duckdb

from etl import personal
from etl.acuan import Reference, load_reference
from etl.publish.join.plan import Plan
from etl.publish.join.words import say_plan, say_remark
from etl.publish.next_version import make_next_version
from etl.publish.ready import make_ready, refuse_moved
from etl.store.records import Record
from etl.store.versions import Store

Planner = Callable[[duckdb.DuckDBPyConnection], Plan]


def publish_decision(
    planner: Planner,
    by: str,
    reason: str,
    seen: int | None = None,
    store: Store | None = None,
    reference: Reference | None = None,
    time: dt.datetime | None = None,
    address: str | None = "",
) -> int:
    """Publish what a planner (plan.py) plans for the current version; the number of the new one.

    `seen`: the version that was looked at. `address`: see make_next_version. Raises ValueError with a sentence (no
    reason, not allowed), VersionMoved, StoreBusy or StoreDamaged.
    """
    store, reference = store or Store(), reference or load_reference()
    if not reason.strip():
        raise ValueError("Tulis alasannya: dari mana diketahui bahwa ini satu, atau dua, koperasi?")
    with store.lock():
        make_ready(store)
        if seen is not None:
            refuse_moved(store, seen)
        record = _make_record(read_plan(store, planner), by, reason.strip())
        return make_next_version(store, reference, record, time, address)


def read_plan(store: Store, planner: Planner) -> Plan:
    """What would be done to the current version. Raises ValueError with a sentence."""
    current = store.find_current()
    if current is None:
        raise ValueError("Belum ada terbitan")
    return planner(store.open_version(current))


def _make_record(plan: Plan, by: str, reason: str) -> Record:
    return {
        "tindakan": plan.action,
        "oleh": by,
        "keterangan": f"{say_remark(plan)}: {reason}",
        "alasan": reason,
        "putusan": plan.said,
        "perubahan_kata": personal.mask(" ".join(say_plan(plan))),
    }
