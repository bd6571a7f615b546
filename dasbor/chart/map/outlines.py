"""Map of rates with the real boundaries: filled outlines, a label inside each, and points that take the clicks."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import sentences, text, theme
from dasbor.chart.by_area import Chart
from dasbor.chart.map import boundaries, tiles
from dasbor.chart.map.boundaries import LabelPlace, Outline
from dasbor.words import language
from dasbor.words.columns import list_rows

HEIGHT = 284  # the front page is one screen of 1366 x 768
_WIDTH = 358  # px across that the labels are measured for: a phone
_FONT_SIZES, _LETTER_WIDTH, _LINE_HEIGHT = (
    (12, 11, 10),
    0.5,
    1.25,
)  # sizes; width of a letter and height of a line in sizes
_KEY_LETTERS = "abcdefghijklmn"  # areas whose name does not fit; a longer key in a sentence would not be read
_LIST_KEY_LETTERS = _KEY_LETTERS + "opqrstu"  # … in a list beside the map
_KEY_WIDTH = 104  # px beside the map that the names of lettered areas need
_TOUCH_PIXELS = 45  # click points across the map


def draw_outlines(
    data: pd.DataFrame, bentuk: dict[str, Outline], letak: pd.DataFrame, indikator: str, ukuran: str,
    kota: sentences.Ratio, *, tempat: str, periode: str, n_kecil: int, terpilih: str = "",
) -> Chart:  # fmt: skip
    """kode_wilayah, nama, pembilang, penyebut, nilai + rings -> outlines with name and value inside."""
    isi = [(b, pola) for bagian, pola in tiles.split_kinds(data, n_kecil) for b in list_rows(bagian)]
    barat, selatan, timur, utara = boundaries.measure_extent(bentuk)
    renggang = boundaries.measure_stretch(bentuk)
    skala = min(_WIDTH / (timur - barat), HEIGHT / ((utara - selatan) * renggang))  # px for a degree of longitude
    wilayah = [_draw_outline(b, bentuk[b.kode_wilayah], indikator, pola, terpilih) for b, pola in isi]
    sentuh = _draw_touch(isi, bentuk, (timur - barat) / _TOUCH_PIXELS, renggang)
    figur = theme.make_plot(*sorted(wilayah, key=lambda j: j.line.width), sentuh, tinggi=HEIGHT, hoverdistance=12)
    figur.update_layout(hoverlabel={"align": "left"})
    di_samping = _WIDTH - skala * (timur - barat) >= _KEY_WIDTH
    huruf = _LIST_KEY_LETTERS if di_samping else _KEY_LETTERS
    label = _place_labels(isi, bentuk, indikator, (skala, skala * renggang), _break_names(letak), huruf)
    kunci = _list_key([b for b, _ in isi], label)
    tulis = [*label.values(), *([_draw_key_beside(kunci)] if di_samping and kunci else [])]
    figur.update_layout(margin={"l": 0, "r": 0, "t": 2, "b": 2}, annotations=tulis)
    figur.update_xaxes(visible=False, range=[barat, timur], constrain="domain", constraintoward="left")
    figur.update_yaxes(visible=False, range=[selatan, utara], scaleanchor="x", scaleratio=renggang)
    hasil = tiles.make_map(
        figur, "Peta batas wilayah", data, indikator, ukuran, kota, tempat=tempat, periode=periode, n_kecil=n_kecil
    )
    return replace(hasil, subjudul=hasil.subjudul + _say_key(kunci, len(isi) - len(label), di_samping))


def _draw_outline(b, bentuk: Outline, indikator: str, pola: dict, terpilih: str) -> go.Scatter:
    """One area as one filled path; a gap separates its parts, holes run the other way round."""
    kelas = tiles.find_rate_classes(pd.DataFrame({"nilai": [b.nilai]}), indikator, pola)[0]
    warna = theme.GROUND if kelas is None else theme.RATE_COLOURS[kelas]
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
        line={"color": theme.TEXT if dipilih else theme.WHITE if kelas is not None and kelas > 2 else theme.NO_DATA,
              "width": 3 if dipilih else 1},
    )  # fmt: skip


def _draw_touch(isi: list, bentuk: dict[str, Outline], jarak: float, renggang: float) -> go.Scatter:
    """Filled outlines report no clicks: unseen points inside them do, each with its area's code."""
    titik = [
        (x, y, b.kode_wilayah, b.nama, tiles.say_hover(b, bool(pola["shape"])))
        for b, pola in isi
        for x, y in boundaries.make_touch_points(bentuk[b.kode_wilayah], jarak, renggang)
    ]
    unsur = {"marker": {"opacity": 0}}
    return go.Scatter(
        x=[t[0] for t in titik], y=[t[1] for t in titik], mode="markers", marker={"size": 10, "opacity": 0},
        customdata=[[t[2], t[3]] for t in titik], hovertext=[t[4] for t in titik],
        hovertemplate="%{hovertext}<extra></extra>", selected=unsur, unselected=unsur,
    )  # fmt: skip


