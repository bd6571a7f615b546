"""Look after the lake: expire, rewrite, merge, clean up; each under the lock of the whole lake, which is let go of in
between, so that a publication waits for one step at most.

Every step is one transaction of DuckLake. A kill leaves files that no snapshot names; the next care removes those that
are older than a day. Only ages by the clocks of PostgreSQL and of the shared folder count, never that of a server.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import duckdb

from etl.store.lake.address import Address
from etl.store.lake.care import holders
from etl.store.lake.connect import LAKE, index_catalog
from etl.store.lake.visit.session import READING, Session

DUE_AFTER = 100  # publications
ORPHAN_AFTER = dt.timedelta(hours=24)
# Who began to read a file before it was replaced may finish; nobody waits longer for it (session.WRITING).
REPLACED_AFTER = dt.timedelta(minutes=15)
_REWRITE_FROM = 0.3  # share of deleted rows from which a file is written anew
_STEP = 600.0  # seconds after which a step is given up
_OURSELVES = "perawatan"  # stands for an area: whose lock is held by the one that looks after the lake
_PUBLISHED = """select commit_extra_info->>'pemda', (commit_extra_info->>'nomor')::integer, max(snapshot_id)
                from ducklake_snapshots($lake) where commit_extra_info is not null group by all"""
_COUNT = """select count(*) from ducklake_snapshots($lake)
            where snapshot_id > $since and commit_extra_info is not null"""


@dataclass(frozen=True)
class Cared:
    """expired: snapshots; rewritten: tables that were written anew or merged, counted for each step; removed: files."""

    expired: int = 0
    rewritten: int = 0
    removed: int = 0


def is_due(session: Session) -> bool:
    """Whether so many publications came since the lake was last looked after. Raises StoreDamaged."""

    def work(con: duckdb.DuckDBPyConnection) -> bool:
        since = holders.find_last_care(session.open_holders())
        return int(con.execute(_COUNT, {"lake": LAKE, "since": since}).fetchall()[0][0]) >= DUE_AFTER

    return session.ask_lake(work, READING)


def maintain(address: Address, patience: float = 60) -> Cared:
    """All steps once, one server at a time. Raises StoreBusy where another one is at it for longer than `patience`
    seconds, StoreDamaged with the lake as it was or with some steps done."""
    with Session(address, _OURSELVES) as session:
        session.hold_area(patience)
        if not session.has_lake():
            return Cared()
        expired = _do(session, partial(_expire, session))
        written = sum(_do(session, step) for step in (_flush, _rewrite, _merge))
        removed = _do(session, partial(_clean_up, session)) + _do(session, partial(_remove_orphans, address))
        _do(session, _index)  # of a lake that an earlier release made
        _do(session, partial(_note, session))
        return Cared(expired, written, removed)


def _do(session: Session, step: Callable[[duckdb.DuckDBPyConnection], int]) -> int:
    def work(con: duckdb.DuckDBPyConnection) -> int:
        session.assure()
        return step(con)

    session.hold_all()
    try:
        return session.ask_lake(work, _STEP)
    finally:
        session.release_all()


# ── snapshots ──


def _expire(session: Session, con: duckdb.DuckDBPyConnection) -> int:
    with holders.held_still(session.open_holders()) as held:
        gone = list_unneeded(con, held)
        if gone:
            con.execute("call ducklake_expire_snapshots($lake, versions => $gone)", {"lake": LAKE, "gone": gone})
    return len(gone)


def list_unneeded(con: duckdb.DuckDBPyConnection, held: Mapping[str, int]) -> list[int]:
    """Snapshots that no server has still to fetch; the newest of each area and of all is never among them. `held`:
    {area: version up to which all its servers have come}; an area that is not among them has no server."""
    published = con.execute(_PUBLISHED, {"lake": LAKE}).fetchall()
    newest: dict[str, int] = {}
    for area, number, _ in published:
        newest[area] = max(number, newest.get(area, 0))
    needed = {s for area, number, s in published if number > held.get(area, number) or number == newest[area]}
    return [n for n in _list_snapshots(con)[:-1] if n not in needed]


def _list_snapshots(con: duckdb.DuckDBPyConnection) -> list[int]:
    found = con.execute("select snapshot_id from ducklake_snapshots($lake) order by 1", {"lake": LAKE}).fetchall()
    return [int(n) for (n,) in found]


def _index(con: duckdb.DuckDBPyConnection) -> int:
    index_catalog(con)
    return 0


def _note(session: Session, con: duckdb.DuckDBPyConnection) -> int:
    latest = _list_snapshots(con)[-1]
    holders.note_care(session.open_holders(), latest)
    return latest


# ── files ──


def _flush(con: duckdb.DuckDBPyConnection) -> int:
    """A few rows at a time stand in the catalog itself: into files with them."""
    return len(con.execute("call ducklake_flush_inlined_data($lake)", {"lake": LAKE}).fetchall())


def _rewrite(con: duckdb.DuckDBPyConnection) -> int:
    sql = "call ducklake_rewrite_data_files($lake, delete_threshold => $share)"
    return len(con.execute(sql, {"lake": LAKE, "share": _REWRITE_FROM}).fetchall())


def _merge(con: duckdb.DuckDBPyConnection) -> int:
    return len(con.execute("call ducklake_merge_adjacent_files($lake)", {"lake": LAKE}).fetchall())


def _clean_up(session: Session, con: duckdb.DuckDBPyConnection) -> int:
    """Files that were replaced, by the time at which PostgreSQL noted it."""
    sql = "call ducklake_cleanup_old_files($lake, older_than => $before::timestamptz)"
    return len(
        con.execute(
            sql, {"lake": LAKE, "before": holders.read_clock(session.open_holders()) - REPLACED_AFTER}
        ).fetchall()
    )


def _remove_orphans(address: Address, con: duckdb.DuckDBPyConnection) -> int:
    """Files that no snapshot names, of a publication that was killed; by the clock that dates the files."""
    by_folder = address.open_shelf().read_clock()
    sql = "call ducklake_delete_orphaned_files($lake, older_than => $before::timestamptz)"
    return len(con.execute(sql, {"lake": LAKE, "before": by_folder - ORPHAN_AFTER}).fetchall())
