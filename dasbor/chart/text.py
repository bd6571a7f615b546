"""Text inside charts, in the few tags that Plotly draws; what comes from data is escaped."""

from __future__ import annotations

from markupsafe import Markup

BREAK = Markup("<br>")
_BOLD = Markup("<b>{}</b>")
_HOVER = Markup("{}<extra></extra>")


def make_bold(text: str) -> Markup:
    return _BOLD.format(text)


def join_lines(*parts: str) -> Markup:
    """The parts below each other."""
    return BREAK.join(parts)


def make_hover(text: str) -> Markup:
    """A template of what a mark says when touched ("%{y}: %{x}"), without Plotly's second box."""
    return _HOVER.format(text)
