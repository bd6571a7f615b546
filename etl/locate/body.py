"""The body of a located table: cells of its data rows as columns, section rows filled down, repeats spelled out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from etl.cells.texts import is_blank
from etl.headings.kinds import Header
from etl.locate.above import areas_above, money_units, values_above
from etl.model import KolomTemu, Petak, Sel, Tabel
from etl.rows.kinds import ALASAN, DATA, JUMLAH, LUAR, SEKSI, Baris
from etl.rows.sections import KECAMATAN, KELURAHAN, RAGU, Bagian, Daerah, settle_doubt
from etl.rows.sort import Pemilah
from etl.rows.totals import settle_totals
from etl.skema import LEMBAR

# Words may be merged or repeated down several rows; a number merged down is written once and counts once.
_MENURUN = ("teks", "pilihan", "daftar", "ya_tidak", "tanggal", "tahun", "kelurahan", "kecamatan")
_NAMA_SENDIRI = ("nama_koperasi", "nama_peserta", "nama_kelompok")  # a ditto mark is no name
_SAMA = re.compile(
    r"\s*(?:[\"'”“″〃`´’]{1,2}|-+\s*[\"”“″〃']{1,2}\s*-+|idem|ditto|s\.?\s?d\.?\s?a\.?|sama dengan (?:di )?atas)\s*$",
    re.I,
)


@dataclass
class Rakitan:
    """A table while its stretches are put together (a header may be repeated after a page break)."""

    petak: Petak
    kepala: Header
    judul: range  # rows of the lines above the table
    baris: list[list[Sel]]
    menurun: list[tuple[int, int, int, int]]  # merges over several rows, from the top
    pemilah: Pemilah
    data: list[int] = field(default_factory=list)
    lain: list[Baris] = field(default_factory=list)
    luar: list[int] = field(default_factory=list)
    dilewati: list[tuple[int, str]] = field(default_factory=list)
    tamat: bool = False

    @property
    def akhir(self) -> int:
        """Last row that belongs to the table."""
        milik = [b.nomor for b in self.lain if b.jenis in (JUMLAH, SEKSI)]
        return max([self.kepala.akhir, *self.data[-1:], *milik])


def start(petak: Petak, kepala: Header, judul: range, daerah: Daerah, dahulu: Rakitan | None = None) -> Rakitan:
    """A table about to be put together. `dahulu`: one above it on the same sheet, with which it shares the copied rows."""
    baris = dahulu.baris if dahulu else list(petak.sel)
    menurun = dahulu.menurun if dahulu else sorted(g for g in petak.gabungan if g[2] > g[0])
    return Rakitan(petak, kepala, judul, baris, menurun, Pemilah(petak, baris, kepala, daerah))


def add_rows(r: Rakitan, awal: int, akhir: int) -> None:
    """Sort the rows of one stretch below the header."""
    _fill_merged(r, awal, akhir)
    pilah = r.pemilah.sort(awal, akhir)
    lanjutan = _continued(r, awal, akhir)
    r.dilewati += [
        (nomor, f"baris lanjutan: nama digabung dengan baris {lanjutan[nomor]}")
        for nomor in pilah.data
        if nomor in lanjutan
    ]
    r.data += [nomor for nomor in pilah.data if nomor not in lanjutan]
    r.lain += pilah.lain
    r.luar += pilah.luar
    r.tamat = pilah.tamat


def finish(r: Rakitan, daerah: Daerah, nama_lembar: Bagian | None) -> Tabel:
    """The located table. `nama_lembar`: the area that the sheet's name speaks of, used only where nothing contradicts."""
    if LEMBAR[r.kepala.jenis].merekap and not r.data:
        for total in (t for t in r.lain if t.jenis == JUMLAH):
            total.jenis = DATA  # a rekap of nothing but its total is about the city
    jumlah, lain = settle_totals(r.baris, r.kepala, r.data, r.lain)
    r.data = sorted([*r.data, *(b.nomor for b in lain if b.jenis == DATA)])
    r.luar = sorted([*r.luar, *(b.nomor for b in lain if b.jenis == LUAR)])
    seksi = _sections(r, daerah, nama_lembar)
    k = r.kepala
    sampai = {nama: max(p.kolom for p in pilih) for nama, pilih in k.centang.items() if len(pilih) > 1}
    kolom = {nama: KolomTemu(j.kolom, j.tertulis, sampai.get(nama, 0)) for nama, j in k.kolom.items()}
    tabel = Tabel(r.petak.nama, k.jenis, k.akhir, kolom, _frame(r), r.petak, seksi)
    tabel.atas = values_above(r.petak, r.judul, k.jenis)
    tabel.centang = {nama: [(p, _cells(r, p.kolom)) for p in pilih] for nama, pilih in k.centang.items()}
    tabel.waktu = {nama: KolomTemu(j.kolom, j.tertulis) for nama, j in k.waktu.items()}
    tabel.blok = {w: {n: KolomTemu(j.kolom, j.tertulis) for n, j in isi.items()} for w, isi in k.blok.items()}
    tabel.satuan = money_units(r.petak, k, r.judul)
    tabel.dilewati = sorted([*r.dilewati, *((b.nomor, _reason(b)) for b in lain if b.jenis not in (DATA, LUAR))])
    tabel.lain = [KolomTemu(j.kolom, j.tertulis) for j in k.lain]
    for j in jumlah:
        a, b = bisect_left(r.data, j.rentang[0] + 1), bisect_left(r.data, j.rentang[1])
        tabel.jumlah.append((j.baris, j.isi, r.data[a:b]))
    return tabel


