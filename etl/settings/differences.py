"""What differs where two figures of one indicator may not be compared, in words: settings with both values, rules of
the field by what they decide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from etl.operator_settings import DEADLINES
from etl.settings.comparable import PARTS
from etl.settings.declare import RULES, SETTINGS
from etl.settings.words import say_key, say_value

Parts = Mapping[str, Any]
OTHERWISE = "cara menghitungnya"  # where nothing that people know by name differs: another release
_DECIDED = {
    "koperasi mana yang terdaftar": ("is_registered", "register", "terdaftar"),
    "hitungan tanpa KKMP": ("is_counted", "cakupan", "first_kkmp_year"),
    "siapa yang wajib RAT": ("owes_rat", "is_young"),
    "tahun buku mana yang jatuh tempo": ("due_rat_year", "month_end"),
    "RAT mana yang dihitung": ("last_rat_year", "book_year_of"),
    "sampai kapan RAT tepat waktu": ("rat_deadline",),
    "kurun": ("in_window", "quarter_back", "quarter_index", "indeks_periode"),
    "koperasi mana yang dilatih": ("dilatih", "training_end"),
    "koperasi mana yang didampingi": ("didampingi",),
    "pemeriksaan kesehatan mana yang berlaku": ("is_examined", "was_examined"),
    "apa yang disebut sehat": ("is_healthy",),
    "apa yang disebut KSP dan USP": ("is_ksp_usp",),
    "apa yang disebut digital": ("is_digital", "answered_digital", "sells_online"),
    "anggota": ("members",),
    "apa yang disebut berkualitas": ("is_of_quality", "has_kept"),
}
_OF_YEAR = re.compile(r"[a-z]+\.\d{4}")
_TITLES = {rule: words for words, rules in _DECIDED.items() for rule in rules}


class Difference(NamedTuple):
    """title: what is otherwise, "Kurun", "siapa yang wajib RAT"; one, other: what holds in each, "4 triwulan"; both ""
    where it is no value."""

    title: str
    one: str = ""
    other: str = ""


def list_differences(one: Parts | None, other: Parts | None) -> list[Difference]:
    """Of what list_parts says of one indicator in two areas of government; of two that are equal nothing. None = nobody
    knows: then the way of counting may be another."""
    if one is None or other is None:
        return [Difference(OTHERWISE)]
    if one == other:
        return []
    values = [*_list_settings(one, other), *_list_deadlines(one, other)]
    named = dict.fromkeys(_TITLES[name] for name in _find_other(one, other, PARTS) if name in _TITLES)
    return values + [Difference(title) for title in named] or [Difference(OTHERWISE)]


def _list_settings(one: Parts, other: Parts) -> list[Difference]:
    keys = [key for key in _find_other(one, other, RULES) if key in SETTINGS]
    return [
        Difference(say_key(key), *(_say(key, side.get(RULES, {}).get(key)) for side in (one, other))) for key in keys
    ]


def _list_deadlines(one: Parts, other: Parts) -> list[Difference]:
    found = []
    for name in filter(_OF_YEAR.fullmatch, _find_other(one, other, DEADLINES)):
        key = f"{DEADLINES}.{name}"
        found.append(Difference(say_key(key), *(_say(key, side.get(DEADLINES, {}).get(name)) for side in (one, other))))
    return found


def _find_other(one: Parts, other: Parts, part: str) -> list[str]:
    mine, theirs = one.get(part, {}), other.get(part, {})
    return [name for name in sorted({*mine, *theirs}) if mine.get(name) != theirs.get(name)]


def _say(key: str, value: Any) -> str:
    """A stranger's package may say anything: what is no number is shown as it is."""
    try:
        return say_value(key, value)
    except (TypeError, ValueError, KeyError, IndexError, OverflowError):
        return str(value)
