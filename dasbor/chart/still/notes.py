"""Axes, lines across the plot and texts beside the marks."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.still.desk import Desk
from dasbor.chart.still.ink import tags, words
from dasbor.chart.still.ink.frame import Spot
from dasbor.chart.still.lines import DASHES
from dasbor.chart.still.read import Figure, Parts, Scale

GAP = 6  # px between a name and the plot
_ANCHORS = {"left": "start", "right": "end", "center": "middle", "auto": "middle"}


# ── axes ─────────────────────────────────────────────────────────────────────────────


def measure_names(figure: Figure) -> float:
    """Pixels that the ticks of the upright axis need beside the plot."""
    size = _find_size(figure.y)
    return max((words.measure(lines, size) for _, lines in figure.y.ticks), default=0.0)


def measure_quarters(figure: Figure) -> float:
    """Pixels that the ticks of the lying axis need below the plot."""
    lines = max((len(lines) for _, lines in figure.x.ticks), default=0)
    return lines * _find_size(figure.x) * words.LINE_HEIGHT + (4 if lines else 0)


def find_room(figure: Figure, left_and_right: float) -> float:
    """From which width of a drawing no tick of the lying axis touches its neighbour."""
    size, pairs = _find_size(figure.x), pairwise(figure.x.ticks)
    needed = [_measure_pair(one, two, size) / (there - here) for (here, one), (there, two) in pairs if there > here]
    return max(needed) + left_and_right if needed else 0.0


def _measure_pair(one: list[words.Line], two: list[words.Line], size: float) -> float:
    """From middle to middle, in the line where both need most; only blanks need nothing."""
    halves = [[words.measure([line], size) / 2 for line in lines] for lines in (one, two)]
    return max((a + b + 4 for a, b in zip(*halves, strict=False) if min(a, b) > 3), default=0.0)


def measure_right(figure: Figure) -> float:
    """Pixels that words at the right end of the plot need beside it."""
    ends = [n for n in figure.layout.get("annotations") or () if _choose_anchor(n) == "left" and _is_at_end(figure, n)]
    return max((_measure_note(n) for n in ends), default=0.0)


def _is_at_end(figure: Figure, n: Parts) -> bool:
    return (float(n["x"]) if n.get("xref") == "paper" else figure.x.find_share(n["x"])) > 0.999


def _measure_note(n: Parts) -> float:
    size = float((n.get("font") or {}).get("size", theme.SIZES["catatan"]))
    return words.measure(words.parse(n["text"]), size) + float(n.get("xshift") or 0) + 2


def _find_size(scale: Scale) -> float:
    return float(scale.settings.get("tickfont", {}).get("size", theme.SIZES["catatan"]))


def draw_axes(desk: Desk) -> Markup:
    """Grid, names on the left, quarters or shares below."""
    figure, frame = desk.figure, desk.frame
    parts = []
    for share, _ in figure.y.ticks if figure.y.settings.get("showgrid") else []:
        parts.append(_draw_across(desk, frame.find_y(share), {"color": theme.LINE, "width": 1}))
    for share, _ in figure.x.ticks if figure.x.settings.get("showgrid") else []:
        parts.append(_draw_upright(desk, share, {"color": theme.LINE, "width": 1}))
    return tags.join([*parts, *_write_names(desk), *_write_below(desk)])


def _write_names(desk: Desk) -> list[Markup]:
    size, colour = _find_size(desk.figure.y), _find_colour(desk.figure.y)
    return [
        words.draw(desk.frame, Spot(0, desk.frame.find_y(share), -GAP), shown, size, colour, anchor="end")
        for share, lines in desk.figure.y.ticks
        for shown in (words.shorten(lines, size, desk.frame.left - GAP),)
        if 0 <= share <= 1
    ]


def _write_below(desk: Desk) -> list[Markup]:
    size, colour = _find_size(desk.figure.x), _find_colour(desk.figure.x)
    y = desk.frame.height - desk.frame.bottom + 3
    return [
        words.draw(desk.frame, Spot(share, y), lines, size, colour, anchor="middle", stand="top")
        for share, lines in desk.figure.x.ticks
        if 0 <= share <= 1
    ]


def _find_colour(scale: Scale) -> str:
    return str(scale.settings.get("tickfont", {}).get("color", theme.TEXT_MUTED))


# ── lines and grounds ────────────────────────────────────────────────────────────────


def draw_shapes(desk: Desk, below: bool) -> Markup:
    """What lies behind the marks, or on them."""
    shapes = desk.figure.layout.get("shapes") or ()
    return tags.join(_draw_shape(desk, s) for s in shapes if (s.get("layer") == "below") == below)


def _draw_shape(desk: Desk, s: Parts) -> Markup:
    x = [_find_x(desk, s[k], s.get("xref")) for k in ("x0", "x1")]
    y = [_find_y(desk, s[k], s.get("yref")) for k in ("y0", "y1")]
    line = s.get("line") or {}
    write, frame = desk.frame.write_share, desk.frame
    if s.get("type") == "line":
        ends = {"x1": write(x[0]), "x2": write(x[1]), "y1": y[0], "y2": y[1]}
        return tags.make("line", **ends, **_make_stroke(line))
    return tags.make(
        "rect",
        x=write(min(x)),
        width=frame.write_length(abs(x[1] - x[0])),
        y=min(y),
        height=abs(y[1] - y[0]),
        fill=s.get("fillcolor") or "none",
        opacity=s.get("opacity"),
        **(_make_stroke(line) if line.get("width", 1) else {}),
    )


def _make_stroke(line: Parts) -> dict[str, object]:
    width = float(line.get("width", 2))
    return {
        "stroke": line.get("color", theme.TEXT),
        "stroke_width": width,
        "stroke_dasharray": DASHES.get(str(line.get("dash", ""))),
    }


def _draw_across(desk: Desk, y: float, line: Parts) -> Markup:
    write = desk.frame.write_share
    return tags.make("line", x1=write(0), x2=write(1), y1=y, y2=y, **_make_stroke(line))


def _draw_upright(desk: Desk, share: float, line: Parts) -> Markup:
    x, frame = desk.frame.write_share(share), desk.frame
    return tags.make("line", x1=x, x2=x, y1=frame.top, y2=frame.height - frame.bottom, **_make_stroke(line))


def _find_x(desk: Desk, value: Any, ref: object) -> float:
    return float(value) if ref == "paper" else desk.figure.x.find_share(value)


def _find_y(desk: Desk, value: Any, ref: object) -> float:
    return desk.frame.find_y(float(value) if ref == "paper" else desk.figure.y.find_share(value))


# ── texts ────────────────────────────────────────────────────────────────────────────


def draw_notes(desk: Desk) -> Markup:
    return tags.join(_draw_note(desk, n) for n in desk.figure.layout.get("annotations") or ())


def _draw_note(desk: Desk, n: Parts) -> Markup:
    font = n.get("font") or {}
    spot = Spot(
        _find_x(desk, n["x"], n.get("xref")),
        _find_y(desk, n["y"], n.get("yref")) - float(n.get("yshift") or 0),
        float(n.get("xshift") or 0),
    )
    return words.draw(
        desk.frame,
        spot,
        n["text"],
        float(font.get("size", theme.SIZES["catatan"])),
        words.choose_ink(font.get("color")),
        anchor=_ANCHORS[_choose_anchor(n)],
        stand=_choose_stand(n),
        angle=n.get("textangle", 0),
        data=desk.rows.describe_note(n.get("name", ""), n["y"]),
    )


def _choose_anchor(n: Parts) -> str:
    """Plotly's own choice where none is given: on the plot's paper the nearer side, elsewhere the middle."""
    given = n.get("xanchor") or "auto"
    if given != "auto" or n.get("xref") != "paper":
        return given
    return "left" if n["x"] < 1 / 3 else "right" if n["x"] > 2 / 3 else "center"


def _choose_stand(n: Parts) -> str:
    given = n.get("yanchor") or "auto"
    if given == "auto" and n.get("yref") == "paper":
        given = "bottom" if n["y"] < 1 / 3 else "top" if n["y"] > 2 / 3 else "middle"
    return "middle" if given == "auto" else given
