"""Rekap of several quarters in one workbook: what is of the chosen quarter is read, the rest is listed with its quarter.

The quarter of a row stands in a column, in a line above the rows, in the title or the name of the sheet; that of a
column stands in its heading.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

import pandas as pd

from etl import periode as triwulan
from etl.cells.quarters import TRIWULAN, read_cell, together
from etl.cells.row_signs import JUMLAH
from etl.cells.texts import is_blank, plain
from etl.model import Sel, Tabel, Waktu, alamat
from etl.pesan import Temuan, temuan
from etl.rows.leave_out import without_rows
from etl.skema import LEMBAR

_ISI_JUDUL = 3  # cells that a line of a title may have
_SEBUT = 8  # quarters that a message names
Luar = tuple[str, int, str]  # sheet, row, reason


def quarters(tabel: Iterable[Tabel]) -> list[str]:
    """Every quarter that rekap tables name for their rows or columns, latest first."""
    saat = {w for t in tabel if LEMBAR[t.jenis].merekap for w in (*t.blok, *_of_rows(t), _of_title(t))}
    return sorted({w.periode for w in saat if w.periode}, reverse=True)


def of_quarter(semua: Sequence[Tabel], periode: str) -> tuple[list[Tabel], list[Temuan], list[Luar]]:
    """The tables as far as they are of the quarter, findings, and what is left out of rekap tables."""
    tabel, daftar, luar = _titled(semua, periode)
    hasil: list[Tabel] = []
    for t in tabel:
        baru: Tabel | None = t
        if t.blok:
            baru, salah, lain = _columns_of(t, periode)
            daftar, luar = daftar + salah, luar + lain
        elif LEMBAR[t.jenis].merekap and any(map(any, _of_rows(t))):
            baru, salah = _rows_of(t, periode)
            daftar += salah
            luar += [(t.lembar, r, alasan) for r, alasan in baru.dilewati if (r, alasan) not in t.dilewati]
        hasil += [baru] if baru else []
    return hasil, daftar, luar


def _titled(semua: Sequence[Tabel], periode: str) -> tuple[list[Tabel], list[Temuan], list[Luar]]:
    """Of rekap tables for several quarters, each with its own title or sheet, those of the chosen one; all other tables."""
    saat = {id(t): w for t in semua if LEMBAR[t.jenis].merekap and any(w := _of_title(t))}
    if len(set(saat.values())) < 2:
        return list(semua), [], []
    cocok = _fitting(saat.values(), periode)
    lain = [t for t in semua if id(t) in saat and saat[id(t)] not in cocok]
    luar = [
        (t.lembar, t.baris_judul, f"tabel rekap {saat[id(t)].sebut}, bukan {triwulan.sebut(periode)}") for t in lain
    ]
    tempat = {saat[id(t)]: f"lembar “{t.lembar}” baris {t.baris_judul}" for t in semua if id(t) in saat}
    daftar = _said(lain[0].lembar, "", tempat, periode, cocok) if lain else []
    return [t for t in semua if not any(t is x for x in lain)], daftar, luar


def _fitting(saat: Iterable[Waktu], periode: str) -> set[Waktu]:
    """Those that are the quarter. Where nothing but one year is written, it is any quarter of that year."""
    semua = set(saat) - {Waktu()}
    if len(semua) == 1 and (satu := next(iter(semua))).ke is None:
        return semua if satu.tahun == triwulan.split(periode)[0] else set()
    return {w for w in semua if w.fits(periode)}


# ── a quarter for each row ──


def _rows_of(t: Tabel, periode: str) -> tuple[Tabel, list[Temuan]]:
    saat = dict(zip(t.data.index, _of_rows(t), strict=True))
    cocok = _fitting(saat.values(), periode)
    lain = {
        r: f"rekap {w.sebut}, bukan {triwulan.sebut(periode)}" for r, w in saat.items() if any(w) and w not in cocok
    }
    tak_terbaca = [r for r, w in saat.items() if not any(w)]
    daftar = [_unreadable(t, r) for r in tak_terbaca]
    tempat = {w: _span([r for r, x in saat.items() if x == w]) for w in saat.values() if any(w)}
    kolom = next(iter((t.waktu or t.kolom).values())).kolom
    daftar += _said(t.lembar, alamat(t.baris_judul, kolom), tempat, periode, cocok)
    baru = without_rows(t, lain | dict.fromkeys(tak_terbaca, "rekap tanpa triwulan yang terbaca"))
    tetap = set(baru.data.index)
    # The total of another quarter's rows says nothing of these.
    return dataclasses.replace(baru, jumlah=[j for j in t.jumlah if j[2] and tetap.issuperset(j[2])]), daftar


def _of_rows(t: Tabel) -> list[Waktu]:
    """The quarter of each data row, filled down over blanks; Waktu() where none is known."""
    if t.waktu:
        kolom = [k.kolom for k in t.waktu.values()]
        isi = [_filled_down(_cell(t, r, c) for r in t.data.index) for c in kolom]
        return [together(map(read_cell, baris)) for baris in zip(*isi, strict=True)]
    bagian = sorted((r, w) for r, _ in t.dilewati if r > t.baris_judul and any(w := _of_line(t, r)))
    if not bagian:
        return [Waktu()] * len(t.data)
    bagian = [(t.baris_judul, _of_title(t)), *bagian]
    return [next(w for r, w in reversed(bagian) if r < nomor) for nomor in t.data.index]


def _filled_down(isi: Iterable[Sel]) -> list[Sel]:
    hasil: list[Sel] = []
    for v in isi:
        hasil.append(hasil[-1] if is_blank(v) and hasil else v)
    return hasil


def _of_line(t: Tabel, nomor: int) -> Waktu:
    """The quarter that a line of title names; a total row does not begin one."""
    isi = [plain(v) for v in t.petak.sel[nomor - 1] if not is_blank(v)] if nomor <= len(t.petak.sel) else []
    teks = " ".join(isi)
    if not 0 < len(isi) <= _ISI_JUDUL or JUMLAH.match(teks) or not TRIWULAN.search(teks.casefold()):
        return Waktu()
    return read_cell(teks)


def _of_title(t: Tabel) -> Waktu:
    """The quarter of the lines directly above the header, else of the sheet's name."""
    atas = t.baris_judul - 1
    for nomor in range(atas, max(0, atas - 12), -1):
        isi = sum(not is_blank(v) for v in t.petak.sel[nomor - 1])
        if any(w := _of_line(t, nomor)):
            return w
        if isi > _ISI_JUDUL and nomor < atas - 1:  # rows of the table above; the header itself may be two lines high
            break
    return read_cell(t.lembar) if TRIWULAN.search(t.lembar.casefold()) else Waktu()


