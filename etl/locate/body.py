"""The body of a located table: cells of its data rows as columns, section rows filled down, repeats spelled out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from etl.cells.texts import is_blank
from etl.headings.kinds import Header
from etl.locate.above import find_areas, find_money_units, read_values
from etl.model import Cell, FoundColumn, FoundTable, Grid
from etl.rows.kinds import DATA_ROW, OUTSIDE_ROW, SECTION_ROW, SKIP_REASONS, TOTAL_ROW, SpecialRow
from etl.rows.sections import DOUBTFUL_LEVEL, KECAMATAN_LEVEL, KELURAHAN_LEVEL, AreaNames, Section, settle_doubts
from etl.rows.sort import RowSorter
from etl.rows.totals import settle_totals
from etl.skema import SHEET_KINDS

# Words may be merged or repeated down several rows; a number merged down is written once and counts once.
_FILLED_DOWN = ("teks", "pilihan", "daftar", "ya_tidak", "tanggal", "tahun", "kelurahan", "kecamatan")
_OWN_NAMES = ("nama_koperasi", "nama_peserta", "nama_kelompok")  # a ditto mark is no name
_DITTO = re.compile(
    r"\s*(?:[\"'”“″〃`´’]{1,2}|-+\s*[\"”“″〃']{1,2}\s*-+|idem|ditto|s\.?\s?d\.?\s?a\.?|sama dengan (?:di )?atas)\s*$",
    re.I,
)


@dataclass
class TableDraft:
    """A table while its stretches are put together (a header may be repeated after a page break)."""

    petak: Grid
    kepala: Header
    judul: range  # rows of the lines above the table
    baris: list[list[Cell]]
    vertical_merges: list[tuple[int, int, int, int]]  # merges over several rows, from the top
    sorter: RowSorter
    data: list[int] = field(default_factory=list)
    lain: list[SpecialRow] = field(default_factory=list)
    luar: list[int] = field(default_factory=list)
    dilewati: list[tuple[int, str]] = field(default_factory=list)
    is_ended: bool = False

    @property
    def akhir(self) -> int:
        """Last row that belongs to the table."""
        milik = [b.nomor for b in self.lain if b.jenis in (TOTAL_ROW, SECTION_ROW)]
        return max([self.kepala.akhir, *self.data[-1:], *milik])


def start(petak: Grid, kepala: Header, judul: range, daerah: AreaNames, dahulu: TableDraft | None = None) -> TableDraft:
    """A table about to be put together. `dahulu`: one above it on the same sheet, with which it shares the copied rows."""
    baris = dahulu.baris if dahulu else list(petak.sel)
    menurun = dahulu.vertical_merges if dahulu else sorted(g for g in petak.gabungan if g[2] > g[0])
    return TableDraft(petak, kepala, judul, baris, menurun, RowSorter(petak, baris, kepala, daerah))


def add_rows(r: TableDraft, awal: int, akhir: int) -> None:
    """Sort the rows of one stretch below the header."""
    _fill_merged(r, awal, akhir)
    pilah = r.sorter.sort(awal, akhir)
    lanjutan = _find_continued(r, awal, akhir)
    r.dilewati += [
        (nomor, f"baris lanjutan: nama digabung dengan baris {lanjutan[nomor]}")
        for nomor in pilah.data
        if nomor in lanjutan
    ]
    r.data += [nomor for nomor in pilah.data if nomor not in lanjutan]
    r.lain += pilah.lain
    r.luar += pilah.luar
    r.is_ended = pilah.is_ended


def finish(r: TableDraft, daerah: AreaNames, nama_lembar: Section | None) -> FoundTable:
    """The located table. `nama_lembar`: the area that the sheet's name speaks of, used only where nothing contradicts."""
    if SHEET_KINDS[r.kepala.jenis].counted_kind and not r.data:
        for total in (t for t in r.lain if t.jenis == TOTAL_ROW):
            total.jenis = DATA_ROW  # a rekap of nothing but its total is about the city
    jumlah, lain = settle_totals(r.baris, r.kepala, r.data, r.lain)
    r.data = sorted([*r.data, *(b.nomor for b in lain if b.jenis == DATA_ROW)])
    r.luar = sorted([*r.luar, *(b.nomor for b in lain if b.jenis == OUTSIDE_ROW)])
    seksi = _find_sections(r, daerah, nama_lembar)
    k = r.kepala
    sampai = {nama: max(p.kolom for p in pilih) for nama, pilih in k.ticks.items() if len(pilih) > 1}
    kolom = {nama: FoundColumn(j.kolom, j.tertulis, sampai.get(nama, 0)) for nama, j in k.kolom.items()}
    tabel = FoundTable(r.petak.nama, k.jenis, k.akhir, kolom, _make_frame(r), r.petak, seksi)
    tabel.atas = read_values(r.petak, r.judul, k.jenis)
    tabel.ticks = {nama: [(p, _take_cells(r, p.kolom)) for p in pilih] for nama, pilih in k.ticks.items()}
    tabel.waktu = {nama: FoundColumn(j.kolom, j.tertulis) for nama, j in k.waktu.items()}
    tabel.quarter_blocks = {
        w: {n: FoundColumn(j.kolom, j.tertulis) for n, j in isi.items()} for w, isi in k.quarter_blocks.items()
    }
    tabel.satuan = find_money_units(r.petak, k, r.judul)
    tabel.dilewati = sorted(
        [*r.dilewati, *((b.nomor, _say_reason(b)) for b in lain if b.jenis not in (DATA_ROW, OUTSIDE_ROW))]
    )
    tabel.lain = [FoundColumn(j.kolom, j.tertulis) for j in k.lain]
    for j in jumlah:
        a, b = bisect_left(r.data, j.stretch[0] + 1), bisect_left(r.data, j.stretch[1])
        tabel.jumlah.append((j.baris, j.isi, r.data[a:b]))
    return tabel


