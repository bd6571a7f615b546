"""Which kind of table do headings make: the kind whose columns they name best, never the name of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.headings import NAMA, is_distinctive, is_running_number, match
from etl.model import Petak
from etl.skema import LEMBAR
from etl.texts import is_blank

Label = list[tuple[int, str]]  # (row, text) from the group down to the heading itself


@dataclass
class Judul:
    """A heading: its column, the cell that names it, its path of texts."""

    kolom: int
    baris: int
    teks: list[str]

    @property
    def tertulis(self) -> str:
        return " → ".join(" ".join(t.split()) for t in self.teks)


@dataclass
class Kepala:
    """The header of one table. Rows and columns count from 1."""

    awal: int
    akhir: int
    jenis: str
    kolom: dict[str, Judul]
    nilai: float
    nomor: list[int] = field(default_factory=list)  # columns of running numbers
    lain: list[Judul] = field(default_factory=list)
    ganda: list[tuple[str, Judul, Judul]] = field(default_factory=list)
    kiri: int = 0
    kanan: int = 0
    tanpa_judul: list[int] = field(default_factory=list)

    def peta(self) -> dict[str, int]:
        return {nama: j.kolom for nama, j in self.kolom.items()}


def choose_kind(petak: Petak, label: dict[int, Label], awal: int, akhir: int) -> Kepala | None:
    """The best table that these headings (column -> path) in rows awal-akhir can mean."""
    blok = list(_blocks(sorted(label)))
    terbaik: Kepala | None = None
    for jenis in LEMBAR:
        bagian = [_read_block(jenis, [(c, label[c]) for c in b], awal, akhir) for b in blok]
        utama = max(bagian, key=lambda k: (k.nilai, -k.kiri), default=None)
        if utama is None:
            continue
        for lain in bagian:
            if lain is not utama and _belongs(lain, utama):
                kiri, kanan = min(utama.kiri, lain.kiri), max(utama.kanan, lain.kanan)
                utama = _read_block(jenis, [(c, label[c]) for c in sorted(label) if kiri <= c <= kanan], awal, akhir)
        if terbaik is None or utama.nilai > terbaik.nilai:
            terbaik = utama
    return _drop_numeric_name(petak, terbaik) if terbaik and _acceptable(terbaik) else None


def _blocks(kolom: list[int]) -> Iterator[list[int]]:
    """Runs of neighbouring columns with a heading: a blank heading separates a scratch table."""
    mulai = 0
    for i in range(1, len(kolom) + 1):
        if i == len(kolom) or kolom[i] != kolom[i - 1] + 1:
            yield kolom[mulai:i]
            mulai = i


def _belongs(lain: Kepala, utama: Kepala) -> bool:
    """A block after a column without heading is part of the table when it only adds columns that were missing."""
    dikenal = len(lain.kolom) + len(lain.nomor)
    baru = lain.kolom.keys().isdisjoint(utama.kolom) and not (lain.nomor and utama.nomor)
    return baru and bool(lain.kolom) and len(lain.lain) * 2 <= dikenal


def _read_block(jenis: str, label: list[tuple[int, Label]], awal: int, akhir: int) -> Kepala:
    lembar = LEMBAR[jenis]
    k = Kepala(awal, akhir, jenis, {}, 0.0, kiri=label[0][0], kanan=label[-1][0])
    k.tanpa_judul = sorted(set(range(k.kiri, k.kanan + 1)) - {c for c, _ in label})
    lengkap: dict[str, bool] = {}
    khas = 0
    for kolom, jalur in label:
        teks = [t for i, (_, t) in enumerate(jalur) if i == 0 or t != jalur[i - 1][1]]
        judul = Judul(kolom, jalur[-1][0], teks)
        nama, kunci, penuh = match(tuple(teks), jenis)
        if not nama:
            (k.nomor.append(kolom) if is_running_number(teks[-1:]) and len(teks) == 1 else k.lain.append(judul))
        elif nama not in k.kolom:
            k.kolom[nama], lengkap[nama] = judul, penuh
            khas += nama in lembar.khas and is_distinctive(kunci)
        elif penuh and not lengkap[nama]:  # "NIK" beats "SERTIFIKAT → NIK"
            k.lain.append(k.kolom[nama])
            k.kolom[nama], lengkap[nama] = judul, True
        elif lengkap[nama] and not penuh:
            k.lain.append(judul)
        else:
            k.ganda.append((nama, k.kolom[nama], judul))
    wajib = sum(nama in k.kolom for nama in lembar.wajib) / len(lembar.wajib)
    k.nilai = len(k.kolom) + khas + 3 * wajib - (0 if NAMA[jenis] in k.kolom else 5)
    return k


def _acceptable(k: Kepala) -> bool:
    """One known word is no header: two, and one that is typical of the kind."""
    lembar = LEMBAR[k.jenis]
    khas = any(nama in k.kolom for nama in lembar.khas)
    lengkap = all(nama in k.kolom for nama in lembar.wajib)
    return len(k.kolom) >= 2 and (khas or lengkap or (NAMA[k.jenis] in k.kolom and len(k.kolom) >= 3))


def _drop_numeric_name(petak: Petak, k: Kepala) -> Kepala | None:
    """A small summary "Kelurahan | Koperasi | Anggota" counts cooperatives: no names below, so no register."""
    judul = k.kolom.get(NAMA[k.jenis])
    if judul is None:
        return k
    di_bawah = [sel[judul.kolom - 1] for sel in petak.sel[k.akhir : k.akhir + 12] if len(sel) >= judul.kolom]
    isi = [v for v in di_bawah if not is_blank(v)]
    angka = sum(isinstance(v, float) for v in isi)
    return None if len(isi) >= 2 and angka > len(isi) / 2 else k
