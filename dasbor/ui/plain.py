"""Text for the places that Streamlit reads as Markdown: labels, messages, captions.

There a workbook's text could load a picture from outside or hide a link. Everything that is not written in the program
goes through plain(); tests/ui/test_plain.py looks for calls that do not.
"""

from __future__ import annotations

import re

# A backslash makes each of these the character itself. No more than needed: screen readers are given the label raw.
_MARKS = re.compile(
    r"""[\\`*_\[\]{}<>$~|&@]      # wherever they stand
    | (?<=^)[#+-]                  # first of all: a heading or a list
    | (?<=^\d)[.)] | (?<=^\d\d)[.)]
    | !(?=\\?\[)                  # a picture
    | :(?=[A-Za-z/])               # a colour, an icon, an address
    | (?<=www)\.                   # an address without http
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Replaced after Markdown was read, so that a backslash does not help: ":name:" by a picture, "->" by an arrow.
_REPLACED = re.compile(r":(?=[\w+/-]+:)|-(?=\\?[->])|<(?=-)|=(?=\\>)", re.ASCII)
_JOINER = "\u2060"  # no width and no meaning; it only keeps the two characters apart
_SPACE = re.compile(r"\s+")


def plain(text: object) -> str:
    """The text as it is, on one line, whatever marks it holds."""
    marked = _MARKS.sub(lambda m: "\\" + m[0], _SPACE.sub(" ", str(text)).strip())
    return _REPLACED.sub(lambda m: m[0] + _JOINER, marked)
