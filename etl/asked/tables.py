"""Tables that nobody knows, asked: what kind of table, then each heading. Offered by their likeliest row of headings.

Only a table that names cooperatives or bank sampah is offered: other lists are none of ours. So is a list of people
whose people are cooperatives. The answers about headings make it known (headings.told); the one about the kind says of
which kind they are asked, or that the table is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from etl import personal
from etl.asked.gazetteer import Gazetteer
from etl.asked.headings import choose_samples
from etl.asked.likely import rank_columns
from etl.cells.texts import is_blank, write_plain
from etl.headings.meanings import is_running_number, match_heading
from etl.headings.told import make_heading_key
from etl.match.names import looks_like_cooperative, normalise_name
from etl.match.questions import SPECIAL_ANSWERS, Questionnaire
from etl.match.vocabulary import HEADING, TABLE, list_columns, make_key
from etl.model import IGNORED, Cell, FoundTable, Grid, Question, write_address
from etl.skema import MAIN_KINDS, SHEET_KINDS

_ROWS_LOOKED_AT = 40  # from the top of a sheet
_ROWS_BELOW = 200  # of a table, from which its columns are known
_LEAST_HEADINGS, _LONGEST_HEADING = 3, 60
_SHOWN_ROWS, _SHOWN_COLUMNS = 4, 8
SEPARATOR = "\t"  # between the cells of a sample row


class LikelyTable(NamedTuple):
    """A row that looks like headings: {column: text}, and what stands below each."""

    row: int
    headings: dict[int, str]
    below: dict[int, list[Cell]]


def settle_tables(
    grids: Iterable[Grid], found: Iterable[FoundTable], questionnaire: Questionnaire, gazetteer: Gazetteer
) -> set[str]:
    """Ask about the table of each sheet that has none we know; note which answers made the others known. Returns the
    sheets whose table was taken for a list of people and is asked instead."""
    by_sheet, misread = {t.lembar: t for t in found}, set()
    for grid in grids:
        known, table = by_sheet.get(grid.name), None
        if known is None or (_lists_cooperatives(known) and _note_answer(known, questionnaire) != known.jenis):
            table = find_likely_table(grid)
        else:
            _note_answer(known, questionnaire)
        if table is not None:
            _settle(grid, table, questionnaire, gazetteer)
            misread |= {grid.name} & by_sheet.keys()
    return misread


def _lists_cooperatives(table: FoundTable) -> bool:
    """Whether the people that a table lists are cooperatives by their names."""
    sheet = SHEET_KINDS[table.jenis]
    if not sheet[sheet.name_column].pribadi or sheet.name_column not in table.kolom:
        return False
    return _are_members([v for v in table.data[sheet.name_column].tolist() if not is_blank(v)])


def _are_members(cells: list[Cell]) -> bool:
    return len(cells) > 1 and 2 * sum(map(_names_members, cells)) > len(cells)


def find_likely_table(grid: Grid) -> LikelyTable | None:
    """The first row of texts below which a column names cooperatives or bank sampah."""
    for row in range(1, min(len(grid.cells), _ROWS_LOOKED_AT)):
        headings = _read_headings(grid, row)
        if len(headings) < _LEAST_HEADINGS or any(_names_members(text) for text in headings.values()):
            continue
        below = {c: list(_list_below(grid, row, c)) for c in headings}
        if any(map(_are_members, below.values())):
            return LikelyTable(row, headings, below)
    return None


def _read_headings(grid: Grid, row: int) -> dict[int, str]:
    """{column: text} of a row of nothing but short texts ("#" heads numbers and says nothing); empty for any other."""
    filled = {c: v for c, v in enumerate(grid.cells[row - 1], start=1) if not is_blank(v)}
    texts = {c: write_plain(v) for c, v in filled.items() if isinstance(v, str) and len(v) <= _LONGEST_HEADING}
    said = {c: t for c, t in texts.items() if any(x.isalnum() for x in t)}
    return said if len(texts) == len(filled) and all(any(x.isalpha() for x in t) for t in said.values()) else {}


def _list_below(grid: Grid, row: int, column: int) -> Iterator[Cell]:
    for cells in grid.cells[row : row + _ROWS_BELOW]:
        if column <= len(cells) and not is_blank(cells[column - 1]):
            yield cells[column - 1]


def _names_members(v: Cell) -> bool:
    if not isinstance(v, str) or " " not in v.strip():
        return False
    name = normalise_name(v)
    return name.startswith("BANK SAMPAH ") or (looks_like_cooperative(name) and not name.startswith("KOP "))


def _settle(grid: Grid, table: LikelyTable, questionnaire: Questionnaire, gazetteer: Gazetteer) -> None:
    suggested = {kind: _suggest(table, kind, gazetteer) for kind in MAIN_KINDS}
    question = _make_question(list(table.headings.values()))
    kind = questionnaire.find_answer(question)
    if kind is None:
        likely = sorted((k for k in suggested if suggested[k]), key=lambda k: -len(suggested[k]))
        question.calon = [(k, SHEET_KINDS[k].judul) for k in likely[:3]]
        question.contoh = tuple(_write_rows(grid, table))
        questionnaire.ask(question, grid.name, write_address(table.row, min(table.headings)))
    elif kind != IGNORED:
        _ask_headings(grid, table, kind, questionnaire, suggested.get(kind, {}))


def _make_question(headings: list[str]) -> Question:
    marked = "|".join(make_heading_key(text) for text in headings)
    key = f"{TABLE}:{hashlib.sha256(marked.encode()).hexdigest()[:12]}"
    kinds = {kind: sheet.judul for kind, sheet in SHEET_KINDS.items()}
    return Question(key, TABLE, " · ".join(headings[:_SHOWN_COLUMNS]), khusus=SPECIAL_ANSWERS[TABLE], others=kinds)


def _suggest(table: LikelyTable, kind: str, gazetteer: Gazetteer) -> dict[int, list[tuple[str, str]]]:
    """{column: likely columns of a kind} for the headings that its declaration does not know."""
    columns = SHEET_KINDS[kind].kolom
    ranked = {c: rank_columns(text, table.below[c], columns, gazetteer) for c, text in _list_unknown(table, kind)}
    return {c: likely for c, likely in ranked.items() if likely}


def _list_unknown(table: LikelyTable, kind: str) -> Iterator[tuple[int, str]]:
    for c, text in table.headings.items():
        if table.below[c] and not match_heading((text,), kind)[0] and not is_running_number([text]):
            yield c, text


def _write_rows(grid: Grid, table: LikelyTable) -> Iterator[str]:
    """The headings and the first rows below them, cells apart by SEPARATOR."""
    columns = list(table.headings)[:_SHOWN_COLUMNS]
    for cells in grid.cells[table.row - 1 : table.row + _SHOWN_ROWS - 1]:
        yield SEPARATOR.join(write_plain(cells[c - 1])[:40] if c <= len(cells) else "" for c in columns)


def _ask_headings(
    grid: Grid,
    table: LikelyTable,
    kind: str,
    questionnaire: Questionnaire,
    suggested: dict[int, list[tuple[str, str]]],
) -> None:
    sheet = SHEET_KINDS[kind]
    known = {match_heading((text,), kind)[0] for text in table.headings.values()}
    missing = list_columns(k for k in sheet.kolom if k.nama not in known)
    for c, text in _list_unknown(table, kind):
        key = make_key(HEADING, kind, text)
        context = f"lembar {sheet.judul}"
        question = Question(
            key, HEADING, personal.without(text), context, khusus=SPECIAL_ANSWERS[HEADING], others=missing
        )
        if key and questionnaire.find_answer(question) is None:
            question.calon = [(name, label) for name, label in suggested.get(c, []) if name in missing]
            question.contoh = choose_samples(table.below[c])
            questionnaire.ask(question, grid.name, write_address(table.row, c))


def _note_answer(table: FoundTable, questionnaire: Questionnaire) -> str | None:
    """The answer about the kind of a table, which is known by its headings since; None where nobody was asked."""
    headings = _read_headings(table.grid, table.baris_judul)
    if headings and questionnaire.knows((question := _make_question(list(headings.values()))).kunci):
        return questionnaire.find_answer(question)
    return None
