"""What the drawing of one chart needs at hand: its figure, its frame, its rows, the addresses of its areas; and how a
mark gets its title, its counts, its link and its fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from dasbor.chart.still import titles
from dasbor.chart.still.ink import patterns, tags
from dasbor.chart.still.ink.frame import Frame
from dasbor.chart.still.read import Figure, Parts, take
from dasbor.chart.still.values import Rows


@dataclass(frozen=True)
class Desk:
    """One drawing in the making. mark: what its patterns are called by, unlike those of any other drawing; links: code
    of an area -> address."""

    figure: Figure
    frame: Frame
    rows: Rows
    mark: str
    links: Mapping[str, str]
    fills: dict[str, Markup] = field(default_factory=dict)

    def draw_mark(self, name: str, trace: Parts, i: int, key: Any, number: Any, **look: object) -> Markup:
        """An element that stands for a value, with its title; in a link where its area has an address."""
        given = take(trace.get("customdata"), i)
        said = titles.say(trace.get("hovertemplate"), _list_fields(trace, i))
        data = self.rows.describe(key, str(trace.get("name") or ""), number, given)
        element = tags.make(name, tags.make("title", tags.put(said)), **look, **data)
        address = self.links.get(data["data_wilayah"]) if given is not None else None
        return tags.make("a", element, href=address, target="_self", aria_label=said) if address else element

    def fill(self, colour: str, pattern: Parts | None, i: int = 0) -> str:
        """The colour, or the pattern of that colour."""
        shape = take((pattern or {}).get("shape"), i, "")
        if not pattern or not shape:
            return colour
        made = patterns.make(shape, colour, {key: take(part, i) for key, part in pattern.items()})
        name = f"{self.mark}-{made.name}"
        self.fills.setdefault(name, tags.make("pattern", made.content, id=name, **made.size))
        return f"url(#{name})"


def _list_fields(trace: Parts, i: int) -> dict[str, Any]:
    """What a hover text may name."""
    return {key: take(trace.get(key), i) for key in ("x", "y", "customdata", "hovertext", "text", "label")}
