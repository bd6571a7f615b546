"""Drawings for a choice of the reader are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from dasbor import keep
from dasbor.chart.axis.area_marks import mark_area_changes
from dasbor.chart.axis.chosen import mark_quarter
from dasbor.chart.chart import Chart
from dasbor.choice import Choice
from dasbor.query import published
from dasbor.query.source import area_terms


def draw_once(chart: str, p: Choice, draw: Callable[[], Chart], indikator: str = "", *, counted: str = "") -> Chart:
    """A figure costs 20 ms to draw and nothing to show again. `counted`: as of name()."""
    return keep.keep_once(chart, p, lambda: name(draw(), p, indikator, counted), indikator)


def draw_trend_once(
    chart: str,
    p: Choice,
    draw: Callable[[], Chart],
    indikator: str = "",
    *other: object,
    counted: str = "",
    until: str = "",
) -> Chart:
    """The same for a chart over all quarters: choosing another one does not draw it anew. Where the area itself was
    divided or joined the quarters are told apart. until: its last quarter, where that is not the last one published."""
    newest = replace(p, periode=until or published.list_periods(p)[-1])
    return keep.keep_once(
        chart, newest, lambda: name(_draw_marked(p, draw), newest, indikator, counted), indikator, *other
    )


def name(g: Chart, p: Choice, indikator: str = "", counted: str = "") -> Chart:
    """With what its numbers are of, where its rows do not say so. `counted`: what they count where that is not the
    figures of the indicator itself, but its steps or classes."""
    return replace(
        g,
        indikator=indikator,
        counted=counted,
        wilayah=p.kode_wilayah,
        periode=p.periode,
        kelompok=p.kelompok_hitung,
    )


def _draw_marked(p: Choice, draw: Callable[[], Chart]) -> Chart:
    changes = area_terms.list_changes(p, p.kode_wilayah)
    return mark_area_changes(draw(), [(c.periode, c.said) for c in changes])


def put_headline(p: Choice, g: Chart, title: Callable[[], str], *key: object) -> Chart:
    """A trend with the chosen quarter marked and in the headline: drawn over several, it speaks of its last one."""
    return keep.keep_once("judul tren", p, lambda: _put_headline(p, g, title), g.indikator, g.periode, *key)


def _put_headline(p: Choice, g: Chart, title: Callable[[], str]) -> Chart:
    is_its_own = p.periode == g.periode
    return mark_quarter(g if is_its_own else replace(g, title=title(), periode=p.periode), p.periode)


def cut(rows: pd.DataFrame, until: str) -> pd.DataFrame:
    """Rows with their `periode` up to a quarter; all of them where it is "": a file about a quarter ends with it."""
    return rows[rows["periode"] <= until].reset_index(drop=True) if until else rows
