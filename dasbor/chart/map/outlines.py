"""Map of rates with the real boundaries: filled outlines, a label inside each, and points that take the clicks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from dasbor.chart import sentences, text, theme
from dasbor.chart.chart import Chart, Sketch, Trace
from dasbor.chart.map import boundaries, legend, tiles
from dasbor.chart.map.boundaries import LabelPlace, Outline
from dasbor.words import language
from dasbor.words.columns import list_rows

HEIGHT = 284  # the front page is one screen of 1366 x 768
_WIDTH = 358  # px across that the labels are measured for: a phone
_FONT_SIZES = (12, 11, 10)
_LETTER_WIDTH, _LINE_HEIGHT = 0.5, 1.25  # of the size
_KEY_LETTERS = "abcdefghijklmn"  # areas whose name does not fit; a longer key in a sentence would not be read
_LIST_KEY_LETTERS = _KEY_LETTERS + "opqrstu"  # … in a list beside the map
_KEY_WIDTH = 104  # px beside the map that the names of lettered areas need
_TOUCH_PIXELS = 45  # click points across the map


def draw_outlines(
    data: pd.DataFrame,
    form: dict[str, Outline],
    locator: pd.DataFrame,
    indikator: str,
    measure: str,
    city: sentences.Ratio,
    *,
    place: str,
    periode: str,
    small_n: int,
    headline: str,
    selected: str = "",
) -> Chart:
    """kode_wilayah, nama, pembilang, penyebut, nilai + rings -> outlines with name and value inside."""
    areas = [(b, pattern) for part, pattern in tiles.split_kinds(data, small_n) for b in list_rows(part)]
    west, south, east, north = boundaries.measure_extent(form)
    stretch = boundaries.measure_stretch(form)
    scale = min(_WIDTH / (east - west), HEIGHT / ((north - south) * stretch))  # px for a degree of longitude
    beside = _WIDTH - scale * (east - west) >= _KEY_WIDTH
    letters = _LIST_KEY_LETTERS if beside else _KEY_LETTERS
    labels = _place_labels(areas, form, indikator, (scale, scale * stretch), _break_names(locator), letters)
    key = _list_key(areas, labels)
    plot = _draw_areas(areas, form, indikator, selected)
    plot.update_layout(annotations=[*labels.values(), *([_draw_key_beside(key)] if beside and key else [])])
    result = tiles.make_map(
        plot,
        "Peta batas wilayah",
        data,
        indikator,
        measure,
        city,
        place=place,
        periode=periode,
        small_n=small_n,
        headline=headline,
        selected=selected,
    )
    return replace(result, subtitle=result.subtitle + _say_key(key, len(areas) - len(labels), beside))


def _draw_areas(
    areas: list[tuple[Any, dict[str, Any]]], form: dict[str, Outline], indikator: str, selected: str
) -> Sketch:
    """The outlines, the chosen one on top of its neighbours, and the points to touch."""
    west, south, east, north = boundaries.measure_extent(form)
    stretch = boundaries.measure_stretch(form)
    outlines = [_draw_outline(b, form[b.kode_wilayah], indikator, pattern, selected) for b, pattern in areas]
    touch = _draw_touch(areas, form, (east - west) / _TOUCH_PIXELS, stretch)
    plot = theme.make_plot(*sorted(outlines, key=lambda o: o["line"]["width"]), touch, height=HEIGHT, hoverdistance=12)
    plot.update_layout(hoverlabel={"align": "left"}, margin={"l": 0, "r": 0, "t": 2, "b": 2})
    plot.update_xaxes(visible=False, range=[west, east], constrain="domain", constraintoward="left")
    plot.update_yaxes(visible=False, range=[south, north], scaleanchor="x", scaleratio=stretch)
    return plot


def _draw_outline(b: Any, form: Outline, indikator: str, pattern: dict[str, Any], selected: str) -> Trace:
    """One area as one filled path; a gap separates its parts, holes run the other way round."""
    class_number = _find_class(b, indikator, pattern)
    colour = theme.GROUND if class_number is None else theme.RATE_COLOURS[class_number]
    chosen = legend.is_inside(b.kode_wilayah, selected)
    x: list[float | None] = []
    y: list[float | None] = []
    for ring in form:
        x += [*(t[0] for t in ring), None]
        y += [*(t[1] for t in ring), None]
    # a hatched fill takes its ground from bgcolor, a plain one from fillcolor
    return theme.make_points(
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=colour,
        hoverinfo="skip",
        # said and followed in the still drawing; here the points to touch do both
        customdata=[[b.kode_wilayah, b.nama]],
        hovertext=[tiles.say_hover(b, bool(pattern["shape"]))],
        hovertemplate="%{hovertext}",
        fillpattern={**pattern, "fillmode": "replace", "bgcolor": colour} if pattern["shape"] else None,
        line={
            "color": theme.TEXT
            if chosen
            else theme.WHITE
            if class_number is not None and class_number > 2
            else theme.NO_DATA,
            "width": 3 if chosen else 1,
        },
    )


def _find_class(b: Any, indikator: str, pattern: dict[str, Any]) -> int | None:
    one = pd.DataFrame({"nilai": [b.nilai], "penyebut": [b.penyebut]})
    return tiles.find_rate_classes(one, indikator, pattern)[0]


def _draw_touch(areas: list[Any], form: dict[str, Outline], distance: float, stretch: float) -> Trace:
    """Filled outlines report no clicks: unseen points inside them do, each with its area's code."""
    point = [
        (x, y, b.kode_wilayah, b.nama, tiles.say_hover(b, bool(pattern["shape"])))
        for b, pattern in areas
        for x, y in boundaries.make_touch_points(form[b.kode_wilayah], distance, stretch)
    ]
    unseen = {"marker": {"opacity": 0}}
    return theme.make_points(
        x=[t[0] for t in point],
        y=[t[1] for t in point],
        mode="markers",
        marker={"size": 10, "opacity": 0},
        customdata=[[t[2], t[3]] for t in point],
        hovertext=[t[4] for t in point],
        hovertemplate="%{hovertext}<extra></extra>",
        selected=unseen,
        unselected=unseen,
    )


