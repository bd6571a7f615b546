"""Cohorts drawn, said and read: the share that is aktif later, of those reached and of the others. Pure functions."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dasbor.chart import text, theme
from dasbor.chart.chart import Chart, Trace
from dasbor.chart.flow.cohorts import POOLED_COLUMNS, STEPS, TOO_SMALL, SupportWords, format_interval, write_cell
from dasbor.words import language
from dasbor.words.columns import list_rows

_SHIFT = 0.19  # the two marks of one row stand above and below its middle


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
    labels = [
        theme.make_note(limit, _place_y(b, word), _write_label(b), xanchor="left", xshift=8) for b in list_rows(pooled)
    ]
    separators = [theme.make_horizontal(h + 0.5, width=1, color=theme.LINE) for h in STEPS[:-1]]
    plot.update_layout(showlegend=True, margin={"t": 34, "r": 124}, annotations=labels, shapes=separators)
    return Chart(
        plot,
        say_headline(pooled, word),
        f"Bagian yang aktif kemudian, dari koperasi yang tidak aktif pada satu triwulan, dengan selang 95%, {place}, "
        f"semua kohor sampai {language.format_quarter(periode)}{_say_case(pooled, word)}",
        _say_alt(pooled, word, place),
        pooled,
        POOLED_COLUMNS,
    )


def _draw_marks(pooled: pd.DataFrame, word: SupportWords, hit: bool) -> Trace:
    group = pooled[pooled["kelompok"] == word.name_group(hit)]
    shown = group[group["nilai"].notna()]
    colour = theme.ACCENT if hit else theme.TEXT_MUTED
    small = shown["keterangan"] == TOO_SMALL  # no colour where nothing may be compared; the label says so too
    edges = [theme.NO_DATA if k else colour for k in small]
    return theme.make_points(
        x=shown["nilai"],
        y=[_place_y(b, word) for b in list_rows(shown)],
        mode="markers",
        cliponaxis=False,
        name=language.capitalise(word.name_group(hit)),
        marker={
            "size": 11,
            "color": edges if hit else theme.WHITE,
            "symbol": "circle" if hit else "diamond",
            "line": {"color": edges, "width": 2},
        },
        error_x=_draw_intervals(shown, theme.NO_DATA if small.all() else colour),
        customdata=[_say_hover(b) for b in list_rows(shown)],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _draw_intervals(shown: pd.DataFrame, colour: str) -> dict[str, Any]:
    """From the lower to the upper bound, around each mark."""
    above, below = shown["atas"] - shown["nilai"], shown["nilai"] - shown["bawah"]
    ends = {"type": "data", "symmetric": False, "array": above, "arrayminus": below}
    return {**ends, "color": colour, "thickness": 1.5, "width": 4}


def _say_hover(b: Any) -> str:
    fraction = language.format_fraction(b.pembilang, b.penyebut)
    return f"{fraction} {b.kelompok}, selang 95% {format_interval(b)}"


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
    """ "4 triwulan kemudian aktif: 7 dari 38 dikunjungi, 12 dari 180 tidak": the longest view with both groups.

    Where a cooperative stands in several cohorts the numbers are no cooperatives: "7/38 kasus dikunjungi, …".
    """
    pair = _find_latest_pair(pooled, word)
    if pair is None:
        return "Belum ada kohor yang dapat dibandingkan"
    yes, no = pair
    start = f"{yes.sesudah} triwulan kemudian aktif:"
    if _is_repeated(yes, no):
        return f"{start} {_write_of(yes)} kasus {word.reached}, {_write_of(no)} kasus tidak"
    return (
        f"{start} {language.format_fraction(yes.pembilang, yes.penyebut)} {word.reached}, "
        f"{language.format_fraction(no.pembilang, no.penyebut)} tidak"
    )


def _is_repeated(*groups: Any) -> bool:
    """A cooperative is counted more than once, in several quarters in which it was inactive."""
    return any(g.koperasi < g.penyebut for g in groups)


def _say_case(pooled: pd.DataFrame, word: SupportWords) -> str:
    """What the headline counts, where that is not cooperatives."""
    pair = _find_latest_pair(pooled, word)
    return ". Satu kasus: satu koperasi pada satu triwulan ia tidak aktif" if pair and _is_repeated(*pair) else ""


def _pair_groups(pooled: pd.DataFrame, word: SupportWords) -> dict[int, tuple[Any, Any]]:
    """Quarters later -> the rows (reached, not reached), where both are known."""
    known = {(b.sesudah, b.kelompok): b for b in list_rows(pooled) if language.is_known(b.penyebut)}
    yes, no = word.name_group(True), word.name_group(False)
    return {h: (known[h, yes], known[h, no]) for h in STEPS if {(h, yes), (h, no)} <= set(known)}


def _find_latest_pair(pooled: pd.DataFrame, word: SupportWords) -> tuple[Any, Any] | None:
    """That of the most quarters later."""
    pair = _pair_groups(pooled, word)
    return pair[max(pair)] if pair else None


def say_reading(pooled: pd.DataFrame, word: SupportWords, small_n: int) -> list[str]:
    """How far the two groups may be compared, and what the numbers cannot say."""
    pair = _find_latest_pair(pooled, word)
    sentences = _say_comparison(pooled, word, small_n)
    if pair is not None and _is_repeated(*pair):
        yes, no = pair
        sentences.append(
            f"Satu koperasi terhitung di setiap triwulan ia tidak aktif: {language.format_number(yes.penyebut)} kasus "
            f"{word.reached} adalah {language.format_number(yes.koperasi)} koperasi berbeda, "
            f"{language.format_number(no.penyebut)} kasus tidak {word.reached} adalah "
            f"{language.format_number(no.koperasi)}. Karena itu selang 95% sebenarnya lebih lebar."
        )
    return [
        *sentences,
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
    cells = [f"{b.sesudah} triwulan kemudian, {b.kelompok}: {write_cell(b)}" for b in list_rows(pooled)]
    return f"Titik dengan selang 95%, {place}. {say_headline(pooled, word)}. {'; '.join(cells)}."
