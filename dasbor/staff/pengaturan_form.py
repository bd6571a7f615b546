"""The fields of the settings page, each with its value, start value, range and meaning; what was typed, read."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from dasbor.ui import screen
from dasbor.ui.layout import arrange
from dasbor.ui.plain import plain
from etl import clock
from etl.indikator import Indicator, find_indicator, load_indicators
from etl.periode import MONTH_NAMES, ROMAN
from etl.settings.check import read_setting, read_target
from etl.settings.declare import CHECKS, COUNT, MONTH, RULES, SECTIONS, SETTINGS, SWITCH, SWITCH_WORDS, Setting
from etl.settings.entries import TARGET, Entries, Entry, make_target_key, split_target_key
from etl.settings.listing import SettingRow, list_settings
from etl.settings.words import say_target, say_value, say_when

_TURN_KEY = "_pengaturan_giliran"
_IN_A_ROW = 3


class Shown(NamedTuple):
    """The version that the page shows, its settings, and the start values of the file."""

    version: int
    in_force: Entries
    start: Entries


def ask_settings(shown: Shown) -> dict[str, str]:
    """A field for each setting, grouped; {key: what stands in it}."""
    typed: dict[str, str] = {}
    for section, title in SECTIONS.items():
        arrange.mark_place(section)
        with arrange.fold_on_phone(section, title):
            screen.show_subheading(title, _SECTION_NOTES[section])
            typed |= _ask_section(shown, section)
    return typed


def _ask_section(shown: Shown, section: str) -> dict[str, str]:
    typed = {}
    rows = [r for r in list_settings(shown.in_force, shown.start) if r.setting.section == section]
    for first in range(0, len(rows), 2):
        for column, row in zip(st.columns(2), rows[first : first + 2], strict=False):
            with column:
                typed[row.setting.key] = _ask_setting(row, shown.version)
    return typed


_SECTION_NOTES = {
    RULES: "Semua triwulan dihitung ulang bila salah satunya diubah.",
    CHECKS: "Kapan pemeriksaan buku kerja meminta alasan atau mendaftar sebuah nilai.",
}


def _ask_setting(row: SettingRow, version: int) -> str:
    s = row.setting
    key, now = f"atur_{s.key}_{version}_{turn()}", _write_setting(s, row.value)
    title = f"{s.title} ({s.unit})" if s.kind == COUNT and s.unit else s.title
    if s.kind == MONTH:
        index = MONTH_NAMES.index(now) if now in MONTH_NAMES else None
        typed = st.selectbox(plain(title), MONTH_NAMES, index=index, key=key)
    elif s.kind == SWITCH:
        index = SWITCH_WORDS.index(now) if now in SWITCH_WORDS else None
        typed = st.selectbox(plain(title), SWITCH_WORDS, index=index, key=key)
    else:
        typed = st.text_input(plain(title), now, key=key, max_chars=12)
    st.caption(plain(say_field(row)))
    return typed or ""


def say_field(row: SettingRow) -> str:
    """What the value decides, its range, the start value and where it comes from."""
    s = row.setting
    rule = "" if row.value is None else s.say_rule(row.value)
    source = f" Dasar: {s.source}." if s.source else ""
    return f"{rule} Boleh {s.say_range()}; nilai awal {s.say(row.start)}.{source}".strip()


# ── targets ──


class When(NamedTuple):
    """For when a target is: a year (quarter 0), or one of its quarters."""

    year: int
    quarter: int = 0

    @property
    def label(self) -> str:
        return say_when(*self)


QUARTERS = ("Setahun penuh", *(f"Triwulan {roman}" for roman in ROMAN))


def list_target_indicators(shown: Shown, year: int) -> list[Indicator]:
    """Rates, and what else has a target in that year."""
    keys = [split_target_key(key) for key in shown.in_force if key.startswith(TARGET)]
    known = {name for name, of_year, _ in keys if of_year == year}
    return [i for i in load_indicators() if not i.count or i.indikator in known]


def choose_when(shown: Shown) -> When:
    """The year whose targets are shown, those that have any, this year and the next; as a whole or one quarter."""
    this = clock.read_today().year
    known = {split_target_key(key)[1] for key in shown.in_force if key.startswith(TARGET)}
    years = sorted({*known, this, this + 1}, reverse=True)
    left, right = st.columns(2)
    index = years.index(max(known, default=this))
    chosen = left.selectbox("Target tahun", years, index=index, key="tahun_target")
    part = right.selectbox("Berlaku untuk", QUARTERS, key="triwulan_target")
    return When(int(chosen), QUARTERS.index(part))


def ask_targets(shown: Shown, when: When) -> dict[str, str]:
    """A field for each indicator; blank = no target; of a quarter: that of the year holds."""
    typed = {}
    indicators = list_target_indicators(shown, when.year)
    for first in range(0, len(indicators), _IN_A_ROW):
        for column, indicator in zip(st.columns(_IN_A_ROW), indicators[first : first + _IN_A_ROW], strict=False):
            with column:
                typed[indicator.indikator] = _ask_target(shown, indicator, when)
    return typed


def _ask_target(shown: Shown, indicator: Indicator, when: When) -> str:
    key = make_target_key(indicator.indikator, *when)
    now, start = (e.get(key, Entry(None)).value for e in (shown.in_force, shown.start))
    written = _write_target(indicator, now)
    name = f"atur_{key}_{shown.version}_{turn()}"
    typed = st.text_input(plain(indicator.judul), written, key=name, max_chars=20)
    if now != start:
        st.caption(plain(f"Nilai awal {say_value(key, start)}"))
    return typed


# ── what was typed ──


def read_changed(
    shown: Shown, typed: dict[str, str], when: When | None, note: str
) -> tuple[dict[str, Entry], list[str]]:
    """What is otherwise than in force, and a sentence for each field that cannot be. when None: settings."""
    changed, faults = {}, []
    for name, text in typed.items():
        if text.strip() == _write(shown, name, when):  # fewer digits are written than may be stored
            continue
        try:
            key, entry = (name, read_setting(name, text)) if when is None else _read_goal(name, when, text, note)
        except ValueError as error:
            faults.append(str(error))
            continue
        if entry.value != shown.in_force.get(key, Entry(None)).value:
            changed[key] = entry
    return changed, faults


def _write(shown: Shown, name: str, when: When | None) -> str:
    """What a field shows before anybody types."""
    if when is None:
        return _write_setting(SETTINGS[name], shown.in_force.get(name, Entry(None)).value)
    return _write_target(find_indicator(name), shown.in_force.get(make_target_key(name, *when), Entry(None)).value)


def _write_setting(s: Setting, value: float | None) -> str:
    return "" if value is None else s.say_figure(value)


def _write_target(declared: Indicator | None, value: float | None) -> str:
    return "" if value is None else say_target(declared, value)


def _read_goal(indikator: str, when: When, text: str, note: str) -> tuple[str, Entry]:
    return read_target(indikator, when.year, text if text.strip() else None, note, when.quarter)


def turn() -> int:
    """Fields are made anew after each publication."""
    return int(st.session_state.get(_TURN_KEY, 0))


def next_turn() -> None:
    st.session_state[_TURN_KEY] = turn() + 1
