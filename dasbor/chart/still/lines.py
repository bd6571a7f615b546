"""Lines, points, intervals, written numbers and filled outlines: what Plotly calls a scatter."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.still import tags, words
from dasbor.chart.still.desk import Desk
from dasbor.chart.still.frame import Spot
from dasbor.chart.still.read import Parts, listed, take

DASHES = {"dot": "2 3", "dash": "7 4", "dashdot": "7 3 2 3", "longdash": "11 5"}
_Point = tuple[float, float]  # share of the width, pixels from the top


def draw_lines(desk: Desk) -> Markup:
    """Every scatter in its order."""
    return tags.join(_draw_trace(desk, t) for t in desk.figure.traces if t["type"] == "scatter")


def _draw_trace(desk: Desk, trace: Parts) -> Markup:
    mode = str(trace.get("mode", "lines"))
    points = _place_points(desk, trace)
    parts = [_draw_outline(desk, trace, points)] if trace.get("fill") else []
    if "lines" in mode and not trace.get("fill"):
        parts.append(_draw_line(desk, trace, points))
    if "error_x" in trace:
        parts.append(_draw_intervals(desk, trace))
    if "markers" in mode and (trace.get("marker") or {}).get("opacity") != 0:
        parts.append(_draw_points(desk, trace, points))
    if "text" in mode:
        parts.append(_write_texts(desk, trace, points))
    return tags.join(parts)


def _place_points(desk: Desk, trace: Parts) -> list[_Point | None]:
    figure, frame = desk.figure, desk.frame
    return [
        None if x is None or y is None else (figure.x.find_share(x), frame.find_y(figure.y.find_share(y)))
        for x, y in zip(listed(trace.get("x")), listed(trace.get("y")), strict=True)
    ]


def _make_path(desk: Desk, points: list[_Point | None], close: bool = False) -> str:
    """A new piece after each gap; one point alone is no line."""
    pieces: list[list[_Point]] = [[]]
    for point in points:
        if point is None:
            pieces.append([])
        else:
            pieces[-1].append(point)
    find_x = desk.frame.find_stretched_x
    return "".join(
        "M" + "L".join(f"{tags.write(find_x(x))} {tags.write(y)}" for x, y in piece) + ("Z" if close else "")
        for piece in pieces
        if len(piece) > 1
    )


def _draw_line(desk: Desk, trace: Parts, points: list[_Point | None]) -> Markup:
    look, path = trace.get("line", {}), _make_path(desk, points)
    if not path:
        return Markup("")
    line = tags.make(
        "path",
        d=path,
        fill="none",
        stroke=look.get("color", theme.ACCENT),
        stroke_width=look.get("width", 2),
        stroke_dasharray=DASHES.get(str(look.get("dash", ""))),
        stroke_linejoin="round",
        vector_effect="non-scaling-stroke" if desk.frame.width is None else None,
    )
    return desk.frame.put_stretched(line)


def _draw_outline(desk: Desk, trace: Parts, points: list[_Point | None]) -> Markup:
    """A filled area, holes and all."""
    look, colour = trace.get("line", {}), str(trace.get("fillcolor", theme.GROUND))
    return desk.draw_mark(
        "path",
        trace,
        0,
        None,
        None,
        d=_make_path(desk, points, close=True),
        fill=desk.fill(colour, trace.get("fillpattern")),
        fill_rule="evenodd",
        stroke=look.get("color"),
        stroke_width=look.get("width"),
        stroke_linejoin="round",
    )


# ── points ───────────────────────────────────────────────────────────────────────────


def _draw_points(desk: Desk, trace: Parts, points: list[_Point | None]) -> Markup:
    keys, values = listed(trace.get("x")), listed(trace.get("y"))
    drawn = [
        desk.frame.put_at(Spot(*point), _draw_point(desk, trace, i, _choose_key(trace, i, keys[i]), values[i]))
        for i, point in enumerate(points)
        if point is not None
    ]
    return tags.join(drawn)


def _choose_key(trace: Parts, i: int, x: Any) -> Any:
    """What a point is found by: its quarter; with an interval its place in the group."""
    return (str(trace.get("name")), i) if "error_x" in trace else x


def _draw_point(desk: Desk, trace: Parts, i: int, key: Any, number: Any) -> Markup:
    marker = trace.get("marker", {})
    symbol = str(take(marker.get("symbol"), i, "circle"))
    colour = take(marker.get("color"), i, theme.ACCENT)
    line = marker.get("line") or {}
    edge = take(line.get("color"), i) if line.get("width") else colour
    is_open = symbol.endswith("-open")
    look = {
        "fill": theme.WHITE if is_open else colour,
        "stroke": edge if is_open or line.get("width") else None,
        "stroke_width": line.get("width") or (1.5 if is_open else None),
    }
    size = float(take(marker.get("size"), i, 6))
    return desk.draw_mark("path", trace, i, key, number, d=make_symbol(symbol, size / 2), **look)


def make_symbol(symbol: str, r: float) -> str:
    """A circle, square or diamond around 0 0."""
    if symbol.startswith("square"):
        return f"M{-r:g} {-r:g}H{r:g}V{r:g}H{-r:g}Z"
    if symbol.startswith("diamond"):
        w = r * 1.3
        return f"M0 {-w:.1f}L{w:.1f} 0L0 {w:.1f}L{-w:.1f} 0Z"
    return f"M{-r:g} 0a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0Z"


def _draw_intervals(desk: Desk, trace: Parts) -> Markup:
    """From the lower to the upper bound through each point, with a stroke at both ends."""
    bars = trace["error_x"]
    above, below = listed(bars.get("array")), listed(bars.get("arrayminus"))
    colour, half = bars.get("color", theme.TEXT), float(bars.get("width", 4))
    parts = []
    for x, y, up, down in zip(listed(trace["x"]), listed(trace["y"]), above, below, strict=True):
        ends = [desk.figure.x.find_share(x + d) for d in (-down, up)]
        at = desk.frame.find_y(desk.figure.y.find_share(y))
        parts += [_draw_straight(desk, ends[0], ends[1], at, at, colour)]
        parts += [_draw_straight(desk, e, e, at - half, at + half, colour) for e in ends]
    return tags.join(parts)


def _draw_straight(desk: Desk, x1: float, x2: float, y1: float, y2: float, colour: object) -> Markup:
    write = desk.frame.write_share
    return tags.make("line", x1=write(x1), x2=write(x2), y1=y1, y2=y2, stroke=colour, stroke_width=1.5)


# ── numbers ──────────────────────────────────────────────────────────────────────────


def _write_texts(desk: Desk, trace: Parts, points: list[_Point | None]) -> Markup:
    font = trace.get("textfont") or {}
    size = float(font.get("size", theme.SIZES["catatan"]))
    stand, dy = ("bottom", -2) if str(trace.get("textposition", "")).startswith("top") else ("middle", 0)
    texts = listed(trace.get("text"))
    return tags.join(
        words.draw(
            desk.frame,
            Spot(point[0], point[1] + dy),
            texts[i],
            size,
            words.choose_ink(take(font.get("color"), i)),
            anchor="middle",
            stand=stand,
        )
        for i, point in enumerate(points)
        if point is not None
    )
