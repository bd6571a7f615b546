"""What the cell reader hides in an .xlsx: extents, error cells, formulas without a value, hidden rows, merges, per cent.

One streaming pass over the XML of each sheet, run in the child process before the cells are read.
Standard library only, and no dataclass: the child must start fast.
"""

from __future__ import annotations

import re
from typing import IO

from etl.read.xlsx_parts import Mencurigakan, parser

BARIS_EXCEL, KOLOM_EXCEL = 1_048_576, 16_384
MAKS_TANDA = 2_000_000  # marked cells of one sheet; a real sheet has far fewer
# What calamine knows; one other code (#SPILL!, #CALC!, Google's #ERROR!) makes it refuse the whole sheet.
GALAT_DIKENAL = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
_ALAMAT = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")

Rentang = list[list[int]]  # [[first, last], …] of consecutive numbers


class Tanda:
    """Signs of one sheet. baris/kolom: last row and column holding a value, with the cells that stand there."""

    def __init__(self) -> None:
        self.baris = self.kolom = 0
        self.sel_baris = self.sel_kolom = (0, 0)
        self.galat: list[tuple[int, int, str]] = []
        self.tanpa_nilai: dict[int, Rentang] = {}
        self.persen: dict[int, Rentang] = {}
        self.baris_tersembunyi: Rentang = []
        self.kolom_tersembunyi: Rentang = []
        self.gabungan: list[tuple[int, int, int, int]] = []


def scan(berkas: IO[bytes], gaya_persen: set[str]) -> Tanda:
    """Read the signs of one sheet from its XML."""
    pemindai = _Pemindai(gaya_persen)
    while potong := berkas.read(1 << 18):
        pemindai.urai.Parse(potong)
    pemindai.urai.Parse(b"", True)
    pemindai.tutup_baris()
    return _clip(pemindai.tanda)


class _Pemindai:
    """Expat handlers. A sheet of 200,000 × 25 calls `_mulai` ten million times, so it does little."""

    def __init__(self, gaya_persen: set[str]) -> None:
        self.tanda = Tanda()
        self.gaya_persen = gaya_persen
        self.urai = parser(self._akar)
        self.sel: dict[str, str] = {}  # attributes of the open cell: r address, t type, s style
        self.rumus = False  # the open cell has a formula and no value so far
        self.terjauh, self.panjang = "", 0  # rightmost address of the row that holds a value
        self.nomor_baris = 0
        self.banyak = 0
        self.teks: list[str] = []

    def _akar(self, nama: str, _a: dict[str, str]) -> None:
        """The root tells the prefix that this program writes (<x:worksheet>)."""
        awalan = nama.removesuffix("worksheet")
        self.c, self.v, self.f, self.isi = awalan + "c", awalan + "v", awalan + "f", awalan + "is"
        self.lain = {awalan + "row": self._baris, awalan + "col": self._kolom, awalan + "mergeCell": self._gabung}
        self.urai.StartElementHandler = self._mulai

    def _mulai(self, nama: str, a: dict[str, str]) -> None:
        if nama == self.c:
            if self.rumus:
                self._tanpa_nilai()
            if "r" not in a:
                a["r"] = self._berikut()
            self.sel = a
        elif nama == self.v or nama == self.isi:
            a = self.sel
            sel = a["r"]
            n = len(sel)  # within a row a longer or later address stands further right
            if n > self.panjang or (n == self.panjang and sel > self.terjauh):
                self.terjauh, self.panjang = sel, n
            if self.gaya_persen and a.get("s") in self.gaya_persen:
                self._tambah(self.tanda.persen)
            if self.rumus or a.get("t") == "e":
                self._baca_nilai(a.get("t"))
        elif nama == self.f:
            self.rumus = True
        elif tangani := self.lain.get(nama):
            tangani(a)

    def _baca_nilai(self, jenis: str | None) -> None:
        """Listen to the text of an error or of a formula's value; a formula may well give an empty text."""
        if jenis == "str":
            self.rumus = False
        else:
            self.teks = []
            self.urai.CharacterDataHandler = self.teks.append
            self.urai.EndElementHandler = self._akhir

    def _akhir(self, _nama: str) -> None:
        self.urai.CharacterDataHandler = self.urai.EndElementHandler = None
        nilai = "".join(self.teks).strip()
        if not nilai and self.rumus:  # openpyxl writes <v/> for a formula that nobody calculated
            self._tanpa_nilai()
        elif self.sel.get("t") == "e":
            self.tanda.galat.append((*parse_address(self.sel["r"]), nilai or "#N/A"))
            self._hitung()
        self.rumus = False

    def _tanpa_nilai(self) -> None:
        self._tambah(self.tanda.tanpa_nilai)
        self.rumus = False

    def _tambah(self, ke: dict[int, Rentang]) -> None:
        baris, kolom = parse_address(self.sel["r"])
        _extend(ke.setdefault(kolom, []), baris)
        self._hitung()

    def _hitung(self) -> None:
        self.banyak += 1
        if self.banyak > MAKS_TANDA:
            raise Mencurigakan

    def _berikut(self) -> str:
        """Address of a cell that states none: right of the one before."""
        kolom = parse_address(self.sel["r"])[1] + 1 if self.sel else 1
        huruf = ""
        while kolom:
            kolom, sisa = divmod(kolom - 1, 26)
            huruf = chr(65 + sisa) + huruf
        return f"{huruf}{self.nomor_baris}"

    def _baris(self, a: dict[str, str]) -> None:
        self.tutup_baris()
        self.nomor_baris = int(a.get("r") or self.nomor_baris + 1)
        self.sel = {}
        if a.get("hidden") in ("1", "true") or a.get("ht") == "0":
            _extend(self.tanda.baris_tersembunyi, self.nomor_baris)

    def tutup_baris(self) -> None:
        if self.rumus:
            self._tanpa_nilai()
        if self.terjauh:
            baris, kolom = parse_address(self.terjauh)
            if baris > self.tanda.baris:
                self.tanda.baris, self.tanda.sel_baris = baris, (baris, kolom)
            if kolom > self.tanda.kolom:
                self.tanda.kolom, self.tanda.sel_kolom = kolom, (baris, kolom)
        self.terjauh, self.panjang = "", 0

    def _kolom(self, a: dict[str, str]) -> None:
        if a.get("hidden") in ("1", "true") or a.get("width") == "0":
            self.tanda.kolom_tersembunyi.append([int(a["min"]), int(a["max"])])

    def _gabung(self, a: dict[str, str]) -> None:
        awal, _, akhir = a.get("ref", "").partition(":")
        if akhir:
            self.tanda.gabungan.append((*parse_address(awal), *parse_address(akhir)))
            self._hitung()


