"""Guess the quarter of a workbook from its titles, sheet names, file name and signatures. Staff decide; nothing is assumed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath

from etl.cells.quarters import KEADAAN, TAHUN, TRIWULAN, read_quarters
from etl.cells.row_signs import PENUTUP
from etl.cells.texts import is_blank, plain, tidy
from etl.headings.header import find_headers
from etl.model import Buku, Petak, Sel, alamat
from etl.skema import LEMBAR

Calon = tuple[str, str, str]  # quarter, text it was found in, where
NAMA_LEMBAR, NAMA_BERKAS = "nama lembar", "nama berkas"
_TINGGI = 20  # rows in which a title is looked for
_EKOR = 25  # rows at the end of a sheet in which a signature is looked for
_ISI_JUDUL = 4  # cells that a line of a title may have; a row with more is data

_DI_LEMBAR = re.compile(r"lembar (?P<lembar>.*) sel (?P<sel>[A-Z]+\d+)$", re.S)


@dataclass(frozen=True)
class _Kalimat:
    """A text that may name the quarter, and where it stands. tingkat: 0 is trusted most."""

    teks: str
    di_mana: str
    tingkat: int


def guess(buku: Buku) -> list[Calon]:
    """Distinct candidates, best first: register's title, other titles, sheet names, file name, dates of signatures."""
    judul = [k for petak in buku.petak for k in _titles(petak)]
    berkas = re.sub(r"[_+]+", " ", PurePath(buku.nama_berkas).stem)
    lembar = [_Kalimat(petak.nama, NAMA_LEMBAR, 2) for petak in buku.petak]
    tanda = [k for petak in buku.petak for k in _signatures(petak)]
    semua = [*judul, *lembar, _Kalimat(berkas, NAMA_BERKAS, 3), *tanda]
    nama = [k for k in semua if k.tingkat in (2, 3)]
    calon: list[tuple[tuple[int, int], Calon]] = []
    for k in semua:
        for periode, lemah in read_quarters(k.teks, partial(_year_nearby, k, judul, nama)):
            calon.append(((_rank(k, lemah), len(calon)), (periode, tidy(k.teks), k.di_mana)))
    hasil: dict[str, Calon] = {}
    for _, c in sorted(calon):
        hasil.setdefault(c[0], c)
    return list(hasil.values())


def is_strong(calon: Calon) -> bool:
    """The text says which quarter the workbook is about; a bare date may say something else."""
    teks = calon[1].casefold()
    jelas = bool(TRIWULAN.search(teks))
    return jelas or (
        calon[2] not in (NAMA_BERKAS, NAMA_LEMBAR) and bool(KEADAAN.search(teks)) and not PENUTUP.match(teks)
    )


def place(di_mana: str) -> tuple[str, str]:
    """ "lembar X sel A2" -> ("X", "A2"); names of sheets and files have no cell."""
    cocok = _DI_LEMBAR.match(di_mana)
    return (cocok["lembar"], cocok["sel"]) if cocok else ("", "")


def _rank(k: _Kalimat, lemah: bool) -> int:
    """A plain date in a title (an activity, a decree) is worth less than what the file's name says."""
    return k.tingkat + 4 if lemah and k.tingkat < 4 else k.tingkat


def _titles(petak: Petak) -> Iterator[_Kalimat]:
    """Texts above the first header, cell by cell; a line spread over cells also as a whole."""
    kepala = find_headers(petak, batas=3 * _TINGGI) or []
    tinggi = min(kepala[0].awal - 1, _TINGGI) if kepala else _TINGGI
    tingkat = 0 if kepala and LEMBAR[kepala[0].jenis].register else 1
    for nomor, sel in enumerate(petak.sel[:tinggi], start=1):
        isi = [(c, _as_text(v)) for c, v in enumerate(sel, 1) if not is_blank(v)]
        if not 0 < len(isi) <= _ISI_JUDUL:
            continue
        for c, teks in isi:
            yield _Kalimat(teks, f"lembar {petak.nama} sel {alamat(nomor, c)}", tingkat)
        if len(isi) > 1:
            sebaris = " ".join(teks for _, teks in isi)
            yield _Kalimat(sebaris, f"lembar {petak.nama} sel {alamat(nomor, isi[0][0])}", tingkat)


def _signatures(petak: Petak) -> Iterator[_Kalimat]:
    """ "Blitar, 30 September 2025" near the end of a sheet: the day of signing, often after the quarter."""
    awal = max(0, len(petak.sel) - _EKOR)
    for nomor, sel in enumerate(petak.sel[awal:], start=awal + 1):
        isi = [(c, v) for c, v in enumerate(sel, 1) if not is_blank(v)]
        # A row with more cells is data: "Blitar, 12 Mei 1980" may be a place and date of birth.
        for c, v in isi if len(isi) <= 2 else []:
            if isinstance(v, str) and PENUTUP.match(v):
                yield _Kalimat(v, f"lembar {petak.nama} sel {alamat(nomor, c)}", 9)


def _as_text(v: Sel) -> str:
    if isinstance(v, dt.datetime | dt.date):
        return f"{v.day:02d}/{v.month:02d}/{v.year}"
    return plain(v)


def _year_nearby(k: _Kalimat, judul: list[_Kalimat], nama: list[_Kalimat]) -> int | None:
    """The year for "Triwulan III" without one: same sheet's titles, else all other texts when they agree."""
    lembar = place(k.di_mana)[0] or (k.teks if k.di_mana == NAMA_LEMBAR else "")
    sendiri = [j for j in judul if lembar and place(j.di_mana)[0] == lembar]
    for kelompok in (sendiri, judul, nama):
        tahun = {int(t) for j in kelompok for t in re.findall(TAHUN, j.teks)}
        resmi = {int(t) for j in kelompok for t in re.findall(rf"(?i)\b(?:tahun|thn|th|ta)\b[\s.:]*{TAHUN}", j.teks)}
        for pilihan in (resmi, tahun):
            if len(pilihan) == 1:
                return min(pilihan)
        if tahun:
            return None
    return None
