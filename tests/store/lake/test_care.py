"""The catalog stays small: what nobody needs any more goes, what a server has still to fetch stays."""

from __future__ import annotations

import datetime as dt
import os
import re
import threading
from pathlib import Path

import pytest

from etl.__main__ import main
from etl.prove import rebuild, verify
from etl.publish.publish import restore_version
from etl.store.differences import list_differences
from etl.store.faults import StoreBusy
from etl.store.lake import watch
from etl.store.lake.address import Address, parse_address
from etl.store.lake.care import maintain
from etl.store.lake.connect import attach_lake, open_database
from etl.store.lake.visit.kept import is_out, open_session
from etl.store.lake.visit.session import Session
from etl.store.lake.watch import keep_up
from etl.store.versions import Store
from tests import golden
from tests.store.lake.test_shared import compare, waited

QUARTERS = ("2024-T3", "2024-T4", "2025-T3")


@pytest.fixture
def address(catalog: str) -> Address:
    found = parse_address(catalog)
    assert found is not None
    return found


def publish(store: Store, *quarters: str) -> None:
    for quarter in quarters:
        golden.publish_book(store, quarter, golden.BUKU[quarter])


def ask(address: Address, sql: str) -> list[tuple]:
    con = open_database()
    attach_lake(con, address)
    try:
        return con.execute(sql).fetchall()
    finally:
        con.close()


def list_kept(address: Address) -> list[int]:
    """Versions whose snapshot is there."""
    sql = """select distinct (commit_extra_info->>'nomor')::integer from ducklake_snapshots('danau')
             where commit_extra_info is not null order by 1"""
    return [n for (n,) in ask(address, sql)]


def lapse(address: Address, server: Store) -> None:
    """A week goes by for a server that is not started again."""
    con = open_database()
    con.execute(f"attach '{address.connection}' as pg (type postgres)")
    ended = "update pg.koperasi_peladen.pegang set sampai = now() - interval 1 minute where peladen like ?"
    con.execute(ended, [f"%{server.folder}"])
    con.close()


def test_a_snapshot_that_another_server_has_still_to_fetch_stays(server, address):
    publish(server("satu"), "2024-T3")
    second = server("dua")
    second.catch_up()
    first = server("satu")
    publish(first, "2024-T4", "2025-T3")
    restore_version(1, "Siti", store=first)
    assert maintain.maintain(address).expired > 0
    assert list_kept(address) == [2, 3, 4]  # the second one has version 1
    server("dua").catch_up()
    assert compare(first, second) == {1: [], 2: [], 3: [], 4: []}
    maintain.maintain(address)
    assert list_kept(address) == [4]
    assert verify.verify_store(second).problems == []


def test_a_server_that_is_never_started_again_keeps_nothing_for_ever(server, address):
    publish(server("satu"), "2024-T3")
    second = server("dua")
    second.catch_up()
    first = server("satu")
    publish(first, "2024-T4", "2025-T3")
    lapse(address, second)
    maintain.maintain(address)
    assert list_kept(address) == [3]
    server("dua").catch_up()  # it comes back after all
    assert second.list_versions() == [1, 3]
    assert list_differences(first.find_path(3), second.find_path(3)) == []
    assert [second.records.path(n).read_bytes() for n in (1, 2, 3)] == [
        first.records.path(n).read_bytes() for n in (1, 2, 3)
    ]
    assert verify.verify_store(second).problems == []
    rebuild.rebuild_store(second)  # from the archive, which does not expire
    assert compare(first, second) == {1: [], 2: [], 3: []}


def test_care_leaves_every_row_as_it_was_and_the_next_publication_finds_it(server, address):
    first = server("satu")
    publish(first, *QUARTERS)
    before = (
        ask(address, "from danau.koperasi_triwulan order by all"),
        ask(address, "from danau.indikator order by all"),
    )
    for _ in range(2):
        maintain.maintain(address)
        now = (
            ask(address, "from danau.koperasi_triwulan order by all"),
            ask(address, "from danau.indikator order by all"),
        )
        assert now == before
    publish(first, "2025-T2")
    second = server("dua")
    second.catch_up()
    assert list_differences(first.find_path(4), second.find_path(4)) == []
    assert verify.verify_store(first).problems == []


