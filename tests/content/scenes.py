"""A small register whose names raise questions, and what tests ask about them."""

from __future__ import annotations

import datetime as dt

from etl import run
from etl.model import CheckResult
from etl.publish import publish
from etl.store.versions import Store
from tests.built import copy_built
from tests.workbooks import workbook

JUDUL = ["NIK", "Nama Koperasi", "Kelurahan", "Kecamatan", "Status"]
TURI, KIDUL, LOR = "35.72.02.1004", "35.72.01.1001", "35.72.01.1007"
KEPANJEN = "kelurahan:kepanjen|35.72.01"
# No NIK anywhere, so that names decide.
T3 = [
    [None, "KSU Maju Jaya", "Turi", "Sukorejo", "Aktif"],
    [None, "KPRI Sehat", "Turi", "Sukorejo", "Aktif"],
]
T4 = [
    [None, "KSU Majoe Jaya", "Turi", "Sukorejo", "Aktif"],
    [None, "KPRI Sehat", "Turi", "Sukorejo", "Aktif"],
]
MAJOE = f"koperasi:nama:KSU MAJOE JAYA|{TURI}"
RAGU = [None, "KSP Baru", "Kepanjen", "Kepanjenkidul", "Aktif"]
KUNJUNGAN = [dt.date(2024, 11, 4), "KSU Sentosa", "Turi", "Petugas 1", "Khusus"]
SENTOSA = f"sasaran:KSU SENTOSA|{TURI}"


def register(*line: list) -> bytes:
    return workbook({"Data": [JUDUL, *line]})


def visits(*line: list) -> bytes:
    return workbook({"Pendampingan": [["Tanggal", "Sasaran", "Kelurahan", "Petugas", "Jenis Pendampingan"], *line]})


def check(store: Store, data: bytes, periode: str = "2024-T3", answers: dict[str, str] | None = None) -> CheckResult:
    return run.check_workbook(data, f"{periode}.xlsx", periode, store=store, answers=answers)


def publish_it(
    store: Store, data: bytes, periode: str = "2024-T3", answers: dict[str, str] | None = None, reason: str = ""
) -> int:
    """Check, answer and publish; into an empty folder once by each process that tests, then copied."""

    def publish_now(store: Store) -> int:
        return publish.publish_workbook(check(store, data, periode, answers), data, "Siti", reason, store=store)

    if store.list_versions() or store.records.numbers():
        return publish_now(store)
    copy_built(repr((data, periode, answers, reason)), store.folder, lambda: publish_now(Store()))
    return 1


def codes(result: CheckResult) -> list[str]:
    """Codes of what was found; that these small books lack kinds of sheet is said in each and left out here."""
    return [t.kode for t in result.temuan if t.kode != "lembar_belum_ada"]


def keys(result: CheckResult) -> list[str]:
    return [p.kunci for p in result.pertanyaan]


def ids(store: Store, nama: str) -> list[tuple[str, str]]:
    sql = "select periode, koperasi_id from koperasi_triwulan where nama_koperasi = ? order by 1"
    return store.open_version(store.find_current() or 0).execute(sql, [nama]).fetchall()


def remembered(store: Store) -> list[tuple]:
    sql = "select kunci, nilai, oleh, unggahan_id, dicabut_oleh from jawaban order by unggahan_id, kunci"
    return store.open_version(store.find_current() or 0).execute(sql).fetchall()
