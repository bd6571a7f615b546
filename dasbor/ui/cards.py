"""KPI cards as plain HTML: a figure, its denominator, change, bar to target, sparkline. No Plotly: they paint first."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from dasbor.chart import theme
from dasbor.chart.sentences import Rasio
from dasbor.ui import markup
from dasbor.words import interval, language
from etl import periode as triwulan

_LEBAR, _TINGGI, _TEPI = 88, 24, 4


@dataclass(frozen=True)
class Kartu:
    """One card. `sejak` is the quarter that `lalu` belongs to; `deret` has periode and nilai."""

    judul: str
    kini: Rasio
    lalu: Rasio | None = None
    sejak: str | None = None
    target: float | None = None
    deret: pd.DataFrame | None = None
    warna: str = theme.UTAMA
    alamat: str = ""
    asal: str = ""  # address of the rows that are counted
    n_kecil: int = 0  # a share of fewer cases gets no colour
    putus: str = ""  # why the change since last quarter is not said
    seluruh: str = ""  # what the whole city has, "kota 89,0%", where a part of it is shown

    @property
    def kecil(self) -> bool:
        return language.ada(self.kini.penyebut) and 0 < (self.kini.penyebut or 0) < self.n_kecil


def row(kartu: Sequence[Kartu]) -> Markup:
    """The cards side by side; two abreast on a phone (styles/phone.css)."""
    return markup.render("cards.html", cards=[card(k) for k in kartu])


def card(k: Kartu) -> Markup:
    change, since = _change(k)
    return markup.render(
        "card.html", title=k.judul, address=k.alamat, share=_share(k.kini), change=change, since=since,
        interrupted=k.putus, compared=_compared(k), cases=k.asal, image=_spark(k), **_figure(k.kini), **_bar(k),
    )  # fmt: skip


def _figure(kini: Rasio) -> dict[str, object]:
    """The count, and what it is of."""
    if not language.ada(kini.pembilang):
        return {"number": language.KOSONG, "of": "", "unknown": True}
    dari = language.bilangan(kini.penyebut, 0) if language.ada(kini.penyebut) else ""
    return {"number": language.bilangan(kini.pembilang, 0), "of": dari, "unknown": False}


def _share(kini: Rasio) -> str:
    if not language.ada(kini.penyebut) or not language.ada(kini.nilai):
        return ""
    return language.persen(kini.nilai, kini.penyebut)


def _change(k: Kartu) -> tuple[str, str]:
    """Points for a share, the plain difference for a count; and the quarter it is measured from, "" when unknown."""
    if k.putus:
        return "", ""
    if k.lalu is None or k.sejak is None or not language.ada(k.kini.nilai) or not language.ada(k.lalu.nilai):
        return (language.selisih(None) if language.ada(k.kini.pembilang) else ""), ""
    beda = (k.kini.nilai or 0) - (k.lalu.nilai or 0)
    if language.ada(k.kini.penyebut):
        teks = language.selisih(beda * 100, "poin", language.digits_of(k.kini.penyebut))
    else:
        teks = language.selisih(beda)
    return teks, language.triwulan(k.sejak, True)


def _bar(k: Kartu) -> dict[str, object]:
    """Filled to the value, a tick at the target; the words beside it say the same."""
    if not language.ada(k.kini.penyebut):
        return {"filled": "", "tick": "", "colour": ""}
    isi = 0.0 if k.kini.nilai is None or not language.ada(k.kini.nilai) else min(max(k.kini.nilai, 0), 1)
    tick = "" if k.target is None else f"{k.target:.1%}"
    return {"filled": f"{isi:.1%}", "tick": tick, "colour": theme.TAK_ADA_DATA if k.kecil else k.warna}


def _target(k: Kartu) -> str:
    """The target in words; without one, how the count itself moved: a share can rise because others left."""
    if k.kecil:
        target = "" if k.target is None else f"target {language.persen(k.target)}; "
        return f"{target}n di bawah {k.n_kecil}: {interval.TAK_BANDING}"
    if k.target is not None:
        return f"target {language.persen(k.target)}"
    if k.putus or k.lalu is None or not language.ada(k.lalu.pembilang) or not language.ada(k.kini.pembilang):
        return ""
    if not k.kini.penyebut or not k.lalu.penyebut:
        return ""  # a count has said it already; of nothing counted nothing moved
    return f"jumlahnya {language.arah((k.kini.pembilang or 0) - (k.lalu.pembilang or 0))}"


def _compared(k: Kartu) -> str:
    """Target and city, what a reader holds the figure against."""
    return " · ".join(x for x in (_target(k), k.seluruh) if x)


def _spark(k: Kartu) -> Markup:
    """An image, since st.html drops inline SVG; its alt text says first and last value."""
    if k.deret is None or k.deret["nilai"].notna().sum() < 2:
        return Markup("")
    ada = k.deret[k.deret["nilai"].notna()]
    awal, akhir = ada.iloc[0], ada.iloc[-1]
    alt = f"Sejak {language.triwulan(awal['periode'], True)}: dari {_said(awal)} menjadi {_said(akhir)}"
    return image(k.deret, k.warna, alt)


def image(deret: pd.DataFrame, warna: str, alt: str, kelas: str = "kartu-garis") -> Markup:
    """The line of the quarters as a picture."""
    data = base64.b64encode(sparkline(deret, warna).encode()).decode()
    return markup.render("trend_image.html", kind=kelas, alt=alt, width=_LEBAR, height=_TINGGI, data=data)


def _said(baris: pd.Series) -> str:
    if "penyebut" in baris and language.ada(baris["penyebut"]):
        return language.persen(baris["nilai"], baris["penyebut"])
    return language.bilangan(baris["nilai"], 0)


def sparkline(deret: pd.DataFrame, warna: str) -> Markup:
    """SVG: a line per unbroken run of quarters, a dot on the last value. Missing quarters leave a gap."""
    titik = _points(deret)
    garis, lama = [], None
    for nomor, x, y in titik:
        garis.append(f"{'L' if lama is not None and nomor == lama + 1 else 'M'}{x:.1f} {y:.1f}")
        lama = nomor
    _, x, y = titik[-1]
    return markup.render(
        "sparkline.svg", width=_LEBAR, height=_TINGGI, path=" ".join(garis), colour=warna, x=f"{x:.1f}", y=f"{y:.1f}"
    )


def _points(deret: pd.DataFrame) -> list[tuple[int, float, float]]:
    ada = deret[deret["nilai"].notna()]
    nomor = ada["periode"].map(triwulan.index)
    rentang, rendah = (nomor.max() - nomor.min()) or 1, ada["nilai"].min()
    tinggi = (ada["nilai"].max() - rendah) or 1
    return [
        (
            int(n),
            _TEPI + (n - nomor.min()) / rentang * (_LEBAR - 2 * _TEPI),
            _TINGGI - _TEPI - (v - rendah) / tinggi * (_TINGGI - 2 * _TEPI),
        )
        for n, v in zip(nomor, ada["nilai"], strict=True)
    ]
