"""What one row below a header is: data, total, section, signature, notes, … Looks at every cell; rows.py asks when in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from etl.cells import row_signs as signs
from etl.cells.quarters import TRIWULAN
from etl.cells.texts import is_blank, plain
from etl.headings.kinds import Header
from etl.headings.meanings import NAMA
from etl.model import Petak, Sel
from etl.rows.sections import Bagian, Daerah
from etl.skema import LEMBAR

DATA, KOSONG, NOMOR, JUMLAH = "data", "kosong", "nomor", "jumlah"
SEKSI, RAGU, TEKS, LUAR = "seksi", "ragu", "teks", "luar"
TANDA_TANGAN, CATATAN = "tanda tangan", "catatan"
ALASAN = {NOMOR: "baris nomor kolom", TANDA_TANGAN: TANDA_TANGAN, CATATAN: CATATAN, TEKS: "baris teks tanpa data"}
JUDUL_ULANG = "judul diulang"
HANYA_NOMOR, HANYA_RUMUS = "baris kosong: hanya nomor urut", "baris kosong: hanya rumus atau nol"
ANGKA = ("bulat", "rupiah")
_JUDUL_BESAR = 3  # columns that a merged cell spans when it is a caption and not a value
_ISI_TTD, _ISI_CATATAN = 4, 3  # cells that a line of a signature block or of notes may have


@dataclass
class Baris:
    """A row that is not plainly data, and its label. lepas: stands after a blank row and does not look like the table."""

    nomor: int
    jenis: str
    teks: str = ""
    alasan: str = ""
    bagian: Bagian | None = None
    lepas: bool = False


@dataclass
class _Sorot:
    """A row's cells, sorted. isi: all; dalam: in the table; label: words; angka: columns with a number; bernomor: numbered."""

    nomor: int
    isi: list[tuple[int, Sel]]
    dalam: list[tuple[int, Sel]]
    label: list[str]
    angka: list[int]
    galat: set[int]
    bernomor: bool

    @property
    def teks(self) -> str:
        return " ".join(self.label)


