"""A drawing as a picture of its own: white ground, and where it leaves the page headline, subtitle and origin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.chart import Chart
from dasbor.chart.still.ink import letters, tags
from dasbor.words import terms

_MARGIN = 16
_TITLE, _SMALL = theme.SIZES["grafik"], theme.SIZES["catatan"]


@dataclass(frozen=True)
class Sheet:
    """width: of the picture; drawn, high: of the drawing; drawing: its parts."""

    width: float
    drawn: float
    high: float
    drawing: Markup


def wrap(s: Sheet, chart: Chart, words: Sequence[str] | None, role: str, family: str) -> Markup:
    """The whole element."""
    head, foot, margin = Markup(""), Markup(""), 0
    top, below = 0.0, 0.0
    if words is not None:
        margin = _MARGIN
        head, top = _write_head(chart, s.width)
        foot, below = _write_foot(words, s.width)
    drawing = (
        tags.make("g", s.drawing, transform=f"translate({margin} {tags.write(margin + top)})")
        if words is not None
        else s.drawing
    )
    wide, high = s.drawn + 2 * margin, s.high + top + below + 2 * margin
    placed_foot = (
        tags.make("g", foot, transform=f"translate({margin} {tags.write(margin + top + s.high)})") if foot else foot
    )
    content = (
        tags.make("title", tags.put(chart.title))
        + tags.make("desc", tags.put(chart.alt))
        + tags.make("rect", width=wide, height=high, fill=theme.WHITE)
        + (tags.make("g", head, transform=f"translate({margin} {margin})") if head else head)
        + drawing
        + placed_foot
    )
    return tags.make(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {tags.write(wide)} {tags.write(high)}",
        width=wide,
        height=high,
        role=role,
        aria_label=chart.alt,
        font_family=family,
        fill=theme.TEXT,
    )


def _write_head(chart: Chart, width: float) -> tuple[Markup, float]:
    titles = letters.wrap(terms.say_terms(chart.title), _TITLE, width, bold=True)
    subtitles = letters.wrap(terms.say_terms(chart.subtitle), _SMALL, width)
    first, y = _write_lines(titles, _TITLE, theme.TEXT, 0, 600)
    second, y = _write_lines(subtitles, _SMALL, theme.TEXT_MUTED, y, None)
    return first + second, y + 10


def _write_foot(words: Sequence[str], width: float) -> tuple[Markup, float]:
    wrapped = [line for one in words for line in letters.wrap(one, _SMALL, width)]
    return _write_lines(wrapped, _SMALL, theme.TEXT_MUTED, 8, None)


def _write_lines(rows: Sequence[str], size: float, colour: str, y: float, weight: int | None) -> tuple[Markup, float]:
    """The lines and where the next one would begin."""
    written = [
        tags.make(
            "text",
            tags.put(row),
            y=y + (i + 0.85) * size * 1.3,
            font_size=size,
            fill=colour,
            font_weight=weight,
        )
        for i, row in enumerate(rows)
    ]
    return tags.join(written), y + len(rows) * size * 1.3
