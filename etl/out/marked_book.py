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
from etl.pesan import TO_CHECK, WRONG, Finding, say_weight
from etl.read.marks import (
    AUTHOR,
    COMMENT_OPENING,
    FINDINGS_HEADER_ROW,
    FINDINGS_HEADINGS,
    FINDINGS_SHEET,
    MARK_COLOURS,
    MENDED,
    is_findings_sheet,
)

_WIDTHS = (18, 24, 9, 30, 60, 60, 26)
_ORIGINAL_FILL = (
    "Warna semula"  # hidden column: a marked cell and the fill that the mark covers, so that it can come back
)
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_COMMENT_WIDTH, _LETTERS_A_LINE = 340, 48  # pixels; characters that fit in a line of it
_SOLID = "solid"
CellPlace = tuple[str, str]  # sheet, cell


def mark_findings(workbook: Workbook, findings: list[Finding], name: dict[str, str], opening: str, hint: str) -> None:
    """Mark every finding. `name`: the name in this workbook of each sheet that a finding may speak of."""
    clear_marks(workbook)
    sheet = {origin: workbook[title] for origin, title in name.items() if title in workbook.sheetnames}
    ordered = _sort_findings(findings, {origin: workbook.sheetnames.index(ws.title) for origin, ws in sheet.items()})
    by_cell: dict[CellPlace, list[int]] = defaultdict(list)
    for i, t in enumerate(ordered):
        cell = find_target(sheet[t.lembar], t.sel) if t.lembar in sheet else None
        if cell is not None:
            by_cell[t.lembar, cell.coordinate].append(i)
    original_fill: dict[int, str] = {}
    for (origin, address), number in by_cell.items():
        if old := _mark_cell(sheet[origin][address], [ordered[i] for i in number]):
            original_fill[number[0]] = f"{address} {old}"
    for ws in workbook.worksheets:
        _fit_comments(ws)
    _write_list(workbook, ordered, {origin: ws.title for origin, ws in sheet.items()}, original_fill, opening, hint)


def clear_marks(workbook: Workbook) -> None:
    """Take away what an earlier check has marked, so that marks never pile up."""
    original_fill: dict[CellPlace, str] = {}
    for ws in list(workbook.worksheets):
        if is_findings_sheet(
            list(ws.iter_rows(max_row=FINDINGS_HEADER_ROW + 3, max_col=len(FINDINGS_HEADINGS), values_only=True))
        ):
            original_fill |= _read_covered_fills(ws)
            workbook.remove(ws)
    visible = personal.shown_names(ws.title for ws in workbook.worksheets)
    for ws in workbook.worksheets:
        for cell in _list_cells(ws):
            _clear_cell(cell, original_fill.get((visible[ws.title], cell.coordinate), ""))


def find_free_name(workbook: Workbook, title: str) -> str:
    """A sheet name that is not taken; Excel does not tell capitals from small letters."""
    known = {n.casefold() for n in workbook.sheetnames}
    candidates, number = title, 2
    while candidates.casefold() in known:
        candidates, number = f"{title[:27]} {number}", number + 1
    return candidates


def _sort_findings(findings: list[Finding], sheet_numbers: dict[str, int]) -> list[Finding]:
    """What blocks first; then by sheet, row and column. Findings about the whole file stand before."""

    def order(t: Finding) -> tuple[int, bool, int, int, int, str]:
        matching = _CELL.match(t.sel)
        column, row = matching.groups() if matching else ("", "0")
        weight = (WRONG, TO_CHECK, MENDED).index(t.berat)
        return weight, not t.perlu_tindakan, sheet_numbers.get(t.lembar, -1), int(row), len(column), column

    return sorted(findings, key=order)


def find_target(ws: Worksheet, address: str) -> Cell | None:
    """The cell to mark: of a merged range its first one, the others are not shown."""
    matching = _CELL.match(address)
    if not matching:
        return None
    cell = ws[matching[0]]
    if isinstance(cell, MergedCell):
        span = next(r for r in ws.merged_cells.ranges if matching[0] in r)
        return ws.cell(span.min_row, span.min_col)
    return cell