class Pengenal:
    """Knows the columns of one table, and from them what a row is."""

    def __init__(self, petak: Petak, kepala: Header, daerah: Daerah) -> None:
        lembar, peta = LEMBAR[kepala.jenis], kepala.peta()
        self.kepala, self.daerah, self.lembar = kepala, daerah, lembar
        self.nama = peta.get(NAMA[kepala.jenis], 0)
        self.centang = kepala.kolom_centang
        self.tahu = sorted({*peta.values(), *self.centang})
        self.wajib = [peta[nama] for nama in lembar.wajib if nama in peta]
        self.lahir = peta.get("tanggal_lahir", 0)
        self.angka = [peta[k.nama] for k in lembar.kolom if k.nama in peta and k.tipe in ANGKA]
        kata = [peta[k.nama] for k in lembar.kolom if k.nama in peta and k.tipe not in (*ANGKA, "desimal", "tahun")]
        # Columns that vouch for a data row: another text beside the name.
        self.saksi = [c for c in kata if c != self.nama and c not in self.centang]
        self.saksi = self.saksi or [c for c in self.tahu if c != self.nama and c not in self.centang]
        self.galat: dict[int, set[int]] = {}
        for r, c in (*petak.galat, *petak.tanpa_nilai):
            self.galat.setdefault(r, set()).add(c)
        self.lebar = {g[0] for g in petak.gabungan if g[0] == g[2] and g[3] - g[1] + 1 >= _JUDUL_BESAR}

    def look(self, r: int, sel: Sequence[Sel]) -> Baris:
        """Look at one row closely."""
        s = self._sort_cells(r, sel)
        if penutup := self._closing(s):
            return penutup
        if not s.dalam and not s.galat:
            return Baris(r, KOSONG)
        if signs.is_number_row([v for _, v in s.dalam]):
            return Baris(r, NOMOR)
        if 0 < len(s.label) <= 3 and (temu := self._labelled(s)):
            return temu
        return self._rest(s, at(sel, self.nama))

    def _sort_cells(self, r: int, sel: Sequence[Sel]) -> _Sorot:
        isi = [(c, v) for c, v in enumerate(sel, 1) if not is_blank(v)]
        dalam = [(c, v) for c, v in isi if c <= self.kepala.kanan]
        galat = {c for c in self.galat.get(r, ()) if c in self.tahu}
        urut = {c for c, v in dalam if c in self.kepala.nomor and signs.ANGKA_URUT.match(plain(v))}
        hitungan = {c for c, v in dalam if c in self.centang and plain(v).isdigit()}
        bukan = {*self.angka, *urut, *hitungan}
        label = [plain(v) for c, v in dalam if isinstance(v, str) and c not in bukan]
        angka = [c for c, v in dalam if c in self.angka and _has_digit(v)] + [c for c in galat if c in self.angka]
        return _Sorot(r, isi, dalam, label, angka, galat, bool(urut))

    def _closing(self, s: _Sorot) -> Baris | None:
        """Signature or notes; not a row with all that is mandatory, whatever words stand in it."""
        terisi = {c for c, _ in s.isi}
        if s.bernomor or len(s.isi) > _ISI_TTD or (len(self.wajib) >= 2 and terisi.issuperset(self.wajib)):
            return None
        # "Blitar, 12 Mei 1980" as place and date of birth is no signature.
        teks = [v for c, v in s.isi if isinstance(v, str) and c != self.lahir]
        if any(signs.PENUTUP.match(v) for v in teks):
            return Baris(s.nomor, TANDA_TANGAN)
        if len(s.isi) <= _ISI_CATATAN and teks and signs.CATATAN.match(teks[0]):
            return Baris(s.nomor, CATATAN)
        return None

    def _labelled(self, s: _Sorot) -> Baris | None:
        """A total or a section by its label; a cooperative named "Total Karya" has other texts beside its name."""
        rekap = bool(self.lembar.merekap and s.angka)
        if not s.bernomor and signs.JUMLAH.match(s.teks) and len(s.label) <= 2:
            return Baris(s.nomor, JUMLAH, s.teks)
        if not s.bernomor and self.daerah.is_city(s.teks) and not rekap:
            return Baris(s.nomor, JUMLAH if s.angka else TEKS, s.teks)
        # A date or a document number beside it: somebody visited "Kelurahan Turi".
        biasa = {*self.angka, *self.kepala.nomor, *self.centang}
        asing = any(not isinstance(v, str) and c not in biasa for c, v in s.dalam)
        if rekap or asing:
            return None
        bagian = self.daerah.section(s.teks, sendiri=len(s.label) == 1 and not s.bernomor)
        if bagian and bagian.gaya == "bertanda":
            return Baris(s.nomor, SEKSI, s.teks, bagian=bagian)
        # "1 | SUKOREJO" is a numbered row, "1 | KECAMATAN SUKOREJO" is not.
        return Baris(s.nomor, RAGU if s.angka else SEKSI, s.teks, bagian=bagian) if bagian and not s.bernomor else None

    def _rest(self, s: _Sorot, nama: Sel) -> Baris:
        """Data, or a row of numbers of which only arithmetic can say whether it is a total."""
        if self.lembar.merekap and len(s.dalam) == 1 and TRIWULAN.search(s.teks.casefold()):
            return Baris(s.nomor, TEKS, alasan="baris triwulan")
        bernama = (isinstance(nama, str) and not is_blank(nama)) or self.nama in s.galat
        dikenal = {c for c, _ in s.dalam if c in self.tahu}
        if not bernama and not s.label and s.dalam and all(c in self.centang and _has_digit(v) for c, v in s.dalam):
            return Baris(s.nomor, JUMLAH, alasan="baris jumlah: banyaknya tanda")
        if not bernama and not s.label and all(v in (0, "") for c, v in s.dalam if c in dikenal):
            return Baris(s.nomor, TEKS, alasan=HANYA_RUMUS if s.galat or dikenal else HANYA_NOMOR)
        if s.angka and not s.bernomor and len(s.label) <= 1 and not s.galat and not self.lembar.berangka:
            return Baris(s.nomor, RAGU, s.teks)
        if len(s.dalam) == 1 and s.nomor in self.lebar:
            return Baris(s.nomor, TEKS)
        return Baris(s.nomor, DATA if bernama or len(dikenal | s.galat) >= 2 else TEKS)


def at(sel: Sequence[Sel], kolom: int) -> Sel:
    return sel[kolom - 1] if 0 < kolom <= len(sel) else None


def _has_digit(v: Sel) -> bool:
    return not isinstance(v, str) or any(d.isdigit() for d in v)
