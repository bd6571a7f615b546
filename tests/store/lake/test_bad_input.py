"""Whatever is wrong with catalog, folder or a server beside: a sentence, the last version shown, nothing lost."""

from __future__ import annotations

import datetime as dt
import errno
import re
import subprocess
import sys
from importlib.util import find_spec as find

import pytest

from etl.__main__ import main
from etl.acuan import ROOT
from etl.prove import rebuild, verify
from etl.store.faults import OUTDATED, UNREACHABLE, StoreDamaged
from etl.store.lake import connect, write
from etl.store.lake.address import parse_address
from etl.store.lake.connect import attach_lake, open_database
from etl.store.lake.watch import find_fault, find_later, keep_up
from etl.store.versions import Store
from etl.upkeep import doctor
from etl.upkeep.backup import backup
from tests import golden
from tests.store.lake.test_shared import compare, waited


@pytest.fixture
def store(server) -> Store:
    """A server with one version in the catalog."""
    found = server("satu")
    golden.publish_book(found, "2024-T3", golden.BUKU["2024-T3"])
    return found


def publish(store: Store) -> int:
    return golden.publish_book(store, "2025-T3", golden.BUKU["2025-T3"])


def refuse(store: Store) -> str:
    """What is said to the operator where nothing can be published; what was published is shown on."""
    with pytest.raises(StoreDamaged) as refused:
        publish(store)
    assert refused.value.for_staff == UNREACHABLE
    assert store.find_newest_whole() == (1, "")
    assert store.open_version(1).execute("select count(*) from koperasi_triwulan").fetchall() == [(6,)]
    return str(refused.value)


def change_lake(catalog: str, sql: str) -> None:
    address = parse_address(catalog)
    assert address is not None
    con = open_database()
    attach_lake(con, address)
    con.execute(sql)
    con.close()


def change_catalog(catalog: str, sql: str) -> None:
    address = parse_address(catalog)
    assert address is not None
    con = open_database()
    con.execute(f"attach '{address.connection}' as pg (type postgres)")
    con.execute(sql)
    con.close()


def test_a_package_that_is_missing_is_named_with_what_to_install(store, monkeypatch):
    with monkeypatch.context() as m:
        m.setattr(connect, "find_spec", lambda name: None if name.endswith("ducklake") else find(name))
        said = refuse(store)
        assert said.startswith("Gudang bersama memerlukan paket “duckdb-extension-ducklake” untuk DuckDB")
        assert said.endswith("Pasang: pip install --require-hashes -r requirements-ducklake.txt")
        with keep_up():
            assert waited(lambda: find_fault() != "") < 5
            assert find_fault() == said
    assert publish(store) == 2


def test_what_a_later_release_wrote_is_not_written_over(store, catalog):
    change_lake(catalog, "alter table danau.koperasi_triwulan add column kelak varchar")
    assert refuse(store) == (
        "Tabel koperasi_triwulan di katalog bersama disusun oleh rilis lain; pasang rilis yang sama di semua peladen. "
        "Tidak ada yang ditulis."
    )


def test_two_releases_on_one_catalog_are_said_to_staff_and_operator(server, store, monkeypatch, caplog):
    """The server of the earlier release shows what the later one published, and publishes nothing upon it."""
    here = server("dua")
    for module in ("etl.release", "etl.store.records", "etl.publish.next_version"):
        monkeypatch.setattr(f"{module}.read_release", lambda: "0.2.9")
    with keep_up():
        assert waited(lambda: find_later() != "") < 10
        said, fault = find_later(), find_fault()
    release = store.records.read(1)["rilis"]
    assert (fault, said.partition(". ")[0]) == (
        "",
        f"Versi 1 diterbitkan oleh rilis {release} dari dasbor; di sini berjalan rilis 0.2.9, yang tidak mengenal "
        "semua isinya",
    )
    assert [r.getMessage() for r in caplog.records if "rilis" in r.getMessage()] == [said]
    with pytest.raises(StoreDamaged) as refused:
        publish(here)
    assert (str(refused.value), refused.value.for_staff) == (said, OUTDATED)
    assert here.find_newest_whole() == (1, "")
    (sign,) = [s for s in doctor.examine(here) if s.code == "terbitan"]
    assert (sign.state, f"{sign.found}. {sign.advice}") == ("perhatian", said)
    assert find_later() == ""  # nobody looks any more


