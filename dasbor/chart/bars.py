"""Horizontal bars of counts with their share, and columns of money over quarters. Pure functions to Grafik."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from dasbor.chart import quarter_axis, text, theme
from dasbor.chart.by_area import BAR_HEIGHT, NAME_AXIS, Chart
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan

_MONEY_UNITS = ((1e9, "miliar rupiah"), (1e6, "juta rupiah"), (1.0, "rupiah"))
_NAME_LENGTH = 20  # letters of a bar's name on one line
_MAX_LABELS = 10  # columns that carry their number; of more, every second one counted from the last


def draw_shares(data: pd.DataFrame, judul: str, subjudul: str, ukuran: str, hitungan: str = "") -> Chart:
    """nama, pembilang, penyebut, nilai in the order given -> one bar each with "n · share"; None is said.

    `ukuran` names what is counted, for the text alternative and the table; `hitungan` what the bars hold where they
    are counts that are no share of anything.
    """
    if hitungan:
        data = data.assign(penyebut=float("nan"), nilai=float("nan"))
    label = [_write_share_label(b) for b in list_rows(data)]
    batang = go.Bar(
        x=data["pembilang"], y=data["nama"], orientation="h", marker={"color": theme.ACCENT, "line": {"width": 0}},
        customdata=data["penyebut"],
        hovertemplate=text.make_hover("%{y}: %{x}" + ("" if hitungan else " dari %{customdata}")),
    )  # fmt: skip
    nama = [_break_name(n) for n in data["nama"]]
    baris = BAR_HEIGHT + (10 if any(text.BREAK in n for n in nama) else 0)
    figur = theme.make_plot(batang, tinggi=max(len(data), 2) * baris + 16)
    figur.update_xaxes(
        visible=False, range=[0, (data["pembilang"].max() if data["pembilang"].notna().any() else 0) or 1]
    )
    figur.update_yaxes(**NAME_AXIS, tickvals=data["nama"].tolist(), ticktext=nama)
    tulis = [
        theme.make_note(b.pembilang if language.is_known(b.pembilang) else 0, b.nama, teks, xanchor="left", xshift=5)
        for b, teks in zip(list_rows(data), label, strict=True)
    ]
    figur.update_layout(margin={"r": 84}, annotations=tulis)
    alt = "; ".join(f"{b.nama} {_say_bar(b)}" for b in list_rows(data)) or language.NO_DATA
    kolom = {"nama": ukuran, "pembilang": hitungan, "penyebut": "", "nilai": ""}
    if hitungan:
        data, kolom = data[["nama", "pembilang"]], {"nama": ukuran, "pembilang": hitungan}
    return Chart(figur, judul, subjudul, f"{subjudul}: {alt}.", data, kolom)


def _break_name(nama: str) -> Markup:
    """A long name broken at the blank nearest its middle: on one line it would leave a phone no room for the bar."""
    sela = [i for i, huruf in enumerate(nama) if huruf == " "]
    if len(nama) <= _NAME_LENGTH or not sela:
        return text.join_lines(nama)
    di = min(sela, key=lambda i: abs(i - len(nama) / 2))
    return text.join_lines(nama[:di], nama[di + 1 :])


def add_shares(jumlah: pd.DataFrame, dari: float) -> pd.DataFrame:
    """nama, pembilang -> with penyebut and nilai; of nothing there is no share."""
    nilai = jumlah["pembilang"] / dari if dari else float("nan")
    return jumlah.assign(penyebut=dari, nilai=nilai).reset_index(drop=True)


def _write_share_label(b) -> str:
    if not language.is_known(b.pembilang):
        return language.NO_DATA
    persen = f"  {language.format_percent(b.nilai, b.penyebut)}" if language.is_known(b.nilai) else ""
    return text.make_bold(language.format_number(b.pembilang)) + persen


def _say_bar(b) -> str:
    if not language.is_known(b.pembilang):
        return language.NO_DATA
    persen = f" ({language.format_percent(b.nilai, b.penyebut)})" if language.is_known(b.nilai) else ""
    return language.format_fraction(b.pembilang, b.penyebut) + persen


def draw_money(deret: pd.DataFrame, ukuran: str, tempat: str, satuan: str = "Rp") -> Chart:
    """periode, jumlah, melapor, terdaftar -> columns from zero; a jump in the number that reports is marked."""
    penuh = quarter_axis.fill_gaps(deret)
    bagi, nama = _choose_scale(penuh, satuan)
    figur = theme.make_plot(_draw_money_columns(penuh, bagi), tinggi=300, margin={"t": 24, "r": 0})
    tinggi, rendah = _find_extremes(penuh)
    figur.update_yaxes(visible=False, range=[rendah / bagi * 1.15, tinggi / bagi * 1.15 or 1])
    patah = quarter_axis.find_breaks(penuh, "melapor", "yang melapor")
    bidang, tulis = quarter_axis.draw_marks(penuh, "jumlah", patah)
    figur.update_layout(xaxis=quarter_axis.make_axis(penuh), shapes=bidang, annotations=tulis)
    return Chart(
        figur,
        _say_money(penuh, ukuran, satuan),
        f"{ukuran} dalam {nama}, {tempat}, {quarter_axis.say_span(penuh)}{_say_reporting(penuh)}{quarter_axis.say_breaks(patah)}",
        _say_money_alt(penuh, ukuran, satuan, tempat),
        penuh,
        {"periode": "", "jumlah": ukuran, "melapor": "", "terdaftar": ""},
    )


def _choose_scale(penuh: pd.DataFrame, satuan: str) -> tuple[float, str]:
    if satuan != "Rp":
        return 1.0, satuan
    besar = max(abs(x) for x in _find_extremes(penuh))
    return next(((b, nama) for b, nama in _MONEY_UNITS if besar >= b), _MONEY_UNITS[-1])


def _find_extremes(penuh: pd.DataFrame) -> tuple[float, float]:
    """Largest and smallest sum, zero always between them: columns start at zero."""
    ada = penuh["jumlah"].dropna() if len(penuh) else pd.Series(dtype="float64")
    return max([0.0, *ada]), min([0.0, *ada])


def _draw_money_columns(penuh: pd.DataFrame, bagi: float) -> go.Bar:
    jarang = 2 if len(penuh) > _MAX_LABELS else 1
    label = [
        "" if (len(penuh) - 1 - ke) % jarang else _format_short(x / bagi if language.is_known(x) else None)
        for ke, x in enumerate(penuh["jumlah"])
    ]
    kata = [
        (language.format_quarter(b.periode), language.format_fraction(b.melapor, b.terdaftar)) for b in list_rows(penuh)
    ]
    return go.Bar(
        x=penuh["periode"].map(triwulan.find_index), y=penuh["jumlah"] / bagi, marker={"color": theme.ACCENT},
        text=label, textposition="outside", textfont={"color": theme.TEXT, "size": theme.SIZES["catatan"]},
        textangle=0, constraintext="none", cliponaxis=False, customdata=kata,
        hovertemplate="%{customdata[0]}: %{y:,.2f} (%{customdata[1]} melapor)<extra></extra>",
    )  # fmt: skip


def _format_short(nilai: float | None) -> str:
    """At most four digits over a column."""
    if nilai is None:
        return ""
    return language.format_number(nilai, 0 if abs(nilai) >= 100 or nilai == int(nilai) else 1)


def _say_money(penuh: pd.DataFrame, ukuran: str, satuan: str) -> str:
    ada = penuh[penuh["jumlah"].notna()] if len(penuh) else penuh
    if ada.empty:
        return f"{ukuran}: {language.NO_DATA}"
    teks = f"{ukuran} {_format_amount(ada.iloc[-1]['jumlah'], satuan)}"
    if len(ada) == 1:
        return teks
    lalu, kini = ada.iloc[-2], ada.iloc[-1]
    beda = kini["jumlah"] - lalu["jumlah"]
    kata = "tetap" if beda == 0 else f"{'naik' if beda > 0 else 'turun'} {_format_amount(abs(beda), satuan)}"
    return f"{teks}, {kata} sejak {language.format_quarter(lalu['periode'], True)}"


def say_money_at(penuh: pd.DataFrame, ukuran: str, satuan: str, periode: str) -> str:
    """Headline while a quarter before the last is chosen."""
    satu = penuh[(penuh["periode"] == periode) & penuh["jumlah"].notna()]
    besar = language.NO_DATA if satu.empty else _format_amount(satu.iloc[0]["jumlah"], satuan)
    return f"{ukuran} {besar} pada {language.format_quarter(periode, True)}"


def _format_amount(nilai: float, satuan: str) -> str:
    return language.format_rupiah(nilai) if satuan == "Rp" else f"{language.format_number(nilai, 0)} {satuan}"


def _say_reporting(penuh: pd.DataFrame) -> str:
    if penuh.empty:
        return ""
    akhir = penuh.iloc[-1]
    return f". {language.format_fraction(akhir['melapor'], akhir['terdaftar'])} koperasi melapor pada {language.format_quarter(akhir['periode'], True)}"


def _say_money_alt(penuh: pd.DataFrame, ukuran: str, satuan: str, tempat: str) -> str:
    ada = penuh[penuh["jumlah"].notna()] if len(penuh) else penuh
    if ada.empty:
        return f"{ukuran}, {tempat}: {language.NO_DATA}."
    titik = (("terakhir", -1), ("tertinggi", int(ada["jumlah"].argmax())), ("terendah", int(ada["jumlah"].argmin())))
    isi = [
        f"{kata} {_format_amount(ada.iloc[ke]['jumlah'], satuan)} pada {language.format_quarter(ada.iloc[ke]['periode'], True)}"
        for kata, ke in titik
    ]
    hilang = [language.format_quarter(x) for x in penuh.loc[penuh["jumlah"].isna(), "periode"]]
    return f"{ukuran}, {tempat}: {'; '.join(isi)}." + (
        f" Belum ada data: {language.join_list(hilang, 6)}." if hilang else ""
    )
