"""Map of rates with the real boundaries: filled outlines, a label inside each, and points that take the clicks."""

from __future__ import annotations

from html import escape

import pandas as pd
import plotly.graph_objects as go

from dasbor import bahasa, batas, kalimat, peta, tema
from dasbor.batas import Bentuk, Tempat
from dasbor.grafik import Grafik
from dasbor.tabel import rows

TINGGI = 430
_HURUF, _LEBAR_HURUF, _LEBAR_BESAR = (12, 11, 10), 0.52, 360  # sizes; width per size; plot width reckoned with, px
_SENTUH = 45  # click points across the map


def gambar(
    data: pd.DataFrame, bentuk: dict[str, Bentuk], letak: pd.DataFrame, indikator: str, ukuran: str,
    kota: kalimat.Rasio, *, tempat: str, periode: str, n_kecil: int, terpilih: str = "",
) -> Grafik:  # fmt: skip
    """kode_wilayah, nama, pembilang, penyebut, nilai + rings -> outlines with name and value inside."""
    isi = [(b, pola) for bagian, pola in peta.kinds(data, n_kecil) for b in rows(bagian)]
    barat, selatan, timur, utara = batas.extent(bentuk)
    renggang = batas.stretch(bentuk)
    skala = min(_LEBAR_BESAR / (timur - barat), TINGGI / ((utara - selatan) * renggang))  # px for a degree of longitude
    tempat_label = {kode: batas.label_place(b) for kode, b in bentuk.items()}
    wilayah = [_outline(b, bentuk[b.kode_wilayah], indikator, pola, terpilih) for b, pola in isi]
    sentuh = _touch(isi, bentuk, (timur - barat) / _SENTUH, renggang)
    figur = tema.new_figure(*sorted(wilayah, key=lambda j: j.line.width), sentuh, tinggi=TINGGI, hoverdistance=12)
    pendek = _short_names(letak)
    figur.update_layout(
        margin={"l": 0, "r": 0, "t": 2, "b": 2},
        annotations=[
            catatan
            for b, pola in isi
            for catatan in _label(b, pola, tempat_label[b.kode_wilayah], indikator, skala, pendek[b.kode_wilayah])
        ],
    )
    figur.update_xaxes(visible=False, range=[barat, timur], constrain="domain")
    figur.update_yaxes(visible=False, range=[selatan, utara], scaleanchor="x", scaleratio=renggang)
    return peta.map_of(
        figur, "Peta batas wilayah", data, indikator, ukuran, kota, tempat=tempat, periode=periode, n_kecil=n_kecil
    )


def _outline(b, bentuk: Bentuk, indikator: str, pola: dict, terpilih: str) -> go.Scatter:
    """One area as one filled path; a gap separates its parts, holes run the other way round."""
    kelas = peta.rate_classes(pd.DataFrame({"nilai": [b.nilai]}), indikator, pola)[0]
    warna = tema.DASAR if kelas is None else tema.KELAS_RASIO[kelas]
    dipilih = bool(terpilih) and b.kode_wilayah == terpilih
    x: list[float | None] = []
    y: list[float | None] = []
    for cincin in bentuk:
        x += [*(t[0] for t in cincin), None]
        y += [*(t[1] for t in cincin), None]
    # a hatched fill takes its ground from bgcolor, a plain one from fillcolor
    return go.Scatter(
        x=x, y=y, mode="lines", fill="toself", fillcolor=warna, hoverinfo="skip",
        fillpattern={**pola, "fillmode": "replace", "bgcolor": warna} if pola["shape"] else None,
        line={"color": tema.TEKS if dipilih else tema.PUTIH if kelas is not None and kelas > 2 else tema.TAK_ADA_DATA,
              "width": 3 if dipilih else 1},
    )  # fmt: skip


def _touch(isi: list, bentuk: dict[str, Bentuk], jarak: float, renggang: float) -> go.Scatter:
    """Filled outlines report no clicks: unseen points inside them do, each with its area's code."""
    titik = [
        (x, y, b.kode_wilayah, b.nama, peta.hover(b, bool(pola["shape"])))
        for b, pola in isi
        for x, y in batas.touch_points(bentuk[b.kode_wilayah], jarak, renggang)
    ]
    unsur = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=[t[0] for t in titik], y=[t[1] for t in titik], mode="markers", marker={"size": 10, "opacity": 0},
        customdata=[[t[2], t[3]] for t in titik], hovertext=[t[4] for t in titik],
        hovertemplate="%{hovertext}<extra></extra>", selected=unsur, unselected=unsur,
    )  # fmt: skip


def _short_names(letak: pd.DataFrame) -> dict[str, list[str]]:
    """Where a long name may be broken: "Kepanjen|kidul" of the tile map, else at its blanks."""
    nama = letak["kelurahan"].where(letak["ubin_label"].isna(), letak["ubin_label"])
    return {kode: str(n).replace(" ", "|").split("|") for kode, n in zip(letak["kode_kelurahan"], nama, strict=True)}


def _label(b, pola: dict, di: Tempat, indikator: str, skala: float, pendek: list[str]) -> list[dict]:
    """Name and value where they fit, in the largest size that fits; what does not fit is in hover and table."""
    angka = bahasa.persen(b.nilai, b.penyebut) if bahasa.ada(b.nilai) else "tanpa data"
    kelas = peta.rate_classes(pd.DataFrame({"nilai": [b.nilai]}), indikator, pola)[0]
    warna = tema.TEKS if kelas is None else tema.TEKS_KELAS[kelas]
    for baris in ([b.nama], pendek):
        for ukuran in _HURUF:
            if max(map(len, [*baris, angka])) * ukuran * _LEBAR_HURUF <= di.lebar * skala:
                teks = "<br>".join([*map(escape, baris), f"<b>{angka}</b>"])
                return [tema.note(di.x, di.y, teks, ukuran, warna, yanchor="middle", xanchor="center")]
    return []
