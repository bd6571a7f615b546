"""Route /unduh/berkas/HALAMAN: the files that a public page offers, made when somebody follows their link.

The address says all that the file is made from: page, choice, version, and which file. Nothing is kept for it, so it
answers as long as its version does, also after the server was started anew. It is made as for somebody who is not
signed in: with no more names than everybody may see.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from starlette.requests import Request
from starlette.responses import Response

from dasbor.addresses import in_base
from dasbor.choice import WrongChoice
from dasbor.export.request import WrongRequest
from dasbor.server import plain_pages, rights
from dasbor.server.login import find_client_address
from dasbor.server.outside import sending
from dasbor.server.turns import Full, Turns
from dasbor.ui import parameters
from dasbor.ui.exports import File
from dasbor.ui.kept import pages
from dasbor.ui.kept.view import View
from dasbor.ui.menu import PAGES
from dasbor.ui.reader import CHOICE_NAMES
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_GONE = "Berkas ini tidak ada, atau tidak ada lagi untuk pilihan itu. Buka halamannya, lalu unduh dari sana."
_DAMAGED = "Data terbitan belum dapat dibuka. Mohon hubungi pengelola sistem."
_BUSY = "Sedang banyak unduhan. Tunggu beberapa detik, lalu coba lagi."
_HEADERS = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'"}
_turns = Turns(2, per_caller=6, waiting=40)  # a workbook takes a core for a moment


@dataclass(frozen=True)
class _Made:
    name: str
    kind: str
    content: bytes


async def send_file(request: Request) -> Response:
    """The file, to be saved; in words why there is none."""
    try:
        made = await _turns.run(find_client_address(request), partial(_make, request))
    except Full:
        return await plain_pages.answer_sentence("Sedang sibuk", _BUSY, 503)
    except (WrongChoice, WrongRequest) as error:
        return await plain_pages.answer_sentence("Berkas ini tidak ada", str(error), 404)
    except StoreDamaged:
        return await plain_pages.answer_sentence("Belum dapat dibuka", _DAMAGED, 503)
    if made is None:
        return await plain_pages.answer_sentence("Berkas tidak ditemukan", _GONE, 404)
    headers = {**_HEADERS, "Content-Disposition": sending.name_it(made.name)}
    return Response(made.content, media_type=made.kind, headers=headers)


ROUTES = [rights.guard(in_base("/unduh/berkas/{halaman}"), "lihat", send_file)]


def _make(request: Request) -> _Made | None:
    """None where the page is none, or does not offer the file."""
    wanted = _read_view(request)
    file = None if wanted is None else pages.list_files(wanted).get(request.query_params.get("berkas", ""))
    return _Made(file.name, file.mime, file.make()) if isinstance(file, File) else None


def _read_view(request: Request) -> View | None:
    page = request.path_params["halaman"]
    if not any(h.address == page and not h.is_staff for h in PAGES):
        return None
    given = {name: value for name, value in request.query_params.items() if value and name != "draf"}
    choice = tuple(sorted((name, value) for name, value in given.items() if name in CHOICE_NAMES))
    return View(page, *Store().find_newest_whole(), choice, parameters.select_parameters(given))
