"""What DuckLake does in silence, shown as it is, and that a publication does not step into it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import duckdb
import pytest

from etl.acuan import ROOT
from etl.store.faults import StoreDamaged
from etl.store.lake import ledger, write
from etl.store.lake.address import Address, parse_address
from etl.store.lake.connect import attach_lake, open_database
from etl.store.lake.visit.session import Session
from etl.store.versions import Store
from tests import golden

RECORD = '{"nomor": 1, "oleh": "Siti", "tindakan": "terbit"}'


@pytest.fixture
def address(catalog: str) -> Address:
    found = parse_address(catalog)
    assert found is not None
    return found


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A finished version of a store of files."""
    store = Store(tmp_path / "berkas")
    golden.publish_book(store, "2024-T3", golden.BUKU["2024-T3"])
    return store.find_path(1)


def open_lake(address: Address) -> duckdb.DuckDBPyConnection:
    con = open_database()
    attach_lake(con, address, is_new=True)
    return con


def publish_at_once(address: Address, file: Path, area: tuple[str, str], locked: bool) -> tuple[list[str], list[int]]:
    """Two servers that write a first version when both have looked; what became of each, and the numbers afterwards."""
    open_lake(address).close()
    both = threading.Barrier(2)
    said = ["", ""]

    def serve(i: int) -> None:
        def wait() -> None:
            if not locked:
                both.wait(20)

        with Session(address, area[i]) as session:
            try:
                if locked:
                    session.hold_area(30)
                    session.hold_all(30)
                session.ask_lake(lambda con: write.write_version(con, area[i], 1, RECORD, file, None, "uji", wait), 60)
            except StoreDamaged as error:
                said[i] = str(error)

    threads = [threading.Thread(target=serve, args=(i,)) for i in range(2)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    con = open_lake(address)
    numbers = con.execute("select nomor from danau.terbitan_bersama order by all").fetchall()
    rows = con.execute("select count(*) from danau.koperasi_triwulan").fetchall()[0][0]
    con.close()
    return sorted(said), [*(n for (n,) in numbers), rows]


def prepare(address: Address, file: Path) -> None:
    """A lake with its tables, as it is after a year: an area of no interest published once."""
    with Session(address, "lain") as session:
        session.hold_area(10)
        session.hold_all(10)
        session.ask_lake(
            lambda con: write.write_version(con, "lain", 1, RECORD, file, None, "uji", session.assure), 60, is_new=True
        )


def test_without_locks_and_fence_two_first_publications_are_both_committed(address, file, monkeypatch):
    prepare(address, file)
    monkeypatch.setattr(ledger, "_replace_fence", lambda con: None)
    said, found = publish_at_once(address, file, ("35.72", "35.72"), locked=False)
    assert said == ["", ""]
    assert found == [1, 1, 1, 18]  # number 1 twice for one area, and its six rows twice: what must never be


def test_without_locks_the_fence_still_refuses_the_second(address, file):
    prepare(address, file)
    said, found = publish_at_once(address, file, ("35.72", "35.72"), locked=False)
    assert said[0] == ""
    assert said[1].startswith("Katalog bersama (127.0.0.1:")
    assert "conflict" in said[1]
    assert found == [1, 1, 12]


def test_with_locks_the_second_finds_the_number_taken(address, file):
    prepare(address, file)
    said, found = publish_at_once(address, file, ("35.72", "35.72"), locked=True)
    assert said == ["", "Katalog bersama sudah sampai versi 1, bukan 0. Data yang terbit tidak berubah."]
    assert found == [1, 1, 12]


def test_two_areas_at_once_are_both_published(address, file):
    said, found = publish_at_once(address, file, ("35.72", "35.05"), locked=True)
    assert said == ["", ""]
    assert found == [1, 1, 12]


def test_rows_of_then_are_gone_for_a_transaction_that_deleted_them(address):
    """Why nothing of an older version is ever read in a transaction that writes: were it otherwise one day, `write.py`
    need not be so careful."""
    con = open_lake(address)
    con.execute("create table danau.t as select range as i from range(5000)")
    then = con.execute("from danau.current_snapshot()").fetchall()[0][0]
    con.execute("begin")
    con.execute("delete from danau.t")
    assert con.execute(f"select count(*) from danau.t at (version => {then})").fetchall() == [(0,)]
    con.execute("rollback")
    assert con.execute(f"select count(*) from danau.t at (version => {then})").fetchall() == [(5000,)]


LAKE = ROOT / "etl" / "store" / "lake"


def test_no_statement_reads_the_past_of_the_lake_it_writes_and_none_cleans_up_all():
    code = "\n".join(p.read_text(encoding="utf-8").split('"""', 2)[2] for p in sorted(LAKE.rglob("*.py"))).lower()
    assert "at (version" not in code
    assert "cleanup_all" not in code
    assert "snapshot_version" in code  # the past is read through an alias that cannot write


def test_workbooks_do_not_lie_where_the_clean_up_looks_for_orphans(server, tmp_path):
    golden.publish_book(server("satu"), "2024-T3", golden.BUKU["2024-T3"])
    book = next((tmp_path / "bersama" / "arsip" / "35.72").glob("*.xlsx"))
    con = open_lake(parse_address(os.environ["KOPERASI_STORE"]))
    con.execute("call ducklake_cleanup_old_files('danau', cleanup_all => true)")
    con.execute("call ducklake_delete_orphaned_files('danau', older_than => now() + interval 1 day)")
    con.close()
    assert book.exists()
    second = server("dua")
    second.catch_up()
    assert second.find_current() == 1
    assert (second.archive_folder / book.name).read_bytes() == book.read_bytes()
