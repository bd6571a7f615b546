"""A city small enough to count by hand: five quarters, nine cooperatives, one group, seven participants.

The register of 2025-T3 (due book year 2024) and what is to be counted from it stands in tests/indikator/test_golden.py.
"""

from __future__ import annotations

import datetime as dt

from etl import run
from etl.publish import publish
from etl.store.versions import Store
from tests.built import copy_built
from tests.workbooks import workbook

JUDUL_REGISTER = [
    "NIK",
    "Nama Koperasi",
    "Kelurahan",
    "Kelompok Koperasi",
    "Status",
    "RAT Tahun Buku",
    "Tanggal Badan Hukum",
    "Anggota Laki-laki",
    "Anggota Perempuan",
    "Jumlah Anggota",
    "Anggota UMKM",
    "Modal Sendiri",
    "Modal Luar",
    "Aset",
    "Volume Usaha",
    "SHU",
    "Status NIK",
    "Tanggal Berlaku Sertifikat",
    "Skor Kesehatan",
    "Predikat Kesehatan",
    "Tahun Penilaian",
    "Media Pemasaran",
    "Pakai Internet",
]
_, JT = None, 1_000_000

REGISTER_2025_T3 = [
    ["3572000000001", "KSP Satu", "Turi", "KSP", "Aktif", 2024, dt.date(2010, 1, 1), 10, 20, 30, 5,
     100 * JT, 10 * JT, 150 * JT, 200 * JT, 10 * JT, "Bersertifikat", dt.date(2026, 12, 31),
     85, "Sehat", 2025, "Website", "Ya"],
    ["3572000000002", "KSU Dua", "Turi", "KSU", "Aktif", 2023, dt.date(2010, 1, 1), 5, 5, 10, _,
     50 * JT, 0, 60 * JT, 70 * JT, -5 * JT, "Kedaluwarsa", dt.date(2025, 1, 1),
     60, "Dalam Pengawasan", 2024, _, "Tidak"],
    ["3572000000003", "KPRI Tiga", "Turi", "KPRI", "Tidak Aktif", 2020, dt.date(2010, 1, 1), _, _, 40, _,
     _, _, _, _, _, _, _, _, _, _, _, _],
    ["3572000000004", "Koperasi Kelurahan Merah Putih Gedog", "Gedog", "KKMP", "Aktif", _, dt.date(2025, 5, 20),
     30, 30, 60, 60, 5 * JT, _, 5 * JT, _, 0, "Bersertifikat", dt.date(2025, 6, 30), _, _, _, _, _],
    ["3572000000005", "Kopwan Lima", "Gedog", "Kopwan", "Tidak Aktif", 2019, dt.date(2010, 1, 1)] + [_] * 16,
    ["3572000000006", "Kopkar Enam", "Gedog", "Kopkar", _, _, dt.date(2010, 1, 1)] + [_] * 16,
    ["3572000000007", "KUD Tujuh", "Gedog", "KUD", "Diusulkan Dibubarkan", 2015, dt.date(1990, 1, 1)] + [_] * 16,
    ["3572000000008", "Kopas Delapan", "Bendo", "Kopas", "Aktif", 2024, dt.date(2010, 1, 1), 4, 6, 10, 4,
     _, _, _, _, 1 * JT, _, _, _, "Cukup Sehat", 2023, _, _],
    ["3572000000009", "KSU Sembilan", "Bendo", "KSU", "Dibubarkan", 2014, dt.date(1990, 1, 1)] + [_] * 16,
]  # fmt: skip

REGISTER_2024_T3 = [
    ["3572000000001", "KSP Satu", "Turi", "KSP", "Aktif", 2023],
    ["3572000000002", "KSU Dua", "Turi", "KSU", "Tidak Aktif", 2020],
    ["3572000000003", "KPRI Tiga", "Turi", "KPRI", "Aktif", 2023],
    ["3572000000005", "Kopwan Lima", "Gedog", "Kopwan", "Tidak Aktif", 2019],
    ["3572000000008", "Kopas Delapan", "Turi", "Kopas", "Tidak Aktif", 2020],  # moves to Bendo within the year
    ["3572000000009", "KSU Sembilan", "Bendo", "KSU", "Tidak Aktif", 2014],
]
JUDUL_PELATIHAN = [
    "Nama Kegiatan",
    "Tanggal Mulai",
    "Tanggal Selesai",
    "Nama Peserta",
    "L/P",
    "Asal Koperasi/Kelompok",
    "Kelurahan",
]
JUDUL_PENDAMPINGAN = ["Tanggal", "Sasaran", "Kelurahan", "Petugas", "Jenis Pendampingan"]

