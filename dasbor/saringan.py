"""The row of filters in the frame: quarter, kecamatan, kelurahan, with or without KKMP."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from dasbor import bahasa, istilah, kueri, pilihan
from dasbor.pilihan import Pilihan
from etl.sebutan import labels

_LEBAR, _LEBAR_PANJANG = 172, 200  # px
_KKMP = {"": "Dengan KKMP", "tanpa": "Tanpa KKMP"}


def show(p: Pilihan) -> None:
    """Four choices; each shows what the frame understood from memory and URL."""
    wilayah, isi = kueri.wilayah(p.versi), pilihan.url()
    periode = list(kueri.daftar_periode(p.versi)["periode"])[::-1]
    _choice("Triwulan", "triwulan", {kode: bahasa.triwulan(kode) for kode in periode}, p.periode)
    kecamatan = wilayah[wilayah["tingkat"] == "kecamatan"]
    _choice("Kecamatan", "kecamatan", _names(kecamatan, "kecamatan"), isi.get("kecamatan", ""))
    _choice(
        istilah.sebut("Kelurahan"), "kelurahan", _kelurahan(wilayah, isi.get("kecamatan")), isi.get("kelurahan", "")
    )
    _choice("Koperasi Kelurahan Merah Putih", "kkmp", _KKMP, "tanpa" if p.kelompok_hitung != pilihan.SEMUA else "")


def _choice(label: str, nama: str, opsi: dict[str, str], kini: str) -> None:
    kunci = f"saringan_{nama}"
    if st.session_state.get(kunci) != kini:
        st.session_state[kunci] = kini
    st.selectbox(
        label,
        list(opsi),
        format_func=lambda kode: opsi.get(kode, kode),
        key=kunci,
        on_change=_remember,
        args=(nama, kunci),
        width=_LEBAR_PANJANG if len(opsi.get("", "")) > 18 else _LEBAR,
        label_visibility="collapsed",
    )


def _remember(nama: str, kunci: str) -> None:
    pilihan.ubah(**{nama: st.session_state[kunci] or None})


def _kelurahan(wilayah: pd.DataFrame, kecamatan: str | None) -> dict[str, str]:
    kelurahan = wilayah[wilayah["tingkat"].isin(("kelurahan", "desa"))]
    if kecamatan:
        kelurahan = kelurahan[kelurahan["induk"] == kecamatan]
    nama = kelurahan["kode"].map(labels(wilayah)).set_axis(kelurahan["kode"])
    return {"": f"Semua {istilah.satuan()}", **_sorted(nama)}


def _names(area: pd.DataFrame, tingkat: str) -> dict[str, str]:
    return {"": f"Semua {tingkat}", **_sorted(area.set_index("kode")["nama"])}


def _sorted(nama: pd.Series) -> dict[str, str]:
    return {str(kode): str(isi) for kode, isi in nama.sort_values().items()}
