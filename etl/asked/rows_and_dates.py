"""What only staff can say, asked as a whole and never decided here: whether rows count that are struck through or stand
outside a table that they fit, and whether day and month of a column are exchanged."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Sequence
from itertools import pairwise

import pandas as pd

from etl.cells import dates
from etl.cells.exchanged import Exchanged, exchange, find_exchanged
from etl.cells.place import find_cell
from etl.cells.texts import write_plain
from etl.headings.meanings import NAME_COLUMNS
from etl.locate.body import OUTSIDE_TABLE, STRUCK
from etl.match.questions import EXCHANGE, READ, SKIP, SPECIAL_ANSWERS, Questionnaire
from etl.model import Cell, FoundTable, Question
from etl.periode import say_date
from etl.rows.leave_out import drop_rows
from etl.skema import SHEET_KINDS, Column

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
        question = _make_rows_question(table, reason, rows)
        answer = questionnaire.find_answer(question)
        if answer is None:
            for row in rows:
                questionnaire.ask(question, table.lembar, find_cell(table, row, NAME_COLUMNS[table.jenis]))
        if (answer or UNANSWERED[reason]) == SKIP:
            table = drop_rows(table, dict.fromkeys(rows, _REASONS[reason]))
    return table


def _make_rows_question(table: FoundTable, reason: str, rows: list[int]) -> Question:
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


def settle_exchanged_dates(table: FoundTable, questionnaire: Questionnaire) -> FoundTable:
    """The table with the days and months exchanged where staff say so; without an answer as they stand."""
    for column in SHEET_KINDS[table.jenis].kolom:
        if column.tipe != "tanggal" or column.nama not in table.kolom:
            continue
        content: list[Cell] = [v if v == v else None for v in table.data[column.nama].tolist()]
        found = find_exchanged(content)
        if found is None:
            continue
        question = _make_dates_question(table, column, content, found)
        answer = questionnaire.find_answer(question)
        if answer is None:
            for i in found.dates:
                questionnaire.ask(question, table.lembar, find_cell(table, table.data.index[i], column.nama))
        elif answer == EXCHANGE:
            moved = [exchange(v) if i in found.moved else v for i, v in enumerate(table.data[column.nama].tolist())]
            data = table.data.copy()
            data[column.nama] = pd.Series(moved, index=data.index, dtype=object)
            table = dataclasses.replace(table, data=data)
    return table


def _make_dates_question(table: FoundTable, column: Column, content: list[Cell], found: Exchanged) -> Question:
    rows, asked = table.data.index.tolist(), [content[i] for i in found.dates]
    counted = _say_kinds(asked, len(found.texts))
    said = [rows[i] for i in found.dates] if column.pribadi else sorted({str(d) for d in asked})
    mark = hashlib.sha256(repr(said).encode()).hexdigest()[:12]
    first, other = next(pair for d in asked if (pair := _read_both_ways(d)) and pair[0] != pair[1])
    if not column.pribadi:
        counted += f"; misalnya {say_date(first)}, atau {say_date(other)}?"
    key, heading = f"tanggal:{table.jenis}:{column.nama}:{mark}", table.kolom[column.nama].heading
    return Question(key, "tanggal", heading, counted, khusus=SPECIAL_ANSWERS["tanggal"])


def _say_kinds(asked: list[Cell], others: int) -> str:
    if isinstance(asked[0], dt.date):
        return f"{len(asked)} tanggal Excel bertanggal 1–12, {others} tanggal teks bertanggal 13–31"
    return f"{others} tanggal teks pasti menulis bulannya di depan, {len(asked)} tanggal teks dapat berarti keduanya"


def _read_both_ways(cell: Cell) -> tuple[dt.date, dt.date] | None:
    """As it stands, and with day and month exchanged; None for what is no day either way."""
    first, other = (dates.read_date(v).value for v in (cell, exchange(cell)))
    return (first, other) if first and other else None
