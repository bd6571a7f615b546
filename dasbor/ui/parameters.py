"""What only one page asks in its URL (?indikator=, ?cari=, ?id=): read it, and let a widget write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from dasbor.ui.plain import plain
from dasbor.words import terms

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_tab_container import TabContainer

_PANJANG = 200  # nothing that anybody looks for is longer


def baca(nama: str) -> str:
    """The value in the URL, "" when there is none."""
    return str(st.query_params.get(nama, ""))[:_PANJANG]


def pilih(label: str, nama: str, opsi: Mapping[str, str], kini: str, baku: str = "") -> str:
    """One of a few; the choice stands in the URL unless it is `baku`. Returns what is chosen."""
    kunci = _key(nama, kini)
    st.selectbox(
        plain(terms.sebut(label)),
        list(opsi),
        format_func=lambda x: opsi.get(x, x),
        key=kunci,
        on_change=_write,
        args=(nama, kunci, baku),
    )
    return kini


def salah_satu(label: str, nama: str, opsi: Mapping[str, str]) -> str:
    """One of a few, the first unless the URL names another; what is not among them counts as the first."""
    baku, diminta = next(iter(opsi)), baca(nama)
    return pilih(label, nama, opsi, diminta if diminta in opsi else baku, baku)


def bagian(opsi: Sequence[str]) -> Sequence[TabContainer]:
    """Tabs; the open one stands in the URL as `bagian` unless it is the first. Draw only what is .open."""
    diminta = baca("bagian")
    kunci = _key("bagian", diminta if diminta in opsi else opsi[0])
    # not bind="query-params": a bound name forbids the frame to write the rest of the URL
    return st.tabs([plain(x) for x in opsi], key=kunci, on_change=_write, args=("bagian", kunci, opsi[0]))


def bilangan(label: str, nama: str, baku: int, paling: int) -> int:
    """A whole number from 0 to `paling`, in the URL unless it is `baku`; anything else there counts as `baku`."""
    diminta = baca(nama)
    kini = int(diminta) if diminta.isascii() and diminta.isdigit() and len(diminta) < 6 else baku
    kini = kini if kini <= paling else baku
    kunci = _key(nama, kini)
    bantuan = f"0 sampai {paling}; semula {baku}"
    st.number_input(
        plain(label), 0, paling, step=1, key=kunci, help=plain(bantuan), on_change=_write, args=(nama, kunci, str(baku)),
    )  # fmt: skip
    return kini


def cari(label: str, nama: str, contoh: str, hapus: str = "") -> str:
    """A text to look for; a new one takes the parameter `hapus` out of the URL."""
    kunci = _key(nama, baca(nama))
    st.text_input(plain(label), key=kunci, placeholder=contoh, on_change=_write, args=(nama, kunci, "", hapus))
    return baca(nama).strip()


def _key(nama: str, kini: str | int) -> str:
    """The widget follows the URL, also when the reader goes back."""
    kunci = f"parameter_{nama}"
    if st.session_state.get(kunci) != kini:
        st.session_state[kunci] = kini
    return kunci


def _write(nama: str, kunci: str, baku: str, hapus: str = "") -> None:
    isi = {k: v for k, v in st.query_params.to_dict().items() if k not in (nama, hapus)}
    dipilih = st.session_state[kunci]
    nilai = "" if dipilih is None else str(dipilih).strip()  # 0 is a number
    st.query_params.from_dict(isi | ({nama: nilai} if nilai and nilai != baku else {}))
