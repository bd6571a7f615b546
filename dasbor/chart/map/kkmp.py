"""Tile map of the KKMP: has the one of this kelurahan held its RAT? A word, a hatch and a colour for each answer."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import sentences, text, theme
from dasbor.chart.by_area import Grafik
from dasbor.chart.map.tiles import TINGGI_UBIN, edge, phone_text, two_lines
from dasbor.query.health import BELUM_WAJIB, SUDAH, TAK_TERCATAT
from dasbor.words import language
from dasbor.words.columns import rows

MENUNGGAK, TANPA_KKMP = "Menunggak RAT", "Belum ada KKMP"
_SISI = 0.95
# answer -> word in the tile, colour, hatch, text on it; the most pressing first, for a kelurahan that has two
TANDA = {
    MENUNGGAK: ("menunggak", theme.STATUS["tidak aktif"].warna, "/", theme.TEKS),
    TAK_TERCATAT: ("tak tercatat", theme.DASAR, ".", theme.TEKS),
    BELUM_WAJIB: ("belum wajib", theme.KELAS_RASIO[1], "", theme.TEKS),
    SUDAH: ("sudah RAT", theme.UTAMA, "", theme.PUTIH),
    TANPA_KKMP: ("belum ada", theme.PUTIH, "x", theme.TEKS),
}
_KOLOM = {"nama": "", "kecamatan": "", "keadaan": "RAT", "nama_koperasi": "KKMP"}


def answer(keadaan_rat: object) -> str:
    """The state of the RAT of one KKMP; years owed stand together, no KKMP is an answer of its own."""
    if not language.ada(keadaan_rat):
        return TANPA_KKMP
    return str(keadaan_rat) if keadaan_rat in TANDA else MENUNGGAK


def gambar(kkmp: pd.DataFrame, letak: pd.DataFrame, *, tempat: str, periode: str, terpilih: str = "") -> Grafik:
    """kode_kelurahan, kelurahan, kecamatan, nama_koperasi, koperasi_id, keadaan_rat + acuan.kelurahan (ubin_*)."""
    isi = kkmp.rename(columns={"kode_kelurahan": "kode_wilayah", "kelurahan": "nama"})
    isi = isi.assign(keadaan=isi["keadaan_rat"].map(answer))
    isi = isi.sort_values("keadaan", key=lambda s: s.map(list(TANDA).index), kind="stable")
    peta = letak.merge(isi.drop_duplicates("kode_wilayah"), left_on="kode_kelurahan", right_on="kode_wilayah",
                       suffixes=("_acuan", ""))  # fmt: skip
    baris = int(peta["ubin_baris"].max() - peta["ubin_baris"].min() + 1)
    figur = theme.new_figure(
        *(_tiles(peta[peta["keadaan"] == k], k, terpilih) for k in TANDA if (peta["keadaan"] == k).any()),
        phone_text(peta, [text.lines(two_lines(b), text.bold(TANDA[b.keadaan][0])) for b in rows(peta)],
                   [TANDA[k][3] for k in peta["keadaan"]]),
        tinggi=baris * TINGGI_UBIN + 40, barmode="overlay", bargap=0, showlegend=True,
    )  # fmt: skip
    figur.update_layout(margin={"l": 0, "r": 0, "t": 34, "b": 2})
    figur.update_xaxes(visible=False, range=[peta["ubin_kolom"].min() - 0.5, peta["ubin_kolom"].max() + 0.5])
    figur.update_yaxes(visible=False, range=[peta["ubin_baris"].max() + 0.5, peta["ubin_baris"].min() - 0.5])
    tabel = isi.sort_values(["nama", "nama_koperasi"]).reset_index(drop=True)
    return Grafik(
        figur, headline(isi), sentences.subtitle("RAT KKMP yang jatuh tempo", tempat, periode), _alt(isi, tempat),
        tabel[["kode_wilayah", "koperasi_id", *_KOLOM]], _KOLOM,
    )  # fmt: skip


def _tiles(bagian: pd.DataFrame, keadaan: str, terpilih: str) -> go.Bar:
    kata, warna, pola, teks = TANDA[keadaan]
    pilih = [bool(terpilih) and kode == terpilih for kode in bagian["kode_wilayah"]]
    tepi = warna if keadaan in (SUDAH, MENUNGGAK) else edge(None)
    return go.Bar(
        x=bagian["ubin_kolom"], y=[_SISI] * len(bagian), base=bagian["ubin_baris"] - _SISI / 2, width=_SISI,
        name=keadaan,
        marker={
            "color": warna,
            "line": {"color": [theme.TEKS if x else tepi for x in pilih], "width": [3 if x else 1 for x in pilih]},
            "pattern": {"shape": pola, "fillmode": "overlay", "fgcolor": theme.TEKS_KEDUA, "fgopacity": 0.3,
                        "solidity": 0.1, "size": 8},
        },
        text=[theme.wide_only(text.lines(b.nama, text.bold(kata))) for b in rows(bagian)],
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="inside",
        insidetextfont={"color": teks, "size": 12},
        customdata=bagian[["kode_wilayah", "nama"]],
        hovertext=[_hover(b, keadaan) for b in rows(bagian)],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _hover(b: Any, keadaan: str) -> str:
    rat = b.keadaan_rat if language.ada(b.keadaan_rat) else keadaan
    return text.lines(text.bold(b.nama), str(b.nama_koperasi), rat)


def headline(isi: pd.DataFrame) -> str:
    """ "3 dari 5 KKMP yang wajib sudah RAT, 16 belum wajib"."""
    n = isi["keadaan"].value_counts()
    wajib = int(sum(n.get(k, 0) for k in (SUDAH, MENUNGGAK, TAK_TERCATAT)))
    belum = int(n.get(BELUM_WAJIB, 0))
    if not wajib + belum:
        return "Belum ada KKMP di wilayah ini"
    if not wajib:
        return f"Belum ada dari {belum} KKMP yang wajib RAT"
    return f"{int(n.get(SUDAH, 0))} dari {wajib} KKMP yang wajib sudah RAT, {belum} belum wajib"


def _alt(isi: pd.DataFrame, tempat: str) -> str:
    bagian = []
    for keadaan in TANDA:
        nama = sorted(isi.loc[isi["keadaan"] == keadaan, "nama"])
        if nama:
            bagian.append(f"{keadaan} {len(nama)}: {language.daftar(nama, 6)}")
    return f"Peta ubin KKMP per kelurahan, {tempat}. {headline(isi)}. {'. '.join(bagian)}."