TOUCHED = [
    ("delete from danau.koperasi_triwulan where rowid = 0", "koperasi_triwulan", "5 baris, diterbitkan 6"),
    (
        "update danau.koperasi_triwulan set nama_koperasi = 'X'",
        "koperasi_triwulan",
        "6 baris, sama banyak, tetapi isinya lain",
    ),
    ("delete from danau.periode", "periode", "0 baris, diterbitkan 1"),
    ("insert into danau.periode from danau.periode", "periode", "2 baris, diterbitkan 1"),
]


@pytest.mark.parametrize(("sql", "table", "found"), TOUCHED)
def test_what_somebody_changed_in_the_lake_is_missed_every_night(store, catalog, capsys, sql, table, found):
    assert main(["rawat-katalog"]) == 0
    assert capsys.readouterr().out.endswith("Yang terbit terakhir dari setiap pemda ada di sana, baris demi baris.\n")
    change_lake(catalog, sql)
    assert main(["rawat-katalog"]) == 1
    said = capsys.readouterr().out.splitlines()[1:]
    assert said[0] == f"  Tabel {table} milik 35.72 di katalog bersama diubah orang: {found}."
    assert said[1].startswith("1 tabel tidak lagi memuat yang diterbitkan. Halaman tidak terpengaruh: ")


def test_what_another_release_of_duckdb_wrote_is_proven_by_its_rows(store, catalog, capsys, monkeypatch):
    change_lake(catalog, "update danau.terbitan_bersama set duckdb = '1.4.0'")
    change_lake(catalog, "update danau.koperasi_triwulan set nama_koperasi = 'X'")
    assert main(["rawat-katalog"]) == 0  # its hashes say nothing here
    change_lake(catalog, "delete from danau.koperasi_triwulan where rowid = 0")
    assert main(["rawat-katalog"]) == 1
    assert "koperasi_triwulan milik 35.72 di katalog bersama diubah orang: 5 baris, diterbitkan 6." in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize("table", ["koperasi_triwulan", "periode"])  # one that is read back, one that is only counted
def test_rows_that_do_not_arrive_in_the_lake_are_missed_at_once(store, monkeypatch, table):
    write_changes = write.write_changes

    def lose(con, name, columns, area, new, change):
        if name != table:
            return write_changes(con, name, columns, area, new, change)
        con.execute("create or replace temp table ditulis as select 0 as n")
        return con.execute("insert into ditulis select 1 where false").fetchall()[0][0]

    monkeypatch.setattr(write, "write_changes", lose)
    assert re.fullmatch(
        rf"Tabel {table} di katalog bersama tidak sama dengan terbitan: 0 baris, seharusnya \d+. "
        "Data yang terbit tidak berubah.",
        refuse(store),
    )


def test_rows_that_arrive_otherwise_than_they_were_sent_are_missed_at_once(store, monkeypatch):
    write_changes = write.write_changes

    def change(con, name, columns, area, new, what):
        rows = write_changes(con, name, columns, area, new, what)
        if name == "koperasi_triwulan":
            con.execute("update danau.koperasi_triwulan set nama_koperasi = 'X'")
        return rows

    monkeypatch.setattr(write, "write_changes", change)
    monkeypatch.setattr(write, "_FEW", 1)
    assert refuse(store).startswith("Tabel koperasi_triwulan di katalog bersama tidak sama dengan terbitan: ")


def test_a_lake_of_a_later_kind_is_not_written_into(store, catalog):
    later = "update pg.koperasi.ducklake_metadata set value = '{}' where key = 'version'"
    change_catalog(catalog, later.format("99.0"))
    said = refuse(store)
    assert said.startswith("Katalog bersama (127.0.0.1:")
    assert said.endswith("Yang sudah terbit tetap tampil; periksa PostgreSQL dan folder bersama.")
    change_catalog(catalog, later.format("1.0"))
    assert publish(store) == 2