def _mark_cell(cell: Cell, findings: list[Finding]) -> str:
    """Fill and comment; the fill that is covered now. The heaviest finding stands first and gives the colour."""
    original_fill = _encode_fill(copy(cell.fill))  # openpyxl hands out a proxy
    cell.fill = PatternFill(_SOLID, fgColor=MARK_COLOURS[findings[0].berat])
    old = cell.comment
    part = [*([old.text] if old else []), COMMENT_OPENING, *(_say_note(t) for t in findings)]
    text = clean_text("\n".join(part))
    cell.comment = Comment(text, old.author if old else AUTHOR)
    return original_fill


def _fit_comments(ws: Worksheet) -> None:
    """Boxes as large as their texts: openpyxl does not read the sizes that they had."""
    for cell in _list_cells(ws):
        if cell.comment:
            row = sum(1 + len(b) // _LETTERS_A_LINE for b in cell.comment.text.split("\n"))
            cell.comment.width, cell.comment.height = _COMMENT_WIDTH, min(24 + 18 * row, 600)


def _say_note(t: Finding) -> str:
    lines = [f"{_name_weight(t)}: {t.pesan}", t.saran, f"Usul: {t.usul}" if t.usul else ""]
    return "\n".join(b for b in lines if b)


def _name_weight(t: Finding) -> str:
    return MENDED.capitalize() if t.berat == MENDED else say_weight(t)


def _clear_cell(cell: Cell, original_fill: str) -> None:
    if cell.comment and COMMENT_OPENING in cell.comment.text:
        text = cell.comment.text.partition(COMMENT_OPENING)[0].rstrip("\n")
        cell.comment = Comment(text, cell.comment.author) if text else None
    if cell.has_style and cell.fill.fill_type == _SOLID and cell.fill.fgColor.rgb in MARK_COLOURS.values():
        cell.fill = _decode_fill(original_fill)


def _list_cells(ws: Worksheet) -> Iterator[Cell]:
    """Cells that exist; iter_rows would make those that do not."""
    return (cell for cell in list(ws._cells.values()) if isinstance(cell, Cell))


# ── fills that a mark covers ──


def _encode_fill(fill: Fill) -> str:
    """ "solid rgb:FFFFFF00:0.0 indexed:64:0.0"; a gradient cannot be said so and becomes "" (no fill)."""
    if not isinstance(fill, PatternFill) or fill.fill_type is None:
        return ""
    colour = [f"{w.type}:{getattr(w, w.type)}:{w.tint}" for w in (fill.fgColor, fill.bgColor)]
    return " ".join([fill.fill_type, *colour])


def _decode_fill(text: str) -> PatternFill:
    """No fill when the text is not one of ours: somebody may have typed there."""
    matching = re.fullmatch(r"(\w+) (rgb|theme|indexed):(\w+):(\S+) (rgb|theme|indexed):(\w+):(\S+)", text)
    if not matching:
        return PatternFill()
    pattern, *colour = matching.groups()
    front, back = (_make_color(*colour[i : i + 3]) for i in (0, 3))
    return PatternFill(pattern, fgColor=front, bgColor=back)


def _make_color(kind: str, value: str, tint: str) -> Color:
    return Color(**{kind: value if kind == "rgb" else int(value)}, tint=float(tint))


def _read_covered_fills(ws: Worksheet) -> dict[CellPlace, str]:
    result: dict[CellPlace, str] = {}
    for row in ws.iter_rows(min_row=FINDINGS_HEADER_ROW + 1, max_col=len(FINDINGS_HEADINGS) + 1, values_only=True):
        address, _, code = str(row[len(FINDINGS_HEADINGS)] or "").partition(" ")
        if code:
            result[str(row[FINDINGS_HEADINGS.index("Lembar")]), address] = code
    return result


# ── the sheet of findings ──


def _write_list(
    workbook: Workbook,
    findings: list[Finding],
    title: dict[str, str],
    original_fill: dict[int, str],
    opening: str,
    hint: str,
) -> None:
    ws = workbook.create_sheet(find_free_name(workbook, FINDINGS_SHEET), 0)
    _write_text(ws, 1, 1, opening).font = Font(bold=True, size=13)
    _write_text(ws, 2, 1, hint)
    for c, text in enumerate((*FINDINGS_HEADINGS, _ORIGINAL_FILL), start=1):
        cell = _write_text(ws, FINDINGS_HEADER_ROW, c, text)
        cell.font, cell.fill = (
            Font(bold=True, color=palette.make_argb(palette.WHITE)),
            PatternFill(_SOLID, fgColor=palette.make_argb(palette.ACCENT)),
        )
    for i, t in enumerate(findings):
        _write_finding(ws, FINDINGS_HEADER_ROW + 1 + i, t, title.get(t.lembar, t.lembar), t.lembar in title)
        _write_text(ws, FINDINGS_HEADER_ROW + 1 + i, len(FINDINGS_HEADINGS) + 1, original_fill.get(i, ""))
    for c, width in enumerate(_WIDTHS, start=1):
        ws.column_dimensions[write_letters(c)].width = width
    ws.column_dimensions[write_letters(len(FINDINGS_HEADINGS) + 1)].hidden = True
    ws.freeze_panes = f"A{FINDINGS_HEADER_ROW + 1}"
    ws.auto_filter.ref = (
        f"A{FINDINGS_HEADER_ROW}:{write_letters(len(FINDINGS_HEADINGS))}{FINDINGS_HEADER_ROW + len(findings)}"
    )
    ws.page_setup.orientation, ws.page_setup.fitToHeight = "landscape", 0
    ws.sheet_properties.pageSetUpPr.fitToPage = True
    _show_first(workbook)


def _write_finding(ws: Worksheet, number: int, t: Finding, sheet: str, known: bool) -> None:
    is_masked = bool(personal.find(sheet))  # a link would write the name out
    texts = (_name_weight(t), t.lembar if is_masked else sheet, t.sel, t.isi, t.pesan, t.saran, t.usul)
    for c, text in enumerate(texts, start=1):
        _write_text(ws, number, c, text).alignment = Alignment(vertical="top", wrap_text=c > 3)
    # Programs that do not measure wrapped text on opening would cut it off.
    ws.row_dimensions[number].height = 15 * max(
        1 + len(text) // width for text, width in zip(texts, _WIDTHS, strict=True)
    )
    ws.cell(number, 1).fill = PatternFill(_SOLID, fgColor=MARK_COLOURS[t.berat])
    if known and not is_masked:
        # A finding about a whole sheet leads to its top.
        cell = ws.cell(number, FINDINGS_HEADINGS.index("Sel" if t.sel else "Lembar") + 1)
        destination = "'{}'!{}".format(sheet.replace("'", "''"), t.sel or "A1")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=destination, display=str(cell.value))
        cell.font = Font(color=palette.make_argb(palette.ACCENT), underline="single")


def _write_text(ws: Worksheet, row: int, column: int, text: str) -> Cell:
    """Text, never a formula, also after F2 and Enter."""
    cell = ws.cell(row, column)
    if text:
        cell.value = clean_text(text)
        cell.data_type = "s"
        cell.quotePrefix = text[0] in "=+-@"
    return cell


def clean_text(text: str) -> str:
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))


def _show_first(workbook: Workbook) -> None:
    """Open on the findings. Two selected sheets would be edited together, so no other stays selected."""
    workbook.active = 0
    for other in (*workbook.worksheets, *workbook.chartsheets):
        shown = other.sheet_view if isinstance(other, Worksheet) else other.sheetViews.sheetView[0]
        shown.tabSelected = other.title == workbook.sheetnames[0]
    for view in workbook.views:
        view.firstSheet = 0
