"""Charts over quarters: rates as a line, statuses as stacked columns. A missing quarter stays a gap."""

from __future__ import annotations

from itertools import pairwise
from string import ascii_lowercase

import pandas as pd
import plotly.graph_objects as go

from dasbor import bahasa, kalimat, tema
from dasbor.grafik import Grafik, status_marker, widen_status
from dasbor.tabel import rows
from etl import periode as triwulan

SUSUT = 0.10  # a denominator that changes by more than this share breaks the comparison
TINGGI = 300


def rasio(
    deret: pd.DataFrame, indikator: str, ukuran: str, *, tempat: str, target: float | None = None, tandai: bool = True
) -> Grafik:
    """periode, pembilang, penyebut, nilai -> line from 0 to 100%; breaks and gaps marked, ends labelled.

    `tandai`: mark breaks. Only where the denominator is the register: those of a training differ by nature.
    """
    penuh = fill_gaps(deret)
    patah = breaks(penuh, "penyebut", "pembagi") if tandai else []
    figur = tema.new_figure(_line(penuh, patah), tinggi=TINGGI, margin={"l": 0, "r": 72, "t": 24, "b": 8})
    figur.update_yaxes(range=[0, 1.02], tickvals=[0, 0.5, 1], tickformat=".0%", showgrid=True)
    _quarter_axis(figur, penuh)
    _mark_gaps(figur, penuh)
    for huruf, (periode, _) in zip(ascii_lowercase, patah, strict=False):
        _mark_break(figur, periode, huruf)
    _end_values(figur, penuh)
    if target is not None:
        _target(figur, target, _last(penuh))
    hilang = penuh.loc[penuh["nilai"].isna(), "periode"].tolist()
    return Grafik(
        figur,
        kalimat.trend(penuh, indikator, tempat),
        f"{ukuran}, {tempat}, {_span(penuh)}{_break_notes(patah)}",
        kalimat.alt_trend(penuh, ukuran, tempat, hilang, [f"{tulis} pada {bahasa.triwulan(p)}" for p, tulis in patah]),
        penuh,
        {"periode": "", "pembilang": "", "penyebut": "", "nilai": ""},
    )


def jumlah(deret: pd.DataFrame, indikator: str, ukuran: str, *, tempat: str) -> Grafik:
    """periode, nilai (a count) -> one column per quarter from zero, the number above it."""
    penuh = fill_gaps(deret)
    figur = tema.new_figure(_count_column(penuh), tinggi=TINGGI, margin={"t": 24, "r": 0})
    figur.update_yaxes(visible=False, range=[0, (penuh["nilai"].max() if len(penuh) else 1) * 1.15 or 1])
    _quarter_axis(figur, penuh)
    _mark_gaps(figur, penuh)
    return Grafik(
        figur,
        kalimat.trend(penuh, indikator, tempat),
        f"{ukuran}, {tempat}, {_span(penuh)}",
        kalimat.alt_count(penuh, ukuran, tempat),
        penuh,
        {"periode": "", "pembilang": ukuran},
    )


def _count_column(penuh: pd.DataFrame) -> go.Bar:
    return go.Bar(
        x=penuh["periode"].map(triwulan.index), y=penuh["nilai"], marker={"color": tema.UTAMA},
        text=[bahasa.bilangan(x, 0) if bahasa.ada(x) else "" for x in penuh["nilai"]], textposition="outside",
        textfont={"color": tema.TEKS, "size": tema.UKURAN["catatan"]}, cliponaxis=False,
        customdata=penuh["periode"].map(bahasa.triwulan), hovertemplate="%{customdata}: %{y}<extra></extra>",
    )  # fmt: skip


