"""A chart as a page of its own, for a frame of another site: headline, drawing of any width, origin, a link back."""

from __future__ import annotations

from dasbor.answers import provenance
from dasbor.chart import still
from dasbor.chart.told import split_title
from dasbor.export import about, links, templates
from dasbor.export.picture.product import draw
from dasbor.export.request import Request
from dasbor.words import terms
from etl.indikator import find_indicator


def make_html(r: Request) -> bytes:
    """Raises WrongRequest, NothingPublished."""
    chart, i = draw(r), find_indicator(r.argument)
    page = "asal" if i is None or i.halaman == "-" else i.halaman
    return templates.render(
        "embedded.html",
        title=terms.say_terms(chart.title),
        heading=split_title(chart),
        subtitle=terms.say_terms(chart.subtitle),
        marks=about.list_marks(r.choice),
        svg=still.draw_classes(chart) + still.draw_on_page(chart),
        origin=provenance.say_indicator_sources(r.choice, r.argument)[0],
        address=links.make_link(r, page),
        rules=templates.trust(templates.make_still_rules()),
        style=templates.make_style("brief.css"),
    ).encode()
