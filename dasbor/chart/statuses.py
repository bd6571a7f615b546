"""Statuses of cooperatives by area, stacked; the table and the marker are also those of the statuses by quarter."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from dasbor.chart import sentences, text, theme
from dasbor.chart.by_area import find_height, make_end_label, say_cut
from dasbor.chart.chart import Chart, Trace
from dasbor.frames import sum_by
from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.legible import MAX_BARS
from etl import skema

COUNTED = "status_koperasi"  # in the place of an indicator: cooperatives by status


def draw_statuses(data: pd.DataFrame, title: str, place: str, periode: str, unit: str = "kelurahan") -> Chart:
    """nama, status, jumlah -> stacked bars, the longest on top, total at the end. `unit`: the level of the areas.

    `title`: which area lacks most, as on the other pages; where most are inactive is said below it.
    """
    wide = widen_statuses(data, "nama").sort_values(["jumlah", "nama"], ascending=[False, True])
    shown = wide.head(MAX_BARS)
    bars = [_draw_status_bar(status, shown) for status in theme.STATUS_SIGNS if shown[status].sum() > 0]
    plot = theme.make_plot(*bars, height=find_height(len(shown), has_legend=True), barmode="stack")
    label = [make_end_label(b.jumlah, b.nama, language.format_number(b.jumlah)) for b in list_rows(shown)]
    plot.update_yaxes(**theme.NAME_AXIS)
    plot.update_layout(
        showlegend=True,
        margin={"t": 34},
        annotations=label,
        xaxis={"visible": False, "range": [0, _find_span(shown["jumlah"])]},
    )
    return Chart(
        plot,
        title,
        sentences.say_subtitle("Banyaknya koperasi menurut status", place, periode)
        + (f". {_say_statuses(wide, unit)}" if len(wide) > 1 else "")
        + say_cut(wide, "terbanyak", unit),
        _say_status_alt(wide, place, unit),
        shown.reset_index(drop=True),
        {
            "nama": language.capitalise(unit),
            **{s: t.label for s, t in theme.STATUS_SIGNS.items() if shown[s].sum() > 0},
            "jumlah": "Jumlah",
        },
    )


def widen_statuses(data: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row per area or quarter, one column per status in the palette's order, `jumlah` over them.

    A register without cooperatives of a status has none; a rekap that does not name a status does not say.
    """
    keys = data[by].tolist()
    told = sum_by(zip(keys, data["status"].tolist(), strict=True), data["jumlah"].tolist())
    recap_rows = (
        {k for k, x in zip(keys, data["sumber"].tolist(), strict=True) if x == "rekap"} if "sumber" in data else set()
    )
    rows = list(dict.fromkeys(key for key, _ in told))
    counts = {s: [told.get((k, s), None if k in recap_rows else 0) for k in rows] for s in theme.STATUS_SIGNS}
    wide = {s: np.array(column, dtype="float64" if None in column else "int64") for s, column in counts.items()}
    total = np.nansum(list(wide.values()), axis=0)  # whole numbers where all of them are
    return pd.DataFrame({by: pd.Series(rows, dtype=data[by].dtype), **wide, "jumlah": total})


def make_status_marker(status: str) -> dict[str, Any]:
    """Colour, hatch and the white line between neighbours, the same in every chart."""
    sign = theme.STATUS_SIGNS[status]
    return {
        "color": sign.colour,
        "line": {"color": theme.WHITE, "width": 2},
        "pattern": {
            "shape": sign.hatch,
            "fillmode": "overlay",
            "fgcolor": theme.WHITE,
            "fgopacity": 0.4,
            "solidity": 0.16,
            "size": 8,
        },  # faint enough to write a number over
    }


def make_status_bar(status: str, wide: pd.DataFrame, by: str) -> Trace:
    """One status of each row of `wide` (a column of numbers per status), along the names in the column `by`."""
    sign = theme.STATUS_SIGNS[status]
    return theme.make_bars(
        x=wide[status],
        y=wide[by],
        orientation="h",
        name=sign.label,
        marker=make_status_marker(status),
        hovertemplate=text.make_hover("%{y}: %{x} " + sign.label.lower()),
    )


def _draw_status_bar(status: str, wide: pd.DataFrame) -> Trace:
    """With its number inside."""
    return make_status_bar(status, wide, "nama") | {
        "text": wide[status].map(lambda x: str(x) if x else ""),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": theme.STATUS_SIGNS[status].text_colour, "size": theme.SIZES["catatan"]},
    }


def _say_statuses(wide: pd.DataFrame, unit: str) -> str:
    count = wide[wide[skema.INACTIVE] == wide[skema.INACTIVE].max()] if len(wide) else wide
    if count.empty:
        return "Belum ada data koperasi"
    total = int(count.iloc[0][skema.INACTIVE])
    if total == 0:
        return "Tidak ada koperasi tidak aktif"
    if len(count) > 2:
        return f"Koperasi tidak aktif terbanyak di {len(count)} {unit}, masing-masing {total}"
    return f"Koperasi tidak aktif terbanyak di {language.join_list(sorted(count['nama']))}: {total}"


def _say_status_alt(wide: pd.DataFrame, place: str, unit: str) -> str:
    if wide.empty:
        return f"{place}: {language.NO_DATA}."
    total = [
        f"{language.format_number(wide[s].sum())} {t.label.lower()}"
        for s, t in theme.STATUS_SIGNS.items()
        if wide[s].sum()
    ]
    most, least = (f"{wide['nama'].iloc[n]} ({language.format_number(wide['jumlah'].iloc[n])})" for n in (0, -1))
    span = f"Terbanyak {most}, tersedikit {least}. " if len(wide) > 1 else ""
    return (
        f"Batang bertumpuk {len(wide)} {unit}, {place}. Bersama-sama {language.join_list(total)}. "
        f"{span}{_say_statuses(wide, unit)}."
    )


def _find_span(total: pd.Series) -> float:
    return (total.max() if len(total) else 1) * 1.08 or 1
