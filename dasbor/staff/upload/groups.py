"""Findings as the page lists them: equal ones once with all their cells, and which of them a typed value can mend."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from etl import clock
from etl.corrections.apply import find_field, find_target, is_personal, list_tables_at, show_cell
from etl.corrections.typed import parse_cell
from etl.model import CheckResult, Correction, FoundTable, write_address
from etl.pesan import MESSAGES, WEIGHT_WORDS, Finding, say_weight
from etl.skema import SHEET_KINDS

# Findings about more than their cell: another value there does not mend them.
_NOT_BY_CELL = {
    *("kolom_wajib_hilang", "kolom_pelengkap_hilang", "nomor_berpindah"),  # their cell is another column's
    "kolom_tersembunyi",  # its cell is a heading, and that is read
    *("nik_angka", "temuan_serupa", "perbaikan_tanpa_sel", "perbaikan_pribadi", "perbaikan_tak_terbaca"),
    *("koperasi_ganda", "kelompok_ganda", "kunjungan_ganda", "rekap_ganda", "target_ganda"),
}
_READ_SOMEHOW = {"tanggal_ganda_arti", "rentang_tanggal", "tanggal_pindah_hari", "kolom_tersembunyi", "nik_angka"}
_MOST_ADVICES = 3  # values that a card offers to press
_NAMED = 12  # cells that a card names


@dataclass(frozen=True)
class Group:
    """Findings that say the same, of one sheet. `count`: how many; `mendable`: a value typed for its cells can mend
    them; `advices`: values that probably would; `written`: what stands in its cells, as far as the finding does not
    say so itself; `is_asked`: an open question is about each of its cells."""

    finding: Finding
    cells: tuple[str, ...]
    count: int
    mendable: bool
    advices: tuple[str, ...] = ()
    written: str = ""
    is_asked: bool = False

    @property
    def weight(self) -> str:
        return say_weight(self.finding)

    @property
    def kind(self) -> tuple[str, str, str]:
        """What findings on one card share."""
        return self.finding.kode, self.finding.lembar, self.weight

    @property
    def place(self) -> str:
        """ "Koperasi D3, D7"; "" where a finding is about the whole file."""
        more = f" dan {len(self.cells) - _NAMED} sel lain" if len(self.cells) > _NAMED else ""
        return " ".join(filter(None, [self.finding.lembar, ", ".join(self.cells[:_NAMED]) + more]))


def group_findings(findings: Iterable[Finding], result: CheckResult) -> list[Group]:
    """Equal findings as one, the heaviest first, of those what lost a value before what was read in one of two ways,
    and those of one kind together; otherwise in the order of the check."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for t in findings:
        groups.setdefault((t.kode, t.lembar, t.isi, t.pesan, t.saran, t.usul), []).append(t)
    asked = {place for q in result.pertanyaan for place in q.tempat}
    made = [replace(_make_group(same, result), is_asked=_are_asked(same, asked)) for same in groups.values()]
    kinds = list(dict.fromkeys(g.kind for g in made))
    return sorted(made, key=lambda g: (WEIGHT_WORDS.index(g.weight), _rank(g.finding), kinds.index(g.kind)))


def _rank(t: Finding) -> int:
    """What asks for a person first: a value that is not taken over; last one that is, and is only to be looked at."""
    return 0 if MESSAGES[t.kode].isi_hilang else 2 if t.kode in _READ_SOMEHOW else 1


def join_kinds(groups: Sequence[Group]) -> list[list[Group]]:
    """Neighbours of one kind, which one card shows."""
    return [list(same) for _, same in groupby(groups, key=lambda g: g.kind)]


def _are_asked(same: Sequence[Finding], asked: Container[str]) -> bool:
    return all(f"{t.lembar}!{t.sel}" in asked for t in same)


def _make_group(same: Sequence[Finding], result: CheckResult) -> Group:
    t, cells = same[0], tuple(t.sel for t in same if t.sel)
    if not all(is_mendable(one, result) for one in same):
        return Group(t, cells, len(same), False, written=_say_unsaid(t.isi, t))
    return Group(t, cells, len(same), True, _list_advices(t, result), _say_unsaid(_read_cell(t, result), t))


