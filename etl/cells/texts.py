"""Plain text of a cell: invisible characters out, blanks folded, numbers and dates as a person would type them."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from decimal import Decimal

from etl.model import Cell

# Format, control and surrogate characters carry no meaning and make equal words unequal (zero width, RTL marks, NUL).
_MEANINGLESS = {"Cf", "Cc", "Cs"}
_ONLY_DASHES = re.compile(r"[-‐-―−\s]+")
# Words that say "there is none", as a dash does, where text or a number of a document is asked for.
NIL_WORDS = frozenset({"nihil", "tidak ada", "tdk ada", "belum ada", "blm ada", "belum", "tidak punya", "n/a", "na"})


def is_blank(sel: Cell) -> bool:
    """None, NaN and NaT are blank cells; so is text without a visible character. Zero is not."""
    if sel is None or sel != sel:
        return True
    return isinstance(sel, str) and not tidy_text(sel)


def is_dash(teks: str) -> bool:
    """A dash says "not filled in": neither a zero nor a word."""
    return _ONLY_DASHES.fullmatch(teks) is not None


def tidy_text(teks: str) -> str:
    """Trim, drop invisible characters, make one blank of any run of blanks, line breaks and NBSP."""
    if not teks.isprintable():
        teks = "".join(c for c in teks if c.isspace() or unicodedata.category(c) not in _MEANINGLESS)
    if not teks.isascii():
        teks = unicodedata.normalize("NFC", teks)
    return " ".join(teks.split())


def write_plain(sel: Cell) -> str:
    """Any cell as text: 5.0 -> "5", a long number without exponent, a date in ISO form. Blank -> ""."""
    if isinstance(sel, str):
        return tidy_text(sel)
    if sel is None or sel != sel:
        return ""
    if isinstance(sel, bool):
        return "TRUE" if sel else "FALSE"
    if isinstance(sel, dt.datetime):
        tanpa_jam = sel.time() == dt.time()
        return sel.date().isoformat() if tanpa_jam else sel.isoformat(" ", "minutes")
    if isinstance(sel, (int, float)):
        return write_plain_number(float(sel))
    return sel.isoformat() if isinstance(sel, dt.date) else str(sel)


def write_plain_number(angka: float) -> str:
    """Digits without exponent: 3.57201e12 -> "3572010000000"."""
    if not math.isfinite(angka):
        return str(angka)
    return str(int(angka)) if angka.is_integer() else format(Decimal(repr(angka)), "f")


def read_text(sel: Cell) -> str | None:
    """A value of a text column: None when blank or only a dash."""
    teks = write_plain(sel)
    return None if not teks or (not teks[0].isalnum() and is_dash(teks)) else teks