def parse_address(sel: str) -> tuple[int, int]:
    """ "D3" -> (3, 4). ValueError when no cell of Excel has this address."""
    cocok = _ALAMAT.match(sel)
    if not cocok:
        raise ValueError("alamat sel")
    kolom = 0
    for h in cocok[1].upper():
        kolom = kolom * 26 + ord(h) - 64
    baris = int(cocok[2])
    if not (1 <= baris <= BARIS_EXCEL and kolom <= KOLOM_EXCEL):
        raise ValueError("alamat sel")
    return baris, kolom


def clip_merges(gabungan: list[tuple[int, int, int, int]], baris: int, kolom: int) -> list[tuple[int, int, int, int]]:
    """Merged ranges inside the used area only: a merge of the whole sheet must cost nobody 17 thousand million cells."""
    potong = ((b1, k1, min(b2, baris), min(k2, kolom)) for b1, k1, b2, k2 in dict.fromkeys(gabungan))
    dalam = [(b1, k1, b2, k2) for b1, k1, b2, k2 in potong if b2 >= b1 and k2 >= k1 and (b2 > b1 or k2 > k1)]
    if sum((b2 - b1 + 1) * (k2 - k1 + 1) for b1, k1, b2, k2 in dalam) > baris * kolom:
        raise Mencurigakan  # they overlap, which Excel never writes
    return dalam


def _clip(tanda: Tanda) -> Tanda:
    """Hidden rows and columns and merges beyond the last value say nothing about the data."""
    tanda.gabungan = clip_merges(tanda.gabungan, tanda.baris, tanda.kolom)
    tanda.baris_tersembunyi = [[a, min(b, tanda.baris)] for a, b in tanda.baris_tersembunyi if a <= tanda.baris]
    tanda.kolom_tersembunyi = [[a, min(b, tanda.kolom)] for a, b in tanda.kolom_tersembunyi if a <= tanda.kolom]
    return tanda


def _extend(rentang: Rentang, nomor: int) -> None:
    if rentang and rentang[-1][1] == nomor - 1:
        rentang[-1][1] = nomor
    else:
        rentang.append([nomor, nomor])
