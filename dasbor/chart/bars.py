"""Horizontal bars of counts with their share, and columns of money over quarters. Pure functions to Grafik."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from dasbor.chart import quarter_axis, text, theme
from dasbor.chart.by_area import NAMA, TINGGI_BARIS, Grafik
from dasbor.words import language
from dasbor.words.columns import rows
from etl import periode as triwulan

_BESAR = ((1e9, "miliar rupiah"), (1e6, "juta rupiah"), (1.0, "rupiah"))
_PANJANG_NAMA = 20  # letters of a bar's name on one line
_LABEL_PALING_BANYAK = 10  # columns that carry their number; of more, every second one counted from the last


def bagian(data: pd.DataFrame, judul: str, subjudul: str, ukuran: str, hitungan: str = "") -> Grafik:
    """nama, pembilang, penyebut, nilai in the order given -> one bar each with "n · share"; None is said.

    `ukuran` names what is counted, for the text alternative and the table; `hitungan` what the bars hold where they
    are counts that are no share of anything.
    """
    if hitungan:
        data = data.assign(penyebut=float("nan"), nilai=float("nan"))
    label = [_share_label(b) for b in rows(data)]
    batang = go.Bar(
        x=data["pembilang"], y=data["nama"], orientation="h", marker={"color": theme.UTAMA, "line": {"width": 0}},
        customdata=data["penyebut"],
        hovertemplate=text.hover("%{y}: %{x}" + ("" if hitungan else " dari %{customdata}")),
    )  # fmt: skip
    nama = [_two_lines(n) for n in data["nama"]]
    baris = TINGGI_BARIS + (10 if any(text.BREAK in n for n in nama) else 0)
    figur = theme.new_figure(batang, tinggi=max(len(data), 2) * baris + 16)
    figur.update_xaxes(
        visible=False, range=[0, (data["pembilang"].max() if data["pembilang"].notna().any() else 0) or 1]
    )
    figur.update_yaxes(**NAMA, tickvals=data["nama"].tolist(), ticktext=nama)
    tulis = [
        theme.note(b.pembilang if language.ada(b.pembilang) else 0, b.nama, teks, xanchor="left", xshift=5)
        for b, teks in zip(rows(data), label, strict=True)
    ]
    figur.update_layout(margin={"r": 84}, annotations=tulis)
    alt = "; ".join(f"{b.nama} {_said(b)}" for b in rows(data)) or language.KOSONG
    kolom = {"nama": ukuran, "pembilang": hitungan, "penyebut": "", "nilai": ""}
    if hitungan:
        data, kolom = data[["nama", "pembilang"]], {"nama": ukuran, "pembilang": hitungan}
    return Grafik(figur, judul, subjudul, f"{subjudul}: {alt}.", data, kolom)


def _two_lines(nama: str) -> Markup:
    """A long name broken at the blank nearest its middle: on one line it would leave a phone no room for the bar."""
    sela = [i for i, huruf in enumerate(nama) if huruf == " "]
    if len(nama) <= _PANJANG_NAMA or not sela:
        return text.lines(nama)
    di = min(sela, key=lambda i: abs(i - len(nama) / 2))
    return text.lines(nama[:di], nama[di + 1 :])


def shares(jumlah: pd.DataFrame, dari: float) -> pd.DataFrame:
    """nama, pembilang -> with penyebut and nilai; of nothing there is no share."""
    nilai = jumlah["pembilang"] / dari if dari else float("nan")
    return jumlah.assign(penyebut=dari, nilai=nilai).reset_index(drop=True)


def _share_label(b) -> str:
    if not language.ada(b.pembilang):
        return language.KOSONG
    persen = f"  {language.persen(b.nilai, b.penyebut)}" if language.ada(b.nilai) else ""
    return text.bold(language.bilangan(b.pembilang)) + persen


def _said(b) -> str:
    if not language.ada(b.pembilang):
        return language.KOSONG
    persen = f" ({language.persen(b.nilai, b.penyebut)})" if language.ada(b.nilai) else ""
    return language.pecahan(b.pembilang, b.penyebut) + persen


def uang(deret: pd.DataFrame, ukuran: str, tempat: str, satuan: str = "Rp") -> Grafik:
    """periode, jumlah, melapor, terdaftar -> columns from zero; a jump in the number that reports is marked."""
    penuh = quarter_axis.fill_gaps(deret)
    bagi, nama = _scale(penuh, satuan)
    figur = theme.new_figure(_money_columns(penuh, bagi), tinggi=300, margin={"t": 24, "r": 0})
    tinggi, rendah = _extremes(penuh)
    figur.update_yaxes(visible=False, range=[rendah / bagi * 1.15, tinggi / bagi * 1.15 or 1])
    patah = quarter_axis.breaks(penuh, "melapor", "yang melapor")
    bidang, tulis = quarter_axis.marks(penuh, "jumlah", patah)
    figur.update_layout(xaxis=quarter_axis.axis(penuh), shapes=bidang, annotations=tulis)
    return Grafik(
        figur,
        _money_headline(penuh, ukuran, satuan),
        f"{ukuran} dalam {nama}, {tempat}, {quarter_axis.span(penuh)}{_reporting(penuh)}{quarter_axis.break_notes(patah)}",
        _money_alt(penuh, ukuran, satuan, tempat),
        penuh,
        {"periode": "", "jumlah": ukuran, "melapor": "", "terdaftar": ""},
    )


def _scale(penuh: pd.DataFrame, satuan: str) -> tuple[float, str]:
    if satuan != "Rp":
        return 1.0, satuan
    besar = max(abs(x) for x in _extremes(penuh))
    return next(((b, nama) for b, nama in _BESAR if besar >= b), _BESAR[-1])


def _extremes(penuh: pd.DataFrame) -> tuple[float, float]:
    """Largest and smallest sum, zero always between them: columns start at zero."""
    ada = penuh["jumlah"].dropna() if len(penuh) else pd.Series(dtype="float64")
    return max([0.0, *ada]), min([0.0, *ada])


def _money_columns(penuh: pd.DataFrame, bagi: float) -> go.Bar:
    jarang = 2 if len(penuh) > _LABEL_PALING_BANYAK else 1
    label = [
        "" if (len(penuh) - 1 - ke) % jarang else _short(x / bagi if language.ada(x) else None)
        for ke, x in enumerate(penuh["jumlah"])
    ]
    kata = [(language.triwulan(b.periode), language.pecahan(b.melapor, b.terdaftar)) for b in rows(penuh)]
    return go.Bar(
        x=penuh["periode"].map(triwulan.index), y=penuh["jumlah"] / bagi, marker={"color": theme.UTAMA},
        text=label, textposition="outside", textfont={"color": theme.TEKS, "size": theme.UKURAN["catatan"]},
        textangle=0, constraintext="none", cliponaxis=False, customdata=kata,
        hovertemplate="%{customdata[0]}: %{y:,.2f} (%{customdata[1]} melapor)<extra></extra>",
    )  # fmt: skip


def _short(nilai: float | None) -> str:
    """At most four digits over a column."""
    if nilai is None:
        return ""
    return language.bilangan(nilai, 0 if abs(nilai) >= 100 or nilai == int(nilai) else 1)


def _money_headline(penuh: pd.DataFrame, ukuran: str, satuan: str) -> str:
    ada = penuh[penuh["jumlah"].notna()] if len(penuh) else penuh
    if ada.empty:
        return f"{ukuran}: {language.KOSONG}"
    teks = f"{ukuran} {_amount(ada.iloc[-1]['jumlah'], satuan)}"
    if len(ada) == 1:
        return teks
    lalu, kini = ada.iloc[-2], ada.iloc[-1]
    beda = kini["jumlah"] - lalu["jumlah"]
    kata = "tetap" if beda == 0 else f"{'naik' if beda > 0 else 'turun'} {_amount(abs(beda), satuan)}"
    return f"{teks}, {kata} sejak {language.triwulan(lalu['periode'], True)}"


def money_at(penuh: pd.DataFrame, ukuran: str, satuan: str, periode: str) -> str:
    """Headline while a quarter before the last is chosen."""
    satu = penuh[(penuh["periode"] == periode) & penuh["jumlah"].notna()]
    besar = language.KOSONG if satu.empty else _amount(satu.iloc[0]["jumlah"], satuan)
    return f"{ukuran} {besar} pada {language.triwulan(periode, True)}"


def _amount(nilai: float, satuan: str) -> str:
    return language.rupiah(nilai) if satuan == "Rp" else f"{language.bilangan(nilai, 0)} {satuan}"


def _reporting(penuh: pd.DataFrame) -> str:
    if penuh.empty:
        return ""
    akhir = penuh.iloc[-1]
    return f". {language.pecahan(akhir['melapor'], akhir['terdaftar'])} koperasi melapor pada {language.triwulan(akhir['periode'], True)}"


def _money_alt(penuh: pd.DataFrame, ukuran: str, satuan: str, tempat: str) -> str:
    ada = penuh[penuh["jumlah"].notna()] if len(penuh) else penuh
    if ada.empty:
        return f"{ukuran}, {tempat}: {language.KOSONG}."
    titik = (("terakhir", -1), ("tertinggi", int(ada["jumlah"].argmax())), ("terendah", int(ada["jumlah"].argmin())))
    isi = [
        f"{kata} {_amount(ada.iloc[ke]['jumlah'], satuan)} pada {language.triwulan(ada.iloc[ke]['periode'], True)}"
        for kata, ke in titik
    ]
    hilang = [language.triwulan(x) for x in penuh.loc[penuh["jumlah"].isna(), "periode"]]
    return f"{ukuran}, {tempat}: {'; '.join(isi)}." + (
        f" Belum ada data: {language.daftar(hilang, 6)}." if hilang else ""
    )
