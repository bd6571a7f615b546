"""Tile map of the KKMP: has the one of this kelurahan held its RAT? A word, a hatch and a colour for each answer."""

from __future__ import annotations

from typing import Any

import pandas as pd
from markupsafe import Markup

from dasbor.chart import sentences, text, theme
from dasbor.chart.chart import Chart, Trace
from dasbor.chart.map import phone
from dasbor.chart.map.legend import draw_border, is_inside
from dasbor.chart.map.tiles import TILE_SIDE, choose_edge, draw_tile_bar, make_edges, make_tile_plot
from dasbor.words import language, stand_ins
from dasbor.words.columns import list_rows
from dasbor.words.rat_states import RAT_HELD, RAT_NOT_OWED, RAT_NOT_RECORDED

OVERDUE, WITHOUT_KKMP = "Menunggak RAT", "Belum ada KKMP"
# answer -> word in the tile, colour, hatch, text on it; the most pressing first, for a kelurahan that has two
ANSWER_SIGNS = {
    OVERDUE: ("menunggak", theme.STATUS_SIGNS["tidak aktif"].colour, "/", theme.TEXT),
    RAT_NOT_RECORDED: ("tak tercatat", theme.GROUND, ".", theme.TEXT),
    RAT_NOT_OWED: ("belum wajib", theme.RATE_COLOURS[1], "", theme.TEXT),
    RAT_HELD: ("sudah RAT", theme.ACCENT, "", theme.WHITE),
    WITHOUT_KKMP: ("belum ada", theme.WHITE, "x", theme.TEXT),
}
_HATCH_LOOK = {"fillmode": "overlay", "fgcolor": theme.TEXT_MUTED, "fgopacity": 0.3, "solidity": 0.1, "size": 8}
_COLUMNS = {"nama": "", "kecamatan": "", "keadaan": "RAT", "nama_koperasi": "KKMP"}


def find_answer(keadaan_rat: object) -> str:
    """The state of the RAT of one KKMP; years owed stand together, no KKMP is an answer of its own."""
    if not language.is_known(keadaan_rat):
        return WITHOUT_KKMP
    return str(keadaan_rat) if keadaan_rat in ANSWER_SIGNS else OVERDUE


OBLIGED = (OVERDUE, RAT_NOT_RECORDED, RAT_HELD)


def answer(kkmp: pd.DataFrame) -> pd.DataFrame:
    """The KKMP with kode_wilayah, nama and `keadaan`, the most pressing state first."""
    answered = kkmp.rename(columns={"kode_kelurahan": "kode_wilayah", "kelurahan": "nama"})
    answered = answered.assign(keadaan=answered["keadaan_rat"].map(find_answer))
    return answered.sort_values("keadaan", key=lambda s: s.map(list(ANSWER_SIGNS).index), kind="stable")


def draw_kkmp(kkmp: pd.DataFrame, locator: pd.DataFrame, *, place: str, periode: str, selected: str = "") -> Chart:
    """kode_kelurahan, kelurahan, kecamatan, nama_koperasi, koperasi_id, keadaan_rat + acuan.kelurahan (ubin_*)."""
    answered = answer(kkmp)
    one_each = answered.drop_duplicates("kode_wilayah")
    placed = locator.merge(one_each, left_on="kode_kelurahan", right_on="kode_wilayah", suffixes=("_acuan", ""))
    present = [state for state in ANSWER_SIGNS if (placed["keadaan"] == state).any()]
    bars = [_draw_tiles(placed[placed["keadaan"] == state], state, selected) for state in present]
    plot = make_tile_plot(placed, *bars, _draw_answers_on_phone(placed), around=40, top=34, showlegend=True)
    plot.update_layout(shapes=draw_border(placed, selected))
    inside = answered[[is_inside(k, selected) for k in answered["kode_wilayah"]]] if selected else answered
    table = answered.assign(urut=answered["nama_koperasi"].map(stand_ins.find_order, na_action="ignore"))
    table = table.sort_values(["nama", "urut"]).reset_index(drop=True)
    return Chart(
        plot,
        say_headline(inside),
        say_subtitle(place, periode),
        _say_alt(answered, place),
        table[["kode_wilayah", "koperasi_id", *_COLUMNS]],
        _COLUMNS,
    )


def _draw_answers_on_phone(placed: pd.DataFrame) -> Trace:
    areas = list_rows(placed)
    room = phone.measure_room([b.ubin_kolom for b in areas], TILE_SIDE)
    written = [text.join_lines(phone.break_name(b, room), text.make_bold(ANSWER_SIGNS[b.keadaan][0])) for b in areas]
    return phone.draw_text(areas, written, [ANSWER_SIGNS[b.keadaan][3] for b in areas])


def _draw_tiles(part: pd.DataFrame, state: str, selected: str) -> Trace:
    word, colour, hatch, text_colour = ANSWER_SIGNS[state]
    edge = colour if state in (RAT_HELD, OVERDUE) else choose_edge(None)
    areas = list_rows(part)
    return draw_tile_bar(
        part,
        marker={
            "color": colour,
            "line": make_edges(part, [edge] * len(part), selected),
            "pattern": {**_HATCH_LOOK, "shape": hatch},
        },
        written=[text.join_lines(b.nama, text.make_bold(word)) for b in areas],
        text_colour=text_colour,
        hovers=[_say_hover(b, state) for b in areas],
        name=state,
    )


def _say_hover(b: Any, state: str) -> Markup:
    rat = b.keadaan_rat if language.is_known(b.keadaan_rat) else state
    return text.join_lines(text.make_bold(b.nama), str(b.nama_koperasi), rat)


def say_subtitle(place: str, periode: str) -> str:
    return sentences.say_subtitle("KKMP menurut RAT yang wajib", place, periode)


def say_headline(answered: pd.DataFrame) -> str:
    """ "3 dari 5 KKMP yang wajib sudah RAT, 16 belum wajib"."""
    n = answered["keadaan"].value_counts()
    mandatory = int(sum(n.get(k, 0) for k in OBLIGED))
    not_yet = int(n.get(RAT_NOT_OWED, 0))
    if not mandatory + not_yet:
        return "Belum ada KKMP di wilayah ini"
    if not mandatory:
        return f"Belum ada dari {not_yet} KKMP yang wajib RAT"
    return f"{int(n.get(RAT_HELD, 0))} dari {mandatory} KKMP yang wajib sudah RAT, {not_yet} belum wajib"


def _say_alt(answered: pd.DataFrame, place: str) -> str:
    parts = []
    for state in ANSWER_SIGNS:
        names = sorted(answered.loc[answered["keadaan"] == state, "nama"])
        if names:
            parts.append(f"{state} {len(names)}: {language.join_list(names, 6)}")
    return f"Peta ubin KKMP per kelurahan, {place}. {say_headline(answered)}. {'. '.join(parts)}."
