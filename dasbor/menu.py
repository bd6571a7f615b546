"""The pages: file, title, and where each stands in the navigation. The file stem is the address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath


@dataclass(frozen=True)
class Halaman:
    berkas: str
    judul: str
    bagian: str  # "" = stands by itself in the navigation
    saringan: bool = True  # shows the choice of quarter and area

    @property
    def alamat(self) -> str:
        return PurePosixPath(self.berkas).stem

    @property
    def petugas(self) -> bool:
        return self.berkas.startswith("pages/petugas/")


HALAMAN = (
    Halaman("pages/publik/ringkasan.py", "Ringkasan", ""),
    Halaman("pages/publik/keaktifan.py", "Keaktifan", ""),
    Halaman("pages/publik/pelatihan.py", "Pelatihan", ""),
    Halaman("pages/publik/pendampingan.py", "Pendampingan", ""),
    Halaman("pages/publik/kamus.py", "Kamus Data", "", saringan=False),
    Halaman("pages/petugas/unggah.py", "Unggah", "Petugas", saringan=False),
    Halaman("pages/petugas/riwayat.py", "Riwayat", "Petugas", saringan=False),
)
ALAMAT = frozenset({"", *(h.alamat for h in HALAMAN)})
