"""A small register whose names raise questions, and what tests ask about them."""

from __future__ import annotations

import datetime as dt

from etl import run
from etl.model import CheckResult
from etl.publish import publish
from etl.store.versions import Store
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


def register(*baris: list) -> bytes:
    return workbook({"Data": [JUDUL, *baris]})


def visits(*baris: list) -> bytes:
    return workbook({"Pendampingan": [["Tanggal", "Sasaran", "Kelurahan", "Petugas", "Jenis Pendampingan"], *baris]})


def check(gudang: Store, data: bytes, periode: str = "2024-T3", jawaban: dict[str, str] | None = None) -> CheckResult:
    return run.check_workbook(data, f"{periode}.xlsx", periode, store=gudang, answers=jawaban)


def publish_it(
    gudang: Store, data: bytes, periode: str = "2024-T3", jawaban: dict[str, str] | None = None, alasan: str = ""
) -> int:
    return publish.publish_workbook(check(gudang, data, periode, jawaban), data, "Siti", alasan, store=gudang)


def codes(hasil: CheckResult) -> list[str]:
    return [t.kode for t in hasil.temuan]


def keys(hasil: CheckResult) -> list[str]:
    return [p.kunci for p in hasil.pertanyaan]


def ids(gudang: Store, nama: str) -> list[tuple[str, str]]:
    sql = "select periode, koperasi_id from koperasi_triwulan where nama_koperasi = ? order by 1"
    return gudang.open_version(gudang.find_current() or 0).execute(sql, [nama]).fetchall()


def remembered(gudang: Store) -> list[tuple]:
    sql = "select kunci, nilai, oleh, unggahan_id, dicabut_oleh from jawaban order by unggahan_id, kunci"
    return gudang.open_version(gudang.find_current() or 0).execute(sql).fetchall()