PELATIHAN_2024_T4 = [
    ["Pelatihan A", dt.date(2024, 11, 10), dt.date(2024, 11, 12), "Ani", "P", "KSP Satu", _],
    ["Pelatihan A", dt.date(2024, 11, 10), dt.date(2024, 11, 12), "Budi", "L", "KSP Satu", _],
    ["Pelatihan A", dt.date(2024, 11, 10), dt.date(2024, 11, 12), "Cici", "P", "Bank Sampah Mawar", "Gedog"],
]
PENDAMPINGAN_2025_T1 = [[dt.date(2025, 1, 20), "KSP Satu", _, "Petugas 1", "Pascapelatihan"]]
PELATIHAN_2025_T2 = [["Pelatihan B", dt.date(2025, 4, 4), _, "Dedi", "L", "KSU Dua", _]]
PELATIHAN_2025_T3 = [
    ["Pelatihan C", dt.date(2025, 8, 5), _, "Ani", "P", "KSP Satu", _],
    ["Pelatihan C", dt.date(2025, 8, 5), _, "Eko", "L", "Kopas Delapan", _],
    ["Pelatihan C", dt.date(2025, 8, 5), _, "Fifi", "P", "Kopas Delapan", _],
    ["Pelatihan C", dt.date(2025, 8, 5), _, "Cici", "P", "Bank Sampah Mawar", "Gedog"],
    ["Pelatihan C", dt.date(2025, 8, 5), _, "Gani", _, _, "Turi"],
]
PENDAMPINGAN_2025_T3 = [
    [dt.date(2025, 7, 15), "KPRI Tiga", _, "Petugas 1", "Khusus"],
    [dt.date(2025, 9, 30), "Kopas Delapan", _, "Petugas 2", "Pemasaran"],
]

BUKU = {
    "2024-T3": {"Koperasi": [JUDUL_REGISTER[:6], *REGISTER_2024_T3]},
    "2024-T4": {"Pelatihan": [JUDUL_PELATIHAN, *PELATIHAN_2024_T4]},
    "2025-T1": {"Pendampingan": [JUDUL_PENDAMPINGAN, *PENDAMPINGAN_2025_T1]},
    "2025-T2": {"Pelatihan": [JUDUL_PELATIHAN, *PELATIHAN_2025_T2]},
    "2025-T3": {
        "Koperasi": [JUDUL_REGISTER, *REGISTER_2025_T3],
        "Pelatihan": [JUDUL_PELATIHAN, *PELATIHAN_2025_T3],
        "Pendampingan": [JUDUL_PENDAMPINGAN, *PENDAMPINGAN_2025_T3],
    },
}


def publish_book(store: Store, periode: str, sheet: dict[str, list[list]], **others: object) -> int:
    """Check and publish one workbook made of visible lists; its number."""
    data = workbook(sheet)
    result = run.check_workbook(data, f"{periode}.xlsx", periode, store=store)
    return publish.publish_workbook(result, data, "Penguji", store=store, **others)  # type: ignore[arg-type]


def copy_all(store: Store, until: str = "2025-T3") -> int:
    """What publish_all leaves in an empty folder: published once in a run of the tests, then copied."""
    assert store.list_versions() == []
    copy_built(f"emas sampai {until}", store.folder, lambda: publish_all(Store(), until))
    number = store.find_current()
    assert number is not None
    return number


def copy_registers(store: Store) -> None:
    """The two quarters that have a register, published one after the other."""

    def build() -> None:
        for periode in ("2024-T3", "2025-T3"):
            publish_book(Store(), periode, BUKU[periode], reason="uji")

    copy_built("emas dua register", store.folder, build)


def publish_all(store: Store, until: str = "2025-T3", **others: object) -> int:
    """Publish the city up to a quarter; number of the last version."""
    number = 0
    for periode, sheet in BUKU.items():
        if periode <= until:
            number = publish_book(store, periode, sheet, **others)
    return number
