"""Which letters the font of typeset pages has: a PDF that screen readers can read may hold no other."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

import fontpkg_source_sans_3

FONTS = Path(fontpkg_source_sans_3.__file__).parent / "files"
INSTEAD = "\u25a1"  # an empty box
_UPRIGHT = FONTS / "SourceSans3[wght].ttf"
_BREAK = "\u200b"
_LONG = re.compile(r"\S{24}(?=\S)")
_SEGMENTS = 12  # format of the table of letters that lists them all


def take_known(text: str) -> str:
    """The text with a box for each letter that the font lacks; what is drawn as nothing is left out."""
    if text.isascii():
        return text
    known = read_known()
    return "".join(c if c in "\n\t" or ord(c) in known else _replace(c) for c in text)


def break_long(text: str) -> str:
    """The text with a place to break, which takes no room, in each word that is longer than a column is wide."""
    return _LONG.sub(lambda m: m[0] + _BREAK, text)


def _replace(letter: str) -> str:
    return "" if unicodedata.category(letter) in ("Cf", "Cc", "Mn") else INSTEAD


@cache
def read_known() -> frozenset[int]:
    """Every letter of the font. Raises ValueError where its table has a format that we do not know."""
    table = _read_table(_UPRIGHT.read_bytes(), b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    for i in range(count):
        (start,) = struct.unpack_from(">L", table, 8 + 8 * i)
        if struct.unpack_from(">H", table, start) == (_SEGMENTS,):
            return _read_segments(table, start)
    raise ValueError("tabel huruf tidak dikenal")


def _read_segments(table: bytes, start: int) -> frozenset[int]:
    (count,) = struct.unpack_from(">L", table, start + 12)
    spans = (struct.unpack_from(">LL", table, start + 16 + 12 * i) for i in range(count))
    return frozenset(code for first, last in spans for code in range(first, last + 1))


def _read_table(font: bytes, name: bytes) -> bytes:
    """A table of an OpenType file."""
    (count,) = struct.unpack_from(">H", font, 4)
    entries = (struct.unpack_from(">4s4xLL", font, 12 + 16 * i) for i in range(count))
    start, length = next((start, length) for tag, start, length in entries if tag == name)
    return font[start : start + length]
