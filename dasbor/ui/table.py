"""A table of the screen as real HTML: headings and values as dasbor/words/columns.py says them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from markupsafe import Markup

from dasbor.frames import list_by_name
from dasbor.ui import markup
from dasbor.words import comparable, language, terms
from dasbor.words.columns import NUMERIC_FORMS, Heading, list_headings, write_value

_LONG_WORD = re.compile(r"(\S{31,})")  # wider than a column: broken where the line ends, else it widens the table
_MAX_NARROW = 3  # columns that fit on a phone; the rows of wider tables become cards there, see tables.css


def make_table(
    data: pd.DataFrame,
    title: str,
    columns: Mapping[str, str] | None = None,
    title_shown: bool = False,
    links: Mapping[str, Sequence[str]] | None = None,
    small: Mapping[str, str] | None = None,
) -> Markup:
    """Caption, th with scope, numbers to the right. Every value is escaped.

    `links`: for a column the address that each row's value leads to, "" = none. `small`: for a column another one
    that stands small under its value, e.g. the cell it came from.
    """
    headings = list_headings(data, columns)
    values = list_by_name(data)
    few = comparable.find_few(data) if any(h.name == "nilai" for h in headings) else []
    cells = [_write_cells(values, few, h, (links or {}).get(h.name), (small or {}).get(h.name)) for h in headings]
    numeric = [h.form in NUMERIC_FORMS for h in headings]
    return markup.render_template(
        "table.html",
        title=terms.say_terms(title),
        title_shown=title_shown,
        columns=[(right, h.title) for right, h in zip(numeric, headings, strict=True)],
        labels=_write_labels(headings) if len(headings) > _MAX_NARROW else [],
        key=f"{zlib.crc32(repr([h.title for h in headings]).encode()):x}",
        rows=zip(*([(right, x) for x in column] for right, column in zip(numeric, cells, strict=True)), strict=True),
    )


def _write_labels(headings: Sequence[Heading]) -> list[tuple[int, str]]:
    """(place, heading) of all columns but the first: what stands before a value where the row is a card."""
    return [(place, markup.write_css_text(h.title)) for place, h in enumerate(headings[1:], 2)]


def _write_cells(
    values: Mapping[str, Sequence[Any]],
    few: Sequence[bool],
    heading: Heading,
    addresses: Sequence[str] | None,
    small: str | None,
) -> Sequence[str]:
    """The values of a column as words, with their link and what stands small below them."""
    column = values[heading.name]
    of_n = values.get("penyebut", [None] * len(column))
    cells: Sequence[str] = [write_value(x, heading.form, n) for x, n in zip(column, of_n, strict=True)]
    if heading.name == "nilai":
        cells = ["–" if is_few else said for is_few, said in zip(few, cells, strict=True)]
    cells = [_make_breakable(said) if _LONG_WORD.search(said) else said for said in cells]
    if addresses:
        cells = list(map(markup.read_macro("table_cells.html", "link"), cells, addresses))
    if small:
        below = ["" if not language.is_known(x) else str(x) for x in values[small]]
        cells = list(map(markup.read_macro("table_cells.html", "with_small"), cells, below))
    return cells


def _make_breakable(said: str) -> Markup:
    """A value whose long words may be broken anywhere, such as a name without a blank."""
    return markup.read_macro("table_cells.html", "breakable")(_LONG_WORD.split(said))
