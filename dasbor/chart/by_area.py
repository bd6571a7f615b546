"""Rates by area as bars, and what every chart with one bar an area shares. Pure functions from table to Chart."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.chart import sentences, text, theme
from dasbor.chart.chart import UNLINKED_CODE, Chart, Sketch, Trace
from dasbor.frames import sort_by
from dasbor.words import comparable, goal, interval, language
from dasbor.words.columns import list_rows
from dasbor.words.legible import MAX_BARS


def draw_rates(
    data: pd.DataFrame,
    indikator: str,
    measure: str,
    city: sentences.Ratio,
    *,
    place: str,
    periode: str,
    small_n: int,
    target: float | None = None,
    unit: str = "kelurahan",
) -> Chart:
    """nama, pembilang, penyebut, nilai -> one bar each, 0 to 100%, with n of N, target and the whole's value; those of
    few cases below the others, by name: they are not ranked."""
    ordered = interval.add_bounds(_sort_bars(data, small_n), small_n)
    shown = ordered if len(ordered) <= MAX_BARS else _take_lowest(ordered, small_n)
    return Chart(
        _draw_rate_plot(shown, city, place, target, small_n),
        sentences.say_ranking(ordered, indikator, small_n, target, city, place, unit),
        sentences.say_subtitle(measure, place, periode)
        + f". {sentences.say_small_n(small_n)}"
        + say_cut(ordered, "terendah", unit),
        sentences.say_areas_alt("Batang", ordered, indikator, small_n, place, city, unit),
        shown.reset_index(drop=True),
        _list_columns(unit),
        whole=(city.pembilang, city.penyebut),
    )


def _take_lowest(ordered: pd.DataFrame, small_n: int) -> pd.DataFrame:
    """Of those that may be compared, as many as there is room for."""
    ranked = ordered.loc[sentences.take_comparable(ordered, small_n).index]
    return (ranked if len(ranked) else ordered).tail(MAX_BARS)


def _sort_bars(data: pd.DataFrame, small_n: int) -> pd.DataFrame:
    rows = zip(data["nama"].tolist(), data["penyebut"].tolist(), data["nilai"].tolist(), strict=True)
    keys = [_rank_bar(name, whole, rate, small_n) for name, whole, rate in rows]
    return sort_by(data, keys)


def _rank_bar(name: str, whole: float, rate: float, small_n: int) -> tuple[bool, float, str]:
    """The highest rates first; those of few cases below every rate, above what nobody knows."""
    if not language.is_known(rate):
        return True, 0.0, name
    is_small = language.is_known(whole) and whole < small_n
    return False, 1.0 if is_small else -rate, name


def draw_beside(
    data: pd.DataFrame,
    indikator: str,
    measure: str,
    *,
    place: str,
    periode: str,
    small_n: int,
    target: float | None = None,
) -> Chart:
    """nama, pembilang, penyebut, nilai of one area and of those around it, the smallest first -> one bar each: an area
    alone would be ranked against itself."""
    shown, own = interval.add_bounds(data, small_n), list_rows(data)[0]
    form, names = f"{own.nama} di samping wilayah di atasnya", shown["nama"].tolist()
    plot = _draw_rate_plot(shown, sentences.NO_RATIO, place, target, small_n)
    plot.update_yaxes(
        tickvals=names, ticktext=[text.break_name(name) for name in names]
    )  # "Kecamatan …" is never short
    return Chart(
        plot,
        sentences.say_beside(data, indikator, small_n),
        sentences.say_subtitle(measure, f"{place} di samping wilayah di atasnya", periode)
        + f". {sentences.say_small_n(small_n)}",
        f"{form}: {'; '.join(_say_rate_of(b, small_n) for b in list_rows(data))}.",
        shown.rename(columns={"kode_wilayah": UNLINKED_CODE}),
        {**_list_columns("kecamatan"), "nama": "Wilayah"},
    )


def draw_in_order(
    data: pd.DataFrame,
    indikator: str,
    measure: str,
    whole: sentences.Ratio,
    *,
    place: str,
    periode: str,
    small_n: int,
    headline: str,
    together: str,
    target: float | None = None,
    unit: str = "pemda",
) -> Chart:
    """nama, kode_wilayah, pembilang, penyebut, nilai in the order given -> one bar each: side by side, not ranked.
    `whole`: the value of all of them together, which is called `together`."""
    shown = interval.add_bounds(data, small_n).reset_index(drop=True)
    plot = _draw_rate_plot(shown, whole, together, target, small_n)
    names = [text.break_name(_shorten(name)) for name in shown["nama"]]
    plot.update_yaxes(tickvals=shown["nama"].tolist(), ticktext=names)
    plot.update_xaxes(ticktext=["0%", theme.mark_wide_only("50%"), "100%"])  # names of areas leave a phone little room
    if any(text.BREAK in name for name in names):
        plot.update_layout(height=plot.layout["height"] + 10 * len(names))
    return Chart(
        plot,
        headline,
        f"{sentences.say_subtitle(measure, place, periode)}. {sentences.say_small_n(small_n)}",
        sentences.say_areas_alt("Batang", data, indikator, small_n, language.capitalise(together), whole, unit),
        shown,
        {**_list_columns("kecamatan"), "nama": language.capitalise(unit)},
        whole=(whole.pembilang, whole.penyebut),
    )


def _shorten(name: str) -> str:
    """ "Kab. Blitar", as everybody writes it where room is scarce."""
    return name.replace("Kabupaten ", "Kab. ", 1)


def _write_short_names(names: list[str]) -> dict[str, list[str]]:
    """What the axis says in the place of names of a province's areas, which are cut else; nothing of other names."""
    short = [_shorten(name) for name in names]
    return {} if short == names else {"tickvals": names, "ticktext": short}


