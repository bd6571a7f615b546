"""The row of filters in the frame: quarter, kecamatan, kelurahan, with or without KKMP."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from dasbor import keep
from dasbor.choice import WITH_KKMP, Choice
from dasbor.query import published
from dasbor.query.source import area_terms
from dasbor.ui import parameters, reader
from dasbor.ui.plain import plain
from dasbor.words import language, terms
from etl.acuan import SMALLEST_LEVELS, load_reference, make_labels

_WIDTH, _LONG_WIDTH = 172, 200  # px
_KKMP_CHOICES = {"": "Dengan KKMP", "tanpa": "Tanpa KKMP"}


def show_filters(p: Choice) -> None:
    """Four choices; each shows what the frame understood from memory and URL. A province has no parts to choose."""
    content = reader.list_url_values()
    _show_choice("Triwulan", "triwulan", _name_quarters(published.list_periods(p)[::-1]), p.periode)
    if not load_reference().is_province:
        _show_areas(p, content)
    _show_kkmp(p.kelompok_hitung != WITH_KKMP)


def _show_areas(p: Choice, content: Mapping[str, str]) -> None:
    kecamatan, kelurahan = _list_areas(area_terms.narrow(p), content.get("kecamatan"), terms.read_area_term())
    _show_choice("Kecamatan", "kecamatan", kecamatan, content.get("kecamatan", ""))
    _show_choice(terms.say_terms("Kelurahan"), "kelurahan", kelurahan, content.get("kelurahan", ""))


def show_quarter_and_kkmp(
    quarters: Sequence[str], current: str, own: Collection[str], name: str, without: bool
) -> None:
    """The same choices where no area is chosen. A quarter that the own version lacks stands in the URL under `name`,
    since other pages do not know it."""
    _show_choice("Triwulan", name, _name_quarters(quarters), current, partial(_remember_quarter, own))
    _show_kkmp(without)


def _name_quarters(quarters: Iterable[str]) -> dict[str, str]:
    return {code: language.format_quarter(code) for code in quarters}


def _show_kkmp(without: bool) -> None:
    _show_choice("Koperasi Kelurahan Merah Putih", "kkmp", _KKMP_CHOICES, "tanpa" if without else "")


def _remember_quarter(own: Collection[str], name: str, key: str) -> None:
    chosen = st.session_state[key]
    parameters.write(name, "" if chosen in own else chosen)
    if chosen in own:
        reader.change_choice(triwulan=chosen)


def say_choice(p: Choice) -> str:
    """What the filters say now, where a narrow screen folds them: "Kelurahan Turi, tanpa KKMP"."""
    return p.area_name + ("" if p.kelompok_hitung == WITH_KKMP else ", tanpa KKMP")


def _show_choice(
    label: str,
    name: str,
    options: dict[str, str],
    current: str,
    remember: Callable[[str, str], None] | None = None,
) -> None:
    """`remember`: given the name and the key of the widget, what a change does instead of changing the choice."""
    key = f"saringan_{name}"
    if st.session_state.get(key) != current:
        st.session_state[key] = current
    st.selectbox(
        plain(label),
        list(options),
        format_func=lambda code: options.get(code, code),
        key=key,
        on_change=remember or _remember_choice,
        args=(name, key),
        width=_LONG_WIDTH if len(options.get("", "")) > 18 else _WIDTH,
        label_visibility="collapsed",
    )


def _remember_choice(nama: str, kunci: str) -> None:
    reader.change_choice(**{nama: st.session_state[kunci] or None})


@keep.per_version(most=200)
def _list_areas(p: Choice, kecamatan: str | None, unit: str) -> tuple[dict[str, str], dict[str, str]]:
    """Options of both lists of areas; in a province it takes long to put them in order."""
    area_rows = published.list_areas(p)
    kelurahan = area_rows[area_rows["tingkat"].isin(SMALLEST_LEVELS)]
    if kecamatan:
        kelurahan = kelurahan[kelurahan["induk"] == kecamatan]
    name = kelurahan["kode"].map(make_labels(area_rows)).set_axis(kelurahan["kode"])
    large = area_rows[area_rows["tingkat"] == "kecamatan"].set_index("kode")["nama"]
    return {"": "Semua kecamatan", **_sort_names(large)}, {"": f"Semua {unit}", **_sort_names(name)}


def _sort_names(name: pd.Series) -> dict[str, str]:
    return {str(code): str(content) for code, content in name.sort_values().items()}
