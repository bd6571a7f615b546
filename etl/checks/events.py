"""Acara sheets: events of the quarter, with those cooperatives that took part whose names the register knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from etl.cells.place import BLANK_SIGNS, CellLocator, list_rows, read_text
from etl.checks.validate import check_days
from etl.match.names import normalise_name
from etl.match.targets import cooperatives_by_name
from etl.model import Cell, FoundTable
from etl.pesan import Finding, make_finding
from etl.skema import EVENTS_SHEET

COUNTS = ("jumlah_koperasi_peserta", "jumlah_umkm_peserta")
NAMES = "nama_koperasi_peserta"
HIDDEN = "[teks disamarkan]"  # stands for what may be the name of a person
_APART = re.compile(r"[;,\n\r•]|(?:^|\s)\(?\d{1,2}[.)]\s")
_AND = re.compile(r"\s+(?:dan|&|serta)\s+", re.I)
_NUMBERS = re.compile(r"[^a-z]*\d[^a-z]*[a-z. ]{0,12}", re.I)
EventsLeftOut = list[tuple[str, int, str]]


class _Named(NamedTuple):
    """Who a cell says took part: names as the register has them, and how many others it names."""

    known: tuple[str, ...]
    others: int

    @property
    def count(self) -> int:
        return len(self.known) + self.others


def hide_names(table: FoundTable) -> FoundTable:
    """The table with texts in its columns of numbers hidden: who writes names there means people, and a finding would
    quote them."""
    held = [name for name in COUNTS if name in table.kolom]
    if not held:
        return table
    return replace(table, data=table.data.assign(**{name: [_hide(v) for v in table.data[name]] for name in held}))


def _hide(cell: Cell) -> Cell:
    if not isinstance(cell, str) or cell.strip().lower() in BLANK_SIGNS or _NUMBERS.fullmatch(cell.strip()):
        return cell
    return HIDDEN if any(c.isalpha() for c in cell) else cell


def check_events(
    df: pd.DataFrame, locator: CellLocator, periode: str, register: pd.DataFrame
) -> tuple[pd.DataFrame, list[Finding], EventsLeftOut]:
    """Rows with the names of cooperatives that the register knows; nama_disebut: how many names a cell holds, and
    nama_lain: how many of them no register knows; null where it holds none. Those are not kept: they may be people.
    `register`: of this quarter, else the nearest."""
    findings = check_days(df, locator, periode, EVENTS_SHEET)
    repeated = df.duplicated([*EVENTS_SHEET.repeat_key])
    skipped = [(r.lembar, r.baris, "acara yang sama sudah tertulis") for r in list_rows(df[repeated])]
    df = df[~repeated]
    official = _index_names(register)
    named = [_read_names(text, official) if (text := read_text(v)) else None for v in df[NAMES]]
    for r, n in zip(list_rows(df), named, strict=True):
        findings += _report_names(r, n, locator) if n else []
    kept = ["; ".join(n.known) or None if n else None for n in named]
    counts = {"nama_disebut": [n and n.count for n in named], "nama_lain": [n and n.others for n in named]}
    numbers = {name: pd.Series(column, df.index, dtype="Int64") for name, column in counts.items()}
    return df.assign(**{NAMES: pd.Series(kept, df.index, dtype=object)}, **numbers), findings, skipped


def _index_names(register: pd.DataFrame) -> dict[str, str]:
    """The register's name of a cooperative by its normalised one, of those that only one bears."""
    names = dict(zip(register["koperasi_id"], register["nama_koperasi"], strict=True))
    return {key: names[koperasi_id] for key, koperasi_id in cooperatives_by_name(register).items() if key}


def _read_names(text: str, official: Mapping[str, str]) -> _Named | None:
    """None where a cell names nobody: "-", "nihil"."""
    parts = [part for part in _split(text, official) if part.lower() not in BLANK_SIGNS]
    if not parts:
        return None
    found = [official.get(normalise_name(part)) for part in parts]
    known = tuple(dict.fromkeys(name for name in found if name))
    return _Named(known, found.count(None))


def _split(text: str, official: Mapping[str, str]) -> Iterator[str]:
    """One name after the other. "dan" stands in names too: there it parts only what the register knows apart."""
    for piece in (p.strip(" .:-–\t") for p in _APART.split(text)):
        halves = [h.strip() for h in _AND.split(piece)]
        is_one = normalise_name(piece) in official or not all(normalise_name(h) in official for h in halves)
        yield from ([piece] if is_one else halves) if piece else ()


def _report_names(row: Any, named: _Named, locator: CellLocator) -> Iterator[Finding]:
    """Names that no register knows, without quoting them; more names than the number beside them."""
    sheet, line = row.lembar, row.baris
    if named.others:
        part = {"jumlah": named.others, "semua": named.count}
        yield make_finding("acara_nama_tak_dikenal", sheet, locator(sheet, line, NAMES), **part)
    typed = row.jumlah_koperasi_peserta
    if not pd.isna(typed) and named.count > typed:
        part = {"tertulis": int(typed), "hitung": named.count}
        cell = locator(sheet, line, "jumlah_koperasi_peserta")
        yield make_finding("acara_jumlah_berbeda", sheet, cell, int(typed), **part)