def _find_continued(r: TableDraft, awal: int, akhir: int) -> dict[int, int]:
    """Rows of a register that share the merged cell of a name: further lines of one cooperative, by its first row."""
    if not SHEET_KINDS[r.kepala.jenis].sekali or r.sorter.recogniser.nama == 0:
        return {}
    nama = [g for g in r.vertical_merges if g[1] == r.sorter.recogniser.nama and awal <= g[0] <= akhir]
    return {nomor: r1 for r1, _, r2, _ in nama for nomor in range(r1 + 1, min(r2, akhir) + 1)}


def _fill_merged(r: TableDraft, awal: int, akhir: int) -> None:
    """Give the cells under a vertical merge its value; rows are copied, the sheet stays as it was."""
    kolom = {
        r.kepala.kolom[k.nama].kolom
        for k in SHEET_KINDS[r.kepala.jenis].kolom
        if k.nama in r.kepala.kolom and k.tipe in _FILLED_DOWN
    } | r.kepala.tick_columns
    mulai, selesai = (bisect_left(r.vertical_merges, (nomor,)) for nomor in (awal, min(akhir, len(r.baris)) + 1))
    for r1, c1, r2, _ in r.vertical_merges[mulai:selesai]:
        if c1 not in kolom or c1 > len(r.baris[r1 - 1]):
            continue
        nilai = r.baris[r1 - 1][c1 - 1]
        for nomor in range(r1 + 1, min(r2, akhir, len(r.baris)) + 1 if not is_blank(nilai) else 0):
            sel = list(r.baris[nomor - 1]) + [None] * (c1 - len(r.baris[nomor - 1]))
            if is_blank(sel[c1 - 1]) and any(not is_blank(v) for v in sel):
                sel[c1 - 1] = nilai
                r.baris[nomor - 1] = sel


def _take_cells(r: TableDraft, kolom: int) -> list[Cell]:
    """The cells of one spreadsheet column in the data rows."""
    baris = (r.baris[nomor - 1] for nomor in r.data)
    return [sel[kolom - 1] if kolom <= len(sel) else None for sel in baris]


def _make_frame(r: TableDraft) -> pd.DataFrame:
    indeks = pd.Index(r.data, name="baris", dtype="int64")
    lembar = SHEET_KINDS[r.kepala.jenis]
    lajur = {}
    for nama, judul in r.kepala.kolom.items():
        isi = _take_cells(r, judul.kolom)
        if lembar[nama].tipe in _FILLED_DOWN and nama not in _OWN_NAMES:
            _repeat_dittos(isi)
        lajur[nama] = pd.Series(isi, index=indeks, dtype=object)
    return pd.DataFrame(lajur, index=indeks)


