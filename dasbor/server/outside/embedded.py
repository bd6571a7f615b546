"""Route of a chart for pages of other sites: /sisip?indikator=… in an <iframe>, only where the settings name them."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dasbor import keep
from dasbor.addresses import in_base
from dasbor.export import request as export
from dasbor.export.kept import make_shelf
from dasbor.export.picture import as_page
from dasbor.export.request import NothingPublished, WrongRequest
from dasbor.server import plain_pages, rights
from dasbor.server.outside import asked, find, sending
from dasbor.server.outside.find import Found
from dasbor.server.outside.sending import Kept
from etl.acuan import load_reference

_KEPT = make_shelf("sisipan", 200)  # some 40 kB each
_CLOSED = (
    "Grafik ini tidak dibuka untuk disisipkan di situs lain. Pengelola membukanya di pengaturan.toml, [data] sisip."
)
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors "
)


async def show_chart(request: Request) -> Response:
    """The chart alone with its words; refused as a whole where no site is named."""
    hosts = list_hosts()
    if not hosts:
        return await plain_pages.answer_sentence("Tidak dibuka", _CLOSED, 404)
    found = await find.find(request)
    if isinstance(found, Response):
        return found
    name = request.query_params.get("indikator", "")
    try:
        file = await run_in_threadpool(_keep, found, name)
    except (WrongRequest, NothingPublished) as error:
        return await plain_pages.answer_sentence("Grafik ini tidak ada", str(error), 404)
    return sending.send(request, file, found.asked.is_private, Content_Security_Policy=_POLICY + " ".join(hosts))


ROUTES = [rights.guard(in_base("/sisip"), "lihat", show_chart)]


def list_hosts() -> list[str]:
    """Sites that may show a chart of ours, "https://blitarkota.go.id"."""
    return [str(host) for host in load_reference().settings.get("data", {}).get("sisip", [])]


def _keep(found: Found, name: str) -> Kept:
    key = (keep.state(found.choice), found.choice, found.place, found.asked.is_of_version, name)
    kept: Kept = _KEPT.get(key, lambda: _make(found, name))
    return kept


def _make(found: Found, name: str) -> Kept:
    """Its links leave the frame, so they are whole."""
    place = asked.find_named_place() or found.place
    r = export.Request(found.choice, name, place, found.asked.is_of_version)
    return sending.keep_file(as_page.make_html(r), "text/html; charset=utf-8")
