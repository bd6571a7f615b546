"""Tick columns: STATUS over AKTIF | TIDAK AKTIF, with a mark in one of them. Which columns of a header they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from etl.cells.choices import fold, spellings
from etl.cells.row_signs import JUMLAH, is_number_row
from etl.cells.texts import is_blank, plain
from etl.cells.tick_marks import NO, YES, is_marked
from etl.headings.meanings import is_neutral, key, match
from etl.model import Petak, Pilih
from etl.skema import LEMBAR, Kolom

_PILIHAN = ("pilihan", "ya_tidak", "daftar")
_DILIHAT = 300  # rows from which is learned whether the columns hold marks or something else
_TAHUN = re.compile(r"\b(19[5-9]\d|20\d\d)\b")
_KATA_RAT = {"rat", "sudah", "belum", "pelaksanaan", "status", "melaksanakan", "tahun", "buku"}

Jalur = tuple[str, ...]  # path of headings, from the group down to the column's own


def find_groups(petak: Petak, jenis: str, label: Sequence[tuple[int, Jalur]], akhir: int) -> dict[str, list[Pilih]]:
    """Tick columns under headings (column, path) whose last row is `akhir`: {canonical column: its choices}."""
    hasil: dict[str, list[Pilih]] = {}
    for nama, pilih in (*_grouped(jenis, label), *_side_by_side(jenis, label), *_book_years(jenis, label)):
        if nama not in hasil and _holds_marks(petak, pilih, LEMBAR[jenis][nama], akhir):
            hasil[nama] = pilih
    return hasil


def _grouped(jenis: str, label: Sequence[tuple[int, Jalur]]) -> Iterable[tuple[str, list[Pilih]]]:
    """Choices under the heading of their column: STATUS → AKTIF."""
    kelompok: dict[Jalur, list[tuple[int, str]]] = {}
    for kolom, jalur in label:
        if len(jalur) > 1 and not match(jalur, jenis)[2]:  # ANGGOTA → L is a column of its own
            kelompok.setdefault(jalur[:-1], []).append((kolom, jalur[-1]))
    for atas, anak in kelompok.items():
        nama = match(atas, jenis)[0]
        if nama and LEMBAR[jenis][nama].tipe in _PILIHAN:
            yield from _choices(LEMBAR[jenis][nama], anak)


def _side_by_side(jenis: str, label: Sequence[tuple[int, Jalur]]) -> Iterable[tuple[str, list[Pilih]]]:
    """Choices as headings without a group, where they can belong to one column only: "AKTIF", "TIDAK AKTIF"."""
    deret: list[list[tuple[int, str]]] = [[]]
    lepas = [(c, j[-1]) for c, j in label if all(is_neutral(t) for t in j[:-1]) and _is_free(j, jenis)]
    for satu, lalu in zip(lepas, [None, *lepas], strict=False):
        if lalu is None or satu[0] != lalu[0] + 1:
            deret.append([])
        deret[-1].append(satu)
    for anak in deret:
        calon = [c for k in LEMBAR[jenis].kolom if k.tipe in ("pilihan", "daftar") for c in _choices(k, anak)]
        if len(calon) == 1:
            yield calon[0]


def _is_free(jalur: Jalur, jenis: str) -> bool:
    """No column's heading, or that of a list of choices, whose choices are headings too ("Website")."""
    nama = match(jalur, jenis)[0]
    return not nama or LEMBAR[jenis][nama].tipe == "daftar"


def _choices(kolom: Kolom, anak: list[tuple[int, str]]) -> Iterable[tuple[str, list[Pilih]]]:
    """The columns that name a choice, two or more and each another one."""
    ejaan = spellings(kolom.pilihan)
    pilih = []
    for nomor, teks in anak:
        # "AKTIF | TIDAK": the second borrows its word from the first.
        sebutan = [teks, *(f"{teks} {lain}" for _, lain in anak)]
        nilai = next((ejaan[fold(s)] for s in sebutan if fold(s) in ejaan), None)
        if nilai is not None:
            pilih.append(Pilih(nomor, nilai, teks=plain(teks)))
    berbeda = len({p.nilai for p in pilih}) == len(pilih) or kolom.tipe == "daftar"  # FB and IG are one channel
    if berbeda and len(pilih) > 1:
        yield kolom.nama, pilih


def _book_years(jenis: str, label: Sequence[tuple[int, Jalur]]) -> Iterable[tuple[str, list[Pilih]]]:
    """RAT TAHUN BUKU → 2023 | 2024, RAT TAHUN BUKU 2024 → SUDAH | BELUM, or "RAT TB 2024" with sudah or belum below."""
    for satu in (k.nama for k in LEMBAR[jenis].kolom if k.per_tahun):
        if pilih := [p for kolom, jalur in label if (p := _year_column(jenis, satu, kolom, jalur))]:
            yield satu, pilih


def _year_column(jenis: str, nama: str, kolom: int, jalur: Jalur) -> Pilih | None:
    """A column to tick for one book year; None for any other."""
    ya = fold(jalur[-1]) not in NO
    kepala = jalur[:-1] if len(jalur) > 1 and fold(jalur[-1]) in YES | NO else jalur
    tahun = set(_TAHUN.findall(" ".join(kepala)))
    tanpa = tuple(t for t in (_TAHUN.sub(" ", k).strip() for k in kepala) if t)
    if len(tahun) != 1 or not tanpa or match((" ".join(tanpa),), jenis)[0] != nama:
        return None
    (satu,) = tahun
    return Pilih(kolom, satu if ya else "", satu, teks=plain(jalur[-1]))


def is_rat_without_year(jenis: str, jalur: Sequence[str]) -> bool:
    """ "Sudah/Belum RAT", "RAT → SUDAH": of which book year, nobody can know."""
    kata = {k for teks in jalur for k in key(teks).split()}
    tanpa = "rat" in kata and bool(kata & {"sudah", "belum"}) and kata <= _KATA_RAT
    return tanpa and any(k.per_tahun for k in LEMBAR[jenis].kolom)


def _holds_marks(petak: Petak, pilih: list[Pilih], kolom: Kolom, akhir: int) -> bool:
    """Marks below the headings, not numbers of something or words; nothing below is no proof against it."""
    tanda = asing = 0
    for sel in petak.sel[akhir : akhir + _DILIHAT]:
        teks = [v for v in sel if not is_blank(v)]
        if teks and (JUMLAH.match(plain(teks[0])) or is_number_row(teks)):
            continue
        for p in pilih:
            isi = sel[p.kolom - 1] if p.kolom <= len(sel) else None
            if not is_blank(isi):
                paham = is_marked(isi, p, kolom)
                tanda, asing = tanda + (paham is not None), asing + (paham is None)
    return asing <= tanda


def written(pilih: list[Pilih]) -> str:
    """The headings of the columns: "AKTIF | TIDAK AKTIF"."""
    return " | ".join(p.teks for p in pilih)
