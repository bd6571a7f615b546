"""Horizontal bars of counts with their share, and columns of money over quarters. Pure functions to a Chart."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.chart import quarter_axis, text, theme
from dasbor.chart.chart import Chart, Trace
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl.indikator import Indicator

_MONEY_UNITS = ((1e9, "miliar rupiah"), (1e6, "juta rupiah"), (1.0, "rupiah"))
_MAX_LABELS = 10  # columns whose numbers a phone has room for; of more, every second one counted from the last


def draw_shares(data: pd.DataFrame, title: str, subtitle: str, measure: str, counted: str = "") -> Chart:
    """nama, pembilang, penyebut, nilai in the order given -> one bar each with "n · share"; None is said.

    `measure` names what is counted, for the text alternative and the table; `counted` what the bars hold where they
    are counts that are no share of anything.
    """
    if counted:
        data = data.assign(penyebut=float("nan"), nilai=float("nan"))
    names = [text.break_name(n) for n in data["nama"]]
    highest = theme.BAR_HEIGHT + (10 if any(text.BREAK in n for n in names) else 0)
    plot = theme.make_plot(_draw_share_bar(data, bool(counted)), height=max(len(data), 2) * highest + 16)
    longest = data["pembilang"].max() if data["pembilang"].notna().any() else 0
    plot.update_xaxes(visible=False, range=[0, longest or 1])
    plot.update_yaxes(**theme.NAME_AXIS, tickvals=data["nama"].tolist(), ticktext=names)
    plot.update_layout(margin={"r": 84}, annotations=[_make_share_label(b) for b in list_rows(data)])
    alt = "; ".join(f"{b.nama} {_say_bar(b)}" for b in list_rows(data)) or language.NO_DATA
    columns = {"nama": measure, "pembilang": counted, "penyebut": "", "nilai": ""}
    if counted:
        data, columns = data[["nama", "pembilang"]], {"nama": measure, "pembilang": counted}
    return Chart(plot, title, subtitle, f"{subtitle}: {alt}.", data, columns)


def _draw_share_bar(data: pd.DataFrame, counts_only: bool) -> Trace:
    return theme.make_bars(
        x=data["pembilang"],
        y=data["nama"],
        orientation="h",
        marker={"color": theme.ACCENT, "line": {"width": 0}},
        customdata=data["penyebut"],
        hovertemplate=text.make_hover("%{y}: %{x}" + ("" if counts_only else " dari %{customdata}")),
    )


def _make_share_label(b: Any) -> dict[str, Any]:
    x = b.pembilang if language.is_known(b.pembilang) else 0
    return theme.make_note(x, b.nama, _write_share_label(b), xanchor="left", xshift=5)


def add_shares(total: pd.DataFrame, start_from: float) -> pd.DataFrame:
    """nama, pembilang -> with penyebut and nilai; of nothing there is no share."""
    value = total["pembilang"] / start_from if start_from else float("nan")
    return total.assign(penyebut=start_from, nilai=value).reset_index(drop=True)


def _write_share_label(b: Any) -> str:
    if not language.is_known(b.pembilang):
        return language.NO_DATA
    percent = f"  {language.format_percent(b.nilai, b.penyebut)}" if language.is_known(b.nilai) else ""
    return text.make_bold(language.format_number(b.pembilang)) + percent


def _say_bar(b: Any) -> str:
    if not language.is_known(b.pembilang):
        return language.NO_DATA
    percent = f" ({language.format_percent(b.nilai, b.penyebut)})" if language.is_known(b.nilai) else ""
    return language.format_fraction(b.pembilang, b.penyebut) + percent


def draw_money(series: pd.DataFrame, measure: Indicator, place: str) -> Chart:
    """periode, jumlah, melapor, terdaftar -> columns from zero; a jump in the number that reports is marked."""
    full = quarter_axis.fill_gaps(series)
    divisor, scale = choose_scale(full["jumlah"], measure)
    plot = theme.make_plot(_draw_money_columns(full, divisor), height=300, margin={"t": 24, "r": 0})
    highest, lowest = _find_extremes(full["jumlah"])
    plot.update_yaxes(visible=False, range=[lowest / divisor * 1.15, highest / divisor * 1.15 or 1])
    breaks = quarter_axis.find_breaks(list_rows(full), "melapor", "yang melapor")
    shapes, written = quarter_axis.draw_marks(full, "jumlah", breaks)
    plot.update_layout(xaxis=quarter_axis.make_axis(full), shapes=shapes, annotations=written)
    return Chart(
        plot,
        _say_money(full, measure),
        f"{measure.name} dalam {scale}, {place}, "
        f"{quarter_axis.say_span(full)}{_say_reporting(full)}{quarter_axis.say_breaks(breaks)}",
        _say_money_alt(full, measure, place),
        full,
        {"periode": "", "jumlah": measure.name, "melapor": "", "terdaftar": ""},
    )


def choose_scale(amounts: pd.Series, measure: Indicator) -> tuple[float, str]:
    """What the amounts of Rp are divided by, and how that is called; other amounts stay as they are."""
    if not measure.money:
        return 1.0, measure.satuan
    large = max(abs(x) for x in _find_extremes(amounts))
    return next(((b, name) for b, name in _MONEY_UNITS if large >= b), _MONEY_UNITS[-1])


def _find_extremes(amounts: pd.Series) -> tuple[float, float]:
    """Largest and smallest sum, zero always between them: columns start at zero."""
    known = amounts.dropna()
    return max([0.0, *known]), min([0.0, *known])


def _draw_money_columns(full: pd.DataFrame, divisor: float) -> Trace:
    words = [
        (language.format_quarter(b.periode), language.format_fraction(b.melapor, b.terdaftar)) for b in list_rows(full)
    ]
    return theme.make_bars(
        x=full["periode"].map(triwulan.find_index),
        y=full["jumlah"] / divisor,
        marker={"color": theme.ACCENT},
        text=write_above(full["jumlah"], divisor),
        textposition="outside",
        textfont={"color": theme.TEXT, "size": theme.SIZES["catatan"]},
        textangle=0,
        constraintext="none",
        cliponaxis=False,
        customdata=words,
        hovertemplate="%{customdata[0]}: %{y:,.2f} (%{customdata[1]} melapor)<extra></extra>",
    )


def write_above(amounts: pd.Series, divisor: float) -> list[str]:
    """The numbers over the columns; of many a phone shows every second one, counted from the last."""
    step = 2 if len(amounts) > _MAX_LABELS else 1
    written = [_format_short(x / divisor if language.is_known(x) else None) for x in amounts]
    return [theme.mark_wide_only(w) if (len(amounts) - 1 - i) % step else w for i, w in enumerate(written)]


def _format_short(value: float | None) -> str:
    """At most four digits over a column."""
    if value is None:
        return ""
    return language.format_number(value, 0 if abs(value) >= 100 or value == int(value) else 1)


def _say_money(full: pd.DataFrame, measure: Indicator) -> str:
    known = full[full["jumlah"].notna()] if len(full) else full
    if known.empty:
        return f"{measure.name}: {language.NO_DATA}"
    wording = f"{measure.name} {_format_amount(known.iloc[-1]['jumlah'], measure)}"
    if len(known) == 1:
        return wording
    previous, current = known.iloc[-2], known.iloc[-1]
    difference = current["jumlah"] - previous["jumlah"]
    word = language.say_moved_by(difference, lambda x: _format_amount(x, measure))
    return f"{wording}, {word} sejak {language.format_quarter(previous['periode'], True)}"


def say_money_at(full: pd.DataFrame, measure: Indicator, periode: str) -> str:
    """Headline while a quarter before the last is chosen."""
    one = full[(full["periode"] == periode) & full["jumlah"].notna()]
    large = language.NO_DATA if one.empty else _format_amount(one.iloc[0]["jumlah"], measure)
    return f"{measure.name} {large} pada {language.format_quarter(periode, True)}"


def _format_amount(value: float, measure: Indicator) -> str:
    return language.format_rupiah(value) if measure.money else f"{language.format_number(value, 0)} {measure.satuan}"


def _say_reporting(full: pd.DataFrame) -> str:
    if full.empty:
        return ""
    end = full.iloc[-1]
    return (
        f". {language.format_fraction(end['melapor'], end['terdaftar'])} koperasi melapor pada "
        f"{language.format_quarter(end['periode'], True)}"
    )


def _say_money_alt(full: pd.DataFrame, measure: Indicator, place: str) -> str:
    known = full[full["jumlah"].notna()] if len(full) else full
    if known.empty:
        return f"{measure.name}, {place}: {language.NO_DATA}."
    points = (
        ("terakhir", -1),
        ("tertinggi", int(known["jumlah"].argmax())),
        ("terendah", int(known["jumlah"].argmin())),
    )
    told = [
        f"{word} {_format_amount(known.iloc[i]['jumlah'], measure)} pada "
        f"{language.format_quarter(known.iloc[i]['periode'], True)}"
        for word, i in points
    ]
    missing = [language.format_quarter(x) for x in full.loc[full["jumlah"].isna(), "periode"]]
    return f"{measure.name}, {place}: {'; '.join(told)}." + (
        f" Belum ada data: {language.join_list(missing, 6)}." if missing else ""
    )
