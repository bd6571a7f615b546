"""The report as slides with charts that PowerPoint draws and edits; a city may lay its own master beside it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from dasbor.answers import provenance
from dasbor.choice import Choice
from dasbor.export import about
from dasbor.export.layout import read_layout
from dasbor.export.report import parts, slide_chart, slide_table
from dasbor.export.report.part import Part
from dasbor.export.report.slide_text import add_text, set_title
from dasbor.export.request import Request
from dasbor.words import language, terms
from etl.acuan import load_reference

MASTER = "laporan.pptx"
_WIDTH, _HEIGHT = 13.333, 7.5  # inches, 16:9
_TITLE_SLIDE, _TITLE_ONLY = 0, 5  # layouts of every master that PowerPoint makes
_MOST_SENTENCES = 6


def make_pptx(r: Request) -> bytes:
    p, shown = r.choice, parts.list_all(r.choice)
    deck = _open_master()
    _add_first(deck, p, shown)
    for part in shown:
        _add_part(deck, p, part)
    deck.core_properties.title = parts.make_title(p)
    deck.core_properties.author = about.say_producer()
    deck.core_properties.language = "id-ID"
    made = io.BytesIO()
    deck.save(made)
    return made.getvalue()


def _open_master() -> Any:
    from pptx import Presentation  # takes a moment to load, which only who wants slides has to wait for
    from pptx.util import Inches

    own = load_reference().folder / MASTER
    deck = Presentation(str(own) if own.exists() else None)
    if not own.exists():
        deck.slide_width, deck.slide_height = Inches(_WIDTH), Inches(_HEIGHT)
    return deck


def _add_first(deck: Any, p: Choice, shown: Sequence[Part]) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    set_title(deck, slide, terms.say_terms(str(read_layout("laporan")["judul"])), 36)
    lines = [f"{provenance.say_place(p)}, {language.format_quarter(p.periode)}", *(part.title for part in shown[:1])]
    add_text(deck, slide, lines, top=0.36, size=24)
    add_text(deck, slide, [*about.list_marks(p), about.say_producer(), about.say_version(p)], top=0.68, size=14)


def _add_part(deck: Any, p: Choice, part: Part) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[_TITLE_ONLY])
    set_title(deck, slide, terms.say_terms(part.title), 26)
    said = [terms.say_terms(s) for s in part.sentences[:_MOST_SENTENCES]]
    if part.sheet.charts and not part.is_told:
        about_chart = part.picture.subtitle if part.picture is not None else part.sheet.title
        add_text(deck, slide, [terms.say_terms(about_chart)], top=0.145, size=12)
        slide_chart.add_chart(deck, slide, part, narrow=bool(said))
        add_text(deck, slide, said, top=0.22, size=14, left=0.68, width=0.28, bullets=True)
    elif part.on_slide and len(part.sheet.data):
        slide_table.add_table(deck, slide, part)
        add_text(deck, slide, said, top=0.84, size=12)
    else:
        add_text(deck, slide, said, top=0.2, size=16, bullets=True)
    mark = f"{about.say_mark(p)} · " if about.say_mark(p) else ""
    foot = f"{mark}{provenance.say_place(p)}, {language.format_quarter(p.periode)} · {about.say_version(p)}"
    add_text(deck, slide, [foot], top=0.935, size=10)
