"""Tile map of the KKMP: has the one of this kelurahan held its RAT? A word, a hatch and a colour for each answer."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import sentences, text, theme
from dasbor.chart.by_area import Chart
from dasbor.chart.map.tiles import TILE_HEIGHT, break_name, choose_edge, draw_phone_text
from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.rat_states import RAT_HELD, RAT_NOT_OWED, RAT_NOT_RECORDED

OVERDUE, WITHOUT_KKMP = "Menunggak RAT", "Belum ada KKMP"
_TILE_SIDE = 0.95
# answer -> word in the tile, colour, hatch, text on it; the most pressing first, for a kelurahan that has two
ANSWER_SIGNS = {
    OVERDUE: ("menunggak", theme.STATUS_SIGNS["tidak aktif"].colour, "/", theme.TEXT),
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


def draw_kkmp(kkmp: pd.DataFrame, locator: pd.DataFrame, *, place: str, periode: str, selected: str = "") -> Chart:
    """kode_kelurahan, kelurahan, kecamatan, nama_koperasi, koperasi_id, keadaan_rat + acuan.kelurahan (ubin_*)."""
    content = kkmp.rename(columns={"kode_kelurahan": "kode_wilayah", "kelurahan": "nama"})
    content = content.assign(keadaan=content["keadaan_rat"].map(find_answer))
    content = content.sort_values("keadaan", key=lambda s: s.map(list(ANSWER_SIGNS).index), kind="stable")
    placed = locator.merge(
        content.drop_duplicates("kode_wilayah"),
        left_on="kode_kelurahan",
        right_on="kode_wilayah",
        suffixes=("_acuan", ""),
    )
    row = int(placed["ubin_baris"].max() - placed["ubin_baris"].min() + 1)
    plot = theme.make_plot(
        *(
            _draw_tiles(placed[placed["keadaan"] == k], k, selected)
            for k in ANSWER_SIGNS
            if (placed["keadaan"] == k).any()
        ),
        draw_phone_text(
            placed,
            [text.join_lines(break_name(b), text.make_bold(ANSWER_SIGNS[b.keadaan][0])) for b in list_rows(placed)],
            [ANSWER_SIGNS[k][3] for k in placed["keadaan"]],
        ),
        height=row * TILE_HEIGHT + 40,
        barmode="overlay",
        bargap=0,
        showlegend=True,
    )
    plot.update_layout(margin={"l": 0, "r": 0, "t": 34, "b": 2})
    plot.update_xaxes(visible=False, range=[placed["ubin_kolom"].min() - 0.5, placed["ubin_kolom"].max() + 0.5])
    plot.update_yaxes(visible=False, range=[placed["ubin_baris"].max() + 0.5, placed["ubin_baris"].min() - 0.5])
    table = content.sort_values(["nama", "nama_koperasi"]).reset_index(drop=True)
    return Chart(
        plot,
        say_headline(content),
        sentences.say_subtitle("RAT KKMP yang jatuh tempo", place, periode),
        _say_alt(content, place),
        table[["kode_wilayah", "koperasi_id", *_COLUMNS]],
        _COLUMNS,
    )


def _draw_tiles(part: pd.DataFrame, state: str, selected: str) -> go.Bar:
    word, colour, pattern, wording = ANSWER_SIGNS[state]
    is_selected = [bool(selected) and code == selected for code in part["kode_wilayah"]]
    edge = colour if state in (RAT_HELD, OVERDUE) else choose_edge(None)
    return go.Bar(
        x=part["ubin_kolom"],
        y=[_TILE_SIDE] * len(part),
        base=part["ubin_baris"] - _TILE_SIDE / 2,
        width=_TILE_SIDE,
        name=state,
        marker={
            "color": colour,
            "line": {
                "color": [theme.TEXT if x else edge for x in is_selected],
                "width": [3 if x else 1 for x in is_selected],
            },
            "pattern": {
                "shape": pattern,
                "fillmode": "overlay",
                "fgcolor": theme.TEXT_MUTED,
                "fgopacity": 0.3,
                "solidity": 0.1,
                "size": 8,
            },
        },
        text=[theme.mark_wide_only(text.join_lines(b.nama, text.make_bold(word))) for b in list_rows(part)],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        constraintext="inside",
        insidetextfont={"color": wording, "size": 12},
        customdata=part[["kode_wilayah", "nama"]],
        hovertext=[_say_hover(b, state) for b in list_rows(part)],
        hovertemplate="%{hovertext}<extra></extra>",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )


def _say_hover(b: Any, state: str) -> str:
    rat = b.keadaan_rat if language.is_known(b.keadaan_rat) else state
    return text.join_lines(text.make_bold(b.nama), str(b.nama_koperasi), rat)


def say_headline(content: pd.DataFrame) -> str:
    """ "3 dari 5 KKMP yang wajib sudah RAT, 16 belum wajib"."""
    n = content["keadaan"].value_counts()
    mandatory = int(sum(n.get(k, 0) for k in (RAT_HELD, OVERDUE, RAT_NOT_RECORDED)))
    not_yet = int(n.get(RAT_NOT_OWED, 0))
    if not mandatory + not_yet:
        return "Belum ada KKMP di wilayah ini"
    if not mandatory:
        return f"Belum ada dari {not_yet} KKMP yang wajib RAT"
    return f"{int(n.get(RAT_HELD, 0))} dari {mandatory} KKMP yang wajib sudah RAT, {not_yet} belum wajib"


def _say_alt(content: pd.DataFrame, place: str) -> str:
    part = []
    for state in ANSWER_SIGNS:
        name = sorted(content.loc[content["keadaan"] == state, "nama"])
        if name:
            part.append(f"{state} {len(name)}: {language.join_list(name, 6)}")
    return f"Peta ubin KKMP per kelurahan, {place}. {say_headline(content)}. {'. '.join(part)}."
