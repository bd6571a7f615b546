"""What colours and hatches mean: a line of signs above a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.chart import Chart
from dasbor.chart.map.hatches import HATCHES
from dasbor.chart.map.legend import CHOSEN, RATE_SIGNS, SMALL, UNKNOWN
from dasbor.chart.still.ink import letters, patterns, tags
from dasbor.chart.still.lines import DASHES, make_symbol
from dasbor.chart.still.read import Figure, Parts, take

ROW = 18  # px of one line of signs
_SIDE, _GAP = 12, 14  # px of a sign; between one word and the next sign
_SIZE = theme.SIZES["catatan"]


@dataclass(frozen=True)
class Sign:
    """A sign of _SIDE x _SIDE pixels and its word."""

    word: str
    drawing: Markup

    @property
    def width(self) -> float:
        return (_SIDE + 5 if self.drawing else 0) + letters.measure(self.word, _SIZE) + _GAP


def list_series(figure: Figure, mark: str) -> list[Sign]:
    """The series of a figure that shows a legend."""
    if not figure.layout.get("showlegend"):
        return []
    shown = [t for t in figure.traces if t.get("name") and t.get("showlegend") is not False]
    return [Sign(tags.clean(t["name"]), _draw_series(t, f"{mark}-k{i}")) for i, t in enumerate(shown)]


def _draw_series(trace: Parts, name: str) -> Markup:
    marker = trace.get("marker") or {}
    if trace["type"] == "bar":
        return _draw_box(str(take(marker.get("color"), 0, theme.ACCENT)), marker.get("pattern"), name)
    line = trace.get("line") or {}
    stroke = {"stroke": line.get("color"), "stroke_width": 2, "stroke_dasharray": DASHES.get(str(line.get("dash", "")))}
    drawn = tags.make("path", d="M0 6H12", **stroke) if "lines" in str(trace.get("mode")) else Markup("")
    edge = take((marker.get("line") or {}).get("color"), 0)
    look = {
        "fill": take(marker.get("color"), 0, theme.ACCENT),
        "stroke": edge,
        "stroke_width": 2 if edge else None,
    }
    shape = make_symbol(str(take(marker.get("symbol"), 0, "circle")), 4)
    return drawn + tags.make("path", transform="translate(6 6)", d=shape, **look)


def _draw_box(colour: str, pattern: Parts | None, name: str, edge: str = theme.NO_DATA, width: float = 1) -> Markup:
    """A filled square; its hatch is its own, since one that stands in another drawing may be hidden."""
    shape = take((pattern or {}).get("shape"), 0, "")
    box = {"x": 0.5, "y": 0.5, "width": _SIDE - 1, "height": _SIDE - 1, "stroke": edge, "stroke_width": width}
    if not pattern or not shape:
        return tags.make("rect", fill=colour, **box)
    made = patterns.make(shape, colour, {key: take(part, 0) for key, part in pattern.items()})
    return tags.make("pattern", made.content, id=name, **made.size) + tags.make("rect", fill=f"url(#{name})", **box)


def list_classes(chart: Chart, mark: str) -> list[Sign]:
    """The classes, hatches and remarks of a map, which stand on the page in words of their own."""
    return [Sign(tags.clean(word), _draw_class(sign, f"{mark}-p{i}")) for i, (sign, word) in enumerate(chart.legend)]


def _draw_class(sign: str, name: str) -> Markup:
    if sign in RATE_SIGNS:
        return _draw_box(theme.RATE_COLOURS[RATE_SIGNS.index(sign)], None, name)
    if sign in (SMALL, UNKNOWN):
        return _draw_box(theme.GROUND, HATCHES[(SMALL, UNKNOWN).index(sign) + 1], name)
    return _draw_box(theme.WHITE, None, name, theme.TEXT, 3) if sign == CHOSEN else Markup("")


# ── on a page and in a picture ───────────────────────────────────────────────────────


def draw_on_page(signs: Sequence[Sign]) -> Markup:
    """Signs that break into lines wherever they have to."""
    if not signs:
        return Markup("")
    return tags.make("p", tags.join(_put_on_page(s) for s in signs), class_="kunci")


def _put_on_page(s: Sign) -> Markup:
    drawing = tags.make("svg", s.drawing, width=_SIDE, height=_SIDE, aria_hidden="true") if s.drawing else Markup("")
    return tags.make("span", drawing + Markup(" {}").format(s.word))


def measure(signs: Sequence[Sign], width: float) -> float:
    """Pixels that they need above a picture of this width."""
    return len(_break_rows(signs, width)) * ROW + (6 if signs else 0)


def _break_rows(signs: Sequence[Sign], width: float) -> list[list[Sign]]:
    rows: list[list[Sign]] = []
    for sign in signs:
        if rows and sum(s.width for s in rows[-1]) + sign.width - _GAP <= width:
            rows[-1].append(sign)
        else:
            rows.append([sign])
    return rows


def draw_in_picture(signs: Sequence[Sign], width: float) -> Markup:
    parts = []
    for i, row in enumerate(_break_rows(signs, width)):
        x = 0.0
        for sign in row:
            parts.append(_put_in_picture(sign, x, i * ROW + 2))
            x += sign.width
    return tags.join(parts)


def _put_in_picture(s: Sign, x: float, y: float) -> Markup:
    drawing, place = s.drawing, f"translate({tags.write(x)} {tags.write(y)})"
    drawing = tags.make("g", drawing, transform=place) if drawing else drawing
    text = tags.put(s.word)
    at = x + (_SIDE + 5 if s.drawing else 0)
    return drawing + tags.make("text", text, x=at, y=y + 10.5, font_size=_SIZE, fill=theme.TEXT)