def test_after_a_hundred_publications_the_lake_is_looked_after(server, address, monkeypatch):
    monkeypatch.setattr(maintain, "DUE_AFTER", 3)
    first = server("satu")
    publish(first, *QUARTERS)
    assert list_kept(address) == [3]
    publish(first, "2025-T1", "2025-T2")
    assert list_kept(address) == [3, 4, 5]  # two since then


def test_a_server_looks_after_it_beside_its_work_and_no_publisher_waits(server, address, monkeypatch):
    monkeypatch.setattr(maintain, "DUE_AFTER", 3)
    monkeypatch.setattr(watch, "EVERY", 0.1)
    monkeypatch.setattr(watch, "_CARE", 0.2)
    maintained = maintain.maintain
    by = []

    def note(*given, **named):
        by.append(threading.current_thread().name)
        return maintained(*given, **named)

    monkeypatch.setattr(maintain, "maintain", note)
    with keep_up():
        publish(server("satu"), *QUARTERS)
        assert waited(lambda: list_kept(address) == [3]) < 20
    assert by == ["perawatan-katalog"]


def test_the_operator_and_the_timer_look_after_it_by_a_command(server, address, monkeypatch, capsys):
    publish(server("satu"), "2024-T3", "2024-T4")
    assert main(["rawat-katalog"]) == 0
    said = capsys.readouterr().out
    assert re.fullmatch(
        r"Katalog bersama dirawat: \d+ keadaan lama dilepas, \d+ tabel ditulis rapat, \d+ berkas dihapus.\n"
        r"Yang terbit terakhir dari setiap pemda ada di sana, baris demi baris.\n",
        said,
    )
    assert list_kept(address) == [2]
    monkeypatch.delenv("KOPERASI_STORE")
    assert main(["rawat-katalog"]) == 2
    assert "KOPERASI_STORE belum menyebut gudang bersama; tidak ada yang dirawat" in capsys.readouterr().err


def test_care_keeps_no_server_from_looking_what_others_published(address):
    with Session(address, "perawatan"):
        assert not is_out()
    with open_session(looks_only=True):
        assert not is_out()
    with open_session():
        assert is_out()
    assert not is_out()


def test_two_do_not_look_after_it_at_once(server, address):
    publish(server("satu"), "2024-T3")
    with Session(address, "perawatan") as other:
        other.hold_area(1)
        with pytest.raises(StoreBusy):
            maintain.maintain(address, patience=0.2)


def list_files(address: Address) -> set[Path]:
    return {p for p in address.tables.rglob("*.parquet")}


def test_an_orphan_goes_when_it_is_older_than_a_day_and_a_younger_one_stays(server, address):
    publish(server("satu"), "2024-T3")
    maintain.maintain(address)
    some = next(iter(list_files(address)))
    old, young = some.with_name("ducklake-lama.parquet"), some.with_name("ducklake-baru.parquet")
    for path, hours in ((old, 25), (young, 23)):
        path.write_bytes(some.read_bytes())
        then = (dt.datetime.now() - dt.timedelta(hours=hours)).timestamp()
        os.utime(path, (then, then))
    maintain.maintain(address)
    assert (old.exists(), young.exists(), some.exists()) == (False, True, True)


def test_what_was_replaced_goes_only_after_those_who_read_it_have_ended(server, address, monkeypatch):
    first = server("satu")
    publish(first, *QUARTERS)
    before = list_files(address)
    assert maintain.maintain(address).removed == 0
    assert before <= list_files(address)
    monkeypatch.setattr(maintain, "REPLACED_AFTER", dt.timedelta(0))
    assert maintain.maintain(address).removed > 0
    assert not before <= list_files(address)
    second = server("dua")
    second.catch_up()
    assert list_differences(first.find_path(3), second.find_path(3)) == []
