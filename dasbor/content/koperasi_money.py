"""The money of one cooperative over the quarters: cards with lines, and a table with the cells."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from markupsafe import Markup

from dasbor.blocks.line_image import draw_line_image
from dasbor.content.koperasi import CooperativeRecord
from dasbor.query import cells
from dasbor.query.source.hidden_names import is_hidden
from dasbor.ui import markup, page
from dasbor.ui.layout import folded
from dasbor.words import columns, language
from etl import skema

# how a figure is said in a word
_SHORT: dict[str, Callable[[float], str]] = {
    columns.MONEY: language.format_rupiah,
    columns.NUMBER: language.format_number,
}


def show_money(r: CooperativeRecord) -> None:
    page.put_html(_make_cards(r.history))
    names = _list_columns()
    pairs = {n: heading for k in names for n, heading in ((k, ""), (f"sel_{k}", f"Sel {k.replace('_', ' ')}"))}
    folded.show_list(
        list_money(r),
        "Keuangan per triwulan",
        [],
        f"koperasi_{r.id}_keuangan",
        columns={"periode": "", **dict.fromkeys(names, "")},
        if_empty="Belum ada angka keuangan yang dilaporkan.",
        small={k: f"sel_{k}" for k in names},
        file_columns={"periode": "", **pairs},
        subtitle="" if is_hidden(r.p) else "Di bawah setiap angka: selnya di buku kerja triwulan itu.",
    )


def _list_columns() -> tuple[str, ...]:
    """The columns of the register that are shown over the quarters."""
    return skema.COOPERATIVES_SHEET.sections[skema.KEUANGAN]


def list_drawn() -> tuple[str, ...]:
    """Those that are drawn."""
    return tuple(k.nama for k in skema.COOPERATIVES_SHEET.stored_columns if k.has_trend)


def list_money(r: CooperativeRecord) -> pd.DataFrame:
    """The money columns over the quarters, newest first, each with its cell in sel_<column>."""
    names = _list_columns()
    known = r.history[r.history[list(names)].notna().any(axis=1)].iloc[::-1]
    return known.assign(**{f"sel_{k}": _list_cells(r, known, k) for k in names})


def _list_cells(r: CooperativeRecord, rows: pd.DataFrame, column: str) -> list[str]:
    """Where the values of a column are written; "" for a blank one."""
    addresses = cells.list_addresses(r.p, rows, [column])
    return [a if language.is_known(v) else "" for a, v in zip(addresses, rows[column], strict=True)]


# ── cards ────────────────────────────────────────────────────────────────────────────


def _make_cards(history: pd.DataFrame) -> Markup:
    """A card per drawn column: last value, change since the quarter reported before, the line of all quarters."""
    headings = columns.list_headings(history, dict.fromkeys(list_drawn(), ""))
    cards = [_make_card(k, history[["periode", k.name]].rename(columns={k.name: "nilai"})) for k in headings]
    return markup.render_template("money_cards.html", cards=cards)


def _make_card(k: columns.Heading, series: pd.DataFrame) -> dict[str, object]:
    title, write = k.title, _SHORT.get(k.form, language.format_number)
    known = series[series["nilai"].notna()]
    if known.empty:
        return {"title": title, "value": language.NO_DATA, "change": "", "since": "", "image": ""}
    current, (change, since) = known.iloc[-1], _say_change(known, write)
    return {
        "title": f"{title}, {language.format_quarter(current['periode'], True)}",
        "value": write(current["nilai"]),
        "change": change,
        "since": since,
        "image": draw_line_image(series, title, write),
    }


def _say_change(known: pd.DataFrame, write: Callable[[float], str]) -> tuple[str, str]:
    """How the value moved, and since when; "" when it was reported once."""
    if len(known) < 2:
        return language.say_difference(None), ""
    previous, current = known.iloc[-2], known.iloc[-1]
    difference = current["nilai"] - previous["nilai"]
    since = language.format_quarter(previous["periode"], True)
    if difference == 0:
        return "tetap", since
    return f"{'▲ naik' if difference > 0 else '▼ turun'} {write(abs(difference))}", since