def _say_rate_of(b: Any, small_n: int) -> str:
    count = language.format_fraction(b.pembilang, b.penyebut)
    if comparable.is_small(b.penyebut, small_n):
        return f"{b.nama} {count}"
    return f"{b.nama} {language.format_percent(b.nilai, b.penyebut)} ({count})"


def _draw_rate_plot(
    shown: pd.DataFrame, city: sentences.Ratio, place: str, target: float | None, small_n: int
) -> Sketch:
    plot = theme.make_plot(_draw_rate_bar(shown, small_n), height=find_height(len(shown), has_legend=True))
    plot.update_xaxes(range=[0, 1], tickvals=[0, 0.5, 1], tickformat=".0%", tickangle=0)
    plot.update_yaxes(**theme.NAME_AXIS, **_write_short_names(shown["nama"].tolist()))
    # labels stand in a column of their own, where no line crosses them
    labels = [_make_rate_label(b, small_n) for b in list_rows(shown)]
    whole = sentences.NO_RATIO if comparable.is_small(city.penyebut, small_n) else city
    lines, line_names = _draw_reference_lines(whole, place, target)
    plot.update_layout(margin={"t": 34, "r": 142}, annotations=[*labels, *line_names], shapes=lines)
    return plot


def _list_columns(unit: str) -> dict[str, str]:
    """With the kecamatan, unless the areas are kecamatan themselves."""
    around = {} if unit == "kecamatan" else {"kecamatan": ""}
    figures = {"pembilang": "", "penyebut": "", "nilai": ""}
    return {"nama": language.capitalise(unit), **around, **figures, **interval.INTERVAL_COLUMNS}


def _draw_rate_bar(ordered: pd.DataFrame, small_n: int) -> Trace:
    small = (ordered["penyebut"] < small_n).tolist()
    return theme.make_bars(
        x=ordered["nilai"],
        y=ordered["nama"],
        orientation="h",
        marker={
            # no colour of a value where nothing may be compared
            "color": [theme.NO_DATA if k else theme.ACCENT for k in small],
            "line": {"width": 0},
            "pattern": {
                "shape": ["/" if k else "" for k in small],
                "fillmode": "overlay",
                "fgcolor": theme.WHITE,
                "solidity": 0.35,
                "size": 6,
            },
        },
        customdata=[(b.kode_wilayah, b.nama, _say_rate_hover(b, small_n)) for b in list_rows(ordered)],
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hovertemplate="%{customdata[2]}<extra></extra>",
    )


def _say_rate_hover(b: Any, small_n: int) -> str:
    """ "Turi: 11 dari 12 (92%)", the interval, and whether the number may be compared."""
    if not language.is_known(b.nilai):
        return text.join_lines(f"{b.nama}: {language.format_percent(b.nilai, b.penyebut)}")
    note = [b.keterangan] if b.keterangan else []
    part = comparable.say_count_and_percent(b, small_n)
    bounds = f"selang 95%: {interval.say_interval(b.pembilang, b.penyebut)}"
    return text.join_lines(f"{b.nama}: {part}", bounds, *note)


def _make_rate_label(b: Any, small_n: int) -> dict[str, Any]:
    """What has no bar says its counts itself: of none there is no share, and nobody knows some."""
    label = make_end_label(1, b.nama, _write_rate_label(b, small_n))
    return label if language.is_known(b.nilai) else label | {"name": theme.OF_ROW}


def _write_rate_label(row: Any, small_n: int) -> str:
    if not language.is_known(row.nilai):
        return language.format_fraction(row.pembilang, row.penyebut)
    count = language.format_fraction(row.pembilang, row.penyebut)
    if comparable.is_small(row.penyebut, small_n):
        return f"{count} · n kecil"
    return text.make_bold(language.format_percent(row.nilai, row.penyebut)) + f"  {count}"


def _draw_reference_lines(
    city: sentences.Ratio, place: str, target: float | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The value of the whole and the target, each named above its line; named on opposite sides, a little away from
    their lines, so that the names keep apart also where the lines are one."""
    references = []
    if city.nilai is not None and language.is_known(city.nilai):
        said = f"{place} {language.format_percent(city.nilai, city.penyebut)}"
        references.append((city.nilai, said, "dot", theme.OF_WHOLE))
    if target is not None:
        references.append((target, f"target {goal.format_target(target)}", "solid", ""))
    references.sort()
    sides = [
        "right" if i == 0 and (len(references) > 1 or value > 0.5) else "left"
        for i, (value, *_) in enumerate(references)
    ]
    return (
        [theme.make_vertical(value, width=1.5, dash=dash) for value, _, dash, _ in references],
        [
            theme.make_note(value, 1, written, yref="paper", yanchor="bottom", xanchor=s, xshift=_APART[s], name=kind)
            for (value, written, _, kind), s in zip(references, sides, strict=True)
        ],
    )


_APART = {"right": -4, "left": 4}  # px between a line and its name


# ── also those of other charts by area ───────────────────────────────────────────────


def say_cut(areas: pd.DataFrame, which: str, unit: str) -> str:
    """Said when not areas area is drawn."""
    if len(areas) <= MAX_BARS:
        return ""
    return f". Digambar {MAX_BARS} {which} dari {len(areas)} {unit}"


def find_height(bars: int, has_legend: bool) -> int:
    """px for so many bars, their axis and the legend or the words above them."""
    return max(bars, 2) * theme.BAR_HEIGHT + (44 if has_legend else 16) + 24


def make_end_label(x: float, y: str, written: str) -> dict[str, Any]:
    """A text right of the end of the bar called `y`."""
    return theme.make_note(x, y, written, xanchor="left", xshift=5)
