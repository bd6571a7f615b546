"""Which letters the font of typeset pages has: a PDF that screen readers can read may hold no other. What it lacks is
written in Latin letters where we can read it, else it is named."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache
from pathlib import Path

import fontpkg_source_sans_3

from dasbor.export import javanese

FONTS = Path(fontpkg_source_sans_3.__file__).parent / "files"
_UPRIGHT = FONTS / "SourceSans3[wght].ttf"
_BREAK = "\u200b"
_LONG = re.compile(r"\S{24}(?=\S)")
_SEGMENTS = 12  # format of the table of letters that lists them all
_DRAWN_AS_NOTHING = ("Cf", "Cc", "Mn", "Me")
# by the word with which Unicode begins the name of a letter
_SCRIPTS = {
    "CJK": "[aksara Han]",
    "KANGXI": "[aksara Han]",
    "HIRAGANA": "[aksara Jepang]",
    "KATAKANA": "[aksara Jepang]",
    "HANGUL": "[aksara Korea]",
    "ARABIC": "[aksara Arab]",
    "HEBREW": "[aksara Ibrani]",
    "DEVANAGARI": "[aksara Dewanagari]",
    "TAMIL": "[aksara Tamil]",
    "THAI": "[aksara Thailand]",
    "BALINESE": "[aksara Bali]",
    "SUNDANESE": "[aksara Sunda]",
    "BATAK": "[aksara Batak]",
    "BUGINESE": "[aksara Bugis]",
    "REJANG": "[aksara Rejang]",
}
_EMOJI, _SIGN, _OTHER = "[emoji]", "[tanda]", "[huruf lain]"
_FIRST_EMOJI = 0x1F000
_LINES = "\n\t"
_SAME_AGAIN = re.compile(r"(\[(?:aksara \w+|emoji|tanda|huruf lain)\])(?: ?\1)+")  # words of one script are one run


def take_known(text: str) -> str:
    """The text in letters of the font: Javanese as it is read, a note for each run of others; what is drawn as nothing
    is left out."""
    if text.isascii():
        return text
    known = read_known()
    written = "".join(c if c in _LINES or ord(c) in known else _name(c) for c in javanese.spell(text))
    return _SAME_AGAIN.sub(r"\1", written)


def list_notes(text: str) -> list[str]:
    """The notes that stand in it for letters which the font lacks."""
    known = read_known()
    lacking = {c for c in javanese.spell(text) if c not in _LINES and ord(c) not in known}
    return sorted({note for c in lacking if (note := _name(c).strip())})


def has_javanese(text: str) -> bool:
    return javanese.SCRIPT.search(text) is not None


def break_long(text: str) -> str:
    """The text with a place to break, which takes no room, in each word that is longer than a column is wide."""
    return _LONG.sub(lambda m: m[0] + _BREAK, text)


def _name(letter: str) -> str:
    """What a letter is, as a note; "" of what has no width of its own."""
    kind = unicodedata.category(letter)
    if kind in _DRAWN_AS_NOTHING:
        return ""
    if kind[0] == "Z":
        return " "
    first_word = unicodedata.name(letter, "").replace("-", " ").partition(" ")[0]
    if script := _SCRIPTS.get(first_word):
        return script
    if ord(letter) >= _FIRST_EMOJI and kind[0] == "S":
        return _EMOJI
    return _SIGN if kind[0] in "SP" else _OTHER


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
