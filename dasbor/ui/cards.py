"""KPI cards as plain HTML: a figure, its denominator, change, bar to target, sparkline. No Plotly: they paint first."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pandas as pd

from dasbor.chart import theme
from dasbor.chart.sentences import Ratio
from dasbor.words import interval, language
from etl import periode as triwulan

_WIDTH, _HEIGHT, _EDGE = 88, 24, 4


@dataclass(frozen=True)
class Card:
    """One card. `sejak` is the quarter that `lalu` belongs to; `deret` has periode and nilai."""

    judul: str
    kini: Ratio
    lalu: Ratio | None = None
    sejak: str | None = None
    target: float | None = None
    series: pd.DataFrame | None = None
    colour: str = theme.ACCENT
    alamat: str = ""
    asal: str = ""  # address of the rows that are counted
    n_kecil: int = 0  # a share of fewer cases gets no colour
    putus: str = ""  # why the change since last quarter is not said
    whole_note: str = ""  # what the whole city has, "kota 89,0%", where a part of it is shown

    @property
    def kecil(self) -> bool:
        return language.is_known(self.kini.penyebut) and 0 < (self.kini.penyebut or 0) < self.n_kecil


def make_row(kartu: Sequence[Card]) -> str:
    """The cards side by side; two abreast on a phone (gaya.py)."""
    return '<div class="kartu-deret">' + "".join(make_card(k) for k in kartu) + "</div>"


def make_card(k: Card) -> str:
    judul = escape(k.judul)
    if k.alamat:
        judul = f'<a href="{escape(k.alamat)}" target="_self">{judul}</a>'
    return (
        f'<section class="kartu"><h2 class="kartu-judul">{judul}</h2>{_make_figure(k.kini)}'
        f'<p class="kartu-ubah">{_say_share(k.kini)}{_say_change(k)}</p>{_make_bar(k)}'
        f'<div class="kartu-kaki"><span>{_make_foot(k)}</span>{_make_spark(k)}</div></section>'
    )


def _make_figure(kini: Ratio) -> str:
    if not language.is_known(kini.pembilang):
        return f'<p class="kartu-angka kartu-kosong">{language.NO_DATA}</p>'
    dari = f" <span>dari {language.format_number(kini.penyebut, 0)}</span>" if language.is_known(kini.penyebut) else ""
    return f'<p class="kartu-angka">{language.format_number(kini.pembilang, 0)}{dari}</p>'


def _say_share(kini: Ratio) -> str:
    if not language.is_known(kini.penyebut) or not language.is_known(kini.nilai):
        return ""
    return f"<b>{language.format_percent(kini.nilai, kini.penyebut)}</b> "


def _say_change(k: Card) -> str:
    """Points for a share, the plain difference for a count; the quarter it is measured from is named."""
    if k.putus:
        return f'<span class="redup">{escape(k.putus)}</span>'
    if k.lalu is None or k.sejak is None or not language.is_known(k.kini.nilai) or not language.is_known(k.lalu.nilai):
        return language.say_difference(None) if language.is_known(k.kini.pembilang) else ""
    beda = (k.kini.nilai or 0) - (k.lalu.nilai or 0)
    if language.is_known(k.kini.penyebut):
        teks = language.say_difference(beda * 100, "poin", language.count_digits(k.kini.penyebut))
    else:
        teks = language.say_difference(beda)
    return f'{teks} <span class="redup">sejak {language.format_quarter(k.sejak, True)}</span>'


def _make_bar(k: Card) -> str:
    """Filled to the value, a tick at the target; the words beside it say the same."""
    if not language.is_known(k.kini.penyebut):
        return ""
    isi = 0.0 if k.kini.nilai is None or not language.is_known(k.kini.nilai) else min(max(k.kini.nilai, 0), 1)
    tanda = "" if k.target is None else f'<i style="left:{k.target:.1%}"></i>'
    warna = theme.NO_DATA if k.kecil else k.colour
    return (
        f'<div class="kartu-batang" aria-hidden="true"><b style="width:{isi:.1%};background:{warna}"></b>{tanda}</div>'
    )


def _say_target(k: Card) -> str:
    """The target in words; without one, how the count itself moved: a share can rise because others left."""
    if k.kecil:
        target = "" if k.target is None else f"target {language.format_percent(k.target)}; "
        return f"{target}n di bawah {k.n_kecil}: {interval.NOT_COMPARABLE}"
    if k.target is not None:
        return f"target {language.format_percent(k.target)}"
    if k.putus or k.lalu is None or not language.is_known(k.lalu.pembilang) or not language.is_known(k.kini.pembilang):
        return ""
    if not k.kini.penyebut or not k.lalu.penyebut:
        return ""  # a count has said it already; of nothing counted nothing moved
    return f"jumlahnya {language.say_direction((k.kini.pembilang or 0) - (k.lalu.pembilang or 0))}"


def _say_compared(k: Card) -> str:
    """Target and city, what a reader holds the figure against."""
    return " · ".join(x for x in (_say_target(k), k.whole_note) if x)


def _make_foot(k: Card) -> str:
    """What it is held against, and one click to the rows behind the figure; its title is said to those who hear the link alone."""
    if not k.asal:
        return _say_compared(k)
    asal = (
        f'<a class="kartu-asal" href="{escape(k.asal)}" target="_self">asal angka'
        f'<span class="hanya-baca"> {escape(k.judul)}</span></a>'
    )
    return _say_compared(k) + asal


def _make_spark(k: Card) -> str:
    """An image, since st.html drops inline SVG; its alt text says first and last value."""
    if k.series is None or k.series["nilai"].notna().sum() < 2:
        return ""
    ada = k.series[k.series["nilai"].notna()]
    awal, akhir = ada.iloc[0], ada.iloc[-1]
    alt = f"Sejak {language.format_quarter(awal['periode'], True)}: dari {_say_point(awal)} menjadi {_say_point(akhir)}"
    data = base64.b64encode(draw_sparkline(k.series, k.colour).encode()).decode()
    return f'<img class="kartu-garis" alt="{escape(alt)}" width="{_WIDTH}" height="{_HEIGHT}" src="data:image/svg+xml;base64,{data}">'


def _say_point(baris: pd.Series) -> str:
    if "penyebut" in baris and language.is_known(baris["penyebut"]):
        return language.format_percent(baris["nilai"], baris["penyebut"])
    return language.format_number(baris["nilai"], 0)


def draw_sparkline(deret: pd.DataFrame, warna: str) -> str:
    """SVG: a line per unbroken run of quarters, a dot on the last value. Missing quarters leave a gap."""
    titik = _place_points(deret)
    garis, lama = [], None
    for nomor, x, y in titik:
        garis.append(f"{'L' if lama is not None and nomor == lama + 1 else 'M'}{x:.1f} {y:.1f}")
        lama = nomor
    _, x, y = titik[-1]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"><path d="{" ".join(garis)}" fill="none" '
        f'stroke="{warna}" stroke-width="1.5" stroke-linecap="round"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{warna}"/></svg>'
    )


def _place_points(deret: pd.DataFrame) -> list[tuple[int, float, float]]:
    ada = deret[deret["nilai"].notna()]
    nomor = ada["periode"].map(triwulan.find_index)
    rentang, rendah = (nomor.max() - nomor.min()) or 1, ada["nilai"].min()
    tinggi = (ada["nilai"].max() - rendah) or 1
    return [
        (
            int(n),
            _EDGE + (n - nomor.min()) / rentang * (_WIDTH - 2 * _EDGE),
            _HEIGHT - _EDGE - (v - rendah) / tinggi * (_HEIGHT - 2 * _EDGE),
        )
        for n, v in zip(nomor, ada["nilai"], strict=True)
    ]
