"""Route of citations: /kutip asks for one, /kutip/KB-15-7F3A91 shows the figure that it stands for, and its view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dasbor.addresses import in_base
from dasbor.answers import area_figures, provenance
from dasbor.choice import Choice, WrongChoice
from dasbor.export import about, links
from dasbor.export import request as export
from dasbor.export.proof.product import say_figure
from dasbor.query import choose, published
from dasbor.query.reports import citations
from dasbor.server import plain_pages, rights
from dasbor.server.outside import asked
from dasbor.ui import markup
from dasbor.words import terms
from dasbor.words.shown import Origin, Shown
from etl.acuan import load_reference
from etl.indikator import find_indicator
from etl.store.faults import StoreDamaged

_PAGE = in_base("/kutip")
_NO_PAGE = "-"  # an indicator that has no page of its own: its rows are shown
_DAMAGED = "Data terbitan belum dapat dibuka. Mohon hubungi pengelola sistem."
_WRONG = "“{}” bukan kutipan. Kutipan ditulis seperti KB-15-7F3A91."
_ELSEWHERE = "Kutipan ini dari pemasangan {}; di sini kutipan berawalan {}."
_NOTHING = "Di versi {} tidak ada angka dengan kutipan ini. Periksa huruf dan angkanya."


@dataclass(frozen=True)
class Meant:
    """A figure that a citation stands for, in words, and where it is found; citation: as this release writes it."""

    citation: str
    title: str
    figure: Shown
    where: str
    version: str
    addresses: tuple[tuple[str, str], ...]


async def show(request: Request) -> Response:
    """The figures of a citation; without one the place to type it. One that was typed in another way leads to its own
    address."""
    addressed = request.path_params.get("kode", "")
    written = addressed or request.query_params.get("kode", "")
    if not written:
        return await _answer("", (), 200)
    parsed = citations.parse(written)
    if parsed is not None and (citation := citations.write(*parsed)) != addressed:
        return RedirectResponse(f"{_PAGE}/{quote(citation)}", 303, {"Cache-Control": "no-store"})
    try:
        found = await run_in_threadpool(_find, written, parsed)
    except (WrongChoice, LookupError) as error:
        return await _answer(str(error.args[0]), (), 404)
    except StoreDamaged:
        return await plain_pages.answer_sentence("Belum dapat ditampilkan", _DAMAGED, 503)
    return await _answer("", found, 200, written)


ROUTES = [
    rights.guard(_PAGE, "lihat", show, leads_to_login=True),
    rights.guard(in_base("/kutip/{kode}"), "lihat", show, leads_to_login=True),
]


async def _answer(fault: str, found: tuple[Meant, ...], status: int, code: str = "") -> Response:
    example = f"{citations.find_initials(load_reference().city)}-15-7F3A91"
    content = markup.render_template("citation.html", code=code, found=found, fault=fault, page=_PAGE, example=example)
    return await plain_pages.answer(f"Kutipan {code}".strip(), content, status)


def _find(written: str, parsed: tuple[str, int, str] | None) -> tuple[Meant, ...]:
    """Raises WrongChoice, StoreDamaged; LookupError with a sentence: there is no such figure."""
    if parsed is None:
        raise LookupError(_WRONG.format(written[:20]))
    initials, number, piece = parsed
    ours, newest = citations.find_initials(load_reference().city), published.find_current_version()
    if initials != ours:
        raise LookupError(_ELSEWHERE.format(initials, ours))
    if newest is None:
        raise LookupError("Belum ada yang diterbitkan.")
    version = choose.find_version(number, newest)
    rows = citations.find(version, piece)
    if rows.empty:
        raise LookupError(_NOTHING.format(version))
    return tuple(_describe(version, *map(str, row)) for row in rows.to_numpy().tolist())


def _describe(version: int, indikator: str, code: str, quarter: str, group: str) -> Meant:
    p = choose.choose(Choice(version), quarter, code, group)
    n, i = area_figures.read_figure(p, indikator), find_indicator(indikator)
    said = say_figure(i, {"pembilang": n.pembilang, "penyebut": n.penyebut, "nilai": n.nilai})
    title = terms.say_terms(provenance.find_title(p, indikator))
    page = "asal" if i is None or i.halaman == _NO_PAGE else i.halaman
    where, citation = provenance.say_where_and_when(p), citations.make(p, indikator)
    figure = Origin(indikator, code, group).show(said, quarter, n.pembilang, n.penyebut)
    return Meant(citation, title, figure, where, about.say_version(p), _list_addresses(p, indikator, page))


def _list_addresses(p: Choice, indikator: str, page: str) -> tuple[tuple[str, str], ...]:
    r = export.Request(replace(p, with_names=False), address=asked.find_root())
    return (
        ("Lihat di dasbor", links.make_link(r, page)),
        ("Asal angka", links.make_link(r, "asal", indikator=indikator)),
        ("Bukti bertanda", links.make_link(r, "data/bukti", indikator=indikator)),
    )
