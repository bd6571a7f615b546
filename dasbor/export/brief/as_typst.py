"""A brief as PDF and as a picture: what the template brief.typ is filled with."""

from __future__ import annotations

from typing import Any

from dasbor.export import letters, links, typeset
from dasbor.export.brief import pictures
from dasbor.export.brief.as_html import describe
from dasbor.export.brief.compose import compose, say_kind
from dasbor.export.brief.model import Section, Sentence, Value
from dasbor.export.request import Request
from etl import palette
from etl.acuan import load_reference

_TEMPLATE = "brief.typ"
_COLOURS = {"accent": palette.ACCENT, "muted": palette.TEXT_MUTED, "text": palette.TEXT, "line": palette.LINE}


def make_pdf(r: Request) -> bytes:
    """One page of A4, tagged."""
    return typeset.make_pdf(_TEMPLATE, _make_data(r))


def make_png(r: Request) -> bytes:
    """The same page as a picture."""
    return typeset.make_png(_TEMPLATE, _make_data(r))


def _make_data(r: Request) -> dict[str, Any]:
    brief = compose(r.choice)
    charts = pictures.list_pictures(r)
    columns, rest = pictures.arrange(brief.sections)
    return {
        "kind": say_kind(),
        "title": brief.title,
        "when": brief.when,
        "description": describe(brief),
        "author": str(load_reference().settings["wilayah"]["dinas"]),
        "marks": list(brief.marks),
        "lead": _make_sentence(r, brief.lead),
        "columns": [[_make_section(r, s, charts) for s in column] for column in columns],
        "rest": [_make_section(r, s, charts) for s in rest],
        "sources": [*brief.sources, *typeset.say_replaced(brief.title, *(s.whole for s in brief.list_sentences()))],
        "colours": _COLOURS,
    }


def _make_section(r: Request, s: Section, charts: dict[str, dict[str, str]]) -> dict[str, Any]:
    return {
        "title": s.title,
        "chart": charts.get(s.key),
        "sentences": [_make_sentence(r, one) for one in s.sentences],
    }


def _make_sentence(r: Request, s: Sentence) -> dict[str, Any]:
    mark = "" if not s.label or s.label.endswith("?") else ":"
    return {
        "label": letters.break_long(s.label + mark),
        "address": links.make_link(r, s.view.page, s.view.choice, **dict(s.view.more)),
        "parts": [_make_part(part) for part in s.parts],
    }


def _make_part(part: str | Value) -> dict[str, Any]:
    is_value = isinstance(part, Value)
    return {"text": letters.break_long(part.text if isinstance(part, Value) else part), "strong": is_value}
