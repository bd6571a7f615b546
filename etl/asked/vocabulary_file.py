"""Entries of Kamus dinas as a small file without data: what one city learned, another can start with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from etl import personal
from etl.cells.choices import index_spellings
from etl.headings.told import make_heading_key
from etl.match.questions import RememberedAnswer
from etl.match.vocabulary import (
    HEADING,
    TICK,
    WORD,
    Entry,
    is_tick,
    list_meanings,
    make_key,
    parse_key,
    say_known,
)
from etl.model import Answer
from etl.skema import SHEET_KINDS

COLUMNS = ("jenis", "lembar", "kolom", "tertulis", "arti")
MAX_BYTES = 1_000_000
_LONGEST = 200  # letters of a heading or a word


def write_file(remembered: Iterable[RememberedAnswer]) -> bytes:
    """The headings and words in force as CSV; neither names nor places, and nobody who answered."""
    target = io.StringIO()
    rows = csv.writer(target, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for r, entry in _list_entries(remembered):
        rows.writerow([TICK if is_tick(entry) else entry.jenis, entry.sheet, entry.column, r.isi, r.nilai])
    return target.getvalue().encode("utf-8-sig")


def count_entries(remembered: Iterable[RememberedAnswer]) -> int:
    """How many entries write_file() would write."""
    return len(_list_entries(remembered))


def _list_entries(remembered: Iterable[RememberedAnswer]) -> list[tuple[RememberedAnswer, Entry]]:
    in_force = sorted((r for r in remembered if r.dicabut_waktu is None), key=lambda r: r.kunci)
    return [(r, entry) for r in in_force if (entry := parse_key(r.kunci)) is not None]


def read_file(content: bytes) -> list[Answer]:
    """The entries of such a file, also as Excel saves it. Raises ValueError with a sentence that names the line."""
    if len(content) > MAX_BYTES:
        raise ValueError("Berkas ini terlalu besar untuk sebuah kamus (paling besar 1 MB).")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    if tuple(c.strip().casefold() for c in next(rows, [])) != COLUMNS:
        raise ValueError(f"Baris pertama berkas kamus harus {', '.join(COLUMNS)}.")
    entries = []
    for number, row in enumerate(rows, start=2):
        if not any(c.strip() for c in row):
            continue
        if len(row) != len(COLUMNS):
            raise ValueError(f"Baris {number}: harus {len(COLUMNS)} kolom.")
        try:
            entries.append(make_entry(*(c.strip() for c in row)))
        except ValueError as error:
            raise ValueError(f"Baris {number}: {error}") from None
    return entries


def make_entry(kind: str, sheet: str, column: str, text: str, meaning: str) -> Answer:
    """An entry as staff add it, without numbers of people as a check asks. `meaning`: a value, or what people call
    it. Raises ValueError with a sentence."""
    if sheet not in SHEET_KINDS:
        raise ValueError(f"“{sheet}” bukan jenis lembar; pilihannya {', '.join(SHEET_KINDS)}.")
    if not text.strip() or len(text) > _LONGEST:
        raise ValueError(f"tulis judul atau katanya, paling panjang {_LONGEST} huruf.")
    text, tick = personal.without(text), kind == TICK
    key = make_key(WORD if tick else kind, sheet, text, column, tick)
    entry = parse_key(key)
    if entry is None:
        raise ValueError(
            f"“{text}” tidak dapat dicatat sebagai {kind} lembar {sheet}{f', kolom {column}' if column else ''}."
        )
    meanings = list_meanings(entry)
    by_label = {label.casefold(): value for value, label in meanings.items()}
    value = meaning if meaning in meanings else by_label.get(meaning.casefold(), "")
    if not value:
        raise ValueError(f"“{meaning}” bukan arti yang dapat dipilih; pilihannya {', '.join(meanings)}.")
    if known := _say_known(entry, text):
        raise ValueError(f"“{text}” sudah dikenal sebagai {known}.")
    name = SHEET_KINDS[sheet].judul
    context = f"lembar {name}" if entry.jenis == HEADING else f"kolom {SHEET_KINDS[sheet][column].judul}, lembar {name}"
    return Answer(key, entry.jenis, " ".join(text.split()), context, value, meanings[value], baru=True)


def parse_entry(text: str, key: str, meaning: str) -> Answer:
    """An entry as the command line gives it: its key and its meaning. Raises ValueError with a sentence."""
    entry = parse_key(key)
    if entry is None:
        raise ValueError(f"“{text}” bukan entri kamus seperti judul:koperasi:kondisi lembaga=status.")
    words = entry.words.removeprefix(f"{TICK}:")
    return make_entry(TICK if is_tick(entry) else entry.jenis, entry.sheet, entry.column, words, meaning)


def _say_known(entry: Entry, text: str) -> str:
    if entry.jenis == HEADING:
        return say_known(entry, text) if make_heading_key(text) else ""
    choices = SHEET_KINDS[entry.sheet][entry.column].pilihan
    return "" if is_tick(entry) else index_spellings(choices).get(entry.words, "")
