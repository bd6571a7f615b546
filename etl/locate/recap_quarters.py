"""Rekap of several quarters in one workbook: what is of the chosen quarter is read, the rest is listed with its quarter.

The quarter of a row stands in a column, in a line above the rows, in the title or the name of the sheet; that of a
column stands in its heading.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

import pandas as pd

from etl import periode as triwulan
from etl.cells.quarters import QUARTER, combine_quarters, read_cell
from etl.cells.row_signs import TOTAL_SIGN
from etl.cells.texts import is_blank, write_plain
from etl.model import Cell, FoundTable, WrittenQuarter, write_address
from etl.pesan import Finding, make_finding
from etl.rows.leave_out import drop_rows
from etl.skema import SHEET_KINDS

_TITLE_CELLS = 3  # cells that a line of a title may have
_MAX_NAMED = 8  # quarters that a message names
RecapLeftOut = tuple[str, int, str]  # sheet, row, reason


def list_quarters(tabel: Iterable[FoundTable]) -> list[str]:
    """Every quarter that rekap tables name for their rows or columns, latest first."""
    saat = {
        w
        for t in tabel
        if SHEET_KINDS[t.jenis].counted_kind
        for w in (*t.quarter_blocks, *_read_row_quarters(t), _read_title_quarter(t))
    }
    return sorted({w.periode for w in saat if w.periode}, reverse=True)


def take_quarter(
    semua: Sequence[FoundTable], periode: str
) -> tuple[list[FoundTable], list[Finding], list[RecapLeftOut]]:
    """The tables as far as they are of the quarter, findings, and what is left out of rekap tables."""
    tabel, daftar, luar = _take_titled(semua, periode)
    hasil: list[FoundTable] = []
    for t in tabel:
        baru: FoundTable | None = t
        if t.quarter_blocks:
            baru, salah, lain = _take_columns(t, periode)
            daftar, luar = daftar + salah, luar + lain
        elif SHEET_KINDS[t.jenis].counted_kind and any(map(any, _read_row_quarters(t))):
            baru, salah = _take_rows(t, periode)
            daftar += salah
            luar += [(t.lembar, r, alasan) for r, alasan in baru.dilewati if (r, alasan) not in t.dilewati]
        hasil += [baru] if baru else []
    return hasil, daftar, luar


def _take_titled(
    semua: Sequence[FoundTable], periode: str
) -> tuple[list[FoundTable], list[Finding], list[RecapLeftOut]]:
    """Of rekap tables for several quarters, each with its own title or sheet, those of the chosen one; all other tables."""
    saat = {id(t): w for t in semua if SHEET_KINDS[t.jenis].counted_kind and any(w := _read_title_quarter(t))}
    if len(set(saat.values())) < 2:
        return list(semua), [], []
    cocok = _find_fitting(saat.values(), periode)
    lain = [t for t in semua if id(t) in saat and saat[id(t)] not in cocok]
    luar = [
        (t.lembar, t.baris_judul, f"tabel rekap {saat[id(t)].sebut}, bukan {triwulan.say_quarter(periode)}")
        for t in lain
    ]
    tempat = {saat[id(t)]: f"lembar “{t.lembar}” baris {t.baris_judul}" for t in semua if id(t) in saat}
    daftar = _report_quarters(lain[0].lembar, "", tempat, periode, cocok) if lain else []
    return [t for t in semua if not any(t is x for x in lain)], daftar, luar


def _find_fitting(saat: Iterable[WrittenQuarter], periode: str) -> set[WrittenQuarter]:
    """Those that are the quarter. Where nothing but one year is written, it is any quarter of that year."""
    semua = set(saat) - {WrittenQuarter()}
    if len(semua) == 1 and (satu := next(iter(semua))).ke is None:
        return semua if satu.tahun == triwulan.split_quarter(periode)[0] else set()
    return {w for w in semua if w.fits_quarter(periode)}


# ── a quarter for each row ──


def _take_rows(t: FoundTable, periode: str) -> tuple[FoundTable, list[Finding]]:
    saat = dict(zip(t.data.index, _read_row_quarters(t), strict=True))
    cocok = _find_fitting(saat.values(), periode)
    lain = {
        r: f"rekap {w.sebut}, bukan {triwulan.say_quarter(periode)}"
        for r, w in saat.items()
        if any(w) and w not in cocok
    }
    tak_terbaca = [r for r, w in saat.items() if not any(w)]
    daftar = [_report_unreadable(t, r) for r in tak_terbaca]
    tempat = {w: _write_span([r for r, x in saat.items() if x == w]) for w in saat.values() if any(w)}
    kolom = next(iter((t.waktu or t.kolom).values())).kolom
    daftar += _report_quarters(t.lembar, write_address(t.baris_judul, kolom), tempat, periode, cocok)
    baru = drop_rows(t, lain | dict.fromkeys(tak_terbaca, "rekap tanpa triwulan yang terbaca"))
    tetap = set(baru.data.index)
    # The total of another quarter's rows says nothing of these.
    return dataclasses.replace(baru, jumlah=[j for j in t.jumlah if j[2] and tetap.issuperset(j[2])]), daftar


def _read_row_quarters(t: FoundTable) -> list[WrittenQuarter]:
    """The quarter of each data row, filled down over blanks; Waktu() where none is known."""
    if t.waktu:
        kolom = [k.kolom for k in t.waktu.values()]
        isi = [_fill_down(_read_cell(t, r, c) for r in t.data.index) for c in kolom]
        return [combine_quarters(map(read_cell, baris)) for baris in zip(*isi, strict=True)]
    bagian = sorted((r, w) for r, _ in t.dilewati if r > t.baris_judul and any(w := _read_line_quarter(t, r)))
    if not bagian:
        return [WrittenQuarter()] * len(t.data)
    bagian = [(t.baris_judul, _read_title_quarter(t)), *bagian]
    return [next(w for r, w in reversed(bagian) if r < nomor) for nomor in t.data.index]


def _fill_down(isi: Iterable[Cell]) -> list[Cell]:
    hasil: list[Cell] = []
    for v in isi:
        hasil.append(hasil[-1] if is_blank(v) and hasil else v)
    return hasil


def _read_line_quarter(t: FoundTable, nomor: int) -> WrittenQuarter:
    """The quarter that a line of title names; a total row does not begin one."""
    isi = [write_plain(v) for v in t.petak.sel[nomor - 1] if not is_blank(v)] if nomor <= len(t.petak.sel) else []
    teks = " ".join(isi)
    if not 0 < len(isi) <= _TITLE_CELLS or TOTAL_SIGN.match(teks) or not QUARTER.search(teks.casefold()):
        return WrittenQuarter()
    return read_cell(teks)


def _read_title_quarter(t: FoundTable) -> WrittenQuarter:
    """The quarter of the lines directly above the header, else of the sheet's name."""
    atas = t.baris_judul - 1
    for nomor in range(atas, max(0, atas - 12), -1):
        isi = sum(not is_blank(v) for v in t.petak.sel[nomor - 1])
        if any(w := _read_line_quarter(t, nomor)):
            return w
        if isi > _TITLE_CELLS and nomor < atas - 1:  # rows of the table above; the header itself may be two lines high
            break
    return read_cell(t.lembar) if QUARTER.search(t.lembar.casefold()) else WrittenQuarter()


