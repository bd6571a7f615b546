"""Invented sample data of a city and of a kabupaten, deterministic and marked as invented.

In: a seed and public totals per quarter.
Out: the workbooks in data/contoh and data/contoh-kabupaten.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from etl.contoh import readme
from etl.contoh.angka import PUBLISHED_QUARTERS, TRIAL_QUARTER
from etl.contoh.messy import MistakeNote, write_register
from etl.contoh.messy_lain import write_groups, write_scratch, write_trainings, write_visits
from etl.contoh.workbook import make_quarter_workbook, start_workbook

MESSY_FILE, CLEAN_FILE = f"koperasi-{TRIAL_QUARTER}-berantakan.xlsx", f"koperasi-{TRIAL_QUARTER}.xlsx"


def make_workbooks() -> Iterator[tuple[str, str, bytes]]:
    """Quarter, file name, content of the 15 clean workbooks, oldest first."""
    for p in PUBLISHED_QUARTERS:
        yield p, f"koperasi-{p}.xlsx", make_quarter_workbook(p)


def make_clean_2025_t3() -> bytes:
    """The same quarter in the same look, the mistakes repaired: can be published."""
    return _make_dinas_workbook(False)[0]


def list_mistakes() -> list[MistakeNote]:
    """The deliberate mistakes and oddities of the messy workbook: sheet, cell, message code expected."""
    return _make_dinas_workbook(True)[1]


def write_all(folder: Path) -> None:
    """Everything that is committed in data/contoh/."""
    folder.mkdir(parents=True, exist_ok=True)
    for _, name, content in make_workbooks():
        (folder / name).write_bytes(content)
    (folder / CLEAN_FILE).write_bytes(make_clean_2025_t3())
    content, notes = _make_dinas_workbook(True)
    (folder / MESSY_FILE).write_bytes(content)
    (folder / "README.md").write_text(readme.make_text(notes, MESSY_FILE, CLEAN_FILE), encoding="utf-8", newline="\n")


def _make_dinas_workbook(messy: bool) -> tuple[bytes, list[MistakeNote]]:
    container, workbook = start_workbook("Data contoh koperasi Triwulan III 2025")
    notes = write_register(workbook, messy)
    notes += write_trainings(workbook, messy)
    notes += write_visits(workbook, messy)
    write_groups(workbook)
    if messy:
        notes += write_scratch(workbook)
    workbook.close()
    return container.getvalue(), notes
