"""The rules that a definition names, in words: "{jendela_triwulan} triwulan" is "empat triwulan"."""

from __future__ import annotations

import calendar
from collections.abc import Mapping

from etl.periode import MONTH_NAMES

_NUMBERS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")
_NAMED = ("jendela_triwulan", "tahun_penilaian", "hari_pascapelatihan")


def fill_words(text: str, rules: Mapping[str, int]) -> str:
    """A line of a header with the present rules in the place of their names. Raises KeyError: no such rule."""
    month = rules["bulan_batas_rat"]
    day = "akhir" if month == 2 else str(calendar.monthrange(2001, month)[1])  # 28 or 29
    words = {name: say_number_word(rules[name]) for name in _NAMED}
    return text.format(**words, batas_rat=f"{day} {MONTH_NAMES[month - 1]}")


def say_number_word(number: int) -> str:
    """4 -> "empat"; from nine on in figures."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
