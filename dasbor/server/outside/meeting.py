"""Routes of mode rapat: /rapat, its script, and a small answer that says which publication is shown by now."""

from __future__ import annotations

import json
from collections.abc import Hashable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dasbor import keep
from dasbor.addresses import in_base
from dasbor.choice import Choice
from dasbor.export import request as export
from dasbor.export.brief import state
from dasbor.export.kept import make_shelf
from dasbor.export.meeting import as_html
from dasbor.server import rights
from dasbor.server.outside import asked, find, sending
from dasbor.server.outside.asked import Asked
from dasbor.server.outside.find import Found
from dasbor.server.outside.sending import Kept

_PAGE, _SCRIPT, _NEWS = in_base("/rapat"), in_base("/rapat/rapat.js"), in_base("/rapat/kabar")
# A script of this site, and nothing else that the page does not hold; it asks this site for news.
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; font-src data:; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_KEPT = make_shelf("rapat", 100)  # some 60 kB each


async def show_slides(request: Request) -> Response:
    """The whole page from the server."""
    found = await find.find(request)
    if isinstance(found, Response):
        return found
    file = await run_in_threadpool(_keep_page, found)
    return sending.send(request, file, found.asked.is_private, Content_Security_Policy=POLICY)


async def tell_news(request: Request) -> Response:
    """{"tanda": mark of the page as it would be sent now, "versi": its version}; the same as before is a 304."""
    found = await find.find(request)
    if isinstance(found, Response):
        return found
    page = await run_in_threadpool(_keep_page, found)
    content = json.dumps({"tanda": page.mark, "versi": found.choice.version}).encode()
    return sending.send(request, sending.keep_file(content, "application/json"), found.asked.is_private)


async def send_script(request: Request) -> Response:
    """The one script of the page."""
    file = sending.keep_file(as_html.read_script(), "text/javascript; charset=utf-8")
    return sending.send(request, file, False)


ROUTES = [
    rights.guard(_PAGE, "lihat", show_slides, leads_to_login=True),
    rights.guard(_NEWS, "lihat", tell_news),
    rights.guard(_SCRIPT, "lihat", send_script),
]


def warm(p: Choice) -> None:
    """Make the slides of a choice as an address without any choice asks for them."""
    _keep_page(Found(Asked(p, False, False, ""), p, asked.find_named_place()))


def _keep_page(found: Found) -> Kept:
    kept: Kept = _KEPT.get(_key(found), lambda: _make_page(found))
    return kept


def _key(found: Found) -> tuple[Hashable, ...]:
    return keep.state(found.choice), found.choice, found.asked.query, state.find_remark(found.choice)


def _make_page(found: Found) -> Kept:
    query = f"?{found.asked.query}" if found.asked.query else ""
    addresses = as_html.Addresses(_SCRIPT, _NEWS + query, in_base("/") + query)
    r = export.Request(found.choice, address=asked.find_root(), is_of_version=found.asked.is_of_version)
    return sending.keep_file(as_html.render(r, addresses).encode(), "text/html; charset=utf-8")
