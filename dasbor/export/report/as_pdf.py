"""The report on paper: Typst sets sentences, tables and the still twins of the charts."""

from __future__ import annotations

import json
from typing import Any

from dasbor.chart import changes, still
from dasbor.export import about, letters, typeset
from dasbor.export.layout import read_layout
from dasbor.export.report import parts
from dasbor.export.report.part import Part
from dasbor.export.request import Request
from dasbor.export.tables.pdf_file import describe_for_paper
from dasbor.export.tables.sheet import Sheet
from dasbor.words import terms

_WIDTH = 700  # px of a chart across A4


def make_pdf(r: Request) -> bytes:
    data = make_data(r)
    replaced = typeset.say_replaced(json.dumps(data["bagian"], ensure_ascii=False))
    return typeset.make_pdf("laporan.typ", data | {"dialihkan": replaced})


def make_data(r: Request) -> dict[str, Any]:
    """What the template is filled with."""
    p = r.choice
    return {
        "judul": parts.make_title(p),
        "catatan": about.list_notes(p),
        "tanda": about.say_mark(p),
        "versi": about.say_version(p),
        "tertanda": [str(line) for line in read_layout("umum")["penanda_tangan"]],
        "penulis": about.say_producer(),
        "bagian": [_describe(part) for part in parts.list_all(p)],
    }


def _describe(part: Part) -> dict[str, Any]:
    return {
        "judul": terms.say_terms(part.title),
        "kalimat": [letters.break_long(terms.say_terms(s)) for s in part.sentences],
        "gambar": _draw(part),
        "tabel": _describe_words(part),
    }


def _draw(part: Part) -> dict[str, str] | None:
    if part.picture is None or part.picture.is_empty or changes.is_alone(part.picture):
        return None
    svg = still.svg(part.picture, _WIDTH)
    drawn = typeset.strengthen(svg)
    return {"svg": drawn, "alt": part.picture.alt, "keterangan": part.picture.subtitle} if drawn else None


def _describe_words(part: Part) -> dict[str, Any] | None:
    """The table of a part without a picture."""
    if part.picture is not None or part.sheet.data.empty or part.is_told:
        return None
    shown = part.on_slide or part.sheet.columns
    return describe_for_paper(Sheet(part.sheet.name, part.title, part.sheet.data, shown, forms=part.sheet.forms))
