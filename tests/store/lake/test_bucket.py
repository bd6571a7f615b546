"""A bucket of an S3 service in the place of the shared folder: the same contract, and what is said where it refuses."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from etl.prove import verify
from etl.publish.publish import restore_version
from etl.store.differences import list_differences
from etl.store.faults import StoreDamaged
from etl.store.lake.address import parse_address
from etl.store.lake.care import maintain
from etl.store.lake.shelf import client
from etl.store.lake.visit import kept
from etl.store.lake.watch import find_fault, keep_up
from tests import golden
from tests.store.lake.s3_double import KEY, SECRET
from tests.store.lake.test_shared import waited


def publish(store, quarter: str) -> int:
    return golden.publish_book(store, quarter, golden.BUKU[quarter])


def test_what_is_published_into_a_bucket_another_server_has_and_care_leaves_it(server, bucket, catalog, monkeypatch):
    first = server("satu")
    publish(first, "2024-T3")
    publish(first, "2025-T3")
    restore_version(1, "Siti", store=first)
    assert {name.split("/")[1] for name in bucket.objects} == {"arsip", "danau"}
    for name, hours in (("lama", 25), ("baru", 23)):
        bucket.objects[f"provinsi/danau/{name}.parquet"] = (b"x", time.time() - hours * 3600)
    monkeypatch.setattr(maintain, "REPLACED_AFTER", dt.timedelta(0))
    address = parse_address(catalog)
    assert address is not None
    cared = maintain.maintain(address)
    assert (cared.expired > 0, cared.removed > 0) == (True, True)
    assert [n for n in ("lama", "baru") if f"provinsi/danau/{n}.parquet" in bucket.objects] == ["baru"]
    second = server("dua")
    second.catch_up()
    assert list_differences(first.find_path(3), second.find_path(3)) == []
    assert second.read_secret() == first.read_secret()
    assert publish(second, "2024-T4") == 4
    first.catch_up()
    assert list_differences(first.find_path(4), second.find_path(4)) == []
    assert verify.verify_store(first).problems == []


STAYS = "Yang sudah terbit tetap tampil; "
SERVICE = f"{STAYS}periksa AWS_ENDPOINT_URL_S3, jaringan dan layanannya."
FULL = f"penuh. Tidak ada yang ditulis. {STAYS}tambah kuotanya atau kosongkan sebagian."
REFUSED = f"menolak kuncinya. {STAYS}periksa AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY dan izin kunci itu."
LACKS = f"tidak ada, atau berkasnya hilang. {STAYS}periksa KOPERASI_STORE_DATA."
WRONG = {
    "AWS_SECRET_ACCESS_KEY": ("salah", REFUSED),
    "AWS_ACCESS_KEY_ID": ("orang-lain", REFUSED),
    "AWS_ENDPOINT_URL_S3": ("http://127.0.0.1:9", f"tidak dapat dihubungi. {SERVICE}"),
    "KOPERASI_STORE_DATA": ("s3://bukan-ini/provinsi", LACKS),
}


def test_a_bucket_that_refuses_is_named_with_its_cause_and_nothing_is_lost(server, bucket, monkeypatch):
    store = server("satu")
    publish(store, "2024-T3")

    def refuse() -> str:
        with pytest.raises(StoreDamaged) as refused:
            publish(store, "2025-T3")
        assert store.find_newest_whole() == (1, "")
        assert store.list_leftovers() == []
        said = str(refused.value)
        assert said.startswith("Tempat bersama (bucket ")
        assert KEY not in said and SECRET not in said
        return said.partition(") ")[2]

    for below in ("arsip", "danau"):  # noticed by the archive, noticed by DuckDB
        bucket.full_below = below
        assert refuse() == FULL
    bucket.full_below = None
    for name, (value, sentence) in WRONG.items():
        with monkeypatch.context() as m:
            m.setenv(name, value)
            kept.close_kept()  # as after a start with this setting
            assert refuse() == sentence
    kept.close_kept()
    monkeypatch.setattr(client, "PATIENCE", 0.5)
    bucket.is_frozen = True
    assert refuse() == f"tidak dapat dihubungi. {SERVICE}"
    bucket.is_frozen = False
    assert publish(store, "2025-T3") == 2
    assert verify.verify_store(store).problems == []


def test_readers_are_told_of_a_bucket_that_is_gone_where_the_versions_are_in_it(server, bucket, catalog, monkeypatch):
    store = server("satu")
    publish(store, "2024-T3")
    address = parse_address(catalog)
    assert address is not None
    maintain.maintain(address)  # the few rows of the ledger go from the catalog into the bucket
    kept.close_kept()
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:9")
    with keep_up():
        assert waited(lambda: find_fault() != "") < 10
        assert find_fault().endswith(f"tidak dapat dihubungi. {SERVICE}")
    assert store.find_newest_whole() == (1, "")
