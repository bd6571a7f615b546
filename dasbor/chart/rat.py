"""Charts of annual meetings (RAT): what cooperatives owe, and inactive ones under two rules. Pure functions."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import quarter_axis, sentences, text, theme
from dasbor.chart.by_area import BAR_HEIGHT, NAME_AXIS, Chart, make_status_marker
from dasbor.query.health import AS_TYPED, STATE_ORDER
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan
from etl import skema

_HEIGHT, _TOP, _BOTTOM = 300, 24, 40
_LEGEND = "Garis penuh: status tertulis; garis putus dan titik: dihitung dari RAT"
_LABEL_GAP = 16  # pixels between two labels at the end of lines


def draw_compliance(banyak: pd.DataFrame, tempat: str, periode: str, n_resmi: int) -> Chart:
    """keadaan_rat, status, menunggak, jatuh_tempo, jumlah of the registered -> bars by what is owed, split by the
    typed status."""
    lebar = banyak.pivot_table(index="keadaan_rat", columns="status", values="jumlah", aggfunc="sum", fill_value=0)
    lebar = lebar.reindex(index=list(STATE_ORDER), columns=list(skema.REGISTERED_STATUSES), fill_value=0)
    lebar = lebar.assign(jumlah=lebar.sum(axis=1)).rename_axis("keadaan_rat").reset_index()
    lebar.columns.name = None
    ada = [s for s in theme.STATUS_SIGNS if s in lebar and lebar[s].sum() > 0]
    figur = theme.make_plot(
        *(_draw_status_bar(s, lebar) for s in ada),
        tinggi=len(lebar) * BAR_HEIGHT + 60,
        barmode="stack",
        showlegend=True,
    )
    figur.update_xaxes(visible=False, range=[0, lebar["jumlah"].max() or 1])
    figur.update_yaxes(**NAME_AXIS)
    label = [
        theme.make_note(b.jumlah, b.keadaan_rat, language.format_number(b.jumlah), xanchor="left", xshift=5)
        for b in list_rows(lebar)
    ]
    figur.update_layout(margin={"t": 34, "r": 36}, annotations=label)
    tahun = banyak["jatuh_tempo"].dropna()
    buku = f"tahun buku {int(tahun.iloc[0])}" if len(tahun) else "tahun buku terakhir"
    subjudul = sentences.say_subtitle(f"Koperasi terdaftar menurut RAT yang jatuh tempo ({buku})", tempat, periode)
    alt = "; ".join(f"{b.keadaan_rat} {b.jumlah}" for b in list_rows(lebar))
    return Chart(
        figur,
        _say_compliance(banyak, n_resmi),
        subjudul,
        f"{subjudul}: {alt}.",
        lebar,
        {"keadaan_rat": "", **{s: theme.STATUS_SIGNS[s].label for s in ada}, "jumlah": ""},
    )


def _draw_status_bar(status: str, lebar: pd.DataFrame) -> go.Bar:
    tanda = theme.STATUS_SIGNS[status]
    return go.Bar(
        x=lebar[status], y=lebar["keadaan_rat"], orientation="h", name=tanda.label, marker=make_status_marker(status),
        hovertemplate=text.make_hover("%{y}: %{x} " + tanda.label.lower()),
    )  # fmt: skip


def _say_compliance(banyak: pd.DataFrame, n_resmi: int) -> str:
    if banyak.empty:
        return "Belum ada data koperasi"
    tunggak = banyak[banyak["menunggak"].notna()]  # never recorded is not known to be overdue
    lama = tunggak.loc[tunggak["menunggak"] >= n_resmi, "jumlah"].sum()
    jumlah = language.format_fraction(tunggak["jumlah"].sum(), banyak["jumlah"].sum())
    return f"{jumlah} koperasi menunggak RAT, {language.format_number(lama)} sudah {n_resmi} tahun atau lebih"


def draw_rules(data: pd.DataFrame, n: int, n_resmi: int, tempat: str) -> Chart:
    """periode, aturan, status, jumlah -> inactive cooperatives per quarter: as typed, official rule, chosen rule."""
    penuh = quarter_axis.fill_gaps(_count_inactive(data))
    garis = [(AS_TYPED, "tertulis", "solid", theme.ACCENT, "circle")]
    garis.append((str(n_resmi), f"resmi, {n_resmi} th", "dash", theme.TEXT, "square"))
    if n != n_resmi:
        garis.append((str(n), f"bila {n} th", "dot", theme.TEXT_MUTED, "diamond"))
    figur = theme.make_plot(*(_draw_line(penuh, *g) for g in garis), tinggi=_HEIGHT)
    puncak = max([1.0, *(penuh[g[0]].max() for g in garis if penuh[g[0]].notna().any())]) * 1.15
    figur.update_yaxes(range=[0, puncak], showgrid=True, nticks=4)
    patah = quarter_axis.find_breaks(penuh, "terdaftar", "register")
    bidang, tulis = quarter_axis.draw_marks(penuh, AS_TYPED, patah)
    figur.update_layout(
        xaxis=quarter_axis.make_axis(penuh), shapes=bidang, annotations=[*tulis, *_make_end_labels(penuh, garis, puncak)],
        margin={"l": 0, "r": 96, "t": _TOP, "b": 8},
    )  # fmt: skip
    kolom = {"periode": "", **{g[0]: f"Tidak aktif, {g[1]}" for g in garis}, "terdaftar": ""}
    return Chart(
        figur,
        say_rules(penuh, n, n_resmi),
        f"Koperasi terdaftar yang tidak aktif, {tempat}, {quarter_axis.say_span(penuh)}. {_LEGEND}{quarter_axis.say_breaks(patah)}",
        _say_rules_alt(penuh, garis, tempat),
        penuh,
        kolom,
    )


def _count_inactive(data: pd.DataFrame) -> pd.DataFrame:
    """One row per quarter, one column per rule with its inactive cooperatives, and `terdaftar`."""
    mati = data["jumlah"].where(data["status"] == skema.INACTIVE, 0)
    lebar = data.assign(mati=mati).pivot_table(index="periode", columns="aturan", values="mati", aggfunc="sum")
    lebar.columns.name = None
    terdaftar = data[data["aturan"] == AS_TYPED].groupby("periode")["jumlah"].sum()
    return lebar.assign(terdaftar=terdaftar).reset_index()


def _draw_line(penuh: pd.DataFrame, kolom: str, nama: str, goresan: str, warna: str, simbol: str) -> go.Scatter:
    return go.Scatter(
        x=penuh["periode"].map(triwulan.find_index), y=penuh[kolom], mode="lines+markers", name=nama, connectgaps=False,
        cliponaxis=False, line={"color": warna, "width": 2, "dash": goresan},
        marker={"size": 6, "color": warna, "symbol": simbol},
        customdata=penuh["periode"].map(language.format_quarter),
        hovertemplate=text.make_hover("%{customdata}: %{y} tidak aktif, " + nama),
    )  # fmt: skip


def _make_end_labels(penuh: pd.DataFrame, garis: list[tuple], puncak: float) -> list[dict]:
    """Number and name of each line in the right margin, pushed apart where the lines end together."""
    ada = penuh[penuh[AS_TYPED].notna()]
    if ada.empty:
        return []
    akhir, piksel = ada.iloc[-1], (_HEIGHT - _TOP - _BOTTOM) / puncak
    urut = sorted(garis, key=lambda g: -akhir[g[0]])
    tulis, batas = [], float("inf")
    for kolom, nama, _, warna, _ in urut:
        tinggi = min(akhir[kolom] * piksel, batas - _LABEL_GAP)
        batas = tinggi
        tulis.append(
            theme.make_note(
                1, akhir[kolom], text.make_bold(language.format_number(akhir[kolom])) + f" {nama}", warna=warna, xref="paper",
                xanchor="left", xshift=6, yshift=tinggi - akhir[kolom] * piksel,
            )
        )  # fmt: skip
    return tulis


def say_rules(penuh: pd.DataFrame, n: int, n_resmi: int, periode: str | None = None) -> str:
    """The newest quarter, or another one by its name."""
    ada = penuh[penuh[AS_TYPED].notna()] if len(penuh) else penuh
    if periode is not None:
        ada = ada[ada["periode"] == periode]
    if ada.empty:
        return "Belum ada data koperasi"
    kini = ada.iloc[-1]
    kapan = f" {language.format_quarter(periode, True)}" if periode else ""
    teks = f"Tidak aktif{kapan}: {language.format_number(kini[AS_TYPED])} tertulis, {language.format_number(kini[str(n_resmi)])} menurut aturan resmi"
    return teks if n == n_resmi else f"{teks}, {language.format_number(kini[str(n)])} bila {n} tahun"


def _say_rules_alt(penuh: pd.DataFrame, garis: list[tuple], tempat: str) -> str:
    ada = penuh[penuh[AS_TYPED].notna()] if len(penuh) else penuh
    if ada.empty:
        return f"{tempat}: {language.NO_DATA}."
    isi = [
        f"{language.format_quarter(b['periode'])}: "
        + language.join_list([f"{language.format_number(b[kolom])} {nama}" for kolom, nama, *_ in garis])
        for _, b in ada.iloc[[0, -1]].drop_duplicates("periode").iterrows()
    ]
    hilang = [language.format_quarter(x) for x in penuh.loc[penuh[AS_TYPED].isna(), "periode"]]
    kosong = f" Belum ada data: {language.join_list(hilang, 6)}." if hilang else ""
    return f"Koperasi tidak aktif, {tempat}. {'; '.join(isi)}.{kosong}"
