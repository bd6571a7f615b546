"""A brief as one HTML page that needs nothing else: no script, no other file, its font and charts inside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dasbor.export import links, templates
from dasbor.export.brief import pictures
from dasbor.export.brief.compose import compose, say_kind
from dasbor.export.brief.model import Brief, Part, Sentence, Value
from dasbor.export.request import Request
from dasbor.words.shown import Shown, write_amount

# letters of the whole page -> class of the style sheet, which is about paper only
_DENSITIES = ((2_300, "longgar"), (3_200, "sedang"), (4_600, "rapat"), (10**9, "padat"))


@dataclass(frozen=True)
class Preview:
    """Where the page and its picture are found, for whoever shows a link to it: whole addresses."""

    page: str
    picture: str


def make_html(r: Request) -> bytes:
    """The page as a file."""
    return render(r).encode()


def render(r: Request, preview: Preview | None = None, files: Sequence[tuple[str, str]] = ()) -> str:
    """The page; `files`: (label, address) of what else there is of the same brief."""
    brief = compose(r.choice)
    columns, rest = pictures.arrange(brief.sections)
    return templates.render(
        "brief.html",
        kind=say_kind(),
        brief=brief,
        density=_choose_density(brief),
        description=describe(brief),
        preview=preview,
        files=files,
        charts={key: templates.trust(svg) for key, svg in pictures.draw_charts(r).items()},
        narrow={key: templates.trust(svg) for key, svg in pictures.draw_for_phone(r).items()},
        captions={key: chart.subtitle for key, chart in pictures.list_charts(r.choice).items()},
        columns=columns,
        rest=rest,
        sentence=lambda s: make_sentence(r, s),
        style=templates.make_style("brief.css"),
    )


def describe(brief: Brief) -> str:
    """What a link to it shows: marks and the state in one sentence."""
    return " ".join([*brief.marks, f"{brief.lead.text}."])


def _choose_density(brief: Brief) -> str:
    """How small the type is on paper, so that all of it stands on one page whatever the names."""
    letters = sum(len(text) for text in (*brief.sources, *(s.whole for s in brief.list_sentences())))
    return next(name for most, name in _DENSITIES if letters <= most)


def make_sentence(r: Request, s: Sentence) -> Markup:
    """A sentence as a link to its view, each of its figures with what it was read from."""
    address = links.make_link(r, s.view.page, s.view.choice, **dict(s.view.more))
    parts = [show(part) for part in s.parts]
    return templates.render("sentence.html", address=address, label=s.label, parts=parts).strip()


def show(part: Part) -> str | Shown:
    """A piece of a sentence for the templates."""
    return show_value(part) if isinstance(part, Value) else part


def show_value(value: Value) -> Shown:
    """A figure for the template figure.html."""
    c, n = value.choice, value.figure
    amounts = (write_amount(n.pembilang), write_amount(n.penyebut))
    return Shown(value.text, value.indikator, c.kode_wilayah, c.periode, c.kelompok_hitung, *amounts)
