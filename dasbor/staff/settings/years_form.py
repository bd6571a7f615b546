"""The fields of one year: deadlines of the RAT by form of the cooperative, the PDRB, and where each comes from."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from dasbor.staff.pengaturan_form import Shown, turn
from dasbor.ui.plain import plain
from etl import clock
from etl.operator_settings import BY_YEAR, DEADLINES
from etl.settings import dated
from etl.settings.check import MAX_NOTE, read_dated, share_notes
from etl.settings.entries import Entries, Entry
from etl.settings.words import say_value

_SOURCE_TITLES = {DEADLINES: "Dasar batas RAT", "pdrb": "Dasar PDRB"}


class Typed(NamedTuple):
    """What stands in the fields: {key: text}, and the source of each section."""

    year: int
    values: dict[str, str]
    sources: dict[str, str]


def choose_year(shown: Shown) -> int:
    """Those that have a value, this year and the next."""
    this = clock.read_today().year
    known = {dated.check_key(key).year for key in dated.list_keys(shown.in_force)}
    years = sorted({*known, this, this + 1}, reverse=True)
    return int(st.selectbox("Tahun", years, index=years.index(this), key="tahun_batas"))


def ask_year(shown: Shown, year: int) -> Typed:
    """A field for each value, beside it the source of its section."""
    values, sources = {}, {}
    for section in BY_YEAR:
        keys = dated.list_keys_of(section, year)
        for key, place in zip(keys, st.columns(max(2, len(keys))), strict=False):
            with place:
                values[key] = _ask_value(shown, key)
        name = f"atur_dasar_{section}_{year}_{shown.version}_{turn()}"
        written = find_source(shown.in_force, section, year)
        sources[section] = st.text_input(plain(_SOURCE_TITLES[section]), written, key=name, max_chars=MAX_NOTE)
    return Typed(year, values, sources)


def _ask_value(shown: Shown, key: str) -> str:
    now, start = (e.get(key, Entry(None)).value for e in (shown.in_force, shown.start))
    title = dated.say_key(key) + (" (Rp)" if dated.is_amount(key) else "")
    name = f"atur_{key}_{shown.version}_{turn()}"
    typed = st.text_input(plain(title), dated.write_value(key, now), key=name, max_chars=30)
    if now != start:
        st.caption(plain(f"Nilai awal {say_value(key, start)}"))
    return typed


def find_source(in_force: Entries, section: str, year: int) -> str:
    """Where the values of a section and year come from; "" = nobody wrote it down."""
    known = (in_force.get(key) for key in dated.list_keys_of(section, year))
    return next((e.note for e in known if e is not None and e.note), "")


def read_changed(shown: Shown, typed: Typed) -> tuple[dict[str, Entry], list[str]]:
    """What is otherwise than in force, and a sentence for each field that cannot be."""
    changed: dict[str, Entry] = {}
    faults = []
    for key, text in typed.values.items():
        section = key.partition(".")[0]
        known = shown.in_force.get(key, Entry(None))
        same_source = typed.sources[section].strip() == find_source(shown.in_force, section, typed.year)
        if text.strip() == dated.write_value(key, known.value) and (same_source or known.value is None):
            continue
        try:
            changed[key] = read_dated(key, text, typed.sources[section])
        except ValueError as error:
            faults.append(str(error))
    return share_notes(changed, shown.in_force), faults
