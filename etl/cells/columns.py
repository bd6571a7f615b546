"""One column at a time: choose the converter its declaration asks for, convert each distinct value once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np

from etl import personal
from etl.cells import choices, dates, numbers
from etl.cells.texts import read_text
from etl.model import Cell, Reading, Reason
from etl.skema import Column

NUMBER_TYPES = ("bulat", "desimal", "rupiah")


@dataclass
class TypedColumn:
    """A converted column: its values, and by position the reasons to list."""

    nilai: list
    alasan: dict[int, Reason] = field(default_factory=dict)


def convert_column(
    kolom: Column, isi: Sequence[Cell], faktor: float = 1.0, persen: frozenset[int] = frozenset()
) -> TypedColumn:
    """Convert a column. `faktor` to Rp; `persen`: positions whose number format shows per cent.

    Values come as the contract says, but a date that may be a range (Kolom.sampai) as dates.Rentang, so that its end is not lost.
    """
    if kolom.tipe in NUMBER_TYPES:
        return _read_numbers(isi, numbers.choose_rule(kolom, isi, faktor), persen)
    return _read_each_once(isi, _choose_reader(kolom, isi))


def _choose_reader(kolom: Column, isi: Sequence[Cell]) -> Callable[[Cell], Reading]:
    """The converter of a single value."""
    if kolom.tipe == "tanggal":
        ragu = dates.is_month_first(isi)
        if kolom.sampai:
            return partial(dates.read_range, ragu=ragu)
        return partial(dates.read_date, ragu=ragu, akhir=kolom.akhir)
    if kolom.needs_letter:
        return _read_name
    pembaca: dict[str, Callable[[Cell], Reading]] = {
        "kode": choices.read_code,
        "pilihan": choices.read_status
        if kolom.nama == "status"
        else partial(choices.read_choice, pilihan=kolom.pilihan),
        "daftar": partial(choices.read_list, pilihan=kolom.pilihan),
        "ya_tidak": partial(choices.read_yes_no, pilihan=kolom.pilihan),
        "tahun": partial(dates.read_year, minimum=kolom.minimum, maksimum=kolom.maksimum),
    }
    return pembaca.get(kolom.tipe, _read_text)


def _read_text(sel: Cell) -> Reading:
    return Reading(read_text(sel))


def _read_name(sel: Cell) -> Reading:
    """A name has a letter. LibreOffice leaves 0 for formulas of text in .xls: no cooperative is called that."""
    teks = read_text(sel)
    return (
        Reading(teks)
        if teks is None or any(c.isalpha() for c in personal.without(teks))
        else Reading(None, Reason("bukan_nama"))
    )


def _read_each_once(isi: Sequence[Cell], baca: Callable[[Cell], Reading]) -> TypedColumn:
    # The type is part of the key: True, 1 and 1.0 are equal in Python but not in a cell.
    kunci = list(zip(map(type, isi), isi, strict=True))
    bacaan = {k: baca(k[1]) for k in set(kunci)}
    nilai = {k: b.nilai for k, b in bacaan.items()}
    alasan = {k: b.alasan for k, b in bacaan.items() if b.alasan is not None}
    tercatat = {i: alasan[k] for i, k in enumerate(kunci) if k in alasan} if alasan else {}
    return TypedColumn([nilai[k] for k in kunci], tercatat)


def _read_numbers(isi: Sequence[Cell], cara: numbers.NumberRule, persen: frozenset[int]) -> TypedColumn:
    """Typed numbers all at once; texts, doubtful values and per cents one by one. NaN is a blank."""
    angka = np.array([s if type(s) is float else np.nan for s in isi], dtype=float)
    nilai = np.asarray(numbers.scale(angka, cara.factor), dtype=float)
    baik = (nilai >= numbers.find_lowest(cara)) & (nilai <= numbers.find_highest(cara))
    if cara.tipe == "bulat":
        baik &= nilai == np.floor(nilai)
    lain = {i for i in np.flatnonzero(~baik).tolist() if isi[i] is not None} | {i for i in persen if isi[i] is not None}
    pernah: dict[tuple, Reading] = {}
    alasan: dict[int, Reason] = {}
    for i in sorted(lain):
        kunci = (type(isi[i]), isi[i], i in persen)
        if kunci not in pernah:
            pernah[kunci] = numbers.read_number(isi[i], cara, i in persen)
        bacaan = pernah[kunci]
        nilai[i] = np.nan if bacaan.nilai is None else bacaan.nilai
        if bacaan.alasan is not None:
            alasan[i] = bacaan.alasan
    return TypedColumn(nilai.tolist(), alasan)
