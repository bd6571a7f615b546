"""Tile map of the KKMP: has the one of this kelurahan held its RAT? A word, a hatch and a colour for each answer."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import sentences, text, theme
from dasbor.chart.by_area import Chart
from dasbor.chart.map.tiles import TILE_HEIGHT, break_name, choose_edge, draw_phone_text
from dasbor.query.health import RAT_HELD, RAT_NOT_OWED, RAT_NOT_RECORDED
from dasbor.words import language
from dasbor.words.columns import list_rows

OVERDUE, WITHOUT_KKMP = "Menunggak RAT", "Belum ada KKMP"
_TILE_SIDE = 0.95
# answer -> word in the tile, colour, hatch, text on it; the most pressing first, for a kelurahan that has two
ANSWER_SIGNS = {
    OVERDUE: ("menunggak", theme.STATUS_SIGNS["tidak aktif"].warna, "/", theme.TEXT),
    RAT_NOT_RECORDED: ("tak tercatat", theme.GROUND, ".", theme.TEXT),
    RAT_NOT_OWED: ("belum wajib", theme.RATE_COLOURS[1], "", theme.TEXT),
    RAT_HELD: ("sudah RAT", theme.ACCENT, "", theme.WHITE),
    WITHOUT_KKMP: ("belum ada", theme.WHITE, "x", theme.TEXT),
}
_COLUMNS = {"nama": "", "kecamatan": "", "keadaan": "RAT", "nama_koperasi": "KKMP"}


def find_answer(keadaan_rat: object) -> str:
    """The state of the RAT of one KKMP; years owed stand together, no KKMP is an answer of its own."""
    if not language.is_known(keadaan_rat):
        return WITHOUT_KKMP
    return str(keadaan_rat) if keadaan_rat in ANSWER_SIGNS else OVERDUE


def draw_kkmp(kkmp: pd.DataFrame, letak: pd.DataFrame, *, tempat: str, periode: str, terpilih: str = "") -> Chart:
    """kode_kelurahan, kelurahan, kecamatan, nama_koperasi, koperasi_id, keadaan_rat + acuan.kelurahan (ubin_*)."""
    isi = kkmp.rename(columns={"kode_kelurahan": "kode_wilayah", "kelurahan": "nama"})
    isi = isi.assign(keadaan=isi["keadaan_rat"].map(find_answer))
    isi = isi.sort_values("keadaan", key=lambda s: s.map(list(ANSWER_SIGNS).index), kind="stable")
    peta = letak.merge(isi.drop_duplicates("kode_wilayah"), left_on="kode_kelurahan", right_on="kode_wilayah",
                       suffixes=("_acuan", ""))  # fmt: skip
    baris = int(peta["ubin_baris"].max() - peta["ubin_baris"].min() + 1)
    figur = theme.make_plot(
        *(_draw_tiles(peta[peta["keadaan"] == k], k, terpilih) for k in ANSWER_SIGNS if (peta["keadaan"] == k).any()),
        draw_phone_text(peta, [text.join_lines(break_name(b), text.make_bold(ANSWER_SIGNS[b.keadaan][0])) for b in list_rows(peta)],
                   [ANSWER_SIGNS[k][3] for k in peta["keadaan"]]),
        tinggi=baris * TILE_HEIGHT + 40, barmode="overlay", bargap=0, showlegend=True,
    )  # fmt: skip
    figur.update_layout(margin={"l": 0, "r": 0, "t": 34, "b": 2})
    figur.update_xaxes(visible=False, range=[peta["ubin_kolom"].min() - 0.5, peta["ubin_kolom"].max() + 0.5])
    figur.update_yaxes(visible=False, range=[peta["ubin_baris"].max() + 0.5, peta["ubin_baris"].min() - 0.5])
    tabel = isi.sort_values(["nama", "nama_koperasi"]).reset_index(drop=True)
    return Chart(
        figur, say_headline(isi), sentences.say_subtitle("RAT KKMP yang jatuh tempo", tempat, periode), _say_alt(isi, tempat),
        tabel[["kode_wilayah", "koperasi_id", *_COLUMNS]], _COLUMNS,
    )  # fmt: skip


def _draw_tiles(bagian: pd.DataFrame, keadaan: str, terpilih: str) -> go.Bar:
    kata, warna, pola, teks = ANSWER_SIGNS[keadaan]
    pilih = [bool(terpilih) and kode == terpilih for kode in bagian["kode_wilayah"]]
    tepi = warna if keadaan in (RAT_HELD, OVERDUE) else choose_edge(None)
    return go.Bar(
        x=bagian["ubin_kolom"], y=[_TILE_SIDE] * len(bagian), base=bagian["ubin_baris"] - _TILE_SIDE / 2, width=_TILE_SIDE,
        name=keadaan,
        marker={
            "color": warna,
            "line": {"color": [theme.TEXT if x else tepi for x in pilih], "width": [3 if x else 1 for x in pilih]},
            "pattern": {"shape": pola, "fillmode": "overlay", "fgcolor": theme.TEXT_MUTED, "fgopacity": 0.3,
                        "solidity": 0.1, "size": 8},
        },
        text=[theme.mark_wide_only(text.join_lines(b.nama, text.make_bold(kata))) for b in list_rows(bagian)],
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="inside",
        insidetextfont={"color": teks, "size": 12},
        customdata=bagian[["kode_wilayah", "nama"]],
        hovertext=[_say_hover(b, keadaan) for b in list_rows(bagian)],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def _say_hover(b: Any, keadaan: str) -> str:
    rat = b.keadaan_rat if language.is_known(b.keadaan_rat) else keadaan
    return text.join_lines(text.make_bold(b.nama), str(b.nama_koperasi), rat)


def say_headline(isi: pd.DataFrame) -> str:
    """ "3 dari 5 KKMP yang wajib sudah RAT, 16 belum wajib"."""
    n = isi["keadaan"].value_counts()
    wajib = int(sum(n.get(k, 0) for k in (RAT_HELD, OVERDUE, RAT_NOT_RECORDED)))
    belum = int(n.get(RAT_NOT_OWED, 0))
    if not wajib + belum:
        return "Belum ada KKMP di wilayah ini"
    if not wajib:
        return f"Belum ada dari {belum} KKMP yang wajib RAT"
    return f"{int(n.get(RAT_HELD, 0))} dari {wajib} KKMP yang wajib sudah RAT, {belum} belum wajib"


def _say_alt(isi: pd.DataFrame, tempat: str) -> str:
    bagian = []
    for keadaan in ANSWER_SIGNS:
        nama = sorted(isi.loc[isi["keadaan"] == keadaan, "nama"])
        if nama:
            bagian.append(f"{keadaan} {len(nama)}: {language.join_list(nama, 6)}")
    return f"Peta ubin KKMP per kelurahan, {tempat}. {say_headline(isi)}. {'. '.join(bagian)}."