def _break_names(locator: pd.DataFrame) -> dict[str, list[str]]:
    """Where a long name may be broken: "Kepanjen|kidul" of the tile map, else at its blanks."""
    name = locator["kelurahan"].where(locator["ubin_label"].isna(), locator["ubin_label"])
    return {code: str(n).replace(" ", "|").split("|") for code, n in zip(locator["kode_kelurahan"], name, strict=True)}


def _place_labels(
    areas: list[Any],
    form: dict[str, Outline],
    indikator: str,
    scale: tuple[float, float],
    short: dict[str, list[str]],
    letters_left: str,
) -> dict[str, dict[str, Any]]:
    """kode_wilayah -> name and value in the largest size that fits inside, else a letter and the value."""
    result: dict[str, dict[str, Any]] = {}
    for b, pattern in sorted(areas, key=lambda x: x[0].kode_wilayah):
        class_number = _find_class(b, indikator, pattern)
        colour = theme.TEXT if class_number is None else theme.RATE_TEXT_COLOURS[class_number]
        amount = tiles.write_amount(b, bool(pattern["shape"]))
        fitting = _fit_label(form[b.kode_wilayah], [b.nama], short[b.kode_wilayah], amount, scale)
        if fitting is None and letters_left:
            fitting = _make_lettered(
                form[b.kode_wilayah], letters_left[0], amount if language.is_known(b.nilai) else "–", scale
            )
            letters_left = letters_left[1:] if fitting else letters_left
        if fitting is not None:
            at, wording, measure = fitting
            result[b.kode_wilayah] = theme.make_note(
                at.x, at.y, wording, measure, colour, yanchor="middle", xanchor="center", name=b.nama
            )
    return result


def _fit_label(
    form: Outline, name: list[str], short: list[str], amount: str, scale: tuple[float, float]
) -> tuple[LabelPlace, str, int] | None:
    """Place, text and size of the first form of the label that stays inside."""
    for measure in _FONT_SIZES:
        for row in (name, short):
            width = max(map(len, [*row, amount])) * measure * _LETTER_WIDTH / scale[0]
            at = boundaries.find_label_place(form, (len(row) + 1) * measure * _LINE_HEIGHT / scale[1])
            if width <= at.width:
                return at, text.join_lines(*row, text.make_bold(amount)), measure
    return None


def _make_lettered(
    form: Outline, letters: str, amount: str, scale: tuple[float, float]
) -> tuple[LabelPlace, str, int] | None:
    """Letter and value, or the letter alone."""
    measure = _FONT_SIZES[-1]
    at = boundaries.find_label_place(form, measure / scale[1])
    for wording, length in ((f"{letters} " + text.make_bold(amount), len(amount) + 2), (letters, 1)):
        if length * measure * _LETTER_WIDTH <= at.width * scale[0]:
            return at, wording, measure
    return None


def _list_key(areas: list[tuple[Any, dict[str, Any]]], labels: dict[str, dict[str, Any]]) -> list[str]:
    """The names of the lettered areas, with the value where there was room for the letter only."""
    letters = {k: c["text"] for k, c in labels.items() if text.BREAK not in c["text"]}
    by_code = {b.kode_wilayah: (b.nama, tiles.write_amount(b, bool(pattern["shape"]))) for b, pattern in areas}
    named = [(wording, *by_code[k]) for k, wording in letters.items()]
    return [f"{wording[0]} {name}" + (f" {amount}" if wording[1:] == "" else "") for wording, name, amount in named]


def _draw_key_beside(key: list[str]) -> dict[str, Any]:
    """The key as a list in the room that a tall map leaves."""
    wording = text.join_lines(*key)
    locator = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "top", "align": "left"}
    return theme.make_note(
        1, 1, wording, _FONT_SIZES[1 if len(key) < 20 else 2], theme.TEXT_MUTED, name="kunci", **locator
    )


def _say_key(key: list[str], other: int, beside: bool) -> str:
    """The key in words above a wide map, and a word on those that only hover and table name."""
    wording = f"Huruf di peta: {', '.join(key)}" if key and not beside else ""
    rest = f"{other} wilayah kecil tanpa tulisan: sentuh, atau lihat tabelnya" if other else ""
    return "".join(f". {one}" for one in (wording, rest) if one)
