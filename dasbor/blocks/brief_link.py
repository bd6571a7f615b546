"""The way from a page to what the server shows of the same choice without it: the brief, the slides."""

from __future__ import annotations

from dasbor.export.brief.compose import say_kind
from dasbor.ui import reader, screen


def show() -> None:
    """Nothing on a draft: a brief is of what is published."""
    if reader.read_bound_version().draft is None:
        screen.show_link(
            f"{say_kind()}: satu halaman A4 untuk dibaca, dicetak atau dikirim", reader.make_link("lembar")
        )


def show_meeting() -> None:
    """Likewise to mode rapat."""
    if reader.read_bound_version().draft is None:
        screen.show_link("Mode rapat: salindia layar penuh untuk ruang rapat", reader.make_link("rapat"))
