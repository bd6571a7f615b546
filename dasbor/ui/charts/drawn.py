"""A chart: still, and the moving one in its place when the reader looks closer; its twin stays for paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

import streamlit as st
from markupsafe import Markup

from dasbor import keep
from dasbor.chart import still, theme
from dasbor.chart.chart import Chart
from dasbor.ui import markup, page, reader
from dasbor.ui.kept import view
from dasbor.ui.plain import plain
from dasbor.words import terms

EXPLORE = "Telusuri"
_SWITCHES = "telusuri_"  # and the address of the page: keys of the switches of its charts
_DRAWINGS = keep.Shelf(most=100)


def is_explored(name: str) -> bool:
    """The reader wants the moving chart."""
    built = view.find()
    return name in (built.explored if built else list_explored())


def list_explored() -> frozenset[str]:
    """The charts of the open page that this reader wants to move."""
    return frozenset(st.session_state.get(_make_key()) or ())


def _make_key() -> str:
    return f"{_SWITCHES}{reader.find_page_address() or ''}"


def offer_exploring(name: str) -> None:
    """The switch between the still chart and the moving one: hover, zoom and selection over the same data. What a
    reader touches is HTML; drawings.js hands it on to the switch of the same place among all of the page."""
    place = page.offer_switch(name, _draw_switches)
    if place is not None:
        page.show_template("explore.html", place=place, name=name, on=is_explored(name), text=EXPLORE)


def _draw_switches(names: Sequence[str]) -> None:
    """A chart that is not there any more is forgotten."""
    key = _make_key()
    if not list_explored().issubset(names):
        st.session_state[key] = [name for name in st.session_state[key] if name in names]
    st.pills(plain(EXPLORE), names, selection_mode="multi", key=key, label_visibility="collapsed")


def show_still(g: Chart, links: Mapping[str, str], on_paper_only: bool) -> None:
    """The drawing. `links`: code of an area -> where its mark leads; `on_paper_only`: the screen shows another one."""
    key = (keep.Same(g.sketch), g.title, tuple(links.items()), on_paper_only)
    page.put_drawing(cast("Markup", _DRAWINGS.get(key, lambda: _draw(g, links, on_paper_only))))


def _draw(g: Chart, links: Mapping[str, str], on_paper_only: bool) -> Markup:
    drawing = still.draw_on_page(g, links)
    return markup.render_template("drawing.html", drawing=drawing, on_paper_only=on_paper_only)


def show_moving(g: Chart, key: str, on_click: Callable[[object], None] | None) -> None:
    """Plotly; `on_click` gets the selection when a mark is clicked, a new `key` makes the chart forget it."""
    page.put_live(lambda: _draw_moving(g, key, on_click))


def _draw_moving(g: Chart, key: str, on_click: Callable[[object], None] | None) -> None:
    alt = terms.say_terms(g.alt)
    if on_click is None:
        st.plotly_chart(g.plot, theme=None, config=theme.PLOT_CONFIG, alt=alt, key=key)
        return
    st.plotly_chart(
        g.plot,
        theme=None,
        config=theme.PLOT_CONFIG,
        alt=alt,
        key=key,
        selection_mode="points",
        on_select=lambda: on_click(st.session_state[key]),
    )
