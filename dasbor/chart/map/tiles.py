"""Map of rates: one equal-area tile per kelurahan, placed like the real city. Bars, so that hatches and clicks work.

What is said of an area (colour, hatch, hover, table) is shared with the map of boundaries in peta_batas.py.
"""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
from markupsafe import Markup

from dasbor.chart import sentences, text, theme
from dasbor.chart.by_area import Chart
from dasbor.words import interval, language
from dasbor.words.columns import list_rows

TILE_HEIGHT = 39
_TILE_SIDE = 0.95  # of a cell; the rest is the gap


def draw_tiles(
    data: pd.DataFrame, letak: pd.DataFrame, indikator: str, ukuran: str, kota: sentences.Ratio, *, tempat: str,
    periode: str, n_kecil: int, terpilih: str = "", tinggi_ubin: int = TILE_HEIGHT,
) -> Chart:  # fmt: skip
    """kode_wilayah, nama, pembilang, penyebut, nilai + acuan.kelurahan (ubin_*) -> tiles with value and n of N."""
    peta = letak.merge(data, left_on="kode_kelurahan", right_on="kode_wilayah", suffixes=("_acuan", ""))
    baris = int(peta["ubin_baris"].max() - peta["ubin_baris"].min() + 1) if len(peta) else 1
    figur = theme.make_plot(
        *_draw_tiles(peta, indikator, n_kecil, terpilih), _draw_rate_text(peta, indikator, n_kecil),
        tinggi=baris * tinggi_ubin + 4, barmode="overlay", bargap=0,
    )  # fmt: skip
    figur.update_layout(margin={"l": 0, "r": 0, "t": 2, "b": 2})
    figur.update_xaxes(visible=False, range=[peta["ubin_kolom"].min() - 0.5, peta["ubin_kolom"].max() + 0.5])
    figur.update_yaxes(visible=False, range=[peta["ubin_baris"].max() + 0.5, peta["ubin_baris"].min() - 0.5])
    return make_map(figur, "Peta ubin", data, indikator, ukuran, kota, tempat=tempat, periode=periode, n_kecil=n_kecil)


def make_map(
    figur: go.Figure, bentuk: str, data: pd.DataFrame, indikator: str, ukuran: str, kota: sentences.Ratio, *,
    tempat: str, periode: str, n_kecil: int,
) -> Chart:  # fmt: skip
    """A drawn map with its sentences and its table."""
    isi = data.sort_values(["nilai", "nama"], ascending=[True, True], na_position="last").reset_index(drop=True)
    return Chart(
        figur,
        sentences.say_lowest(data, indikator, n_kecil),
        sentences.say_subtitle(ukuran, tempat, periode) + f". {sentences.say_small_n(n_kecil)}",
        sentences.say_areas_alt(bentuk, data, indikator, n_kecil, tempat, kota),
        interval.add_bounds(isi, n_kecil),
        {"nama": "", "kecamatan": "", "pembilang": "", "penyebut": "", "nilai": "", **interval.INTERVAL_COLUMNS},
    )


def find_clicked(keadaan: object) -> str | None:
    """The kode_wilayah of the tile that was clicked, from what st.plotly_chart returns."""
    titik = keadaan["selection"]["points"] if isinstance(keadaan, dict) else []
    return str(titik[0]["customdata"][0]) if titik else None


# Hatches of the kinds of area: comparable, too few cases, unknown. The last two carry no colour of a class.
HATCHES: tuple[dict, ...] = (
    {"shape": ""},
    {"shape": "/", "fgcolor": theme.TEXT_MUTED, "fgopacity": 0.4, "solidity": 0.12, "size": 8},
    {"shape": ".", "fgcolor": theme.NO_DATA, "fgopacity": 0.45, "solidity": 0.1, "size": 9},
)


def split_kinds(peta: pd.DataFrame, n_kecil: int) -> list[tuple[pd.DataFrame, dict]]:
    """The areas of each kind that there are, with its hatch."""
    kosong, kecil = peta["nilai"].isna(), peta["nilai"].notna() & (peta["penyebut"] < n_kecil)
    return [(b, p) for b, p in zip((peta[~kosong & ~kecil], peta[kecil], peta[kosong]), HATCHES, strict=True) if len(b)]


def find_rate_classes(bagian: pd.DataFrame, indikator: str, pola: dict) -> list[int | None]:
    """The colour class of each area; None where it is unknown or not comparable."""
    return [theme.find_rate_class(x, indikator) if not pola["shape"] else None for x in bagian["nilai"]]


