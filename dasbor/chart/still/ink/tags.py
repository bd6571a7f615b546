"""SVG elements as text. Every value is escaped, and nothing breaks the line: Markdown, which carries a drawing onto
the page, would begin to read it there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from markupsafe import Markup, escape

_BREAKS = str.maketrans("\r\n\t\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 11)
_NOTHING = Markup("")
_is_plain = re.compile(r"[ !#-%(-;=?-~]*").fullmatch  # ASCII that is printed, but for & < > " ': nothing to escape
_UNSEEN = "".join(map(chr, [*range(9), *range(14, 28), 31, 127, 0xFFFE, 0xFFFF]))  # not allowed in XML
_DROPPED = str.maketrans("", "", _UNSEEN)


def clean(text: object) -> str:
    """A text on one line, without what XML forbids."""
    if isinstance(text, str) and text.isascii() and text.isprintable():
        return text
    written = str(text).translate(_BREAKS).translate(_DROPPED)
    return written.encode("utf-16", "replace").decode("utf-16") if not written.isascii() else written


def put(text: object) -> Markup:
    """A text as the content of an element."""
    return escape(clean(text))


def make(name: str, content: Markup = _NOTHING, /, **attributes: object) -> Markup:
    """<name …>content</name>; `stroke_width` becomes stroke-width, what is None or "" is left out. Some thousands of
    them make a page, so they are put together as text: Markup looks at each piece anew."""
    given = [
        f' {_name(key)}="{write(value) if isinstance(value, (int, float)) else _escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None and value != ""
    ]
    opened = f"<{name}{''.join(given)}"
    inner = content if type(content) is Markup else escape(content)
    return _declare(f"{opened}>{inner}</{name}>" if content else f"{opened}/>")


@cache
def _name(key: str) -> str:
    """As the program names an attribute."""
    return key.rstrip("_").replace("_", "-")


def _escape(text: str) -> str:
    return text if _is_plain(text) else put(text)


def join(parts: Iterable[Markup]) -> Markup:
    pieces = list(parts)
    return _declare("".join(pieces)) if all(type(one) is Markup for one in pieces) else _NOTHING.join(pieces)


def _declare(escaped: str) -> Markup:
    """Whose pieces were all escaped above."""
    return Markup(escaped)


def write(value: object) -> str:
    """A number with at most two decimals, as short as it can be; a text as it is."""
    if not isinstance(value, float):
        return str(value)
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short in ("-0", "") else short
