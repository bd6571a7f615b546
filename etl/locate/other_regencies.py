"""Rekap of a whole province: the row of our own city or regency is read, those of the others are listed."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from etl.acuan import Reference
from etl.cells.row_signs import TOTAL_SIGN
from etl.cells.texts import tidy_text
from etl.headings.meanings import make_key
from etl.locate.recap_quarters import RecapLeftOut
from etl.model import FoundTable, write_address
from etl.pesan import Finding, make_finding, say_similar
from etl.rows.leave_out import drop_rows
from etl.rows.sections import AreaNames, keep_letters, load_area_names
from etl.skema import SHEET_KINDS

_LEVEL = r"(?P<level>kabupaten|kab|kota(?:madya)?|kodya|prov(?:insi)?)"
_BEFORE = re.compile(rf"{_LEVEL}\b[\s.:]*(?:adm\w*[\s.]+)?(?P<name>\S.*)$", re.I)
_BEHIND = re.compile(rf"(?P<name>\S.*?)[\s,(]+{_LEVEL}[.)]*$", re.I)
_MAX_NAMED = 5  # regencies that a message names


def take_city(
    tables: Sequence[FoundTable], reference: Reference
) -> tuple[list[FoundTable], list[Finding], list[RecapLeftOut]]:
    """The tables without rows of other regencies, findings, and the rows left out; of a province all rows stay."""
    if reference.is_province:
        return list(tables), [], []
    areas, result, findings = load_area_names(reference), [], []
    outside: list[RecapLeftOut] = []
    for t in tables:
        names = _list_names(t) if SHEET_KINDS[t.jenis].counted_kind else {}
        says_regency = _is_of_regencies(t)
        other = {r: name for r, name in names.items() if _is_other(name, reference.city, areas, says_regency)}
        if any(not TOTAL_SIGN.match(name) for name in other.values()):
            doubtful = [r for r, name in other.items() if _is_namesake(name, reference.city)]
            findings += _report(t, other, doubtful, reference.city)
            reasons = {r: f"rekap di luar {reference.city}: {tidy_text(name)}" for r, name in other.items()}
            outside += [(t.lembar, r, reason) for r, reason in reasons.items()]
            t = _drop(t, reasons)
        result.append(t)
    return result, findings, outside


def _list_names(t: FoundTable) -> dict[int, str]:
    column = t.data["kelurahan"] if "kelurahan" in t.data else None
    return (
        {}
        if column is None
        else {r: v for r, v in zip(t.data.index, column, strict=True) if isinstance(v, str) and v.strip()}
    )


def _is_of_regencies(t: FoundTable) -> bool:
    """Whether the heading says that the column names regencies: "KABUPATEN / KOTA"."""
    words = set(make_key(t.kolom["kelurahan"].heading).split()) if "kelurahan" in t.kolom else set()
    return bool(words & {"kabupaten", "kab"})


def _read_regency(text: str) -> tuple[str, str]:
    """ "Kab. Blitar" -> ("kab", "blitar"), "Blitar (Kota)" -> ("kot", "blitar"); the level is "" where none is said."""
    text = tidy_text(text)
    if not (found := _BEFORE.match(text) or _BEHIND.match(text)):
        return "", keep_letters(text)
    level = found["level"].casefold()
    return ("kot" if level.startswith("ko") else level[:3]), keep_letters(found["name"])


def _is_other(text: str, city: str, areas: AreaNames, says_regency: bool) -> bool:
    if _read_regency(text) == _read_regency(city):
        return False
    if says_regency:
        return True
    letters = keep_letters(text)
    return bool(_read_regency(text)[0]) and letters not in areas.kelurahan and letters not in areas.kecamatan


def _is_namesake(text: str, city: str) -> bool:
    """ "Blitar" may be the city or the regency around it."""
    level, name = _read_regency(text)
    return not level and name == _read_regency(city)[1]


def _report(t: FoundTable, other: dict[int, str], doubtful: list[int], city: str) -> list[Finding]:
    column = t.kolom["kelurahan"].column
    findings = [
        make_finding(
            "wilayah_tak_dikenal", t.lembar, write_address(r, column), other[r], kota=city, mirip=say_similar([city])
        )
        for r in doubtful
    ]
    rest = {r: tidy_text(name) for r, name in other.items() if r not in doubtful}
    if rest:
        named = list(dict.fromkeys(rest.values()))
        more = f" dan {len(named) - _MAX_NAMED} lagi" if len(named) > _MAX_NAMED else ""
        listed, cell = ", ".join(named[:_MAX_NAMED]) + more, write_address(min(rest), column)
        findings.append(make_finding("rekap_wilayah_lain", t.lembar, cell, jumlah=len(rest), kota=city, daftar=listed))
    return findings


def _drop(t: FoundTable, reasons: dict[int, str]) -> FoundTable:
    new = drop_rows(t, reasons)
    staying = set(new.data.index)
    # The total of a province says nothing of one city.
    return dataclasses.replace(new, total_rows=[j for j in t.total_rows if j[2] and staying.issuperset(j[2])])
