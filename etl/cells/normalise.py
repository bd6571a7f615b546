"""The stage that turns a located table's raw cells into typed values; what cannot be read is listed with its cell.

Same rows, every column of the sheet's declaration. A value comes from its own cell, else from the section row,
else from the lines above the table. Nothing is dropped, nothing is filled in that nobody wrote.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from etl.cells.columns import NUMBER_TYPES, TypedColumn, convert_column
from etl.cells.dates import DateRange
from etl.cells.texts import read_text, write_plain, write_plain_number
from etl.cells.tick_marks import TickReading, convert_choice, read_marks
from etl.model import Cell, FoundTable, Reason, write_address
from etl.periode import say_date
from etl.pesan import MAX_ALIKE, Finding, make_finding, say_choices
from etl.skema import SHEET_KINDS, UNKNOWN, Column

# Amounts of a whole cooperative: a median below this was typed in thousands or millions.
_LARGE_MONEY = ("aset", "modal_sendiri", "volume_usaha")
_SMALL_MONEY = 100_000
_DITTO = re.compile(r"[\s–-]*(?:[\"“”„〃]|''|’’|,,)[\s–-]*|\s*(?:s\.?\s?d\.?\s?a|idem)\.?\s*", re.IGNORECASE)


@dataclass
class _TableWork:
    """The table being worked on, its blemished cells by column, and the findings so far as (row, column, finding)."""

    tabel: FoundTable
    baris: list[int]
    galat: dict[int, dict[int, str]]
    tanpa_nilai: dict[int, set[int]]
    persen: dict[int, set[int]]
    temuan: list[tuple[int, int, Finding]] = field(default_factory=list)
    banyak: Counter[tuple[str, int]] = field(default_factory=Counter)
    lebih: dict[tuple[str, int], int] = field(default_factory=dict)  # first row that is only counted

    def report(self, baris: int, nomor: int, kode: str, isi: object = "", usul: str = "", **bagian: object) -> None:
        self.banyak[kode, nomor] += 1
        if self.banyak[kode, nomor] > MAX_ALIKE:  # before the text is made: a sheet can have a million
            self.lebih.setdefault((kode, nomor), baris)
            return
        t = make_finding(kode, self.tabel.lembar, write_address(baris, nomor), isi, usul, **bagian)
        self.temuan.append((baris, nomor, t))


def normalise_table(tabel: FoundTable) -> tuple[pd.DataFrame, list[Finding]]:
    """Type every column of a table. Index of the result = Excel row number."""
    kerja = _start_work(tabel)
    hasil: dict[str, list] = {}
    for kolom in SHEET_KINDS[tabel.jenis].kolom:
        hasil[kolom.nama] = _type_column(kerja, kolom)
    for kolom in SHEET_KINDS[tabel.jenis].kolom:
        if kolom.sampai:
            _part_ranges(kerja, kolom, hasil[kolom.nama], hasil[kolom.sampai])
    indeks = pd.Index(kerja.baris, name="baris", dtype="int64")
    df = pd.DataFrame(
        {k.nama: _make_series(k, hasil[k.nama], indeks) for k in SHEET_KINDS[tabel.jenis].kolom}, index=indeks
    )
    return df, [t for *_, t in sorted(kerja.temuan, key=lambda x: x[:2])] + _count_unlisted(kerja)


def _count_unlisted(kerja: _TableWork) -> list[Finding]:
    return [
        make_finding(
            "temuan_serupa",
            kerja.tabel.lembar,
            write_address(baris, nomor),
            jumlah=kerja.banyak[kode, nomor] - MAX_ALIKE,
        )
        for (kode, nomor), baris in kerja.lebih.items()
    ]


def _start_work(tabel: FoundTable) -> _TableWork:
    galat: dict[int, dict[int, str]] = defaultdict(dict)
    for (baris, kolom), teks in tabel.petak.galat.items():
        galat[kolom][baris] = teks
    return _TableWork(
        tabel,
        tabel.data.index.tolist(),
        galat,
        _group_by_column(tabel.petak.tanpa_nilai),
        _group_by_column(tabel.petak.persen),
    )


def _group_by_column(sel: set[tuple[int, int]]) -> dict[int, set[int]]:
    hasil: dict[int, set[int]] = defaultdict(set)
    for baris, kolom in sel:
        hasil[kolom].add(baris)
    return hasil


def _type_column(kerja: _TableWork, kolom: Column) -> list:
    """Convert, list what could not be read, fill blanks from section and title, ask for what is still missing."""
    tabel, temu = kerja.tabel, kerja.tabel.kolom.get(kolom.nama)
    if temu is None:
        # Without a status column (which blocks) no cooperative may look as if it had one.
        nilai: list = [UNKNOWN if kolom.nama == "status" else None] * len(kerja.baris)
        terisi: set[int] = set()
    elif kolom.nama in tabel.ticks:
        nilai, terisi = _read_ticked(kerja, kolom)
    else:
        isi = _repeat_above([s if s == s else None for s in tabel.data[kolom.nama].tolist()])
        cacat = _report_blemished(kerja, kolom, temu.kolom)
        lajur = _convert_cells(kerja, kolom, isi, cacat)
        _report_column(kerja, kolom, isi, lajur)
        nilai, terisi = lajur.nilai, cacat | set(lajur.alasan)
    kosong = [i for i, v in enumerate(nilai) if (v is None or v != v) and i not in terisi]
    if kosong:
        _fill_blanks(kerja, kolom, nilai, kosong)
    return nilai


def _read_ticked(kerja: _TableWork, kolom: Column) -> tuple[list, set[int]]:
    """A column whose choices have a column each to tick: values, and positions that have been reported."""
    lajur = kerja.tabel.ticks[kolom.nama]
    cacat = set().union(*(_report_blemished(kerja, kolom, p.kolom) for p, _ in lajur))
    nilai: list = []
    terisi = set(cacat)
    pernah: dict[tuple, TickReading] = {}
    for i, baris in enumerate(kerja.baris):
        sel = [isi[i] for _, isi in lajur]
        kunci = tuple(zip(map(type, sel), sel, strict=True))
        if kunci not in pernah:
            pernah[kunci] = read_marks(kolom, [(p, v) for (p, _), v in zip(lajur, sel, strict=True)])
        tanda = TickReading() if i in cacat else pernah[kunci]
        nilai.append(convert_choice(kolom, tanda.nilai))
        for p, asing in tanda.strange_cells:
            kerja.report(baris, p.kolom, "centang_tak_dikenal", write_plain(asing), kolom=kolom.judul, pilihan=p.teks)
        if tanda.ganda:
            sebut = say_choices([f"{write_address(baris, p.kolom)} ({p.teks})" for p in tanda.ganda], "dan")
            kerja.report(baris, tanda.ganda[0].kolom, "centang_ganda", kolom=kolom.judul, tanda=sebut)
        elif tanda.nilai is None and not tanda.strange_cells and kolom.nama == "status" and i not in cacat:
            kerja.report(baris, lajur[0][0].kolom, "status_kosong")
        terisi |= {i} if tanda.strange_cells or tanda.ganda else set()
    return nilai, terisi


def _repeat_above(isi: list[Cell]) -> list[Cell]:
    """Ditto marks stand for the cell above them. One in the first row stands for nothing and is converted as it is."""
    if not any(isinstance(s, str) and _DITTO.fullmatch(s) for s in set(isi)):
        return isi
    hasil: list[Cell] = []
    for s in isi:
        sama = hasil and isinstance(s, str) and _DITTO.fullmatch(s)
        hasil.append(hasil[-1] if sama else s)
    return hasil


def _convert_cells(kerja: _TableWork, kolom: Column, isi: list[Cell], cacat: set[int]) -> TypedColumn:
    """Convert the column's own cells; one finding per cell that could not be read as meant."""
    nomor = kerja.tabel.kolom[kolom.nama].kolom
    baris_persen = kerja.persen.get(nomor, set())
    persen = frozenset(i for i, b in enumerate(kerja.baris) if b in baris_persen) if baris_persen else frozenset()
    faktor = kerja.tabel.satuan.get(kolom.nama, (1.0,))[0]
    lajur = convert_column(kolom, isi, faktor, persen)
    for i, alasan in lajur.alasan.items():
        if i not in cacat:  # already reported as an error cell
            _report_reason(kerja, kolom, kerja.baris[i], nomor, _show_cell(isi[i], i in persen), alasan)
    return lajur


