"""Routes of the brief: /lembar as a page without script and websocket, /lembar.pdf, .png and .txt, and a page that
copies its text for a messenger."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dasbor import keep
from dasbor.addresses import in_base
from dasbor.choice import Choice
from dasbor.export import naming, templates
from dasbor.export import request as export
from dasbor.export.brief import as_html, as_text, as_typst, state
from dasbor.query import choose, published
from dasbor.server import plain_pages, rights
from dasbor.server.outside import asked, find, sending
from dasbor.server.outside.asked import Asked
from dasbor.server.outside.find import Found
from dasbor.server.outside.sending import Kept
from dasbor.ui import markup

_PAGE, _COPY = "/lembar", "/lembar/salin"
_KINDS: dict[str, tuple[str, Callable[[export.Request], bytes]]] = {
    ".pdf": ("application/pdf", as_typst.make_pdf),
    ".png": ("image/png", as_typst.make_png),
    ".txt": ("text/plain; charset=utf-8", as_text.make_text),
}
_KEPT = keep.Shelf(most=400)  # 30 to 200 kB each
_NOTHING = "Belum ada data yang diterbitkan, jadi belum ada lembarnya."


async def show_page(request: Request) -> Response:
    """The whole page from the server."""
    return await _answer(request, _send_page)


async def send_file(ending: str, request: Request) -> Response:
    """The brief in another format; a picture is shown, the others are saved under a name that says what they hold."""
    return await _answer(request, partial(_send_file, ending))


async def show_copy(request: Request) -> Response:
    """The text with a button that copies it."""
    found = await find.find(request, _NOTHING)
    if isinstance(found, Response):
        return found
    text = await run_in_threadpool(lambda: as_text.write(_make_request(found)))
    content = markup.render_template("copy_text.html", text=text, back=_link(_PAGE, found.asked.query))
    return await plain_pages.answer("Teks untuk WhatsApp", content, script=markup.render_template("copy.js"))


ROUTES = [
    rights.guard(in_base(_PAGE), "lihat", show_page, leads_to_login=True),
    rights.guard(in_base(_COPY), "lihat", show_copy, leads_to_login=True),
    *(rights.guard(in_base(_PAGE + ending), "lihat", partial(send_file, ending)) for ending in _KINDS),
]


def warm(p: Choice) -> None:
    """Make the pages of the city and its kecamatan, which are asked for first after a publication."""
    for choice in list_first(p):
        _keep_page(Found(Asked(choice, False, False, ""), choice, asked.find_named_place()))


def list_first(p: Choice) -> list[Choice]:
    """The whole and its kecamatan, in the quarter of `p`."""
    rows = published.list_areas(p)
    codes = rows.loc[rows["tingkat"] == "kecamatan", "kode"]
    return [p, *(choose.choose(p.whole(), p.periode, str(code), p.kelompok_hitung) for code in codes)]


async def _answer(request: Request, send: Callable[[Request, Found], Response]) -> Response:
    found = await find.find(request, _NOTHING)
    return found if isinstance(found, Response) else await run_in_threadpool(send, request, found)


def _send_page(request: Request, found: Found) -> Response:
    file = _keep_page(found)
    return sending.send(request, file, found.asked.is_private, Content_Security_Policy=templates.POLICY)


def _keep_page(found: Found) -> Kept:
    key = (keep.state(found.choice), found.choice, found.place, found.asked.query, state.find_remark(found.choice))
    kept: Kept = _KEPT.get(key, lambda: _make_page(found))
    return kept


def _make_page(found: Found) -> Kept:
    query = found.asked.query
    place = found.place
    preview = as_html.Preview(place + _join(_PAGE, query), place + _join(f"{_PAGE}.png", query)) if place else None
    files = [
        ("PDF, satu halaman A4", _link(f"{_PAGE}.pdf", query)),
        ("Gambar", _link(f"{_PAGE}.png", query)),
        ("Teks untuk WhatsApp", _link(_COPY, query)),
        ("Buka dasbor", _link("/", query)),
    ]
    r = export.Request(found.choice, address=asked.find_root(), is_of_version=found.asked.is_of_version)
    return sending.keep_file(as_html.render(r, preview, files).encode(), "text/html; charset=utf-8")


def _send_file(ending: str, request: Request, found: Found) -> Response:
    kind, make = _KINDS[ending]
    key = (keep.state(found.choice), found.choice, found.place, ending)
    file: Kept = _KEPT.get(key, lambda: sending.keep_file(make(_make_request(found)), kind))
    name = naming.name_file("lembar", found.choice, ending)
    shown = sending.name_it(name, is_shown=ending == ".png")
    return sending.send(request, file, found.asked.is_private, Content_Disposition=shown)


def _make_request(found: Found) -> export.Request:
    """For a file that leaves the browser: its links are whole and lead to this version."""
    return export.Request(found.choice, address=found.place)


def _link(path: str, query: str) -> str:
    return in_base(_join(path, query))


def _join(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
