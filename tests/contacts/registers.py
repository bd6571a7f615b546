"""Registers with invented people to call: every name and number holds a piece that is found again in any form."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from etl import run
from etl.contacts.book import ContactBook
from etl.publish.publish import publish_workbook
from etl.store.versions import Store
from tests.workbooks import workbook

HEADINGS = ["NIK", "Nama Koperasi", "Kelurahan", "Status", "RAT Tahun Buku", "Nama Ketua", "No. Telp", "No HP"]
ROWS = [
    ["3572000000001", "KSP Satu", "Turi", "Aktif", 2024, "Zulkarnaen Kontakcoba", "(0342) 801900", "0812-9871-2301"],
    ["3572000000002", "KSU Dua", "Turi", "Aktif", 2023, "Yosefina Kontakcoba", None, 81298712302],
    ["3572000000003", "KPRI Tiga", "Gedog", "Tidak Aktif", 2020, None, "-", "WA 081298712303 atau 081298712304"],
    ["3572000000004", "Kopwan Empat", "Gedog", "Aktif", 2024, None, None, None],
]
PIECES = (
    "Kontakcoba",
    "Zulkarnaen",
    "Yosefina",
    "801900",
    "9871-2301",
    "98712301",
    "1298712302",
    "98712303",
    "98712304",
)


VISITS = [["Tanggal", "Sasaran", "Kelurahan", "Petugas"], [dt.date(2025, 8, 5), "KSP Satu", "Turi", "Petugas 1"]]


def book(*rows: list[object], sample: bool = False, visits: bool = False) -> bytes:
    kinds = {"Register": [HEADINGS, *(rows or ROWS)], **({"Kunjungan": VISITS} if visits else {})}
    return workbook(kinds, sample=sample)


def publish(store: Store, quarter: str, data: bytes | None = None, **more: object) -> int:
    data = data or book()
    result = run.check_workbook(data, "register.xlsx", quarter, store=store)
    return publish_workbook(result, data, "Ani", "uji", store=store, **more)  # type: ignore[arg-type]


def known(store: Store) -> dict[str, tuple[str, str]]:
    """{name of the cooperative: (chair, numbers)} as the list holds them."""
    con = store.open_version(store.find_current() or 0)
    rows = con.execute("select distinct koperasi_id, nama_koperasi from koperasi_triwulan").fetchall()
    listed = ContactBook(store.folder).read()
    return {name: (listed[i].ketua, listed[i].telepon) for i, name in rows if i in listed}


def text_of(data: bytes) -> str:
    """All parts of a workbook, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(n).decode("utf-8", "replace") for n in archive.namelist())
