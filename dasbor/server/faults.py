"""What somebody gets when the list of accounts cannot be read: a sentence, never an error page."""

from __future__ import annotations

import logging

from starlette.types import ASGIApp, Receive, Scope, Send

from dasbor.server import plain_pages
from dasbor.ui.access import ACCOUNTS_ADVICE, ACCOUNTS_DAMAGED
from etl.store.faults import StoreDamaged

_log = logging.getLogger(__name__)


class FaultPage:
    """ASGI middleware around the routes. Of these only the accounts are read without a net of their own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except StoreDamaged as error:
            if scope["type"] != "http":
                raise
            _log.error("akun: %s", error)
            answer = await plain_pages.answer_sentence(ACCOUNTS_DAMAGED, ACCOUNTS_ADVICE, 503)
            await answer(scope, receive, send)
