"""Headings that nobody knows, asked one by one: which column is meant, or that it is to be left out."""

from __future__ import annotations

from collections.abc import Collection

from etl import personal
from etl.asked.gazetteer import Gazetteer
from etl.asked.likely import rank_columns
from etl.cells.texts import is_blank, write_plain
from etl.headings.meanings import match_heading
from etl.headings.ticks import is_rat_without_year
from etl.headings.told import find_told, find_told_key
from etl.match.questions import SPECIAL_ANSWERS, Questionnaire
from etl.match.vocabulary import HEADING, list_columns, make_key
from etl.model import Cell, FoundColumn, FoundTable, Question, write_address
from etl.skema import REGISTER, SHEET_KINDS, Column

_MAX_SAMPLES, _LONGEST_SAMPLE = 3, 40


def settle_headings(table: FoundTable, questionnaire: Questionnaire, gazetteer: Gazetteer) -> None:
    """Note which answers the columns of a table were found by (headings.told took them), and ask about the others."""
    sheet, vocabulary = SHEET_KINDS[table.jenis], table.grid.vocabulary
    for name, found in table.kolom.items():
        if find_told(vocabulary, table.jenis, found.heading) == name:
            questionnaire.find_answer(_make_question(table, found, sheet.kolom))
    missing = [k for k in sheet.kolom if k.nama not in table.kolom]
    for found in table.other_columns:
        cells = _list_cells(table, found)
        question = _make_question(table, found, missing)
        path = found.heading.split(" → ")
        if not question.kunci or not cells or is_rat_without_year(table.jenis, path):
            continue
        if sheet.target_column and match_heading(tuple(path), REGISTER)[0]:  # known, and read from the register
            continue
        if questionnaire.find_answer(question) is None:
            question.calon = rank_columns(found.heading, cells, missing, gazetteer)
            question.contoh = choose_samples(cells)
            questionnaire.ask(question, table.lembar, write_address(found.row or table.baris_judul, found.column))


def _make_question(table: FoundTable, found: FoundColumn, columns: Collection[Column]) -> Question:
    told = find_told_key(table.grid.vocabulary, table.jenis, found.heading)
    key = make_key(HEADING, table.jenis, told or found.heading)
    context = f"lembar {SHEET_KINDS[table.jenis].judul}"
    others = list_columns(columns)
    return Question(
        key, HEADING, personal.without(found.heading), context, khusus=SPECIAL_ANSWERS[HEADING], others=others
    )


def _list_cells(table: FoundTable, found: FoundColumn) -> list[Cell]:
    """What stands below a heading in the rows of the table."""
    rows = (table.grid.cells[number - 1] for number in table.data.index)
    cells = (cells[found.column - 1] for cells in rows if len(cells) >= found.column)
    return [v for v in cells if not is_blank(v)]


def choose_samples(cells: Collection[Cell]) -> tuple[str, ...]:
    """Some different values as people read them."""
    written = dict.fromkeys(write_plain(v) for v in cells)
    return tuple(t if len(t) <= _LONGEST_SAMPLE else f"{t[:_LONGEST_SAMPLE]}…" for t in list(written)[:_MAX_SAMPLES])
