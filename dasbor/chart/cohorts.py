"""Cohorts: what became of inactive cooperatives after a visit or a training, beside the others. Pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dasbor.chart import text, theme
from dasbor.chart.chart import Chart
from dasbor.words import language
from dasbor.words.columns import list_rows
from dasbor.words.interval import NOT_COMPARABLE, compute_wilson
from etl import periode as triwulan

STEPS = (1, 2, 3, 4)  # quarters after the cohort
NOT_YET_DUE, NOT_PUBLISHED = "belum waktunya", "register belum terbit"
TOO_SMALL = NOT_COMPARABLE
_SHIFT = 0.19  # the two marks of one row stand above and below its middle


@dataclass(frozen=True)
class SupportWords:
    """How one kind of support is said. kind: the sheet it comes from."""

    kind: str
    reached: str  # "dikunjungi"
    support: str  # "kunjungan"

    def name_group(self, hit: object) -> str:
        if not language.is_known(hit):
            return f"data {self.support} belum terbit"
        return self.reached if hit else f"tidak {self.reached}"


VISITS = SupportWords("pendampingan", "dikunjungi", "kunjungan")
TRAININGS = SupportWords("pelatihan", "dilatih", "pelatihan")

COHORT_FILE_COLUMNS = {
    "periode": "Kohor",
    "kelompok": "Pada triwulan itu",
    "sesudah": "Triwulan kemudian",
    "pembilang": "Aktif",
    "penyebut": "Dari",
    "nilai": "Persen",
    "bawah": "Batas bawah 95%",
    "atas": "Batas atas 95%",
    "keluar": "Keluar dari register",
    "tidak_diketahui": "Status tidak diketahui",
    "koperasi": "Koperasi berbeda",
    "keterangan": "Keterangan",
}
POOLED_COLUMNS = {name: title for name, title in COHORT_FILE_COLUMNS.items() if name != "periode"}


def describe_cohorts(cohorts: pd.DataFrame, word: SupportWords, until: str, small_n: int) -> pd.DataFrame:
    """The rows of mentoring.read_cohorts with share, interval, and the reason where a cell is empty."""
    intervals = [compute_wilson(int(b.pembilang), int(b.penyebut)) for b in list_rows(cohorts)]
    known = cohorts["penyebut"] > 0
    rated = cohorts.assign(
        kelompok=[word.name_group(x) for x in cohorts["kena"]],
        pembilang=cohorts["pembilang"].where(known).astype("Int64"),
        penyebut=cohorts["penyebut"].where(known).astype("Int64"),
        nilai=cohorts["pembilang"] / cohorts["penyebut"].where(known),
        bawah=pd.Series([s[0] if s else None for s in intervals], index=cohorts.index, dtype="float64"),
        atas=pd.Series([s[1] if s else None for s in intervals], index=cohorts.index, dtype="float64"),
    )
    return rated.assign(keterangan=[_say_remark(b, cohorts, until, small_n) for b in list_rows(rated)])


def _say_remark(b: Any, cohorts: pd.DataFrame, until: str, small_n: int) -> str:
    if language.is_known(b.penyebut):
        return TOO_SMALL if b.penyebut < small_n else ""
    start = [b.periode] if language.is_known(b.periode) else cohorts["periode"].dropna().unique()
    # an earlier quarter than the chosen one should have a register; a later one is not due yet
    return NOT_PUBLISHED if any(triwulan.shift_quarter(p, int(b.sesudah)) <= until for p in start) else NOT_YET_DUE


def pool_cohorts(rated: pd.DataFrame, word: SupportWords) -> pd.DataFrame:
    """The eight rows of all cohorts together: quarters later × reached or not. Nobody in a group is a row too."""
    pooled = rated[rated["periode"].isna() & rated["kena"].notna()]
    grid = pd.DataFrame(
        [(h, word.name_group(k)) for h in STEPS for k in (True, False)], columns=["sesudah", "kelompok"]
    )
    content = grid.merge(pooled.drop(columns=["periode", "kena"]), how="left", on=["sesudah", "kelompok"])
    return content.assign(keterangan=content["keterangan"].fillna("tidak ada koperasi"))


def list_by_cohort(rated: pd.DataFrame) -> pd.DataFrame:
    """One row per cohort and group, newest first; each later quarter is a text: "3 dari 12 · 25% (9–53%)"."""
    content = rated[rated["periode"].notna()]
    width = content[content["sesudah"] == STEPS[0]][["periode", "kelompok", "anggota_kohor"]].reset_index(drop=True)
    for h in STEPS:
        width[f"tw{h}"] = [_write_cell(b) for b in list_rows(content[content["sesudah"] == h])]
    return width


COHORT_COLUMNS = {
    "periode": "Kohor",
    "kelompok": "Pada triwulan itu",
    "anggota_kohor": "n",
    **{f"tw{h}": f"Aktif {h} triwulan kemudian" for h in STEPS},
}


def _write_cell(b: Any) -> str:
    """Below small_n no share is written: it would be compared."""
    if not language.is_known(b.penyebut):
        return str(b.keterangan)
    total = language.format_fraction(b.pembilang, b.penyebut)
    return (
        total
        if b.keterangan == TOO_SMALL
        else f"{total} · {language.format_percent(b.nilai, b.penyebut)} ({format_interval(b)})"
    )


def format_interval(b: Any) -> str:
    """ "9–53%"."""
    return f"{language.format_number(b.bawah * 100, 0)}–{language.format_percent(b.atas)}"


# ── the chart ────────────────────────────────────────────────────────────────────────


def find_axis_limit(*pooled: pd.DataFrame) -> float:
    """One scale for several charts: the smallest of 20, 40, …, 100% that holds every interval."""
    highest = max((float(g["atas"].max()) for g in pooled if g["atas"].notna().any()), default=1.0)
    return next(x for x in (0.2, 0.4, 0.6, 0.8, 1.0) if x >= highest)


def draw_cohorts(pooled: pd.DataFrame, word: SupportWords, *, place: str, periode: str, limit: float = 1.0) -> Chart:
    """Share that is aktif 1–4 quarters later with its 95% interval: reached (filled) above, others (open) below."""
    plot = theme.make_plot(
        *(_draw_marks(pooled, word, hit) for hit in (True, False)), height=len(STEPS) * 2 * theme.BAR_HEIGHT + 68
    )
    plot.update_xaxes(range=[0, limit], tickvals=[0, limit / 2, limit], tickformat=".0%", showgrid=True)
    plot.update_yaxes(**theme.NAME_AXIS | {"autorange": False, "range": [4.5, 0.5]})
    plot.update_yaxes(tickvals=list(STEPS), ticktext=[text.join_lines(f"{h} triwulan", "kemudian") for h in STEPS])
    label = [
        theme.make_note(limit, _place_y(b, word), _write_label(b), xanchor="left", xshift=8) for b in list_rows(pooled)
    ]
    separators = [theme.make_horizontal(h + 0.5, width=1, color=theme.LINE) for h in STEPS[:-1]]
    plot.update_layout(showlegend=True, margin={"t": 34, "r": 124}, annotations=label, shapes=separators)
    return Chart(
        plot,
        say_headline(pooled, word),
        f"Bagian yang aktif kemudian, dari koperasi yang tidak aktif pada satu triwulan, dengan selang 95%, {place}, "
        f"semua kohor sampai {language.format_quarter(periode)}",
        _say_alt(pooled, word, place),
        pooled,
        POOLED_COLUMNS,
    )


def _draw_marks(pooled: pd.DataFrame, word: SupportWords, hit: bool) -> go.Scatter:
    content = pooled[pooled["kelompok"] == word.name_group(hit)]
    shown = content[content["nilai"].notna()]
    colour = theme.ACCENT if hit else theme.TEXT_MUTED
    small = shown["keterangan"] == TOO_SMALL  # no colour where nothing may be compared; the label says so too
    line = [theme.NO_DATA if k else colour for k in small]
    return go.Scatter(
        x=shown["nilai"],
        y=[_place_y(b, word) for b in list_rows(shown)],
        mode="markers",
        cliponaxis=False,
        name=language.capitalise(word.name_group(hit)),
        marker={
            "size": 11,
            "color": line if hit else theme.WHITE,
            "symbol": "circle" if hit else "diamond",
            "line": {"color": line, "width": 2},
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": shown["atas"] - shown["nilai"],
            "arrayminus": shown["nilai"] - shown["bawah"],
            "color": theme.NO_DATA if small.all() else colour,
            "thickness": 1.5,
            "width": 4,
        },
        customdata=[
            f"{language.format_fraction(b.pembilang, b.penyebut)} {b.kelompok}, selang 95% {format_interval(b)}"
            for b in list_rows(shown)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _place_y(b: Any, word: SupportWords) -> float:
    return float(b.sesudah) + (-_SHIFT if b.kelompok == word.name_group(True) else _SHIFT)


def _write_label(b: Any) -> str:
    if not language.is_known(b.penyebut):
        return str(b.keterangan)
    if b.keterangan == TOO_SMALL:
        return f"{_write_of(b)} · n kecil"
    return text.make_bold(language.format_percent(b.nilai, b.penyebut)) + f"  {_write_of(b)}"


def _write_of(b: Any) -> str:
    """ "40/183": the column of labels must fit beside the chart on a phone."""
    return f"{language.format_number(b.pembilang)}/{language.format_number(b.penyebut)}"


def say_headline(pooled: pd.DataFrame, word: SupportWords) -> str:
    """ "4 triwulan kemudian aktif: 7 dari 38 dikunjungi, 12 dari 180 tidak": the longest view with both groups."""
    pair = _find_latest_pair(pooled, word)
    if pair is None:
        return "Belum ada kohor yang dapat dibandingkan"
    yes, no = pair
    return (
        f"{yes.sesudah} triwulan kemudian aktif: {language.format_fraction(yes.pembilang, yes.penyebut)} "
        f"{word.reached}, "
        f"{language.format_fraction(no.pembilang, no.penyebut)} tidak"
    )


def _pair_groups(pooled: pd.DataFrame, word: SupportWords) -> dict[int, tuple[Any, Any]]:
    """Quarters later -> the rows (reached, not reached), where both are known."""
    every = {(b.sesudah, b.kelompok): b for b in list_rows(pooled) if language.is_known(b.penyebut)}
    yes, no = word.name_group(True), word.name_group(False)
    return {h: (every[h, yes], every[h, no]) for h in STEPS if {(h, yes), (h, no)} <= set(every)}


def _find_latest_pair(pooled: pd.DataFrame, word: SupportWords) -> tuple[Any, Any] | None:
    """That of the most quarters later."""
    pair = _pair_groups(pooled, word)
    return pair[max(pair)] if pair else None


def say_reading(pooled: pd.DataFrame, word: SupportWords, small_n: int) -> list[str]:
    """How far the two groups may be compared, and what the numbers cannot say."""
    pair = _find_latest_pair(pooled, word)
    sentence = _say_comparison(pooled, word, small_n)
    if pair is not None:
        yes, no = pair
        sentence.append(
            f"Satu koperasi terhitung di setiap triwulan ia tidak aktif: {language.format_number(yes.penyebut)} "
            f"{word.reached} adalah "
            f"{language.format_number(yes.koperasi)} koperasi berbeda, {language.format_number(no.penyebut)} "
            f"tidak {word.reached} adalah "
            f"{language.format_number(no.koperasi)}. Karena itu selang 95% sebenarnya lebih lebar."
        )
    return [
        *sentence,
        f"Ini bukan bukti sebab-akibat: siapa yang {word.reached} tidak diundi, dan yang tidak {word.reached} "
        "pada triwulan itu "
        f"dapat {word.reached} pada triwulan lain.",
    ]


def _say_comparison(pooled: pd.DataFrame, word: SupportWords, small_n: int) -> list[str]:
    """Whether the two intervals overlap, for each number of quarters later."""
    when: dict[str, list[str]] = {"kecil": [], "tindih": [], "pisah": []}
    for h, (yes, no) in _pair_groups(pooled, word).items():
        overlap = yes.bawah <= no.atas and no.bawah <= yes.atas
        when["kecil" if min(yes.penyebut, no.penyebut) < small_n else "tindih" if overlap else "pisah"].append(str(h))
    meaning = {
        "pisah": "selang 95% tidak tumpang tindih; sebab bedanya tidak dapat dibaca dari angka ini.",
        "tindih": "selang 95% tumpang tindih; bedanya belum dapat dipisahkan dari kebetulan.",
        "kecil": f"{TOO_SMALL}, salah satu kelompok kurang dari {small_n}.",
    }
    return [f"{language.join_list(when[k])} triwulan kemudian: {meaning[k]}" for k in meaning if when[k]]


def _say_alt(pooled: pd.DataFrame, word: SupportWords, place: str) -> str:
    content = [f"{b.sesudah} triwulan kemudian, {b.kelompok}: {_write_cell(b)}" for b in list_rows(pooled)]
    return f"Titik dengan selang 95%, {place}. {say_headline(pooled, word)}. {'; '.join(content)}."
