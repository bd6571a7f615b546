"""Fill Kamus dinas in advance, or from another city's file: a publication of its own that changes no row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from etl.acuan import Reference, load_reference
from etl.match import answers
from etl.match.vocabulary import say_label
from etl.model import Answer
from etl.publish.next_version import make_next_version
from etl.publish.ready import make_ready
from etl.store.records import Record
from etl.store.versions import Store

FILLING = "isi kamus"
_NAMED = 3  # entries that the ledger names


class Plan(NamedTuple):
    """What of some entries is new, what is known already, and what is in force with another meaning, as sentences."""

    new: list[Answer]
    known: list[Answer]
    different: list[str]


def plan_entries(store: Store, entries: Sequence[Answer]) -> Plan:
    """What adding entries would do. One that is in force with another meaning stays: it has to be withdrawn first."""
    current = store.find_current()
    remembered = [] if current is None else answers.read(store.open_version(current))
    in_force = {r.kunci: r.nilai for r in remembered if r.dicabut_waktu is None}
    unlike = [e for e in entries if in_force.get(e.kunci, e.nilai) != e.nilai]
    different = [f"“{e.isi}” di sini berarti {say_label(e.kunci, in_force[e.kunci])}, bukan {e.label}" for e in unlike]
    new = {e.kunci: e for e in entries if e.kunci not in in_force}
    return Plan(list(new.values()), [e for e in entries if in_force.get(e.kunci) == e.nilai], different)


def fill_vocabulary(
    entries: Sequence[Answer],
    by: str,
    reason: str = "",
    store: Store | None = None,
    reference: Reference | None = None,
    time: dt.datetime | None = None,
    address: str | None = "",
) -> int | None:
    """Publish the entries that are new; the number of the version, None where there is none. `address`: see
    make_next_version. Raises StoreBusy or StoreDamaged."""
    store, reference = store or Store(), reference or load_reference()
    with store.lock():
        make_ready(store)
        plan = plan_entries(store, entries)
        if not plan.new:
            return None
        return make_next_version(store, reference, _make_record(plan.new, by, reason), time, address)


def _make_record(new: list[Answer], by: str, reason: str) -> Record:
    named = "; ".join(f"“{e.isi}” = {e.label}" for e in new[:_NAMED])
    more = f" dan {len(new) - _NAMED} lagi" if len(new) > _NAMED else ""
    remark = f"{named}{more}" + (f": {reason}" if reason else "")
    kept = answers.make_record(new)
    return {"tindakan": FILLING, "oleh": by, "keterangan": remark, "alasan": reason, "jawaban": kept}
