"""What KOPERASI_STORE may say; and what is loaded where it says nothing. Needs neither PostgreSQL nor extensions."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from etl.__main__ import main
from etl.acuan import ROOT
from etl.store.lake.address import AddressWrong, parse_address
from etl.store.lake.connect import shorten


def test_an_address_is_that_of_the_catalog_and_of_a_folder():
    address = parse_address("ducklake:postgresql://dinas:rahasia@pusat:5433/koperasi", "/srv/bersama")
    assert address is not None
    assert address.said == "pusat:5433/koperasi"
    assert (str(address.tables), str(address.archive)) == ("/srv/bersama/danau", "/srv/bersama/arsip")
    assert address.connection.startswith("postgresql://dinas:rahasia@pusat:5433/koperasi?connect_timeout=3&options=")


def test_a_bucket_takes_the_place_of_the_folder():
    address = parse_address("ducklake:postgresql://pusat/koperasi", "s3://dinas/bersama/")
    assert address is not None
    assert (address.place, address.data_path) == ("s3://dinas/bersama", "s3://dinas/bersama/danau/")
    whole = parse_address("ducklake:postgresql://pusat/koperasi", "s3://dinas")
    assert whole is not None
    assert whole.data_path == "s3://dinas/danau/"


def test_files_is_no_catalog():
    assert parse_address("files") is None


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("ducklake:sqlite:satu.db", "/srv/bersama"),
        ("postgresql://pusat/koperasi", "/srv/bersama"),
        ("ducklake:postgresql://pusat", "/srv/bersama"),
        ("ducklake:postgresql://pusat:pintu/koperasi", "/srv/bersama"),
        ("duck", "/srv/bersama"),
        ("ducklake:postgresql://pusat/koperasi", ""),
        ("ducklake:postgresql://pusat/koperasi", "bersama"),
        ("ducklake:postgresql://pusat/koperasi", "s3://"),
        ("ducklake:postgresql://pusat/koperasi", "s3://Bersama?/danau"),
        ("ducklake:postgresql://pusat/koperasi", "gs://bersama/danau"),
    ],
)
def test_what_names_no_store_is_refused_without_being_repeated(text, folder, monkeypatch):
    monkeypatch.delenv("KOPERASI_STORE_DATA", raising=False)
    with pytest.raises(AddressWrong) as refused:
        parse_address(text, folder)
    assert str(refused.value).startswith("KOPERASI_STORE")
    assert "pusat" not in str(refused.value)


def test_a_wrong_setting_keeps_from_publishing_and_not_from_reading(built_store, monkeypatch, capsys):
    monkeypatch.setenv("KOPERASI_STORE", "ducklake:duck")
    assert main(["versions"]) == 0
    capsys.readouterr()
    assert main(["restore", "1", "--oleh", "Siti"]) == 2
    assert "KOPERASI_STORE harus files atau ducklake:postgresql://" in capsys.readouterr().err
    assert built_store.find_current() == 3


def test_no_sentence_repeats_a_password():
    said = shorten(RuntimeError('IO Error: Unable to connect to "postgresql://dinas:rahasia@pusat/x": no route\nto it'))
    assert said == '“IO Error: Unable to connect to "postgresql://dinas@pusat/x": no route to it”.'


@pytest.mark.parametrize(
    ("cause", "said"),
    [
        ("failed: Connection refused\n\tIs the server running?", "PostgreSQL tidak berjalan di alamat itu."),
        ("failed: timeout expired\n", "PostgreSQL tidak menjawab dalam 3 detik."),
        ('failed: FATAL:  password authentication failed for user "dinas"', "kata sandi PostgreSQL ditolak."),
        ('failed: FATAL:  database "x" does not exist', "basis datanya tidak ada."),
        ('failed: FATAL:  role "dinas" does not exist', "akun PostgreSQL itu tidak ada."),
        (
            "failed: SSL error",
            '“IO Error: Unable to connect to Postgres: connection to server at "pusat" failed: SSL error”.',
        ),
    ],
)
def test_the_cause_is_said_and_not_the_address_before_it(cause, said):
    asked = "postgresql://dinas:rahasia@pusat/x?connect_timeout=3&options=-c%20tcp_keepalives_idle%3D10%20-c%20tcp"
    line = f'IO Error: Unable to connect to Postgres at "{asked}{"%20" * 40}": connection to server at "pusat" {cause}'
    assert shorten(RuntimeError(line)) == said


def test_files_alone_load_nothing_of_the_catalog():
    program = (
        "import sys; from etl.store.versions import Store; Store(); Store().list_versions(); "
        "print([m for m in sys.modules if 'store.lake' in m or 'duckdb_ext' in m or 'botocore' in m]); "
        "import etl.store.lake.shared; print([m for m in sys.modules if 'botocore' in m])"  # a folder needs none of it
    )
    env = {k: v for k, v in os.environ.items() if not k.startswith("KOPERASI_STORE")}
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert said.stdout == "[]\n[]\n"
