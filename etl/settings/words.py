"""How a setting or target is called, and how its values and a change of it are said."""

from __future__ import annotations

from etl.indikator import Indicator, find_indicator
from etl.settings import dated
from etl.settings.declare import SETTINGS, say_number, say_percent
from etl.settings.entries import TARGET, split_target_key

_NONE = "belum ada"


def say_key(key: str) -> str:
    """ "Tahun tanpa RAT", "Target Koperasi aktif 2025"; the key itself where this release does not know it."""
    if key in SETTINGS:
        return SETTINGS[key].short
    if dated.is_dated(key):
        return dated.say_key(key)
    if not key.startswith(TARGET):
        return key
    indikator, year, quarter = split_target_key(key)
    declared = find_indicator(indikator)
    return f"Target {declared.judul if declared else indikator} {say_when(year, quarter)}"


def say_when(year: int, quarter: int) -> str:
    """ "2025", "T2 2025"."""
    return f"T{quarter} {year}" if quarter else str(year)


def say_value(key: str, value: float | None) -> str:
    """ "3 tahun buku", "90%", "belum ada"."""
    if key in SETTINGS:
        return SETTINGS[key].say(value)
    if value is None:
        return _NONE
    if dated.is_dated(key):
        return dated.say_value(key, value)
    if not key.startswith(TARGET):
        return say_number(value)
    return say_target(find_indicator(split_target_key(key)[0]), value)


def say_target(declared: Indicator | None, value: float) -> str:
    """A rate in per cent, a count as it is."""
    if declared is None or declared.count:
        return say_number(value)
    return say_percent(value)


def say_change(key: str, old: float | None, new: float | None) -> str:
    """ "Tahun tanpa RAT 3 → 2 tahun buku", "Batas RAT Juni → Juli", "Target Koperasi aktif 2025 90% → 92%"."""
    before, after = say_value(key, old), say_value(key, new)
    if before == after:
        return f"{say_key(key)} tetap {after}, keterangannya lain"
    setting = SETTINGS.get(key)
    if setting and old is not None and new is not None:
        before = setting.say_figure(old)
    return f"{say_key(key)} {before} → {after}"