def _report_reason(kerja: _TableWork, kolom: Column, baris: int, nomor: int, isi: str, alasan: Reason) -> None:
    kode = alasan.kode
    # The dates that decide the quarter: unreadable ones cannot be published.
    if kode == "bukan_tanggal" and kolom.nama in SHEET_KINDS[kerja.tabel.jenis].saat:
        kode = "tanggal_wajib_salah"
    # Findings are stored and shown: what a personal column held is not part of them.
    isi = "…" if kolom.pribadi else (isi if alasan.isi is None else alasan.isi)
    kerja.report(baris, nomor, kode, isi, alasan.usul, kolom=kolom.judul, **alasan.bagian)


def _show_cell(sel: Cell, persen: bool) -> str:
    """What the person typed, as they see it."""
    if persen and isinstance(sel, float):
        return f"{write_plain_number(round(sel * 100, 10)).replace('.', ',')}%"
    return sel if isinstance(sel, str) else write_plain(sel)


def _report_blemished(kerja: _TableWork, kolom: Column, nomor: int) -> set[int]:
    """Positions of error cells and formulas without a value, each listed."""
    galat, tanpa = kerja.galat.get(nomor, {}), kerja.tanpa_nilai.get(nomor, set())
    if not galat and not tanpa:
        return set()
    wajib = kolom.wajib or kolom.nama in SHEET_KINDS[kerja.tabel.jenis].saat
    cacat = {i for i, b in enumerate(kerja.baris) if b in galat or b in tanpa}
    for i in cacat:
        baris = kerja.baris[i]
        kode = ("sel_galat" if baris in galat else "rumus_tanpa_nilai") + ("_wajib" if wajib else "")
        kerja.report(baris, nomor, kode, galat.get(baris, ""), kolom=kolom.judul)
    return cacat


