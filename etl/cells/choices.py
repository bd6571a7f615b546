"""Choices, lists of choices, yes/no and numbers of documents: one cell -> the canonical value, a blank, or the reason.

A word is compared without case, blanks and punctuation with the values and spellings that skema declares.
Similarity only ever writes a hint; it never decides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from etl.cells.texts import NIL_WORDS, is_dash, read_text, write_plain
from etl.model import Cell, Reading, Reason
from etl.skema import DIGITAL_CHANNELS, STATUSES, UNKNOWN, YES_NO

_SPLIT = re.compile(r"[;,•|\n\r]+")
_FINE_SPLIT = re.compile(r"\s*(?:[/+&]|\bdan\b)\s*", re.IGNORECASE)
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?e\+\d+", re.IGNORECASE)
_LEAST_SIMILARITY = 75


def fold(teks: str) -> str:
    """What two spellings of one word share: "T. Aktif" and "t-aktif" -> "taktif".

    Tick marks count as letters, and so does "?": "Aktif?" is a doubt, not a status.
    """
    teks = unicodedata.normalize("NFKC", teks).casefold().replace("&", "dan")
    return "".join(c for c in teks if c.isalnum() or c in "√✓✔?")


def index_spellings(pilihan: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Folded spelling -> canonical value; the values themselves come before their synonyms."""
    return _index_spellings(tuple(pilihan.items()))


@lru_cache(maxsize=64)
def _index_spellings(pilihan: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    ejaan = {fold(nilai): nilai for nilai, _ in pilihan}
    for nilai, sinonim in pilihan:
        for kata in sinonim:
            ejaan.setdefault(fold(kata), nilai)
    return ejaan


def read_choice(sel: Cell, pilihan: dict[str, tuple[str, ...]]) -> Reading:
    """The canonical value, or pilihan_tak_dikenal with the choices and a hint."""
    teks = read_text(sel)
    if teks is None:
        return Reading(None)
    nilai = index_spellings(pilihan).get(fold(teks))
    return Reading(nilai) if nilai is not None else Reading(None, _refuse_unknown(teks, pilihan))


def read_status(sel: Cell) -> Reading:
    """The status of a cooperative. What is blank or unknown stays "tidak diketahui" and is listed: never aktif."""
    teks = read_text(sel)
    if teks is None:
        return Reading(UNKNOWN, Reason("status_kosong"))
    nilai = index_spellings(STATUSES).get(fold(teks))
    if nilai is not None:
        return Reading(nilai)
    usul, mirip = _find_hint(teks, STATUSES)
    return Reading(UNKNOWN, Reason("status_tak_dikenal", {"mirip": mirip}, usul))


def read_yes_no(sel: Cell, pilihan: dict[str, tuple[str, ...]] = YES_NO) -> Reading:
    """True, False, or blank: an empty tick box says nothing."""
    if isinstance(sel, bool):
        return Reading(sel)
    bacaan = read_choice(sel, pilihan)
    return Reading(None if bacaan.nilai is None else bacaan.nilai == "ya", bacaan.alasan)


def read_list(sel: Cell, pilihan: dict[str, tuple[str, ...]] = DIGITAL_CHANNELS) -> Reading:
    """Several choices, in the order of the declaration, joined with "; ". Unknown parts are listed, known ones kept.

    "Tidak ada" is an answer: the empty list "", which is not the blank None.
    """
    if is_dash(teks := write_plain(sel)):
        return Reading(None)
    if teks.casefold().rstrip(".") in NIL_WORDS | {"tidak", "tdk"}:
        return Reading("")
    ejaan, ada, asing = index_spellings(pilihan), set(), []
    for bagian in _split_parts(sel if isinstance(sel, str) else teks, ejaan):
        nilai = ejaan.get(fold(bagian))
        if nilai is None:
            asing.append(bagian)
        else:
            ada.add(nilai)
    hasil = "; ".join(nilai for nilai in pilihan if nilai in ada) or None
    if not asing:
        return Reading(hasil)
    alasan = _refuse_unknown("; ".join(asing), pilihan)
    return Reading(hasil, replace(alasan, usul="") if ada else alasan)  # one value cannot repair a list


def _split_parts(teks: str, ejaan: dict[str, str]) -> list[str]:
    """Split at ; , • | and line breaks; at / + & "dan" only what is no known word as a whole ("wifi rt/rw")."""
    bagian: list[str] = []
    for kata in map(write_plain, _SPLIT.split(teks)):
        utuh = fold(kata) in ejaan
        bagian += [kata] if utuh else _FINE_SPLIT.split(kata)
    return [kata for kata in bagian if kata and not is_dash(kata)]


def read_code(sel: Cell) -> Reading:
    """The number of a document as text, as typed: zeros stay, a typed number gets no exponent.

    What is no such number becomes None: two cooperatives must not be taken for one
    because both say "proses", or because Excel turned both numbers into the same date.
    """
    teks = read_text(sel)
    teks = teks.lstrip("'’`") if teks else None
    if not teks or teks.casefold() in NIL_WORDS:
        return Reading(None)
    if not isinstance(sel, (str, int, float)):
        return Reading(None, Reason("nomor_jadi_tanggal"))
    if _SHORTENED.fullmatch(teks):
        return Reading(None, Reason("nomor_disingkat"))
    berangka = any("1" <= c <= "9" for c in teks)
    return Reading(teks) if berangka else Reading(None, Reason("bukan_nomor"))


def _refuse_unknown(teks: str, pilihan: dict[str, tuple[str, ...]]) -> Reason:
    usul, mirip = _find_hint(teks, pilihan)
    return Reason("pilihan_tak_dikenal", {"pilihan": ", ".join(map(_show_value, pilihan)), "mirip": mirip}, usul, teks)


def _find_hint(teks: str, pilihan: dict[str, tuple[str, ...]]) -> tuple[str, str]:
    """The likely value and a sentence that offers it, or two empty texts."""
    ejaan = index_spellings(pilihan)
    cocok = process.extractOne(fold(teks), ejaan.keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILARITY)
    if cocok is None:
        return "", ""
    usul = _show_value(ejaan[cocok[0]])
    return usul, f" Mungkin maksudnya “{usul}”?"


def _show_value(nilai: str) -> str:
    """As the template writes it: status values are lower case in the tables only."""
    return nilai.title() if nilai.islower() else nilai
