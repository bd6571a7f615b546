"""How a bucket is asked, by botocore for the archive and by DuckDB for tables: one key, one trust, the same patience.

Needs no PostgreSQL."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from etl.store.faults import StoreDamaged
from etl.store.lake.connect import open_bucket
from etl.store.lake.shelf import client
from etl.store.lake.shelf.bucket import Bucket
from tests.store.lake.s3_double import BUCKET, KEY, SECRET, TOKEN, Service, service

STAYS = "Yang sudah terbit tetap tampil;"
OUT_OF_REACH = f"tidak dapat dihubungi. {STAYS} periksa AWS_ENDPOINT_URL_S3, jaringan dan layanannya."


@pytest.fixture
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service that the environment names, with its key."""
    pytest.importorskip("botocore", reason="botocore tidak terpasang; pip install -r requirements-ducklake.txt")
    with service() as started:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", started.address)
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
        monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)
        yield started


def open_archive() -> Bucket:
    return Bucket(BUCKET, "/provinsi/arsip")


def refuse(work: Callable[[], object]) -> str:
    with pytest.raises(StoreDamaged) as refused:
        work()
    return str(refused.value).partition(") ")[2]


def read_by_duckdb(name: str) -> bytes:
    con = duckdb.connect()
    open_bucket(con)
    row = con.execute("select content from read_blob($1)", [f"s3://{BUCKET}/{name}"]).fetchone()
    assert row is not None
    return bytes(row[0])


def test_a_file_comes_back_as_it_was_written_and_is_gone_when_it_is_removed(running: Service) -> None:
    archive, name = open_archive(), "2026-T1 buku (salinan) é+&=.xlsx"
    assert archive.find(name) is None
    assert not archive.is_there(is_begun=True, _tables="danau")
    assert archive.is_there(is_begun=False, _tables="danau")
    archive.write(name, b"\x00isi" * 300_000)
    assert archive.find(name) == b"\x00isi" * 300_000
    assert list(running.objects) == [f"provinsi/arsip/{name}"]
    assert archive.is_there(is_begun=True, _tables="danau")
    assert abs(archive.read_clock().timestamp() - time.time()) < 5
    archive.remove(name)
    archive.remove(name)
    assert running.objects == {}


def test_files_of_other_programs_at_home_change_nothing(running, tmp_path: Path, monkeypatch):
    (tmp_path / "config").write_text(
        "[default]\nendpoint_url = http://127.0.0.1:9\ns3 =\n  addressing_style = virtual\n["
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_PROFILE", "lain")
    client._open_session.cache_clear()
    open_archive().write("kunci", b"isi")
    assert open_archive().find("kunci") == b"isi"


def test_a_key_for_a_while_opens_archive_and_tables_until_it_is_over(running, monkeypatch):
    running.token = TOKEN
    monkeypatch.setenv("AWS_SESSION_TOKEN", TOKEN)
    open_archive().write("kunci", b"isi")
    pytest.importorskip("duckdb_extension_httpfs")
    assert read_by_duckdb("provinsi/arsip/kunci") == b"isi"
    monkeypatch.setenv("AWS_SESSION_TOKEN", "basi")
    over = f"tidak lagi menerima kunci sementaranya. {STAYS} ganti AWS_SESSION_TOKEN beserta kedua kuncinya."
    assert refuse(lambda: open_archive().find("kunci")) == over
    with pytest.raises(duckdb.Error):
        read_by_duckdb("provinsi/arsip/kunci")
    assert TOKEN not in repr(client.Access("s3.contoh", True, "r", KEY, SECRET, TOKEN))


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl tidak ditemukan; apt-get install openssl")
def test_a_service_is_trusted_if_this_machine_trusts_its_authority(running, tmp_path: Path, monkeypatch):
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(tmp_path / "kunci.pem"), "-out", str(tmp_path / "sertifikat.pem")]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *files]
    subprocess.run(command, check=True, capture_output=True)
    running.secure(tmp_path / "sertifikat.pem", tmp_path / "kunci.pem")
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", running.address)
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    assert refuse(lambda: open_archive().write("kunci", b"isi")) == OUT_OF_REACH
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "sertifikat.pem"))
    open_archive().write("kunci", b"isi")
    assert open_archive().find("kunci") == b"isi"


def test_a_frozen_service_is_asked_once_and_left(running, monkeypatch):
    monkeypatch.setattr(client, "PATIENCE", 0.5)
    running.is_frozen = True
    for work in (lambda: open_archive().find("kunci"), lambda: open_archive().write("kunci", b"isi")):
        begun = time.monotonic()
        assert refuse(work) == OUT_OF_REACH
        assert 0.5 <= time.monotonic() - begun < 1


@pytest.mark.parametrize("address", ["s3.contoh.go.id", "http://", "http://127.0.0.1:9", "http://tidak ada/"])
def test_an_address_at_which_no_service_is(running, monkeypatch, address):
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", address)
    assert refuse(lambda: open_archive().find("kunci")) == OUT_OF_REACH


def test_the_package_that_is_missing_is_named_with_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "botocore.config", None)
    with pytest.raises(StoreDamaged) as refused:
        open_archive().find("kunci")
    assert str(refused.value) == (
        "Bucket memerlukan paket “botocore”. Pasang: pip install --require-hashes -r requirements-ducklake.txt"
    )
