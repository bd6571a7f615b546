"""The row of filters in the frame: quarter, kecamatan, kelurahan, with or without KKMP."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dasbor import keep
from dasbor.choice import Choice
from dasbor.query import base
from dasbor.ui import reader
from dasbor.ui.plain import plain
from dasbor.ui.reader import Pilihan
from dasbor.words import language, terms
from etl.area_labels import SMALLEST_LEVELS, make_labels

_WIDTH, _LONG_WIDTH = 172, 200  # px
_KKMP_CHOICES = {"": "Dengan KKMP", "tanpa": "Tanpa KKMP"}


def show_filters(p: Pilihan) -> None:
    """Four choices; each shows what the frame understood from memory and URL."""
    isi = reader.list_url_values()
    periode = list(base.list_quarters(p)["periode"])[::-1]
    _show_choice("Triwulan", "triwulan", {kode: language.format_quarter(kode) for kode in periode}, p.periode)
    kecamatan, kelurahan = _list_areas(Choice(p.versi), isi.get("kecamatan"), terms.read_area_term())
    _show_choice("Kecamatan", "kecamatan", kecamatan, isi.get("kecamatan", ""))
    _show_choice(terms.say_terms("Kelurahan"), "kelurahan", kelurahan, isi.get("kelurahan", ""))
    _show_choice(
        "Koperasi Kelurahan Merah Putih",
        "kkmp",
        _KKMP_CHOICES,
        "tanpa" if p.kelompok_hitung != reader.WITH_KKMP else "",
    )


def _show_choice(label: str, nama: str, opsi: dict[str, str], kini: str) -> None:
    kunci = f"saringan_{nama}"
    if st.session_state.get(kunci) != kini:
        st.session_state[kunci] = kini
    st.selectbox(
        plain(label),
        list(opsi),
        format_func=lambda kode: opsi.get(kode, kode),
        key=kunci,
        on_change=_remember_choice,
        args=(nama, kunci),
        width=_LONG_WIDTH if len(opsi.get("", "")) > 18 else _WIDTH,
        label_visibility="collapsed",
    )


def _remember_choice(nama: str, kunci: str) -> None:
    reader.change_choice(**{nama: st.session_state[kunci] or None})


@keep.per_version(most=200)
def _list_areas(p: Choice, kecamatan: str | None, satuan: str) -> tuple[dict[str, str], dict[str, str]]:
    """Options of both lists of areas; in a province it takes long to put them in order."""
    wilayah = base.list_areas(p)
    kelurahan = wilayah[wilayah["tingkat"].isin(SMALLEST_LEVELS)]
    if kecamatan:
        kelurahan = kelurahan[kelurahan["induk"] == kecamatan]
    nama = kelurahan["kode"].map(make_labels(wilayah)).set_axis(kelurahan["kode"])
    besar = wilayah[wilayah["tingkat"] == "kecamatan"].set_index("kode")["nama"]
    return {"": "Semua kecamatan", **_sort_names(besar)}, {"": f"Semua {satuan}", **_sort_names(nama)}


def _sort_names(nama: pd.Series) -> dict[str, str]:
    return {str(kode): str(isi) for kode, isi in nama.sort_values().items()}
