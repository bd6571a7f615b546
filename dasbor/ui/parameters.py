"""What only one page asks in its URL (?indikator=, ?cari=, ?id=): read it, and let a widget write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from dasbor.ui.plain import plain
from dasbor.words import terms

if TYPE_CHECKING:
    from streamlit.elements.lib.mutable_tab_container import TabContainer

_MAX_LENGTH = 200  # nothing that anybody looks for is longer


def read_parameter(nama: str) -> str:
    """The value in the URL, "" when there is none."""
    return str(st.query_params.get(nama, ""))[:_MAX_LENGTH]


def choose_from_list(label: str, nama: str, opsi: Mapping[str, str], kini: str, baku: str = "") -> str:
    """One of a few; the choice stands in the URL unless it is `baku`. Returns what is chosen."""
    kunci = _make_key(nama, kini)
    st.selectbox(
        plain(terms.say_terms(label)),
        list(opsi),
        format_func=lambda x: opsi.get(x, x),
        key=kunci,
        on_change=_write_parameter,
        args=(nama, kunci, baku),
    )
    return kini


def choose_button(label: str, nama: str, opsi: Mapping[str, str]) -> str:
    """One of a few, the first unless the URL names another; what is not among them counts as the first."""
    baku, diminta = next(iter(opsi)), read_parameter(nama)
    return choose_from_list(label, nama, opsi, diminta if diminta in opsi else baku, baku)


def choose_tab(opsi: Sequence[str]) -> Sequence[TabContainer]:
    """Tabs; the open one stands in the URL as `bagian` unless it is the first. Draw only what is .open."""
    diminta = read_parameter("bagian")
    kunci = _make_key("bagian", diminta if diminta in opsi else opsi[0])
    # not bind="query-params": a bound name forbids the frame to write the rest of the URL
    return st.tabs([plain(x) for x in opsi], key=kunci, on_change=_write_parameter, args=("bagian", kunci, opsi[0]))


def choose_number(label: str, nama: str, baku: int, paling: int) -> int:
    """A whole number from 0 to `paling`, in the URL unless it is `baku`; anything else there counts as `baku`."""
    diminta = read_parameter(nama)
    kini = int(diminta) if diminta.isascii() and diminta.isdigit() and len(diminta) < 6 else baku
    kini = kini if kini <= paling else baku
    kunci = _make_key(nama, kini)
    bantuan = f"0 sampai {paling}; semula {baku}"
    st.number_input(
        plain(label), 0, paling, step=1, key=kunci, help=plain(bantuan), on_change=_write_parameter, args=(nama, kunci, str(baku)),
    )  # fmt: skip
    return kini


def enter_search(label: str, nama: str, contoh: str, hapus: str = "") -> str:
    """A text to look for; a new one takes the parameter `hapus` out of the URL."""
    kunci = _make_key(nama, read_parameter(nama))
    st.text_input(
        plain(label), key=kunci, placeholder=contoh, on_change=_write_parameter, args=(nama, kunci, "", hapus)
    )
    return read_parameter(nama).strip()


def _make_key(nama: str, kini: str | int) -> str:
    """The widget follows the URL, also when the reader goes back."""
    kunci = f"parameter_{nama}"
    if st.session_state.get(kunci) != kini:
        st.session_state[kunci] = kini
    return kunci


def _write_parameter(nama: str, kunci: str, baku: str, hapus: str = "") -> None:
    isi = {k: v for k, v in st.query_params.to_dict().items() if k not in (nama, hapus)}
    dipilih = st.session_state[kunci]
    nilai = "" if dipilih is None else str(dipilih).strip()  # 0 is a number
    st.query_params.from_dict(isi | ({nama: nilai} if nilai and nilai != baku else {}))