def _cell(t: Tabel, baris: int, kolom: int) -> Sel:
    sel = t.petak.sel[baris - 1]
    return sel[kolom - 1] if kolom <= len(sel) else None


def _unreadable(t: Tabel, baris: int) -> Temuan:
    kolom = next(iter(t.waktu.values())).kolom if t.waktu else min(k.kolom for k in t.kolom.values())
    return temuan("rekap_triwulan_tak_terbaca", t.lembar, alamat(baris, kolom), plain(_cell(t, baris, kolom)))


# ── columns for each quarter ──


def _columns_of(t: Tabel, periode: str) -> tuple[Tabel | None, list[Temuan], list[Luar]]:
    cocok = _fitting(t.blok, periode)
    tempat = {w: f"kolom {_letters(t, w)}" for w in t.blok}
    kiri = min(k.kolom for isi in t.blok.values() for k in isi.values())
    daftar = _said(t.lembar, alamat(t.baris_judul, kiri), tempat, periode, cocok)
    luar = [
        (t.lembar, t.baris_judul, f"{tempat[w]}: rekap {w.sebut}, bukan {triwulan.sebut(periode)}")
        for w in t.blok
        if w not in cocok
    ]
    if not cocok:
        return None, daftar, luar
    ukuran = {k.nama for k in LEMBAR[t.jenis].kolom if k.tipe == "bulat"}
    milik = t.blok[next(iter(cocok))]
    kolom = {n: k for n, k in t.kolom.items() if n not in ukuran} | milik
    data = t.data[[n for n in t.data if n not in ukuran]].copy()
    for nama, k in milik.items():
        data[nama] = pd.Series([_cell(t, r, k.kolom) for r in t.data.index], index=t.data.index, dtype=object)
    jumlah = [
        (r, {n: v for n, k in milik.items() if not is_blank(v := _cell(t, r, k.kolom))}, dari)
        for r, _, dari in t.jumlah
    ]
    return dataclasses.replace(t, kolom=kolom, data=data, jumlah=jumlah), daftar, luar


def _letters(t: Tabel, saat: Waktu) -> str:
    kolom = sorted(t.blok[saat].values(), key=lambda k: k.kolom)
    return kolom[0].huruf if len(kolom) == 1 else f"{kolom[0].huruf}:{kolom[-1].huruf}"


def _said(lembar: str, sel: str, tempat: dict[Waktu, str], periode: str, cocok: set[Waktu]) -> list[Temuan]:
    """One finding that names the quarters and where they stand; none where all is of the chosen one."""
    if tempat.keys() <= cocok:
        return []
    sebut = [f"{w.sebut} ({di_mana})" for w, di_mana in tempat.items()]
    rincian = ", ".join(sebut[:_SEBUT]) + (f" dan {len(sebut) - _SEBUT} lagi" if len(sebut) > _SEBUT else "")
    kode = "rekap_banyak_triwulan" if cocok else "rekap_triwulan_lain"
    return [temuan(kode, lembar, sel, jumlah=len(sebut), daftar=rincian, periode=triwulan.sebut(periode))]


def _span(baris: list[int]) -> str:
    return f"baris {baris[0]}" if len(baris) == 1 else f"baris {min(baris)}–{max(baris)}"
