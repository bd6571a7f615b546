"""Charts of annual meetings (RAT): what cooperatives owe, and inactive ones under two rules. Pure functions."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import quarter_axis, sentences, text, theme
from dasbor.chart.by_area import NAMA, TINGGI_BARIS, Grafik, status_marker
from dasbor.query.health import TERTULIS, URUTAN
from dasbor.words import language
from dasbor.words.columns import rows
from etl import periode as triwulan
from etl import skema

_TINGGI, _ATAS, _BAWAH = 300, 24, 40
_LAMBANG = "Garis penuh: status tertulis; garis putus dan titik: dihitung dari RAT"
_JARAK_LABEL = 16  # pixels between two labels at the end of lines


def kepatuhan(banyak: pd.DataFrame, tempat: str, periode: str, n_resmi: int) -> Grafik:
    """keadaan_rat, status, menunggak, jatuh_tempo, jumlah of the registered -> bars by what is owed, split by the
    typed status."""
    lebar = banyak.pivot_table(index="keadaan_rat", columns="status", values="jumlah", aggfunc="sum", fill_value=0)
    lebar = lebar.reindex(index=list(URUTAN), columns=list(skema.STATUS_TERDAFTAR), fill_value=0)
    lebar = lebar.assign(jumlah=lebar.sum(axis=1)).rename_axis("keadaan_rat").reset_index()
    lebar.columns.name = None
    ada = [s for s in theme.STATUS if s in lebar and lebar[s].sum() > 0]
    figur = theme.new_figure(
        *(_status_bar(s, lebar) for s in ada), tinggi=len(lebar) * TINGGI_BARIS + 60, barmode="stack", showlegend=True
    )
    figur.update_xaxes(visible=False, range=[0, lebar["jumlah"].max() or 1])
    figur.update_yaxes(**NAMA)
    label = [
        theme.note(b.jumlah, b.keadaan_rat, language.bilangan(b.jumlah), xanchor="left", xshift=5) for b in rows(lebar)
    ]
    figur.update_layout(margin={"t": 34, "r": 36}, annotations=label)
    tahun = banyak["jatuh_tempo"].dropna()
    buku = f"tahun buku {int(tahun.iloc[0])}" if len(tahun) else "tahun buku terakhir"
    subjudul = sentences.subtitle(f"Koperasi terdaftar menurut RAT yang jatuh tempo ({buku})", tempat, periode)
    alt = "; ".join(f"{b.keadaan_rat} {b.jumlah}" for b in rows(lebar))
    return Grafik(
        figur,
        _headline(banyak, n_resmi),
        subjudul,
        f"{subjudul}: {alt}.",
        lebar,
        {"keadaan_rat": "", **{s: theme.STATUS[s].label for s in ada}, "jumlah": ""},
    )


def _status_bar(status: str, lebar: pd.DataFrame) -> go.Bar:
    tanda = theme.STATUS[status]
    return go.Bar(
        x=lebar[status], y=lebar["keadaan_rat"], orientation="h", name=tanda.label, marker=status_marker(status),
        hovertemplate=text.hover("%{y}: %{x} " + tanda.label.lower()),
    )  # fmt: skip


def _headline(banyak: pd.DataFrame, n_resmi: int) -> str:
    if banyak.empty:
        return "Belum ada data koperasi"
    tunggak = banyak[banyak["menunggak"].notna()]  # never recorded is not known to be overdue
    lama = tunggak.loc[tunggak["menunggak"] >= n_resmi, "jumlah"].sum()
    jumlah = language.pecahan(tunggak["jumlah"].sum(), banyak["jumlah"].sum())
    return f"{jumlah} koperasi menunggak RAT, {language.bilangan(lama)} sudah {n_resmi} tahun atau lebih"


def tren_aturan(data: pd.DataFrame, n: int, n_resmi: int, tempat: str) -> Grafik:
    """periode, aturan, status, jumlah -> inactive cooperatives per quarter: as typed, official rule, chosen rule."""
    penuh = quarter_axis.fill_gaps(_inactive(data))
    garis = [(TERTULIS, "tertulis", "solid", theme.UTAMA, "circle")]
    garis.append((str(n_resmi), f"resmi, {n_resmi} th", "dash", theme.TEKS, "square"))
    if n != n_resmi:
        garis.append((str(n), f"bila {n} th", "dot", theme.TEKS_KEDUA, "diamond"))
    figur = theme.new_figure(*(_line(penuh, *g) for g in garis), tinggi=_TINGGI)
    puncak = max([1.0, *(penuh[g[0]].max() for g in garis if penuh[g[0]].notna().any())]) * 1.15
    figur.update_yaxes(range=[0, puncak], showgrid=True, nticks=4)
    patah = quarter_axis.breaks(penuh, "terdaftar", "register")
    bidang, tulis = quarter_axis.marks(penuh, TERTULIS, patah)
    figur.update_layout(
        xaxis=quarter_axis.axis(penuh), shapes=bidang, annotations=[*tulis, *_end_labels(penuh, garis, puncak)],
        margin={"l": 0, "r": 96, "t": _ATAS, "b": 8},
    )  # fmt: skip
    kolom = {"periode": "", **{g[0]: f"Tidak aktif, {g[1]}" for g in garis}, "terdaftar": ""}
    return Grafik(
        figur,
        rule_headline(penuh, n, n_resmi),
        f"Koperasi terdaftar yang tidak aktif, {tempat}, {quarter_axis.span(penuh)}. {_LAMBANG}{quarter_axis.break_notes(patah)}",
        _rule_alt(penuh, garis, tempat),
        penuh,
        kolom,
    )


def _inactive(data: pd.DataFrame) -> pd.DataFrame:
    """One row per quarter, one column per rule with its inactive cooperatives, and `terdaftar`."""
    mati = data["jumlah"].where(data["status"] == skema.TIDAK_AKTIF, 0)
    lebar = data.assign(mati=mati).pivot_table(index="periode", columns="aturan", values="mati", aggfunc="sum")
    lebar.columns.name = None
    terdaftar = data[data["aturan"] == TERTULIS].groupby("periode")["jumlah"].sum()
    return lebar.assign(terdaftar=terdaftar).reset_index()


def _line(penuh: pd.DataFrame, kolom: str, nama: str, goresan: str, warna: str, simbol: str) -> go.Scatter:
    return go.Scatter(
        x=penuh["periode"].map(triwulan.index), y=penuh[kolom], mode="lines+markers", name=nama, connectgaps=False,
        cliponaxis=False, line={"color": warna, "width": 2, "dash": goresan},
        marker={"size": 6, "color": warna, "symbol": simbol},
        customdata=penuh["periode"].map(language.triwulan),
        hovertemplate=text.hover("%{customdata}: %{y} tidak aktif, " + nama),
    )  # fmt: skip


def _end_labels(penuh: pd.DataFrame, garis: list[tuple], puncak: float) -> list[dict]:
    """Number and name of each line in the right margin, pushed apart where the lines end together."""
    ada = penuh[penuh[TERTULIS].notna()]
    if ada.empty:
        return []
    akhir, piksel = ada.iloc[-1], (_TINGGI - _ATAS - _BAWAH) / puncak
    urut = sorted(garis, key=lambda g: -akhir[g[0]])
    tulis, batas = [], float("inf")
    for kolom, nama, _, warna, _ in urut:
        tinggi = min(akhir[kolom] * piksel, batas - _JARAK_LABEL)
        batas = tinggi
        tulis.append(
            theme.note(
                1, akhir[kolom], text.bold(language.bilangan(akhir[kolom])) + f" {nama}", warna=warna, xref="paper",
                xanchor="left", xshift=6, yshift=tinggi - akhir[kolom] * piksel,
            )
        )  # fmt: skip
    return tulis


def rule_headline(penuh: pd.DataFrame, n: int, n_resmi: int, periode: str | None = None) -> str:
    """The newest quarter, or another one by its name."""
    ada = penuh[penuh[TERTULIS].notna()] if len(penuh) else penuh
    if periode is not None:
        ada = ada[ada["periode"] == periode]
    if ada.empty:
        return "Belum ada data koperasi"
    kini = ada.iloc[-1]
    kapan = f" {language.triwulan(periode, True)}" if periode else ""
    teks = f"Tidak aktif{kapan}: {language.bilangan(kini[TERTULIS])} tertulis, {language.bilangan(kini[str(n_resmi)])} menurut aturan resmi"
    return teks if n == n_resmi else f"{teks}, {language.bilangan(kini[str(n)])} bila {n} tahun"


def _rule_alt(penuh: pd.DataFrame, garis: list[tuple], tempat: str) -> str:
    ada = penuh[penuh[TERTULIS].notna()] if len(penuh) else penuh
    if ada.empty:
        return f"{tempat}: {language.KOSONG}."
    isi = [
        f"{language.triwulan(b['periode'])}: "
        + language.daftar([f"{language.bilangan(b[kolom])} {nama}" for kolom, nama, *_ in garis])
        for _, b in ada.iloc[[0, -1]].drop_duplicates("periode").iterrows()
    ]
    hilang = [language.triwulan(x) for x in penuh.loc[penuh[TERTULIS].isna(), "periode"]]
    kosong = f" Belum ada data: {language.daftar(hilang, 6)}." if hilang else ""
    return f"Koperasi tidak aktif, {tempat}. {'; '.join(isi)}.{kosong}"
