"""Titles and sentences on a slide; places are shares of its width and height, since a city may bring its own master."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from etl import palette

LEFT, WIDTH = 0.04, 0.92
_TITLE_HEIGHT = 0.105  # of the slide: to the line below it
_ONE_LINE, _SMALLER = 62, 0.8  # letters that a wide font has room for; longer titles stand on two smaller lines
_LANGUAGE = "id-ID"


def set_title(deck: Any, slide: Any, text: str, size: float) -> None:
    """The slide's own title, which screen readers and the outline know. It ends where the line below it begins, and
    shrinks where another font makes it longer."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE

    title = slide.shapes.title
    title.left, title.top = int(deck.slide_width * LEFT), int(deck.slide_height * 0.04)
    title.width, title.height = int(deck.slide_width * WIDTH), int(deck.slide_height * _TITLE_HEIGHT)
    title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    _fill(title.text_frame, [text], size if len(text) <= _ONE_LINE else size * _SMALLER, bold=True)
    title.text_frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE


def add_text(
    deck: Any,
    slide: Any,
    lines: Sequence[str],
    top: float,
    size: float,
    left: float = LEFT,
    width: float = WIDTH,
    bullets: bool = False,
) -> None:
    """Lines below one another; nothing where there are none."""
    if not lines:
        return
    w, h = deck.slide_width, deck.slide_height
    box = slide.shapes.add_textbox(int(w * left), int(h * top), int(w * width), int(h * 0.05))
    _fill(box.text_frame, [f"• {line}" for line in lines] if bullets else lines, size)


def _fill(frame: Any, lines: Sequence[str], size: float, bold: bool = False) -> None:
    from pptx.enum.text import PP_ALIGN

    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        write_run(paragraph, line, size, bold)


def write_run(paragraph: Any, text: str, size: float, bold: bool = False) -> None:
    """Text in the language of the reader, so that no speller underlines it."""
    from pptx.dml.color import RGBColor
    from pptx.util import Pt

    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(palette.TEXT.removeprefix("#"))
    run.font._element.set("lang", _LANGUAGE)
