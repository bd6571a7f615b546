"""Charts over quarters: rates as a line, statuses as stacked columns. A missing quarter stays a gap."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import quarter_axis, sentences, text, theme
from dasbor.chart.by_area import Grafik, status_marker, widen_status
from dasbor.words import language
from dasbor.words.columns import rows
from etl import periode as triwulan

TINGGI = 300
_TINGGI_STATUS, _ATAS, _BIDANG = 440, 34, 358  # px: the chart, above the columns, the columns themselves
_UDARA = 1.12  # room above the highest column for its total
_JARAK = 15  # px between two numbers beside the last column


def rasio(
    deret: pd.DataFrame, indikator: str, ukuran: str, *, tempat: str, target: float | None = None, tandai: bool = True,
    berganti: Sequence[tuple[str, str]] = (),
) -> Grafik:  # fmt: skip
    """periode, pembilang, penyebut, nilai -> line from 0 to 100%; breaks and gaps marked, ends labelled.

    `tandai`: mark breaks. Only where the denominator is the register: those of a training differ by nature.
    `berganti`: quarters in which something else began to be measured, and what.
    """
    penuh = quarter_axis.fill_gaps(deret)
    patah = quarter_axis.breaks(penuh, "penyebut", "pembagi") if tandai else list(berganti)
    figur = theme.new_figure(_line(penuh, patah), tinggi=TINGGI, margin={"l": 0, "r": 72, "t": 24, "b": 8})
    figur.update_yaxes(range=[0, 1.02], tickvals=[0, 0.5, 1], tickformat=".0%", showgrid=True)
    bidang, tulis = quarter_axis.marks(penuh, "nilai", patah)
    garis, nilai = quarter_axis.line_marks(penuh, target)
    figur.update_layout(xaxis=quarter_axis.axis(penuh), shapes=[*bidang, *garis], annotations=[*tulis, *nilai])
    hilang = penuh.loc[penuh["nilai"].isna(), "periode"].tolist()
    return Grafik(
        figur,
        sentences.trend(penuh, indikator, tempat, putus=frozenset(p for p, _ in berganti)),
        f"{ukuran}, {tempat}, {quarter_axis.span(penuh)}{quarter_axis.recap_note(penuh)}{quarter_axis.break_notes(patah)}",
        sentences.alt_trend(
            penuh, ukuran, tempat, hilang, [f"{tulis} pada {language.triwulan(p)}" for p, tulis in patah]
        ),
        penuh,
        {"periode": "", "pembilang": "", "penyebut": "", "nilai": ""},
    )


def jumlah(deret: pd.DataFrame, indikator: str, ukuran: str, *, tempat: str) -> Grafik:
    """periode, nilai (a count) -> one column per quarter from zero, the number above it."""
    penuh = quarter_axis.fill_gaps(deret)
    figur = theme.new_figure(_count_column(penuh), tinggi=TINGGI, margin={"t": 24, "r": 0})
    figur.update_yaxes(visible=False, range=[0, (penuh["nilai"].max() if len(penuh) else 1) * 1.15 or 1])
    bidang, tulis = quarter_axis.marks(penuh, "nilai", [])
    figur.update_layout(xaxis=quarter_axis.axis(penuh), shapes=bidang, annotations=tulis)
    return Grafik(
        figur,
        sentences.trend(penuh, indikator, tempat),
        f"{ukuran}, {tempat}, {quarter_axis.span(penuh)}{quarter_axis.recap_note(penuh)}",
        sentences.alt_count(penuh, ukuran, tempat),
        penuh,
        {"periode": "", "pembilang": ukuran},
    )


def _count_column(penuh: pd.DataFrame) -> go.Bar:
    return go.Bar(
        x=penuh["periode"].map(triwulan.index), y=penuh["nilai"], marker={"color": theme.UTAMA},
        text=[language.bilangan(x, 0) if language.ada(x) else "" for x in penuh["nilai"]], textposition="outside",
        textfont={"color": theme.TEKS, "size": theme.UKURAN["catatan"]}, cliponaxis=False, constraintext="none",
        customdata=penuh["periode"].map(language.triwulan), hovertemplate="%{customdata}: %{y}<extra></extra>",
    )  # fmt: skip


def status(data: pd.DataFrame, tempat: str) -> Grafik:
    """periode, status, jumlah -> stacked columns per quarter, total above; an absent quarter leaves its place empty.

    Numbers stand in the columns where they can be read and always beside the last one; a phone shows fewer totals.
    """
    lebar = quarter_axis.fill_gaps(widen_status(data, "periode"))
    ada = [s for s in theme.STATUS if lebar[s].fillna(0).sum() > 0]
    batang = [_status_column(s, lebar) for s in ada]
    figur = theme.new_figure(*batang, _totals(lebar), tinggi=_TINGGI_STATUS, barmode="stack", showlegend=True)
    figur.update_yaxes(visible=False, range=[0, (lebar["jumlah"].max() or 1) * _UDARA])
    patah = quarter_axis.breaks(lebar, "jumlah", "register")
    bidang, tulis = quarter_axis.marks(lebar, "jumlah", patah)
    figur.update_layout(
        xaxis=quarter_axis.axis(lebar), shapes=bidang, annotations=[*tulis, *_last_column(lebar, ada)],
        margin={"t": _ATAS, "r": 30, "b": 8}, uniformtext={"minsize": 11, "mode": "hide"},
    )  # fmt: skip
    return Grafik(
        figur,
        status_headline(lebar),
        f"Banyaknya koperasi menurut status, {tempat}, {quarter_axis.span(lebar)}{quarter_axis.recap_note(data)}{quarter_axis.break_notes(patah)}",
        _status_alt(lebar, tempat),
        lebar,
        {"periode": "", **{s: theme.STATUS[s].label for s in ada}, "jumlah": "Jumlah"},
    )


def _totals(lebar: pd.DataFrame) -> go.Scatter:
    """Above every column; a phone has room for the first, one a year and the last."""
    nomor = lebar["periode"].map(triwulan.index).tolist()
    tetap = {n for n in nomor if (nomor[-1] - n) % 4 == 0} | {n for n in nomor[:1] if (nomor[-1] - n) % 4 > 1}
    tulis = [language.bilangan(x) if language.ada(x) else "" for x in lebar["jumlah"]]
    return go.Scatter(
        x=nomor, y=lebar["jumlah"], mode="text", textposition="top center", hoverinfo="skip", showlegend=False,
        text=[t if n in tetap else theme.wide_only(t) for n, t in zip(nomor, tulis, strict=True)],
        textfont={"color": theme.TEKS, "size": theme.UKURAN["catatan"]},
    )  # fmt: skip


def _last_column(lebar: pd.DataFrame, ada: list[str]) -> list[dict]:
    """The numbers of the last quarter beside its column, pushed apart where its parts are thin."""
    if lebar.empty or not language.ada(lebar.iloc[-1]["jumlah"]):
        return []
    akhir, piksel = lebar.iloc[-1], _BIDANG / ((lebar["jumlah"].max() or 1) * _UDARA)
    tulis, dasar, batas = [], 0.0, float("-inf")
    for nama in (s for s in ada if language.ada(akhir[s]) and akhir[s] > 0):
        tengah = dasar + akhir[nama] / 2
        geser = max(0.0, batas + _JARAK - tengah * piksel)
        dasar, batas = dasar + akhir[nama], tengah * piksel + geser
        teks = text.bold(language.bilangan(akhir[nama]))
        tulis.append(
            theme.note(1, tengah, teks, xref="paper", xanchor="left", xshift=3, yanchor="middle", yshift=geser)
        )
    return tulis


def _line(penuh: pd.DataFrame, patah: quarter_axis.Patah) -> go.Scatter:
    """No line across a gap, nor across a break: the two sides do not compare."""
    pecah, rekap = {periode for periode, _ in patah}, set(quarter_axis.from_recap(penuh))
    titik = []
    for b in rows(penuh):
        x = triwulan.index(b.periode)
        if b.periode in pecah:
            titik.append((x, None, ("", "", ""), "circle"))
        kata = (
            language.triwulan(b.periode),
            language.pecahan(b.pembilang, b.penyebut),
            language.persen(b.nilai, b.penyebut),
        )
        titik.append((x, b.nilai, kata, "circle-open" if b.periode in rekap else "circle"))
    return go.Scatter(
        x=[t[0] for t in titik], y=[t[1] for t in titik], customdata=[t[2] for t in titik], mode="lines+markers",
        connectgaps=False, cliponaxis=False, line={"color": theme.UTAMA, "width": 2.5},
        marker={"size": 6, "color": theme.UTAMA, "symbol": [t[3] for t in titik]},
        hovertemplate="%{customdata[0]}: %{customdata[2]} (%{customdata[1]})<extra></extra>",
    )  # fmt: skip


def _status_column(nama: str, lebar: pd.DataFrame) -> go.Bar:
    tanda = theme.STATUS[nama]
    return go.Bar(
        x=lebar["periode"].map(triwulan.index), y=lebar[nama], name=tanda.label, marker=status_marker(nama),
        text=lebar[nama].map(lambda x: language.bilangan(x) if language.ada(x) and x else ""),
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="inside",
        insidetextfont={"color": tanda.warna_teks, "size": theme.UKURAN["catatan"]},
        customdata=lebar["periode"].map(language.triwulan),
        hovertemplate=text.hover("%{customdata}: %{y} " + tanda.label.lower()),
    )  # fmt: skip


def status_headline(lebar: pd.DataFrame, periode: str | None = None) -> str:
    """The newest quarter against the one before; another one by its name."""
    ada = lebar[lebar["jumlah"].notna()] if len(lebar) else lebar
    if periode is not None:
        ada = ada[ada["periode"] == periode]
    if ada.empty:
        return "Belum ada data koperasi"
    kini = ada.iloc[-1]
    aktif, tidak = (f"{language.bilangan(kini[s])} {s}" for s in ("aktif", "tidak aktif"))
    if periode is not None:
        return f"{aktif}, {tidak} pada {language.triwulan(periode, True)}"
    if len(ada) == 1:
        return f"{aktif}, {tidak}"
    lalu = ada.iloc[-2]
    if not language.ada(kini["tidak aktif"] - lalu["tidak aktif"]):
        return f"{aktif}, {tidak}"  # a rekap need not tell
    naik, turun = (language.arah(kini[s] - lalu[s]) for s in ("aktif", "tidak aktif"))
    return f"{aktif} ({naik}), {tidak} ({turun}) sejak {language.triwulan(lalu['periode'], True)}"


def _status_alt(lebar: pd.DataFrame, tempat: str) -> str:
    ada = lebar[lebar["jumlah"].notna()] if len(lebar) else lebar
    if ada.empty:
        return f"{tempat}: {language.KOSONG}."
    awal, akhir = ada.iloc[0], ada.iloc[-1]
    bagian = [
        f"{language.triwulan(b['periode'])}: {language.bilangan(b['aktif'])} aktif, {language.bilangan(b['tidak aktif'])} tidak aktif, "
        f"{language.bilangan(b['diusulkan dibubarkan'])} diusulkan dibubarkan"
        for b in (awal, akhir)
    ]
    hilang = [language.triwulan(p) for p in lebar.loc[lebar["jumlah"].isna(), "periode"]]
    kosong = f" Belum ada data: {language.daftar(hilang, 6)}." if hilang else ""
    return f"Kolom bertumpuk per triwulan, {tempat}. {'; '.join(bagian)}.{kosong}"
