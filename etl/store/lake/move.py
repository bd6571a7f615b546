"""Bring a whole installation into a shared catalog, or all of a catalog into a folder; every table is compared."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import duckdb

from etl.store.attach import attach
from etl.store.faults import StoreDamaged
from etl.store.lake.archive import Archive
from etl.store.lake.connect import reading_lake
from etl.store.lake.ledger import Entry, find_snapshot
from etl.store.lake.shared import name_server
from etl.store.lake.take import find_differences
from etl.store.lake.visit.kept import open_session
from etl.store.lake.visit.session import WRITING, Session
from etl.store.lake.write import write_version
from etl.store.versions import Store

_FILE = "berkas"


@dataclass
class Moved:
    """versions: those that were compared, with all tables; bare: those of which only the record is left; different: a
    sentence for each table that is not the same."""

    versions: list[int] = field(default_factory=list)
    bare: list[int] = field(default_factory=list)
    different: list[str] = field(default_factory=list)


def move_into(store: Store, setting: str) -> Moved:
    """Write every version of a folder with its record and workbook into the catalog that a setting names, oldest first;
    goes on where an earlier run ended. `store`: one without a catalog. Raises StoreBusy or StoreDamaged."""
    with store.lock(), open_session(setting) as session:
        current = _refuse_damaged(store)
        session.hold_area(seconds=10)
        session.hold_all()
        newest = session.find_newest()
        _refuse_other_history(store, session, newest, current)
        for number in range(newest + 1, current + 1):
            _bring(store, session, number)
        return _compare(store, session)


def move_out(store: Store) -> Moved:
    """Make a folder hold all that the catalog holds, which from then on it can do without. `store`: one that shares a
    catalog. Raises StoreBusy or StoreDamaged."""
    with store.lock(), open_session() as session:
        return _compare(store, session)


def _refuse_damaged(store: Store) -> int:
    """The current version, which is whole as all others are. Raises StoreDamaged."""
    store.settle()
    current = store.find_current()
    if current is None:
        raise StoreDamaged("Belum ada terbitan; tidak ada yang dipindahkan.")
    records, problems = store.records.read_all(current)
    problems += [f"Berkas versi {n} rusak." for n in store.list_versions() if not store.is_whole(n)]
    problems += [f"Buku kerja terbitan {c['nomor']} tidak ada." for c in records if _is_lost(store, c["nomor"])]
    if problems:
        raise StoreDamaged(f"Tidak ada yang dipindahkan: {' '.join(problems)} Jalankan rebuild.")
    return current


def _refuse_other_history(store: Store, session: Session, newest: int, current: int) -> None:
    there = session.read_entries(newest) if newest else []
    if newest > current or any(e.record != store.records.path(e.number).read_bytes() for e in there):
        raise StoreDamaged(
            f"Katalog bersama sudah memuat {newest} terbitan pemda ini yang bukan dari folder ini; tidak ada yang "
            "dipindahkan. Pakai basis data yang kosong."
        )


def _is_lost(store: Store, number: int) -> bool:
    record = store.records.read(number)
    return record is not None and number not in store.records.expired() and not store.workbooks.has(record)


def _bring(store: Store, session: Session, number: int) -> None:
    text = store.records.path(number).read_bytes().decode()
    file, before = (p if p.exists() else None for p in (store.find_path(number), store.find_path(number - 1)))
    if store.workbooks.has(json.loads(text)):
        Archive(session.address, session.area).keep(store, json.loads(text))

    def work(con: duckdb.DuckDBPyConnection) -> None:
        write_version(con, session.area, number, text, file, before, name_server(), session.assure)

    session.ask_lake(work, WRITING, is_new=True)


def _compare(store: Store, session: Session) -> Moved:
    """Each version of the catalog as of its snapshot, and the file of the folder, against what was published."""
    moved = Moved()
    for entry in session.read_entries(1):
        path = store.find_path(entry.number)
        if not entry.tables or not path.exists():
            moved.bare.append(entry.number)
            continue
        different = session.ask_lake(partial(_list_different, session, entry, path), WRITING)
        moved.versions.append(entry.number)
        moved.different += [f"Versi {entry.number}, tabel {table}: tidak sama." for table in different]
    return moved


def _list_different(session: Session, entry: Entry, file: Path, con: duckdb.DuckDBPyConnection) -> list[str]:
    attach(con, file, _FILE)
    try:
        different = find_differences(con, session.area, entry, _FILE, is_lake=False)
    finally:
        con.execute(f"detach {_FILE}")
    snapshot = find_snapshot(con, session.area, entry.number)
    if snapshot is not None:  # one that has expired is held by the file alone
        with reading_lake(con, session.address, snapshot) as then:
            different += find_differences(con, session.area, entry, then, is_lake=True)
    return sorted(set(different))
