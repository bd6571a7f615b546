"""Words that nobody knows in columns of choices (a status, a type, a tick): asked once, read as answered.

A word is put in its canonical spelling before the cells are typed, so that every stage reads it alike. The grid stays
as it was.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

import pandas as pd

from etl import personal
from etl.asked.likely import rank_choices
from etl.cells.choices import fold, index_spellings, split_list
from etl.cells.columns import convert_column
from etl.cells.place import find_cell
from etl.cells.texts import is_blank, write_plain
from etl.cells.tick_marks import is_marked
from etl.match.questions import SPECIAL_ANSWERS, Questionnaire
from etl.match.vocabulary import CHOICE_TYPES, WORD, list_choices, make_key
from etl.model import IGNORED, Cell, FoundTable, Question, TickColumn, write_address
from etl.skema import SHEET_KINDS, Column

_YES_NO = {"ya": True, "tidak": False}


def settle_words(table: FoundTable, questionnaire: Questionnaire) -> FoundTable:
    """The table with the words read as answered; the others are asked, each once."""
    data, ticks, above = table.data, dict(table.ticks), dict(table.above)
    for column in SHEET_KINDS[table.jenis].kolom:
        if column.tipe in CHOICE_TYPES and column.nama in above:
            above[column.nama] = _settle_above(table, column, questionnaire)
        if column.tipe not in CHOICE_TYPES or column.nama not in table.kolom:
            continue
        if column.nama in ticks:
            ticks[column.nama] = [_settle_ticks(table, column, *one, questionnaire) for one in ticks[column.nama]]
        elif meanings := _find_meanings(table, column, questionnaire):
            data = data.assign(**{column.nama: pd.Series(list(_replace(data, column, meanings)), data.index, object)})
    return dataclasses.replace(table, data=data, ticks=ticks, above=above)


def _find_meanings(table: FoundTable, column: Column, questionnaire: Questionnaire) -> dict[str, str]:
    """{folded word: value, or IGNORED} of the unknown words of a column that are answered; the others are asked."""
    content = list(dict.fromkeys(v for v in table.data[column.nama].tolist() if not is_blank(v)))
    strange: dict[str, list[Cell]] = {}
    for i in convert_column(column, content).reasons:
        for word in _list_strange(content[i], column):
            strange.setdefault(word, []).append(content[i])
    places = _list_places(table, column, [c for cells in strange.values() for c in cells])
    meanings = {}
    for word, cells in strange.items():
        question = _make_question(table, column, word)
        if question is None:
            continue
        answer = questionnaire.find_answer(question)
        if answer is not None:
            meanings[fold(word)] = answer
        else:
            _ask(questionnaire, question, table, [p for _, p in sorted(x for c in set(cells) for x in places[c])])
    return meanings


def _settle_above(table: FoundTable, column: Column, questionnaire: Questionnaire) -> tuple[Cell, str]:
    """The value of a line above the table, with its words read as answered."""
    cell, place = table.above[column.nama]
    meanings = {}
    for word in _list_strange(cell, column) if convert_column(column, [cell]).reasons else ():
        if (question := _make_question(table, column, word)) is None:
            continue
        answer = questionnaire.find_answer(question)
        if answer is None:
            questionnaire.ask(question, table.lembar, place)
        else:
            meanings[fold(word)] = answer
    return _replace_cell(cell, column, meanings), place


def _make_question(table: FoundTable, column: Column, word: str, tick: bool = False) -> Question | None:
    """The question about a word; None where it has no letter or digit to be known by, or nothing may be kept of it."""
    key = make_key(WORD, table.jenis, word, column.nama, tick)
    if not key or column.pribadi:
        return None
    word = personal.without(word)
    context = f"kolom {column.judul}, lembar {SHEET_KINDS[table.jenis].judul}"
    choices = list_choices(column, tick)
    likely = [] if tick else [(value, choices[value]) for value in rank_choices(word, column) if value in choices]
    return Question(key, WORD, word, context, calon=likely, khusus=SPECIAL_ANSWERS[WORD], others=choices)


def _list_places(table: FoundTable, column: Column, cells: list[Cell]) -> dict[Cell, list[tuple[int, str]]]:
    """Row and address of each of these values: in one pass, a column may have as many as it has rows."""
    found: dict[Cell, list[tuple[int, str]]] = {cell: [] for cell in cells}
    for row, value in table.data[column.nama].items():
        if not is_blank(value) and value in found:
            found[value].append((int(str(row)), find_cell(table, int(str(row)), column.nama)))
    return found


def _ask(questionnaire: Questionnaire, question: Question, table: FoundTable, places: Iterable[str]) -> None:
    for cell in places:
        questionnaire.ask(question, table.lembar, cell)


def _list_strange(cell: Cell, column: Column) -> list[str]:
    """The words of a cell that are no choice of its column: all of it, or of a list those parts."""
    if column.tipe != "daftar":
        return [write_plain(cell)]
    return [part for part in split_list(cell, column.pilihan) if fold(part) not in index_spellings(column.pilihan)]


def _replace(data: pd.DataFrame, column: Column, meanings: dict[str, str]) -> Iterator[Cell]:
    """The cells of a column with the words in their canonical spelling; of a list only the parts that are meant."""
    known: dict[tuple[type, Cell], Cell] = {}
    for cell in data[column.nama].tolist():
        if is_blank(cell):
            yield cell
            continue
        if (key := (type(cell), cell)) not in known:
            known[key] = _replace_cell(cell, column, meanings)
        yield known[key]


def _replace_cell(cell: Cell, column: Column, meanings: dict[str, str]) -> Cell:
    if not any(fold(word) in meanings for word in _list_strange(cell, column)):
        return cell
    if column.tipe != "daftar":
        value = meanings[fold(write_plain(cell))]
        return None if value == IGNORED else value
    parts = [meanings.get(fold(word), word) for word in split_list(cell, column.pilihan)]
    return "; ".join(part for part in parts if part != IGNORED) or None


def _settle_ticks(
    table: FoundTable, column: Column, option: TickColumn, cells: list[Cell], questionnaire: Questionnaire
) -> tuple[TickColumn, list[Cell]]:
    """A column to tick with its strange marks read as answered: a tick, none, or a blank."""
    settled = list(cells)
    for i, (row, cell) in enumerate(zip(table.data.index, cells, strict=True)):
        if is_blank(cell) or is_marked(cell, option, column) is not None:
            continue
        question = _make_question(table, column, write_plain(cell), tick=True)
        if question is None:
            continue
        answer = questionnaire.find_answer(question)
        if answer is None:
            questionnaire.ask(question, table.lembar, write_address(int(row), option.column))
        else:
            settled[i] = _YES_NO.get(answer)
    return option, settled
