"""Guess the quarter of a workbook from its titles, sheet names, file name and signatures. Staff decide; nothing is assumed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from etl.cells.quarters import AS_OF, QUARTER, YEAR, read_quarters
from etl.cells.row_signs import CLOSING_SIGN
from etl.cells.texts import is_blank, tidy_text, write_plain
from etl.headings.header import find_headers
from etl.model import Cell, Grid, Workbook, write_address
from etl.skema import SHEET_KINDS

QuarterCandidate = tuple[str, str, str]  # quarter, text it was found in, where
SHEET_NAME, FILE_NAME = "nama lembar", "nama berkas"
_TOP_ROWS = 20  # rows in which a title is looked for
_TAIL_ROWS = 25  # rows at the end of a sheet in which a signature is looked for
_TITLE_CELLS = 4  # cells that a line of a title may have; a row with more is data

_IN_SHEET = re.compile(r"lembar (?P<lembar>.*) sel (?P<sel>[A-Z]+\d+)$", re.S)


@dataclass(frozen=True)
class _QuarterText:
    """A text that may name the quarter, and where it stands. tingkat: 0 is trusted most."""

    teks: str
    place: str
    tingkat: int


def guess_quarters(buku: Workbook) -> list[QuarterCandidate]:
    """Distinct candidates, best first: register's title, other titles, sheet names, file name, dates of signatures."""
    judul = [k for petak in buku.petak for k in _list_titles(petak)]
    berkas = re.sub(r"[_+]+", " ", PurePath(buku.nama_berkas).stem)
    lembar = [_QuarterText(petak.nama, SHEET_NAME, 2) for petak in buku.petak]
    tanda = [k for petak in buku.petak for k in _list_signatures(petak)]
    semua = [*judul, *lembar, _QuarterText(berkas, FILE_NAME, 3), *tanda]
    nama = [k for k in semua if k.tingkat in (2, 3)]
    calon: list[tuple[tuple[int, int], QuarterCandidate]] = []
    for k in semua:
        for periode, lemah in read_quarters(k.teks, partial(_find_year_nearby, k, judul, nama)):
            calon.append(((_rank_text(k, lemah), len(calon)), (periode, tidy_text(k.teks), k.place)))
    hasil: dict[str, QuarterCandidate] = {}
    for _, c in sorted(calon):
        hasil.setdefault(c[0], c)
    return list(hasil.values())


def is_strong(calon: QuarterCandidate) -> bool:
    """The text says which quarter the workbook is about; a bare date may say something else."""
    teks = calon[1].casefold()
    jelas = bool(QUARTER.search(teks))
    return jelas or (
        calon[2] not in (FILE_NAME, SHEET_NAME) and bool(AS_OF.search(teks)) and not CLOSING_SIGN.match(teks)
    )


def split_place(di_mana: str) -> tuple[str, str]:
    """ "lembar X sel A2" -> ("X", "A2"); names of sheets and files have no cell."""
    cocok = _IN_SHEET.match(di_mana)
    return (cocok["lembar"], cocok["sel"]) if cocok else ("", "")


def _rank_text(k: _QuarterText, lemah: bool) -> int:
    """A plain date in a title (an activity, a decree) is worth less than what the file's name says."""
    return k.tingkat + 4 if lemah and k.tingkat < 4 else k.tingkat


def _list_titles(petak: Grid) -> Iterator[_QuarterText]:
    """Texts above the first header, cell by cell; a line spread over cells also as a whole."""
    kepala = find_headers(petak, batas=3 * _TOP_ROWS) or []
    tinggi = min(kepala[0].awal - 1, _TOP_ROWS) if kepala else _TOP_ROWS
    tingkat = 0 if kepala and SHEET_KINDS[kepala[0].jenis].register else 1
    for nomor, sel in enumerate(petak.sel[:tinggi], start=1):
        isi = [(c, _read_text(v)) for c, v in enumerate(sel, 1) if not is_blank(v)]
        if not 0 < len(isi) <= _TITLE_CELLS:
            continue
        for c, teks in isi:
            yield _QuarterText(teks, f"lembar {petak.nama} sel {write_address(nomor, c)}", tingkat)
        if len(isi) > 1:
            sebaris = " ".join(teks for _, teks in isi)
            yield _QuarterText(sebaris, f"lembar {petak.nama} sel {write_address(nomor, isi[0][0])}", tingkat)


def _list_signatures(petak: Grid) -> Iterator[_QuarterText]:
    """ "Blitar, 30 September 2025" near the end of a sheet: the day of signing, often after the quarter."""
    awal = max(0, len(petak.sel) - _TAIL_ROWS)
    for nomor, sel in enumerate(petak.sel[awal:], start=awal + 1):
        isi = [(c, v) for c, v in enumerate(sel, 1) if not is_blank(v)]
        # A row with more cells is data: "Blitar, 12 Mei 1980" may be a place and date of birth.
        for c, v in isi if len(isi) <= 2 else []:
            if isinstance(v, str) and CLOSING_SIGN.match(v):
                yield _QuarterText(v, f"lembar {petak.nama} sel {write_address(nomor, c)}", 9)


def _read_text(v: Cell) -> str:
    if isinstance(v, dt.datetime | dt.date):
        return f"{v.day:02d}/{v.month:02d}/{v.year}"
    return write_plain(v)


def _find_year_nearby(k: _QuarterText, judul: list[_QuarterText], nama: list[_QuarterText]) -> int | None:
    """The year for "Triwulan III" without one: same sheet's titles, else all other texts when they agree."""
    lembar = split_place(k.place)[0] or (k.teks if k.place == SHEET_NAME else "")
    sendiri = [j for j in judul if lembar and split_place(j.place)[0] == lembar]
    for kelompok in (sendiri, judul, nama):
        tahun = {int(t) for j in kelompok for t in re.findall(YEAR, j.teks)}
        resmi = {int(t) for j in kelompok for t in re.findall(rf"(?i)\b(?:tahun|thn|th|ta)\b[\s.:]*{YEAR}", j.teks)}
        for pilihan in (resmi, tahun):
            if len(pilihan) == 1:
                return min(pilihan)
        if tahun:
            return None
    return None
