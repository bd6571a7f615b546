"""Charts by kelurahan: statuses stacked, rates as bars. Pure functions from table to Chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import sentences, text, theme
from dasbor.words import interval, language
from dasbor.words.columns import list_rows
from dasbor.words.legible import MAX_BARS
from etl import skema

BAR_HEIGHT = 25
# names of areas: first row on top, a little air before the bar
NAME_AXIS = {
    "autorange": "reversed",
    "ticklabelstandoff": 6,
    "tickfont": {"size": theme.SIZES["tabel"], "color": theme.TEXT},
}


@dataclass(frozen=True, eq=False)  # hashed as the object it is: what is kept of it is found again
class Chart:
    """A chart and all that belongs to it; `table` holds exactly what is drawn."""

    plot: go.Figure
    title: str
    subtitle: str
    alt: str
    table: pd.DataFrame
    columns: Mapping[str, str] = field(default_factory=dict)  # column -> heading, "" = the declared one
    indikator: str = ""  # whose numerators and denominators are drawn: "asal angka" lists them

    @property
    def is_empty(self) -> bool:
        """Nothing is known that could be drawn: the headline says so, empty axes would not."""
        if self.table.empty or "nilai" not in self.table:
            return self.table.empty
        return bool(self.table["nilai"].isna().all() and not (self.table["pembilang"] > 0).any())


# ── statuses ─────────────────────────────────────────────────────────────────────────


def draw_statuses(data: pd.DataFrame, place: str, periode: str, unit: str = "kelurahan") -> Chart:
    """nama, status, jumlah -> stacked bars, the longest on top, total at the end. `unit`: the level of the areas."""
    wide = widen_statuses(data, "nama").sort_values(["jumlah", "nama"], ascending=[False, True])
    shown = wide.head(MAX_BARS)
    bars = [_draw_status_bar(status, shown) for status in theme.STATUS_SIGNS if shown[status].sum() > 0]
    plot = theme.make_plot(*bars, height=_find_height(len(shown), has_legend=True), barmode="stack")
    label = [_make_end_label(b.jumlah, b.nama, language.format_number(b.jumlah)) for b in list_rows(shown)]
    plot.update_yaxes(**NAME_AXIS)
    plot.update_layout(
        showlegend=True,
        margin={"t": 34},
        annotations=label,
        xaxis={"visible": False, "range": [0, _find_span(shown["jumlah"])]},
    )
    return Chart(
        plot,
        _say_statuses(wide, unit),
        sentences.say_subtitle("Banyaknya koperasi menurut status", place, periode) + say_cut(wide, "terbanyak", unit),
        _say_status_alt(wide, place, unit),
        shown.reset_index(drop=True),
        {
            "nama": language.capitalise(unit),
            **{s: t.label for s, t in theme.STATUS_SIGNS.items() if shown[s].sum() > 0},
            "jumlah": "Jumlah",
        },
    )


def say_cut(every: pd.DataFrame, which: str, unit: str) -> str:
    """Said when not every area is drawn."""
    if len(every) <= MAX_BARS:
        return ""
    return f". Digambar {MAX_BARS} {which} dari {len(every)} {unit}"


def widen_statuses(data: pd.DataFrame, by: str) -> pd.DataFrame:
    """One row per area or quarter, one column per status in the palette's order, `jumlah` over them.

    A register without cooperatives of a status has none; a rekap that does not name a status does not say.
    """
    wide = data.groupby([by, "status"])["jumlah"].sum().unstack()
    wide = wide.reindex(columns=list(theme.STATUS_SIGNS))
    recap_rows = set(data.loc[data["sumber"] == "rekap", by]) if "sumber" in data else set()
    wide = wide.where(wide.notna() | wide.index.isin(recap_rows)[:, None], 0)
    wide["jumlah"] = wide.sum(axis=1)
    wide.columns.name = None
    return (wide if recap_rows else wide.astype("int64")).reset_index()


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


def _draw_status_bar(status: str, wide: pd.DataFrame) -> go.Bar:
    sign = theme.STATUS_SIGNS[status]
    written = wide[status].map(lambda x: str(x) if x else "")
    return go.Bar(
        x=wide[status],
        y=wide["nama"],
        orientation="h",
        name=sign.label,
        marker=make_status_marker(status),
        text=written,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="none",
        textfont={"color": sign.text_colour, "size": theme.SIZES["catatan"]},
        hovertemplate=text.make_hover("%{y}: %{x} " + sign.label.lower()),
    )


def _say_statuses(wide: pd.DataFrame, unit: str) -> str:
    count = wide[wide[skema.INACTIVE] == wide[skema.INACTIVE].max()] if len(wide) else wide
    if count.empty:
        return "Belum ada data koperasi"
    total = int(count.iloc[0][skema.INACTIVE])
    if total == 0:
        return "Tidak ada koperasi tidak aktif"
    if len(wide) == 1:
        return f"{count.iloc[0]['nama']}: {total} dari {count.iloc[0]['jumlah']} koperasi tidak aktif"
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
    large, small = wide.iloc[0], wide.iloc[-1]
    return (
        f"Batang bertumpuk {len(wide)} {unit}. {place}: {language.join_list(total)}. "
        f"Terbanyak {large['nama']} ({large['jumlah']}), tersedikit {small['nama']} ({small['jumlah']}). "
        f"{_say_statuses(wide, unit)}."
    )


# ── rates ────────────────────────────────────────────────────────────────────────────


def draw_rates(
    data: pd.DataFrame,
    indikator: str,
    ukuran: str,
    kota: sentences.Ratio,
    *,
    tempat: str,
    periode: str,
    n_kecil: int,
    target: float | None = None,
    satuan: str = "kelurahan",
) -> Chart:
    """nama, pembilang, penyebut, nilai -> one bar each, 0 to 100%, with n of N, target and the whole's value."""
    ordered = data.sort_values(["nilai", "nama"], ascending=[False, True], na_position="last").reset_index(drop=True)
    ordered = interval.add_bounds(ordered, n_kecil)
    shown = ordered if len(ordered) <= MAX_BARS else ordered[ordered["nilai"].notna()].tail(MAX_BARS)
    plot = theme.make_plot(_draw_rate_bar(shown, n_kecil), height=_find_height(len(shown), has_legend=True))
    plot.update_xaxes(range=[0, 1], tickvals=[0, 0.5, 1], tickformat=".0%", tickangle=0)
    plot.update_yaxes(**NAME_AXIS)
    # labels stand in a column of their own, where no line crosses them
    label = [_make_end_label(1, b.nama, _write_rate_label(b, n_kecil)) for b in list_rows(shown)]
    line, line_names = _draw_reference_lines(kota, tempat, target)
    plot.update_layout(margin={"t": 34, "r": 142}, annotations=[*label, *line_names], shapes=line)
    return Chart(
        plot,
        sentences.say_ranking(ordered, indikator, n_kecil, target, kota, tempat, satuan),
        sentences.say_subtitle(ukuran, tempat, periode)
        + f". {sentences.say_small_n(n_kecil)}"
        + say_cut(ordered, "terendah", satuan),
        sentences.say_areas_alt("Batang", ordered, indikator, n_kecil, tempat, kota, satuan),
        shown.reset_index(drop=True),
        _list_columns(satuan),
    )


