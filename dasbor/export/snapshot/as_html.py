"""The snapshot as one HTML page that needs nothing else: no script, no other file, its font and charts inside."""

from __future__ import annotations

from dataclasses import replace

from dasbor.answers import area_map, provenance, status_charts
from dasbor.choice import Choice
from dasbor.export import about, templates
from dasbor.export.brief import cautions, changes, state, to_call
from dasbor.export.brief.as_html import make_sentence
from dasbor.export.report import drawn_parts
from dasbor.export.request import Request
from dasbor.export.snapshot.chapters import draw, make_groups
from dasbor.export.snapshot.model import Drawing
from dasbor.words import language, terms
from dasbor.words.columns import list_rows

_MOST_TO_CALL = 15
_LEADING = "koperasi_aktif"


def make_html(r: Request) -> bytes:
    """The page as a file. It goes on to others, so it names cooperatives only where everybody may see their names."""
    p = replace(r.choice, with_names=False)
    return render(replace(r, choice=p)).encode()


def render(r: Request) -> str:
    p = r.choice
    return templates.render(
        "snapshot.html",
        title=f"Koperasi {provenance.say_place(p)}",
        when=language.format_quarter(p.periode),
        marks=about.list_marks(p),
        mark=about.say_mark(p),
        version=about.say_version(p),
        producer=about.say_producer(),
        lead=state.make_lead(p),
        groups=make_groups(p),
        moved=changes.make_section(p),
        pictures=_draw_moved(p),
        maps=_draw_map(p),
        sections=[to_call.make_section(p, _MOST_TO_CALL), cautions.make_section(p)],
        definitions=_list_definitions(p),
        sources=_list_sources(p),
        sentence=lambda s: make_sentence(r, s),
        rules=templates.trust(templates.make_still_rules()),
        style=templates.make_style("brief.css", "snapshot.css"),
    )


def _draw_moved(p: Choice) -> list[Drawing]:
    """What changed since the register before, and the statuses over the quarters and by area."""
    line = provenance.say_sources(p, "koperasi")[0]
    shown = [status_charts.make_bridge(p), status_charts.make_status_trend(p, p.periode)]
    by_area = drawn_parts.make_statuses(p).picture
    shown += [by_area] if by_area is not None and by_area.title != shown[-1].title else []
    return [d for chart in shown for d in draw(chart, line)]


def _draw_map(p: Choice) -> list[Drawing]:
    return list(draw(area_map.make_map(p, _LEADING), provenance.say_indicator_sources(p, _LEADING)[0]))


def _list_definitions(p: Choice) -> list[dict[str, str]]:
    """judul, definisi, rumus, satuan, dasar of every indicator, as this version says them; "" = not known."""
    table = about.read_definitions(p)[["judul", "definisi", "rumus", "satuan", "dasar"]]
    return [
        {str(k): str(x) if language.is_known(x) else "" for k, x in row.items()} for row in table.to_dict("records")
    ]


def _list_sources(p: Choice) -> list[tuple[str, str, str, str]]:
    """Quarter, sheet, workbook and its hash, the newest first."""
    return [
        (language.format_quarter(b.periode), terms.say_terms(str(b.lembar_jenis)), str(b.nama_berkas), str(b.sha256))
        for b in list_rows(about.read_sources(p))
    ]
