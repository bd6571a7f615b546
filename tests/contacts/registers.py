"""Registers with invented people to call: every name and number holds a piece that is found again in any form."""

from __future__ import annotations

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
PIECES = ("Kontakcoba", "Zulkarnaen", "Yosefina", "801900", "9871", "98712301", "1298712302", "98712303", "98712304")


def book(*rows: list[object], sample: bool = False) -> bytes:
    return workbook({"Register": [HEADINGS, *(rows or ROWS)]}, sample=sample)


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