def _repeat_dittos(isi: list[Cell]) -> None:
    """Ditto marks, "idem" and "sda" say the value above, in place."""
    tanda = {v for v in set(isi) if isinstance(v, str) and len(v) < 24 and _DITTO.match(v)}
    if tanda:
        for i in range(1, len(isi)):
            if isi[i] in tanda:
                isi[i] = isi[i - 1]


def _find_sections(r: TableDraft, daerah: AreaNames, nama_lembar: Section | None) -> dict[str, list[str]]:
    """Area of every data row from section rows, the title or the name of the sheet; "" where none is known."""

    def ada_data(a: int, b: int) -> bool:
        return bisect_left(r.data, a) < bisect_left(r.data, b)

    def sesuai(a: int, b: int, kecamatan: str) -> bool | None:
        return fits_kecamatan(r, daerah, kecamatan, bisect_left(r.data, a), bisect_left(r.data, b))

    tertulis = [
        (b.nomor, b.bagian) for b in sorted(r.lain, key=lambda b: b.nomor) if b.jenis == SECTION_ROW and b.bagian
    ]
    pasti = settle_doubts(tertulis, ada_data, sesuai)
    for b, (_, bagian) in zip(
        sorted((b for b in r.lain if b.jenis == SECTION_ROW), key=lambda b: b.nomor), pasti, strict=True
    ):
        b.bagian = bagian
    kini = {KECAMATAN_LEVEL: "", KELURAHAN_LEVEL: ""}
    for mula in (nama_lembar, *find_areas(r.petak, r.judul, daerah)):
        if mula:
            _enter_section(kini, mula)
    hasil: dict[str, list[str]] = {KECAMATAN_LEVEL: [], KELURAHAN_LEVEL: []}
    i = 0
    for nomor in r.data:
        while i < len(pasti) and pasti[i][0] < nomor:
            _enter_section(kini, pasti[i][1])
            i += 1
        hasil[KECAMATAN_LEVEL].append(kini[KECAMATAN_LEVEL])
        hasil[KELURAHAN_LEVEL].append(kini[KELURAHAN_LEVEL])
    return {tingkat: nilai for tingkat, nilai in hasil.items() if any(nilai)}


def _enter_section(kini: dict[str, str], bagian: Section) -> None:
    """Go on with another section: a kecamatan ends the kelurahan before it, a name in doubt ends both."""
    if bagian.tingkat == KELURAHAN_LEVEL:
        kini[KELURAHAN_LEVEL] = bagian.nama
        kini[KECAMATAN_LEVEL] = bagian.induk or kini[KECAMATAN_LEVEL]
    else:
        kini[KECAMATAN_LEVEL], kini[KELURAHAN_LEVEL] = (bagian.nama if bagian.tingkat == KECAMATAN_LEVEL else ""), ""


def fits_kecamatan(
    r: TableDraft, daerah: AreaNames, kecamatan: str, awal: int = 0, akhir: int | None = None
) -> bool | None:
    """Whether all kelurahan written in these data rows lie in the kecamatan; None where none is written."""
    if "kelurahan" not in r.kepala.kolom:
        return None
    c = r.kepala.kolom["kelurahan"].kolom - 1
    sel: Sequence[list[Cell]] = [r.baris[nomor - 1] for nomor in r.data[awal:akhir]]
    nama = {str(s[c]) for s in sel if c < len(s) and not is_blank(s[c]) and not _DITTO.match(str(s[c]))}
    return all(daerah.inside(n, kecamatan) for n in nama) if nama else None


def _say_reason(b: SpecialRow) -> str:
    if b.jenis == SECTION_ROW and b.bagian:
        tingkat = "" if b.bagian.tingkat == DOUBTFUL_LEVEL else f"{b.bagian.tingkat.capitalize()} "
        return f"baris bagian: {tingkat}{b.bagian.nama}"
    return b.alasan or ("baris jumlah" if b.jenis == TOTAL_ROW else SKIP_REASONS[b.jenis])
