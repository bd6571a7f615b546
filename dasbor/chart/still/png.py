"""A drawing as PNG, in the font of the pages and without a browser."""

from __future__ import annotations

import fontpkg_source_sans_3
import resvg_py

_FONT = fontpkg_source_sans_3.ROOT / "files" / "SourceSans3[wght].ttf"
ZOOM = 2  # pixels of the file for one of the drawing: sharp on paper and on a telephone


def make_png(drawing: str, zoom: float = ZOOM) -> bytes:
    """drawing: what svg() returns. Letters that the font lacks are taken from the system's fonts."""
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, font_files=[str(_FONT)], zoom=zoom))
