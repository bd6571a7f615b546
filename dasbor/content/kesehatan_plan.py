"""Kesehatan, what city plans report: quality, growth, certified people, KSP/USP, people trained in a year, PDRB."""

from __future__ import annotations

import pandas as pd

from dasbor.answers import area_figures, provenance
from dasbor.choice import Choice
from dasbor.content.asal import DeclaredFigure, format_figure, read_figure, say_missing
from dasbor.query import published, windows
from dasbor.ui import screen
from dasbor.words import comparable, goal, language
from etl.acuan import load_reference
from etl.indikator import list_planned

COLUMNS = {"judul": "Indikator", "angka": "Angka", "target": "Target", "dasar": "Dasar", "catatan": "Catatan"}
SUBTITLE = "Angka yang dilaporkan rencana kota, IKK dan IKD. Rumusnya ada di Kamus Data; targetnya di Pengaturan."
_NO_GDP = "PDRB tahun sebelumnya belum ditulis di pengaturan."
_CITY_ONLY = "Hanya untuk seluruh wilayah."
_NO_YEAR_AGO = "Register setahun lalu belum terbit atau belum memuat kolomnya."


def show_plan(p: Choice) -> None:
    screen.show_list(list_reported(p), "Rencana kota", provenance.say_sources(p), "rencana_kota", COLUMNS, "", SUBTITLE)


def list_reported(p: Choice) -> pd.DataFrame:
    """One row an indicator: its figure in words, its target of the year, where it comes from, what it lacks."""
    targets = published.read_targets(p)
    return pd.DataFrame([_make_row(p, read_figure(p, i.indikator), targets.get(i.indikator)) for i in list_planned()])


def _make_row(p: Choice, a: DeclaredFigure, target: float | None) -> dict[str, str]:
    i = a.indicator
    said = "–" if target is None else language.format_number(target, 0) if i.count else goal.format_target(target)
    return {
        "indikator": i.indikator,
        "judul": i.judul,
        "angka": _say_figure(a, provenance.read_small_n(p)),
        "target": said,
        "dasar": language.capitalise(i.dasar),
        "catatan": say_lack(p, a),
    }


def _say_figure(a: DeclaredFigure, few: int) -> str:
    """Of few cases the count alone."""
    return format_figure(a).partition(" = ")[0] if _is_small(a, few) else format_figure(a)


def _is_small(a: DeclaredFigure, few: int) -> bool:
    return a.has_divisor and not a.indicator.divides_amounts and comparable.is_small(a.figure.penyebut, few)


def say_lack(p: Choice, a: DeclaredFigure) -> str:
    """Why there is no value, or no share, or what it is not counted from; "" of a whole one."""
    if language.is_known(a.figure.nilai):
        few = provenance.read_small_n(p)
        window = goal.say_window(windows.say_extent(p, a.indicator.indikator))
        said = (comparable.say_few(few) if _is_small(a, few) else "", window)
        return "; ".join(filter(None, said))
    if a.indicator.is_of_city_only:
        return _NO_GDP if p.kode_wilayah == load_reference().city_code else _CITY_ONLY
    if "koperasi 4-4" in a.indicator.butuh:
        return _NO_YEAR_AGO
    return say_missing(a)


def say_ksp_usp(p: Choice) -> str:
    """Healthy of all that save and lend, and beside it how many were examined; "" where there are none. What the
    register does not tell is said."""
    healthy, examined = (area_figures.read_figure(p, name) for name in ("ksp_usp_sehat", "ksp_usp_dinilai"))
    if healthy.penyebut is None:
        return f"KSP dan USP: {language.NO_DATA}. {say_missing(read_figure(p, 'ksp_usp_sehat'))}"
    if not healthy.penyebut:
        return ""
    share = comparable.say_percent(healthy, provenance.read_small_n(p), "")
    return (
        f"KSP dan USP: {language.format_fraction(healthy.pembilang, healthy.penyebut)} sehat atau cukup sehat"
        f"{f' ({share})' if share else ''}; "
        f"{language.format_fraction(examined.pembilang, examined.penyebut)} diperiksa."
    )
