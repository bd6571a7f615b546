"""What each area of government has published, read from its store alone: for the page that lists them all. One that is
damaged says so, and takes nothing from the others."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import duckdb

from etl import periode as quarters
from etl.match import answers
from etl.match.questions import RememberedAnswer
from etl.rules import COUNTED_QUARTERS
from etl.store.faults import StoreDamaged
from etl.store.invented import is_sample
from etl.store.versions import Store
from etl.tenants.declared import Tenant


@dataclass(frozen=True)
class News:
    """name: what it is called; quarter: the newest whose cooperatives are counted, "" = none; published: when that
    version was made, None = nothing is published; is_sample: all of it is invented; is_damaged: what it has cannot be
    read, or not all of it."""

    tenant: Tenant
    name: str
    quarter: str = ""
    published: dt.datetime | None = None
    is_sample: bool = False
    is_damaged: bool = False


class NewsReader:
    """Looks at the pointer of each store; a version is opened once."""

    def __init__(self) -> None:
        self._known: dict[Tenant, tuple[str, News]] = {}

    def read(self, tenant: Tenant) -> News:
        """What one has published; never raises."""
        news = News(tenant, find_name(tenant))
        try:
            number, damage = Store(tenant.state).find_newest_whole()
            if number is None:
                return replace(news, is_damaged=bool(damage))
            return replace(self._read_version(news, number), is_damaged=bool(damage))
        except (StoreDamaged, OSError, LookupError, TypeError, ValueError, duckdb.Error):
            return replace(news, is_damaged=True)

    def _read_version(self, news: News, number: int) -> News:
        store = Store(news.tenant.state)
        which = store.identify(number)
        known, read = self._known.get(news.tenant, ("", news))
        if known == which and read.name == news.name:
            return read
        made = dt.datetime.fromisoformat(store.records.read_raw(number)["waktu"])
        read = replace(news, quarter=_read_quarter(store, number), published=made, is_sample=is_sample(store, number))
        self._known[news.tenant] = which, read
        return read


def _read_quarter(store: Store, number: int) -> str:
    rows = store.open_version(number).execute(COUNTED_QUARTERS).fetchall()
    return str(rows[-1][0]) if rows else ""


def find_name(tenant: Tenant) -> str:
    """As the operator declares it, else as its settings do, else its address."""
    return tenant.name or tenant.read_setting("wilayah", "nama") or tenant.address


def count_late(news: News, today: dt.date, days: int) -> int:
    """How many quarters after the newest one ended more than so many days ago; 0 where no quarter is published."""
    return quarters.count_late(news.quarter, today, days)


def list_answers(tenant: Tenant) -> list[RememberedAnswer]:
    """The answers that staff of one gave, as its newest whole version holds them. Raises what reading it raises."""
    store = Store(tenant.state)
    number, _ = store.find_newest_whole()
    return [] if number is None else answers.read(store.open_version(number))
