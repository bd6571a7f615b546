"""The status of one cooperative over the quarters as a strip with words, and small trends of its money. HTML only."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.theme import STATUS_SIGNS
from dasbor.ui import cards, markup
from dasbor.words import columns, language
from etl import periode as triwulan


def make_strip(runs: Sequence[tuple[str, str, str]]) -> Markup:
    """One bar per unbroken run of a status, as wide as it is long; beside it the word and the quarters."""
    return markup.render_template("status_strip.html", runs=[_make_run(*satu) for satu in runs])


def _make_run(status: str, awal: str, akhir: str) -> dict[str, object]:
    return {
        "quarters": triwulan.find_index(akhir) - triwulan.find_index(awal) + 1,
        "word": STATUS_SIGNS[status].label if status in STATUS_SIGNS else language.capitalise(status),
        "fill": _choose_fill(status),
        "span": say_span(awal, akhir),
    }


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
        return f"background:repeating-linear-gradient(-45deg,{tanda.warna} 0 5px,{theme.WHITE} 5px 7px)"
    if tanda.pola == ".":
        return f"background:radial-gradient({theme.WHITE} 1px,{tanda.warna} 1.5px) 0 0/6px 6px"
    return f"background:{tanda.warna}"


def make_money(riwayat: pd.DataFrame, kolom: Sequence[str]) -> Markup:
    """A card per column over the quarters: last value, change since the quarter reported before, the line of all quarters."""
    kepala = columns.list_headings(riwayat, dict.fromkeys(kolom, ""))
    isi = [_make_money_card(k, riwayat[["periode", k.nama]].rename(columns={k.nama: "nilai"})) for k in kepala]
    return markup.render_template("money_cards.html", cards=isi)


# how a figure is said in a word
_SHORT: dict[str, Callable[[float], str]] = {
    columns.MONEY: language.format_rupiah,
    columns.NUMBER: language.format_number,
}


def _make_money_card(k: columns.Heading, deret: pd.DataFrame) -> dict[str, object]:
    judul, write = k.judul, _SHORT.get(k.bentuk, language.format_number)
    ada = deret[deret["nilai"].notna()]
    if ada.empty:
        return {"title": judul, "value": language.NO_DATA, "change": "", "since": "", "image": ""}
    kini, (change, since) = ada.iloc[-1], _say_change(ada, write)
    return {
        "title": f"{judul}, {language.format_quarter(kini['periode'], True)}",
        "value": write(kini["nilai"]),
        "change": change,
        "since": since,
        "image": draw_line_image(deret, judul, write),
    }


def _say_change(ada: pd.DataFrame, write: Callable[[float], str]) -> tuple[str, str]:
    """How the value moved, and since when; "" when it was reported once."""
    if len(ada) < 2:
        return language.say_difference(None), ""
    lalu, kini = ada.iloc[-2], ada.iloc[-1]
    beda = kini["nilai"] - lalu["nilai"]
    sejak = language.format_quarter(lalu["periode"], True)
    if beda == 0:
        return "tetap", sejak
    return f"{'▲ naik' if beda > 0 else '▼ turun'} {write(abs(beda))}", sejak


def draw_line_image(
    deret: pd.DataFrame, judul: str, write: Callable[[float], str], kelas: str = "kartu-garis"
) -> Markup:
    """The line as a picture, since st.html drops inline SVG; a gap stays a gap. "" with fewer than two values."""
    ada = deret[deret["nilai"].notna()]
    if len(ada) < 2:
        return Markup("")
    awal, akhir = ada.iloc[0], ada.iloc[-1]
    sejak = f"{judul} sejak {language.format_quarter(awal['periode'], True)}"
    return cards.make_image(
        deret, theme.ACCENT, f"{sejak}: dari {write(awal['nilai'])} menjadi {write(akhir['nilai'])}", kelas
    )
