"""The corpus of bad and odd workbooks: how one line is written, and builders for what visible lists cannot say.

A line is `K(what it is, content, findings, read)`: the findings are all of them, each "code@cell" or "code@Sheet!cell"
(the sheet "S" is not written), and `read` holds literal values of the typed rows. The lines themselves stand in
shapes.py (layouts), values.py (values, dates, names), odd.py (habits), seen.py (what a person sees) and files.py
(files, hostile files).
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


def book_of(*line: list) -> dict[str, list[list]]:
    return {"S": list(line)}


def column_of(title: str, *value: Any, above: tuple[str, ...] = ()) -> dict[str, list[list]]:
    """A register whose column E is the one that matters; its cells start at E2, lower by the lines above."""
    row = [[i, f"KSU {_NAMA[i - 1]}", "Turi", "Aktif", v] for i, v in enumerate(value, 1)]
    return book_of(*([t] for t in above), ["No", "Nama Koperasi", "Kelurahan", "Status", title], *row)


def kelurahan(*value: Any) -> dict[str, list[list]]:
    """A register whose column C (from C2) holds these kelurahan."""
    row = [[i, f"KSU {_NAMA[i - 1]}", v, "Aktif"] for i, v in enumerate(value, 1)]
    return book_of(["No", "Nama Koperasi", "Kelurahan", "Status"], *row)


def status(*value: Any) -> dict[str, list[list]]:
    """A register whose column D (from D2) holds these statuses."""
    row = [[i, f"KSU {_NAMA[i - 1]}", "Turi", v] for i, v in enumerate(value, 1)]
    return book_of(["No", "Nama Koperasi", "Kelurahan", "Status"], *row)


def attendance(*line: list, above: list[list] | None = None) -> list[list]:
    return [*(KEGIATAN if above is None else above), JP, *line]


def visit_book(*date: Any) -> dict[str, list[list]]:
    """Visits on these days, in B2 and below."""
    row = [[i, v, f"Bank Sampah {_NAMA[i - 1]}", "Turi", "Petugas 1"] for i, v in enumerate(date, 1)]
    return book_of(JD, *row)


def written_by(isi: Callable[[Any, Any], None], line: list[list] | None = None, **options: Any) -> bytes:
    """A workbook whose sheet "S" holds these rows; then `isi(workbook, sheet)` may do what it likes."""
    container = io.BytesIO()
    with xlsxwriter.Workbook(container, {"in_memory": True, "strings_to_formulas": False, **options}) as book:
        ws = book.add_worksheet("S")
        for i, cell in enumerate(line or [J, A, B]):
            ws.write_row(i, 0, cell)
        isi(book, ws)
    return container.getvalue()
