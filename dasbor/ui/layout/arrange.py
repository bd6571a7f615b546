"""Blocks beside each other, and where each part of a long page begins. Only style sheets know widths: a page is drawn
once for all screens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import AbstractContextManager

from dasbor.ui import page
from dasbor.words import terms

_NOT_IN_KEYS = re.compile(r"[^0-9a-z_]+")


def lay_beside(name: str) -> AbstractContextManager[object]:
    """A container whose blocks stand beside each other: one on a phone, two on a laptop, three on a large screen."""
    return page.container(key=f"kisi_{_make_key(name)}")


def lay_tall(name: str) -> AbstractContextManager[object]:
    """One block inside of it that is as high as two others."""
    return page.container(key=f"tinggi_{_make_key(name)}", gap="xsmall")


def show_contents(places: Mapping[str, str]) -> None:
    """The table of contents of a long page: {place: its name}; each place is marked where it begins."""
    links = [(name, terms.say_terms(title)) for name, title in places.items()]
    page.show_template("contents.html", links=links)


def mark_place(name: str) -> None:
    """Here begins a part that the table of contents leads to."""
    page.show_template("place.html", name=name)


def _make_key(name: str) -> str:
    return _NOT_IN_KEYS.sub("_", name.lower())
