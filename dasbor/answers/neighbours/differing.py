"""In what the definition of one area of government differs from that of the others, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from dasbor.query.neighbours.definitions import Definition
from dasbor.words import language
from etl.operator_settings import DEADLINES
from etl.settings.comparable import COUNTING, PARTS
from etl.settings.declare import RULES, SETTINGS, Setting

UNTOLD = "paketnya tidak menyebut cara menghitungnya"
ANOTHER_WAY = "cara menghitungnya lain (rilis program lain)"


def say_differences(one: Definition, common: Definition) -> str:
    """ "tahun tanpa RAT 2 tahun buku (yang lain 3 tahun buku); cara menghitungnya lain"; UNTOLD where its package does
    not tell. Never "" for two hashes that differ."""
    if not one.parts:
        return UNTOLD
    said = [*_list_settings(one.parts, common.parts), *_list_deadlines(one.parts, common.parts)]
    if not said or any(one.parts.get(k) != common.parts.get(k) for k in (COUNTING, PARTS)):
        said.append(ANOTHER_WAY)
    return "; ".join(said)


def _list_settings(one: Mapping[str, Any], common: Mapping[str, Any]) -> list[str]:
    """Of the settings that decide it, those that are not the same."""
    here, there = one.get(RULES) or {}, common.get(RULES) or {}
    return [_say_setting(key, here.get(key), there.get(key)) for key in _list_differing(here, there)]


def _say_setting(key: str, value: Any, other: Any) -> str:
    declared = SETTINGS.get(key)
    name = key.replace("_", " ") if declared is None else _lower(declared.short)
    return f"{name} {_say_value(declared, value)} (yang lain {_say_value(declared, other)})"


def _say_value(declared: Setting | None, value: Any) -> str:
    """What another installation wrote may be out of range here."""
    if declared is not None and declared.accepts(value):
        return declared.say(value)
    return language.format_number(value) if isinstance(value, int | float) else "tidak disebut"


def _lower(name: str) -> str:
    return name if name.startswith("RAT") else name[:1].lower() + name[1:]


def _list_deadlines(one: Mapping[str, Any], common: Mapping[str, Any]) -> list[str]:
    """Deadlines of the RAT of single years: {"primer.2025": 20250430}."""
    here, there = one.get(DEADLINES) or {}, common.get(DEADLINES) or {}
    return [
        f"batas RAT {key.replace('.', ' ')} {_say_day(here.get(key))} (yang lain {_say_day(there.get(key))})"
        for key in _list_differing(here, there)
    ]


def _say_day(value: Any) -> str:
    """20250430 -> "30 April 2025"."""
    try:
        return language.format_date(dt.datetime.strptime(str(value), "%Y%m%d").date())
    except ValueError:
        return "tidak ditetapkan"


def _list_differing(here: Mapping[str, Any], there: Mapping[str, Any]) -> list[str]:
    return [key for key in sorted({*here, *there}) if here.get(key) != there.get(key)]
