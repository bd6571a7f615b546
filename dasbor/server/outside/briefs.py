"""Routes of the brief: /lembar as a page without script and websocket, /lembar.pdf, .png and .txt, and a page that
copies its text for a messenger."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
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
from dasbor.export.kept import make_shelf
from dasbor.query import choose, published
from dasbor.server import plain_pages, rights
from dasbor.server.outside import asked, find, sending
from dasbor.server.outside.asked import Asked
from dasbor.server.outside.find import Found
from dasbor.server.outside.sending import Kept
from dasbor.server.turns import Full, Turns
from dasbor.ui import markup

_PAGE, _COPY = "/lembar", "/lembar/salin"
_KINDS: dict[str, tuple[str, Callable[[export.Request], bytes]]] = {
    ".pdf": ("application/pdf", as_typst.make_pdf),
    ".png": ("image/png", as_typst.make_png),
    ".txt": ("text/plain; charset=utf-8", as_text.make_text),
}
_KEPT = make_shelf("lembar", 400)  # 30 to 200 kB each
# Where the settings name no address, files name the Host of whoever asks: strangers who make up hosts push out each
# other's files, not those of the first hosts under which the dashboard was seen.
_OF_STRANGERS = make_shelf("lembar nama lain", 30)
_MOST_PLACES = 8
_places: set[str] = set()
_turns = Turns(1, per_caller=3, waiting=12)  # what is not kept takes a core for a tenth of a second to one
_NOTHING = "Belum ada data yang diterbitkan, jadi belum ada lembarnya."
_BUSY = "Sedang banyak yang meminta lembar. Tunggu beberapa detik, lalu coba lagi."


@dataclass(frozen=True)
class _Wanted:
    """A file: where it is kept, under what, and how it is made."""

    shelf: keep.Shelf
    key: Hashable
    make: Callable[[], Kept]

    def take(self) -> Kept:
        kept: Kept = self.shelf.get(self.key, self.make)
        return kept


async def show_page(request: Request) -> Response:
    """The whole page from the server."""
    return await _answer(request, _ask_for_page, lambda _: {"Content_Security_Policy": templates.POLICY})


async def send_file(ending: str, request: Request) -> Response:
    """The brief in another format; a picture is shown, the others are saved under a name that says what they hold."""

    def name_it(found: Found) -> dict[str, str]:
        name = naming.name_file("lembar", found.choice, ending)
        return {"Content_Disposition": sending.name_it(name, is_shown=ending == ".png")}

    return await _answer(request, partial(_ask_for_file, ending), name_it)


async def _answer(
    request: Request, ask_for: Callable[[Found], _Wanted], head: Callable[[Found], dict[str, str]]
) -> Response:
    found = await find.find(request, _NOTHING)
    if isinstance(found, Response):
        return found
    try:
        file = await _get(request, await run_in_threadpool(ask_for, found))
    except Full:
        return await plain_pages.answer_sentence("Sedang sibuk", _BUSY, 503)
    return sending.send(request, file, found.asked.is_private, **head(found))


async def show_copy(request: Request) -> Response:
    """The text with a button that copies it."""
    found = await find.find(request, _NOTHING)
    if isinstance(found, Response):
        return found
    try:
        text = (await _get(request, await run_in_threadpool(_ask_for_file, ".txt", found))).read().decode()
    except Full:
        return await plain_pages.answer_sentence("Sedang sibuk", _BUSY, 503)
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
        warm_one(choice)


def warm_one(p: Choice) -> None:
    """Make the page of a choice; where the settings name no address, all of it but the few words that name the host."""
    _ask_for_page(Found(Asked(p, False, False, ""), p, asked.find_named_place())).take()


def list_first(p: Choice) -> list[Choice]:
    """The whole and its kecamatan, in the quarter of `p`."""
    rows = published.list_areas(p)
    codes = rows.loc[rows["tingkat"] == "kecamatan", "kode"]
    return [p, *(choose.choose(p.whole(), p.periode, str(code), p.kelompok_hitung) for code in codes)]


async def _get(request: Request, wanted: _Wanted) -> Kept:
    """What is kept at once; what must be made, in turn. Raises Full."""
    if wanted.shelf.has(wanted.key):
        return wanted.take()
    return await _turns.run(request.client.host if request.client else "", wanted.take)


def _ask_for_page(found: Found) -> _Wanted:
    return _Wanted(_find_shelf(found.place), (*_state(found), found.asked.query), lambda: _make_page(found))


def _state(found: Found) -> tuple[Hashable, ...]:
    """What every file of a choice depends on."""
    return keep.state(found.choice), found.choice, found.place, state.find_remark(found.choice)


def _find_shelf(place: str) -> keep.Shelf:
    if len(_places) < _MOST_PLACES:
        _places.add(place)
    return _KEPT if place in _places else _OF_STRANGERS


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


def _ask_for_file(ending: str, found: Found) -> _Wanted:
    kind, make = _KINDS[ending]
    return _Wanted(
        _find_shelf(found.place),
        (*_state(found), ending),
        lambda: sending.keep_file(make(_make_request(found)), kind),
    )


def _make_request(found: Found) -> export.Request:
    """For a file that leaves the browser: its links are whole and lead to this version."""
    return export.Request(found.choice, address=found.place)


def _link(path: str, query: str) -> str:
    return in_base(_join(path, query))


def _join(path: str, query: str) -> str:
    return f"{path}?{query}" if query else path
