"""Columns of dates whose day and month look exchanged: asked once for the whole column, never decided here."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib

from etl.cells.exchanged import Exchanged, exchange, find_exchanged
from etl.cells.place import find_cell
from etl.match.questions import EXCHANGE, SPECIAL_ANSWERS, Questionnaire
from etl.model import Cell, FoundTable, Question
from etl.periode import say_date
from etl.skema import SHEET_KINDS, Column


def settle_exchanged_dates(table: FoundTable, questionnaire: Questionnaire) -> FoundTable:
    """The table with the days and months exchanged where staff say so; without an answer as they stand."""
    for column in SHEET_KINDS[table.jenis].kolom:
        if column.tipe != "tanggal" or column.nama not in table.kolom:
            continue
        content: list[Cell] = [v if v == v else None for v in table.data[column.nama].tolist()]
        found = find_exchanged(content)
        if found is None:
            continue
        question = _make_question(table, column, content, found)
        answer = questionnaire.find_answer(question)
        if answer is None:
            for i in found.dates:
                questionnaire.ask(question, table.lembar, find_cell(table, table.data.index[i], column.nama))
        elif answer == EXCHANGE:
            data = table.data.copy()
            data[column.nama] = data[column.nama].map(exchange)
            table = dataclasses.replace(table, data=data)
    return table


def _make_question(table: FoundTable, column: Column, content: list[Cell], found: Exchanged) -> Question:
    rows, dates = table.data.index.tolist(), [content[i] for i in found.dates]
    counted = f"{len(dates)} tanggal Excel bertanggal 1–12, {len(found.texts)} tanggal teks bertanggal 13–31"
    said = [rows[i] for i in found.dates] if column.pribadi else sorted({str(d) for d in dates})
    mark = hashlib.sha256(repr(said).encode()).hexdigest()[:12]
    first = next(d for d in dates if isinstance(d, dt.date) and d.day != d.month)
    other = exchange(first)
    if isinstance(other, dt.date) and not column.pribadi:
        counted += f"; misalnya {say_date(first)}, atau {say_date(other)}?"
    key, heading = f"tanggal:{table.jenis}:{column.nama}:{mark}", table.kolom[column.nama].heading
    return Question(key, "tanggal", heading, counted, khusus=SPECIAL_ANSWERS["tanggal"])