def _break_names(letak: pd.DataFrame) -> dict[str, list[str]]:
    """Where a long name may be broken: "Kepanjen|kidul" of the tile map, else at its blanks."""
    nama = letak["kelurahan"].where(letak["ubin_label"].isna(), letak["ubin_label"])
    return {kode: str(n).replace(" ", "|").split("|") for kode, n in zip(letak["kode_kelurahan"], nama, strict=True)}


def _place_labels(
    isi: list, bentuk: dict[str, Outline], indikator: str, skala: tuple[float, float], pendek: dict[str, list[str]],
    tersisa: str,
) -> dict[str, dict]:  # fmt: skip
    """kode_wilayah -> name and value in the largest size that fits inside, else a letter and the value."""
    hasil: dict[str, dict] = {}
    for b, pola in sorted(isi, key=lambda x: x[0].kode_wilayah):
        kelas = tiles.find_rate_classes(pd.DataFrame({"nilai": [b.nilai]}), indikator, pola)[0]
        warna = theme.TEXT if kelas is None else theme.RATE_TEXT_COLOURS[kelas]
        angka = language.format_percent(b.nilai, b.penyebut) if language.is_known(b.nilai) else "tanpa data"
        muat = _fit_label(bentuk[b.kode_wilayah], [b.nama], pendek[b.kode_wilayah], angka, skala)
        if muat is None and tersisa:
            muat = _make_lettered(
                bentuk[b.kode_wilayah], tersisa[0], angka if language.is_known(b.nilai) else "–", skala
            )
            tersisa = tersisa[1:] if muat else tersisa
        if muat is not None:
            di, teks, ukuran = muat
            hasil[b.kode_wilayah] = theme.make_note(
                di.x, di.y, teks, ukuran, warna, yanchor="middle", xanchor="center", name=b.nama
            )
    return hasil


def _fit_label(
    bentuk: Outline, nama: list[str], pendek: list[str], angka: str, skala: tuple[float, float]
) -> tuple[LabelPlace, str, int] | None:
    """Place, text and size of the first form of the label that stays inside."""
    for ukuran in _FONT_SIZES:
        for baris in (nama, pendek):
            lebar = max(map(len, [*baris, angka])) * ukuran * _LETTER_WIDTH / skala[0]
            di = boundaries.find_label_place(bentuk, (len(baris) + 1) * ukuran * _LINE_HEIGHT / skala[1])
            if lebar <= di.lebar:
                return di, text.join_lines(*baris, text.make_bold(angka)), ukuran
    return None


def _make_lettered(
    bentuk: Outline, huruf: str, angka: str, skala: tuple[float, float]
) -> tuple[LabelPlace, str, int] | None:
    """Letter and value, or the letter alone."""
    ukuran = _FONT_SIZES[-1]
    di = boundaries.find_label_place(bentuk, ukuran / skala[1])
    for teks, panjang in ((f"{huruf} " + text.make_bold(angka), len(angka) + 2), (huruf, 1)):
        if panjang * ukuran * _LETTER_WIDTH <= di.lebar * skala[0]:
            return di, teks, ukuran
    return None


def _list_key(isi: list, label: dict[str, dict]) -> list[str]:
    """The names of the lettered areas, with the value where there was room for the letter only."""
    huruf = {k: c["text"] for k, c in label.items() if text.BREAK not in c["text"]}
    baris = {b.kode_wilayah: b for b in isi}
    return [
        f"{teks[0]} {baris[k].nama}"
        + (f" {language.format_percent(baris[k].nilai, baris[k].penyebut)}" if teks[1:] == "" else "")
        for k, teks in huruf.items()
    ]


def _draw_key_beside(kunci: list[str]) -> dict:
    """The key as a list in the room that a tall map leaves."""
    teks = text.join_lines(*kunci)
    letak = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "top", "align": "left"}
    return theme.make_note(
        1, 1, teks, _FONT_SIZES[1 if len(kunci) < 20 else 2], theme.TEXT_MUTED, name="kunci", **letak
    )


def _say_key(kunci: list[str], lain: int, di_samping: bool) -> str:
    """The key in words above a wide map, and a word on those that only hover and table name."""
    teks = f"Huruf di peta: {', '.join(kunci)}" if kunci and not di_samping else ""
    sisa = f"{lain} wilayah kecil tanpa tulisan: sentuh, atau lihat tabelnya" if lain else ""
    return "".join(f". {satu}" for satu in (teks, sisa) if satu)
