"""Numbers and addresses that are written so that no machine finds them: letters or words for digits, "at", "dot"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from etl.personal.what import BETWEEN, BLANK, is_ktp, is_whole_mobile, to_ascii

_DIGITS = {"0": "OoОоΟοØøQ", "1": "lIi|ı", "2": "Zz", "5": "Ss", "8": "B"}
_LETTERS = "".join(_DIGITS.values())
_ALIKE = str.maketrans({letter: digit for digit, letters in _DIGITS.items() for letter in letters})
# A word of digits and such letters alone, or what of it stands behind another word: HP08l2…
_WORD = re.compile(rf"(?:(?<![^\W_])|(?<=[^\W\d_])(?=\d))(?=[{_LETTERS}]{{0,20}}\d)[\d{_LETTERS}]++(?![^\W_])")
_RUN = re.compile(rf"[\d{_LETTERS}](?:{BETWEEN}*+[\d{_LETTERS}]){{8}}")
_MIXED = re.compile(rf"\d[{_LETTERS}]|[{_LETTERS}]\d")
_OTHER = re.compile(r"\D")

_SOME, _A_FEW = rf"[{BLANK}]{{0,3}}", rf"[{BLANK}]{{1,3}}"
_OPEN, _CLOSE = r"[(\[{<（]" + _SOME, _SOME + r"[)\]}>）]"
_IN_WORDS = rf"{_SOME}{_OPEN}(?:at|et|a|[@＠]){_CLOSE}{_SOME}|{_A_FEW}at{_A_FEW}"
# a name behind a blank and @ is an account of a network: @kopmaju.id
_AT = rf"(?:{_IN_WORDS}|{_SOME}[@＠]{_A_FEW}|[@＠])"
_DOT = rf"(?:{_SOME}\.{_SOME}|{_SOME}{_OPEN}(?:dot|titik|\.){_CLOSE}{_SOME}|{_A_FEW}(?:dot|titik){_A_FEW})"
_LAST = "id|com|net|org|info|edu|gov|biz|co|me|io|asia|my|sg|au|uk|us|nl|de|jp|cn"
_ADDRESS = re.compile(
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}{_AT}(?:[^\W_][\w-]{{0,62}}{_DOT}){{1,6}}(?:{_LAST})(?![\w-])", re.I
)
_SIGN = re.compile(rf"{_OPEN}(?:[aAeE][tT]|[aA@＠]){_CLOSE}|[{BLANK}][aA][tT][{BLANK}]")
_SAID = r"(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)"
_SPOKEN = re.compile(  # nol delapan satu dua …: at least nine
    rf"(?<![^\W_])(?:nol|kosong)[\W_]{{0,4}}delapan(?:[\W_]{{0,4}}{_SAID}){{7,14}}(?![^\W_])", re.I
)


def may_hold_any(text: str) -> bool:
    """False: surely nothing of the kind. Cheap."""
    return (
        _SIGN.search(text) is not None
        or (_MIXED.search(text) is not None and _RUN.search(text) is not None)
        or "delapan" in text.lower()
    )


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """E-mail addresses, however their signs are written."""
    return (m.span() for m in _ADDRESS.finditer(text))


def find_spoken(text: str) -> Iterator[tuple[int, int]]:
    """Telephone numbers in words: nol delapan satu dua …"""
    return (m.span() for m in _SPOKEN.finditer(text))


def read_digits(text: str) -> str:
    """A text of the same length, with digits for the letters that stand in words of digits."""
    return _WORD.sub(lambda m: m[0].translate(_ALIKE), text)


def is_surely_of_a_person(written: str, read: str) -> bool:
    """A number read with letters for digits is one only where its form leaves no doubt: a mobile or KTP number, most of
    it digits."""
    if written == read:
        return False
    digits = to_ascii(_OTHER.sub("", read))
    letters = sum(a != b for a, b in zip(written, read, strict=True))
    return letters * 2 < len(digits) and (is_whole_mobile(digits) or is_ktp(digits))
