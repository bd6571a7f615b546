"""SVG elements as text. Every value is escaped, and nothing breaks the line: Markdown, which carries a drawing onto
the page, would begin to read it there."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

_BREAKS = str.maketrans("\r\n\t\v\f\x1c\x1d\x1e\x85\u2028\u2029", " " * 11)
_NOTHING = Markup("")
# Joined by Markup, which escapes all else.
_OPEN, _CLOSE, _END, _EMPTY = Markup("<"), Markup("</"), Markup(">"), Markup("/>")
_SPACE, _IS, _QUOTE = Markup(" "), Markup('="'), Markup('"')
_UNSEEN = "".join(map(chr, [*range(9), *range(14, 28), 31, 127, 0xFFFE, 0xFFFF]))  # not allowed in XML
_DROPPED = str.maketrans("", "", _UNSEEN)


def clean(text: object) -> str:
    """A text on one line, without what XML forbids."""
    if isinstance(text, str) and text.isascii() and text.isprintable():
        return text
    written = str(text).translate(_BREAKS).translate(_DROPPED)
    return written.encode("utf-16", "replace").decode("utf-16") if not written.isascii() else written


def make(name: str, content: Markup = _NOTHING, /, **attributes: object) -> Markup:
    """<name …>content</name>; `stroke_width` becomes stroke-width, what is None or "" is left out."""
    parts = [_OPEN, name]
    for key, value in attributes.items():
        if value is not None and value != "":
            parts += [_SPACE, key.rstrip("_").replace("_", "-"), _IS, clean(write(value)), _QUOTE]
    return _NOTHING.join([*parts, _END, content, _CLOSE, name, _END] if content else [*parts, _EMPTY])


def join(parts: Iterable[Markup]) -> Markup:
    return _NOTHING.join(parts)


def write(value: object) -> str:
    """A number with at most two decimals, as short as it can be; a text as it is."""
    if not isinstance(value, float):
        return str(value)
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short in ("-0", "") else short
