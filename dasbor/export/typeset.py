"""Pages set by Typst, in this process: PDF that screen readers can read (PDF/UA-1), and the same as a picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from dasbor.export import letters
from etl.acuan import reference_state

_ROOM = Path(__file__).parent
PICTURE_DOTS = 120  # per inch: 992 × 1403 of A4


def make_pdf(template: str, data: Mapping[str, Any]) -> bytes:
    """The template, found by its name below this room, filled with data; a tagged PDF."""
    path = _find(template)
    made = typst.compile(path, root=path.parent, format="pdf", pdf_standards=["ua-1"], **_say(data))
    return _join(made)


def make_png(template: str, data: Mapping[str, Any], dots: int = PICTURE_DOTS) -> bytes:
    """Its first page as a picture."""
    path = _find(template)
    return _join(typst.compile(path, root=path.parent, format="png", ppi=float(dots), **_say(data)))


def say_replaced(*texts: str) -> list[str]:
    """What was written otherwise, where the texts have letters that the font lacks; for the foot of a page."""
    whole = "".join(texts)
    said = []
    if letters.has_javanese(whole):
        said.append("Aksara Jawa di berkas ini dialihkan ke huruf Latin; tulisan aslinya di dasbor.")
    if notes := letters.list_notes(whole):
        said.append(f"{', '.join(notes)}: huruf yang tidak ada di berkas ini; tulisan aslinya di dasbor.")
    return said


def _find(template: str) -> Path:
    """A file of that name in the reference folder stands in its place: a city may lay out its files itself."""
    reference = reference_state()
    return reference.folder / template if template in dict(reference.files) else next(_ROOM.rglob(template))


def _say(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as JSON in letters of our font, and that font alone."""
    text = letters.take_known(json.dumps(data, ensure_ascii=False))
    return {"sys_inputs": {"lembar": text}, "font_paths": _read_fonts()}


@cache
def _read_fonts() -> typst.Fonts:
    """Read once: files of 1 MB."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[letters.FONTS])


def _join(made: bytes | list[bytes] | None) -> bytes:
    return made if isinstance(made, bytes) else (made or [b""])[0]


def strengthen(svg: str) -> str:
    """A drawing as Typst shows it well: light and regular weights of text in a picture come out in the lightest cut."""
    head, _, rest = svg.partition(" ")
    return f'{head} font-weight="500" {rest}' if rest else svg