def status(data: pd.DataFrame, tempat: str) -> Grafik:
    """periode, status, jumlah -> stacked columns per quarter, total above; an absent quarter leaves its place empty."""
    lebar = fill_gaps(widen_status(data, "periode"))
    ada = [s for s in tema.STATUS if lebar[s].fillna(0).sum() > 0]
    batang = [_status_column(s, lebar) for s in ada]
    figur = tema.new_figure(*batang, tinggi=TINGGI + 40, barmode="stack", showlegend=True, margin={"t": 34, "r": 0})
    # on a phone a number that would be too small to read is left to the table
    figur.update_layout(uniformtext={"minsize": 9, "mode": "hide"})
    figur.update_yaxes(visible=False, range=[0, (lebar["jumlah"].max() or 1) * 1.12])
    _quarter_axis(figur, lebar)
    _mark_gaps(figur, lebar.rename(columns={"jumlah": "nilai"}))
    patah = breaks(lebar, "jumlah", "register")
    for huruf, (periode, _) in zip(ascii_lowercase, patah, strict=False):
        _mark_break(figur, periode, huruf)
    figur.add_scatter(
        x=lebar["periode"].map(triwulan.index), y=lebar["jumlah"], mode="text", textposition="top center",
        text=lebar["jumlah"].map(lambda x: bahasa.bilangan(x) if bahasa.ada(x) else ""), hoverinfo="skip", showlegend=False,
        textfont={"color": tema.TEKS, "size": tema.UKURAN["catatan"]},
    )  # fmt: skip
    return Grafik(
        figur,
        _status_headline(lebar),
        f"Banyaknya koperasi menurut status, {tempat}, {_span(lebar)}{_break_notes(patah)}",
        _status_alt(lebar, tempat),
        lebar,
        {"periode": "", **{s: tema.STATUS[s].label for s in ada}, "jumlah": "Jumlah"},
    )


def fill_gaps(deret: pd.DataFrame) -> pd.DataFrame:
    """One row for each quarter from first to last; those never published are all missing."""
    if deret.empty:
        return deret
    nomor = deret["periode"].map(triwulan.index)
    semua = [triwulan.from_index(i) for i in range(nomor.min(), nomor.max() + 1)]
    return deret.set_index("periode").reindex(semua).rename_axis("periode").reset_index()


def breaks(penuh: pd.DataFrame, kolom: str, sebutan: str) -> list[tuple[str, str]]:
    """Quarters in which a total jumped against the quarter published before: comparing across them says little."""
    ada = penuh[penuh[kolom].notna() & (penuh[kolom] > 0)]
    hasil = []
    for lalu, kini in pairwise(rows(ada)):
        dulu, besar = getattr(lalu, kolom), getattr(kini, kolom)
        if abs(besar - dulu) / dulu > SUSUT:
            kata = f"{sebutan} {'susut' if besar < dulu else 'tumbuh'}"
            hasil.append((kini.periode, f"{kata} {bahasa.bilangan(dulu)} → {bahasa.bilangan(besar)}"))
    return hasil


def _break_notes(patah: list[tuple[str, str]]) -> str:
    """What the dashed lines mean; letters, since sentences would collide on a phone."""
    catatan = [
        f"{h} {tulis}, {bahasa.triwulan(p, True)}" for h, (p, tulis) in zip(ascii_lowercase, patah, strict=False)
    ]
    return f". Garis putus, jangan membandingkan melintasinya: {'; '.join(catatan)}" if catatan else ""


def _line(penuh: pd.DataFrame, patah: list[tuple[str, str]]) -> go.Scatter:
    """No line across a gap, nor across a break: the two sides do not compare."""
    pecah = {periode for periode, _ in patah}
    titik = []
    for b in rows(penuh):
        x = triwulan.index(b.periode)
        if b.periode in pecah:
            titik.append((x, None, ("", "", "")))
        kata = (bahasa.triwulan(b.periode), bahasa.pecahan(b.pembilang, b.penyebut), bahasa.persen(b.nilai, b.penyebut))
        titik.append((x, b.nilai, kata))
    return go.Scatter(
        x=[t[0] for t in titik], y=[t[1] for t in titik], customdata=[t[2] for t in titik], mode="lines+markers",
        connectgaps=False, cliponaxis=False, line={"color": tema.UTAMA, "width": 2.5},
        marker={"size": 6, "color": tema.UTAMA},
        hovertemplate="%{customdata[0]}: %{customdata[2]} (%{customdata[1]})<extra></extra>",
    )  # fmt: skip


def _status_column(nama: str, lebar: pd.DataFrame) -> go.Bar:
    tanda = tema.STATUS[nama]
    return go.Bar(
        x=lebar["periode"].map(triwulan.index), y=lebar[nama], name=tanda.label, marker=status_marker(nama),
        text=lebar[nama].map(lambda x: bahasa.bilangan(x) if bahasa.ada(x) and x and not tanda.pola else ""),
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="inside",
        insidetextfont={"color": tanda.warna_teks, "size": tema.UKURAN["catatan"]},
        customdata=lebar["periode"].map(bahasa.triwulan),
        hovertemplate="%{customdata}: %{y} " + tanda.label.lower() + "<extra></extra>",
    )  # fmt: skip


