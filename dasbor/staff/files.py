"""Downloads on the staff pages: links to guarded addresses (downloads.py) instead of Streamlit's download buttons."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import streamlit as st
from markupsafe import Markup

from dasbor.addresses import in_base
from dasbor.staff import offers
from dasbor.ui import access, exports, markup, page

_TAB_KEY = "_berkas_lembar"


def link_made(label: str, make: Callable[[], bytes], name: str, main: bool = False) -> Markup:
    """HTML of a link to a file that is made when somebody presses it."""
    token = offers.put(access.session(), _find_tab(), make, name)
    return _make_link(label, in_base(f"/unduh/buatan/{token}"), main)


def link_original(label: str, unggahan_id: int) -> Markup:
    """HTML of a link to an untouched workbook."""
    return _make_link(label, in_base(f"/unduh/asli/{unggahan_id}"), False)


def show_links(*links: Markup) -> None:
    """Draw links side by side."""
    page.show_template("downloads.html", links=links)


def show_table(data: pd.DataFrame, title: str, remark: Sequence[str], name: str, column: Mapping[str, str]) -> None:
    """CSV and XLSX of a table that only staff see."""
    show_links(*(link_made(b.label, b.make, b.name) for b in exports.list_files(data, title, remark, name, column)))


def _find_tab() -> str:
    """A word of its own for each open page: what one tab offers, another of the same login does not replace."""
    if _TAB_KEY not in st.session_state:
        st.session_state[_TAB_KEY] = secrets.token_urlsafe(16)
    return str(st.session_state[_TAB_KEY])


def _make_link(label: str, address: str, main: bool) -> Markup:
    return markup.render_template("button.html", address=address, text=label, second=not main)
