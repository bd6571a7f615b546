"""The status of one cooperative over the quarters as a strip with words, and small trends of its money. HTML only."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape

import pandas as pd

from dasbor.chart import theme
from dasbor.chart.theme import STATUS_SIGNS
from dasbor.ui import cards
from dasbor.words import columns, language
from etl import periode as triwulan


def make_strip(runs: Sequence[tuple[str, str, str]]) -> str:
    """One bar per unbroken run of a status, as wide as it is long; beside it the word and the quarters."""
    return '<ol class="jejak">' + "".join(_make_run(*satu) for satu in runs) + "</ol>"


def _make_run(status: str, awal: str, akhir: str) -> str:
    banyak = triwulan.find_index(akhir) - triwulan.find_index(awal) + 1
    kata = STATUS_SIGNS[status].label if status in STATUS_SIGNS else language.capitalise(status)
    return (
        f'<li style="flex-grow:{banyak}"><i style="{_choose_fill(status)}" aria-hidden="true"></i><b>{escape(kata)}</b>'
        f"<span>{say_span(awal, akhir)} ({banyak} triwulan)</span></li>"
    )


def say_span(awal: str, akhir: str) -> str:
    """ "T4 2021 sampai T1 2023"."""
    satu = language.format_quarter(awal, True)
    return satu if awal == akhir else f"{satu} sampai {language.format_quarter(akhir, True)}"


def _choose_fill(status: str) -> str:
    """The colour and hatch that the status has in every chart; not registered = an outline."""
    tanda = STATUS_SIGNS.get(status)
    if tanda is None:
        return f"background:{theme.WHITE};border:1px dashed {theme.TEXT_MUTED}"
    if tanda.pola == "/":
        return f"background:repeating-linear-gradient(-45deg,{tanda.colour} 0 5px,{theme.WHITE} 5px 7px)"
    if tanda.pola == ".":
        return f"background:radial-gradient({theme.WHITE} 1px,{tanda.colour} 1.5px) 0 0/6px 6px"
    return f"background:{tanda.colour}"


def make_money(riwayat: pd.DataFrame, kolom: Sequence[str]) -> str:
    """A card per money column: last value, change since the quarter reported before, the line of all quarters."""
    kepala = columns.list_headings(riwayat, dict.fromkeys(kolom, ""))
    isi = [_make_money_card(k.judul, riwayat[["periode", k.nama]].rename(columns={k.nama: "nilai"})) for k in kepala]
    return f'<div class="kartu-deret">{"".join(isi)}</div>'


def _make_money_card(judul: str, deret: pd.DataFrame) -> str:
    ada = deret[deret["nilai"].notna()]
    if ada.empty:
        return f'<section class="kartu"><h3 class="kartu-judul">{escape(judul)}</h3><p class="kartu-uang">{language.NO_DATA}</p></section>'
    kini = ada.iloc[-1]
    return (
        f'<section class="kartu"><h3 class="kartu-judul">{escape(judul)}, {language.format_quarter(kini["periode"], True)}</h3>'
        f'<p class="kartu-uang">{language.format_rupiah(kini["nilai"])}</p><p class="kartu-ubah">{_say_change(ada)}</p>{draw_line_image(deret, judul)}</section>'
    )


def _say_change(ada: pd.DataFrame) -> str:
    if len(ada) < 2:
        return language.say_difference(None)
    lalu, kini = ada.iloc[-2], ada.iloc[-1]
    beda = kini["nilai"] - lalu["nilai"]
    sejak = f'<span class="redup">sejak {language.format_quarter(lalu["periode"], True)}</span>'
    if beda == 0:
        return f"tetap {sejak}"
    return f"{'▲ naik' if beda > 0 else '▼ turun'} {language.format_rupiah(abs(beda))} {sejak}"


def draw_line_image(deret: pd.DataFrame, judul: str, persen: bool = False, kelas: str = "kartu-garis") -> str:
    """The line as a picture, since st.html drops inline SVG; a gap stays a gap. "" with fewer than two values."""
    ada = deret[deret["nilai"].notna()]
    if len(ada) < 2:
        return ""
    tulis = language.format_percent if persen else language.format_rupiah
    awal, akhir = ada.iloc[0], ada.iloc[-1]
    alt = f"{judul} sejak {language.format_quarter(awal['periode'], True)}: dari {tulis(awal['nilai'])} menjadi {tulis(akhir['nilai'])}"
    data = base64.b64encode(cards.draw_sparkline(deret, theme.ACCENT).encode()).decode()
    return f'<img class="{kelas}" alt="{escape(alt)}" width="88" height="24" src="data:image/svg+xml;base64,{data}">'
