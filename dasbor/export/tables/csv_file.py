"""A table as CSV: semicolons, decimal commas, UTF-8 with BOM; no text of a workbook runs as a formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dasbor.export.tables.forms import list_forms, list_n, write_text
from dasbor.words import columns, language

HOW_TO_OPEN = (
    "Cara membuka CSV: di Excel pilih Data, Dari Teks/CSV, pemisah titik koma, jenis Teks untuk kolom NIK dan kode, "
    "supaya angkanya tidak dibulatkan. Persen ditulis seperti di layar; nilai lengkapnya ada di berkas Excel."
)

_FORMULA_STARTS = tuple("=+-@")
_CUT_STARTS = tuple("\t\r\n")  # some programs cut a cell here and run what follows
# What is drawn as nothing or as a blank: controls, formats, separators, marks on nothing; letters for empty places.
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"}
_UNSEEN_LETTERS = set("\u115f\u1160\u17b4\u2800")
_NEEDS_QUOTES = re.compile(r"[;\"\r\n]")  # a line of notes stays one line without quotes around it
_NUMBER = re.compile(r"^-?\d+(,\d+)?%?$")  # what we write ourselves for a negative number


def make_csv(data: pd.DataFrame, column: Mapping[str, str] | None = None, notes: Sequence[str] = ()) -> bytes:
    """Semicolons, decimal commas, UTF-8 with BOM: what Excel expects with Indonesian settings. `notes`: lines that
    begin with "#" above the headings."""
    header = columns.list_headings(data, column)
    made = io.StringIO()
    made.writelines(f"# {_NEEDS_QUOTES.sub(',', one)}\r\n" for one in notes)
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow([make_safe(k.title) for k in header])
    cells = [_write_csv_column(data, k) for k in header]
    writer.writerows(zip(*cells, strict=True) if cells else [])
    return made.getvalue().encode("utf-8-sig")


def _write_csv_column(data: pd.DataFrame, k: columns.Heading) -> list[str]:
    parts = zip(data[k.name], list_forms(data, k), list_n(data, k), strict=True)
    return [_write_csv_cell(columns.make_plain(x), form, n) for x, form, n in parts]


def _write_csv_cell(value: Any, form: str, n: float | None) -> str:
    if value is None:
        return ""  # missing is empty, zero is 0
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, (int, float)):
        return _write_csv_number(value, form, n)
    return make_safe(write_text(value, form))


def _write_csv_number(value: float, form: str, n: float | None) -> str:
    """As on the screen, without the dots of thousands and with a minus that a spreadsheet reads."""
    if form == columns.PERCENT:
        return _write_bare(language.format_percent(value, n))
    return _write_bare(language.format_number(value, 0 if form == columns.MONEY else None))


def _write_bare(written: str) -> str:
    return written.replace(".", "").replace("\u2212", "-")


def make_safe(text: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front, also where the sign that begins it
    stands behind something unseen or has another width."""
    if _NUMBER.match(text):
        return text
    return f"'{text}" if text.startswith(_CUT_STARTS) or _begin_seen(text) in _FORMULA_STARTS else text


def _begin_seen(text: str) -> str:
    """The first letter that a reader sees, in its plain width; "" = none."""
    plain = unicodedata.normalize("NFKC", text)
    seen = (c for c in plain if unicodedata.category(c) not in _UNSEEN and c not in _UNSEEN_LETTERS)
    return next(seen, "")


def make_notes(lines: Sequence[str]) -> bytes:
    """The file beside a CSV: what it holds, whence, and how it is opened."""
    return "\r\n".join([*lines, HOW_TO_OPEN, ""]).encode("utf-8-sig")
