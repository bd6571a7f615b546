"""Which kind of table do headings make: the kind whose columns they name best, never the name of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.cells.quarters import take_out_quarter
from etl.cells.texts import is_blank
from etl.headings.meanings import NAME_COLUMNS, QUARTER_KEYS, is_distinctive, is_running_number, make_key, match_heading
from etl.headings.ticks import find_groups, is_rat_without_year, write_headings
from etl.model import Grid, TickColumn, WrittenQuarter
from etl.skema import SHEET_KINDS

HeadingLabel = list[tuple[int, str]]  # (row, text) from the group down to the heading itself


@dataclass
class Heading:
    """A heading: its column, the cell that names it, its path of texts."""

    kolom: int
    baris: int
    teks: list[str]

    @property
    def tertulis(self) -> str:
        return " → ".join(" ".join(t.split()) for t in self.teks)


@dataclass
class Header:
    """The header of one table. Rows and columns count from 1."""

    awal: int
    akhir: int
    jenis: str
    kolom: dict[str, Heading]
    nilai: float
    nomor: list[int] = field(default_factory=list)  # columns of running numbers
    lain: list[Heading] = field(default_factory=list)
    ganda: list[tuple[str, Heading, Heading]] = field(default_factory=list)
    left: int = 0
    right: int = 0
    without_heading: list[int] = field(default_factory=list)
    ticks: dict[str, list[TickColumn]] = field(default_factory=dict)  # columns whose choices have a column each
    waktu: dict[str, Heading] = field(default_factory=dict)  # of a rekap: columns that name the quarter of a row
    quarter_blocks: dict[WrittenQuarter, dict[str, Heading]] = field(
        default_factory=dict
    )  # of a rekap: columns of each quarter

    def peta(self) -> dict[str, int]:
        return {nama: j.kolom for nama, j in self.kolom.items()}

    @property
    def tick_columns(self) -> set[int]:
        return {p.kolom for pilih in self.ticks.values() for p in pilih}


def choose_kind(petak: Grid, label: dict[int, HeadingLabel], awal: int, akhir: int) -> Header | None:
    """The best table that these headings (column -> path) in rows awal-akhir can mean."""
    blok = list(_list_blocks(sorted(label)))
    calon = {jenis: k for jenis in SHEET_KINDS if (k := _read_kind(petak, jenis, label, blok, awal, akhir))}
    terbaik = max(calon.values(), key=lambda k: k.nilai, default=None)
    for rekap in (k for k in calon.values() if SHEET_KINDS[k.jenis].counted_kind):
        register = calon.get(SHEET_KINDS[rekap.jenis].counted_kind)
        if register and terbaik and terbaik.jenis in (register.jenis, rekap.jenis):
            # Both count active ones; names of cooperatives make a register, numbers of them a rekap.
            bernama = NAME_COLUMNS[register.jenis] in register.kolom and not _has_numeric_name(petak, register)
            if bernama and len(register.kolom) >= 2:
                return register
            terbaik = rekap
    if terbaik is None or not _is_acceptable(terbaik) or _has_numeric_name(petak, terbaik):
        return None
    return terbaik if not SHEET_KINDS[terbaik.jenis].counted_kind or _is_about_areas(petak, terbaik) else None


def _is_about_areas(petak: Grid, k: Header) -> bool:
    """A rekap names areas or quarters, or at least counts: "Status | Aktif | Tidak Aktif" is a register that lies on its side."""
    if k.waktu or k.quarter_blocks or not k.kolom.keys().isdisjoint(("kelurahan", "kecamatan")):
        return True
    lajur = {j.kolom for j in k.kolom.values()}
    return any(
        isinstance(v, float) for sel in petak.sel[k.akhir : k.akhir + 12] for c, v in enumerate(sel, 1) if c in lajur
    )


def _read_kind(
    petak: Grid, jenis: str, label: dict[int, HeadingLabel], blok: list[list[int]], awal: int, akhir: int
) -> Header | None:
    """The headings as those of one kind: its best block of columns, with the blocks that belong to it."""
    bagian = [_read_block(petak, jenis, [(c, label[c]) for c in b], awal, akhir) for b in blok]
    utama = max(bagian, key=lambda k: (k.nilai, -k.left), default=None)
    for lain in bagian:
        if utama and lain is not utama and _belongs_to(lain, utama):
            kiri, kanan = min(utama.left, lain.left), max(utama.right, lain.right)
            isi = [(c, label[c]) for c in sorted(label) if kiri <= c <= kanan]
            utama = _read_block(petak, jenis, isi, awal, akhir)
    return utama


def _list_blocks(kolom: list[int]) -> Iterator[list[int]]:
    """Runs of neighbouring columns with a heading: a blank heading separates a scratch table."""
    mulai = 0
    for i in range(1, len(kolom) + 1):
        if i == len(kolom) or kolom[i] != kolom[i - 1] + 1:
            yield kolom[mulai:i]
            mulai = i


def _belongs_to(lain: Header, utama: Header) -> bool:
    """A block after a column without heading is part of the table when it only adds columns that were missing."""
    dikenal = len(lain.kolom) + len(lain.nomor)
    baru = lain.kolom.keys().isdisjoint(utama.kolom) and not (lain.nomor and utama.nomor)
    return baru and bool(lain.kolom) and len(lain.lain) * 2 <= dikenal


def _read_block(petak: Grid, jenis: str, label: list[tuple[int, HeadingLabel]], awal: int, akhir: int) -> Header:
    lembar = SHEET_KINDS[jenis]
    k = Header(awal, akhir, jenis, {}, 0.0, left=label[0][0], right=label[-1][0])
    k.without_heading = sorted(set(range(k.left, k.right + 1)) - {c for c, _ in label})
    judul = {kolom: Heading(kolom, jalur[-1][0], _drop_repeats(jalur)) for kolom, jalur in label}
    centang = find_groups(petak, jenis, [(c, tuple(j.teks)) for c, j in judul.items()], akhir)
    bercentang = {p.kolom for pilih in centang.values() for p in pilih}
    khas = _take_headings(k, _take_first_quarter(k, [j for c, j in judul.items() if c not in bercentang]))
    if k.quarter_blocks:
        pertama = next(iter(k.quarter_blocks.values()))
        k.lain += [k.kolom.pop(nama) for nama in pertama if nama in k.kolom]  # JUMLAH → AKTIF beside the quarters
        k.kolom |= pertama
    for nama, pilih in centang.items():
        satu = judul[pilih[0].kolom]
        bersama = Heading(satu.kolom, satu.baris, [*satu.teks[:-1], write_headings(pilih)])
        if nama in k.kolom:
            k.ganda.append((nama, k.kolom[nama], bersama))
        else:
            k.kolom[nama], k.ticks[nama] = bersama, pilih
            khas += nama in lembar.khas
    wajib = sum(nama in k.kolom for nama in lembar.wajib) / len(lembar.wajib)
    dikenal = len(k.kolom) + sum(len(pilih) - 1 for pilih in k.ticks.values())
    # Not read, but understood: its second line belongs to the header.
    tanpa_tahun = any(is_rat_without_year(jenis, j.teks) for j in k.lain)
    k.nilai = dikenal + khas + 3 * wajib + 0.5 * tanpa_tahun - (0 if NAME_COLUMNS[jenis] in k.kolom else 5)
    return k


def _drop_repeats(jalur: HeadingLabel) -> list[str]:
    return [t for i, (_, t) in enumerate(jalur) if i == 0 or t != jalur[i - 1][1]]


def _take_first_quarter(k: Header, judul: list[Heading]) -> list[Heading]:
    """Of a rekap with columns for each of several quarters the shared ones and those of the first; all go into k.blok."""
    if not SHEET_KINDS[k.jenis].counted_kind:
        return judul
    per: dict[WrittenQuarter, list[Heading]] = {}
    for j in judul:
        saat, sisa = _find_quarter(j)
        per.setdefault(saat if sisa else WrittenQuarter(), []).append(j)
    bersama = per.pop(WrittenQuarter(), [])
    for saat, milik in per.items():
        satu = Header(k.awal, k.akhir, k.jenis, {}, 0.0)
        _take_headings(satu, [Heading(j.kolom, j.baris, _find_quarter(j)[1]) for j in milik])
        asli = {j.kolom: j for j in milik}
        k.quarter_blocks[saat] = {nama: asli[j.kolom] for nama, j in satu.kolom.items()}
        k.lain += [asli[j.kolom] for j in satu.lain]
        k.ganda += [(nama, asli[a.kolom], asli[b.kolom]) for nama, a, b in satu.ganda]
    return bersama


def _find_quarter(j: Heading) -> tuple[WrittenQuarter, list[str]]:
    """The quarter that a path of headings names, and what is left of the path."""
    bagian = [take_out_quarter(teks) for teks in j.teks]
    tahun = next((w.tahun for w, _ in bagian if w.tahun), None)
    ke = next((w.ke for w, _ in bagian if w.ke), None)
    return WrittenQuarter(tahun, ke), [sisa for _, sisa in bagian if sisa]


def _take_headings(k: Header, judul: list[Heading]) -> int:
    """Sort headings into the columns of the kind; how many of them are typical of it."""
    lembar = SHEET_KINDS[k.jenis]
    lengkap: dict[str, bool] = {}
    khas = 0
    for j in judul:
        nama, kunci, penuh = match_heading(tuple(j.teks), k.jenis)
        saat = QUARTER_KEYS.get(make_key(j.teks[-1])) if lembar.counted_kind and not nama else None
        if saat and saat not in k.waktu:
            k.waktu[saat] = j
        elif not nama:
            (k.nomor.append(j.kolom) if is_running_number(j.teks[-1:]) and len(j.teks) == 1 else k.lain.append(j))
        elif nama not in k.kolom:
            k.kolom[nama], lengkap[nama] = j, penuh
            khas += nama in lembar.khas and is_distinctive(kunci)
        elif penuh and not lengkap[nama]:  # "NIK" beats "SERTIFIKAT → NIK"
            k.lain.append(k.kolom[nama])
            k.kolom[nama], lengkap[nama] = j, True
        elif lengkap[nama] and not penuh:
            k.lain.append(j)
        else:
            k.ganda.append((nama, k.kolom[nama], j))
    return khas


def _is_acceptable(k: Header) -> bool:
    """One known word is no header: two, and one that is typical of the kind."""
    lembar = SHEET_KINDS[k.jenis]
    khas = any(nama in k.kolom for nama in lembar.khas)
    lengkap = all(nama in k.kolom for nama in lembar.wajib)
    return len(k.kolom) >= 2 and (khas or lengkap or (NAME_COLUMNS[k.jenis] in k.kolom and len(k.kolom) >= 3))


def _has_numeric_name(petak: Grid, k: Header) -> bool:
    """A small summary "Kelurahan | Koperasi | Anggota" counts cooperatives: no names below, so no register."""
    judul = k.kolom.get(NAME_COLUMNS[k.jenis])
    if judul is None:
        return False
    di_bawah = [sel[judul.kolom - 1] for sel in petak.sel[k.akhir : k.akhir + 12] if len(sel) >= judul.kolom]
    isi = [v for v in di_bawah if not is_blank(v)]
    angka = sum(isinstance(v, float) for v in isi)
    return len(isi) >= 2 and angka > len(isi) / 2
