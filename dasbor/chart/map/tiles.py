"""Map of rates: one equal-area tile per kelurahan, placed like the real city. Bars, so that hatches and clicks work.

What is said of an area (colour, hatch, hover, table) is shared with the map of boundaries in outlines.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from dasbor.chart import sentences, text, theme
from dasbor.chart.chart import Chart, Sketch, Trace
from dasbor.chart.map import legend, phone
from dasbor.chart.map.hatches import HATCHES
from dasbor.chart.still.ink import words
from dasbor.words import interval, language
from dasbor.words.columns import list_rows

TILE_HEIGHT = 40  # room for three lines of a phone
TILE_SIDE = 0.95  # of a cell; the rest is the gap
# where the words of a tile stand and what a pointer shows, the same on every tile map
_TILE_LOOK: dict[str, Any] = {
    "width": TILE_SIDE,
    "textposition": "inside",
    "insidetextanchor": "middle",
    "textangle": 0,
    "constraintext": "inside",
    "hovertemplate": "%{hovertext}<extra></extra>",
    # the choice is drawn by us (border), so that it survives a rerun
    "selected": {"marker": {"opacity": 1}},
    "unselected": {"marker": {"opacity": 1}},
}


def draw_tiles(
    data: pd.DataFrame,
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
    tile_height: int = TILE_HEIGHT,
) -> Chart:
    """kode_wilayah, nama, pembilang, penyebut, nilai + acuan.kelurahan (ubin_*) -> tiles with value and n of N."""
    placed = locator.merge(data, left_on="kode_kelurahan", right_on="kode_wilayah", suffixes=("_acuan", ""))
    kinds = split_kinds(placed, small_n)
    tiles = [_draw_tile_bar(part, indikator, pattern, selected) for part, pattern in kinds]
    written = _draw_rate_text(kinds, indikator)
    plot = make_tile_plot(placed, *tiles, written, tile_height=tile_height, around=4, top=2)
    plot.update_layout(shapes=legend.draw_border(placed, selected))
    said = {"place": place, "periode": periode, "selected": selected, "headline": headline}
    return make_map(plot, "Peta ubin", data, indikator, measure, city, small_n=small_n, **said)


def make_tile_plot(
    placed: pd.DataFrame,
    *traces: Trace,
    tile_height: int = TILE_HEIGHT,
    around: int,
    top: int,
    **layout: object,
) -> Sketch:
    """A figure with `around` px more than the tiles need, `top` of them above; every tile map starts here."""
    column, row = placed["ubin_kolom"], placed["ubin_baris"]
    rows = int(row.max() - row.min() + 1) if len(placed) else 1
    plot = theme.make_plot(*traces, height=rows * tile_height + around, barmode="overlay", bargap=0, **layout)
    plot.update_layout(margin={"l": 0, "r": 0, "t": top, "b": 2})
    plot.update_xaxes(visible=False, range=[column.min() - 0.5, column.max() + 0.5])
    plot.update_yaxes(visible=False, range=[row.max() + 0.5, row.min() - 0.5])
    return plot


def make_map(
    plot: Sketch,
    form: str,
    data: pd.DataFrame,
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
    """A drawn map with its sentences and its table. The headline speaks of the chosen area, else of the whole."""
    inside = data[[legend.is_inside(code, selected) for code in data["kode_wilayah"]]] if selected else data
    content = data.sort_values(["nilai", "nama"], ascending=[True, True], na_position="last").reset_index(drop=True)
    return Chart(
        plot,
        headline,
        sentences.say_subtitle(measure, place, periode),
        sentences.say_areas_alt(form, data, indikator, small_n, place, city),
        interval.add_bounds(content, small_n),
        {"nama": "", "kecamatan": "", "pembilang": "", "penyebut": "", "nilai": "", **interval.INTERVAL_COLUMNS},
        legend=legend.list_signs(data, indikator, small_n, _name_chosen(inside) if selected else ""),
    )


def _name_chosen(inside: pd.DataFrame) -> str:
    """A kelurahan by its name, several by that of their kecamatan."""
    if len(inside) == 1:
        return str(inside.iloc[0]["nama"])
    return f"Kecamatan {inside.iloc[0]['kecamatan']}" if len(inside) else ""


def find_clicked(state: object) -> str | None:
    """The kode_wilayah of the tile that was clicked, from what st.plotly_chart returns."""
    point = state["selection"]["points"] if isinstance(state, dict) else []
    return str(point[0]["customdata"][0]) if point else None


Kinds = list[tuple[pd.DataFrame, dict[str, Any]]]  # areas with the hatch that they share


def split_kinds(placed: pd.DataFrame, small_n: int) -> Kinds:
    """Unknown, small and comparable areas, as far as there are any: each kind has its own hatch, so its own trace."""
    pairs = zip(placed["nilai"].tolist(), placed["penyebut"].tolist(), strict=True)
    kinds = [2 if not language.is_known(x) else int(language.is_known(n) and n < small_n) for x, n in pairs]
    found = [(np.flatnonzero([kind == k for kind in kinds]), pattern) for k, pattern in enumerate(HATCHES)]
    return [(placed.iloc[places], pattern) for places, pattern in found if len(places)]


def find_rate_classes(part: pd.DataFrame, indikator: str, pattern: dict[str, Any]) -> list[int | None]:
    """The colour class of each area; None where it is unknown or not comparable."""
    if pattern["shape"]:
        return [None] * len(part)
    return [theme.find_rate_class(x, indikator, n) for x, n in zip(part["nilai"], part["penyebut"], strict=True)]


def _draw_tile_bar(placed: pd.DataFrame, indikator: str, pattern: dict[str, Any], selected: str) -> Trace:
    classes = find_rate_classes(placed, indikator, pattern)
    areas = list_rows(placed)
    return draw_tile_bar(
        placed,
        marker={
            "color": [theme.GROUND if k is None else theme.RATE_COLOURS[k] for k in classes],
            "line": make_edges(placed, [choose_edge(k) for k in classes], selected),
            "pattern": {**pattern, "fillmode": "overlay"},
        },
        written=[_write_tile_text(b, b.nama, bool(pattern["shape"])) for b in areas],
        text_colour=[theme.TEXT if k is None else theme.RATE_TEXT_COLOURS[k] for k in classes],
        hovers=[say_hover(b, bool(pattern["shape"])) for b in areas],
    )


def draw_tile_bar(
    placed: pd.DataFrame,
    *,
    marker: dict[str, Any],
    written: Sequence[Markup],
    text_colour: str | list[str],
    hovers: Sequence[Markup],
    **look: object,
) -> Trace:
    """The tiles of areas that share a hatch, each with its words (`written`; on a phone phone.draw_text)."""
    return theme.make_bars(
        x=placed["ubin_kolom"],
        y=[TILE_SIDE] * len(placed),
        base=placed["ubin_baris"] - TILE_SIDE / 2,
        marker=marker,
        text=[theme.mark_wide_only(t) for t in written],
        insidetextfont={"color": text_colour, "size": 12},
        customdata=placed[["kode_wilayah", "nama"]],
        hovertext=hovers,
        **_TILE_LOOK,
        **look,
    )


def make_edges(placed: pd.DataFrame, colours: list[str], selected: str) -> dict[str, Any]:
    """The edge of each tile; that of the chosen area is dark and thick."""
    chosen = [bool(selected) and code == selected for code in placed["kode_wilayah"]]
    return {
        "color": [theme.TEXT if x else edge for x, edge in zip(chosen, colours, strict=True)],
        "width": [3 if x else 1 for x in chosen],
    }


def choose_edge(class_number: int | None) -> str:
    """Pale tiles need an edge of 3:1 against the white ground."""
    return theme.NO_DATA if class_number is None or class_number < 3 else theme.RATE_COLOURS[class_number]


def _draw_rate_text(kinds: Kinds, indikator: str) -> Trace:
    areas = [(b, bool(pattern["shape"])) for part, pattern in kinds for b in list_rows(part)]
    room = phone.measure_room([b.ubin_kolom for b, _ in areas], TILE_SIDE)
    class_number = [k for part, pattern in kinds for k in find_rate_classes(part, indikator, pattern)]
    colour = [theme.TEXT if k is None else theme.RATE_TEXT_COLOURS[k] for k in class_number]
    written = [_write_on_phone(b, has_pattern, room) for b, has_pattern in areas]
    return phone.draw_text([b for b, _ in areas], written, colour)


def write_amount(b: Any, incomparable: bool = False) -> str:
    """ "87%", of few cases "3/4"; where there is none, whether nothing is counted or nobody knows."""
    if language.is_known(b.nilai) and incomparable:
        return f"{language.format_number(b.pembilang)}/{language.format_number(b.penyebut)}"
    if language.is_known(b.nilai):
        return language.format_percent(b.nilai, b.penyebut)
    return "0 dari 0" if b.penyebut == 0 else "tanpa data"


def _write_on_phone(b: Any, incomparable: bool, room: float) -> Markup:
    """Where there is no room for the counts, the share alone; the table has them."""
    whole = _write_tile_text(b, phone.break_name(b, room), incomparable)
    if incomparable or not language.is_known(b.nilai) or _measure_last(whole) <= room:
        return whole
    return text.join_lines(phone.break_name(b, room), text.make_bold(language.format_percent(b.nilai, b.penyebut)))


def _measure_last(written: Markup) -> float:
    return words.measure(words.parse(written)[-1:], phone.SIZE)


def _write_tile_text(b: Any, name: str, incomparable: bool) -> Markup:
    if incomparable or not language.is_known(b.nilai):
        return text.join_lines(name, write_amount(b, incomparable))
    percent = text.make_bold(language.format_percent(b.nilai, b.penyebut))
    return text.join_lines(
        name, percent + f" {language.format_number(b.pembilang)}/{language.format_number(b.penyebut)}"
    )


def say_hover(b: Any, incomparable: bool = False) -> Markup:
    name = text.make_bold(b.nama)
    if not language.is_known(b.nilai):
        return text.join_lines(name, language.format_percent(b.nilai, b.penyebut))
    part = language.format_fraction(b.pembilang, b.penyebut)
    if not incomparable:
        part += f" ({language.format_percent(b.nilai, b.penyebut)})"
    note = [f"{interval.NOT_COMPARABLE}: n kecil"] if incomparable else []
    return text.join_lines(name, part, f"selang 95%: {interval.say_interval(b.pembilang, b.penyebut)}", *note)
