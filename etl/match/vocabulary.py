"""Kamus dinas: what staff said that headings and words mean, by kind of sheet. Keys of its entries, and what they hold.

An entry is an answer like any other (match/questions.py): given with a check or added in advance, remembered with who
and when, withdrawn. It says nothing about cooperatives, so it outlives the sample data and may go to another city.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from etl.cells.choices import fold
from etl.headings.meanings import DICTIONARY, list_keys
from etl.headings.told import make_heading_key
from etl.match.questions import SPECIAL_ANSWERS, RememberedAnswer
from etl.model import Vocabulary
from etl.skema import SHEET_KINDS, YES_NO, Column

HEADING, WORD, TABLE = "judul", "kata", "tabel"
# Kinds of answers that are no data of a city; of these the first two are what an exported file holds.
KINDS = (HEADING, WORD, TABLE)
CHOICE_TYPES = ("pilihan", "ya_tidak", "daftar")
TICK = "centang"  # behind the column of a word that stands where a tick is expected


class Entry(NamedTuple):
    """What the key of an entry says: kind of sheet; column and words of a word, or the words of a heading."""

    jenis: str
    sheet: str
    column: str
    words: str


def make_key(kind: str, sheet: str, text: str, column: str = "", tick: bool = False) -> str:
    """ "judul:koperasi:kondisi lembaga", "kata:koperasi:status:sehat", "kata:koperasi:status:centang:ok"; "" where the
    text has no letter to be known by."""
    folded = make_heading_key(text) if kind == HEADING else fold(text)
    if not any(c.isalnum() for c in folded):
        return ""
    return ":".join(part for part in (kind, sheet, column, TICK if tick else "", folded) if part)


def parse_key(key: str) -> Entry | None:
    """The parts of a heading's or word's key; None for any other key, or one that names no kind or column of ours."""
    kind, _, rest = key.partition(":")
    sheet, _, words = rest.partition(":")
    if kind not in (HEADING, WORD) or sheet not in SHEET_KINDS:
        return None
    column = ""
    if kind == WORD:
        column, _, words = words.partition(":")
        if column not in SHEET_KINDS[sheet] or SHEET_KINDS[sheet][column].tipe not in CHOICE_TYPES:
            return None
    return Entry(kind, sheet, column, words) if words else None


def collect(given: Mapping[str, str], remembered: Iterable[RememberedAnswer]) -> Vocabulary:
    """What headings mean by the answers in force; those given with the check outweigh the remembered ones."""
    in_force = {r.kunci: r.nilai for r in remembered if r.dicabut_waktu is None} | dict(given)
    headings: dict[str, dict[str, str]] = defaultdict(dict)
    for key, value in in_force.items():
        entry = parse_key(key)
        if entry is not None and entry.jenis == HEADING:
            headings[entry.sheet][entry.words] = value
    return Vocabulary(dict(headings))


def list_meanings(entry: Entry) -> dict[str, str]:
    """{value: label} of what an entry may mean."""
    sheet = SHEET_KINDS[entry.sheet]
    own = list_columns(sheet.kolom) if entry.jenis == HEADING else list_choices(sheet[entry.column], is_tick(entry))
    return own | SPECIAL_ANSWERS[entry.jenis]


def is_tick(entry: Entry) -> bool:
    return entry.jenis == WORD and entry.words.startswith(f"{TICK}:")


def list_columns(columns: Iterable[Column]) -> dict[str, str]:
    """{name: label} of columns as people choose them."""
    return {k.nama: k.judul for k in columns}


def list_choices(column: Column, tick: bool = False) -> dict[str, str]:
    """{value: label} of what a word in a column of choices may mean; those of former rules are not offered."""
    if tick:
        return {value: value.capitalize() for value in YES_NO}
    values = [v for v in column.pilihan if v not in column.past_choices]
    return {v: v.title() if v.islower() else v for v in values}


def say_label(key: str, value: str) -> str | None:
    """What an entry means in words; None for other answers, and for a meaning that this release does not know."""
    kind, _, _ = key.partition(":")
    if kind == TABLE:
        return SHEET_KINDS[value].judul if value in SHEET_KINDS else SPECIAL_ANSWERS[TABLE].get(value)
    entry = parse_key(key)
    return list_meanings(entry).get(value) if entry else None


def say_known(entry: Entry, text: str) -> str:
    """What a heading already means without staff, in words; "" where it means nothing."""
    if entry.jenis != HEADING:
        return ""
    name = next((DICTIONARY[entry.sheet][k] for k in list_keys(text) if k in DICTIONARY[entry.sheet]), "")
    return SHEET_KINDS[entry.sheet][name].judul if name else ""
