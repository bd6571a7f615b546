"""What was computed for a choice is kept: a version never changes, and settings are part of the key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from dasbor import asal, kueri, pilihan
from dasbor.pilihan import Pilihan
from etl.gudang import Gudang

T = TypeVar("T")


@st.cache_resource(max_entries=1_000, show_spinner=False)
def _kept(nama: str, folder: str, setelan: str, p: Pilihan, lain: tuple, _hitung: Callable[[], Any]) -> Any:
    return _hitung()


def once(nama: str, p: Pilihan, hitung: Callable[[], T], *lain: object) -> T:
    """The result of `hitung`, computed once for this choice; callers must not change it."""
    setelan = f"{kueri.target(p.versi, p.periode)} {asal.n_kecil()}"
    return _kept(nama, str(Gudang().folder), setelan, p, lain, hitung)


def once_with_links(nama: str, p: Pilihan, hitung: Callable[[], T], *lain: object) -> T:
    """The same for what holds addresses, which carry the whole choice of the reader."""
    return once(nama, p, hitung, tuple(sorted(pilihan.url().items())), *lain)
