"""A table of a part on a slide, in words as the screen has them."""

from __future__ import annotations

from typing import Any

from dasbor.export.report.part import Part
from dasbor.export.report.slide_text import LEFT, WIDTH, write_run
from dasbor.export.tables.pdf_file import describe_table
from dasbor.export.tables.sheet import Sheet
from etl import palette

_MOST_ROWS = 12  # more do not fit; the workbook has them all
_SIZE = 12


def add_table(deck: Any, slide: Any, part: Part) -> None:
    table = describe_table(
        Sheet(part.sheet.name, part.title, part.sheet.data.head(_MOST_ROWS), part.on_slide, forms=part.sheet.forms)
    )
    header, rows = table["kolom"], table["baris"]
    w, h = deck.slide_width, deck.slide_height
    place = (int(w * LEFT), int(h * 0.18), int(w * WIDTH), int(h * 0.05 * (len(rows) + 1)))
    shape = slide.shapes.add_table(len(rows) + 1, len(header), *place)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", part.title)
    _set_widths(shape.table, header, int(w * WIDTH))
    for number, row in enumerate([[k["judul"] for k in header], *rows]):
        for place_in_row, text in enumerate(row):
            _write_cell(shape.table.cell(number, place_in_row), text, header[place_in_row]["kanan"], number == 0)


def _set_widths(table: Any, header: list[dict[str, Any]], width: int) -> None:
    total = sum(k["lebar"] for k in header)
    for column, k in zip(table.columns, header, strict=True):
        column.width = int(width * k["lebar"] / total)


def _write_cell(cell: Any, text: str, is_right: bool, is_heading: bool) -> None:
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    cell.margin_top = cell.margin_bottom = Pt(2)
    cell.fill.solid()
    ground = palette.RATE_COLOURS[0] if is_heading else palette.WHITE
    cell.fill.fore_color.rgb = RGBColor.from_string(ground.removeprefix("#"))
    paragraph = cell.text_frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.RIGHT if is_right else PP_ALIGN.LEFT
    write_run(paragraph, text, _SIZE, is_heading)
