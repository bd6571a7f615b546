"""Text inside charts, in the few tags that Plotly draws; what comes from data is escaped."""

from __future__ import annotations

from markupsafe import Markup

BREAK = Markup("<br>")
_NAME_LENGTH = 20  # letters of a bar's name on one line
_BOLD, _NO_MORE = Markup("<b>"), Markup("</b>")  # format() takes three times as long as +
_HOVER = Markup("{}<extra></extra>")


def make_bold(text: str) -> Markup:
    return _BOLD + text + _NO_MORE


def join_lines(*parts: str) -> Markup:
    """The parts below each other."""
    return BREAK.join(parts)


def make_hover(text: str) -> Markup:
    """A template of what a mark says when touched ("%{y}: %{x}"), without Plotly's second box."""
    return _HOVER.format(text)


def break_name(name: str) -> Markup:
    """A long name broken at the blank nearest its middle: on one line it would leave a phone no room for the bar."""
    blanks = [i for i, letter in enumerate(name) if letter == " "]
    if len(name) <= _NAME_LENGTH or not blanks:
        return join_lines(name)
    at = min(blanks, key=lambda i: abs(i - len(name) / 2))
    return join_lines(name[:at], name[at + 1 :])
