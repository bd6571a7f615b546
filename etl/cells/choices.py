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

from etl.cells.texts import KATA_NIHIL, is_dash, plain, to_text
from etl.model import Bacaan, Reason, Sel
from etl.skema import KANAL_DIGITAL, STATUS, TIDAK_DIKETAHUI, YA_TIDAK

_PISAH = re.compile(r"[;,•|\n\r]+")
_PISAH_HALUS = re.compile(r"\s*(?:[/+&]|\bdan\b)\s*", re.IGNORECASE)
_DISINGKAT = re.compile(r"\d(?:[.,]\d+)?e\+\d+", re.IGNORECASE)
_MIRIP_SEDIKITNYA = 75


def fold(teks: str) -> str:
    """What two spellings of one word share: "T. Aktif" and "t-aktif" -> "taktif".

    Tick marks count as letters, and so does "?": "Aktif?" is a doubt, not a status.
    """
    teks = unicodedata.normalize("NFKC", teks).casefold().replace("&", "dan")
    return "".join(c for c in teks if c.isalnum() or c in "√✓✔?")


def spellings(pilihan: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Folded spelling -> canonical value; the values themselves come before their synonyms."""
    return _spellings(tuple(pilihan.items()))


@lru_cache(maxsize=64)
def _spellings(pilihan: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    ejaan = {fold(nilai): nilai for nilai, _ in pilihan}
    for nilai, sinonim in pilihan:
        for kata in sinonim:
            ejaan.setdefault(fold(kata), nilai)
    return ejaan


def read_choice(sel: Sel, pilihan: dict[str, tuple[str, ...]]) -> Bacaan:
    """The canonical value, or pilihan_tak_dikenal with the choices and a hint."""
    teks = to_text(sel)
    if teks is None:
        return Bacaan(None)
    nilai = spellings(pilihan).get(fold(teks))
    return Bacaan(nilai) if nilai is not None else Bacaan(None, _unknown(teks, pilihan))


def read_status(sel: Sel) -> Bacaan:
    """The status of a cooperative. What is blank or unknown stays "tidak diketahui" and is listed: never aktif."""
    teks = to_text(sel)
    if teks is None:
        return Bacaan(TIDAK_DIKETAHUI, Reason("status_kosong"))
    nilai = spellings(STATUS).get(fold(teks))
    if nilai is not None:
        return Bacaan(nilai)
    usul, mirip = _hint(teks, STATUS)
    return Bacaan(TIDAK_DIKETAHUI, Reason("status_tak_dikenal", {"mirip": mirip}, usul))


def read_yes_no(sel: Sel, pilihan: dict[str, tuple[str, ...]] = YA_TIDAK) -> Bacaan:
    """True, False, or blank: an empty tick box says nothing."""
    if isinstance(sel, bool):
        return Bacaan(sel)
    bacaan = read_choice(sel, pilihan)
    return Bacaan(None if bacaan.nilai is None else bacaan.nilai == "ya", bacaan.alasan)


def read_list(sel: Sel, pilihan: dict[str, tuple[str, ...]] = KANAL_DIGITAL) -> Bacaan:
    """Several choices, in the order of the declaration, joined with "; ". Unknown parts are listed, known ones kept.

    "Tidak ada" is an answer: the empty list "", which is not the blank None.
    """
    if is_dash(teks := plain(sel)):
        return Bacaan(None)
    if teks.casefold().rstrip(".") in KATA_NIHIL | {"tidak", "tdk"}:
        return Bacaan("")
    ejaan, ada, asing = spellings(pilihan), set(), []
    for bagian in _parts(sel if isinstance(sel, str) else teks, ejaan):
        nilai = ejaan.get(fold(bagian))
        if nilai is None:
            asing.append(bagian)
        else:
            ada.add(nilai)
    hasil = "; ".join(nilai for nilai in pilihan if nilai in ada) or None
    if not asing:
        return Bacaan(hasil)
    alasan = _unknown("; ".join(asing), pilihan)
    return Bacaan(hasil, replace(alasan, usul="") if ada else alasan)  # one value cannot repair a list


def _parts(teks: str, ejaan: dict[str, str]) -> list[str]:
    """Split at ; , • | and line breaks; at / + & "dan" only what is no known word as a whole ("wifi rt/rw")."""
    bagian: list[str] = []
    for kata in map(plain, _PISAH.split(teks)):
        utuh = fold(kata) in ejaan
        bagian += [kata] if utuh else _PISAH_HALUS.split(kata)
    return [kata for kata in bagian if kata and not is_dash(kata)]


def read_code(sel: Sel) -> Bacaan:
    """The number of a document as text, as typed: zeros stay, a typed number gets no exponent.

    What is no such number becomes None: two cooperatives must not be taken for one
    because both say "proses", or because Excel turned both numbers into the same date.
    """
    teks = to_text(sel)
    teks = teks.lstrip("'’`") if teks else None
    if not teks or teks.casefold() in KATA_NIHIL:
        return Bacaan(None)
    if not isinstance(sel, (str, int, float)):
        return Bacaan(None, Reason("nomor_jadi_tanggal"))
    if _DISINGKAT.fullmatch(teks):
        return Bacaan(None, Reason("nomor_disingkat"))
    berangka = any("1" <= c <= "9" for c in teks)
    return Bacaan(teks) if berangka else Bacaan(None, Reason("bukan_nomor"))


def _unknown(teks: str, pilihan: dict[str, tuple[str, ...]]) -> Reason:
    usul, mirip = _hint(teks, pilihan)
    return Reason("pilihan_tak_dikenal", {"pilihan": ", ".join(map(_shown, pilihan)), "mirip": mirip}, usul, teks)


def _hint(teks: str, pilihan: dict[str, tuple[str, ...]]) -> tuple[str, str]:
    """The likely value and a sentence that offers it, or two empty texts."""
    ejaan = spellings(pilihan)
    cocok = process.extractOne(fold(teks), ejaan.keys(), scorer=fuzz.ratio, score_cutoff=_MIRIP_SEDIKITNYA)
    if cocok is None:
        return "", ""
    usul = _shown(ejaan[cocok[0]])
    return usul, f" Mungkin maksudnya “{usul}”?"


def _shown(nilai: str) -> str:
    """As the template writes it: status values are lower case in the tables only."""
    return nilai.title() if nilai.islower() else nilai
