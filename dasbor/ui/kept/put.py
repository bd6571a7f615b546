"""A finished page onto the screen, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dasbor.ui import page
from dasbor.ui.kept import blocks
from dasbor.ui.kept.blocks import Block, Html, Part
from dasbor.ui.plain import plain


def put(whole: Block) -> None:
    """All of it, into the container that is open; nothing is recorded meanwhile."""
    with blocks.recording(None):
        _put_parts(whole.parts)


def _put_parts(parts: Sequence[Part]) -> None:
    for part in parts:
        if isinstance(part, Html):
            page.put_html(part.text)
        elif isinstance(part, Block):
            _put_block(part)
        else:
            part.draw()


def _put_block(block: Block) -> None:
    if block.kind in ("columns", "tabs"):
        _put_beside(block)
        return
    with st.expander(plain(block.options["title"])) if block.kind == "folded" else st.container(**block.options):
        _put_parts(block.parts)


def _put_beside(block: Block) -> None:
    places = st.columns(**block.options) if block.kind == "columns" else block.options["make"]()
    for place, part in zip(places, block.parts, strict=True):
        if isinstance(part, Block) and part.parts:
            with place:
                _put_parts(part.parts)
