"""Charts over quarters: rates as a line, statuses as stacked columns. A missing quarter stays a gap."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from dasbor import bahasa, chart_text, kalimat, tema, waktu
from dasbor.grafik import Grafik, status_marker, widen_status
from dasbor.tabel import rows
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
    penuh = waktu.fill_gaps(deret)
    patah = waktu.breaks(penuh, "penyebut", "pembagi") if tandai else list(berganti)
    figur = tema.new_figure(_line(penuh, patah), tinggi=TINGGI, margin={"l": 0, "r": 72, "t": 24, "b": 8})
    figur.update_yaxes(range=[0, 1.02], tickvals=[0, 0.5, 1], tickformat=".0%", showgrid=True)
    bidang, tulis = waktu.marks(penuh, "nilai", patah)
    garis, nilai = waktu.line_marks(penuh, target)
    figur.update_layout(xaxis=waktu.axis(penuh), shapes=[*bidang, *garis], annotations=[*tulis, *nilai])
    hilang = penuh.loc[penuh["nilai"].isna(), "periode"].tolist()
    return Grafik(
        figur,
        kalimat.trend(penuh, indikator, tempat, putus=frozenset(p for p, _ in berganti)),
        f"{ukuran}, {tempat}, {waktu.span(penuh)}{waktu.recap_note(penuh)}{waktu.break_notes(patah)}",
        kalimat.alt_trend(penuh, ukuran, tempat, hilang, [f"{tulis} pada {bahasa.triwulan(p)}" for p, tulis in patah]),
        penuh,
        {"periode": "", "pembilang": "", "penyebut": "", "nilai": ""},
    )


def jumlah(deret: pd.DataFrame, indikator: str, ukuran: str, *, tempat: str) -> Grafik:
    """periode, nilai (a count) -> one column per quarter from zero, the number above it."""
    penuh = waktu.fill_gaps(deret)
    figur = tema.new_figure(_count_column(penuh), tinggi=TINGGI, margin={"t": 24, "r": 0})
    figur.update_yaxes(visible=False, range=[0, (penuh["nilai"].max() if len(penuh) else 1) * 1.15 or 1])
    bidang, tulis = waktu.marks(penuh, "nilai", [])
    figur.update_layout(xaxis=waktu.axis(penuh), shapes=bidang, annotations=tulis)
    return Grafik(
        figur,
        kalimat.trend(penuh, indikator, tempat),
        f"{ukuran}, {tempat}, {waktu.span(penuh)}{waktu.recap_note(penuh)}",
        kalimat.alt_count(penuh, ukuran, tempat),
        penuh,
        {"periode": "", "pembilang": ukuran},
    )


def _count_column(penuh: pd.DataFrame) -> go.Bar:
    return go.Bar(
        x=penuh["periode"].map(triwulan.index), y=penuh["nilai"], marker={"color": tema.UTAMA},
        text=[bahasa.bilangan(x, 0) if bahasa.ada(x) else "" for x in penuh["nilai"]], textposition="outside",
        textfont={"color": tema.TEKS, "size": tema.UKURAN["catatan"]}, cliponaxis=False, constraintext="none",
        customdata=penuh["periode"].map(bahasa.triwulan), hovertemplate="%{customdata}: %{y}<extra></extra>",
    )  # fmt: skip


def status(data: pd.DataFrame, tempat: str) -> Grafik:
    """periode, status, jumlah -> stacked columns per quarter, total above; an absent quarter leaves its place empty.

    Numbers stand in the columns where they can be read and always beside the last one; a phone shows fewer totals.
    """
    lebar = waktu.fill_gaps(widen_status(data, "periode"))
    ada = [s for s in tema.STATUS if lebar[s].fillna(0).sum() > 0]
    batang = [_status_column(s, lebar) for s in ada]
    figur = tema.new_figure(*batang, _totals(lebar), tinggi=_TINGGI_STATUS, barmode="stack", showlegend=True)
    figur.update_yaxes(visible=False, range=[0, (lebar["jumlah"].max() or 1) * _UDARA])
    patah = waktu.breaks(lebar, "jumlah", "register")
    bidang, tulis = waktu.marks(lebar, "jumlah", patah)
    figur.update_layout(
        xaxis=waktu.axis(lebar), shapes=bidang, annotations=[*tulis, *_last_column(lebar, ada)],
        margin={"t": _ATAS, "r": 30, "b": 8}, uniformtext={"minsize": 11, "mode": "hide"},
    )  # fmt: skip
    return Grafik(
        figur,
        status_headline(lebar),
        f"Banyaknya koperasi menurut status, {tempat}, {waktu.span(lebar)}{waktu.recap_note(data)}{waktu.break_notes(patah)}",
        _status_alt(lebar, tempat),
        lebar,
        {"periode": "", **{s: tema.STATUS[s].label for s in ada}, "jumlah": "Jumlah"},
    )


def _totals(lebar: pd.DataFrame) -> go.Scatter:
    """Above every column; a phone has room for the first, one a year and the last."""
    nomor = lebar["periode"].map(triwulan.index).tolist()
    tetap = {n for n in nomor if (nomor[-1] - n) % 4 == 0} | {n for n in nomor[:1] if (nomor[-1] - n) % 4 > 1}
    tulis = [bahasa.bilangan(x) if bahasa.ada(x) else "" for x in lebar["jumlah"]]
    return go.Scatter(
        x=nomor, y=lebar["jumlah"], mode="text", textposition="top center", hoverinfo="skip", showlegend=False,
        text=[t if n in tetap else tema.wide_only(t) for n, t in zip(nomor, tulis, strict=True)],
        textfont={"color": tema.TEKS, "size": tema.UKURAN["catatan"]},
    )  # fmt: skip


def _last_column(lebar: pd.DataFrame, ada: list[str]) -> list[dict]:
    """The numbers of the last quarter beside its column, pushed apart where its parts are thin."""
    if lebar.empty or not bahasa.ada(lebar.iloc[-1]["jumlah"]):
        return []
    akhir, piksel = lebar.iloc[-1], _BIDANG / ((lebar["jumlah"].max() or 1) * _UDARA)
    tulis, dasar, batas = [], 0.0, float("-inf")
    for nama in (s for s in ada if bahasa.ada(akhir[s]) and akhir[s] > 0):
        tengah = dasar + akhir[nama] / 2
        geser = max(0.0, batas + _JARAK - tengah * piksel)
        dasar, batas = dasar + akhir[nama], tengah * piksel + geser
        teks = chart_text.bold(bahasa.bilangan(akhir[nama]))
        tulis.append(tema.note(1, tengah, teks, xref="paper", xanchor="left", xshift=3, yanchor="middle", yshift=geser))
    return tulis


def _line(penuh: pd.DataFrame, patah: waktu.Patah) -> go.Scatter:
    """No line across a gap, nor across a break: the two sides do not compare."""
    pecah, rekap = {periode for periode, _ in patah}, set(waktu.from_recap(penuh))
    titik = []
    for b in rows(penuh):
        x = triwulan.index(b.periode)
        if b.periode in pecah:
            titik.append((x, None, ("", "", ""), "circle"))
        kata = (bahasa.triwulan(b.periode), bahasa.pecahan(b.pembilang, b.penyebut), bahasa.persen(b.nilai, b.penyebut))
        titik.append((x, b.nilai, kata, "circle-open" if b.periode in rekap else "circle"))
    return go.Scatter(
        x=[t[0] for t in titik], y=[t[1] for t in titik], customdata=[t[2] for t in titik], mode="lines+markers",
        connectgaps=False, cliponaxis=False, line={"color": tema.UTAMA, "width": 2.5},
        marker={"size": 6, "color": tema.UTAMA, "symbol": [t[3] for t in titik]},
        hovertemplate="%{customdata[0]}: %{customdata[2]} (%{customdata[1]})<extra></extra>",
    )  # fmt: skip


def _status_column(nama: str, lebar: pd.DataFrame) -> go.Bar:
    tanda = tema.STATUS[nama]
    return go.Bar(
        x=lebar["periode"].map(triwulan.index), y=lebar[nama], name=tanda.label, marker=status_marker(nama),
        text=lebar[nama].map(lambda x: bahasa.bilangan(x) if bahasa.ada(x) and x else ""),
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="inside",
        insidetextfont={"color": tanda.warna_teks, "size": tema.UKURAN["catatan"]},
        customdata=lebar["periode"].map(bahasa.triwulan),
        hovertemplate=chart_text.hover("%{customdata}: %{y} " + tanda.label.lower()),
    )  # fmt: skip


def status_headline(lebar: pd.DataFrame, periode: str | None = None) -> str:
    """The newest quarter against the one before; another one by its name."""
    ada = lebar[lebar["jumlah"].notna()] if len(lebar) else lebar
    if periode is not None:
        ada = ada[ada["periode"] == periode]
    if ada.empty:
        return "Belum ada data koperasi"
    kini = ada.iloc[-1]
    aktif, tidak = (f"{bahasa.bilangan(kini[s])} {s}" for s in ("aktif", "tidak aktif"))
    if periode is not None:
        return f"{aktif}, {tidak} pada {bahasa.triwulan(periode, True)}"
    if len(ada) == 1:
        return f"{aktif}, {tidak}"
    lalu = ada.iloc[-2]
    if not bahasa.ada(kini["tidak aktif"] - lalu["tidak aktif"]):
        return f"{aktif}, {tidak}"  # a rekap need not tell
    naik, turun = (bahasa.arah(kini[s] - lalu[s]) for s in ("aktif", "tidak aktif"))
    return f"{aktif} ({naik}), {tidak} ({turun}) sejak {bahasa.triwulan(lalu['periode'], True)}"


def _status_alt(lebar: pd.DataFrame, tempat: str) -> str:
    ada = lebar[lebar["jumlah"].notna()] if len(lebar) else lebar
    if ada.empty:
        return f"{tempat}: {bahasa.KOSONG}."
    awal, akhir = ada.iloc[0], ada.iloc[-1]
    bagian = [
        f"{bahasa.triwulan(b['periode'])}: {bahasa.bilangan(b['aktif'])} aktif, {bahasa.bilangan(b['tidak aktif'])} tidak aktif, "
        f"{bahasa.bilangan(b['diusulkan dibubarkan'])} diusulkan dibubarkan"
        for b in (awal, akhir)
    ]
    hilang = [bahasa.triwulan(p) for p in lebar.loc[lebar["jumlah"].isna(), "periode"]]
    kosong = f" Belum ada data: {bahasa.daftar(hilang, 6)}." if hilang else ""
    return f"Kolom bertumpuk per triwulan, {tempat}. {'; '.join(bagian)}.{kosong}"
