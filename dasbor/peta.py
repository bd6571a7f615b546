"""Map of rates: one equal-area tile per kelurahan, placed like the real city. Bars, so that hatches and clicks work."""

from __future__ import annotations

from html import escape

import pandas as pd
import plotly.graph_objects as go

from dasbor import bahasa, kalimat, tema
from dasbor.grafik import Grafik
from dasbor.tabel import rows

TINGGI_UBIN = 42
_SISI = 0.95  # of a cell; the rest is the gap


def ubin(
    data: pd.DataFrame, letak: pd.DataFrame, indikator: str, ukuran: str, kota: kalimat.Rasio, *, tempat: str,
    periode: str, n_kecil: int, terpilih: str = "", tinggi_ubin: int = TINGGI_UBIN,
) -> Grafik:  # fmt: skip
    """kode_wilayah, nama, pembilang, penyebut, nilai + acuan.kelurahan (ubin_*) -> tiles with value and n of N."""
    peta = letak.merge(data, left_on="kode_kelurahan", right_on="kode_wilayah", suffixes=("_acuan", ""))
    baris = int(peta["ubin_baris"].max() - peta["ubin_baris"].min() + 1) if len(peta) else 1
    figur = tema.new_figure(
        *_tiles(peta, indikator, n_kecil, terpilih), tinggi=baris * tinggi_ubin + 4, barmode="overlay", bargap=0
    )
    figur.update_layout(margin={"l": 0, "r": 0, "t": 2, "b": 2})
    figur.update_xaxes(visible=False, range=[peta["ubin_kolom"].min() - 0.5, peta["ubin_kolom"].max() + 0.5])
    figur.update_yaxes(visible=False, range=[peta["ubin_baris"].max() + 0.5, peta["ubin_baris"].min() - 0.5])
    return Grafik(
        figur,
        kalimat.lowest(data, indikator, n_kecil),
        kalimat.subtitle(ukuran, tempat, periode) + f". {kalimat.small_n_note(n_kecil)}",
        kalimat.alt_areas("Peta ubin", data, indikator, n_kecil, tempat, kota),
        data.sort_values(["nilai", "nama"], ascending=[True, True], na_position="last").reset_index(drop=True),
        {"nama": "", "kecamatan": "", "pembilang": "", "penyebut": "", "nilai": ""},
    )


def clicked(keadaan: object) -> str | None:
    """The kode_wilayah of the tile that was clicked, from what st.plotly_chart returns."""
    titik = keadaan["selection"]["points"] if isinstance(keadaan, dict) else []
    return str(titik[0]["customdata"][0]) if titik else None


def _tiles(peta: pd.DataFrame, indikator: str, n_kecil: int, terpilih: str) -> list[go.Bar]:
    """Unknown, small and comparable areas are separate traces: each kind has its own hatch."""
    kosong, kecil = peta["nilai"].isna(), peta["nilai"].notna() & (peta["penyebut"] < n_kecil)
    jenis: list[tuple[pd.DataFrame, dict]] = [
        (peta[~kosong & ~kecil], {"shape": ""}),
        (peta[kecil], {"shape": "/", "fgcolor": tema.PUTIH, "fgopacity": 0.55, "solidity": 0.12, "size": 8}),
        (peta[kosong], {"shape": ".", "fgcolor": tema.TAK_ADA_DATA, "fgopacity": 0.45, "solidity": 0.1, "size": 9}),
    ]
    return [_tile_bar(bagian, indikator, pola, terpilih) for bagian, pola in jenis if len(bagian)]


def _tile_bar(peta: pd.DataFrame, indikator: str, pola: dict, terpilih: str) -> go.Bar:
    pilih = [bool(terpilih) and kode == terpilih for kode in peta["kode_wilayah"]]
    kelas = [tema.rate_class(x, indikator) if bahasa.ada(x) else None for x in peta["nilai"]]
    return go.Bar(
        x=peta["ubin_kolom"], y=[_SISI] * len(peta), base=peta["ubin_baris"] - _SISI / 2, width=_SISI,
        marker={
            "color": [tema.DASAR if k is None else tema.KELAS_RASIO[k] for k in kelas],
            "line": {"color": [tema.TEKS if x else _edge(k) for x, k in zip(pilih, kelas, strict=True)],
                     "width": [3 if x else 1 for x in pilih]},
            "pattern": {**pola, "fillmode": "overlay"},
        },
        text=[_tile_text(b) for b in rows(peta)],
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="inside",
        insidetextfont={"color": [tema.TEKS if k is None else tema.TEKS_KELAS[k] for k in kelas], "size": 12},
        customdata=peta[["kode_wilayah", "nama"]],
        hovertext=[_hover(b) for b in rows(peta)], hovertemplate="%{hovertext}<extra></extra>",
        # the choice is drawn by us (border), so that it survives a rerun
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _edge(kelas: int | None) -> str:
    """Pale tiles need an edge of 3:1 against the white ground."""
    return tema.TAK_ADA_DATA if kelas is None or kelas < 3 else tema.KELAS_RASIO[kelas]


def _tile_text(b) -> str:
    # bars shrink a text that is too wide: on a phone the long names get smaller instead of being cut
    nama = escape(b.nama)
    if not bahasa.ada(b.nilai):
        return f"{nama}<br>tanpa data"
    return f"{nama}<br><b>{bahasa.persen(b.nilai, b.penyebut)}</b> {bahasa.bilangan(b.pembilang)}/{bahasa.bilangan(b.penyebut)}"


def _hover(b) -> str:
    return (
        f"<b>{escape(b.nama)}</b><br>{bahasa.pecahan(b.pembilang, b.penyebut)} ({bahasa.persen(b.nilai, b.penyebut)})"
    )
