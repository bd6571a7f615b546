"""The only way of HTML onto the page: what markup.py made."""

from __future__ import annotations

from typing import Literal

import streamlit as st
from markupsafe import Markup

from dasbor.ui import markup


def put_html(html: Markup, width: Literal["stretch", "content"] = "stretch") -> None:
    """HTML on the page. A plain string is refused, since nobody can have escaped it."""
    if not isinstance(html, Markup):
        raise TypeError("put() takes what markup.render() made, not a plain string")
    st.html(html, width=width)


def put_drawing(html: Markup) -> None:
    """A drawing on the page. put_html() would drop it; Streamlit's Markdown keeps it whole, provided that no line ends
    before it does: there Markdown would begin to read a workbook's words."""
    if not isinstance(html, Markup):
        raise TypeError("put_drawing() takes what was escaped, not a plain string")
    if not html.startswith("<div") or "\n" in html or "\r" in html:
        raise ValueError("a drawing is one <div> in one line")
    st.markdown(html, unsafe_allow_html=True)


def show_template(template: str, **values: object) -> None:
    """A template filled in and put on the page."""
    put_html(markup.render_template(template, **values))
