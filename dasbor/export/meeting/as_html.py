"""The slides as one HTML page: complete without its script, which only shows one of them at a time."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dasbor.answers import provenance
from dasbor.export import about, templates
from dasbor.export.brief.as_html import make_sentence
from dasbor.export.meeting.slides import list_slides
from dasbor.export.request import Request
from dasbor.words import language

_SCRIPT = Path(__file__).with_name("meeting.js")


@dataclass(frozen=True)
class Addresses:
    """script: of the file beside this one, as served; news: tells which publication is shown by now; home: the way
    back to the dashboard."""

    script: str
    news: str
    home: str


def render(r: Request, addresses: Addresses) -> str:
    p = r.choice
    return templates.render(
        "meeting.html",
        place=provenance.say_place(p),
        title=f"Koperasi {provenance.say_place(p)}",
        when=language.format_quarter(p.periode),
        mark=about.say_mark(p),
        number=p.version,
        version=about.say_version(p),
        slides=list_slides(p),
        sentence=lambda s: make_sentence(r, s),
        addresses=addresses,
        style=templates.make_style("meeting.css"),
    )


@cache
def read_script() -> bytes:
    """meeting.js."""
    return _SCRIPT.read_bytes()
