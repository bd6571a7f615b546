"""Data dukung: what stands behind each realisation of Capaian Kinerja, as lists with sheet, cell and workbook hash."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, replace

import pandas as pd

from dasbor.answers import area_figures, case_rows
from dasbor.choice import Choice
from dasbor.export import about
from dasbor.export.owed import capaian, years
from dasbor.export.request import Request
from dasbor.export.tables.csv_file import HOW_TO_OPEN, make_csv
from dasbor.query import cases, figures, published
from dasbor.query.source.hidden_names import is_hidden
from dasbor.words import language
from dasbor.words.amounts import say_parts
from etl.indikator import Indicator

_DAY = (2000, 1, 1, 0, 0, 0)  # the same rows make the same file
_RECAP = "rekap"
READ_ME = "BACA DAHULU.txt"
RECAP_COLUMNS = {
    "nama": "Wilayah",
    "jumlah_aktif": "",
    "jumlah_tidak_aktif": "",
    "jumlah_diusulkan": "",
    "lembar": "",
    "baris": "",
    "nama_berkas": "Buku kerja",
    "sha256": "SHA-256",
}


@dataclass(frozen=True)
class _Proof:
    """One indicator's list: name of its file ("" = there is none), content, and one line for the read-me."""

    name: str
    content: bytes
    said: str


def make_zip(r: Request) -> bytes:
    """A read-me, the table, one list an indicator, the workbooks with their hashes."""
    p = r.choice
    proofs = [_prove(p, number, i) for number, i in enumerate(capaian.list_indicators(p, "capaian"), start=1)]
    sources = about.read_sources(p, f"{p.periode[:4]}-T1")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as z:
        _add(z, READ_ME, _write_read_me(p, proofs))
        _add(z, "capaian_kinerja.xlsx", capaian.make_xlsx(r))
        _add(z, "buku_kerja.csv", make_csv(sources, about.SOURCE_COLUMNS, about.list_notes(p)))
        for proof in proofs:
            if proof.name:
                _add(z, f"daftar/{proof.name}", proof.content)
    return made.getvalue()


def _add(z: zipfile.ZipFile, name: str, content: bytes) -> None:
    z.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)


def _write_read_me(p: Choice, proofs: list[_Proof]) -> bytes:
    head = [f"Data dukung Capaian Kinerja, {language.format_quarter(p.periode)}", *about.list_notes(p)]
    about_lists = "Tiap daftar: siapa yang dihitung, di lembar dan sel mana tertulis, sidik SHA-256 buku kerjanya."
    about_figures = "Tiap angka tanpa daftarnya; buku kerja yang dipakai, dengan sidik SHA-256: buku_kerja.csv."
    lines = [
        *head,
        *about.list_withheld(p),
        "",
        about_figures if is_hidden(p) else about_lists,
        *(proof.said for proof in proofs),
        "",
        HOW_TO_OPEN,
        "",
    ]
    return "\r\n".join(lines).encode("utf-8-sig")


def _prove(p: Choice, number: int, i: Indicator) -> _Proof:
    """The list of the quarter; where it has no value, of the quarter whose value the table shows for the year. No list
    for who may not see names: the place of a row tells them."""
    q = _find_quarter(p, i)
    if q is None:
        return _Proof("", b"", f"{number:02d}. {i.judul}: {language.NO_DATA}, jadi tanpa daftar.")
    when, earlier = ("", "") if q == p.periode else (f"_{q}", f" (keadaan {language.format_quarter(q)})")
    return _list_cases(replace(p, periode=q), i, f"{number:02d}_{i.indikator}{when}.csv", earlier)


def _find_quarter(p: Choice, i: Indicator) -> str | None:
    if language.is_known(area_figures.read_figure(p, i.indikator).pembilang):
        return p.periode
    of_year = None if years.counts_one_quarter(i) else capaian.find_year_figure(p, i)
    return of_year[0] if of_year else None


def _list_cases(p: Choice, i: Indicator, name: str, earlier: str) -> _Proof:
    n = area_figures.read_figure(p, i.indikator)
    counted = f"{i.judul}: {say_parts(i, n.pembilang, n.penyebut)}{earlier}"
    if is_hidden(p):
        return _Proof("", b"", f"{name[:2]}. {counted}")
    said = f"{name[:2]}. {counted}, {name}"
    notes = [*about.list_notes(p), counted]
    if figures.find_source(p, i.indikator) == _RECAP:
        return _Proof(name, make_csv(_read_recap(p), RECAP_COLUMNS, notes), f"{said} (dari rekap, tanpa nama)")
    corrected = not published.list_corrections(p).empty
    shown = case_rows.list_columns(i, language.is_known(n.penyebut), file=True, corrected=corrected)
    return _Proof(name, make_csv(case_rows.list_cases(p, i), shown, notes), said)


def _read_recap(p: Choice) -> pd.DataFrame:
    uploads = published.list_uploads(p)[["unggahan_id", "nama_berkas", "sha256"]]
    return cases.read_recap(p).merge(uploads, on="unggahan_id", how="left")
