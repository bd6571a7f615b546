"""What staff should know about where data stand: missing, doubled, unknown, personal, hidden columns; unread cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from etl.cells.quarters import combine_quarters, read_cell
from etl.cells.texts import is_blank, write_plain
from etl.headings.header import find_beside
from etl.headings.header_parts import Header, Heading
from etl.headings.meanings import QUARTER_KEYS, make_key
from etl.headings.ticks import is_rat_without_year
from etl.headings.told import find_told
from etl.locate.above import may_stand_above
from etl.locate.body import TableDraft, is_about_cooperative, list_odd_numbers
from etl.model import IGNORED, FoundTable, Grid, write_address, write_letters
from etl.pesan import Finding, make_finding, say_choices, say_similar
from etl.rows.kinds import take_cell
from etl.rows.sections import KECAMATAN_LEVEL
from etl.skema import SHEET_KINDS, Column, SheetKind

_MAX_NAMED = 8  # quarters that a message names
_QUARTER_ENDS = {(3, 31), (6, 30), (9, 30), (12, 31)}
_LEAST_SIMILARITY = 75  # least similarity (0-100) of a heading to be worth a hint


def list_findings(r: TableDraft, table: FoundTable) -> list[Finding]:
    """Everything about one table; about its columns only when there are rows to read."""
    findings: list[Finding] = []
    findings += [*_report_missing(r, table), *_report_doubled(r, table)] if len(table.data) else []
    findings += [*_report_unknown(r, table), *_report_personal(r, table), *_report_register_quarters(r)]
    if len(table.data):
        findings += [*_report_hidden(r, table), *_report_struck(r, table), *_report_covered(r, table)]
    beside = _find_beside(r, table)
    findings += [
        make_finding(
            "tabel_berdampingan", table.lembar, span.split(":")[0], rentang=span, jenis=SHEET_KINDS[k.kind].judul
        )
        for k, span in beside
    ]
    outside = _list_outside(r, {c for k, _ in beside for c in range(k.left, k.right + 1)})
    return findings + [
        make_finding("tabel_di_luar", table.lembar, span.split(":")[0], rentang=span) for span in outside
    ]


def _find_beside(r: TableDraft, table: FoundTable) -> list[tuple[Header, str]]:
    """Whole tables of a main kind beside this one, and where: half a register must not be taken for all of it."""
    lines = range(r.header.first_row, len(r.grid.cells) + 1)
    shared = {*table.above, *table.sections}
    return [
        (k, _find_box(r.grid, lines, k.left, set(), k.right))
        for k in find_beside(r.grid, r.header)
        if not SHEET_KINDS[k.kind].is_supplementary
        and set(SHEET_KINDS[k.kind].mandatory_columns) <= k.columns.keys() | shared
    ]


def report_hidden_sheet(grid: Grid) -> list[Finding]:
    return [make_finding("lembar_tersembunyi", grid.name)] if grid.is_hidden else []


def report_empty_tables(table: list[FoundTable]) -> list[Finding]:
    """Tables without rows. An empty register blocks where nothing else holds rows either; elsewhere it says nothing."""
    filled = {t.jenis for t in table if len(t.data)}
    findings = []
    for t in table:
        cell = write_address(t.baris_judul + 1, min(k.column for k in t.kolom.values()))
        if not len(t.data) and SHEET_KINDS[t.jenis].is_register and t.jenis not in filled:
            findings.append(make_finding("register_tanpa_baris" if filled else "register_kosong", t.lembar, cell))
        elif not len(t.data) and not SHEET_KINDS[t.jenis].is_supplementary and t.nil_row is None:
            word = {"jenis": SHEET_KINDS[t.jenis].judul, "kode_jenis": t.jenis}
            findings.append(make_finding("lembar_kosong", t.lembar, cell, **word))
    return findings


def _report_missing(r: TableDraft, table: FoundTable) -> list[Finding]:
    sheet = SHEET_KINDS[table.jenis]
    known = {*table.kolom, *table.above, *table.sections}
    cell = write_address(table.baris_judul, r.header.left)
    return [
        make_finding(
            "kolom_pelengkap_hilang" if sheet.is_supplementary else "kolom_wajib_hilang",
            table.lembar,
            cell,
            kolom=k.judul,
            jenis=sheet.judul,
            cara=_say_remedy(r, sheet, k),
            mirip=_hint_heading(k, r.header.other_headings),
        )
        for k in sheet.list_missing(known)
    ] + [
        make_finding("rekap_tanpa_tidak_aktif", table.lembar, cell, kolom=k.judul, pengganti=sheet[k.stand_in].judul)
        for k in sheet.kolom
        if k.wajib and k.nama not in known and k.stand_in in known
    ]


def _say_remedy(r: TableDraft, sheet: SheetKind, column: Column) -> str:
    """How a missing column may be mended: a line above the table will do for what all its rows share."""
    adding = f"ambahkan kolom dengan judul “{column.judul}”"
    if may_stand_above(sheet, column):
        line = f"tulis “{column.judul} : …” di satu baris di atas tabel"
        return f"Bila sama untuk semua baris, {line}; bila tidak, t{adding}."
    if column.tipe == "kelurahan":
        named = r.sorter.recogniser.area_names.find_section(r.grid.name, alone=False)
        is_kelurahan = named is not None and named.level != KECAMATAN_LEVEL
        example = f"misalnya “Kel. {named.name if named and is_kelurahan else 'Turi'}”"
        asked = "Bila kelurahannya ditanyakan, cukup jawab. Bila tidak, t"
        return f"{asked}{adding}; bila tiap lembar satu kelurahan, cukup namai lembarnya, {example}."
    if r.header.other_headings:
        return f"Bila kolomnya berjudul lain, jawab pertanyaan tentang judul itu; bila tidak ada, t{adding}."
    return f"T{adding}."


def _hint_heading(column: Column, other: list[Heading]) -> str:
    """The unknown heading that may be meant by a missing column."""
    as_typed = {j.as_written: make_key(j.path[-1]) for j in other}
    value = {t: max(fuzz.ratio(k, make_key(s)) for s in (column.judul, *column.sinonim)) for t, k in as_typed.items()}
    best = max(value, key=lambda t: value[t], default="")
    return say_similar([best]) if best and value[best] >= _LEAST_SIMILARITY else ""


def _report_doubled(r: TableDraft, table: FoundTable) -> list[Finding]:
    sheet = SHEET_KINDS[table.jenis]
    return [
        make_finding(
            "kontak_ganda" if sheet[name].is_contact else "kolom_ganda",
            table.lembar,
            _write_cell(b),
            b.as_written,
            kolom=sheet[name].judul,
            sel1=_write_cell(a),
            sel2=_write_cell(b),
        )
        for name, a, b in r.header.doubled
        if name != "tanda_tangan"
    ]


def _report_unknown(r: TableDraft, table: FoundTable) -> list[Finding]:
    """Unknown headings, with the column of this kind that is still missing and spelled most alike."""
    key = {
        make_key(s): k.judul
        for k in SHEET_KINDS[table.jenis].kolom
        if k.nama not in table.kolom
        for s in (k.judul, *k.sinonim)
    }
    findings = []
    for j in r.header.other_headings:
        if is_rat_without_year(table.jenis, j.path):
            findings.append(make_finding("rat_tanpa_tahun", table.lembar, _write_cell(j), j.as_written))
            continue
        if find_told(r.grid.vocabulary, table.jenis, j.as_written) == IGNORED:
            continue
        if is_about_cooperative(r, j):
            word = SHEET_KINDS[table.jenis].judul
            findings.append(
                make_finding("kolom_tentang_koperasi", table.lembar, _write_cell(j), j.as_written, jenis=word)
            )
            continue
        near = process.extractOne(make_key(j.path[-1]), key.keys(), scorer=fuzz.ratio, score_cutoff=_LEAST_SIMILARITY)
        start = [name for k, name in key.items() if make_key(j.path[-1]).startswith(f"{k} ")]  # "Aset 2023"
        hint = say_similar([key[near[0]]] if near else start[:1])
        findings.append(make_finding("kolom_tak_dikenal", table.lembar, _write_cell(j), j.as_written, mirip=hint))
    return findings + [
        make_finding("kolom_bukan_nomor_urut", table.lembar, write_address(r.header.last_row, c))
        for c in list_odd_numbers(r)
    ]


def _report_register_quarters(r: TableDraft) -> list[Finding]:
    """A register with a column "Triwulan" whose rows are of several: one cooperative would stand there many times."""
    column = {
        QUARTER_KEYS.get(make_key(j.path[-1])): j for j in reversed(r.header.other_headings) if _may_be_quarter(r, j)
    }
    if not SHEET_KINDS[r.header.kind].is_register or "triwulan" not in column:
        return []
    typed = [column[name] for name in ("triwulan", "tahun") if name in column]
    by_row = zip(
        *([read_cell(take_cell(r.rows[number - 1], j.column)) for number in r.data] for j in typed), strict=True
    )
    moment = dict.fromkeys(w for row in by_row if (w := combine_quarters(row)).number)
    if len(moment) < 2:
        return []
    cell, phrase = _write_cell(column["triwulan"]), say_choices([w.label for w in moment][:_MAX_NAMED], "dan")
    return [make_finding("register_banyak_triwulan", r.grid.name, cell, jumlah=len(moment), daftar=phrase)]


def _may_be_quarter(r: TableDraft, j: Heading) -> bool:
    """A bare "Tanggal" says of which quarter a row is only by ends of quarters; other dates are of other things."""
    if make_key(j.path[-1]) != "tanggal":
        return True
    days = [v for number in r.data if isinstance(v := take_cell(r.rows[number - 1], j.column), dt.date)]
    return bool(days) and all((v.month, v.day) in _QUARTER_ENDS for v in days)


def _report_personal(r: TableDraft, table: FoundTable) -> list[Finding]:
    sheet = SHEET_KINDS[table.jenis]
    return [
        make_finding(
            "kolom_kontak" if sheet[name].is_contact else "kolom_pribadi", table.lembar, _write_cell(j), j.as_written
        )
        for name, j in r.header.columns.items()
        if sheet[name].pribadi
    ]


def _report_hidden(r: TableDraft, table: FoundTable) -> list[Finding]:
    """Hidden rows and columns that hold data of this table; they are read all the same."""
    findings = []
    if row := sorted(set(r.grid.hidden_rows) & set(r.data)):
        cell = write_address(row[0], r.header.left)
        findings.append(
            make_finding("baris_tersembunyi", table.lembar, cell, jumlah=len(row), baris=_write_ranges(row))
        )
    hidden = set(r.grid.hidden_columns)
    for name, j in r.header.columns.items():
        typed = {p.column: cells for p, cells in table.ticks.get(name, ())} or {j.column: table.data[name].tolist()}
        for number, cells in typed.items():
            if number in hidden and any(not is_blank(v) for v in cells):
                cell = write_address(j.row, number)
                findings.append(
                    make_finding("kolom_tersembunyi", table.lembar, cell, j.as_written, kolom=write_letters(number))
                )
    return findings


def _report_struck(r: TableDraft, table: FoundTable) -> list[Finding]:
    """Struck cells of rows that are read as a whole; whole rows are asked (asked/rows_and_dates.py)."""
    rows = set(r.data) - {number for numbers in table.asked_rows.values() for number in numbers}
    known = {j.column for j in r.header.columns.values()} | r.header.tick_columns
    cells = sorted((row, c) for row, c in r.grid.strikes if row in rows and c in known)
    if not cells:
        return []
    listed = ", ".join(write_address(*cell) for cell in cells[:_MAX_NAMED]) + (", …" if len(cells) > _MAX_NAMED else "")
    return [make_finding("sel_dicoret", table.lembar, write_address(*cells[0]), jumlah=len(cells), daftar=listed)]


def _report_covered(r: TableDraft, table: FoundTable) -> list[Finding]:
    """What merged ranges hide in the header and the rows of this table, where it differs from what is read there."""
    if not r.grid.covered:
        return []
    sheet, k = SHEET_KINDS[r.header.kind], r.header
    personal = {j.column for name, j in k.columns.items() if sheet[name].pribadi}
    owned = {*range(k.first_row, k.last_row + 1), *r.data, *(row for row, _ in r.skipped)}
    owned &= {row for row, _ in r.grid.covered}
    findings = []
    for r1, c1, r2, c2 in r.grid.merges:
        hidden = [(row, c) for row in range(r1, r2 + 1) if row in owned for c in range(c1, c2 + 1)]
        hidden = [cell for cell in hidden if _is_lost(r, cell)]
        if not hidden:
            continue
        listed = [_say_covered(r, cell, personal) for cell in hidden[:_MAX_NAMED]]
        part = {"rentang": f"{write_address(r1, c1)}:{write_address(r2, c2)}", "daftar": ", ".join(listed)}
        shown = "" if c1 in personal else write_plain(take_cell(r.grid.cells[r1 - 1], c1))
        findings.append(make_finding("sel_tertutup", table.lembar, write_address(r1, c1), shown, **part))
    return findings


def _is_lost(r: TableDraft, cell: tuple[int, int]) -> bool:
    value = r.grid.covered.get(cell)
    return not is_blank(value) and take_cell(r.rows[cell[0] - 1], cell[1]) != value


def _say_covered(r: TableDraft, cell: tuple[int, int], personal: set[int]) -> str:
    value = "" if cell[1] in personal else f" “{write_plain(r.grid.covered[cell])[:40]}”"
    return f"{write_address(*cell)}{value}"


def _write_ranges(numbers: list[int]) -> str:
    """[5, 6, 7, 12] -> "5–7, 12", shortened after some."""
    part: list[list[int]] = []
    for n in numbers:
        if part and n == part[-1][-1] + 1:
            part[-1][1:] = [n]
        else:
            part.append([n])
    text = ["–".join(map(str, b)) for b in part]
    return ", ".join(text[:10]) + (", …" if len(text) > 10 else "")


def _list_outside(r: TableDraft, known: set[int]) -> list[str]:
    """Ranges with values that are not part of the table: below it, beside it, in columns without heading."""
    k, data = r.header, r.data
    covered = _find_under_personal(r) | known
    left = [c for c in range(1, k.left) if c not in covered]
    below: list[list[int]] = []
    for number in r.outside_rows:
        if below and number <= below[-1][-1] + 2:
            below[-1].append(number)
        else:
            below.append([number])
    boxes = [_find_box(r.grid, range(k.first_row, r.last_row + 1), k.right + 1, covered)]
    boxes += [_find_box(r.grid, data, c, covered, c) for c in [*left, *k.without_heading]]
    boxes += [_find_box(r.grid, row, 1, set()) for row in below]
    return [span for span in boxes if span]


def _find_box(grid: Grid, row: Iterable[int], start_from: int, covered: set[int], until: int | None = None) -> str:
    """Smallest range that holds all values of these rows in columns start_from..until; "" when there are none."""
    filled = [
        (number, start_from + i)
        for number in row
        if number <= len(grid.cells) and len(grid.cells[number - 1]) >= start_from
        for i, v in enumerate(grid.cells[number - 1][start_from - 1 : until])
        if v is not None and not is_blank(v) and start_from + i not in covered
    ]
    if not filled:
        return ""
    start = write_address(min(b for b, _ in filled), min(c for _, c in filled))
    end = write_address(max(b for b, _ in filled), max(c for _, c in filled))
    return start if start == end else f"{start}:{end}"


def _find_under_personal(r: TableDraft) -> set[int]:
    """A heading merged over two columns for signatures: the second column is personal as well."""
    sheet, k = SHEET_KINDS[r.header.kind], r.header
    personal = {j.column for name, j in k.columns.items() if sheet[name].pribadi}
    return {
        c
        for r1, c1, _, c2 in r.grid.merges
        if k.first_row <= r1 <= k.last_row and c1 in personal
        for c in range(c1 + 1, min(c2, c1 + 20) + 1)
    }


def _write_cell(j: Heading) -> str:
    return write_address(j.row, j.column)