def _draw_tiles(peta: pd.DataFrame, indikator: str, n_kecil: int, terpilih: str) -> list[go.Bar]:
    """Unknown, small and comparable areas are separate traces: each kind has its own hatch."""
    return [_draw_tile_bar(bagian, indikator, pola, terpilih) for bagian, pola in split_kinds(peta, n_kecil)]


def _draw_tile_bar(peta: pd.DataFrame, indikator: str, pola: dict, terpilih: str) -> go.Bar:
    pilih = [bool(terpilih) and kode == terpilih for kode in peta["kode_wilayah"]]
    kelas = find_rate_classes(peta, indikator, pola)
    return go.Bar(
        x=peta["ubin_kolom"], y=[_TILE_SIDE] * len(peta), base=peta["ubin_baris"] - _TILE_SIDE / 2, width=_TILE_SIDE,
        marker={
            "color": [theme.GROUND if k is None else theme.RATE_COLOURS[k] for k in kelas],
            "line": {"color": [theme.TEXT if x else choose_edge(k) for x, k in zip(pilih, kelas, strict=True)],
                     "width": [3 if x else 1 for x in pilih]},
            "pattern": {**pola, "fillmode": "overlay"},
        },
        text=[theme.mark_wide_only(_write_tile_text(b, b.nama)) for b in list_rows(peta)],
        textposition="inside", insidetextanchor="middle", textangle=0, constraintext="inside",
        insidetextfont={"color": [theme.TEXT if k is None else theme.RATE_TEXT_COLOURS[k] for k in kelas], "size": 12},
        customdata=peta[["kode_wilayah", "nama"]],
        hovertext=[say_hover(b, bool(pola["shape"])) for b in list_rows(peta)], hovertemplate="%{hovertext}<extra></extra>",
        # the choice is drawn by us (border), so that it survives a rerun
        selected={"marker": {"opacity": 1}}, unselected={"marker": {"opacity": 1}},
    )  # fmt: skip


def choose_edge(kelas: int | None) -> str:
    """Pale tiles need an edge of 3:1 against the white ground."""
    return theme.NO_DATA if kelas is None or kelas < 3 else theme.RATE_COLOURS[kelas]


def _draw_rate_text(peta: pd.DataFrame, indikator: str, n_kecil: int) -> go.Scatter:
    isi = pd.concat([bagian.assign(pola=pola["shape"]) for bagian, pola in split_kinds(peta, n_kecil)] or [peta])
    kelas = [k for bagian, pola in split_kinds(peta, n_kecil) for k in find_rate_classes(bagian, indikator, pola)]
    warna = [theme.TEXT if k is None else theme.RATE_TEXT_COLOURS[k] for k in kelas]
    return draw_phone_text(isi, [_write_tile_text(b, break_name(b)) for b in list_rows(isi)], warna)


def draw_phone_text(peta: pd.DataFrame, tulis: list[str], warna: list[str]) -> go.Scatter:
    """The words in the tiles of a phone: a bar would shrink long ones until nobody can read them."""
    return go.Scatter(
        x=peta["ubin_kolom"], y=peta["ubin_baris"], mode="text", hoverinfo="skip", showlegend=False,
        text=[theme.mark_narrow_only(t) for t in tulis], textfont={"color": warna, "size": 10},
    )  # fmt: skip


def break_name(b) -> Markup:
    """A long name broken as in "Kepanjen|kidul" of the drawn tile map, else the blanks of the name."""
    if len(b.nama) < 11:
        return text.join_lines(b.nama)
    label = str(b.ubin_label) if language.is_known(b.ubin_label) else ""
    cocok = label.replace("|", "").lower() == b.nama.replace(" ", "").lower()
    return text.join_lines(*(label if cocok else b.nama.replace(" ", "|", 1)).split("|"))


def _write_tile_text(b, nama: str) -> Markup:
    if not language.is_known(b.nilai):
        return text.join_lines(nama, "tanpa data")
    persen = text.make_bold(language.format_percent(b.nilai, b.penyebut))
    return text.join_lines(
        nama, persen + f" {language.format_number(b.pembilang)}/{language.format_number(b.penyebut)}"
    )


def say_hover(b, belum_sebanding: bool = False) -> Markup:
    nama = text.make_bold(b.nama)
    if not language.is_known(b.nilai):
        return text.join_lines(nama, language.NO_DATA)
    bagian = f"{language.format_fraction(b.pembilang, b.penyebut)} ({language.format_percent(b.nilai, b.penyebut)})"
    catatan = [f"{interval.NOT_COMPARABLE}: n kecil"] if belum_sebanding else []
    return text.join_lines(nama, bagian, f"selang 95%: {interval.say_interval(b.pembilang, b.penyebut)}", *catatan)
