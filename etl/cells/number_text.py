"""A number text taken apart: sign, currency, digits with separators, unit words. What the digits mean: numbers.py."""

from __future__ import annotations

import re
from dataclasses import dataclass

# M is miliar in Indonesian, never a million.
MULTIPLIERS = {
    "ribu": 1e3,
    "rb": 1e3,
    "juta": 1e6,
    "jt": 1e6,
    "miliar": 1e9,
    "milyar": 1e9,
    "mlr": 1e9,
    "m": 1e9,
    "triliun": 1e12,
    "trilyun": 1e12,
    "t": 1e12,
}
_UNIT_NAMES = {
    "orang": {"orang", "org", "jiwa", "anggota"},
    "Rp": {"rupiah", "rp", "idr"},
    "koperasi": {"koperasi", "kop", "unit"},
    "UMKM": {"umkm", "pelaku", "unit", "stan"},
}
_CURRENCY = re.compile(r"(?:rp|idr)\b\s*\.?\s*:?\s*|rp(?=\d)", re.ASCII)
_MINUS = re.compile(r"[-–−]\s*(?=[\drRiI(])")
# The ",-" (also ".-", ",--", ",=") that closes a written amount stands for "no cents".
_WITHOUT_CENTS = re.compile(r"(?<=\d)\s*[.,]\s*[-–—=]+$")
_DIGITS_AND_WORDS = re.compile(r"(\d[\d., ]*?(?:e[+-]?\d+)?)\s*([a-z%][a-z. ]*)?", re.ASCII)


@dataclass
class NumberText:
    """A number text taken apart: digits with their separators, sign, factor written in the cell, per cent."""

    digits: str
    sign: int = 1
    multiplier: float | None = None
    is_percent: bool = False


def take_apart(text: str, unit: str) -> NumberText | None:
    """Sign, currency, digits, unit words; None when something else stands in the cell."""
    text = text.lower().lstrip("'’`")
    minus = 0
    for _ in range(2):  # "-Rp 5", "Rp -5", "(Rp 5)", "Rp (5)"
        text = drop_currency(text)
        if text.startswith("(") and text.endswith(")"):
            text, minus = text[1:-1].strip(), minus + 1
        elif _MINUS.match(text):
            text, minus = text[1:].strip(), minus + 1
    matching = _DIGITS_AND_WORDS.fullmatch(_WITHOUT_CENTS.sub("", text.removeprefix("+").strip()))
    if matching is None or minus > 1:  # nobody knows what "(-5)" means
        return None
    return _accept_words(matching[1], matching[2] or "", -1 if minus else 1, unit)


def drop_currency(text: str) -> str:
    return _CURRENCY.sub("", text, count=1).strip() if _CURRENCY.match(text) else text.strip()


def _accept_words(amount: str, word: str, sign: int, unit: str) -> NumberText | None:
    """Accept "juta", "M", "orang", "%" after the digits; None for any other word."""
    written_text = NumberText(amount, sign)
    rest = word.replace(".", " ").split()
    if rest in (["%"], ["persen"]):
        written_text.is_percent = True
        return written_text
    if rest and rest[0] in MULTIPLIERS and (unit == "Rp" or rest[0] in ("ribu", "rb")):
        written_text.multiplier = MULTIPLIERS[rest.pop(0)]
    if rest and rest[0] in _UNIT_NAMES.get(unit, ()):
        rest.pop(0)
    return None if rest else written_text
