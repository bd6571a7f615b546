"""Which kind of table do headings make: the kind whose columns they name best, never the name of the sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from etl.cells.quarters import take_out_quarter
from etl.cells.texts import is_blank
from etl.headings.meanings import NAME_COLUMNS, QUARTER_KEYS, is_distinctive, is_running_number, make_key, match_heading
from etl.headings.ticks import find_groups, is_rat_without_year, write_headings
from etl.model import Grid, TickColumn, WrittenQuarter
from etl.skema import SHEET_KINDS

HeadingLabel = list[tuple[int, str]]  # (row, text) from the group down to the heading itself


@dataclass
class Heading:
    """A heading: its column, the cell that names it, its path of texts."""

    kolom: int
    baris: int
    teks: list[str]

    @property
    def tertulis(self) -> str:
        return " → ".join(" ".join(t.split()) for t in self.teks)


@dataclass
class Header:
    """The header of one table. Rows and columns count from 1."""

    awal: int
    akhir: int
    jenis: str
    kolom: dict[str, Heading]
    nilai: float
    nomor: list[int] = field(default_factory=list)  # columns of running numbers
    lain: list[Heading] = field(default_factory=list)
    ganda: list[tuple[str, Heading, Heading]] = field(default_factory=list)
    left: int = 0
    right: int = 0
    without_heading: list[int] = field(default_factory=list)
    ticks: dict[str, list[TickColumn]] = field(default_factory=dict)  # columns whose choices have a column each
    waktu: dict[str, Heading] = field(default_factory=dict)  # of a rekap: columns that name the quarter of a row
    quarter_blocks: dict[WrittenQuarter, dict[str, Heading]] = field(
        default_factory=dict
    )  # of a rekap: columns of each quarter

    def peta(self) -> dict[str, int]:
        return {name: j.kolom for name, j in self.kolom.items()}

    @property
    def tick_columns(self) -> set[int]:
        return {p.column for option in self.ticks.values() for p in option}


def choose_kind(grid: Grid, label: dict[int, HeadingLabel], start: int, end: int) -> Header | None:
    """The best table that these headings (column -> path) in rows awal-akhir can mean."""
    blok = list(_list_blocks(sorted(label)))
    candidates = {kind: k for kind in SHEET_KINDS if (k := _read_kind(grid, kind, label, blok, start, end))}
    best = max(candidates.values(), key=lambda k: k.nilai, default=None)
    for recap_rows in (k for k in candidates.values() if SHEET_KINDS[k.jenis].counted_kind):
        register = candidates.get(SHEET_KINDS[recap_rows.jenis].counted_kind)
        if register and best and best.jenis in (register.jenis, recap_rows.jenis):
            # Both count active ones; names of cooperatives make a register, numbers of them a rekap.
            named = NAME_COLUMNS[register.jenis] in register.kolom and not _has_numeric_name(grid, register)
            if named and len(register.kolom) >= 2:
                return register
            best = recap_rows
    if best is None or not _is_acceptable(best) or _has_numeric_name(grid, best):
        return None
    return best if not SHEET_KINDS[best.jenis].counted_kind or _is_about_areas(grid, best) else None


def _is_about_areas(grid: Grid, k: Header) -> bool:
    """A rekap names areas or quarters, or at least counts: "Status | Aktif | Tidak Aktif" is a register that lies on its side."""
    if k.waktu or k.quarter_blocks or not k.kolom.keys().isdisjoint(("kelurahan", "kecamatan")):
        return True
    typed = {j.kolom for j in k.kolom.values()}
    return any(
        isinstance(v, float) for cell in grid.cells[k.akhir : k.akhir + 12] for c, v in enumerate(cell, 1) if c in typed
    )


def _read_kind(
    grid: Grid, kind: str, label: dict[int, HeadingLabel], blok: list[list[int]], start: int, end: int
) -> Header | None:
    """The headings as those of one kind: its best block of columns, with the blocks that belong to it."""
    part = [_read_block(grid, kind, [(c, label[c]) for c in b], start, end) for b in blok]
    main = max(part, key=lambda k: (k.nilai, -k.left), default=None)
    for other in part:
        if main and other is not main and _belongs_to(other, main):
            left, right = min(main.left, other.left), max(main.right, other.right)
            content = [(c, label[c]) for c in sorted(label) if left <= c <= right]
            main = _read_block(grid, kind, content, start, end)
    return main


def _list_blocks(column: list[int]) -> Iterator[list[int]]:
    """Runs of neighbouring columns with a heading: a blank heading separates a scratch table."""
    begin = 0
    for i in range(1, len(column) + 1):
        if i == len(column) or column[i] != column[i - 1] + 1:
            yield column[begin:i]
            begin = i


def _belongs_to(other: Header, main: Header) -> bool:
    """A block after a column without heading is part of the table when it only adds columns that were missing."""
    known_ids = len(other.kolom) + len(other.nomor)
    new = other.kolom.keys().isdisjoint(main.kolom) and not (other.nomor and main.nomor)
    return new and bool(other.kolom) and len(other.lain) * 2 <= known_ids


def _read_block(grid: Grid, kind: str, label: list[tuple[int, HeadingLabel]], start: int, end: int) -> Header:
    sheet = SHEET_KINDS[kind]
    k = Header(start, end, kind, {}, 0.0, left=label[0][0], right=label[-1][0])
    k.without_heading = sorted(set(range(k.left, k.right + 1)) - {c for c, _ in label})
    title = {column: Heading(column, path[-1][0], _drop_repeats(path)) for column, path in label}
    centang = find_groups(grid, kind, [(c, tuple(j.teks)) for c, j in title.items()], end)
    bercentang = {p.column for option in centang.values() for p in option}
    typical = _take_headings(k, _take_first_quarter(k, [j for c, j in title.items() if c not in bercentang]))
    if k.quarter_blocks:
        first = next(iter(k.quarter_blocks.values()))
        k.lain += [k.kolom.pop(name) for name in first if name in k.kolom]  # JUMLAH → AKTIF beside the quarters
        k.kolom |= first
    for name, option in centang.items():
        one = title[option[0].column]
        shared = Heading(one.kolom, one.baris, [*one.teks[:-1], write_headings(option)])
        if name in k.kolom:
            k.ganda.append((name, k.kolom[name], shared))
        else:
            k.kolom[name], k.ticks[name] = shared, option
            typical += name in sheet.telling_columns
    mandatory = sum(name in k.kolom for name in sheet.mandatory_columns) / len(sheet.mandatory_columns)
    known_ids = len(k.kolom) + sum(len(option) - 1 for option in k.ticks.values())
    # Not read, but understood: its second line belongs to the header.
    tanpa_tahun = any(is_rat_without_year(kind, j.teks) for j in k.lain)
    k.nilai = known_ids + typical + 3 * mandatory + 0.5 * tanpa_tahun - (0 if NAME_COLUMNS[kind] in k.kolom else 5)
    return k


def _drop_repeats(path: HeadingLabel) -> list[str]:
    return [t for i, (_, t) in enumerate(path) if i == 0 or t != path[i - 1][1]]


def _take_first_quarter(k: Header, title: list[Heading]) -> list[Heading]:
    """Of a rekap with columns for each of several quarters the shared ones and those of the first; all go into k.blok."""
    if not SHEET_KINDS[k.jenis].counted_kind:
        return title
    per: dict[WrittenQuarter, list[Heading]] = {}
    for j in title:
        moment, rest = _find_quarter(j)
        per.setdefault(moment if rest else WrittenQuarter(), []).append(j)
    shared = per.pop(WrittenQuarter(), [])
    for moment, owned in per.items():
        one = Header(k.awal, k.akhir, k.jenis, {}, 0.0)
        _take_headings(one, [Heading(j.kolom, j.baris, _find_quarter(j)[1]) for j in owned])
        original = {j.kolom: j for j in owned}
        k.quarter_blocks[moment] = {name: original[j.kolom] for name, j in one.kolom.items()}
        k.lain += [original[j.kolom] for j in one.lain]
        k.ganda += [(name, original[a.kolom], original[b.kolom]) for name, a, b in one.ganda]
    return shared


def _find_quarter(j: Heading) -> tuple[WrittenQuarter, list[str]]:
    """The quarter that a path of headings names, and what is left of the path."""
    part = [take_out_quarter(text) for text in j.teks]
    year = next((w.year for w, _ in part if w.year), None)
    ordinal = next((w.number for w, _ in part if w.number), None)
    return WrittenQuarter(year, ordinal), [rest for _, rest in part if rest]


def _take_headings(k: Header, title: list[Heading]) -> int:
    """Sort headings into the columns of the kind; how many of them are typical of it."""
    sheet = SHEET_KINDS[k.jenis]
    complete: dict[str, bool] = {}
    typical = 0
    for j in title:
        name, key, full = match_heading(tuple(j.teks), k.jenis)
        moment = QUARTER_KEYS.get(make_key(j.teks[-1])) if sheet.counted_kind and not name else None
        if moment and moment not in k.waktu:
            k.waktu[moment] = j
        elif not name:
            (k.nomor.append(j.kolom) if is_running_number(j.teks[-1:]) and len(j.teks) == 1 else k.lain.append(j))
        elif name not in k.kolom:
            k.kolom[name], complete[name] = j, full
            typical += name in sheet.telling_columns and is_distinctive(key)
        elif full and not complete[name]:  # "NIK" beats "SERTIFIKAT → NIK"
            k.lain.append(k.kolom[name])
            k.kolom[name], complete[name] = j, True
        elif complete[name] and not full:
            k.lain.append(j)
        else:
            k.ganda.append((name, k.kolom[name], j))
    return typical


def _is_acceptable(k: Header) -> bool:
    """One known word is no header: two, and one that is typical of the kind."""
    sheet = SHEET_KINDS[k.jenis]
    typical = any(name in k.kolom for name in sheet.telling_columns)
    complete = all(name in k.kolom for name in sheet.mandatory_columns)
    return len(k.kolom) >= 2 and (typical or complete or (NAME_COLUMNS[k.jenis] in k.kolom and len(k.kolom) >= 3))


def _has_numeric_name(grid: Grid, k: Header) -> bool:
    """A small summary "Kelurahan | Koperasi | Anggota" counts cooperatives: no names below, so no register."""
    title = k.kolom.get(NAME_COLUMNS[k.jenis])
    if title is None:
        return False
    di_bawah = [cell[title.kolom - 1] for cell in grid.cells[k.akhir : k.akhir + 12] if len(cell) >= title.kolom]
    content = [v for v in di_bawah if not is_blank(v)]
    amount = sum(isinstance(v, float) for v in content)
    return len(content) >= 2 and amount > len(content) / 2
