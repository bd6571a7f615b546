"""Rows of a located table that are not read and are listed: visits that did not take place."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from etl.cells.texts import read_text
from etl.model import FoundTable
from etl.skema import SHEET_KINDS


def drop_unvisited(table: FoundTable) -> FoundTable:
    """A sheet of visits without the rows of those who were not visited; other tables as they are."""
    sheet = SHEET_KINDS[table.jenis]
    known = [name for name in sheet.event_columns if name in table.kolom]
    if not known or not set(sheet.date_columns) <= set(known) or not table.above.keys().isdisjoint(sheet.event_columns):
        return table
    blank = table.data[known].map(lambda v: read_text(v) is None).all(axis=1)
    typed = {table.kolom[name].column for name in known}
    blemished = {r for r, c in (*table.grid.errors, *table.grid.without_value) if c in typed}
    return drop_rows(table, {r: sheet.not_yet_reason for r in table.data.index[blank] if r not in blemished})


def drop_rows(table: FoundTable, dropped: Mapping[int, str]) -> FoundTable:
    """The table without some of its data rows, which are listed with the reason."""
    if not dropped:
        return table
    staying = [i for i, r in enumerate(table.data.index) if r not in dropped]
    return dataclasses.replace(
        table,
        data=table.data.iloc[staying],
        sections={k: [content[i] for i in staying] for k, content in table.sections.items()},
        ticks={k: [(p, [content[i] for i in staying]) for p, content in typed] for k, typed in table.ticks.items()},
        dilewati=sorted([*table.dilewati, *dropped.items()]),
        asked_rows={reason: [r for r in rows if r not in dropped] for reason, rows in table.asked_rows.items()},
    )
