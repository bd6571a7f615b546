"""Flows from states on the left to states on the right: what Plotly calls a Sankey."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.still.desk import Desk
from dasbor.chart.still.ink import tags, words
from dasbor.chart.still.ink.frame import Spot
from dasbor.chart.still.read import Parts, listed

_THICK = 0.02  # of the width: one state


@dataclass(frozen=True)
class _Node:
    """A state: the side it stands on, and from where to where in pixels."""

    is_left: bool
    top: float
    high: float


def draw_flows(desk: Desk) -> Markup:
    return tags.join(_draw_sankey(desk, t) for t in desk.figure.traces if t["type"] == "sankey")


def _draw_sankey(desk: Desk, trace: Parts) -> Markup:
    nodes = _place_nodes(desk, trace)
    bands = _draw_bands(desk, trace, nodes)
    return desk.frame.put_stretched(bands) + tags.join(_draw_node(desk, trace, i, node) for i, node in enumerate(nodes))


def _place_nodes(desk: Desk, trace: Parts) -> list[_Node]:
    """As high as what flows through it; one scale for both sides."""
    link, frame = trace["link"], desk.frame
    total: defaultdict[int, float] = defaultdict(float)
    for end in ("source", "target"):
        for node, value in zip(listed(link[end]), listed(link["value"]), strict=True):
            total[node] += value
    sources = set(listed(link["source"]))
    sides = [[i for i in sorted(total) if (i in sources) == left] for left in (True, False)]
    pad = float(trace["node"].get("pad", 18))
    most = max(len(side) for side in sides) - 1
    scale = (frame.plot_height - pad * most) / (sum(listed(link["value"])) or 1)
    result: dict[int, _Node] = {}
    for side, is_left in zip(sides, (True, False), strict=True):
        y = frame.top + (frame.plot_height - pad * (len(side) - 1) - scale * sum(total[i] for i in side)) / 2
        for i in side:
            result[i] = _Node(is_left, y, total[i] * scale)
            y += total[i] * scale + pad
    return [result[i] for i in sorted(result)]


def _draw_bands(desk: Desk, trace: Parts, nodes: list[_Node]) -> Markup:
    link = trace["link"]
    rows = list(zip(listed(link["source"]), listed(link["target"]), listed(link["value"]), strict=True))
    scale = max((n.high for n in nodes), default=1) / max(
        (sum(v for s, t, v in rows if i in (s, t)) for i in range(len(nodes))), default=1
    )
    used: defaultdict[int, float] = defaultdict(float)
    parts = []
    for i, (source, target, value) in enumerate(rows):
        high = value * scale
        y1, y2 = nodes[source].top + used[source], nodes[target].top + used[target]
        used[source] += high
        used[target] += high
        said = {**trace, **link, "hovertemplate": link.get("hovertemplate"), "name": ""}
        said["hovertemplate"] = str(link.get("hovertemplate") or "").replace("%{value:.0f}", f"{value:.0f}")
        path = _make_band(desk, y1, y2, high)
        parts.append(desk.draw_mark("path", said, i, ("", i), value, d=path, fill=_choose(link["color"], i)))
    return tags.join(parts)


def _make_band(desk: Desk, y1: float, y2: float, high: float) -> str:
    x = [tags.write(desk.frame.find_stretched_x(s)) for s in (_THICK, 0.5, 1 - _THICK)]
    a, b, c, d = (tags.write(y) for y in (y1, y2, y2 + high, y1 + high))
    return f"M{x[0]} {a}C{x[1]} {a} {x[1]} {b} {x[2]} {b}V{c}C{x[1]} {c} {x[1]} {d} {x[0]} {d}Z"


def _choose(colours: object, i: int) -> str:
    return str(listed(colours)[i])


def _draw_node(desk: Desk, trace: Parts, i: int, node: _Node) -> Markup:
    frame, label = desk.frame, listed(trace["node"]["label"])[i]
    left = 0 if node.is_left else 1 - _THICK
    box = tags.make(
        "rect",
        tags.make("title", tags.put(label)),
        x=frame.write_share(left),
        width=frame.write_length(_THICK),
        y=node.top,
        height=node.high,
        fill=_choose(trace["node"]["color"], i),
    )
    spot = Spot(_THICK if node.is_left else 1 - _THICK, node.top + node.high / 2, 6 if node.is_left else -6)
    anchor = "start" if node.is_left else "end"
    return box + words.draw(frame, spot, label, theme.SIZES["tabel"], theme.TEXT, anchor=anchor)
