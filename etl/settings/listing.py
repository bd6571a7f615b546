"""All that may be changed, with what is in force, the file's start value, range and meaning: for page and commands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from etl.settings import dated
from etl.settings.declare import EDITABLE, Setting
from etl.settings.entries import FROM_FILE, TARGET, Entries, Entry, split_target_key


class SettingRow(NamedTuple):
    """A setting, what is in force (None = the file lacks it) and what the file says."""

    setting: Setting
    value: float | None
    start: float | None
    source: str


class TargetRow(NamedTuple):
    """A target; quarter 0 = of the year; value None = taken out of those of the file. start None = none there."""

    key: str
    indikator: str
    year: int
    quarter: int
    value: float | None
    start: float | None
    note: str
    source: str


def list_settings(in_force: Entries, start: Entries) -> list[SettingRow]:
    """Every setting that staff may change, in the order of its declaration."""
    return [
        SettingRow(s, _find(in_force, key).value, _find(start, key).value, _find(in_force, key).source)
        for key, s in EDITABLE.items()
    ]


def list_targets(in_force: Entries, start: Entries) -> list[TargetRow]:
    """Every target, the latest year first."""
    rows = [
        TargetRow(key, *split_target_key(key), e.value, _find(start, key).value, e.note, e.source)
        for key, e in in_force.items()
        if key.startswith(TARGET)
    ]
    return sorted(rows, key=lambda r: (-r.year, r.indikator, r.quarter))


class YearRow(NamedTuple):
    """A value of one year, a deadline of the RAT or the PDRB, as it is in force; the file alone changes it."""

    key: str
    value: float
    note: str

    def say(self) -> str:
        """ "Batas RAT koperasi primer 2025: 30 April 2025 (SE Deputi 1/2025)"."""
        source = f" ({self.note})" if self.note else ""
        return f"{dated.say_key(self.key)}: {dated.say_value(self.key, self.value)}{source}"


def list_years(in_force: Entries) -> list[YearRow]:
    """Every value of one year, in the order of the keys."""
    known = sorted((key, e) for key, e in in_force.items() if dated.is_dated(key))
    return [YearRow(key, e.value, e.note) for key, e in known if e.value is not None]


def list_waiting(in_force: Entries, start: Entries) -> list[tuple[str, float | None, float | None]]:
    """What the file says otherwise since the version was published, and the state does not hold itself: it comes into
    force with the next publication."""
    keys: Iterable[str] = sorted({*in_force, *start})
    return [
        (key, _find(in_force, key).value, _find(start, key).value)
        for key in keys
        if _find(in_force, key).source == FROM_FILE and _find(in_force, key).value != _find(start, key).value
    ]


def _find(entries: Entries, key: str) -> Entry:
    return entries.get(key, Entry(None))
