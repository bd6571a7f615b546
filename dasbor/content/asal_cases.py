"""Asal angka: the cases behind a figure, each with its cell and workbook, and what the list can be narrowed to."""

from __future__ import annotations

import pandas as pd

from dasbor.answers import case_rows, provenance
from dasbor.choice import Choice
from dasbor.content.asal import DeclaredFigure, format_figure, show_workbooks
from dasbor.query import cases, published
from dasbor.query.cases import ALL_CASES, COUNTED_CASES, NOT_COUNTED_CASES, Cases
from dasbor.query.lists import MAX_ROWS, Listing
from dasbor.ui import exports, parameters, screen
from dasbor.words import language
from dasbor.words.amounts import say_parts


def read_cases(p: Choice, a: DeclaredFigure, visible: str = "") -> Cases:
    """The cases summed, and those for the screen: all where no value is asked for."""
    return cases.read_cases(p, a.indicator.indikator, visible or ALL_CASES, MAX_ROWS)


def show_cases(p: Choice, a: DeclaredFigure, k: Cases, choice: str) -> None:
    """The cases that the choice leaves, and their workbooks; `choice`: how it is called."""
    indikator = a.indicator.indikator
    corrected = not published.list_corrections(p).empty
    screen.show_list(
        list_shown_cases(p, a, k),
        f"{a.indicator.judul}: {choice.lower()}",
        [],
        exports.add_filters(f"asal_{indikator}", "" if k.chosen == ALL_CASES else choice),
        list_columns(a, corrected=corrected),
        file_columns=list_columns(a, file=True, corrected=corrected),
        subtitle=provenance.say_where_and_when(p),
    )
    show_workbooks(p, k.workbooks, indikator)


def list_shown_cases(p: Choice, a: DeclaredFigure, k: Cases) -> Listing:
    """list_cases() as far as the screen shows it; the rest when somebody takes the file."""
    return Listing(case_rows.make_rows(p, a.indicator, k), lambda: count_shown(k), lambda: list_cases(p, a, k.chosen))


def list_cases(p: Choice, a: DeclaredFigure, visible: str = ALL_CASES) -> pd.DataFrame:
    """One row per case: nama_koperasi, kelurahan, dihitung, isi, sel, bukti, sel_bukti, and its workbook."""
    return case_rows.list_cases(p, a.indicator, visible)


def list_columns(a: DeclaredFigure, file: bool = False, corrected: bool = False) -> dict[str, str]:
    """The columns on screen; `file`: those of the files; `corrected`: staff mended cells of this version."""
    return case_rows.list_columns(a.indicator, a.has_divisor, file, corrected)


# ── what the list can be narrowed to ─────────────────────────────────────────────────


def list_filter_choices(a: DeclaredFigure, k: Cases) -> dict[str, str]:
    """The choices with their numbers: all, counted, not counted; then each value of a column of few values."""
    count = int(k.totals["banyak"].sum())
    options = {ALL_CASES: f"Semua ({language.format_number(count)})"}
    if a.has_divisor and not a.adds_amounts:
        counted = int(k.totals.loc[k.totals["dihitung"], "banyak"].sum())
        options |= {
            COUNTED_CASES: f"Dihitung ({language.format_number(counted)})",
            NOT_COUNTED_CASES: f"Tidak dihitung ({language.format_number(count - counted)})",
        }
    by_value = k.totals.groupby("isi", sort=False)["banyak"].sum().sort_values(ascending=False, kind="stable")
    return options | {
        str(x): f"{language.capitalise(str(x))} ({language.format_number(int(n))})" for x, n in by_value.items()
    }


def choose_shown(a: DeclaredFigure, k: Cases) -> str:
    """The control; answers with what the chosen cases are called."""
    options = list_filter_choices(a, k)
    parameters.choose_from_list("Tampilkan", "tampil", options, k.chosen, ALL_CASES)
    return options[k.chosen]


def count_shown(k: Cases) -> int:
    """How many the chosen list has."""
    if k.chosen in (COUNTED_CASES, NOT_COUNTED_CASES):
        return int(k.totals.loc[k.totals["dihitung"] == (k.chosen == COUNTED_CASES), "banyak"].sum())
    shown = k.totals if k.chosen == ALL_CASES else k.totals[k.totals["isi"] == k.chosen]
    return int(shown["banyak"].sum())


# ── does it add up ───────────────────────────────────────────────────────────────────


def show_sum(p: Choice, a: DeclaredFigure, k: Cases) -> None:
    """A line when list and figure agree, a note that is seen when they do not."""
    sentence = say_sum(p, a, k.totals)
    if adds_up(a, k.totals):
        screen.show_sources([sentence])
    else:
        screen.show_note(sentence)


def adds_up(a: DeclaredFigure, counted: pd.DataFrame) -> bool:
    """The cases, or sums of them, add up to the published figure exactly; otherwise rules or settings changed after it
    was published."""
    same = round(counted["pembilang"].sum(), 2) == round(a.figure.pembilang or 0, 2)  # Rp have cents
    no_sum = not a.has_divisor or a.indicator.is_of_city_only  # the PDRB stands in the settings
    return bool(same and (no_sum or counted["penyebut"].sum() == a.figure.penyebut))


def say_sum(p: Choice, a: DeclaredFigure, counted: pd.DataFrame) -> str:
    """Does the list add up to the figure? Said in one sentence."""
    if adds_up(a, counted):
        return f"Daftar ini menjumlah tepat menjadi {format_figure(a)}, sama dengan angka yang terbit."
    divisor = counted["penyebut"].sum() if a.has_divisor else None
    current = say_parts(a.indicator, counted["pembilang"].sum(), divisor)
    return (
        f"Daftar ini berjumlah {current}, sedangkan angka yang terbit {format_figure(a)}: "
        f"aturan atau pengaturan berubah sesudah versi itu diterbitkan."
    )
