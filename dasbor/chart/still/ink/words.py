"""Text of a Plotly figure (<b>, <br>, parts for wide or narrow screens) as SVG text."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup, escape

from dasbor.chart import theme
from dasbor.chart.still.ink import letters, tags
from dasbor.chart.still.ink.frame import Frame, Spot

LINE_HEIGHT = 1.22  # of the size
_TAG = re.compile(r"(<br ?/?>|</?b>|<span style=\"letter-spacing:0\.00[12]px\">|</span>|<extra></extra>)")
_ONLY = {"0.001px": "wide", "0.002px": "narrow"}


class Run(NamedTuple):
    """A piece of a line. only: "wide" or "narrow" where it is for such screens only."""

    text: str
    bold: bool = False
    only: str = ""


Line = tuple[Run, ...]


def parse(text: object) -> list[Line]:
    """The lines of a text; entities become letters again."""
    lines: list[list[Run]] = [[]]
    bold, only = False, ""
    for i, piece in enumerate(_TAG.split("" if text is None else str(text))):
        if i % 2 == 0:  # between two tags
            if piece:
                lines[-1].append(Run(tags.clean(html.unescape(piece)), bold, only))
        elif piece.startswith("<br"):
            lines.append([])
        elif piece in ("<b>", "</b>"):
            bold = piece == "<b>"
        elif piece.startswith("<span style"):
            only = _ONLY[piece.split(":")[1][:7]]
        elif piece == "</span>":
            only = ""
    return [tuple(line) for line in lines]


def make_plain(text: object, between: str = ", ") -> str:
    """The same in one line without marks; parts for narrow screens are left out."""
    lines = ("".join(r.text for r in line if r.only != "narrow") for line in parse(text))
    return between.join(line.strip() for line in lines if line.strip())


def measure(lines: list[Line], size: float, only: str = "wide") -> float:
    """The widest line, of a wide or a narrow screen."""
    other = "narrow" if only == "wide" else "wide"
    return max(
        (sum(letters.measure(r.text, size, r.bold) for r in line if r.only != other) for line in lines), default=0
    )


_NO_DATA: Mapping[str, str] = {}


def draw(
    frame: Frame,
    spot: Spot,
    text: object,
    size: float,
    colour: str,
    data: Mapping[str, str] = _NO_DATA,
    **look: object,
) -> Markup:
    """The text, or its lines, at a place. data: attributes of what it says; look: anchor (start, middle, end), stand
    (top, middle, bottom), angle (degrees), name (its class)."""
    given_lines = text if isinstance(text, list) else parse(text)
    lines = [_keep(frame, line) for line in given_lines]
    if not any(lines):
        return Markup("")
    anchor, stand, angle = look.get("anchor", "start"), str(look.get("stand", "middle")), look.get("angle", 0)
    first = _find_baseline(stand, len(lines), size)
    content = tags.join(
        _draw_line(frame, spot, line, first + i * size * LINE_HEIGHT, bool(angle)) for i, line in enumerate(lines)
    )
    look_of_text = {
        "font_size": size,
        "fill": colour,
        "text_anchor": anchor if anchor != "start" else None,
        "class_": look.get("name"),
        **data,
    }
    if angle:
        turned = tags.make("text", content, transform=f"rotate({angle})", **look_of_text)
        return frame.put_at(spot, turned)
    return tags.make("text", content, **look_of_text)


def _find_baseline(stand: str, lines: int, size: float) -> float:
    """From the place to the first line's baseline."""
    high = (lines - 1) * size * LINE_HEIGHT
    return {"top": 0.95 * size, "middle": 0.35 * size - high / 2, "bottom": -0.3 * size - high}[stand]


def _keep(frame: Frame, line: Line) -> Line:
    """What of a line is shown at this width; on a page of any width everything, told apart by its class."""
    hidden = frame.find_hidden()
    return tuple(r for r in line if r.text and r.only != hidden) if hidden else tuple(r for r in line if r.text)


def _draw_line(frame: Frame, spot: Spot, line: Line, below: float, turned: bool) -> Markup:
    """What all pieces of a line have in common is said once, of the line: an element less for each of them."""
    common = _find_common(line)
    runs = tags.join(_draw_run(frame, r, common) for r in line)
    look = _name_look(frame, common)
    if turned:
        return tags.make("tspan", runs, x=0, y=below, **look)
    return tags.make("tspan", runs, x=frame.write_x(spot), dx=spot.dx or None, y=spot.y + below, **look)


def _find_common(line: Line) -> Run:
    only = {r.only for r in line}
    return Run("", bool(line) and all(r.bold for r in line), only.pop() if len(only) == 1 else "")


def _draw_run(frame: Frame, r: Run, common: Run) -> Markup:
    text = escape(r.text.replace("  ", "\u00a0 "))
    own = Run("", r.bold and not common.bold, "" if common.only else r.only)
    look = {name: value for name, value in _name_look(frame, own).items() if value} if any(own) else {}
    return tags.make("tspan", text, **look) if look else text


def _name_look(frame: Frame, r: Run) -> dict[str, object]:
    return {"font_weight": 700 if r.bold else None, "class_": frame.name_only(r.only)}


def shorten(lines: list[Line], size: float, most: float) -> list[Line]:
    """The lines as far as they have room."""
    return [_shorten_line(line, size, most) for line in lines]


def _shorten_line(line: Line, size: float, most: float) -> Line:
    if measure([line], size) <= most:
        return line
    return (Run(letters.shorten("".join(r.text for r in line if r.only != "narrow"), size, most), line[0].bold),)


def choose_ink(colour: object) -> str:
    return str(colour or theme.TEXT)
