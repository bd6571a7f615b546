"""What is in force: each figure and target with where it comes from, read from the reference folder or a version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pandas as pd

from etl import personal
from etl.acuan import Reference
from etl.operator_settings import list_dated, write_dated
from etl.rules import fill_statement, read_statement
from etl.settings import dated, funds
from etl.settings.declare import SETTINGS

FROM_FILE, FROM_PAGE, RESTORED = "berkas", "halaman", "pemulihan"
TARGET = "target."
_INVENTED_NOTE = "target contoh"
SETTINGS_TABLES = ("pengaturan", "pengaturan_perubahan")
_CHANGES = read_statement(Path(__file__).with_name("changes.sql"))
_IN_FORCE = "select {columns} from pengaturan order by kunci"
_TARGET_COLUMNS = ["indikator", "tahun", "triwulan", "nilai_target", "keterangan"]
_COLUMNS = ("kunci", "nilai", "nilai_berkas", "keterangan", "sumber")
_CHANGE_COLUMNS = ("nomor", "waktu", "oleh", "kunci", "lama", "baru", "sumber", "alasan")


class Entry(NamedTuple):
    """A value (None = a target that was taken out), what is remarked on it, and where it comes from."""

    value: float | None
    note: str = ""
    source: str = FROM_FILE


Entries = Mapping[str, Entry]  # key of a setting, or make_target_key()


@dataclass(frozen=True)
class InForce:
    """The settings of a version: what was in force, and the start values of the file at that time."""

    entries: Entries
    start: Mapping[str, float | None]

    @property
    def own(self) -> Entries:
        """Those that the state holds itself: they outweigh the file."""
        return {key: e for key, e in self.entries.items() if e.source != FROM_FILE}


class Change(NamedTuple):
    """One change as the ledger holds it; None = no such target. source: page, file or a restored version."""

    number: int
    time: Any
    by: str
    key: str
    old: float | None
    new: float | None
    source: str
    reason: str


def make_target_key(indikator: str, year: int, quarter: int = 0) -> str:
    """ "target.koperasi_aktif.2025"; of one of its quarters "target.koperasi_aktif.2025-T2"."""
    return f"{TARGET}{indikator}.{year}" + (f"-T{quarter}" if quarter else "")


def split_target_key(key: str) -> tuple[str, int, int]:
    """The other way round: indicator, year, quarter (0 = of the year). Raises ValueError for another key."""
    prefix, indikator, when = key.split(".")
    if prefix + "." != TARGET:
        raise ValueError(key)
    year, _, quarter = when.partition("-T")
    return indikator, int(year), int(quarter or 0)


def read_start(reference: Reference) -> dict[str, Entry]:
    """The start values: what the files of the reference folder say; what cannot be is left out, and said elsewhere."""
    found = {
        key: Entry(float(value))
        for key, s in SETTINGS.items()
        if s.accepts(value := reference.settings.get(s.section, {}).get(key))
    }
    rows = reference.target.reindex(columns=[*_TARGET_COLUMNS, funds.COLUMN], fill_value="")
    targets = {
        _make_key(name, int(year), int(quarter), fund): Entry(float(value), personal.mask(str(note)))
        for name, year, quarter, value, note, fund in rows.itertuples(index=False, name=None)
    }
    years = {dated.make_key(d): Entry(d.value, personal.mask(d.source)) for d in list_dated(reference.settings)}
    return found | targets | years


def _make_key(indikator: str, year: int, quarter: int, fund: str) -> str:
    """A target of a fund is one of the year."""
    return funds.make_key(indikator, year, personal.mask(fund)) if fund else make_target_key(indikator, year, quarter)


def read_usable(reference: Reference) -> dict[str, Entry]:
    """The same with the nearest possible value in the place of what cannot be: to show what an earlier release, which
    stored no settings, published."""
    settings = reference.settings
    nearest = {
        key: Entry(s.make_usable(settings[s.section][key]))
        for key, s in SETTINGS.items()
        if key in settings.get(s.section, {})
    }
    return read_start(reference) | nearest


def is_invented(key: str, e: Entry) -> bool:
    """A target that the file notes as "target contoh": it counts while invented data are published, no longer."""
    is_target = key.startswith(TARGET) or funds.is_of_fund(key)
    return is_target and e.source != FROM_PAGE and _is_noted_invented(e.note)


def drop_invented(entries: Entries) -> dict[str, Entry]:
    """What is in force with real data: a target is there where staff gave it."""
    return {key: e for key, e in entries.items() if not is_invented(key, e)}


def without_invented(reference: Reference) -> Reference:
    """The reference data as they count with real data: without the rows of target.csv noted "target contoh"."""
    invented = reference.target["keterangan"].map(lambda note: _is_noted_invented(str(note)))
    return replace(reference, target=reference.target[~invented.astype(bool)]) if invented.any() else reference


def _is_noted_invented(note: str) -> bool:
    return note.strip().casefold().startswith(_INVENTED_NOTE)


def overlay(start: Entries, own: Entries) -> dict[str, Entry]:
    """What is in force: the file, outweighed by what the state holds itself."""
    return {**start, **own}


def apply(reference: Reference, entries: Entries) -> Reference:
    """The reference data with these settings and targets."""
    settings = {name: dict(part) if isinstance(part, dict) else part for name, part in reference.settings.items()}
    for key, e in entries.items():
        if key in SETTINGS and e.value is not None:
            settings.setdefault(SETTINGS[key].section, {})[key] = SETTINGS[key].store(e.value)
    known = [(key, e.value, e.note) for key, e in entries.items() if dated.is_dated(key) and e.value is not None]
    settings |= write_dated(dated.read_key(*one) for one in known)
    given = {key: e for key, e in entries.items() if e.value is not None}
    rows = [(*split_target_key(key), e.value, e.note, "") for key, e in given.items() if key.startswith(TARGET)]
    of_funds = [(*funds.split_key(key), e) for key, e in given.items() if funds.is_of_fund(key)]
    rows += [(indikator, year, 0, e.value, e.note, fund) for indikator, year, fund, e in of_funds]
    target = pd.DataFrame(rows, columns=[*_TARGET_COLUMNS, funds.COLUMN])
    types = {"tahun": "int64", "triwulan": "int64", "nilai_target": "float64"}
    return replace(reference, settings=settings, target=target.astype(types))


# ── in a version ──


def read_in_force(con: duckdb.DuckDBPyConnection) -> InForce | None:
    """The settings that a version holds; None where an earlier release published it."""
    try:
        rows = con.execute(fill_statement(_IN_FORCE, columns=_COLUMNS))
    except duckdb.CatalogException:
        return None
    known = rows.fetchall()
    return InForce(
        {key: Entry(value, note or "", source) for key, value, _, note, source in known},
        {key: start for key, _, start, _, _ in known},
    )


def write_in_force(con: duckdb.DuckDBPyConnection, start: Entries, entries: Entries) -> None:
    """Put the settings into a draft, in the place of those that stand there."""
    rows = [
        (key, e.value, start[key].value if key in start else None, e.note or None, e.source)
        for key, e in sorted(entries.items())
    ]
    if con.execute(fill_statement(_IN_FORCE, columns=_COLUMNS)).fetchall() == rows:
        return
    con.execute("delete from pengaturan")
    sql = "insert into pengaturan({columns}) values (?, ?, ?, ?, ?)"
    con.executemany(fill_statement(sql, columns=_COLUMNS), rows)


def read_changes(con: duckdb.DuckDBPyConnection) -> list[Change]:
    """Every change of the settings, oldest first; none in a version of an earlier release."""
    try:
        return [Change(*row) for row in con.execute(_CHANGES).fetchall()]
    except duckdb.CatalogException:
        return []


def write_changes(con: duckdb.DuckDBPyConnection, changes: Iterable[Change]) -> None:
    """Add changes to the ledger."""
    sql = fill_statement(
        "insert into pengaturan_perubahan({columns}) values (?, ?, ?, ?, ?, ?, ?, ?)", columns=_CHANGE_COLUMNS
    )
    for one in changes:
        con.execute(sql, list(one))
