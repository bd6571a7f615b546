"""Charts over quarters: rates as a line, statuses as stacked columns. A missing quarter stays a gap."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import quarter_axis, sentences, text, theme
from dasbor.chart.by_area import Chart, make_status_marker, widen_statuses
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan

HEIGHT = 300
_STATUS_HEIGHT, _TOP, _PLOT_AREA = 440, 34, 358  # px: the chart, above the columns, the columns themselves
_AIR = 1.12  # room above the highest column for its total
_GAP = 15  # px between two numbers beside the last column


def draw_rates(
    deret: pd.DataFrame, indikator: str, ukuran: str, *, tempat: str, target: float | None = None, tandai: bool = True,
    berganti: Sequence[tuple[str, str]] = (),
) -> Chart:  # fmt: skip
    """periode, pembilang, penyebut, nilai -> line from 0 to 100%; breaks and gaps marked, ends labelled.

    `tandai`: mark breaks. Only where the denominator is the register: those of a training differ by nature.
    `berganti`: quarters in which something else began to be measured, and what.
    """
    penuh = quarter_axis.fill_gaps(deret)
    patah = quarter_axis.find_breaks(penuh, "penyebut", "pembagi") if tandai else list(berganti)
    figur = theme.make_plot(_draw_line(penuh, patah), tinggi=HEIGHT, margin={"l": 0, "r": 72, "t": 24, "b": 8})
    figur.update_yaxes(range=[0, 1.02], tickvals=[0, 0.5, 1], tickformat=".0%", showgrid=True)
    bidang, tulis = quarter_axis.draw_marks(penuh, "nilai", patah)
    garis, nilai = quarter_axis.draw_line_marks(penuh, target)
    figur.update_layout(xaxis=quarter_axis.make_axis(penuh), shapes=[*bidang, *garis], annotations=[*tulis, *nilai])
    hilang = penuh.loc[penuh["nilai"].isna(), "periode"].tolist()
    return Chart(
        figur,
        sentences.say_trend(penuh, indikator, tempat, putus=frozenset(p for p, _ in berganti)),
        f"{ukuran}, {tempat}, {quarter_axis.say_span(penuh)}{quarter_axis.say_recap(penuh)}{quarter_axis.say_breaks(patah)}",
        sentences.say_trend_alt(
            penuh, ukuran, tempat, hilang, [f"{tulis} pada {language.format_quarter(p)}" for p, tulis in patah]
        ),
        penuh,
        {"periode": "", "pembilang": "", "penyebut": "", "nilai": ""},
    )


def draw_counts(deret: pd.DataFrame, indikator: str, ukuran: str, *, tempat: str) -> Chart:
    """periode, nilai (a count) -> one column per quarter from zero, the number above it."""
    penuh = quarter_axis.fill_gaps(deret)
    figur = theme.make_plot(_draw_count_column(penuh), tinggi=HEIGHT, margin={"t": 24, "r": 0})
    figur.update_yaxes(visible=False, range=[0, (penuh["nilai"].max() if len(penuh) else 1) * 1.15 or 1])
    bidang, tulis = quarter_axis.draw_marks(penuh, "nilai", [])
    figur.update_layout(xaxis=quarter_axis.make_axis(penuh), shapes=bidang, annotations=tulis)
    return Chart(
        figur,
        sentences.say_trend(penuh, indikator, tempat),
        f"{ukuran}, {tempat}, {quarter_axis.say_span(penuh)}{quarter_axis.say_recap(penuh)}",
        sentences.say_count_alt(penuh, ukuran, tempat),
        penuh,
        {"periode": "", "pembilang": ukuran},
    )


def _draw_count_column(penuh: pd.DataFrame) -> go.Bar:
    return go.Bar(
        x=penuh["periode"].map(triwulan.find_index), y=penuh["nilai"], marker={"color": theme.ACCENT},
        text=[language.format_number(x, 0) if language.is_known(x) else "" for x in penuh["nilai"]], textposition="outside",
        textfont={"color": theme.TEXT, "size": theme.SIZES["catatan"]}, cliponaxis=False, constraintext="none",
        customdata=penuh["periode"].map(language.format_quarter), hovertemplate="%{customdata}: %{y}<extra></extra>",
    )  # fmt: skip


def draw_statuses(data: pd.DataFrame, tempat: str) -> Chart:
    """periode, status, jumlah -> stacked columns per quarter, total above; an absent quarter leaves its place empty.

    Numbers stand in the columns where they can be read and always beside the last one; a phone shows fewer totals.
    """
    lebar = quarter_axis.fill_gaps(widen_statuses(data, "periode"))
    ada = [s for s in theme.STATUS_SIGNS if lebar[s].fillna(0).sum() > 0]
    batang = [_draw_status_column(s, lebar) for s in ada]
    figur = theme.make_plot(*batang, _draw_totals(lebar), tinggi=_STATUS_HEIGHT, barmode="stack", showlegend=True)
    figur.update_yaxes(visible=False, range=[0, (lebar["jumlah"].max() or 1) * _AIR])
    patah = quarter_axis.find_breaks(lebar, "jumlah", "register")
    bidang, tulis = quarter_axis.draw_marks(lebar, "jumlah", patah)
    figur.update_layout(
        xaxis=quarter_axis.make_axis(lebar), shapes=bidang, annotations=[*tulis, *_label_last_column(lebar, ada)],
        margin={"t": _TOP, "r": 30, "b": 8}, uniformtext={"minsize": 11, "mode": "hide"},
    )  # fmt: skip
    return Chart(
        figur,
        say_statuses(lebar),
        f"Banyaknya koperasi menurut status, {tempat}, {quarter_axis.say_span(lebar)}{quarter_axis.say_recap(data)}{quarter_axis.say_breaks(patah)}",
        _say_status_alt(lebar, tempat),
        lebar,
        {"periode": "", **{s: theme.STATUS_SIGNS[s].label for s in ada}, "jumlah": "Jumlah"},
    )


def _draw_totals(lebar: pd.DataFrame) -> go.Scatter:
    """Above every column; a phone has room for the first, one a year and the last."""
    nomor = lebar["periode"].map(triwulan.find_index).tolist()
    tetap = {n for n in nomor if (nomor[-1] - n) % 4 == 0} | {n for n in nomor[:1] if (nomor[-1] - n) % 4 > 1}
    tulis = [language.format_number(x) if language.is_known(x) else "" for x in lebar["jumlah"]]
    return go.Scatter(
        x=nomor, y=lebar["jumlah"], mode="text", textposition="top center", hoverinfo="skip", showlegend=False,
        text=[t if n in tetap else theme.mark_wide_only(t) for n, t in zip(nomor, tulis, strict=True)],
        textfont={"color": theme.TEXT, "size": theme.SIZES["catatan"]},
    )  # fmt: skip


def _label_last_column(lebar: pd.DataFrame, ada: list[str]) -> list[dict]:
    """The numbers of the last quarter beside its column, pushed apart where its parts are thin."""
    if lebar.empty or not language.is_known(lebar.iloc[-1]["jumlah"]):
        return []
    akhir, piksel = lebar.iloc[-1], _PLOT_AREA / ((lebar["jumlah"].max() or 1) * _AIR)
    tulis, dasar, batas = [], 0.0, float("-inf")
    for nama in (s for s in ada if language.is_known(akhir[s]) and akhir[s] > 0):
        tengah = dasar + akhir[nama] / 2
        geser = max(0.0, batas + _GAP - tengah * piksel)
        dasar, batas = dasar + akhir[nama], tengah * piksel + geser
        teks = text.make_bold(language.format_number(akhir[nama]))
        tulis.append(
            theme.make_note(1, tengah, teks, xref="paper", xanchor="left", xshift=3, yanchor="middle", yshift=geser)
        )
    return tulis


def _draw_line(penuh: pd.DataFrame, patah: quarter_axis.AxisBreaks) -> go.Scatter:
    """No line across a gap, nor across a break: the two sides do not compare."""
    pecah, rekap = {periode for periode, _ in patah}, set(quarter_axis.list_recap_quarters(penuh))
    titik = []
    for b in list_rows(penuh):
        x = triwulan.find_index(b.periode)
        if b.periode in pecah:
            titik.append((x, None, ("", "", ""), "circle"))
        kata = (
            language.format_quarter(b.periode),
            language.format_fraction(b.pembilang, b.penyebut),
            language.format_percent(b.nilai, b.penyebut),
        )
        titik.append((x, b.nilai, kata, "circle-open" if b.periode in rekap else "circle"))
    return go.Scatter(
        x=[t[0] for t in titik], y=[t[1] for t in titik], customdata=[t[2] for t in titik], mode="lines+markers",
        connectgaps=False, cliponaxis=False, line={"color": theme.ACCENT, "width": 2.5},
        marker={"size": 6, "color": theme.ACCENT, "symbol": [t[3] for t in titik]},
        hovertemplate="%{customdata[0]}: %{customdata[2]} (%{customdata[1]})<extra></extra>",
    )  # fmt: skip


def _draw_status_column(nama: str, lebar: pd.DataFrame) -> go.Bar:
    tanda = theme.STATUS_SIGNS[nama]
    return go.Bar(
        x=lebar["periode"].map(triwulan.find_index), y=lebar[nama], name=tanda.label, marker=make_status_marker(nama),
        text=lebar[nama].map(lambda x: language.format_number(x) if language.is_known(x) and x else ""),
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="inside",
        insidetextfont={"color": tanda.warna_teks, "size": theme.SIZES["catatan"]},
        customdata=lebar["periode"].map(language.format_quarter),
        hovertemplate=text.make_hover("%{customdata}: %{y} " + tanda.label.lower()),
    )  # fmt: skip


def say_statuses(lebar: pd.DataFrame, periode: str | None = None) -> str:
    """The newest quarter against the one before; another one by its name."""
    ada = lebar[lebar["jumlah"].notna()] if len(lebar) else lebar
    if periode is not None:
        ada = ada[ada["periode"] == periode]
    if ada.empty:
        return "Belum ada data koperasi"
    kini = ada.iloc[-1]
    aktif, tidak = (f"{language.format_number(kini[s])} {s}" for s in ("aktif", "tidak aktif"))
    if periode is not None:
        return f"{aktif}, {tidak} pada {language.format_quarter(periode, True)}"
    if len(ada) == 1:
        return f"{aktif}, {tidak}"
    lalu = ada.iloc[-2]
    if not language.is_known(kini["tidak aktif"] - lalu["tidak aktif"]):
        return f"{aktif}, {tidak}"  # a rekap need not tell
    naik, turun = (language.say_direction(kini[s] - lalu[s]) for s in ("aktif", "tidak aktif"))
    return f"{aktif} ({naik}), {tidak} ({turun}) sejak {language.format_quarter(lalu['periode'], True)}"


def _say_status_alt(lebar: pd.DataFrame, tempat: str) -> str:
    ada = lebar[lebar["jumlah"].notna()] if len(lebar) else lebar
    if ada.empty:
        return f"{tempat}: {language.NO_DATA}."
    awal, akhir = ada.iloc[0], ada.iloc[-1]
    bagian = [
        f"{language.format_quarter(b['periode'])}: {language.format_number(b['aktif'])} aktif, {language.format_number(b['tidak aktif'])} tidak aktif, "
        f"{language.format_number(b['diusulkan dibubarkan'])} diusulkan dibubarkan"
        for b in (awal, akhir)
    ]
    hilang = [language.format_quarter(p) for p in lebar.loc[lebar["jumlah"].isna(), "periode"]]
    kosong = f" Belum ada data: {language.join_list(hilang, 6)}." if hilang else ""
    return f"Kolom bertumpuk per triwulan, {tempat}. {'; '.join(bagian)}.{kosong}"
