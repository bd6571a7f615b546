"""What only one page asks in its URL (?indikator=, ?cari=, ?id=): read it, and let a widget write it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

_PANJANG = 200  # nothing that anybody looks for is longer


def baca(nama: str) -> str:
    """The value in the URL, "" when there is none."""
    return str(st.query_params.get(nama, ""))[:_PANJANG]


def pilih(label: str, nama: str, opsi: Mapping[str, str], kini: str, baku: str = "") -> str:
    """One of a few; the choice stands in the URL unless it is `baku`. Returns what is chosen."""
    kunci = _key(nama, kini)
    st.selectbox(
        label, list(opsi), format_func=lambda x: opsi.get(x, x), key=kunci, on_change=_write, args=(nama, kunci, baku)
    )
    return kini


def cari(label: str, nama: str, contoh: str, hapus: str = "") -> str:
    """A text to look for; a new one takes the parameter `hapus` out of the URL."""
    kunci = _key(nama, baca(nama))
    st.text_input(label, key=kunci, placeholder=contoh, on_change=_write, args=(nama, kunci, "", hapus))
    return baca(nama).strip()


def _key(nama: str, kini: str) -> str:
    """The widget follows the URL, also when the reader goes back."""
    kunci = f"parameter_{nama}"
    if st.session_state.get(kunci) != kini:
        st.session_state[kunci] = kini
    return kunci


def _write(nama: str, kunci: str, baku: str, hapus: str = "") -> None:
    isi = {k: v for k, v in st.query_params.to_dict().items() if k not in (nama, hapus)}
    nilai = str(st.session_state[kunci] or "").strip()
    st.query_params.from_dict(isi | ({nama: nilai} if nilai and nilai != baku else {}))