def _list_columns(unit: str) -> dict[str, str]:
    """With the kecamatan, unless the areas are kecamatan themselves."""
    around = {} if unit == "kecamatan" else {"kecamatan": ""}
    figures = {"pembilang": "", "penyebut": "", "nilai": ""}
    return {"nama": language.capitalise(unit), **around, **figures, **interval.INTERVAL_COLUMNS}


def _draw_rate_bar(ordered: pd.DataFrame, small_n: int) -> go.Bar:
    small = (ordered["penyebut"] < small_n).tolist()
    return go.Bar(
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
        customdata=[(b.kode_wilayah, b.nama, _say_rate_hover(b)) for b in list_rows(ordered)],
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hovertemplate="%{customdata[2]}<extra></extra>",
    )


def _say_rate_hover(b: Any) -> str:
    """ "Turi: 11 dari 12 (92%)", the interval, and whether the number may be compared."""
    if not language.is_known(b.nilai):
        return text.join_lines(f"{b.nama}: {language.NO_DATA}")
    note = [b.keterangan] if b.keterangan else []
    part = f"{language.format_fraction(b.pembilang, b.penyebut)} ({language.format_percent(b.nilai, b.penyebut)})"
    bounds = f"selang 95%: {interval.say_interval(b.pembilang, b.penyebut)}"
    return text.join_lines(f"{b.nama}: {part}", bounds, *note)


def _write_rate_label(row: Any, small_n: int) -> str:
    if not language.is_known(row.nilai):
        return language.NO_DATA
    small = " · n kecil" if row.penyebut < small_n else ""
    percent = text.make_bold(language.format_percent(row.nilai, row.penyebut))
    return percent + f"  {language.format_fraction(row.pembilang, row.penyebut)}{small}"


def _draw_reference_lines(
    city: sentences.Ratio, place: str, target: float | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The value of the whole and the target, each named above its line; named on opposite sides when close."""
    content = []
    if city.nilai is not None and language.is_known(city.nilai):
        content.append((city.nilai, f"{place} {language.format_percent(city.nilai, city.penyebut)}", "dot"))
    if target is not None:
        content.append((target, f"target {language.format_percent(target)}", "solid"))
    content.sort()
    sides = [
        "right" if ordinal == 0 and (len(content) > 1 or value > 0.5) else "left"
        for ordinal, (value, _, _) in enumerate(content)
    ]
    return (
        [theme.make_vertical(value, width=1.5, dash=dash) for value, _, dash in content],
        [
            theme.make_note(value, 1, written, yref="paper", yanchor="bottom", xanchor=s)
            for (value, written, _), s in zip(content, sides, strict=True)
        ],
    )


# ── shared ───────────────────────────────────────────────────────────────────────────


def _find_height(row: int, has_legend: bool) -> int:
    return max(row, 2) * BAR_HEIGHT + (44 if has_legend else 16) + 24


def _find_span(total: pd.Series) -> float:
    return (total.max() if len(total) else 1) * 1.08 or 1


def _make_end_label(x: float, y: str, written: str) -> dict[str, Any]:
    return theme.make_note(x, y, written, xanchor="left", xshift=5)
