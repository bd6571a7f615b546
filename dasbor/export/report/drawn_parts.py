"""Parts that are a chart first: the trend, statuses by area, what changed."""

from __future__ import annotations

import pandas as pd

from dasbor.answers import charts, provenance, status_charts
from dasbor.chart import statuses
from dasbor.chart.changes import STEP_NAMES
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.export import about
from dasbor.export.report.part import Part
from dasbor.export.tables.sheet import Sheet
from dasbor.export.tables.xlsx_chart import SheetChart, list_colours
from dasbor.query import areas
from dasbor.words import columns, comparable, language, terms
from etl import palette, skema
from etl import periode as triwulan

LEADING = "koperasi_aktif"
_PERCENT = "0%"
_SIGNED = '+0;"−"0;0'  # the minus of the pages


def make_trend(p: Choice) -> Part:
    """Active cooperatives in all quarters up to the chosen one; a quarter without a value is a gap."""
    picture = charts.make_rate_trend(p, LEADING, p.periode)
    table = picture.table[
        [k for k in ("periode", "pembilang", "penyebut", "nilai", comparable.REMARK) if k in picture.table]
    ]
    table = _add_missing(table)
    table = table.assign(kapan=[language.format_quarter(str(q), True) for q in table["periode"]])
    shown = {"kapan": "Triwulan", "pembilang": "", "penyebut": "", "nilai": ""}
    shown |= {comparable.REMARK: "Catatan"} if comparable.REMARK in table else {}
    chart = SheetChart(
        "line", picture.title, "kapan", {"nilai": "Koperasi aktif"}, _PERCENT, floor=_find_floor(picture)
    )
    sheet = _make_sheet(p, "Tren", picture, table, shown, chart, {"nilai": ("pembilang", "penyebut")})
    return Part("tren", picture.title, sheet, picture)


def _find_floor(picture: Chart) -> float:
    """Where the axis of the page's chart begins, which its subtitle says."""
    span = picture.sketch.layout.get("yaxis", {}).get("range")
    return round(max(0.0, float(span[0])), 2) if span else 0.0


def _add_missing(table: pd.DataFrame) -> pd.DataFrame:
    """A row for each quarter between the first and the last: a line that leaps over one would hide that it lacks."""
    if table.empty:
        return table
    first, last = (triwulan.find_index(str(table["periode"].iloc[n])) for n in (0, -1))
    every = pd.DataFrame({"periode": [triwulan.make_from_index(n) for n in range(first, last + 1)]})
    return every.merge(table, on="periode", how="left")


def make_statuses(p: Choice) -> Part:
    """Cooperatives by status in the areas inside; of one area alone the statuses of the quarters up to the
    chosen one."""
    if areas.count_kelurahan(p) == 1:
        return _make_status_trend(p)
    unit = areas.find_level(p)
    counts = areas.count_statuses(p)
    picture = statuses.draw_statuses(counts, say_statuses(counts, unit), provenance.say_place(p), p.periode, unit)
    return Part(
        "status", picture.title, _make_status_sheet(p, picture, "nama", language.capitalise(unit), "bar"), picture
    )


def say_statuses(counts: pd.DataFrame, unit: str) -> str:
    """ "308 koperasi di 21 kelurahan menurut status, 301 terdaftar": as many as the bars show, so without those that
    are dissolved; of how many the other parts of the report speak, where that is another number."""
    counts = counts[counts["status"].isin(list(palette.STATUS_COLOURS))]
    total, places = counts["jumlah"].sum() if len(counts) else 0, counts["kode_wilayah"].nunique()
    registered = counts.loc[counts["status"] != skema.PROPOSED, "jumlah"].sum() if len(counts) else 0
    rest = f", {language.format_number(int(registered))} terdaftar" if registered != total else ""
    return terms.say_terms(f"{language.format_number(int(total))} koperasi di {places} {unit} menurut status{rest}")


def _make_status_trend(p: Choice) -> Part:
    picture = status_charts.make_status_trend(p, p.periode)
    table = picture.table.assign(kapan=[language.format_quarter(str(q), True) for q in picture.table["periode"]])
    of_words = Chart(picture.sketch, picture.title, picture.subtitle, picture.alt, table, picture.columns)
    return Part("status", picture.title, _make_status_sheet(p, of_words, "kapan", "Triwulan", "column"), picture)


def _make_status_sheet(p: Choice, picture: Chart, along: str, heading: str, kind: str) -> Sheet:
    """A status of which there is none anywhere is left out, as in the drawing."""
    found = [s for s in palette.STATUS_COLOURS if s in picture.table and picture.table[s].sum() > 0]
    names = {s: language.capitalise(s) for s in found}
    chart = SheetChart(
        "bar" if kind == "bar" else "column",
        picture.title,
        along,
        names,
        stacked=True,
        colours=list_colours(found),
    )
    return _make_sheet(p, "Status", picture, picture.table, {along: heading, **names, "jumlah": "Jumlah"}, chart)


def make_changes(p: Choice) -> Part:
    """What made the number of active cooperatives rise and fall since the register before."""
    picture = status_charts.make_bridge(p)
    named = tuple(status_charts.say_changes(p))
    steps = picture.table
    shown = {"langkah": "Langkah", "jumlah": "Koperasi aktif"} if "langkah" in steps else {str(k): "" for k in steps}
    inside = _list_steps(steps)
    colours = {"jumlah": palette.STATUS_COLOURS[skema.ACTIVE]}
    chart = SheetChart("bar", picture.title, "langkah", {"jumlah": "Perubahan"}, _SIGNED, colours=colours)
    sheet = _make_sheet(p, "Perubahan", picture, steps if inside.empty else inside, shown, chart)
    return Part("perubahan", picture.title, sheet, picture, named)


def _list_steps(table: pd.DataFrame) -> pd.DataFrame:
    """The steps alone: a bar of the totals beside them would make them unseen."""
    if "langkah" not in table:
        return table.iloc[:0]
    names = [language.capitalise(name) for name in STEP_NAMES.values()]
    return table[table["langkah"].isin(names)].reset_index(drop=True)


def _make_sheet(
    p: Choice,
    name: str,
    picture: Chart,
    table: pd.DataFrame,
    shown: dict[str, str],
    chart: SheetChart,
    rates: dict[str, tuple[str, str]] | None = None,
) -> Sheet:
    notes = [*about.list_notes(p), terms.say_terms(picture.subtitle)]
    drawn = [chart] if len(table) and chart.along in table and not picture.is_empty else []
    return Sheet(name, picture.title, table, shown, notes, rates or {}, drawn, forms={"kapan": columns.TEXT})
