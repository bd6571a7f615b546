"""Original workbooks that are older than the setting allows are removed; what is published stays provable.

They hold names of participants, which are to be erased when they are no longer needed or their retention is over
(UU 27/2022 on personal data, pasal 43 and 44). Without them the archive can no longer be replayed from its first
workbook: from then on a replay starts from the file of one version, the base, which is kept and whose hash its record
vouches for. A clock that jumps makes nothing old: years count as far as something happened in them (clock.py).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from etl.acuan import Reference
from etl.clock import count_back
from etl.store.records import Record
from etl.store.versions import Store

Signs = Callable[[], Iterable[dt.datetime]]  # moments at which something was done, beside the publications


def expire_workbooks(store: Store, reference: Reference, now: dt.datetime, signs: Signs) -> list[int]:
    """Remove the workbooks that are too old; numbers of their publications. The caller holds the lock.

    `now`: what the clock says, without a zone, as `signs`. What goes is declared beside its record first, so that
    `verify` can tell it from a loss. A workbook that a younger publication names as well stays. Does nothing where no
    version's file can serve as the base.
    """
    years = _read_years(reference)
    current = store.find_current()
    if not years or current is None:
        return []
    records, problems = store.records.read_all(current)
    limit = _find_limit(records, now, years, signs)
    young = [c for c in records if _read_time(c) >= limit]
    last = min((c["nomor"] for c in young), default=current) - 1
    base = 0 if problems or not last else _find_base(store, last, current)
    in_use = {c.get("berkas") for c in records[last:]}
    due = [c for c in records[: last if base else 0] if "berkas" in c and c["berkas"] not in in_use]
    due = [c for c in due if store.workbooks.hash(c) is not None]
    for c in due:
        store.records.declare_expired(c["nomor"], base, years, now.astimezone())
    for c in due:
        store.remove_workbook(c)
    return [c["nomor"] for c in due]


def list_held(store: Store, reference: Reference, now: dt.datetime, signs: Signs) -> list[int]:
    """Numbers of publications that are too old by their date, but whose workbooks stay because the clock jumped."""
    years = _read_years(reference)
    old = [c for c in store.records.read_all()[0] if years and _read_time(c) < _years_before(now, years)]
    old = [c for c in old if "berkas" in c and store.workbooks.hash(c) is not None]
    if not old:
        return []
    limit = _find_limit(store.records.read_all()[0], now, years, signs)
    return [c["nomor"] for c in old if _read_time(c) >= limit]


def say_held(numbers: list[int]) -> str:
    """What `list_held` found, in a sentence."""
    return (
        f"Buku kerja terbitan {', '.join(map(str, numbers))} disimpan, walau menurut jam sudah lewat masa simpannya "
        "(setelan simpan_buku_kerja_tahun): masa lebih dari 100 hari tanpa kejadian apa pun dihitung 100 hari, karena "
        "jam mungkin melompat."
    )


def _read_years(reference: Reference) -> int:
    return int(reference.settings["terbitan"].get("simpan_buku_kerja_tahun", 0))


def _read_time(record: Record) -> dt.datetime:
    return dt.datetime.fromisoformat(record["waktu"])


def _find_limit(records: list[Record], now: dt.datetime, years: int, signs: Signs) -> dt.datetime:
    """What is dated before it is too old."""
    limit = _years_before(now, years)
    if all(_read_time(c) >= limit for c in records):  # reading all signs takes time
        return limit
    return count_back([*map(_read_time, records), *signs()], now, now - limit)


def _years_before(now: dt.datetime, years: int) -> dt.datetime:
    try:
        return now.replace(year=now.year - years)
    except ValueError:  # 29 February
        return now.replace(year=now.year - years, day=28)


def _find_base(store: Store, last: int, current: int) -> int:
    """The version to replay from once the workbooks up to `last` are gone: the earlier base where it is late enough,
    else the oldest whose file is whole, before the current one; 0 = none."""
    return next((n for n in range(max(last, store.records.base()), current) if _can_replay_from(store, n)), 0)


def _can_replay_from(store: Store, number: int) -> bool:
    return all(store.is_recorded(n) for n in store.records.reached_back(number))
