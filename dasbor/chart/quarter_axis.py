"""The axis of quarters: gaps, breaks, tick labels. A quarter never published keeps its place and stays empty."""

from __future__ import annotations

from itertools import pairwise
from string import ascii_lowercase

import pandas as pd

from dasbor.chart import text, theme
from dasbor.words import language
from dasbor.words.columns import list_rows
from etl import periode as triwulan

SHRINKING = 0.10  # a total that changes by more than this share breaks the comparison
LEAST_SHRINKING = 3  # and by at least so many: in a kelurahan of nine one closure is no break
AxisBreaks = list[tuple[str, str]]  # (quarter, what jumped)
AxisMarks = tuple[list[dict], list[dict]]  # shapes, annotations


def fill_gaps(deret: pd.DataFrame) -> pd.DataFrame:
    """One row for each quarter from first to last; those never published are all missing."""
    if deret.empty:
        return deret
    nomor = deret["periode"].map(triwulan.find_index)
    semua = [triwulan.make_from_index(i) for i in range(nomor.min(), nomor.max() + 1)]
    return deret.set_index("periode").reindex(semua).rename_axis("periode").reset_index()


def find_breaks(penuh: pd.DataFrame, kolom: str, sebutan: str) -> AxisBreaks:
    """Quarters in which a total jumped against the quarter published before: comparing across them says little."""
    ada = penuh[penuh[kolom].notna() & (penuh[kolom] > 0)]
    hasil: AxisBreaks = []
    for lalu, kini in pairwise(list_rows(ada)):
        dulu, besar = getattr(lalu, kolom), getattr(kini, kolom)
        if abs(besar - dulu) / dulu > SHRINKING and abs(besar - dulu) >= LEAST_SHRINKING:
            kata = f"{sebutan} {'susut' if besar < dulu else 'tumbuh'}"
            hasil.append((kini.periode, f"{kata} {language.format_number(dulu)} → {language.format_number(besar)}"))
    return hasil


def say_breaks(patah: AxisBreaks) -> str:
    """What the dashed lines mean; letters, since sentences would collide on a phone."""
    catatan = [
        f"{h} {tulis}, {language.format_quarter(p, True)}"
        for h, (p, tulis) in zip(ascii_lowercase, patah, strict=False)
    ]
    return f". Garis putus, jangan membandingkan melintasinya: {'; '.join(catatan)}" if catatan else ""


def list_recap_quarters(isi: pd.DataFrame) -> list[str]:
    """Quarters whose numbers come from a rekap, in order; a table without column sumber has none."""
    if "sumber" not in isi:
        return []
    return sorted(set(isi.loc[isi["sumber"] == "rekap", "periode"]))


def say_recap(isi: pd.DataFrame) -> str:
    """ ". Dari rekap, tanpa register: T4 2020 sampai T3 2021"."""
    rentang: list[list[str]] = []
    for periode in list_recap_quarters(isi):
        if rentang and triwulan.shift_quarter(rentang[-1][-1], 1) == periode:
            rentang[-1][1:] = [periode]
        else:
            rentang.append([periode])
    kata = [" sampai ".join(language.format_quarter(p, True) for p in r) for r in rentang]
    return f". Dari rekap, tanpa register: {language.join_list(kata, 6)}" if kata else ""


def say_span(penuh: pd.DataFrame) -> str:
    if penuh.empty:
        return language.NO_DATA
    return f"{language.format_quarter(penuh.iloc[0]['periode'])} sampai {language.format_quarter(penuh.iloc[-1]['periode'])}"


def make_axis(penuh: pd.DataFrame) -> dict:
    """Every quarter has its place, the year stands under its first quarter shown."""
    if penuh.empty:
        return {}
    tanda = []
    for ke, periode in enumerate(penuh["periode"]):
        tahun, nomor = triwulan.split_quarter(periode)
        tahun_tampak = nomor == 1 or (ke == 0 and nomor < 3)  # T4 2021 beside T1 2022 would overlap
        triwulan_ = theme.mark_wide_only("T") + str(nomor)
        tanda.append(text.join_lines(triwulan_, text.make_bold(str(tahun)) if tahun_tampak else " "))
    nomor_ = penuh["periode"].map(triwulan.find_index).tolist()
    return {"tickvals": nomor_, "ticktext": tanda, "range": [nomor_[0] - 0.6, nomor_[-1] + 0.6], "tickangle": 0}


def draw_marks(penuh: pd.DataFrame, kolom: str, patah: AxisBreaks) -> AxisMarks:
    """Grey ground where a quarter is missing, a lettered dashed line at each break."""
    hilang = [triwulan.find_index(p) for p in penuh.loc[penuh[kolom].isna(), "periode"]]
    # between the two quarters that cannot be compared, not on one of them
    retak = [(triwulan.find_index(p) - 0.5, huruf) for huruf, (p, _) in zip(ascii_lowercase, patah, strict=False)]
    bidang = [
        {"type": "rect", "x0": x - 0.5, "x1": x + 0.5, "y0": 0, "y1": 1, "yref": "paper", "fillcolor": theme.GROUND,
         "line": {"width": 0}, "layer": "below"}
        for x in hilang
    ]  # fmt: skip
    garis = [theme.make_vertical(x, color=theme.TEXT_MUTED, width=1, dash="dash") for x, _ in retak]
    tulis = [
        theme.make_note(x, 0.5, language.NO_DATA, warna=theme.TEXT_MUTED, yref="paper", textangle=-90)
        for x in _find_middles(hilang)
    ]
    tulis += [
        theme.make_note(
            x, 1, text.make_bold(h), warna=theme.TEXT_MUTED, yref="paper", yanchor="top", xanchor="left", xshift=3
        )
        for x, h in retak
    ]
    return [*bidang, *garis], tulis


def _find_middles(nomor: list[int]) -> list[float]:
    """The middle of each unbroken run: said once, since neighbours would run into each other on a phone."""
    rentang: list[list[int]] = []
    for x in nomor:
        if rentang and rentang[-1][-1] == x - 1:
            rentang[-1].append(x)
        else:
            rentang.append([x])
    return [(r[0] + r[-1]) / 2 for r in rentang]


def draw_line_marks(penuh: pd.DataFrame, target: float | None) -> AxisMarks:
    """First and last value of a rate, and the target in the right margin, out of the way of the last value."""
    ada = list_rows(penuh[penuh["nilai"].notna()])
    tulis = [_write_value(ada[-1], xanchor="left", xshift=8)] if ada else []
    if len(ada) > 1:
        # above or below, wherever the line does not run
        tulis.append(_write_value(ada[0], xanchor="left", xshift=-6, yshift=-14 if ada[1].nilai > ada[0].nilai else 14))
    if target is None:
        return [], tulis
    dekat = bool(ada) and abs(ada[-1].nilai - target) < 0.07
    geser = 0 if not dekat else 16 if target >= ada[-1].nilai else -16
    nama = theme.make_note(
        1, target, f"target {language.format_percent(target)}", xref="paper", xanchor="left", xshift=4, yshift=geser
    )
    return [theme.make_horizontal(target, width=1)], [*tulis, nama]


def _write_value(b, **letak: object) -> dict:
    tulis = text.make_bold(language.format_percent(b.nilai, b.penyebut))
    return theme.make_note(triwulan.find_index(b.periode), b.nilai, tulis, theme.SIZES["tabel"], theme.ACCENT, **letak)
