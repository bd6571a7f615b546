"""Blocks beside each other, and where each part of a long page begins. Only style sheets know widths: a page is drawn
once for all screens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager

from dasbor.ui import page
from dasbor.words import terms

_NOT_IN_KEYS = re.compile(r"[^0-9a-z_]+")


def lay_beside(name: str) -> AbstractContextManager[object]:
    """A container whose blocks stand beside each other, one on a phone, two on a laptop, three on a large screen, and
    below each other so that the columns end at about the same height."""
    return page.container(key=f"kisi_{_make_key(name)}")


def lay_wide_beside(name: str) -> AbstractContextManager[object]:
    """The same for what needs more width, such as tables: below each other up to a large screen, two abreast on it."""
    return lay_beside(f"luas_{name}")


def lay_two_beside(name: str) -> AbstractContextManager[object]:
    """As lay_beside(), never more than two abreast."""
    return lay_beside(f"dua_{name}")


def lay_around(name: str) -> AbstractContextManager[object]:
    """Three blocks: the first and the third below each other, the second beside both; one after another on a phone."""
    return lay_beside(f"samping_{name}")


def lay_in_grid(name: str) -> AbstractContextManager[object]:
    """Short blocks, as many abreast as fit, read from left to right."""
    return lay_beside(f"petak_{name}")


def fold_on_phone(name: str, title: str, note: str = "") -> AbstractContextManager[object]:
    """A block that a phone shows as one line, its heading, until that is touched; wider screens and paper show it
    whole. The block begins with the same heading. `note`: how much is inside, behind the heading."""
    block = page.container(key=f"bab_{_make_key(name)}", gap="xsmall")
    with block:
        page.show_template("fold.html", title=terms.say_terms(title), note=terms.say_terms(note))
    return block


def fold_line_on_phone(name: str, title: str) -> AbstractContextManager[object]:
    """The same of a part without a heading of its own, such as the fields of a card."""
    block = page.container(key=f"bab_{_make_key(name)}", gap="xsmall")
    with block:
        page.show_template("fold_line.html", title=terms.say_terms(title), name=name)
    return block


def fold_rows_on_phone(kept: Sequence[bool], title: str) -> AbstractContextManager[object]:
    """A long table of which a phone shows the rows that are `kept`, and all once the line below it is touched."""
    part = page.container(key="semua_baris")
    places = [place for place, is_kept in enumerate(kept, 1) if is_kept]
    with part:
        page.show_template("fold_rows.html", kept=places, title=terms.say_terms(title), count=len(kept))
    return part


def show_contents(places: Mapping[str, str]) -> None:
    """The table of contents of a long page: {place: its name}; each place is marked where it begins."""
    links = [(name, terms.say_terms(title)) for name, title in places.items()]
    page.show_template("contents.html", links=links)


def mark_place(name: str) -> None:
    """Here begins a part that the table of contents leads to."""
    page.show_template("place.html", name=name)


def _make_key(name: str) -> str:
    return _NOT_IN_KEYS.sub("_", name.lower())
