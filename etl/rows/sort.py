"""Sort the rows below a header: data, other rows of the table, rows outside it. Fast where a row is plainly data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from etl.cells import row_signs as signs
from etl.cells.texts import is_blank, plain
from etl.headings.kinds import Header
from etl.model import Petak, Sel
from etl.rows.kinds import CATATAN, DATA, KOSONG, LUAR, SEKSI, TANDA_TANGAN, TEKS, Baris, Pengenal, at
from etl.rows.sections import Daerah

EKOR = 20  # rows that a signature or notes may take
_CONTOH = 100  # data rows from which is learned what rows of a table usually fill


@dataclass
class Pilah:
    """The rows of one stretch of a sheet: numbers of data rows, the other rows, rows outside the table, ended by a signature?"""

    data: list[int] = field(default_factory=list)
    lain: list[Baris] = field(default_factory=list)
    luar: list[int] = field(default_factory=list)
    tamat: bool = False


class Pemilah:
    """Sorts the rows of one table. Rows come with vertical merges already filled."""

    def __init__(self, petak: Petak, baris: Sequence[list[Sel]], kepala: Header, daerah: Daerah) -> None:
        self.baris, self.kepala = baris, kepala
        self.kenal = Pengenal(petak, kepala, daerah)
        self.lazim, self.bernomor, self.dipelajari = 0.0, False, 0
        self.akhir_tabel: Baris | None = None

    def sort(self, awal: int, akhir: int) -> Pilah:
        """Sort rows awal-akhir (counted from 1)."""
        pilah = Pilah()
        kenal, baris = self.kenal, self.baris
        nama, saksi = kenal.nama - 1, [c - 1 for c in kenal.saksi[:6]]
        celah = luar = False  # after a blank row; inside something that is not the table
        for r in range(awal, min(akhir, len(baris)) + 1):
            sel = baris[r - 1]
            n = len(sel)
            if not celah and not luar and not pilah.tamat and 0 <= nama < n:
                teks = sel[nama]
                if type(teks) is str and teks and not signs.is_suspicious(teks):
                    if any(c < n and sel[c] is not None and sel[c] != "" for c in saksi):
                        pilah.data.append(r)
                        continue
            temu = self._one(r, sel, pilah.tamat)
            if temu.jenis == KOSONG:
                celah, luar = True, False
                continue
            if celah or luar or pilah.tamat:
                self._learn(pilah.data)
                temu.lepas = not self._convincing(sel)
                self._set_apart(temu, sel, luar)
            luar, celah = temu.jenis == LUAR, False
            self._file(pilah, temu)
        return pilah

    def _one(self, r: int, sel: Sequence[Sel], tamat: bool) -> Baris:
        if r not in self.kenal.galat and not any(v is not None for v in sel):
            return Baris(r, KOSONG)
        if tamat and self.akhir_tabel:
            return self._after_end(r, sel, self.akhir_tabel)
        return self.kenal.look(r, sel)

    def _file(self, pilah: Pilah, temu: Baris) -> None:
        if temu.jenis == DATA:
            pilah.data.append(temu.nomor)
        elif temu.jenis == LUAR:
            pilah.luar.append(temu.nomor)
        else:
            pilah.lain.append(temu)
            if temu.jenis in (TANDA_TANGAN, CATATAN) and not pilah.tamat:
                pilah.tamat, self.akhir_tabel = True, temu

    def _learn(self, data: list[int]) -> None:
        """What rows of this table usually fill, learned anew while few are known."""
        if len(data) > self.dipelajari and self.dipelajari < _CONTOH:
            self.dipelajari = 2 * len(data)
            contoh = [self.baris[r - 1] for r in data[:_CONTOH]]
            self.lazim = float(median(self._filled(sel) for sel in contoh))
            self.bernomor = sum(self._is_numbered(sel) for sel in contoh) >= 0.8 * len(contoh)

    def _filled(self, sel: Sequence[Sel]) -> int:
        return sum(not is_blank(at(sel, c)) for c in self.kenal.tahu)

    def _is_numbered(self, sel: Sequence[Sel]) -> bool:
        return any(not is_blank(at(sel, c)) for c in self.kepala.nomor)

    def _convincing(self, sel: Sequence[Sel]) -> bool:
        """Whether a row apart from the others goes on with the table and is no scratch below it."""
        nama = at(sel, self.kenal.nama)
        bernama = isinstance(nama, str) and not is_blank(nama) and not signs.ANGKA_URUT.match(nama)
        if not bernama and self.kenal.nama:
            return False
        # Where rows are numbered, one without number must be as full as they are.
        tanpa_nomor = self.bernomor and not self._is_numbered(sel)
        return self._filled(sel) >= (max(3.0, 0.75 * self.lazim) if tanpa_nomor else max(2.0, self.lazim / 2))

    def _set_apart(self, temu: Baris, sel: Sequence[Sel], luar: bool) -> None:
        """Rows apart from the table: it goes on only with what plainly belongs to it."""
        if temu.jenis == DATA:
            apart = temu.lepas
        elif temu.jenis == TEKS:
            apart = luar or sum(not is_blank(v) for v in sel) > 1
        else:
            apart = luar and temu.jenis not in (TANDA_TANGAN, CATATAN, SEKSI)
        if apart:
            temu.jenis = LUAR

    def _after_end(self, r: int, sel: Sequence[Sel], penutup: Baris) -> Baris:
        """After a signature or notes: more of the same, or something that is not read."""
        teks = [plain(v) for v in sel if not is_blank(v)]
        if not teks:
            return Baris(r, KOSONG)
        berdata = self._convincing(sel) and len(teks) >= max(3.0, self.lazim / 2)
        if r - penutup.nomor > EKOR or len(teks) > 4 or berdata:
            return Baris(r, LUAR)
        if any(signs.PENUTUP.match(t) for t in teks):
            return Baris(r, TANDA_TANGAN)
        return Baris(r, CATATAN if signs.CATATAN.match(teks[0]) else penutup.jenis)
