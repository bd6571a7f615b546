"""A chart: still, and the moving one in its place when the reader looks closer; its twin stays for paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

import streamlit as st
from markupsafe import Markup

from dasbor import keep
from dasbor.chart import still, theme
from dasbor.chart.chart import Chart
from dasbor.ui import markup, page
from dasbor.ui.kept import view
from dasbor.ui.plain import plain
from dasbor.words import terms

EXPLORE = "Telusuri"
_STILL, _MOVING = "telusuri_", "diam_"  # keys of the switches of charts that are still, or moving, at first
_DRAWINGS = keep.Shelf(most=100)


def is_explored(name: str, at_first: bool) -> bool:
    """The reader wants the moving chart."""
    built = view.find()
    toggled = built.toggled if built else list_toggled()
    return at_first != (name in toggled)


def list_toggled() -> frozenset[str]:
    """The charts that this reader has switched from what they are at first."""
    switches = {key: value for key, value in st.session_state.items() if str(key).startswith((_STILL, _MOVING))}
    still = {str(key).removeprefix(_STILL) for key, on in switches.items() if str(key).startswith(_STILL) and on}
    moving = {str(key).removeprefix(_MOVING) for key, on in switches.items() if str(key).startswith(_MOVING) and not on}
    return frozenset(still | moving)


def offer_exploring(name: str, at_first: bool) -> None:
    """The switch between the still chart and the moving one: hover, zoom and selection over the same data."""
    key = (_MOVING if at_first else _STILL) + name
    page.put_live(lambda: st.toggle(plain(EXPLORE), value=at_first, key=key))


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
