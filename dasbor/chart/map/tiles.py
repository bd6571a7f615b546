"""Map of rates: one equal-area tile per kelurahan, placed like the real city. Bars, so that hatches and clicks work.

What is said of an area (colour, hatch, hover, table) is shared with the map of boundaries in outlines.py.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from dasbor.chart import sentences, text, theme
from dasbor.chart.by_area import Chart
from dasbor.words import interval, language
from dasbor.words.columns import list_rows

TILE_HEIGHT = 39
_TILE_SIDE = 0.95  # of a cell; the rest is the gap


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
    selected: str = "",
    tile_height: int = TILE_HEIGHT,
) -> Chart:
    """kode_wilayah, nama, pembilang, penyebut, nilai + acuan.kelurahan (ubin_*) -> tiles with value and n of N."""
    placed = locator.merge(data, left_on="kode_kelurahan", right_on="kode_wilayah", suffixes=("_acuan", ""))
    row = int(placed["ubin_baris"].max() - placed["ubin_baris"].min() + 1) if len(placed) else 1
    plot = theme.make_plot(
        *_draw_tiles(placed, indikator, small_n, selected),
        _draw_rate_text(placed, indikator, small_n),
        height=row * tile_height + 4,
        barmode="overlay",
        bargap=0,
    )
    plot.update_layout(margin={"l": 0, "r": 0, "t": 2, "b": 2})
    plot.update_xaxes(visible=False, range=[placed["ubin_kolom"].min() - 0.5, placed["ubin_kolom"].max() + 0.5])
    plot.update_yaxes(visible=False, range=[placed["ubin_baris"].max() + 0.5, placed["ubin_baris"].min() - 0.5])
    return make_map(plot, "Peta ubin", data, indikator, measure, city, place=place, periode=periode, small_n=small_n)


def make_map(
    plot: go.Figure,
    form: str,
    data: pd.DataFrame,
    indikator: str,
    measure: str,
    city: sentences.Ratio,
    *,
    place: str,
    periode: str,
    small_n: int,
) -> Chart:
    """A drawn map with its sentences and its table."""
    content = data.sort_values(["nilai", "nama"], ascending=[True, True], na_position="last").reset_index(drop=True)
    return Chart(
        plot,
        sentences.say_lowest(data, indikator, small_n),
        sentences.say_subtitle(measure, place, periode) + f". {sentences.say_small_n(small_n)}",
        sentences.say_areas_alt(form, data, indikator, small_n, place, city),
        interval.add_bounds(content, small_n),
        {"nama": "", "kecamatan": "", "pembilang": "", "penyebut": "", "nilai": "", **interval.INTERVAL_COLUMNS},
    )


def find_clicked(state: object) -> str | None:
    """The kode_wilayah of the tile that was clicked, from what st.plotly_chart returns."""
    point = state["selection"]["points"] if isinstance(state, dict) else []
    return str(point[0]["customdata"][0]) if point else None


# Hatches of the kinds of area: comparable, too few cases, unknown. The last two carry no colour of a class.
HATCHES: tuple[dict[str, Any], ...] = (
    {"shape": ""},
    {"shape": "/", "fgcolor": theme.TEXT_MUTED, "fgopacity": 0.4, "solidity": 0.12, "size": 8},
    {"shape": ".", "fgcolor": theme.NO_DATA, "fgopacity": 0.45, "solidity": 0.1, "size": 9},
)


def split_kinds(placed: pd.DataFrame, small_n: int) -> list[tuple[pd.DataFrame, dict[str, Any]]]:
    """The areas of each kind that there are, with its hatch."""
    blank, small = placed["nilai"].isna(), placed["nilai"].notna() & (placed["penyebut"] < small_n)
    return [
        (b, p) for b, p in zip((placed[~blank & ~small], placed[small], placed[blank]), HATCHES, strict=True) if len(b)
    ]


def find_rate_classes(part: pd.DataFrame, indikator: str, pattern: dict[str, Any]) -> list[int | None]:
    """The colour class of each area; None where it is unknown or not comparable."""
    return [theme.find_rate_class(x, indikator) if not pattern["shape"] else None for x in part["nilai"]]


def _draw_tiles(placed: pd.DataFrame, indikator: str, small_n: int, selected: str) -> list[go.Bar]:
    """Unknown, small and comparable areas are separate traces: each kind has its own hatch."""
    return [_draw_tile_bar(part, indikator, pattern, selected) for part, pattern in split_kinds(placed, small_n)]


def _draw_tile_bar(placed: pd.DataFrame, indikator: str, pattern: dict[str, Any], selected: str) -> go.Bar:
    is_selected = [bool(selected) and code == selected for code in placed["kode_wilayah"]]
    class_number = find_rate_classes(placed, indikator, pattern)
    return go.Bar(
        x=placed["ubin_kolom"],
        y=[_TILE_SIDE] * len(placed),
        base=placed["ubin_baris"] - _TILE_SIDE / 2,
        width=_TILE_SIDE,
        marker={
            "color": [theme.GROUND if k is None else theme.RATE_COLOURS[k] for k in class_number],
            "line": {
                "color": [theme.TEXT if x else choose_edge(k) for x, k in zip(is_selected, class_number, strict=True)],
                "width": [3 if x else 1 for x in is_selected],
            },
            "pattern": {**pattern, "fillmode": "overlay"},
        },
        text=[theme.mark_wide_only(_write_tile_text(b, b.nama)) for b in list_rows(placed)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="inside",
        insidetextfont={
            "color": [theme.TEXT if k is None else theme.RATE_TEXT_COLOURS[k] for k in class_number],
            "size": 12,
        },
        customdata=placed[["kode_wilayah", "nama"]],
        hovertext=[say_hover(b, bool(pattern["shape"])) for b in list_rows(placed)],
        hovertemplate="%{hovertext}<extra></extra>",
        # the choice is drawn by us (border), so that it survives a rerun
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def choose_edge(class_number: int | None) -> str:
    """Pale tiles need an edge of 3:1 against the white ground."""
    return theme.NO_DATA if class_number is None or class_number < 3 else theme.RATE_COLOURS[class_number]


def _draw_rate_text(placed: pd.DataFrame, indikator: str, small_n: int) -> go.Scatter:
    content = pd.concat(
        [part.assign(pola=pattern["shape"]) for part, pattern in split_kinds(placed, small_n)] or [placed]
    )
    class_number = [
        k for part, pattern in split_kinds(placed, small_n) for k in find_rate_classes(part, indikator, pattern)
    ]
    colour = [theme.TEXT if k is None else theme.RATE_TEXT_COLOURS[k] for k in class_number]
    return draw_phone_text(content, [_write_tile_text(b, break_name(b)) for b in list_rows(content)], colour)


def draw_phone_text(placed: pd.DataFrame, written: list[str], colour: list[str]) -> go.Scatter:
    """The words in the tiles of a phone: a bar would shrink long ones until nobody can read them."""
    return go.Scatter(
        x=placed["ubin_kolom"],
        y=placed["ubin_baris"],
        mode="text",
        hoverinfo="skip",
        showlegend=False,
        text=[theme.mark_narrow_only(t) for t in written],
        textfont={"color": colour, "size": 10},
    )


def break_name(b: Any) -> Markup:
    """A long name broken as in "Kepanjen|kidul" of the drawn tile map, else the blanks of the name."""
    if len(b.nama) < 11:
        return text.join_lines(b.nama)
    label = str(b.ubin_label) if language.is_known(b.ubin_label) else ""
    matching = label.replace("|", "").lower() == b.nama.replace(" ", "").lower()
    return text.join_lines(*(label if matching else b.nama.replace(" ", "|", 1)).split("|"))


def _write_tile_text(b: Any, name: str) -> Markup:
    if not language.is_known(b.nilai):
        return text.join_lines(name, "tanpa data")
    percent = text.make_bold(language.format_percent(b.nilai, b.penyebut))
    return text.join_lines(
        name, percent + f" {language.format_number(b.pembilang)}/{language.format_number(b.penyebut)}"
    )


def say_hover(b: Any, incomparable: bool = False) -> Markup:
    name = text.make_bold(b.nama)
    if not language.is_known(b.nilai):
        return text.join_lines(name, language.NO_DATA)
    part = f"{language.format_fraction(b.pembilang, b.penyebut)} ({language.format_percent(b.nilai, b.penyebut)})"
    note = [f"{interval.NOT_COMPARABLE}: n kecil"] if incomparable else []
    return text.join_lines(name, part, f"selang 95%: {interval.say_interval(b.pembilang, b.penyebut)}", *note)
