"""Total rows: which rows a total sums over, and which rows without a label are totals by their arithmetic."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from etl.cells.columns import convert
from etl.cells.numbers import column_way, read_number
from etl.cells.texts import is_blank
from etl.headings.kinds import Header
from etl.model import Sel
from etl.rows.kinds import ANGKA, DATA, JUMLAH, LUAR, RAGU, SEKSI, Baris
from etl.rows.sections import KECAMATAN
from etl.skema import LEMBAR, Kolom

_SELURUH = re.compile(r"grand|jumlah\s+total|seluruh|semua|umum|akhir|kota|kab|^total\s*[:.]?\s*$", re.I)
_PALING_AWAL, _PALING_AKHIR = 0, 10**9
Rentang = tuple[int, int]  # rows between two rows, both excluded


@dataclass
class Jumlah:
    """A total row: the numbers as typed, and the stretch of rows that it sums over."""

    baris: int
    isi: dict[str, Sel]
    rentang: Rentang


class Penjumlah:
    """Sums of the numeric columns over any stretch of data rows."""

    def __init__(self, baris: Sequence[list[Sel]], data: list[int], kepala: Header) -> None:
        lembar, peta = LEMBAR[kepala.jenis], kepala.peta()
        # Totals exceed what is plausible for one cooperative.
        self.kolom = {k.nama: _unbounded(k) for k in lembar.kolom if k.nama in peta and k.tipe in ANGKA}
        self.peta, self.baris, self.data = peta, baris, data
        self.cara, self.kumulatif = {}, {}
        for nama, kolom in self.kolom.items():
            isi = [_cell(baris[r - 1], peta[nama]) for r in data]
            self.cara[nama] = column_way(kolom, isi)
            angka = np.nan_to_num(np.array(convert(kolom, isi).nilai, dtype=float))
            self.kumulatif[nama] = np.concatenate([[0.0], np.cumsum(angka)])

    def between(self, rentang: Rentang) -> tuple[int, int]:
        """Positions of the data rows inside a stretch."""
        return bisect_left(self.data, rentang[0] + 1), bisect_left(self.data, rentang[1])

    def numbers(self, nomor: int) -> dict[str, float]:
        """The numbers of a row, by column; what cannot be read is left out."""
        baca = {n: read_number(_cell(self.baris[nomor - 1], self.peta[n]), self.cara[n]).nilai for n in self.kolom}
        return {n: float(v) for n, v in baca.items() if v is not None}

    def matches(self, angka: dict[str, float], rentang: Rentang) -> int:
        """How many numbers equal the sum over the stretch; 0 matches where nothing is summed."""
        a, b = self.between(rentang)
        if a >= b:
            return -1
        jumlah = {n: float(self.kumulatif[n][b] - self.kumulatif[n][a]) for n in angka}
        return sum(abs(jumlah[n] - v) <= max(0.01, 1e-9 * abs(v)) for n, v in angka.items())


def settle_totals(
    baris: Sequence[list[Sel]], kepala: Header, data: list[int], lain: list[Baris]
) -> tuple[list[Jumlah], list[Baris]]:
    """Total rows with what they sum over. Rows in doubt become total, section, data or outside, in `lain`."""
    if not any(_may_be_total(b) for b in lain):
        return [], lain
    penjumlah = Penjumlah(baris, data, kepala)
    hasil: list[Jumlah] = []
    batas = sorted({b.nomor for b in lain if b.jenis in (SEKSI, JUMLAH)})
    kecamatan = sorted(b.nomor for b in lain if _is_kecamatan(b))
    for b in sorted(lain, key=lambda b: b.nomor):
        if not _may_be_total(b):
            continue
        angka = penjumlah.numbers(b.nomor)
        calon = _stretches(b, batas, kecamatan)
        if b.jenis == RAGU:
            calon = [r for r in calon if _surely(penjumlah, angka, r, b)]
            _settle(b, calon)
            if b.jenis in (JUMLAH, SEKSI):
                batas.insert(bisect_left(batas, b.nomor), b.nomor)
        if b.jenis == JUMLAH or (b.jenis == SEKSI and angka):
            isi = {n: _cell(baris[b.nomor - 1], kepala.peta()[n]) for n in penjumlah.kolom}
            isi = {n: v for n, v in isi.items() if not is_blank(v)}
            nilai = [penjumlah.matches(angka, r) for r in calon]
            terbaik = calon[nilai.index(max(nilai))] if calon else (b.nomor, b.nomor)
            hasil += [Jumlah(b.nomor, isi, terbaik)] if isi else []
    return hasil, lain


def _may_be_total(b: Baris) -> bool:
    return b.jenis in (JUMLAH, RAGU, SEKSI)


def _is_kecamatan(b: Baris) -> bool:
    return b.jenis == SEKSI and b.bagian is not None and b.bagian.tingkat == KECAMATAN


def _stretches(b: Baris, batas: list[int], kecamatan: list[int]) -> list[Rentang]:
    """The stretches a total may sum over, the likeliest first."""
    bawah = [(b.nomor, _next(batas, b.nomor)), (b.nomor, _next(kecamatan, b.nomor)), (b.nomor, _PALING_AKHIR)]
    if b.jenis == SEKSI:
        return bawah
    atas = [(_before(batas, b.nomor), b.nomor), (_before(kecamatan, b.nomor), b.nomor), (_PALING_AWAL, b.nomor)]
    return [*(atas[::-1] if _SELURUH.search(b.teks) else atas), *bawah[::-1]]


def _before(nomor: list[int], baris: int) -> int:
    i = bisect_left(nomor, baris)
    return nomor[i - 1] if i else _PALING_AWAL


def _next(nomor: list[int], baris: int) -> int:
    i = bisect_right(nomor, baris)
    return nomor[i] if i < len(nomor) else _PALING_AKHIR


def _surely(penjumlah: Penjumlah, angka: dict[str, float], rentang: Rentang, b: Baris) -> bool:
    """A row without a label of a total is one when all its numbers are sums over two rows or more."""
    a, z = penjumlah.between(rentang)
    cukup = z - a >= 2 and any(angka.values())
    # A label that might be a name needs more proof than none at all.
    if b.teks and b.bagian is None:
        cukup = cukup and (len(angka) >= 2 or z - a >= 3)
    return cukup and penjumlah.matches(angka, rentang) == len(angka)


def _settle(b: Baris, calon: list[Rentang]) -> None:
    if calon and b.bagian is not None and calon[0][0] == b.nomor:
        b.jenis = SEKSI
    elif calon:
        b.jenis, b.alasan = JUMLAH, "baris jumlah (terbaca dari angkanya)"
    else:
        b.jenis = LUAR if b.lepas else DATA


def _cell(sel: Sequence[Sel], kolom: int) -> Sel:
    return sel[kolom - 1] if kolom <= len(sel) else None


def _unbounded(kolom: Kolom) -> Kolom:
    return replace(kolom, minimum=None, maksimum=None)
