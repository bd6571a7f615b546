"""The status of one cooperative over the quarters as a strip with words, and small trends of its money. HTML only."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from html import escape

import pandas as pd

from dasbor import bahasa, kartu, tabel, tema
from dasbor.tema import STATUS
from etl import periode as triwulan


def strip(runs: Sequence[tuple[str, str, str]]) -> str:
    """One bar per unbroken run of a status, as wide as it is long; beside it the word and the quarters."""
    return '<ol class="jejak">' + "".join(_run(*satu) for satu in runs) + "</ol>"


def _run(status: str, awal: str, akhir: str) -> str:
    banyak = triwulan.index(akhir) - triwulan.index(awal) + 1
    kata = STATUS[status].label if status in STATUS else bahasa.kalimat(status)
    return (
        f'<li style="flex-grow:{banyak}"><i style="{_fill(status)}" aria-hidden="true"></i><b>{escape(kata)}</b>'
        f"<span>{span(awal, akhir)} ({banyak} triwulan)</span></li>"
    )


def span(awal: str, akhir: str) -> str:
    """ "T4 2021 sampai T1 2023"."""
    satu = bahasa.triwulan(awal, True)
    return satu if awal == akhir else f"{satu} sampai {bahasa.triwulan(akhir, True)}"


def _fill(status: str) -> str:
    """The colour and hatch that the status has in every chart; not registered = an outline."""
    tanda = STATUS.get(status)
    if tanda is None:
        return f"background:{tema.PUTIH};border:1px dashed {tema.TEKS_KEDUA}"
    if tanda.pola == "/":
        return f"background:repeating-linear-gradient(-45deg,{tanda.warna} 0 5px,{tema.PUTIH} 5px 7px)"
    if tanda.pola == ".":
        return f"background:radial-gradient({tema.PUTIH} 1px,{tanda.warna} 1.5px) 0 0/6px 6px"
    return f"background:{tanda.warna}"


def money(riwayat: pd.DataFrame, kolom: Sequence[str]) -> str:
    """A card per column over the quarters: last value, change since the quarter reported before, the line of all quarters."""
    kepala = tabel.headings(riwayat, dict.fromkeys(kolom, ""))
    isi = [_money_card(k, riwayat[["periode", k.nama]].rename(columns={k.nama: "nilai"})) for k in kepala]
    return f'<div class="kartu-deret">{"".join(isi)}</div>'


# how a figure is said in a word
_SHORT: dict[str, Callable[[float], str]] = {tabel.RUPIAH: bahasa.rupiah, tabel.BILANGAN: bahasa.bilangan}


def _money_card(k: tabel.Heading, deret: pd.DataFrame) -> str:
    judul, write = k.judul, _SHORT.get(k.bentuk, bahasa.bilangan)
    ada = deret[deret["nilai"].notna()]
    if ada.empty:
        return f'<section class="kartu"><h3 class="kartu-judul">{escape(judul)}</h3><p class="kartu-uang">{bahasa.KOSONG}</p></section>'
    kini = ada.iloc[-1]
    return (
        f'<section class="kartu"><h3 class="kartu-judul">{escape(judul)}, {bahasa.triwulan(kini["periode"], True)}</h3>'
        f'<p class="kartu-uang">{write(kini["nilai"])}</p><p class="kartu-ubah">{_change(ada, write)}</p>{image(deret, judul, write)}</section>'
    )


def _change(ada: pd.DataFrame, write: Callable[[float], str]) -> str:
    if len(ada) < 2:
        return bahasa.selisih(None)
    lalu, kini = ada.iloc[-2], ada.iloc[-1]
    beda = kini["nilai"] - lalu["nilai"]
    sejak = f'<span class="redup">sejak {bahasa.triwulan(lalu["periode"], True)}</span>'
    if beda == 0:
        return f"tetap {sejak}"
    return f"{'▲ naik' if beda > 0 else '▼ turun'} {write(abs(beda))} {sejak}"


def image(deret: pd.DataFrame, judul: str, write: Callable[[float], str], kelas: str = "kartu-garis") -> str:
    """The line as a picture, since st.html drops inline SVG; a gap stays a gap. "" with fewer than two values."""
    ada = deret[deret["nilai"].notna()]
    if len(ada) < 2:
        return ""
    awal, akhir = ada.iloc[0], ada.iloc[-1]
    alt = f"{judul} sejak {bahasa.triwulan(awal['periode'], True)}: dari {write(awal['nilai'])} menjadi {write(akhir['nilai'])}"
    data = base64.b64encode(kartu.sparkline(deret, tema.UTAMA).encode()).decode()
    return f'<img class="{kelas}" alt="{escape(alt)}" width="88" height="24" src="data:image/svg+xml;base64,{data}">'
