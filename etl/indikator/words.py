"""The rules that a definition names, in words: "{jendela_triwulan} triwulan" is "empat triwulan"."""

from __future__ import annotations

import calendar
from collections.abc import Mapping

from etl.periode import MONTH_NAMES

_NUMBERS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan")
# What makes a cooperative one of quality, beside being active; each is a setting of [aturan], 1 = asked for.
QUALITY_RULES = {
    "berkualitas_rat": "RAT terakhir yang jatuh tempo sudah diadakan bila wajib",
    "berkualitas_volume": "volume usaha tidak di bawah setahun lalu",
    "berkualitas_aset": "aset tidak di bawah setahun lalu",
}
_NAMED = ("jendela_triwulan", "tahun_penilaian", "hari_pascapelatihan")


def fill_words(text: str, rules: Mapping[str, int]) -> str:
    """A line of a header with the present rules in the place of their names. Raises KeyError: no such rule."""
    month = rules["bulan_batas_rat"]
    day = "akhir" if month == 2 else str(calendar.monthrange(2001, month)[1])  # 28 or 29
    words = {name: say_number_word(rules[name]) for name in _NAMED}
    quality = _say_quality(rules)
    return text.format(**words, batas_rat=f"{day} {MONTH_NAMES[month - 1]}", syarat_berkualitas=quality)


def _say_quality(rules: Mapping[str, int]) -> str:
    asked = [words for name, words in QUALITY_RULES.items() if rules.get(name, 1)]
    return ", ".join(asked) or "tanpa syarat lain"


def say_number_word(number: int) -> str:
    """4 -> "empat"; from nine on in figures."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)