FULL = """
import resource, signal
from etl.store.lake import shared
from etl.store.faults import UNREACHABLE, StoreDamaged
from etl.store.versions import Store
from etl.upkeep import doctor
from etl.upkeep.backup import backup
from tests import golden
write = shared._write
def when_the_version_is_built(*given):
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
    write(*given)
shared._write = when_the_version_is_built
try:
    golden.publish_book(Store(), "2025-T3", golden.BUKU["2025-T3"])
except StoreDamaged as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process")
def test_a_shared_disk_that_is_full_is_said_and_nothing_is_written(store, server):
    said = subprocess.run([sys.executable, "-c", FULL], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.startswith("Katalog bersama (127.0.0.1:")
    assert "tidak dapat dipakai" in said
    second = server("dua")
    second.catch_up()
    assert (store.find_newest_whole(), second.find_current()) == ((1, ""), 1)
    server("satu")
    assert publish(store) == 2
    second.catch_up()
    assert compare(store, second) == {1: [], 2: []}
    assert verify.verify_store(store).problems == []


def test_a_server_whose_disk_is_full_after_the_commit_gets_the_version_when_there_is_room(store, server, monkeypatch):
    def put_back(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as m, pytest.raises(StoreDamaged) as refused:
        m.setattr(Store, "put_back", put_back)
        publish(store)
    assert str(refused.value) == (
        "Versi 2 sudah terbit di katalog bersama, tetapi belum dapat ditulis di peladen ini (diskanya penuh). "
        "Periksa diska; versi itu diambil lagi dari katalog."
    )
    assert refused.value.for_staff.startswith("Versi 2 sudah terbit dan segera tampil di sini; jangan diulang.")
    assert store.find_newest_whole() == (1, "")
    store.catch_up()
    second = server("dua")
    second.catch_up()
    assert compare(store, second) == {1: [], 2: []}
    assert verify.verify_store(store).problems == []


def test_a_version_file_that_is_lost_here_is_brought_back_by_rebuild(store):
    assert publish(store) == 2
    store.find_path(2).unlink()
    assert rebuild.rebuild_store(store).problems == []
    assert store.find_newest_whole() == (2, "")


def test_clocks_that_differ_by_years_change_no_order_and_keep_nobody_out(store, server):
    golden.publish_book(store, "2024-T4", golden.BUKU["2024-T4"], time=dt.datetime(2040, 1, 1))
    second = server("dua")
    second.catch_up()
    golden.publish_book(second, "2025-T3", golden.BUKU["2025-T3"], time=dt.datetime(2020, 1, 1))
    server("satu").catch_up()
    sql = "select nomor, waktu from terbitan order by nomor"
    assert store.open_version(3).execute(sql).fetchall()[1:] == [
        (2, dt.datetime(2040, 1, 1)),
        (3, dt.datetime(2040, 1, 1)),
    ]
    assert compare(store, second) == {1: [], 2: [], 3: []}


def look(store: Store) -> doctor.Sign:
    return next(s for s in doctor.examine(store) if s.code == "terbitan")


def test_what_was_published_without_the_setting_is_seen_by_the_doctor_and_moves_into_the_catalog(
    store, catalog, monkeypatch
):
    monkeypatch.delenv("KOPERASI_STORE")
    publish(Store())
    monkeypatch.setenv("KOPERASI_STORE", catalog)
    sign = look(Store())
    assert (sign.state, sign.found) == (doctor.WRONG, "katalog bersama baru sampai versi 1, folder ini 2")
    monkeypatch.delenv("KOPERASI_STORE")
    assert main(["move", "--to", catalog]) == 0
    monkeypatch.setenv("KOPERASI_STORE", catalog)
    assert look(Store()).state == doctor.GOOD


def test_a_backup_is_made_while_the_catalog_is_gone_and_says_what_may_be_missing(store, monkeypatch, tmp_path):
    monkeypatch.setenv("KOPERASI_STORE", "ducklake:postgresql://koperasi:rahasia@127.0.0.1:9/x")
    done = backup(Store(), tmp_path / "cadangan")
    assert done.sentence.endswith(": 1 versi, 6 berkas.")
    assert [p.partition(". ")[0] for p in done.problems] == [
        "Cadangan selesai dan utuh, tetapi mungkin tanpa yang terbit di peladen lain"
    ]
    assert "tidak dapat dipakai: PostgreSQL tidak berjalan di alamat itu." in done.problems[0]
