"""Charts of annual meetings (RAT): what cooperatives owe, and inactive ones under two rules. Pure functions."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.chart import quarter_axis, sentences, text, theme
from dasbor.chart.chart import Chart, Trace
from dasbor.chart.statuses import make_status_bar
from dasbor.frames import sum_by
from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.rat_states import AS_TYPED, RAT_NOT_OWED, STATE_ORDER
from etl import periode as triwulan
from etl import skema

_HEIGHT, _TOP, _BOTTOM = 300, 24, 40
_LEGEND = "Garis penuh: status tertulis; garis putus dan titik: dihitung dari RAT"
_LABEL_GAP = 16  # pixels between two labels at the end of lines


def draw_compliance(count: pd.DataFrame, place: str, periode: str, official_years: int) -> Chart:
    """keadaan_rat, status, menunggak, jatuh_tempo, jumlah of the registered -> bars by what is owed, split by the
    typed status."""
    wide = _widen_states(count)
    known = [s for s in theme.STATUS_SIGNS if s in wide and wide[s].sum() > 0]
    bars = [make_status_bar(s, wide, "keadaan_rat") for s in known]
    plot = theme.make_plot(*bars, height=len(wide) * theme.BAR_HEIGHT + 60, barmode="stack", showlegend=True)
    plot.update_xaxes(visible=False, range=[0, wide["jumlah"].max() or 1])
    names = wide["keadaan_rat"].tolist()
    plot.update_yaxes(**theme.NAME_AXIS, tickvals=names, ticktext=[text.break_name(name) for name in names])
    labels = [
        theme.make_note(b.jumlah, b.keadaan_rat, language.format_number(b.jumlah), xanchor="left", xshift=5)
        for b in list_rows(wide)
    ]
    plot.update_layout(margin={"t": 34, "r": 36}, annotations=labels)
    due = count["jatuh_tempo"].dropna()
    year = f"tahun buku {int(due.iloc[0])}" if len(due) else "tahun buku terakhir"
    subtitle = sentences.say_subtitle(f"Koperasi terdaftar, aktif dan tidak aktif, menurut RAT {year}", place, periode)
    alt = "; ".join(f"{b.keadaan_rat} {b.jumlah}" for b in list_rows(wide))
    return Chart(
        plot,
        _say_compliance(count, official_years),
        subtitle,
        f"{subtitle}: {alt}.",
        wide,
        {"keadaan_rat": "", **{s: theme.STATUS_SIGNS[s].label for s in known}, "jumlah": ""},
    )


def _widen_states(count: pd.DataFrame) -> pd.DataFrame:
    """One row per state of the RAT, one column per typed status, `jumlah` over them."""
    rows = list_rows(count)
    many = sum_by(((b.keadaan_rat, b.status) for b in rows), (b.jumlah for b in rows))
    counts = [[many.get((state, status), 0) for status in skema.REGISTERED_STATUSES] for state in STATE_ORDER]
    lines = [(state, *some, sum(some)) for state, some in zip(STATE_ORDER, counts, strict=True)]
    return pd.DataFrame(lines, columns=["keadaan_rat", *skema.REGISTERED_STATUSES, "jumlah"])


def _say_compliance(count: pd.DataFrame, official_years: int) -> str:
    """Of those that owe one: who was founded after that book year cannot be behind."""
    if count.empty:
        return "Belum ada data koperasi"
    rows = list_rows(count)
    obliged = sum(b.jumlah for b in rows if b.keadaan_rat != RAT_NOT_OWED)
    overdue = [b for b in rows if language.is_known(b.menunggak)]  # never recorded is not known to be overdue
    old = sum(b.jumlah for b in overdue if b.menunggak >= official_years)
    total = language.format_fraction(sum(b.jumlah for b in overdue), obliged)
    return f"{total} koperasi wajib menunggak RAT, {language.format_number(old)} sekurangnya {official_years} tahun"


def draw_rules(data: pd.DataFrame, n: int, official_years: int, place: str) -> Chart:
    """periode, aturan, status, jumlah -> inactive cooperatives per quarter: as typed, rule in use, chosen rule."""
    full = quarter_axis.fill_gaps(_count_inactive(data))
    line = [(AS_TYPED, "tertulis", "solid", theme.ACCENT, "circle")]
    line.append((str(official_years), f"aturan RAT, {official_years} th", "dash", theme.TEXT, "square"))
    if n != official_years:
        line.append((str(n), f"bila {n} th", "dot", theme.TEXT_MUTED, "diamond"))
    plot = theme.make_plot(*(_draw_line(full, *g) for g in line), height=_HEIGHT)
    top = max([1.0, *(full[g[0]].max() for g in line if full[g[0]].notna().any())]) * 1.15
    plot.update_yaxes(**quarter_axis.make_count_axis(top))
    breaks = quarter_axis.find_breaks(list_rows(full), "terdaftar", "register")
    shapes, written = quarter_axis.draw_marks(full, AS_TYPED, breaks)
    plot.update_layout(
        xaxis=quarter_axis.make_axis(full),
        shapes=shapes,
        annotations=[*written, *_make_end_labels(full, line, top)],
        margin={"l": 0, "r": 128, "t": _TOP, "b": 8},
    )
    column = {"periode": "", **{g[0]: f"Tidak aktif, {g[1]}" for g in line}, "terdaftar": ""}
    return Chart(
        plot,
        say_rules(full, n, official_years),
        f"Koperasi terdaftar yang tidak aktif, {place}, {quarter_axis.say_span(full)}. "
        f"{_LEGEND}{quarter_axis.say_breaks(breaks)}",
        _say_rules_alt(full, line, place),
        full,
        column,
    )


def _count_inactive(data: pd.DataFrame) -> pd.DataFrame:
    """One row per quarter, one column per rule with its inactive cooperatives, and `registered`."""
    inactive = data["jumlah"].where(data["status"] == skema.INACTIVE, 0)
    wide = data.assign(mati=inactive).pivot_table(index="periode", columns="aturan", values="mati", aggfunc="sum")
    wide.columns.name = None
    registered = data[data["aturan"] == AS_TYPED].groupby("periode")["jumlah"].sum()
    return wide.assign(terdaftar=registered).reset_index()


def _draw_line(full: pd.DataFrame, column: str, name: str, dash: str, colour: str, symbol: str) -> Trace:
    return theme.make_points(
        x=full["periode"].map(triwulan.find_index),
        y=full[column],
        mode="lines+markers",
        name=name,
        connectgaps=False,
        cliponaxis=False,
        line={"color": colour, "width": 2, "dash": dash},
        marker={"size": 6, "color": colour, "symbol": symbol},
        customdata=full["periode"].map(language.format_quarter),
        hovertemplate=text.make_hover("%{customdata}: %{y} tidak aktif, " + name),
    )


def _make_end_labels(
    full: pd.DataFrame, line: list[tuple[str, str, str, str, str]], top: float
) -> list[dict[str, Any]]:
    """Number and name of each line in the right margin, pushed apart where the lines end together."""
    known = full[full[AS_TYPED].notna()]
    if known.empty:
        return []
    end, pixels = known.iloc[-1], (_HEIGHT - _TOP - _BOTTOM) / top
    ordered = sorted(line, key=lambda g: -end[g[0]])
    written, limit = [], float("inf")
    for column, name, _, colour, _ in ordered:
        height = min(end[column] * pixels, limit - _LABEL_GAP)
        limit = height
        written.append(
            theme.make_note(
                1,
                end[column],
                text.make_bold(language.format_number(end[column])) + f" {name}",
                colour=colour,
                xref="paper",
                xanchor="left",
                xshift=6,
                yshift=height - end[column] * pixels,
            )
        )
    return written


def say_rules(full: pd.DataFrame, n: int, official_years: int, periode: str | None = None) -> str:
    """The newest quarter, or another one by its name."""
    known = full[full[AS_TYPED].notna()] if len(full) else full
    if periode is not None:
        known = known[known["periode"] == periode]
    if known.empty:
        return "Belum ada data koperasi"
    current = known.iloc[-1]
    when = f" {language.format_quarter(periode, True)}" if periode else ""
    wording = (
        f"Tidak aktif{when}: {language.format_number(current[AS_TYPED])} tertulis, "
        f"{language.format_number(current[str(official_years)])} menurut aturan RAT"
    )
    return wording if n == official_years else f"{wording}, {language.format_number(current[str(n)])} bila {n} tahun"


def _say_rules_alt(full: pd.DataFrame, line: list[tuple[str, str, str, str, str]], place: str) -> str:
    known = full[full[AS_TYPED].notna()] if len(full) else full
    if known.empty:
        return f"{place}: {language.NO_DATA}."
    content = [
        f"{language.format_quarter(b['periode'])}: "
        + language.join_list([f"{language.format_number(b[column])} {name}" for column, name, *_ in line])
        for _, b in known.iloc[[0, -1]].drop_duplicates("periode").iterrows()
    ]
    missing = [language.format_quarter(x) for x in full.loc[full[AS_TYPED].isna(), "periode"]]
    blank = f" Belum ada data: {language.join_list(missing, 6)}." if missing else ""
    return f"Koperasi tidak aktif, {place}. {'; '.join(content)}.{blank}"
