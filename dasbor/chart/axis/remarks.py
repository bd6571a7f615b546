"""Remarks in a chart over quarters: a pencil above the axis of each quarter that has one; the words when touched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from dasbor.chart import text, theme
from dasbor.chart.chart import Chart, Trace
from dasbor.words import language
from etl import periode as triwulan

COLUMN, SIGN = "catatan_petugas", "✎"
_WIDTH = 60  # letters of a line in the box


def mark_remarks(g: Chart, remarks: Mapping[str, Sequence[str]]) -> Chart:
    """The same chart with the remarks ({quarter: sentences}) of the quarters that it shows: a sign, its table and its
    text alternative; unchanged where it shows none of them."""
    shown = {p: remarks[p] for p in g.table.get("periode", ()) if remarks.get(p)}
    if not shown or g.is_empty:
        return g
    quarters = language.join_list([language.format_quarter(p, True) for p in shown])
    told = " ".join(f"{language.format_quarter(p, True)}: {' '.join(said)}" for p, said in shown.items())
    names = pd.Series(["; ".join(shown.get(p, ())) or None for p in g.table["periode"]], g.table.index, dtype=object)
    return replace(
        g,
        sketch=g.sketch.add(annotations=[_write_sign(p, said) for p, said in shown.items()]),
        subtitle=f"{g.subtitle.removesuffix('.')}. {SIGN} catatan: {quarters}",
        alt=f"{g.alt} Catatan {told}",
        table=g.table.assign(**{COLUMN: names}),
        columns={**g.columns, COLUMN: "Catatan petugas"} if g.columns else g.columns,
    )


def _write_sign(periode: str, said: Sequence[str]) -> Trace:
    lines = [language.format_quarter(periode, True), *(line for one in said for line in _wrap(one))]
    place = {"yref": "paper", "yanchor": "bottom", "xanchor": "center", "hovertext": str(text.join_lines(*lines))}
    return theme.make_note(triwulan.find_index(periode), 0, SIGN, theme.SIZES["catatan"], theme.ACCENT, **place)


def _wrap(sentence: str) -> list[str]:
    lines = [""]
    for word in sentence.split():
        if lines[-1] and len(lines[-1]) + len(word) >= _WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