def _report_column(kerja: _TableWork, kolom: Column, isi: list[Cell], lajur: TypedColumn) -> None:
    """What is said once for a whole column: money units, document numbers typed as numbers."""
    temu, judul = kerja.tabel.kolom[kolom.nama], kerja.tabel.baris_judul
    if kolom.tipe == "kode":
        angka = [i for i, s in enumerate(isi) if isinstance(s, (int, float)) and lajur.nilai[i] is not None]
        if angka:
            kerja.report(kerja.baris[angka[0]], temu.kolom, "nik_angka", f"{len(angka)} sel", kolom=kolom.judul)
    if kolom.tipe != "rupiah":
        return
    uang = np.abs(np.array(lajur.nilai, dtype=float))
    uang = uang[uang > 0]
    faktor, satuan, _ = kerja.tabel.satuan.get(kolom.nama, (1.0, "", ""))
    if uang.size and faktor != 1:
        kerja.report(judul, temu.kolom, "satuan_dikali", temu.judul, kolom=kolom.judul, satuan=satuan)
    elif uang.size and not satuan and kolom.nama in _LARGE_MONEY and np.median(uang) < _SMALL_MONEY:
        kerja.report(judul, temu.kolom, "satuan_tidak_jelas", temu.judul, kolom=kolom.judul)


