"""The corpus of bad and odd workbooks: how one line is written, and builders for what visible lists cannot say.

A line is `K(what it is, content, findings, read)`: the findings are all of them, each "code@cell" or "code@Sheet!cell"
(the sheet "S" is not written), and `read` holds literal values of the typed rows. The lines themselves stand in
shapes.py (layouts), values.py (values, dates, names), odd.py (habits) and files.py (files, hostile files).
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter

from tests.workbooks import workbook

N = None
J = ["No", "NIK", "Nama Koperasi", "Kelurahan", "Status"]
A = [1, "3572000000001", "KSU Melati", "Turi", "Aktif"]
B = [2, "3572000000002", "Kopwan Mawar", "Gedog", "Tidak Aktif"]
AB = {
    "nama_koperasi": ["KSU Melati", "Kopwan Mawar"],
    "kelurahan": ["Turi", "Gedog"],
    "status": ["aktif", "tidak aktif"],
}
JP = ["No", "Nama Peserta", "L/P", "Asal", "Kelurahan"]
KEGIATAN = [["Nama Kegiatan : Pelatihan Dasar"], ["Tanggal : 5 Agustus 2025"], ["Tempat : Aula"]]
JD = ["No", "Tanggal", "Koperasi/Kelompok", "Kelurahan", "Petugas"]
_NAMA = ["Melati", "Mawar", "Anggrek", "Kenanga", "Dahlia", "Cempaka", "Teratai", "Flamboyan"]

Isi = dict[str, list[list]] | bytes | Callable[[], bytes]


@dataclass(frozen=True)
class K:
    """One workbook of the corpus. `isi`: {sheet: rows}, the bytes, or what makes them."""

    apa: str
    isi: Isi
    temuan: str = ""
    baca: dict[str, list] = field(default_factory=dict)
    nama: str = "register.xlsx"
    gabung: tuple[str, ...] = ()
    sembunyi: tuple[str, ...] = ()
    periode: str = "2025-T3"

    def data(self) -> bytes:
        if isinstance(self.isi, dict):
            return workbook(self.isi, {"S": list(self.gabung)} if self.gabung else None, self.sembunyi)
        return self.isi if isinstance(self.isi, bytes) else self.isi()


def lembar(*baris: list) -> dict[str, list[list]]:
    return {"S": list(baris)}


def kolom(judul: str, *nilai: Any, atas: tuple[str, ...] = ()) -> dict[str, list[list]]:
    """A register whose column E is the one that matters; its cells start at E2, lower by the lines above."""
    row = [[i, f"KSU {_NAMA[i - 1]}", "Turi", "Aktif", v] for i, v in enumerate(nilai, 1)]
    return lembar(*([t] for t in atas), ["No", "Nama Koperasi", "Kelurahan", "Status", judul], *row)


def kelurahan(*nilai: Any) -> dict[str, list[list]]:
    """A register whose column C (from C2) holds these kelurahan."""
    row = [[i, f"KSU {_NAMA[i - 1]}", v, "Aktif"] for i, v in enumerate(nilai, 1)]
    return lembar(["No", "Nama Koperasi", "Kelurahan", "Status"], *row)


def status(*nilai: Any) -> dict[str, list[list]]:
    """A register whose column D (from D2) holds these statuses."""
    row = [[i, f"KSU {_NAMA[i - 1]}", "Turi", v] for i, v in enumerate(nilai, 1)]
    return lembar(["No", "Nama Koperasi", "Kelurahan", "Status"], *row)


def peserta(*baris: list, atas: list[list] | None = None) -> list[list]:
    return [*(KEGIATAN if atas is None else atas), JP, *baris]


def kunjungan(*tanggal: Any) -> dict[str, list[list]]:
    """Visits on these days, in B2 and below."""
    row = [[i, v, f"Bank Sampah {_NAMA[i - 1]}", "Turi", "Petugas 1"] for i, v in enumerate(tanggal, 1)]
    return lembar(JD, *row)


def tulis(isi: Callable[[Any, Any], None], baris: list[list] | None = None, **setelan: Any) -> bytes:
    """A workbook whose sheet "S" holds these rows; then `isi(workbook, sheet)` may do what it likes."""
    container = io.BytesIO()
    with xlsxwriter.Workbook(container, {"in_memory": True, "strings_to_formulas": False, **setelan}) as buku:
        ws = buku.add_worksheet("S")
        for i, cell in enumerate(baris or [J, A, B]):
            ws.write_row(i, 0, cell)
        isi(buku, ws)
    return container.getvalue()