def _quarter_axis(figur: go.Figure, penuh: pd.DataFrame) -> None:
    """Every quarter has its place, the year stands under its first quarter shown."""
    if penuh.empty:
        return
    tanda = []
    for ke, periode in enumerate(penuh["periode"]):
        tahun, nomor = triwulan.split(periode)
        tahun_tampak = nomor == 1 or (ke == 0 and nomor < 3)  # T4 2021 beside T1 2022 would overlap
        tanda.append(f"T{nomor}<br><b>{tahun}</b>" if tahun_tampak else f"T{nomor}<br> ")
    nomor_ = penuh["periode"].map(triwulan.index).tolist()
    figur.update_xaxes(tickvals=nomor_, ticktext=tanda, range=[nomor_[0] - 0.6, nomor_[-1] + 0.6], tickangle=0)


def _mark_gaps(figur: go.Figure, penuh: pd.DataFrame) -> None:
    for x in [triwulan.index(p) for p in penuh.loc[penuh["nilai"].isna(), "periode"]]:
        figur.add_vrect(x0=x - 0.5, x1=x + 0.5, fillcolor=tema.DASAR, line={"width": 0}, layer="below")
        figur.add_annotation(
            x=x, y=0.5, yref="paper", text=bahasa.KOSONG, textangle=-90, showarrow=False,
            font={"color": tema.TEKS_KEDUA, "size": tema.UKURAN["catatan"]},
        )  # fmt: skip


def _mark_break(figur: go.Figure, periode: str, tulis: str) -> None:
    # between the two quarters that cannot be compared, not on one of them
    x = triwulan.index(periode) - 0.5
    figur.add_vline(x=x, line={"color": tema.TEKS_KEDUA, "width": 1, "dash": "dash"})
    figur.add_annotation(
        x=x, y=1, yref="paper", yanchor="top", xanchor="left", xshift=3, text=f"<b>{tulis}</b>", showarrow=False,
        font={"color": tema.TEKS_KEDUA, "size": tema.UKURAN["catatan"]},
    )  # fmt: skip


def _last(penuh: pd.DataFrame) -> float | None:
    ada = penuh["nilai"].dropna()
    return float(ada.iloc[-1]) if len(ada) else None


def _end_values(figur: go.Figure, penuh: pd.DataFrame) -> None:
    """The first value above or below its point, wherever the line does not run; the last one beside it."""
    ada = penuh[penuh["nilai"].notna()]
    if ada.empty:
        return
    _value(figur, ada.iloc[-1], xanchor="left", xshift=8)
    if len(ada) > 1:
        naik = ada.iloc[1]["nilai"] > ada.iloc[0]["nilai"]
        _value(figur, ada.iloc[0], xanchor="left", xshift=-6, yshift=-14 if naik else 14)


def _value(figur: go.Figure, baris: pd.Series, **letak: object) -> None:
    figur.add_annotation(
        x=triwulan.index(baris["periode"]), y=baris["nilai"], showarrow=False,
        text=f"<b>{bahasa.persen(baris['nilai'], baris['penyebut'])}</b>",
        font={"color": tema.UTAMA, "size": tema.UKURAN["tabel"]}, **letak,
    )  # fmt: skip


def _target(figur: go.Figure, target: float, akhir: float | None) -> None:
    """Named in the right margin, out of the way of the last value."""
    figur.add_hline(y=target, line={"color": tema.TEKS, "width": 1})
    dekat = akhir is not None and abs(akhir - target) < 0.07
    geser = 0 if not dekat else 16 if target >= (akhir or 0) else -16
    figur.add_annotation(
        x=1, xref="paper", xanchor="left", xshift=4, y=target, yshift=geser, text=f"target {bahasa.persen(target)}",
        showarrow=False, font={"color": tema.TEKS, "size": tema.UKURAN["catatan"]},
    )  # fmt: skip


def _span(penuh: pd.DataFrame) -> str:
    if penuh.empty:
        return bahasa.KOSONG
    return f"{bahasa.triwulan(penuh.iloc[0]['periode'])} sampai {bahasa.triwulan(penuh.iloc[-1]['periode'])}"


def _status_headline(lebar: pd.DataFrame) -> str:
    ada = lebar[lebar["jumlah"].notna()] if len(lebar) else lebar
    if ada.empty:
        return "Belum ada data koperasi"
    kini = ada.iloc[-1]
    teks = f"{bahasa.bilangan(kini['aktif'])} aktif, {bahasa.bilangan(kini['tidak aktif'])} tidak aktif"
    if len(ada) == 1:
        return teks
    lalu = ada.iloc[-2]
    return f"{teks} ({bahasa.arah(kini['tidak aktif'] - lalu['tidak aktif'])} sejak {bahasa.triwulan(lalu['periode'], True)})"


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
