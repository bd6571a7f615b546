"""A brief as text for a messenger: WhatsApp shows what stands between * in bold."""

from __future__ import annotations

import re

from dasbor.export import links
from dasbor.export.brief.compose import compose, say_kind
from dasbor.export.brief.model import Section
from dasbor.export.request import Request

# of names: they would make bold what follows; within a word a messenger takes _ for a letter
_MARKS = re.compile(r"[*~`]|(?<![^\W_])_|_(?![^\W_])")


def make_text(r: Request) -> bytes:
    """UTF-8 with the line ends of a text."""
    return write(r).encode()


def write(r: Request) -> str:
    """Title, lead, sections, sources and the address of the page."""
    brief = compose(r.choice)
    head = [f"*{say_kind()}: {plain(brief.title)}, {brief.when}*", *(f"*{mark}*" for mark in brief.marks)]
    parts = [_write_section(section) for section in brief.sections]
    address = links.make_link(r, "lembar")
    end = [*(plain(line) for line in brief.sources), *([address] if address else [])]
    return "\n\n".join(["\n".join([*head, plain(brief.lead.text)]), *parts, "\n".join(end)]) + "\n"


def _write_section(section: Section) -> str:
    lines = [f"• {plain(s.whole)}" for s in section.sentences]
    return "\n".join([f"*{section.title}*", *lines])


def plain(text: str) -> str:
    """A text in which a messenger makes nothing bold, slanted or struck out."""
    return _MARKS.sub("", text)
