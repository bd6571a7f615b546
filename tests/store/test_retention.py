"""Original workbooks that are older than the setting allows go; what is published stays provable and is rebuilt."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from etl import clock
from etl.acuan import Reference
from etl.audit import log
from etl.prove import rebuild, verify
from etl.publish import publish
from etl.store.faults import StoreDamaged
from etl.store.retention import list_held, say_held
from etl.store.versions import Store
from etl.store.workbooks import Workbooks
from tests import golden
from tests.built import copy_built
from tests.installations import with_settings

QUARTERS = sorted(golden.BUKU)
REMOVED = "Dihapus menurut setelan simpan_buku_kerja_tahun, bukan hilang: buku kerja terbitan {}. {}"


def keep(years: int, versions: int = 0) -> Reference:
    return with_settings("terbitan", simpan_versi=versions, simpan_buku_kerja_tahun=years)


def publish_yearly(store: Store, reference: Reference, count: int = 5) -> None:
    """One publication a year, from 2030 on; those before the last are made once in a run of the tests."""
    if count > 1:
        name = f"{count - 1} tahun, {reference.settings['terbitan']}"
        copy_built(name, store.folder, lambda: publish_yearly(Store(), reference, count - 1))
    quarter, moment = QUARTERS[count - 1], dt.datetime(2029 + count, 10, 1, 9, 0)
    live_on(store, moment)
    golden.publish_book(store, quarter, golden.BUKU[quarter], time=moment, reference=reference)


def live_on(store: Store, until: dt.datetime, years: int = 1) -> None:
    """What an installation that is in use writes down, a line each 90 days."""
    moment = until - dt.timedelta(days=365 * years)
    with pytest.MonkeyPatch.context() as m:
        while (moment := moment + dt.timedelta(days=90)) < until:
            m.setattr(clock, "read_now", lambda moment=moment: moment.replace(tzinfo=dt.UTC))
            log.append("cadangan", folder=store.folder)


def list_workbooks(store: Store) -> list[str]:
    return sorted(p.name for p in store.archive_folder.glob("*.xlsx"))


def list_named(store: Store) -> list[str]:
    """The workbook that each record names, oldest first."""
    return [c["berkas"] for c in store.records.read_all()[0] if "berkas" in c]


@pytest.fixture(scope="module")
def five_years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five publications under a setting of two years, made once."""
    folder = tmp_path_factory.mktemp("simpan") / "data"
    publish_yearly(Store(folder), keep(2))
    return folder


@pytest.fixture
def store(five_years: Path, tmp_path: Path) -> Store:
    return Store(shutil.copytree(five_years, tmp_path / "data"))


