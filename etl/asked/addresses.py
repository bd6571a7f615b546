"""The kelurahan of cooperatives whose rows name none: proposed from the address and from where they were last published
(by NIK or badan hukum), confirmed together. Where the two differ nothing is proposed."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from typing import NamedTuple

from etl.asked.gazetteer import Gazetteer
from etl.asked.tables import SEPARATOR
from etl.cells.place import find_cell, read_text
from etl.cells.texts import is_blank
from etl.headings.meanings import NAME_COLUMNS
from etl.match.area_finder import AreaFinder
from etl.match.questions import SPECIAL_ANSWERS, USE, Questionnaire
from etl.model import FoundTable, Question
from etl.skema import SHEET_KINDS

ADDRESS = "alamat"
_STOP = r"(?=\s*(?:[\d,;()/]|\b(?:kec|kecamatan|kota|kab|kabupaten|rt|rw|dusun|kode\s*pos)\b|$))"
_KELURAHAN = re.compile(rf"\b(?:kel|kelurahan|ds|desa)\b[\s.:]*(?P<name>[^\W\d].*?){_STOP}", re.IGNORECASE)
_KECAMATAN = re.compile(rf"\bkec(?:amatan)?\b[\s.:]*(?P<name>[^\W\d].*?){_STOP}", re.IGNORECASE)
_MAX_SHOWN = 500


class Proposal(NamedTuple):
    """The kelurahan of one row, and what it was seen from."""

    code: str
    source: str


def settle_addresses(table: FoundTable, questionnaire: Questionnaire, gazetteer: Gazetteer) -> tuple[FoundTable, bool]:
    """The table with the kelurahan that staff confirmed, and whether there are any. Others are asked, all at once."""
    blank = _list_without(table) if SHEET_KINDS[table.jenis].is_register else []
    proposals = {row: found for row in blank if (found := _propose(table, row, gazetteer))}
    if not proposals:
        return table, False
    finder = gazetteer.finder
    question = _make_question(table, proposals, finder)
    answer = questionnaire.find_answer(question)
    if answer is None:
        for row in proposals:
            questionnaire.ask(question, table.lembar, find_cell(table, row, NAME_COLUMNS[table.jenis]))
    return (_fill(table, proposals, finder), True) if answer == USE else (table, False)


def _list_without(table: FoundTable) -> list[int]:
    """Rows to which neither a cell nor a section, the title or the sheet gives a kelurahan."""
    if "kelurahan" in table.above:
        return []
    typed = table.data["kelurahan"].tolist() if "kelurahan" in table.kolom else [None] * len(table.data)
    sections = table.sections.get("kelurahan") or [""] * len(table.data)
    rows = table.data.index.tolist()
    return [row for row, v, part in zip(rows, typed, sections, strict=True) if is_blank(v) and not part]


def _propose(table: FoundTable, row: int, gazetteer: Gazetteer) -> Proposal | None:
    """What the address says, or where it was last published; None where neither is known or they differ."""
    named = find_in_address(_read(table, row, "alamat") or "", gazetteer.finder)
    last = gazetteer.known.find(_read(table, row, "nik_koperasi"), _read(table, row, "nomor_badan_hukum"))
    if named is None:
        return Proposal(last[0], "terbitan terakhir") if last and last[0] in gazetteer.finder.names else None
    return Proposal(named, "alamat") if last is None or last[0] == named else None


def _read(table: FoundTable, row: int, name: str) -> str | None:
    return read_text(table.data[name].loc[row]) if name in table.data.columns else None


def find_in_address(address: str, finder: AreaFinder) -> str | None:
    """The kelurahan that an address names for sure: "… Kel. Turi Kec. Sukorejo", or its last part as a whole."""
    inside = _KECAMATAN.search(address)
    kecamatan = inside["name"] if inside else None
    if marked := _KELURAHAN.search(address):
        found = finder.find(marked["name"], kecamatan)
        return found.code if found.means in ("sama", "ejaan") else None
    parts = [part.strip() for part in address.split(",")]
    for part in reversed(parts[1:]):
        if finder.is_official(part):
            return finder.find(part, kecamatan).code
    return None


def _make_question(table: FoundTable, proposals: dict[int, Proposal], finder: AreaFinder) -> Question:
    lines = [_write_line(table, row, p, finder) for row, p in proposals.items()]
    mark = hashlib.sha256(repr(sorted(lines)).encode()).hexdigest()[:12]
    by_address = sum(p.source == "alamat" for p in proposals.values())
    parts = [f"{by_address} dari alamatnya"] * bool(by_address)
    parts += [f"{len(proposals) - by_address} menurut terbitan terakhir"] * (by_address < len(proposals))
    return Question(
        f"{ADDRESS}:{table.jenis}:{mark}",
        ADDRESS,
        f"Kelurahan {len(proposals)} koperasi",
        ", ".join(parts),
        khusus=SPECIAL_ANSWERS[ADDRESS],
        contoh=(SEPARATOR.join(("Koperasi", "Alamat", "Kelurahan", "Dari")), *lines[:_MAX_SHOWN]),
    )


def _write_line(table: FoundTable, row: int, p: Proposal, finder: AreaFinder) -> str:
    shown = [NAME_COLUMNS[table.jenis], "alamat"]
    cells = [_read(table, row, name) or "" for name in shown]
    return SEPARATOR.join([*cells, finder.make_label(p.code), p.source])


def _fill(table: FoundTable, proposals: dict[int, Proposal], finder: AreaFinder) -> FoundTable:
    """The kelurahan as if a section row had named it."""
    sections = dict(table.sections)
    for level, names in (("kelurahan", finder.names), ("kecamatan", finder.kecamatan_names)):
        values = list(sections.get(level) or [""] * len(table.data))
        for i, row in enumerate(table.data.index.tolist()):
            if row in proposals:
                code = proposals[row].code
                values[i] = names[code if level == "kelurahan" else finder.parents[code]]
        sections[level] = values
    return dataclasses.replace(table, sections=sections)
