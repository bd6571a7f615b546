"""The figures of the quarter beside target and the year before; and how far each target is reached."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dasbor.answers import area_figures, compared, provenance
from dasbor.choice import Choice
from dasbor.export import about, layout
from dasbor.export.owed import capaian
from dasbor.export.report.part import Part
from dasbor.export.tables.sheet import Sheet
from dasbor.export.tables.xlsx_chart import SheetChart
from dasbor.query import published, windows
from dasbor.query.figures import Figure
from dasbor.words import columns, comparable, goal, language, terms
from dasbor.words.amounts import say_parts
from etl import palette
from etl import periode as triwulan
from etl.acuan import WHOLE_LEVELS
from etl.indikator import Indicator, find_indicator, load_indicators
from etl.indikator.declare import SUMMARY_PAGE

_A_YEAR = 4  # quarters


def list_indicators(p: Choice) -> list[Indicator]:
    """Those that laporan.toml names, of an area only what an area has; none named = those of the first page."""
    wanted = layout.list_indicators("laporan") or [i.indikator for i in load_indicators() if i.shown(SUMMARY_PAGE)]
    known = [i for name in wanted if (i := find_indicator(name))]
    return [i for i in known if not i.is_of_city_only or p.level in WHOLE_LEVELS]


# ── figures ──


def make_figures(p: Choice) -> Part:
    rows = [_make_row(p, i, published.read_targets(p).get(i.indikator)) for i in list_indicators(p)]
    shown = {
        "judul": "Indikator",
        "pembilang": "Jumlah",
        "penyebut": "Dari",
        "nilai_indikator": "Nilai",
        "target": f"Target {p.periode[:4]}",
        "lalu": _name_year_ago(p),
        "perubahan": "Perubahan setahun",
    }
    sheet = Sheet(
        "Angka",
        f"Angka utama, {provenance.say_place(p)}",
        pd.DataFrame(rows),
        shown,
        about.list_notes(p),
        {"nilai_indikator": ("pembilang", "penyebut")},
        forms=dict.fromkeys(("nilai_indikator", "target", "lalu"), columns.MIXED)
        | dict.fromkeys(("pembilang", "penyebut"), columns.NUMBER),
        blanks={"penyebut": "", "target": "–"},
    )
    return Part("angka", _say_leading(p), sheet, on_slide=_in_words(p))


def _in_words(p: Choice) -> dict[str, str]:
    return {
        "judul": "Indikator",
        "dihitung": "Jumlah",
        "nilai_kata": "Nilai",
        "target_kata": f"Target {p.periode[:4]}",
        "perubahan": f"Sejak {language.format_quarter(triwulan.shift_quarter(p.periode, -_A_YEAR), True)}",
    }


def _name_year_ago(p: Choice) -> str:
    return f"Nilai {language.format_quarter(triwulan.shift_quarter(p.periode, -_A_YEAR), True)}"


def _make_row(p: Choice, i: Indicator, target: float | None) -> dict[str, Any]:
    now = area_figures.read_figure(p, i.indikator)
    then = triwulan.shift_quarter(p.periode, -_A_YEAR)
    before = area_figures.read_figure(p, i.indikator, then)
    return {
        "indikator": i.indikator,
        "judul": terms.say_terms(i.judul),
        "pembilang": now.pembilang,
        "penyebut": now.penyebut,
        "nilai_indikator": now.nilai,
        "n_nilai_indikator": now.penyebut,
        "target": target,
        "n_target": None,
        "lalu": before.nilai,
        "n_lalu": before.penyebut,
        "dihitung": say_parts(i, now.pembilang, now.penyebut) if not i.count else "",
        "nilai_kata": say_value(i, now, provenance.read_small_n(p)),
        "target_kata": "–" if target is None else say_value(i, Figure(None, None, target)),
        "perubahan": say_change(p, i, now, before, compared.say_not_compared(p, i.indikator, then)),
        columns.MIXED: capaian.find_form(i),
    }


def say_value(i: Indicator, n: Figure, small_n: int = 0) -> str:
    """ "89,0%", "57", "Rp 12 juta"; of few cases why there is no share; what nobody knows is said."""
    if i.money:
        return language.format_rupiah(n.nilai)
    if not i.count and comparable.is_small(n.penyebut, small_n):
        return comparable.say_few(small_n)
    return language.format_number(n.nilai, 0) if i.count else language.format_percent(n.nilai, n.penyebut)


def say_change(p: Choice, i: Indicator, now: Figure, before: Figure, break_note: str) -> str:
    """How it moved within a year, or why that is not said."""
    if not language.is_known(now.nilai):
        return "–"
    if not language.is_known(before.nilai):
        return language.say_difference(None)
    if break_note:
        return break_note
    if i.money:
        difference = (now.nilai or 0) - (before.nilai or 0)
        amount = language.say_moved_by(difference, language.format_rupiah)
        return f"{'▲' if difference > 0 else '▼'} {amount}" if difference else amount
    if i.count:
        return language.say_difference((now.nilai or 0) - (before.nilai or 0))
    said = comparable.say_share_change if i.divides_amounts else comparable.say_count_and_share
    return said(now, before, provenance.read_small_n(p), language.count_digits(now.penyebut))


def _say_leading(p: Choice) -> str:
    """ "268 dari 301 koperasi aktif (89,0%)"."""
    n, i = area_figures.read_figure(p, "koperasi_aktif"), find_indicator("koperasi_aktif")
    if i is None or not language.is_known(n.pembilang):
        return f"Angka utama: {language.NO_DATA} tentang koperasi aktif"
    count = f"{language.format_fraction(n.pembilang, n.penyebut)} {i.sebutan}"
    percent = comparable.say_percent(n, provenance.read_small_n(p), "") if n.penyebut else ""
    return f"{count} ({percent})" if percent else count


# ── targets ──


def make_targets(p: Choice) -> Part:
    """Realisation and target of each share that has one, side by side."""
    targets = published.read_targets(p)
    shares = [i for i in load_indicators() if i.indikator in targets and not i.count and not i.money]
    rows = [_compare(p, i, targets[i.indikator]) for i in shares]
    names = [
        "judul",
        "pembilang",
        "penyebut",
        "nilai",
        "target",
        "n_nilai",
        "n_target",
        "capaian",
        "n_capaian",
        "catatan",
    ]
    sheet = Sheet(
        "Target",
        f"Realisasi dan target {p.periode[:4]}, {provenance.say_place(p)}",
        pd.DataFrame(rows, columns=names),
        {
            "judul": "Indikator",
            "pembilang": "Jumlah",
            "penyebut": "Dari",
            "nilai": "Realisasi",
            "target": "Target",
            "capaian": "Capaian",
            "catatan": "Catatan",
        },
        about.list_notes(p),
        {"nilai": ("pembilang", "penyebut"), "capaian": ("nilai", "target")},
        [_TARGET_CHART] if rows else [],
        forms={"target": columns.PERCENT, "capaian": columns.PERCENT},
        blanks={"capaian": "–", "catatan": ""},
    )
    reached = [bool(r["is_reached"]) for r in rows if r["is_reached"] is not None]
    return Part("target", _say_reached(len(rows), reached), sheet)


_TARGET_CHART = SheetChart(
    "bar",
    "Realisasi dan target",
    "judul",
    {"nilai": "Realisasi", "target": "Target"},
    "0%",
    colours={"nilai": palette.ACCENT, "target": palette.NO_DATA},
)


def _compare(p: Choice, i: Indicator, target: float) -> dict[str, Any]:
    n = area_figures.read_figure(p, i.indikator)
    few, extent = capaian.say_few(p, n), windows.find_open(p, i.indikator, n, target)
    known = n.nilai is not None and bool(n.penyebut) and not few and not extent
    reached = (n.nilai or 0) >= target if i.arah != "turun" else (n.nilai or 0) <= target
    return {
        "judul": terms.say_terms(i.judul),
        "pembilang": n.pembilang,
        "penyebut": n.penyebut,
        "nilai": n.nilai,
        "n_nilai": n.penyebut,
        "target": target,
        "n_target": None,
        "capaian": capaian.compute_share(i, n.nilai, target),
        "n_capaian": capaian.ONE_DECIMAL_N,
        "catatan": "; ".join(filter(None, [few, goal.say_open(extent) if extent else ""])),
        "is_reached": reached if known else None,
    }


def _say_reached(count: int, known: Sequence[bool]) -> str:
    """ "1 dari 5 target tercapai"; of those that may be compared, where few cases leave some out."""
    if not count:
        return "Belum ada target yang ditetapkan"
    if not known:
        return f"{count} target, belum ada yang dapat dibandingkan"
    every = "" if len(known) == count else " yang dapat dibandingkan"
    return f"{sum(known)} dari {len(known)} target{every} tercapai"
