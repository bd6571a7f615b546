"""Links to files for one session (server/downloads.py), in the place of Streamlit's download buttons, whose files
answer anybody who knows the address."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import streamlit as st
from markupsafe import Markup

from dasbor.addresses import in_base
from dasbor.ui import markup, page
from dasbor.ui.private import offers

_TAB_KEY = "_berkas_lembar"


def link_for(session: str, label: str, make: Callable[[], bytes], name: str, main: bool = False) -> Markup:
    """HTML of a link to a file that is made when this session presses it."""
    token = offers.put(session, _find_tab(), make, name)
    return make_button(label, in_base(f"/unduh/buatan/{token}"), main)


def link_for_reader(session: str, label: str, make: Callable[[], bytes], name: str, main: bool = False) -> Markup:
    """The same for a file of a page, whoever reads it signed in: its address asks for no more than the page does."""
    token = offers.put(session, _find_tab(), make, name, of_page=True)
    return make_button(label, in_base(f"/unduh/halaman/{token}"), main)


def show_links(*links: Markup) -> None:
    """Draw links side by side."""
    page.show_template("downloads.html", links=links)


def make_button(label: str, address: str, main: bool) -> Markup:
    return markup.render_template("button.html", address=address, text=label, second=not main)


def _find_tab() -> str:
    """A word of its own for each open page: what one tab offers, another of the same login does not replace."""
    if _TAB_KEY not in st.session_state:
        st.session_state[_TAB_KEY] = secrets.token_urlsafe(16)
    return str(st.session_state[_TAB_KEY])
