"""What a request asks for, understood: a choice for whoever asks, or a page that says why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from dasbor.choice import Choice, WrongChoice
from dasbor.server import plain_pages
from dasbor.server.outside import asked
from dasbor.server.outside.asked import Asked
from etl.store.faults import StoreDamaged

_NOTHING = "Belum ada data yang diterbitkan, jadi belum ada yang ditampilkan."
_DAMAGED = "Data terbitan belum dapat dibuka. Mohon hubungi pengelola sistem."


@dataclass(frozen=True)
class Found:
    """asked: how it was asked for; place: the whole address of the dashboard, "" = unknown."""

    asked: Asked
    choice: Choice
    place: str


async def find(request: Request, nothing: str = _NOTHING) -> Found | Response:
    """`nothing`: what is said where nothing is published."""
    sees_names = await asked.find_private(request)
    try:
        known = await run_in_threadpool(asked.parse, request, sees_names)
    except WrongChoice as error:
        return await plain_pages.answer_sentence("Pilihan ini tidak ada", str(error), 404)
    except StoreDamaged:
        return await plain_pages.answer_sentence("Belum dapat ditampilkan", _DAMAGED, 503)
    if known.choice is None:
        return await plain_pages.answer_sentence("Belum ada data", nothing, 404)
    return Found(known, known.choice, asked.find_place(request))
