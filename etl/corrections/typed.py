"""A correction as it is typed on the command line, kept in a record or a draft, and said to people."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from etl import periode as triwulan
from etl import personal
from etl.model import Correction

MAX_LENGTH = 500  # characters of a new value; a cell of a table is a name, a number, a date
_TYPED = re.compile(r"(?P<lembar>.+?)!\$?(?P<kolom>[A-Za-z]{1,3})\$?(?P<baris>[1-9]\d{0,6})=(?P<nilai>.*)", re.DOTALL)
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def parse_correction(text: str) -> Correction:
    """ "Data Koperasi!D3=Kepanjenlor"; nothing after "=" empties the cell. Raises ValueError for anything else."""
    matching = _TYPED.fullmatch(text)
    if not matching:
        raise ValueError(f"“{text}” bukan LEMBAR!SEL=NILAI, misalnya Koperasi!D3=Kepanjenlor")
    sheet = matching["lembar"].lstrip()  # a blank at the end is part of a sheet's name
    if len(quoted := sheet.strip()) > 2 and quoted[0] == quoted[-1] == "'":  # as a formula writes it
        sheet = quoted[1:-1].replace("''", "'")
    return Correction(sheet, f"{matching['kolom'].upper()}{matching['baris']}", None, matching["nilai"].strip())


def find_twice(corrections: Iterable[Correction]) -> list[str]:
    """Cells that are corrected more than once."""
    return [place for place, times in Counter(c.place for c in corrections).items() if times > 1]


def parse_cell(address: str) -> tuple[int, int] | None:
    """ "D3" -> (3, 4); None for anything else."""
    matching = _CELL.fullmatch(address)
    if not matching:
        return None
    column = 0
    for c in matching[1]:
        column = column * 26 + ord(c) - 64
    return int(matching[2]), column


def write_entry(c: Correction) -> dict[str, Any]:
    """For a record or a draft, without numbers of people."""
    texts = {name: personal.mask(getattr(c, name) or "") for name in ("lembar", "lama", "baru", "alasan", "oleh")}
    return {"sel": c.sel, **texts, "waktu": c.waktu.isoformat() if c.waktu else None}


def read_entry(entry: Mapping[str, Any]) -> Correction:
    """What write_entry() wrote. Raises KeyError or ValueError."""
    time = dt.datetime.fromisoformat(entry["waktu"]) if entry["waktu"] else None
    texts = {name: str(entry[name]) for name in ("lembar", "sel", "lama", "baru", "alasan", "oleh")}
    return Correction(**texts, waktu=time)


def say_values(old: str, new: str) -> str:
    """What stood there and what it became, as every page says it."""
    before = f"tertulis “{old}”" if old else "tertulis kosong"
    return f"{before}, diperbaiki {f'“{new}”' if new else 'menjadi kosong'}"


def say_correction(c: Correction) -> str:
    """ "tertulis “Kepanjen”, diperbaiki “Kepanjenlor” oleh Siti, 14 Juli 2025"."""
    by = f" oleh {c.oleh}" if c.oleh else ""
    return f"{say_values(c.lama or '', c.baru)}{by}{f', {triwulan.say_date(c.waktu.date())}' if c.waktu else ''}"
