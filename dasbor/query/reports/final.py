"""Whether the figures of a quarter are final: staff said so, and they are still the same. It stands in the audit, which
nothing changes; as soon as any figure of the quarter moves, it is provisional again until somebody says so anew."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query.ask import ask
from etl.audit import log
from etl.store.versions import Store

PROVISIONAL, FINAL = "sementara", "final"
SAID_FINAL, SAID_PROVISIONAL = "data_final", "data_sementara"  # events of the audit
_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")  # digits of a hash may look like a telephone number


@dataclass(frozen=True)
class Finality:
    """status: PROVISIONAL | FINAL; by, time: who said so last and when, "" and None = nobody; moved: it was said to be
    final, and figures changed since."""

    status: str
    by: str = ""
    time: dt.datetime | None = None
    moved: bool = False


def find_finality(p: Choice) -> Finality:
    """Of the quarter of a choice in its version."""
    said = [e for e in log.read_entries(Store().folder) if _speaks_of(e, p.periode)]
    if not said:
        return Finality(PROVISIONAL)
    last = said[-1]
    if last.event != SAID_FINAL:
        return Finality(PROVISIONAL, last.by, last.time)
    same = last.facts.get("sidik") == read_fingerprint(p)
    return Finality(FINAL if same else PROVISIONAL, last.by, last.time, moved=not same)


def find_status(p: Choice) -> str:
    """ "sementara" | "final"."""
    return find_finality(p).status


def say_final(p: Choice, by: str, address: str, final: bool) -> None:
    """Write it down. Raises StoreDamaged, StoreBusy."""
    event = SAID_FINAL if final else SAID_PROVISIONAL
    facts = {"triwulan": p.periode, "versi": p.version, "sidik": read_fingerprint(p) if final else ""}
    log.append(event, by, address, Store().folder, **facts)


@keep.per_version(most=100)
def read_fingerprint(p: Choice) -> str:
    """One word for all figures of the quarter, whatever area is chosen."""
    found = ask(p, "sidik_triwulan")["sidik"].iloc[0]
    return str(found or "").translate(_LETTERS)


def _speaks_of(entry: log.Entry, periode: str) -> bool:
    return entry.event in (SAID_FINAL, SAID_PROVISIONAL) and entry.facts.get("triwulan") == periode
