"""Rows of which only staff can say whether they count: struck through, or standing outside a table that they fit."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import pairwise

from etl.cells.place import find_cell
from etl.cells.texts import write_plain
from etl.headings.meanings import NAME_COLUMNS
from etl.locate.body import OUTSIDE_TABLE, STRUCK
from etl.match.questions import READ, SKIP, SPECIAL_ANSWERS, Questionnaire
from etl.model import FoundTable, Question
from etl.rows.leave_out import drop_rows
from etl.skema import SHEET_KINDS

# What happens as long as nobody answers, and in a replay of a publication of former times.
UNANSWERED = {OUTSIDE_TABLE: SKIP, STRUCK: READ}
_WHERE = {OUTSIDE_TABLE: "di luar tabel (di bawah tanda tangan, catatan atau baris kosong)", STRUCK: "dicoret"}
_REASONS = {OUTSIDE_TABLE: "di luar tabel: tidak dibaca", STRUCK: "dicoret: tidak dibaca"}
_MAX_NAMED = 5


def settle_asked_rows(table: FoundTable, questionnaire: Questionnaire) -> FoundTable:
    """The table without the rows that do not count; those are listed. What is not answered is asked, all rows at once.

    Other rows are another question: an answer holds for the very rows that it was given for.
    """
    for reason, rows in table.asked_rows.items():
        if not rows:
            continue
        question = _make_question(table, reason, rows)
        answer = questionnaire.find_answer(question)
        if answer is None:
            for row in rows:
                questionnaire.ask(question, table.lembar, find_cell(table, row, NAME_COLUMNS[table.jenis]))
        if (answer or UNANSWERED[reason]) == SKIP:
            table = drop_rows(table, dict.fromkeys(rows, _REASONS[reason]))
    return table


def _make_question(table: FoundTable, reason: str, rows: list[int]) -> Question:
    counted = "" if len(rows) == 1 else f" ({len(rows)} baris)"
    content = f"Baris {say_rows(rows)}{counted} {_WHERE[reason]}"
    key = f"baris:{table.jenis}:{reason}:{_make_mark(table, rows)}"
    return Question(key, "baris", content, _name_rows(table, rows), khusus=SPECIAL_ANSWERS["baris"])


def _make_mark(table: FoundTable, rows: list[int]) -> str:
    """What these rows say, without what tells who a person is: the key is kept with the answer."""
    sheet = SHEET_KINDS[table.jenis]
    names = [name for name in table.data.columns if not sheet[name].pribadi]
    cells = [[write_plain(v) for v in row] for row in table.data.loc[rows, names].to_numpy().tolist()]
    place = rows if names != list(table.data.columns) else []
    return hashlib.sha256(repr((place, cells)).encode()).hexdigest()[:12]


def _name_rows(table: FoundTable, rows: list[int]) -> str:
    """Names of cooperatives, groups or targets in these rows; nobody's own name."""
    sheet, name = SHEET_KINDS[table.jenis], NAME_COLUMNS[table.jenis]
    if name not in table.data.columns or sheet[name].pribadi:
        return ""
    names = [write_plain(v) for v in table.data.loc[rows, name].tolist()]
    return ", ".join(names[:_MAX_NAMED]) + (", …" if len(names) > _MAX_NAMED else "")


def say_rows(rows: Sequence[int]) -> str:
    """[82, 83, 84, 90] -> "82–84, 90"."""
    breaks = [0, *(i for i, (a, b) in enumerate(pairwise(rows), 1) if b != a + 1), len(rows)]
    parts = [rows[a:b] for a, b in pairwise(breaks)]
    return ", ".join(f"{p[0]}" if len(p) == 1 else f"{p[0]}–{p[-1]}" for p in parts)
