"""What each row below a header is: data, or one of the other things that dinas put into tables. Says why a row is no data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from etl import row_signs as signs
from etl.headings import NAMA
from etl.kinds import Kepala
from etl.model import Petak, Sel
from etl.sections import Bagian, Daerah
from etl.skema import LEMBAR
from etl.texts import is_blank, plain

DATA, KOSONG, NOMOR, JUMLAH, SEKSI, RAGU, TEKS, LUAR = (
    "data",
    "kosong",
    "nomor",
    "jumlah",
    "seksi",
    "ragu",
    "teks",
    "luar",
)
TANDA_TANGAN, CATATAN = "tanda tangan", "catatan"
ALASAN = {NOMOR: "baris nomor kolom", TANDA_TANGAN: TANDA_TANGAN, CATATAN: CATATAN, TEKS: "baris teks tanpa data"}
JUDUL_ULANG = "judul diulang"
HANYA_NOMOR, HANYA_RUMUS = "baris kosong: hanya nomor urut", "baris kosong: hanya rumus atau nol"
ANGKA = ("bulat", "rupiah")
JUDUL_BESAR = 3  # columns that a merged cell spans when it is a caption and not a value
EKOR = 20  # rows that a signature or notes may take


@dataclass
class Baris:
    """A row that is not plainly data, and its label. lepas: stands after a blank row."""

    nomor: int
    jenis: str
    teks: str = ""
    alasan: str = ""
    bagian: Bagian | None = None
    lepas: bool = False


@dataclass
class Pilah:
    """The rows of one stretch of a sheet: numbers of data rows, the other rows, rows outside the table, ended by a signature?"""

    data: list[int] = field(default_factory=list)
    lain: list[Baris] = field(default_factory=list)
    luar: list[int] = field(default_factory=list)
    tamat: bool = False


class Pemilah:
    """Sorts the rows of one table. Rows come with vertical merges already filled."""

    def __init__(self, petak: Petak, baris: Sequence[list[Sel]], kepala: Kepala, daerah: Daerah) -> None:
        lembar, peta = LEMBAR[kepala.jenis], kepala.peta()
        self.baris, self.kepala, self.daerah = baris, kepala, daerah
        self.nama = peta.get(NAMA[kepala.jenis], 0)
        self.tahu = sorted(peta.values())
        self.angka = [peta[k.nama] for k in lembar.kolom if k.nama in peta and k.tipe in ANGKA]
        kata = [peta[k.nama] for k in lembar.kolom if k.nama in peta and k.tipe not in (*ANGKA, "desimal", "tahun")]
        # Columns that vouch for a data row: another text beside the name.
        self.saksi = [c for c in kata if c != self.nama] or [c for c in self.tahu if c != self.nama]
        self.galat: dict[int, set[int]] = {}
        for r, c in (*petak.galat, *petak.tanpa_nilai):
            self.galat.setdefault(r, set()).add(c)
        self.lebar = {g[0] for g in petak.gabungan if g[0] == g[2] and g[3] - g[1] + 1 >= JUDUL_BESAR}
        self.lazim, self.bernomor, self.dikenal = 0.0, False, 0

    def sort(self, awal: int, akhir: int) -> Pilah:
        """Sort rows awal-akhir (counted from 1)."""
        pilah = Pilah()
        nama, saksi, baris = self.nama - 1, [c - 1 for c in self.saksi[:6]], self.baris
        celah = luar = False
        for r in range(awal, min(akhir, len(baris)) + 1):
            sel = baris[r - 1]
            n = len(sel)
            if not celah and not luar and not pilah.tamat and 0 <= nama < n:
                teks = sel[nama]
                if type(teks) is str and teks and not signs.is_suspicious(teks):
                    if any(c < n and sel[c] is not None and sel[c] != "" for c in saksi):
                        pilah.data.append(r)
                        continue
            if r not in self.galat and not any(v is not None for v in sel):
                celah, luar = True, False
                continue
            temu = self._tail(r, sel) if pilah.tamat else self._look(r, sel)
            if temu.jenis == KOSONG:
                celah, luar = True, False
                continue
            temu.lepas = celah and not self._convincing(sel)
            if celah or pilah.tamat:
                self._learn(pilah.data)
            if pilah.tamat or luar or celah:
                temu = self._outside(temu, sel, luar, pilah.tamat)
            luar = temu.jenis == LUAR
            celah = False
            self._file(pilah, temu)
        return pilah

    def _file(self, pilah: Pilah, temu: Baris) -> None:
        if temu.jenis == DATA:
            pilah.data.append(temu.nomor)
        elif temu.jenis == LUAR:
            pilah.luar.append(temu.nomor)
        else:
            pilah.lain.append(temu)
            if temu.jenis in (TANDA_TANGAN, CATATAN) and not pilah.tamat:
                pilah.tamat = True
                self.akhir_tabel = temu

    def _learn(self, data: list[int]) -> None:
        """What rows of this table usually fill, learned anew while few are known."""
        if len(data) > self.dikenal and self.dikenal < 100:
            self.dikenal = 2 * len(data)
            contoh = [self.baris[r - 1] for r in data[:100]]
            self.lazim = float(median(self._filled(sel) for sel in contoh))
            nomor = sum(any(not is_blank(_at(sel, c)) for c in self.kepala.nomor) for sel in contoh)
            self.bernomor = nomor >= 0.8 * len(contoh)

    def _filled(self, sel: Sequence[Sel]) -> int:
        return sum(not is_blank(_at(sel, c)) for c in self.tahu)

    def _convincing(self, sel: Sequence[Sel]) -> bool:
        """Whether a row after a blank row goes on with the table and is no scratch below it."""
        nama = _at(sel, self.nama)
        bernama = isinstance(nama, str) and not is_blank(nama) and not signs.ANGKA_URUT.match(nama)
        if self.bernomor and not any(not is_blank(_at(sel, c)) for c in self.kepala.nomor):
            return False
        return (bernama or not self.nama) and self._filled(sel) >= max(2.0, self.lazim / 2)

    def _outside(self, temu: Baris, sel: Sequence[Sel], luar: bool, tamat: bool) -> Baris:
        """Rows apart from the table: the table goes on only with what plainly belongs to it."""
        if tamat:
            return temu
        if temu.jenis == DATA and not self._convincing(sel):
            temu.jenis = LUAR
        elif luar and temu.jenis not in (DATA, TANDA_TANGAN, CATATAN, SEKSI):
            temu.jenis = LUAR
        elif temu.jenis == TEKS and sum(not is_blank(v) for v in sel) > 1:
            temu.jenis = LUAR
        return temu

    def _tail(self, r: int, sel: Sequence[Sel]) -> Baris:
        """After a signature or notes: more of the same, or something that is not read."""
        isi = sum(not is_blank(v) for v in sel)
        dekat = r - self.akhir_tabel.nomor <= EKOR and isi <= 4
        if isi == 0:
            return Baris(r, KOSONG)
        if dekat and not (self._convincing(sel) and isi >= max(3.0, self.lazim / 2)):
            teks = [plain(v) for v in sel if not is_blank(v)]
            tanda = any(signs.PENUTUP.match(t) for t in teks)
            catatan = not tanda and signs.CATATAN.match(teks[0])
            return Baris(r, TANDA_TANGAN if tanda else CATATAN if catatan else self.akhir_tabel.jenis)
        return Baris(r, LUAR)

    def _look(self, r: int, sel: Sequence[Sel]) -> Baris:
        """Look at one row closely."""
        isi = [(c, v) for c, v in enumerate(sel, 1) if not is_blank(v)]
        dalam = [(c, v) for c, v in isi if c <= self.kepala.kanan]
        galat = {c for c in self.galat.get(r, ()) if c in self.tahu}
        bernomor = any(c in self.kepala.nomor and signs.ANGKA_URUT.match(plain(v)) for c, v in dalam)
        if penutup := self._closing(r, isi, bernomor):
            return penutup
        if not dalam and not galat:
            return Baris(r, KOSONG)
        if signs.is_number_row([v for _, v in dalam]):
            return Baris(r, NOMOR)
        label = [
            (c, plain(v)) for c, v in dalam if isinstance(v, str) and c not in self.angka and c not in self._urut(v)
        ]
        angka = [c for c, v in dalam if c in self.angka and _has_digit(v)] + [c for c in galat if c in self.angka]
        if 0 < len(label) <= 3 and (temu := self._labelled(r, label, angka, bernomor, dalam)):
            return temu
        return self._rest(r, dalam, galat, label, angka, bernomor)

    def _urut(self, v: str) -> list[int]:
        """Columns in which this text is a running number ("1.")."""
        return self.kepala.nomor if signs.ANGKA_URUT.match(v) else []

    def _rest(
        self, r: int, dalam: list[tuple[int, Sel]], galat: set[int], label: list, angka: list[int], bernomor: bool
    ) -> Baris:
        """Data, or a row of numbers of which only arithmetic can say whether it is a total."""
        nama = _at(self.baris[r - 1], self.nama)
        bernama = (isinstance(nama, str) and not is_blank(nama)) or self.nama in galat
        dikenal = {c for c, _ in dalam if c in self.tahu}
        if not bernama and not label and all(v in (0, "") for c, v in dalam if c in dikenal):
            return Baris(r, TEKS, alasan=HANYA_RUMUS if galat or dikenal else HANYA_NOMOR)
        if angka and not bernomor and len(label) <= 1 and not galat and self.kepala.jenis not in ("rekap", "target"):
            return Baris(r, RAGU, label[0][1] if label else "")
        if len(dalam) == 1 and r in self.lebar:
            return Baris(r, TEKS)
        return Baris(r, DATA if bernama or len(dikenal | galat) >= 2 else TEKS)

    def _closing(self, r: int, isi: list[tuple[int, Sel]], bernomor: bool) -> Baris | None:
        if bernomor or len(isi) > 4:
            return None
        teks = [v for _, v in isi if isinstance(v, str)]
        if any(signs.PENUTUP.match(v) for v in teks):
            return Baris(r, TANDA_TANGAN)
        if len(isi) <= 3 and teks and signs.CATATAN.match(teks[0]):
            return Baris(r, CATATAN)
        return None

    def _labelled(
        self, r: int, label: list[tuple[int, str]], angka: list[int], bernomor: bool, dalam: list[tuple[int, Sel]]
    ) -> Baris | None:
        """A total or a section by its label; a cooperative named "Total Karya" has other texts beside its name."""
        teks = " ".join(v for _, v in label)
        rekap = self.kepala.jenis == "rekap" and bool(angka)
        if bernomor:  # "1 | KECAMATAN SUKOREJO", but not "1 | SUKOREJO"
            bagian = None if rekap else self.daerah.section(teks, sendiri=False)
            return Baris(r, SEKSI, teks, bagian=bagian) if bagian and bagian.gaya == "bertanda" else None
        if signs.JUMLAH.match(teks) and len(label) <= 2:
            return Baris(r, JUMLAH, teks)
        if self.daerah.is_city(teks) and not rekap:
            return Baris(r, JUMLAH if angka else TEKS, teks)
        bagian = None if rekap else self.daerah.section(teks, sendiri=len(label) == 1)
        if bagian is None or bagian.gaya == "bertanda":
            return Baris(r, SEKSI, teks, bagian=bagian) if bagian else None
        if any(not isinstance(v, str) and c not in self.angka for c, v in dalam):
            return None
        return Baris(r, RAGU if angka else SEKSI, teks, bagian=bagian)


def _at(sel: Sequence[Sel], kolom: int) -> Sel:
    return sel[kolom - 1] if 0 < kolom <= len(sel) else None


def _has_digit(v: Sel) -> bool:
    return not isinstance(v, str) or any(d.isdigit() for d in v)
