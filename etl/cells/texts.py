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


def is_blank(cell: Cell) -> bool:
    """None, NaN and NaT are blank cells; so is text without a visible character. Zero is not."""
    if cell is None or cell != cell:
        return True
    return isinstance(cell, str) and not tidy_text(cell)


def is_dash(text: str) -> bool:
    """A dash says "not filled in": neither a zero nor a word."""
    return _ONLY_DASHES.fullmatch(text) is not None


def tidy_text(text: str) -> str:
    """Trim, drop invisible characters, make one blank of any run of blanks, line breaks and NBSP."""
    if not text.isprintable():
        text = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in _MEANINGLESS)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def write_plain(cell: Cell) -> str:
    """Any cell as text: 5.0 -> "5", a long number without exponent, a date in ISO form. Blank -> ""."""
    if isinstance(cell, str):
        return tidy_text(cell)
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, dt.datetime):
        without_time = cell.time() == dt.time()
        return cell.date().isoformat() if without_time else cell.isoformat(" ", "minutes")
    if isinstance(cell, (int, float)):
        return write_plain_number(float(cell))
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def write_plain_number(amount: float) -> str:
    """Digits without exponent: 3.57201e12 -> "3572010000000"."""
    if not math.isfinite(amount):
        return str(amount)
    return str(int(amount)) if amount.is_integer() else format(Decimal(repr(amount)), "f")


def read_text(cell: Cell) -> str | None:
    """A value of a text column: None when blank or only a dash."""
    text = write_plain(cell)
    return None if not text or (not text[0].isalnum() and is_dash(text)) else text
