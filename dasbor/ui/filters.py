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
from etl.area_labels import TERKECIL, labels

_LEBAR, _LEBAR_PANJANG = 172, 200  # px
_KKMP = {"": "Dengan KKMP", "tanpa": "Tanpa KKMP"}


def show(p: Pilihan) -> None:
    """Four choices; each shows what the frame understood from memory and URL."""
    isi = reader.url()
    periode = list(base.daftar_periode(p)["periode"])[::-1]
    _choice("Triwulan", "triwulan", {kode: language.triwulan(kode) for kode in periode}, p.periode)
    kecamatan, kelurahan = _areas(Choice(p.versi), isi.get("kecamatan"), terms.satuan())
    _choice("Kecamatan", "kecamatan", kecamatan, isi.get("kecamatan", ""))
    _choice(terms.sebut("Kelurahan"), "kelurahan", kelurahan, isi.get("kelurahan", ""))
    _choice("Koperasi Kelurahan Merah Putih", "kkmp", _KKMP, "tanpa" if p.kelompok_hitung != reader.SEMUA else "")


def _choice(label: str, nama: str, opsi: dict[str, str], kini: str) -> None:
    kunci = f"saringan_{nama}"
    if st.session_state.get(kunci) != kini:
        st.session_state[kunci] = kini
    st.selectbox(
        plain(label),
        list(opsi),
        format_func=lambda kode: opsi.get(kode, kode),
        key=kunci,
        on_change=_remember,
        args=(nama, kunci),
        width=_LEBAR_PANJANG if len(opsi.get("", "")) > 18 else _LEBAR,
        label_visibility="collapsed",
    )


def _remember(nama: str, kunci: str) -> None:
    reader.ubah(**{nama: st.session_state[kunci] or None})


@keep.per_version(most=200)
def _areas(p: Choice, kecamatan: str | None, satuan: str) -> tuple[dict[str, str], dict[str, str]]:
    """Options of both lists of areas; in a province it takes long to put them in order."""
    wilayah = base.wilayah(p)
    kelurahan = wilayah[wilayah["tingkat"].isin(TERKECIL)]
    if kecamatan:
        kelurahan = kelurahan[kelurahan["induk"] == kecamatan]
    nama = kelurahan["kode"].map(labels(wilayah)).set_axis(kelurahan["kode"])
    besar = wilayah[wilayah["tingkat"] == "kecamatan"].set_index("kode")["nama"]
    return {"": "Semua kecamatan", **_sorted(besar)}, {"": f"Semua {satuan}", **_sorted(nama)}


def _sorted(nama: pd.Series) -> dict[str, str]:
    return {str(kode): str(isi) for kode, isi in nama.sort_values().items()}