def test_without_the_setting_every_workbook_stays(tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish_yearly(store, keep(0))
    assert list_workbooks(store) == sorted(list_named(store))
    assert len(list_workbooks(store)) == 5


def test_workbooks_older_than_two_years_go_and_younger_ones_stay(store: Store) -> None:
    assert list_workbooks(store) == sorted(list_named(store)[2:])
    assert store.records.expired() == {1: 1, 2: 2}
    assert store.list_versions() == [1, 2, 3, 4, 5]


def test_verify_says_what_went_and_proves_the_rest_from_the_base(store: Store) -> None:
    result = verify.verify_store(store)
    assert result.problems == []
    assert result.remarks == [REMOVED.format("1, 2", "Arsip diputar ulang dari berkas versi 2.")]
    assert result.sentence == "Versi 5 sama dengan arsip: 5 terbitan diputar ulang, semua tabel sama."


def test_a_workbook_that_is_lost_and_not_declared_is_still_a_problem(store: Store) -> None:
    name = list_named(store)[3]
    (store.archive_folder / name).unlink()
    assert verify.verify_store(store).problems == [f"Buku kerja terbitan 4 ({QUARTERS[3]}.xlsx) tidak ada di arsip."]


def test_versions_after_the_base_are_rebuilt_and_those_before_it_are_said_to_need_a_backup(store: Store) -> None:
    before = store.find_path(4).read_bytes()
    store.find_path(4).unlink()
    assert "Versi 4 dikembalikan." in rebuild.rebuild_store(store).sentence
    assert verify.verify_store(store).problems == []
    assert len(before) > 0

    store.find_path(1).unlink()
    assert verify.verify_store(store).problems == [
        "Berkas versi 1 hilang dan tidak tercatat dipangkas. Ambil dari cadangan: buku kerjanya sudah dihapus."
    ]


def test_without_its_base_nothing_is_replayed_and_the_sentence_says_why(store: Store) -> None:
    shutil.move(store.find_path(2), store.folder / "lain")
    [problem] = rebuild.rebuild_store(store).problems
    assert problem.startswith("Berkas versi 2 hilang atau berubah. Arsip diputar ulang dari versi 2, karena")
    shutil.move(store.folder / "lain", store.find_path(2))
    assert verify.verify_store(store).problems == []


def test_where_fewer_versions_are_kept_than_workbooks_a_younger_one_becomes_the_base(tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish_yearly(store, keep(2, versions=1))
    assert store.list_versions() == [3, 5]
    assert store.records.expired() == {1: 3, 2: 3}
    assert verify.verify_store(store, keep(2, versions=1)).problems == []


def test_a_version_that_was_brought_back_later_is_not_lost_with_its_workbook(tmp_path: Path) -> None:
    store, reference = Store(tmp_path), keep(2)
    publish_yearly(store, reference, 3)
    publish.restore_version(1, "Siti", "salah unggah", store, reference, dt.datetime(2032, 11, 1))
    live_on(store, dt.datetime(2034, 1, 1), 2)
    golden.publish_book(store, QUARTERS[3], golden.BUKU[QUARTERS[3]], time=dt.datetime(2033, 1, 1), reference=reference)
    golden.publish_book(store, QUARTERS[4], golden.BUKU[QUARTERS[4]], time=dt.datetime(2034, 1, 1), reference=reference)
    assert store.records.expired() == {1: 1, 2: 2}
    assert store.records.reached_back(2) == {1, 2}
    assert verify.verify_store(store).problems == []


def test_a_workbook_that_a_younger_publication_names_too_stays(tmp_path: Path) -> None:
    store, reference = Store(tmp_path), keep(2)
    publish_yearly(store, reference, 2)
    publish.restore_version(1, "Siti", "ulang", store, reference, dt.datetime(2031, 12, 1))
    live_on(store, dt.datetime(2034, 1, 1), 2)
    golden.publish_book(store, QUARTERS[1], golden.BUKU[QUARTERS[1]], time=dt.datetime(2034, 1, 1), reference=reference)
    assert list_workbooks(store) == sorted({list_named(store)[1]})
    assert store.records.expired() == {1: 3}
    assert verify.verify_store(store).problems == []


def test_what_could_not_be_removed_is_removed_after_the_next_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    publish_yearly(store, keep(0), 4)
    live_on(store, dt.datetime(2034, 10, 1))

    def fail(*_: object) -> None:
        raise OSError(5, "diska")

    monkeypatch.setattr(Workbooks, "remove", fail)
    with pytest.raises(StoreDamaged, match="sudah terbit"):
        golden.publish_book(
            store, QUARTERS[4], golden.BUKU[QUARTERS[4]], time=dt.datetime(2034, 10, 1), reference=keep(2)
        )
    monkeypatch.undo()
    assert (store.find_current(), len(list_workbooks(store))) == (5, 5)
    assert verify.verify_store(store).problems == []
    publish.restore_version(4, "Siti", "lanjut", store, keep(2), dt.datetime(2034, 10, 2))
    assert list_workbooks(store) == sorted(list_named(store)[3:])  # a day later another one is two years old


def test_a_clock_that_is_ten_years_ahead_removes_no_workbook_and_dates_only_what_it_published(store: Store) -> None:
    ahead, right, before = dt.datetime(2044, 10, 1), dt.datetime(2034, 11, 1), list_workbooks(store)
    for moment in (ahead, right):
        publish.restore_version(5, "Siti", "uji", store, keep(5), moment)
    assert list_workbooks(store) == before
    assert store.records.expired() == {1: 1, 2: 2}
    assert [c["waktu"] for c in store.records.read_all()[0]][5:] == [
        "2044-10-01T00:00:00",
        "2034-11-01T00:00:00",
    ]
    assert list_held(store, keep(5), ahead, lambda: log.read_times(store.folder)) == [3, 4, 5]
    assert list_held(store, keep(5), right, lambda: log.read_times(store.folder)) == []
    assert say_held([3, 4, 5]).startswith("Buku kerja terbitan 3, 4, 5 disimpan, walau menurut jam sudah lewat")
