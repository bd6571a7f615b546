"""What was computed for a choice is kept: a version never changes, and settings are part of the key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import streamlit as st

from dasbor.query import base
from dasbor.ui import reader
from dasbor.ui.reader import Pilihan
from etl.acuan import find_data_folder, load_reference

T = TypeVar("T")


@st.cache_resource(max_entries=2_000, show_spinner=False)
def _keep(nama: str, folder: str, setelan: str, p: Pilihan, lain: tuple, _hitung: Callable[[], Any]) -> Any:
    return _hitung()


def keep_once(nama: str, p: Pilihan, hitung: Callable[[], T], *lain: object) -> T:
    """The result of `hitung`, computed once for this choice; callers must not change it."""
    setelan = f"{base.read_targets(p.versi, p.periode)} {load_reference().aturan}"
    return _keep(nama, str(find_data_folder()), setelan, p, lain, hitung)


def keep_for_all_quarters(nama: str, p: Pilihan, hitung: Callable[[], T], *lain: object) -> T:
    """The same for what is alike whichever quarter is chosen, such as a trend."""
    return keep_once(nama, replace(p, periode=base.list_quarters(p.versi)["periode"].iloc[-1]), hitung, *lain)


def keep_with_links(nama: str, p: Pilihan, hitung: Callable[[], T], *lain: object) -> T:
    """The same for what holds addresses, which carry the whole choice of the reader."""
    return keep_once(nama, p, hitung, tuple(sorted(reader.list_url_values().items())), *lain)
