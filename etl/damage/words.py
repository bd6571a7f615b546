"""Findings of what the gates saw in a register: which columns, how many, what probably happened, and three examples."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping
from typing import Any

from etl import periode as triwulan
from etl.cells.place import CellLocator, make_locator
from etl.damage.model import AREA, COLUMNS, OPTIONAL, Damage, Example, Register
from etl.model import CheckResult
from etl.pesan import Finding, make_finding, say_choices
from etl.settings.declare import say_number, say_percent
from etl.skema import COOPERATIVES_SHEET, REGISTER

_MISSING, _LISTED = "gerbang_kolom_hilang", "kolom_tidak_lagi"
_UNCOUNTED = ". Isinya rumus yang belum dihitung: buka berkasnya di Excel, simpan, lalu unggah lagi"


# What probably happened to a run of rows.
_RUNS = {
    "blok": "Kemungkinan satu blok isi kolom {kolom} dipotong atau disalin, lalu ditempel {jauh} baris ke {arah}, "
    "mulai sekitar baris {baris}",
    "balik": "Kemungkinan urutan isi kolom {kolom} terbalik mulai sekitar baris {baris}",
    "isi": "Kemungkinan satu isian kolom {kolom} terisi ke baris-baris di bawahnya (Ctrl+D) mulai sekitar baris "
    "{baris}",
}


def report_damages(
    found: list[tuple[Damage, Register]], result: CheckResult, labels: Mapping[str, str]
) -> list[Finding]:
    """One finding for each gate, cause and register compared with; its columns are named together."""
    locator = make_locator(t for t in result.found_tables if t.jenis == REGISTER)
    present = {name for t in result.found_tables if t.jenis == REGISTER for name in (*t.kolom, *t.above, *t.ticks)}
    uncounted = {(t.lembar, t.sel) for t in result.temuan if t.kode == "rumus_tanpa_nilai"}
    groups: dict[tuple[object, ...], list[Damage]] = defaultdict(list)
    for damage, before in found:
        is_gone = damage.gate == "gerbang_kolom_kosong" and damage.column not in present
        gate = (_LISTED if damage.column in OPTIONAL else _MISSING) if is_gone else damage.gate
        groups[gate, damage.way, damage.shift, damage.power, _name_pair(damage), damage.older, before.periode].append(
            damage
        )
    return [
        _report(str(gate), damages, str(periode), locator, labels, uncounted)
        for (gate, *_, periode), damages in groups.items()
    ]


def _stands_in(damage: Damage, locator: CellLocator, cells: Container[tuple[str, str]]) -> bool:
    """Whether all the examples are among these cells."""
    places = [(e.lembar, _find_cell(damage, e, locator)) for e in damage.examples]
    return bool(places) and all(place in cells for place in places)


def _report(
    gate: str,
    damages: list[Damage],
    before: str,
    locator: CellLocator,
    labels: Mapping[str, str],
    uncounted: Container[tuple[str, str]],
) -> Finding:
    damages = sorted(damages, key=lambda d: COLUMNS.index(d.column) if d.column else 0)
    first = max(damages, key=lambda d: d.count)
    names = say_choices([_name(d.column) for d in damages], "dan")
    parts: dict[str, Any] = {
        "kolom": names,
        "jumlah": first.count,
        "dari": first.total,
        "persen": say_percent(round(first.count / first.total, 2)),
        "dahulu": triwulan.say_quarter(before),
        "contoh": _say_examples(first, locator, labels),
        "sebab": _say_cause(first, names),
        "kali": _say_factor(first.power),
        "lama": triwulan.say_quarter(first.older) if first.older else "",
        "rumus": _UNCOUNTED if _stands_in(first, locator, uncounted) else "",
    }
    if gate in (_MISSING, _LISTED) or not first.examples:
        return make_finding(gate, **parts)
    sheet, row, now, _ = first.examples[0]
    typed = None if now is None else str(now)
    return make_finding(gate, sheet, _find_cell(first, first.examples[0], locator), typed, **parts)


def _name_pair(damage: Damage) -> str:
    """Columns that were exchanged are told together, each pair by itself."""
    return " ".join(sorted((damage.column, damage.partner))) if damage.partner else ""


def _name(column: str) -> str:
    return "Kelurahan" if column == AREA else COOPERATIVES_SHEET[column].judul if column else ""


def _find_cell(damage: Damage, example: Example, locator: CellLocator) -> str:
    """The cell that is said; of a key that moved, its name, which is not the cooperative's any more."""
    column = "kelurahan" if damage.column == AREA else damage.column
    return locator(example.lembar, example.baris, column)


def _say_examples(damage: Damage, locator: CellLocator, labels: Mapping[str, str]) -> str:
    """ "D5 “KSU Maju” (dahulu “Kopwan Melati”), …"."""
    return ", ".join(
        f"{_find_cell(damage, e, locator)} {_say_value(damage.column, e.now, labels)} "
        f"(dahulu {_say_value(damage.column, e.before, labels)})"
        for e in damage.examples
    )


def _say_value(column: str, value: Any, labels: Mapping[str, str]) -> str:
    if value is None:
        return "kosong"
    if column == AREA:
        return f"“{labels.get(value, value)}”"
    if column in COOPERATIVES_SHEET and COOPERATIVES_SHEET[column].tipe in ("rupiah", "bulat", "desimal"):
        return say_number(float(value))
    if isinstance(value, bool):
        return "“Ya”" if value else "“Tidak”"
    return f"“{value}”"


def _say_cause(damage: Damage, names: str) -> str:
    """What probably happened, where the order of the values tells it."""
    if damage.way == "urut":
        return f"Kemungkinan hanya kolom {names} yang diurutkan, sedangkan kolom lain tetap di barisnya"
    if damage.way == "geser":
        where = "bawah" if damage.shift > 0 else "atas"
        row = damage.examples[0].baris if damage.examples else ""
        rows = "satu" if abs(damage.shift) == 1 else "dua"
        return f"Kemungkinan isi kolom {names} bergeser {rows} baris ke {where} mulai sekitar baris {row}"
    if damage.way in _RUNS:
        where = "bawah" if damage.shift > 0 else "atas"
        row = damage.examples[0].baris if damage.examples else ""
        return _RUNS[damage.way].format(kolom=names, jauh=abs(damage.shift), arah=where, baris=row)
    if damage.way == "sama":
        return f"Semua koperasi sekarang berisi {names} yang sama; kemungkinan satu isian disalin ke seluruh kolom"
    if damage.way == "pindah":
        return f"Kemungkinan isi kolom {names} pindah ke baris koperasi lain, misalnya karena diurutkan sendiri"
    return "Periksa apakah isinya masih milik koperasi di baris itu"


def _say_factor(power: int) -> str:
    times = say_number(10.0 ** abs(power))
    return f"{times} kali lebih {'besar' if power > 0 else 'kecil'}" if power else ""
