"""Tick columns: STATUS over AKTIF | TIDAK AKTIF, with a mark in one of them. Which columns of a header they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from etl.cells.choices import fold, index_spellings
from etl.cells.row_signs import TOTAL_SIGN, is_number_row
from etl.cells.texts import is_blank, write_plain
from etl.cells.tick_marks import NO_WORDS, YES_WORDS, is_marked
from etl.headings.meanings import is_neutral, make_key, match_heading
from etl.model import Grid, TickColumn
from etl.skema import SHEET_KINDS, Column

_CHOICE_TYPES = ("pilihan", "ya_tidak", "daftar")
_ROWS_LOOKED_AT = 300  # rows from which is learned whether the columns hold marks or something else
_YEAR = re.compile(r"\b(19[5-9]\d|20\d\d)\b")
_RAT_WORDS = {"rat", "sudah", "belum", "pelaksanaan", "status", "melaksanakan", "tahun", "buku"}

HeadingPath = tuple[str, ...]  # path of headings, from the group down to the column's own


def find_groups(
    petak: Grid, jenis: str, label: Sequence[tuple[int, HeadingPath]], akhir: int
) -> dict[str, list[TickColumn]]:
    """Tick columns under headings (column, path) whose last row is `akhir`: {canonical column: its choices}."""
    hasil: dict[str, list[TickColumn]] = {}
    for nama, pilih in (
        *_find_grouped(jenis, label),
        *_find_side_by_side(jenis, label),
        *_find_book_years(jenis, label),
    ):
        if nama not in hasil and _holds_marks(petak, pilih, SHEET_KINDS[jenis][nama], akhir):
            hasil[nama] = pilih
    return hasil


def _find_grouped(jenis: str, label: Sequence[tuple[int, HeadingPath]]) -> Iterable[tuple[str, list[TickColumn]]]:
    """Choices under the heading of their column: STATUS → AKTIF."""
    kelompok: dict[HeadingPath, list[tuple[int, str]]] = {}
    for kolom, jalur in label:
        if len(jalur) > 1 and not match_heading(jalur, jenis)[2]:  # ANGGOTA → L is a column of its own
            kelompok.setdefault(jalur[:-1], []).append((kolom, jalur[-1]))
    for atas, anak in kelompok.items():
        nama = match_heading(atas, jenis)[0]
        if nama and SHEET_KINDS[jenis][nama].tipe in _CHOICE_TYPES:
            yield from _find_choices(SHEET_KINDS[jenis][nama], anak)


def _find_side_by_side(jenis: str, label: Sequence[tuple[int, HeadingPath]]) -> Iterable[tuple[str, list[TickColumn]]]:
    """Choices as headings without a group, where they can belong to one column only: "AKTIF", "TIDAK AKTIF"."""
    deret: list[list[tuple[int, str]]] = [[]]
    lepas = [(c, j[-1]) for c, j in label if all(is_neutral(t) for t in j[:-1]) and _is_free(j, jenis)]
    for satu, lalu in zip(lepas, [None, *lepas], strict=False):
        if lalu is None or satu[0] != lalu[0] + 1:
            deret.append([])
        deret[-1].append(satu)
    for anak in deret:
        calon = [c for k in SHEET_KINDS[jenis].kolom if k.tipe in ("pilihan", "daftar") for c in _find_choices(k, anak)]
        if len(calon) == 1:
            yield calon[0]


def _is_free(jalur: HeadingPath, jenis: str) -> bool:
    """No column's heading, or that of a list of choices, whose choices are headings too ("Website")."""
    nama = match_heading(jalur, jenis)[0]
    return not nama or SHEET_KINDS[jenis][nama].tipe == "daftar"


def _find_choices(kolom: Column, anak: list[tuple[int, str]]) -> Iterable[tuple[str, list[TickColumn]]]:
    """The columns that name a choice, two or more and each another one."""
    ejaan = index_spellings(kolom.pilihan)
    pilih = []
    for nomor, teks in anak:
        # "AKTIF | TIDAK": the second borrows its word from the first.
        sebutan = [teks, *(f"{teks} {lain}" for _, lain in anak)]
        nilai = next((ejaan[fold(s)] for s in sebutan if fold(s) in ejaan), None)
        if nilai is not None:
            pilih.append(TickColumn(nomor, nilai, teks=write_plain(teks)))
    berbeda = len({p.nilai for p in pilih}) == len(pilih) or kolom.tipe == "daftar"  # FB and IG are one channel
    if berbeda and len(pilih) > 1:
        yield kolom.nama, pilih


def _find_book_years(jenis: str, label: Sequence[tuple[int, HeadingPath]]) -> Iterable[tuple[str, list[TickColumn]]]:
    """RAT TAHUN BUKU → 2023 | 2024, RAT TAHUN BUKU 2024 → SUDAH | BELUM, or "RAT TB 2024" with sudah or belum below."""
    for satu in (k.nama for k in SHEET_KINDS[jenis].kolom if k.has_year_headings):
        if pilih := [p for kolom, jalur in label if (p := _year_column(jenis, satu, kolom, jalur))]:
            yield satu, pilih


def _year_column(jenis: str, nama: str, kolom: int, jalur: HeadingPath) -> TickColumn | None:
    """A column to tick for one book year; None for any other."""
    ya = fold(jalur[-1]) not in NO_WORDS
    kepala = jalur[:-1] if len(jalur) > 1 and fold(jalur[-1]) in YES_WORDS | NO_WORDS else jalur
    tahun = set(_YEAR.findall(" ".join(kepala)))
    tanpa = tuple(t for t in (_YEAR.sub(" ", k).strip() for k in kepala) if t)
    if len(tahun) != 1 or not tanpa or match_heading((" ".join(tanpa),), jenis)[0] != nama:
        return None
    (satu,) = tahun
    return TickColumn(kolom, satu if ya else "", satu, teks=write_plain(jalur[-1]))


def is_rat_without_year(jenis: str, jalur: Sequence[str]) -> bool:
    """ "Sudah/Belum RAT", "RAT → SUDAH": of which book year, nobody can know."""
    kata = {k for teks in jalur for k in make_key(teks).split()}
    tanpa = "rat" in kata and bool(kata & {"sudah", "belum"}) and kata <= _RAT_WORDS
    return tanpa and any(k.has_year_headings for k in SHEET_KINDS[jenis].kolom)


def _holds_marks(petak: Grid, pilih: list[TickColumn], kolom: Column, akhir: int) -> bool:
    """Marks below the headings, not numbers of something or words; nothing below is no proof against it."""
    tanda = asing = 0
    for sel in petak.sel[akhir : akhir + _ROWS_LOOKED_AT]:
        teks = [v for v in sel if not is_blank(v)]
        if teks and (TOTAL_SIGN.match(write_plain(teks[0])) or is_number_row(teks)):
            continue
        for p in pilih:
            isi = sel[p.kolom - 1] if p.kolom <= len(sel) else None
            if not is_blank(isi):
                paham = is_marked(isi, p, kolom)
                tanda, asing = tanda + (paham is not None), asing + (paham is None)
    return asing <= tanda


def write_headings(pilih: list[TickColumn]) -> str:
    """The headings of the columns: "AKTIF | TIDAK AKTIF"."""
    return " | ".join(p.teks for p in pilih)
