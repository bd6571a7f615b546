"""Asal angka: the cases behind a figure, each with its cell and workbook, and what the list can be narrowed to."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from dasbor.blocks import provenance
from dasbor.choice import Choice
from dasbor.content.asal import PROOF_COLUMNS, UPLOAD_COLUMNS, DeclaredFigure, format_figure, show_workbooks
from dasbor.query import areas, cases, cells, published
from dasbor.query.cases import ALL_CASES, COUNTED_CASES, NOT_COUNTED_CASES, Cases, split_declaration
from dasbor.query.lists import MAX_ROWS, Listing
from dasbor.ui import exports, parameters, screen
from dasbor.words import columns, language
from dasbor.words.amounts import say_parts
from etl.skema import SHEET_KINDS


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
    return Listing(_make_rows(p, a, k), lambda: count_shown(k), lambda: list_cases(p, a, k.chosen))


def list_cases(p: Choice, a: DeclaredFigure, visible: str = ALL_CASES) -> pd.DataFrame:
    """One row per case: nama_koperasi, kelurahan, dihitung, isi, sel, bukti, sel_bukti, and its workbook."""
    return _make_rows(p, a, cases.read_cases(p, a.indicator.indikator, visible, None))


def _make_rows(p: Choice, a: DeclaredFigure, k: Cases) -> pd.DataFrame:
    rows = _add_values(p, k.rows, k.values, a.indicator.kolom, "")
    rows = _add_values(p, rows, k.evidence, a.indicator.bukti, "bukti_")
    names = published.list_areas(p.whole()).set_index("kode")["nama"]
    rows = areas.add_kecamatan(p, rows.assign(kelurahan=rows["kode_kelurahan"].map(names)))
    rows = rows.assign(
        nama_koperasi=rows["nama"].fillna("tanpa asal koperasi atau kelompok"),
        koperasi_id=rows["id"].where(rows["id"].isin(k.known_ids)),
        dihitung=rows["pembilang"] > 0,
        perbaikan=cells.list_corrections(p, rows),
    )
    return rows.merge(published.list_uploads(p)[UPLOAD_COLUMNS], on="unggahan_id", how="left")


def _add_values(
    p: Choice, rows: pd.DataFrame, values: pd.DataFrame | None, declaration: str, prefix: str
) -> pd.DataFrame:
    """Add `isi` and `sel` of the declared columns ("koperasi status"): what decided the case, where it stands."""
    text, cell = ("bukti", "sel_bukti") if prefix else ("isi", "sel")
    if values is None:
        return rows.assign(**{text: None, cell: None})
    names, place = split_declaration(declaration)[1], [prefix + k for k in cells.PLACE_COLUMNS]
    written = values.assign(**{text: _write_values(values, names)})
    written = written.rename(columns=dict(zip(cells.PLACE_COLUMNS, place, strict=True)))
    complete = rows.merge(written[[*place, text]], on=place, how="left")
    addresses = cells.list_addresses(p, complete, names, prefix)
    if prefix:  # the proof may stand in another workbook than the case
        files = complete[place[0]].map(published.list_uploads(p).set_index("unggahan_id")["nama_berkas"])
        addresses = [f"{a} ({file})" if a else "" for a, file in zip(addresses, files, strict=True)]
    return complete.assign(**{cell: addresses})


def _write_values(values: pd.DataFrame, names: Sequence[str]) -> list[str]:
    headings = columns.list_headings(values, dict.fromkeys(names, ""))
    return [" · ".join(columns.write_value(row[k.name], k.form) for k in headings) for row in values.to_dict("records")]


def list_columns(a: DeclaredFigure, file: bool = False, corrected: bool = False) -> dict[str, str]:
    """The columns on screen; `file`: those of the files, each row with its workbook's hash, who and when; `corrected`:
    staff mended cells of this version, so that it is said where."""
    result = {"nama_koperasi": "Nama", "kelurahan": ""}
    if a.adds_amounts:
        result["pembilang"] = language.capitalise(a.indicator.pembilang)
        result |= {"penyebut": "Dari"} if a.has_divisor else {}
    else:
        result |= {"dihitung": "Dihitung"} if a.has_divisor else {}
        result["isi"] = _name_columns(a.indicator.kolom)
    result["sel"] = "Sel"
    if a.indicator.bukti != "-":
        result |= {"bukti": f"Bukti: {_name_columns(a.indicator.bukti)}", "sel_bukti": "Sel bukti"}
    result |= {"perbaikan": "Diperbaiki"} if corrected else {}
    result["nama_berkas"] = "Buku kerja"
    return result | (PROOF_COLUMNS if file else {})


def _name_columns(declaration: str) -> str:
    kind, names = split_declaration(declaration)
    return " · ".join(SHEET_KINDS[kind][k].judul for k in names)


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
