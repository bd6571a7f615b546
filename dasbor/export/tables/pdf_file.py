"""Tables as PDF through Typst: A4 across, headings repeated, tagged; the template may be a city's own (tabel.typ)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dasbor.export import letters, typeset
from dasbor.export.layout import read_layout
from dasbor.export.tables.forms import list_forms, list_n
from dasbor.export.tables.sheet import Sheet
from dasbor.words import columns, language

TEMPLATE = "tabel.typ"
_LONG_CELL = 60


def make_pdf(sheets: Sequence[Sheet], mark: str, version: str, template: str = TEMPLATE, **more: Any) -> bytes:
    """`mark`: DATA CONTOH or DRAF, on each page; `version`: what stands at its foot; `more`: what a template of its own
    needs beside the tables."""
    signed = [str(line) for line in read_layout("umum")["penanda_tangan"]]
    content = {
        "lembar": [describe_for_paper(s) for s in sheets],
        "tanda": mark,
        "versi": version,
        "tertanda": signed,
        **more,
    }
    content["dialihkan"] = typeset.say_replaced(json.dumps(content, ensure_ascii=False))
    return typeset.make_pdf(template, content)


def describe_table(sheet: Sheet) -> dict[str, Any]:
    """Title, notes, headings, and the cells as they are read on screen."""
    header = sheet.list_headings()
    cells = [_write_column(sheet, k) for k in header]
    return {
        "judul": sheet.title,
        "catatan": list(sheet.notes),
        "kolom": [_describe_column(k, column) for k, column in zip(header, cells, strict=True)],
        "baris": [list(row) for row in zip(*cells, strict=True)] if cells else [],
    }


def describe_for_paper(sheet: Sheet) -> dict[str, Any]:
    """The same for a template: a long word breaks before it runs over the next column."""
    table = describe_table(sheet)
    return {**table, "baris": [[letters.break_long(cell) for cell in row] for row in table["baris"]]}


def _describe_column(k: columns.Heading, cells: Sequence[str]) -> dict[str, Any]:
    is_right = k.form in (*columns.NUMERIC_FORMS, columns.MIXED)
    return {"judul": k.title, "kanan": is_right, "lebar": _weigh(k.title, cells)}


def _write_column(sheet: Sheet, k: columns.Heading) -> list[str]:
    parts = zip(sheet.data[k.name].tolist(), list_forms(sheet.data, k), list_n(sheet.data, k), strict=True)
    blank = sheet.blanks.get(k.name)
    return [
        blank if blank is not None and (not language.is_known(x) or x == "") else columns.write_value(x, form, n)
        for x, form, n in parts
    ]


def _weigh(title: str, cells: Sequence[str]) -> float:
    """The width of a column beside the others: as its longest cell, of long ones less."""
    longest = max([len(word) for word in title.split()] + [min(len(c), _LONG_CELL) for c in cells], default=1)
    return float(round(4 + longest**0.8, 1))
