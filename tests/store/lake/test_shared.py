"""What one server publishes another one has; what both do at once is neither lost nor doubled."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable

import pytest

from etl import run
from etl.model import CheckResult
from etl.prove import verify
from etl.publish.publish import publish_workbook, restore_version
from etl.publish.ready import VersionMoved
from etl.publish.withdraw import withdraw_upload
from etl.store.differences import list_differences
from etl.store.faults import UNREACHABLE, ParticipantKeyLost, StoreBusy, StoreDamaged
from etl.store.lake import watch, write
from etl.store.lake.address import parse_address
from etl.store.lake.visit import held
from etl.store.lake.visit.kept import close_kept, open_session
from etl.store.lake.visit.session import Session
from etl.store.lake.watch import find_fault, keep_up
from etl.store.versions import Store
from tests import golden
from tests.workbooks import workbook


def compare(one: Store, second: Store) -> dict[int, list[str]]:
    """{version: what differs} of two servers, over all versions that either has."""
    numbers = {*one.list_versions(), *second.list_versions()}
    return {n: [d.say_difference() for d in list_differences(one.find_path(n), second.find_path(n))] for n in numbers}


def test_what_one_server_publishes_another_has_table_by_table(server):
    first = server("satu")
    for quarter in ("2024-T3", "2024-T4", "2025-T3"):
        golden.publish_book(first, quarter, golden.BUKU[quarter])
    restore_version(1, "Siti", store=first)
    withdraw_upload("1", "Budi", "salah berkas", store=first)
    second = server("dua")
    assert second.find_current() is None
    second.catch_up()
    assert second.find_current() == 5
    assert compare(first, second) == {1: [], 2: [], 3: [], 4: [], 5: []}
    assert [second.records.path(n).read_bytes() for n in range(1, 6)] == [
        first.records.path(n).read_bytes() for n in range(1, 6)
    ]
    assert second.read_secret() == first.read_secret()
    assert verify.verify_store(second).problems == []
    assert verify.verify_store(first).problems == []


def check(store: Store, quarter: str) -> tuple[CheckResult, bytes]:
    data = workbook(golden.BUKU[quarter])
    return run.check_workbook(data, f"{quarter}.xlsx", quarter, store=store), data


def test_who_comes_second_is_shown_what_the_other_server_published(server):
    first, second = server("satu"), server("dua")
    golden.publish_book(first, "2024-T3", golden.BUKU["2024-T3"])
    second.catch_up()
    result, data = check(second, "2024-T4")
    publish_workbook(*check(first, "2025-T3"), by="Ani", store=first)
    with pytest.raises(VersionMoved) as refused:
        publish_workbook(result, data, by="Budi", store=second)
    assert str(refused.value) == "Sementara itu versi 2 diterbitkan oleh Ani (2025-T3.xlsx). Tidak ada yang ditulis."
    assert second.find_current() == 2  # what he looks at next holds the first one's change
    assert publish_workbook(*check(second, "2024-T4"), by="Budi", store=second) == 3
    first.catch_up()
    assert compare(first, second) == {1: [], 2: [], 3: []}


def test_a_server_that_never_looked_cannot_publish_over_the_others(server):
    golden.publish_book(server("satu"), "2024-T3", golden.BUKU["2024-T3"])
    second = server("dua")
    result, data = check(second, "2024-T3")
    assert result.base_version is None
    assert publish_workbook(result, data, by="Budi", store=second) == 1  # the same workbook: nothing new
    assert second.find_current() == 1


def test_what_another_server_published_is_seen_within_ten_seconds(server):
    first, second = server("satu"), server("dua")
    golden.publish_book(first, "2024-T3", golden.BUKU["2024-T3"])
    with keep_up():  # this process is the second server
        assert waited(lambda: second.find_current() == 1) < 10
        golden.publish_book(first, "2025-T3", golden.BUKU["2025-T3"])
        assert waited(lambda: second.find_current() == 2) < 10
        assert find_fault() == ""


def test_what_another_area_publishes_makes_no_server_ask_the_lake(server, catalog, monkeypatch):
    """Only whether something of its own area came; a catalog that was put back is asked in full."""
    asked, address = [], parse_address(catalog)
    monkeypatch.setattr(watch, "_catch_up", lambda: asked.append("lake"))
    store = server("satu")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])

    def look(seen: float) -> tuple[float, int]:
        never = watch._Every(60, time.monotonic())
        return watch._look(seen, never, never), len(asked)

    assert (look(-math.inf), look(1)) == ((1, 1), (1, 1))
    record = '{"nomor": 1, "oleh": "Siti", "tindakan": "terbit"}'
    with Session(address, "35.05") as other:
        other.hold_area(10)
        other.hold_all(10)
        other.ask_lake(
            lambda con: write.write_version(con, "35.05", 1, record, store.find_path(1), None, "uji", other.assure), 60
        )
    assert look(1) == (2, 1)
    golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
    assert look(2) == (3, 2)
    assert look(9) == (3, 3)


def test_what_ducklake_asks_for_in_vain_is_there_from_the_second_publication_on(server, postgres, catalog):
    store, name = server("satu"), catalog.rpartition("/")[2]
    counted = []
    for quarter in ("2024-T3", "2024-T4"):
        golden.publish_book(store, quarter, golden.BUKU[quarter])
        named = "c.relname = 'ducklake_inlined_delete_' || t.table_id"
        sql = f"select count(*), count(c) from koperasi.ducklake_table t left join pg_class c on {named}"
        counted.append(postgres.tell(sql, name).split("|"))
    (there, listed), (still, all_listed) = counted
    assert (int(listed) < int(there), all_listed) == (True, still)


def waited(until: Callable[[], bool]) -> float:
    """Seconds until something holds; at most twenty."""
    began = time.monotonic()
    while not until() and time.monotonic() - began < 20:
        time.sleep(0.1)
    return time.monotonic() - began


def test_a_visit_that_is_kept_for_the_next_one_holds_no_lock_and_becomes_no_second(server, postgres, catalog):
    store = server("satu")
    name = catalog.rpartition("/")[2]

    def ask(sql: str) -> int:
        return int(postgres.tell(f"select count(*) from {sql} where datname = '{name}'"))

    connections = "pg_stat_activity"
    locks = "pg_locks join pg_database d on d.oid = database and locktype = 'advisory'"
    found = []
    for quarter in ("2024-T3", "2024-T4", "2025-T3"):
        golden.publish_book(store, quarter, golden.BUKU[quarter])
        found.append((ask(connections), ask(locks)))
    assert found == [(4, 0)] * 3
    with open_session(), open_session():  # at once: the second is not kept
        pass
    assert ask(connections) == 4
    close_kept()
    assert waited(lambda: ask(connections) == 0) < 5


# ── killed, refused ──


class Killed(BaseException):
    """Stands for SIGKILL: nothing that catches errors catches it."""


def test_a_server_killed_before_the_commit_has_published_nothing(server, monkeypatch):
    store = server("satu")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    with monkeypatch.context() as m, pytest.raises(Killed):
        m.setattr(Session, "assure", raise_killed)
        golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
    assert store.find_current() == 1
    second = server("dua")
    second.catch_up()
    assert second.find_current() == 1
    assert golden.publish_book(server("satu"), "2025-T3", golden.BUKU["2025-T3"]) == 2
    second.catch_up()
    assert compare(store, second) == {1: [], 2: []}
    assert verify.verify_store(store).problems == []


def test_a_server_killed_after_the_commit_shows_what_it_published_when_it_is_back(server, monkeypatch):
    store = server("satu")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    with monkeypatch.context() as m, pytest.raises(Killed):
        m.setattr(Store, "put_back", raise_killed)
        golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
    assert store.find_current() == 1
    second = server("dua")
    second.catch_up()
    assert second.find_current() == 2
    server("satu").catch_up()
    assert store.find_current() == 2
    assert not store.records.is_from_others(2)  # its own file, not one that was fetched
    assert compare(store, second) == {1: [], 2: []}
    assert store.list_leftovers() == []
    assert verify.verify_store(store).problems == []


def raise_killed(*_: object) -> None:
    raise Killed


def test_rows_that_are_lost_on_the_way_are_noticed_and_nothing_is_published(server, monkeypatch):
    store = server("satu")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    with monkeypatch.context() as m, pytest.raises(StoreDamaged) as refused:
        m.setattr(write, "write_changes", lambda *given: given[-1].written.rows)  # says so, and did nothing
        golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
    assert re.fullmatch(
        r"Tabel \w+ di katalog bersama tidak sama dengan terbitan: \d+ baris, seharusnya \d+. "
        "Data yang terbit tidak berubah.",
        str(refused.value),
    )
    assert (store.find_current(), store.list_leftovers()) == (1, [])
    assert golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"]) == 2


def test_a_lock_that_is_lost_in_the_middle_keeps_from_the_commit(server, monkeypatch):
    store = server("satu")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    with monkeypatch.context() as m, pytest.raises(StoreBusy, match="Kunci katalog bersama terlepas"):
        m.setattr(held, "count_held", lambda _: 0)
        golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
    assert store.find_current() == 1


def test_a_folder_of_another_history_is_not_mixed_in(server, monkeypatch, tmp_path):
    golden.publish_book(server("satu"), "2024-T3", golden.BUKU["2024-T3"])
    golden.publish_book(Store(tmp_path / "dua"), "2025-T3", golden.BUKU["2025-T3"])
    second = server("dua")
    with pytest.raises(StoreDamaged, match="memuat versi 1 yang tidak ada di katalog bersama"):
        golden.publish_book(second, "2024-T4", golden.BUKU["2024-T4"])
    assert second.find_current() == 1


def test_another_key_behind_people_is_refused(server):
    for quarter in ("2024-T3", "2024-T4"):
        golden.publish_book(server("satu"), quarter, golden.BUKU[quarter])
    second = server("dua")
    second.catch_up()
    (second.folder / "kunci").write_bytes(b"x" * 32)
    with pytest.raises(ParticipantKeyLost):
        golden.publish_book(second, "2025-T3", golden.BUKU["2025-T3"])


# ── the catalog is gone ──


def test_without_the_catalog_pages_are_read_and_nothing_is_published(server, postgres):
    store = server("satu")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    postgres.stop()
    try:
        with keep_up():
            assert waited(lambda: find_fault() != "") < 5
            assert find_fault().startswith("Katalog bersama (127.0.0.1:")
        with pytest.raises(StoreDamaged) as refused:
            golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
        assert str(refused.value).startswith("Katalog bersama (127.0.0.1:")
        assert "rahasia" not in str(refused.value)
        assert refused.value.for_staff == UNREACHABLE
        assert store.find_newest_whole() == (1, "")
        assert store.open_version(1).execute("select count(*) from koperasi_triwulan").fetchall() == [(6,)]
    finally:
        postgres.start()
    assert golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"]) == 2


def test_a_catalog_that_stops_before_the_commit_has_published_nothing(server, postgres, monkeypatch):
    store = server("satu")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    try:
        with monkeypatch.context() as m, pytest.raises(StoreDamaged):
            m.setattr(write, "sign_commit", lambda *_: postgres.stop())
            golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
    finally:
        postgres.start()
    assert store.find_current() == 1
    assert golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"]) == 2
    assert verify.verify_store(store).problems == []


def test_a_frozen_catalog_is_noticed_and_holds_nobody_up(server, postgres):
    store = server("satu")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    with keep_up():
        assert waited(lambda: find_fault() == "") < 5
        with postgres.frozen():
            assert waited(lambda: find_fault() != "") < 5
            began = time.monotonic()
            with pytest.raises(StoreDamaged) as refused:
                golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
            assert time.monotonic() - began < 15
            assert refused.value.for_staff == UNREACHABLE
            assert store.find_newest_whole() == (1, "")
        assert waited(lambda: find_fault() == "") < 15
    assert golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"]) == 2


def test_a_shared_folder_that_is_not_mounted_is_no_empty_one(server, tmp_path):
    store = server("satu")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    (tmp_path / "bersama" / "danau").rename(tmp_path / "terlepas")
    with pytest.raises(StoreDamaged, match="mungkin belum terpasang"):
        golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])
    (tmp_path / "terlepas").rename(tmp_path / "bersama" / "danau")
    assert golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"]) == 2
