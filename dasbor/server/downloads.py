"""Routes of files that are not for everybody: /unduh/asli/… from the archive and /unduh/buatan/… made on the spot, for
staff; /unduh/halaman/… of a page with names that only those who are signed in see.

Streamlit's download buttons put a file under an address that answers anybody who knows it. These answer the session
that is logged in and leave nothing in any cache.
"""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dasbor.addresses import in_base
from dasbor.choice import Choice
from dasbor.query import published
from dasbor.query.ask import ask
from dasbor.server import plain_pages, rights
from dasbor.server.login import find_client_address
from dasbor.server.turns import Full, Turns
from dasbor.ui.access import COOKIE
from dasbor.ui.private import offers
from dasbor.ui.private.offers import Offer
from etl.audit import notes
from etl.audit.events import NOBODY
from etl.store.faults import StoreDamaged
from etl.store.versions import Store

_NUMBER = re.compile("[0-9]{1,9}")  # what no database takes for a number of an upload is none
_HEADERS = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'none'"}
_EXPIRED = "Tautan unduhan ini sudah kedaluwarsa. Buka lagi halamannya, lalu unduh sekali lagi."
_GONE = "Berkas ini tidak ada di arsip."
_BUSY = "Sedang banyak unduhan. Tunggu beberapa detik, lalu coba lagi."
# Marking a workbook takes a core for seconds.
_turns = Turns(2, per_caller=4, waiting=12)


async def send_original(request: Request) -> Response:
    """A workbook of the archive as it came."""
    number = request.path_params["unggahan"]
    file = await run_in_threadpool(_original, int(number)) if _NUMBER.fullmatch(number) else None
    if file is None:
        return await plain_pages.answer_sentence("Berkas tidak ditemukan", _GONE, 404)
    path, name = file
    await _note(request, name, unggahan=int(number))
    return _file(await run_in_threadpool(path.read_bytes), name)


async def send_made(request: Request) -> Response:
    """A file that a page of this session offered to staff; it is written down who took it."""
    offer = offers.get(request.cookies[COOKIE], request.path_params["token"])
    answer = await _send(offer)
    if offer is not None and answer.status_code == 200:
        await _note(request, offer.name)
    return answer


async def send_of_page(request: Request) -> Response:
    """A file of what a page shows to this session, as long as it lasts."""
    is_alive = await rights.find_user(request) is not None
    token = request.path_params["token"]
    return await _send(offers.get(request.cookies[COOKIE], token, of_page=True) if is_alive else None)


async def _send(offer: Offer | None) -> Response:
    if offer is None:
        return await plain_pages.answer_sentence("Unduhan kedaluwarsa", _EXPIRED, 404)
    try:
        return _file(await _turns.run(offer.session, offer.make), offer.name)
    except Full:
        return await plain_pages.answer_sentence("Sedang sibuk", _BUSY, 503)


ROUTES = [
    rights.guard(in_base("/unduh/asli/{unggahan}"), "unduh_berkas", send_original),
    rights.guard(in_base("/unduh/buatan/{token}"), "unduh_berkas", send_made),
    rights.guard(in_base("/unduh/halaman/{token}"), "lihat_nama", send_of_page),
]


async def _note(request: Request, name: str, **facts: object) -> None:
    """Looking is noted, not stopped: see etl/audit/notes.py."""
    user = await rights.find_user(request)
    by = user.name if user else NOBODY
    await run_in_threadpool(notes.note, "unduh", by, find_client_address(request), berkas=name, **facts)


def _original(upload_id: int) -> tuple[Path, str] | None:
    """The file in the archive and the name it came with; None when the ledger or the archive does not know it."""
    try:
        version = published.find_current_version()
        sql = "select sha256, nama_berkas from unggahan where unggahan_id = $id"
        found = None if version is None else ask(Choice(version, with_names=True), sql, id=upload_id)
    except StoreDamaged:
        return None
    if found is None or found.empty:
        return None
    path = Store().workbooks.find(str(found["sha256"].iloc[0]))
    return None if path is None else (path, str(found["nama_berkas"].iloc[0]))


def _file(content: bytes, name: str) -> Response:
    """To be saved, never shown: a workbook is somebody else's content."""
    headers = {**_HEADERS, "Content-Disposition": f"attachment; filename*=utf-8''{quote(name, safe='')}"}
    return Response(content, media_type="application/octet-stream", headers=headers)