def _fill_blanks(kerja: _TableWork, kolom: Column, nilai: list, kosong: list[int]) -> None:
    """Fill blank cells, in place, from the section row, then from the title; a mandatory one that stays is listed."""
    seksi = kerja.tabel.seksi.get(kolom.nama, [])
    for i in kosong if seksi else []:
        nilai[i] = read_text(seksi[i])
    sisa = [i for i in kosong if nilai[i] is None or nilai[i] != nilai[i]]
    if sisa and kolom.nama in kerja.tabel.atas:
        dari_atas, terbaca = _read_above(kerja, kolom)
        for i in sisa:
            nilai[i] = dari_atas
        sisa = sisa if dari_atas is None and terbaca else []
    ada = kolom.nama in kerja.tabel.kolom or any(seksi) or kolom.nama in kerja.tabel.atas
    # A column that is missing altogether has been reported once, by locate; the status has its own rule.
    if kolom.wajib and kolom.nama != "status" and ada:
        tertulis = kerja.tabel.data[kolom.nama].tolist() if kolom.nama in kerja.tabel.kolom else [None] * len(nilai)
        for i in sisa:
            nomor = _find_place(kerja.tabel, kolom)
            kerja.report(kerja.baris[i], nomor, "wajib_kosong", write_plain(tertulis[i]), kolom=kolom.judul)


def _read_above(kerja: _TableWork, kolom: Column) -> tuple[object, bool]:
    """The value above the table, and whether its cell was read; its finding, if any, is made once."""
    sel, tempat = kerja.tabel.atas[kolom.nama]
    lajur = convert_column(kolom, [sel if sel == sel else None])
    if 0 in lajur.alasan:
        baris, nomor = _parse_position(tempat)
        _report_reason(kerja, kolom, baris, nomor, _show_cell(sel, False), lajur.alasan[0])
    return (None if lajur.nilai[0] != lajur.nilai[0] else lajur.nilai[0]), 0 not in lajur.alasan


def _parse_position(tempat: str) -> tuple[int, int]:
    """Address to numbers: "D3" -> (3, 4)."""
    kolom = 0
    for c in re.sub(r"[^A-Z]", "", tempat.upper()):
        kolom = kolom * 26 + ord(c) - 64
    return int(re.sub(r"\D", "", tempat) or 1), kolom or 1


def _find_place(tabel: FoundTable, kolom: Column) -> int:
    """The spreadsheet column where a missing value belongs: its own, else the table's first."""
    temu = tabel.kolom.get(kolom.nama)
    return temu.kolom if temu else min(k.kolom for k in tabel.kolom.values())


def _part_ranges(kerja: _TableWork, kolom: Column, mulai: list, selesai: list) -> None:
    """A range in one column gives both ends, in place; an end that is typed as well is kept, and listed when it differs."""
    for i, rentang in _list_ranges(mulai):
        mulai[i] = rentang.mulai
        if rentang.mulai == rentang.selesai:
            continue
        if selesai[i] is None:
            selesai[i] = rentang.selesai
        elif selesai[i] != rentang.selesai and kolom.nama in kerja.tabel.kolom:
            nomor = kerja.tabel.kolom[kolom.nama].kolom
            isi = kerja.tabel.data[kolom.nama].iloc[i]
            dibaca = say_date(rentang.mulai)
            kerja.report(kerja.baris[i], nomor, "rentang_tanggal", isi, kolom=kolom.judul, dibaca=dibaca)


def _list_ranges(mulai: list) -> Iterator[tuple[int, DateRange]]:
    return ((i, r) for i, r in enumerate(mulai) if r is not None)


def _make_series(kolom: Column, nilai: list, indeks: pd.Index) -> pd.Series:
    """The column in its type; blanks are NaN, <NA> or None, never 0 or ""."""
    if kolom.tipe in ("rupiah", "desimal"):
        return pd.Series(nilai, index=indeks, dtype="float64")
    if kolom.tipe in (*NUMBER_TYPES, "tahun"):
        return pd.Series([None if v is None or v != v else int(v) for v in nilai], index=indeks, dtype="Int64")
    return pd.Series(nilai, index=indeks, dtype=object)
