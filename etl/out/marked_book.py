"""Marks in an open workbook (openpyxl): fills, comments, the sheet of findings; and taking earlier ones away."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Color, Font, PatternFill
from openpyxl.styles.fills import Fill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from etl import palette, personal
from etl.model import write_letters
from etl.pesan import WRONG, Finding
from etl.read.marks import (
    AUTHOR,
    COMMENT_OPENING,
    FINDINGS_HEADER_ROW,
    FINDINGS_HEADINGS,
    FINDINGS_SHEET,
    MARK_COLOURS,
    is_findings_sheet,
)

_WIDTHS = (10, 24, 9, 30, 60, 60, 26)
_ORIGINAL_FILL = (
    "Warna semula"  # hidden column: a marked cell and the fill that the mark covers, so that it can come back
)
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_COMMENT_WIDTH, _LETTERS_A_LINE = 340, 48  # pixels; characters that fit in a line of it
_SOLID = "solid"
CellPlace = tuple[str, str]  # sheet, cell


def mark_findings(buku: Workbook, temuan: list[Finding], nama: dict[str, str], pembuka: str, petunjuk: str) -> None:
    """Mark every finding. `nama`: the name in this workbook of each sheet that a finding may speak of."""
    clear_marks(buku)
    lembar = {asal: buku[judul] for asal, judul in nama.items() if judul in buku.sheetnames}
    urut = _sort_findings(temuan, {asal: buku.sheetnames.index(ws.title) for asal, ws in lembar.items()})
    per_sel: dict[CellPlace, list[int]] = defaultdict(list)
    for i, t in enumerate(urut):
        sel = _find_target(lembar[t.lembar], t.sel) if t.lembar in lembar else None
        if sel is not None:
            per_sel[t.lembar, sel.coordinate].append(i)
    semula: dict[int, str] = {}
    for (asal, alamat), nomor in per_sel.items():
        if lama := _mark_cell(lembar[asal][alamat], [urut[i] for i in nomor]):
            semula[nomor[0]] = f"{alamat} {lama}"
    for ws in buku.worksheets:
        _fit_comments(ws)
    _write_list(buku, urut, {asal: ws.title for asal, ws in lembar.items()}, semula, pembuka, petunjuk)


def clear_marks(buku: Workbook) -> None:
    """Take away what an earlier check has marked, so that marks never pile up."""
    semula: dict[CellPlace, str] = {}
    for ws in list(buku.worksheets):
        if is_findings_sheet(
            list(ws.iter_rows(max_row=FINDINGS_HEADER_ROW + 3, max_col=len(FINDINGS_HEADINGS), values_only=True))
        ):
            semula |= _read_covered_fills(ws)
            buku.remove(ws)
    tampil = personal.shown_names(ws.title for ws in buku.worksheets)
    for ws in buku.worksheets:
        for sel in _list_cells(ws):
            _clear_cell(sel, semula.get((tampil[ws.title], sel.coordinate), ""))


def find_free_name(buku: Workbook, judul: str) -> str:
    """A sheet name that is not taken; Excel does not tell capitals from small letters."""
    ada = {n.casefold() for n in buku.sheetnames}
    calon, nomor = judul, 2
    while calon.casefold() in ada:
        calon, nomor = f"{judul[:27]} {nomor}", nomor + 1
    return calon


def _sort_findings(temuan: list[Finding], nomor_lembar: dict[str, int]) -> list[Finding]:
    """What blocks first; then by sheet, row and column. Findings about the whole file stand before."""

    def kunci(t: Finding) -> tuple[bool, int, int, int, str]:
        cocok = _CELL.match(t.sel)
        kolom, baris = cocok.groups() if cocok else ("", "0")
        return t.berat != WRONG, nomor_lembar.get(t.lembar, -1), int(baris), len(kolom), kolom

    return sorted(temuan, key=kunci)


def _find_target(ws: Worksheet, alamat: str) -> Cell | None:
    """The cell to mark: of a merged range its first one, the others are not shown."""
    cocok = _CELL.match(alamat)
    if not cocok:
        return None
    sel = ws[cocok[0]]
    if isinstance(sel, MergedCell):
        rentang = next(r for r in ws.merged_cells.ranges if cocok[0] in r)
        return ws.cell(rentang.min_row, rentang.min_col)
    return sel


def _mark_cell(sel: Cell, daftar: list[Finding]) -> str:
    """Fill and comment; returns the fill that is covered now. The heaviest finding stands first and gives the colour."""
    semula = _encode_fill(copy(sel.fill))  # openpyxl hands out a proxy
    sel.fill = PatternFill(_SOLID, fgColor=MARK_COLOURS[daftar[0].berat])
    lama = sel.comment
    bagian = [*([lama.text] if lama else []), COMMENT_OPENING, *(_say_note(t) for t in daftar)]
    teks = _clean_text("\n".join(bagian))
    sel.comment = Comment(teks, lama.author if lama else AUTHOR)
    return semula


def _fit_comments(ws: Worksheet) -> None:
    """Boxes as large as their texts: openpyxl does not read the sizes that they had."""
    for sel in _list_cells(ws):
        if sel.comment:
            baris = sum(1 + len(b) // _LETTERS_A_LINE for b in sel.comment.text.split("\n"))
            sel.comment.width, sel.comment.height = _COMMENT_WIDTH, min(24 + 18 * baris, 600)


def _say_note(t: Finding) -> str:
    baris = [f"{t.berat.upper()}: {t.pesan}", t.saran, f"Usul: {t.usul}" if t.usul else ""]
    return "\n".join(b for b in baris if b)


def _clear_cell(sel: Cell, semula: str) -> None:
    if sel.comment and COMMENT_OPENING in sel.comment.text:
        teks = sel.comment.text.partition(COMMENT_OPENING)[0].rstrip("\n")
        sel.comment = Comment(teks, sel.comment.author) if teks else None
    if sel.has_style and sel.fill.fill_type == _SOLID and sel.fill.fgColor.rgb in MARK_COLOURS.values():
        sel.fill = _decode_fill(semula)


def _list_cells(ws: Worksheet) -> Iterator[Cell]:
    """Cells that exist; iter_rows would make those that do not."""
    return (sel for sel in list(ws._cells.values()) if isinstance(sel, Cell))


# ── fills that a mark covers ──


def _encode_fill(isi: Fill) -> str:
    """ "solid rgb:FFFFFF00:0.0 indexed:64:0.0"; a gradient cannot be said so and becomes "" (no fill)."""
    if not isinstance(isi, PatternFill) or isi.fill_type is None:
        return ""
    warna = [f"{w.type}:{getattr(w, w.type)}:{w.tint}" for w in (isi.fgColor, isi.bgColor)]
    return " ".join([isi.fill_type, *warna])


def _decode_fill(teks: str) -> PatternFill:
    """No fill when the text is not one of ours: somebody may have typed there."""
    cocok = re.fullmatch(r"(\w+) (rgb|theme|indexed):(\w+):(\S+) (rgb|theme|indexed):(\w+):(\S+)", teks)
    if not cocok:
        return PatternFill()
    pola, *warna = cocok.groups()
    depan, belakang = (_make_color(*warna[i : i + 3]) for i in (0, 3))
    return PatternFill(pola, fgColor=depan, bgColor=belakang)


def _make_color(jenis: str, nilai: str, rona: str) -> Color:
    return Color(**{jenis: nilai if jenis == "rgb" else int(nilai)}, tint=float(rona))


def _read_covered_fills(ws: Worksheet) -> dict[CellPlace, str]:
    hasil: dict[CellPlace, str] = {}
    for baris in ws.iter_rows(min_row=FINDINGS_HEADER_ROW + 1, max_col=len(FINDINGS_HEADINGS) + 1, values_only=True):
        alamat, _, isi = str(baris[len(FINDINGS_HEADINGS)] or "").partition(" ")
        if isi:
            hasil[str(baris[FINDINGS_HEADINGS.index("Lembar")]), alamat] = isi
    return hasil


# ── the sheet of findings ──


def _write_list(
    buku: Workbook, temuan: list[Finding], judul: dict[str, str], semula: dict[int, str], pembuka: str, petunjuk: str
) -> None:
    ws = buku.create_sheet(find_free_name(buku, FINDINGS_SHEET), 0)
    _write_text(ws, 1, 1, pembuka).font = Font(bold=True, size=13)
    _write_text(ws, 2, 1, petunjuk)
    for c, teks in enumerate((*FINDINGS_HEADINGS, _ORIGINAL_FILL), start=1):
        sel = _write_text(ws, FINDINGS_HEADER_ROW, c, teks)
        sel.font, sel.fill = (
            Font(bold=True, color=palette.make_argb(palette.WHITE)),
            PatternFill(_SOLID, fgColor=palette.make_argb(palette.ACCENT)),
        )
    for i, t in enumerate(temuan):
        _write_finding(ws, FINDINGS_HEADER_ROW + 1 + i, t, judul.get(t.lembar, t.lembar), t.lembar in judul)
        _write_text(ws, FINDINGS_HEADER_ROW + 1 + i, len(FINDINGS_HEADINGS) + 1, semula.get(i, ""))
    for c, lebar in enumerate(_WIDTHS, start=1):
        ws.column_dimensions[write_letters(c)].width = lebar
    ws.column_dimensions[write_letters(len(FINDINGS_HEADINGS) + 1)].hidden = True
    ws.freeze_panes = f"A{FINDINGS_HEADER_ROW + 1}"
    ws.auto_filter.ref = (
        f"A{FINDINGS_HEADER_ROW}:{write_letters(len(FINDINGS_HEADINGS))}{FINDINGS_HEADER_ROW + len(temuan)}"
    )
    ws.page_setup.orientation, ws.page_setup.fitToHeight = "landscape", 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    _show_first(buku)


def _write_finding(ws: Worksheet, nomor: int, t: Finding, lembar: str, ada: bool) -> None:
    rahasia = bool(personal.find(lembar))  # a link would write the name out
    isi = (t.berat, t.lembar if rahasia else lembar, t.sel, t.isi, t.pesan, t.saran, t.usul)
    for c, teks in enumerate(isi, start=1):
        _write_text(ws, nomor, c, teks).alignment = Alignment(vertical="top", wrap_text=c > 3)
    # Programs that do not measure wrapped text on opening would cut it off.
    ws.row_dimensions[nomor].height = 15 * max(1 + len(teks) // lebar for teks, lebar in zip(isi, _WIDTHS, strict=True))
    ws.cell(nomor, 1).fill = PatternFill(_SOLID, fgColor=MARK_COLOURS[t.berat])
    if ada and not rahasia:
        # A finding about a whole sheet leads to its top.
        sel = ws.cell(nomor, FINDINGS_HEADINGS.index("Sel" if t.sel else "Lembar") + 1)
        tujuan = "'{}'!{}".format(lembar.replace("'", "''"), t.sel or "A1")
        sel.hyperlink = Hyperlink(ref=sel.coordinate, location=tujuan, display=str(sel.value))
        sel.font = Font(color=palette.make_argb(palette.ACCENT), underline="single")


def _write_text(ws: Worksheet, baris: int, kolom: int, teks: str) -> Cell:
    """Text, never a formula, also after F2 and Enter."""
    sel = ws.cell(baris, kolom)
    if teks:
        sel.value = _clean_text(teks)
        sel.data_type = "s"
        sel.quotePrefix = teks[0] in "=+-@"
    return sel


def _clean_text(teks: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", teks)


def _show_first(buku: Workbook) -> None:
    """Open on the findings. Two selected sheets would be edited together, so no other stays selected."""
    buku.active = 0
    for lain in (*buku.worksheets, *buku.chartsheets):
        tampak = lain.sheet_view if isinstance(lain, Worksheet) else lain.sheetViews.sheetView[0]
        tampak.tabSelected = lain.title == buku.sheetnames[0]
    for tampilan in buku.views:
        tampilan.firstSheet = 0
