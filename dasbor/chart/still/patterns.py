"""Hatches like those of Plotly: lines, dots, crosses over a colour."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.still import tags


@dataclass(frozen=True)
class Pattern:
    """name: the same for the same look; size: attributes of <pattern>."""

    name: str
    content: Markup
    size: dict[str, object]


def make(shape: str, colour: str, look: dict[str, Any]) -> Pattern:
    """shape: "/", "x" or "." as Plotly names them. look: size (px), solidity (share that is covered), fgcolor,
    fgopacity, bgcolor."""
    size, solidity = float(look.get("size") or 8), float(look.get("solidity") or 0.3)
    ground = tags.make("rect", width=size, height=size, fill=look.get("bgcolor") or colour)
    ink = {"opacity": look.get("fgopacity")}
    marks = _draw_dot(size, solidity, look, ink) if shape == "." else _draw_lines(shape, size, solidity, look, ink)
    name = hashlib.sha256(repr((shape, colour, sorted(look.items()))).encode()).hexdigest()[:6]
    return Pattern(name, ground + marks, {"width": size, "height": size, "patternUnits": "userSpaceOnUse"})


def _draw_dot(size: float, solidity: float, look: dict[str, Any], ink: dict[str, Any]) -> Markup:
    radius = math.sqrt(solidity * size * size / math.pi)
    return tags.make("circle", cx=size / 2, cy=size / 2, r=radius, fill=look.get("fgcolor") or theme.WHITE, **ink)


def _draw_lines(shape: str, size: float, solidity: float, look: dict[str, Any], ink: dict[str, Any]) -> Markup:
    s, q = tags.write(size), tags.write(size / 4)
    more = tags.write(size * 1.25)
    back = tags.write(size * 0.75)
    rising = f"M-{q} {q}L{q} -{q}M0 {s}L{s} 0M{back} {more}L{more} {back}"
    falling = f"M{back} -{q}L{more} {q}M0 0L{s} {s}M-{q} {back}L{q} {more}"
    path = {"/": rising, "\\": falling, "x": rising + falling}.get(shape, rising)
    width = solidity * size / (math.sqrt(2) if shape != "x" else 2 * math.sqrt(2))
    return tags.make("path", d=path, stroke=look.get("fgcolor") or theme.WHITE, stroke_width=max(width, 0.6), **ink)
