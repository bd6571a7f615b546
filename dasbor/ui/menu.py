"""The pages: file, title, and where each stands in the navigation. The file stem is the address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from etl.acuan import AKAR


@dataclass(frozen=True)
class Halaman:
    berkas: str
    judul: str
    bagian: str = ""  # section of the navigation; "" = stands by itself
    saringan: bool = True  # shows the choice of quarter and area
    tampil: bool = True  # False: reached by links only, not in the navigation

    @property
    def alamat(self) -> str:
        return PurePosixPath(self.berkas).stem

    @property
    def petugas(self) -> bool:
        return self.berkas.startswith("pages/petugas/")


def _publik(alamat: str, judul: str, bagian: str = "", saringan: bool = True, tampil: bool = True) -> Halaman:
    return Halaman(f"pages/publik/{alamat}.py", judul, bagian, saringan, tampil)


def _petugas(alamat: str, judul: str) -> Halaman:
    return Halaman(f"pages/petugas/{alamat}.py", judul, PETUGAS, saringan=False)


KESEHATAN, PEMBINAAN, WILAYAH = "Keaktifan & Kesehatan", "Pembinaan", "Wilayah & Koperasi"
DATA, PETUGAS = "Data", "Petugas"
_SEMUA = (
    _publik("ringkasan", "Ringkasan"),
    _publik("keaktifan", "Keaktifan", KESEHATAN),
    _publik("kesehatan", "Kesehatan", KESEHATAN),
    _publik("pelatihan", "Pelatihan", PEMBINAAN),
    _publik("pendampingan", "Pendampingan", PEMBINAAN),
    _publik("hasil", "Hasil Pembinaan", PEMBINAAN),
    _publik("kelompok", "Bank Sampah & Kelompok", PEMBINAAN),
    _publik("prioritas", "Prioritas", PEMBINAAN),
    _publik("kelurahan", "Kelurahan", WILAYAH),
    _publik("koperasi", "Koperasi", WILAYAH),
    _publik("merah_putih", "Merah Putih", WILAYAH),
    _publik("digital", "Digital & Pemasaran", WILAYAH),
    _publik("mutu", "Mutu Data", DATA),
    _publik("kamus", "Kamus Data", DATA, saringan=False),
    _publik("asal", "Asal angka", tampil=False),
    _petugas("unggah", "Unggah"),
    _petugas("riwayat", "Riwayat"),
    _petugas("ejaan", "Ejaan"),
)
# A page without its file is left out: a half-finished update must not break the other pages.
HALAMAN = tuple(h for h in _SEMUA if (AKAR / h.berkas).exists())
ALAMAT = frozenset({"", *(h.alamat for h in HALAMAN)})
