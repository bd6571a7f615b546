"""Choices of one page that travel in its URL: a copied link shows the same view."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dasbor import bahasa


def pilih(label: str, opsi: Mapping[str, str], kunci: str) -> str:
    """One of a few; `kunci` is the name in the URL. A value that is not among them falls back to the first."""
    if st.session_state.get(kunci, next(iter(opsi))) not in opsi:
        del st.session_state[kunci]
    return st.selectbox(label, list(opsi), format_func=lambda x: opsi[x], key=kunci, bind="query-params")


def bilangan(label: str, baku: int, kunci: str, paling: int) -> int:
    """A whole number from 0 to `paling`; only one that differs from `baku` stands in the URL."""
    bantuan = f"0 sampai {bahasa.bilangan(paling)}; semula {bahasa.bilangan(baku)}"
    return st.number_input(label, 0, paling, baku, 1, key=kunci, help=bantuan, bind="query-params")
