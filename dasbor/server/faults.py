"""What somebody gets when a route fails: a sentence with the number under which the log tells why."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dasbor.server import plain_pages
from dasbor.ui.access import ACCOUNTS_ADVICE, ACCOUNTS_DAMAGED
from etl.accounts import lost
from etl.store.faults import StoreDamaged
from etl.upkeep.logs import note_incident, say_incident

_BROKEN = "Halaman ini belum dapat ditampilkan"
_BROKEN_ADVICE = "Muat ulang; bila tetap begini, mohon hubungi pengelola sistem."
_log = logging.getLogger(__name__)


class FaultPage:
    """ASGI middleware around the routes. Of what may be damaged only the accounts are read without a net."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def note_start(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, note_start)
        except lost.AccountsLost as error:
            if scope["type"] != "http" or begun:
                raise
            number = note_incident(_log, "akun", error)
            await _answer(lost.TITLE, lost.SENTENCE, 503, number, (scope, receive, send))
        except StoreDamaged as error:
            if scope["type"] != "http" or begun:
                raise
            number = note_incident(_log, "akun", error)
            await _answer(ACCOUNTS_DAMAGED, ACCOUNTS_ADVICE, 503, number, (scope, receive, send))
        except Exception as error:
            number = note_incident(_log, "alamat gagal dijawab", error)
            if scope["type"] == "http" and not begun:
                await _answer(_BROKEN, _BROKEN_ADVICE, 500, number, (scope, receive, send))
            raise  # the server logs it as well and closes the connection


async def _answer(title: str, advice: str, status: int, number: str, to: tuple[Scope, Receive, Send]) -> None:
    answer = await plain_pages.answer_sentence(title, f"{advice} {say_incident(number)}", status)
    await answer(*to)
