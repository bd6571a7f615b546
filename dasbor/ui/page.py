"""The only way of HTML onto the page: what markup.py made. And the containers of a page: what a page puts on the screen
is recorded first (dasbor/ui/kept), and drawn at once where nothing is recorded, as on staff pages."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Literal

import streamlit as st
from markupsafe import Markup

from dasbor.ui import markup
from dasbor.ui.kept import blocks
from dasbor.ui.plain import plain
from etl.upkeep import logs

_log = logging.getLogger(__name__)


def put_html(html: Markup, width: Literal["stretch", "content"] = "stretch") -> None:
    """HTML on the page. A plain string is refused, since nobody can have escaped it."""
    if not isinstance(html, Markup):
        raise TypeError("put() takes what markup.render() made, not a plain string")
    if recording := blocks.find():
        recording.add(blocks.Html(html))
    else:
        st.html(html, width=width)


def show_refusal(error: Exception) -> None:
    """Why something was not done. What is for the operator alone goes to the log, under a number that is shown."""
    told = getattr(error, "for_staff", "")
    if told:
        told = f"{told} {logs.say_incident(logs.note_incident(_log, str(error)))}"
    st.error(plain(told or error))


def put_drawing(html: Markup) -> None:
    """A drawing on the page. Streamlit's HTML drops every <svg>, so it travels as text, which drawings.js turns into
    the drawing before anything is painted."""
    if not isinstance(html, Markup):
        raise TypeError("put_drawing() takes what was escaped, not a plain string")
    put_html(markup.render_template("drawing_text.html", drawing=str(html)))


def put_live(draw: Callable[[], object]) -> None:
    """What a reader works with, drawn anew at each run: `draw` calls Streamlit, knows its reader, and returns nothing
    that the page goes by."""
    if recording := blocks.find():
        recording.add(blocks.Live(draw))
    else:
        draw()


def offer_switch(name: str, draw: Callable[[Sequence[str]], object]) -> int | None:
    """A switch of this name among all of the page, which `draw` draws as one, given their names, where the page ends:
    the place of this one there. None where nothing is recorded: staff pages have no charts to explore."""
    recording = blocks.find()
    return None if recording is None else recording.offer_switch(name, draw)


def offer_file(key: str, file: object) -> None:
    """A file that the page has a link to: it is found by its key when somebody follows the link."""
    if recording := blocks.find():
        recording.files[key] = file


def show_template(template: str, **values: object) -> None:
    """A template filled in and put on the page."""
    put_html(markup.render_template(template, **values))


# ── containers ───────────────────────────────────────────────────────────────────────


def container(**options: Any) -> AbstractContextManager[object]:
    """As st.container."""
    recording = blocks.find()
    return recording.add_block("container", options) if recording else st.container(**options)


def columns(spec: int | Sequence[float], **options: Any) -> Sequence[AbstractContextManager[object]]:
    """As st.columns."""
    recording = blocks.find()
    if recording is None:
        return st.columns(spec, **options)
    count = spec if isinstance(spec, int) else len(spec)
    return recording.add_blocks("columns", {"spec": spec, **options}, "column", count)


def folded(title: str, name: str = "") -> AbstractContextManager[object]:
    """What is one click away. `name`: by which it is known again when the page is drawn anew, where the title is not
    the only one on its page."""
    recording = blocks.find()
    options = {"title": title, "name": name or title}
    return recording.add_block("folded", options) if recording else st.expander(plain(title))