def _continued(r: Rakitan, awal: int, akhir: int) -> dict[int, int]:
    """Rows of a register that share the merged cell of a name: further lines of one cooperative, by its first row."""
    if not LEMBAR[r.kepala.jenis].sekali or r.pemilah.kenal.nama == 0:
        return {}
    nama = [g for g in r.menurun if g[1] == r.pemilah.kenal.nama and awal <= g[0] <= akhir]
    return {nomor: r1 for r1, _, r2, _ in nama for nomor in range(r1 + 1, min(r2, akhir) + 1)}


def _fill_merged(r: Rakitan, awal: int, akhir: int) -> None:
    """Give the cells under a vertical merge its value; rows are copied, the sheet stays as it was."""
    kolom = {
        r.kepala.kolom[k.nama].kolom
        for k in LEMBAR[r.kepala.jenis].kolom
        if k.nama in r.kepala.kolom and k.tipe in _MENURUN
    } | r.kepala.kolom_centang
    mulai, selesai = (bisect_left(r.menurun, (nomor,)) for nomor in (awal, min(akhir, len(r.baris)) + 1))
    for r1, c1, r2, _ in r.menurun[mulai:selesai]:
        if c1 not in kolom or c1 > len(r.baris[r1 - 1]):
            continue
        nilai = r.baris[r1 - 1][c1 - 1]
        for nomor in range(r1 + 1, min(r2, akhir, len(r.baris)) + 1 if not is_blank(nilai) else 0):
            sel = list(r.baris[nomor - 1]) + [None] * (c1 - len(r.baris[nomor - 1]))
            if is_blank(sel[c1 - 1]) and any(not is_blank(v) for v in sel):
                sel[c1 - 1] = nilai
                r.baris[nomor - 1] = sel


def _cells(r: Rakitan, kolom: int) -> list[Sel]:
    """The cells of one spreadsheet column in the data rows."""
    baris = (r.baris[nomor - 1] for nomor in r.data)
    return [sel[kolom - 1] if kolom <= len(sel) else None for sel in baris]