def _say_unsaid(written: str, t: Finding) -> str:
    """What stands in a cell, where the finding does not say so itself, be it in other letters."""
    return "" if written.casefold() in t.pesan.casefold() else written


def _list_advices(t: Finding, result: CheckResult) -> tuple[str, ...]:
    """The value that would repair the cell, or the likely areas that a question about it names."""
    if t.usul:
        return (t.usul,)
    if _is_inside(t, result):
        return ()  # the name alone must not take the place of the text that tells it
    asked = [q for q in result.pertanyaan if q.jenis == "kelurahan" and f"{t.lembar}!{t.sel}" in q.tempat]
    labels = [label for q in asked for _, label in q.calon if _is_named(label, t)]
    return tuple(labels[:_MOST_ADVICES])


def _is_named(label: str, t: Finding) -> bool:
    """Whether a finding names an area as a likely one: not as a part of what was typed, nor of the city's name."""
    said = t.pesan.replace(f"“{t.isi}”", "")
    return f"“{label}”" in t.saran or re.search(rf"\b{re.escape(label)}\b", said) is not None


def _is_inside(t: Finding, result: CheckResult) -> bool:
    place = parse_cell(t.sel)
    tables = list_tables_at(result.found_tables, t.lembar, place[0]) if place else []
    return any(c.is_inside and place is not None and c.column == place[1] for one in tables for c in one.kolom.values())


def _read_cell(t: Finding, result: CheckResult) -> str:
    place, table = parse_cell(t.sel), _find_table(t.lembar, result)
    return show_cell(table.grid, *place) if table is not None and place is not None else ""


def is_mendable(t: Finding, result: CheckResult) -> bool:
    """Whether a value typed on the page can take the place of what stands in a finding's cell."""
    place = parse_cell(t.sel)
    if place is None or t.kode in _NOT_BY_CELL or not t.perlu_tindakan:
        return False
    fields = [(table, find_field(table, *place)) for table in list_tables_at(result.found_tables, t.lembar, place[0])]
    read = [(table, name) for table, name in fields if name is not None]
    return bool(read) and not any(is_personal(table, name) for table, name in read)


def make_corrections(
    typed: Iterable[tuple[str, str, str, str]], result: CheckResult, earlier: Sequence[Correction], by: str
) -> list[Correction]:
    """What was typed for cells, as (sheet, cell, new value, why), added to the corrections made earlier.

    What stood there is what the workbook says, also where the cell was corrected before. Typing what the workbook says
    takes the correction back.
    """
    made = {c.place: c for c in earlier}
    now = clock.read_local_time()
    for sheet, cell, new, why in typed:
        c = Correction(sheet, cell, "", new, why, by, now)
        table, place = _find_table(sheet, result), parse_cell(cell)
        if table is None or place is None:
            continue
        row, column = find_target(table.grid, *place)
        c = replace(c, sel=write_address(row, column))
        before = made.pop(c.place, None)
        old = before.lama if before is not None and before.lama is not None else show_cell(table.grid, row, column)
        if new != old:
            made[c.place] = replace(c, lama=old)
    return list(made.values())


def name_row(sheet: str, cell: str, result: CheckResult) -> str:
    """What the row of a cell is about, "KSP Maju Jaya"; "" above the data and where that is a person."""
    place = parse_cell(cell)
    for t in list_tables_at(result.found_tables, sheet, place[0]) if place else ():
        kind = SHEET_KINDS[t.jenis]
        naming = kind.target_column or kind.name_column
        if place and place[0] in t.data.index and naming in t.kolom and not is_personal(t, naming):
            return show_cell(t.grid, place[0], t.kolom[naming].column)
    return ""


def _find_table(sheet: str, result: CheckResult) -> FoundTable | None:
    return next((t for t in result.found_tables if t.lembar == sheet), None)
