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
from etl.personal import drop_tokens
from etl.skema import DIGITAL_CHANNELS, STATUSES, UNKNOWN, YES_NO

_SPLIT = re.compile(r"[;,•|\n\r]+")
_FINE_SPLIT = re.compile(r"\s*(?:[/+&]|\bdan\b)\s*", re.IGNORECASE)
_DIGIT_BUT_ZERO = re.compile("[1-9]")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?e\+\d+", re.IGNORECASE)
_HALVES = re.compile(r"\s*([^()\[\]/]+?)\s*(?:[(\[]\s*([^()\[\]]+?)\s*[)\]]|/\s*([^()\[\]/]+?))\s*")
_TAKEN_BACK = re.compile(
    r"\?|\b(?:tidak|tdk|tak|belum|blm|bukan|non|eks|ex|calon|proses|bekas|mantan)\b", re.IGNORECASE
)
_SHORT_KOP = re.compile(r"^\s*kop(?:\.|\s)\s*", re.IGNORECASE)
_LEAST_SIMILARITY = 75


def fold(text: str) -> str:
    """What two spellings of one word share: "T. Aktif" and "t-aktif" -> "taktif".

    Tick marks count as letters, and so does "?": "Aktif?" is a doubt, not a status. A mask is none: "WA [telepon
    disamarkan]" -> "wa".
    """
    text = unicodedata.normalize("NFKC", drop_tokens(text)).casefold().replace("&", "dan")
    return "".join(c for c in text if c.isalnum() or c in "√✓✔?")


def index_spellings(choices: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """Folded spelling -> canonical value; the values themselves come before their synonyms."""
    return _index_spellings(tuple(choices.items()))


@lru_cache(maxsize=64)
def _index_spellings(choices: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    spelling = {fold(value): value for value, _ in choices}
    for value, synonyms in choices:
        for word in synonyms:
            spelling.setdefault(fold(word), value)
    return spelling


def read_choice(cell: Cell, choices: dict[str, tuple[str, ...]]) -> Reading:
    """The canonical value, or pilihan_tak_dikenal with the choices and a hint."""
    text = read_text(cell)
    if text is None:
        return Reading(None)
    value = index_spellings(choices).get(fold(text)) or _read_halves(text, choices)
    return Reading(value) if value is not None else Reading(None, _refuse_unknown(text, choices))


def _read_halves(text: str, choices: dict[str, tuple[str, ...]]) -> str | None:
    """ "KOPERASI PONDOK PESANTREN (KOPPONTREN)", "KOPWAN / KOPERASI WANITA": one known half is enough, two must agree.

    Not where the other half takes it back or doubts it: "Sehat (belum dinilai)".
    """
    halves = _HALVES.fullmatch(text)
    parts = [text, *(part for part in (halves.groups() if halves else ()) if part)]
    if halves and any(_TAKEN_BACK.search(part) for part in parts):
        return None
    spelling = index_spellings(choices)
    found = {spelling.get(fold(form)) for part in parts for form in (part, _SHORT_KOP.sub("koperasi ", part))} - {None}
    return found.pop() if len(found) == 1 else None


def read_status(cell: Cell) -> Reading:
    """The status of a cooperative. What is blank or unknown stays "tidak diketahui" and is listed: never aktif."""
    text = read_text(cell)
    if text is None:
        return Reading(UNKNOWN, Reason("status_kosong"))
    value = index_spellings(STATUSES).get(fold(text))
    if value is not None:
        return Reading(value)
    suggestion, similar = _find_hint(text, STATUSES)
    return Reading(UNKNOWN, Reason("status_tak_dikenal", {"mirip": similar}, suggestion))


def read_yes_no(cell: Cell, choices: dict[str, tuple[str, ...]] = YES_NO) -> Reading:
    """True, False, or blank: an empty tick box says nothing."""
    if isinstance(cell, bool):
        return Reading(cell)
    reading = read_choice(cell, choices)
    return Reading(None if reading.value is None else reading.value == "ya", reading.reason)


def read_list(cell: Cell, choices: dict[str, tuple[str, ...]] = DIGITAL_CHANNELS) -> Reading:
    """Several choices, in the order of the declaration, joined with "; ". Unknown parts are listed, known ones kept.

    "Tidak ada" is an answer: the empty list "", which is not the blank None.
    """
    if is_dash(text := write_plain(cell)):
        return Reading(None)
    if text.casefold().rstrip(".") in NIL_WORDS | {"tidak", "tdk"}:
        return Reading("")
    spelling, known, strange = index_spellings(choices), set(), []
    for part in _split_parts(cell if isinstance(cell, str) else text, spelling):
        value = spelling.get(fold(part))
        if value is None:
            strange.append(part)
        else:
            known.add(value)
    result = "; ".join(value for value in choices if value in known) or None
    if not strange:
        return Reading(result)
    reason = _refuse_unknown("; ".join(strange), choices)
    return Reading(result, replace(reason, usul="") if known else reason)  # one value cannot repair a list


def split_list(cell: Cell, choices: dict[str, tuple[str, ...]]) -> list[str]:
    """The words of a list of choices as typed, known and unknown ones."""
    return _split_parts(cell if isinstance(cell, str) else write_plain(cell), index_spellings(choices))


def _split_parts(text: str, spelling: dict[str, str]) -> list[str]:
    """Split at ; , • | and line breaks; at / + & "dan" only what is no known word as a whole ("wifi rt/rw")."""
    part: list[str] = []
    for word in map(write_plain, _SPLIT.split(text)):
        whole = fold(word) in spelling
        part += [word] if whole else _FINE_SPLIT.split(word)
    return [word for word in part if word and not is_dash(word) and drop_tokens(word).strip()]


def read_code(cell: Cell) -> Reading:
    """The number of a document as text, as typed: zeros stay, a typed number gets no exponent.

    What is no such number becomes None: two cooperatives must not be taken for one
    because both say "proses", or because Excel turned both numbers into the same date.
    """
    text = read_text(cell)
    text = text.lstrip("'’`") if text else None
    if not text or text.casefold() in NIL_WORDS:
        return Reading(None)
    if not isinstance(cell, (str, int, float)):
        return Reading(None, Reason("nomor_jadi_tanggal"))
    if _SHORTENED.fullmatch(text):
        return Reading(None, Reason("nomor_disingkat"))
    return Reading(text) if _DIGIT_BUT_ZERO.search(text) else Reading(None, Reason("bukan_nomor"))


def _refuse_unknown(text: str, choices: dict[str, tuple[str, ...]]) -> Reason:
    suggestion, similar = _find_hint(text, choices)
    return Reason(
        "pilihan_tak_dikenal", {"pilihan": ", ".join(map(_show_value, choices)), "mirip": similar}, suggestion, text
    )


def _find_hint(text: str, choices: dict[str, tuple[str, ...]]) -> tuple[str, str]:
    """The likely value and a sentence that offers it, or two empty texts."""
    spelling = index_spellings(choices)
    matching = process.extractOne(fold(text), spelling.keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILARITY)
    if matching is None:
        return "", ""
    suggestion = _show_value(spelling[matching[0]])
    return suggestion, f" Mungkin maksudnya “{suggestion}”?"


def _show_value(value: str) -> str:
    """As the template writes it: status values are lower case in the tables only."""
    return value.title() if value.islower() else value
