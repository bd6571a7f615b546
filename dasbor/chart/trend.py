"""Charts over quarters: rates as a line, statuses as stacked columns. A missing quarter stays a gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dasbor.chart import bars, quarter_axis, sentences, text, theme, trend_line
from dasbor.chart.axis.rates import RateAxis, fit_axis, say_start
from dasbor.chart.chart import Chart, Sketch, Trace
from dasbor.chart.statuses import make_status_marker, widen_statuses
from dasbor.frames import list_columns
from dasbor.words import comparable, language
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl import skema
from etl.indikator import find_indicator

HEIGHT = 300
_LINE_HEIGHT = 228  # px of it between bottom and top of the upright axis
_STATUS_HEIGHT, _TOP, _PLOT_AREA = 440, 34, 358  # px: the chart, above the columns, the columns themselves
_AIR = 1.12  # room above the highest column for its total
_GAP = 15  # px between two numbers beside the last column


def draw_rates(
    series: pd.DataFrame,
    indikator: str,
    measure: str,
    *,
    place: str,
    target: float | None = None,
    mark_breaks: bool = True,
    new_bases: Sequence[tuple[str, str]] = (),
    small_n: int = 0,
    gaps: str = "",
) -> Chart:
    """periode, pembilang, penyebut, nilai -> line, its axis as long as it needs; breaks and gaps marked, ends labelled.

    `mark_breaks`: only where the denominator is the register: those of a training differ by nature.
    `new_bases`: quarters in which something else began to be measured, and what.
    `gaps`: of a series with a column `kurun`, which windows lack what. Such points, and those of fewer than `small_n`
    cases, have open marks and a dotted line.
    """
    full = comparable.add_remarks(quarter_axis.fill_gaps(series), small_n)
    breaks = quarter_axis.find_breaks(list_rows(full), "penyebut", "pembagi") if mark_breaks else list(new_bases)
    missing = full.loc[full["pembilang"].isna(), "periode"].tolist()
    axis = fit_axis(full["nilai"].dropna().tolist() if len(full) else [], target)
    return Chart(
        _draw_rate_plot(full, breaks, target, axis, small_n),
        sentences.say_trend(full, indikator, place, break_note=frozenset(p for p, _ in new_bases)),
        f"{measure}, {place}, {quarter_axis.say_span(full)}{quarter_axis.say_recap(full)}"
        f"{say_start(axis)}{quarter_axis.say_breaks(breaks)}{quarter_axis.say_signs(full, small_n, gaps)}",
        sentences.say_trend_alt(
            full,
            measure,
            place,
            missing,
            [f"{written} pada {language.format_quarter(p)}" for p, written in breaks],
            small_n,
        ),
        full,
        _list_columns(full, {"pembilang": "", "penyebut": "", "nilai": ""}),
    )


def _list_columns(full: pd.DataFrame, figures: dict[str, str]) -> dict[str, str]:
    """With the remarks where there are any."""
    return {"periode": "", **figures, **({comparable.REMARK: ""} if comparable.REMARK in full else {})}


def _draw_rate_plot(
    full: pd.DataFrame, breaks: quarter_axis.AxisBreaks, target: float | None, axis: RateAxis, small_n: int
) -> Sketch:
    lines = trend_line.draw_line(full, breaks, small_n)
    plot = theme.make_plot(*lines, height=HEIGHT, margin={"l": 0, "r": 72, "t": 24, "b": 8})
    plot.update_yaxes(range=axis.range, tickvals=axis.ticks, tickformat=".0%", showgrid=True)
    shapes, notes = quarter_axis.draw_marks(full, "nilai", breaks)
    marks, values = quarter_axis.draw_line_marks(full, target, axis.measure_pixels(_LINE_HEIGHT), small_n, axis.low)
    plot.update_layout(xaxis=quarter_axis.make_axis(full), shapes=[*shapes, *marks], annotations=[*notes, *values])
    return plot


def draw_counts(series: pd.DataFrame, indikator: str, measure: str, *, place: str, gaps: str = "") -> Chart:
    """periode, nilai (a count, or Rp) -> one column per quarter from zero, the number above it. `gaps`: as of
    draw_rates."""
    full, declared = comparable.add_remarks(quarter_axis.fill_gaps(series)), find_indicator(indikator)
    divisor, scale = bars.choose_scale(full["nilai"], declared) if declared and declared.money else (1.0, "")
    plot = theme.make_plot(_draw_count_column(full, divisor), height=HEIGHT, margin={"t": 24, "r": 0})
    known = full["nilai"].dropna() / divisor
    plot.update_yaxes(visible=False, range=[min([0.0, *known]) * 1.15, max([0.0, *known]) * 1.15 or 1])
    shapes, written = quarter_axis.draw_marks(full, "nilai", [])
    plot.update_layout(xaxis=quarter_axis.make_axis(full), shapes=shapes, annotations=written)
    return Chart(
        plot,
        sentences.say_trend(full, indikator, place),
        f"{measure}{f' dalam {scale}' if scale else ''}, {place}, "
        f"{quarter_axis.say_span(full)}{quarter_axis.say_recap(full)}{quarter_axis.say_signs(full, 0, gaps)}",
        sentences.say_count_alt(full, measure, place, is_money=bool(scale)),
        full,
        _list_columns(full, {"pembilang": measure}),
    )


def _draw_count_column(full: pd.DataFrame, divisor: float) -> Trace:
    written = [language.format_number(x, 0) if language.is_known(x) else "" for x in full["nilai"]]
    return theme.make_bars(
        x=full["periode"].map(triwulan.find_index),
        y=full["nilai"] / divisor,
        marker=_make_column_marker(full),
        text=written if divisor == 1 else bars.write_above(full["nilai"], divisor),
        textposition="outside",
        textfont={"color": theme.TEXT, "size": theme.SIZES["catatan"]},
        cliponaxis=False,
        constraintext="none",
        customdata=full["periode"].map(language.format_quarter),
        hovertemplate="%{customdata}: %{y}<extra></extra>"
        if divisor == 1
        else "%{customdata}: %{y:,.2f}<extra></extra>",
    )


def _make_column_marker(full: pd.DataFrame) -> dict[str, Any]:
    """A column of an incomplete window is an outline."""
    open_ones = [bool(sign) for sign in comparable.find_signs(full)]
    if not any(open_ones):
        return {"color": theme.ACCENT}
    colours = [theme.WHITE if is_open else theme.ACCENT for is_open in open_ones]
    return {"color": colours, "line": {"color": theme.ACCENT, "width": 1.5}}


def draw_statuses(data: pd.DataFrame, place: str) -> Chart:
    """periode, status, jumlah -> stacked columns per quarter, total above; an absent quarter leaves its place empty.

    Numbers stand in the columns where they can be read and always beside the last one; a phone shows fewer totals.
    """
    wide = quarter_axis.fill_gaps(widen_statuses(data, "periode"))
    known = [s for s in theme.STATUS_SIGNS if wide[s].fillna(0).sum() > 0]
    columns = [_draw_status_column(s, wide) for s in known]
    plot = theme.make_plot(*columns, _draw_totals(wide), height=_STATUS_HEIGHT, barmode="stack", showlegend=True)
    plot.update_yaxes(visible=False, range=[0, (wide["jumlah"].max() or 1) * _AIR])
    breaks = quarter_axis.find_breaks(list_rows(wide), "jumlah", "register")
    shapes, written = quarter_axis.draw_marks(wide, "jumlah", breaks)
    plot.update_layout(
        xaxis=quarter_axis.make_axis(wide),
        shapes=shapes,
        annotations=[*written, *_label_last_column(wide, known)],
        margin={"t": _TOP, "r": 30, "b": 8},
        uniformtext={"minsize": 11, "mode": "hide"},
    )
    return Chart(
        plot,
        say_statuses(wide),
        f"Banyaknya koperasi menurut status, {place}, "
        f"{quarter_axis.say_span(wide)}{quarter_axis.say_recap(data)}"
        f"{quarter_axis.say_breaks(breaks)}",
        _say_status_alt(wide, place),
        wide,
        {"periode": "", **{s: theme.STATUS_SIGNS[s].label for s in known}, "jumlah": "Jumlah"},
    )


def say_whole(wide: pd.DataFrame, periode: str) -> str:
    """ ". T2 2025: 308 di register, 301 terdaftar dan 7 diusulkan dibubarkan" of a table of draw_statuses(): cards
    speak of the registered only. "" where all are, or nobody knows."""
    known = [b for b in _list_known(wide) if b["periode"] == periode]
    if not known or not known[-1][skema.PROPOSED] > 0:
        return ""
    end = known[-1]
    whole, proposed = (language.format_number(end[k]) for k in ("jumlah", skema.PROPOSED))
    registered = language.format_number(end["jumlah"] - end[skema.PROPOSED])
    when = language.format_quarter(end["periode"], True)
    return f". {when}: {whole} di register, {registered} terdaftar dan {proposed} diusulkan dibubarkan"


def _draw_totals(wide: pd.DataFrame) -> Trace:
    """Above every column; a phone has room for the first, one a year and the last."""
    number = wide["periode"].map(triwulan.find_index).tolist()
    staying = {n for n in number if (number[-1] - n) % 4 == 0} | {n for n in number[:1] if (number[-1] - n) % 4 > 1}
    written = [language.format_number(x) if language.is_known(x) else "" for x in wide["jumlah"]]
    return theme.make_points(
        x=number,
        y=wide["jumlah"],
        mode="text",
        textposition="top center",
        hoverinfo="skip",
        showlegend=False,
        text=[t if n in staying else theme.mark_wide_only(t) for n, t in zip(number, written, strict=True)],
        textfont={"color": theme.TEXT, "size": theme.SIZES["catatan"]},
    )


def _label_last_column(wide: pd.DataFrame, known: list[str]) -> list[dict[str, Any]]:
    """The numbers of the last quarter beside its column, pushed apart where its parts are thin."""
    if wide.empty or not language.is_known(wide.iloc[-1]["jumlah"]):
        return []
    end, pixels = wide.iloc[-1], _PLOT_AREA / ((wide["jumlah"].max() or 1) * _AIR)
    written, base, limit = [], 0.0, float("-inf")
    for name in (s for s in known if language.is_known(end[s]) and end[s] > 0):
        middle = base + end[name] / 2
        shift = max(0.0, limit + _GAP - middle * pixels)
        base, limit = base + end[name], middle * pixels + shift
        wording = text.make_bold(language.format_number(end[name]))
        written.append(
            theme.make_note(1, middle, wording, xref="paper", xanchor="left", xshift=3, yanchor="middle", yshift=shift)
        )
    return written


def _draw_status_column(name: str, wide: pd.DataFrame) -> Trace:
    sign = theme.STATUS_SIGNS[name]
    return theme.make_bars(
        x=wide["periode"].map(triwulan.find_index),
        y=wide[name],
        name=sign.label,
        marker=make_status_marker(name),
        text=wide[name].map(lambda x: language.format_number(x) if language.is_known(x) and x else ""),
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="inside",
        insidetextfont={"color": sign.text_colour, "size": theme.SIZES["catatan"]},
        customdata=wide["periode"].map(language.format_quarter),
        hovertemplate=text.make_hover("%{customdata}: %{y} " + sign.label.lower()),
    )


def say_statuses(wide: pd.DataFrame, periode: str | None = None) -> str:
    """The newest quarter against the one before; another one by its name."""
    known = [b for b in _list_known(wide) if periode in (None, b["periode"])]
    if not known:
        return "Belum ada data koperasi"
    current = known[-1]
    active, no = (f"{language.format_number(current[s])} {s}" for s in ("aktif", "tidak aktif"))
    if periode is not None:
        return f"{active}, {no} pada {language.format_quarter(periode, True)}"
    if len(known) == 1:
        return f"{active}, {no}"
    previous = known[-2]
    if not language.is_known(current["tidak aktif"] - previous["tidak aktif"]):
        return f"{active}, {no}"  # a rekap need not tell
    rising, falling = (language.say_direction(current[s] - previous[s]) for s in ("aktif", "tidak aktif"))
    return f"{active} ({rising}), {no} ({falling}) sejak {language.format_quarter(previous['periode'], True)}"


def _list_known(wide: pd.DataFrame) -> list[dict[str, Any]]:
    """The quarters of which the number is known."""
    rows = zip(*list_columns(wide), strict=True)
    return [b for b in (dict(zip(wide.columns, row, strict=True)) for row in rows) if language.is_known(b["jumlah"])]


def _say_status_alt(wide: pd.DataFrame, place: str) -> str:
    known = wide[wide["jumlah"].notna()] if len(wide) else wide
    if known.empty:
        return f"{place}: {language.NO_DATA}."
    start, end = known.iloc[0], known.iloc[-1]
    part = [
        f"{language.format_quarter(b['periode'])}: {language.format_number(b['aktif'])} aktif, "
        f"{language.format_number(b['tidak aktif'])} tidak aktif, "
        f"{language.format_number(b['diusulkan dibubarkan'])} diusulkan dibubarkan"
        for b in (start, end)
    ]
    missing = [language.format_quarter(p) for p in wide.loc[wide["jumlah"].isna(), "periode"]]
    blank = f" Belum ada data: {language.join_list(missing, 6)}." if missing else ""
    return f"Kolom bertumpuk per triwulan, {place}. {'; '.join(part)}.{blank}"
