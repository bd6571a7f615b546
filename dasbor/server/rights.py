"""Who may what, on the server's own addresses: each route names its action here, and the guard asks may() before it.

What Streamlit serves is guarded by its path: files to upload, and, where pages are for those who are signed in, files
that pages show. Pages themselves are guarded where they are drawn (dasbor/ui/access.py).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dasbor.addresses import below_base
from dasbor.server import plain_pages
from dasbor.ui.access import COOKIE, FOR_EVERYBODY, make_login_address, say_refused
from etl.accounts import roles, users
from etl.accounts.roles import User
from etl.audit import log

Endpoint = Callable[[Request], Awaitable[Response]]
GUARDED: dict[str, str] = {}  # path of a route -> action
# What Streamlit serves: how its path begins -> action
STREAMLIT_PATHS = {"/_stcore/upload_file": "periksa", "/media/": "lihat"}
_LOGIN_TO_READ = "Dasbor ini dibuka untuk yang sudah masuk. Silakan masuk lebih dahulu."
_LOGIN = "Berkas ini untuk petugas dinas. Silakan masuk, lalu unduh dari halamannya."


def guard(path: str, action: str, endpoint: Endpoint, leads_to_login: bool = False) -> Route:
    """A route for those who may do something; others get a sentence, with 403 and without being told what is there. A
    page leads whoever is not signed in to the login instead."""

    async def ask_first(request: Request) -> Response:
        if roles.may(None, action):
            return await endpoint(request)
        user = await find_user(request)
        if roles.may(user, action):
            return await endpoint(request)
        if user is None and leads_to_login:
            page = (below_base(request.url.path) or "/").removeprefix("/")
            return RedirectResponse(make_login_address(page, request.url.query), status_code=303)
        if user is None:
            return await _refuse_stranger(action)
        await run_in_threadpool(_note_refusal, request, user, action)
        return await plain_pages.answer_sentence("Bukan untuk peran Anda", say_refused(user, action), 403)

    GUARDED[path] = action
    return Route(path, ask_first, methods=["GET"])


def open_to_all(path: str, endpoint: Endpoint) -> Route:
    """A route that answers everybody whatever `[akses]` says: it holds nothing of the city's data, and by it whoever
    was given a signed file examines that."""
    return Route(path, endpoint, methods=["GET"])


async def _refuse_stranger(action: str) -> Response:
    if action in FOR_EVERYBODY:
        return await plain_pages.answer_sentence("Silakan masuk", _LOGIN_TO_READ, 403)
    return await plain_pages.answer_sentence("Khusus petugas", _LOGIN, 403)


async def find_user(request: Request) -> User | None:
    """Who sends a request; None = nobody who is signed in."""
    return await run_in_threadpool(users.find_user, request.cookies.get(COOKIE))


class RightsGuard:
    """ASGI middleware: Streamlit takes and gives files to anybody who knows an address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        action = _find_action(scope)
        if action and not roles.may(None, action) and not roles.may(await find_user(Request(scope)), action):
            words = "mengunggah berkas" if action == "periksa" else "melihat berkas ini"
            await PlainTextResponse(f"Masuk lebih dahulu untuk {words}.", status_code=403)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _find_action(scope: Scope) -> str | None:
    if scope["type"] != "http" or scope["method"] == "OPTIONS":
        return None
    return next((action for path, action in STREAMLIT_PATHS.items() if path in scope["path"]), None)


def _note_refusal(request: Request, user: User, action: str) -> None:
    address = request.client.host if request.client else ""
    log.append("ditolak", user.name, address, tindakan=action, jalur=request.url.path)