def _frame(r: Rakitan) -> pd.DataFrame:
    indeks = pd.Index(r.data, name="baris", dtype="int64")
    lembar = LEMBAR[r.kepala.jenis]
    lajur = {}
    for nama, judul in r.kepala.kolom.items():
        isi = _cells(r, judul.kolom)
        if lembar[nama].tipe in _MENURUN and nama not in _NAMA_SENDIRI:
            _repeat(isi)
        lajur[nama] = pd.Series(isi, index=indeks, dtype=object)
    return pd.DataFrame(lajur, index=indeks)


def _repeat(isi: list[Sel]) -> None:
    """Ditto marks, "idem" and "sda" say the value above, in place."""
    tanda = {v for v in set(isi) if isinstance(v, str) and len(v) < 24 and _SAMA.match(v)}
    if tanda:
        for i in range(1, len(isi)):
            if isi[i] in tanda:
                isi[i] = isi[i - 1]


def _sections(r: Rakitan, daerah: Daerah, nama_lembar: Bagian | None) -> dict[str, list[str]]:
    """Area of every data row from section rows, the title or the name of the sheet; "" where none is known."""

    def ada_data(a: int, b: int) -> bool:
        return bisect_left(r.data, a) < bisect_left(r.data, b)

    def sesuai(a: int, b: int, kecamatan: str) -> bool | None:
        return fits(r, daerah, kecamatan, bisect_left(r.data, a), bisect_left(r.data, b))

    tertulis = [(b.nomor, b.bagian) for b in sorted(r.lain, key=lambda b: b.nomor) if b.jenis == SEKSI and b.bagian]
    pasti = settle_doubt(tertulis, ada_data, sesuai)
    for b, (_, bagian) in zip(
        sorted((b for b in r.lain if b.jenis == SEKSI), key=lambda b: b.nomor), pasti, strict=True
    ):
        b.bagian = bagian
    kini = {KECAMATAN: "", KELURAHAN: ""}
    for mula in (nama_lembar, *areas_above(r.petak, r.judul, daerah)):
        if mula:
            _enter(kini, mula)
    hasil: dict[str, list[str]] = {KECAMATAN: [], KELURAHAN: []}
    i = 0
    for nomor in r.data:
        while i < len(pasti) and pasti[i][0] < nomor:
            _enter(kini, pasti[i][1])
            i += 1
        hasil[KECAMATAN].append(kini[KECAMATAN])
        hasil[KELURAHAN].append(kini[KELURAHAN])
    return {tingkat: nilai for tingkat, nilai in hasil.items() if any(nilai)}


def _enter(kini: dict[str, str], bagian: Bagian) -> None:
    """Go on with another section: a kecamatan ends the kelurahan before it, a name in doubt ends both."""
    if bagian.tingkat == KELURAHAN:
        kini[KELURAHAN] = bagian.nama
        kini[KECAMATAN] = bagian.induk or kini[KECAMATAN]
    else:
        kini[KECAMATAN], kini[KELURAHAN] = (bagian.nama if bagian.tingkat == KECAMATAN else ""), ""


def fits(r: Rakitan, daerah: Daerah, kecamatan: str, awal: int = 0, akhir: int | None = None) -> bool | None:
    """Whether all kelurahan written in these data rows lie in the kecamatan; None where none is written."""
    if "kelurahan" not in r.kepala.kolom:
        return None
    c = r.kepala.kolom["kelurahan"].kolom - 1
    sel: Sequence[list[Sel]] = [r.baris[nomor - 1] for nomor in r.data[awal:akhir]]
    nama = {str(s[c]) for s in sel if c < len(s) and not is_blank(s[c]) and not _SAMA.match(str(s[c]))}
    return all(daerah.inside(n, kecamatan) for n in nama) if nama else None


def _reason(b: Baris) -> str:
    if b.jenis == SEKSI and b.bagian:
        tingkat = "" if b.bagian.tingkat == RAGU else f"{b.bagian.tingkat.capitalize()} "
        return f"baris bagian: {tingkat}{b.bagian.nama}"
    return b.alasan or ("baris jumlah" if b.jenis == JUMLAH else ALASAN[b.jenis])
