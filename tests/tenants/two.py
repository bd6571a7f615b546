"""Two areas of government in one installation: Kota Blitar, and an invented one of two kelurahan. Each has published
one quarter, with a cooperative that only it has."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.accounts import users
from etl.acuan import ROOT
from etl.publish.drafts.preview_version import build_preview
from etl.publish.publish import publish_workbook
from etl.run import check_workbook
from etl.tenants.begin import Beginning, begin
from etl.tenants.chosen import enter
from etl.tenants.declared import ROLL_SETTING, read_roll
from tests.workbooks import REGISTER, workbook

CITY, INVENTED = "kota-blitar", "kota-contoh"
AREAS = """kode_kecamatan,kecamatan,kode_kelurahan,kelurahan,tingkat
99.01.01,Utara,99.01.01.1001,Mawar,kelurahan
99.01.01,Utara,99.01.01.1002,Melati,kelurahan
"""
BOOKS = {
    CITY: [1, "3572030001", "KSP Maju", "1/BH/XV", "Turi", "Sukorejo", "Aktif", 2024],
    INVENTED: [1, "9901010001", "KSP Karang", "7/BH/IX", "Mawar", "Utara", "Aktif", 2024],
}
QUARTER = "2025-T1"


def build(folder: Path) -> Path:
    """Both, made as an operator makes them; returns pemda.toml."""
    file = folder / "pemda.toml"
    folder.mkdir(exist_ok=True)
    areas = write_areas(folder, "99.01")
    city_areas = ROOT / "data" / "acuan" / "kelurahan.csv"
    begin(file, Beginning(CITY, "Kota Blitar", "35.72", "kota", "Dinas Koperasi Kota Blitar", city_areas))
    begin(file, Beginning(INVENTED, "Kota Contoh", "99.01", "kota", "Dinas Koperasi Kota Contoh", areas))
    for address in BOOKS:
        publish_first(file, address)
    return file


def write_areas(folder: Path, code: str) -> Path:
    """The list of areas of an invented city of that code."""
    file = folder / f"wilayah-{code}.csv"
    file.write_text(AREAS.replace("99.01", code), encoding="utf-8")
    return file


def publish_first(file: Path, address: str, quarter: str = QUARTER) -> None:
    with inside(file, address):
        data = make_book(address)
        publish_workbook(check_workbook(data, "a.xlsx", quarter), data, by="penguji")


def publish_both(file: Path) -> None:
    """The next quarter of both, at the same time on the command line."""
    environment = {k: v for k, v in os.environ.items() if k not in ("KOPERASI_DATA", "KOPERASI_ACUAN")}
    environment[ROLL_SETTING] = str(file)
    started = {}
    for address in BOOKS:
        book = file.parent / f"{address}.xlsx"
        book.write_bytes(make_book(address))
        words = ["publish", str(book), "--periode", "2025-T2", "--oleh", "Siti", "--alasan", "sama"]
        command = [sys.executable, "-m", "etl", *words, "--pemda", address]
        started[address] = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    told = {address: one.communicate()[0] for address, one in started.items()}
    assert {a: (p.returncode, "versi 2" in told[a]) for a, p in started.items()} == dict.fromkeys(BOOKS, (0, True))


def make_book(address: str) -> bytes:
    """The register of one of them."""
    return workbook({"Register": [REGISTER, BOOKS[address]]})


@contextmanager
def inside(file: Path, address: str) -> Iterator[None]:
    """This process works for one of them meanwhile."""
    roll = read_roll(file)
    tenant = roll.find(address)
    assert tenant is not None
    with pytest.MonkeyPatch.context() as m:
        changed = dict(os.environ)
        enter(changed, roll, tenant)
        for name in os.environ.keys() - changed.keys():
            m.delenv(name)
        for name, value in changed.items():
            m.setenv(name, value)
        yield


def make_draft(file: Path, address: str, by: str, name: str) -> str:
    """What somebody has begun to publish: a register with another cooperative. Returns the draft's address."""
    with inside(file, address):
        row = [2, "", name, "9/BH/XX", *BOOKS[address][4:]]
        data = workbook({"Register": [REGISTER, BOOKS[address], row]})
        return build_preview(check_workbook(data, "b.xlsx", QUARTER), by, "kunci").token


def add_staff(file: Path, address: str, name: str, role: str = "petugas") -> str:
    """A session of somebody who works for one of them."""
    with inside(file, address):
        users.add_user(name, role=role)
        return users.start_session(name)


def choose_installation(monkeypatch: pytest.MonkeyPatch, file: Path) -> None:
    """This process stands in the installation, and has chosen none of them."""
    monkeypatch.setenv(ROLL_SETTING, str(file))
    for name in ("KOPERASI_DATA", "KOPERASI_ACUAN", "KOPERASI_PEMDA"):
        monkeypatch.delenv(name, raising=False)