def _read_cell(t: FoundTable, baris: int, kolom: int) -> Cell:
    sel = t.petak.sel[baris - 1]
    return sel[kolom - 1] if kolom <= len(sel) else None


def _report_unreadable(t: FoundTable, baris: int) -> Finding:
    kolom = next(iter(t.waktu.values())).kolom if t.waktu else min(k.kolom for k in t.kolom.values())
    return make_finding(
        "rekap_triwulan_tak_terbaca", t.lembar, write_address(baris, kolom), write_plain(_read_cell(t, baris, kolom))
    )


# ── columns for each quarter ──


def _take_columns(t: FoundTable, periode: str) -> tuple[FoundTable | None, list[Finding], list[RecapLeftOut]]:
    cocok = _find_fitting(t.quarter_blocks, periode)
    tempat = {w: f"kolom {_write_letters(t, w)}" for w in t.quarter_blocks}
    kiri = min(k.kolom for isi in t.quarter_blocks.values() for k in isi.values())
    daftar = _report_quarters(t.lembar, write_address(t.baris_judul, kiri), tempat, periode, cocok)
    luar = [
        (t.lembar, t.baris_judul, f"{tempat[w]}: rekap {w.sebut}, bukan {triwulan.say_quarter(periode)}")
        for w in t.quarter_blocks
        if w not in cocok
    ]
    if not cocok:
        return None, daftar, luar
    ukuran = {k.nama for k in SHEET_KINDS[t.jenis].kolom if k.tipe == "bulat"}
    milik = t.quarter_blocks[next(iter(cocok))]
    kolom = {n: k for n, k in t.kolom.items() if n not in ukuran} | milik
    data = t.data[[n for n in t.data if n not in ukuran]].copy()
    for nama, k in milik.items():
        data[nama] = pd.Series([_read_cell(t, r, k.kolom) for r in t.data.index], index=t.data.index, dtype=object)
    jumlah = [
        (r, {n: v for n, k in milik.items() if not is_blank(v := _read_cell(t, r, k.kolom))}, dari)
        for r, _, dari in t.jumlah
    ]
    return dataclasses.replace(t, kolom=kolom, data=data, jumlah=jumlah), daftar, luar


def _write_letters(t: FoundTable, saat: WrittenQuarter) -> str:
    kolom = sorted(t.quarter_blocks[saat].values(), key=lambda k: k.kolom)
    return kolom[0].huruf if len(kolom) == 1 else f"{kolom[0].huruf}:{kolom[-1].huruf}"


def _report_quarters(
    lembar: str, sel: str, tempat: dict[WrittenQuarter, str], periode: str, cocok: set[WrittenQuarter]
) -> list[Finding]:
    """One finding that names the quarters and where they stand; none where all is of the chosen one."""
    if tempat.keys() <= cocok:
        return []
    sebut = [f"{w.sebut} ({di_mana})" for w, di_mana in tempat.items()]
    rincian = ", ".join(sebut[:_MAX_NAMED]) + (
        f" dan {len(sebut) - _MAX_NAMED} lagi" if len(sebut) > _MAX_NAMED else ""
    )
    kode = "rekap_banyak_triwulan" if cocok else "rekap_triwulan_lain"
    return [make_finding(kode, lembar, sel, jumlah=len(sebut), daftar=rincian, periode=triwulan.say_quarter(periode))]


def _write_span(baris: list[int]) -> str:
    return f"baris {baris[0]}" if len(baris) == 1 else f"baris {min(baris)}–{max(baris)}"
