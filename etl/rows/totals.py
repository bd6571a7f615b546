"""Total rows: which rows a total sums over, and which rows without a label are totals by their arithmetic."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from etl.cells.columns import convert_column
from etl.cells.numbers import choose_rule, read_number
from etl.cells.texts import is_blank
from etl.headings.kinds import Header
from etl.model import Cell
from etl.rows.kinds import DATA_ROW, DOUBTFUL_ROW, NUMERIC_TYPES, OUTSIDE_ROW, SECTION_ROW, TOTAL_ROW, SpecialRow
from etl.rows.sections import KECAMATAN_LEVEL
from etl.skema import SHEET_KINDS, Column

_WHOLE = re.compile(r"grand|jumlah\s+total|seluruh|semua|umum|akhir|kota|kab|^total\s*[:.]?\s*$", re.I)
_BEFORE_ALL, _AFTER_ALL = 0, 10**9
Stretch = tuple[int, int]  # rows between two rows, both excluded


@dataclass
class TotalRow:
    """A total row: the numbers as typed, and the stretch of rows that it sums over."""

    baris: int
    isi: dict[str, Cell]
    stretch: Stretch


class SumChecker:
    """Sums of the numeric columns over any stretch of data rows."""

    def __init__(self, baris: Sequence[list[Cell]], data: list[int], kepala: Header) -> None:
        lembar, peta = SHEET_KINDS[kepala.jenis], kepala.peta()
        # Totals exceed what is plausible for one cooperative.
        self.kolom = {k.nama: _drop_bounds(k) for k in lembar.kolom if k.nama in peta and k.tipe in NUMERIC_TYPES}
        self.peta, self.baris, self.data = peta, baris, data
        self.cara, self.cumulative = {}, {}
        for nama, kolom in self.kolom.items():
            isi = [_take_cell(baris[r - 1], peta[nama]) for r in data]
            self.cara[nama] = choose_rule(kolom, isi)
            angka = np.nan_to_num(np.array(convert_column(kolom, isi).nilai, dtype=float))
            self.cumulative[nama] = np.concatenate([[0.0], np.cumsum(angka)])

    def between(self, rentang: Stretch) -> tuple[int, int]:
        """Positions of the data rows inside a stretch."""
        return bisect_left(self.data, rentang[0] + 1), bisect_left(self.data, rentang[1])

    def numbers(self, nomor: int) -> dict[str, float]:
        """The numbers of a row, by column; what cannot be read is left out."""
        baca = {n: read_number(_take_cell(self.baris[nomor - 1], self.peta[n]), self.cara[n]).nilai for n in self.kolom}
        return {n: float(v) for n, v in baca.items() if v is not None}

    def matches(self, angka: dict[str, float], rentang: Stretch) -> int:
        """How many numbers equal the sum over the stretch; 0 matches where nothing is summed."""
        a, b = self.between(rentang)
        if a >= b:
            return -1
        jumlah = {n: float(self.cumulative[n][b] - self.cumulative[n][a]) for n in angka}
        return sum(abs(jumlah[n] - v) <= max(0.01, 1e-9 * abs(v)) for n, v in angka.items())


def settle_totals(
    baris: Sequence[list[Cell]], kepala: Header, data: list[int], lain: list[SpecialRow]
) -> tuple[list[TotalRow], list[SpecialRow]]:
    """Total rows with what they sum over. Rows in doubt become total, section, data or outside, in `lain`."""
    if not any(_may_be_total(b) for b in lain):
        return [], lain
    penjumlah = SumChecker(baris, data, kepala)
    hasil: list[TotalRow] = []
    batas = sorted({b.nomor for b in lain if b.jenis in (SECTION_ROW, TOTAL_ROW)})
    kecamatan = sorted(b.nomor for b in lain if _is_kecamatan(b))
    for b in sorted(lain, key=lambda b: b.nomor):
        if not _may_be_total(b):
            continue
        angka = penjumlah.numbers(b.nomor)
        calon = _list_stretches(b, batas, kecamatan)
        if b.jenis == DOUBTFUL_ROW:
            calon = [r for r in calon if _is_surely_total(penjumlah, angka, r, b)]
            _settle_row(b, calon)
            if b.jenis in (TOTAL_ROW, SECTION_ROW):
                batas.insert(bisect_left(batas, b.nomor), b.nomor)
        if b.jenis == TOTAL_ROW or (b.jenis == SECTION_ROW and angka):
            isi = {n: _take_cell(baris[b.nomor - 1], kepala.peta()[n]) for n in penjumlah.kolom}
            isi = {n: v for n, v in isi.items() if not is_blank(v)}
            nilai = [penjumlah.matches(angka, r) for r in calon]
            terbaik = calon[nilai.index(max(nilai))] if calon else (b.nomor, b.nomor)
            hasil += [TotalRow(b.nomor, isi, terbaik)] if isi else []
    return hasil, lain


def _may_be_total(b: SpecialRow) -> bool:
    return b.jenis in (TOTAL_ROW, DOUBTFUL_ROW, SECTION_ROW)


def _is_kecamatan(b: SpecialRow) -> bool:
    return b.jenis == SECTION_ROW and b.bagian is not None and b.bagian.tingkat == KECAMATAN_LEVEL


def _list_stretches(b: SpecialRow, batas: list[int], kecamatan: list[int]) -> list[Stretch]:
    """The stretches a total may sum over, the likeliest first."""
    bawah = [(b.nomor, _find_next(batas, b.nomor)), (b.nomor, _find_next(kecamatan, b.nomor)), (b.nomor, _AFTER_ALL)]
    if b.jenis == SECTION_ROW:
        return bawah
    atas = [
        (_find_before(batas, b.nomor), b.nomor),
        (_find_before(kecamatan, b.nomor), b.nomor),
        (_BEFORE_ALL, b.nomor),
    ]
    return [*(atas[::-1] if _WHOLE.search(b.teks) else atas), *bawah[::-1]]


def _find_before(nomor: list[int], baris: int) -> int:
    i = bisect_left(nomor, baris)
    return nomor[i - 1] if i else _BEFORE_ALL


def _find_next(nomor: list[int], baris: int) -> int:
    i = bisect_right(nomor, baris)
    return nomor[i] if i < len(nomor) else _AFTER_ALL


def _is_surely_total(penjumlah: SumChecker, angka: dict[str, float], rentang: Stretch, b: SpecialRow) -> bool:
    """A row without a label of a total is one when all its numbers are sums over two rows or more."""
    a, z = penjumlah.between(rentang)
    cukup = z - a >= 2 and any(angka.values())
    # A label that might be a name needs more proof than none at all.
    if b.teks and b.bagian is None:
        cukup = cukup and (len(angka) >= 2 or z - a >= 3)
    return cukup and penjumlah.matches(angka, rentang) == len(angka)


def _settle_row(b: SpecialRow, calon: list[Stretch]) -> None:
    if calon and b.bagian is not None and calon[0][0] == b.nomor:
        b.jenis = SECTION_ROW
    elif calon:
        b.jenis, b.alasan = TOTAL_ROW, "baris jumlah (terbaca dari angkanya)"
    else:
        b.jenis = OUTSIDE_ROW if b.is_apart else DATA_ROW


def _take_cell(sel: Sequence[Cell], kolom: int) -> Cell:
    return sel[kolom - 1] if kolom <= len(sel) else None


def _drop_bounds(kolom: Column) -> Column:
    return replace(kolom, minimum=None, maksimum=None)
